#include "core/transport/graph_sink.h"

#include "core/graph/get_folder.h"
#include "core/transport/graph_send.h"

namespace liaison::transport {

namespace {

graph::Failure noPermissionToSend()
{
    graph::Failure failure;
    failure.error = {ErrorKind::PermissionDenied, {}, QStringLiteral("the token lacks Mail.Send"), {}};
    failure.remedy = graph::Remedy::StopMailbox;
    failure.reason = graph::Reason::ConsentMissing;
    failure.code = QStringLiteral("Mail.Send");
    return failure;
}

class GraphCheck final : public GraphTask<void> {
public:
    using GraphTask::GraphTask;

    void start() override
    {
        GraphCall call;
        call.request = graph::GetFolder::request(mailbox(), graph::well_known::sentItems);
        call.urgent = true;
        ask<graph::GetFolder>(std::move(call), [this](const graph::Answer<graph::Folder> &folder) {
            if (!folder)
                return end(folder.error());
            // The folder tells nothing of sending; the token may.
            if (account().missingPermissions().contains(QLatin1String("Mail.Send")))
                return end(noPermissionToSend());
            finish({});
        });
    }
};

} // namespace

GraphSink::GraphSink(std::shared_ptr<GraphAccount> account, GraphTimings timings, QObject *parent)
    : MailSink(parent), m_account(std::move(account)), m_session(new GraphSession(m_account, std::move(timings), this))
{
}

GraphSink::~GraphSink()
{
    shutDown();
}

Future<SendReceipt> GraphSink::send(Submission mail, std::stop_token stop)
{
    if (stop.stop_requested() || !m_session)
        return readyFuture<SendReceipt>(fail(ErrorKind::Cancelled));
    if (!m_account->root())
        return readyFuture<SendReceipt>(fail(m_account->root().error()));
    auto *task = new GraphSend(m_session, std::move(mail), std::move(stop), m_session);
    Future<SendReceipt> future = task->future();
    task->start();
    return future;
}

Future<void> GraphSink::check(std::stop_token stop)
{
    if (stop.stop_requested() || !m_session)
        return readyFuture<void>(fail(ErrorKind::Cancelled));
    auto *task = new GraphCheck(m_session, std::move(stop), m_session);
    Future<void> future = task->future();
    task->start();
    return future;
}

void GraphSink::shutDown()
{
    delete std::exchange(m_session, nullptr);
}

} // namespace liaison::transport
