#include "core/sasl/login.h"

namespace liaison::sasl {

Result<QByteArray> Login::respond(const QByteArray &challenge)
{
    Q_UNUSED(challenge)
    switch (m_next) {
    case Next::User:
        m_next = Next::Password;
        return m_credentials.user.toUtf8();
    case Next::Password:
        m_next = Next::Nothing;
        return m_credentials.password.reveal();
    case Next::Nothing:
        break;
    }
    return fail(ErrorKind::ProtocolViolation, QStringLiteral("LOGIN: a third challenge"));
}

} // namespace liaison::sasl
