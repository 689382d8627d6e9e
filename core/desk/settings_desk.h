#pragma once

#include "core/base/on_done.h"
#include "core/desk/desk.h"
#include "core/desk/settings_json.h"
#include "core/domain/audit.h"

#include <QList>
#include <QString>

namespace liaison::desk {

/// Settings as a whole, for files and scripts.
class SettingsDesk {
public:
    explicit SettingsDesk(Context context) : m_context(std::move(context)) { }

    Future<Settings> current();

    struct Summary {
        int mailboxesAdded = 0;
        int mailboxesChanged = 0;
        int mailboxesRemoved = 0;
        int unitsAdded = 0;
        int unitsChanged = 0;
        int templatesAdded = 0;
        int templatesChanged = 0;
    };
    /// Takes over what `settings` says, all of it or nothing, with one audit row an object. A mailbox, unit or template
    /// is the one of the same UUID, else of the same address, title or name; what is as it was stays untouched. With
    /// `replace`, mailboxes that `settings` does not name are removed. Business units and templates are never removed.
    /// Errors: Conflict (an address, title or name of another object), NotFound (a language of a unit, or a template
    /// of the notification process, that is not there), and those of the store.
    Future<Summary> apply(Settings settings, bool replace);
    /// What apply() would write into the audit log, in its order, and so what it would change; nothing is changed.
    /// Errors as apply().
    Future<QList<domain::AuditEntry>> plan(Settings settings, bool replace);
    /// Writes current() into a file, which is there whole or as it was, and notes that in the audit log. Errors: those
    /// of the store; PermissionDenied and DiskFull where the file cannot be written.
    Future<void> exportTo(QString file);

    /// The mailbox of an address or a UUID; NotFound.
    Future<domain::Mailbox> mailbox(QString addressOrUuid);
    /// Removes a mailbox; its mail stays as evidence. Its secrets stay with the vault's owner.
    Future<void> removeMailbox(MailboxId id);
    /// Notes that a secret was replaced, so that a feed which waits for it in another process tries again.
    Future<void> noteSecret(MailboxId id, domain::SecretUse use);

private:
    Context m_context;
};

} // namespace liaison::desk
