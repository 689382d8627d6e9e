#include "core/ews/move_item.h"

#include "core/ews/item.h"
#include "core/ews/request_writer.h"

namespace liaison::ews {

QByteArray MoveItem::request(const RequestContext &context, const FolderRef &target, const QList<ItemId> &items)
{
    RequestWriter writer(context, "MoveItem");
    writer.openM("ToFolderId").folderId(target).close();
    writer.openM("ItemIds");
    for (const ItemId &item : items)
        writer.itemId(item);
    writer.close();
    if (can(context.version, Ability::NewIdsFromMove))
        writer.textM("ReturnNewItemIds", QStringLiteral("true"));
    return writer.finish();
}

Answer<ItemId> MoveItem::read(const Element &message)
{
    const Element &items = message.child("Items");
    return items.children.empty() ? ItemId() : itemIdFrom(items.children.front().child("ItemId"));
}

} // namespace liaison::ews
