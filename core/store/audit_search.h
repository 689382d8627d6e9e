#pragma once

#include "core/base/result.h"
#include "core/domain/audit.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace liaison::store {

class Session;

/// What a person looks for in the audit log; what is empty says nothing.
struct AuditFilter {
    QString person;
    QStringList kinds; ///< what stands before the dot of an action: "mailbox", "unit"
    std::optional<UtcMs> from;
    std::optional<UtcMs> before;
    QString object; ///< part of what was acted on: an address, an incident, the title of a unit
    QString text;   ///< each of its words is somewhere in the person, host, action, object or detail
};

struct AuditPage {
    QList<domain::AuditEntry> entries; ///< newest first
    std::optional<qint64> older;       ///< the id to go on before; nullopt: there is nothing older
};

/// Reads the audit log for people.
class AuditSearch {
public:
    explicit AuditSearch(Session &session) : m_session(session) { }

    /// Entries before `beforeId` (of all without one), at most `limit`. It may hold fewer, and say where to go on: it
    /// looks through so many rows only that nobody else waits long for the store.
    Result<AuditPage> page(const AuditFilter &filter, std::optional<qint64> beforeId, int limit);
    /// Everybody who is in the log, in order.
    Result<QStringList> people();
    Result<qint64> count();

private:
    Session &m_session;
};

} // namespace liaison::store
