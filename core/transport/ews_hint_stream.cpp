// EwsHints: what an open subscription tells. See ews_hints.h.
#include "core/ews/get_events.h"
#include "core/transport/ews_hints.h"
#include "core/transport/hint_waiter.h"

namespace liaison::transport {

using ews::Failure;
using ews::Remedy;

namespace {

constexpr int mostLifeless = 3;
constexpr qint64 pauseAfterFloodMs = 60'000;

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
    call.mostBytes = m_session.timings().streamBytes;
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
    if (failure && failure->error.kind == ErrorKind::LimitExceeded)
        return fail({ErrorKind::ServerBusy, QStringLiteral("a stream told too much"), {}, pauseAfterFloodMs});
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
    m_session.ask<ews::GetEvents>(
        this, std::move(call), [this, round = m_round](const ews::Answer<ews::Notification> &events) {
            if (round != m_round)
                return;
            if (!events)
                return lost(events.error());
            m_lifeless = 0;
            // "More" behind a place that was reached before would be asked for ever.
            const bool moved = !events->watermark.isEmpty() && events->watermark != m_watermark;
            if (moved)
                m_watermark = events->watermark;
            takeNews(events->folders());
            if (events->more && moved)
                pull();
            else
                m_pull.start();
        });
}

} // namespace liaison::transport
