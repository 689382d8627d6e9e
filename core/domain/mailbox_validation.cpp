// What is wrong with a mailbox's fields. See mailbox.h.
#include "core/domain/address.h"
#include "core/domain/host_name.h"
#include "core/domain/mailbox.h"

#include <QFile>
#include <QFileInfo>
#include <QStringList>
#include <QUrl>

#include <algorithm>

namespace liaison::domain {

namespace {

constexpr int minPollSeconds = 5;
constexpr int maxPollSeconds = 24 * 60 * 60;

bool hasControls(const QString &text)
{
    return std::any_of(text.cbegin(), text.cend(), [](QChar c) { return c.category() == QChar::Other_Control; });
}

std::optional<FieldProblem> hostProblem(const Mailbox &mailbox, SecretUse use)
{
    const Endpoint &endpoint = use == SecretUse::Inbound ? mailbox.inbound : mailbox.outbound;
    const QString host = hostOf(endpoint);
    if (host.isEmpty()) {
        // Graph's host follows from the cloud.
        return endpoint.protocol == Protocol::Graph ? std::nullopt : std::optional(FieldProblem::Missing);
    }
    if (!isServerName(host))
        return FieldProblem::Malformed;
    if (endpoint.security == Security::None && signInEndpoint(mailbox, use).signIn != SignIn::None
        && !isLoopbackHost(host))
        return FieldProblem::ClearTextCredentials;
    return std::nullopt;
}

bool isOverHttp(const Endpoint &endpoint)
{
    return endpoint.protocol == Protocol::Ews || endpoint.protocol == Protocol::Graph;
}

/// STARTTLS is a command of mail protocols; HTTP begins with TLS or has none (RFC 9110 section 4.2.2).
std::optional<FieldProblem> securityProblem(const Endpoint &endpoint)
{
    const bool wrong = isOverHttp(endpoint) && endpoint.security == Security::StartTls;
    return wrong ? std::optional(FieldProblem::NotOffered) : std::nullopt;
}

/// Exchange knows BASIC, NTLM and tokens, Graph tokens alone. What sends may leave it to the side that reads.
std::optional<FieldProblem> signInProblem(const Endpoint &endpoint, SecretUse use)
{
    if (!isOverHttp(endpoint) || endpoint.signIn == SignIn::OAuth2
        || (use == SecretUse::Outbound && endpoint.signIn == SignIn::AsInbound))
        return std::nullopt;
    const bool byPassword = endpoint.signIn == SignIn::PlainPassword || endpoint.signIn == SignIn::Ntlm;
    return endpoint.protocol == Protocol::Ews && byPassword ? std::nullopt : std::optional(FieldProblem::NotOffered);
}

std::optional<FieldProblem> proxyProblem(const ProxySettings &proxy)
{
    if (!proxy.isManual())
        return std::nullopt;
    if (proxy.host.isEmpty())
        return FieldProblem::Missing;
    if (!isServerName(proxy.host))
        return FieldProblem::Malformed;
    return proxy.port == 0 ? std::optional(FieldProblem::OutOfRange) : std::nullopt;
}

/// As it is written at Microsoft: no braces.
bool isGuid(const QString &text)
{
    constexpr qsizetype digitsAndDashes = 36;
    return text.size() == digitsAndDashes && !QUuid::fromString(text).isNull();
}

bool isUnreadable(const QString &path)
{
    if (path.isEmpty())
        return false;
    const QFileInfo file(path);
    return !file.isFile() || !file.isReadable();
}

/// Malformed: more than 1 MiB, or nothing in it that PEM calls a certificate (RFC 7468 sections 2 and 5).
std::optional<FieldProblem> caFileProblem(const QString &path)
{
    constexpr qint64 mostBytes = 1024 * 1024; // all authorities there are take a quarter of that
    if (path.isEmpty())
        return std::nullopt;
    QFile file(path);
    if (isUnreadable(path) || !file.open(QIODevice::ReadOnly))
        return FieldProblem::NotReadable;
    if (file.size() > mostBytes || !file.read(mostBytes).contains("-----BEGIN CERTIFICATE-----"))
        return FieldProblem::Malformed;
    return std::nullopt;
}

std::optional<FieldProblem> certificateProblem(const Endpoint &endpoint)
{
    const bool application = endpoint.signIn == SignIn::OAuth2 && endpoint.oauth.flow == OAuthFlow::Application;
    if (endpoint.signIn != SignIn::Certificate && !application)
        return std::nullopt;
    if (endpoint.clientCertificateFile.isEmpty()) // an application may have a secret instead
        return application ? std::nullopt : std::optional(FieldProblem::Missing);
    if (isUnreadable(endpoint.clientCertificateFile) || isUnreadable(endpoint.clientKeyFile))
        return FieldProblem::NotReadable;
    return std::nullopt;
}

bool usesTokenService(const Endpoint &endpoint)
{
    return endpoint.signIn == SignIn::OAuth2 && endpoint.oauth.flow != OAuthFlow::AccessToken;
}

/// An https URL, or a host, to which ".well-known/openid-configuration" can be added (OpenID Connect Discovery 1.0
/// section 4): no query, no fragment, no user. In clear on this machine alone, as everything that gets a secret.
std::optional<FieldProblem> issuerProblem(const Endpoint &endpoint)
{
    const QString issuer = endpoint.oauth.issuer.trimmed();
    if (!usesTokenService(endpoint) || issuer.isEmpty()) // Microsoft's
        return std::nullopt;
    const QUrl url(issuer.contains(QLatin1String("://")) ? issuer : QStringLiteral("https://") + issuer,
                   QUrl::StrictMode);
    const bool secure = url.scheme() == QLatin1String("https")
        || (url.scheme() == QLatin1String("http") && isLoopbackHost(url.host()));
    const bool plain = url.isValid() && url.userInfo().isEmpty() && !url.hasQuery() && !url.hasFragment();
    return secure && plain && isServerName(url.host()) ? std::nullopt : std::optional(FieldProblem::Malformed);
}

/// Microsoft's applications have GUIDs; another provider's have any name.
std::optional<FieldProblem> clientIdProblem(const Endpoint &endpoint)
{
    if (!usesTokenService(endpoint))
        return std::nullopt;
    const QString &id = endpoint.oauth.clientId;
    if (id.isEmpty())
        return FieldProblem::Missing;
    const bool fits = endpoint.oauth.issuer.isEmpty() ? isGuid(id) : !hasControls(id);
    return fits ? std::nullopt : std::optional(FieldProblem::Malformed);
}

/// Microsoft's tenants are a GUID or a domain, or one of the words that leave it to the person. Others have none.
std::optional<FieldProblem> tenantIdProblem(const Endpoint &endpoint)
{
    static const QStringList words{QStringLiteral("organizations"), QStringLiteral("common"),
                                   QStringLiteral("consumers")};
    if (!usesTokenService(endpoint) || !endpoint.oauth.issuer.isEmpty())
        return std::nullopt;
    const QString &id = endpoint.oauth.tenantId;
    if (id.isEmpty())
        return FieldProblem::Missing;
    const bool isDomain = id.contains(QLatin1Char('.')) && isHostName(id);
    return isGuid(id) || isDomain || words.contains(id) ? std::nullopt : std::optional(FieldProblem::Malformed);
}

} // namespace

QList<FieldError> validate(const Mailbox &mailbox)
{
    QList<FieldError> errors;
    const auto mark = [&errors](MailboxField field, std::optional<FieldProblem> problem) {
        if (problem)
            errors.append({field, *problem});
    };
    const auto when = [](bool wrong, FieldProblem problem) { return wrong ? std::optional(problem) : std::nullopt; };
    mark(MailboxField::Address,
         mailbox.address.isEmpty() ? std::optional(FieldProblem::Missing)
                                   : when(!isValidAddress(mailbox.address), FieldProblem::Malformed));
    mark(MailboxField::InboundHost, hostProblem(mailbox, SecretUse::Inbound));
    mark(MailboxField::InboundSecurity, securityProblem(mailbox.inbound));
    mark(MailboxField::InboundPort, when(mailbox.inbound.port == 0, FieldProblem::OutOfRange));
    mark(MailboxField::InboundSignIn, signInProblem(mailbox.inbound, SecretUse::Inbound));
    mark(MailboxField::OutboundHost, hostProblem(mailbox, SecretUse::Outbound));
    mark(MailboxField::OutboundSecurity, securityProblem(mailbox.outbound));
    mark(MailboxField::OutboundPort, when(mailbox.outbound.port == 0, FieldProblem::OutOfRange));
    mark(MailboxField::OutboundSignIn, signInProblem(mailbox.outbound, SecretUse::Outbound));
    mark(MailboxField::InboundUsername, when(hasControls(mailbox.inbound.username), FieldProblem::Malformed));
    mark(MailboxField::OutboundUsername, when(hasControls(mailbox.outbound.username), FieldProblem::Malformed));
    mark(MailboxField::PollSeconds,
         when(mailbox.pollSeconds < minPollSeconds || mailbox.pollSeconds > maxPollSeconds, FieldProblem::OutOfRange));
    const auto inboundCa = caFileProblem(mailbox.inbound.trustedCaFile);
    mark(MailboxField::CaFile, inboundCa ? inboundCa : caFileProblem(mailbox.outbound.trustedCaFile));
    mark(MailboxField::InboundCertificate, certificateProblem(mailbox.inbound));
    mark(MailboxField::OutboundCertificate, certificateProblem(mailbox.outbound));
    mark(MailboxField::InboundClientId, clientIdProblem(mailbox.inbound));
    mark(MailboxField::InboundTenantId, tenantIdProblem(mailbox.inbound));
    mark(MailboxField::InboundIssuer, issuerProblem(mailbox.inbound));
    mark(MailboxField::OutboundClientId, clientIdProblem(mailbox.outbound));
    mark(MailboxField::OutboundTenantId, tenantIdProblem(mailbox.outbound));
    mark(MailboxField::OutboundIssuer, issuerProblem(mailbox.outbound));
    mark(MailboxField::InboundProxy, proxyProblem(mailbox.inbound.proxy));
    mark(MailboxField::OutboundProxy, proxyProblem(mailbox.outbound.proxy));
    return errors;
}

} // namespace liaison::domain
