#include "core/store/search.h"

#include "core/store/message_rows.h"
#include "core/store/search_index.h"
#include "core/store/session.h"

namespace liaison::store {

Result<QList<MailRow>> Search::find(const Query &query, std::optional<Messages::PageKey> before, int limit)
{
    const auto text = textCondition(m_session, query.text);
    if (!text)
        return QList<MailRow>();
    QString condition = text->sql;
    Binds binds{text->bind};
    if (query.incident) {
        condition += QStringLiteral(" AND l.incident_id = ?");
        binds << query.incident->value;
    }
    if (before) {
        condition += QStringLiteral(" AND (m.arrived_at, m.id) < (?, ?)");
        binds << before->arrivedAt << before->id.value;
    }
    condition += QStringLiteral(" ORDER BY m.arrived_at DESC, m.id DESC LIMIT ?");
    binds << limit;
    return selectMailRows(m_session, query.person, condition, binds);
}

} // namespace liaison::store
