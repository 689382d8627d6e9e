#include "core/transport/smtp_token_send.h"

namespace liaison::transport {

SmtpTokenSend::SmtpTokenSend(Account account, SmtpTimeouts timeouts, std::shared_ptr<AccountTokens> tokens,
                             std::optional<Submission> mail, std::stop_token stop, QObject *parent)
    : QObject(parent), m_account(std::move(account)), m_timeouts(timeouts), m_tokens(std::move(tokens)),
      m_mail(std::move(mail)), m_stop(std::move(stop))
{
    m_promise.start();
}

SmtpTokenSend::~SmtpTokenSend()
{
    m_onStop.reset();
    if (m_over)
        return;
    delete m_send.data(); // which says what became of the mail, as far as that is known
    const bool told = m_sending && m_sent.isFinished() && m_sent.resultCount() > 0;
    finishWith<SendReceipt>(m_promise,
                            told ? m_sent.result() : fail(ErrorKind::Cancelled, QStringLiteral("shut down")));
}

void SmtpTokenSend::start()
{
    // The callback runs on the thread that asks for the stop, and only posts to this one.
    m_onStop.emplace(m_stop, [this] { QMetaObject::invokeMethod(this, &SmtpTokenSend::onStop, Qt::QueuedConnection); });
    askForToken();
}

void SmtpTokenSend::askForToken()
{
    m_sending = false;
    onDone<AccessToken>(this, m_tokens->token(m_stop), [this](const Result<AccessToken> &token) {
        if (!m_over)
            tokenCame(token);
    });
}

void SmtpTokenSend::tokenCame(const Result<AccessToken> &token)
{
    const OnMilestone &tell = m_account.milestone;
    if (!token) {
        if (const auto why = m_tokens->lastFailure(); why && tell)
            tell(noTokenMilestone(*why));
        return finish(fail(token.error()));
    }
    if (tell)
        tell(tokenMilestone(token->value, token->expiresAt));
    m_token = token->value;
    m_sending = true;
    m_send = new SmtpSend(m_account, m_timeouts, m_mail, m_stop, parent());
    m_send->setToken(m_token);
    m_sent = m_send->future();
    onDone<SendReceipt>(this, m_sent, [this](const Result<SendReceipt> &result) {
        if (!m_over)
            answered(result);
    });
    m_send->start();
}

void SmtpTokenSend::answered(const Result<SendReceipt> &result)
{
    const bool refused = !result && result.error().kind == ErrorKind::AuthenticationFailed;
    if (refused)
        m_tokens->refused(m_token);
    if (refused && !std::exchange(m_triedAnew, true))
        return askForToken();
    finish(result);
}

void SmtpTokenSend::onStop()
{
    if (!m_over && !m_sending)
        finish(fail(ErrorKind::Cancelled));
}

void SmtpTokenSend::finish(const Result<SendReceipt> &result)
{
    m_over = true;
    finishWith<SendReceipt>(m_promise, result);
    deleteLater();
}

} // namespace liaison::transport
