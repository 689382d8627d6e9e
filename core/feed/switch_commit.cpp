#include "core/feed/switch_commit.h"

#include "core/store/audit_log.h"
#include "core/store/mailboxes.h"

namespace liaison::feed {

Result<void> switchIn(store::Session &session, const SwitchCommit &change)
{
    store::Mailboxes mailboxes(session);
    auto mailbox = store::Leases(session).verify(change.lease).and_then([&] { return mailboxes.find(change.from.id); });
    if (!mailbox)
        return fail(mailbox.error());
    if (mailbox->inbound != change.from.inbound || mailbox->outbound != change.from.outbound)
        return fail(ErrorKind::Conflict, QStringLiteral("the mailbox was changed meanwhile"));
    mailbox->inbound = change.to.inbound;
    mailbox->outbound = change.to.outbound;
    if (const auto saved = mailboxes.save(*mailbox); !saved)
        return fail(saved.error());
    store::MailboxMove move(session);
    for (const FolderId folder : change.left)
        if (auto done = move.leaveFolder(folder); !done)
            return done;
    for (const SwitchCommit::FolderMove &each : change.moves)
        if (auto done = move.moveFolder(each.folder, each.there, each.cursor, each.ids); !done)
            return done;
    if (const auto listed = store::Folders(session).refresh(mailbox->id, change.there); !listed)
        return fail(listed.error());
    return store::AuditLog(session).append(change.actor, QStringLiteral("mailbox.switch"), mailbox->address,
                                           change.detail);
}

} // namespace liaison::feed
