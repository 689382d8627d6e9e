#include "ui/admin/graph_fields.h"

#include "ui/admin/field_problems.h"
#include "ui/admin/file_line.h"
#include "ui/admin/form_field.h"
#include "ui/common/plain_label.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QUrl>

namespace liaison::ui {

using domain::NationalCloud;
using domain::OAuthFlow;

namespace {

/// "graph.corp.example:8443": one line for what an endpoint keeps in three.
QString hostText(const domain::Endpoint &endpoint)
{
    const bool clear = endpoint.security == domain::Security::None;
    const quint16 usual = clear ? 80 : 443;
    const bool takesPort = !endpoint.host.isEmpty() && !endpoint.host.contains(QLatin1String("://"));
    const QString port = takesPort && endpoint.port != usual ? QStringLiteral(":%1").arg(endpoint.port) : QString();
    return (clear && takesPort ? QStringLiteral("http://") : QString()) + endpoint.host + port;
}

/// What is no plain authority stays as it was typed, for domain::validate() to mark.
void takeHost(domain::Endpoint &endpoint, const QString &text)
{
    const QString address = text.contains(QLatin1String("://")) ? text : QStringLiteral("https://") + text;
    const QUrl url(address, QUrl::StrictMode);
    const bool clear = url.scheme() == QLatin1String("http") && domain::isLoopbackHost(url.host());
    const bool plain = url.isValid() && (clear || url.scheme() == QLatin1String("https")) && url.userInfo().isEmpty()
        && (url.path().isEmpty() || url.path() == QLatin1String("/")) && !url.hasQuery() && !url.hasFragment();
    endpoint.security = clear ? domain::Security::None : domain::Security::Tls;
    endpoint.host = plain && !text.isEmpty() ? url.host() : text;
    endpoint.port = static_cast<quint16>(plain ? url.port(clear ? 80 : 443) : 443);
}

} // namespace

GraphFields::GraphFields(QWidget *parent) : QGroupBox(parent)
{
    build();
    connectFields();
    setSends(true);
    updateVisible();
}

GraphFields::Way GraphFields::way() const
{
    return static_cast<Way>(m_way->currentData().toInt());
}

NationalCloud GraphFields::cloud() const
{
    return static_cast<NationalCloud>(m_cloud->currentData().toInt());
}

void GraphFields::setEndpoint(const domain::Endpoint &endpoint)
{
    const domain::OAuthSettings &oauth = endpoint.oauth;
    Way shown = oauth.flow == OAuthFlow::AccessToken ? Way::Token
        : oauth.flow == OAuthFlow::Browser           ? Way::Browser
        : oauth.flow == OAuthFlow::DeviceCode        ? Way::DeviceCode
                                                     : Way::Secret;
    if (shown == Way::Secret && !endpoint.clientCertificateFile.isEmpty())
        shown = Way::Certificate;
    m_way->setCurrentIndex(m_way->findData(static_cast<int>(shown)));
    m_cloud->setCurrentIndex(m_cloud->findData(static_cast<int>(oauth.cloud)));
    m_clientId->setText(oauth.clientId);
    m_tenantId->setText(oauth.tenantId);
    m_secret->clear();
    m_certificate->setPath(endpoint.clientCertificateFile);
    m_key->setPath(endpoint.clientKeyFile);
    m_username->setText(endpoint.username);
    m_host->setText(hostText(endpoint));
    m_loginHost->setText(oauth.loginHost);
    m_caFile->setPath(endpoint.trustedCaFile);
    m_pin->setText(endpoint.pinnedSha256);
    clearProblems();
    updateVisible();
}

domain::Endpoint GraphFields::endpoint(domain::Endpoint base) const
{
    const Way chosen = way();
    const bool person = chosen == Way::Browser || chosen == Way::DeviceCode;
    const bool certificate = chosen == Way::Certificate;
    base.protocol = domain::Protocol::Graph;
    base.signIn = domain::SignIn::OAuth2;
    base.exchange = {};
    takeHost(base, m_host->text().trimmed());
    base.username = person ? m_username->text().trimmed() : QString();
    base.trustedCaFile = m_caFile->path();
    base.pinnedSha256 = m_pin->text().toLower().remove(QLatin1Char(':')).remove(QLatin1Char(' '));
    base.clientCertificateFile = certificate ? m_certificate->path() : QString();
    base.clientKeyFile = certificate ? m_key->path() : QString();
    base.oauth.flow = chosen == Way::Browser ? OAuthFlow::Browser
        : chosen == Way::DeviceCode          ? OAuthFlow::DeviceCode
        : chosen == Way::Token               ? OAuthFlow::AccessToken
                                             : OAuthFlow::Application;
    base.oauth.clientId = m_clientId->text().trimmed();
    base.oauth.tenantId = m_tenantId->text().trimmed();
    base.oauth.cloud = cloud();
    base.oauth.loginHost = m_loginHost->text().trimmed();
    return base;
}

std::optional<Secret> GraphFields::typedSecret() const
{
    const Way chosen = way();
    if (m_secret->text().isEmpty() || chosen == Way::Browser || chosen == Way::DeviceCode)
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
    setTitle(sends ? tr("Microsoft Graph: reading and sending") : tr("Inbound: reading by Microsoft Graph"));
}

void GraphFields::setEditable(bool editable)
{
    const QList<QWidget *> editors{m_way,      m_cloud, m_clientId,  m_tenantId, m_secret,
                                   m_username, m_host,  m_loginHost, m_pin};
    for (QWidget *editor : editors)
        setReadOnly(editor, !editable);
    for (FileLine *file : {m_certificate, m_key, m_caFile})
        file->setEditable(editable);
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
    FormField *target = nullptr;
    if (field == MailboxField::InboundHost || field == MailboxField::InboundPort)
        target = m_hostField;
    else if (field == MailboxField::InboundUsername)
        target = m_usernameField;
    else if (field == MailboxField::InboundCertificate)
        target = m_certificateField;
    else if (field == MailboxField::InboundClientId)
        target = m_clientIdField;
    else if (field == MailboxField::InboundTenantId)
        target = m_tenantIdField;
    else if (field == MailboxField::CaFile && !m_caFile->path().isEmpty())
        target = m_caField;
    if (target)
        target->setProblem(problem);
    return target;
}

void GraphFields::clearProblems()
{
    for (FormField *field :
         {m_wayField, m_cloudField, m_clientIdField, m_tenantIdField, m_secretField, m_certificateField, m_keyField,
          m_usernameField, m_hostField, m_loginHostField, m_caField, m_pinField})
        field->setProblem({});
}

FormField *GraphFields::markMissingSecret()
{
    const Way chosen = way();
    if ((chosen != Way::Secret && chosen != Way::Token) || !m_secret->text().isEmpty())
        return nullptr;
    m_secretField->setProblem(missingSecretText(m_secret->accessibleName()));
    return m_secretField;
}

FormField *GraphFields::markLocalProblems()
{
    static const QRegularExpression fingerprint(QStringLiteral("^[0-9a-f]{64}$"));
    if (way() == Way::Certificate && m_certificate->path().isEmpty()) { // without one it would be a secret's
        m_certificateField->setProblem(tr("Choose the certificate to sign in with."));
        return m_certificateField;
    }
    const QString pin = endpoint({}).pinnedSha256;
    if (pin.isEmpty() || fingerprint.match(pin).hasMatch())
        return nullptr;
    m_pinField->setProblem(
        tr("A SHA-256 fingerprint has 64 digits from 0 to 9 and a to f. Leave the field empty to accept "
           "valid certificates alone."));
    return m_pinField;
}

void GraphFields::updateVisible()
{
    const auto show = [this](FormField *field, bool visible) {
        field->setVisible(visible);
        m_left->labelForField(field)->setVisible(visible);
    };
    const Way chosen = way();
    const bool person = chosen == Way::Browser || chosen == Way::DeviceCode;
    const bool token = chosen == Way::Token;
    show(m_clientIdField, !token);
    show(m_tenantIdField, !token);
    show(m_certificateField, chosen == Way::Certificate);
    show(m_keyField, chosen == Way::Certificate);
    show(m_secretField, !person);
    show(m_usernameField, person);
    const QString name = token       ? tr("Access token")
        : chosen == Way::Certificate ? tr("Passphrase of the key")
                                     : tr("Client secret");
    qobject_cast<QLabel *>(m_left->labelForField(m_secretField))->setText(name);
    m_secret->setAccessibleName(name);
    showNeeds();
}

/// What whoever registers the application has to give it.
void GraphFields::showNeeds()
{
    const Way chosen = way();
    const QString username = m_username->text().trimmed();
    const bool shared = !username.isEmpty() && username.compare(m_address, Qt::CaseInsensitive) != 0;
    QStringList needs;
    if (chosen == Way::Token)
        needs << tr("The token holds Mail.ReadWrite and Mail.Send of Microsoft Graph; somebody else renews it.");
    else if (chosen == Way::Secret || chosen == Way::Certificate)
        needs << tr("The application needs the application permissions Mail.ReadWrite and Mail.Send of Microsoft Graph "
                    "and an administrator's consent. RBAC for applications limits it to this mailbox.");
    else if (shared)
        needs << tr("The application needs the delegated permissions Mail.ReadWrite.Shared, Mail.Send.Shared and "
                    "offline_access, the person Full Access to the mailbox and Send As.");
    else
        needs << tr("The application needs the delegated permissions Mail.ReadWrite, Mail.Send and offline_access.");
    if (chosen == Way::Browser)
        needs << tr("Its redirect address is http://localhost.");
    if (chosen == Way::DeviceCode)
        needs << tr("It allows public client flows.");
    m_needs->setText(needs.join(QLatin1Char(' ')));
}

} // namespace liaison::ui
