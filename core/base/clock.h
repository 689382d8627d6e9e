#pragma once

#include <QtGlobal>

namespace liaison {

/// Milliseconds since 1970-01-01 UTC; how every instant is kept in memory and in the store.
using UtcMs = qint64;

/// Where time comes from, so that tests can say what time it is.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual UtcMs nowMs() const = 0;
};

/// The machine's clock.
class SystemClock final : public Clock {
public:
    [[nodiscard]] UtcMs nowMs() const override;
};

/// A clock that stands still until it is told otherwise.
class ManualClock final : public Clock {
public:
    explicit ManualClock(UtcMs start) : m_now(start) { }
    [[nodiscard]] UtcMs nowMs() const override { return m_now; }
    void advance(qint64 ms) { m_now += ms; }

private:
    UtcMs m_now;
};

} // namespace liaison
