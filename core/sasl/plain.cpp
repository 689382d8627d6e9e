#include "core/sasl/plain.h"

namespace liaison::sasl {

std::optional<QByteArray> Plain::initialResponse()
{
    m_sent = true;
    return message();
}

Result<QByteArray> Plain::respond(const QByteArray &challenge)
{
    // The server's only challenge is the empty one that asks for the message. Some write words into it; they
    // are harmless before the message and make no sense after it.
    Q_UNUSED(challenge)
    if (m_sent)
        return fail(ErrorKind::ProtocolViolation, QStringLiteral("PLAIN: a second challenge"));
    m_sent = true;
    return message();
}

QByteArray Plain::message() const
{
    return '\0' + m_credentials.user.toUtf8() + '\0' + m_credentials.password.reveal();
}

} // namespace liaison::sasl
