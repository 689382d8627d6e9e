#include "core/ews/sync_folder_hierarchy.h"

namespace liaison::ews {

QByteArray SyncFolderHierarchy::request(const RequestContext &context, const FolderRef &root, const QString &syncState,
                                        FolderShape shape)
{
    RequestWriter writer(context, "SyncFolderHierarchy");
    writeFolderShape(writer, shape, context.version);
    writer.openM("SyncFolderId").folderId(root).close();
    if (!syncState.isEmpty())
        writer.textM("SyncState", syncState);
    return writer.finish();
}

Answer<HierarchyPage> SyncFolderHierarchy::read(const Element &message)
{
    HierarchyPage page;
    page.syncState = message.childText("SyncState").trimmed();
    if (page.syncState.isEmpty())
        return lacking("SyncState");
    page.last = message.childFlag("IncludesLastFolderInRange", true);
    for (const Element &change : message.child("Changes").children) {
        if (change.is("Delete")) {
            const QString id = change.child("FolderId").attribute("Id");
            if (!id.isEmpty())
                page.removed << id;
        } else if ((change.is("Create") || change.is("Update")) && !change.children.empty()) {
            const Folder folder = folderFrom(change.children.front());
            if (!folder.id.isEmpty())
                page.changed << folder;
        }
    }
    return page;
}

} // namespace liaison::ews
