#pragma once

#include "core/sasl/mechanism.h"

namespace liaison::sasl {

/// Whether `token` has the form of RFC 6750 section 2.1 (b64token), so that it cannot end its field early.
bool isBearerToken(const QByteArray &token);

/// What OAUTHBEARER and XOAUTH2 have in common: the token in one message. A refusal comes as a challenge of JSON
/// ({"status":"invalid_token", …}), which has to be acknowledged before the protocol says no.
class Bearer : public Mechanism {
public:
    std::optional<QByteArray> initialResponse() override;
    Result<QByteArray> respond(const QByteArray &challenge) override;
    /// "invalid_token", "401": the status that the server gave.
    [[nodiscard]] QString serverWords() const override { return m_status; }

protected:
    explicit Bearer(Credentials credentials) : m_credentials(std::move(credentials)) { }
    [[nodiscard]] const Credentials &credentials() const { return m_credentials; }
    [[nodiscard]] virtual QByteArray message() const = 0;
    /// What acknowledges a refusal.
    [[nodiscard]] virtual QByteArray acknowledgement() const = 0;

private:
    enum class State { Start, Sent, Refused };

    Credentials m_credentials;
    State m_state = State::Start;
    QString m_status;
};

/// OAUTHBEARER (RFC 7628 section 3.1).
class OAuthBearer final : public Bearer {
public:
    explicit OAuthBearer(Credentials credentials) : Bearer(std::move(credentials)) { }
    [[nodiscard]] QByteArray name() const override { return QByteArrayLiteral("OAUTHBEARER"); }

private:
    [[nodiscard]] QByteArray message() const override;
    [[nodiscard]] QByteArray acknowledgement() const override { return QByteArrayLiteral("\x01"); }
};

/// XOAUTH2, Google's forerunner, which Exchange Online takes alone.
class XOAuth2 final : public Bearer {
public:
    explicit XOAuth2(Credentials credentials) : Bearer(std::move(credentials)) { }
    [[nodiscard]] QByteArray name() const override { return QByteArrayLiteral("XOAUTH2"); }

private:
    [[nodiscard]] QByteArray message() const override;
    [[nodiscard]] QByteArray acknowledgement() const override { return {}; }
};

} // namespace liaison::sasl
