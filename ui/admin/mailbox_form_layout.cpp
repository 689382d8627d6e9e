// How the card is put together; what it does is in mailbox_form.cpp.
#include "ui/admin/mailbox_form.h"
#include "ui/admin/proxy_fields.h"

#include "ui/admin/endpoint_fields.h"
#include "ui/admin/exchange_fields.h"
#include "ui/admin/form_field.h"
#include "ui/admin/graph_fields.h"
#include "ui/admin/sign_in_dialog.h"
#include "ui/admin/switch_button.h"
#include "ui/admin/test_card.h"
#include "ui/common/icons.h"
#include "ui/common/letters.h"
#include "ui/common/message_bar.h"
#include "ui/common/plain_label.h"
#include "ui/common/side_by_side.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateEdit>
#include <QFormLayout>
#include <QGroupBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace liaison::ui {

QWidget *MailboxForm::makeHeader()
{
    auto *header = new QWidget(this);
    auto *line = new SideBySide(8, header);
    auto *actions = new QWidget(line);
    m_headline = new PlainLabel(line);
    makeHeading(m_headline, 1.35);
    m_headline->setElided(true);
    m_state = new PlainLabel(header);
    m_state->setMuted(true);
    m_state->setWordWrap(true);
    m_enabled = new QCheckBox(tr("Mailbox is on"), actions);
    m_enabled->setToolTip(tr("Off: nothing is read or sent, and the account is kept."));
    m_signIn = new QPushButton(icon(QStringLiteral("person")), tr("Sign in…"), actions);
    m_signIn->setToolTip(tr("Signs a person in at the mailbox's sign-in service, in the browser or with a code."));
    m_start = new QPushButton(icon(QStringLiteral("start")), tr("START"), actions);
    m_stop = new QPushButton(icon(QStringLiteral("stop")), tr("STOP"), actions);
    constexpr int headlineCharacters = 26; // more of it is seen where there is room
    Letters::follow(m_headline, [this] {
        m_headline->setMinimumWidth(headlineCharacters * m_headline->fontMetrics().averageCharWidth());
    });
    auto *row = new QHBoxLayout(actions);
    row->setContentsMargins(0, 0, 0, 0);
    for (QWidget *each : std::initializer_list<QWidget *>{m_enabled, m_signIn, m_start, m_stop})
        row->addWidget(each);
    row->addStretch(1);
    line->add(m_headline, 1);
    line->add(actions, 0);
    auto *lines = new QVBoxLayout(header);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(2);
    lines->addWidget(line);
    lines->addWidget(m_state);
    for (QWidget *each : std::initializer_list<QWidget *>{m_enabled, m_signIn})
        m_context.gate.guard(each, domain::Permission::UpdateConfigurations);
    for (QWidget *each : {m_start, m_stop})
        m_context.gate.guard(each, domain::Permission::RunFeeds);
    connect(m_signIn, &QPushButton::clicked, this, [this] { SignInDialog::openFor(m_context, m_mailbox.id, this); });
    connect(m_start, &QPushButton::clicked, this, &MailboxForm::start);
    connect(m_stop, &QPushButton::clicked, this, [this] { run(desk::MailboxDesk(m_context.desk).stop(m_mailbox.id)); });
    connect(m_enabled, &QCheckBox::clicked, this, &MailboxForm::switchOn);
    return header;
}

QWidget *MailboxForm::makeAccount()
{
    auto *box = new QGroupBox(tr("Account"), this);
    m_type = new QComboBox(box);
    m_type->setAccessibleName(tr("Account type"));
    m_type->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon); // the mixes have long names
    m_type->setMinimumContentsLength(20);
    m_switch = new SwitchButton(m_context, box);
    m_address = new QLineEdit(box);
    m_address->setPlaceholderText(QStringLiteral("ir@corp.example"));
    m_displayName = new QLineEdit(box);
    m_displayName->setPlaceholderText(tr("Incident Response"));
    m_since = new QDateEdit(box);
    m_since->setCalendarPopup(true);
    m_since->setToolTip(tr("Older mail that matches no incident can be searched, but is never unmatched or unread."));
    m_poll = new QSpinBox(box);
    m_poll->setRange(5, 86'400);
    m_poll->setSuffix(tr(" s"));
    m_poll->setToolTip(tr("How often to look for mail where the server does not announce it by itself."));
    m_logLevel = new QComboBox(box);
    m_logLevel->setAccessibleName(tr("Log level"));
    m_logLevel->setToolTip(
        tr("Verbose: what is said to the servers is logged, without secrets and mail. It goes back to "
           "low by itself after 24 hours. The log is under Settings > Diagnostics, and in the log of "
           "the service where that works the mailbox."));
    m_proxy = new ProxyFields(box);
    auto *columns = new SideBySide(24, box);
    auto *leftColumn = new QWidget(columns);
    auto *rightColumn = new QWidget(columns);
    auto *left = new QFormLayout(leftColumn);
    auto *right = new QFormLayout(rightColumn);
    for (QFormLayout *form : {left, right})
        form->setContentsMargins(0, 0, 0, 0);
    const auto row = [box](QFormLayout *form, const QString &name, QWidget *editor) {
        auto *field = new FormField(name, editor, box);
        form->addRow(name, field);
        return field;
    };
    left->addRow(tr("Account type"), m_type);
    left->addRow(QString(), m_switch);
    m_addressField = row(left, tr("E-mail address"), m_address);
    m_nameField = row(left, tr("Display name"), m_displayName);
    m_sinceField = row(right, tr("Fetch mail since"), m_since);
    m_pollField = row(right, tr("Look for mail every"), m_poll);
    right->addRow(tr("Log level"), m_logLevel);
    m_proxyField = row(right, tr("Proxy"), m_proxy);
    columns->add(leftColumn, 3);
    columns->add(rightColumn, 2);
    (new QVBoxLayout(box))->addWidget(columns);
    connect(m_type, &QComboBox::activated, this, &MailboxForm::onTypeChosen);
    connect(m_address, &QLineEdit::textEdited, this, &MailboxForm::outdateTests);
    connect(m_proxy, &ProxyFields::edited, this, &MailboxForm::outdateTests);
    connect(m_address, &QLineEdit::textChanged, this, [this](const QString &address) {
        for (SideFields *side : allSides())
            side->setAddressHint(address.trimmed());
    });
    return box;
}

