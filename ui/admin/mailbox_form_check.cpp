// The check of a mailbox's connections, its answers, and the certificate that a person may accept for them.
#include "ui/admin/mailbox_form.h"

#include "core/base/on_done.h"
#include "ui/admin/side_fields.h"
#include "ui/common/certificate_offer.h"
#include "ui/common/error_text.h"
#include "ui/common/message_bar.h"
#include "ui/common/test_text.h"

namespace liaison::ui {

using domain::TestReport;
using domain::TestSide;

/// Ends a check that is under way; its answers are not waited for.
void MailboxForm::dropCheck()
{
    m_checkStop.request_stop();
    ++m_checkRun;
    m_bar->clear();
    m_outboundBar->clear();
}

void MailboxForm::check()
{
    if (m_editing && markProblems())
        return;
    dropCheck();
    m_checkStop = std::stop_source();
    m_checksOpen = 2;
    m_checksGood = true;
    const desk::MailboxDesk::SaveRequest fields = request();
    checkSide(TestSide::Inbound, fields);
    checkSide(TestSide::Outbound, fields);
}

MessageBar *MailboxForm::barOf(TestSide side) const
{
    return side == TestSide::Inbound ? m_bar : m_outboundBar;
}

void MailboxForm::checkSide(TestSide side, const desk::MailboxDesk::SaveRequest &fields)
{
    const domain::Endpoint &endpoint = side == TestSide::Inbound ? fields.mailbox.inbound : fields.mailbox.outbound;
    const QString connecting = endpoint.host.isEmpty()
        ? tr("Connecting to Microsoft Graph…")
        : tr("Connecting to %1, port %2…").arg(endpoint.host).arg(endpoint.port);
    MessageBar *const bar = barOf(side);
    bar->showMessage(MessageBar::Kind::Info, connecting);
    bar->addAction(tr("Cancel"), [this] { m_checkStop.request_stop(); });
    desk::MailboxDesk::TestOptions options;
    options.side = side;
    options.sendsMail = false;
    const int run = m_checkRun;
    const auto progress = [this, run, bar, connecting](const TestReport &report) {
        if (run == m_checkRun && !report.over)
            bar->updateText(connecting + QLatin1Char('\n') + testStepsText(report));
    };
    desk::MailboxDesk mailboxes(m_context.desk);
    onDone(this, mailboxes.test(fields, options, this, progress, m_checkStop.get_token()),
           [this, run, side](const Result<TestReport> &report) {
               if (run == m_checkRun)
                   showChecked(side, report);
           });
}

void MailboxForm::showChecked(TestSide side, const Result<TestReport> &result)
{
    MessageBar *const bar = barOf(side);
    const bool inbound = side == TestSide::Inbound;
    const QString headline = inbound ? tr("Failed to test Service connectivity for reading.")
                                     : tr("Failed to test Service connectivity for sending.");
    m_checksGood = m_checksGood && result && result->passed();
    if (--m_checksOpen == 0)
        m_checkPassed = m_checksGood;
    if (!result)
        return showError(bar, result.error(), headline);
    const domain::TestStep *failed = result->failure();
    if (failed && failed->error->kind == ErrorKind::Cancelled)
        return bar->showMessage(MessageBar::Kind::Info, tr("The check was cancelled."));
    const QString details = testStepsText(*result) + QStringLiteral("\n\n") + domain::testLog(*result);
    if (failed)
        return showError(bar, *failed->error, headline, testReasonText(*failed), details);
    const domain::TestStep *folders = result->find(domain::TestStepKind::ListFolders);
    bar->showMessage(MessageBar::Kind::Success,
                     folders ? tr("Reading: signed in and found %n folders.", nullptr, static_cast<int>(folders->count))
                             : tr("Sending: signed in. No mail was sent."));
    bar->addDetails(details);
}

void MailboxForm::acceptCertificate(const CertificateSummary &certificate)
{
    const domain::Mailbox now = request().mailbox;
    QList<SideFields *> sides;
    if (namesServerOf(now.inbound, certificate))
        sides << inbound();
    if (outbound() && namesServerOf(now.outbound, certificate))
        sides << outbound();
    if (sides.isEmpty()) { // host or port were changed while the question was open
        m_bar->showMessage(MessageBar::Kind::Warning,
                           tr("The certificate is of another server than the form names now. Check the connection "
                              "again."));
        return;
    }
    if (!m_editing)
        setEditing(true);
    for (SideFields *side : std::as_const(sides))
        side->acceptCertificate(certificate.sha256);
    m_bar->showMessage(MessageBar::Kind::Info,
                       tr("The certificate of %1 is filled in. It is accepted from SAVE on.").arg(certificate.host));
}

void MailboxForm::showError(MessageBar *bar, const Error &error, const QString &headline)
{
    showError(bar, error, headline, errorText(error), errorDetails(error));
}

void MailboxForm::showError(MessageBar *bar, const Error &error, const QString &headline, const QString &reason,
                            const QString &details)
{
    QString text = QStringLiteral("%1 %2").arg(headline, reason);
    if (error.certificate)
        text += QLatin1Char('\n') + certificateText(error);
    bar->showMessage(MessageBar::Kind::Error, text);
    offerCertificate(bar, this, error, [this](const CertificateSummary &accepted) { acceptCertificate(accepted); });
    bar->addDetails(details);
}

} // namespace liaison::ui
