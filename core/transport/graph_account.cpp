#include "core/transport/graph_account.h"

#include "core/oauth/national_cloud.h"

namespace liaison::transport {

namespace {

constexpr qint64 laterMs = 60'000;
/// Requests that are kept for sending and marks while a mailbox is read for the first time.
constexpr int reservedRequests = 500;

const domain::Endpoint &endpointOf(const domain::Mailbox &mailbox, domain::SecretUse use)
{
    return use == domain::SecretUse::Inbound ? mailbox.inbound : mailbox.outbound;
}

} // namespace

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
    : m_account(std::move(account)), m_endpoint(endpointOf(m_account.mailbox, use)),
      m_signIn(domain::signInEndpoint(m_account.mailbox, use)), m_user(domain::signInName(m_account.mailbox, use)),
      m_secret(signInSecret(m_account, use)), m_clock(clock), m_tokens(std::move(tokens)),
      m_root(graphRootOf(m_endpoint)), m_gate(clock, m_root ? m_root->origin().host() : m_endpoint.host, limits)
{
}

Error errorOf(const graph::Failure &failure)
{
    Error error = failure.error;
    if (error.log.isEmpty())
        error.log = failure.code;
    if (!failure.requestId.isEmpty())
        error.log += QStringLiteral(" (request %1)").arg(failure.requestId);
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
    Milestone why{Milestone::What::Because};
    if (failure.remedy == graph::Remedy::WrongAddress)
        why.reason = domain::TestReason::NoExchange;
    else if (failure.reason == graph::Reason::TokenExpired)
        why.reason = domain::TestReason::TokenExpired;
    else if (failure.reason == graph::Reason::TokenRefused || failure.reason == graph::Reason::WrongAudience)
        why.reason = domain::TestReason::TokenRefused;
    else if (failure.reason == graph::Reason::ConsentMissing)
        why.reason = domain::TestReason::TokenLacksPermission;
    else if (failure.reason == graph::Reason::MailboxMissing)
        why.reason = domain::TestReason::MailboxMissing;
    else
        return;
    tell(why);
}

} // namespace liaison::transport
