#include "core/store/change_reader.h"

#include "core/base/log.h"
#include "core/store/connection.h"

namespace liaison::store {

namespace {
constexpr int pageSize = 5'000;
}

Result<void> ChangeReader::start()
{
    auto last = m_connection.execute(QStringLiteral("SELECT coalesce(max(seq), 0) FROM change"));
    if (!last)
        return fail(last.error());
    m_lastSeen = last->rows.first().number();
    return {};
}

QList<Change> ChangeReader::next()
{
    if (!m_connection.ensureOpen())
        return {};
    if (!m_connection.dialect().mayHaveChanged(m_connection, m_mark) && !m_more)
        return {};
    auto answer = m_connection.execute(
        QStringLiteral("SELECT seq, aggregate, aggregate_id FROM change WHERE seq > ? ORDER BY seq LIMIT ?"),
        {m_lastSeen, pageSize});
    if (!answer) {
        m_mark = -1; // ask again at the next tick
        qCDebug(lcStore).noquote() << "changes cannot be read just now:" << answer.error().log;
        return {};
    }
    QList<Change> changes;
    changes.reserve(answer->rows.size());
    for (Row &row : answer->rows) {
        const qint64 seq = row.number();
        const auto aggregate = aggregateFrom(row.text());
        m_lastSeen = seq;
        if (aggregate) // a newer minor version may know more of them
            changes.append({seq, *aggregate, row.number()});
    }
    m_more = answer->rows.size() == pageSize;
    return changes;
}

} // namespace liaison::store
