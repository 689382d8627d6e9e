#include "app/demo/graph_wire.h"

#include "app/demo/exchange_tokens.h"
#include "app/demo/graph_operations.h"

#include <QTimer>

namespace liaison::demo {

namespace {

constexpr qsizetype beginBytes = 4'096; // more than an address with its ids

bool isGraphs(const QByteArray &target)
{
    return target.left(6).toLower() == "/v1.0/" || GraphUploads::isAddress(target);
}

/// Whether faults that are for one operation alone are for this request.
bool hits(const GraphFaults &faults, const HttpRequest &request)
{
    return faults.operation.isEmpty() || faults.operation == graphOperationOf(request);
}

} // namespace

GraphWire::GraphWire(Graph *graph, QObject *parent) : HttpWire(parent), m_graph(graph) { }

GraphWire::~GraphWire()
{
    release();
}

void GraphWire::release()
{
    if (m_counted && m_graph)
        m_graph->leave(m_counted);
    m_counted = nullptr;
}

void GraphWire::receive(const QByteArray &bytes)
{
    m_coming += bytes.size();
    m_begin += bytes.left(beginBytes - m_begin.size());
    if (!hasEnded() && endsAmid()) {
        --m_graph->faults.requestCuts;
        return hangUp();
    }
    HttpWire::receive(bytes);
}

void GraphWire::onRequest(const HttpRequest &request)
{
    m_begin.clear();
    m_coming = 0;
    if (!isGraphs(request.target)) {
        if (const auto page = m_graph->exchange()->tokens().answer(request)) {
            HttpFields fields{{"Content-Type", page->type}, {"Cache-Control", "no-store"}};
            if (!page->location.isEmpty())
                fields.emplaceBack("Location", page->location);
            return answer(page->status, fields, page->body);
        }
    }
    const DemoMailbox *box = m_graph->mailboxOf(request);
    if (box && !m_graph->enter(box))
        return reply(m_graph->turnAway(request));
    m_counted = box;
    prepareHarm(request);
    const int latency = m_graph->faults.latencyMs;
    if (latency <= 0)
        return reply(m_graph->answer(request));
    QTimer::singleShot(latency, this, [this, request] {
        if (m_graph)
            reply(m_graph->answer(request));
    });
}

void GraphWire::reply(const GraphReply &reply)
{
    answer(reply.status, reply.fields, reply.body);
}

/// What is done to the bytes of the answer to come.
void GraphWire::prepareHarm(const HttpRequest &request)
{
    GraphFaults &faults = m_graph->faults;
    if (!hits(faults, request))
        return;
    WireHarm wire = faults.wire;
    const bool isCut = faults.cutOperation.isEmpty() || faults.cutOperation == graphOperationOf(request);
    if (faults.cuts <= 0 || !isCut || faults.cutsAfter > 0)
        wire.cutAt = -1;
    if (faults.cuts > 0 && isCut && faults.cutsAfter > 0)
        --faults.cutsAfter;
    if (faults.requestCuts > 0 && faults.requestCutsAfter > 0)
        --faults.requestCutsAfter;
    harm(wire);
}

void GraphWire::onCut()
{
    if (m_graph)
        --m_graph->faults.cuts;
}

/// Whether the request that is coming in is to be cut here: what comes to the sign-in service is not.
bool GraphWire::endsAmid() const
{
    if (!m_graph || m_graph->faults.requestCuts <= 0)
        return false;
    const GraphFaults &faults = m_graph->faults;
    const QByteArrayList line = m_begin.left(m_begin.indexOf('\r')).split(' ');
    HttpRequest request;
    request.method = line.value(0);
    request.target = line.value(1);
    return m_coming > faults.requestCutAt && faults.requestCutsAfter == 0 && isGraphs(request.target)
        && hits(faults, request);
}

} // namespace liaison::demo
