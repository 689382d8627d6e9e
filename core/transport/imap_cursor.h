#pragma once

#include "core/imap/uid_set.h"
#include "core/transport/retry_schedule.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace liaison::transport {

/// How far a folder was read. Everything in it is true once the page it came with is stored, so a sync goes on from
/// it after a kill at any instant.
struct ImapCursor {
    imap::Uid uidValidity = 0; ///< 0: nothing read yet
    imap::Uid uidNext = 0;     ///< UIDs below are in `known`, `pending`, `skipped`, or gone
    quint64 modSeq = 0;        ///< flags are known up to here; 0: no CONDSTORE
    quint64 modSeqTarget = 0;  ///< becomes modSeq when nothing is pending any more
    imap::UidSet known;        ///< handed out as arrived and not vanished since
    imap::UidSet pending;      ///< still to fetch
    imap::UidSet skipped;      ///< on the server, but it would not give them out
    qint64 total = 0;          ///< mails of the run under way, for progress
    RetrySchedule retry = {};  ///< of `skipped`

    [[nodiscard]] QByteArray toJson() const;
    /// An empty cursor for empty bytes; nullopt for bytes that are no cursor of ours.
    static std::optional<ImapCursor> fromJson(const QByteArray &json);
    friend bool operator==(const ImapCursor &, const ImapCursor &) = default;
};

/// "UIDVALIDITY:UID", a mail's identity within its folder.
QString imapRemoteId(imap::Uid uidValidity, imap::Uid uid);
struct ImapMailId {
    imap::Uid uidValidity = 0;
    imap::Uid uid = 0;
};
std::optional<ImapMailId> parseImapRemoteId(const QString &remoteId);

} // namespace liaison::transport
