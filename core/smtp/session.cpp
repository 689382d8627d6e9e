#include "core/smtp/session.h"

#include "core/base/log.h"

namespace liaison::smtp {

Session::Session(OpeningOptions options, std::optional<Mail> mail)
    : m_opening(std::move(options)), m_mail(std::move(mail))
{
}

void Session::receive(const QByteArray &bytes)
{
    if (m_over)
        return;
    m_parser.feed(bytes);
    readReplies();
}

void Session::tlsStarted()
{
    if (m_over)
        return;
    m_opening.onTlsStarted();
    settle();
}

void Session::readReplies()
{
    while (!m_over) {
        if (m_opening.awaitsTls() && m_parser.heldBytes() > 0)
            return interrupt({ErrorKind::TlsInjection, QStringLiteral("bytes behind the answer to STARTTLS"), {}, {}});
        // A command that is due goes out before a reply can be its own.
        const bool due = !m_result && !awaitsReply();
        const Result<std::optional<Reply>> reply = m_parser.next();
        if (!reply)
            return interrupt(reply.error());
        if (!*reply)
            return;
        const bool anyTime = (*reply)->code == 421 || (m_transaction && m_transaction->inBody());
        if (due && !anyTime)
            return interrupt(
                {ErrorKind::ProtocolViolation, QStringLiteral("a reply that nobody asked for"), (*reply)->words(), {}});
        onReply(**reply);
    }
}

void Session::onReply(const Reply &reply)
{
    m_trace << QStringLiteral("S: ") + (reply.code == 334 ? QStringLiteral("334 <challenge>") : reply.words());
    if (m_result) {
        m_over = m_quitSent;
        return;
    }
    if (m_transaction)
        m_transaction->onReply(reply);
    else
        m_opening.onReply(reply);
    settle();
}

/// Takes over what the parts have come to.
void Session::settle()
{
    if (!m_transaction) {
        if (m_opening.error())
            m_result = fail(*m_opening.error());
        else if (m_opening.done() && m_mail)
            m_transaction.emplace(m_opening.capabilities(), *std::exchange(m_mail, std::nullopt));
        else if (m_opening.done())
            m_result = Accepted{};
    }
    if (m_transaction && m_transaction->result())
        m_result = m_transaction->result();
    if (m_result && !canSayQuit())
        m_over = true;
}

bool Session::canSayQuit() const
{
    if (m_transaction)
        return m_transaction->inStep();
    return !m_opening.error() || m_opening.error()->kind != ErrorKind::ProtocolViolation;
}

bool Session::awaitsReply() const
{
    return m_transaction ? m_transaction->awaitsReply() : m_opening.awaitsReply();
}

Action Session::next(bool flushed)
{
    if (m_over)
        return {Action::Kind::Done, {}, {}};
    const Action action = ask(flushed);
    if (action.kind == Action::Kind::Send)
        m_trace << QStringLiteral("C: ") + printable(action.shown, 500);
    return action;
}

Action Session::ask(bool flushed)
{
    if (m_quitSent)
        return {};
    if (m_result) {
        m_quitSent = true;
        return Action::send("QUIT");
    }
    if (!m_transaction)
        return m_opening.next();
    return m_transaction->inBody() && !flushed ? Action{} : m_transaction->next();
}

void Session::interrupt(Error why)
{
    if (!m_result) {
        if (uncertain())
            why.kind = ErrorKind::SendUncertain;
        m_result = fail(std::move(why));
    }
    m_over = true;
}

} // namespace liaison::smtp
