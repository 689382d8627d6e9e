#include "core/store/outbox.h"
#include "core/store/session.h"

namespace liaison::store {

namespace {

constexpr QLatin1String answered("answered");
constexpr QLatin1String answeredToAll("answered-to-all");

} // namespace

Result<void> RemoteOps::enqueue(MessageId message, const QString &flag, bool on)
{
    // Live copies only; \Seen not where the server has it already.
    const bool onlyUnseen = flag == QLatin1String("seen") && on;
    Rows copies = m_session.rows(QStringLiteral("SELECT id FROM message_copy WHERE message_id = ? "
                                                "AND remote_id IS NOT NULL AND vanished_at IS NULL AND seen <= ?"),
                                 {message.value, onlyUnseen ? 0 : 1});
    for (Row &copy : copies) {
        const qint64 copyId = copy.number();
        // The last word counts: what was queued for this flag before is replaced.
        const QString other = flag == answered ? QString(answeredToAll)
            : flag == answeredToAll            ? QString(answered)
                                               : flag;
        m_session.run(
            QStringLiteral("DELETE FROM remote_op WHERE copy_id = ? AND flag IN (?, ?) AND state = 'pending'"),
            {copyId, flag, other});
        m_session.run(QStringLiteral("INSERT INTO remote_op (copy_id, flag, wanted, state, created_at) "
                                     "VALUES (?, ?, ?, 'pending', ?)"),
                      {copyId, flag, toBind(on), m_session.now()});
    }
    m_session.touch(Aggregate::Message, message);
    return m_session.status();
}

Result<QList<RemoteOp>> RemoteOps::pending(MailboxId mailbox, int limit)
{
    Rows rows = m_session.rows(
        QStringLiteral("SELECT r.id, c.folder_id, c.remote_id, r.flag, r.wanted, r.attempts FROM remote_op r "
                       "JOIN message_copy c ON c.id = r.copy_id JOIN folder f ON f.id = c.folder_id "
                       "WHERE r.state = 'pending' AND f.mailbox_id = ? AND c.remote_id IS NOT NULL "
                       "AND c.vanished_at IS NULL ORDER BY r.attempts, r.id LIMIT ?"),
        {mailbox.value, limit});
    QList<RemoteOp> operations;
    for (Row &row : rows) {
        RemoteOp operation;
        operation.id = row.number();
        operation.folder = row.id<FolderId>();
        operation.remoteId = row.text();
        operation.flag = row.text();
        operation.on = row.flag();
        operation.attempts = row.integer();
        operations.append(operation);
    }
    return m_session.answer(operations);
}

Result<void> RemoteOps::done(qint64 id)
{
    auto row
        = m_session.row(QStringLiteral("DELETE FROM remote_op WHERE id = ? RETURNING copy_id, flag, wanted"), {id});
    if (!row)
        return m_session.status(); // replaced by a later wish meanwhile
    const qint64 copyId = row->number();
    const QString flag = row->text();
    if (flag == QLatin1String("seen"))
        m_session.run(QStringLiteral("UPDATE message_copy SET seen = ? WHERE id = ?"), {row->number(), copyId});
    else if (flag == answered || flag == answeredToAll)
        m_session.run(QStringLiteral("UPDATE message_copy SET answered = ? WHERE id = ?"), {row->number(), copyId});
    return m_session.status();
}

Result<void> RemoteOps::failed(qint64 id, const QString &error, bool giveUp)
{
    m_session.run(
        QStringLiteral("UPDATE remote_op SET attempts = attempts + 1, last_error = ?, state = ? WHERE id = ?"),
        {error, giveUp ? QStringLiteral("failed") : QStringLiteral("pending"), id});
    return m_session.status();
}

} // namespace liaison::store
