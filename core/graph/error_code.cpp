#include "core/graph/error_code.h"

#include <QHash>

namespace liaison::graph {

namespace {

struct Row {
    const char *code;
    Remedy remedy;
    ErrorKind kind;
    Reason reason = Reason::Other;
};

using R = Remedy;
using K = ErrorKind;
using Why = Reason;

/// Codes of Graph itself and of Exchange behind it, which keeps the names it has in EWS. The kinds ServerRefused,
/// SenderRefused, RecipientRefused, MessageTooLarge and LimitExceeded let the outbox give a mail up, so they stand only
/// where it is the mail that is refused or where nothing is sent by what answers so.
constexpr Row rows[] = {
    // throttling
    {"TooManyRequests", R::BackOff, K::ServerBusy},
    {"ApplicationThrottled", R::BackOff, K::ServerBusy},
    {"activityLimitReached", R::BackOff, K::ServerBusy},
    {"throttledRequest", R::BackOff, K::ServerBusy},
    {"ErrorServerBusy", R::BackOff, K::ServerBusy},
    {"ErrorExceededConnectionCount", R::BackOff, K::ServerBusy},
    {"ErrorTooManyObjectsOpened", R::BackOff, K::ServerBusy},
    {"ErrorInsufficientResources", R::BackOff, K::ServerBusy},
    {"ErrorExceededMessageLimit", R::BackOff, K::ServerBusy, Why::SendQuotaUsedUp},
    {"ErrorMessageLimitExceeded", R::BackOff, K::ServerBusy, Why::SendQuotaUsedUp},
    {"ErrorSubmissionQuotaExceeded", R::BackOff, K::ServerBusy, Why::SendQuotaUsedUp},
    {"ErrorTimeoutExpired", R::SmallerBatch, K::TimedOut},
    {"ErrorBatchProcessingStopped", R::SmallerBatch, K::ServerBusy},
    {"ErrorRequestStreamTooBig", R::SmallerBatch, K::MessageTooLarge},
    // the service behind is away
    {"serviceNotAvailable", R::RetryLater, K::ServerBusy},
    {"ServiceUnavailable", R::RetryLater, K::ServerBusy},
    {"GatewayTimeout", R::RetryLater, K::ServerBusy},
    {"generalException", R::RetryLater, K::ServerBusy},
    {"InternalServerError", R::RetryLater, K::ServerBusy},
    {"ErrorInternalServerError", R::RetryLater, K::ServerBusy},
    {"ErrorInternalServerTransientError", R::RetryLater, K::ServerBusy},
    {"ErrorMailboxStoreUnavailable", R::RetryLater, K::ServerBusy},
    {"ErrorMailboxMoveInProgress", R::RetryLater, K::ServerBusy},
    {"ErrorMailboxFailover", R::RetryLater, K::ServerBusy},
    {"ErrorConnectionFailed", R::RetryLater, K::ServerBusy},
    {"ErrorADUnavailable", R::RetryLater, K::ServerBusy},
    {"ErrorADOperation", R::RetryLater, K::ServerBusy},
    {"ErrorIncorrectRoutingHint", R::RetryLater, K::ServerBusy},
    {"ErrorWrongServerVersion", R::RetryLater, K::ServerBusy},
    {"MailboxInfoStale", R::RetryLater, K::ServerBusy},
    {"UnknownError", R::RetryLater, K::ServerBusy},
    // the token
    {"TokenExpired", R::SignIn, K::AuthenticationFailed, Why::TokenExpired},
    {"InvalidAuthenticationToken", R::SignIn, K::AuthenticationFailed, Why::TokenRefused},
    {"AuthenticationError", R::SignIn, K::AuthenticationFailed, Why::TokenRefused},
    {"unauthenticated", R::SignIn, K::AuthenticationFailed, Why::TokenRefused},
    {"TokenNotFound", R::SignIn, K::AuthenticationFailed, Why::TokenRefused},
    {"NoPermissionsInAccessToken", R::StopMailbox, K::PermissionDenied, Why::ConsentMissing},
    {"InvalidAudience", R::StopMailbox, K::AuthenticationFailed, Why::WrongAudience},
    {"OrganizationFromTenantGuidNotFound", R::StopMailbox, K::NotFound, Why::TenantUnknown},
    // rights
    {"ErrorAccessDenied", R::StopMailbox, K::PermissionDenied, Why::AccessDenied},
    {"accessDenied", R::StopMailbox, K::PermissionDenied, Why::AccessDenied},
    {"Forbidden", R::StopMailbox, K::PermissionDenied, Why::AccessDenied},
    {"Authorization_RequestDenied", R::StopMailbox, K::PermissionDenied, Why::ConsentMissing},
    {"Authorization_IdentityNotFound", R::StopMailbox, K::PermissionDenied, Why::TenantUnknown},
    {"ErrorMailboxLogonFailed", R::StopMailbox, K::PermissionDenied, Why::AccessDenied},
    {"ErrorAccountDisabled", R::StopMailbox, K::AuthenticationFailed},
    {"ErrorAccountSuspend", R::StopMailbox, K::AuthenticationFailed},
    {"ErrorOrganizationAccessBlocked", R::StopMailbox, K::PermissionDenied, Why::PolicyDenied},
    // the mailbox
    {"Request_ResourceNotFound", R::StopMailbox, K::NotFound, Why::MailboxMissing},
    {"ResourceNotFound", R::StopMailbox, K::NotFound, Why::MailboxMissing},
    {"ErrorInvalidUser", R::StopMailbox, K::NotFound, Why::MailboxMissing},
    {"ErrorNonExistentMailbox", R::StopMailbox, K::NotFound, Why::MailboxMissing},
    {"ErrorBadRequestInvalidTargetIdentity", R::StopMailbox, K::NotFound, Why::MailboxMissing},
    {"MailboxNotEnabledForRESTAPI", R::StopMailbox, K::PermissionDenied, Why::MailboxNotOnline},
    {"MailboxNotSupportedForRESTAPI", R::StopMailbox, K::PermissionDenied, Why::MailboxNotOnline},
    {"ErrorInvalidLicense", R::StopMailbox, K::PermissionDenied, Why::MailboxNotOnline},
    // messages and folders
    {"ErrorItemNotFound", R::DropItem, K::NotFound},
    {"itemNotFound", R::DropItem, K::NotFound},
    {"ErrorMessageNotFound", R::DropItem, K::NotFound},
    {"ErrorInvalidIdMalformed", R::DropItem, K::NotFound},
    {"ErrorInvalidMailboxItemId", R::DropItem, K::NotFound},
    {"ErrorInvalidId", R::DropItem, K::NotFound},
    {"ErrorFolderNotFound", R::FolderGone, K::FolderMissing},
    {"ErrorSyncFolderNotFound", R::FolderGone, K::FolderMissing},
    {"ErrorParentFolderNotFound", R::FolderGone, K::FolderMissing},
    {"ErrorToFolderNotFound", R::FolderGone, K::FolderMissing},
    {"SyncStateNotFound", R::RestartSync, K::Conflict},
    {"SyncStateInvalid", R::RestartSync, K::Conflict},
    {"ErrorInvalidSyncStateData", R::RestartSync, K::Conflict},
    {"resyncRequired", R::RestartSync, K::Conflict},
    {"resyncChangesApplyDifferences", R::RestartSync, K::Conflict},
    {"resyncChangesUploadDifferences", R::RestartSync, K::Conflict},
    {"ErrorIrresolvableConflict", R::Again, K::Conflict},
    {"ErrorStaleObject", R::Again, K::Conflict},
    {"ErrorInvalidChangeKey", R::Again, K::Conflict},
    {"resourceModified", R::Again, K::Conflict},
    {"ErrorMimeContentConversionFailed", R::GiveUp, K::ServerRefused},
    {"ErrorItemCorrupt", R::GiveUp, K::ServerRefused},
    {"ErrorCorruptData", R::GiveUp, K::ServerRefused},
    // sending
    {"ErrorSendAsDenied", R::RefuseMail, K::SenderRefused, Why::SendAsDenied},
    {"ErrorMessageSubmissionBlocked", R::RefuseMail, K::SenderRefused},
    {"ErrorInvalidRecipients", R::RefuseMail, K::RecipientRefused},
    {"ErrorMissingRecipients", R::RefuseMail, K::RecipientRefused},
    {"ErrorExceededMaxRecipientLimit", R::RefuseMail, K::RecipientRefused},
    {"ErrorExceededMaxRecipientLimitBlock", R::RefuseMail, K::RecipientRefused},
    {"ErrorMessageSizeExceeded", R::RefuseMail, K::MessageTooLarge},
    {"ErrorAttachmentSizeLimitExceeded", R::RefuseMail, K::MessageTooLarge},
    {"RequestEntityTooLarge", R::RefuseMail, K::MessageTooLarge},
    {"ErrorQuotaExceeded", R::RefuseMail, K::ServerRefused, Why::MailboxFull},
    {"quotaLimitReached", R::RefuseMail, K::ServerRefused, Why::MailboxFull},
    {"ErrorMimeContentInvalid", R::RefuseMail, K::ServerRefused},
    // our own mistakes
    {"ErrorMimeContentInvalidBase64String", R::OurBug, K::ProtocolViolation},
    {"UnableToDeserializePostBody", R::OurBug, K::ProtocolViolation},
    {"RequestBodyRead", R::OurBug, K::ProtocolViolation},
    {"RequestBroker--ParseUri", R::OurBug, K::ProtocolViolation},
    {"ErrorInvalidRequest", R::OurBug, K::ProtocolViolation},
    {"ErrorInvalidArgument", R::OurBug, K::ProtocolViolation},
    {"ErrorInvalidUrlQuery", R::OurBug, K::ProtocolViolation},
    {"ErrorInvalidUrlQueryFilter", R::OurBug, K::ProtocolViolation},
    {"ErrorInvalidParameter", R::OurBug, K::ProtocolViolation},
    {"ErrorInvalidProperty", R::OurBug, K::ProtocolViolation},
    {"ErrorInvalidPropertyRequest", R::OurBug, K::ProtocolViolation},
    {"invalidRequest", R::OurBug, K::ProtocolViolation},
    {"invalidRange", R::OurBug, K::ProtocolViolation},
    {"notSupported", R::OurBug, K::ProtocolViolation},
    {"NotImplemented", R::OurBug, K::ProtocolViolation},
};

} // namespace

std::optional<Signal> signalFor(const QString &code)
{
    static const QHash<QString, Signal> table = [] {
        QHash<QString, Signal> all;
        for (const Row &row : rows)
            all.insert(QString::fromLatin1(row.code).toLower(), {row.remedy, row.kind, row.reason});
        return all;
    }();
    const auto found = table.constFind(code.toLower());
    return found == table.cend() ? std::nullopt : std::optional(*found);
}

} // namespace liaison::graph
