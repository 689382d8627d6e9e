#pragma once

#include "core/base/result.h"
#include "core/desk/compose_desk.h"
#include "core/domain/audit.h"
#include "core/domain/incident.h"
#include "core/domain/mailbox.h"
#include "core/store/messages.h"

namespace liaison::store {
class Session;
}

namespace liaison::desk {

/// What must be read before a draft can be composed.
struct SendSource {
    domain::Mailbox mailbox;
    domain::Incident incident;      ///< where the thread stands now: it may have been moved since the draft was begun
    std::optional<ThreadId> thread; ///< that of the answered mail now; none: a new one
    std::optional<domain::MailFacts> original; ///< the mail that is answered, forwarded or followed
    QStringList ownAddresses = {};
};
Result<SendSource> sendSource(store::Session &session, const ComposeDraft &draft);

/// A mail composed, parsed and packed, ready for one transaction.
struct ReadyMail {
    ComposeDraft draft; ///< its subject with the tag
    store::IncomingMail mail;
    QString sender;
    QStringList recipients;
    QString mark; ///< what becomes of the mail that it answers: a flag of store::RemoteOps
};
/// Pure, for the pool. InvalidInput for recipients or headers that cannot be sent.
Result<ReadyMail> composeReady(const ComposeDraft &draft, const SendSource &source, UtcMs nowMs);

/// Stores the mail, its link, its place in the outbox and everything that follows from it.
Result<domain::OutboxMail> queueMail(store::Session &session, const ReadyMail &ready, UtcMs nowMs, UtcMs notBefore,
                                     const domain::Actor &actor);

} // namespace liaison::desk
