#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <memory>
#include <optional>

namespace liaison::sasl {

/// What somebody signs in with.
enum class Proof {
    Password,      ///< the strongest mechanism that the server offers
    PlainPassword, ///< PLAIN or LOGIN alone, for servers whose SCRAM is offered but has no keys for the user
    BearerToken,   ///< an OAuth 2.0 access token (RFC 6750)
    Certificate,   ///< the certificate that TLS presented
};

/// Who signs in. No field may hold U+0000, which would end it early in PLAIN (RFC 4616 section 2).
struct Credentials {
    QString user;
    Secret password; ///< the password or the access token; not used with a certificate
    Proof proof = Proof::Password;
    QString host = {}; ///< the server as it was connected to, told in OAUTHBEARER; may be empty
    quint16 port = 0;  ///< likewise
};

/// The client's half of one SASL exchange (RFC 4422), without I/O: the protocol around it (IMAP, SMTP) does
/// base64, "*" and line ends. What the methods return holds secrets: it goes to the wire and nowhere else.
/// An exchange is used once.
class Mechanism {
public:
    Mechanism() = default;
    virtual ~Mechanism() = default;
    Mechanism(const Mechanism &) = delete;
    Mechanism &operator=(const Mechanism &) = delete;

    /// The registered name, in upper case ("PLAIN").
    [[nodiscard]] virtual QByteArray name() const = 0;
    /// What may be sent along with the command; nullopt where the server has to speak first.
    virtual std::optional<QByteArray> initialResponse() = 0;
    /// The answer to one decoded challenge, also the empty one that stands for a missing initial response.
    /// Errors: ProtocolViolation for a challenge that the mechanism does not know at this point, LimitExceeded and
    /// AuthenticationUnsupported for one that it will not follow; the exchange is cancelled then.
    virtual Result<QByteArray> respond(const QByteArray &challenge) = 0;
    /// Asked when the protocol says that the sign-in succeeded. Error ProtocolViolation where the mechanism wants the
    /// server to prove itself and it has not: then nothing more may be said on this connection.
    [[nodiscard]] virtual Result<void> succeeded() const { return {}; }
    /// What the server said within the exchange of why it failed, printable and bounded; empty: nothing.
    [[nodiscard]] virtual QString serverWords() const { return {}; }
};

/// The strongest mechanism for `credentials` among those a server offers (names in any case). For a password
/// SCRAM-SHA-256 (RFC 7677), SCRAM-SHA-1 (RFC 5802), PLAIN (RFC 4616), LOGIN (draft-murchison-sasl-login, for old
/// Exchange); for a token OAUTHBEARER (RFC 7628), XOAUTH2; for a certificate EXTERNAL (RFC 4422 appendix A). PLAIN,
/// LOGIN and the token ones show the secret to the server, so the caller makes sure first that the connection is
/// encrypted. Errors: AuthenticationUnsupported, CredentialsMissing (no user, password or token), InvalidInput (NUL;
/// in a token anything that RFC 6750 does not allow).
Result<std::unique_ptr<Mechanism>> choose(const QList<QByteArray> &offered, const Credentials &credentials);

} // namespace liaison::sasl
