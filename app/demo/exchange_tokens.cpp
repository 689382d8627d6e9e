#include "app/demo/exchange_tokens.h"

#include "app/demo/client_assertion_check.h"
#include "app/demo/exchange.h"
#include "app/demo/graph_scopes.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QUrlQuery>
#include <QUuid>

namespace liaison::demo {

namespace {

using Reply = TokenDesk::Reply;

Reply refused(int status, const char *error, int aadsts, const char *words)
{
    return refusalOf(status, error, aadsts, QLatin1String(words));
}

/// Client id and secret of RFC 6749 section 2.3.1: in the form, or by BASIC with both percent-encoded.
std::pair<QString, QString> clientOf(const HttpRequest &request, const QUrlQuery &form)
{
    const QByteArray authorization = request.field("Authorization");
    if (authorization.left(6).compare("basic ", Qt::CaseInsensitive) == 0) {
        const QByteArray both = QByteArray::fromBase64(authorization.mid(6).trimmed());
        const qsizetype colon = both.indexOf(':');
        const auto decoded = [](QByteArray text) {
            return QString::fromUtf8(QByteArray::fromPercentEncoding(text.replace('+', ' ')));
        };
        return {decoded(both.left(colon)), colon < 0 ? QString() : decoded(both.mid(colon + 1))};
    }
    return {fieldOf(form, "client_id"), fieldOf(form, "client_secret")};
}

} // namespace

TokenDesk::Reply refusalOf(int status, const char *error, int aadsts, const QString &words)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QString trace = QUuid::createUuid().toString(QUuid::WithoutBraces);
    const QJsonObject json{{QStringLiteral("error"), QLatin1String(error)},
                           {QStringLiteral("error_description"),
                            QStringLiteral("AADSTS%1: %2 Trace ID: %3").arg(aadsts).arg(words, trace)},
                           {QStringLiteral("error_codes"), QJsonArray{aadsts}},
                           {QStringLiteral("timestamp"), now.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss'Z'"))},
                           {QStringLiteral("trace_id"), trace}};
    return {status, QJsonDocument(json).toJson(QJsonDocument::Compact)};
}

QByteArray secretWord()
{
    QByteArray word;
    for (int i = 0; i < 4; ++i)
        word += QByteArray::number(QRandomGenerator::system()->generate64(), 16).rightJustified(16, '0');
    return word;
}

QUrlQuery formOf(const HttpRequest &request)
{
    QByteArray body = request.body;
    return QUrlQuery(QString::fromUtf8(body.replace('+', "%20")));
}

QString fieldOf(const QUrlQuery &form, const char *name)
{
    return form.queryItemValue(QLatin1String(name), QUrl::FullyDecoded);
}

QString scopeOf(const QUrlQuery &form, const QString &otherwise)
{
    const QString scope = fieldOf(form, "scope").simplified();
    return scope.isEmpty() ? otherwise : scope;
}

bool isOffline(const QUrlQuery &form)
{
    return fieldOf(form, "scope").split(QLatin1Char(' ')).contains(QLatin1String("offline_access"));
}

std::optional<TokenDesk::Reply> TokenDesk::answer(const HttpRequest &request)
{
    const Place place = placeOf(request.path());
    if (place != Place::None && tenantOf(request) == Tenant::Unknown)
        return tenantUnknown(request, place);
    switch (place) {
    case Place::Token:
        return token(request);
    case Place::Authorize:
        return authorize(request);
    case Place::DeviceCode:
        return deviceCode(request);
    case Place::DevicePage:
        return devicePage(request);
    case Place::Discovery:
        return discovery(request);
    case Place::None:
        break;
    }
    return std::nullopt;
}

std::optional<TokenDesk::Holder> TokenDesk::holder(const QByteArray &token) const
{
    const auto found = m_tokens.constFind(token);
    return found != m_tokens.cend() && !found->expiry.hasExpired() ? std::optional(found->holder) : std::nullopt;
}

TokenDesk::Reply TokenDesk::token(const HttpRequest &request)
{
    if (request.method != "POST")
        return refused(405, "invalid_request", 900561, "The endpoint only accepts POST requests.");
    if (m_refusal != 0)
        return refused(401, "invalid_client", m_refusal, "Refused on purpose.");
    const QUrlQuery form = formOf(request);
    if (auto no = distrust(request, form)) {
        ++m_distrusted;
        return *no;
    }
    if (spend(m_faults->secretExpired))
        return refused(401, "invalid_client", 7000222, "The provided client secret keys are expired.");
    if (spend(m_faults->consentMissing))
        return refused(400, "invalid_grant", 65001,
                       "The user or administrator has not consented to use the application.");
    const QString grant = fieldOf(form, "grant_type");
    if (grant == QLatin1String("client_credentials"))
        return forApplication(request, form);
    if (grant == QLatin1String("authorization_code"))
        return forCode(form);
    if (grant == QLatin1String("urn:ietf:params:oauth:grant-type:device_code"))
        return forDevice(form);
    if (grant == QLatin1String("refresh_token"))
        return forRefresh(form);
    return refused(400, "unsupported_grant_type", 70003, "The app requested an unsupported grant type.");
}

/// Whether the client is not who it says. A person's sign-in proves itself by PKCE or device code; an application has
/// nothing but its secret or certificate, and those count wherever they are shown.
std::optional<TokenDesk::Reply> TokenDesk::distrust(const HttpRequest &request, const QUrlQuery &form) const
{
    const auto [id, secret] = clientOf(request, form);
    if (id.isEmpty() || id != m_options.clientId)
        return refused(400, "unauthorized_client", 700016, "Application was not found in the directory.");
    if (form.hasQueryItem(QStringLiteral("client_assertion")))
        return distrustAssertion(request, form);
    if (!secret.isEmpty() && secret != m_options.clientSecret)
        return refused(401, "invalid_client", 7000215, "Invalid client secret provided.");
    if (secret.isEmpty() && fieldOf(form, "grant_type") == QLatin1String("client_credentials"))
        return refused(401, "invalid_client", 7000216,
                       "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' "
                       "grant type.");
    return std::nullopt;
}

std::optional<TokenDesk::Reply> TokenDesk::distrustAssertion(const HttpRequest &request, const QUrlQuery &form) const
{
    if (fieldOf(form, "client_assertion_type")
        != QLatin1String("urn:ietf:params:oauth:client-assertion-type:jwt-bearer"))
        return refused(400, "invalid_request", 900144, "The client assertion is of no known type.");
    const QByteArray target = request.target.split('?').first();
    const AssertionRules rules{m_options.clientCertificatePem,
                               m_options.clientId,
                               {QString::fromUtf8(m_options.scheme + "://" + request.field("Host") + target)},
                               QDateTime::currentMSecsSinceEpoch() + clockAheadMs(*m_faults)};
    const auto problem = problemOf(fieldOf(form, "client_assertion").toLatin1(), rules);
    return problem ? std::optional(refusalOf(401, "invalid_client", problem->aadsts, problem->words)) : std::nullopt;
}

TokenDesk::Reply TokenDesk::forApplication(const HttpRequest &request, const QUrlQuery &form)
{
    if (tenantOf(request) == Tenant::Anyones) // an application has no account that would tell whose it is
        return refused(400, "invalid_request", 50059,
                       "No tenant-identifying information found in either the request or implied by any provided "
                       "credentials.");
    if (!fieldOf(form, "scope").endsWith(QLatin1String("/.default")))
        return refused(400, "invalid_scope", 70011, "The provided value for the input parameter 'scope' is not valid.");
    if (isForeignGraph(scopeOf(form)))
        return refused(400, "invalid_resource", 500011,
                       "The resource principal was not found in the tenant: this is another cloud's Graph.");
    return issue({}, scopeOf(form), false);
}

TokenDesk::Reply TokenDesk::forCode(const QUrlQuery &form)
{
    const auto code = m_codes.find(fieldOf(form, "code").toLatin1());
    if (code == m_codes.end() || code->expiry.hasExpired())
        return refused(400, "invalid_grant", 70008, "The provided authorization code is expired or unknown.");
    if (std::exchange(code->used, true))
        return refused(400, "invalid_grant", 54005, "OAuth2 Authorization code was already redeemed.");
    if (fieldOf(form, "redirect_uri") != code->redirect)
        return refused(400, "invalid_grant", 50011, "The redirect URI does not match the one of the request.");
    const QByteArray verifier = fieldOf(form, "code_verifier").toLatin1();
    const QByteArray challenge = QCryptographicHash::hash(verifier, QCryptographicHash::Sha256)
                                     .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    if (challenge != code->challenge)
        return refused(400, "invalid_grant", 501481, "The Code_Verifier does not match the code_challenge.");
    return issue(code->user, scopeOf(form, code->scope), code->offline);
}

TokenDesk::Reply TokenDesk::forDevice(const QUrlQuery &form)
{
    const auto device = m_devices.find(fieldOf(form, "device_code").toLatin1());
    if (device == m_devices.end())
        return refused(400, "bad_verification_code", 70019, "The verification code is unknown.");
    if (device->expiry.hasExpired())
        return refused(400, "expired_token", 70020, "The provided device code has expired.");
    if (device->answer == Device::Answer::No)
        return refused(400, "authorization_declined", 70018, "The person said no.");
    if (device->answer == Device::Answer::None && !device->approval.hasExpired())
        return refused(400, "authorization_pending", 70016,
                       "OAuth 2.0 device flow error. Authorization is pending. Continue polling.");
    const Device granted = *device;
    m_devices.erase(device);
    return issue(granted.user, granted.scope, granted.offline);
}

/// One that was used is in two hands: everything that came of its sign-in ends (RFC 9700 section 4.14.2).
TokenDesk::Reply TokenDesk::forRefresh(const QUrlQuery &form)
{
    const auto refresh = m_refreshes.find(fieldOf(form, "refresh_token").toLatin1());
    if (refresh == m_refreshes.end())
        return refused(400, "invalid_grant", 50173, "The provided grant has expired due to it being revoked.");
    const Refresh shown = *refresh;
    if (shown.used) {
        m_refreshes.removeIf([&shown](const auto &other) { return other.value().signIn == shown.signIn; });
        return refused(400, "invalid_grant", 70000, "The refresh token was used before.");
    }
    refresh->used = true;
    return issue(shown.user, scopeOf(form, shown.scope), true, shown.signIn);
}

TokenDesk::Reply TokenDesk::issue(const QString &user, const QString &scope, bool offline, quint64 signIn)
{
    Holder holder{user, isForGraph(scope, m_graphHosts), {}};
    if (holder.forGraph)
        holder.permissions = user.isEmpty() ? m_graphRoles : graphPermissions(scope);
    m_tokens.removeIf([](const auto &token) { return token.value().expiry.hasExpired(); });
    const QByteArray token = secretWord();
    m_tokens.insert(token, {QDeadlineTimer(qint64(m_options.tokenSeconds) * 1'000), holder});
    ++m_issued;
    QJsonObject json{{QStringLiteral("token_type"), QStringLiteral("Bearer")},
                     {QStringLiteral("expires_in"), m_options.tokenSeconds},
                     {QStringLiteral("ext_expires_in"), m_options.tokenSeconds},
                     {QStringLiteral("access_token"), QString::fromLatin1(token)}};
    if (offline) {
        const QByteArray refresh = secretWord();
        m_refreshes.insert(refresh, {user, scope, signIn == 0 ? ++m_signIns : signIn, false});
        json.insert(QStringLiteral("refresh_token"), QString::fromLatin1(refresh));
    }
    return {200, QJsonDocument(json).toJson(QJsonDocument::Compact)};
}

} // namespace liaison::demo
