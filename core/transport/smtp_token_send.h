#pragma once

#include "core/transport/account_tokens.h"
#include "core/transport/smtp_send.h"

#include <QPointer>

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace liaison::transport {

/// One mail (or a check, without one) that signs in with a token that is renewed: gets it first, and where the server
/// refuses it sends once more with the next one: nothing of the mail was said until then. Deletes itself when it is
/// over; deleted earlier, it ends its future as SmtpSend does.
class SmtpTokenSend final : public QObject {
    Q_OBJECT
public:
    SmtpTokenSend(Account account, SmtpTimeouts timeouts, std::shared_ptr<AccountTokens> tokens,
                  std::optional<Submission> mail, std::stop_token stop, QObject *parent);
    ~SmtpTokenSend() override;

    [[nodiscard]] Future<SendReceipt> future() const { return m_promise.future(); }
    void start();

private:
    void askForToken();
    void tokenCame(const Result<AccessToken> &token);
    void answered(const Result<SendReceipt> &result);
    void onStop();
    void finish(const Result<SendReceipt> &result);

    Account m_account;
    SmtpTimeouts m_timeouts;
    std::shared_ptr<AccountTokens> m_tokens;
    std::optional<Submission> m_mail;
    QPromise<Result<SendReceipt>> m_promise;
    Secret m_token;
    QPointer<SmtpSend> m_send; ///< a child of the sink: its farewell may outlast this
    Future<SendReceipt> m_sent;
    bool m_sending = false; ///< a stop is SmtpSend's business
    bool m_triedAnew = false;
    bool m_over = false;
    /// Last, as in SmtpSend.
    std::stop_token m_stop;
    std::optional<std::stop_callback<std::function<void()>>> m_onStop;
};

} // namespace liaison::transport
