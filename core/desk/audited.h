#pragma once

#include "core/base/ids.h"
#include "core/base/on_done.h"
#include "core/desk/desk.h"
#include "core/store/audit_log.h"
#include "core/store/store.h"

#include <QJsonObject>
#include <QString>

#include <utility>

namespace liaison::desk {

/// How audit rows name a mail.
inline QString objectOf(MessageId id)
{
    return QStringLiteral("message/%1").arg(id.value);
}

/// Runs `change(session)` and writes its audit row in one transaction.
template <class F>
Future<void> audited(const Context &context, const QString &action, const QString &object, const QJsonObject &detail,
                     F change)
{
    return context.store->write([actor = context.actor, action, object, detail,
                                 change = std::move(change)](store::Session &session) -> Result<void> {
        const Result<void> changed = change(session);
        return changed ? store::AuditLog(session).append(actor, action, object, detail) : changed;
    });
}

} // namespace liaison::desk
