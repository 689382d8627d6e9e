#include "core/desk/sending_desk.h"

#include "core/store/audit_log.h"
#include "core/store/session.h"
#include "core/store/store.h"

#include <QJsonArray>

namespace liaison::desk {

using store::SendingHold;
using store::Session;

Future<std::optional<SendingHold>> SendingDesk::hold()
{
    return m_context.store->read([](Session &session) { return store::SendingHolds(session).current(); });
}

Future<void> SendingDesk::setHold(bool hold)
{
    return m_context.store->write([hold, actor = m_context.actor](Session &session) -> Result<void> {
        store::SendingHolds holds(session);
        const auto before = holds.current();
        if (!before)
            return fail(before.error());
        if (before->has_value() == hold)
            return {};
        const auto done
            = holds.set(hold ? std::optional(SendingHold{actor.person, actor.host, session.now()}) : std::nullopt);
        if (!done)
            return done;
        return store::AuditLog(session).append(actor, hold ? u"sending.hold"_qs : u"sending.release"_qs, actor.host,
                                               {{u"held"_qs, QJsonArray{!hold, hold}}});
    });
}

} // namespace liaison::desk
