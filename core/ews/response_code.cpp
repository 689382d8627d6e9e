#include "core/ews/response_code.h"

#include <QHash>

namespace liaison::ews {

namespace {

struct Row {
    const char *code;
    Remedy remedy;
    ErrorKind kind;
};

using R = Remedy;
using K = ErrorKind;

/// The kinds ServerRefused, SenderRefused, RecipientRefused, MessageTooLarge and LimitExceeded let the outbox give a
/// mail up, so they stand only where it is the mail that is refused or where nothing is sent by what answers so.
constexpr Row rows[] = {
    // throttling
    {"ErrorServerBusy", R::BackOff, K::ServerBusy},
    {"ErrorInsufficientResources", R::BackOff, K::ServerBusy},
    {"ErrorNotEnoughMemory", R::BackOff, K::ServerBusy},
    {"ErrorExceededMessageLimit", R::BackOff, K::ServerBusy},
    {"ErrorSubmissionQuotaExceeded", R::BackOff, K::ServerBusy},
    {"ErrorExceededConnectionCount", R::FewerAtATime, K::ServerBusy},
    {"ErrorTooManyObjectsOpened", R::FewerAtATime, K::ServerBusy},
    {"ErrorTimeoutExpired", R::HalveBatch, K::TimedOut},
    {"ErrorBatchProcessingStopped", R::HalveBatch, K::ServerBusy},
    {"ErrorResultSetTooBig", R::HalveBatch, K::LimitExceeded},
    {"ErrorDataSizeLimitExceeded", R::HalveBatch, K::LimitExceeded},
    {"ErrorRequestStreamTooBig", R::HalveBatch, K::MessageTooLarge},
    // notifications
    {"ErrorExceededSubscriptionCount", R::SubscribeToAllFolders, K::ServerBusy},
    {"ErrorInvalidSubscription", R::Resubscribe, K::NotFound},
    {"ErrorInvalidPullSubscriptionId", R::Resubscribe, K::NotFound},
    {"ErrorSubscriptionNotFound", R::Resubscribe, K::NotFound},
    {"ErrorSubscriptionUnsubscribed", R::Resubscribe, K::NotFound},
    {"ErrorSubscriptionAccessDenied", R::Resubscribe, K::PermissionDenied},
    {"ErrorExpiredSubscription", R::Resubscribe, K::NotFound},
    {"ErrorInvalidWatermark", R::Resubscribe, K::NotFound},
    {"ErrorEventNotFound", R::Resubscribe, K::NotFound},
    {"ErrorReadEventsFailed", R::Resubscribe, K::ServerBusy},
    {"ErrorMissedNotificationEvents", R::Resubscribe, K::ServerBusy},
    {"ErrorNewEventStreamConnectionOpened", R::Resubscribe, K::Conflict},
    {"ErrorProxyRequestNotAllowed", R::Resubscribe, K::ServerBusy},
    {"ErrorProxiedSubscriptionCallFailure", R::Resubscribe, K::ServerBusy},
    // the server behind is away
    {"ErrorMailboxMoveInProgress", R::RetryLater, K::ServerBusy},
    {"ErrorMailboxStoreUnavailable", R::RetryLater, K::ServerBusy},
    {"ErrorMailboxFailover", R::RetryLater, K::ServerBusy},
    {"ErrorADUnavailable", R::RetryLater, K::ServerBusy},
    {"ErrorADOperation", R::RetryLater, K::ServerBusy},
    {"ErrorConnectionFailed", R::RetryLater, K::ServerBusy},
    {"ErrorServiceUnavailable", R::RetryLater, K::ServerBusy},
    {"ErrorInternalServerTransientError", R::RetryLater, K::ServerBusy},
    {"ErrorInternalServerError", R::RetryLater, K::ServerBusy},
    {"ErrorRequestAborted", R::RetryLater, K::ServerBusy},
    {"ErrorProxyRequestProcessingFailed", R::RetryLater, K::ServerBusy},
    {"ErrorProxyCallFailed", R::RetryLater, K::ServerBusy},
    {"ErrorProxyTokenExpired", R::RetryLater, K::ServerBusy},
    {"ErrorNoApplicableProxyCASServersAvailable", R::RetryLater, K::ServerBusy},
    {"ErrorNoRespondingCASInDestinationSite", R::RetryLater, K::ServerBusy},
    // the mailbox cannot be used
    {"ErrorNonExistentMailbox", R::StopMailbox, K::NotFound},
    {"ErrorMissingEmailAddress", R::StopMailbox, K::NotFound},
    {"ErrorInvalidSmtpAddress", R::StopMailbox, K::NotFound},
    {"ErrorNonPrimarySmtpAddress", R::StopMailbox, K::NotFound},
    {"ErrorImpersonateUserDenied", R::StopMailbox, K::PermissionDenied},
    {"ErrorImpersonationDenied", R::StopMailbox, K::PermissionDenied},
    {"ErrorImpersonationFailed", R::StopMailbox, K::PermissionDenied},
    {"ErrorInvalidExchangeImpersonationHeaderData", R::StopMailbox, K::PermissionDenied},
    {"ErrorAccessDenied", R::StopMailbox, K::PermissionDenied},
    {"ErrorMailboxLogonFailed", R::StopMailbox, K::PermissionDenied},
    {"ErrorPasswordExpired", R::StopMailbox, K::AuthenticationFailed},
    {"ErrorPasswordChangeRequired", R::StopMailbox, K::AuthenticationFailed},
    {"ErrorAccountDisabled", R::StopMailbox, K::AuthenticationFailed},
    {"ErrorAccountSuspend", R::StopMailbox, K::AuthenticationFailed},
    {"ErrorInvalidLicense", R::StopMailbox, K::PermissionDenied},
    {"ErrorMailboxConfiguration", R::StopMailbox, K::PermissionDenied},
    {"ErrorOrganizationAccessBlocked", R::BlockedForApp, K::PermissionDenied},
    // items and folders
    {"ErrorItemNotFound", R::DropItem, K::NotFound},
    {"ErrorFolderNotFound", R::FolderGone, K::FolderMissing},
    {"ErrorSyncFolderNotFound", R::FolderGone, K::FolderMissing},
    {"ErrorParentFolderNotFound", R::FolderGone, K::FolderMissing},
    {"ErrorToFolderNotFound", R::FolderGone, K::FolderMissing},
    {"ErrorSavedItemFolderNotFound", R::FolderGone, K::FolderMissing},
    {"ErrorInvalidSyncStateData", R::RestartSync, K::Conflict},
    {"ErrorMimeContentConversionFailed", R::RebuildFromProperties, K::ServerRefused},
    {"ErrorContentConversionFailed", R::RebuildFromProperties, K::ServerRefused},
    {"ErrorUnsupportedMimeConversion", R::RebuildFromProperties, K::ServerRefused},
    {"ErrorInvalidPropertyRequest", R::SkipProperties, K::ServerRefused},
    {"ErrorIrresolvableConflict", R::RefetchChangeKey, K::Conflict},
    {"ErrorStaleObject", R::RefetchChangeKey, K::Conflict},
    {"ErrorChangeKeyRequired", R::RefetchChangeKey, K::Conflict},
    {"ErrorChangeKeyRequiredForWriteOperations", R::RefetchChangeKey, K::Conflict},
    {"ErrorInvalidChangeKey", R::RefetchChangeKey, K::Conflict},
    // sending
    {"ErrorSendAsDenied", R::RefuseMail, K::SenderRefused},
    {"ErrorMessageSubmissionBlocked", R::RefuseMail, K::SenderRefused},
    {"ErrorInvalidRecipients", R::RefuseMail, K::RecipientRefused},
    {"ErrorMissingRecipients", R::RefuseMail, K::RecipientRefused},
    {"ErrorExceededMaxRecipientLimit", R::RefuseMail, K::RecipientRefused},
    {"ErrorExceededMaxRecipientLimitBlock", R::RefuseMail, K::RecipientRefused},
    {"ErrorMessageSizeExceeded", R::RefuseMail, K::MessageTooLarge},
    {"ErrorAttachmentSizeLimitExceeded", R::RefuseMail, K::MessageTooLarge},
    {"ErrorQuotaExceeded", R::RefuseMail, K::ServerRefused},
    {"ErrorMimeContentInvalid", R::RefuseMail, K::ServerRefused},
    {"ErrorMimeContentInvalidBase64String", R::OurBug, K::ProtocolViolation},
    // versions and our own mistakes
    {"ErrorInvalidServerVersion", R::StepDownVersion, K::ProtocolViolation},
    {"ErrorIncorrectSchemaVersion", R::StepDownVersion, K::ProtocolViolation},
    {"ErrorInvalidSchemaVersionForMailboxVersion", R::StepDownVersion, K::ProtocolViolation},
    {"ErrorSchemaValidation", R::OurBug, K::ProtocolViolation},
    {"ErrorInvalidRequest", R::OurBug, K::ProtocolViolation},
    {"ErrorInvalidArgument", R::OurBug, K::ProtocolViolation},
    {"ErrorMissingArgument", R::OurBug, K::ProtocolViolation},
};

} // namespace

std::optional<Signal> signalFor(const QString &code)
{
    static const QHash<QString, Signal> table = [] {
        QHash<QString, Signal> all;
        for (const Row &row : rows)
            all.insert(QLatin1String(row.code), {row.remedy, row.kind});
        return all;
    }();
    const auto found = table.constFind(code);
    return found == table.cend() ? std::nullopt : std::optional(*found);
}

} // namespace liaison::ews
