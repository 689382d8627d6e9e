#pragma once

#include "core/sasl/mechanism.h"

namespace liaison::sasl {

/// A name inside a SCRAM or GS2 message: "=" and "," as "=3D" and "=2C" (RFC 5802 section 5.1).
QByteArray escapedName(const QByteArray &name);

/// SCRAM-SHA-256 (RFC 7677) and SCRAM-SHA-1 (RFC 5802): the password is proven, not shown, and the server proves that
/// it knows it as well. Without channel binding ("n"): Qt does not hand out the TLS exporter, and the binding to the
/// server's certificate is refused by Cyrus, Courier and Exim.
///
/// The server chooses how often the password is hashed. Fewer rounds than RFC 7677 allows would make the proof easy to
/// guess from: AuthenticationUnsupported; more than `mostRounds` would keep this program busy: LimitExceeded.
class Scram final : public Mechanism {
public:
    enum class Hash { Sha1, Sha256 };
    static constexpr int fewestRounds = 4'096;
    static constexpr int mostRounds = 1'000'000; ///< below a second of work

    Scram(Credentials credentials, Hash hash);
    /// With a nonce of the caller's, for tests against the RFCs' examples.
    Scram(Credentials credentials, Hash hash, QByteArray nonce);

    [[nodiscard]] QByteArray name() const override;
    std::optional<QByteArray> initialResponse() override;
    Result<QByteArray> respond(const QByteArray &challenge) override;
    [[nodiscard]] Result<void> succeeded() const override;
    [[nodiscard]] QString serverWords() const override { return m_serverWords; }

private:
    enum class State { Start, FirstSent, ProofSent, ServerProven, Over };

    QByteArray clientFirst();
    Result<QByteArray> onServerFirst(const QByteArray &message);
    Result<QByteArray> onServerFinal(const QByteArray &message);

    Credentials m_credentials;
    Hash m_hash;
    QByteArray m_nonce;
    QByteArray m_clientFirstBare;
    QByteArray m_expectedSignature; ///< of the server
    QString m_serverWords;
    State m_state = State::Start;
};

} // namespace liaison::sasl
