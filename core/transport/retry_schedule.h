#pragma once

#include "core/base/clock.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace liaison::transport {

/// When mails that a server did not give out are asked for again: after a minute, ten minutes, an hour, six hours and
/// then daily. Part of a folder's cursor, so that a restart changes nothing.
struct RetrySchedule {
    UtcMs at = 0;
    int tries = 0; ///< since the last mail joined those that wait

    /// `now` 0: the time is not known, nothing is due.
    [[nodiscard]] bool isDue(UtcMs now) const { return now != 0 && now >= at; }
    /// They are asked for now.
    void tried(UtcMs now)
    {
        constexpr std::array<qint64, 5> waits{60'000, 600'000, 3'600'000, 21'600'000, 86'400'000};
        const auto step = std::min(static_cast<std::size_t>(std::max(tries, 0)), waits.size() - 1);
        at = now + waits.at(step);
        ++tries;
    }
    /// Another mail has to wait.
    void restart(UtcMs now)
    {
        tries = 0;
        tried(now);
    }
    friend bool operator==(const RetrySchedule &, const RetrySchedule &) = default;
};

} // namespace liaison::transport
