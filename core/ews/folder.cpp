#include "core/ews/folder.h"

#include "core/ews/operation.h"

namespace liaison::ews {

bool Folder::holdsMail() const
{
    const bool note = folderClass.isEmpty() || folderClass.compare(QLatin1String("IPF.Note"), Qt::CaseInsensitive) == 0
        || folderClass.startsWith(QLatin1String("IPF.Note."), Qt::CaseInsensitive);
    return note && !hidden;
}

void writeFolderShape(RequestWriter &writer, FolderShape shape, ServerVersion version)
{
    writer.openM("FolderShape").textT("BaseShape", QStringLiteral("IdOnly"));
    if (shape == FolderShape::Full) {
        writer.openT("AdditionalProperties")
            .fieldUri("folder:ParentFolderId")
            .fieldUri("folder:DisplayName")
            .fieldUri("folder:FolderClass")
            .fieldUri("folder:TotalCount")
            .fieldUri("folder:UnreadCount")
            .fieldUri("folder:ChildFolderCount")
            .fieldUri("folder:EffectiveRights");
        if (can(version, Ability::DistinguishedFolderId))
            writer.fieldUri("folder:DistinguishedFolderId");
        writer.extendedUri("0x10F4", "Boolean").close();
    }
    writer.close();
}

Folder folderFrom(const Element &element)
{
    Folder folder;
    folder.id = element.child("FolderId").attribute("Id");
    folder.changeKey = element.child("FolderId").attribute("ChangeKey");
    folder.parentId = element.child("ParentFolderId").attribute("Id");
    folder.folderClass = element.childText("FolderClass");
    folder.displayName = element.childText("DisplayName");
    folder.distinguished = element.childText("DistinguishedFolderId");
    folder.total = element.childNumber("TotalCount");
    folder.unread = element.childNumber("UnreadCount");
    folder.childFolders = element.childNumber("ChildFolderCount");
    folder.isSearch = element.is("SearchFolder");
    for (const Element &property : element.children)
        if (property.is("ExtendedProperty")
            && property.child("ExtendedFieldURI")
                    .attribute("PropertyTag")
                    .compare(QLatin1String("0x10f4"), Qt::CaseInsensitive)
                == 0)
            folder.hidden = property.childFlag("Value");
    const Element &rights = element.child("EffectiveRights");
    folder.rights = {rights.exists(), rights.childFlag("CreateContents"), rights.childFlag("Delete"),
                     rights.childFlag("Modify"), rights.childFlag("Read")};
    return folder;
}

Answer<Folder> firstFolder(const Element &folders)
{
    if (folders.children.empty() || !folders.children.front().child("FolderId").exists())
        return lacking("FolderId");
    return folderFrom(folders.children.front());
}

} // namespace liaison::ews
