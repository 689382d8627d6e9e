#include "core/transport/mail_tokens.h"

#include <utility>

namespace liaison::transport {

namespace {

bool isSame(const TokenGround &a, const TokenGround &b)
{
    // What a person's sign-in brought is read from the vault each time, and changes.
    const bool person = a.signIn.oauth.flow != domain::OAuthFlow::Application;
    return a.signIn == b.signIn && (person || a.secret == b.secret) && a.vaultKey == b.vaultKey && a.scopes == b.scopes;
}

} // namespace

std::shared_ptr<AccountTokens> MailTokens::find(const Account &account, domain::SecretUse use)
{
    const domain::Endpoint &signIn = domain::signInEndpoint(account.mailbox, use);
    if (signIn.signIn != domain::SignIn::OAuth2 || signIn.oauth.flow == domain::OAuthFlow::AccessToken)
        return nullptr;
    const TokenGround ground = tokenGroundOf(account, use, m_ground);
    auto made = std::make_shared<AccountTokens>(ground);
    if (!account.mayWrite) // a check of a form's fields has no feed's say, and is told nothing beforehand
        return made;
    std::erase_if(m_known, [](const Known &known) { return known.tokens.expired(); });
    for (const Known &known : std::as_const(m_known))
        if (auto tokens = known.tokens.lock(); tokens && isSame(known.ground, ground))
            return tokens;
    m_known.push_back({ground, made});
    return made;
}

} // namespace liaison::transport
