#pragma once

#include "core/base/result.h"
#include "core/ews/http_head.h"

#include <QString>

namespace liaison::ews {

/// What to do about something that a server refused (protocols.md, "EWS").
enum class Remedy {
    GiveUp,                ///< nothing helps this request; others go on
    BackOff,               ///< pause the whole account for error.retryAfterMs; without: 60 s, doubling to 5 min
    FewerAtATime,          ///< lower the number of requests in flight
    HalveBatch,            ///< ask again for what is missing, half as much at a time
    SubscribeToAllFolders, ///< too many subscriptions: one for all folders, else poll
    Resubscribe,           ///< subscribe anew, then sync
    RetryLater,            ///< the same again, in minutes to hours
    StopMailbox,           ///< this mailbox cannot be used as it is; a person has to act
    DropItem,              ///< the item is gone: forget the id, go on
    FolderGone,            ///< the folder is gone
    RestartSync,           ///< sync the folder from the start, comparing ItemId and ChangeKey
    RebuildFromProperties, ///< no MIME to be had: GetItem with ItemShape::Properties, rebuild the mail
    SkipProperties,        ///< the item is of another kind: ask with ItemShape::AnyItem
    RefetchChangeKey,      ///< fetch the ChangeKey, once more
    StepDownVersion,       ///< claim an older version (VersionNegotiation::refused)
    SignIn,                ///< OAuth: refresh the token once; else retry once, then ask
    AccountLocked,         ///< no further try; `link` may hold the address to unlock it
    BlockedForApp,         ///< Exchange Online has EWS blocked for this app or mailbox: suggest Graph
    RefuseMail,            ///< this mail cannot be sent as it is
    FollowRedirect,        ///< `link` says where, subject to autodiscover_rules.h
    WrongAddress,          ///< no EWS at this URL: a web page, a proxy, a portal, nothing
    OurBug                 ///< the server takes our request for malformed
};

/// Whether every request of the account would meet the same end.
bool concernsAccount(Remedy remedy);

/// An error with what to do about it. `error` is for people and logs, `remedy` for the adapter.
struct Failure {
    /// Who said so.
    enum class Origin {
        Response,  ///< a ResponseCode in a SOAP fault or a response message
        Http,      ///< the HTTP status alone
        NotSoap,   ///< something else than SOAP came: HTML, other XML
        Unreadable ///< SOAP that breaks off, is malformed or beyond our limits
    };
    Error error;
    Remedy remedy = Remedy::GiveUp;
    Origin origin = Origin::Response;
    QString code = {}; ///< "ErrorServerBusy", or the status for Http
    QString link = {}; ///< FollowRedirect, AccountLocked
};

/// A value, or why there is none.
template <class T> using Answer = tl::expected<T, Failure>;

[[nodiscard]] inline tl::unexpected<Failure> failed(Failure failure)
{
    return tl::unexpected<Failure>(std::move(failure));
}

/// What an answer without SOAP in it means.
Failure failureFrom(const HttpHead &head);

/// Whether a request that ended so may have been carried out all the same: an answer that broke off, a gateway's
/// timeout, an internal error. A mail sent so is uncertain, to be looked for by its Message-ID before anything else.
bool mayHaveHappened(const Failure &failure);

} // namespace liaison::ews
