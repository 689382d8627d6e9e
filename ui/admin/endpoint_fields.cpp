#include "ui/admin/endpoint_fields.h"

#include "ui/admin/field_problems.h"
#include "ui/admin/file_line.h"
#include "ui/admin/form_field.h"
#include "ui/common/ask.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSpinBox>

namespace liaison::ui {

EndpointFields::EndpointFields(domain::SecretUse use, QWidget *parent) : SideFields(use, parent)
{
    setTitle(isInbound() ? tr("Inbound: reading by IMAP") : tr("Outbound: sending by SMTP"));
    build();
    updateVisible();
}

domain::Protocol EndpointFields::protocol() const
{
    return isInbound() ? domain::Protocol::Imap : domain::Protocol::Smtp;
}

void EndpointFields::setEndpoint(const domain::Endpoint &endpoint)
{
    m_followsHost = false;
    m_host->setText(endpoint.host);
    showSecurity(endpoint.security);
    const QSignalBlocker quiet(m_port);
    m_port->setValue(endpoint.port);
    OAuthRows::choose(m_signIn, endpoint);
    m_oauth->setEndpoint(endpoint);
    m_username->setText(endpoint.username);
    m_password->clear();
    const bool certificate = endpoint.signIn == domain::SignIn::Certificate; // else it is an application's
    m_clientCertificate->setPath(certificate ? endpoint.clientCertificateFile : QString());
    m_clientKey->setPath(certificate ? endpoint.clientKeyFile : QString());
    m_caFile->setPath(endpoint.trustedCaFile);
    m_pin->setText(endpoint.pinnedSha256);
    clearProblems();
    updateVisible();
}

domain::Endpoint EndpointFields::endpoint(domain::Endpoint base) const
{
    base.protocol = protocol();
    base.host = m_host->text().trimmed();
    base.security = security();
    base.port = static_cast<quint16>(m_port->value());
    base.signIn = signIn();
    base.username = m_username->text().trimmed();
    const bool certificate = base.signIn == domain::SignIn::Certificate;
    base.clientCertificateFile = certificate ? m_clientCertificate->path() : QString();
    base.clientKeyFile = certificate ? m_clientKey->path() : QString();
    if (way() == OAuthWay::None)
        base.oauth = {};
    else
        m_oauth->fill(base, way());
    if (OAuthRows::isApplication(way()) && base.oauth.issuer.isEmpty())
        base.username.clear(); // it acts as the mailbox
    base.trustedCaFile = m_caFile->path();
    base.pinnedSha256 = plainFingerprint(m_pin->text());
    return base;
}

std::optional<Secret> EndpointFields::typedSecret() const
{
    if (m_password->text().isEmpty() || !hasSecret())
        return std::nullopt;
    return Secret::fromText(m_password->text());
}

void EndpointFields::setSecretHint(const QString &hint)
{
    m_password->setPlaceholderText(hint);
}

void EndpointFields::setAddressHint(const QString &address)
{
    m_address = address;
    m_username->setPlaceholderText(address.isEmpty() ? tr("The e-mail address") : address);
    showNeeds();
}

void EndpointFields::setProposedHost(const QString &host)
{
    using domain::Security;
    const QString example = isInbound() ? QStringLiteral("imap.corp.example") : QStringLiteral("smtp.corp.example");
    m_host->setPlaceholderText(host.isEmpty() ? example : tr("%1, the national cloud's").arg(host));
    if (isInbound())
        return;
    const bool follows = !host.isEmpty() && m_host->text().trimmed().isEmpty();
    const auto has = [this](Security wanted) {
        return security() == wanted && m_port->value() == domain::defaultPort(protocol(), wanted);
    };
    const bool untouched = m_followsHost ? has(Security::StartTls) : has(Security::Tls);
    if (follows == m_followsHost || !untouched)
        return;
    m_followsHost = follows;
    const QSignalBlocker quiet(m_port);
    showSecurity(m_followsHost ? Security::StartTls : Security::Tls);
    m_port->setValue(domain::defaultPort(protocol(), security()));
}

void EndpointFields::setInbound(const domain::Endpoint &inbound)
{
    m_inbound = inbound;
    showNeeds();
}

void EndpointFields::setAsInboundOffered(bool offered)
{
    const int at = m_signIn->findData(static_cast<int>(domain::SignIn::AsInbound));
    if (!offered && at >= 0)
        m_signIn->removeItem(at);
    else if (offered && at < 0 && !isInbound())
        m_signIn->insertItem(0, tr("As inbound"), static_cast<int>(domain::SignIn::AsInbound));
    updateVisible();
}

void EndpointFields::setEditable(bool editable)
{
    const QList<QWidget *> editors{m_host, m_security, m_port, m_signIn, m_username, m_password, m_pin};
    for (QWidget *editor : editors)
        setReadOnly(editor, !editable);
    for (FileLine *file : {m_clientCertificate, m_clientKey, m_caFile})
        file->setEditable(editable);
    m_oauth->setEditable(editable);
}

void EndpointFields::acceptCertificate(const QString &sha256)
{
    m_pin->setText(sha256);
    m_pinField->setProblem({});
    Q_EMIT edited();
}

FormField *EndpointFields::mark(domain::MailboxField field, const QString &problem)
{
    using domain::MailboxField;
    const bool inbound = isInbound();
    FormField *target = nullptr;
    if (field == (inbound ? MailboxField::InboundHost : MailboxField::OutboundHost))
        target = m_hostField;
    else if (field == (inbound ? MailboxField::InboundPort : MailboxField::OutboundPort))
        target = m_portField;
    else if (field == (inbound ? MailboxField::InboundSecurity : MailboxField::OutboundSecurity))
        target = m_securityField;
    else if (field == (inbound ? MailboxField::InboundSignIn : MailboxField::OutboundSignIn))
        target = m_signInField;
    else if (field == (inbound ? MailboxField::InboundUsername : MailboxField::OutboundUsername))
        target = m_usernameField;
    else if (field == (inbound ? MailboxField::InboundCertificate : MailboxField::OutboundCertificate))
        target = way() == OAuthWay::None ? m_clientCertificateField : m_oauth->fieldOf(field, use());
    else if (FormField *ofToken = m_oauth->fieldOf(field, use()))
        target = ofToken;
    else if (field == MailboxField::CaFile && !m_caFile->path().isEmpty())
        target = m_caField;
    if (target)
        target->setProblem(problem);
    return target;
}

FormField *EndpointFields::markLocalProblems()
{
    const QList<FormField *> marked{markLength(m_hostField, m_host->text().trimmed(), longest::host),
                                    markLength(m_usernameField, m_username->text().trimmed(), longest::username),
                                    markLength(m_clientCertificateField, m_clientCertificate->path(), longest::path),
                                    markLength(m_clientKeyField, m_clientKey->path(), longest::path),
                                    markLength(m_caField, m_caFile->path(), longest::path),
                                    markFingerprint(m_pinField, plainFingerprint(m_pin->text()))};
    return firstShown(marked + m_oauth->markProblems(way()));
}

FormField *EndpointFields::markMissingSecret()
{
    // The key of a certificate may have no passphrase.
    const bool mayBeMissing = signIn() == domain::SignIn::Certificate || way() == OAuthWay::Certificate;
    if (!hasSecret() || mayBeMissing || !m_password->text().isEmpty())
        return nullptr;
    m_passwordField->setProblem(missingSecretText(m_password->accessibleName()));
    return m_passwordField;
}

domain::Security EndpointFields::security() const
{
    return static_cast<domain::Security>(m_security->currentData().toInt());
}

domain::SignIn EndpointFields::signIn() const
{
    return OAuthRows::signInOf(m_signIn);
}

OAuthWay EndpointFields::way() const
{
    return OAuthRows::wayOf(m_signIn);
}

bool EndpointFields::hasSecret() const
{
    return signIn() != domain::SignIn::AsInbound && signIn() != domain::SignIn::None && !OAuthRows::isPerson(way());
}

QString EndpointFields::nameOf(const QString &field) const
{
    return (isInbound() ? tr("Inbound %1") : tr("Outbound %1")).arg(field);
}

void EndpointFields::showSecurity(domain::Security security)
{
    m_security->setCurrentIndex(m_security->findData(static_cast<int>(security)));
    m_lastSecurity = security;
}

void EndpointFields::onSecurityChosen()
{
    const domain::Security chosen = security();
    const auto take = [this, chosen] {
        if (m_port->value() == domain::defaultPort(protocol(), m_lastSecurity))
            m_port->setValue(domain::defaultPort(protocol(), chosen));
        showSecurity(chosen);
        Q_EMIT edited();
    };
    if (chosen != domain::Security::None || m_lastSecurity == domain::Security::None) {
        take();
        return;
    }
    showSecurity(m_lastSecurity); // until the person has agreed
    ask(this,
        {tr("Connection security"), tr("Use this server without encryption?"),
         isInbound() ? tr(
             "Every mail that is read, its attachments and the folder names would travel in clear, for anybody on the "
             "way to read and change. User name and password are never sent this way, except to this computer itself.")
                     : tr("Every mail that is sent and its recipients would travel in clear, "
                          "for anybody on the way to read and "
                          "change. User name and password are never sent this way, except to "
                          "this computer itself."),
         tr("Use no encryption")},
        take);
}

void EndpointFields::updateVisible()
{
    const auto show = [this](FormField *field, bool visible) {
        field->setVisible(visible);
        m_form->labelForField(field)->setVisible(visible);
    };
    const domain::SignIn chosen = signIn();
    const bool certificate = chosen == domain::SignIn::Certificate;
    const bool own = chosen != domain::SignIn::AsInbound && chosen != domain::SignIn::None;
    show(m_usernameField, own && !certificate && (!OAuthRows::isApplication(way()) || m_oauth->isOtherProvider()));
    show(m_passwordField, hasSecret());
    show(m_clientCertificateField, certificate);
    show(m_clientKeyField, certificate);
    m_oauth->showFor(way());
    showSecretLabel();
    showNeeds();
}

/// The same line takes whatever secret the sign-in has.
void EndpointFields::showSecretLabel()
{
    const bool certificate = signIn() == domain::SignIn::Certificate;
    const QString name = certificate ? tr("Passphrase of the key") : OAuthRows::secretName(way());
    qobject_cast<QLabel *>(m_form->labelForField(m_passwordField))->setText(name);
    m_password->setAccessibleName(nameOf(certificate || way() == OAuthWay::Certificate ? tr("passphrase of the key")
                                             : way() == OAuthWay::Secret               ? tr("client secret")
                                             : way() == OAuthWay::Token                ? tr("access token")
                                                                                       : tr("password")));
}

} // namespace liaison::ui
