// NotificationDesk: how the process is set up. See notification_board.cpp and notification_batch.cpp for the rest.
#include "core/desk/notification_desk.h"

#include "core/desk/notification_process.h"
#include "core/store/store.h"

namespace liaison::desk {

using domain::NotificationProcess;
using store::Session;

Future<NotificationProcess> NotificationDesk::process()
{
    return m_context.store->read([](Session &session) { return notificationProcess(session); });
}

Future<void> NotificationDesk::save(NotificationProcess process)
{
    return m_context.store->write([process = std::move(process), actor = m_context.actor](Session &session) {
        return saveNotificationProcess(session, process, actor);
    });
}

} // namespace liaison::desk
