#pragma once

#include "core/base/result.h"
#include "core/domain/audit.h"
#include "core/store/audit_log.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <utility>

namespace liaison::desk {

/// [old, new] for each field that differs; what the audit log keeps of a change.
class Changes {
public:
    void add(const QString &field, const QJsonValue &before, const QJsonValue &after)
    {
        if (before != after)
            m_detail.insert(field, QJsonArray{before, after});
    }
    [[nodiscard]] const QJsonObject &detail() const { return m_detail; }

private:
    QJsonObject m_detail;
};

/// Appends the audit row and passes `value` on, so that both are in the caller's transaction.
template <class T>
Result<T> withAudit(store::Session &session, const domain::Actor &actor, const QString &action, const QString &object,
                    const QJsonObject &detail, T value)
{
    if (auto done = store::AuditLog(session).append(actor, action, object, detail); !done)
        return fail(done.error());
    return value;
}

} // namespace liaison::desk
