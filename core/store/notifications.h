#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/domain/notification.h"

#include <QHash>

#include <optional>

namespace liaison::store {

class Session;

/// Which mails of the outbox are notifications, and what they are in the process.
class Notifications {
public:
    explicit Notifications(Session &session) : m_session(session) { }

    /// NotFound for a mail that is not in the outbox.
    Result<void> mark(OutboxId mail, domain::NotificationKind kind);
    /// Those whose mail is in the incident now, wherever it was written: moved ones are found, and ones that were taken
    /// back are not.
    Result<QHash<OutboxId, domain::NotificationKind>> of(IncidentId incident);
    /// The incident that a notification is in now; none for other mail, and for one that was taken back.
    Result<std::optional<IncidentId>> incidentOf(OutboxId mail);
    /// What mails of a thread name as what they answer: In-Reply-To and References (RFC 5322 3.6.4), without brackets.
    Result<QMultiHash<MessageId, QString>> references(ThreadId thread);

private:
    Session &m_session;
};

} // namespace liaison::store
