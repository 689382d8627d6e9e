#pragma once

#include "core/smtp/opening.h"
#include "core/smtp/transaction.h"

#include <QStringList>

#include <optional>
#include <utility>

namespace liaison::smtp {

/// One connection to a submission server (RFC 5321, 6409) from its greeting to QUIT, without I/O. The driver
/// gives it what the server says and does what next() asks for, until that is Done:
///
///     session.receive(bytes);
///     for (Action a = session.next(flushed()); a.kind == Send; a = session.next(flushed()))
///         write(a.bytes);
///
/// `result()` may be there before Done: what follows is only the farewell. Without a mail the session signs in
/// and leaves, which is the test of a connection.
class Session {
public:
    Session(OpeningOptions options, std::optional<Mail> mail);

    /// Bytes from the server. What comes while TLS is being made, or stands behind the answer to STARTTLS,
    /// ends the session with TlsInjection; a reply nobody asked for with ProtocolViolation.
    void receive(const QByteArray &bytes);
    void tlsStarted();
    /// With `flushed` false (bytes written before have not left the process yet) no part of the mail is given
    /// out: that bounds memory, and keeps the time short in which a lost link leaves a mail uncertain.
    Action next(bool flushed = true);

    /// Bytes received and not used yet; for TlsStream::startTls().
    [[nodiscard]] qsizetype heldBytes() const { return m_parser.heldBytes(); }
    /// What became of the mail, as soon as it is known.
    [[nodiscard]] const std::optional<Result<Accepted>> &result() const { return m_result; }
    /// Whether the mail may have been accepted although there is no result yet.
    [[nodiscard]] bool uncertain() const { return !m_result && m_transaction && m_transaction->uncertain(); }
    /// Ends the session for a reason outside of it (link lost, time out, cancelled). The result is `why`, or
    /// SendUncertain with its words where the mail may have been accepted; a result there is stays.
    void interrupt(Error why);

    [[nodiscard]] const Capabilities &capabilities() const { return m_opening.capabilities(); }
    /// The way in, for whoever watches it.
    [[nodiscard]] const Opening &opening() const { return m_opening; }
    /// Lines that were sent and received since the last call, without secrets and mail: "C: …", "S: …".
    QStringList takeTrace() { return std::exchange(m_trace, {}); }

private:
    void readReplies();
    void onReply(const Reply &reply);
    void settle();
    Action ask(bool flushed);
    [[nodiscard]] bool awaitsReply() const;
    [[nodiscard]] bool canSayQuit() const;

    ReplyParser m_parser;
    Opening m_opening;
    std::optional<Mail> m_mail;
    std::optional<Transaction> m_transaction;
    std::optional<Result<Accepted>> m_result;
    bool m_quitSent = false;
    bool m_over = false; ///< nothing more to say or hear
    QStringList m_trace;
};

} // namespace liaison::smtp
