#include "ui/admin/endpoint_fields.h"

#include "ui/admin/form_field.h"
#include "ui/common/ask.h"

#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSpinBox>
#include <QToolButton>

namespace liaison::ui {

EndpointFields::EndpointFields(domain::SecretUse use, QWidget *parent) : QGroupBox(parent), m_use(use)
{
    setTitle(use == domain::SecretUse::Inbound ? tr("Inbound: reading by IMAP") : tr("Outbound: sending by SMTP"));
    build();
    updateVisible();
}

void EndpointFields::build()
{
    const bool inbound = m_use == domain::SecretUse::Inbound;
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
    m_signIn->addItem(tr("As inbound"), static_cast<int>(domain::SignIn::AsInbound));
    m_signIn->addItem(tr("Its own"), static_cast<int>(domain::SignIn::Password));
    m_signIn->addItem(tr("None (relay)"), static_cast<int>(domain::SignIn::None));
    m_username = new QLineEdit(this);
    m_password = new QLineEdit(this);
    m_password->setEchoMode(QLineEdit::Password);
    auto *caRow = new QWidget(this);
    m_caFile = new QLineEdit(caRow);
    m_caFile->setPlaceholderText(tr("The system's authorities alone"));
    m_caFile->setAccessibleName(side.arg(tr("trusted CA file")));
    m_browse = new QToolButton(caRow);
    m_browse->setText(tr("Choose…"));
    m_browse->setAccessibleName(tr("Choose a trusted CA file"));
    auto *caLine = new QHBoxLayout(caRow);
    caLine->setContentsMargins(0, 0, 0, 0);
    caLine->addWidget(m_caFile, 1);
    caLine->addWidget(m_browse);
    caRow->setFocusProxy(m_caFile);
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
    m_caField = row(tr("Trusted CA file"), tr("trusted CA file"), caRow);
    m_pinField = row(tr("Accepted certificate"), tr("accepted certificate"), m_pin);

    for (QLineEdit *line : {m_host, m_username, m_password, m_caFile, m_pin})
        connect(line, &QLineEdit::textEdited, this, &EndpointFields::edited);
    connect(m_port, &QSpinBox::valueChanged, this, &EndpointFields::edited);
    connect(m_security, &QComboBox::activated, this, &EndpointFields::onSecurityChosen);
    connect(m_signIn, &QComboBox::activated, this, [this] {
        updateVisible();
        Q_EMIT edited();
    });
    connect(m_browse, &QToolButton::clicked, this, &EndpointFields::browse);
}

void EndpointFields::setEndpoint(const domain::Endpoint &endpoint)
{
    m_host->setText(endpoint.host);
    showSecurity(endpoint.security);
    const QSignalBlocker quiet(m_port);
    m_port->setValue(endpoint.port);
    m_signIn->setCurrentIndex(std::max(0, m_signIn->findData(static_cast<int>(endpoint.signIn))));
    m_username->setText(endpoint.username);
    m_password->clear();
    m_caFile->setText(endpoint.trustedCaFile);
    m_pin->setText(endpoint.pinnedSha256);
    clearProblems();
    updateVisible();
}

domain::Endpoint EndpointFields::endpoint(domain::Endpoint base) const
{
    base.host = m_host->text().trimmed();
    base.security = security();
    base.port = static_cast<quint16>(m_port->value());
    base.signIn = signIn();
    base.username = m_username->text().trimmed();
    base.trustedCaFile = m_caFile->text().trimmed();
    base.pinnedSha256 = m_pin->text().toLower().remove(QLatin1Char(':')).remove(QLatin1Char(' '));
    return base;
}

std::optional<Secret> EndpointFields::typedSecret() const
{
    if (m_password->text().isEmpty() || signIn() != domain::SignIn::Password)
        return std::nullopt;
    return Secret::fromText(m_password->text());
}

void EndpointFields::setSecretHint(const QString &hint)
{
    m_password->setPlaceholderText(hint);
}

void EndpointFields::setUsernameHint(const QString &address)
{
    m_username->setPlaceholderText(address.isEmpty() ? tr("The e-mail address") : address);
}

void EndpointFields::setEditable(bool editable)
{
    m_editable = editable;
    const QList<QWidget *> editors{m_host, m_security, m_port, m_signIn, m_username, m_password, m_caFile, m_pin};
    for (QWidget *editor : editors)
        setReadOnly(editor, !editable);
    m_browse->setEnabled(editable);
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
    const bool inbound = m_use == domain::SecretUse::Inbound;
    FormField *target = nullptr;
    if (field == (inbound ? MailboxField::InboundHost : MailboxField::OutboundHost))
        target = m_hostField;
    else if (field == (inbound ? MailboxField::InboundPort : MailboxField::OutboundPort))
        target = m_portField;
    else if (field == (inbound ? MailboxField::InboundUsername : MailboxField::OutboundUsername))
        target = m_usernameField;
    else if (field == MailboxField::CaFile && !m_caFile->text().isEmpty())
        target = m_caField;
    if (target)
        target->setProblem(problem);
    return target;
}

void EndpointFields::clearProblems()
{
    for (FormField *field : {m_hostField, m_securityField, m_portField, m_signInField, m_usernameField, m_passwordField,
                             m_caField, m_pinField})
        field->setProblem({});
}

FormField *EndpointFields::markLocalProblems()
{
    static const QRegularExpression fingerprint(QStringLiteral("^[0-9a-f]{64}$"));
    const QString pin = endpoint({}).pinnedSha256;
    if (pin.isEmpty() || fingerprint.match(pin).hasMatch())
        return nullptr;
    m_pinField->setProblem(
        tr("A SHA-256 fingerprint has 64 digits from 0 to 9 and a to f. Leave the field empty to accept "
           "valid certificates alone."));
    return m_pinField;
}

domain::Security EndpointFields::security() const
{
    return static_cast<domain::Security>(m_security->currentData().toInt());
}

domain::SignIn EndpointFields::signIn() const
{
    if (m_use == domain::SecretUse::Inbound)
        return domain::SignIn::Password;
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
    const domain::Protocol protocol
        = m_use == domain::SecretUse::Inbound ? domain::Protocol::Imap : domain::Protocol::Smtp;
    const auto take = [this, chosen, protocol] {
        if (m_port->value() == domain::defaultPort(protocol, m_lastSecurity))
            m_port->setValue(domain::defaultPort(protocol, chosen));
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
         m_use == domain::SecretUse::Inbound ? tr(
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
    show(m_signInField, m_use == domain::SecretUse::Outbound);
    show(m_usernameField, signIn() == domain::SignIn::Password);
    show(m_passwordField, signIn() == domain::SignIn::Password);
}

void EndpointFields::browse()
{
    auto *dialog
        = new QFileDialog(this, tr("Trusted CA file"), {}, tr("Certificates (*.pem *.crt *.cer);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &file) {
        m_caFile->setText(file);
        Q_EMIT edited();
    });
    dialog->open();
}

} // namespace liaison::ui
