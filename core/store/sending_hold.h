#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <QString>

#include <optional>

namespace liaison::store {

class Session;

/// That nothing may leave the outbox, of no mailbox and by no process, until somebody takes it off.
struct SendingHold {
    QString person;
    QString host; ///< where it was pressed
    UtcMs since = 0;
    friend bool operator==(const SendingHold &, const SendingHold &) = default;
};

/// "Hold all sending": a setting of the store, so that it is everybody's and outlives every process.
class SendingHolds {
public:
    explicit SendingHolds(Session &session) : m_session(session) { }
    /// nullopt: mail may leave. What cannot be read holds, too.
    Result<std::optional<SendingHold>> current();
    Result<void> set(const std::optional<SendingHold> &hold);

private:
    Session &m_session;
};

} // namespace liaison::store
