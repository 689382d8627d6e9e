// ExchangeFields: its rows. See exchange_fields.h.
#include "ui/admin/exchange_fields.h"
#include "ui/admin/file_line.h"
#include "ui/admin/form_field.h"
#include "ui/admin/prerequisites_panel.h"
#include "ui/common/ask.h"
#include "ui/common/plain_label.h"
#include "ui/common/side_by_side.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QSpinBox>
#include <QVBoxLayout>

namespace liaison::ui {

using domain::NationalCloud;
using domain::VersionChoice;

namespace {

constexpr int mostPort = 65'535;

/// The names of Microsoft's products are the same in every language.
QString wordFor(VersionChoice version)
{
    switch (version) {
    case VersionChoice::Exchange2007_SP1:
        return QStringLiteral("Microsoft Exchange 2007 SP1");
    case VersionChoice::Exchange2010:
        return QStringLiteral("Microsoft Exchange 2010");
    case VersionChoice::Exchange2010_SP1:
        return QStringLiteral("Microsoft Exchange 2010 SP1");
    case VersionChoice::Exchange2010_SP2:
        return QStringLiteral("Microsoft Exchange 2010 SP2");
    case VersionChoice::Exchange2013:
        return QStringLiteral("Microsoft Exchange 2013");
    case VersionChoice::Exchange2013_SP1:
        return QStringLiteral("Microsoft Exchange 2013 SP1");
    case VersionChoice::Exchange2016:
        return QStringLiteral("Microsoft Exchange 2016");
    case VersionChoice::Exchange2019:
        return QStringLiteral("Microsoft Exchange 2019");
    case VersionChoice::SubscriptionEdition:
        return QStringLiteral("Microsoft Exchange SE");
    case VersionChoice::Other:
        break;
    }
    return ExchangeFields::tr("Other Exchange Version");
}

} // namespace

FormField *ExchangeFields::row(QFormLayout *form, const QString &name, QWidget *editor)
{
    auto *field = new FormField(nameOfField(name), editor, this);
    form->addRow(name, field);
    return field;
}

void ExchangeFields::build()
{
    m_left = new QFormLayout;
    m_right = new QFormLayout;
    auto *columns = new SideBySide(24, this);
    for (QFormLayout *form : {m_left, m_right}) {
        form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
        auto *side = new QWidget(columns);
        auto *column = new QVBoxLayout(side);
        column->setContentsMargins(0, 0, 0, 0);
        column->addLayout(form);
        column->addStretch(1);
        columns->add(side);
    }
    buildPlace();
    buildSignIn();
    m_needs = new PlainLabel(this);
    m_needs->setMuted(true);
    m_needs->setWordWrap(true);
    m_prerequisites = new PrerequisitesPanel(use(), this);
    auto *rows = new QVBoxLayout(this);
    rows->setSpacing(10);
    rows->addWidget(columns);
    rows->addWidget(m_needs);
    rows->addWidget(m_prerequisites);
}

/// Where, made in the order in which Tab goes through it.
void ExchangeFields::buildPlace()
{
    m_host = new QLineEdit(this);
    m_host->setToolTip(tr("A name, or the whole address: /EWS/Exchange.asmx is added to a name."));
    m_port = new QSpinBox(this);
    m_port->setRange(0, mostPort);
    m_ssl = new QCheckBox(tr("SSL encrypted"), this);
    m_ssl->setToolTip(tr("Without it nobody signs in, except to this computer itself."));
    m_version = new QComboBox(this);
    const QList<VersionChoice> versions = domain::allVersionChoices();
    for (const VersionChoice version : versions)
        m_version->addItem(wordFor(version), static_cast<int>(version));
    m_version->setToolTip(tr("“Other” takes the newest version that the server knows."));
    m_caFile = new FileLine(nameOfField(tr("Trusted CA file")), tr("Trusted CA file"), this);
    m_caFile->setPlaceholderText(tr("The system's authorities alone"));
    m_pin = new QLineEdit(this);
    m_pin->setPlaceholderText(tr("None: the certificate must be valid"));
    m_hostField = row(m_left, tr("Exchange host"), m_host);
    m_sslField = row(m_left, tr("Connection security"), m_ssl);
    m_portField = row(m_left, tr("Exchange port"), m_port);
    m_versionField = row(m_left, tr("Exchange version"), m_version);
    m_caField = row(m_left, tr("Trusted CA file"), m_caFile);
    m_pinField = row(m_left, tr("Accepted certificate"), m_pin);
    ExchangeFields::setProposedHost({});
}

void ExchangeFields::buildSignIn()
{
    m_way = new QComboBox(this);
    m_way->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_way->setMinimumContentsLength(24);
    const auto way = [this](const QString &text, Way of) { m_way->addItem(text, static_cast<int>(of)); };
    if (!isInbound())
        way(tr("As inbound"), Way::AsInbound);
    way(tr("BASIC"), Way::Basic);
    way(tr("NTLM"), Way::Ntlm);
    way(tr("OAUTH2.0: application, with a client secret"), Way::Secret);
    way(tr("OAUTH2.0: application, with a certificate"), Way::Certificate);
    way(tr("OAUTH2.0: a person, in the browser"), Way::Browser);
    way(tr("OAUTH2.0: a person, with a code"), Way::DeviceCode);
    way(tr("OAUTH2.0: access token"), Way::Token);
    m_username = new QLineEdit(this);
    m_username->setToolTip(tr("Another address than the mailbox's: the mailbox is shared with that person."));
    m_impersonate = new QCheckBox(tr("Act as the mailbox"), this);
    m_impersonate->setToolTip(
        tr("Impersonation: the account that signs in has the right to act as this mailbox. Not ticked, "
           "it reaches a mailbox that is not its own as a delegate. An application always acts as the mailbox."));
    m_clientId = new QLineEdit(this);
    m_clientId->setPlaceholderText(QStringLiteral("6731de76-14a6-49ae-97bc-6eba6914391e"));
    m_tenantId = new QLineEdit(this);
    m_tenantId->setPlaceholderText(QStringLiteral("corp.example"));
    m_cloud = new QComboBox(this);
    const auto cloud = [this](const QString &text, NationalCloud of) { m_cloud->addItem(text, static_cast<int>(of)); };
    cloud(tr("Global"), NationalCloud::Global);
    cloud(tr("China (21Vianet)"), NationalCloud::China);
    cloud(tr("US Government (GCC High)"), NationalCloud::USGovernment);
    cloud(tr("US Government (DoD)"), NationalCloud::USGovernmentDoD);
    cloud(tr("Germany (closed in 2021)"), NationalCloud::Germany);
    m_certificate = new FileLine(nameOfField(tr("Application's certificate")),
                                 tr("Certificate of the application (PEM or PKCS #12)"), this);
    m_key = new FileLine(nameOfField(tr("Application's key")), tr("Key of the application's certificate"), this);
    m_key->setPlaceholderText(tr("In the certificate's file"));
    m_secret = new QLineEdit(this);
    m_secret->setEchoMode(QLineEdit::Password);
    m_wayField = row(m_right, tr("Authentication type"), m_way);
    m_usernameField = row(m_right, tr("Username"), m_username);
    m_impersonateField = row(m_right, tr("Impersonation"), m_impersonate);
    m_clientIdField = row(m_right, tr("Client ID"), m_clientId);
    m_tenantIdField = row(m_right, tr("Tenant ID"), m_tenantId);
    m_cloudField = row(m_right, tr("National cloud"), m_cloud);
    m_certificateField = row(m_right, tr("Application's certificate"), m_certificate);
    m_keyField = row(m_right, tr("Application's key"), m_key);
    m_secretField = row(m_right, tr("Password"), m_secret);
}

void ExchangeFields::connectFields()
{
    for (QLineEdit *line : {m_host, m_pin, m_username, m_clientId, m_tenantId, m_secret})
        connect(line, &QLineEdit::textEdited, this, &ExchangeFields::edited);
    for (FileLine *file : {m_caFile, m_certificate, m_key})
        connect(file, &FileLine::edited, this, &ExchangeFields::edited);
    for (QComboBox *box : {m_way, m_cloud, m_version})
        connect(box, &QComboBox::activated, this, [this] {
            updateVisible();
            Q_EMIT edited();
        });
    connect(m_port, &QSpinBox::valueChanged, this, &ExchangeFields::edited);
    connect(m_ssl, &QCheckBox::clicked, this, &ExchangeFields::onSslClicked);
    connect(m_impersonate, &QCheckBox::clicked, this, &ExchangeFields::edited);
    for (QLineEdit *line : {m_username, m_clientId, m_tenantId})
        connect(line, &QLineEdit::textChanged, this, &ExchangeFields::showNeeds);
    connect(m_impersonate, &QCheckBox::toggled, this, &ExchangeFields::showNeeds);
}

void ExchangeFields::onSslClicked(bool on)
{
    if (on) {
        Q_EMIT edited();
        return;
    }
    m_ssl->setChecked(true); // until the person has agreed
    ask(this,
        {tr("Connection security"), tr("Use this server without encryption?"),
         tr("Every mail that is read or sent, its attachments and the folder names would travel in clear, for anybody "
            "on "
            "the way to read and change. User name, password and tokens are never sent this way, except to this "
            "computer itself."),
         tr("Use no encryption")},
        [this] {
            m_ssl->setChecked(false);
            Q_EMIT edited();
        });
}

/// What whoever registers the application, or shares the mailbox, has to give.
void ExchangeFields::showNeeds()
{
    const Way chosen = way();
    const QString username = m_username->text().trimmed();
    const bool shared = !username.isEmpty() && username.compare(m_address, Qt::CaseInsensitive) != 0;
    QStringList needs;
    if (chosen == Way::Secret || chosen == Way::Certificate)
        needs << tr("The application needs the application permission full_access_as_app of Office 365 Exchange Online "
                    "and an administrator's consent. RBAC for applications limits it to this mailbox.");
    else if (chosen == Way::Browser || chosen == Way::DeviceCode)
        needs << tr("The application needs the delegated permissions EWS.AccessAsUser.All and offline_access.");
    else if (chosen == Way::Token)
        needs << tr("The token is for Exchange Web Services; somebody else renews it.");
    if (shared && chosen != Way::Secret && chosen != Way::Certificate && chosen != Way::AsInbound)
        needs << tr("The person who signs in needs Full Access to the mailbox and Send As.");
    if (chosen == Way::Browser)
        needs << tr("Its redirect address is http://localhost.");
    if (chosen == Way::DeviceCode)
        needs << tr("It allows public client flows.");
    m_needs->setText(needs.join(QLatin1Char(' ')));
    m_needs->setVisible(!needs.isEmpty());
    m_prerequisites->setSide(ExchangeFields::endpoint({}), m_address);
}

} // namespace liaison::ui
