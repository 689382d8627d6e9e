#pragma once

#include "core/base/result.h"
#include "core/domain/audit.h"

#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

namespace liaison::store {

class Session;

/// Append-only; each row holds a hash over itself and the row before, so that tampering shows.
class AuditLog {
public:
    explicit AuditLog(Session &session) : m_session(session) { }
    Result<void> append(const domain::Actor &actor, const QString &action, const QString &object,
                        const QJsonObject &detail = {});
    Result<QList<domain::AuditEntry>> list(std::optional<qint64> beforeId, int limit);
    /// What happened to one thing, newest first.
    Result<QList<domain::AuditEntry>> of(const QString &object, std::optional<qint64> beforeId, int limit);
    /// The id of the first row whose hash does not fit; nullopt: the chain is whole.
    Result<std::optional<qint64>> verify();

private:
    Session &m_session;
};

/// Named values of the store (team-wide), such as the BU parameter name.
class Settings {
public:
    explicit Settings(Session &session) : m_session(session) { }
    Result<QString> value(const QString &key, const QString &fallback = {});
    Result<void> setValue(const QString &key, const QString &value);

private:
    Session &m_session;
};

} // namespace liaison::store
