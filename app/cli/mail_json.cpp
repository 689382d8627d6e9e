#include "app/cli/mail_json.h"

#include "app/cli/console.h"
#include "core/store/incidents.h"
#include "core/store/message_rows.h"

#include <QJsonArray>

namespace liaison::cli {

namespace {

QJsonArray addressesToJson(const domain::Addresses &addresses)
{
    QJsonArray array;
    for (const domain::Address &address : addresses)
        array.append(addressToJson(address));
    return array;
}

} // namespace

QJsonObject addressToJson(const domain::Address &address)
{
    return {{QStringLiteral("name"), address.name}, {QStringLiteral("address"), address.address}};
}

QJsonObject mailToJson(const store::MailRow &mail, const QString &incident)
{
    QJsonObject object{{QStringLiteral("id"), mail.id.value},
                       {QStringLiteral("uuid"), mail.uuid.toString(QUuid::WithoutBraces)},
                       {QStringLiteral("direction"), store::toString(mail.direction)},
                       {QStringLiteral("messageId"), mail.messageIdHeader},
                       {QStringLiteral("subject"), mail.subject},
                       {QStringLiteral("from"), addressToJson(mail.from)},
                       {QStringLiteral("to"), addressesToJson(mail.to)},
                       {QStringLiteral("cc"), addressesToJson(mail.cc)},
                       {QStringLiteral("arrivedAt"), timeText(mail.arrivedAt)},
                       {QStringLiteral("date"), timeText(mail.date)},
                       {QStringLiteral("snippet"), mail.snippet},
                       {QStringLiteral("kind"), domain::toString(mail.kind)},
                       {QStringLiteral("health"), domain::toString(mail.health)},
                       {QStringLiteral("protection"), domain::toString(mail.protection)},
                       {QStringLiteral("attachments"), mail.attachments},
                       {QStringLiteral("size"), mail.size},
                       {QStringLiteral("read"), mail.read},
                       {QStringLiteral("outsider"), mail.outsider},
                       {QStringLiteral("duplicateId"), mail.duplicateId},
                       {QStringLiteral("dmarcFailed"), mail.dmarcFailed},
                       {QStringLiteral("afterClosing"), mail.afterClosing}};
    if (mail.incident) {
        object.insert(QStringLiteral("incident"), incident);
        object.insert(QStringLiteral("thread"), mail.thread ? QJsonValue(mail.thread->value) : QJsonValue());
        object.insert(
            QStringLiteral("why"),
            QJsonObject{{QStringLiteral("reason"), mail.linkReason}, {QStringLiteral("detail"), mail.linkDetail}});
    } else {
        object.insert(QStringLiteral("triage"), store::toString(mail.triage));
    }
    if (mail.outbox)
        object.insert(QStringLiteral("outbox"), mail.outboxState);
    if (!mail.delivery.isEmpty())
        object.insert(
            QStringLiteral("delivery"),
            QJsonObject{{QStringLiteral("status"), mail.delivery}, {QStringLiteral("detail"), mail.deliveryDetail}});
    return object;
}

Result<QHash<IncidentId, QString>> incidentKeys(store::Session &session, const QList<store::MailRow> &mails)
{
    QHash<IncidentId, QString> keys;
    for (const store::MailRow &mail : mails) {
        if (!mail.incident || keys.contains(*mail.incident))
            continue;
        const auto incident = store::Incidents(session).find(*mail.incident);
        if (!incident)
            return fail(incident.error());
        keys.insert(*mail.incident, incident->key);
    }
    return keys;
}

} // namespace liaison::cli
