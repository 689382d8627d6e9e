#include "core/store/messages.h"

#include "core/store/facts_json.h"
#include "core/store/message_rows.h"
#include "core/store/message_writer.h"
#include "core/store/outbox.h"
#include "core/store/raw_store.h"
#include "core/store/session.h"

namespace liaison::store {

namespace {
QList<qint64> valuesOf(const QList<MessageId> &ids)
{
    QList<qint64> values;
    values.reserve(ids.size());
    for (const MessageId id : ids)
        values.append(id.value);
    return values;
}
} // namespace

Result<StoredMail> Messages::store(const IncomingMail &mail)
{
    const auto stored = MessageWriter(m_session).store({mail});
    return stored ? Result<StoredMail>(stored->first()) : fail(stored.error());
}

Result<QList<StoredMail>> Messages::store(const QList<IncomingMail> &mails)
{
    return MessageWriter(m_session).store(mails);
}

Result<void> Messages::setRemoteFlags(FolderId folder, const QString &remoteId, std::optional<bool> seen,
                                      std::optional<bool> answered)
{
    QStringList sets;
    QStringList differ;
    Binds told;
    const auto tell = [&](const QString &column, std::optional<bool> value) {
        if (!value)
            return;
        sets << column + QStringLiteral(" = ?");
        differ << column + QStringLiteral(" <> ?");
        told << toBind(*value);
    };
    tell(QStringLiteral("seen"), seen);
    tell(QStringLiteral("answered"), answered);
    if (told.isEmpty())
        return m_session.status();
    Rows rows = m_session.rows(QStringLiteral("UPDATE message_copy SET %1 WHERE folder_id = ? AND remote_id = ? "
                                              "AND (%2) RETURNING message_id")
                                   .arg(sets.join(QLatin1String(", ")), differ.join(QLatin1String(" OR "))),
                               told + Binds{folder.value, remoteId} + told);
    for (Row &row : rows)
        m_session.touch(Aggregate::Message, row.number());
    return m_session.status();
}

Result<void> Messages::noteVanished(FolderId folder, const QStringList &remoteIds)
{
    for (const QString &remoteId : remoteIds) {
        Rows rows = m_session.rows(QStringLiteral("UPDATE message_copy SET vanished_at = ? WHERE folder_id = ? "
                                                  "AND remote_id = ? AND vanished_at IS NULL RETURNING message_id"),
                                   {m_session.now(), folder.value, remoteId});
        for (Row &row : rows)
            m_session.touch(Aggregate::Message, row.number());
    }
    return m_session.status();
}

Result<void> Messages::forgetRemoteIds(FolderId folder)
{
    m_session.run(QStringLiteral("UPDATE message_copy SET remote_id = NULL WHERE folder_id = ?"), {folder.value});
    m_session.touch(Aggregate::Folder, folder);
    return m_session.status();
}

Result<QByteArray> Messages::raw(MessageId id)
{
    auto row = m_session.row(QStringLiteral("SELECT raw_id FROM message WHERE id = ?"), {id.value});
    if (!row)
        return m_session.missing(QStringLiteral("message %1").arg(id.value));
    return loadRaw(m_session, row->number());
}

Result<MailRow> Messages::row(MessageId id, const QString &person)
{
    auto found = selectMailRows(m_session, person, QStringLiteral("m.id = ?"), {id.value});
    if (!found)
        return fail(found.error());
    if (found->isEmpty())
        return m_session.missing(QStringLiteral("message %1").arg(id.value));
    return found->first();
}

Result<QList<MailRow>> Messages::rows(const QList<MessageId> &ids, const QString &person)
{
    QHash<MessageId, MailRow> byId;
    const QList<qint64> keys = valuesOf(ids);
    for (qsizetype from = 0; from < keys.size(); from += bindsForInMost) {
        const Binds binds = bindsForIn(keys, from);
        auto found
            = selectMailRows(m_session, person, QStringLiteral("m.id IN (%1)").arg(placeholders(binds.size())), binds);
        if (!found)
            return found;
        for (const MailRow &mail : std::as_const(*found))
            byId.insert(mail.id, mail);
    }
    QList<MailRow> inOrder;
    for (const MessageId id : ids)
        if (const auto it = byId.constFind(id); it != byId.cend())
            inOrder.append(*it);
    return inOrder;
}

Result<QList<domain::PartInfo>> Messages::parts(MessageId id)
{
    Rows rows = m_session.rows(QStringLiteral("SELECT path, content_type, sniffed_type, file_name, declared_name, "
                                              "content_id, size, sha256, is_attachment FROM part "
                                              "WHERE message_id = ? ORDER BY ord"),
                               {id.value});
    QList<domain::PartInfo> parts;
    for (Row &row : rows) {
        domain::PartInfo part;
        part.path = row.text();
        part.contentType = row.text();
        part.sniffedType = row.text();
        part.fileName = row.text();
        part.declaredName = row.text();
        part.contentId = row.text();
        part.size = row.number();
        part.sha256 = row.bytes();
        part.isAttachment = row.flag();
        parts.append(part);
    }
    return m_session.answer(parts);
}

Result<domain::MailFacts> Messages::facts(MessageId id)
{
    auto row = m_session.row(QStringLiteral("SELECT facts FROM message WHERE id = ?"), {id.value});
    if (!row)
        return m_session.missing(QStringLiteral("message %1").arg(id.value));
    return factsFromJson(row->text());
}

Result<QHash<MessageId, domain::MailFacts>> Messages::facts(const QList<MessageId> &ids)
{
    QHash<MessageId, domain::MailFacts> found;
    const QList<qint64> keys = valuesOf(ids);
    for (qsizetype from = 0; from < keys.size(); from += bindsForInMost) {
        const Binds binds = bindsForIn(keys, from);
        Rows rows = m_session.rows(
            QStringLiteral("SELECT id, facts FROM message WHERE id IN (%1)").arg(placeholders(binds.size())), binds);
        for (Row &row : rows) {
            const MessageId id = row.id<MessageId>();
            found.insert(id, factsFromJson(row.text()));
        }
    }
    return m_session.answer(found);
}

Result<std::optional<MessageId>> Messages::findByMessageId(const QString &messageIdHeader)
{
    const MessageId found{m_session.number(
        QStringLiteral("SELECT id FROM message WHERE message_id_header = ? ORDER BY direction DESC, id LIMIT 1"),
        {indexKey(messageIdHeader)})};
    const bool none = messageIdHeader.isEmpty() || found.isNull();
    return m_session.answer(none ? std::nullopt : std::optional<MessageId>(found));
}

Result<QList<Messages::Copy>> Messages::copies(MessageId id)
{
    Rows rows
        = m_session.rows(QStringLiteral("SELECT folder_id, remote_id, seen FROM message_copy WHERE message_id = ? "
                                        "AND remote_id IS NOT NULL AND vanished_at IS NULL ORDER BY id"),
                         {id.value});
    QList<Copy> copies;
    for (Row &row : rows) {
        Copy copy;
        copy.folder = row.id<FolderId>();
        copy.remoteId = row.text();
        copy.seen = row.flag();
        copies.append(copy);
    }
    return m_session.answer(copies);
}

Result<void> Messages::setRead(const QList<MessageId> &ids, const QString &person, bool read)
{
    for (const MessageId id : ids) {
        const bool first = read
            && m_session.number(QStringLiteral("SELECT count(*) FROM read_state WHERE message_id = ?"), {id.value})
                == 0;
        const qint64 changed = read
            ? m_session.run(QStringLiteral("INSERT INTO read_state (message_id, person, read_at) VALUES (?, ?, ?) "
                                           "ON CONFLICT DO NOTHING"),
                            {id.value, person, m_session.now()})
            : m_session.run(QStringLiteral("DELETE FROM read_state WHERE message_id = ? AND person = ?"),
                            {id.value, person});
        if (first)
            if (auto queued = RemoteOps(m_session).enqueue(id, QStringLiteral("seen"), true); !queued)
                return queued;
        if (changed == 0)
            continue;
        m_session.touch(Aggregate::Message, id);
        auto place
            = m_session.row(QStringLiteral("SELECT thread_id, incident_id FROM link WHERE message_id = ?"), {id.value});
        if (place) { // their unread counts
            m_session.touch(Aggregate::Thread, place->number());
            m_session.touch(Aggregate::Incident, place->number());
        }
    }
    return m_session.status();
}

Result<void> Messages::setTriage(MessageId id, Triage triage)
{
    const qint64 changed
        = m_session.run(QStringLiteral("UPDATE message SET triage = ? WHERE id = ?"), {toString(triage), id.value});
    if (changed == 0)
        return m_session.missing(QStringLiteral("message %1").arg(id.value));
    m_session.touch(Aggregate::Message, id);
    return m_session.status();
}

Result<QList<MailRow>> Messages::unmatched(const UnmatchedFilter &filter, std::optional<PageKey> before, int limit)
{
    QString condition = QStringLiteral("m.triage = ? AND m.direction = 'in' AND m.linked = 0");
    Binds binds{toString(filter.triage)};
    if (filter.triage != Triage::Junk) { // a bounce that fell into Junk is shown there
        condition += QStringLiteral(" AND m.machine = ?");
        binds << toBind(filter.machineMail);
    }
    if (before) {
        condition += QStringLiteral(" AND (m.arrived_at, m.id) < (?, ?)");
        binds << before->arrivedAt << before->id.value;
    }
    condition += QStringLiteral(" ORDER BY m.arrived_at DESC, m.id DESC LIMIT ?");
    binds << limit;
    return selectMailRows(m_session, filter.person, condition, binds);
}

Result<QList<MailRow>> Messages::list(std::optional<IncidentId> incident, const QString &person,
                                      std::optional<PageKey> before, int limit)
{
    QStringList conditions{QStringLiteral("1 = 1")};
    Binds binds;
    if (incident) {
        conditions << QStringLiteral("l.incident_id = ?");
        binds << incident->value;
    }
    if (before) {
        conditions << QStringLiteral("(m.arrived_at, m.id) < (?, ?)");
        binds << before->arrivedAt << before->id.value;
    }
    binds << limit;
    return selectMailRows(m_session, person,
                          conditions.join(QStringLiteral(" AND "))
                              + QStringLiteral(" ORDER BY m.arrived_at DESC, m.id DESC LIMIT ?"),
                          binds);
}

Result<int> Messages::unmatchedCount()
{
    const qint64 count = m_session.number(QStringLiteral("SELECT count(*) FROM message WHERE linked = 0 AND triage = ? "
                                                         "AND direction = 'in' AND machine = 0"),
                                          {toString(Triage::Unmatched)});
    return m_session.answer(static_cast<int>(count));
}

Result<Messages::Standing> Messages::standing(const QList<MessageId> &ids)
{
    Standing all;
    const QList<qint64> keys = valuesOf(ids);
    for (qsizetype from = 0; from < keys.size(); from += bindsForInMost) {
        const Binds binds = bindsForIn(keys, from);
        Rows rows = m_session.rows(QStringLiteral("SELECT linked, count(*) FROM message WHERE id IN (%1) AND "
                                                  "(linked = 1 OR (triage = ? AND direction = 'in' AND machine = 0)) "
                                                  "GROUP BY linked")
                                       .arg(placeholders(binds.size())),
                                   binds + Binds{toString(Triage::Unmatched)});
        for (Row &row : rows) {
            int &count = row.flag() ? all.linked : all.unmatched;
            count += row.integer();
        }
    }
    return m_session.answer(all);
}

} // namespace liaison::store
