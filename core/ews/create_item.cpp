#include "core/ews/create_item.h"

#include "core/ews/item.h"
#include "core/ews/request_writer.h"

namespace liaison::ews {

QByteArray CreateItem::request(const RequestContext &context, const NewMail &mail)
{
    const bool sends = mail.disposition == NewMail::Disposition::SendAndSaveCopy;
    RequestWriter writer(context, "CreateItem");
    writer.attribute("MessageDisposition", sends ? QStringLiteral("SendAndSaveCopy") : QStringLiteral("SaveOnly"));
    writer.openM("SavedItemFolderId").folderId(mail.folder).close();
    writer.openM("Items").openT("Message").mimeContent(mail.mime);
    if (!sends && mail.asReceived)
        writer.openT("ExtendedProperty").extendedUri("0x0E07", "Integer").textT("Value", QStringLiteral("1")).close();
    writer.mailboxes("BccRecipients", mail.bcc);
    return writer.close().close().finish();
}

Answer<ItemId> CreateItem::read(const Element &message)
{
    const Element &items = message.child("Items");
    return items.children.empty() ? ItemId() : itemIdFrom(items.children.front().child("ItemId"));
}

} // namespace liaison::ews
