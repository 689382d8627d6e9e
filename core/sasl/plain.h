#pragma once

#include "core/sasl/mechanism.h"

namespace liaison::sasl {

/// PLAIN (RFC 4616): NUL user NUL password in one message, no authorization identity.
class Plain final : public Mechanism {
public:
    explicit Plain(Credentials credentials) : m_credentials(std::move(credentials)) { }
    [[nodiscard]] QByteArray name() const override { return QByteArrayLiteral("PLAIN"); }
    std::optional<QByteArray> initialResponse() override;
    Result<QByteArray> respond(const QByteArray &challenge) override;

private:
    [[nodiscard]] QByteArray message() const;

    Credentials m_credentials;
    bool m_sent = false;
};

} // namespace liaison::sasl
