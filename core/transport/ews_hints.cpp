#include "core/transport/ews_hints.h"

#include "core/ews/unsubscribe.h"
#include "core/transport/hint_waiter.h"

#include <algorithm>

namespace liaison::transport {

using ews::Failure;
using ews::Remedy;

namespace {

constexpr int mostLifeless = 3;
constexpr int pullSubscriptionMinutes = 60;

QStringList idsOf(const QList<domain::RemoteFolder> &folders)
{
    QStringList ids;
    for (const domain::RemoteFolder &folder : folders)
        ids << folder.remoteId;
    ids.sort();
    ids.removeDuplicates();
    return ids;
}

} // namespace

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
    const auto waiter = std::make_shared<HintWaiter>(idsOf(folders), stop);
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
    if (m_phase != Phase::Open || !m_folders.contains(folder))
        m_synced.insert(folder);
}

void EwsHints::doubt()
{
    if (m_phase == Phase::Open)
        again();
}

void EwsHints::begin(const QStringList &folders)
{
    m_missed = m_missed || m_phase != Phase::Idle; // between the old subscription and the new one nobody listens
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
    std::erase_if(m_waiters, [](const std::shared_ptr<HintWaiter> &waiter) { return waiter->isOver(); });
}

void EwsHints::fail(const Error &error)
{
    forget();
    m_missed = true;
    const auto waiters = std::exchange(m_waiters, {});
    for (const auto &waiter : waiters)
        waiter->finish(liaison::fail(error));
}

} // namespace liaison::transport
