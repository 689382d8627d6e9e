#include "app/demo/exchange_tokens.h"

#include "app/demo/exchange.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QUrlQuery>

namespace liaison::demo {

namespace {

TokenDesk::Reply refusal(int status, const char *error, const char *words)
{
    const QJsonObject json{{QStringLiteral("error"), QLatin1String(error)},
                           {QStringLiteral("error_description"), QLatin1String(words)}};
    return {status, QJsonDocument(json).toJson(QJsonDocument::Compact)};
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
    return {form.queryItemValue(QStringLiteral("client_id"), QUrl::FullyDecoded),
            form.queryItemValue(QStringLiteral("client_secret"), QUrl::FullyDecoded)};
}

} // namespace

TokenDesk::Reply TokenDesk::answer(const HttpRequest &request)
{
    if (request.method != "POST")
        return refusal(405, "invalid_request", "The token endpoint takes POST alone.");
    QByteArray body = request.body;
    const QUrlQuery form(QString::fromUtf8(body.replace('+', "%20")));
    if (form.queryItemValue(QStringLiteral("grant_type")) != QLatin1String("client_credentials"))
        return refusal(400, "unsupported_grant_type", "This demo gives tokens for client credentials alone.");
    const auto [id, secret] = clientOf(request, form);
    if (id.isEmpty() || id != m_options.clientId)
        return refusal(400, "unauthorized_client", "AADSTS700016: Application was not found in the directory.");
    if (secret != m_options.clientSecret)
        return refusal(401, "invalid_client", "AADSTS7000215: Invalid client secret provided.");
    if (!form.queryItemValue(QStringLiteral("scope"), QUrl::FullyDecoded).endsWith(QLatin1String("/.default")))
        return refusal(400, "invalid_scope",
                       "AADSTS70011: The provided value for the input parameter 'scope' is not valid.");
    m_tokens.removeIf([](const auto &token) { return token.value().hasExpired(); });
    QByteArray token;
    for (int i = 0; i < 4; ++i)
        token += QByteArray::number(QRandomGenerator::system()->generate64(), 16);
    m_tokens.insert(token, QDeadlineTimer(qint64(m_options.tokenSeconds) * 1'000));
    const QJsonObject json{{QStringLiteral("token_type"), QStringLiteral("Bearer")},
                           {QStringLiteral("expires_in"), m_options.tokenSeconds},
                           {QStringLiteral("ext_expires_in"), m_options.tokenSeconds},
                           {QStringLiteral("access_token"), QString::fromLatin1(token)}};
    return {200, QJsonDocument(json).toJson(QJsonDocument::Compact)};
}

bool TokenDesk::isGood(const QByteArray &token) const
{
    const auto found = m_tokens.constFind(token);
    return found != m_tokens.cend() && !found->hasExpired();
}

} // namespace liaison::demo
