#include "core/store/feed_places.h"

#include "core/store/leases.h"
#include "core/store/session.h"

namespace liaison::store {

Result<void> FeedPlaces::note(MailboxId mailbox, const FeedPlace &place)
{
    m_session.run(QStringLiteral("INSERT INTO feed_place (mailbox_id, holder, host, pid) VALUES (?, ?, ?, ?) "
                                 "ON CONFLICT (mailbox_id) DO UPDATE SET holder = excluded.holder, "
                                 "host = excluded.host, pid = excluded.pid"),
                  {mailbox.value, place.holder, place.host, place.pid});
    return m_session.status();
}

Result<void> FeedPlaces::noteFirst(MailboxId mailbox, const FeedPlace &place)
{
    m_session.run(QStringLiteral("INSERT INTO feed_place (mailbox_id, holder, host, pid) VALUES (?, ?, ?, ?) "
                                 "ON CONFLICT (mailbox_id) DO NOTHING"),
                  {mailbox.value, place.holder, place.host, place.pid});
    return m_session.status();
}

Result<std::optional<FeedPlace>> FeedPlaces::find(MailboxId mailbox)
{
    const auto lease = Leases(m_session).holder(mailbox);
    if (!lease)
        return fail(lease.error());
    FeedPlace place;
    if (*lease) {
        place.holder = (*lease)->holder;
        place.host = (*lease)->host;
        place.pid = (*lease)->pid;
        place.holds = true;
        return m_session.answer(std::optional<FeedPlace>(place));
    }
    auto row = m_session.row(QStringLiteral("SELECT holder, host, pid FROM feed_place WHERE mailbox_id = ?"),
                             {mailbox.value});
    if (!row)
        return m_session.answer(std::optional<FeedPlace>());
    place.holder = row->text();
    place.host = row->text();
    place.pid = row->number();
    return m_session.answer(std::optional<FeedPlace>(place));
}

} // namespace liaison::store
