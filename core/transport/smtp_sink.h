#pragma once

#include "core/transport/account.h"
#include "core/transport/account_tokens.h"
#include "core/transport/mail_sink.h"

#include <memory>
#include <optional>

namespace liaison::transport {

/// How long the server may keep us waiting, in milliseconds (RFC 5321 section 4.5.3.2). A shorter wait for the
/// answer to a mail would leave mails uncertain that a slow scanner is still looking at.
struct SmtpTimeouts {
    int connectMs = 30'000;
    int replyMs = 300'000;  ///< without any progress: greeting, commands, taking the mail's bytes
    int answerMs = 600'000; ///< from the end of the data to its answer
    int farewellMs = 5'000; ///< for the answer to QUIT, which changes nothing any more
};

/// Sends by SMTP submission (RFC 6409), each mail over a connection of its own. A send may be stopped until the end
/// of its data is given out (Cancelled); from there on it waits for the answer.
class SmtpSink final : public MailSink {
    Q_OBJECT
public:
    /// `tokens`: for OAUTH2.0 whose tokens are renewed; others have none.
    explicit SmtpSink(Account account, SmtpTimeouts timeouts = {}, std::shared_ptr<AccountTokens> tokens = nullptr,
                      QObject *parent = nullptr);

    Future<SendReceipt> send(Submission mail, std::stop_token stop) override;
    Future<void> check(std::stop_token stop) override;
    /// Ends sends that are under way: Cancelled, or SendUncertain where the mail may have been accepted.
    void shutDown() override;

private:
    Future<SendReceipt> begin(std::optional<Submission> mail, std::stop_token stop);

    Account m_account;
    SmtpTimeouts m_timeouts;
    std::shared_ptr<AccountTokens> m_tokens;
};

} // namespace liaison::transport
