#include "core/graph/folder.h"

#include "core/graph/json_value.h"

namespace liaison::graph {

QStringList well_known::all()
{
    return {inbox, sentItems, drafts, junk, deletedItems, archive, outbox};
}

QByteArray folderSelect()
{
    return "$select=id,displayName,parentFolderId,childFolderCount,totalItemCount,unreadItemCount,isHidden";
}

Answer<Folder> folderFrom(const QJsonObject &json)
{
    Folder folder;
    folder.id = idOf(json);
    if (folder.id.isEmpty())
        return failed(lacking(QStringLiteral("the id of a folder")));
    folder.parentId = textOf(json, "parentFolderId");
    folder.displayName = textOf(json, "displayName");
    folder.total = numberOf(json, "totalItemCount").value_or(-1);
    folder.unread = numberOf(json, "unreadItemCount").value_or(-1);
    folder.childFolders = numberOf(json, "childFolderCount").value_or(-1);
    folder.hidden = flagOf(json, "isHidden").value_or(false);
    folder.isSearch = textOf(json, "@odata.type").endsWith(QLatin1String(".mailSearchFolder"));
    return folder;
}

} // namespace liaison::graph
