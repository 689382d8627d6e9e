#include "core/domain/mailbox.h"

#include "core/base/sha256.h"
#include "core/domain/address.h"
#include "core/domain/names.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace liaison::domain {

namespace {

constexpr int minPollSeconds = 5;
constexpr int maxPollSeconds = 24 * 60 * 60;

constexpr std::array<Name<Protocol>, 4> protocolNames{{
    {Protocol::Imap, QLatin1String("imap")},
    {Protocol::Smtp, QLatin1String("smtp")},
    {Protocol::Ews, QLatin1String("ews")},
    {Protocol::Graph, QLatin1String("graph")},
}};
constexpr std::array<Name<Security>, 3> securityNames{{
    {Security::Tls, QLatin1String("tls")},
    {Security::StartTls, QLatin1String("starttls")},
    {Security::None, QLatin1String("none")},
}};
constexpr std::array<Name<SignIn>, 7> signInNames{{
    {SignIn::Password, QLatin1String("password")},
    {SignIn::OAuth2, QLatin1String("oauth2")},
    {SignIn::AsInbound, QLatin1String("asinbound")},
    {SignIn::None, QLatin1String("none")},
    {SignIn::PlainPassword, QLatin1String("plainpassword")},
    {SignIn::Certificate, QLatin1String("certificate")},
    {SignIn::Ntlm, QLatin1String("ntlm")},
}};
constexpr std::array<Name<FeedState>, 6> feedStateNames{{
    {FeedState::Stopped, QLatin1String("stopped")},
    {FeedState::Starting, QLatin1String("starting")},
    {FeedState::Running, QLatin1String("running")},
    {FeedState::BackingOff, QLatin1String("backingoff")},
    {FeedState::NeedsSignIn, QLatin1String("needssignin")},
    {FeedState::Failed, QLatin1String("failed")},
}};

bool hasControls(const QString &text)
{
    return std::any_of(text.cbegin(), text.cend(), [](QChar c) { return c.category() == QChar::Other_Control; });
}

bool isDigits(const QString &text)
{
    return !text.isEmpty() && std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

/// "a.b.c.d" in plain decimals; no shorthand, no octal.
bool isIpv4(const QString &host)
{
    const QStringList parts = host.split(QLatin1Char('.'));
    return parts.size() == 4 && std::all_of(parts.cbegin(), parts.cend(), [](const QString &part) {
               return isDigits(part) && part.size() <= 3 && part.toInt() <= 255
                   && (part.size() == 1 || !part.startsWith(QLatin1Char('0')));
           });
}

/// IPv6 with or without its square brackets; the socket judges the details.
bool looksLikeIpv6(const QString &host)
{
    QString bare = host;
    if (bare.startsWith(QLatin1Char('[')) && bare.endsWith(QLatin1Char(']')))
        bare = bare.mid(1, bare.size() - 2);
    return bare.count(QLatin1Char(':')) >= 2 && std::all_of(bare.cbegin(), bare.cend(), [](QChar c) {
               return QStringLiteral("0123456789abcdefABCDEF:.").contains(c);
           });
}

/// A name as certificates and DNS know it; single labels are met inside organisations.
bool isHostName(const QString &host)
{
    const QString ascii = normalisedDomain(host);
    if (ascii.isEmpty() || ascii.size() > 253)
        return false;
    const QStringList labels = ascii.split(QLatin1Char('.'));
    const bool labelsFit = std::all_of(labels.cbegin(), labels.cend(), [](const QString &label) {
        return !label.isEmpty() && label.size() <= 63 && !label.startsWith(QLatin1Char('-'))
            && !label.endsWith(QLatin1Char('-')) && std::all_of(label.cbegin(), label.cend(), [](QChar c) {
                   return c.unicode() < 0x80
                       && (c.isLetterOrNumber() || c == QLatin1Char('-') || c == QLatin1Char('_'));
               });
    });
    // A last label of digits alone would be a malformed IPv4 address ("10.0.0", "256.1.1.1").
    return labelsFit && !isDigits(labels.last());
}

/// The host part of what was typed: EWS and Graph take a whole https URL as well.
QString hostOf(const Endpoint &endpoint)
{
    QString host = endpoint.host.trimmed();
    const QString scheme = QStringLiteral("https://");
    const bool overHttp = endpoint.protocol == Protocol::Ews || endpoint.protocol == Protocol::Graph;
    if (!overHttp || !host.startsWith(scheme, Qt::CaseInsensitive))
        return host;
    const QString authority = host.mid(scheme.size()).section(QLatin1Char('/'), 0, 0);
    if (authority.startsWith(QLatin1Char('[')))
        return authority.section(QLatin1Char(']'), 0, 0) + QLatin1Char(']');
    return authority.section(QLatin1Char(':'), 0, 0);
}

bool sendsCredentials(const Mailbox &mailbox, SecretUse use)
{
    return signInEndpoint(mailbox, use).signIn != SignIn::None;
}

std::optional<FieldProblem> hostProblem(const Mailbox &mailbox, SecretUse use)
{
    const Endpoint &endpoint = use == SecretUse::Inbound ? mailbox.inbound : mailbox.outbound;
    const QString host = hostOf(endpoint);
    if (host.isEmpty()) {
        // Graph's host follows from the cloud.
        return endpoint.protocol == Protocol::Graph ? std::nullopt : std::optional(FieldProblem::Missing);
    }
    if (!isIpv4(host) && !looksLikeIpv6(host) && !isHostName(host))
        return FieldProblem::Malformed;
    if (endpoint.security == Security::None && sendsCredentials(mailbox, use) && !isLoopbackHost(host))
        return FieldProblem::ClearTextCredentials;
    return std::nullopt;
}

std::optional<FieldProblem> proxyProblem(const ProxySettings &proxy)
{
    if (!proxy.isManual())
        return std::nullopt;
    if (proxy.host.isEmpty())
        return FieldProblem::Missing;
    if (!isIpv4(proxy.host) && !looksLikeIpv6(proxy.host) && !isHostName(proxy.host))
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

const Endpoint &signInEndpoint(const Mailbox &mailbox, SecretUse use)
{
    const bool follows = use == SecretUse::Outbound && mailbox.outbound.signIn == SignIn::AsInbound;
    return use == SecretUse::Inbound || follows ? mailbox.inbound : mailbox.outbound;
}

bool personSignsIn(const Mailbox &mailbox, SecretUse use)
{
    const Endpoint &endpoint = signInEndpoint(mailbox, use);
    return endpoint.signIn == SignIn::OAuth2
        && (endpoint.oauth.flow == OAuthFlow::Browser || endpoint.oauth.flow == OAuthFlow::DeviceCode);
}

bool secretMayBeMissing(const Mailbox &mailbox, SecretUse use)
{
    const Endpoint &endpoint = signInEndpoint(mailbox, use);
    const bool application = endpoint.signIn == SignIn::OAuth2 && endpoint.oauth.flow == OAuthFlow::Application;
    return endpoint.signIn == SignIn::Certificate || (application && !endpoint.clientCertificateFile.isEmpty());
}

namespace {

/// What a secret is: a password, an application's or what a person's sign-in brought are not to be taken for each
/// other.
QString kindOfSecret(const Endpoint &endpoint)
{
    if (endpoint.signIn == SignIn::Certificate)
        return QStringLiteral("passphrase");
    if (endpoint.signIn != SignIn::OAuth2)
        return QStringLiteral("password");
    switch (endpoint.oauth.flow) {
    case OAuthFlow::Application:
        return QStringLiteral("application");
    case OAuthFlow::Browser:
    case OAuthFlow::DeviceCode:
        return QStringLiteral("person");
    case OAuthFlow::AccessToken:
        break;
    }
    return QStringLiteral("token");
}

/// Everybody who is shown the secret, or a token that it brings, each with the part that it has.
QStringList audienceOf(const Mailbox &mailbox, SecretUse use)
{
    const Endpoint &endpoint = use == SecretUse::Inbound ? mailbox.inbound : mailbox.outbound;
    QStringList audience;
    const auto add = [&audience](QLatin1String part, const QString &who) { audience << part + who.toLower(); };
    add(QLatin1String("kind="), kindOfSecret(endpoint));
    add(QLatin1String("host="), hostOf(endpoint));
    if (use == SecretUse::Inbound && mailbox.outbound.signIn == SignIn::AsInbound)
        add(QLatin1String("outbound="), hostOf(mailbox.outbound));
    if (endpoint.signIn != SignIn::OAuth2)
        return audience;
    add(QLatin1String("client="), endpoint.oauth.clientId);
    add(QLatin1String("tenant="), endpoint.oauth.tenantId);
    add(QLatin1String("cloud="), cloudName(endpoint.oauth.cloud));
    add(QLatin1String("login="), endpoint.oauth.loginHost);
    add(QLatin1String("issuer="), endpoint.oauth.issuer);
    return audience;
}

} // namespace

QString vaultKey(const Mailbox &mailbox, SecretUse use)
{
    constexpr qsizetype enough = 8;
    const QByteArray audience = audienceOf(mailbox, use).join(QLatin1Char('\n')).toUtf8();
    return QStringLiteral("mailbox/%1/%2/%3")
        .arg(mailbox.uuid.toString(QUuid::WithoutBraces),
             use == SecretUse::Inbound ? QStringLiteral("inbound") : QStringLiteral("outbound"),
             QString::fromLatin1(Sha256::of(audience).left(enough).toHex()));
}

bool secretMayFollow(const Mailbox &before, const Mailbox &now, SecretUse use)
{
    const QStringList known = audienceOf(before, use);
    const QStringList shown = audienceOf(now, use);
    return before.uuid == now.uuid
        && std::all_of(shown.begin(), shown.end(), [&known](const QString &one) { return known.contains(one); });
}

std::optional<QString> neededSecret(const Mailbox &mailbox, SecretUse use)
{
    if (!sendsCredentials(mailbox, use))
        return std::nullopt;
    const bool inbound = &signInEndpoint(mailbox, use) == &mailbox.inbound;
    return vaultKey(mailbox, inbound ? SecretUse::Inbound : SecretUse::Outbound);
}

QString signInName(const Mailbox &mailbox, SecretUse use)
{
    const Endpoint &endpoint = signInEndpoint(mailbox, use);
    return endpoint.username.isEmpty() ? mailbox.address : endpoint.username;
}

quint16 defaultPort(Protocol protocol, Security security)
{
    switch (protocol) {
    case Protocol::Imap:
        return security == Security::Tls ? 993 : 143;
    case Protocol::Smtp:
        return security == Security::Tls ? 465 : 587;
    case Protocol::Ews:
    case Protocol::Graph:
        return 443;
    }
    return 0;
}

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
    mark(MailboxField::InboundPort, when(mailbox.inbound.port == 0, FieldProblem::OutOfRange));
    mark(MailboxField::OutboundHost, hostProblem(mailbox, SecretUse::Outbound));
    mark(MailboxField::OutboundPort, when(mailbox.outbound.port == 0, FieldProblem::OutOfRange));
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
    mark(MailboxField::OutboundClientId, clientIdProblem(mailbox.outbound));
    mark(MailboxField::OutboundTenantId, tenantIdProblem(mailbox.outbound));
    mark(MailboxField::InboundProxy, proxyProblem(mailbox.inbound.proxy));
    mark(MailboxField::OutboundProxy, proxyProblem(mailbox.outbound.proxy));
    return errors;
}

bool isLoopbackHost(const QString &host)
{
    QString bare = host.trimmed().toLower();
    if (bare.startsWith(QLatin1Char('[')) && bare.endsWith(QLatin1Char(']')))
        bare = bare.mid(1, bare.size() - 2);
    if (bare == QLatin1String("::1") || bare == QLatin1String("localhost") || bare == QLatin1String("localhost."))
        return true;
    return isIpv4(bare) && bare.startsWith(QLatin1String("127."));
}

QJsonObject toJson(const Endpoint &endpoint)
{
    QJsonObject json{
        {QStringLiteral("protocol"), nameOf(protocolNames, endpoint.protocol)},
        {QStringLiteral("host"), endpoint.host},
        {QStringLiteral("port"), endpoint.port},
        {QStringLiteral("security"), nameOf(securityNames, endpoint.security)},
        {QStringLiteral("signIn"), nameOf(signInNames, endpoint.signIn)},
        {QStringLiteral("username"), endpoint.username},
        {QStringLiteral("trustedCaFile"), endpoint.trustedCaFile},
        {QStringLiteral("pinnedSha256"), endpoint.pinnedSha256},
        {QStringLiteral("clientCertificateFile"), endpoint.clientCertificateFile},
        {QStringLiteral("clientKeyFile"), endpoint.clientKeyFile},
    };
    if (endpoint.protocol == Protocol::Ews)
        json.insert(QStringLiteral("exchange"), toJson(endpoint.exchange));
    if (endpoint.signIn == SignIn::OAuth2 && endpoint.oauth != OAuthSettings())
        json.insert(QStringLiteral("oauth"), toJson(endpoint.oauth));
    if (endpoint.proxy != ProxySettings())
        json.insert(QStringLiteral("proxy"), toJson(endpoint.proxy));
    return json;
}

std::optional<Endpoint> endpointFromJson(const QJsonObject &json)
{
    const auto text = [&json](const char *key) { return json.value(QLatin1String(key)).toString(); };
    const auto protocol = valueOf(protocolNames, text("protocol"));
    const auto security = valueOf(securityNames, text("security"));
    const auto signIn = valueOf(signInNames, text("signIn"));
    const int port = json.value(QLatin1String("port")).toInt(-1);
    const auto exchange = exchangeSettingsFromJson(json.value(QLatin1String("exchange")).toObject());
    const auto oauth = oauthSettingsFromJson(json.value(QLatin1String("oauth")).toObject());
    const auto proxy = proxyFromJson(json.value(QLatin1String("proxy")).toObject());
    if (!protocol || !security || !signIn || !exchange || !oauth || !proxy || port < 0 || port > 65'535)
        return std::nullopt;
    return Endpoint{*protocol,
                    text("host"),
                    static_cast<quint16>(port),
                    *security,
                    *signIn,
                    text("username"),
                    text("trustedCaFile"),
                    text("pinnedSha256"),
                    text("clientCertificateFile"),
                    text("clientKeyFile"),
                    *exchange,
                    *oauth,
                    *proxy};
}

QString toString(FeedState state)
{
    return nameOf(feedStateNames, state);
}

std::optional<FeedState> feedStateFrom(const QString &text)
{
    return valueOf(feedStateNames, text);
}

} // namespace liaison::domain
