#pragma once

#include "app/demo/http_message.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

namespace liaison::demo {

/// Why something is not done, as Graph says it.
struct GraphRefusal {
    int status = 400;
    QString code; ///< "ErrorItemNotFound"
    QString text;
    HttpFields fields = {};
    bool bare = false; ///< without innerError, as gateways in front of it answer
};
template <class T> using GraphOutcome = tl::expected<T, GraphRefusal>;

/// `code` and `text` are ASCII.
[[nodiscard]] tl::unexpected<GraphRefusal> refusedByGraph(int status, const char *code, const QString &text);
[[nodiscard]] tl::unexpected<GraphRefusal> refusedByGraph(int status, const char *code, const char *text);
/// What an URL or a query that cannot be understood is answered with.
[[nodiscard]] tl::unexpected<GraphRefusal> badQuery(const QString &text);
[[nodiscard]] tl::unexpected<GraphRefusal> itemNotFound();

/// "application/json;odata.metadata=minimal…", as the service writes it.
const QByteArray &graphJsonType();

/// An answer without the fields that all have.
struct GraphReply {
    int status = 200;
    QByteArray body;
    QByteArray type = graphJsonType(); ///< Content-Type; nothing is said of an empty body's
    HttpFields fields = {};            ///< Location
};
using GraphResult = GraphOutcome<GraphReply>;

GraphReply jsonReply(const QJsonObject &json, int status = 200, const HttpFields &fields = {});
/// The refusal's body; the ids are those of the request.
GraphReply refusalReply(const GraphRefusal &refusal, const QByteArray &requestId, const QByteArray &clientRequestId);
/// Compact JSON of a list: `{…head…,"value":[items]}`; `items` are JSON texts.
QByteArray listJson(const QJsonObject &head, const QByteArrayList &items);

} // namespace liaison::demo
