#include "core/store/feed_requests.h"

#include "core/store/session.h"

namespace liaison::store {

namespace {

QString nameOf(FeedAsk what)
{
    switch (what) {
    case FeedAsk::GetMail:
        return QStringLiteral("get-mail");
    }
    return {};
}

} // namespace

Result<void> FeedRequests::ask(MailboxId mailbox, FeedAsk what, const domain::Actor &actor)
{
    m_session.run(QStringLiteral("INSERT INTO feed_request (mailbox_id, kind, person, asked_from, asked_at) "
                                 "VALUES (?, ?, ?, ?, ?) ON CONFLICT (mailbox_id, kind) DO UPDATE SET "
                                 "person = excluded.person, asked_from = excluded.asked_from, "
                                 "asked_at = excluded.asked_at, taken_at = 0, host = '', pid = 0"),
                  {mailbox.value, nameOf(what), actor.person, actor.host, m_session.databaseNow()});
    m_session.touch(Aggregate::Mailbox, mailbox);
    return m_session.status();
}

Result<bool> FeedRequests::take(const Lease &lease, FeedAsk what)
{
    if (const auto current = Leases(m_session).verify(lease); !current)
        return fail(current.error());
    const qint64 taken
        = m_session.run(QStringLiteral("UPDATE feed_request SET taken_at = ?, host = ?, pid = ? "
                                       "WHERE mailbox_id = ? AND kind = ? AND taken_at = 0"),
                        {m_session.databaseNow(), lease.host, lease.pid, lease.mailbox.value, nameOf(what)});
    return m_session.answer(taken > 0);
}

Result<std::optional<FeedRequest>> FeedRequests::find(MailboxId mailbox, FeedAsk what)
{
    auto row = m_session.row(QStringLiteral("SELECT person, asked_from, asked_at, taken_at, host, pid "
                                            "FROM feed_request WHERE mailbox_id = ? AND kind = ?"),
                             {mailbox.value, nameOf(what)});
    if (!row)
        return m_session.answer(std::optional<FeedRequest>());
    FeedRequest request;
    request.mailbox = mailbox;
    request.person = row->text();
    request.askedFrom = row->text();
    request.askedAt = row->number();
    request.takenAt = row->number();
    request.host = row->text();
    request.pid = row->number();
    return m_session.answer(std::optional<FeedRequest>(request));
}

} // namespace liaison::store
