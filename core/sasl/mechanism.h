#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <memory>
#include <optional>

namespace liaison::sasl {

/// Who signs in. Neither field may hold U+0000, which would end it early in PLAIN (RFC 4616 section 2).
struct Credentials {
    QString user;
    Secret password;
};

/// The client's half of one SASL exchange (RFC 4422), without I/O: the protocol around it (IMAP, SMTP) does
/// base64, "*" and line ends. What the methods return holds the password: it goes to the wire and nowhere else.
/// An exchange is used once.
class Mechanism {
public:
    virtual ~Mechanism() = default;

    /// The registered name, in upper case ("PLAIN").
    [[nodiscard]] virtual QByteArray name() const = 0;
    /// What may be sent along with the command; nullopt where the server has to speak first.
    virtual std::optional<QByteArray> initialResponse() = 0;
    /// The answer to one decoded challenge, also the empty one that stands for a missing initial response.
    /// Errors: ProtocolViolation for a challenge that the mechanism does not know at this point.
    virtual Result<QByteArray> respond(const QByteArray &challenge) = 0;
};

/// The best mechanism among those a server offers (names in any case): PLAIN (RFC 4616), else LOGIN
/// (draft-murchison-sasl-login, for old Exchange). Both show the password to the server, so the caller makes
/// sure first that the connection is encrypted.
/// Errors: AuthenticationUnsupported, CredentialsMissing (no user or no password), InvalidInput (NUL).
Result<std::unique_ptr<Mechanism>> choose(const QList<QByteArray> &offered, const Credentials &credentials);

} // namespace liaison::sasl
