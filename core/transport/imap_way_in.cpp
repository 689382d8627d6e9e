// ImapSession's way in: from the greeting to the point where machines can be run.
#include "core/transport/imap_session.h"

#include "core/base/log.h"
#include "core/imap/authenticate.h"
#include "core/imap/capability.h"
#include "core/imap/compress.h"
#include "core/imap/enable.h"
#include "core/imap/greeting.h"
#include "core/imap/login.h"
#include "core/imap/starttls.h"

namespace liaison::transport {

void ImapSession::open(Done done)
{
    m_opened = std::move(done);
    if (m_tokens)
        askForToken();
    else
        connectToServer();
}

/// Before anything is connected: servers do not wait long for a sign-in.
void ImapSession::askForToken()
{
    onDone<AccessToken>(this, m_tokens->token(), [this](const Result<AccessToken> &token) {
        if (!m_broken) // else nobody waits any more
            tokenCame(token);
    });
}

void ImapSession::tokenCame(const Result<AccessToken> &token)
{
    const OnMilestone &watcher = m_account.milestone;
    if (!token) {
        if (const auto why = m_tokens->lastFailure(); why && watcher)
            watcher(noTokenMilestone(*why));
        return giveUp(token.error());
    }
    if (watcher)
        watcher(tokenMilestone(token->value, token->expiresAt));
    m_token = token->value;
    connectToServer();
}

void ImapSession::connectToServer()
{
    m_stream->open(StreamSettings::of(m_account, domain::SecretUse::Inbound));
}

void ImapSession::giveUp(const Error &error)
{
    m_broken = true;
    m_stream->abort();
    if (const Done opened = std::exchange(m_opened, nullptr))
        opened(fail(error));
}

void ImapSession::greet()
{
    // This machine is secure by its address alone; where STARTTLS is configured that does not count.
    context().secure = m_account.mailbox.inbound.security != domain::Security::StartTls && m_stream->secure();
    run<imap::Greeting>(std::make_unique<imap::Greeting>(context()), [this](Result<imap::Greeted> greeted) {
        if (!greeted)
            return giveUp(greeted.error());
        m_greeting = printable(greeted->text);
        tell(Milestone::What::Greeted, m_greeting);
        afterGreeting(greeted->preAuthenticated);
    });
}

void ImapSession::afterGreeting(bool preAuthenticated)
{
    if (preAuthenticated)
        return afterSignIn();
    if (m_account.mailbox.inbound.security == domain::Security::StartTls)
        return askToStartTls();
    askCapabilities([this] { signIn(); });
}

void ImapSession::askToStartTls()
{
    askCapabilities([this] { startTls(); });
}

void ImapSession::startTls()
{
    run<imap::StartTls>(std::make_unique<imap::StartTls>(context()), [this](Result<void> result) {
        if (!result)
            return giveUp(result.error());
        // The answer was right and what stood behind it was not: the dialogue is over, and nothing else would tell.
        if (m_dialogue.fatal())
            return giveUp(*m_dialogue.fatal());
        m_stream->startTls(0);
    });
}

void ImapSession::askCapabilities(const std::function<void()> &next)
{
    if (context().capabilities.known())
        return next();
    run<imap::Capability>(std::make_unique<imap::Capability>(context()),
                          [this, next](Result<imap::Capabilities> known) {
                              if (!known)
                                  return giveUp(known.error());
                              next();
                          });
}

void ImapSession::signIn()
{
    auto credentials = credentialsOf(m_account, domain::SecretUse::Inbound);
    if (!credentials)
        return giveUp(
            Error{ErrorKind::AuthenticationUnsupported, QStringLiteral("IMAP wants a sign-in"), {}, std::nullopt});
    if (m_tokens)
        credentials->password = m_token;
    const bool password
        = credentials->proof == sasl::Proof::Password || credentials->proof == sasl::Proof::PlainPassword;
    auto mechanism = sasl::choose(context().capabilities.authMechanisms(), *credentials);
    const QString name = mechanism ? QString::fromLatin1((*mechanism)->name()) : QStringLiteral("LOGIN");
    const auto done = [this, name](const Result<void> &result) {
        if (!result) {
            m_tokenRefused = m_tokens && result.error().kind == ErrorKind::AuthenticationFailed;
            if (m_tokenRefused)
                m_tokens->refused(m_token);
            return giveUp(result.error());
        }
        tell(Milestone::What::SignedIn, name);
        afterSignIn();
    };
    if (mechanism)
        run<imap::Authenticate>(std::make_unique<imap::Authenticate>(context(), std::move(*mechanism)), done);
    else if (mechanism.error().kind == ErrorKind::AuthenticationUnsupported && password)
        run<imap::Login>(std::make_unique<imap::Login>(context(), *credentials), done); // servers without SASL
    else
        giveUp(mechanism.error());
}

void ImapSession::afterSignIn()
{
    askCapabilities([this] {
        const auto wanted = imap::Enable::offered(context().capabilities, {"QRESYNC", "UTF8=ACCEPT", "IMAP4rev2"});
        if (wanted.isEmpty())
            return introduce();
        run<imap::Enable>(std::make_unique<imap::Enable>(context(), wanted),
                          [this](const Result<QList<QByteArray>> &result) {
                              if (!result)
                                  return giveUp(result.error());
                              introduce();
                          });
    });
}

void ImapSession::introduce()
{
    if (!context().capabilities.has("ID"))
        return identified({});
    run<imap::Identify>(std::make_unique<imap::Identify>(context(), "Liaison", LIAISON_VERSION),
                        [this](const Result<imap::Identify::Value> &result) {
                            if (!result)
                                return giveUp(result.error());
                            identified(*result);
                        });
}

/// A server that does not say what it is may have said so in its greeting.
void ImapSession::identified(const imap::Identify::Value &server)
{
    QStringList words;
    for (const char *key : {"name", "version", "vendor"}) {
        for (const auto &[name, value] : server) {
            if (name == key && !value.isEmpty())
                words << printable(value);
        }
    }
    tell(Milestone::What::Identified, words.isEmpty() ? m_greeting : words.join(QLatin1Char(' ')));
    compress();
}

void ImapSession::tell(Milestone::What what, const QString &words) const
{
    if (m_account.milestone)
        m_account.milestone({what, words});
}

void ImapSession::compress()
{
    if (!context().capabilities.has("COMPRESS=DEFLATE") || m_roundTripMs < m_timings.compressFromMs)
        return ready();
    run<imap::Compress>(std::make_unique<imap::Compress>(context()), [this](const Result<bool> &on) {
        if (!on)
            return giveUp(on.error());
        if (*on)
            startCompressing();
        if (!m_broken)
            ready();
    });
}

void ImapSession::startCompressing()
{
    trace(QStringLiteral("compressed from here on: a round trip takes %1 ms").arg(m_roundTripMs));
    m_deflate = std::make_unique<Deflate>();
    receive(m_dialogue.takeUnread());
}

void ImapSession::ready()
{
    m_ready = true;
    if (const Done opened = std::exchange(m_opened, nullptr))
        opened({});
}

} // namespace liaison::transport
