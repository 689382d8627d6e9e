#include "core/transport/token_client.h"

#include "core/base/and_then.h"
#include "core/domain/sign_in_advice.h"
#include "core/oauth/client_assertion.h"
#include "core/oauth/json.h"
#include "core/oauth/pkce.h"

#include <memory>

namespace liaison::transport {

using oauth::Answer;
using oauth::Failure;

namespace {

constexpr int silenceMs = 30'000;
constexpr int totalMs = 60'000;

oauth::HttpAnswer answerOf(const HttpResponse &response, UtcMs nowMs)
{
    const std::optional<UtcMs> date = httpMoment(response.header("Date"));
    // A date counts from the answer's own: our clock may be wrong.
    return {response.status, response.body, retryAfterMs(response.header("Retry-After"), date.value_or(nowMs)), date};
}

/// What happens on the way to the provider is not to be taken for the mail server's doing.
Future<HttpResponse> told(QObject *owner, const Future<HttpResponse> &asked, const QString &host)
{
    auto promise = std::make_shared<QPromise<Result<HttpResponse>>>();
    promise->start();
    onDone<HttpResponse>(owner, asked, [promise, host](Result<HttpResponse> answer) {
        const bool ours = !answer
            && (answer.error().kind == ErrorKind::Cancelled || answer.error().kind == ErrorKind::InvalidInput);
        if (!answer && !ours)
            answer = fail(domain::aboutSignInService(answer.error(), host));
        finishWith<HttpResponse>(*promise, std::move(answer));
    });
    return promise->future();
}

} // namespace

TokenClient::TokenClient(TokenClientSettings settings, HttpSettings http, const Clock *clock, QObject *parent)
    : QObject(parent), m_settings(std::move(settings)), m_http(std::move(http)), m_clock(clock)
{
}

oauth::Client TokenClient::client() const
{
    oauth::Client out{m_settings.clientId, m_settings.clientSecret, {}};
    if (m_settings.identity) {
        const QString audience = m_settings.audience.isEmpty() ? m_settings.endpoints.token.toString(QUrl::FullyEncoded)
                                                               : m_settings.audience;
        out.assertion = oauth::clientAssertion(*m_settings.identity,
                                               {m_settings.clientId, audience, oauth::randomWord(), m_clock->nowMs()});
    }
    return out;
}

Future<HttpResponse> TokenClient::post(const QUrl &url, const Secret &body, std::stop_token stop)
{
    HttpRequest request;
    request.method = "POST";
    request.url = url;
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "application/json"}};
    request.body = body.reveal();
    request.mostBytes = oauth::largestAnswer;
    request.silenceMs = silenceMs;
    request.totalMs = totalMs;
    return told(this, m_http.send(std::move(request), std::move(stop)), url.host());
}

Asked<oauth::Tokens> TokenClient::tokens(oauth::Grant grant, const oauth::Client &client, const Secret &body,
                                         QList<Secret> sent, std::stop_token stop)
{
    sent << client.secret << client.assertion;
    return andThen<Answer<oauth::Tokens>>(
        this, post(m_settings.endpoints.token, body, std::move(stop)),
        [this, grant, client, sent = std::move(sent)](const HttpResponse &response) {
            const UtcMs now = m_clock->nowMs();
            const oauth::HttpAnswer said = answerOf(response, now);
            Answer<oauth::Tokens> answer = oauth::parseTokens(said, now, sent);
            if (!answer)
                answer = tl::unexpected<Failure>(
                    oauth::timed(oauth::explained(answer.error(), client, grant), client, said.dateMs, now));
            return readyFuture<Answer<oauth::Tokens>>(std::move(answer));
        });
}

Asked<oauth::Tokens> TokenClient::byCredentials(std::stop_token stop)
{
    const oauth::Client who = client();
    const Answer<Secret> body = oauth::clientCredentialsRequest(who, m_settings.scopes);
    if (!body)
        return readyFuture<Answer<oauth::Tokens>>(Answer<oauth::Tokens>(tl::unexpected<Failure>(body.error())));
    return tokens(oauth::Grant::ClientCredentials, who, *body, {}, std::move(stop));
}

Asked<oauth::Tokens> TokenClient::byCode(const Secret &code, const Secret &verifier, const QUrl &redirect,
                                         std::stop_token stop)
{
    const oauth::Client who = client();
    return tokens(oauth::Grant::AuthorizationCode, who, oauth::authorizationCodeRequest(who, code, verifier, redirect),
                  {code, verifier}, std::move(stop));
}

Asked<oauth::Tokens> TokenClient::byRefreshToken(const Secret &refreshToken, std::stop_token stop)
{
    const oauth::Client who = client();
    return tokens(oauth::Grant::RefreshToken, who, oauth::refreshRequest(who, refreshToken, m_settings.scopes),
                  {refreshToken}, std::move(stop));
}

Asked<oauth::Tokens> TokenClient::byDeviceCode(const Secret &deviceCode, std::stop_token stop)
{
    const oauth::Client who = client();
    return tokens(oauth::Grant::DeviceCode, who, oauth::deviceCodeRequest(who, deviceCode), {deviceCode},
                  std::move(stop));
}

Asked<oauth::DeviceCode> TokenClient::deviceCode(std::stop_token stop)
{
    if (m_settings.endpoints.deviceCode.isEmpty())
        return readyFuture<Answer<oauth::DeviceCode>>(
            Answer<oauth::DeviceCode>(oauth::failed(oauth::Problem::GrantNotAllowed)));
    const oauth::Client who = client();
    return andThen<Answer<oauth::DeviceCode>>(
        this,
        post(m_settings.endpoints.deviceCode, oauth::deviceAuthorizationRequest(who, m_settings.scopes),
             std::move(stop)),
        [this, who](const HttpResponse &response) {
            const UtcMs now = m_clock->nowMs();
            auto answer = oauth::parseDeviceCode(answerOf(response, now), now, {who.secret, who.assertion});
            if (!answer)
                answer = tl::unexpected<Failure>(oauth::explained(answer.error(), who, oauth::Grant::DeviceCode));
            return readyFuture<Answer<oauth::DeviceCode>>(std::move(answer));
        });
}

Asked<oauth::Endpoints> discover(HttpClient *http, const QString &issuer, std::stop_token stop)
{
    const Answer<QUrl> url = oauth::discoveryUrl(issuer);
    if (!url)
        return readyFuture<Answer<oauth::Endpoints>>(Answer<oauth::Endpoints>(tl::unexpected<Failure>(url.error())));
    HttpRequest request;
    request.url = *url;
    request.headers = {{"Accept", "application/json"}};
    request.mostBytes = oauth::largestAnswer;
    request.silenceMs = silenceMs;
    request.totalMs = totalMs;
    return andThen<Answer<oauth::Endpoints>>(
        http, told(http, http->send(std::move(request), std::move(stop)), url->host()),
        [issuer](const HttpResponse &response) {
            Answer<oauth::Endpoints> answer = response.status == 200
                ? oauth::endpointsFromDiscovery(response.body, issuer)
                : Answer<oauth::Endpoints>(
                    oauth::failed(oauth::Problem::NotAProvider, QStringLiteral("HTTP %1").arg(response.status)));
            return readyFuture<Answer<oauth::Endpoints>>(std::move(answer));
        });
}

} // namespace liaison::transport
