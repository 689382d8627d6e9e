#include "app/demo/graph_delta.h"

#include "app/demo/graph_ids.h"

namespace liaison::demo {

QString deltaToken(const DeltaState &s)
{
    return toGraphId(sealed('D',
                            {s.generation, s.mailbox, s.folder, s.uidValidity, s.since, s.first, s.nextUid, s.select,
                             s.page, s.floor, s.created, s.known}));
}

std::optional<DeltaState> deltaStateFrom(const QString &token)
{
    const auto n = unsealed('D', fromGraphId(token));
    if (!n || n->size() != 12)
        return std::nullopt;
    return DeltaState{n->at(0), n->at(1), n->at(2), n->at(3), n->at(4),  n->at(5),
                      n->at(6), n->at(7), n->at(8), n->at(9), n->at(10), n->at(11)};
}

GraphReply deltaReply(const GraphCall &call, const QString &type, const QString &path, const DeltaState &next,
                      bool last, const QByteArrayList &items)
{
    const QJsonObject head{{QStringLiteral("@odata.context"),
                            QString::fromLatin1(call.root) + QStringLiteral("/$metadata#Collection(%1)").arg(type)},
                           {last ? QStringLiteral("@odata.deltaLink") : QStringLiteral("@odata.nextLink"),
                            call.deltaLink(path, last ? "$deltatoken" : "$skiptoken", deltaToken(next))}};
    return {200, listJson(head, items)};
}

GraphOutcome<DeltaState> deltaStateOf(const Graph &graph, const GraphCall &call, quint64 folder, quint64 uidValidity,
                                      quint64 select)
{
    const QString token
        = call.query.has("$skiptoken") ? call.query.option("$skiptoken") : call.query.option("$deltatoken");
    const quint64 mailbox = graph.exchange()->numberOf(call.box);
    if (!call.query.has("$skiptoken") && !call.query.has("$deltatoken")) {
        DeltaState state{graph.generation(), mailbox, folder, uidValidity, call.box->highestModSeq()};
        state.known = state.since;
        state.select = select;
        state.page = static_cast<quint64>(call.query.pageSize);
        return state;
    }
    auto state = deltaStateFrom(token);
    if (!state || state->mailbox != mailbox || state->folder != folder)
        return refusedByGraph(400, "BadRequest", "Badly formed token.");
    if (state->generation != graph.generation() || state->uidValidity != uidValidity)
        return refusedByGraph(410, "SyncStateNotFound",
                              QStringLiteral("The sync state generation is not found; generation=%1;[highest=%2][%2].")
                                  .arg(state->generation)
                                  .arg(graph.generation()));
    if (call.query.pageSize > 0)
        state->page = static_cast<quint64>(call.query.pageSize);
    return *state;
}

} // namespace liaison::demo
