#include "core/store/feed_states.h"

#include "core/domain/mailbox.h"
#include "core/store/session.h"

namespace liaison::store {

Result<void> FeedStates::note(const FeedStateRow &row)
{
    m_session.run(QStringLiteral("INSERT INTO feed_state (mailbox_id, state, error, error_words, last_success_at, "
                                 "next_try_at, token_expires_at, certificate_expires_at, host, pid, updated_at) "
                                 "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
                                 "ON CONFLICT (mailbox_id) DO UPDATE SET state = excluded.state, "
                                 "error = excluded.error, error_words = excluded.error_words, "
                                 "last_success_at = excluded.last_success_at, next_try_at = excluded.next_try_at, "
                                 "token_expires_at = excluded.token_expires_at, "
                                 "certificate_expires_at = excluded.certificate_expires_at, "
                                 "host = excluded.host, pid = excluded.pid, updated_at = excluded.updated_at"),
                  {row.mailbox.value, domain::toString(row.state), row.error, row.errorWords, row.lastSuccessAt,
                   row.nextTryAt, row.tokenExpiresAt, row.certificateExpiresAt, row.host, row.pid, m_session.now()});
    return m_session.status();
}

Result<std::optional<FeedStateRow>> FeedStates::find(MailboxId mailbox)
{
    auto found = m_session.row(
        QStringLiteral(
            "SELECT state, error, error_words, last_success_at, next_try_at, "
            "token_expires_at, certificate_expires_at, host, pid, updated_at FROM feed_state WHERE mailbox_id = ?"),
        {mailbox.value});
    if (!found)
        return m_session.answer(std::optional<FeedStateRow>());
    FeedStateRow row;
    row.mailbox = mailbox;
    row.state = domain::feedStateFrom(found->text()).value_or(domain::FeedState::Stopped);
    row.error = found->text();
    row.errorWords = found->text();
    row.lastSuccessAt = found->number();
    row.nextTryAt = found->number();
    row.tokenExpiresAt = found->number();
    row.certificateExpiresAt = found->number();
    row.host = found->text();
    row.pid = found->number();
    row.updatedAt = found->number();
    return m_session.answer(std::optional<FeedStateRow>(row));
}

} // namespace liaison::store
