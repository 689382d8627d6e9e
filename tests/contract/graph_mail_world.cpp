#include "tests/contract/graph_mail_world.h"

#include "app/demo/exchange_tokens.h"
#include "app/demo/graph_operations.h"
#include "tests/support/prism_proxy.h"

#include <numeric>

namespace liaison::test {

GraphMailWorld::GraphMailWorld(const Options &options)
    : DemoMailWorld(options.plain || options.prism), m_options(options)
{
}

GraphMailWorld::~GraphMailWorld()
{
    if (!server())
        return;
    const auto said = await(server()->askGraph([said = m_said](demo::Graph &) { return *said; }));
    if (!said)
        return;
    GraphRequestBook::shared().add(said->requests);
    GraphAnswerBook::shared().add(said->answers);
}

void GraphMailWorld::Said::hear(demo::Graph &graph, const QByteArray &method, const QByteArray &target, int status)
{
    demo::HttpRequest request;
    request.method = method;
    request.target = target;
    const QByteArray name = demo::graphOperationOf(request).toLatin1();
    ++operations[name];
    if (name == "mime" && status == 200)
        ++mails;
    if (what && name == operation)
        std::exchange(what, nullptr)(graph);
}

QByteArray GraphMailWorld::serve()
{
    demo::DemoServer::Options options;
    options.graph.largestDeltaPage = m_options.largestDeltaPage;
    options.exchange.clientId = clientId();
    options.exchange.clientSecret = analystsPassword;
    if (const QByteArray failure = serveDemo(options); !failure.isEmpty())
        return failure;
    const auto hear = [said = m_said](demo::Graph &graph) {
        QObject::connect(&graph, &demo::Graph::asked, &graph, [said](const demo::HttpRequest &request) {
            said->requests << GraphRequestBook::Request{request.method, request.target, request.field("Content-Type"),
                                                        request.body};
        });
        QObject::connect(&graph, &demo::Graph::conversed, &graph,
                         [said, &graph](const QByteArray &method, const QByteArray &target, int status,
                                        const QByteArray &type, const QByteArray &body, const QByteArray &request) {
                             said->hear(graph, method, target, status);
                             const GraphAnswerBook::Answer answer{method, target, status, type, body, request};
                             if (const QByteArray shape = GraphAnswerBook::shapeOf(answer);
                                 !said->answers.contains(shape))
                                 said->answers.insert(shape, answer);
                         });
    };
    if (!graph(hear))
        return "no Graph";
    if (!m_options.prism)
        return {};
    PrismProxy &prism = PrismProxy::shared();
    const QByteArray failure = prism.standBefore(address().graph);
    takeTokensFor(prism.port());
    return failure;
}

/// Tokens are for the host that is asked, and that is who stands in front of the server.
void GraphMailWorld::takeTokensFor(quint16 port)
{
    graph([port](demo::Graph &graph) {
        graph.exchange()->tokens().serveGraphAlsoAt(QStringLiteral("127.0.0.1:%1").arg(port));
    });
}

void GraphMailWorld::describe(domain::Mailbox &mailbox) const
{
    mailbox.inbound
        = endpointAt(domain::Protocol::Graph, m_options.prism ? PrismProxy::shared().port() : address().graph);
    signInByApplication(mailbox.inbound, address().graph);
    mailbox.outbound = mailbox.inbound;
    mailbox.outbound.signIn = domain::SignIn::AsInbound;
}

void GraphMailWorld::onRelay()
{
    takeTokensFor(relay().port());
}

void GraphMailWorld::loseAnswerToMail(qint64)
{
    graph([](demo::Graph &graph) {
        graph.faults.operation = QStringLiteral("send");
        graph.faults.cuts = 1;
        graph.faults.wire.cutAt = 0;
    });
}

int GraphMailWorld::lostAnswers()
{
    return await(server()->askGraph([](demo::Graph &graph) { return 1 - graph.faults.cuts; })).value_or(-1);
}

bool GraphMailWorld::reset()
{
    return graph([](demo::Graph &graph) { graph.expireDeltaTokens(); });
}

bool GraphMailWorld::withhold(const QString &messageId)
{
    return graph([messageId](demo::Graph &graph) {
        graph.faults.itemErrors.insert(QLatin1Char('<') + messageId + QLatin1Char('>'),
                                       QStringLiteral("ErrorItemCorrupt"));
    });
}

int GraphMailWorld::refusedSignIns()
{
    const auto count = [](demo::Graph &graph) { return graph.exchange()->tokens().distrusted() + graph.diary.refused; };
    return await(server()->askGraph(count)).value_or(-1);
}

int GraphMailWorld::fetchedMails()
{
    return await(server()->askGraph([said = m_said](demo::Graph &) { return said->mails; })).value_or(-1);
}

void GraphMailWorld::after(const QByteArray &operation, std::function<void(demo::Graph &)> what)
{
    graph([operation, what, said = m_said](demo::Graph &) {
        said->operation = operation;
        said->what = what;
    });
}

int GraphMailWorld::requests(const QByteArray &operation)
{
    const auto count = [operation, said = m_said](demo::Graph &) {
        const QHash<QByteArray, int> &all = said->operations;
        return operation.isEmpty() ? std::accumulate(all.cbegin(), all.cend(), 0) : all.value(operation);
    };
    return await(server()->askGraph(count)).value_or(-1);
}

} // namespace liaison::test
