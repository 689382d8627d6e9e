#include "core/smtp/transaction.h"

#include "core/smtp/line_ends.h"
#include "core/smtp/reply_error.h"

#include <algorithm>
#include <utility>

namespace liaison::smtp {

namespace {
constexpr qsizetype chunkBytes = 64 * 1024;
} // namespace

Transaction::Transaction(const Capabilities &capabilities, Mail mail)
    : m_mail(std::move(mail)), m_pipelining(capabilities.pipelining), m_chunking(capabilities.chunking)
{
    if (m_chunking)
        m_mail.raw = withCrLf(m_mail.raw);
    Result<Envelope> envelope = envelopeFor(m_mail, capabilities);
    if (envelope)
        m_envelope = std::move(*envelope);
    else
        finish(fail(envelope.error()));
}

Action Transaction::next()
{
    if (m_result)
        return {Action::Kind::Done, {}, {}};
    if (m_state == State::Body)
        return m_chunking ? sendChunk() : sendBody();
    if (!std::exchange(m_sendNow, false))
        return {};
    return m_state == State::Mail && m_pipelining ? sendAll() : sendNext();
}

Action Transaction::sendAll()
{
    QList<QByteArray> lines{m_envelope.mailLine};
    lines += m_envelope.recipientLines;
    if (!m_chunking) // BDAT waits for the answers: the mail itself would follow it at once
        lines << "DATA";
    m_outstanding = static_cast<int>(lines.size());
    return Action::send(lines.join("\r\n"));
}

Action Transaction::sendNext()
{
    m_outstanding = 1;
    switch (m_state) {
    case State::Mail:
        return Action::send(m_envelope.mailLine);
    case State::Recipients:
        return Action::send(m_envelope.recipientLines.at(m_answered));
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

Action Transaction::sendChunk()
{
    const qsizetype size = m_mail.raw.size();
    if (!std::exchange(m_chunkSaid, true))
        return Action::send("BDAT " + QByteArray::number(size) + " LAST");
    const QByteArray chunk = m_mail.raw.mid(m_sentBytes, chunkBytes);
    m_sentBytes += chunk.size();
    if (m_sentBytes == size) {
        m_state = State::Answer;
        m_outstanding = 1;
    }
    return {Action::Kind::Send, chunk, "(" + QByteArray::number(chunk.size()) + " bytes of mail)"};
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
    if (m_answered == m_envelope.recipientLines.size())
        onRecipientsDone();
}

void Transaction::onRecipientsDone()
{
    if (!m_failure && m_refused.size() == m_envelope.recipientLines.size())
        m_failure = allRefused();
    const bool dataIsOut = m_pipelining && !m_chunking;
    if (m_failure && !dataIsOut)
        return finish(fail(*m_failure));
    m_state = m_chunking ? State::Body : State::DataReply;
    m_sendNow = m_sendNow && !m_chunking;
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
    if (reply.code == 354 && m_refused.size() == m_envelope.recipientLines.size()) {
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
