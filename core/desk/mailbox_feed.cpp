// MailboxDesk: what a person asks of a feed that is started. See mailbox_desk.h.
#include "core/base/and_then.h"
#include "core/desk/mailbox_desk.h"
#include "core/desk/then.h"
#include "core/feed/engine.h"
#include "core/store/audit_log.h"
#include "core/store/feed_overview.h"
#include "core/store/feed_requests.h"
#include "core/store/mailboxes.h"
#include "core/store/store.h"

#include <QDateTime>
#include <QJsonArray>

namespace liaison::desk {

using namespace Qt::StringLiterals;

namespace {

QJsonValue dayOf(UtcMs at)
{
    if (at <= 0)
        return QJsonValue::Null;
    return QDateTime::fromMSecsSinceEpoch(at, Qt::UTC).date().toString(Qt::ISODate);
}

} // namespace

Future<void> MailboxDesk::getMail(MailboxId id)
{
    const QString own = m_context.engine ? m_context.engine->holder() : QString();
    const auto ask = [id, own, actor = m_context.actor](store::Session &session) -> Result<bool> {
        const auto holder = store::Leases(session).holder(id);
        if (!holder)
            return fail(holder.error());
        if (!*holder || (*holder)->holder == own)
            return true;
        const auto asked = store::FeedRequests(session).ask(id, store::FeedAsk::GetMail, actor);
        return asked ? Result<bool>(false) : fail(asked.error());
    };
    return andThen<void>(m_context.store, m_context.store->write(ask), [engine = m_context.engine, id](bool ours) {
        if (ours && engine)
            engine->syncNow(id);
        return readyFuture<void>(Result<void>());
    });
}

Future<void> MailboxDesk::tryAgain(MailboxId id)
{
    const Future<void> noted
        = m_context.store->write([id, actor = m_context.actor](store::Session &session) -> Result<void> {
              const auto saved = store::Mailboxes(session).beginAnew(id); // its time of change tells the feeds
              if (!saved)
                  return fail(saved.error());
              return store::AuditLog(session).append(actor, u"mailbox.try-again"_s, saved->address);
          });
    return afterSuccess<void>(m_context.store, noted, [engine = m_context.engine, id] {
        if (engine)
            engine->reload(id);
    });
}

Future<void> MailboxDesk::noteSecretExpiry(MailboxId id, UtcMs goodUntil)
{
    return m_context.store->write([id, goodUntil, actor = m_context.actor](store::Session &session) -> Result<void> {
        const auto mailbox = store::Mailboxes(session).find(id);
        if (!mailbox)
            return fail(mailbox.error());
        store::Settings settings(session);
        const QString key = store::secretExpiryKey(*mailbox);
        const auto before = settings.value(key);
        auto set = before ? settings.setValue(key, QString::number(goodUntil)) : fail(before.error());
        if (!set)
            return set;
        return store::AuditLog(session).append(
            actor, u"mailbox.secret-expiry"_s, mailbox->address,
            {{u"secretExpiry"_s, QJsonArray{dayOf(before->toLongLong()), dayOf(goodUntil)}}});
    });
}

} // namespace liaison::desk
