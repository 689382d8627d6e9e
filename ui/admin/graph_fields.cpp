#include "ui/admin/graph_fields.h"

#include "ui/admin/field_problems.h"
#include "ui/admin/file_line.h"
#include "ui/admin/form_field.h"
#include "ui/admin/host_line.h"
#include "ui/admin/prerequisites_panel.h"
#include "ui/common/plain_label.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>

namespace liaison::ui {

using domain::SignIn;

GraphFields::GraphFields(domain::SecretUse use, QWidget *parent) : SideFields(use, parent)
{
    build();
    connectFields();
    GraphFields::setSends(true);
    updateVisible();
}

OAuthWay GraphFields::way() const
{
    return OAuthRows::wayOf(m_way);
}

void GraphFields::setEndpoint(const domain::Endpoint &endpoint)
{
    domain::Endpoint shown = endpoint;
    if (shown.signIn != SignIn::AsInbound)
        shown.signIn = SignIn::OAuth2; // there is nothing else
    OAuthRows::choose(m_way, shown);
    m_oauth->setEndpoint(shown);
    m_secret->clear();
    m_username->setText(endpoint.username);
    m_host->setText(hostText(endpoint));
    m_caFile->setPath(endpoint.trustedCaFile);
    m_pin->setText(endpoint.pinnedSha256);
    clearProblems();
    updateVisible();
}

domain::Endpoint GraphFields::endpoint(domain::Endpoint base) const
{
    const OAuthWay chosen = way();
    base.protocol = domain::Protocol::Graph;
    base.signIn = OAuthRows::signInOf(m_way);
    base.exchange = {};
    takeHost(base, m_host->text().trimmed());
    base.username = OAuthRows::isPerson(chosen) ? m_username->text().trimmed() : QString();
    base.trustedCaFile = m_caFile->path();
    base.pinnedSha256 = plainFingerprint(m_pin->text());
    base.clientCertificateFile.clear();
    base.clientKeyFile.clear();
    if (chosen == OAuthWay::None) {
        base.oauth = {};
        return base;
    }
    m_oauth->fill(base, chosen);
    return base;
}

std::optional<Secret> GraphFields::typedSecret() const
{
    const bool none = OAuthRows::isPerson(way()) || way() == OAuthWay::None;
    if (m_secret->text().isEmpty() || none)
        return std::nullopt;
    return Secret::fromText(m_secret->text());
}

void GraphFields::setSecretHint(const QString &hint)
{
    m_secret->setPlaceholderText(hint);
}

void GraphFields::setAddressHint(const QString &address)
{
    m_address = address;
    m_username->setPlaceholderText(address.isEmpty() ? tr("The e-mail address") : address);
    showNeeds();
}

void GraphFields::setSends(bool sends)
{
    setTitle(!isInbound() ? tr("Outbound: sending by Microsoft Graph")
                 : sends  ? tr("Microsoft Graph: reading and sending")
                          : tr("Inbound: reading by Microsoft Graph"));
}

void GraphFields::setAsInboundOffered(bool offered)
{
    const int at = m_way->findData(static_cast<int>(SignIn::AsInbound));
    if (!offered && at >= 0)
        m_way->removeItem(at);
    else if (offered && at < 0 && !isInbound())
        m_way->insertItem(0, tr("As inbound"), static_cast<int>(SignIn::AsInbound));
    updateVisible();
}

void GraphFields::setEditable(bool editable)
{
    const QList<QWidget *> editors{m_way, m_secret, m_username, m_host, m_pin};
    for (QWidget *editor : editors)
        setReadOnly(editor, !editable);
    m_caFile->setEditable(editable);
    m_oauth->setEditable(editable);
}

void GraphFields::acceptCertificate(const QString &sha256)
{
    m_pin->setText(sha256);
    m_pinField->setProblem({});
    Q_EMIT edited();
}

FormField *GraphFields::mark(domain::MailboxField field, const QString &problem)
{
    using domain::MailboxField;
    const bool inbound = isInbound();
    FormField *target = nullptr;
    if (field == (inbound ? MailboxField::InboundHost : MailboxField::OutboundHost)
        || field == (inbound ? MailboxField::InboundPort : MailboxField::OutboundPort)
        || field == (inbound ? MailboxField::InboundSecurity : MailboxField::OutboundSecurity))
        target = m_hostField;
    else if (field == (inbound ? MailboxField::InboundSignIn : MailboxField::OutboundSignIn))
        target = m_wayField;
    else if (field == (inbound ? MailboxField::InboundUsername : MailboxField::OutboundUsername))
        target = m_usernameField;
    else if (FormField *ofToken = m_oauth->fieldOf(field, use()))
        target = ofToken;
    else if (field == MailboxField::CaFile && !m_caFile->path().isEmpty())
        target = m_caField;
    if (target)
        target->setProblem(problem);
    return target;
}

FormField *GraphFields::markMissingSecret()
{
    const OAuthWay chosen = way();
    if ((chosen != OAuthWay::Secret && chosen != OAuthWay::Token) || !m_secret->text().isEmpty())
        return nullptr;
    m_secretField->setProblem(missingSecretText(m_secret->accessibleName()));
    return m_secretField;
}

FormField *GraphFields::markLocalProblems()
{
    QList<FormField *> marked = m_oauth->markProblems(way());
    marked << markLength(m_usernameField, m_username->text().trimmed(), longest::username)
           << markLength(m_hostField, m_host->text().trimmed(), longest::address)
           << markLength(m_caField, m_caFile->path(), longest::path)
           << markFingerprint(m_pinField, plainFingerprint(m_pin->text()));
    return firstShown(marked);
}

void GraphFields::updateVisible()
{
    const auto show = [](QFormLayout *form, FormField *field, bool visible) {
        field->setVisible(visible);
        form->labelForField(field)->setVisible(visible);
    };
    const OAuthWay chosen = way();
    const bool own = chosen != OAuthWay::None;
    show(m_left, m_secretField, own && !OAuthRows::isPerson(chosen));
    show(m_left, m_usernameField, OAuthRows::isPerson(chosen));
    m_oauth->showFor(chosen);
    m_oauth->showCloud(own); // it has the host of Graph, too
    const QString name = OAuthRows::secretName(own ? chosen : OAuthWay::Secret);
    qobject_cast<QLabel *>(m_left->labelForField(m_secretField))->setText(name);
    m_secret->setAccessibleName(nameOfField(name));
    showNeeds();
}

/// What whoever registers the application has to give it.
void GraphFields::showNeeds()
{
    const OAuthWay chosen = way();
    const QString username = m_username->text().trimmed();
    const bool shared = !username.isEmpty() && username.compare(m_address, Qt::CaseInsensitive) != 0;
    QStringList needs;
    if (chosen == OAuthWay::Token)
        needs << tr("The token holds Mail.ReadWrite and Mail.Send of Microsoft Graph; somebody else renews it.");
    else if (OAuthRows::isApplication(chosen))
        needs << tr("The application needs the application permissions Mail.ReadWrite and Mail.Send of Microsoft Graph "
                    "and an administrator's consent. RBAC for applications limits it to this mailbox.");
    else if (shared)
        needs << tr("The application needs the delegated permissions Mail.ReadWrite.Shared, Mail.Send.Shared and "
                    "offline_access, the person Full Access to the mailbox and Send As.");
    else
        needs << tr("The application needs the delegated permissions Mail.ReadWrite, Mail.Send and offline_access.");
    if (chosen == OAuthWay::Browser)
        needs << tr("Its redirect address is http://localhost.");
    if (chosen == OAuthWay::DeviceCode)
        needs << tr("It allows public client flows.");
    m_needs->setText(chosen == OAuthWay::None ? QString() : needs.join(QLatin1Char(' ')));
    m_needs->setVisible(chosen != OAuthWay::None);
    m_prerequisites->setSide(GraphFields::endpoint({}), m_address);
}

} // namespace liaison::ui
