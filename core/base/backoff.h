#pragma once

#include <QtGlobal>

#include <functional>

namespace liaison {

/// Growing waits with jitter: min, min*2, … up to max, each multiplied by a factor from [1-jitter, 1+jitter].
class Backoff {
public:
    struct Range {
        qint64 minMs = 1'000;
        qint64 maxMs = 300'000;
        double jitter = 0.2;
    };
    /// `random` gives numbers in [0, 1); the default is the system's generator.
    explicit Backoff(Range range, std::function<double()> random = {});

    /// The next wait in milliseconds; at least `atLeastMs` where a server asked for it.
    qint64 next(qint64 atLeastMs = 0);
    void reset() { m_failures = 0; }
    [[nodiscard]] int failures() const { return m_failures; }

private:
    Range m_range;
    std::function<double()> m_random;
    int m_failures = 0;
};

} // namespace liaison
