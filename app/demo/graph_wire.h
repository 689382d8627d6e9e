#pragma once

#include "app/demo/graph.h"
#include "app/demo/http_wire.h"

#include <QPointer>

namespace liaison::demo {

/// One connection to the demo's Microsoft Graph: /v1.0, the addresses of uploads, and the sign-in service.
class GraphWire : public HttpWire {
    Q_OBJECT
public:
    explicit GraphWire(Graph *graph, QObject *parent = nullptr);
    ~GraphWire() override;
    void receive(const QByteArray &bytes) override;

protected:
    void onRequest(const HttpRequest &request) override;
    void onAnswered() override { release(); }
    void onCut() override;
    [[nodiscard]] qint64 clockAheadMs() const override
    {
        return m_graph ? demo::clockAheadMs(m_graph->exchange()->faults) : 0;
    }

private:
    void reply(const GraphReply &reply);
    void prepareHarm(const HttpRequest &request);
    [[nodiscard]] bool endsAmid() const;
    void release();

    QPointer<Graph> m_graph;
    const DemoMailbox *m_counted = nullptr; ///< whose request is in hand
    QByteArray m_begin;                     ///< of the request that is coming in
    qint64 m_coming = 0;                    ///< bytes of it so far
};

} // namespace liaison::demo
