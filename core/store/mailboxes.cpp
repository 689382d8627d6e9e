#include "core/store/mailboxes.h"

#include "core/domain/address.h"
#include "core/store/facts_json.h"
#include "core/store/role_rights.h"
#include "core/store/session.h"

#include <QJsonDocument>

namespace liaison::store {

namespace {

QString columns()
{
    return QStringLiteral("SELECT id, uuid, address, display_name, enabled, feed_wanted, inbound, outbound, "
                          "fetch_since, poll_seconds, verbose_log, created_at, updated_at FROM mailbox ");
}

QString endpointText(const domain::Endpoint &endpoint)
{
    return QString::fromUtf8(QJsonDocument(domain::toJson(endpoint)).toJson(QJsonDocument::Compact));
}

domain::Endpoint endpointFrom(const QString &text)
{
    return domain::endpointFromJson(QJsonDocument::fromJson(text.toUtf8()).object()).value_or(domain::Endpoint());
}

domain::Mailbox mailboxFrom(Row &row)
{
    domain::Mailbox mailbox;
    mailbox.id = row.id<MailboxId>();
    mailbox.uuid = row.uuid();
    mailbox.address = row.text();
    mailbox.displayName = row.text();
    mailbox.enabled = row.flag();
    mailbox.feedWanted = row.flag();
    mailbox.inbound = endpointFrom(row.text());
    mailbox.outbound = endpointFrom(row.text());
    mailbox.fetchSince = row.number();
    mailbox.pollSeconds = row.integer();
    mailbox.verboseUntil = row.number(); // 1, of older versions, is long ago
    mailbox.createdAt = row.number();
    mailbox.updatedAt = row.number();
    return mailbox;
}

Binds values(const domain::Mailbox &mailbox)
{
    return {mailbox.address,
            indexKey(domain::normalisedAddress(mailbox.address)),
            mailbox.displayName,
            toBind(mailbox.enabled),
            toBind(mailbox.feedWanted),
            endpointText(mailbox.inbound),
            endpointText(mailbox.outbound),
            mailbox.fetchSince,
            mailbox.pollSeconds,
            mailbox.verboseUntil,
            mailbox.updatedAt};
}

} // namespace

Result<domain::Mailbox> Mailboxes::save(domain::Mailbox mailbox)
{
    const QString address = indexKey(domain::normalisedAddress(mailbox.address));
    auto other = m_session.row(QStringLiteral("SELECT id, removed_at FROM mailbox WHERE address_norm = ? AND id <> ?"),
                               {address, mailbox.id.value});
    if (other) {
        const MailboxId id = other->id<MailboxId>();
        const bool removed = other->number() != 0;
        if (!removed || mailbox.id)
            return fail(ErrorKind::AlreadyExists, QStringLiteral("another mailbox has this address"));
        mailbox.id = id;
        mailbox.uuid = revive(id, mailbox.uuid);
    }
    mailbox.updatedAt = qMax(m_session.now(), mailbox.updatedAt + 1); // each change has a time of its own
    if (mailbox.id.isNull()) {
        // The vault's key is made of the UUID, so a secret may have been put away under it before.
        if (mailbox.uuid.isNull())
            mailbox.uuid = newUuid(m_session.now());
        mailbox.createdAt = mailbox.updatedAt;
        mailbox.id = {m_session.number(
            QStringLiteral("INSERT INTO mailbox (address, address_norm, display_name, enabled, feed_wanted, inbound, "
                           "outbound, fetch_since, poll_seconds, verbose_log, updated_at, uuid, created_at) "
                           "VALUES (%1) RETURNING id")
                .arg(placeholders(13)),
            values(mailbox) + Binds{toBind(mailbox.uuid), mailbox.createdAt})};
    } else {
        const qint64 changed = m_session.run(
            QStringLiteral("UPDATE mailbox SET address = ?, address_norm = ?, display_name = ?, enabled = ?, "
                           "feed_wanted = ?, inbound = ?, outbound = ?, fetch_since = ?, poll_seconds = ?, "
                           "verbose_log = ?, updated_at = ? WHERE id = ? AND removed_at = 0"),
            values(mailbox) + Binds{mailbox.id.value});
        if (changed == 0)
            return m_session.missing(QStringLiteral("mailbox %1").arg(mailbox.id.value));
    }
    m_session.touch(Aggregate::Mailbox, mailbox.id);
    return m_session.answer(mailbox);
}

QUuid Mailboxes::revive(MailboxId id, const QUuid &uuid)
{
    // A secret may have been put away under the new UUID already.
    if (!uuid.isNull())
        m_session.run(QStringLiteral("UPDATE mailbox SET uuid = ? WHERE id = ?"), {toBind(uuid), id.value});
    m_session.run(QStringLiteral("UPDATE mailbox SET removed_at = 0 WHERE id = ?"), {id.value});
    auto row = m_session.row(QStringLiteral("SELECT uuid FROM mailbox WHERE id = ?"), {id.value});
    return row ? row->uuid() : QUuid();
}

Result<void> Mailboxes::remove(MailboxId id)
{
    // It would be stranded, and leave at once should the address be connected again.
    if (m_session.number(
            QStringLiteral("SELECT count(*) FROM outbox WHERE mailbox_id = ? AND state IN ('queued', 'sending')"),
            {id.value})
        > 0)
        return fail(ErrorKind::Conflict, QStringLiteral("mail waits in the outbox of mailbox %1").arg(id.value));
    if (m_session.run(QStringLiteral("UPDATE mailbox SET removed_at = ?, enabled = 0, feed_wanted = 0 "
                                     "WHERE id = ? AND removed_at = 0"),
                      {m_session.now(), id.value})
        == 0)
        return m_session.missing(QStringLiteral("mailbox %1").arg(id.value));
    m_session.touch(Aggregate::Mailbox, id);
    return m_session.status();
}

Result<void> Mailboxes::setFeedWanted(MailboxId id, bool wanted)
{
    if (m_session.run(QStringLiteral("UPDATE mailbox SET feed_wanted = ? WHERE id = ? AND removed_at = 0"),
                      {toBind(wanted), id.value})
        == 0)
        return m_session.missing(QStringLiteral("mailbox %1").arg(id.value));
    m_session.touch(Aggregate::Mailbox, id);
    return m_session.status();
}

Result<domain::Mailbox> Mailboxes::beginAnew(MailboxId id)
{
    const UtcMs now = m_session.now();
    if (m_session.run(QStringLiteral("UPDATE mailbox SET updated_at = CASE WHEN updated_at < ? THEN ? "
                                     "ELSE updated_at + 1 END WHERE id = ? AND removed_at = 0"),
                      {now, now, id.value})
        == 0)
        return m_session.missing(QStringLiteral("mailbox %1").arg(id.value));
    m_session.touch(Aggregate::Mailbox, id);
    return find(id);
}

Result<domain::Mailbox> Mailboxes::find(MailboxId id)
{
    auto row = m_session.row(columns() + QStringLiteral("WHERE id = ?"), {id.value});
    if (!row)
        return m_session.missing(QStringLiteral("mailbox %1").arg(id.value));
    return mailboxFrom(*row);
}

Result<QList<domain::Mailbox>> Mailboxes::list()
{
    Rows rows = m_session.rows(columns() + QStringLiteral("WHERE removed_at = 0 ORDER BY id"));
    QList<domain::Mailbox> mailboxes;
    for (Row &row : rows)
        mailboxes.append(mailboxFrom(row));
    return m_session.answer(mailboxes);
}

Result<QList<domain::Mailbox>> Mailboxes::listVisible()
{
    const auto all = RoleRights(m_session).mayViewConfigurations();
    if (!all)
        return fail(all.error());
    if (*all)
        return list();
    Rows rows = m_session.rows(
        QStringLiteral("SELECT id, uuid, address, display_name, enabled, feed_wanted, '', '', fetch_since, "
                       "poll_seconds, verbose_log, created_at, updated_at FROM mailbox "
                       "WHERE removed_at = 0 ORDER BY id"));
    QList<domain::Mailbox> mailboxes;
    for (Row &row : rows) {
        mailboxes.append(mailboxFrom(row));
        mailboxes.last().endpointsHidden = true;
    }
    return m_session.answer(mailboxes);
}

Result<QStringList> Mailboxes::ownAddresses()
{
    Rows rows = m_session.rows(QStringLiteral("SELECT address_norm FROM mailbox ORDER BY id"));
    QStringList addresses;
    for (Row &row : rows)
        addresses.append(row.text());
    return m_session.answer(addresses);
}

} // namespace liaison::store
