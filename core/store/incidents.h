#pragma once

#include "core/base/result.h"
#include "core/domain/correlation.h"
#include "core/domain/incident.h"

#include <QList>
#include <QString>

#include <optional>

namespace liaison::store {

class Session;

/// A line of the incidents list.
struct IncidentRow {
    domain::Incident incident;
    int unread = 0;       ///< mails unread by the person asking
    int waitingForUs = 0; ///< threads
    int failedSends = 0;  ///< outbox rows failed or uncertain
    UtcMs lastMailAt = 0;
    int afterClosing = 0; ///< unread mails that came while it was closed, as long as it is
};

struct IncidentFilter {
    QString text;                           ///< in key or title; operators have no meaning
    QList<domain::IncidentStatus> statuses; ///< empty: all
    QList<domain::Severity> severities;     ///< empty: all
    std::optional<BusinessUnitId> businessUnit;
    QString person; ///< whose unread counts
};

/// Lists are paged by key: rows before `before` (createdAt, id of the last row of the page above), newest first.
struct IncidentPageKey {
    UtcMs createdAt = 0;
    IncidentId id;
};

class Incidents {
public:
    explicit Incidents(Session &session) : m_session(session) { }

    /// Stores a new incident: gives id, uuid, key (next number of the year), token and times.
    Result<domain::Incident> create(domain::Incident incident);
    /// Saves title, type, severity, status, owner, restricted and affected BUs.
    /// Conflict if `updatedAt` is not the stored one any more.
    Result<domain::Incident> update(const domain::Incident &incident);
    Result<domain::Incident> find(IncidentId id);
    Result<domain::Incident> findByKey(const QString &key);
    Result<QList<IncidentRow>> list(const IncidentFilter &filter, std::optional<IncidentPageKey> before, int limit);
    Result<IncidentRow> row(IncidentId id, const QString &person);
    /// The incidents whose key and token both stand in `tags`; a merged incident answers with its target.
    Result<QList<domain::Evidence::Tag>> matchTags(const QList<domain::SubjectTagText> &tags);
    /// Open incidents of the business unit a sender belongs to, newest first: suggestions for unmatched mail.
    Result<QList<domain::Incident>> suggestFor(const QString &senderAddress, int limit);

private:
    Session &m_session;
};

} // namespace liaison::store
