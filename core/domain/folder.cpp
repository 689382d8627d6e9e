#include "core/domain/folder.h"

#include "core/domain/names.h"

namespace liaison::domain {

namespace {

constexpr std::array<Name<FolderRole>, 8> roleNames{{
    {FolderRole::None, QLatin1String("none")},
    {FolderRole::Inbox, QLatin1String("inbox")},
    {FolderRole::Sent, QLatin1String("sent")},
    {FolderRole::Drafts, QLatin1String("drafts")},
    {FolderRole::Junk, QLatin1String("junk")},
    {FolderRole::Trash, QLatin1String("trash")},
    {FolderRole::Archive, QLatin1String("archive")},
    {FolderRole::All, QLatin1String("all")},
}};

} // namespace

QString toString(FolderRole role)
{
    return nameOf(roleNames, role);
}

FolderRole folderRoleFrom(const QString &text)
{
    return valueOf(roleNames, text).value_or(FolderRole::None);
}

} // namespace liaison::domain
