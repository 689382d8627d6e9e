#include "core/ews/get_item.h"

namespace liaison::ews {

QByteArray GetItem::request(const RequestContext &context, const QList<ItemId> &items, ItemShape shape)
{
    RequestWriter writer(context, "GetItem");
    writeItemShape(writer, shape, context.version);
    writer.openM("ItemIds");
    for (const ItemId &item : items)
        writer.itemId({item.id, {}}); // whatever the item is now
    return writer.close().finish();
}

GetItem::GetItem(CutSink *sink, qsizetype expectedBytes)
    : GetItem(sink, sink == nullptr ? std::make_unique<CutBuffers>(CutBuffers::largest, expectedBytes) : nullptr)
{
}

GetItem::GetItem(CutSink *sink, std::unique_ptr<CutBuffers> buffers)
    : Operation(XmlLimits{}, {"MimeContent", "MimeContentUTF8"}, buffers ? buffers.get() : sink),
      m_buffers(std::move(buffers))
{
}

void GetItem::onMessage(const ResponseMessage &message)
{
    if (!message.isGood()) {
        m_items.emplace_back(failed(failureFrom(message)));
        return;
    }
    const Element &items = message.element.child("Items");
    if (items.children.empty()) {
        m_items.emplace_back(lacking("the item"));
        return;
    }
    Item item = itemFrom(items.children.front());
    if (item.mimeCut != Item::noMime) {
        const bool intact = m_buffers ? m_buffers->isIntact(item.mimeCut) : item.mimeCut != Item::brokenMime;
        if (!intact) {
            // As if the server could not make it: the mail is rebuilt from its properties.
            m_items.emplace_back(failed(
                {Error{ErrorKind::ProtocolViolation, QStringLiteral("MimeContent is no base64"), {}, std::nullopt},
                 Remedy::RebuildFromProperties,
                 Failure::Origin::Unreadable,
                 {},
                 {}}));
            return;
        }
        if (m_buffers)
            item.mime = m_buffers->take(item.mimeCut);
    }
    m_items.emplace_back(std::move(item));
}

} // namespace liaison::ews
