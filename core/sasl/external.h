#pragma once

#include "core/sasl/mechanism.h"

#include <utility>

namespace liaison::sasl {

/// EXTERNAL (RFC 4422 appendix A): TLS has presented a certificate, and the server takes the identity from it. No
/// authorization identity is sent: the certificate says who it is, and Dovecot takes any other name for a master user.
class External final : public Mechanism {
public:
    [[nodiscard]] QByteArray name() const override { return QByteArrayLiteral("EXTERNAL"); }
    std::optional<QByteArray> initialResponse() override
    {
        m_sent = true;
        return QByteArray();
    }
    Result<QByteArray> respond(const QByteArray &) override
    {
        if (std::exchange(m_sent, true))
            return fail(ErrorKind::ProtocolViolation, QStringLiteral("EXTERNAL: a second challenge"));
        return QByteArray();
    }

private:
    bool m_sent = false;
};

} // namespace liaison::sasl
