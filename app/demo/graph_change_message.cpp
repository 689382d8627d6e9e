// PATCH, DELETE, move and copy.
#include "app/demo/exchange_subscriptions.h"
#include "app/demo/graph_folders.h"
#include "app/demo/graph_message.h"
#include "app/demo/graph_operations.h"

namespace liaison::demo {

namespace {

/// The folder that the body of a move or copy names: the schema says DestinationId, everybody writes destinationId.
GraphOutcome<ExchangeFolder> destination(const Graph &graph, const GraphCall &call)
{
    const auto json = call.json();
    if (!json)
        return tl::unexpected(json.error());
    QString id = json->value(QStringLiteral("destinationId")).toString();
    if (id.isEmpty())
        id = json->value(QStringLiteral("DestinationId")).toString();
    if (id.isEmpty())
        return refusedByGraph(400, "ErrorInvalidRequest", "The DestinationId parameter is missing.");
    const auto folder = graph.folder(call, id);
    if (folder && !folder->isMail())
        return refusedByGraph(400, "ErrorMoveCopyFailed", "The move or copy operation failed.");
    return folder;
}

} // namespace

ItemPlace moveTo(const Graph &graph, const ItemPlace &from, const ExchangeFolder &to)
{
    QList<quint32> made;
    from.box->move(from.folder.mails->path, {from.key.uid}, to.mails->path, &made);
    const ItemPlace place = graph.place(from.box, to, *to.mails->find(made.first()));
    graph.exchange()->subscriptions().moved(from.key, place.key);
    return place;
}

GraphResult patchMessage(Graph &graph, const GraphCall &call)
{
    const auto place = graph.message(call, call.keys.first());
    if (!place)
        return tl::unexpected(place.error());
    const auto json = call.json();
    if (!json)
        return tl::unexpected(json.error());
    if (const auto applied = applyMessage(*place, *json, false); !applied)
        return tl::unexpected(applied.error());
    return messageReply(graph, call,
                        graph.place(place->box, place->folder, *place->folder.mails->find(place->key.uid)));
}

/// To the deleted items; from there it goes for good.
GraphResult deleteMessage(Graph &graph, const GraphCall &call)
{
    const auto place = graph.message(call, call.keys.first());
    if (!place)
        return tl::unexpected(place.error());
    const auto trash = graphFolderNamed(*call.box, QStringLiteral("deleteditems"));
    if (place->folder.number != trash->number)
        moveTo(graph, *place, *trash);
    else
        place->box->remove(place->folder.mails->path, {place->key.uid});
    return GraphReply{204, {}};
}

GraphResult moveMessage(Graph &graph, const GraphCall &call)
{
    const auto place = graph.message(call, call.keys.first());
    if (!place)
        return tl::unexpected(place.error());
    const auto to = destination(graph, call);
    if (!to)
        return tl::unexpected(to.error());
    return messageReply(graph, call, moveTo(graph, *place, *to), 201);
}

GraphResult copyMessage(Graph &graph, const GraphCall &call)
{
    const auto place = graph.message(call, call.keys.first());
    if (!place)
        return tl::unexpected(place.error());
    const auto to = destination(graph, call);
    if (!to)
        return tl::unexpected(to.error());
    QList<quint32> made;
    place->box->copy(place->folder.mails->path, {place->key.uid}, to->mails->path, &made);
    return messageReply(graph, call, graph.place(call.box, *to, *to->mails->find(made.first())), 201);
}

} // namespace liaison::demo
