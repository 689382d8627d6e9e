#include "core/store/drafts.h"

#include "core/store/session.h"

namespace liaison::store {

namespace {

QString columns()
{
    return QStringLiteral("SELECT id, incident_id, thread_id, person, content, updated_at FROM draft ");
}

DraftRow draftFrom(Row &row)
{
    DraftRow draft;
    draft.id = row.id<DraftId>();
    draft.incident = row.id<IncidentId>();
    draft.thread = row.optionalId<ThreadId>();
    draft.person = row.text();
    draft.content = row.bytes();
    draft.updatedAt = row.number();
    return draft;
}

} // namespace

Result<DraftRow> Drafts::save(DraftRow draft)
{
    draft.updatedAt = m_session.now();
    if (draft.id.isNull()) {
        draft.id = {m_session.number(QStringLiteral("INSERT INTO draft (uuid, incident_id, thread_id, person, content, "
                                                    "updated_at) VALUES (?, ?, ?, ?, ?, ?) RETURNING id"),
                                     {toBind(newUuid(m_session.now())), toBind(draft.incident), toBind(draft.thread),
                                      draft.person, draft.content, draft.updatedAt})};
    } else {
        const qint64 changed = m_session.run(QStringLiteral("UPDATE draft SET incident_id = ?, thread_id = ?, "
                                                            "person = ?, content = ?, updated_at = ? WHERE id = ?"),
                                             {toBind(draft.incident), toBind(draft.thread), draft.person, draft.content,
                                              draft.updatedAt, draft.id.value});
        if (changed == 0)
            return m_session.missing(QStringLiteral("draft %1").arg(draft.id.value));
    }
    m_session.touch(Aggregate::Draft, draft.id);
    if (draft.thread) // its line in the list is marked
        m_session.touch(Aggregate::Thread, *draft.thread);
    return m_session.answer(draft);
}

Result<DraftRow> Drafts::find(DraftId id)
{
    auto row = m_session.row(columns() + QStringLiteral("WHERE id = ?"), {id.value});
    if (!row)
        return m_session.missing(QStringLiteral("draft %1").arg(id.value));
    return draftFrom(*row);
}

Result<QList<DraftRow>> Drafts::list(const QString &person)
{
    Rows rows
        = m_session.rows(columns() + QStringLiteral("WHERE person = ? ORDER BY updated_at DESC, id DESC"), {person});
    QList<DraftRow> drafts;
    for (Row &row : rows)
        drafts.append(draftFrom(row));
    return m_session.answer(drafts);
}

Result<void> Drafts::remove(DraftId id)
{
    auto row = m_session.row(QStringLiteral("DELETE FROM draft WHERE id = ? RETURNING thread_id"), {id.value});
    if (row) {
        m_session.touch(Aggregate::Draft, id);
        m_session.touch(Aggregate::Thread, row->number());
    }
    return m_session.status();
}

} // namespace liaison::store
