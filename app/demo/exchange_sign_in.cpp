#include "app/demo/exchange_sign_in.h"

#include "app/demo/exchange_tokens.h"

namespace liaison::demo {

ExchangeSignIn::Verdict ExchangeSignIn::check(const HttpRequest &request)
{
    const ExchangeOptions &options = m_exchange->options();
    const QByteArray authorization = request.field("Authorization");
    const qsizetype space = authorization.indexOf(' ');
    const QByteArray scheme = authorization.left(space).toLower();
    const QByteArray credentials = space < 0 ? QByteArray() : authorization.mid(space + 1).trimmed();
    if (const auto owner
        = scheme == "bearer" && options.foreignToken ? options.foreignToken(credentials) : std::nullopt)
        return byForeignToken(*owner);
    if (scheme == "bearer" && options.bearer)
        return {m_exchange->tokens().isGood(credentials), nullptr, true};
    if (scheme == "basic" && options.basic) {
        DemoMailbox *user = byBasic(credentials);
        return {user != nullptr, user};
    }
    return {};
}

ExchangeSignIn::Verdict ExchangeSignIn::byForeignToken(const QString &owner) const
{
    if (owner.isEmpty())
        return {true, nullptr};
    DemoMailbox *user = m_exchange->post()->mailbox(owner);
    return {user != nullptr, user};
}

/// RFC 7617 with UTF-8; "DOMAIN\user" is taken for the user.
DemoMailbox *ExchangeSignIn::byBasic(const QByteArray &credentials) const
{
    const QByteArray both = QByteArray::fromBase64(credentials);
    const qsizetype colon = both.indexOf(':');
    if (colon < 0)
        return nullptr;
    const QString user = QString::fromUtf8(both.left(colon)).section(QLatin1Char('\\'), -1);
    return m_exchange->post()->signIn(user, QString::fromUtf8(both.mid(colon + 1)));
}

HttpFields ExchangeSignIn::challenge() const
{
    HttpFields fields;
    if (m_exchange->options().bearer && !m_exchange->options().clientId.isEmpty())
        fields.emplaceBack("WWW-Authenticate",
                           "Bearer client_id=\"" + m_exchange->options().clientId.toUtf8()
                               + "\", trusted_issuers=\"\", token_types=\"app_asserted_user_v1\"");
    if (m_exchange->options().basic)
        fields.emplaceBack("WWW-Authenticate", "Basic realm=\"Liaison demo\", charset=\"UTF-8\"");
    return fields;
}

} // namespace liaison::demo
