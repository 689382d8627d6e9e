#include "core/smtp/transaction.h"

#include "core/smtp/path.h"
#include "core/smtp/reply_error.h"

#include <algorithm>
#include <utility>

namespace liaison::smtp {

namespace {
constexpr qsizetype chunkBytes = 64 * 1024;

bool hasEightBits(QByteArrayView bytes)
{
    return std::any_of(bytes.begin(), bytes.end(), [](char c) { return (static_cast<unsigned char>(c) & 0x80U) != 0; });
}

QByteArrayView headerOf(const QByteArray &raw)
{
    const qsizetype end = raw.indexOf("\r\n\r\n");
    return QByteArrayView(raw).first(end < 0 ? raw.size() : end);
}
} // namespace

Transaction::Transaction(const Capabilities &capabilities, Mail mail)
    : m_mail(std::move(mail)), m_pipelining(capabilities.pipelining)
{
    if (const Result<void> ready = prepare(capabilities); !ready)
        finish(fail(ready.error()));
}

Result<void> Transaction::prepare(const Capabilities &capabilities)
{
    if (m_mail.recipients.isEmpty())
        return fail(ErrorKind::InvalidInput, QStringLiteral("a mail without recipients"));
    if (capabilities.maxBytes > 0 && m_mail.raw.size() > capabilities.maxBytes)
        return fail(ErrorKind::MessageTooLarge,
                    QStringLiteral("the mail has %1 bytes, the server takes %2")
                        .arg(m_mail.raw.size())
                        .arg(capabilities.maxBytes));
    const bool needed = needsUtf8(m_mail.sender) || hasEightBits(headerOf(m_mail.raw))
        || std::any_of(m_mail.recipients.cbegin(), m_mail.recipients.cend(), &needsUtf8);
    const bool utf8 = needed && capabilities.smtpUtf8;
    if (needed && !utf8)
        return fail(ErrorKind::InvalidInput,
                    QStringLiteral("an address or header field needs SMTPUTF8, which the server does not offer"));
    const bool eightBits = utf8 || hasEightBits(m_mail.raw);
    if (eightBits && !capabilities.eightBitMime)
        return fail(ErrorKind::InvalidInput,
                    QStringLiteral("the mail has 8-bit text, for which the server offers no 8BITMIME"));

    const Result<QByteArray> sender = path(m_mail.sender, utf8);
    if (!sender)
        return fail(sender.error());
    m_mailLine = "MAIL FROM:" + *sender;
    if (capabilities.maxBytes > 0)
        m_mailLine += " SIZE=" + QByteArray::number(m_mail.raw.size());
    if (eightBits)
        m_mailLine += " BODY=8BITMIME";
    if (utf8)
        m_mailLine += " SMTPUTF8";
    for (const QString &recipient : std::as_const(m_mail.recipients)) {
        const Result<QByteArray> to = path(recipient, utf8);
        if (!to)
            return fail(to.error());
        m_recipientLines << "RCPT TO:" + *to;
    }
    return {};
}

Action Transaction::next()
{
    if (m_result)
        return {Action::Kind::Done, {}, {}};
    if (m_state == State::Body)
        return sendBody();
    if (!std::exchange(m_sendNow, false))
        return {};
    return m_state == State::Mail && m_pipelining ? sendAll() : sendNext();
}

Action Transaction::sendAll()
{
    QList<QByteArray> lines{m_mailLine};
    lines += m_recipientLines;
    lines << "DATA";
    m_outstanding = static_cast<int>(lines.size());
    return Action::send(lines.join("\r\n"));
}

Action Transaction::sendNext()
{
    m_outstanding = 1;
    switch (m_state) {
    case State::Mail:
        return Action::send(m_mailLine);
    case State::Recipients:
        return Action::send(m_recipientLines.at(m_answered));
    case State::LoneDot:
        return Action::send(".");
    default:
        return Action::send("DATA");
    }
}

Action Transaction::sendBody()
{
    if (m_sentBytes < m_mail.raw.size()) {
        const QByteArrayView chunk
            = QByteArrayView(m_mail.raw).sliced(m_sentBytes, std::min(chunkBytes, m_mail.raw.size() - m_sentBytes));
        m_sentBytes += chunk.size();
        return {Action::Kind::Send, m_stuffer.stuff(chunk), "(" + QByteArray::number(chunk.size()) + " bytes of mail)"};
    }
    m_state = State::Answer;
    m_outstanding = 1;
    return {Action::Kind::Send, m_stuffer.finish(), "."};
}

void Transaction::onReply(const Reply &reply)
{
    if (m_result)
        return;
    m_outstanding = std::max(0, m_outstanding - 1);
    if (reply.code == 421) // the server leaves; what was pipelined gets no answer. Behind the data: not taken.
        return finish(fail(m_failure.value_or(errorFrom(reply, ErrorKind::ServerRefused))));
    switch (m_state) {
    case State::Mail:
        return onMail(reply);
    case State::Recipients:
        return onRecipient(reply);
    case State::DataReply:
        return onData(reply);
    case State::Body: {
        const Error early = errorFrom(reply, ErrorKind::ServerRefused);
        finish(fail(early));
        m_outstanding = 1; // in the middle of the mail no command is understood
        return;
    }
    case State::Answer:
        return onAnswer(reply);
    case State::LoneDot:
        return finish(fail(m_failure.value_or(allRefused())));
    case State::Over:
        return;
    }
}

void Transaction::onMail(const Reply &reply)
{
    m_state = State::Recipients;
    m_sendNow = !m_pipelining;
    if (reply.code == 250)
        return;
    m_failure = errorFrom(reply, ErrorKind::SenderRefused);
    if (!m_pipelining)
        finish(fail(*m_failure));
}

void Transaction::onRecipient(const Reply &reply)
{
    const bool accepted = reply.code >= 250 && reply.code <= 252;
    if (!accepted && !reply.transient() && !reply.permanent())
        m_failure = m_failure.value_or(errorFrom(reply, ErrorKind::RecipientRefused));
    if (!accepted)
        m_refused << Refusal{m_mail.recipients.at(m_answered), reply.words(), reply.permanent()};
    ++m_answered;
    m_sendNow = !m_pipelining;
    if (m_answered == m_recipientLines.size())
        onRecipientsDone();
}

void Transaction::onRecipientsDone()
{
    if (!m_failure && m_refused.size() == m_recipientLines.size())
        m_failure = allRefused();
    m_state = State::DataReply;
    if (m_failure && !m_pipelining)
        finish(fail(*m_failure));
}

void Transaction::onData(const Reply &reply)
{
    if (!m_failure) {
        if (reply.code == 354)
            m_state = State::Body;
        else
            finish(fail(errorFrom(reply, ErrorKind::ServerRefused)));
        return;
    }
    // DATA was pipelined, and meanwhile nothing is left to send. A 354 has to be answered by an empty mail, which
    // reaches nobody (RFC 2920 section 3.1), unless the server took a recipient: then the link is dropped instead.
    if (reply.code == 354 && m_refused.size() == m_recipientLines.size()) {
        m_state = State::LoneDot;
        m_sendNow = true;
        return;
    }
    finish(fail(*m_failure));
    m_outstanding = reply.code == 354 ? 1 : 0;
}

void Transaction::onAnswer(const Reply &reply)
{
    if (reply.positive())
        return finish(Accepted{reply.words(), m_refused});
    if (reply.transient() || reply.permanent())
        return finish(fail(errorFrom(reply, ErrorKind::ServerRefused)));
    finish(fail(
        Error{ErrorKind::SendUncertain, QStringLiteral("the answer to the mail makes no sense"), reply.words(), {}}));
}

Error Transaction::allRefused() const
{
    const auto temporary
        = std::find_if(m_refused.cbegin(), m_refused.cend(), [](const Refusal &r) { return !r.permanent; });
    // As long as one of them may be taken later, the mail as a whole may.
    const Refusal &telling = temporary != m_refused.cend() ? *temporary : m_refused.constFirst();
    Error out{ErrorKind::RecipientRefused, QStringLiteral("no recipient was accepted"), telling.serverWords, {}};
    if (!telling.permanent) {
        out.kind = ErrorKind::ServerBusy;
        out.retryAfterMs = 300'000;
    }
    return out;
}

void Transaction::finish(Result<Accepted> result)
{
    m_result = std::move(result);
    m_state = State::Over;
}

} // namespace liaison::smtp
