#include "core/oauth/problem.h"

#include <QtGlobal>

#include <array>
#include <cstdlib>

namespace liaison::oauth {

namespace {

struct Entry {
    Problem problem;
    const char *name;
    ErrorKind kind;     ///< AuthenticationFailed stops the account until a person acts; PermissionDenied likewise
    const char *advice; ///< people get it in their language, see translations/CMakeLists.txt
};

// clang-format off: a table
constexpr std::array table{
    Entry{Problem::WrongTenant, "WrongTenant", ErrorKind::AuthenticationFailed,
          QT_TRANSLATE_NOOP(
              "SignInAdvice",
              "The tenant was not found. Check the tenant ID, and that the national cloud is the tenant's.")},
    Entry{Problem::WrongCloud, "WrongCloud", ErrorKind::AuthenticationFailed,
          QT_TRANSLATE_NOOP("SignInAdvice", "The tenant lives in another national cloud. Choose that cloud.")},
    Entry{Problem::CloudClosed, "CloudClosed", ErrorKind::AuthenticationFailed,
          QT_TRANSLATE_NOOP("SignInAdvice",
                            "Microsoft closed its German cloud in 2021, and nobody can sign in there. Choose the "
                            "cloud that the mailbox was moved to, usually Global.")},
    Entry{Problem::UnknownApp, "UnknownApp", ErrorKind::AuthenticationFailed,
          QT_TRANSLATE_NOOP(
              "SignInAdvice",
              "The application is not known in this tenant. Check the client ID and the tenant ID, and that an "
              "administrator has added the application to the tenant.")},
    Entry{Problem::AppDisabled, "AppDisabled", ErrorKind::PermissionDenied,
          QT_TRANSLATE_NOOP("SignInAdvice",
                            "An administrator has disabled the application in this tenant. Ask for it to be enabled.")},
    Entry{Problem::NotAssigned, "NotAssigned", ErrorKind::PermissionDenied,
          QT_TRANSLATE_NOOP("SignInAdvice",
                            "The application is only for people who are assigned to it, and this account is not. Ask "
                            "an administrator to "
                            "assign it.")},
    Entry{Problem::RedirectMismatch, "RedirectMismatch", ErrorKind::AuthenticationFailed,
          QT_TRANSLATE_NOOP("SignInAdvice",
                            "The redirect address is not registered. Register http://localhost (or http://127.0.0.1) "
                            "as a redirect URI of "
                            "the kind \"mobile and desktop applications\".")},
    Entry{Problem::PublicClientOff, "PublicClientOff", ErrorKind::AuthenticationFailed,
          QT_TRANSLATE_NOOP(
              "SignInAdvice",
              "The provider wants a client secret or certificate. Give one, or allow public client flows for the "
              "application.")},
    Entry{Problem::GrantNotAllowed, "GrantNotAllowed", ErrorKind::AuthenticationFailed,
          QT_TRANSLATE_NOOP("SignInAdvice",
                            "This way to sign in is not allowed for the application. Choose another sign-in method, or "
                            "have it allowed.")},
    Entry{
        Problem::ConsentMissing, "ConsentMissing", ErrorKind::PermissionDenied,
        QT_TRANSLATE_NOOP(
            "SignInAdvice",
            "Nobody has agreed yet to what the application asks for. Open the consent link, or ask an administrator to "
            "grant "
            "consent.")},
    Entry{Problem::AdminConsentNeeded, "AdminConsentNeeded", ErrorKind::PermissionDenied,
          QT_TRANSLATE_NOOP(
              "SignInAdvice",
              "Only an administrator may agree to what the application asks for. Send the consent link to one.")},
    Entry{
        Problem::ConsentDeclined, "ConsentDeclined", ErrorKind::PermissionDenied,
        QT_TRANSLATE_NOOP("SignInAdvice",
                          "Consent was declined. Sign in again and agree, or ask an administrator to grant consent.")},
    Entry{Problem::PermissionUnknown, "PermissionUnknown", ErrorKind::PermissionDenied,
          QT_TRANSLATE_NOOP("SignInAdvice",
                            "The permission is not among those that the application is registered for, or the tenant "
                            "has no such service. "
                            "Add the permissions that are listed beside the client ID.")},
    Entry{Problem::WrongSecret, "WrongSecret", ErrorKind::AuthenticationFailed,
          QT_TRANSLATE_NOOP(
              "SignInAdvice",
              "The client ID or the client secret was refused. Check both, and enter the secret's value, not its ID.")},
    Entry{Problem::ExpiredSecret, "ExpiredSecret", ErrorKind::AuthenticationFailed,
          QT_TRANSLATE_NOOP("SignInAdvice",
                            "The client secret has expired. Make a new one for the application and enter its value.")},
    Entry{Problem::AssertionRefused, "AssertionRefused", ErrorKind::AuthenticationFailed,
          QT_TRANSLATE_NOOP(
              "SignInAdvice",
              "The provider did not accept the certificate. Upload this very certificate to the application, and check "
              "that it "
              "has not expired.")},
    Entry{Problem::ClockWrong, "ClockWrong", ErrorKind::AuthenticationFailed,
          QT_TRANSLATE_NOOP("SignInAdvice",
                            "The provider finds the time of the request wrong. Set this computer's clock.")},
    Entry{Problem::UserUnknown, "UserUnknown", ErrorKind::AuthenticationFailed,
          QT_TRANSLATE_NOOP("SignInAdvice",
                            "The account does not exist in this tenant. Check the user name and the tenant ID.")},
    Entry{Problem::UserDisabled, "UserDisabled", ErrorKind::AuthenticationFailed,
          QT_TRANSLATE_NOOP("SignInAdvice", "The account is disabled. Ask an administrator to enable it.")},
    Entry{Problem::UserLocked, "UserLocked", ErrorKind::AuthenticationFailed,
          QT_TRANSLATE_NOOP(
              "SignInAdvice",
              "The account is locked after too many failed sign-ins. Wait, or ask an administrator to unlock it.")},
    Entry{Problem::WrongPassword, "WrongPassword", ErrorKind::AuthenticationFailed,
          QT_TRANSLATE_NOOP("SignInAdvice", "The user name or the password is wrong. Sign in again.")},
    Entry{Problem::PasswordExpired, "PasswordExpired", ErrorKind::AuthenticationFailed,
          QT_TRANSLATE_NOOP("SignInAdvice", "The account's password has expired. Change it, then sign in again.")},
    Entry{Problem::MfaNeeded, "MfaNeeded", ErrorKind::AuthenticationFailed,
          QT_TRANSLATE_NOOP("SignInAdvice", "The tenant asks for a second factor. Sign in again in the browser.")},
    Entry{Problem::AccessBlocked, "AccessBlocked", ErrorKind::PermissionDenied,
          QT_TRANSLATE_NOOP(
              "SignInAdvice",
              "A conditional access policy of the tenant does not allow this sign-in from this device or place. Ask an "
              "administrator.")},
    Entry{Problem::SignInExpired, "SignInExpired", ErrorKind::AuthenticationFailed,
          QT_TRANSLATE_NOOP(
              "SignInAdvice",
              "The sign-in has ended: it was revoked, was not used for too long, or the password was changed. Sign in "
              "again.")},
    Entry{Problem::SignInDeclined, "SignInDeclined", ErrorKind::AuthenticationFailed,
          QT_TRANSLATE_NOOP("SignInAdvice", "The sign-in was cancelled in the browser. Sign in again.")},
    Entry{Problem::NotFinished, "NotFinished", ErrorKind::AuthenticationFailed,
          QT_TRANSLATE_NOOP("SignInAdvice", "Nobody came back from the browser in time. Sign in again.")},
    Entry{Problem::CodeExpired, "CodeExpired", ErrorKind::AuthenticationFailed,
          QT_TRANSLATE_NOOP("SignInAdvice",
                            "The code ran out before the sign-in was complete, or was used already. Sign in again.")},
    Entry{Problem::BadRequest, "BadRequest", ErrorKind::AuthenticationFailed,
          QT_TRANSLATE_NOOP(
              "SignInAdvice",
              "The provider did not understand the request. Check the client ID, the tenant ID and the host.")},
    Entry{Problem::Refused, "Refused", ErrorKind::AuthenticationFailed,
          QT_TRANSLATE_NOOP("SignInAdvice", "The provider issued no token. Its own words are under Details.")},
    Entry{Problem::Busy, "Busy", ErrorKind::ServerBusy,
          QT_TRANSLATE_NOOP("SignInAdvice", "The provider is busy. It is tried again by itself.")},
    Entry{Problem::NotAProvider, "NotAProvider", ErrorKind::ProtocolViolation,
          QT_TRANSLATE_NOOP("SignInAdvice",
                            "What answered is no sign-in service: a proxy, a network's log-in page, or another server. "
                            "Check the network "
                            "and "
                            "the login host.")},
    Entry{Problem::BadAnswer, "BadAnswer", ErrorKind::ProtocolViolation,
          QT_TRANSLATE_NOOP("SignInAdvice",
                            "The provider's answer is not what its protocol allows. Check the login host.")},
    Entry{Problem::StateMismatch, "StateMismatch", ErrorKind::AuthenticationFailed,
          QT_TRANSLATE_NOOP("SignInAdvice",
                            "The browser brought an answer to another question than ours. Sign in again.")},
    Entry{Problem::IssuerMismatch, "IssuerMismatch", ErrorKind::AuthenticationFailed,
          QT_TRANSLATE_NOOP("SignInAdvice",
                            "The answer came from another provider than the one that was asked. Check the login host, "
                            "and sign in again.")},
    Entry{Problem::AuthorizationPending, "AuthorizationPending", ErrorKind::ServerBusy,
          QT_TRANSLATE_NOOP("SignInAdvice", "The code has not been entered yet.")},
    Entry{Problem::SlowDown, "SlowDown", ErrorKind::ServerBusy,
          QT_TRANSLATE_NOOP("SignInAdvice", "The provider wants to be asked less often.")},
    Entry{Problem::NoCredentials, "NoCredentials", ErrorKind::CredentialsMissing,
          QT_TRANSLATE_NOOP("SignInAdvice", "There is neither a client secret nor a certificate. Give one of them.")},
    Entry{Problem::NoCertificate, "NoCertificate", ErrorKind::CredentialsMissing,
          QT_TRANSLATE_NOOP("SignInAdvice", "There is no certificate in the file. Give one in PEM or PKCS #12 form.")},
    Entry{Problem::NoKey, "NoKey", ErrorKind::CredentialsMissing,
          QT_TRANSLATE_NOOP("SignInAdvice",
                            "There is no private key in the file. Give the key that belongs to the certificate.")},
    Entry{Problem::WrongPassphrase, "WrongPassphrase", ErrorKind::CredentialsMissing,
          QT_TRANSLATE_NOOP("SignInAdvice", "The pass phrase does not open the key. Enter it again.")},
    Entry{Problem::UnsupportedFile, "UnsupportedFile", ErrorKind::CredentialsMissing,
          QT_TRANSLATE_NOOP(
              "SignInAdvice",
              "The file is encrypted in a way that is no longer safe. Export the certificate again with AES-256.")},
    Entry{
        Problem::KeyMismatch, "KeyMismatch", ErrorKind::CredentialsMissing,
        QT_TRANSLATE_NOOP("SignInAdvice",
                          "The private key does not belong to the certificate. Give the pair that was made together.")},
    Entry{Problem::KeyNotRsa, "KeyNotRsa", ErrorKind::CredentialsMissing,
          QT_TRANSLATE_NOOP(
              "SignInAdvice",
              "The certificate's key is no RSA key. Use a certificate with an RSA key of 2048 bits or more.")},
    Entry{
        Problem::KeyTooSmall, "KeyTooSmall", ErrorKind::CredentialsMissing,
        QT_TRANSLATE_NOOP("SignInAdvice", "The certificate's key is too short. Use an RSA key of 2048 bits or more.")},
    Entry{Problem::CertificateExpired, "CertificateExpired", ErrorKind::CredentialsMissing,
          QT_TRANSLATE_NOOP(
              "SignInAdvice",
              "The application's certificate has expired. Make a new one and upload it to the application.")},
    Entry{Problem::CertificateNotYetValid, "CertificateNotYetValid", ErrorKind::CredentialsMissing,
          QT_TRANSLATE_NOOP("SignInAdvice",
                            "The application's certificate is not valid yet. Check this computer's clock.")},
    Entry{
        Problem::BadConfiguration, "BadConfiguration", ErrorKind::CredentialsMissing,
        QT_TRANSLATE_NOOP("SignInAdvice",
                          "The login host, the tenant ID or the client ID cannot be one. Check how they are written.")},
};

constexpr const char *clockAhead = QT_TRANSLATE_NOOP(
    "SignInAdvice",
    "The provider finds the time of the request wrong. Set this computer's clock: it is %1 minutes ahead of the "
    "provider's.");
constexpr const char *clockBehind = QT_TRANSLATE_NOOP(
    "SignInAdvice",
    "The provider finds the time of the request wrong. Set this computer's clock: it is %1 minutes behind the "
    "provider's.");

struct Number {
    int aadsts;
    Problem problem;
};

// Microsoft's numbers, from "Microsoft Entra authentication and authorization error codes".
constexpr std::array numbers{
    Number{90002, Problem::WrongTenant},
    Number{900023, Problem::WrongTenant},
    Number{50059, Problem::WrongTenant},
    Number{50128, Problem::WrongTenant},
    Number{50194, Problem::WrongTenant},
    Number{90051, Problem::WrongTenant},
    Number{900382, Problem::WrongCloud},
    Number{900432, Problem::WrongCloud},
    Number{90038, Problem::WrongCloud},
    Number{900439, Problem::WrongCloud},
    Number{700016, Problem::UnknownApp},
    Number{700038, Problem::UnknownApp},
    Number{70001, Problem::UnknownApp},
    Number{650051, Problem::UnknownApp},
    Number{7000112, Problem::AppDisabled},
    Number{50105, Problem::NotAssigned},
    Number{50011, Problem::RedirectMismatch},
    Number{500113, Problem::RedirectMismatch},
    Number{500117, Problem::RedirectMismatch},
    Number{9002327, Problem::RedirectMismatch},
    Number{7000216, Problem::PublicClientOff},
    Number{7000218, Problem::PublicClientOff},
    Number{70002, Problem::PublicClientOff},
    Number{700025, Problem::GrantNotAllowed},
    Number{7000114, Problem::GrantNotAllowed},
    Number{70003, Problem::GrantNotAllowed},
    Number{65001, Problem::ConsentMissing},
    Number{650054, Problem::ConsentMissing},
    Number{90094, Problem::AdminConsentNeeded},
    Number{90095, Problem::AdminConsentNeeded},
    Number{90093, Problem::AdminConsentNeeded},
    Number{65004, Problem::ConsentDeclined},
    Number{65005, Problem::PermissionUnknown},
    Number{650052, Problem::PermissionUnknown},
    Number{650053, Problem::PermissionUnknown},
    Number{650057, Problem::PermissionUnknown},
    Number{500011, Problem::PermissionUnknown},
    Number{50001, Problem::PermissionUnknown},
    Number{70011, Problem::PermissionUnknown},
    Number{1002012, Problem::PermissionUnknown},
    Number{7000215, Problem::WrongSecret},
    Number{50012, Problem::WrongSecret},
    Number{7000222, Problem::ExpiredSecret},
    Number{700027, Problem::AssertionRefused},
    Number{700021, Problem::AssertionRefused},
    Number{700023, Problem::AssertionRefused},
    Number{700030, Problem::AssertionRefused},
    Number{7000214, Problem::AssertionRefused},
    Number{50013, Problem::AssertionRefused},
    Number{700024, Problem::ClockWrong},
    Number{50034, Problem::UserUnknown},
    Number{50020, Problem::UserUnknown},
    Number{51004, Problem::UserUnknown},
    Number{50057, Problem::UserDisabled},
    Number{50053, Problem::UserLocked},
    Number{50126, Problem::WrongPassword},
    Number{50056, Problem::WrongPassword},
    Number{50055, Problem::PasswordExpired},
    Number{50144, Problem::PasswordExpired},
    Number{50072, Problem::MfaNeeded},
    Number{50074, Problem::MfaNeeded},
    Number{50076, Problem::MfaNeeded},
    Number{50078, Problem::MfaNeeded},
    Number{50079, Problem::MfaNeeded},
    Number{50158, Problem::MfaNeeded},
    Number{500121, Problem::MfaNeeded},
    Number{53000, Problem::AccessBlocked},
    Number{53001, Problem::AccessBlocked},
    Number{53002, Problem::AccessBlocked},
    Number{53003, Problem::AccessBlocked},
    Number{53004, Problem::AccessBlocked},
    Number{530001, Problem::AccessBlocked},
    Number{530002, Problem::AccessBlocked},
    Number{530003, Problem::AccessBlocked},
    Number{530004, Problem::AccessBlocked},
    Number{530034, Problem::AccessBlocked},
    Number{50097, Problem::AccessBlocked},
    Number{50129, Problem::AccessBlocked},
    Number{50005, Problem::AccessBlocked},
    Number{50173, Problem::SignInExpired},
    Number{50132, Problem::SignInExpired},
    Number{50133, Problem::SignInExpired},
    Number{70008, Problem::SignInExpired},
    Number{70043, Problem::SignInExpired},
    Number{70044, Problem::SignInExpired},
    Number{700003, Problem::SignInExpired},
    Number{700081, Problem::SignInExpired},
    Number{700082, Problem::SignInExpired},
    Number{700084, Problem::SignInExpired},
    Number{9002313, Problem::BadRequest},
    Number{70000, Problem::SignInExpired},
    Number{54005, Problem::CodeExpired},
    Number{70019, Problem::CodeExpired},
    Number{70020, Problem::CodeExpired},
    Number{501481, Problem::CodeExpired},
    Number{50089, Problem::CodeExpired},
    Number{70016, Problem::AuthorizationPending},
    Number{50196, Problem::Busy},
    Number{90033, Problem::Busy},
    Number{90055, Problem::Busy},
    Number{90006, Problem::Busy},
    Number{90012, Problem::Busy},
    Number{900144, Problem::BadRequest},
    Number{90014, Problem::BadRequest},
};

struct Word {
    const char *error;
    Problem problem;
};

// RFC 6749 sections 4.1.2.1 and 5.2, RFC 8628 section 3.5, OpenID Connect Core section 3.1.2.6.
constexpr std::array words{
    Word{"invalid_client", Problem::WrongSecret},
    Word{"unauthorized_client", Problem::GrantNotAllowed},
    Word{"unsupported_grant_type", Problem::GrantNotAllowed},
    Word{"unsupported_response_type", Problem::GrantNotAllowed},
    Word{"invalid_grant", Problem::SignInExpired},
    Word{"interaction_required", Problem::SignInExpired},
    Word{"login_required", Problem::SignInExpired},
    Word{"consent_required", Problem::ConsentMissing},
    Word{"invalid_scope", Problem::PermissionUnknown},
    Word{"invalid_resource", Problem::PermissionUnknown},
    Word{"invalid_target", Problem::PermissionUnknown},
    Word{"invalid_redirect_uri", Problem::RedirectMismatch},
    Word{"redirect_uri_mismatch", Problem::RedirectMismatch},
    Word{"access_denied", Problem::SignInDeclined},
    Word{"authorization_declined", Problem::SignInDeclined},
    Word{"authorization_pending", Problem::AuthorizationPending},
    Word{"slow_down", Problem::SlowDown},
    Word{"expired_token", Problem::CodeExpired},
    Word{"code_expired", Problem::CodeExpired},
    Word{"bad_verification_code", Problem::CodeExpired},
    Word{"invalid_request", Problem::BadRequest},
    Word{"temporarily_unavailable", Problem::Busy},
    Word{"server_error", Problem::Busy},
};
// clang-format on

const Entry &entryOf(Problem problem)
{
    for (const Entry &entry : table)
        if (entry.problem == problem)
            return entry;
    Q_ASSERT_X(false, "oauth::entryOf", "a problem without a row");
    return table.front();
}

} // namespace

QString problemName(Problem problem)
{
    return QLatin1String(entryOf(problem).name);
}

ErrorKind kindOf(Problem problem)
{
    return entryOf(problem).kind;
}

QString advice(Problem problem)
{
    return QLatin1String(entryOf(problem).advice);
}

QString advice(const Failure &failure)
{
    if (failure.problem != Problem::ClockWrong || !failure.clockAheadMs)
        return advice(failure.problem);
    constexpr qint64 minuteMs = 60'000;
    const qint64 minutes = (std::abs(*failure.clockAheadMs) + minuteMs / 2) / minuteMs;
    return QString::fromUtf8(*failure.clockAheadMs > 0 ? clockAhead : clockBehind).arg(minutes);
}

Error errorOf(const Failure &failure)
{
    const QString code = failure.code.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(failure.code);
    return {kindOf(failure.problem),
            QStringLiteral("%1%2: %3").arg(problemName(failure.problem), code, advice(failure)), failure.serverWords,
            failure.retryAfterMs};
}

Problem classify(const QString &error, const QList<int> &aadsts)
{
    for (const int number : aadsts)
        for (const Number &known : numbers)
            if (known.aadsts == number)
                return known.problem;
    for (const Word &known : words)
        if (error == QLatin1String(known.error))
            return known.problem;
    return Problem::Refused;
}

} // namespace liaison::oauth
