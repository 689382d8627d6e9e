#pragma once

#include "core/base/clock.h"
#include "core/imap/uid_set.h"

#include <QByteArray>
#include <QList>
#include <QPair>

#include <optional>
#include <variant>

namespace liaison::imap {

/// The code in brackets of a status response (RFC 9051 section 7.1, RFC 5530, 4315, 7162). `name` is in capitals
/// and empty where there is none. A code whose arguments make no sense keeps its name and its words alone.
struct ResponseCode {
    QByteArray name;
    QByteArray arguments;           ///< verbatim
    std::optional<quint64> number;  ///< UIDVALIDITY, UIDNEXT, HIGHESTMODSEQ, UNSEEN
    QList<QByteArray> words;        ///< CAPABILITY, PERMANENTFLAGS
    std::optional<Uid> uidValidity; ///< APPENDUID, COPYUID
    UidSet source;                  ///< COPYUID
    UidSet uids;                    ///< APPENDUID and COPYUID: the new UIDs
};

enum class Status { Ok, No, Bad, Bye, PreAuth };

/// OK, NO, BAD, BYE or PREAUTH; untagged when `tag` is empty.
struct StatusResponse {
    QByteArray tag;
    Status status = Status::Ok;
    ResponseCode code;
    QByteArray text;
};

/// "+ …": go on (RFC 9051 section 7.6).
struct Continuation {
    QByteArray text;
};

struct CapabilityData {
    QList<QByteArray> names;
};
struct EnabledData {
    QList<QByteArray> names;
};
struct FlagsData {
    QList<QByteArray> flags;
};

/// LIST, LSUB or XLIST. `name` is as on the wire.
struct ListData {
    QList<QByteArray> attributes;
    QByteArray delimiter; ///< one character; empty: a flat name
    QByteArray name;
};

struct SearchData {
    UidSet found;
    std::optional<quint64> modSeq;
};

/// RFC 4731; in `all` what "ALL" gave.
struct EsearchData {
    QByteArray tag;
    bool uid = false;
    UidSet all;
    std::optional<quint64> count;
    std::optional<quint64> modSeq;
};

/// STATUS; `name` as on the wire.
struct StatusData {
    QByteArray name;
    QList<QPair<QByteArray, quint64>> items;
};

struct ExistsData {
    quint32 count = 0;
};
struct RecentData {
    quint32 count = 0;
};
struct ExpungeData {
    quint32 sequence = 0;
};

/// RFC 7162 section 3.2.10.
struct VanishedData {
    bool earlier = false;
    UidSet uids;
};

/// What one FETCH response told. Sections other than the whole mail are checked and dropped: nobody asks for them.
struct FetchData {
    quint32 sequence = 0;
    std::optional<Uid> uid;
    std::optional<QList<QByteArray>> flags;
    std::optional<quint64> size;
    std::optional<UtcMs> internalDate;
    std::optional<quint64> modSeq;
    bool hasBody = false;           ///< BODY[], BINARY[] or RFC822 was in it …
    std::optional<QByteArray> body; ///< … with these bytes; nullopt for NIL
};

struct IdData {
    QList<QPair<QByteArray, QByteArray>> fields;
};

/// RFC 2342; prefixes as on the wire. The user's own are left out.
struct NamespaceData {
    QList<QByteArray> foreignPrefixes; ///< of other users' folders and of shared ones
};

/// A response that nobody here reads (QUOTA, THREAD, X-…).
struct OtherData {
    QByteArray name;
};

using Response = std::variant<StatusResponse, Continuation, CapabilityData, EnabledData, FlagsData, ListData,
                              SearchData, EsearchData, StatusData, ExistsData, RecentData, ExpungeData, VanishedData,
                              FetchData, IdData, NamespaceData, OtherData>;

} // namespace liaison::imap
