#include "core/store/facts_json.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace liaison::store {

namespace {

QString clean(QString text)
{
    return text.remove(QChar(0));
}

QJsonArray listToJson(const QStringList &list)
{
    QJsonArray array;
    for (const QString &text : list)
        array.append(clean(text));
    return array;
}

QStringList listFromJson(const QJsonValue &value)
{
    QStringList list;
    const QJsonArray array = value.toArray();
    for (const auto &item : array)
        list.append(item.toString());
    return list;
}

QJsonArray addressesToJson(const domain::Addresses &addresses)
{
    QJsonArray array;
    for (const domain::Address &address : addresses)
        array.append(QJsonArray{clean(address.name), clean(address.address)});
    return array;
}

domain::Addresses addressesFromJson(const QJsonValue &value)
{
    domain::Addresses addresses;
    const QJsonArray array = value.toArray();
    for (const auto &item : array)
        addresses.append({item.toArray().at(0).toString(), item.toArray().at(1).toString()});
    return addresses;
}

QJsonArray reportsToJson(const QList<domain::DeliveryReport> &reports)
{
    QJsonArray array;
    for (const domain::DeliveryReport &report : reports)
        array.append(
            QJsonArray{clean(report.recipient), clean(report.action), clean(report.status), clean(report.diagnostic)});
    return array;
}

QList<domain::DeliveryReport> reportsFromJson(const QJsonValue &value)
{
    QList<domain::DeliveryReport> reports;
    const QJsonArray array = value.toArray();
    for (const auto &item : array) {
        const QJsonArray fields = item.toArray();
        reports.append(
            {fields.at(0).toString(), fields.at(1).toString(), fields.at(2).toString(), fields.at(3).toString()});
    }
    return reports;
}

} // namespace

QString factsToJson(const domain::MailFacts &facts)
{
    const QJsonObject json{
        {QStringLiteral("messageId"), clean(facts.messageIdHeader)},
        {QStringLiteral("inReplyTo"), listToJson(facts.inReplyTo)},
        {QStringLiteral("references"), listToJson(facts.references)},
        {QStringLiteral("subject"), clean(facts.subject)},
        {QStringLiteral("from"), addressesToJson(facts.from)},
        {QStringLiteral("sender"), addressesToJson(facts.sender)},
        {QStringLiteral("replyTo"), addressesToJson(facts.replyTo)},
        {QStringLiteral("to"), addressesToJson(facts.to)},
        {QStringLiteral("cc"), addressesToJson(facts.cc)},
        {QStringLiteral("bcc"), addressesToJson(facts.bcc)},
        {QStringLiteral("returnPath"), clean(facts.returnPath)},
        {QStringLiteral("hasReturnPath"), facts.hasReturnPath},
        {QStringLiteral("date"), facts.date},
        {QStringLiteral("threadIndex"), QString::fromLatin1(facts.threadIndex.toHex())},
        {QStringLiteral("kind"), domain::toString(facts.kind)},
        {QStringLiteral("dmarcFailed"), facts.dmarcFailed},
        {QStringLiteral("reportedMessageId"), clean(facts.reportedMessageId)},
        {QStringLiteral("reportedEnvelopeId"), clean(facts.reportedEnvelopeId)},
        {QStringLiteral("reports"), reportsToJson(facts.reports)},
        {QStringLiteral("embeddedMessageIds"), listToJson(facts.embeddedMessageIds)},
        {QStringLiteral("embeddedSubjects"), listToJson(facts.embeddedSubjects)},
    };
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

domain::MailFacts factsFromJson(const QString &text)
{
    const QJsonObject json = QJsonDocument::fromJson(text.toUtf8()).object();
    domain::MailFacts facts;
    facts.messageIdHeader = json[QLatin1String("messageId")].toString();
    facts.inReplyTo = listFromJson(json[QLatin1String("inReplyTo")]);
    facts.references = listFromJson(json[QLatin1String("references")]);
    facts.subject = json[QLatin1String("subject")].toString();
    facts.from = addressesFromJson(json[QLatin1String("from")]);
    facts.sender = addressesFromJson(json[QLatin1String("sender")]);
    facts.replyTo = addressesFromJson(json[QLatin1String("replyTo")]);
    facts.to = addressesFromJson(json[QLatin1String("to")]);
    facts.cc = addressesFromJson(json[QLatin1String("cc")]);
    facts.bcc = addressesFromJson(json[QLatin1String("bcc")]);
    facts.returnPath = json[QLatin1String("returnPath")].toString();
    facts.hasReturnPath = json[QLatin1String("hasReturnPath")].toBool();
    facts.date = json[QLatin1String("date")].toInteger();
    facts.threadIndex = QByteArray::fromHex(json[QLatin1String("threadIndex")].toString().toLatin1());
    facts.kind = domain::mailKindFrom(json[QLatin1String("kind")].toString());
    facts.dmarcFailed = json[QLatin1String("dmarcFailed")].toBool();
    facts.reportedMessageId = json[QLatin1String("reportedMessageId")].toString();
    facts.reportedEnvelopeId = json[QLatin1String("reportedEnvelopeId")].toString();
    facts.reports = reportsFromJson(json[QLatin1String("reports")]);
    facts.embeddedMessageIds = listFromJson(json[QLatin1String("embeddedMessageIds")]);
    facts.embeddedSubjects = listFromJson(json[QLatin1String("embeddedSubjects")]);
    return facts;
}

QString indexKey(QString text)
{
    constexpr qsizetype longest = 600;
    constexpr qsizetype kept = 500;
    text.remove(QChar(0));
    if (text.size() <= longest)
        return text;
    const QByteArray hash = QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toHex();
    text.truncate(text.at(kept - 1).isHighSurrogate() ? kept - 1 : kept);
    return text + QLatin1Char('#') + QString::fromLatin1(hash);
}

} // namespace liaison::store
