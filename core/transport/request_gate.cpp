#include "core/transport/request_gate.h"

#include "core/base/log.h"

#include <algorithm>
#include <utility>

namespace liaison::transport {

namespace {

constexpr qint64 shortestPauseMs = 60'000;
constexpr qint64 longestGuessMs = 300'000;
/// A server with a firm limit is asked again and again whether it takes more, and more and more seldom.
constexpr int mostGood = 640;
/// Requests are counted by slices of the window.
constexpr qint64 slices = 60;

} // namespace

RequestGate::RequestGate(const Clock *clock, QString name, Limits limits)
    : m_clock(clock), m_name(std::move(name)), m_limits(limits), m_atATime(limits.atATime)
{
}

std::optional<Error> RequestGate::obstacle(bool urgent) const
{
    if (m_refused)
        return m_refused;
    const UtcMs at = now();
    if (m_pausedUntil > at)
        return Error{ErrorKind::ServerBusy, QStringLiteral("the server asked for a pause"), {}, m_pausedUntil - at};
    if (m_limits.inWindow <= 0)
        return std::nullopt;
    const int allowed = m_limits.inWindow - (urgent ? 0 : m_limits.reserved);
    int spent = 0;
    for (auto slice = m_spent.crbegin(); slice != m_spent.crend(); ++slice) {
        const qint64 left = slice->at + m_limits.windowMs - at;
        if (left <= 0)
            break;
        spent += slice->requests;
        if (spent >= allowed)
            return Error{
                ErrorKind::ServerBusy, QStringLiteral("as many requests as the service allows were made"), {}, left};
    }
    return std::nullopt;
}

Error RequestGate::pause(Error busy)
{
    const qint64 guess = std::min(longestGuessMs, shortestPauseMs << std::min(m_busyInARow, 3));
    ++m_busyInARow;
    const qint64 wait = busy.retryAfterMs.value_or(0) > 0 ? *busy.retryAfterMs : guess;
    m_pausedUntil = std::max(m_pausedUntil, now() + wait);
    busy.retryAfterMs = wait;
    qCInfo(lcNet, "%s is busy: a pause of %lld ms", qPrintable(m_name), static_cast<long long>(wait));
    return busy;
}

void RequestGate::enter(QObject *owner, std::function<void()> go, int places)
{
    m_waiting.push_back({owner, std::move(go), places});
    admit();
}

void RequestGate::leave(int places)
{
    m_under -= places;
    admit();
}

std::shared_ptr<void> RequestGate::hold()
{
    if (auto held = m_hold.lock())
        return held;
    std::shared_ptr<void> held(nullptr, [gate = std::weak_ptr(m_self)](void *) {
        if (const auto self = gate.lock())
            (*self)->admit();
    });
    m_hold = held;
    return held;
}

void RequestGate::fewerAtATime()
{
    m_atATime = std::max(1, m_atATime / 2);
    if (std::exchange(m_tried, false))
        m_enough = std::min(mostGood, 2 * m_enough);
    m_goodInARow = 0;
}

void RequestGate::succeeded()
{
    m_busyInARow = 0;
    if (m_atATime >= m_limits.atATime || ++m_goodInARow < m_enough)
        return;
    m_goodInARow = 0;
    m_tried = true;
    m_atATime = std::min(m_limits.atATime, 2 * m_atATime);
    qCInfo(lcNet, "%s is asked %d at a time again", qPrintable(m_name), m_atATime);
    admit();
}

UtcMs RequestGate::now() const
{
    const UtcMs told = m_clock->nowMs();
    if (told < m_told)
        m_behind += m_told - told;
    m_told = told;
    return told + m_behind;
}

void RequestGate::admit()
{
    // What takes more places than there are goes alone.
    while (m_hold.expired() && !m_waiting.empty()
           && (m_under == 0 || m_under + m_waiting.front().places <= m_atATime)) {
        const Waiting next = std::move(m_waiting.front());
        m_waiting.pop_front();
        if (!next.owner)
            continue;
        m_under += next.places;
        next.go();
    }
}

void RequestGate::spend(int requests)
{
    if (m_limits.inWindow <= 0)
        return;
    const UtcMs at = now();
    while (!m_spent.empty() && m_spent.front().at + m_limits.windowMs <= at)
        m_spent.pop_front();
    if (!m_spent.empty() && at - m_spent.back().at < m_limits.windowMs / slices)
        m_spent.back().requests += requests;
    else
        m_spent.push_back({at, requests});
}

} // namespace liaison::transport
