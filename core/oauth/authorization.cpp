#include "core/oauth/authorization.h"

#include "core/oauth/token_response.h"

#include <QHash>

#include <openssl/crypto.h>

namespace liaison::oauth {

namespace {

constexpr qsizetype longestTarget = 16 * 1024;

/// A query's parameters; nullopt where one stands twice (RFC 6749 section 3.1 forbids it).
std::optional<QHash<QByteArray, QByteArray>> parametersOf(const QByteArray &query)
{
    QHash<QByteArray, QByteArray> out;
    const auto decoded = [](QByteArray text) { return QByteArray::fromPercentEncoding(text.replace('+', ' ')); };
    for (const QByteArray &pair : query.split('&')) {
        if (pair.isEmpty())
            continue;
        const qsizetype equals = pair.indexOf('=');
        const QByteArray name = decoded(equals < 0 ? pair : pair.left(equals));
        if (out.contains(name))
            return std::nullopt;
        out.insert(name, equals < 0 ? QByteArray() : decoded(pair.mid(equals + 1)));
    }
    return out;
}

bool sameWord(const QByteArray &a, const QByteArray &b)
{
    return a.size() == b.size() && CRYPTO_memcmp(a.constData(), b.constData(), size_t(a.size())) == 0;
}

} // namespace

QUrl authorizationUrl(const Endpoints &endpoints, const AuthorizationRequest &request)
{
    QByteArray query = endpoints.authorize.query(QUrl::FullyEncoded).toLatin1(); // kept: RFC 6749 section 3.1
    const auto add = [&query](const char *name, const QByteArray &value) {
        if (value.isEmpty())
            return;
        if (!query.isEmpty())
            query += '&';
        query += QByteArray(name) + '=' + value.toPercentEncoding();
    };
    add("response_type", "code");
    add("client_id", request.clientId.toUtf8());
    add("redirect_uri", request.redirect.toEncoded());
    add("scope", request.scopes.join(QLatin1Char(' ')).toUtf8());
    add("state", request.state);
    add("code_challenge", request.challenge);
    add("code_challenge_method", "S256");
    add("login_hint", request.loginHint.toUtf8());
    add("prompt", request.prompt.toUtf8());
    QUrl url = endpoints.authorize;
    url.setQuery(QString::fromLatin1(query), QUrl::StrictMode);
    return url;
}

Answer<Secret> parseRedirect(const QByteArray &target, const ExpectedRedirect &expected)
{
    const qsizetype mark = target.indexOf('?');
    if (target.size() > longestTarget || mark < 0 || target.left(mark) != expected.path.toLatin1()
        || expected.state.isEmpty())
        return failed(Problem::StateMismatch);
    const auto parameters = parametersOf(target.mid(mark + 1));
    if (!parameters || !sameWord(parameters->value("state"), expected.state))
        return failed(Problem::StateMismatch);
    const bool issuerIsWrong = parameters->contains("iss")
        ? !expected.issuer.isEmpty() && parameters->value("iss") != expected.issuer.toUtf8()
        : expected.namesIssuer;
    if (issuerIsWrong)
        return failed(Problem::IssuerMismatch);
    const QByteArray code = parameters->value("code");
    if (parameters->contains("error")) {
        if (!code.isEmpty())
            return failed(Problem::BadAnswer);
        return tl::unexpected<Failure>(failureOf(QString::fromUtf8(parameters->value("error")),
                                                 QString::fromUtf8(parameters->value("error_description")), {}));
    }
    if (code.isEmpty())
        return failed(Problem::BadAnswer);
    return Secret(code);
}

} // namespace liaison::oauth
