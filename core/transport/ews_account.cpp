#include "core/transport/ews_account.h"

#include "core/base/log.h"
#include "core/domain/sign_in_advice.h"
#include "core/ews/autodiscover.h"

#include <QCoreApplication>

namespace liaison::transport {

namespace {

constexpr qint64 laterMs = 60'000;

constexpr const char *blocked = QT_TRANSLATE_NOOP("SignInAdvice",
                                                  "Exchange Online has Exchange Web Services blocked for this "
                                                  "application or mailbox. Switch the mailbox to Microsoft Graph, or "
                                                  "have an administrator allow the application.");

const domain::Endpoint &endpointOf(const domain::Mailbox &mailbox, domain::SecretUse use)
{
    return use == domain::SecretUse::Inbound ? mailbox.inbound : mailbox.outbound;
}

/// Whether `host` is `domain` or a name below it.
bool isWithin(const QString &host, const QString &domain)
{
    return host.compare(domain, Qt::CaseInsensitive) == 0
        || host.endsWith(QLatin1Char('.') + domain, Qt::CaseInsensitive);
}

} // namespace

QUrl ewsUrlOf(const domain::Endpoint &endpoint)
{
    return ews::ewsUrlFrom(endpoint.host, endpoint.security != domain::Security::None, endpoint.port);
}

EwsAccount::EwsAccount(Account account, domain::SecretUse use, const Clock *clock,
                       std::unique_ptr<AccountTokens> tokens, std::shared_ptr<EwsVersions> versions)
    : m_account(std::move(account)), m_endpoint(endpointOf(m_account.mailbox, use)),
      m_signIn(domain::signInEndpoint(m_account.mailbox, use)), m_user(domain::signInName(m_account.mailbox, use)),
      m_secret(signInSecret(m_account, use)), m_tokens(std::move(tokens)), m_url(ewsUrlOf(m_endpoint)),
      m_versions(std::move(versions)), m_negotiation(m_endpoint.exchange.version, knownVersion()),
      m_gate(clock, m_url.host(), {mostAtATime})
{
}

bool EwsAccount::isExchangeOnline() const
{
    using oauth::NationalCloud;
    for (const NationalCloud cloud : {NationalCloud::Global, NationalCloud::China, NationalCloud::Germany,
                                      NationalCloud::USGovernment, NationalCloud::USGovernmentDoD})
        if (isWithin(m_url.host(), oauth::hostsOf(cloud).mail))
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

QString EwsAccount::versionKey() const
{
    return m_url.toString() + QLatin1Char(' ') + m_account.mailbox.address;
}

std::optional<ews::ServerVersion> EwsAccount::knownVersion() const
{
    if (!m_versions || !m_versions->contains(versionKey()))
        return std::nullopt;
    return m_versions->value(versionKey());
}

void EwsAccount::keepVersion()
{
    if (m_versions && m_endpoint.exchange.version == domain::VersionChoice::Other)
        m_versions->insert(versionKey(), version());
}

void EwsAccount::learn(const ews::ServerBuild &build)
{
    const bool newer = m_negotiation.learn(build);
    keepVersion();
    if (newer)
        qCInfo(lcNet, "%s is Exchange %s and is spoken to as %s", qPrintable(m_url.host()),
               qPrintable(ews::toString(build)), qPrintable(ews::requestName(version())));
}

bool EwsAccount::versionRefused(ews::ServerVersion version)
{
    // Several requests may hear it of the same version.
    const bool left = version != m_negotiation.current() || m_negotiation.refused();
    keepVersion();
    return left;
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
    case ews::Remedy::BlockedForApp: // to be read as it is: domain::signInAdvice()
        error.log = QStringLiteral("BlockedForApp (EWS %1): %2").arg(failure.code.left(60), QLatin1String(blocked));
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
    // A sign-in service that is none has its own words.
    const bool noHttp = failure.code == QLatin1String(networkCode) && failure.error.kind == ErrorKind::ProtocolViolation
        && !domain::signInAdvice(failure.error) && domain::signInServiceOf(failure.error).isEmpty();
    if (failure.remedy == ews::Remedy::BlockedForApp)
        why.reason = domain::TestReason::BlockedForApp;
    else if (noHttp || failure.remedy == ews::Remedy::WrongAddress || failure.remedy == ews::Remedy::FollowRedirect)
        why.reason = domain::TestReason::NoExchange;
    else if (failure.remedy == ews::Remedy::StepDownVersion)
        why.reason = domain::TestReason::VersionUnknown;
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
