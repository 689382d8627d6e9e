#include "ui/admin/oauth_rows.h"

#include "core/desk/proposed_hosts.h"
#include "ui/admin/field_problems.h"
#include "ui/admin/file_line.h"
#include "ui/admin/form_field.h"
#include "ui/admin/host_line.h"
#include "ui/admin/side_fields.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>

#include <initializer_list>
#include <utility>

namespace liaison::ui {

using domain::NationalCloud;
using domain::OAuthFlow;

namespace {
/// Among the clouds: a provider that is not Microsoft's.
constexpr int otherProvider = -1;
} // namespace

OAuthRows::OAuthRows(QWidget *fields, std::function<QString(const QString &)> nameOf)
    : QObject(fields), m_fields(fields), m_nameOf(std::move(nameOf))
{
}

OAuthRows::Row OAuthRows::add(QFormLayout *form, const QString &name, QWidget *editor)
{
    auto *field = new FormField(m_nameOf(name), editor, m_fields);
    form->addRow(name, field);
    return {field, form};
}

void OAuthRows::show(const Row &row, bool visible)
{
    row.field->setVisible(visible);
    row.form->labelForField(row.field)->setVisible(visible);
}

void OAuthRows::addApplication(QFormLayout *form)
{
    m_clientId = new QLineEdit(m_fields);
    m_clientId->setPlaceholderText(QStringLiteral("6731de76-14a6-49ae-97bc-6eba6914391e"));
    m_tenantId = new QLineEdit(m_fields);
    m_tenantId->setPlaceholderText(QStringLiteral("corp.example"));
    m_clientIdRow = add(form, tr("Client ID"), m_clientId);
    m_tenantIdRow = add(form, tr("Tenant ID"), m_tenantId);
    for (QLineEdit *line : {m_clientId, m_tenantId}) {
        connect(line, &QLineEdit::textEdited, this, &OAuthRows::edited);
        connect(line, &QLineEdit::textChanged, this, &OAuthRows::changed);
    }
}

void OAuthRows::addCloud(QFormLayout *form)
{
    m_cloud = new QComboBox(m_fields);
    const auto cloud = [this](const QString &text, NationalCloud of) { m_cloud->addItem(text, static_cast<int>(of)); };
    cloud(tr("Global"), NationalCloud::Global);
    cloud(tr("China (21Vianet)"), NationalCloud::China);
    cloud(tr("US Government (GCC High)"), NationalCloud::USGovernment);
    cloud(tr("US Government (DoD)"), NationalCloud::USGovernmentDoD);
    cloud(tr("Germany (closed in 2021)"), NationalCloud::Germany);
    m_cloudRow = add(form, tr("National cloud"), m_cloud);
    m_loginHost = new QLineEdit(m_fields);
    m_loginHost->setToolTip(tr("A host, with a port where it is not 443, in place of Microsoft's. Usually empty."));
    m_loginHostRow = add(form, tr("Sign-in host"), m_loginHost);
    connect(m_cloud, &QComboBox::currentIndexChanged, this, &OAuthRows::showUsualLoginHost);
    connect(m_cloud, &QComboBox::currentIndexChanged, this, &OAuthRows::changed);
    connect(m_cloud, &QComboBox::activated, this, &OAuthRows::edited);
    connect(m_loginHost, &QLineEdit::textEdited, this, &OAuthRows::edited);
    connect(m_loginHost, &QLineEdit::textChanged, this, &OAuthRows::changed);
    showUsualLoginHost();
}

void OAuthRows::addOtherProvider(QFormLayout *form)
{
    m_cloud->addItem(tr("None: another provider"), otherProvider);
    m_issuer = new QLineEdit(m_fields);
    m_issuer->setPlaceholderText(QStringLiteral("https://id.corp.example"));
    m_issuer->setToolTip(tr("The issuer of the provider: the address below which its OpenID configuration stands."));
    m_issuerRow = add(form, tr("Provider's address"), m_issuer);
    connect(m_issuer, &QLineEdit::textEdited, this, &OAuthRows::edited);
    connect(m_issuer, &QLineEdit::textChanged, this, &OAuthRows::changed);
}

bool OAuthRows::isOtherProvider() const
{
    return m_cloud && m_cloud->currentData().toInt() == otherProvider;
}

void OAuthRows::showUsualLoginHost()
{
    const QString client
        = isOtherProvider() ? QStringLiteral("liaison") : QStringLiteral("6731de76-14a6-49ae-97bc-6eba6914391e");
    m_clientId->setPlaceholderText(client);
    if (isOtherProvider())
        return;
    const auto cloud = static_cast<NationalCloud>(m_cloud->currentData().toInt());
    m_loginHost->setPlaceholderText(tr("%1, the national cloud's").arg(desk::usualSignInHost(cloud)));
}

void OAuthRows::addCertificate(QFormLayout *form)
{
    m_certificate = new FileLine(m_nameOf(tr("Application's certificate")),
                                 tr("Certificate of the application (PEM or PKCS #12)"), m_fields);
    m_key = new FileLine(m_nameOf(tr("Application's key")), tr("Key of the application's certificate"), m_fields);
    m_key->setPlaceholderText(tr("In the certificate's file"));
    m_certificateRow = add(form, tr("Application's certificate"), m_certificate);
    m_keyRow = add(form, tr("Application's key"), m_key);
    for (FileLine *file : {m_certificate, m_key})
        connect(file, &FileLine::edited, this, &OAuthRows::edited);
}

void OAuthRows::setEndpoint(const domain::Endpoint &endpoint)
{
    m_clientId->setText(endpoint.oauth.clientId);
    m_tenantId->setText(endpoint.oauth.tenantId);
    const bool other = m_issuer && !endpoint.oauth.issuer.isEmpty();
    m_kept = other ? endpoint.oauth : domain::OAuthSettings();
    m_cloud->setCurrentIndex(m_cloud->findData(other ? otherProvider : static_cast<int>(endpoint.oauth.cloud)));
    if (m_issuer)
        m_issuer->setText(endpoint.oauth.issuer);
    m_loginHost->setText(endpoint.oauth.loginHost);
    const bool application = wayOf(endpoint) == OAuthWay::Certificate;
    m_certificate->setPath(application ? endpoint.clientCertificateFile : QString());
    m_key->setPath(application ? endpoint.clientKeyFile : QString());
}

void OAuthRows::fill(domain::Endpoint &endpoint, OAuthWay way) const
{
    const bool certificate = way == OAuthWay::Certificate;
    endpoint.oauth.flow = way == OAuthWay::Browser ? OAuthFlow::Browser
        : way == OAuthWay::DeviceCode              ? OAuthFlow::DeviceCode
        : way == OAuthWay::Token                   ? OAuthFlow::AccessToken
                                                   : OAuthFlow::Application;
    endpoint.oauth.clientId = m_clientId->text().trimmed();
    fillProvider(endpoint.oauth, way);
    endpoint.clientCertificateFile = certificate ? m_certificate->path() : QString();
    endpoint.clientKeyFile = certificate ? m_key->path() : QString();
}

/// Whom the tokens are from. What a provider of one's own has no use for stays as a settings file may have it.
void OAuthRows::fillProvider(domain::OAuthSettings &oauth, OAuthWay way) const
{
    if (isOtherProvider() && isByService(way)) {
        const QString issuer = m_issuer->text().trimmed();
        oauth.issuer = issuer.isEmpty() ? QStringLiteral("https://") : issuer; // nothing would mean Microsoft
        oauth.tenantId = m_kept.tenantId;
        oauth.cloud = m_kept.cloud;
        oauth.loginHost = m_kept.loginHost;
        return;
    }
    oauth.tenantId = m_tenantId->text().trimmed();
    oauth.cloud = isOtherProvider() ? m_kept.cloud : static_cast<NationalCloud>(m_cloud->currentData().toInt());
    oauth.loginHost = isByService(way) ? m_loginHost->text().trimmed() : QString();
    if (m_issuer)
        oauth.issuer.clear();
}

void OAuthRows::showFor(OAuthWay way)
{
    const bool service = isByService(way);
    const bool certificate = way == OAuthWay::Certificate;
    show(m_clientIdRow, service);
    const bool microsofts = service && !isOtherProvider();
    show(m_tenantIdRow, microsofts);
    show(m_cloudRow, service);
    show(m_loginHostRow, microsofts);
    if (m_issuer)
        show(m_issuerRow, service && !microsofts);
    show(m_certificateRow, certificate);
    show(m_keyRow, certificate);
}

void OAuthRows::setEditable(bool editable)
{
    for (QWidget *editor : std::initializer_list<QWidget *>{m_clientId, m_tenantId, m_cloud, m_loginHost})
        setReadOnly(editor, !editable);
    if (m_issuer)
        setReadOnly(m_issuer, !editable);
    for (FileLine *file : {m_certificate, m_key})
        file->setEditable(editable);
}

FormField *OAuthRows::fieldOf(domain::MailboxField field, domain::SecretUse use) const
{
    using domain::MailboxField;
    const bool inbound = use == domain::SecretUse::Inbound;
    if (field == (inbound ? MailboxField::InboundClientId : MailboxField::OutboundClientId))
        return m_clientIdRow.field;
    if (field == (inbound ? MailboxField::InboundTenantId : MailboxField::OutboundTenantId))
        return m_tenantIdRow.field;
    if (field == (inbound ? MailboxField::InboundIssuer : MailboxField::OutboundIssuer))
        return m_issuerRow.field; // nullptr: it has no row
    if (field == (inbound ? MailboxField::InboundCertificate : MailboxField::OutboundCertificate))
        return m_certificateRow.field;
    return nullptr;
}

QList<FormField *> OAuthRows::markProblems(OAuthWay way)
{
    QList<FormField *> marked;
    for (const auto &[row, file] : {std::pair(m_certificateRow, m_certificate), std::pair(m_keyRow, m_key)}) {
        if (file->path().size() <= longest::path)
            continue;
        row.field->setProblem(tooLongText(longest::path));
        marked << row.field;
    }
    if (m_issuer && m_issuer->text().trimmed().size() > longest::address) {
        m_issuerRow.field->setProblem(tooLongText(longest::address));
        marked << m_issuerRow.field;
    }
    const QString loginHost = m_loginHost->text().trimmed();
    if (loginHost.size() > longest::address || !isHostLine(loginHost)) {
        m_loginHostRow.field->setProblem(
            loginHost.size() > longest::address
                ? tooLongText(longest::address)
                : tr("This is no host name. It looks like login.corp.example, or login.corp.example:8443."));
        marked << m_loginHostRow.field;
    }
    if (way == OAuthWay::Certificate && m_certificate->path().isEmpty()) { // without one it would be a secret's
        m_certificateRow.field->setProblem(tr("Choose the certificate to sign in with."));
        marked << m_certificateRow.field;
    }
    return marked;
}

void OAuthRows::showCloud(bool shown)
{
    show(m_cloudRow, shown);
}

} // namespace liaison::ui
