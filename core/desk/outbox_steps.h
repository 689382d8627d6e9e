#pragma once

#include "core/base/result.h"
#include "core/domain/audit.h"
#include "core/domain/outbox.h"
#include "core/store/outbox.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace liaison::store {
class Session;
}

namespace liaison::desk {

/// What happens to a mail of the outbox by a person's word, each step within the caller's transaction.

/// Moves a mail of the outbox from where it stands to `outcome`, audited; answers the mail as it was before. Conflict
/// where it stands elsewhere than in `allowedFrom`; AlreadyExists for a notification that is to go out again although
/// its unit was notified by a later one, or has answered.
Result<domain::OutboxMail> settleAudited(store::Session &session, OutboxId id, const store::Outbox::Outcome &outcome,
                                         const QList<domain::OutboxState> &allowedFrom, const domain::Actor &actor,
                                         const QString &action);

/// Tries a failed mail again at once.
Result<domain::OutboxMail> tryAgain(store::Session &session, OutboxId id, const domain::Actor &actor);
/// Has a mail that waits after a failed try be tried at once, audited; answers it as it was before. It would go out
/// by itself later, so that nothing is asked that settleAudited() asks. Conflict where it does not wait so.
Result<domain::OutboxMail> hasten(store::Session &session, OutboxId id, const domain::Actor &actor);

struct TakenBack {
    domain::OutboxMail mail;
    QByteArray raw;
    bool threadIsEmpty = false;
    BusinessUnitId businessUnit;
    std::optional<QString> markdown; ///< as it was written
};
/// Takes a queued mail out of its thread: it never left. What it changed is put back. Conflict when it has left.
Result<TakenBack> takeBack(store::Session &session, OutboxId id, const domain::Actor &actor);

} // namespace liaison::desk
