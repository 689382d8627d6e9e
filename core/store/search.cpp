#include "core/store/search.h"

#include "core/store/dialect.h"
#include "core/store/message_rows.h"
#include "core/store/search_index.h"
#include "core/store/session.h"

namespace liaison::store {

namespace {

/// "m.id IN (…)": the newest hits of a page. FTS5 walks its hits in no time, but a row of message is wide: which hits
/// are the newest is asked of the narrow index message_order alone, and only those of the page are read. CROSS JOIN
/// keeps the planner from asking FTS5 once for each mail of an incident.
QString newestHits(const QString &more, bool ofIncident)
{
    return QStringLiteral("m.id IN (SELECT h.id FROM message_fts "
                          "CROSS JOIN message h INDEXED BY message_order ON h.id = message_fts.rowid %1"
                          "WHERE message_fts MATCH ? %2 ORDER BY h.arrived_at DESC, h.id DESC LIMIT ?) "
                          "ORDER BY m.arrived_at DESC, m.id DESC")
        .arg(ofIncident ? QStringLiteral("CROSS JOIN link hl ON hl.message_id = h.id ") : QString(), more);
}

} // namespace

Result<QList<MailRow>> Search::find(const Query &query, std::optional<Messages::PageKey> before, int limit)
{
    const auto text = textCondition(m_session, query.text);
    if (!text)
        return QList<MailRow>();
    const bool fts5 = m_session.dialect().hasFts5();
    QString more;
    Binds binds{text->bind};
    if (query.incident) {
        more += fts5 ? QStringLiteral("AND hl.incident_id = ? ") : QStringLiteral("AND l.incident_id = ? ");
        binds << query.incident->value;
    }
    if (before) {
        more += fts5 ? QStringLiteral("AND (h.arrived_at, h.id) < (?, ?)")
                     : QStringLiteral("AND (m.arrived_at, m.id) < (?, ?)");
        binds << before->arrivedAt << before->id.value;
    }
    binds << limit;
    const QString condition = fts5
        ? newestHits(more, query.incident.has_value())
        : QStringLiteral("%1 %2 ORDER BY m.arrived_at DESC, m.id DESC LIMIT ?").arg(text->sql, more);
    return selectMailRows(m_session, query.person, condition, binds);
}

Result<int> Search::indexedPercent()
{
    const int percent = store::indexedPercent(m_session);
    return m_session.answer(percent);
}

} // namespace liaison::store
