#include "app/exit_code.h"

#include <array>

namespace liaison::app {

ExitCode exitCodeFor(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Cancelled:
    case ErrorKind::Internal:
    case ErrorKind::NotFound:
    case ErrorKind::AlreadyExists:
    case ErrorKind::Conflict:
    case ErrorKind::Busy:
    case ErrorKind::LimitExceeded:
    case ErrorKind::ServerRefused:
    case ErrorKind::FolderMissing:
    case ErrorKind::SenderRefused:
    case ErrorKind::RecipientRefused:
    case ErrorKind::MessageTooLarge:
    case ErrorKind::SendUncertain:
        return ExitOther;
    case ErrorKind::InvalidInput:
        return ExitConfiguration;
    case ErrorKind::AuthenticationFailed:
    case ErrorKind::AuthenticationUnsupported:
    case ErrorKind::CredentialsMissing:
        return ExitAuthentication;
    case ErrorKind::NameNotFound:
    case ErrorKind::ConnectionRefused:
    case ErrorKind::ConnectionLost:
    case ErrorKind::TimedOut:
    case ErrorKind::ProxyFailed:
    case ErrorKind::TlsRequired:
    case ErrorKind::TlsInjection:
    case ErrorKind::TlsFailed:
    case ErrorKind::CertificateUntrusted:
    case ErrorKind::CertificateExpired:
    case ErrorKind::CertificateWrongHost:
    case ErrorKind::ProtocolViolation:
    case ErrorKind::ServerBusy:
        return ExitNetwork;
    case ErrorKind::KeychainUnavailable:
    case ErrorKind::KeychainLocked:
    case ErrorKind::KeychainDenied:
        return ExitKeychain;
    case ErrorKind::PermissionDenied: // of a database role, or of the store's file
    case ErrorKind::StoreUnavailable:
    case ErrorKind::StoreNewer:
    case ErrorKind::StoreCorrupt:
    case ErrorKind::DiskFull:
        return ExitStore;
    }
    return ExitOther;
}

ExitCode serverExitCodeFor(ErrorKind kind)
{
    return kind == ErrorKind::PermissionDenied ? ExitAuthentication : exitCodeFor(kind);
}

ExitCode worse(ExitCode a, ExitCode b)
{
    static constexpr std::array<ExitCode, 8> gravest{ExitStore, ExitKeychain, ExitAuthentication, ExitConfiguration,
                                                     ExitUsage, ExitNetwork,  ExitOther,          ExitOk};
    for (const ExitCode code : gravest) {
        if (a == code || b == code)
            return code;
    }
    return ExitOther;
}

} // namespace liaison::app
