#include "core/ews/find_item.h"

#include "core/ews/item.h"
#include "core/ews/request_writer.h"

namespace liaison::ews {

QByteArray FindItem::request(const RequestContext &context, const QList<FolderRef> &folders, const QString &messageId)
{
    RequestWriter writer(context, "FindItem");
    writer.attribute("Traversal", QStringLiteral("Shallow"));
    writer.openM("ItemShape")
        .textT("BaseShape", QStringLiteral("IdOnly"))
        .openT("AdditionalProperties")
        .fieldUri("item:DateTimeReceived")
        .fieldUri("message:InternetMessageId")
        .close()
        .close();
    writer.openM("IndexedPageItemView")
        .attribute("MaxEntriesReturned", QStringLiteral("10"))
        .attribute("Offset", QStringLiteral("0"))
        .attribute("BasePoint", QStringLiteral("Beginning"))
        .close();
    writer.openM("Restriction")
        .openT("IsEqualTo")
        .fieldUri("message:InternetMessageId")
        .openT("FieldURIOrConstant")
        .openT("Constant")
        .attribute("Value", messageId)
        .close()
        .close()
        .close()
        .close();
    writer.openM("ParentFolderIds");
    for (const FolderRef &folder : folders)
        writer.folderId(folder);
    return writer.close().finish();
}

Answer<QList<FoundItem>> FindItem::read(const Element &message)
{
    QList<FoundItem> found;
    for (const Element &element : message.child("RootFolder").child("Items").children) {
        const FoundItem item{itemIdFrom(element.child("ItemId")), element.childText("InternetMessageId").trimmed(),
                             timeFrom(element.childText("DateTimeReceived"))};
        if (!item.id.isEmpty())
            found << item;
    }
    return found;
}

} // namespace liaison::ews
