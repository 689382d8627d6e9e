#include "ui/admin/exchange_fields.h"

#include "ui/admin/field_problems.h"
#include "ui/admin/file_line.h"
#include "ui/admin/form_field.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>

#include <algorithm>

namespace liaison::ui {

using domain::OAuthFlow;
using domain::SignIn;

ExchangeFields::ExchangeFields(domain::SecretUse use, QWidget *parent) : SideFields(use, parent)
{
    build();
    ExchangeFields::setSends(true);
    connectFields();
    updateVisible();
}

ExchangeFields::Way ExchangeFields::way() const
{
    return static_cast<Way>(m_way->currentData().toInt());
}

/// OAUTH2.0 of whatever kind.
bool ExchangeFields::byToken() const
{
    return way() == Way::Token || byTokenService();
}

bool ExchangeFields::byTokenService() const
{
    const Way chosen = way();
    return chosen == Way::Secret || chosen == Way::Certificate || chosen == Way::Browser || chosen == Way::DeviceCode;
}

void ExchangeFields::setEndpoint(const domain::Endpoint &endpoint)
{
    const domain::OAuthSettings &oauth = endpoint.oauth;
    Way shown = endpoint.signIn == SignIn::Ntlm ? Way::Ntlm : Way::Basic;
    if (endpoint.signIn == SignIn::AsInbound)
        shown = Way::AsInbound;
    if (endpoint.signIn == SignIn::OAuth2)
        shown = oauth.flow == OAuthFlow::AccessToken   ? Way::Token
            : oauth.flow == OAuthFlow::Browser         ? Way::Browser
            : oauth.flow == OAuthFlow::DeviceCode      ? Way::DeviceCode
            : endpoint.clientCertificateFile.isEmpty() ? Way::Secret
                                                       : Way::Certificate;
    m_way->setCurrentIndex(std::max(0, m_way->findData(static_cast<int>(shown))));
    m_host->setText(endpoint.host);
    const QSignalBlocker quiet(m_port);
    m_port->setValue(endpoint.port);
    m_ssl->setChecked(endpoint.security != domain::Security::None);
    m_version->setCurrentIndex(m_version->findData(static_cast<int>(endpoint.exchange.version)));
    m_caFile->setPath(endpoint.trustedCaFile);
    m_pin->setText(endpoint.pinnedSha256);
    m_username->setText(endpoint.username);
    m_impersonate->setChecked(endpoint.exchange.impersonate);
    m_clientId->setText(oauth.clientId);
    m_tenantId->setText(oauth.tenantId);
    m_cloud->setCurrentIndex(m_cloud->findData(static_cast<int>(oauth.cloud)));
    m_certificate->setPath(endpoint.clientCertificateFile);
    m_key->setPath(endpoint.clientKeyFile);
    m_secret->clear();
    clearProblems();
    updateVisible();
}

domain::Endpoint ExchangeFields::endpoint(domain::Endpoint base) const
{
    const Way chosen = way();
    const bool application = chosen == Way::Secret || chosen == Way::Certificate;
    const bool certificate = chosen == Way::Certificate;
    base.protocol = domain::Protocol::Ews;
    base.host = m_host->text().trimmed();
    base.port = static_cast<quint16>(m_port->value());
    base.security = m_ssl->isChecked() ? domain::Security::Tls : domain::Security::None;
    base.signIn = chosen == Way::Basic ? SignIn::PlainPassword
        : chosen == Way::Ntlm          ? SignIn::Ntlm
        : chosen == Way::AsInbound     ? SignIn::AsInbound
                                       : SignIn::OAuth2;
    base.username = application || chosen == Way::AsInbound ? QString() : m_username->text().trimmed();
    base.trustedCaFile = m_caFile->path();
    base.pinnedSha256 = plainFingerprint(m_pin->text());
    base.clientCertificateFile = certificate ? m_certificate->path() : QString();
    base.clientKeyFile = certificate ? m_key->path() : QString();
    if (!application) // which always does
        base.exchange.impersonate = m_impersonate->isChecked();
    base.exchange.version = static_cast<domain::VersionChoice>(m_version->currentData().toInt());
    if (!byToken()) {
        base.oauth = {};
        return base;
    }
    base.oauth.flow = chosen == Way::Browser ? OAuthFlow::Browser
        : chosen == Way::DeviceCode          ? OAuthFlow::DeviceCode
        : chosen == Way::Token               ? OAuthFlow::AccessToken
                                             : OAuthFlow::Application;
    base.oauth.clientId = m_clientId->text().trimmed();
    base.oauth.tenantId = m_tenantId->text().trimmed();
    base.oauth.cloud = static_cast<domain::NationalCloud>(m_cloud->currentData().toInt());
    return base;
}

std::optional<Secret> ExchangeFields::typedSecret() const
{
    const Way chosen = way();
    const bool none = chosen == Way::Browser || chosen == Way::DeviceCode || chosen == Way::AsInbound;
    if (m_secret->text().isEmpty() || none)
        return std::nullopt;
    return Secret::fromText(m_secret->text());
}

void ExchangeFields::setSecretHint(const QString &hint)
{
    m_secret->setPlaceholderText(hint);
}

void ExchangeFields::setSends(bool sends)
{
    setTitle(!isInbound() ? tr("Exchange protocol: sending")
                 : sends  ? tr("Exchange protocol: reading and sending")
                          : tr("Exchange protocol: reading"));
}

void ExchangeFields::setAsInboundOffered(bool offered)
{
    const int at = m_way->findData(static_cast<int>(Way::AsInbound));
    if (!offered && at >= 0)
        m_way->removeItem(at);
    else if (offered && at < 0 && !isInbound())
        m_way->insertItem(0, tr("As inbound"), static_cast<int>(Way::AsInbound));
    updateVisible();
}

void ExchangeFields::setAddressHint(const QString &address)
{
    m_address = address;
    m_username->setPlaceholderText(address.isEmpty() ? tr("The e-mail address") : address);
    showNeeds();
}

void ExchangeFields::setProposedHost(const QString &host)
{
    m_host->setPlaceholderText(host.isEmpty() ? QStringLiteral("mail.corp.example")
                                              : tr("%1, the national cloud's").arg(host));
}

void ExchangeFields::offerSignIn(const QString &username, const Secret &password)
{
    if (byToken() || !m_secret->text().isEmpty() || password.isEmpty())
        return;
    m_username->setText(username);
    m_secret->setText(QString::fromUtf8(password.reveal()));
}

void ExchangeFields::setEditable(bool editable)
{
    const QList<QWidget *> editors{m_host,     m_port,        m_version,  m_ssl,   m_pin,      m_way,
                                   m_username, m_impersonate, m_clientId, m_cloud, m_tenantId, m_secret};
    for (QWidget *editor : editors)
        setReadOnly(editor, !editable);
    for (FileLine *file : {m_caFile, m_certificate, m_key})
        file->setEditable(editable);
}

void ExchangeFields::acceptCertificate(const QString &sha256)
{
    m_pin->setText(sha256);
    m_pinField->setProblem({});
    Q_EMIT edited();
}

FormField *ExchangeFields::mark(domain::MailboxField field, const QString &problem)
{
    using domain::MailboxField;
    const bool inbound = isInbound();
    FormField *target = nullptr;
    if (field == (inbound ? MailboxField::InboundHost : MailboxField::OutboundHost))
        target = m_hostField;
    else if (field == (inbound ? MailboxField::InboundPort : MailboxField::OutboundPort))
        target = m_portField;
    else if (field == (inbound ? MailboxField::InboundUsername : MailboxField::OutboundUsername))
        target = m_usernameField;
    else if (field == (inbound ? MailboxField::InboundCertificate : MailboxField::OutboundCertificate))
        target = m_certificateField;
    else if (field == (inbound ? MailboxField::InboundClientId : MailboxField::OutboundClientId))
        target = m_clientIdField;
    else if (field == (inbound ? MailboxField::InboundTenantId : MailboxField::OutboundTenantId))
        target = m_tenantIdField;
    else if (field == MailboxField::CaFile && !m_caFile->path().isEmpty())
        target = m_caField;
    if (target)
        target->setProblem(problem);
    return target;
}

FormField *ExchangeFields::markLocalProblems()
{
    QList<FormField *> marked{markLength(m_hostField, m_host->text().trimmed(), longest::address),
                              markLength(m_caField, m_caFile->path(), longest::path),
                              markFingerprint(m_pinField, plainFingerprint(m_pin->text())),
                              markLength(m_usernameField, m_username->text().trimmed(), longest::username),
                              markLength(m_certificateField, m_certificate->path(), longest::path),
                              markLength(m_keyField, m_key->path(), longest::path)};
    if (way() == Way::Certificate && m_certificate->path().isEmpty()) { // without one it would be a secret's
        m_certificateField->setProblem(tr("Choose the certificate to sign in with."));
        marked << m_certificateField;
    }
    return firstShown(marked);
}

FormField *ExchangeFields::markMissingSecret()
{
    const Way chosen = way();
    const bool person = chosen == Way::Browser || chosen == Way::DeviceCode;
    const bool mayBeMissing // a certificate's key may have no passphrase
        = chosen == Way::Certificate || chosen == Way::AsInbound;
    if (person || mayBeMissing || !m_secret->text().isEmpty())
        return nullptr;
    m_secretField->setProblem(missingSecretText(m_secret->accessibleName()));
    return m_secretField;
}

void ExchangeFields::updateVisible()
{
    const auto show = [](QFormLayout *form, FormField *field, bool visible) {
        field->setVisible(visible);
        form->labelForField(field)->setVisible(visible);
    };
    const Way chosen = way();
    const bool person = chosen == Way::Browser || chosen == Way::DeviceCode;
    const bool application = chosen == Way::Secret || chosen == Way::Certificate;
    const bool service = byTokenService();
    const bool own = chosen != Way::AsInbound;
    show(m_right, m_usernameField, own && !application);
    show(m_right, m_impersonateField, !application);
    show(m_right, m_clientIdField, service);
    show(m_right, m_tenantIdField, service);
    show(m_right, m_cloudField, service);
    show(m_right, m_certificateField, chosen == Way::Certificate);
    show(m_right, m_keyField, chosen == Way::Certificate);
    show(m_right, m_secretField, own && !person);
    const QString name = chosen == Way::Token ? tr("Access token")
        : chosen == Way::Certificate          ? tr("Passphrase of the key")
        : chosen == Way::Secret               ? tr("Client secret")
                                              : tr("Password");
    if (auto *label = qobject_cast<QLabel *>(m_right->labelForField(m_secretField)))
        label->setText(name);
    m_secret->setAccessibleName(nameOfField(name));
    showNeeds();
}

} // namespace liaison::ui
