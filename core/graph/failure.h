#pragma once

#include "core/base/result.h"
#include "core/graph/http_head.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

namespace liaison::graph {

/// What to do about something that Graph refused (docs/protocols.md, "Microsoft Graph").
enum class Remedy {
    GiveUp,       ///< nothing helps this request; others go on
    BackOff,      ///< pause the whole account for error.retryAfterMs; without: 60 s, doubling to 5 min
    RetryLater,   ///< the same again, in minutes to hours
    SmallerBatch, ///< ask again for fewer at a time, or for less
    AskAlone,     ///< a part of a batch that is missing or garbled: ask for it by itself
    SignIn,       ///< the token: renew it once, then ask the person or the administrator
    StopMailbox,  ///< this mailbox cannot be used as it is; a person has to act
    DropItem,     ///< the item is gone: forget the id, go on
    FolderGone,   ///< the folder is gone
    RestartSync,  ///< the delta is too old: sync from the start, comparing ids and keeping what is stored
    Again,        ///< somebody else changed it meanwhile: once more
    RefuseMail,   ///< this mail cannot be sent as it is
    WrongAddress, ///< no Graph at this address: a web page, a proxy, a portal, nothing; or the wrong cloud
    OurBug        ///< the service takes our request for malformed
};

/// What is behind a refusal, where the service says so. Connection tests make their sentences of it.
enum class Reason {
    Other,
    TokenExpired,     ///< run out, or not yet valid: a clock may be wrong
    TokenRefused,     ///< not a token that Graph takes: signature, form, revoked
    WrongAudience,    ///< a token for another service or another cloud
    ConsentMissing,   ///< the token says itself that it allows nothing: nobody consented to the permissions
    AccessDenied,     ///< consent is missing, or the mailbox is somebody else's: roles or scp of the token tell which
    PolicyDenied,     ///< application access policy or RBAC for applications shuts the application out of the mailbox
    NeedsPerson,      ///< "/me" with an application's token: the mailbox has to be named
    TenantUnknown,    ///< the tenant is not in this cloud, or has no Exchange Online
    MailboxMissing,   ///< nobody in the tenant has this address
    MailboxNotOnline, ///< on premises, inactive, soft-deleted or without a licence (MailboxNotEnabledForRESTAPI)
    SendAsDenied,     ///< the sender's address is not the mailbox's to use
    MailboxFull,
    SendQuotaUsedUp, ///< too many mails or recipients sent today
    ForeignLink      ///< a link leads out of the service: nothing was sent there
};

/// An error with what to do about it. `error` is for people and logs, `remedy` for the adapter.
struct Failure {
    /// Who said so.
    enum class Origin {
        Response,  ///< an error body: {"error":{"code":…}}
        Http,      ///< the HTTP status alone
        NotGraph,  ///< something else than JSON, or than a mail, came: a web page
        Unreadable ///< JSON that breaks off, is malformed, beyond our limits or lacks what it must have
    };
    Error error;
    Remedy remedy = Remedy::GiveUp;
    Reason reason = Reason::Other;
    Origin origin = Origin::Response;
    QString code = {};      ///< "ErrorItemNotFound", as the service spelled it; the status for Http
    QStringList codes = {}; ///< all of the error body, the outermost first
    int status = 0;         ///< HTTP, of the part in a batch; 0: none
    QString requestId = {}; ///< for Microsoft's support: request-id of the body or the headers
    QByteArray link = {};   ///< Location of a redirect, which is never followed
};

/// A value, or why there is none.
template <class T> using Answer = tl::expected<T, Failure>;

[[nodiscard]] inline tl::unexpected<Failure> failed(Failure failure)
{
    return tl::unexpected<Failure>(std::move(failure));
}

/// A failure of our own making for JSON that leaves out, or has in another form, what it must have.
[[nodiscard]] Failure lacking(const QString &what);
/// … for an answer that is larger, deeper or longer than we take.
[[nodiscard]] Failure tooMuch(const QString &what);
/// … for an answer that is none of Graph's: `bytes` are its beginning.
[[nodiscard]] Failure notGraph(const HttpHead &head, const QByteArray &bytes);

/// What an answer without an error body means.
Failure failureFrom(const HttpHead &head);
/// What an error means; `body` without an "error" in it, or with an unknown code, counts as its status alone, with the
/// code kept to be seen.
Failure failureFrom(const HttpHead &head, const QJsonObject &body);
/// The same for bytes that may be anything: JSON, a web page, nothing.
Failure failureFrom(const HttpHead &head, const QByteArray &body);

/// Whether every request of the account would meet the same end.
bool concernsAccount(Remedy remedy);

/// Whether a request that ended so may have been carried out all the same: an answer that broke off, a gateway's
/// timeout, an internal error. A mail sent so is uncertain, to be looked for by its Message-ID before anything else.
bool mayHaveHappened(const Failure &failure);

} // namespace liaison::graph
