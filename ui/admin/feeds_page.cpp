#include "ui/admin/feeds_page.h"

#include "core/desk/feed_desk.h"
#include "core/desk/mailbox_desk.h"
#include "core/domain/mailbox.h"
#include "ui/admin/feed_card.h"
#include "ui/admin/feed_list.h"
#include "ui/admin/feed_watch.h"
#include "ui/admin/secret_expiry_dialog.h"
#include "ui/admin/sign_in_dialog.h"
#include "ui/common/ask.h"
#include "ui/common/empty_state.h"
#include "ui/common/error_text.h"
#include "ui/common/hold_watch.h"
#include "ui/common/icons.h"
#include "ui/common/message_bar.h"
#include "ui/common/side_by_side.h"

#include <QApplication>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QSysInfo>
#include <QVBoxLayout>

namespace liaison::ui {

using domain::FeedCondition;
using domain::FeedReport;

namespace {

constexpr int tickMs = 1'000;

QPushButton *button(const QString &iconName, const QString &text, const char *name, QWidget *parent)
{
    auto *made = new QPushButton(icon(iconName), text, parent);
    made->setObjectName(QLatin1String(name));
    return made;
}

} // namespace

FeedsPage::FeedsPage(const UiContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_watch(new FeedWatch(context, this)), m_bar(new MessageBar(this))
{
    m_bar->setObjectName(QStringLiteral("feeds.bar"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 10, 12, 8);
    column->setSpacing(8);
    column->addWidget(makeTop());
    column->addWidget(m_bar);
    column->addWidget(makeBody(), 1);
    context.gate.explain(column, domain::Permission::RunFeeds);
    connectCommands();
    connect(m_watch, &FeedWatch::changed, this, [this] {
        if (std::exchange(m_storeFailed, false))
            m_bar->clear();
        showNow();
    });
    connect(m_watch, &FeedWatch::failed, this, [this](const Error &error) {
        if (!std::exchange(m_storeFailed, true))
            m_bar->showMessage(MessageBar::Kind::Error, errorText(error));
    });
    connect(m_list, &FeedList::currentItemChanged, this, &FeedsPage::showNow);
    connect(m_list, &FeedList::itemActivated, this, [this] { Q_EMIT mailboxWanted(m_list->currentMailbox()); });
    connect(&m_tick, &QTimer::timeout, this, &FeedsPage::showNow);
    updateActions(nullptr);
}

QWidget *FeedsPage::makeTop()
{
    // In a narrow window, or with large letters, what holds back is below what starts and stops.
    auto *top = new SideBySide(12, this);
    auto *buttons = new QWidget(top);
    m_start = button(QStringLiteral("start"), tr("START"), "feeds.start", buttons);
    m_stop = button(QStringLiteral("stop"), tr("STOP"), "feeds.stop", buttons);
    m_getMail = button(QStringLiteral("get-mail"), tr("Get mail now"), "feeds.getMail", buttons);
    m_signIn = button(QStringLiteral("person"), tr("Sign in…"), "feeds.signIn", buttons);
    m_goodUntil = button(QStringLiteral("clock"), tr("Secret's expiry…"), "feeds.secretExpiry", buttons);
    m_hold = new QCheckBox(tr("Hold all sending"), top);
    m_hold->setObjectName(QStringLiteral("feeds.hold"));
    m_hold->setToolTip(tr("While held, nothing leaves the outbox, whichever feeds run and wherever."));
    auto *row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    for (QPushButton *each : {m_start, m_stop, m_getMail, m_signIn, m_goodUntil})
        row->addWidget(each);
    row->addStretch(1);
    top->add(buttons);
    top->add(m_hold, 0);
    return top;
}

QWidget *FeedsPage::makeBody()
{
    m_stack = new QStackedWidget(this);
    auto *split = new QSplitter(Qt::Vertical, m_stack);
    m_list = new FeedList(split);
    auto *scroll = new QScrollArea(split);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setAccessibleName(tr("The chosen feed"));
    m_card = new FeedCard(m_context.gate, scroll);
    scroll->setWidget(m_card);
    split->addWidget(m_list);
    split->addWidget(scroll);
    split->setChildrenCollapsible(false);
    split->setStretchFactor(0, 2);
    split->setStretchFactor(1, 3);
    auto *empty = new EmptyState(QStringLiteral("mailbox"), tr("No mailbox is connected"),
                                 tr("A feed reads a mailbox and keeps its mail with the incidents it belongs to. It is "
                                    "started once a mailbox is connected."),
                                 m_stack);
    auto *first
        = empty->addAction(QStringLiteral("mailbox"), tr("Connect a mailbox"), [this] { Q_EMIT mailboxWanted({}); });
    m_context.gate.guard(first, domain::Permission::UpdateConfigurations);
    m_stack->addWidget(split);
    m_stack->addWidget(empty);
    return m_stack;
}

/// What is asked of a server needs a person who may hold mailboxes, or one who may change them.
void FeedsPage::guardCommands()
{
    using domain::Permission;
    const PermissionGate &gate = m_context.gate;
    for (QWidget *each : std::initializer_list<QWidget *>{m_start, m_stop, m_hold})
        gate.guard(each, Permission::RunFeeds);
    gate.guard(m_getMail, Permission::ReplyToMail);
    for (QWidget *each : {m_signIn, m_goodUntil})
        gate.guard(each, Permission::UpdateConfigurations);
}

void FeedsPage::connectCommands()
{
    guardCommands();
    connect(m_start, &QPushButton::clicked, this, &FeedsPage::start);
    connect(m_stop, &QPushButton::clicked, this, &FeedsPage::stop);
    connect(m_getMail, &QPushButton::clicked, this, &FeedsPage::getMail);
    connect(m_signIn, &QPushButton::clicked, this, &FeedsPage::signIn);
    connect(m_card, &FeedCard::signInWanted, this, &FeedsPage::signIn);
    connect(m_card, &FeedCard::tryAgainWanted, this, &FeedsPage::tryAgain);
    connect(m_card, &FeedCard::mailboxWanted, this, [this] { Q_EMIT mailboxWanted(m_list->currentMailbox()); });
    connect(m_goodUntil, &QPushButton::clicked, this, [this] {
        if (const FeedReport *report = current()) {
            auto *dialog = new SecretExpiryDialog(m_context, *report, this);
            dialog->open();
        }
    });
    auto *held = new HoldWatch(m_context, this);
    held->follow(m_hold);
    connect(held, &HoldWatch::failed, this,
            [this](const Error &error) { m_bar->showMessage(MessageBar::Kind::Error, errorText(error)); });
}

void FeedsPage::focusList()
{
    (m_stack->currentIndex() == 0 ? static_cast<QWidget *>(m_list) : m_stack)->setFocus(Qt::OtherFocusReason);
}

void FeedsPage::showFeed(MailboxId id)
{
    m_list->setCurrentMailbox(id);
}

void FeedsPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_watch->setWatched(true);
    m_tick.start(tickMs);
}

void FeedsPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_watch->setWatched(false);
    m_tick.stop();
}

void FeedsPage::showNow()
{
    const int needing = m_watch->needingPerson();
    if (std::exchange(m_needingPerson, needing) != needing)
        Q_EMIT needingPersonChanged(needing);
    const UtcMs now = m_context.clock->nowMs();
    {
        const QSignalBlocker quiet(m_list);
        m_list->showFeeds(*m_watch, now);
    }
    m_stack->setCurrentIndex(m_watch->reports().isEmpty() ? 1 : 0);
    const FeedReport *report = current();
    if (report)
        m_card->showFeed(*report, m_watch->tally(report->mailbox.id), now);
    else
        m_card->clear();
    updateActions(report);
}

const FeedReport *FeedsPage::current() const
{
    const MailboxId id = m_list->currentMailbox();
    for (const FeedReport &report : m_watch->reports()) {
        if (report.mailbox.id == id)
            return &report;
    }
    return nullptr;
}

void FeedsPage::updateActions(const FeedReport *report)
{
    const FeedCondition condition = report ? domain::conditionOf(*report) : FeedCondition::Off;
    const bool stopped = condition == FeedCondition::Stopped;
    const bool works = condition == FeedCondition::Running || condition == FeedCondition::BackingOff
        || condition == FeedCondition::Starting;
    const bool waits = condition == FeedCondition::NeedsSignIn || condition == FeedCondition::Failed;
    // The button that is no use any more gives the focus to what is.
    const QWidget *focus = QApplication::focusWidget();
    m_stop->setEnabled(works || waits);
    m_start->setEnabled(stopped);
    if (focus == m_start && !stopped)
        (m_stop->isEnabled() ? static_cast<QWidget *>(m_stop) : m_list)->setFocus(Qt::OtherFocusReason);
    if (focus == m_stop && !m_stop->isEnabled())
        (stopped ? static_cast<QWidget *>(m_start) : m_list)->setFocus(Qt::OtherFocusReason);
    m_getMail->setEnabled(works);
    m_signIn->setEnabled(report && !SignInDialog::sidesOf(report->mailbox).isEmpty());
    m_goodUntil->setEnabled(report != nullptr);
}

void FeedsPage::start()
{
    const FeedReport *report = current();
    if (!report)
        return;
    const auto really = [this, id = report->mailbox.id] { run(desk::MailboxDesk(m_context.desk).start(id)); };
    if (report->status.lastSuccessAt > 0)
        return really();
    ask(this,
        {tr("START"), tr("Start a mailbox that was not tested?"),
         tr("TEST INBOUND and TEST OUTBOUND under Admin > Mailboxes tell whether host, port and sign-in are right "
            "before mail is "
            "fetched."),
         tr("Start anyway")},
        really);
}

void FeedsPage::stop()
{
    if (const FeedReport *report = current())
        run(desk::MailboxDesk(m_context.desk).stop(report->mailbox.id));
}

void FeedsPage::getMail()
{
    if (const FeedReport *report = current())
        run(desk::MailboxDesk(m_context.desk).getMail(report->mailbox.id));
}

/// What a sign-in brings is kept where it is done: one that is meant for another computer is done there.
void FeedsPage::signIn()
{
    const FeedReport *report = current();
    if (!report)
        return;
    const auto really = [this, id = report->mailbox.id] { Q_EMIT signInWanted(id); };
    const QString host = report->refusedAt > 0 ? report->refusedHost : report->host;
    if (report->isHere || host.isEmpty() || host == QSysInfo::machineHostName())
        return really();
    ask(this,
        {tr("Sign in"), tr("Sign in for this computer?"),
         tr("%1 works this mailbox. A sign-in here is kept in the keychain of this computer. To sign in for %1, run "
            "“liaison sign-in %2 --device” there: it gives a code to type into any browser.")
             .arg(host, report->mailbox.address),
         tr("Sign in here")},
        really);
}

void FeedsPage::tryAgain()
{
    const FeedReport *report = current();
    if (!report)
        return;
    const auto really = [this, id = report->mailbox.id] { run(desk::MailboxDesk(m_context.desk).tryAgain(id)); };
    if (report->refusedAt <= 0)
        return really();
    ask(this,
        {tr("Try again"), tr("Try the same sign-in once more?"),
         tr("The server has refused it. Several refused tries can lock the account, so this makes sense only if "
            "something "
            "was changed on the server. A new secret is entered under Admin > Mailboxes."),
         tr("Try once more")},
        really);
}

void FeedsPage::run(Future<void> future)
{
    m_bar->clear();
    onDone(this, std::move(future), [this](Result<void> result) {
        if (!result) {
            m_bar->showMessage(MessageBar::Kind::Error,
                               tr("That did not work.") + QLatin1Char(' ') + errorText(result.error()));
            m_bar->addDetails(errorDetails(result.error()));
        }
        m_watch->refresh();
    });
}

} // namespace liaison::ui
