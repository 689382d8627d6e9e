#include "core/feed/remedy.h"

namespace liaison::feed {

bool isKeychainError(ErrorKind kind)
{
    return kind == ErrorKind::KeychainUnavailable || kind == ErrorKind::KeychainLocked
        || kind == ErrorKind::KeychainDenied;
}

Remedy remedyFor(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::AuthenticationFailed:
    case ErrorKind::CredentialsMissing:
    case ErrorKind::KeychainUnavailable:
    case ErrorKind::KeychainLocked:
    case ErrorKind::KeychainDenied:
        return Remedy::SignIn;
    case ErrorKind::AuthenticationUnsupported:
    case ErrorKind::TlsRequired:
    case ErrorKind::TlsInjection: // somebody is on the line; do not give them another try
    case ErrorKind::CertificateUntrusted:
    case ErrorKind::CertificateExpired:
    case ErrorKind::CertificateWrongHost:
    case ErrorKind::InvalidInput:
    case ErrorKind::PermissionDenied:
    case ErrorKind::StoreNewer:
    case ErrorKind::StoreCorrupt:
        return Remedy::Person;
    default:
        return Remedy::Retry;
    }
}

SendVerdict verdictFor(const Error &error)
{
    if (error.kind == ErrorKind::SendUncertain)
        return SendVerdict::Uncertain;
    switch (error.kind) {
    case ErrorKind::ServerRefused:
    case ErrorKind::SenderRefused:
    case ErrorKind::RecipientRefused:
    case ErrorKind::MessageTooLarge:
    case ErrorKind::InvalidInput:
    case ErrorKind::LimitExceeded:
        return error.retryAfterMs ? SendVerdict::TryAgain : SendVerdict::Refused;
    default:
        return remedyFor(error.kind) == Remedy::Retry ? SendVerdict::TryAgain : SendVerdict::AccountStop;
    }
}

} // namespace liaison::feed
