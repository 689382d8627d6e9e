// EwsPost: how a request signs in, and what a refusal means for the account. See ews_post.h.
#include "core/transport/ews_post.h"

namespace liaison::transport {

using domain::SignIn;
using ews::Failure;

void EwsPost::authorize()
{
    const QUrl url = m_account->url();
    switch (m_account->signIn().signIn) {
    case SignIn::Password:
    case SignIn::PlainPassword: {
        if (!isMyTurn())
            return;
        const QByteArray pair = m_account->user().toUtf8() + ':' + m_account->secret().reveal();
        return send(HttpAuthorization{"Basic", Secret(pair.toBase64()), url});
    }
    case SignIn::Ntlm:
        if (isMyTurn())
            send(std::nullopt);
        return;
    case SignIn::OAuth2:
        break;
    default:
        return end(failureOf({ErrorKind::AuthenticationUnsupported,
                              QStringLiteral("this sign-in is none of Exchange Web Services"),
                              {},
                              {}}));
    }
    if (!m_account->tokens())
        return end(failureOf({ErrorKind::CredentialsMissing, QStringLiteral("nobody hands out tokens"), {}, {}}));
    onDone<AccessToken>(this, m_account->tokens()->token(m_call.stop), [this, url](const Result<AccessToken> &token) {
        const OnMilestone &tell = m_account->account().milestone;
        if (!token) {
            if (const auto why = m_account->tokens()->lastFailure(); why && tell)
                tell(noTokenMilestone(*why));
            return end(failureOf(token.error()));
        }
        if (tell)
            tell(tokenMilestone(token->value, token->expiresAt));
        m_token = token->value;
        send(HttpAuthorization{"Bearer", token->value, url});
    });
}

/// A password that was refused elsewhere waits outside, and does not keep the room from the one who tries it.
bool EwsPost::isMyTurn()
{
    const bool mine = m_account->secondTry().mayGo(this, [this] { start(); });
    if (!mine)
        leave();
    return mine;
}

/// NTLM: the server wants the password. Where it is withheld the request begins anew, and hears what came of it.
bool EwsPost::mayAnswer()
{
    m_withheld = m_account->gate().isRefused() || !m_account->secondTry().mayAnswer(this);
    return !m_withheld;
}

void EwsPost::signInRefused(Failure failure)
{
    if (m_withheld) // the server never saw the password: nothing is known of it
        return again();
    const SignIn how = m_account->signIn().signIn;
    if (how == SignIn::OAuth2)
        m_account->tokens()->refused(m_token);
    const bool onlyToken = how == SignIn::OAuth2 && m_account->signIn().oauth.flow == domain::OAuthFlow::AccessToken;
    const bool renewable = how == SignIn::OAuth2 && !onlyToken;
    // A new token, or a password once more for servers that stumble. What this request was refused while another one
    // tries is not known to be final yet; NTLM's own second try was the challenge.
    SecondTry &secondTry = m_account->secondTry();
    bool mayTry = how == SignIn::OAuth2 && !onlyToken;
    if (how == SignIn::Ntlm) {
        mayTry = secondTry.isSomebodyElses(this);
        // Both look the same from here; passwords are wrong far more often.
        failure.error.log = QStringLiteral("the server refused the user name or the password by NTLM; where both are "
                                           "right it requires Extended Protection");
    } else if (how != SignIn::OAuth2)
        mayTry = !secondTry.refused(this);
    if (mayTry && m_signIns++ == 0)
        return again();
    if (!renewable)
        m_account->gate().refuse(errorOf(failure));
    end(failure);
}

void EwsPost::tellSignedIn() const
{
    const OnMilestone &tell = m_account->account().milestone;
    if (!tell)
        return;
    const SignIn how = m_account->signIn().signIn;
    tell({Milestone::What::SignedIn,
          how == SignIn::OAuth2     ? QStringLiteral("OAUTH2.0")
              : how == SignIn::Ntlm ? QStringLiteral("NTLM")
                                    : QStringLiteral("BASIC")});
    const auto build = m_reader->server();
    tell({Milestone::What::Identified,
          ews::requestName(m_account->version()) + (build ? QStringLiteral(", ") + ews::toString(*build) : QString())});
}

} // namespace liaison::transport
