#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace liaison::store {

class Session;

/// A mail being written, saved as typed. `content` is the desk's JSON; attachments are inside as base64.
struct DraftRow {
    DraftId id;
    IncidentId incident;
    std::optional<ThreadId> thread;
    QString person;
    QByteArray content;
    UtcMs updatedAt = 0;
};

class Drafts {
public:
    explicit Drafts(Session &session) : m_session(session) { }
    Result<DraftRow> save(DraftRow draft);
    Result<DraftRow> find(DraftId id);
    Result<QList<DraftRow>> list(const QString &person);
    Result<void> remove(DraftId id);

private:
    Session &m_session;
};

} // namespace liaison::store
