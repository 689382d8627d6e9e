#include "core/ews/version.h"

#include <algorithm>
#include <array>

namespace liaison::ews {

namespace {

using V = ServerVersion;

struct VersionName {
    ServerVersion version;
    const char *name;
};
constexpr std::array versionNames{
    VersionName{V::Exchange2007_SP1, "Exchange2007_SP1"}, VersionName{V::Exchange2010, "Exchange2010"},
    VersionName{V::Exchange2010_SP1, "Exchange2010_SP1"}, VersionName{V::Exchange2010_SP2, "Exchange2010_SP2"},
    VersionName{V::Exchange2013, "Exchange2013"},         VersionName{V::Exchange2013_SP1, "Exchange2013_SP1"},
    VersionName{V::Exchange2016, "Exchange2016"},
};

/// The version that requests claim first. There is no name after Exchange2016 that they may claim: 2019 and SE are
/// spoken to by that one.
ServerVersion startOf(VersionChoice choice)
{
    switch (choice) {
    case VersionChoice::Exchange2007_SP1:
    case VersionChoice::Other:
        return V::Exchange2007_SP1;
    case VersionChoice::Exchange2010:
        return V::Exchange2010;
    case VersionChoice::Exchange2010_SP1:
        return V::Exchange2010_SP1;
    case VersionChoice::Exchange2010_SP2:
        return V::Exchange2010_SP2;
    case VersionChoice::Exchange2013:
        return V::Exchange2013;
    case VersionChoice::Exchange2013_SP1:
        return V::Exchange2013_SP1;
    case VersionChoice::Exchange2016:
    case VersionChoice::Exchange2019:
    case VersionChoice::SubscriptionEdition:
        return V::Exchange2016;
    }
    return V::Exchange2007_SP1;
}

} // namespace

QList<ServerVersion> allVersions()
{
    QList<ServerVersion> all;
    for (const VersionName &row : versionNames)
        all << row.version;
    return all;
}

QString requestName(ServerVersion version)
{
    return QLatin1String(versionNames.at(static_cast<std::size_t>(version)).name);
}

std::optional<ServerVersion> versionFromName(const QString &name)
{
    for (const VersionName &row : versionNames)
        if (name == QLatin1String(row.name))
            return row.version;
    return std::nullopt;
}

bool can(ServerVersion version, Ability ability)
{
    switch (ability) {
    case Ability::SyncScope:
    case Ability::ConversationId:
        return version >= V::Exchange2010;
    case Ability::Streaming:
    case Ability::NewIdsFromMove:
        return version >= V::Exchange2010_SP1;
    case Ability::NewestFirst:
        return version >= V::Exchange2010_SP2;
    case Ability::SuppressReadReceipts:
    case Ability::FlagAndPreview:
    case Ability::DistinguishedFolderId:
        return version >= V::Exchange2013;
    case Ability::MimeContentUtf8:
        return version >= V::Exchange2013_SP1;
    }
    return false;
}

QString toString(const ServerBuild &build)
{
    return QStringLiteral("%1.%2.%3.%4").arg(build.major).arg(build.minor).arg(build.majorBuild).arg(build.minorBuild);
}

std::optional<ServerVersion> newestFor(const ServerBuild &build)
{
    if (build.major == 8)
        return V::Exchange2007_SP1;
    if (build.major == 14)
        return build.minor == 0 ? V::Exchange2010 : build.minor == 1 ? V::Exchange2010_SP1 : V::Exchange2010_SP2;
    if (build.major == 15 && build.minor == 0)
        return build.majorBuild >= 847 ? V::Exchange2013_SP1 : V::Exchange2013;
    // 15.20 is Exchange Online; what comes after 15 will know what 15 knew.
    if (build.major >= 15)
        return V::Exchange2013_SP1;
    return std::nullopt;
}

std::optional<ServerVersion> olderThan(ServerVersion version)
{
    if (version == V::Exchange2007_SP1)
        return std::nullopt;
    return static_cast<ServerVersion>(static_cast<int>(version) - 1);
}

VersionNegotiation::VersionNegotiation(VersionChoice choice, std::optional<ServerVersion> cached)
    : m_negotiates(choice == VersionChoice::Other), m_current(m_negotiates && cached ? *cached : startOf(choice))
{
}

bool VersionNegotiation::learn(const ServerBuild &build)
{
    const auto newest = newestFor(build);
    if (!m_negotiates || !newest)
        return false;
    const ServerVersion wanted = std::min(*newest, m_ceiling);
    if (wanted <= m_current)
        return false;
    m_current = wanted;
    return true;
}

bool VersionNegotiation::refused()
{
    const auto older = olderThan(m_current);
    if (!older)
        return false;
    m_current = *older;
    m_ceiling = *older;
    return true;
}

} // namespace liaison::ews
