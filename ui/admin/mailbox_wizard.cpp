#include "ui/admin/mailbox_wizard.h"

#include "core/base/on_done.h"
#include "core/desk/pending_secrets.h"
#include "core/desk/sign_in_desk.h"
#include "ui/admin/mailbox_wizard_address.h"
#include "ui/admin/mailbox_wizard_done.h"
#include "ui/admin/mailbox_wizard_sign_in.h"
#include "ui/common/ask.h"
#include "ui/common/error_text.h"
#include "ui/common/message_bar.h"

#include <QDateTime>
#include <QPushButton>

#include <utility>

namespace liaison::ui {

using domain::Mailbox;
using domain::SecretUse;

MailboxWizard::MailboxWizard(const UiContext &context, QWidget *parent, MailboxWizardType::Look look)
    : QDialog(parent), m_context(context)
{
    setAttribute(Qt::WA_DeleteOnClose);
    const UtcMs now = m_context.clock->nowMs();
    m_draft.request.mailbox.uuid = newUuid(now); // a person's sign-in is kept under it before the mailbox is saved
    m_draft.request.mailbox.fetchSince = QDateTime::fromMSecsSinceEpoch(now).date().startOfDay().toMSecsSinceEpoch();
    if (!look)
        look = [desk = m_context.desk](domain::AutodiscoveryRequest request, std::stop_token stop) {
            return desk::MailboxDesk(desk).autodiscover(std::move(request), std::move(stop));
        };
    desk::sweepSecrets(m_context.desk); // what one left that ended with its program
    build(std::move(look));
    showStep(AddressStep);
}

MailboxWizard::~MailboxWizard()
{
    if (!m_saving) // what is being saved needs it
        forgetSignIns();
}

void MailboxWizard::next()
{
    m_bar->clear();
    if (m_step == DoneStep)
        return start();
    if (page()->leave())
        goOn();
    else
        updateButtons();
}

void MailboxWizard::goOn()
{
    if (m_step == TestStep)
        return save();
    showStep(m_step + 1);
}

void MailboxWizard::back()
{
    m_bar->clear();
    page()->stop();
    showStep(m_step - 1);
}

void MailboxWizard::save()
{
    m_saving = true;
    updateButtons();
    onDone(this, desk::MailboxDesk(m_context.desk).save(m_draft.request), [this](const Result<Mailbox> &result) {
        m_saving = false;
        if (!result)
            return refused(result.error());
        m_saved = true;
        m_draft.request.mailbox = *result;
        m_draft.request.inboundSecret.reset();
        m_draft.request.outboundSecret.reset();
        m_draft.lookedWith = {};
        forgetSignIns(); // to servers that were tried on the way
        showStep(DoneStep);
        Q_EMIT saved(*result);
    });
}

void MailboxWizard::refused(const Error &error)
{
    if (error.kind == ErrorKind::AlreadyExists) {
        showStep(AddressStep);
        m_address->markTaken();
        return;
    }
    updateButtons();
    m_bar->showMessage(MessageBar::Kind::Error,
                       tr("The mailbox was not saved, and nothing of it was kept.") + QLatin1Char(' ')
                           + errorText(error));
    m_bar->addDetails(errorDetails(error));
    m_next->setFocus(Qt::OtherFocusReason);
}

void MailboxWizard::start()
{
    if (m_draft.tested)
        return reallyStart();
    ask(this,
        {tr("START"), tr("Start a mailbox whose tests have not passed?"),
         tr("The tests tell whether host, port and password are right before mail is fetched."), tr("Start anyway")},
        [this] { reallyStart(); });
}

void MailboxWizard::reallyStart()
{
    m_saving = true;
    m_done->clearError();
    updateButtons();
    onDone(this, desk::MailboxDesk(m_context.desk).start(m_draft.request.mailbox.id),
           [this](const Result<void> &result) {
               m_saving = false;
               if (result)
                   return accept();
               updateButtons();
               m_done->showError(result.error());
               m_next->setFocus(Qt::OtherFocusReason);
           });
}

void MailboxWizard::useForm()
{
    m_address->take();
    Q_EMIT formWanted(m_draft.request.mailbox);
    discard();
}

void MailboxWizard::reject()
{
    if (m_saving)
        return; // in a moment it is known what became of it
    if (m_saved || !m_address->isTouched())
        return discard();
    ask(this,
        {tr("Connect a mailbox"), tr("Leave without connecting the mailbox?"),
         tr("Nothing of it was saved. What was entered is lost."), tr("Leave")},
        [this] { discard(); });
}

void MailboxWizard::discard()
{
    page()->stop();
    QDialog::reject();
}

void MailboxWizard::acceptCertificate(const CertificateSummary &certificate)
{
    if (!m_signIn->acceptCertificate(certificate)) {
        m_bar->showMessage(MessageBar::Kind::Warning,
                           tr("The certificate is of another server than the fields name now. Go back and correct the "
                              "host."));
        return;
    }
    page()->enter(); // asks again, with the certificate
}

/// Those that the saved mailbox does not read or send with; all of them where none was saved.
void MailboxWizard::forgetSignIns()
{
    const auto forget = [this](QList<Mailbox> &signedIn, SecretUse use) {
        const auto needed = m_saved ? domain::neededSecret(m_draft.request.mailbox, use) : std::nullopt;
        const QList<Mailbox> all = std::exchange(signedIn, {});
        for (const Mailbox &made : all) {
            if (domain::neededSecret(made, use) != needed)
                desk::SignInDesk(m_context.desk).forget(made, use);
        }
    };
    forget(m_draft.signedIn, SecretUse::Inbound);
    forget(m_draft.signedInToSend, SecretUse::Outbound);
}

} // namespace liaison::ui
