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

namespace liaison::ui {

using domain::SignIn;

ExchangeFields::ExchangeFields(domain::SecretUse use, QWidget *parent) : SideFields(use, parent)
{
    build();
    ExchangeFields::setSends(true);
    connectFields();
    updateVisible();
}

SignIn ExchangeFields::signIn() const
{
    return OAuthRows::signInOf(m_way);
}

OAuthWay ExchangeFields::way() const
{
    return OAuthRows::wayOf(m_way);
}

void ExchangeFields::setEndpoint(const domain::Endpoint &endpoint)
{
    domain::Endpoint shown = endpoint;
    if (shown.signIn != SignIn::Ntlm && shown.signIn != SignIn::AsInbound && shown.signIn != SignIn::OAuth2)
        shown.signIn = SignIn::PlainPassword; // BASIC is all that is left
    OAuthRows::choose(m_way, shown);
    m_host->setText(endpoint.host);
    const QSignalBlocker quiet(m_port);
    m_port->setValue(endpoint.port);
    m_ssl->setChecked(endpoint.security != domain::Security::None);
    m_version->setCurrentIndex(m_version->findData(static_cast<int>(endpoint.exchange.version)));
    m_caFile->setPath(endpoint.trustedCaFile);
    m_pin->setText(endpoint.pinnedSha256);
    m_username->setText(endpoint.username);
    m_impersonate->setChecked(endpoint.exchange.impersonate);
    m_oauth->setEndpoint(endpoint);
    m_secret->clear();
    clearProblems();
    updateVisible();
}

domain::Endpoint ExchangeFields::endpoint(domain::Endpoint base) const
{
    const OAuthWay chosen = way();
    const bool application = OAuthRows::isApplication(chosen);
    base.protocol = domain::Protocol::Ews;
    base.host = m_host->text().trimmed();
    base.port = static_cast<quint16>(m_port->value());
    base.security = m_ssl->isChecked() ? domain::Security::Tls : domain::Security::None;
    base.signIn = signIn();
    base.username = application || base.signIn == SignIn::AsInbound ? QString() : m_username->text().trimmed();
    base.trustedCaFile = m_caFile->path();
    base.pinnedSha256 = plainFingerprint(m_pin->text());
    base.clientCertificateFile.clear();
    base.clientKeyFile.clear();
    if (!application) // which always does
        base.exchange.impersonate = m_impersonate->isChecked();
    base.exchange.version = static_cast<domain::VersionChoice>(m_version->currentData().toInt());
    if (chosen == OAuthWay::None)
        base.oauth = {};
    else
        m_oauth->fill(base, chosen);
    return base;
}

std::optional<Secret> ExchangeFields::typedSecret() const
{
    const bool none = OAuthRows::isPerson(way()) || signIn() == SignIn::AsInbound;
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
    const int at = m_way->findData(static_cast<int>(SignIn::AsInbound));
    if (!offered && at >= 0)
        m_way->removeItem(at);
    else if (offered && at < 0 && !isInbound())
        m_way->insertItem(0, tr("As inbound"), static_cast<int>(SignIn::AsInbound));
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
    if (way() != OAuthWay::None || !m_secret->text().isEmpty() || password.isEmpty())
        return;
    m_username->setText(username);
    m_secret->setText(QString::fromUtf8(password.reveal()));
}

void ExchangeFields::setEditable(bool editable)
{
    const QList<QWidget *> editors{m_host, m_port, m_version, m_ssl, m_pin, m_way, m_username, m_impersonate, m_secret};
    for (QWidget *editor : editors)
        setReadOnly(editor, !editable);
    m_caFile->setEditable(editable);
    m_oauth->setEditable(editable);
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
    else if (field == (inbound ? MailboxField::InboundSecurity : MailboxField::OutboundSecurity))
        target = m_sslField;
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

FormField *ExchangeFields::markLocalProblems()
{
    const QList<FormField *> marked{markLength(m_hostField, m_host->text().trimmed(), longest::address),
                                    markLength(m_caField, m_caFile->path(), longest::path),
                                    markFingerprint(m_pinField, plainFingerprint(m_pin->text())),
                                    markLength(m_usernameField, m_username->text().trimmed(), longest::username)};
    return firstShown(marked + m_oauth->markProblems(way()));
}

FormField *ExchangeFields::markMissingSecret()
{
    const OAuthWay chosen = way();
    const bool mayBeMissing // a certificate's key may have no passphrase
        = chosen == OAuthWay::Certificate || signIn() == SignIn::AsInbound;
    if (OAuthRows::isPerson(chosen) || mayBeMissing || !m_secret->text().isEmpty())
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
    const OAuthWay chosen = way();
    const bool application = OAuthRows::isApplication(chosen);
    const bool own = signIn() != SignIn::AsInbound;
    show(m_right, m_usernameField, own && !application);
    show(m_right, m_impersonateField, !application);
    show(m_right, m_secretField, own && !OAuthRows::isPerson(chosen));
    m_oauth->showFor(chosen);
    const QString name = OAuthRows::secretName(chosen);
    if (auto *label = qobject_cast<QLabel *>(m_right->labelForField(m_secretField)))
        label->setText(name);
    m_secret->setAccessibleName(nameOfField(name));
    showNeeds();
}

} // namespace liaison::ui
