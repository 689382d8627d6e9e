// EndpointFields: its rows. See endpoint_fields.h.
#include "ui/admin/endpoint_fields.h"

#include "ui/admin/file_line.h"
#include "ui/admin/form_field.h"
#include "ui/admin/prerequisites_panel.h"
#include "ui/common/plain_label.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QSpinBox>

namespace liaison::ui {

FormField *EndpointFields::row(const QString &label, const QString &name, QWidget *editor)
{
    auto *field = new FormField(nameOf(name), editor, this);
    m_form->addRow(label, field);
    return field;
}

/// In the order in which Tab goes through it.
void EndpointFields::build()
{
    m_form = new QFormLayout(this);
    m_form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    buildPlace();
    buildSignIn();
    buildTrust();
    m_needs = new PlainLabel(this);
    m_needs->setMuted(true);
    m_needs->setWordWrap(true);
    m_prerequisites = new PrerequisitesPanel(use(), this);
    m_form->addRow(m_needs);
    m_form->addRow(m_prerequisites);
    connectFields();
}

void EndpointFields::buildPlace()
{
    m_host = new QLineEdit(this);
    m_security = new QComboBox(this);
    m_security->addItem(tr("SSL/TLS (recommended)"), static_cast<int>(domain::Security::Tls));
    m_security->addItem(tr("STARTTLS"), static_cast<int>(domain::Security::StartTls));
    m_security->addItem(tr("None"), static_cast<int>(domain::Security::None));
    m_port = new QSpinBox(this);
    m_port->setRange(0, 65535);
    m_host->setPlaceholderText(isInbound() ? QStringLiteral("imap.corp.example") : QStringLiteral("smtp.corp.example"));
    m_hostField = row(tr("Host"), tr("host"), m_host);
    m_securityField = row(tr("Connection security"), tr("connection security"), m_security);
    m_portField = row(tr("Port"), tr("port"), m_port);
}

void EndpointFields::buildSignIn()
{
    m_signIn = new QComboBox(this);
    const auto way
        = [this](const QString &text, domain::SignIn signIn) { m_signIn->addItem(text, static_cast<int>(signIn)); };
    if (!isInbound())
        way(tr("As inbound"), domain::SignIn::AsInbound);
    way(tr("Password"), domain::SignIn::Password);
    way(tr("Password, shown to the server"), domain::SignIn::PlainPassword);
    OAuthRows::addWays(m_signIn);
    way(tr("Client certificate"), domain::SignIn::Certificate);
    if (!isInbound())
        way(tr("None (relay)"), domain::SignIn::None);
    OAuthRows::fitWays(m_signIn,
                       tr("“Password” takes the strongest way that the server offers. “Shown to the server” is for "
                          "servers that offer a stronger one and then refuse the right password."));
    m_signInField = row(tr("Sign-in"), tr("sign-in"), m_signIn);
    m_username = new QLineEdit(this);
    m_usernameField = row(tr("Username"), tr("username"), m_username);
    m_oauth = new OAuthRows(this, [this](const QString &field) { return nameOf(field); });
    m_oauth->addApplication(m_form);
    m_oauth->addCloud(m_form);
    m_oauth->addOtherProvider(m_form);
    m_oauth->addCertificate(m_form);
    m_password = new QLineEdit(this);
    m_password->setEchoMode(QLineEdit::Password);
    m_passwordField = row(tr("Password"), tr("password"), m_password);
    m_clientCertificate = new FileLine(nameOf(tr("client certificate")), tr("Client certificate"), this);
    m_clientKey = new FileLine(nameOf(tr("client key")), tr("Key of the client certificate"), this);
    m_clientKey->setPlaceholderText(tr("In the certificate's file"));
    m_clientCertificateField = row(tr("Client certificate"), tr("client certificate"), m_clientCertificate);
    m_clientKeyField = row(tr("Key"), tr("client key"), m_clientKey);
}

void EndpointFields::buildTrust()
{
    m_caFile = new FileLine(nameOf(tr("trusted CA file")), tr("Trusted CA file"), this);
    m_caFile->setPlaceholderText(tr("The system's authorities alone"));
    m_pin = new QLineEdit(this);
    m_pin->setPlaceholderText(tr("None: the certificate must be valid"));
    m_pin->setToolTip(tr("SHA-256 fingerprint of the one certificate to accept for this host although its issuer or "
                         "name cannot be checked. Get it from the server's administrator, not from the server."));
    m_caField = row(tr("Trusted CA file"), tr("trusted CA file"), m_caFile);
    m_pinField = row(tr("Accepted certificate"), tr("accepted certificate"), m_pin);
}

void EndpointFields::connectFields()
{
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
    connect(m_oauth, &OAuthRows::edited, this, &EndpointFields::edited);
    connect(m_oauth, &OAuthRows::changed, this, &EndpointFields::updateVisible); // another provider has other rows
    connect(m_username, &QLineEdit::textChanged, this, &EndpointFields::showNeeds);
}

/// What whoever registers the application, or shares the mailbox, has to give.
void EndpointFields::showNeeds()
{
    const bool asInbound = signIn() == domain::SignIn::AsInbound;
    domain::Endpoint side = endpoint({});
    if (asInbound) {
        side.signIn = m_inbound.signIn;
        side.username = m_inbound.username;
        side.oauth = m_inbound.oauth;
    }
    const OAuthWay chosen = OAuthRows::wayOf(side);
    const bool microsofts = side.oauth.issuer.isEmpty();
    QStringList needs;
    if (chosen == OAuthWay::Token && !asInbound)
        needs << (isInbound() ? tr("The token is for IMAP; somebody else renews it.")
                              : tr("The token is for SMTP; somebody else renews it."));
    if (OAuthRows::isApplication(chosen) && microsofts)
        needs << (isInbound() ? tr("The application needs the application permission IMAP.AccessAsApp of Office 365 "
                                   "Exchange Online, an administrator's consent, and access to this mailbox.")
                              : tr("The application needs the application permission SMTP.SendAsApp of Office 365 "
                                   "Exchange Online, an administrator's consent, and access to this mailbox."));
    if (OAuthRows::isPerson(chosen) && microsofts)
        needs << (isInbound()
                      ? tr("The application needs the delegated permissions IMAP.AccessAsUser.All and offline_access.")
                      : tr("The application needs the delegated permissions SMTP.Send and offline_access."));
    if (OAuthRows::isByService(chosen) && microsofts && !isInbound())
        needs << tr("SMTP AUTH must be enabled for the mailbox.");
    if (OAuthRows::isApplication(chosen) && !microsofts)
        needs << tr(
            "The provider lets the application sign in by itself (client credentials), and the mail server takes "
            "its tokens for this user name.");
    if (OAuthRows::isPerson(chosen) && !microsofts)
        needs << tr(
            "The provider gives the application the scopes openid and offline_access, and the mail server takes "
            "its tokens.");
    if (chosen == OAuthWay::Browser && !asInbound)
        needs << tr("Its redirect address is http://localhost.");
    if (chosen == OAuthWay::DeviceCode && !asInbound)
        needs << tr("It allows public client flows.");
    m_needs->setText(needs.join(QLatin1Char(' ')));
    m_needs->setVisible(!needs.isEmpty());
    m_prerequisites->setSide(side, m_address);
}

} // namespace liaison::ui
