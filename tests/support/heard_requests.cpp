#include "tests/support/heard_requests.h"

#include "app/demo/demo_server.h"
#include "tests/support/await.h"
#include "tests/support/request_book.h"

#include <QObject>

namespace liaison::test {

void HeardRequests::listenTo(demo::DemoServer &server)
{
    const auto exchange = [heard = m_heard](demo::Exchange &source) {
        QObject::connect(&source, &demo::Exchange::conversed, &source,
                         [heard](const QByteArray &request, int, const QByteArray &) { heard->envelopes << request; });
        return true;
    };
    const auto graph = [heard = m_heard](demo::Graph &source) {
        QObject::connect(&source, &demo::Graph::asked, &source, [heard](const demo::HttpRequest &request) {
            heard->requests << GraphRequestBook::Request{request.method, request.target, request.field("Content-Type"),
                                                         request.body};
        });
        return true;
    };
    static_cast<void>(await(server.askExchange(exchange)));
    static_cast<void>(await(server.askGraph(graph)));
}

void HeardRequests::note(demo::DemoServer &server)
{
    const auto heard = await(server.askExchange([heard = m_heard](demo::Exchange &) { return Heard(*heard); }));
    if (!heard)
        return;
    RequestBook::shared().add(heard->envelopes);
    GraphRequestBook::shared().add(heard->requests);
}

} // namespace liaison::test
