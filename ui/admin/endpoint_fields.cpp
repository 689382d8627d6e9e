#include "ui/admin/endpoint_fields.h"

#include "ui/admin/field_problems.h"
#include "ui/admin/file_line.h"
#include "ui/admin/form_field.h"
#include "ui/common/ask.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>

namespace liaison::ui {

namespace {
/// Whether a person enters a secret for this way to sign in.
bool hasSecret(domain::SignIn way)
{
    return way != domain::SignIn::AsInbound && way != domain::SignIn::None;
}
} // namespace

EndpointFields::EndpointFields(domain::SecretUse use, QWidget *parent) : SideFields(use, parent)
{
    setTitle(isInbound() ? tr("Inbound: reading by IMAP") : tr("Outbound: sending by SMTP"));
    build();
    showTokenName();
    updateVisible();
}

domain::Protocol EndpointFields::protocol() const
{
    return isInbound() ? domain::Protocol::Imap : domain::Protocol::Smtp;
}

void EndpointFields::build()
{
    const bool inbound = isInbound();
    const QString side = inbound ? tr("Inbound %1") : tr("Outbound %1");
    m_host = new QLineEdit(this);
    m_host->setPlaceholderText(inbound ? QStringLiteral("imap.corp.example") : QStringLiteral("smtp.corp.example"));
    m_security = new QComboBox(this);
    m_security->addItem(tr("SSL/TLS (recommended)"), static_cast<int>(domain::Security::Tls));
    m_security->addItem(tr("STARTTLS"), static_cast<int>(domain::Security::StartTls));
    m_security->addItem(tr("None"), static_cast<int>(domain::Security::None));
    m_port = new QSpinBox(this);
    m_port->setRange(0, 65535);
    m_signIn = new QComboBox(this);
    const auto way
        = [this](const QString &text, domain::SignIn signIn) { m_signIn->addItem(text, static_cast<int>(signIn)); };
    if (!inbound)
        way(tr("As inbound"), domain::SignIn::AsInbound);
    way(tr("Password"), domain::SignIn::Password);
    way(tr("Password, shown to the server"), domain::SignIn::PlainPassword);
    way(tr("OAuth access token"), domain::SignIn::OAuth2);
    way(tr("Client certificate"), domain::SignIn::Certificate);
    if (!inbound)
        way(tr("None (relay)"), domain::SignIn::None);
    m_signIn->setToolTip(tr("“Password” takes the strongest way that the server offers. “Shown to the server” is for "
                            "servers that offer a stronger one and then refuse the right password."));
    m_username = new QLineEdit(this);
    m_password = new QLineEdit(this);
    m_password->setEchoMode(QLineEdit::Password);
    m_clientCertificate = new FileLine(side.arg(tr("client certificate")), tr("Client certificate"), this);
    m_clientKey = new FileLine(side.arg(tr("client key")), tr("Key of the client certificate"), this);
    m_clientKey->setPlaceholderText(tr("In the certificate's file"));
    m_caFile = new FileLine(side.arg(tr("trusted CA file")), tr("Trusted CA file"), this);
    m_caFile->setPlaceholderText(tr("The system's authorities alone"));
    m_pin = new QLineEdit(this);
    m_pin->setPlaceholderText(tr("None: the certificate must be valid"));
    m_pin->setToolTip(tr("SHA-256 fingerprint of the one certificate to accept for this host although its issuer or "
                         "name cannot be checked. Get it from the server's administrator, not from the server."));

    m_form = new QFormLayout(this);
    m_form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    const auto row = [&](const QString &label, const QString &name, QWidget *editor) {
        auto *field = new FormField(side.arg(name), editor, this);
        m_form->addRow(label, field);
        return field;
    };
    m_hostField = row(tr("Host"), tr("host"), m_host);
    m_securityField = row(tr("Connection security"), tr("connection security"), m_security);
    m_portField = row(tr("Port"), tr("port"), m_port);
    m_signInField = row(tr("Sign-in"), tr("sign-in"), m_signIn);
    m_usernameField = row(tr("Username"), tr("username"), m_username);
    m_passwordField = row(tr("Password"), tr("password"), m_password);
    m_clientCertificateField = row(tr("Client certificate"), tr("client certificate"), m_clientCertificate);
    m_clientKeyField = row(tr("Key"), tr("client key"), m_clientKey);
    m_caField = row(tr("Trusted CA file"), tr("trusted CA file"), m_caFile);
    m_pinField = row(tr("Accepted certificate"), tr("accepted certificate"), m_pin);

    for (QLineEdit *line : {m_host, m_username, m_password, m_pin})
        connect(line, &QLineEdit::textEdited, this, &EndpointFields::edited);
    for (FileLine *file : {m_clientCertificate, m_clientKey, m_caFile})
        connect(file, &FileLine::edited, this, &EndpointFields::edited);
    connect(m_port, &QSpinBox::valueChanged, this, &EndpointFields::edited);
    connect(m_security, &QComboBox::activated, this, &EndpointFields::onSecurityChosen);
    connect(m_signIn, &QComboBox::activated, this, [this] {
        updateVisible();
        Q_EMIT edited();
    });
}

/// OAuth's way is not chosen here: it stays as it is.
void EndpointFields::showTokenName()
{
    m_signIn->setItemText(m_signIn->findData(static_cast<int>(domain::SignIn::OAuth2)),
                          m_flow == domain::OAuthFlow::AccessToken ? tr("OAuth access token") : tr("OAuth 2.0"));
}

void EndpointFields::setEndpoint(const domain::Endpoint &endpoint)
{
    m_flow = endpoint.oauth.flow;
    showTokenName();
    m_host->setText(endpoint.host);
    showSecurity(endpoint.security);
    const QSignalBlocker quiet(m_port);
    m_port->setValue(endpoint.port);
    m_signIn->setCurrentIndex(std::max(0, m_signIn->findData(static_cast<int>(endpoint.signIn))));
    m_username->setText(endpoint.username);
    m_password->clear();
    m_clientCertificate->setPath(endpoint.clientCertificateFile);
    m_clientKey->setPath(endpoint.clientKeyFile);
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
    if (base.signIn != domain::SignIn::OAuth2) { // an application's certificate has no field here and stays
        base.clientCertificateFile = certificate ? m_clientCertificate->path() : QString();
        base.clientKeyFile = certificate ? m_clientKey->path() : QString();
    }
    base.trustedCaFile = m_caFile->path();
    base.pinnedSha256 = plainFingerprint(m_pin->text());
    return base;
}

std::optional<Secret> EndpointFields::typedSecret() const
{
    if (m_password->text().isEmpty() || !hasSecret(signIn()))
        return std::nullopt;
    return Secret::fromText(m_password->text());
}

void EndpointFields::setSecretHint(const QString &hint)
{
    m_password->setPlaceholderText(hint);
}

void EndpointFields::setAddressHint(const QString &address)
{
    m_username->setPlaceholderText(address.isEmpty() ? tr("The e-mail address") : address);
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
    else if (field == (inbound ? MailboxField::InboundUsername : MailboxField::OutboundUsername))
        target = m_usernameField;
    else if (field == (inbound ? MailboxField::InboundCertificate : MailboxField::OutboundCertificate))
        target = m_clientCertificateField;
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
    return firstShown(marked);
}

FormField *EndpointFields::markMissingSecret()
{
    const domain::SignIn way = signIn();
    const bool mayBeMissing = way == domain::SignIn::Certificate; // its key may have no passphrase
    if (!hasSecret(way) || mayBeMissing || !m_password->text().isEmpty())
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
    return static_cast<domain::SignIn>(m_signIn->currentData().toInt());
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
    const domain::SignIn way = signIn();
    const bool certificate = way == domain::SignIn::Certificate;
    show(m_usernameField, hasSecret(way) && !certificate);
    show(m_passwordField, hasSecret(way));
    show(m_clientCertificateField, certificate);
    show(m_clientKeyField, certificate);
    showSecretLabel();
}

/// The same line takes whatever secret the sign-in has.
void EndpointFields::showSecretLabel()
{
    const domain::SignIn way = signIn();
    const bool application = way == domain::SignIn::OAuth2 && m_flow == domain::OAuthFlow::Application;
    const QString name = application         ? tr("Client secret")
        : way == domain::SignIn::OAuth2      ? tr("Access token")
        : way == domain::SignIn::Certificate ? tr("Passphrase of the key")
                                             : tr("Password");
    qobject_cast<QLabel *>(m_form->labelForField(m_passwordField))->setText(name);
    const QString side = isInbound() ? tr("Inbound %1") : tr("Outbound %1");
    m_password->setAccessibleName(side.arg(application                              ? tr("client secret")
                                               : way == domain::SignIn::OAuth2      ? tr("access token")
                                               : way == domain::SignIn::Certificate ? tr("passphrase of the key")
                                                                                    : tr("password")));
}

} // namespace liaison::ui
