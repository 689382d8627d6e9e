// UpdateItem, MoveItem, CopyItem and DeleteItem.
#include "app/demo/exchange_item.h"
#include "app/demo/exchange_operations.h"
#include "app/demo/exchange_properties.h"
#include "app/demo/exchange_subscriptions.h"

namespace liaison::demo {

namespace {

Outcome<void> update(Exchange &exchange, const ExchangeCall &call, const ews::Element &change, XmlOut &out,
                     ResponseMessages &messages)
{
    const ews::Element &id = change.child("ItemId");
    const auto place = exchange.item(call, id.attribute("Id"));
    if (!place)
        return tl::unexpected(place.error());
    const bool overwrites = call.body->attribute("ConflictResolution") == QLatin1String("AlwaysOverwrite");
    const QString changeKey = id.attribute("ChangeKey");
    if (!overwrites && changeKey.isEmpty())
        return refused("ErrorChangeKeyRequired",
                       "The change key passed in the request does not match the current "
                       "change key for the item.");
    if (!overwrites && changeKey != changeKeyText(place->mail->modSeq))
        return refused("ErrorIrresolvableConflict",
                       "The send or update operation could not be performed because the "
                       "change key passed in the request does not match the current "
                       "change key for the item.");
    for (const ews::Element &field : change.child("Updates").children) {
        if (field.is("DeleteItemField") && !field.children.empty())
            removeProperty(*place, field.children.front());
        else if (!field.children.empty())
            applyProperties(*place, field.children.back());
    }
    messages.success().open("m:Items").open("t:Message");
    writeItemId(out, place->key, place->folder.mails->find(place->key.uid)->modSeq);
    out.close().close();
    out.open("m:ConflictResults").number("t:Count", 0).close();
    messages.close();
    return {};
}

enum class Transfer { Copy, Move };

/// Where it is afterwards.
Outcome<ItemPlace> bringTo(Exchange &exchange, const ItemPlace &from, const FolderPlace &to, Transfer kind)
{
    if (!to.folder.isMail() || from.box != to.box)
        return refused("ErrorMoveCopyFailed", "The move or copy operation failed.");
    QList<quint32> made;
    if (kind == Transfer::Copy)
        from.box->copy(from.folder.mails->path, {from.key.uid}, to.folder.mails->path, &made);
    else
        from.box->move(from.folder.mails->path, {from.key.uid}, to.folder.mails->path, &made);
    return ItemPlace{exchange.keyOf(to.box, to.folder, made.value(0)), to.box, to.folder,
                     to.folder.mails->find(made.value(0))};
}

void transfer(Exchange &exchange, const ExchangeCall &call, XmlOut &out, Transfer kind)
{
    ResponseMessages messages(out, kind == Transfer::Copy ? "CopyItem" : "MoveItem");
    const ews::Element &target = call.body->child("ToFolderId");
    const auto to = target.children.empty() ? refused("ErrorInvalidRequest", "The request is invalid.")
                                            : exchange.folder(call, target.children.front());
    // Before 2010 SP1 nobody is told where the items are now.
    const bool tells
        = ews::can(call.version, ews::Ability::NewIdsFromMove) && call.body->childFlag("ReturnNewItemIds", true);
    for (const ews::Element &id : call.body->child("ItemIds").children) {
        const auto from = exchange.item(call, id.attribute("Id"));
        Outcome<ItemPlace> made = !to ? Outcome<ItemPlace>(refused("ErrorToFolderNotFound",
                                                                   "The target folder of this "
                                                                   "operation could not be "
                                                                   "found."))
            : !from                   ? Outcome<ItemPlace>(tl::unexpected(from.error()))
                                      : bringTo(exchange, *from, *to, kind);
        if (!made) {
            messages.refuse(made.error(), "m:Items");
            continue;
        }
        if (kind == Transfer::Move)
            exchange.subscriptions().moved(from->key, made->key);
        messages.success().open("m:Items");
        if (tells) {
            out.open("t:Message");
            writeItemId(out, made->key, made->mail->modSeq);
            out.close();
        }
        out.close();
        messages.close();
    }
    messages.end();
}

} // namespace

std::optional<Refusal> answerUpdateItem(Exchange &exchange, const ExchangeCall &call, XmlOut &out)
{
    ResponseMessages messages(out, "UpdateItem");
    for (const ews::Element &change : call.body->child("ItemChanges").children)
        if (const auto done = update(exchange, call, change, out, messages); !done)
            messages.refuse(done.error(), "m:Items");
    messages.end();
    return std::nullopt;
}

std::optional<Refusal> answerMoveItem(Exchange &exchange, const ExchangeCall &call, XmlOut &out)
{
    transfer(exchange, call, out, Transfer::Move);
    return std::nullopt;
}

std::optional<Refusal> answerCopyItem(Exchange &exchange, const ExchangeCall &call, XmlOut &out)
{
    transfer(exchange, call, out, Transfer::Copy);
    return std::nullopt;
}

std::optional<Refusal> answerDeleteItem(Exchange &exchange, const ExchangeCall &call, XmlOut &out)
{
    const bool toTrash = call.body->attribute("DeleteType") == QLatin1String("MoveToDeletedItems");
    ResponseMessages messages(out, "DeleteItem");
    for (const ews::Element &id : call.body->child("ItemIds").children) {
        const auto place = exchange.item(call, id.attribute("Id"));
        if (!place) {
            messages.refuse(place.error());
            continue;
        }
        const auto trash = folderDistinguished(*place->box, QStringLiteral("deleteditems"));
        const auto made = toTrash && trash
            ? bringTo(exchange, *place, {exchange.keyOf(place->box, *trash), place->box, *trash}, Transfer::Move)
            : refused("ErrorCannotDeleteObject", "It goes for good.");
        if (made)
            exchange.subscriptions().moved(place->key, made->key);
        else
            place->box->remove(place->folder.mails->path, {place->key.uid});
        messages.success();
        messages.close();
    }
    messages.end();
    return std::nullopt;
}

} // namespace liaison::demo
