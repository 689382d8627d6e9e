#include "core/store/mailbox_move.h"

#include "core/store/facts_json.h"
#include "core/store/messages.h"
#include "core/store/session.h"

namespace liaison::store {

namespace {

constexpr qsizetype idsAStatement = 200;

} // namespace

Result<QList<PlacedCopy>> MailboxMove::copies(FolderId folder)
{
    Rows rows = m_session.rows(
        QStringLiteral("SELECT c.id, m.message_id_header, c.internal_date, c.seen FROM message_copy c "
                       "JOIN message m ON m.id = c.message_id "
                       "WHERE c.folder_id = ? AND c.remote_id IS NOT NULL AND c.vanished_at IS NULL ORDER BY c.id"),
        {folder.value});
    QList<PlacedCopy> copies;
    copies.reserve(rows.size());
    for (Row &row : rows) {
        PlacedCopy copy;
        copy.id = row.number();
        copy.messageIdHeader = row.text();
        copy.internalDate = row.number();
        copy.seen = row.flag();
        copies.append(copy);
    }
    return m_session.answer(copies);
}

Result<void> MailboxMove::moveFolder(FolderId folder, const domain::RemoteFolder &there, const QByteArray &cursor,
                                     const QList<NewId> &ids)
{
    m_session.run(QStringLiteral("UPDATE folder SET remote_id = ?, sync_cursor = ? WHERE id = ?"),
                  {there.remoteId, cursor, folder.value});
    if (auto done = Messages(m_session).forgetRemoteIds(folder); !done)
        return done;
    for (qsizetype from = 0; from < ids.size(); from += idsAStatement) {
        const qsizetype count = std::min(ids.size() - from, idsAStatement);
        QStringList places;
        Binds binds;
        for (qsizetype i = from; i < from + count; ++i) {
            places << QStringLiteral("(CAST(? AS BIGINT), CAST(? AS TEXT), CAST(? AS BIGINT))");
            binds << ids.at(i).copy << ids.at(i).remoteId << toBind(ids.at(i).seen);
        }
        m_session.run(
            QStringLiteral("UPDATE message_copy SET remote_id = t.column2, seen = t.column3 FROM (VALUES %1) AS t "
                           "WHERE message_copy.id = t.column1")
                .arg(places.join(QLatin1Char(','))),
            binds);
    }
    return m_session.status();
}

Result<void> MailboxMove::leaveFolder(FolderId folder)
{
    // The old id means nothing on the new way, and must not meet one that does.
    m_session.run(QStringLiteral("UPDATE folder SET remote_id = ?, sync_cursor = ?, vanished = 1 WHERE id = ?"),
                  {QStringLiteral("left:%1").arg(folder.value), QByteArray(""), folder.value});
    return Messages(m_session).forgetRemoteIds(folder);
}

} // namespace liaison::store
