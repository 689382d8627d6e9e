#pragma once

#include "core/base/certificate_summary.h"

#include <QString>

#include <optional>

namespace liaison {

/// What went wrong, coarse enough for a caller to decide what to do next. The ui turns a kind into a
/// translated sentence; `Error::log` is for the log and for "Details".
enum class ErrorKind {
    Cancelled,    ///< a person or a shutdown stopped it
    Internal,     ///< our own bug; never caused by input
    InvalidInput, ///< what a person or a file gave cannot be used
    NotFound,
    AlreadyExists,
    Conflict, ///< somebody else changed it meanwhile
    PermissionDenied,
    Busy, ///< another process holds it (lease, database lock)
    // network
    NameNotFound,
    ConnectionRefused,
    ConnectionLost,
    TimedOut,
    ProxyFailed,
    // TLS
    TlsRequired,  ///< the server offers no encryption and we refuse to go on without
    TlsInjection, ///< bytes stood behind STARTTLS (CVE-2021-33515 and friends)
    TlsFailed,
    CertificateUntrusted,
    CertificateExpired,
    CertificateWrongHost,
    // sign-in
    AuthenticationFailed,
    AuthenticationUnsupported,
    CredentialsMissing,
    // protocol
    ProtocolViolation, ///< the server said what its protocol does not allow
    LimitExceeded,     ///< larger, deeper or longer than we take
    ServerRefused,     ///< a final no in the server's words
    ServerBusy,        ///< a no for the moment; see retryAfterMs
    FolderMissing,
    SenderRefused,
    RecipientRefused,
    MessageTooLarge,
    SendUncertain, ///< the answer to a send was lost: it may have been accepted
    // store
    StoreUnavailable,
    StoreNewer, ///< written by a newer Liaison
    StoreCorrupt,
    DiskFull,
    // secrets
    KeychainUnavailable,
    KeychainLocked,
    KeychainDenied,
};

/// An error as a value. `log` and `serverWords` never hold a secret.
struct Error {
    ErrorKind kind = ErrorKind::Internal;
    QString log;                        ///< words for the log, redacted
    QString serverWords;                ///< what the server said, verbatim but bounded; may be empty
    std::optional<qint64> retryAfterMs; ///< when trying again makes sense, if known
    /// The certificate that was refused; there with Certificate… kinds alone.
    std::optional<CertificateSummary> certificate = std::nullopt;

    friend bool operator==(const Error &, const Error &) = default;
};

/// The kind's identifier ("TlsInjection"), for logs and JSON; never shown to people as it is.
QString errorKindName(ErrorKind kind);

} // namespace liaison
