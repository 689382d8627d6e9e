#include "core/transport/ews_account.h"

#include "core/base/log.h"
#include "core/ews/autodiscover.h"

namespace liaison::transport {

namespace {

constexpr qint64 laterMs = 60'000;

const domain::Endpoint &endpointOf(const domain::Mailbox &mailbox, domain::SecretUse use)
{
    return use == domain::SecretUse::Inbound ? mailbox.inbound : mailbox.outbound;
}

} // namespace

QUrl ewsUrlOf(const domain::Endpoint &endpoint)
{
    return ews::ewsUrlFrom(endpoint.host, endpoint.security != domain::Security::None, endpoint.port);
}

EwsAccount::EwsAccount(Account account, domain::SecretUse use, const Clock *clock,
                       std::unique_ptr<AccountTokens> tokens)
    : m_account(std::move(account)), m_endpoint(endpointOf(m_account.mailbox, use)),
      m_signIn(domain::signInEndpoint(m_account.mailbox, use)), m_user(domain::signInName(m_account.mailbox, use)),
      m_secret(signInSecret(m_account, use)), m_tokens(std::move(tokens)), m_url(ewsUrlOf(m_endpoint)),
      m_negotiation(m_endpoint.exchange.version), m_gate(clock, m_url.host(), {mostAtATime})
{
}

bool EwsAccount::isExchangeOnline() const
{
    using oauth::NationalCloud;
    for (const NationalCloud cloud : {NationalCloud::Global, NationalCloud::China, NationalCloud::Germany,
                                      NationalCloud::USGovernment, NationalCloud::USGovernmentDoD})
        if (m_url.host().endsWith(oauth::hostsOf(cloud).mail, Qt::CaseInsensitive))
            return true;
    return false;
}

ews::RequestContext EwsAccount::context() const
{
    ews::RequestContext context;
    context.version = m_negotiation.current();
    const bool application
        = m_signIn.signIn == domain::SignIn::OAuth2 && m_signIn.oauth.flow == domain::OAuthFlow::Application;
    if (application || m_endpoint.exchange.impersonate)
        context.impersonate = m_account.mailbox.address;
    return context;
}

ews::FolderRef EwsAccount::folder(const QString &distinguished) const
{
    const QString &address = m_account.mailbox.address;
    const bool asOneself = !context().impersonate.isEmpty() || m_user.compare(address, Qt::CaseInsensitive) == 0;
    return ews::FolderRef::named(distinguished, asOneself ? QString() : address);
}

void EwsAccount::learn(const ews::ServerBuild &build)
{
    if (m_negotiation.learn(build))
        qCInfo(lcNet, "%s is Exchange %s and is spoken to as %s", qPrintable(m_url.host()),
               qPrintable(ews::toString(build)), qPrintable(ews::requestName(version())));
}

bool EwsAccount::versionRefused(ews::ServerVersion version)
{
    // Several requests may hear it of the same version.
    return version != m_negotiation.current() || m_negotiation.refused();
}

Error errorOf(const ews::Failure &failure)
{
    Error error = failure.error;
    if (error.log.isEmpty())
        error.log = failure.code;
    switch (failure.remedy) {
    case ews::Remedy::StopMailbox:
        // Nothing that comes back by itself: a person has to act.
        if (error.kind == ErrorKind::NotFound)
            error.kind = ErrorKind::PermissionDenied;
        break;
    case ews::Remedy::RetryLater:
    case ews::Remedy::FewerAtATime:
        if (!error.retryAfterMs)
            error.retryAfterMs = laterMs;
        break;
    case ews::Remedy::AccountLocked:
    case ews::Remedy::FollowRedirect:
        if (!failure.link.isEmpty())
            error.serverWords += QLatin1Char(' ') + failure.link;
        break;
    default:
        break;
    }
    return error;
}

void tellWhy(const EwsAccount &account, const ews::Failure &failure)
{
    const OnMilestone &tell = account.account().milestone;
    if (!tell)
        return;
    Milestone why{Milestone::What::Because};
    const domain::SignIn how = account.signIn().signIn;
    if (failure.remedy == ews::Remedy::BlockedForApp)
        why.reason = domain::TestReason::BlockedForApp;
    else if (failure.remedy == ews::Remedy::WrongAddress || failure.remedy == ews::Remedy::FollowRedirect)
        why.reason = domain::TestReason::NoExchange;
    else if (failure.remedy == ews::Remedy::StepDownVersion)
        why.reason = domain::TestReason::VersionUnknown;
    else if (failure.error.kind == ErrorKind::AuthenticationFailed && how == domain::SignIn::Ntlm)
        why.reason = domain::TestReason::NtlmRefused;
    else if (failure.code.startsWith(QLatin1String("ErrorImpersonat")))
        why.reason = domain::TestReason::ImpersonationDenied;
    else if (failure.code == QLatin1String("ErrorNonExistentMailbox")
             || failure.code == QLatin1String("ErrorMissingEmailAddress"))
        why.reason = domain::TestReason::MailboxMissing;
    else
        return;
    tell(why);
}

} // namespace liaison::transport
