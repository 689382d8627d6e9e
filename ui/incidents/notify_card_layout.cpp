// How the card is put together; what it does is in notify_card.cpp.
#include "ui/common/icons.h"
#include "ui/common/letters.h"
#include "ui/common/message_bar.h"
#include "ui/common/plain_label.h"
#include "ui/common/side_by_side.h"
#include "ui/common/store_watch.h"
#include "ui/common/unit_word.h"
#include "ui/incidents/notify_card.h"

#include <QHeaderView>
#include <QPushButton>
#include <QShortcut>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace liaison::ui {

namespace {
constexpr int aMinuteMs = 60'000;
constexpr int tickMs = 250;
} // namespace

NotifyCard::NotifyCard(const UiContext &context, QWidget *parent)
    : QGroupBox(parent), m_context(context), m_bar(new MessageBar(this)), m_units(new QTreeWidget(this)),
      m_several(new PlainLabel(this))
{
    setObjectName(QStringLiteral("notifyCard"));
    m_units->setObjectName(QStringLiteral("notifyUnits"));
    m_units->setRootIsDecorated(false);
    m_units->setAllColumnsShowFocus(true);
    m_units->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_units->setColumnCount(4);
    m_units->setMinimumHeight(150);
    keepColumns(m_units->header());
    m_several->setWordWrap(true);
    m_several->setMuted(true);
    m_needs = new QVBoxLayout;
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_bar);
    column->addLayout(m_needs);
    column->addWidget(m_units, 1);
    column->addWidget(m_several);
    column->addWidget(makeButtons());
    updateButtons();
    hide();
    UnitWord::follow(this, [this] {
        setTitle(unitText(tr("Notify {units}")));
        m_units->setAccessibleName(unitText(tr("Where the {units} stand")));
        m_units->setHeaderLabels({unitText(tr("{Unit}")), tr("State"), tr("Answer due"), tr("Details")});
        showNeeds();
        showRows();
    });
    m_undoKey = new QShortcut(QKeySequence::Undo, this);
    m_undoKey->setEnabled(false);
    connect(m_undoKey, &QShortcut::activated, this, &NotifyCard::undo);
    connect(m_undoKey, &QShortcut::activatedAmbiguously, this, &NotifyCard::undo);
    m_countDown.setInterval(tickMs);
    connect(&m_countDown, &QTimer::timeout, this, &NotifyCard::countDown);
    connect(&m_clock, &QTimer::timeout, this, &NotifyCard::load);
    m_clock.start(aMinuteMs);
    auto *watch = new StoreWatch(context.store,
                                 {store::Aggregate::Incident, store::Aggregate::BusinessUnit, store::Aggregate::Mailbox,
                                  store::Aggregate::Message, store::Aggregate::Outbox, store::Aggregate::Setting},
                                 this);
    connect(watch, &StoreWatch::stale, this, &NotifyCard::load);
}

QWidget *NotifyCard::makeButtons()
{
    auto *buttons = new SideBySide(8, this);
    const auto button = [&](const QString &iconName, const char *name) {
        auto *made = new QPushButton(icon(iconName), {}, buttons);
        made->setObjectName(QLatin1String(name));
        buttons->add(made, 0);
        return made;
    };
    m_primary = button(QStringLiteral("send"), "notifyPrimary");
    m_followUp = button(QStringLiteral("reply"), "notifyFollowUp");
    m_chase = button(QStringLiteral("clock"), "notifyChase");
    m_deputy = button(QStringLiteral("person"), "notifyAddDeputy");
    m_retry = button(QStringLiteral("retry"), "notifyRetry");
    buttons->add(new QWidget(buttons), 1); // room that is left
    m_primary->setText(tr("Send primary…"));
    m_followUp->setText(tr("Send follow-up…"));
    m_deputy->setToolTip(tr("Send a follow-up to the deputies of those who are away, too"));
    for (QWidget *each : {m_primary, m_followUp, m_chase, m_deputy, m_retry})
        m_context.gate.guard(each, domain::Permission::NotifyUnits);
    connect(m_primary, &QPushButton::clicked, this,
            [this] { openDialog(domain::NotificationKind::Primary, selected()); });
    connect(m_followUp, &QPushButton::clicked, this,
            [this] { openDialog(domain::NotificationKind::FollowUp, selected()); });
    connect(m_chase, &QPushButton::clicked, this,
            [this] { openDialog(domain::NotificationKind::FollowUp, overdue()); });
    connect(m_deputy, &QPushButton::clicked, this, &NotifyCard::askDeputies);
    connect(m_retry, &QPushButton::clicked, this, &NotifyCard::retry);
    return buttons;
}

} // namespace liaison::ui
