#pragma once

#include "core/base/result.h"
#include "core/desk/compose_desk.h"
#include "core/domain/incident.h"
#include "core/domain/message.h"

#include <optional>

namespace liaison::store {
class Session;
}

namespace liaison::desk {

/// What the store knows that an answer to a mail is made from.
struct ReplySource {
    MessageId id;
    QByteArray raw;
    domain::MailFacts facts;
    domain::Incident incident;
    ThreadId thread;
    BusinessUnitId businessUnit;
    MailboxId mailbox; ///< From
    QStringList ownAddresses;
    QString signature; ///< of who answers
};

/// InvalidInput for a mail that is in no incident: it is linked first.
Result<ReplySource> replySource(store::Session &session, MessageId id, const QString &person);

/// The mailbox an incident's mail is written from: the one whose copy holds the newest mail of the thread, else the
/// first enabled one. NotFound when there is none.
Result<MailboxId> mailboxFor(store::Session &session, std::optional<ThreadId> thread);

/// Drafts made of it; pure, for the pool. Only what was visible is quoted.
ComposeDraft replyDraft(const ReplySource &source, bool all);
ComposeDraft forwardDraft(const ReplySource &source);

/// The words of a mail that a reader saw, its parts one after the other.
QString visibleText(const QByteArray &raw);

} // namespace liaison::desk
