// What goes wrong on purpose.
#include "app/demo/graph.h"
#include "app/demo/graph_operations.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace liaison::demo {

namespace {

HttpFields retryAfter(const GraphFaults &faults)
{
    return faults.retryAfterSeconds > 0 ? HttpFields{{"Retry-After", QByteArray::number(faults.retryAfterSeconds)}}
                                        : HttpFields();
}

/// Those that Exchange has, too, are its.
constexpr FaultWord<GraphFaults> words[] = {{"busy", &GraphFaults::throttled},
                                            {"unavailable", &GraphFaults::unavailable},
                                            {"unauthorised", &GraphFaults::unauthorised},
                                            {"wrong-json", &GraphFaults::wrongJson},
                                            {"html", &GraphFaults::html},
                                            {"proxy", &GraphFaults::proxyPages},
                                            {"deep-json", &GraphFaults::deepJson},
                                            {"long-id", &GraphFaults::longIds},
                                            {"foreign-link", &GraphFaults::foreignLinks},
                                            {"sync-state", &GraphFaults::goneStates},
                                            {"latency", &GraphFaults::latencyMs},
                                            {"no-consent", &GraphFaults::noConsent},
                                            {"access-policy", &GraphFaults::accessPolicy},
                                            {"no-licence", &GraphFaults::noLicence},
                                            {"other-cloud", &GraphFaults::otherCloud},
                                            {"send-as", &GraphFaults::sendAs}};

/// What somebody may not, whatever they are.
std::optional<GraphRefusal> forbid(GraphFaults &faults, const QString &operation)
{
    struct Ban {
        int GraphFaults::*count;
        GraphRefusal (*refusal)();
    };
    constexpr Ban bans[] = {{&GraphFaults::noConsent, withoutConsent},
                            {&GraphFaults::accessPolicy, shutOutByPolicy},
                            {&GraphFaults::noLicence, withoutLicence},
                            {&GraphFaults::otherCloud, ofAnotherCloud}};
    for (const Ban &ban : bans)
        if (spend(faults.*ban.count))
            return ban.refusal();
    const bool sends = operation == QLatin1String("send") || operation == QLatin1String("sendMail");
    return sends && spend(faults.sendAs) ? std::optional(sendAsDenied()) : std::nullopt;
}

constexpr int deepest = 10'000;

/// The same answer with ids that nobody has room for.
QByteArray withLongIds(const QByteArray &body)
{
    constexpr int more = 4'096;
    QJsonObject json = QJsonDocument::fromJson(body).object();
    QJsonArray values = json.value(QLatin1String("value")).toArray();
    const auto lengthen = [](QJsonObject item) {
        const QString id = item.value(QLatin1String("id")).toString();
        if (!id.isEmpty())
            item.insert(QStringLiteral("id"), id + QString(more, QLatin1Char('A')));
        return item;
    };
    for (qsizetype i = 0; i < values.size(); ++i)
        values[i] = lengthen(values.at(i).toObject());
    if (!values.isEmpty())
        json.insert(QStringLiteral("value"), values);
    return QJsonDocument(lengthen(json)).toJson(QJsonDocument::Compact);
}

/// The same answer with another page to come, which is at `elsewhere`; a list that was whole has one, too.
QByteArray goingOnAt(const QByteArray &elsewhere, const QByteArray &body, const HttpRequest &request)
{
    const QByteArray host = request.field("Host");
    QJsonObject json = QJsonDocument::fromJson(body).object();
    const QString delta = json.take(QStringLiteral("@odata.deltaLink")).toString();
    const QString next = json.take(QStringLiteral("@odata.nextLink")).toString();
    QString link = next.isEmpty() ? delta : next;
    if (link.isEmpty() && !json.value(QStringLiteral("value")).isArray())
        return body;
    if (link.isEmpty())
        link = QString::fromUtf8("https://" + host + request.target);
    link.replace(QString::fromLatin1("//" + host + '/'), QString::fromLatin1("//" + elsewhere + '/'));
    json.insert(QStringLiteral("@odata.nextLink"), link);
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

} // namespace

QStringList graphFaultWords()
{
    return faultWordsOf(words);
}

FaultText setGraphFault(GraphFaults &faults, const QString &text)
{
    return setFault(faults, words, text, isGraphOperation);
}

std::optional<GraphRefusal> Graph::suffer(const QString &operation, Part part, bool goesOn)
{
    if (!faults.operation.isEmpty() && faults.operation != operation)
        return std::nullopt;
    // What a server does that is in trouble it does to a batch as a whole; its parts are throttled one by one.
    const bool whole = part == Part::Whole;
    const bool isBatch = operation == QLatin1String("batch");
    if (whole && spend(faults.unauthorised)) {
        ++diary.refused;
        return GraphRefusal{401,
                            QStringLiteral("InvalidAuthenticationToken"),
                            QStringLiteral("CompactToken validation failed with reason code: 80049228."),
                            {{"WWW-Authenticate", "Bearer realm=\"\""}}};
    }
    if (auto forbidden = isBatch ? std::nullopt : forbid(faults, operation))
        return forbidden;
    if (whole && spend(faults.unavailable))
        return GraphRefusal{503, QStringLiteral("ServiceUnavailable"),
                            QStringLiteral("The service is unavailable. Try again later."), retryAfter(faults)};
    if ((!isBatch || !faults.operation.isEmpty()) && spend(faults.throttled))
        return GraphRefusal{429, QStringLiteral("ApplicationThrottled"),
                            QStringLiteral("Application is over its MailboxConcurrency limit."), retryAfter(faults),
                            true};
    if (goesOn && spend(faults.goneStates))
        return GraphRefusal{410, QStringLiteral("SyncStateNotFound"),
                            QStringLiteral("The sync state generation is not found; "
                                           "generation=605;[highest=841][841][839][840].")};
    return std::nullopt;
}

void Graph::spoil(const HttpRequest &request, GraphReply &reply)
{
    if (!hits(request))
        return;
    const auto page = [&reply](int status, const QByteArray &words) {
        reply.status = status;
        reply.fields = {{"Content-Type", "text/html"}};
        reply.body = "<!DOCTYPE html><html><body>" + words + "</body></html>";
    };
    const bool isJson = !reply.body.isEmpty() && reply.type == graphJsonType();
    if (spend(faults.html))
        page(200, "Sign in to the guest network");
    else if (spend(faults.proxyPages))
        page(407, "Cache access denied: sign in to the proxy");
    else if (isJson && spend(faults.wrongJson))
        reply.body.truncate(reply.body.size() / 2);
    else if (isJson && spend(faults.deepJson))
        reply.body = R"({"value":)" + QByteArray(deepest, '[') + QByteArray(deepest, ']') + '}';
    else if (isJson && spend(faults.longIds))
        reply.body = withLongIds(reply.body);
    else if (isJson && spend(faults.foreignLinks))
        reply.body = goingOnAt(faults.foreignHost, reply.body, request);
}

} // namespace liaison::demo
