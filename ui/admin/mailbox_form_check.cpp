// TEST INBOUND and TEST OUTBOUND of a mailbox's fields, and the certificate that a person may accept for them.
#include "ui/admin/mailbox_form.h"

#include "ui/admin/side_fields.h"
#include "ui/admin/test_card.h"
#include "ui/common/error_text.h"
#include "ui/common/message_bar.h"

#include <QCheckBox>

#include <utility>

namespace liaison::ui {

using domain::TestSide;

void MailboxForm::test(TestSide side)
{
    // Sending that signs in as reading does needs its fields, too.
    const bool reading = side == TestSide::Inbound || m_mailbox.outbound.signIn == domain::SignIn::AsInbound
        || request().mailbox.outbound.signIn == domain::SignIn::AsInbound;
    if (m_editing && markProblems(reading, side == TestSide::Outbound))
        return;
    if (side == TestSide::Inbound)
        m_testInbound->start(request(), false);
    else
        m_testOutbound->start(request(), m_sendsMail->isChecked());
}

void MailboxForm::dropTests()
{
    m_testInbound->clear();
    m_testOutbound->clear();
}

void MailboxForm::outdateTests()
{
    m_testInbound->outdate();
    m_testOutbound->outdate();
}

bool MailboxForm::isTested() const
{
    return m_testInbound->passed() && m_testOutbound->passed();
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
                           tr("The certificate is of another server than the form names now. Test again."));
        return;
    }
    if (!m_editing)
        setEditing(true);
    for (SideFields *side : std::as_const(sides))
        side->acceptCertificate(certificate.sha256);
    m_bar->showMessage(MessageBar::Kind::Info,
                       tr("The certificate of %1 is filled in. It is accepted from SAVE on.").arg(certificate.host));
}

void MailboxForm::showError(const Error &error, const QString &headline)
{
    m_bar->showMessage(MessageBar::Kind::Error, QStringLiteral("%1 %2").arg(headline, errorText(error)));
    m_bar->addDetails(errorDetails(error));
}

} // namespace liaison::ui
