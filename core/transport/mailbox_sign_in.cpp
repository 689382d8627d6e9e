#include "core/transport/mailbox_sign_in.h"

#include "core/oauth/problem.h"

namespace liaison::transport {

using domain::SignInOutcome;
using domain::SignInWay;

MailboxSignIn::MailboxSignIn(const TransportGround &ground, MailboxSignInRequest request, ShowSignIn show,
                             std::stop_token stop, QObject *parent)
    : QObject(parent), m_ground(ground), m_request(std::move(request)), m_show(std::move(show)), m_stop(std::move(stop))
{
    m_promise.start();
}

MailboxSignIn::~MailboxSignIn()
{
    finishWith<SignInOutcome>(m_promise, fail(ErrorKind::Cancelled));
}

Future<SignInOutcome> MailboxSignIn::run()
{
    Future<SignInOutcome> outcome = m_promise.future();
    const domain::Mailbox &mailbox = m_request.mailbox;
    if (!domain::personSignsIn(mailbox, m_request.use) || !m_ground.vault) {
        finish(fail(ErrorKind::InvalidInput, QStringLiteral("nobody signs in to %1 this way").arg(mailbox.address)));
        return outcome;
    }
    m_tokens = tokenGroundOf({mailbox, {}, {}, {}}, m_request.use, m_ground);
    onDone<Endpoints>(this, providerOf(m_tokens, this, m_stop),
                      [this](const Result<Endpoints> &endpoints) { ask(endpoints); });
    return outcome;
}

void MailboxSignIn::ask(const Result<Endpoints> &endpoints)
{
    if (!endpoints)
        return finish(fail(endpoints.error()));
    if (!*endpoints)
        return refuse(endpoints->error());
    Result<TokenClientSettings> settings = tokenClientSettings(m_tokens, **endpoints);
    if (!settings)
        return finish(fail(settings.error()));
    m_client = std::make_unique<TokenClient>(std::move(*settings), tokenHttp(m_tokens), m_ground.clock);
    const bool browser = m_request.way == SignInWay::Browser;
    onDone<oauth::Answer<oauth::Tokens>>(this, browser ? inBrowser(m_client.get()) : byDeviceCode(m_client.get()),
                                         [this](const Result<oauth::Answer<oauth::Tokens>> &tokens) { keep(tokens); });
}

Asked<oauth::Tokens> MailboxSignIn::inBrowser(TokenClient *client)
{
    BrowserSignInSettings settings;
    // OpenID Connect Core 11: without it many providers give no refresh token. Microsoft does, and asks only once.
    if (!m_tokens.signIn.oauth.issuer.isEmpty())
        settings.prompt = QStringLiteral("consent");
    settings.loginHint = domain::signInName(m_request.mailbox, m_request.use);
    if (!m_request.signedIn.isEmpty())
        settings.page.signedIn = m_request.signedIn;
    if (!m_request.notSignedIn.isEmpty())
        settings.page.notSignedIn = m_request.notSignedIn;
    const UtcMs end = m_ground.clock->nowMs() + settings.timeoutMs;
    return signInByBrowser(
        client, std::move(settings),
        [show = m_show, end](const QUrl &url) {
            show({SignInWay::Browser, url, {}, end});
        },
        m_stop);
}

Asked<oauth::Tokens> MailboxSignIn::byDeviceCode(TokenClient *client)
{
    return signInByDeviceCode(
        client, m_ground.clock,
        [show = m_show](const oauth::DeviceCode &code) {
            show({SignInWay::DeviceCode, code.verificationUrl, code.userCode, code.expiresAt});
        },
        m_stop);
}

/// A person who has signed in is told so only when the refresh token is stored.
void MailboxSignIn::keep(const Result<oauth::Answer<oauth::Tokens>> &tokens)
{
    if (!tokens)
        return finish(fail(tokens.error()));
    if (!*tokens)
        return refuse(tokens->error());
    SignInOutcome outcome;
    outcome.mailbox = m_request.mailbox.address;
    outcome.tokenExpiresAt = (*tokens)->expiresAt;
    outcome.scopes = (*tokens)->scopes;
    m_source = std::make_unique<TokenSource>(std::move(m_client),
                                             vaultRefreshTokenStore(m_ground.vault, m_tokens.vaultKey), m_ground.clock);
    onDone<void>(this, m_source->adopt(**tokens), [this, outcome](const Result<void> &kept) {
        finish(kept ? Result<SignInOutcome>(outcome) : fail(kept.error()));
    });
}

void MailboxSignIn::refuse(const oauth::Failure &failure)
{
    SignInOutcome outcome;
    outcome.mailbox = m_request.mailbox.address;
    outcome.refusal = domain::SignInRefusal{oauth::problemName(failure.problem), failure.code, oauth::advice(failure),
                                            oauth::errorOf(failure)};
    finish(outcome);
}

void MailboxSignIn::finish(Result<SignInOutcome> outcome)
{
    finishWith<SignInOutcome>(m_promise, std::move(outcome));
    deleteLater();
}

} // namespace liaison::transport
