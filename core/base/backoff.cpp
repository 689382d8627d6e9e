#include "core/base/backoff.h"

#include <QRandomGenerator>

#include <algorithm>
#include <utility>

namespace liaison {

Backoff::Backoff(Range range, std::function<double()> random) : m_range(range), m_random(std::move(random))
{
    if (!m_random)
        m_random = [] { return QRandomGenerator::global()->generateDouble(); };
}

qint64 Backoff::next(qint64 atLeastMs)
{
    const int doublings = std::min(m_failures, 30);
    ++m_failures;
    const double grown = std::min(static_cast<double>(m_range.maxMs),
                                  static_cast<double>(m_range.minMs) * static_cast<double>(1LL << doublings));
    const double factor = 1.0 - m_range.jitter + 2.0 * m_range.jitter * m_random();
    return std::max(atLeastMs, static_cast<qint64>(grown * factor));
}

} // namespace liaison
