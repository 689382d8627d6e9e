#include "core/store/message_rows.h"

#include "core/store/outbox.h"
#include "core/store/session.h"

#include <QHash>

namespace liaison::store {

namespace {

/// Reads the columns in the order of `columns()`.
MailRow rowFrom(Row &row)
{
    MailRow mail;
    mail.id = row.id<MessageId>();
    mail.uuid = row.uuid();
    mail.direction = row.text() == QLatin1String("out") ? Direction::Out : Direction::In;
    mail.messageIdHeader = row.text();
    mail.subject = row.text();
    mail.from.name = row.text();
    mail.from.address = row.text();
    mail.arrivedAt = row.number();
    mail.date = row.number();
    mail.snippet = row.text();
    mail.kind = domain::mailKindFrom(row.text());
    mail.health = domain::parseHealthFrom(row.text());
    mail.protection = domain::protectionFrom(row.text());
    mail.attachments = row.integer();
    mail.size = row.number();
    mail.duplicateId = row.flag();
    mail.dmarcFailed = row.flag();
    mail.triage = triageFrom(row.text());
    mail.delivery = row.text();
    mail.deliveryDetail = row.text();
    mail.incident = row.optionalId<IncidentId>();
    mail.thread = row.optionalId<ThreadId>();
    mail.linkReason = row.text();
    mail.linkDetail = row.text();
    mail.outsider = row.flag();
    mail.afterClosing = row.flag();
    mail.outbox = row.optionalId<OutboxId>();
    mail.outboxState = row.text();
    mail.read = row.flag();
    return mail;
}

QString columns()
{
    return QStringLiteral(
               "m.id, m.uuid, m.direction, m.message_id_header, m.subject, m.from_name, m.from_address, "
               "m.arrived_at, m.header_date, m.snippet, m.kind, m.health, m.protection, m.attachments, "
               "m.size, m.duplicate_id, m.dmarc_failed, m.triage, m.delivery, m.delivery_detail, "
               "l.incident_id, l.thread_id, l.reason, l.detail, l.outsider, l.after_closing, o.id, o.state, ")
        + QStringLiteral("CASE WHEN %1 THEN 1 ELSE 0 END").arg(readCondition());
}

void addRecipients(Session &session, QList<MailRow> &mails)
{
    QHash<qint64, MailRow *> byId;
    for (MailRow &mail : mails)
        byId.insert(mail.id.value, &mail);
    const QList<qint64> ids = byId.keys();
    for (qsizetype from = 0; from < ids.size(); from += bindsForInMost) {
        const Binds binds = bindsForIn(ids, from);
        Rows rows
            = session.rows(QStringLiteral("SELECT message_id, field, name, address FROM message_address "
                                          "WHERE field IN ('to', 'cc') AND message_id IN (%1) ORDER BY message_id, ord")
                               .arg(placeholders(binds.size())),
                           binds);
        for (Row &row : rows) {
            MailRow *mail = byId.value(row.number());
            auto &list = row.text() == QLatin1String("to") ? mail->to : mail->cc;
            const QString name = row.text();
            list.append({name, row.text()});
        }
    }
}

/// Only mail that somebody reported on is asked about: a list of arrived mail costs no query.
void addDeliveries(Session &session, QList<MailRow> &mails)
{
    for (MailRow &mail : mails) {
        if (mail.direction != Direction::Out || mail.delivery.isEmpty())
            continue;
        if (auto found = Outbox(session).deliveries(mail.id))
            mail.deliveries = std::move(*found);
    }
}

} // namespace

QString messageJoins()
{
    return QStringLiteral("FROM message m LEFT JOIN link l ON l.message_id = m.id "
                          "LEFT JOIN outbox o ON o.message_id = m.id ");
}

QString readCondition()
{
    return QStringLiteral("(m.direction = 'out' OR (m.linked = 0 AND m.triage = 'older') OR EXISTS "
                          "(SELECT 1 FROM read_state s WHERE s.message_id = m.id AND s.person = ?))");
}

Result<QList<MailRow>> selectMailRows(Session &session, const QString &person, const QString &conditionAndOrder,
                                      const QVariantList &binds)
{
    Rows rows = session.rows(QStringLiteral("SELECT %1 %2 WHERE %3").arg(columns(), messageJoins(), conditionAndOrder),
                             QVariantList{person} + binds);
    QList<MailRow> mails;
    mails.reserve(rows.size());
    for (Row &row : rows)
        mails.append(rowFrom(row));
    addRecipients(session, mails);
    addDeliveries(session, mails);
    return session.answer(mails);
}

QString toString(Direction direction)
{
    return direction == Direction::Out ? QStringLiteral("out") : QStringLiteral("in");
}

QString toString(Triage triage)
{
    switch (triage) {
    case Triage::Unmatched:
        return QStringLiteral("unmatched");
    case Triage::Dismissed:
        return QStringLiteral("dismissed");
    case Triage::Older:
        return QStringLiteral("older");
    case Triage::Junk:
        return QStringLiteral("junk");
    }
    return {};
}

Triage triageFrom(const QString &text)
{
    for (const Triage triage : {Triage::Dismissed, Triage::Older, Triage::Junk})
        if (text == toString(triage))
            return triage;
    return Triage::Unmatched;
}

} // namespace liaison::store
