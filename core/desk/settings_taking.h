#pragma once

#include "core/desk/settings_desk.h"
#include "core/domain/audit.h"
#include "core/store/audit_log.h"
#include "core/store/business_units.h"
#include "core/store/mailboxes.h"

namespace liaison::desk {

/// One taking over of settings, in the caller's transaction, with an audit row an object. See SettingsDesk::apply().
class SettingsTaking {
public:
    SettingsTaking(store::Session &session, domain::Actor actor);

    Result<SettingsDesk::Summary> run(const Settings &settings, bool replace);

private:
    Result<MailboxId> takeMailbox(const domain::Mailbox *before, domain::Mailbox mailbox);
    /// A file says verbose or not; the time is counted from its taking over.
    [[nodiscard]] UtcMs verboseUntil(bool wanted, const domain::Mailbox *before) const;
    Result<void> takeUnit(const domain::BusinessUnit *before, domain::BusinessUnit unit);
    Result<void> takeTemplates(const Settings &settings);
    Result<void> takeLanguages(const QHash<QUuid, QString> &languages);
    /// Templates that are there under another UUID than the file's are meant all the same.
    Result<void> takeProcess(domain::NotificationProcess process);

    store::Session &m_session;
    store::Mailboxes m_mailboxes;
    store::BusinessUnits m_units;
    store::AuditLog m_audit;
    domain::Actor m_actor;
    UtcMs m_now;
    QHash<QUuid, QUuid> m_templates; ///< UUID in the file → of the one that is meant
    SettingsDesk::Summary m_summary;
};

} // namespace liaison::desk
