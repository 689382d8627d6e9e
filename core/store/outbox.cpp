#include "core/store/outbox.h"

#include "core/store/facts_json.h"
#include "core/store/sending_hold.h"
#include "core/store/session.h"

namespace liaison::store {

namespace {

QString columns()
{
    return QStringLiteral("SELECT id, uuid, mailbox_id, incident_id, thread_id, answers, is_forward, "
                          "message_id_header, subject, sender, recipients, pending, refused, state, sent_copy, "
                          "queued_at, not_before, sent_at, attempts, last_error, server_words, person FROM outbox ");
}

domain::OutboxMail mailFrom(Row &row)
{
    domain::OutboxMail mail;
    mail.id = row.id<OutboxId>();
    mail.uuid = row.uuid();
    mail.mailbox = row.id<MailboxId>();
    mail.incident = row.id<IncidentId>();
    mail.thread = row.id<ThreadId>();
    mail.answers = row.optionalId<MessageId>();
    mail.isForward = row.flag();
    mail.messageIdHeader = row.text();
    mail.subject = row.text();
    mail.sender = row.text();
    mail.recipients = listFromJsonText(row.text());
    mail.pending = listFromJsonText(row.text());
    mail.refused = listFromJsonText(row.text());
    mail.state = domain::outboxStateFrom(row.text()).value_or(domain::OutboxState::Uncertain);
    mail.copy = domain::sentCopyFrom(row.text()).value_or(domain::SentCopy::NotNeeded);
    mail.queuedAt = row.number();
    mail.notBefore = row.number();
    mail.sentAt = row.number();
    mail.attempts = row.integer();
    mail.lastError = row.text();
    mail.serverWords = row.text();
    mail.person = row.text();
    return mail;
}

QList<domain::OutboxMail> mailsFrom(Rows rows)
{
    QList<domain::OutboxMail> mails;
    for (Row &row : rows)
        mails.append(mailFrom(row));
    return mails;
}

QString state(domain::OutboxState value)
{
    return domain::toString(value);
}

/// A change of an outbox row shows in its mail, its thread and its incident's counts.
void touchAll(Session &session, OutboxId id)
{
    session.touch(Aggregate::Outbox, id);
    auto row
        = session.row(QStringLiteral("SELECT message_id, thread_id, incident_id FROM outbox WHERE id = ?"), {id.value});
    if (!row)
        return;
    session.touch(Aggregate::Message, row->number());
    session.touch(Aggregate::Thread, row->number());
    session.touch(Aggregate::Incident, row->number());
}

} // namespace

Result<domain::OutboxMail> Outbox::enqueue(domain::OutboxMail mail, MessageId message)
{
    mail.uuid = newUuid(m_session.now());
    mail.state = domain::OutboxState::Queued;
    mail.queuedAt = m_session.now();
    const Binds values{toBind(mail.uuid),
                       mail.mailbox.value,
                       toBind(mail.incident),
                       toBind(mail.thread),
                       message.value,
                       toBind(mail.answers),
                       toBind(mail.isForward),
                       indexKey(mail.messageIdHeader),
                       mail.subject,
                       mail.sender,
                       toJsonText(mail.recipients),
                       toJsonText(mail.pending),
                       toJsonText(mail.refused),
                       state(mail.state),
                       domain::toString(mail.copy),
                       mail.queuedAt,
                       mail.notBefore,
                       mail.sentAt,
                       mail.attempts,
                       mail.lastError,
                       mail.serverWords,
                       mail.person};
    mail.id = {m_session.number(
        QStringLiteral(
            "INSERT INTO outbox (uuid, mailbox_id, incident_id, thread_id, message_id, answers, is_forward, "
            "message_id_header, subject, sender, recipients, pending, refused, state, sent_copy, "
            "queued_at, not_before, sent_at, attempts, last_error, server_words, person) VALUES (%1) RETURNING id")
            .arg(placeholders(values.size())),
        values)};
    touchAll(m_session, mail.id);
    return m_session.answer(mail);
}

Result<domain::OutboxMail> Outbox::find(OutboxId id)
{
    auto row = m_session.row(columns() + QStringLiteral("WHERE id = ?"), {id.value});
    if (!row)
        return m_session.missing(QStringLiteral("outbox %1").arg(id.value));
    return mailFrom(*row);
}

Result<QList<domain::OutboxMail>> Outbox::list(bool withSent, int limit)
{
    Rows rows = withSent
        ? m_session.rows(columns() + QStringLiteral("ORDER BY queued_at DESC, id DESC LIMIT ?"), {limit})
        : m_session.rows(columns()
                             + QStringLiteral("WHERE state NOT IN (?, ?) ORDER BY queued_at DESC, id DESC LIMIT ?"),
                         {state(domain::OutboxState::Sent), state(domain::OutboxState::Cancelled), limit});
    return m_session.answer(mailsFrom(std::move(rows)));
}

Result<MessageId> Outbox::messageOf(OutboxId id)
{
    auto row = m_session.row(QStringLiteral("SELECT message_id FROM outbox WHERE id = ?"), {id.value});
    if (!row)
        return m_session.missing(QStringLiteral("outbox %1").arg(id.value));
    return row->id<MessageId>();
}

Result<std::optional<domain::OutboxMail>> Outbox::claim(MailboxId mailbox, const Lease &lease)
{
    // Lease and mark in one transaction: a process whose lease ran out never gets as far as the first byte.
    if (lease.mailbox != mailbox)
        return fail(ErrorKind::Busy, QStringLiteral("the lease is for another mailbox"));
    if (auto valid = Leases(m_session).verify(lease); !valid)
        return fail(valid.error());
    const Result<std::optional<SendingHold>> hold = SendingHolds(m_session).current();
    if (!hold)
        return fail(hold.error());
    if (*hold)
        return std::optional<domain::OutboxMail>();
    const OutboxId next{
        m_session.number(QStringLiteral("SELECT id FROM outbox WHERE mailbox_id = ? AND state = ? AND not_before <= ? "
                                        "ORDER BY not_before, id LIMIT 1"),
                         {mailbox.value, state(domain::OutboxState::Queued), m_session.databaseNow()})};
    if (next.isNull())
        return m_session.answer(std::optional<domain::OutboxMail>());
    m_session.run(
        QStringLiteral(
            "UPDATE outbox SET state = ?, attempts = attempts + 1, lease_epoch = ? WHERE id = ? AND state = ?"),
        {state(domain::OutboxState::Sending), lease.epoch, next.value, state(domain::OutboxState::Queued)});
    touchAll(m_session, next);
    auto claimed = find(next);
    if (!claimed)
        return fail(claimed.error());
    return std::optional<domain::OutboxMail>(*claimed);
}

Result<void> Outbox::tryNow(MailboxId mailbox)
{
    const UtcMs now = m_session.databaseNow();
    Rows rows = m_session.rows(QStringLiteral("UPDATE outbox SET not_before = ? WHERE mailbox_id = ? AND state = ? AND "
                                              "attempts > 0 AND not_before > ? RETURNING id"),
                               {now, mailbox.value, state(domain::OutboxState::Queued), now});
    for (Row &row : rows)
        touchAll(m_session, row.id<OutboxId>());
    return m_session.status();
}

Result<void> Outbox::tryNow(OutboxId id)
{
    const UtcMs now = m_session.databaseNow();
    const qint64 changed
        = m_session.run(QStringLiteral("UPDATE outbox SET not_before = CASE WHEN not_before > ? THEN ? ELSE not_before "
                                       "END WHERE id = ? AND state = ? AND attempts > 0"),
                        {now, now, id.value, state(domain::OutboxState::Queued)});
    if (!m_session.status())
        return m_session.status();
    if (changed == 0)
        return fail(ErrorKind::Conflict, QStringLiteral("outbox %1 does not wait for another try").arg(id.value));
    touchAll(m_session, id);
    return m_session.status();
}

Result<int> Outbox::recoverInterrupted(MailboxId mailbox, const Lease &lease)
{
    if (auto valid = Leases(m_session).verify(lease); !valid)
        return fail(valid.error());
    Rows rows = m_session.rows(
        QStringLiteral("UPDATE outbox SET state = ?, last_error = ? WHERE mailbox_id = ? AND state = ? RETURNING id"),
        {state(domain::OutboxState::Uncertain), errorKindName(ErrorKind::SendUncertain), mailbox.value,
         state(domain::OutboxState::Sending)});
    for (Row &row : rows)
        touchAll(m_session, row.id<OutboxId>());
    return m_session.answer(static_cast<int>(rows.size()));
}

Result<void> Outbox::settle(OutboxId id, domain::OutboxState from, const Outcome &outcome)
{
    if (!domain::mayBecome(from, outcome.to))
        return fail(ErrorKind::Conflict,
                    QStringLiteral("a mail cannot go from %1 to %2").arg(state(from), state(outcome.to)));
    const bool sent = outcome.to == domain::OutboxState::Sent;
    const QString onlyWhole
        = outcome.to == domain::OutboxState::Cancelled ? QStringLiteral(" AND pending = '[]'") : QString();
    const QString onlyClaim = outcome.epoch ? QStringLiteral(" AND lease_epoch = %1").arg(*outcome.epoch) : QString();
    const qint64 changed = m_session.run(
        QStringLiteral("UPDATE outbox SET state = ?, last_error = ?, server_words = ?, refused = ?, not_before = ?, "
                       "sent_at = CASE WHEN ? = 1 THEN ? ELSE sent_at END WHERE id = ? AND state = ?")
            + onlyWhole + onlyClaim,
        {state(outcome.to), outcome.error, outcome.serverWords, toJsonText(outcome.refused), outcome.notBefore,
         toBind(sent), m_session.now(), id.value, state(from)});
    if (changed > 0 && outcome.pending)
        m_session.run(QStringLiteral("UPDATE outbox SET pending = ? WHERE id = ?"),
                      {toJsonText(*outcome.pending), id.value});
    if (!m_session.status())
        return m_session.status();
    if (changed == 0)
        return fail(ErrorKind::Conflict, QStringLiteral("outbox %1 is not %2 any more").arg(id.value).arg(state(from)));
    touchAll(m_session, id);
    return outcome.copy ? setCopy(id, *outcome.copy) : m_session.status();
}

Result<QList<domain::OutboxMail>> Outbox::copiesToFile(MailboxId mailbox)
{
    Rows rows
        = m_session.rows(columns() + QStringLiteral("WHERE mailbox_id = ? AND state = ? AND sent_copy = ? ORDER BY id"),
                         {mailbox.value, state(domain::OutboxState::Sent), domain::toString(domain::SentCopy::Wanted)});
    return m_session.answer(mailsFrom(std::move(rows)));
}

Result<void> Outbox::setCopy(OutboxId id, domain::SentCopy copy)
{
    if (m_session.run(QStringLiteral("UPDATE outbox SET sent_copy = ? WHERE id = ?"),
                      {domain::toString(copy), id.value})
        == 0)
        return m_session.missing(QStringLiteral("outbox %1").arg(id.value));
    m_session.touch(Aggregate::Outbox, id);
    return m_session.status();
}

Result<std::optional<UtcMs>> Outbox::nextDue(MailboxId mailbox)
{
    const Result<std::optional<SendingHold>> hold = SendingHolds(m_session).current();
    if (!hold)
        return fail(hold.error());
    if (*hold)
        return std::optional<UtcMs>();
    auto row = m_session.row(QStringLiteral("SELECT not_before FROM outbox WHERE mailbox_id = ? AND state = ? "
                                            "ORDER BY not_before, id LIMIT 1"),
                             {mailbox.value, state(domain::OutboxState::Queued)});
    return m_session.answer(row ? std::optional<UtcMs>(row->number()) : std::nullopt);
}

Result<int> Outbox::openCount()
{
    const qint64 count = m_session.number(QStringLiteral("SELECT count(*) FROM outbox WHERE state NOT IN (?, ?)"),
                                          {state(domain::OutboxState::Sent), state(domain::OutboxState::Cancelled)});
    return m_session.answer(static_cast<int>(count));
}

Result<bool> Outbox::hasSent(MailboxId mailbox)
{
    const auto row = m_session.row(QStringLiteral("SELECT 1 FROM outbox WHERE mailbox_id = ? AND state = ? LIMIT 1"),
                                   {mailbox.value, state(domain::OutboxState::Sent)});
    return m_session.answer(row.has_value());
}

Result<std::optional<OutboxId>> Outbox::findByMessageId(const QString &messageIdHeader)
{
    const OutboxId found{m_session.number(QStringLiteral("SELECT id FROM outbox WHERE message_id_header = ?"),
                                          {indexKey(messageIdHeader)})};
    return m_session.answer(found.isNull() ? std::nullopt : std::optional<OutboxId>(found));
}

} // namespace liaison::store
