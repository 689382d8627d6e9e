// Endpoints and states as the store and settings files keep them. See mailbox.h.
#include "core/domain/mailbox.h"
#include "core/domain/names.h"

#include <array>

namespace liaison::domain {

namespace {

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

/// Nothing of it is another connection or another secret: this is what was done with these words.
void takeMeaning(Endpoint &endpoint)
{
    const bool exchange = endpoint.protocol == Protocol::Ews;
    if ((exchange || endpoint.protocol == Protocol::Graph) && endpoint.security == Security::StartTls)
        endpoint.security = Security::Tls;
    if (exchange && endpoint.signIn == SignIn::Password)
        endpoint.signIn = SignIn::PlainPassword;
}

} // namespace

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
    Endpoint endpoint{*protocol,
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
    takeMeaning(endpoint);
    return endpoint;
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
