// NotificationDesk: how the process is set up. See notification_board.cpp and notification_batch.cpp for the rest.
#include "core/desk/notification_desk.h"

#include "core/desk/notification_process.h"
#include "core/store/store.h"

#include <utility>

namespace liaison::desk {

using domain::NotificationProcess;
using store::Session;

Future<NotificationProcess> NotificationDesk::process()
{
    return m_context.store->read([](Session &session) { return notificationProcess(session); });
}

Future<void> NotificationDesk::save(NotificationProcess process, std::optional<NotificationProcess> seen)
{
    return m_context.store->write([process = std::move(process), seen = std::move(seen),
                                   actor = m_context.actor](Session &session) -> Result<void> {
        const Result<NotificationProcess> stored = notificationProcess(session);
        if (!stored)
            return fail(stored.error());
        if (seen && *seen != *stored && process != *stored)
            return fail(ErrorKind::Conflict, QStringLiteral("the notification process was changed meanwhile"));
        return saveNotificationProcess(session, process, actor);
    });
}

} // namespace liaison::desk
