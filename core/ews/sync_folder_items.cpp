#include "core/ews/sync_folder_items.h"

namespace liaison::ews {

namespace {

constexpr int mostChanges = 512; // t:MaxSyncChangesReturnedType

constexpr const char *messageIdTag = "0x1035";
constexpr const char *messageFlagsTag = "0x0E07";

void readExtended(const Element &item, ItemChange &out)
{
    for (const Element &property : item.children) {
        if (!property.is("ExtendedProperty"))
            continue;
        // Servers write a tag without its leading zeros.
        bool isNumber = false;
        const uint tag = property.child("ExtendedFieldURI").attribute("PropertyTag").toUInt(&isNumber, 0);
        constexpr uint messageId = 0x1035;
        constexpr uint messageFlags = 0x0E07;
        if (isNumber && tag == messageId)
            out.messageId = property.childText("Value").trimmed();
        else if (isNumber && tag == messageFlags)
            out.read = (property.childNumber("Value") & 1) != 0;
    }
}

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
        readExtended(item, out);
    }
    return out.id.isEmpty() ? std::nullopt : std::optional(out);
}

} // namespace

QByteArray SyncFolderItems::request(const RequestContext &context, const ItemsRequest &request)
{
    RequestWriter writer(context, "SyncFolderItems");
    writer.openM("ItemShape").textT("BaseShape", QStringLiteral("IdOnly"));
    if (request.sizes || request.messageIds) {
        writer.openT("AdditionalProperties");
        if (request.sizes)
            writer.fieldUri("item:Size").fieldUri("item:DateTimeReceived");
        if (request.messageIds)
            writer.extendedUri(messageIdTag, "String").extendedUri(messageFlagsTag, "Integer");
        writer.close();
    }
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
