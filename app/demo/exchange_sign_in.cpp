#include "app/demo/exchange_sign_in.h"

#include "app/demo/exchange_tokens.h"

namespace liaison::demo {

namespace {

const QString computer = QStringLiteral("EXCHANGE");

/// "NORDHAFEN" of "team@nordhafen.example".
QString domainOf(const PostOffice &post)
{
    return post.mailboxes().isEmpty()
        ? computer
        : post.mailboxes().first()->address().section(QLatin1Char('@'), 1).section(QLatin1Char('.'), 0, 0).toUpper();
}

} // namespace

ExchangeSignIn::ExchangeSignIn(Exchange *exchange) : m_exchange(exchange), m_ntlm(domainOf(*exchange->post()), computer)
{
}

ExchangeSignIn::Verdict ExchangeSignIn::check(const HttpRequest &request)
{
    const ExchangeOptions &options = m_exchange->options();
    const QByteArray authorization = request.field("Authorization");
    const qsizetype space = authorization.indexOf(' ');
    const QByteArray scheme = authorization.left(space).toLower();
    const QByteArray credentials = space < 0 ? QByteArray() : authorization.mid(space + 1).trimmed();
    m_ntlmAsks = false;
    if (authorization.isEmpty() && m_connected)
        return {true, m_connected};
    m_connected = nullptr;
    if (scheme == "bearer")
        return byToken(credentials);
    if (scheme == "basic" && options.basic) {
        DemoMailbox *user = byBasic(credentials);
        return {user != nullptr, user};
    }
    if (scheme == "ntlm" && options.ntlm)
        return byNtlm(QByteArray::fromBase64(credentials));
    return {};
}

/// Another provider's token or one of our own. An application is nobody; a person has the rights of their mailbox.
ExchangeSignIn::Verdict ExchangeSignIn::byToken(const QByteArray &token) const
{
    const ExchangeOptions &options = m_exchange->options();
    std::optional<QString> owner = options.foreignToken ? options.foreignToken(token) : std::nullopt;
    if (const auto holder = m_exchange->tokens().holder(token); !owner && holder && !holder->forGraph && options.bearer)
        owner = holder->user;
    if (!owner)
        return {};
    DemoMailbox *user = m_exchange->post()->mailbox(*owner);
    return {user || owner->isEmpty(), user, true};
}

ExchangeSignIn::Verdict ExchangeSignIn::byNtlm(const QByteArray &message)
{
    const auto passwordOf = [this](const QString &user) {
        const DemoMailbox *box = account(user);
        return box ? std::optional(box->password()) : std::nullopt;
    };
    switch (m_ntlm.take(message, passwordOf)) {
    case NtlmHandshake::Verdict::Challenge:
        m_ntlmAsks = true;
        return {};
    case NtlmHandshake::Verdict::LetIn:
        m_connected = account(m_ntlm.user());
        return {true, m_connected};
    case NtlmHandshake::Verdict::Refused:
        break;
    }
    return {};
}

/// By "user@domain", "DOMAIN\\user" or the name alone, which is what stands before the '@'.
DemoMailbox *ExchangeSignIn::account(const QString &user) const
{
    const QString name = user.section(QLatin1Char('\\'), -1);
    if (name.contains(QLatin1Char('@')))
        return m_exchange->post()->mailbox(name);
    for (DemoMailbox *box : m_exchange->post()->mailboxes())
        if (box->address().section(QLatin1Char('@'), 0, 0).compare(name, Qt::CaseInsensitive) == 0)
            return box;
    return nullptr;
}

/// RFC 7617 with UTF-8.
DemoMailbox *ExchangeSignIn::byBasic(const QByteArray &credentials) const
{
    const QByteArray both = QByteArray::fromBase64(credentials);
    const qsizetype colon = both.indexOf(':');
    DemoMailbox *box = colon < 0 ? nullptr : account(QString::fromUtf8(both.left(colon)));
    return box && box->password() == QString::fromUtf8(both.mid(colon + 1)) ? box : nullptr;
}

HttpFields ExchangeSignIn::challenge() const
{
    const ExchangeOptions &options = m_exchange->options();
    if (m_ntlmAsks)
        return {{"WWW-Authenticate", "NTLM " + m_ntlm.reply().toBase64()}};
    HttpFields fields;
    if (options.ntlm)
        fields.emplaceBack("WWW-Authenticate", "NTLM");
    if ((options.bearer && !options.clientId.isEmpty()) || options.foreignToken)
        fields.emplaceBack("WWW-Authenticate",
                           "Bearer client_id=\"" + options.clientId.toUtf8()
                               + "\", trusted_issuers=\"\", token_types=\"app_asserted_user_v1\"");
    if (options.basic)
        fields.emplaceBack("WWW-Authenticate", "Basic realm=\"Liaison demo\", charset=\"UTF-8\"");
    return fields;
}

} // namespace liaison::demo
