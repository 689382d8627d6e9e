#pragma once

#include "core/smtp/action.h"
#include "core/smtp/capabilities.h"
#include "core/smtp/dot_stuffer.h"
#include "core/smtp/envelope.h"
#include "core/smtp/mail.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace liaison::smtp {

struct Refusal {
    QString address;
    QString serverWords;
    bool permanent = true;
    friend bool operator==(const Refusal &, const Refusal &) = default;
};

/// The server took the mail, for all recipients but the refused ones.
struct Accepted {
    QString serverWords;
    QList<Refusal> refused;
    friend bool operator==(const Accepted &, const Accepted &) = default;
};

/// One mail transaction (RFC 5321 section 3.3): MAIL, RCPT for each recipient, DATA, the mail, the answer. MAIL, RCPT
/// and DATA go out in one piece where the server offers PIPELINING (RFC 2920). The mail is sent when at least
/// one recipient was accepted. Where the server offers CHUNKING (RFC 3030) BDAT takes the place of DATA: the mail goes
/// as it is in one chunk whose length is said first, so that nothing in it can end it early.
///
/// From the moment that next() gives out the end of the mail until the answer is in, `uncertain()` is true: if the
/// link is lost there, the server may have taken the mail. Before, it cannot have.
class Transaction {
public:
    /// Asks nothing of the server where the mail cannot be sent to it: see envelopeFor().
    Transaction(const Capabilities &capabilities, Mail mail);

    Action next();
    void onReply(const Reply &reply);

    /// The mail itself is on its way: next() gives it out piece by piece.
    [[nodiscard]] bool inBody() const { return m_state == State::Body; }
    [[nodiscard]] bool awaitsReply() const { return m_outstanding > 0; }
    [[nodiscard]] bool uncertain() const { return m_state == State::Answer && !m_result; }
    /// Set once; the transaction is over then.
    [[nodiscard]] const std::optional<Result<Accepted>> &result() const { return m_result; }
    /// Whether the connection is in step, so that QUIT can be said.
    [[nodiscard]] bool inStep() const { return m_state == State::Over && m_outstanding == 0; }

private:
    enum class State { Mail, Recipients, DataReply, Body, Answer, LoneDot, Over };

    Action sendAll();
    Action sendNext();
    Action sendBody();
    Action sendChunk();
    void onMail(const Reply &reply);
    void onRecipient(const Reply &reply);
    void onRecipientsDone();
    void onData(const Reply &reply);
    void onAnswer(const Reply &reply);
    [[nodiscard]] Error allRefused() const;
    void finish(Result<Accepted> result);

    Mail m_mail;
    Envelope m_envelope;
    bool m_pipelining = false;
    bool m_chunking = false;

    State m_state = State::Mail;
    bool m_sendNow = true;    ///< next() has a command of m_state to give out
    int m_outstanding = 0;    ///< replies to come
    qsizetype m_answered = 0; ///< recipients answered
    qsizetype m_sentBytes = 0;
    bool m_chunkSaid = false; ///< the BDAT command
    DotStuffer m_stuffer;
    QList<Refusal> m_refused;
    std::optional<Error> m_failure; ///< known while replies are still to come
    std::optional<Result<Accepted>> m_result;
};

} // namespace liaison::smtp
