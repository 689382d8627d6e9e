#pragma once

#include "core/sasl/mechanism.h"

namespace liaison::sasl {

/// LOGIN (draft-murchison-sasl-login): the server asks twice, first for the user, then for the password. Its
/// prompts differ from server to server ("Username:", "User Name", translated ones), so their order counts alone.
class Login final : public Mechanism {
public:
    explicit Login(Credentials credentials) : m_credentials(std::move(credentials)) { }
    [[nodiscard]] QByteArray name() const override { return QByteArrayLiteral("LOGIN"); }
    std::optional<QByteArray> initialResponse() override { return std::nullopt; }
    Result<QByteArray> respond(const QByteArray &challenge) override;

private:
    enum class Next { User, Password, Nothing };

    Credentials m_credentials;
    Next m_next = Next::User;
};

} // namespace liaison::sasl
