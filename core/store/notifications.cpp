#include "core/store/notifications.h"

#include "core/store/session.h"
#include "core/store/store.h"

namespace liaison::store {

Result<void> Notifications::mark(OutboxId mail, domain::NotificationKind kind)
{
    const qint64 changed = m_session.run(QStringLiteral("UPDATE outbox SET notification = ? WHERE id = ?"),
                                         {domain::toString(kind), mail.value});
    if (changed == 0)
        return m_session.missing(QStringLiteral("outbox mail %1").arg(mail.value));
    m_session.touch(Aggregate::Outbox, mail);
    return m_session.status();
}

Result<QHash<OutboxId, domain::NotificationKind>> Notifications::of(IncidentId incident)
{
    Rows rows = m_session.rows(QStringLiteral("SELECT outbox.id, outbox.notification FROM outbox "
                                              "JOIN link ON link.message_id = outbox.message_id "
                                              "WHERE link.incident_id = ? AND outbox.notification <> ''"),
                               {incident.value});
    QHash<OutboxId, domain::NotificationKind> kinds;
    for (Row &row : rows) {
        const OutboxId mail = row.id<OutboxId>();
        if (const auto kind = domain::notificationKindFrom(row.text()))
            kinds.insert(mail, *kind);
    }
    return m_session.answer(kinds);
}

Result<std::optional<IncidentId>> Notifications::incidentOf(OutboxId mail)
{
    auto row = m_session.row(QStringLiteral("SELECT link.incident_id FROM outbox "
                                            "JOIN link ON link.message_id = outbox.message_id "
                                            "WHERE outbox.id = ? AND outbox.notification <> ''"),
                             {mail.value});
    return m_session.answer(row ? row->optionalId<IncidentId>() : std::nullopt);
}

Result<QMultiHash<MessageId, QString>> Notifications::references(ThreadId thread)
{
    Rows rows = m_session.rows(QStringLiteral("SELECT message_ref.message_id, message_ref.ref FROM message_ref "
                                              "JOIN link ON link.message_id = message_ref.message_id "
                                              "WHERE link.thread_id = ?"),
                               {thread.value});
    QMultiHash<MessageId, QString> named;
    for (Row &row : rows) {
        const auto mail = row.id<MessageId>();
        named.insert(mail, row.text());
    }
    return m_session.answer(named);
}

} // namespace liaison::store
