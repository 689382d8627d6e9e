#include "core/domain/xtext.h"
#include "core/store/facts_json.h"
#include "core/store/outbox.h"
#include "core/store/session.h"

#include <algorithm>

// What became of mails of ours: one row a recipient, and their sum beside the mail.

namespace liaison::store {

using domain::DeliveryState;
using domain::RecipientDelivery;

namespace {

constexpr qsizetype longestKey = 500;
/// Anybody who knows a Message-ID of ours can write reports about it.
constexpr qint64 mostRows = 2'000;

/// Whom of `recipients` a report means: servers change case, and some give ORCPT back as xtext.
QString meant(const QString &reported, const QStringList &recipients)
{
    QStringList readings{domain::normalisedAddress(reported)};
    if (const auto decoded = domain::fromXtext(reported.toUtf8()))
        readings.append(domain::normalisedAddress(QString::fromUtf8(*decoded)));
    for (const QString &reading : std::as_const(readings)) {
        for (const QString &recipient : recipients) {
            if (domain::normalisedAddress(recipient) == reading)
                return recipient;
        }
    }
    return reported;
}

RecipientDelivery deliveryFrom(Row &row)
{
    RecipientDelivery delivery;
    delivery.address = row.text();
    delivery.state = domain::deliveryStateFrom(row.text()).value_or(DeliveryState::Delayed);
    delivery.status = row.text();
    delivery.words = row.text();
    delivery.at = row.number();
    delivery.report = row.optionalId<MessageId>();
    return delivery;
}

QList<RecipientDelivery> rowsOf(Session &session, qint64 message)
{
    Rows rows = session.rows(QStringLiteral("SELECT address, state, status, words, at, report_id FROM delivery "
                                            "WHERE message_id = ? ORDER BY norm"),
                             {message});
    QList<RecipientDelivery> deliveries;
    for (Row &row : rows)
        deliveries.append(deliveryFrom(row));
    return deliveries;
}

/// Whether the row is new or news.
bool put(Session &session, qint64 message, const RecipientDelivery &delivery)
{
    const QString norm = domain::normalisedAddress(delivery.address).left(longestKey);
    auto known
        = session.row(QStringLiteral("SELECT state FROM delivery WHERE message_id = ? AND norm = ?"), {message, norm});
    const auto before = known ? domain::deliveryStateFrom(known->text()) : std::nullopt;
    if (known && before && !domain::supersedes(delivery.state, *before))
        return false;
    const bool full = !known
        && session.number(QStringLiteral("SELECT count(*) FROM delivery WHERE message_id = ?"), {message}) >= mostRows;
    if (full)
        return false;
    session.run(QStringLiteral("INSERT INTO delivery (message_id, norm, address, state, status, words, at, report_id) "
                               "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (message_id, norm) DO UPDATE SET "
                               "address = excluded.address, state = excluded.state, status = excluded.status, "
                               "words = excluded.words, at = excluded.at, report_id = excluded.report_id"),
                {message, norm, delivery.address, domain::toString(delivery.state), delivery.status, delivery.words,
                 delivery.at, toBind(delivery.report)});
    return true;
}

void sumUp(Session &session, qint64 message)
{
    const QList<RecipientDelivery> deliveries = rowsOf(session, message);
    const auto worst = domain::worstOf(deliveries);
    QStringList lines;
    for (const RecipientDelivery &delivery : deliveries)
        lines.append(
            QStringList{delivery.address, delivery.status, delivery.words}.join(QLatin1Char(' ')).simplified());
    session.run(QStringLiteral("UPDATE message SET delivery = ?, delivery_detail = ? WHERE id = ?"),
                {worst ? domain::toString(*worst) : QString(), lines.join(QLatin1Char('\n')), message});
}

} // namespace

Result<void> Outbox::noteDelivery(const QString &messageIdHeader, const QList<RecipientDelivery> &deliveries)
{
    if (messageIdHeader.isEmpty())
        return {};
    Rows rows = m_session.rows(QStringLiteral("SELECT m.id, l.thread_id, l.incident_id, o.recipients FROM message m "
                                              "LEFT JOIN link l ON l.message_id = m.id "
                                              "LEFT JOIN outbox o ON o.message_id = m.id "
                                              "WHERE m.message_id_header = ? AND m.direction = 'out'"),
                               {indexKey(messageIdHeader)});
    for (Row &row : rows) {
        const qint64 id = row.number();
        const qint64 thread = row.number();
        const qint64 incident = row.number();
        const QStringList recipients = listFromJsonText(row.text());
        bool news = false;
        for (RecipientDelivery delivery : deliveries) {
            delivery.address = meant(delivery.address, recipients);
            news = put(m_session, id, delivery) || news;
        }
        if (!news)
            continue;
        sumUp(m_session, id);
        m_session.touch(Aggregate::Message, id);
        m_session.touch(Aggregate::Thread, thread);
        m_session.touch(Aggregate::Incident, incident);
    }
    return m_session.status();
}

Result<QList<RecipientDelivery>> Outbox::deliveries(MessageId message)
{
    return m_session.answer(rowsOf(m_session, message.value));
}

Result<QString> Outbox::messageIdOfEnvelope(const QString &envelopeId)
{
    const auto uuid = domain::uuidOfEnvelopeId(envelopeId);
    if (!uuid)
        return QString();
    auto row = m_session.row(QStringLiteral("SELECT message_id_header FROM outbox WHERE uuid = ?"), {toBind(*uuid)});
    return m_session.answer(row ? row->text() : QString());
}

} // namespace liaison::store
