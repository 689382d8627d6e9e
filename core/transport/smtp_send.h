#pragma once

#include "core/smtp/session.h"
#include "core/transport/account.h"
#include "core/transport/mail_sink.h"
#include "core/transport/smtp_sink.h"
#include "core/transport/tls_stream.h"

#include <QObject>
#include <QPromise>
#include <QTimer>

#include <functional>
#include <optional>
#include <stop_token>

namespace liaison::transport {

/// One mail over one connection: carries bytes between a TlsStream and an smtp::Session. Deletes itself when it is
/// over; deleted earlier, it ends its future first, as Cancelled or, where the mail may be accepted, SendUncertain.
class SmtpSend final : public QObject {
    Q_OBJECT
public:
    /// Without a mail it signs in and leaves, and is done once the farewell is over.
    SmtpSend(const Account &account, SmtpTimeouts timeouts, std::optional<Submission> mail, std::stop_token stop,
             QObject *parent);
    ~SmtpSend() override;

    [[nodiscard]] Future<SendReceipt> future() const { return m_promise.future(); }
    /// The token to sign in with, where it is renewed. Before start().
    void setToken(const Secret &token);
    void start();

private:
    void onConnected();
    void pump();
    void interrupt(Error why);
    void settle(Error why);
    void onTimeout();
    void onStop();
    void restartTimer();
    void report();
    void finish(const Result<smtp::Accepted> &result);
    void flushTrace();
    void tellMilestones();

    StreamSettings m_settings;
    bool m_greetingTold = false;
    bool m_openingTold = false;
    std::optional<sasl::Credentials> m_credentials;
    SmtpTimeouts m_timeouts;
    std::optional<smtp::Mail> m_mail;
    const bool m_checking; ///< there is no mail
    QPromise<Result<SendReceipt>> m_promise;
    bool m_finished = false; ///< the promise is
    bool m_leaving = false;  ///< the result is there, the farewell may not be over
    TlsStream m_stream;
    QTimer m_timer;
    std::optional<smtp::Session> m_session; ///< from the connection on
    /// Last, so that it goes first: its destructor waits for a callback that runs on another thread.
    std::stop_token m_stop;
    std::optional<std::stop_callback<std::function<void()>>> m_onStop;
};

} // namespace liaison::transport
