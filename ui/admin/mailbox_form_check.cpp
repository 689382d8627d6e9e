// The check of a mailbox's connections, its answers, and the certificate that a person may accept for them.
#include "ui/admin/mailbox_form.h"

#include "core/base/on_done.h"
#include "ui/admin/endpoint_fields.h"
#include "ui/common/certificate_offer.h"
#include "ui/common/error_text.h"
#include "ui/common/message_bar.h"

namespace liaison::ui {

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
    const int run = m_checkRun;
    const desk::MailboxDesk::SaveRequest fields = request();
    m_checksOpen = 2;
    m_checksGood = true;
    showConnecting(m_bar, fields.mailbox.inbound);
    showConnecting(m_outboundBar, fields.mailbox.outbound);
    desk::MailboxDesk mailboxes(m_context.desk);
    onDone(this, mailboxes.checkInbound(fields, m_checkStop.get_token()),
           [this, run](const Result<QList<domain::RemoteFolder>> &folders) {
               if (run != m_checkRun)
                   return;
               const int count = folders ? static_cast<int>(folders->size()) : 0;
               showChecked(m_bar, folders ? Result<void>() : fail(folders.error()),
                           tr("Reading: signed in and found %n folders.", nullptr, count),
                           tr("Failed to test Service connectivity for reading."));
           });
    onDone(this, mailboxes.checkOutbound(fields, m_checkStop.get_token()), [this, run](const Result<void> &signedIn) {
        if (run == m_checkRun)
            showChecked(m_outboundBar, signedIn, tr("Sending: signed in. No mail was sent."),
                        tr("Failed to test Service connectivity for sending."));
    });
}

void MailboxForm::showConnecting(MessageBar *bar, const domain::Endpoint &endpoint)
{
    bar->showMessage(MessageBar::Kind::Info, tr("Connecting to %1, port %2…").arg(endpoint.host).arg(endpoint.port));
    bar->addAction(tr("Cancel"), [this] { m_checkStop.request_stop(); });
}

void MailboxForm::showChecked(MessageBar *bar, const Result<void> &result, const QString &good, const QString &headline)
{
    m_checksGood = m_checksGood && result;
    if (--m_checksOpen == 0)
        m_checkPassed = m_checksGood;
    if (result)
        bar->showMessage(MessageBar::Kind::Success, good);
    else if (result.error().kind == ErrorKind::Cancelled)
        bar->showMessage(MessageBar::Kind::Info, tr("The check was cancelled."));
    else
        showError(bar, result.error(), headline);
}

void MailboxForm::acceptCertificate(const CertificateSummary &certificate)
{
    EndpointFields *side = nullptr;
    for (EndpointFields *each : {m_inbound, m_outbound}) {
        const domain::Endpoint endpoint = each->endpoint({});
        if (endpoint.host == certificate.host && endpoint.port == certificate.port)
            side = each;
    }
    if (!side) { // host or port were changed while the question was open
        m_bar->showMessage(MessageBar::Kind::Warning,
                           tr("The certificate is of another server than the form names now. Check the connection "
                              "again."));
        return;
    }
    if (!m_editing)
        setEditing(true);
    side->acceptCertificate(certificate.sha256);
    m_bar->showMessage(MessageBar::Kind::Info,
                       tr("The certificate of %1 is filled in. It is accepted from SAVE on.").arg(certificate.host));
}

void MailboxForm::showError(MessageBar *bar, const Error &error, const QString &headline)
{
    QString text = QStringLiteral("%1 %2").arg(headline, errorText(error));
    if (error.certificate)
        text += QLatin1Char('\n') + certificateText(error);
    bar->showMessage(MessageBar::Kind::Error, text);
    offerCertificate(bar, this, error, [this](const CertificateSummary &accepted) { acceptCertificate(accepted); });
    bar->addDetails(errorDetails(error));
}

} // namespace liaison::ui
