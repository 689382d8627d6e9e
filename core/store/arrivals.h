#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/base/result.h"

namespace liaison::store {

class Session;

/// Mail of people that came into the store, whoever fetched it, for telling a person of it.
class Arrivals {
public:
    explicit Arrivals(Session &session) : m_session(session) { }

    struct Count {
        MessageId newest; ///< of all mail; null in an empty store
        int matched = 0;  ///< in an incident
        int unmatched = 0;
    };
    /// What was stored after `last` and arrived at `since` or later: an old mailbox that is read for the first time is
    /// no news. Two feeds may store beside each other, so a mail may be missed here; lists never miss it.
    Result<Count> after(MessageId last, UtcMs since);

private:
    Session &m_session;
};

} // namespace liaison::store