/// One box of fields a protocol and side, made in the order in which Tab goes through them.
void MailboxForm::makeSides()
{
    constexpr int gap = 14;
    constexpr int spacing = 12;
    m_sides = new QWidget(this);
    m_exchange = new ExchangeFields(domain::SecretUse::Inbound, m_sides);
    m_graph = new GraphFields(domain::SecretUse::Inbound, m_sides);
    auto *beside = new SideBySide(gap, m_sides);
    beside->setRoomy(); // ways to sign in have long names
    m_imap = new EndpointFields(domain::SecretUse::Inbound, beside);
    m_smtp = new EndpointFields(domain::SecretUse::Outbound, beside);
    beside->add(m_imap);
    beside->add(m_smtp);
    m_exchangeSending = new ExchangeFields(domain::SecretUse::Outbound, m_sides);
    m_graphSending = new GraphFields(domain::SecretUse::Outbound, m_sides);
    auto *column = new QVBoxLayout(m_sides);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing);
    for (QWidget *each :
         std::initializer_list<QWidget *>{m_exchange, m_graph, beside, m_exchangeSending, m_graphSending})
        column->addWidget(each);
    for (SideFields *side : allSides())
        connect(side, &SideFields::edited, this, [this] {
            outdateTests();
            followFields();
        });
}

QWidget *MailboxForm::makeTests()
{
    constexpr int gap = 14;
    auto *tests = new QWidget(this);
    m_sendsMail = new QCheckBox(tr("Send one mail to the mailbox itself"), tests);
    m_sendsMail->setToolTip(
        tr("TEST OUTBOUND then waits until it arrives. Without it, it signs in and sends nothing."));
    m_sendsMail->setChecked(true);
    auto *beside = new SideBySide(gap, tests);
    m_testInbound = new TestCard(m_context, domain::TestSide::Inbound, beside);
    m_testOutbound = new TestCard(m_context, domain::TestSide::Outbound, beside);
    auto *column = new QVBoxLayout(tests);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_sendsMail);
    column->addWidget(beside);
    for (TestCard *card : {m_testInbound, m_testOutbound}) {
        beside->add(card);
        m_context.gate.guard(card->startButton(), domain::Permission::UpdateConfigurations);
        connect(card, &TestCard::certificateAccepted, this, &MailboxForm::acceptCertificate);
    }
    connect(m_testInbound, &TestCard::wanted, this, [this] { test(domain::TestSide::Inbound); });
    connect(m_testOutbound, &TestCard::wanted, this, [this] { test(domain::TestSide::Outbound); });
    connect(m_testOutbound, &TestCard::stateChanged, this,
            [this] { m_sendsMail->setEnabled(!m_testOutbound->isRunning()); });
    return tests;
}

QWidget *MailboxForm::makeButtons()
{
    auto *buttons = new QWidget(this);
    m_edit = new QPushButton(icon(QStringLiteral("edit")), tr("Edit"), buttons);
    m_cancel = new QPushButton(tr("Cancel"), buttons);
    m_save = new QPushButton(icon(QStringLiteral("save")), tr("SAVE"), buttons);
    for (QWidget *each : {m_edit, m_save})
        m_context.gate.guard(each, domain::Permission::UpdateConfigurations);
    auto *row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_edit);
    row->addStretch(1);
    row->addWidget(m_cancel);
    row->addWidget(m_save);
    connect(m_edit, &QPushButton::clicked, this, [this] {
        setEditing(true);
        m_address->setFocus();
    });
    connect(m_cancel, &QPushButton::clicked, this, &MailboxForm::cancel);
    connect(m_save, &QPushButton::clicked, this, &MailboxForm::save);
    return buttons;
}

} // namespace liaison::ui
