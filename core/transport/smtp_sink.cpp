#include "core/transport/smtp_sink.h"

#include "core/transport/smtp_send.h"
#include "core/transport/smtp_token_send.h"

namespace liaison::transport {

namespace {

template <class T> Future<SendReceipt> started(T *send)
{
    const Future<SendReceipt> future = send->future();
    send->start();
    return future;
}

} // namespace

SmtpSink::SmtpSink(Account account, SmtpTimeouts timeouts, std::shared_ptr<AccountTokens> tokens, QObject *parent)
    : MailSink(parent), m_account(std::move(account)), m_timeouts(timeouts), m_tokens(std::move(tokens))
{
}

Future<SendReceipt> SmtpSink::send(Submission mail, std::stop_token stop)
{
    return begin(std::move(mail), std::move(stop));
}

Future<void> SmtpSink::check(std::stop_token stop)
{
    auto promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    onDone<SendReceipt>(this, begin(std::nullopt, std::move(stop)), [promise](const Result<SendReceipt> &signedIn) {
        finishWith<void>(*promise, signedIn ? Result<void>() : fail(signedIn.error()));
    });
    return promise->future();
}

Future<SendReceipt> SmtpSink::begin(std::optional<Submission> mail, std::stop_token stop)
{
    if (stop.stop_requested())
        return readyFuture<SendReceipt>(fail(ErrorKind::Cancelled));
    if (m_tokens)
        return started(new SmtpTokenSend(m_account, m_timeouts, m_tokens, std::move(mail), std::move(stop), this));
    return started(new SmtpSend(m_account, m_timeouts, std::move(mail), std::move(stop), this));
}

void SmtpSink::shutDown()
{
    const QList<SmtpTokenSend *> withTokens = findChildren<SmtpTokenSend *>(Qt::FindDirectChildrenOnly);
    qDeleteAll(withTokens); // and with each what it sends by
    const QList<SmtpSend *> sends = findChildren<SmtpSend *>(Qt::FindDirectChildrenOnly);
    qDeleteAll(sends);
}

} // namespace liaison::transport
