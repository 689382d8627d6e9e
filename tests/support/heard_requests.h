#pragma once

#include "tests/support/graph_request_book.h"

#include <QByteArray>
#include <QList>

#include <memory>

namespace liaison::demo {
class DemoServer;
}

namespace liaison::test {

/// What is asked of a demo server by EWS and by Microsoft Graph, for the books of requests. Lives on the test's thread.
class HeardRequests {
public:
    /// From now on; before anybody asks. The server has started.
    void listenTo(demo::DemoServer &server);
    /// Puts what was heard so far into both books.
    void note(demo::DemoServer &server);

private:
    struct Heard { // kept on the server's thread
        QList<QByteArray> envelopes;
        QList<GraphRequestBook::Request> requests;
    };
    std::shared_ptr<Heard> m_heard = std::make_shared<Heard>();
};

} // namespace liaison::test
