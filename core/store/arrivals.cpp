#include "core/store/arrivals.h"

#include "core/store/message_rows.h"
#include "core/store/messages.h"
#include "core/store/session.h"

namespace liaison::store {

Result<Arrivals::Count> Arrivals::after(MessageId last, UtcMs since)
{
    Count count;
    count.newest = MessageId{m_session.number(QStringLiteral("SELECT coalesce(max(id), 0) FROM message"))};
    Rows rows = m_session.rows(QStringLiteral("SELECT linked, count(*) FROM message WHERE id > ? AND id <= ? AND "
                                              "arrived_at >= ? AND direction = 'in' AND machine = 0 AND "
                                              "(linked = 1 OR triage = ?) GROUP BY linked"),
                               {last.value, count.newest.value, since, toString(Triage::Unmatched)});
    for (Row &row : rows) {
        int &kind = row.flag() ? count.matched : count.unmatched;
        kind += row.integer();
    }
    return m_session.answer(count);
}

} // namespace liaison::store
