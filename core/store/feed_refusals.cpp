#include "core/store/feed_refusals.h"

#include "core/base/log.h"
#include "core/store/session.h"

#include <QCoreApplication>

namespace liaison::store {

Result<void> FeedRefusals::note(const FeedRefusal &refusal)
{
    constexpr qsizetype mostWords = 500;
    m_session.run(
        QStringLiteral("INSERT INTO feed_refusal (mailbox_id, settings_at, at, error_log, server_words, host, pid) "
                       "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (mailbox_id) DO UPDATE SET "
                       "settings_at = excluded.settings_at, at = excluded.at, error_log = excluded.error_log, "
                       "server_words = excluded.server_words, host = excluded.host, pid = excluded.pid"),
        {refusal.mailbox.value, refusal.settingsAt, m_session.now(), redacted(refusal.log).left(mostWords),
         redacted(refusal.serverWords).left(mostWords), refusal.host, QCoreApplication::applicationPid()});
    return m_session.status();
}

Result<std::optional<FeedRefusal>> FeedRefusals::current(MailboxId mailbox)
{
    auto row = m_session.row(QStringLiteral("SELECT r.settings_at, r.at, r.error_log, r.server_words, r.host, r.pid "
                                            "FROM feed_refusal r JOIN mailbox b ON b.id = r.mailbox_id "
                                            "WHERE r.mailbox_id = ? AND r.settings_at = b.updated_at"),
                             {mailbox.value});
    if (!row)
        return m_session.answer(std::optional<FeedRefusal>());
    FeedRefusal refusal;
    refusal.mailbox = mailbox;
    refusal.settingsAt = row->number();
    refusal.at = row->number();
    refusal.log = row->text();
    refusal.serverWords = row->text();
    refusal.host = row->text();
    refusal.pid = row->number();
    return m_session.answer(std::optional<FeedRefusal>(refusal));
}

} // namespace liaison::store
