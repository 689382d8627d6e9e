#include "core/transport/ews_hints.h"

#include "core/ews/get_events.h"
#include "core/ews/unsubscribe.h"

#include <QPromise>

#include <algorithm>
#include <atomic>

namespace liaison::transport {

using ews::Failure;
using ews::Remedy;

namespace {

constexpr int mostLifeless = 3;
constexpr int pullSubscriptionMinutes = 60;
constexpr qint64 endless = 1LL << 50;

QStringList idsOf(const QList<domain::RemoteFolder> &folders)
{
    QStringList ids;
    for (const domain::RemoteFolder &folder : folders)
        ids << folder.remoteId;
    ids.sort();
    ids.removeDuplicates();
    return ids;
}

/// Hands on what a stream tells as soon as it is told.
class StreamReader final : public EwsReader {
public:
    using Take = std::function<void(const ews::GetStreamingEvents::Signals &)>;
    explicit StreamReader(Take take) : m_take(std::move(take)) { }
    void feed(QByteArrayView bytes) override
    {
        m_events.feed(bytes);
        m_take(m_events.takeSignals());
    }
    std::optional<Failure> finish(const ews::HttpHead &head) override { return m_events.finish(head); }
    [[nodiscard]] std::optional<ews::ServerBuild> server() const override { return m_events.server(); }

private:
    ews::GetStreamingEvents m_events;
    Take m_take;
};

} // namespace

class EwsHints::Waiter {
public:
    Waiter(QStringList folders, const std::stop_token &stop) : m_folders(std::move(folders))
    {
        m_promise.start();
        // May run on another thread, and at once; QPromise may be finished from any.
        m_onStop.emplace(stop, [this] { finish(liaison::fail(ErrorKind::Cancelled)); });
    }
    ~Waiter()
    {
        m_onStop.reset();
        finish(liaison::fail(ErrorKind::Cancelled));
    }
    Waiter(const Waiter &) = delete;
    Waiter &operator=(const Waiter &) = delete;

