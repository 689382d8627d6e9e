#include "core/ews/sync_folder_items.h"

namespace liaison::ews {

namespace {

constexpr int mostChanges = 512; // t:MaxSyncChangesReturnedType

std::optional<ItemChange> changeFrom(const Element &change)
{
    ItemChange out;
    if (change.is("Delete") || change.is("ReadFlagChange")) {
        out.kind = change.is("Delete") ? ItemChange::Kind::Removed : ItemChange::Kind::ReadFlag;
        out.id = itemIdFrom(change.child("ItemId"));
        out.read = change.childFlag("IsRead");
    } else if ((change.is("Create") || change.is("Update")) && !change.children.empty()) {
        const Element &item = change.children.front();
        out.id = itemIdFrom(item.child("ItemId"));
        out.element = item.name;
        out.isUpdate = change.is("Update");
        out.size = item.childNumber("Size");
        out.receivedAt = timeFrom(item.childText("DateTimeReceived"));
    }
    return out.id.isEmpty() ? std::nullopt : std::optional(out);
}

} // namespace

QByteArray SyncFolderItems::request(const RequestContext &context, const ItemsRequest &request)
{
    RequestWriter writer(context, "SyncFolderItems");
    writer.openM("ItemShape").textT("BaseShape", QStringLiteral("IdOnly"));
    if (request.sizes)
        writer.openT("AdditionalProperties").fieldUri("item:Size").fieldUri("item:DateTimeReceived").close();
    writer.close();
    writer.openM("SyncFolderId").folderId(request.folder).close();
    if (!request.syncState.isEmpty())
        writer.textM("SyncState", request.syncState);
    if (!request.ignore.isEmpty()) {
        writer.openM("Ignore");
        for (const QString &id : request.ignore.mid(0, mostChanges))
            writer.itemId({id, {}});
        writer.close();
    }
    writer.textM("MaxChangesReturned", QString::number(qBound(1, request.maxChanges, mostChanges)));
    if (can(context.version, Ability::SyncScope))
        writer.textM("SyncScope", QStringLiteral("NormalItems"));
    return writer.finish();
}

Answer<ItemsPage> SyncFolderItems::read(const Element &message)
{
    ItemsPage page;
    page.syncState = message.childText("SyncState").trimmed();
    if (page.syncState.isEmpty())
        return lacking("SyncState");
    page.last = message.childFlag("IncludesLastItemInRange", true);
    for (const Element &change : message.child("Changes").children)
        if (const auto read = changeFrom(change))
            page.changes << *read;
    return page;
}

} // namespace liaison::ews
