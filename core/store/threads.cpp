#include "core/store/threads.h"

#include "core/domain/outbox.h"
#include "core/store/message_rows.h"
#include "core/store/search_index.h"
#include "core/store/session.h"

namespace liaison::store {

namespace {

QString threadColumns()
{
    return QStringLiteral("t.id, t.uuid, t.incident_id, t.business_unit_id, t.title, t.waiting, t.assigned_to, "
                          "t.created_at, t.last_at");
}

domain::Thread threadFrom(Row &row)
{
    domain::Thread thread;
    thread.id = row.id<ThreadId>();
    thread.uuid = row.uuid();
    thread.incident = row.id<IncidentId>();
    thread.businessUnit = row.id<BusinessUnitId>();
    thread.title = row.text();
    thread.waiting = domain::waitingFrom(row.text());
    thread.assignedTo = row.text();
    thread.createdAt = row.number();
    thread.lastAt = row.number();
    return thread;
}

/// A subquery over the thread's mails.
QString ofMails(const QString &what, const QString &condition)
{
    return QStringLiteral("(SELECT %1 FROM link l JOIN message m ON m.id = l.message_id "
                          "LEFT JOIN outbox o ON o.message_id = m.id WHERE l.thread_id = t.id AND %2)")
        .arg(what, condition);
}

QString unreadCondition()
{
    return QStringLiteral("m.direction = 'in' AND m.machine = 0 AND NOT EXISTS "
                          "(SELECT 1 FROM read_state s WHERE s.message_id = m.id AND s.person = ?)");
}

QString lastMail(const QString &what)
{
    return QStringLiteral("(SELECT %1 FROM link l JOIN message m ON m.id = l.message_id WHERE l.thread_id = t.id "
                          "ORDER BY m.arrived_at DESC, m.id DESC LIMIT 1)")
        .arg(what);
}

/// What makes a line of the list beside the thread itself; binds: person, person, three outbox states, two again.
QString lineColumns()
{
    const QString one = QStringLiteral("count(*)");
    return QStringList{
        QStringLiteral("coalesce(u.title, '')"),
        lastMail(QStringLiteral("CASE WHEN m.from_name <> '' THEN m.from_name ELSE m.from_address END")),
        lastMail(QStringLiteral("m.snippet")),
        ofMails(one, QStringLiteral("m.machine = 0")),
        ofMails(one, unreadCondition()),
        ofMails(one, QStringLiteral("m.machine = 1")),
        ofMails(one, QStringLiteral("m.attachments > 0")),
        ofMails(one, QStringLiteral("l.outsider = 1")),
        // worst first: failed, uncertain, delayed, queued
        ofMails(QStringLiteral("coalesce(max(CASE WHEN o.state = ? OR m.delivery = 'failed' THEN 4 "
                               "WHEN o.state = ? THEN 3 WHEN m.delivery = 'delayed' THEN 2 "
                               "WHEN o.state IN (?, ?) THEN 1 ELSE 0 END), 0)"),
                QStringLiteral("m.direction = 'out'")),
        QStringLiteral("(SELECT count(*) FROM draft d WHERE d.thread_id = t.id AND d.person = ?)"),
    }
        .join(QStringLiteral(", "));
}

Binds lineBinds(const QString &person)
{
    return {person,
            domain::toString(domain::OutboxState::Failed),
            domain::toString(domain::OutboxState::Uncertain),
            domain::toString(domain::OutboxState::Queued),
            domain::toString(domain::OutboxState::Sending),
            person};
}

ThreadRow lineFrom(Row &row)
{
    static const QStringList deliveries{QString(), QStringLiteral("queued"), QStringLiteral("delayed"),
                                        QStringLiteral("uncertain"), QStringLiteral("failed")};
    ThreadRow line;
    line.thread = threadFrom(row);
    line.businessUnitTitle = row.text();
    line.lastSender = row.text();
    line.snippet = row.text();
    line.mails = row.integer();
    line.unread = row.integer();
    line.automatic = row.integer();
    line.attachments = row.integer() > 0;
    line.outsider = row.integer() > 0;
    line.worstDelivery = deliveries.value(row.integer());
    line.draft = row.integer() > 0;
    return line;
}

/// Writes one column and notes the change.
Result<void> setColumn(Session &session, ThreadId id, const QString &column, const QVariant &value)
{
    Rows rows = session.rows(QStringLiteral("UPDATE thread SET %1 = ? WHERE id = ? RETURNING incident_id").arg(column),
                             {value, id.value});
    if (rows.isEmpty())
        return session.missing(QStringLiteral("thread %1").arg(id.value));
    session.touch(Aggregate::Thread, id);
    session.touch(Aggregate::Incident, rows.first().number());
    return session.status();
}

} // namespace

Result<domain::Thread> Threads::create(domain::Thread thread)
{
    thread.uuid = newUuid(m_session.now());
    thread.createdAt = m_session.now();
    thread.lastAt = thread.createdAt;
    thread.id = {m_session.number(
        QStringLiteral("INSERT INTO thread (uuid, incident_id, business_unit_id, title, waiting, assigned_to, "
                       "created_at, last_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id"),
        {toBind(thread.uuid), thread.incident.value, toBind(thread.businessUnit), thread.title,
         domain::toString(thread.waiting), thread.assignedTo, thread.createdAt, thread.lastAt})};
    m_session.touch(Aggregate::Thread, thread.id);
    m_session.touch(Aggregate::Incident, thread.incident);
    return m_session.answer(thread);
}

Result<domain::Thread> Threads::find(ThreadId id)
{
    auto row = m_session.row(QStringLiteral("SELECT %1 FROM thread t WHERE t.id = ?").arg(threadColumns()), {id.value});
    if (!row)
        return m_session.missing(QStringLiteral("thread %1").arg(id.value));
    return threadFrom(*row);
}

Result<QList<ThreadRow>> Threads::list(const ThreadFilter &filter, int limit)
{
    // A thread without mails is one that was merged away, or is still being written.
    QStringList conditions{QStringLiteral("t.incident_id = ?"),
                           QStringLiteral("EXISTS (SELECT 1 FROM link l WHERE l.thread_id = t.id)")};
    Binds binds{filter.incident.value};
    if (filter.businessUnit) {
        conditions << QStringLiteral("t.business_unit_id = ?");
        binds << filter.businessUnit->value;
    }
    if (filter.waiting) {
        conditions << QStringLiteral("t.waiting = ?");
        binds << domain::toString(*filter.waiting);
    }
    if (filter.unreadOnly) {
        conditions << ofMails(QStringLiteral("count(*)"), unreadCondition()) + QStringLiteral(" > 0");
        binds << filter.person;
    }
    if (filter.attachmentsOnly)
        conditions << ofMails(QStringLiteral("count(*)"), QStringLiteral("m.attachments > 0")) + QStringLiteral(" > 0");
    if (!filter.text.trimmed().isEmpty()) {
        const auto text = textCondition(m_session, filter.text);
        if (!text)
            return QList<ThreadRow>();
        conditions << ofMails(QStringLiteral("count(*)"), text->sql) + QStringLiteral(" > 0");
        binds << text->bind;
    }
    binds << limit;
    Rows rows = m_session.rows(QStringLiteral("SELECT %1, %2 FROM thread t LEFT JOIN business_unit u "
                                              "ON u.id = t.business_unit_id WHERE %3 "
                                              "ORDER BY t.last_at DESC, t.id DESC LIMIT ?")
                                   .arg(threadColumns(), lineColumns(), conditions.join(QStringLiteral(" AND "))),
                               lineBinds(filter.person) + binds);
    QList<ThreadRow> lines;
    for (Row &row : rows)
        lines.append(lineFrom(row));
    return m_session.answer(lines);
}

Result<QList<MailRow>> Threads::mails(ThreadId id, const QString &person)
{
    return selectMailRows(m_session, person, QStringLiteral("l.thread_id = ? ORDER BY m.arrived_at, m.id"), {id.value});
}

Result<QStringList> Threads::participants(ThreadId id)
{
    // A sender nobody accepted yet is in the thread, but not of it.
    Rows rows = m_session.rows(QStringLiteral("SELECT DISTINCT a.norm FROM message_address a "
                                              "JOIN link l ON l.message_id = a.message_id "
                                              "WHERE l.thread_id = ? AND l.outsider = 0 AND a.norm <> '' "
                                              "AND a.field IN ('from', 'to', 'cc', 'bcc') ORDER BY a.norm"),
                               {id.value});
    QStringList people;
    for (Row &row : rows)
        people.append(row.text());
    return m_session.answer(people);
}

Result<void> Threads::setWaiting(ThreadId id, domain::Waiting waiting)
{
    return setColumn(m_session, id, QStringLiteral("waiting"), domain::toString(waiting));
}

Result<void> Threads::setBusinessUnit(ThreadId id, BusinessUnitId unit)
{
    return setColumn(m_session, id, QStringLiteral("business_unit_id"), toBind(unit));
}

Result<void> Threads::assign(ThreadId id, const QString &person)
{
    return setColumn(m_session, id, QStringLiteral("assigned_to"), person);
}

Result<void> Threads::merge(ThreadId into, ThreadId from)
{
    if (into == from)
        return fail(ErrorKind::InvalidInput, QStringLiteral("a thread cannot be merged into itself"));
    const auto target = find(into);
    const auto source = find(from);
    if (!target || !source)
        return fail(!target ? target.error() : source.error());
    if (target->incident != source->incident)
        return fail(ErrorKind::InvalidInput, QStringLiteral("the threads are of two incidents"));
    Rows moved
        = m_session.rows(QStringLiteral("UPDATE link SET thread_id = ? WHERE thread_id = ? RETURNING message_id"),
                         {into.value, from.value});
    for (Row &row : moved)
        m_session.touch(Aggregate::Message, row.number());
    for (const char *table : {"own_message_id", "outbox", "draft"})
        m_session.run(QStringLiteral("UPDATE %1 SET thread_id = ? WHERE thread_id = ?").arg(QLatin1String(table)),
                      {into.value, from.value});
    m_session.run(QStringLiteral("UPDATE thread SET merged_into = ? WHERE id = ?"), {into.value, from.value});
    m_session.run(QStringLiteral("UPDATE thread SET last_at = ? WHERE id = ?"),
                  {qMax(target->lastAt, source->lastAt), into.value});
    m_session.touch(Aggregate::Thread, into);
    m_session.touch(Aggregate::Thread, from);
    m_session.touch(Aggregate::Incident, target->incident);
    return m_session.status();
}

} // namespace liaison::store
