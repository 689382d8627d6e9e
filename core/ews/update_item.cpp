#include "core/ews/update_item.h"

namespace liaison::ews {

namespace {

void writeInteger(RequestWriter &writer, const char *tag, int value)
{
    writer.openT("SetItemField")
        .extendedUri(tag, "Integer")
        .openT("Message")
        .openT("ExtendedProperty")
        .extendedUri(tag, "Integer")
        .textT("Value", QString::number(value))
        .close()
        .close()
        .close();
}

} // namespace

QByteArray UpdateItem::request(const RequestContext &context, const QList<ItemUpdate> &updates)
{
    RequestWriter writer(context, "UpdateItem");
    writer.attribute("MessageDisposition", QStringLiteral("SaveOnly"));
    writer.attribute("ConflictResolution", QStringLiteral("AlwaysOverwrite"));
    if (can(context.version, Ability::SuppressReadReceipts))
        writer.attribute("SuppressReadReceipts", QStringLiteral("true"));
    writer.openM("ItemChanges");
    for (const ItemUpdate &update : updates) {
        writer.openT("ItemChange").itemId(update.id).openT("Updates");
        if (update.read)
            writer.openT("SetItemField")
                .fieldUri("message:IsRead")
                .openT("Message")
                .flagT("IsRead", *update.read)
                .close()
                .close();
        if (update.lastVerb) {
            writeInteger(writer, "0x1081", static_cast<int>(*update.lastVerb));
            // 261: the replied arrow, 262: the forwarded one, 256: an opened letter.
            const bool forwarded = *update.lastVerb == LastVerb::Forwarded;
            writeInteger(writer, "0x1080", *update.lastVerb == LastVerb::None ? 256 : forwarded ? 262 : 261);
        }
        writer.close().close();
    }
    return writer.close().finish();
}

Answer<ItemId> UpdateItem::read(const Element &message)
{
    const Element &items = message.child("Items");
    return items.children.empty() ? ItemId() : itemIdFrom(items.children.front().child("ItemId"));
}

} // namespace liaison::ews
