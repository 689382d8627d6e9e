#pragma once

#include "core/domain/exchange.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace liaison::ews {

/// The versions that a request may claim (t:RequestServerVersion). Their order is their age.
enum class ServerVersion {
    Exchange2007_SP1,
    Exchange2010,
    Exchange2010_SP1,
    Exchange2010_SP2,
    Exchange2013,
    Exchange2013_SP1,
    Exchange2016
};

/// All of them, oldest first.
QList<ServerVersion> allVersions();

/// As the Version attribute spells it. Only these leave us: servers name themselves `V2_8` or `V2016_01_06`, which
/// they refuse in requests.
QString requestName(ServerVersion version);
std::optional<ServerVersion> versionFromName(const QString &requestName);

/// What a version brought; where it is missing the adapter takes another way, and no person hears of it.
enum class Ability {
    SyncScope,             ///< SyncFolderItems/SyncScope
    ConversationId,        ///< item:ConversationId, item:UniqueBody
    Streaming,             ///< Subscribe(Streaming), GetStreamingEvents; else Pull, else timed sync
    NewIdsFromMove,        ///< MoveItem tells the new ids; else both folders are synced
    NewestFirst,           ///< SyncFolderItems answers the newest items first; oldest first before
    SuppressReadReceipts,  ///< UpdateItem/@SuppressReadReceipts
    FlagAndPreview,        ///< item:Flag, item:Preview
    DistinguishedFolderId, ///< folder:DistinguishedFolderId tells what a folder is for
    MimeContentUtf8        ///< item:MimeContentUTF8: the mail without the Latin-1 detour
};
bool can(ServerVersion version, Ability ability);

/// t:ServerVersionInfo of an answer. The name in it is not kept, only what was meant by numbers.
struct ServerBuild {
    int major = 0;
    int minor = 0;
    int majorBuild = 0;
    int minorBuild = 0;
    friend bool operator==(const ServerBuild &, const ServerBuild &) = default;
};
/// "15.1.845.22"
QString toString(const ServerBuild &build);

/// The newest version that a server of this build takes; none for numbers before Exchange 2007.
/// 15.1 and 15.2 are spoken to as 2013 SP1: Exchange2016 brings nothing we use, and early builds refuse it.
std::optional<ServerVersion> newestFor(const ServerBuild &build);

/// What to try when a server says ErrorInvalidServerVersion and its like; none below 2007 SP1.
std::optional<ServerVersion> olderThan(ServerVersion version);

using domain::VersionChoice;

/// Which version the next request to one endpoint claims. A value: the adapter keeps one for an endpoint.
class VersionNegotiation {
public:
    /// `cached`: where an earlier negotiation of "Other" with this endpoint ended.
    explicit VersionNegotiation(VersionChoice choice = VersionChoice::Other,
                                std::optional<ServerVersion> cached = std::nullopt);

    [[nodiscard]] ServerVersion current() const { return m_current; }
    /// An answer named the server's build. True: the next request claims a newer version.
    bool learn(const ServerBuild &build);
    /// The server refused the version. False: there is none left to try.
    bool refused();

private:
    bool m_negotiates;
    ServerVersion m_current;
    ServerVersion m_ceiling = ServerVersion::Exchange2016; ///< lowered by each refusal, so that nothing goes in circles
};

} // namespace liaison::ews
