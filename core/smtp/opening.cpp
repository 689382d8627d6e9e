#include "core/smtp/opening.h"

#include "core/smtp/reply_error.h"

#include <utility>

namespace liaison::smtp {

namespace {
/// RFC 5321 section 4.5.3.1.4, CRLF included. RFC 4954 allows more for AUTH, but not every server does.
constexpr qsizetype maxCommandBytes = 512;
} // namespace

Opening::Opening(OpeningOptions options) : m_options(std::move(options)) { }

Action Opening::next()
{
    if (m_error || m_state == State::Done)
        return {Action::Kind::Done, {}, {}};
    if (m_toSend) {
        Action action = *std::exchange(m_toSend, std::nullopt);
        m_awaitsReply = true;
        return action;
    }
    if (m_state == State::TlsHandshake && !m_tlsAsked) {
        m_tlsAsked = true;
        return {Action::Kind::StartTls, {}, {}};
    }
    return {};
}

void Opening::onReply(const Reply &reply)
{
    m_awaitsReply = false;
    if (reply.code == 421)
        return stop(errorFrom(reply, ErrorKind::ServerRefused));
    switch (m_state) {
    case State::Greeting:
        if (reply.code != 220)
            return stop(errorFrom(reply, ErrorKind::ServerRefused));
        m_greeting = reply.words();
        m_state = State::Ehlo;
        return send(Action::send("EHLO " + m_options.clientName));
    case State::Ehlo:
        return onEhlo(reply);
    case State::Helo:
        if (reply.code != 250)
            return stop(errorFrom(reply, ErrorKind::ServerRefused));
        m_state = State::Done;
        return;
    case State::StartTls:
        return onStartTls(reply);
    case State::Auth:
        return onAuth(reply);
    case State::AuthCancel:
        return stop(ErrorKind::ProtocolViolation, QStringLiteral("a SASL challenge that makes no sense"));
    case State::TlsHandshake:
    case State::Done:
        return stop(ErrorKind::ProtocolViolation, QStringLiteral("a reply that nobody asked for"));
    }
}

void Opening::onEhlo(const Reply &reply)
{
    if (reply.code == 250) {
        m_capabilities = capabilitiesFrom(reply);
        return afterEhlo();
    }
    const bool plainServerWillDo = reply.permanent() && !m_options.useStartTls && !m_options.credentials;
    if (!plainServerWillDo)
        return stop(errorFrom(reply, ErrorKind::ServerRefused));
    m_state = State::Helo;
    send(Action::send("HELO " + m_options.clientName));
}

void Opening::afterEhlo()
{
    if (m_options.useStartTls && !m_tls) {
        if (!m_capabilities.startTls)
            return stop(ErrorKind::TlsRequired, QStringLiteral("the server does not offer STARTTLS"));
        m_state = State::StartTls;
        return send(Action::send("STARTTLS"));
    }
    if (!m_options.credentials) {
        m_state = State::Done;
        return;
    }
    startAuth();
}

void Opening::onStartTls(const Reply &reply)
{
    if (reply.code != 220)
        return stop(errorFrom(reply, ErrorKind::TlsRequired));
    m_state = State::TlsHandshake;
}

void Opening::onTlsStarted()
{
    if (m_state != State::TlsHandshake)
        return stop(ErrorKind::Internal, QStringLiteral("TLS that was not asked for"));
    m_tls = true;
    m_options.secure = true;
    m_capabilities = {}; // said in clear, so said by anybody (RFC 3207 section 4.2)
    m_state = State::Ehlo;
    send(Action::send("EHLO " + m_options.clientName));
}

void Opening::startAuth()
{
    if (!m_options.secure)
        return stop(ErrorKind::TlsRequired, QStringLiteral("no password goes over a connection that is not encrypted"));
    auto mechanism = sasl::choose(m_capabilities.authentication, *m_options.credentials);
    if (!mechanism)
        return stop(mechanism.error());
    m_mechanism = std::move(*mechanism);
    m_state = State::Auth;
    const QByteArray command = "AUTH " + m_mechanism->name();
    const std::optional<QByteArray> initial = m_mechanism->initialResponse();
    if (initial) {
        const QByteArray response = initial->isEmpty() ? QByteArrayLiteral("=") : initial->toBase64();
        if (command.size() + 1 + response.size() + 2 <= maxCommandBytes)
            return send(Action::sendSecret(command + ' ' + response, command + " <redacted>"));
        m_heldResponse = response;
    }
    send(Action::send(command));
}

void Opening::onAuth(const Reply &reply)
{
    if (reply.code == 235) {
        if (const Result<void> proven = m_mechanism->succeeded(); !proven)
            return stop(proven.error());
        m_state = State::Done;
    } else if (reply.code == 334) {
        answerChallenge(reply);
    } else if (reply.code == 504 || reply.code == 534) {
        stop(errorFrom(reply, ErrorKind::AuthenticationUnsupported));
    } else {
        Error refused = errorFrom(reply, ErrorKind::AuthenticationFailed);
        // OAuth servers say why within the exchange (RFC 7628 section 3.2.2), and end it with a bare refusal.
        if (const QString why = m_mechanism->serverWords(); !why.isEmpty())
            refused.serverWords += QLatin1Char(' ') + why;
        stop(std::move(refused));
    }
}

void Opening::answerChallenge(const Reply &reply)
{
    if (m_heldResponse) {
        const QByteArray response = *std::exchange(m_heldResponse, std::nullopt);
        return send(Action::sendSecret(response, "<redacted>"));
    }
    const auto challenge
        = QByteArray::fromBase64Encoding(reply.lines.value(0).trimmed(), QByteArray::AbortOnBase64DecodingErrors);
    if (challenge) {
        const Result<QByteArray> response = m_mechanism->respond(challenge.decoded);
        if (response)
            return send(Action::sendSecret(response->toBase64(), "<redacted>"));
    }
    m_state = State::AuthCancel; // RFC 4954 section 4: "*" ends the exchange
    send(Action::send("*"));
}

void Opening::send(Action action)
{
    m_toSend = std::move(action);
}

void Opening::stop(ErrorKind kind, const QString &log)
{
    stop(Error{kind, log, {}, {}});
}

void Opening::stop(Error error)
{
    m_error = std::move(error);
}

} // namespace liaison::smtp
