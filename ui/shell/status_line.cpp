#include "ui/shell/status_line.h"

#include "core/base/on_done.h"
#include "core/desk/feed_desk.h"
#include "core/store/messages.h"
#include "core/store/outbox.h"
#include "core/store/store.h"
#include "ui/common/error_text.h"
#include "ui/common/formats.h"
#include "ui/common/icons.h"
#include "ui/common/letters.h"
#include "ui/common/store_watch.h"
#include "ui/common/words.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <QToolButton>

namespace liaison::ui {

namespace {

constexpr int tickMs = 5'000; ///< "20 s ago" grows older
constexpr int mostFeeds = 3;

QToolButton *lineButton(const QString &iconName, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setAutoRaise(true);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setIcon(icon(iconName));
    button->setIconSize(QSize(16, 16));
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

} // namespace

StatusLine::StatusLine(const UiContext &context, QWidget *parent)
    : QStatusBar(parent), m_context(context), m_feeds(new QWidget(this)), m_progress(new QProgressBar(this)),
      m_unmatched(lineButton(QStringLiteral("unmatched"), this)), m_outbox(lineButton(QStringLiteral("outbox"), this))
{
    auto *row = new QHBoxLayout(m_feeds);
    row->setContentsMargins(4, 0, 0, 0);
    row->setSpacing(4);
    for (int i = 0; i < mostFeeds; ++i) {
        QToolButton *button = lineButton(QStringLiteral("mailbox"), m_feeds);
        button->hide();
        constexpr int leastCharacters = 14; // three feeds do not keep a window wide
        Letters::follow(
            button, [button] { button->setMinimumWidth(leastCharacters * button->fontMetrics().averageCharWidth()); });
        row->addWidget(button);
        m_feedButtons << button;
        connect(button, &QToolButton::clicked, this,
                [this, button] { Q_EMIT mailboxClicked(MailboxId{button->property("mailbox").toLongLong()}); });
    }
    constexpr int progressCharacters = 40;
    Letters::follow(m_progress, [this] {
        m_progress->setFixedWidth(std::max(240, progressCharacters * m_progress->fontMetrics().averageCharWidth()));
    });
    m_progress->setAccessibleName(tr("Sync under way"));
    m_progress->hide();
    addWidget(m_feeds);
    addPermanentWidget(m_progress);
    addPermanentWidget(m_unmatched);
    addPermanentWidget(m_outbox);
    connect(m_unmatched, &QToolButton::clicked, this, &StatusLine::unmatchedClicked);
    connect(m_outbox, &QToolButton::clicked, this, &StatusLine::outboxClicked);
    connect(m_context.feeds, &desk::FeedDesk::statusChanged, this, &StatusLine::showFeeds);
    connect(&m_tick, &QTimer::timeout, this, &StatusLine::showFeeds);
    m_tick.start(tickMs);
    auto *watch = new StoreWatch(context.store,
                                 {store::Aggregate::Message, store::Aggregate::Thread, store::Aggregate::Outbox}, this);
    connect(watch, &StoreWatch::stale, this, &StatusLine::loadCounts);
    showFeeds();
    loadCounts();
}

QString StatusLine::feedText(const domain::FeedStatus &status, UtcMs now)
{
    QString text = QStringLiteral("%1 %2").arg(status.address, wordFor(status.state));
    if (status.state == domain::FeedState::BackingOff && status.nextTryAt > now)
        text += tr(", next try %1").arg(agoText(status.nextTryAt, now));
    else if (status.lastSuccessAt > 0)
        text += tr(", checked %1").arg(agoText(status.lastSuccessAt, now));
    if (!status.holder.isEmpty())
        text += tr(", worked by %1").arg(status.holder);
    return text;
}

void StatusLine::showFeeds()
{
    const QList<domain::FeedStatus> all = m_context.feeds->statuses();
    for (int i = 0; i < m_feedButtons.size(); ++i) {
        QToolButton *button = m_feedButtons.at(i);
        button->setVisible(i < all.size());
        if (i >= all.size())
            continue;
        const domain::FeedStatus &status = all.at(i);
        QString text = feedText(status, m_context.clock->nowMs());
        if (i == m_feedButtons.size() - 1 && all.size() > m_feedButtons.size())
            text += tr(", and %n more", nullptr, static_cast<int>(all.size() - m_feedButtons.size()));
        button->setText(QString(text).replace(QLatin1Char('&'), QStringLiteral("&&")));
        button->setAccessibleName(text);
        // The words are elided where there is no room.
        const QString hint = status.error ? feedErrorText(status) : tr("Open this mailbox");
        button->setToolTip(QStringLiteral("<p>%1</p><p>%2</p>").arg(text.toHtmlEscaped(), hint.toHtmlEscaped()));
        button->setProperty("mailbox", status.mailbox.value);
        const bool trouble = status.state == domain::FeedState::NeedsSignIn || status.state == domain::FeedState::Failed
            || status.state == domain::FeedState::BackingOff;
        button->setIcon(icon(trouble ? QStringLiteral("warning") : QStringLiteral("mailbox")));
    }
    showProgress(all);
}

void StatusLine::showProgress(const QList<domain::FeedStatus> &all)
{
    for (const domain::FeedStatus &status : all) {
        if (status.total <= 0 || status.done >= status.total)
            continue;
        m_progress->setRange(0, static_cast<int>(status.total));
        m_progress->setValue(static_cast<int>(status.done));
        const QString text = tr("Reading %1: %2 of %3")
                                 .arg(status.folder.isEmpty() ? status.address : status.folder)
                                 .arg(status.done)
                                 .arg(status.total);
        constexpr int margin = 12;
        m_progress->setToolTip(text);
        m_progress->setFormat(
            m_progress->fontMetrics().elidedText(text, Qt::ElideMiddle, m_progress->width() - margin));
        m_progress->show();
        return;
    }
    m_progress->hide();
}

void StatusLine::loadCounts()
{
    onDone(this, m_context.store->read([](store::Session &session) -> Result<QPair<int, int>> {
        const auto unmatched = store::Messages(session).unmatchedCount();
        if (!unmatched)
            return fail(unmatched.error());
        const auto open = store::Outbox(session).openCount();
        if (!open)
            return fail(open.error());
        return QPair<int, int>(*unmatched, *open);
    }),
           [this](Result<QPair<int, int>> counts) {
               if (!counts)
                   return; // the lists themselves tell of trouble with the store
               m_unmatched->setText(tr("Unmatched %1").arg(counts->first));
               m_unmatched->setAccessibleName(tr("%n unmatched mails", nullptr, counts->first));
               m_outbox->setText(tr("Outbox %1").arg(counts->second));
               m_outbox->setAccessibleName(tr("%n mails in the outbox", nullptr, counts->second));
               Q_EMIT countsChanged(counts->first, counts->second);
           });
}

} // namespace liaison::ui
