// POST /$batch: up to twenty requests in one (JSON batching).
#include "app/demo/graph.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <algorithm>

namespace liaison::demo {

namespace {

constexpr qsizetype mostParts = 20;

/// What a part's body is as that of a request of its own. Text is base64 either once, as MIME is, or twice.
QByteArray bodyOf(const QJsonValue &body)
{
    if (body.isObject())
        return QJsonDocument(body.toObject()).toJson(QJsonDocument::Compact);
    const QByteArray text = body.toString().toUtf8();
    const auto once = QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
    const bool twice = once && QByteArray::fromBase64Encoding(*once, QByteArray::AbortOnBase64DecodingErrors);
    return twice ? *once : text;
}

QByteArray partJson(const QString &id, const GraphReply &reply)
{
    QJsonObject headers;
    for (const auto &field : reply.fields)
        if (field.first == "Content-Type" || field.first == "Location" || field.first == "Retry-After"
            || field.first == "Preference-Applied" || field.first == "Cache-Control")
            headers.insert(QString::fromLatin1(field.first), QString::fromUtf8(field.second));
    const QJsonObject head{
        {QStringLiteral("id"), id}, {QStringLiteral("status"), reply.status}, {QStringLiteral("headers"), headers}};
    QByteArray text = QJsonDocument(head).toJson(QJsonDocument::Compact);
    if (reply.body.isEmpty())
        return text;
    text.chop(1);
    if (reply.type == graphJsonType())
        return text + ",\"body\":" + reply.body + '}';
    return text + ",\"body\":\"" + reply.body.toBase64() + "\"}";
}

/// What is wrong with a batch as a whole.
std::optional<QString> faultOf(const QJsonArray &parts)
{
    if (parts.isEmpty() || parts.size() > mostParts)
        return QStringLiteral("Number of batch request steps exceeds the max value of 20.");
    QSet<QString> ids;
    for (const QJsonValue part : parts) {
        const QJsonValue id = part[QStringLiteral("id")];
        if (!id.isString() || id.toString().isEmpty() || ids.contains(id.toString()))
            return QStringLiteral("Request Id has to be unique in a batch.");
        ids.insert(id.toString());
        if (!part[QStringLiteral("method")].isString() || !part[QStringLiteral("url")].isString())
            return QStringLiteral("Write request has to have a method and a relative url.");
    }
    for (const QJsonValue part : parts) {
        const QJsonArray on = part[QStringLiteral("dependsOn")].toArray();
        if (std::any_of(on.begin(), on.end(), [&ids](const QJsonValue &id) { return !ids.contains(id.toString()); }))
            return QStringLiteral("Request Id in dependsOn is not a request of the batch.");
    }
    return std::nullopt;
}

GraphReply failedDependency()
{
    GraphReply reply = refusalReply({424,
                                     QStringLiteral("FailedDependency"),
                                     QStringLiteral("A request that this one depends on has failed."),
                                     {},
                                     true},
                                    {}, {});
    reply.fields.emplaceBack("Content-Type", reply.type);
    return reply;
}

enum class Readiness { Ready, Waits, Lost };

Readiness readiness(const QJsonObject &part, const QHash<QString, int> &statuses)
{
    const QJsonArray on = part.value(QStringLiteral("dependsOn")).toArray();
    Readiness found = Readiness::Ready;
    for (const QJsonValue id : on) {
        const int status = statuses.value(id.toString());
        if (status >= 400)
            return Readiness::Lost;
        if (status == 0)
            found = Readiness::Waits;
    }
    return found;
}

} // namespace

GraphReply Graph::batchPart(const HttpRequest &batch, const QJsonObject &part)
{
    HttpRequest request;
    request.method = part.value(QStringLiteral("method")).toString().toLatin1().toUpper();
    const QString url = part.value(QStringLiteral("url")).toString();
    request.target = (url.startsWith(QLatin1Char('/')) ? "/v1.0" : "/v1.0/") + url.toUtf8();
    request.fields = {{"Host", batch.field("Host")}, {"Authorization", batch.field("Authorization")}};
    const QJsonObject headers = part.value(QStringLiteral("headers")).toObject();
    for (auto field = headers.begin(); field != headers.end(); ++field)
        request.fields.emplaceBack(field.key().toLatin1(), field.value().toString().toUtf8());
    request.body = bodyOf(part.value(QStringLiteral("body")));
    return finished(request, carryOut(request, Part::OfBatch));
}

GraphResult Graph::batch(const HttpRequest &request)
{
    if (request.method != "POST")
        return refusedByGraph(405, "BadRequest", "The batch endpoint takes POST alone.");
    if (const auto who = holder(request); !who)
        return tl::unexpected(who.error());
    if (auto refusal = suffer(QStringLiteral("batch"), Part::Whole, false))
        return tl::unexpected(*refusal);
    GraphCall call;
    call.request = &request;
    const auto json = call.json();
    if (!json)
        return tl::unexpected(json.error());
    const QJsonArray parts = json->value(QStringLiteral("requests")).toArray();
    if (const auto fault = faultOf(parts))
        return refusedByGraph(400, "BadRequest", *fault);
    QByteArrayList answers;
    QHash<QString, int> statuses;
    for (bool moved = true; moved;) {
        moved = false;
        for (const QJsonValue value : parts) {
            const QJsonObject part = value.toObject();
            const QString id = part.value(QStringLiteral("id")).toString();
            const Readiness ready = readiness(part, statuses);
            if (statuses.contains(id) || ready == Readiness::Waits)
                continue;
            const GraphReply reply = ready == Readiness::Ready ? batchPart(request, part) : failedDependency();
            statuses.insert(id, reply.status);
            answers.prepend(partJson(id, reply)); // in no order that anybody may count on
            moved = true;
        }
    }
    if (answers.size() < parts.size())
        return refusedByGraph(400, "BadRequest", "The requests of the batch depend on each other in a circle.");
    return GraphReply{200, "{\"responses\":[" + answers.join(',') + "]}"};
}

} // namespace liaison::demo
