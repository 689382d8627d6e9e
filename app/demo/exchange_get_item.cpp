#include "app/demo/exchange_item.h"
#include "app/demo/exchange_operations.h"
#include "core/mime/body.h"
#include "core/mime/parse.h"

#include <algorithm>

namespace liaison::demo {

std::optional<Refusal> answerGetItem(Exchange &exchange, const ExchangeCall &call, XmlOut &out)
{
    const ExchangeShape shape = shapeFrom(call.body->child("ItemShape"));
    ResponseMessages messages(out, "GetItem");
    for (const ews::Element &id : call.body->child("ItemIds").children) {
        if (const QString code = exchange.faults.itemErrorAt.value(++exchange.faults.items); !code.isEmpty()) {
            messages.refuse({code, QStringLiteral("This fails on purpose.")}, "m:Items");
            continue;
        }
        const auto place = exchange.item(call, id.attribute("Id"));
        if (!place) {
            messages.refuse(place.error(), "m:Items");
            continue;
        }
        messages.success().open("m:Items");
        writeItem(out, ExchangeItem(*place), shape, call.version);
        out.close();
        messages.close();
    }
    messages.end();
    return std::nullopt;
}

namespace {

Outcome<void> writeAttachment(Exchange &exchange, const ExchangeCall &call, const QString &id, XmlOut &out,
                              ResponseMessages &messages)
{
    const auto named = fromAttachmentId(id);
    if (!named)
        return refused("ErrorInvalidAttachmentId", "The specified attachment Id is invalid.");
    const auto place = exchange.item(call, idText(named->first));
    if (!place)
        return tl::unexpected(place.error());
    const QByteArray &raw = place->mail->raw;
    const domain::ParsedMail mail = mime::parse(raw);
    const auto part = std::find_if(mail.parts.cbegin(), mail.parts.cend(),
                                   [&](const domain::PartInfo &one) { return one.path == named->second; });
    if (part == mail.parts.cend())
        return refused("ErrorItemNotFound", "The specified object was not found in the store.");
    const bool isItem = part->contentType == QLatin1String("message/rfc822");
    messages.success().open("m:Attachments").open(isItem ? "t:ItemAttachment" : "t:FileAttachment");
    out.open("t:AttachmentId").attr("Id", id).close();
    out.text("t:Name", part->fileName.isEmpty() ? QStringLiteral("part ") + part->path : part->fileName);
    out.text("t:ContentType", part->contentType);
    if (!part->contentId.isEmpty())
        out.text("t:ContentId", part->contentId);
    const QByteArray bytes = mime::partBytes(raw, part->path);
    if (isItem)
        out.open("t:Message").open("t:MimeContent").attr("CharacterSet", QStringLiteral("UTF-8"));
    else
        out.open("t:Content");
    out.base64(bytes).close();
    if (isItem)
        out.close();
    out.close().close();
    messages.close();
    return {};
}

} // namespace

std::optional<Refusal> answerGetAttachment(Exchange &exchange, const ExchangeCall &call, XmlOut &out)
{
    ResponseMessages messages(out, "GetAttachment");
    for (const ews::Element &id : call.body->child("AttachmentIds").children)
        if (const auto done = writeAttachment(exchange, call, id.attribute("Id"), out, messages); !done)
            messages.refuse(done.error(), "m:Attachments");
    messages.end();
    return std::nullopt;
}

} // namespace liaison::demo
