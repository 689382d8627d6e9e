#include "core/transport/graph_account.h"

#include "core/oauth/access_token.h"
#include "core/oauth/national_cloud.h"
#include "core/transport/graph_advice.h"

#include <QCryptographicHash>

namespace liaison::transport {

namespace {

constexpr qint64 laterMs = 60'000;
/// Requests that are kept for sending and marks while a mailbox is read for the first time.
constexpr int reservedRequests = 500;

} // namespace

domain::Endpoint graphServerOf(const domain::Mailbox &mailbox, domain::SecretUse use)
{
    const domain::Endpoint &signIn = domain::signInEndpoint(mailbox, use);
    domain::Endpoint server = use == domain::SecretUse::Inbound ? mailbox.inbound : mailbox.outbound;
    const bool follows = &signIn == &mailbox.inbound && signIn.protocol == domain::Protocol::Graph;
    if (follows && server.host.trimmed().isEmpty())
        return signIn;
    server.oauth.cloud = signIn.oauth.cloud;
    return server;
}

Result<graph::ServiceRoot> graphRootOf(const domain::Endpoint &endpoint)
{
    const QString host = endpoint.host.trimmed();
    if (host.isEmpty())
        return graph::ServiceRoot::make(oauth::hostsOf(endpoint.oauth.cloud).graph);
    if (host.contains(QLatin1String("://")))
        return graph::ServiceRoot::make(host);
    const bool clear = endpoint.security == domain::Security::None;
    const quint16 usual = clear ? 80 : 443;
    const QString port
        = endpoint.port == 0 || endpoint.port == usual ? QString() : QStringLiteral(":%1").arg(endpoint.port);
    return graph::ServiceRoot::make((clear ? QStringLiteral("http://") : QStringLiteral("https://")) + host + port);
}

RequestGate::Limits graphLimits()
{
    return {graph::mostRequestsAtATime, graph::mostRequestsInWindow, graph::requestWindowMs, reservedRequests};
}

GraphAccount::GraphAccount(Account account, domain::SecretUse use, const Clock *clock,
                           std::unique_ptr<AccountTokens> tokens, RequestGate::Limits limits)
    : m_account(std::move(account)), m_endpoint(graphServerOf(m_account.mailbox, use)),
      m_signIn(domain::signInEndpoint(m_account.mailbox, use)), m_user(domain::signInName(m_account.mailbox, use)),
      m_secret(signInSecret(m_account, use)), m_clock(clock), m_tokens(std::move(tokens)),
      m_root(graphRootOf(m_endpoint)), m_gate(clock, m_root ? m_root->origin().host() : m_endpoint.host, limits)
{
}

void GraphAccount::tokenCame(const Secret &token)
{
    const QByteArray digest = QCryptographicHash::hash(token.reveal(), QCryptographicHash::Sha256);
    if (std::exchange(m_tokenSeen, digest) != digest)
        m_missingPermissions = oauth::missingGraphPermissions(oauth::readAccessToken(token));
}

Error errorOf(const graph::Failure &failure)
{
    Error error = failure.error;
    const QString request
        = failure.requestId.isEmpty() ? QString() : QStringLiteral(" (request %1)").arg(failure.requestId);
    if (const QString advice = adviceLog(failure); !advice.isEmpty()) {
        if (error.serverWords.isEmpty())
            error.serverWords = error.log; // what is wrong with it exactly: nobody else says so
        error.log = advice;                // to be read as it is: domain::signInAdvice()
        error.serverWords += request;
    } else {
        error.log = (error.log.isEmpty() ? failure.code : error.log) + request;
    }
    switch (failure.remedy) {
    case graph::Remedy::StopMailbox:
        // Nothing that comes back by itself: a person has to act.
        if (error.kind == ErrorKind::NotFound)
            error.kind = ErrorKind::PermissionDenied;
        break;
    case graph::Remedy::RetryLater:
        if (!error.retryAfterMs)
            error.retryAfterMs = laterMs;
        break;
    default:
        break;
    }
    return error;
}

graph::Failure graphFailure(Error error)
{
    graph::Failure failure;
    failure.error = std::move(error);
    failure.origin = graph::Failure::Origin::Http;
    failure.code = QStringLiteral("network");
    return failure;
}

void tellWhy(const GraphAccount &account, const graph::Failure &failure)
{
    const OnMilestone &tell = account.account().milestone;
    if (!tell)
        return;
    const GraphAdvice what = graphAdvice(failure);
    if (what.reason == domain::TestReason::ByKind)
        return;
    Milestone why{Milestone::What::Because};
    why.reason = what.reason;
    why.advice = what.advice;
    tell(why);
}

bool concernsAnyRequest(const graph::Failure &failure)
{
    const bool network = failure.code == QLatin1String("network") && failure.error.kind != ErrorKind::LimitExceeded;
    return network || graph::concernsAccount(failure.remedy);
}

} // namespace liaison::transport
