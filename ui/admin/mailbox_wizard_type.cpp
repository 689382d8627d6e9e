#include "ui/admin/mailbox_wizard_type.h"

#include "core/base/log.h"
#include "core/desk/found_exchange.h"
#include "core/domain/address.h"
#include "ui/admin/form_field.h"
#include "ui/common/ask.h"
#include "ui/common/error_text.h"
#include "ui/common/message_bar.h"
#include "ui/common/plain_label.h"

#include <QLineEdit>
#include <QRadioButton>

namespace liaison::ui {

using domain::Autodiscovery;
using Type = MailboxDraft::Type;

namespace {

/// Hosts come from servers: hidden characters are made visible.
QString shown(const QString &words)
{
    return printable(words.toUtf8());
}

bool signInIsMissing(const Autodiscovery &found)
{
    return found.error
        && (found.error->kind == ErrorKind::CredentialsMissing || found.error->kind == ErrorKind::AuthenticationFailed);
}

} // namespace

MailboxWizardType::MailboxWizardType(Look look, MailboxDraft *draft, QWidget *parent)
    : MailboxWizardPage(tr("Type of account"), draft, parent), m_look(std::move(look))
{
    build();
    buttonOf(Type::Exchange)->setChecked(true);
}

MailboxWizardType::~MailboxWizardType()
{
    m_stop.request_stop();
}

/// Another address is looked for anew; what was chosen for the one before does not count.
void MailboxWizardType::enter()
{
    const QString address = domain::normalisedAddress(mailbox().address);
    if (address == m_lookedFor) {
        const bool stopped = !draft().found && m_bar->isHidden(); // the person went back before there was an answer
        if (stopped && !m_chosen)
            look();
        return;
    }
    m_lookedFor = address;
    m_trusted.clear();
    m_chosen = false;
    m_username->clear();
    m_password->clear();
    m_reason->setText({});
    setSignInWanted(false);
    draft().found.reset();
    draft().lookedWith = {};
    look();
}

void MailboxWizardType::look()
{
    stop();
    m_bar->clear();
    m_passwordField->setProblem({});
    m_stop = std::stop_source();
    domain::AutodiscoveryRequest request;
    request.address = mailbox().address;
    request.user = m_username->text().trimmed();
    request.password = Secret::fromText(m_password->text());
    request.trustedHosts = m_trusted;
    setLooking(true);
    const int run = m_run;
    onDone(this, m_look(std::move(request), m_stop.get_token()), [this, run](const Result<Autodiscovery> &found) {
        if (run == m_run)
            ended(found);
    });
}

void MailboxWizardType::stop()
{
    m_stop.request_stop();
    ++m_run;
    if (m_looking)
        setLooking(false);
}

void MailboxWizardType::ended(const Result<Autodiscovery> &result)
{
    setLooking(false);
    if (!result) {
        const QString byHand = tr("Choose the type by hand below, or look again.");
        if (result.error().kind == ErrorKind::Cancelled)
            return m_bar->showMessage(MessageBar::Kind::Info,
                                      tr("The search was cancelled.") + QLatin1Char(' ') + byHand);
        m_bar->showMessage(MessageBar::Kind::Warning,
                           tr("The search came to no end.") + QLatin1Char(' ') + errorText(result.error())
                               + QLatin1Char(' ') + byHand);
        m_bar->addDetails(errorDetails(result.error()));
        return;
    }
    draft().found = *result;
    if (result->error)
        showNothing(*result);
    else
        showFound(*result);
    addDetails(*result);
}

void MailboxWizardType::showFound(const Autodiscovery &found)
{
    setSignInWanted(false);
    draft().lookedAs = m_username->text().trimmed();
    draft().lookedWith = Secret::fromText(m_password->text());
    QString text = tr("Exchange was found at %1.").arg(shown(found.ewsUrl.host()));
    const bool renamed = !found.address.isEmpty()
        && domain::normalisedAddress(found.address) != domain::normalisedAddress(mailbox().address);
    if (renamed)
        text += QLatin1Char(' ')
            + tr("It was found under the address %1: if the mailbox's own address is that one, go back and enter it.")
                  .arg(shown(found.address));
    m_bar->showMessage(MessageBar::Kind::Success, text);
    if (desk::exchangeOnline(found))
        propose(Type::Graph,
                tr("Microsoft Graph is preselected: the mailbox is in Exchange Online, where Exchange Web Services are "
                   "blocked for applications that are not on an allow-list since 1 October 2026, and end on 1 April "
                   "2027."));
    else
        propose(Type::Exchange, tr("Exchange Web Services are preselected: it is the organisation's own Exchange."));
}

void MailboxWizardType::showNothing(const Autodiscovery &found)
{
    const Error &error = *found.error;
    if (error.kind == ErrorKind::PermissionDenied && !found.hostsToTrust.isEmpty())
        return askForTrust(found.hostsToTrust);
    if (signInIsMissing(found)) {
        const bool refused = error.kind == ErrorKind::AuthenticationFailed;
        setSignInWanted(true);
        m_bar->showMessage(
            refused ? MessageBar::Kind::Error : MessageBar::Kind::Info,
            refused
                ? tr("The server refused the user name or the password. It was asked once and is not asked again by "
                     "itself, so that the account is not locked. Correct them and look again, or go on by hand.")
                : tr("A server of the domain tells where Exchange is once somebody signs in. Enter the mailbox's "
                     "password and look again, or go on by hand."));
        m_password->setFocus(Qt::OtherFocusReason);
        m_password->selectAll();
        return propose(Type::Exchange,
                       tr("Exchange Web Services are preselected: a server of the domain answers for "
                          "Exchange."));
    }
    if (error.kind == ErrorKind::NotFound) {
        m_bar->showMessage(
            MessageBar::Kind::Info,
            tr("No host of %1 tells where an Exchange is. Choose the type by hand; its servers are entered "
               "on the next page.")
                .arg(shown(domain::domainOf(mailbox().address))));
        return propose(Type::ImapSmtp, tr("IMAP + SMTP is preselected: every other mail server knows it."));
    }
    m_bar->showMessage(MessageBar::Kind::Warning,
                       tr("Exchange was not found.") + QLatin1Char(' ') + errorText(error) + QLatin1Char(' ')
                           + tr("Choose the type by hand below, or look again."));
}

/// Whoever answers for the domain, or poses as it, leads to hosts of others: they hear of the address, and may ask for
/// the password, once a person knows them.
void MailboxWizardType::askForTrust(const QStringList &hosts)
{
    QStringList names;
    for (const QString &host : hosts)
        names << shown(host);
    const QString list = names.join(QStringLiteral(", "));
    const QString domainName = shown(domain::domainOf(mailbox().address));
    m_bar->showMessage(MessageBar::Kind::Warning,
                       tr("The search leads out of %1, to: %2. Nothing was told to anybody there. If you know that the "
                          "mailbox is kept there, trust it and look on; else choose the type by hand.")
                           .arg(domainName, list));
    m_bar->addAction(tr("Trust and look on…"), [this, hosts, list, domainName] {
        ask(this,
            {tr("Trust another host"), tr("Does the Exchange of %1 belong to %2?").arg(domainName, list),
             tr("It is told the address of the mailbox, and your password where it asks for it. Whoever runs it can "
                "then "
                "read and send the mailbox's mail. Ask the mail server's administrator if you are not sure."),
             tr("Trust and look on")},
            [this, hosts] {
                m_trusted += hosts;
                look();
            });
    });
}

void MailboxWizardType::propose(Type type, const QString &reason)
{
    if (m_chosen)
        return;
    buttonOf(type)->setChecked(true);
    m_reason->setText(reason);
}

bool MailboxWizardType::leave()
{
    stop();
    for (const Type type : {Type::Exchange, Type::Graph, Type::ImapSmtp}) {
        if (buttonOf(type)->isChecked())
            draft().type = type;
    }
    return true;
}

/// Return in the field of the password looks again.
QPushButton *MailboxWizardType::mainButton() const
{
    return m_signIn->isHidden() ? nullptr : m_again;
}

} // namespace liaison::ui
