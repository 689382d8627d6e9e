#include "core/transport/user_sign_in.h"

#include "core/oauth/pkce.h"

namespace liaison::transport {

using oauth::Answer;
using oauth::Failure;
using oauth::Tokens;

namespace {

/// One sign-in under way: a child of its client that ends its future exactly once.
class SignIn : public QObject {
public:
    SignIn(TokenClient *client, std::stop_token stop) : QObject(client), m_client(client), m_stop(std::move(stop))
    {
        m_promise.start();
    }
    ~SignIn() override
    {
        m_onStop.reset();
        finishWith<Answer<Tokens>>(m_promise, fail(ErrorKind::Cancelled));
    }
    [[nodiscard]] Asked<Tokens> future() const { return m_promise.future(); }

protected:
    [[nodiscard]] TokenClient *client() const { return m_client; }
    [[nodiscard]] std::stop_token stopToken() const { return m_stop; }
    void watchStop()
    {
        // The callback runs on the thread that asks for the stop, and only posts to this one.
        m_onStop.emplace(m_stop, [this] {
            QMetaObject::invokeMethod(
                this, [this] { finish(fail(ErrorKind::Cancelled)); }, Qt::QueuedConnection);
        });
    }
    void finish(Result<Answer<Tokens>> result)
    {
        finishWith<Answer<Tokens>>(m_promise, std::move(result));
        deleteLater();
    }

private:
    TokenClient *m_client;
    QPromise<Result<Answer<Tokens>>> m_promise;
    std::stop_token m_stop;
    std::optional<std::stop_callback<std::function<void()>>> m_onStop; ///< last, as in SmtpSend
};

class BrowserSignIn final : public SignIn {
public:
    BrowserSignIn(TokenClient *client, BrowserSignInSettings settings, std::stop_token stop)
        : SignIn(client, std::move(stop)), m_settings(std::move(settings))
    {
    }

    void start(const std::function<void(const QUrl &)> &open)
    {
        const oauth::Endpoints &endpoints = client()->settings().endpoints;
        const QByteArray state = oauth::randomWord();
        const QString path = m_settings.redirect.path().isEmpty() ? QStringLiteral("/") : m_settings.redirect.path();
        m_listener = std::make_unique<LoopbackRedirect>(
            oauth::ExpectedRedirect{path, state, endpoints.issuer, endpoints.namesIssuer}, m_settings.page);
        const Result<quint16> port = m_listener->listen(m_settings.timeoutMs);
        if (!port)
            return finish(fail(port.error()));
        watchStop();
        m_settings.redirect.setPath(path);
        m_settings.redirect.setPort(*port);
        onDone<Answer<Secret>>(this, m_listener->answer(),
                               [this](const Result<Answer<Secret>> &answer) { redeem(answer); });
        open(oauth::authorizationUrl(endpoints,
                                     {client()->settings().clientId, m_settings.redirect, client()->settings().scopes,
                                      state, m_pkce.challenge, m_settings.loginHint, m_settings.prompt}));
    }

private:
    void redeem(const Result<Answer<Secret>> &code)
    {
        if (!code && code.error().kind == ErrorKind::TimedOut)
            return finish(Answer<Tokens>(oauth::failed(oauth::Problem::NotFinished)));
        if (!code)
            return finish(fail(code.error()));
        if (!*code)
            return finish(Answer<Tokens>(tl::unexpected<Failure>(code->error())));
        onDone<Answer<Tokens>>(this, client()->byCode(**code, m_pkce.verifier, m_settings.redirect, stopToken()),
                               [this](Result<Answer<Tokens>> tokens) { finish(std::move(tokens)); });
    }

    BrowserSignInSettings m_settings;
    oauth::Pkce m_pkce = oauth::newPkce();
    std::unique_ptr<LoopbackRedirect> m_listener;
};

class DeviceSignIn final : public SignIn {
public:
    DeviceSignIn(TokenClient *client, const Clock *clock, After after, std::stop_token stop)
        : SignIn(client, std::move(stop)), m_clock(clock), m_after(std::move(after))
    {
    }

    void start(std::function<void(const oauth::DeviceCode &)> show)
    {
        watchStop();
        onDone<Answer<oauth::DeviceCode>>(
            this, client()->deviceCode(stopToken()),
            [this, show = std::move(show)](const Result<Answer<oauth::DeviceCode>> &code) {
                if (!code)
                    return finish(fail(code.error()));
                if (!*code)
                    return finish(Answer<Tokens>(tl::unexpected<Failure>(code->error())));
                m_code = (*code)->deviceCode;
                m_polling.emplace(**code, m_clock->nowMs());
                show(**code);
                wait();
            });
    }

private:
    void wait()
    {
        m_after(this, m_polling->nextAt() - m_clock->nowMs(), [this] { poll(); });
    }

    void poll()
    {
        onDone<Answer<Tokens>>(this, client()->byDeviceCode(m_code, stopToken()),
                               [this](const Result<Answer<Tokens>> &answer) {
                                   const UtcMs now = m_clock->nowMs();
                                   if (!answer && !isNetworkTrouble(answer.error().kind))
                                       return finish(fail(answer.error()));
                                   auto end = answer ? m_polling->answered(*answer, now) : m_polling->unreachable(now);
                                   if (!end)
                                       return wait();
                                   finish(std::move(*end));
                               });
    }

    const Clock *m_clock;
    After m_after;
    Secret m_code;
    std::optional<oauth::DevicePolling> m_polling;
};

} // namespace

Asked<Tokens> signInByBrowser(TokenClient *client, BrowserSignInSettings settings,
                              const std::function<void(const QUrl &)> &open, std::stop_token stop)
{
    if (stop.stop_requested())
        return readyFuture<Answer<Tokens>>(fail(ErrorKind::Cancelled));
    auto *signIn = new BrowserSignIn(client, std::move(settings), std::move(stop));
    const Asked<Tokens> future = signIn->future();
    signIn->start(open);
    return future;
}

Asked<Tokens> signInByDeviceCode(TokenClient *client, const Clock *clock,
                                 std::function<void(const oauth::DeviceCode &)> show, std::stop_token stop, After after)
{
    if (stop.stop_requested())
        return readyFuture<Answer<Tokens>>(fail(ErrorKind::Cancelled));
    auto *signIn = new DeviceSignIn(client, clock, std::move(after), std::move(stop));
    const Asked<Tokens> future = signIn->future();
    signIn->start(std::move(show));
    return future;
}

} // namespace liaison::transport
