#include "app/demo/graph_answer.h"

#include <QDateTime>
#include <QJsonDocument>

namespace liaison::demo {

tl::unexpected<GraphRefusal> refusedByGraph(int status, const char *code, const QString &text)
{
    return tl::unexpected(GraphRefusal{status, QLatin1String(code), text});
}

tl::unexpected<GraphRefusal> refusedByGraph(int status, const char *code, const char *text)
{
    return refusedByGraph(status, code, QString::fromLatin1(text));
}

tl::unexpected<GraphRefusal> badQuery(const QString &text)
{
    return tl::unexpected(GraphRefusal{400, QStringLiteral("RequestBroker--ParseUri"), text, {}, true});
}

tl::unexpected<GraphRefusal> itemNotFound()
{
    return refusedByGraph(404, "ErrorItemNotFound", "The specified object was not found in the store.");
}

const QByteArray &graphJsonType()
{
    static const QByteArray type = "application/json; odata.metadata=minimal; odata.streaming=true; "
                                   "IEEE754Compatible=false; charset=utf-8";
    return type;
}

GraphReply jsonReply(const QJsonObject &json, int status, const HttpFields &fields)
{
    return {status, QJsonDocument(json).toJson(QJsonDocument::Compact), graphJsonType(), fields};
}

GraphReply refusalReply(const GraphRefusal &refusal, const QByteArray &requestId, const QByteArray &clientRequestId)
{
    QJsonObject error{{QStringLiteral("code"), refusal.code}, {QStringLiteral("message"), refusal.text}};
    if (!refusal.bare)
        error.insert(QStringLiteral("innerError"),
                     QJsonObject{{QStringLiteral("date"),
                                  QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss"))},
                                 {QStringLiteral("request-id"), QString::fromLatin1(requestId)},
                                 {QStringLiteral("client-request-id"), QString::fromLatin1(clientRequestId)}});
    return jsonReply({{QStringLiteral("error"), error}}, refusal.status, refusal.fields);
}

QByteArray listJson(const QJsonObject &head, const QByteArrayList &items)
{
    QByteArray text = QJsonDocument(head).toJson(QJsonDocument::Compact);
    text.chop(1); // the brace
    return text + ",\"value\":[" + items.join(',') + "]}";
}

} // namespace liaison::demo
