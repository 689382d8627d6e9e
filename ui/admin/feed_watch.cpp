#include "ui/admin/feed_watch.h"

#include "core/base/on_done.h"
#include "core/desk/feed_desk.h"
#include "core/store/feed_overview.h"
#include "core/store/store.h"
#include "ui/common/store_watch.h"

#include <QDateTime>

#include <algorithm>

namespace liaison::ui {

using domain::FeedReport;
using domain::FeedTally;

namespace {
constexpr int watchedMs = 2'000;
constexpr int unwatchedMs = 60'000;
constexpr int tallyMs = 60'000;
constexpr int gatherMs = 2'000;
} // namespace

FeedWatch::FeedWatch(const UiContext &context, QObject *parent) : QObject(parent), m_context(context)
{
    connect(&m_ask, &QTimer::timeout, this, &FeedWatch::refresh);
    connect(&m_askTallies, &QTimer::timeout, this, &FeedWatch::refreshTallies);
    m_ask.start(unwatchedMs);
    m_askTallies.start(tallyMs);
    auto *watch = new StoreWatch(
        context.store, {store::Aggregate::Mailbox, store::Aggregate::Setting, store::Aggregate::Folder}, this);
    connect(watch, &StoreWatch::stale, this, &FeedWatch::refresh);
    connect(context.feeds, &desk::FeedDesk::statusChanged, this, &FeedWatch::takeOwn);
    m_mailCame.setSingleShot(true);
    m_mailCame.setInterval(gatherMs);
    connect(&m_mailCame, &QTimer::timeout, this, &FeedWatch::refreshTallies);
    connect(context.feeds, &desk::FeedDesk::mailArrived, this, [this] {
        if (!m_mailCame.isActive())
            m_mailCame.start();
    });
    refresh();
    refreshTallies();
}

void FeedWatch::setWatched(bool watched)
{
    m_ask.start(watched ? watchedMs : unwatchedMs);
    if (!watched)
        return;
    refresh();
    refreshTallies();
}

int FeedWatch::needingPerson() const
{
    const UtcMs now = m_context.clock->nowMs();
    return static_cast<int>(std::count_if(m_reports.cbegin(), m_reports.cend(), [this, now](const FeedReport &report) {
        return domain::needsPerson(report, tally(report.mailbox.id), now);
    }));
}

void FeedWatch::refresh()
{
    if (std::exchange(m_asking, true)) {
        m_askAgain = true;
        return;
    }
    const auto read = [holder = m_context.feeds->holder()](store::Session &session) {
        return store::FeedOverview(session).reports(holder);
    };
    onDone<QList<FeedReport>>(this, m_context.store->read(read), [this](Result<QList<FeedReport>> reports) {
        m_asking = false;
        if (!reports) {
            Q_EMIT failed(reports.error());
        } else {
            m_reports = *reports;
            const QList<domain::FeedStatus> own = m_context.feeds->statuses();
            for (FeedReport &report : m_reports) {
                for (const domain::FeedStatus &status : own) {
                    if (status.mailbox == report.mailbox.id)
                        domain::takeOwn(report, status);
                }
            }
            Q_EMIT changed();
        }
        if (std::exchange(m_askAgain, false))
            refresh();
    });
}

/// Of a feed that this process has; who holds it is asked when that may have changed.
void FeedWatch::takeOwn(const domain::FeedStatus &status)
{
    bool known = false;
    for (FeedReport &report : m_reports) {
        if (report.mailbox.id != status.mailbox)
            continue;
        const bool progress = report.isHere && report.status.state == status.state;
        domain::takeOwn(report, status);
        known = progress;
    }
    if (known)
        Q_EMIT changed();
    else
        refresh();
}

void FeedWatch::refreshTallies()
{
    const QDate today = QDateTime::fromMSecsSinceEpoch(m_context.clock->nowMs()).date();
    const auto read = [dayStart = today.startOfDay().toMSecsSinceEpoch()](store::Session &session) {
        return store::FeedOverview(session).tallies(dayStart);
    };
    using Tallies = QHash<MailboxId, FeedTally>;
    onDone<Tallies>(this, m_context.store->read(read), [this](Result<Tallies> tallies) {
        if (!tallies)
            return; // the reports tell of trouble with the store
        m_tallies = *tallies;
        Q_EMIT changed();
    });
}

} // namespace liaison::ui
