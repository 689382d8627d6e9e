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

using domain::SignIn;
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
    columns->setRoomy();
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
    const auto way = [this](const QString &text, SignIn of) { m_way->addItem(text, static_cast<int>(of)); };
    if (!isInbound())
        way(tr("As inbound"), SignIn::AsInbound);
    way(tr("BASIC"), SignIn::PlainPassword);
    way(tr("NTLM"), SignIn::Ntlm);
    OAuthRows::addWays(m_way);
    OAuthRows::fitWays(m_way);
    m_username = new QLineEdit(this);
    m_username->setToolTip(tr("Another address than the mailbox's: the mailbox is shared with that person."));
    m_impersonate = new QCheckBox(tr("Act as the mailbox"), this);
    m_impersonate->setToolTip(
        tr("Impersonation: the account that signs in has the right to act as this mailbox. Not ticked, "
           "it reaches a mailbox that is not its own as a delegate. An application always acts as the mailbox."));
    m_wayField = row(m_right, tr("Authentication type"), m_way);
    m_usernameField = row(m_right, tr("Username"), m_username);
    m_impersonateField = row(m_right, tr("Impersonation"), m_impersonate);
    m_oauth = new OAuthRows(this, [this](const QString &name) { return nameOfField(name); });
    m_oauth->addApplication(m_right);
    m_oauth->addCloud(m_right);
    m_oauth->addCertificate(m_right);
    m_secret = new QLineEdit(this);
    m_secret->setEchoMode(QLineEdit::Password);
    m_secretField = row(m_right, tr("Password"), m_secret);
}

void ExchangeFields::connectFields()
{
    for (QLineEdit *line : {m_host, m_pin, m_username, m_secret})
        connect(line, &QLineEdit::textEdited, this, &ExchangeFields::edited);
    connect(m_caFile, &FileLine::edited, this, &ExchangeFields::edited);
    connect(m_oauth, &OAuthRows::edited, this, &ExchangeFields::edited);
    connect(m_oauth, &OAuthRows::changed, this, &ExchangeFields::showNeeds);
    for (QComboBox *box : {m_way, m_version})
        connect(box, &QComboBox::activated, this, [this] {
            updateVisible();
            Q_EMIT edited();
        });
    connect(m_port, &QSpinBox::valueChanged, this, &ExchangeFields::edited);
    connect(m_ssl, &QCheckBox::clicked, this, &ExchangeFields::onSslClicked);
    connect(m_impersonate, &QCheckBox::clicked, this, &ExchangeFields::edited);
    connect(m_username, &QLineEdit::textChanged, this, &ExchangeFields::showNeeds);
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
    const OAuthWay chosen = way();
    const bool application = OAuthRows::isApplication(chosen);
    const QString username = m_username->text().trimmed();
    const bool shared = !username.isEmpty() && username.compare(m_address, Qt::CaseInsensitive) != 0;
    QStringList needs;
    if (application)
        needs << tr("The application needs the application permission full_access_as_app of Office 365 Exchange Online "
                    "and an administrator's consent. RBAC for applications limits it to this mailbox.");
    else if (OAuthRows::isPerson(chosen))
        needs << tr("The application needs the delegated permissions EWS.AccessAsUser.All and offline_access.");
    else if (chosen == OAuthWay::Token)
        needs << tr("The token is for Exchange Web Services; somebody else renews it.");
    if (shared && !application && signIn() != SignIn::AsInbound)
        needs << tr("The person who signs in needs Full Access to the mailbox and Send As.");
    if (chosen == OAuthWay::Browser)
        needs << tr("Its redirect address is http://localhost.");
    if (chosen == OAuthWay::DeviceCode)
        needs << tr("It allows public client flows.");
    m_needs->setText(needs.join(QLatin1Char(' ')));
    m_needs->setVisible(!needs.isEmpty());
    m_prerequisites->setSide(ExchangeFields::endpoint({}), m_address);
}

} // namespace liaison::ui
