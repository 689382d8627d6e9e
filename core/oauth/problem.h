#pragma once

#include "core/base/error.h"

#include <tl/expected.hpp>

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace liaison::oauth {

/// Why there is no token, as fine as a person needs it to know what to do. Each has one ErrorKind and one sentence.
enum class Problem {
    // the app and its tenant, as they are registered
    WrongTenant,
    WrongCloud,
    CloudClosed, ///< Microsoft has shut the national cloud down
    UnknownApp,
    AppDisabled,
    NotAssigned,        ///< the app is limited to some people, and this is none of them
    RedirectMismatch,   ///< our redirect address is not registered
    PublicClientOff,    ///< a user's sign-in without a secret is not allowed for this app
    GrantNotAllowed,    ///< this way to sign in is switched off for this app
    ConsentMissing,     ///< nobody agreed to the permissions yet
    AdminConsentNeeded, ///< … and only an administrator may
    ConsentDeclined,    ///< somebody was asked and said no
    PermissionUnknown,  ///< the app does not ask for this permission, or nobody offers it
    // the app's credentials, as the provider sees them
    WrongSecret,
    ExpiredSecret,
    AssertionRefused, ///< the certificate is not the one that is registered
    ClockWrong,
    // the person
    UserUnknown,
    UserDisabled,
    UserLocked,
    WrongPassword,
    PasswordExpired,
    MfaNeeded,
    AccessBlocked, ///< conditional access: place, device or app not allowed
    SignInExpired, ///< the refresh token was revoked, ran out, or was used twice
    SignInDeclined,
    NotFinished, ///< nobody came back from the browser in time
    CodeExpired, ///< the authorization code or device code ran out or was used
    // how the answer looked
    BadRequest, ///< the provider did not understand us
    Refused,    ///< any other no
    Busy,
    NotAProvider, ///< no OAuth answer at all: a web page, a proxy's form, another server
    BadAnswer,    ///< JSON, but not what RFC 6749 wants
    // the redirect to us
    StateMismatch, ///< not the answer to our question: somebody else's, or an old one
    IssuerMismatch,
    // device code; not failures for whoever polls
    AuthorizationPending,
    SlowDown,
    // our own side of client credentials
    NoCredentials, ///< neither secret nor certificate
    NoCertificate,
    NoKey,
    WrongPassphrase,
    UnsupportedFile, ///< PKCS #12 with ciphers that are switched off today
    KeyMismatch,
    KeyNotRsa,
    KeyTooSmall,
    CertificateExpired,
    CertificateNotYetValid,
    BadConfiguration, ///< host, tenant or client id is not written as one
};

/// Why a step of OAuth ended. Never holds a secret.
struct Failure {
    Problem problem = Problem::Refused;
    QString code;                       ///< "AADSTS65001" or RFC 6749's "invalid_grant"; empty: found by ourselves
    QString serverWords;                ///< printable and bounded; may be empty
    std::optional<qint64> retryAfterMs; ///< with Busy, where the server said
    /// With ClockWrong: how far this computer's clock is ahead of the provider's; negative: behind; none: not known.
    std::optional<qint64> clockAheadMs = std::nullopt;
    friend bool operator==(const Failure &, const Failure &) = default;
};

/// What the room's functions answer; `errorOf` makes a Result of it.
template <class T> using Answer = tl::expected<T, Failure>;

[[nodiscard]] inline tl::unexpected<Failure> failed(Problem problem, QString code = {}, QString serverWords = {})
{
    return tl::unexpected<Failure>(Failure{problem, std::move(code), std::move(serverWords), std::nullopt});
}

/// The identifier ("ConsentMissing"), for logs and JSON.
QString problemName(Problem problem);
ErrorKind kindOf(Problem problem);
/// What happened and what to do about it: English, one or two sentences. Whoever shows it translates
/// it in the context "SignInAdvice".
QString advice(Problem problem);
/// The same with what is known of this very failure: ClockWrong's tells by how many minutes
/// (domain::numberedAdvice() finds them again).
QString advice(const Failure &failure);
/// The kind, "Name (code): advice" as the log, the server's words, and when to try again.
Error errorOf(const Failure &failure);

/// The problem behind an error answer: the first known number of `aadsts` decides, else RFC 6749's (or RFC 8628's,
/// OpenID Connect's) `error` word.
Problem classify(const QString &error, const QList<int> &aadsts);

} // namespace liaison::oauth
