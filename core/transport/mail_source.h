#pragma once

#include "core/base/clock.h"
#include "core/base/on_done.h"
#include "core/domain/folder.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QObject>
#include <QString>

#include <optional>
#include <stop_token>

namespace liaison::transport {

/// The server's flags that Liaison cares for. Where a server does not say (Graph tells marks beside the mail, and may
/// fail at it), what is known already stays.
struct MailFlags {
    bool seen = false;
    bool answered = false;
    bool forwarded = false; ///< $Forwarded
    bool draft = false;
    bool deleted = false;
    bool seenTold = true;     ///< false: `seen` is unknown
    bool answeredTold = true; ///< … `answered` and `forwarded`
    friend bool operator==(const MailFlags &, const MailFlags &) = default;
};

/// A mail as fetched. `remoteId` is unique within its folder for as long as the folder's generation lasts
/// (IMAP: "UIDVALIDITY:UID").
struct RemoteMail {
    QString remoteId;
    QByteArray raw; ///< RFC 5322 bytes as the server sent them
    UtcMs internalDate = 0;
    MailFlags flags;
};
struct FlagChange {
    QString remoteId;
    MailFlags flags;
};

/// One bounded page of changes and the cursor that is true once they are stored.
struct ChangePage {
    QList<RemoteMail> arrived;      ///< newest first within the page
    QList<FlagChange> flags;        ///< of mails fetched before
    QStringList vanished;           ///< remoteIds that are gone; evidence is kept, this is noted
    bool generationChanged = false; ///< UIDVALIDITY changed: copies known so far are void; arrived will hold all anew
    QByteArray next;                ///< the cursor to commit together with this page
    bool more = false;              ///< ask again with `next` at once
    qint64 done = 0;                ///< progress: mails fetched of this run so far …
    qint64 total = 0;               ///< … and in all; 0 where not known
    /// Mails that are on the server and that it does not give out now, or that are larger than is taken. They are asked
    /// for again after a while.
    qint64 withheld = 0;
};

struct ChangeRequest {
    domain::RemoteFolder folder;
    QByteArray cursor;                    ///< empty: from the start
    qint64 byteBudget = 16 * 1024 * 1024; ///< a page stops growing past this many raw bytes (one mail may exceed it)
    UtcMs now = 0;                        ///< for what was withheld and is due to be asked for again; 0: not this time
};

/// What a look at a folder is for; none of them changes anything there.
enum class Look {
    Open,    ///< how many mails there are
    OneMail, ///< one of the newest mails as a whole: its size
    Rights   ///< whether marks and mails may be written, as the server says
};
/// What it found; what was not asked for, or is not to be had, stays empty.
struct FolderLook {
    qint64 mails = -1;
    qint64 bytes = -1;            ///< of the mail that was read; -1: there is none
    std::optional<bool> writable; ///< nullopt: the server does not say
};

/// A mail as a server lists it, without its content.
struct ListedMail {
    QString remoteId;
    QString messageIdHeader; ///< without angle brackets; empty: it has none, or the server does not tell
    UtcMs internalDate = 0;
    qint64 size = -1; ///< -1: not told
    bool seen = false;
};
/// Every mail of a folder, and where the folder stood then. `state` is for MailSource::cursorBehind() alone.
struct FolderStock {
    QList<ListedMail> mails;
    QString state;
};

/// Until when a sign-in is good; 0: it is not known, or there is none.
struct SignInExpiry {
    UtcMs token = 0;       ///< the access token in hand, which is renewed before that
    UtcMs certificate = 0; ///< the application's, which a person has to renew
};

/// Reads one mailbox. Lives on the engine thread; every method is asynchronous, answers on that thread and
/// may be stopped at any time (the future then gives Error{Cancelled} at once). Calls may be made while others
/// are under way; an adapter queues them. Connecting and signing in happen by themselves at the first call and
/// again after a loss.
class MailSource : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// The server's folder tree (IMAP LIST with SPECIAL-USE).
    virtual Future<QList<domain::RemoteFolder>> folders(std::stop_token stop) = 0;
    /// One page of what changed since the cursor. Two may be in flight for the same folder only in order.
    virtual Future<ChangePage> changes(ChangeRequest request, std::stop_token stop) = 0;
    /// Adds or removes flags of one mail (true = set). Never \Deleted.
    /// AnsweredToAll is Answered where a server keeps no difference (IMAP).
    enum class Flag { Seen, Answered, AnsweredToAll, Forwarded };
    virtual Future<void> setFlag(domain::RemoteFolder folder, QString remoteId, Flag flag, bool on,
                                 std::stop_token stop)
        = 0;
    /// Files a mail (the sent copy). The answer is its remoteId where the server tells it (UIDPLUS), else empty.
    virtual Future<QString> append(domain::RemoteFolder folder, QByteArray raw, MailFlags flags, std::stop_token stop)
        = 0;
    /// Whether a mail with this Message-ID is in the folder, by asking the server (IMAP SEARCH HEADER).
    virtual Future<bool> contains(domain::RemoteFolder folder, QString messageIdHeader, std::stop_token stop) = 0;
    /// Ends when the server says that something changed in one of `folders` (IMAP: NOTIFY and IDLE), with the
    /// remoteIds of those; or with ServerRefused at once where it cannot push. A server that watches one folder only
    /// watches the inbox, or the first. A hint only: the cursor is the truth.
    virtual Future<QStringList> waitForHint(QList<domain::RemoteFolder> folders, std::stop_token stop) = 0;
    /// For connection tests. FolderMissing where it is not there. Unless an adapter knows a shorter way it is made of
    /// folders() and changes(), and rights are not known.
    virtual Future<FolderLook> look(domain::RemoteFolder folder, Look what, std::stop_token stop);
    /// Lists a folder without fetching a mail, for those that have its mails from elsewhere. InvalidInput where an
    /// adapter cannot.
    virtual Future<FolderStock> stock(domain::RemoteFolder folder, std::stop_token stop);
    /// The cursor behind which changes() brings `missing` of the stock, and what has happened since it was taken.
    [[nodiscard]] virtual QByteArray cursorBehind(const FolderStock &stock, const QList<ListedMail> &missing) const;
    /// Of OAUTH2.0, as far as it is known now.
    [[nodiscard]] virtual SignInExpiry signInExpiry() const { return {}; }
    /// Closes the connection politely.
    virtual void shutDown() = 0;

Q_SIGNALS:
    /// The machine woke up or has got another network: what failed a while ago may succeed now.
    void worthTrying();
};

} // namespace liaison::transport
