#include "core/base/error.h"

namespace liaison {

QString errorKindName(ErrorKind kind)
{
    switch (kind) {
#define LIAISON_KIND(name)                                                                                             \
    case ErrorKind::name:                                                                                              \
        return QStringLiteral(#name);
        LIAISON_KIND(Cancelled)
        LIAISON_KIND(Internal)
        LIAISON_KIND(InvalidInput)
        LIAISON_KIND(NotFound)
        LIAISON_KIND(AlreadyExists)
        LIAISON_KIND(Conflict)
        LIAISON_KIND(PermissionDenied)
        LIAISON_KIND(Busy)
        LIAISON_KIND(NameNotFound)
        LIAISON_KIND(ConnectionRefused)
        LIAISON_KIND(ConnectionLost)
        LIAISON_KIND(TimedOut)
        LIAISON_KIND(ProxyFailed)
        LIAISON_KIND(TlsRequired)
        LIAISON_KIND(TlsInjection)
        LIAISON_KIND(TlsFailed)
        LIAISON_KIND(CertificateUntrusted)
        LIAISON_KIND(CertificateExpired)
        LIAISON_KIND(CertificateWrongHost)
        LIAISON_KIND(AuthenticationFailed)
        LIAISON_KIND(AuthenticationUnsupported)
        LIAISON_KIND(CredentialsMissing)
        LIAISON_KIND(ProtocolViolation)
        LIAISON_KIND(LimitExceeded)
        LIAISON_KIND(ServerRefused)
        LIAISON_KIND(ServerBusy)
        LIAISON_KIND(FolderMissing)
        LIAISON_KIND(SenderRefused)
        LIAISON_KIND(RecipientRefused)
        LIAISON_KIND(MessageTooLarge)
        LIAISON_KIND(SendUncertain)
        LIAISON_KIND(StoreUnavailable)
        LIAISON_KIND(StoreNewer)
        LIAISON_KIND(StoreCorrupt)
        LIAISON_KIND(DiskFull)
        LIAISON_KIND(KeychainUnavailable)
        LIAISON_KIND(KeychainLocked)
        LIAISON_KIND(KeychainDenied)
#undef LIAISON_KIND
    }
    return QStringLiteral("Internal");
}

} // namespace liaison
