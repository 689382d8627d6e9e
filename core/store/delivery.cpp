#include "core/store/facts_json.h"
#include "core/store/outbox.h"
#include "core/store/session.h"

namespace liaison::store {

namespace {

/// With several recipients, or reports that overtake each other, the worst news stays: the status is a function of
/// the set of reports.
int severity(const QString &delivery)
{
    static const QStringList upwards{QString(), QStringLiteral("delivered"), QStringLiteral("delayed"),
                                     QStringLiteral("outofoffice"), QStringLiteral("failed")};
    return static_cast<int>(upwards.indexOf(delivery));
}

} // namespace

Result<void> Outbox::noteDelivery(const QString &messageIdHeader, const QString &delivery, const QString &detail)
{
    Rows rows = m_session.rows(QStringLiteral("SELECT m.id, m.delivery, l.thread_id, l.incident_id FROM message m "
                                              "LEFT JOIN link l ON l.message_id = m.id "
                                              "WHERE m.message_id_header = ? AND m.direction = 'out'"),
                               {indexKey(messageIdHeader)});
    for (Row &row : rows) {
        const qint64 id = row.number();
        if (messageIdHeader.isEmpty() || severity(delivery) <= severity(row.text()))
            continue;
        m_session.run(QStringLiteral("UPDATE message SET delivery = ?, delivery_detail = ? WHERE id = ?"),
                      {delivery, detail, id});
        m_session.touch(Aggregate::Message, id);
        m_session.touch(Aggregate::Thread, row.number());
        m_session.touch(Aggregate::Incident, row.number());
    }
    return m_session.status();
}

} // namespace liaison::store
