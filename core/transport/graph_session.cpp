#include "core/transport/graph_session.h"

#include "core/transport/graph_post.h"

namespace liaison::transport {

namespace {

HttpSettings httpFor(const GraphAccount &account)
{
    HttpSettings settings;
    settings.trustedCaFile = account.endpoint().trustedCaFile;
    settings.pinnedSha256 = account.endpoint().pinnedSha256;
    settings.proxy = account.endpoint().proxy;
    settings.trace = account.account().trace;
    settings.milestone = account.account().milestone;
    return settings;
}

} // namespace

std::optional<graph::Failure> failureForAll(const graph::Answer<std::vector<graph::BatchReply>> &answer)
{
    if (!answer)
        return answer.error();
    for (const graph::BatchReply &reply : *answer) {
        if (reply.lost || reply.head.isGood())
            continue;
        graph::Failure failure = graph::failureFrom(reply.head, reply.json);
        if (failure.remedy == graph::Remedy::SignIn)
            return failure;
    }
    return std::nullopt;
}

GraphSession::GraphSession(std::shared_ptr<GraphAccount> account, GraphTimings timings, QObject *parent)
    : QObject(parent), m_account(std::move(account)), m_timings(std::move(timings)), m_http(httpFor(*m_account))
{
}

GraphSession::~GraphSession()
{
    m_closing = true; // what waits for room is not to begin now
    qDeleteAll(findChildren<GraphPost *>(QString(), Qt::FindDirectChildrenOnly));
}

void GraphSession::post(QObject *owner, GraphCall call, MakeReader make, PostDone done)
{
    auto *post = new GraphPost(this, owner, std::move(call), std::move(make), std::move(done));
    QMetaObject::invokeMethod(post, &GraphPost::start, Qt::QueuedConnection);
}

} // namespace liaison::transport