    [[nodiscard]] Future<QStringList> future() const { return m_promise.future(); }
    [[nodiscard]] const QStringList &folders() const { return m_folders; }
    [[nodiscard]] bool isOver() const { return m_done.load(); }
    void finish(Result<QStringList> result)
    {
        if (m_done.exchange(true))
            return;
        m_promise.addResult(std::move(result));
        m_promise.finish();
    }

private:
    QStringList m_folders;
    QPromise<Result<QStringList>> m_promise;
    std::atomic_bool m_done = false;
    std::optional<std::stop_callback<std::function<void()>>> m_onStop;
};

EwsHints::EwsHints(std::shared_ptr<EwsAccount> account, EwsTimings timings, QObject *parent)
    : QObject(parent), m_account(account), m_session(std::move(account), timings)
{
    m_pull.setSingleShot(true);
    m_pull.setInterval(timings.pullMs);
    connect(&m_pull, &QTimer::timeout, this, &EwsHints::pull);
}

EwsHints::~EwsHints()
{
    m_stop.request_stop();
}

Future<QStringList> EwsHints::wait(const QList<domain::RemoteFolder> &folders, std::stop_token stop)
{
    const auto waiter = std::make_shared<Waiter>(idsOf(folders), stop);
    m_waiters.push_back(waiter);
    tell();
    if (waiter->isOver())
        return waiter->future();
    if (m_phase == Phase::Idle || waiter->folders() != m_folders)
        begin(waiter->folders());
    else if (m_phase == Phase::Open && !m_streams && !m_pull.isActive())
        m_pull.start();
    return waiter->future();
}

void EwsHints::synced(const QString &folder)
{
    if (m_phase != Phase::Open)
        m_synced.insert(folder);
}

void EwsHints::doubt()
{
    if (m_phase == Phase::Open)
        again();
}

void EwsHints::begin(const QStringList &folders)
{
    unsubscribe();
    forget();
    m_folders = folders;
    m_lifeless = 0;
    subscribe();
}

/// Whatever was subscribed to is no more, and what happened since is not known.
void EwsHints::again()
{
    forget();
    m_missed = true;
    subscribe();
}

void EwsHints::forget()
{
    ++m_round;
    m_stop.request_stop();
    m_stop = {};
    m_pull.stop();
    m_id.clear();
    m_watermark.clear();
    m_dead.reset();
    m_phase = Phase::Idle;
}

QList<ews::FolderRef> EwsHints::refs() const
{
    QList<ews::FolderRef> refs;
    if (!m_allFolders)
        for (const QString &folder : m_folders)
            refs << ews::FolderRef::byId(folder);
    return refs;
}

void EwsHints::subscribe()
{
    m_phase = Phase::Subscribing;
    EwsCall call;
    call.stop = m_stop.get_token();
    call.affinity = ews::Affinity::Sticky;
    call.cookie = m_cookie;
    call.request = [this](const ews::RequestContext &context) {
        m_streams = m_mayStream && ews::can(context.version, ews::Ability::Streaming);
        return m_streams ? ews::Subscribe::streaming(context, refs())
                         : ews::Subscribe::pull(context, refs(), pullSubscriptionMinutes);
    };
    call.onHead = [this](const ews::HttpHead &head) {
        if (const QByteArray cookie = ews::backEndCookie(head); !cookie.isEmpty())
            m_cookie = cookie;
    };
    m_session.ask<ews::Subscribe>(this, std::move(call),
                                  [this, round = m_round](const ews::Answer<ews::Subscription> &subscription) {
                                      if (round != m_round)
                                          return;
                                      if (subscription)
                                          subscribed(*subscription);
                                      else
                                          refused(subscription.error());
                                  });
}

void EwsHints::subscribed(const ews::Subscription &subscription)
{
    m_phase = Phase::Open;
    m_id = subscription.id;
    m_watermark = subscription.watermark;
    for (const QString &folder : std::as_const(m_folders))
        if (m_missed || m_synced.contains(folder))
            m_news.insert(folder);
    m_missed = false;
    m_synced.clear();
    tell();
    listen();
}

void EwsHints::refused(const Failure &failure)
{
    m_phase = Phase::Idle;
    const bool final = failure.origin == Failure::Origin::Response
        && (failure.remedy == Remedy::GiveUp || failure.remedy == Remedy::OurBug);
    if (failure.remedy == Remedy::SubscribeToAllFolders && !std::exchange(m_allFolders, true))
        return subscribe();
    if (final && m_streams) {
        m_mayStream = false;
        return subscribe();
    }
    if (final || failure.remedy == Remedy::SubscribeToAllFolders)
        return fail(Error{
            ErrorKind::ServerRefused, QStringLiteral("the server does not notify"), failure.error.serverWords, {}});
    if (failure.remedy == Remedy::Resubscribe && ++m_lifeless < mostLifeless)
        return again();
    fail(errorOf(failure));
}

void EwsHints::listen()
{
    if (m_streams)
        stream();
    else
        m_pull.start();
}

void EwsHints::stream()
{
    const int minutes = m_session.timings().streamMinutes;
    EwsCall call;
    call.stop = m_stop.get_token();
    call.stream = true;
    call.affinity = ews::Affinity::Sticky;
    call.cookie = m_cookie;
    call.mostBytes = endless;
    call.totalMs = (minutes + 1) * 60'000;
    call.request = [id = m_id, minutes](const ews::RequestContext &context) {
        return ews::GetStreamingEvents::request(context, {id}, minutes);
    };
    const auto make = [this, round = m_round] {
        return std::make_unique<StreamReader>([this, round](const ews::GetStreamingEvents::Signals &told) {
            if (round == m_round)
                takeSignals(told);
        });
    };
    m_session.post(this, std::move(call), make,
                   [this, round = m_round](EwsReader &, const std::optional<Failure> &failure) {
                       if (round == m_round)
                           streamEnded(failure);
                   });
}

void EwsHints::takeSignals(const ews::GetStreamingEvents::Signals &told)
{
    if (told.alive && told.failures.empty() && told.deadSubscriptions.isEmpty())
        m_lifeless = 0;
    if (!told.failures.empty())
        m_dead = told.failures.front();
    else if (!told.deadSubscriptions.isEmpty())
        m_dead = Failure{Error{ErrorKind::NotFound, QStringLiteral("the subscription is gone"), {}, {}},
                         Remedy::Resubscribe};
    for (const ews::Notification &notification : told.notifications)
        takeNews(notification.folders());
}

void EwsHints::streamEnded(const std::optional<Failure> &failure)
{
    if (m_dead || failure)
        return lost(m_dead ? *m_dead : *failure);
    if (++m_lifeless >= mostLifeless)
        return lost(failureOf({ErrorKind::ServerBusy, QStringLiteral("streams end at once"), {}, 60'000}));
    listen(); // its time was over
}

/// A subscription that lived is made anew at once; one that never did is left to whoever waits.
void EwsHints::lost(const Failure &failure)
{
    const bool network = failure.code == QLatin1String("network") && isNetworkTrouble(failure.error.kind);
    const bool worthIt = failure.remedy == Remedy::Resubscribe || network;
    m_missed = true;
    if (worthIt && ++m_lifeless < mostLifeless)
        return again();
    fail(errorOf(failure));
}

void EwsHints::pull()
{
    if (m_phase != Phase::Open || m_waiters.empty())
        return;
    EwsCall call;
    call.stop = m_stop.get_token();
    call.affinity = ews::Affinity::Sticky;
    call.cookie = m_cookie;
    call.request = [id = m_id, watermark = m_watermark](const ews::RequestContext &context) {
        return ews::GetEvents::request(context, id, watermark);
    };
    m_session.ask<ews::GetEvents>(this, std::move(call),
                                  [this, round = m_round](const ews::Answer<ews::Notification> &events) {
                                      if (round != m_round)
                                          return;
                                      if (!events)
                                          return lost(events.error());
                                      m_lifeless = 0;
                                      if (!events->watermark.isEmpty())
                                          m_watermark = events->watermark;
                                      takeNews(events->folders());
                                      if (events->more)
                                          pull();
                                      else
                                          m_pull.start();
                                  });
}

/// The old subscription is of no use; whether the server hears of it does not matter.
void EwsHints::unsubscribe()
{
    if (m_id.isEmpty())
        return;
    EwsCall call;
    call.affinity = ews::Affinity::Sticky;
    call.cookie = m_cookie;
    call.request = [id = m_id](const ews::RequestContext &context) { return ews::Unsubscribe::request(context, id); };
    m_session.ask<ews::Unsubscribe>(this, std::move(call), [](const ews::Answer<ews::Done> &) {});
}

void EwsHints::takeNews(const QStringList &folders)
{
    for (const QString &folder : folders) {
        if (m_folders.contains(folder))
            m_news.insert(folder);
        else if (!m_allFolders) // it is one of ours in other words
            m_news.unite(QSet<QString>(m_folders.cbegin(), m_folders.cend()));
    }
    tell();
}

void EwsHints::tell()
{
    QStringList told;
    for (const auto &waiter : m_waiters) {
        QStringList changed;
        for (const QString &folder : waiter->folders())
            if (m_news.contains(folder))
                changed << folder;
        if (!changed.isEmpty() && !waiter->isOver()) {
            waiter->finish(changed);
            told << changed;
        }
    }
    for (const QString &folder : std::as_const(told))
        m_news.remove(folder);
    std::erase_if(m_waiters, [](const std::shared_ptr<Waiter> &waiter) { return waiter->isOver(); });
}

void EwsHints::fail(const Error &error)
{
    forget();
    const auto waiters = std::exchange(m_waiters, {});
    for (const auto &waiter : waiters)
        waiter->finish(liaison::fail(error));
}

} // namespace liaison::transport
