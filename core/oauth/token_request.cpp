#include "core/oauth/token_request.h"

#include <cstdlib>

namespace liaison::oauth {

namespace {

/// Form fields (WHATWG URL standard, "application/x-www-form-urlencoded"), everything but letters, digits and -._~ as
/// %XX.
class Form {
public:
    Form &add(const char *name, const QByteArray &utf8)
    {
        if (!m_text.isEmpty())
            m_text += '&';
        m_text += name;
        m_text += '=';
        m_text += utf8.toPercentEncoding();
        return *this;
    }
    Form &add(const char *name, const QString &value) { return add(name, value.toUtf8()); }
    Form &add(const char *name, const Secret &value) { return add(name, value.reveal()); }
    Form &add(const Client &client)
    {
        add("client_id", client.id);
        if (!client.assertion.isEmpty())
            add("client_assertion_type", QByteArray("urn:ietf:params:oauth:client-assertion-type:jwt-bearer"))
                .add("client_assertion", client.assertion);
        else if (!client.secret.isEmpty())
            add("client_secret", client.secret);
        return *this;
    }
    Form &scopes(const QStringList &scopes)
    {
        return scopes.isEmpty() ? *this : add("scope", scopes.join(QLatin1Char(' ')));
    }
    Secret done() { return Secret(std::move(m_text)); }

private:
    QByteArray m_text;
};

Form asking(const char *grant, const Client &client)
{
    Form form;
    form.add("grant_type", QByteArray(grant)).add(client);
    return form;
}

} // namespace

Failure explained(Failure failure, const Client &client, Grant grant)
{
    if (failure.code == QLatin1String("invalid_client")) {
        if (!client.assertion.isEmpty())
            failure.problem = Problem::AssertionRefused;
        else if (client.secret.isEmpty())
            failure.problem = Problem::UnknownApp;
    }
    if (failure.code == QLatin1String("invalid_grant")
        && (grant == Grant::AuthorizationCode || grant == Grant::DeviceCode))
        failure.problem = Problem::CodeExpired;
    return failure;
}

Failure timed(Failure failure, const Client &client, std::optional<UtcMs> providersTime, UtcMs nowMs)
{
    constexpr qint64 toleratedMs = 5 * 60'000;
    const qint64 ahead = providersTime ? nowMs - *providersTime : 0;
    if (std::abs(ahead) <= toleratedMs)
        return failure;
    const bool vague = failure.problem == Problem::AssertionRefused && failure.code == QLatin1String("invalid_client");
    if (vague && !client.assertion.isEmpty())
        failure.problem = Problem::ClockWrong;
    if (failure.problem == Problem::ClockWrong)
        failure.clockAheadMs = ahead;
    return failure;
}

Answer<Secret> clientCredentialsRequest(const Client &client, const QStringList &scopes)
{
    if (client.secret.isEmpty() && client.assertion.isEmpty())
        return failed(Problem::NoCredentials);
    return asking("client_credentials", client).scopes(scopes).done();
}

Secret authorizationCodeRequest(const Client &client, const Secret &code, const Secret &verifier, const QUrl &redirect)
{
    return asking("authorization_code", client)
        .add("code", code)
        .add("redirect_uri", redirect.toString(QUrl::FullyEncoded))
        .add("code_verifier", verifier)
        .done();
}

Secret refreshRequest(const Client &client, const Secret &refreshToken, const QStringList &scopes)
{
    return asking("refresh_token", client).add("refresh_token", refreshToken).scopes(scopes).done();
}

Secret deviceAuthorizationRequest(const Client &client, const QStringList &scopes)
{
    return Form().add(client).scopes(scopes).done();
}

Secret deviceCodeRequest(const Client &client, const Secret &deviceCode)
{
    return asking("urn:ietf:params:oauth:grant-type:device_code", client).add("device_code", deviceCode).done();
}

} // namespace liaison::oauth
