// What takes a whole mail apart: its body and its attachments.
#include "app/demo/exchange_item.h"
#include "core/mime/body.h"
#include "core/mime/parse.h"

namespace liaison::demo {

namespace {

/// The first leaf of that type which is no attachment.
const domain::PartInfo *bodyPart(const domain::ParsedMail &mail, const char *type)
{
    for (const domain::PartInfo &part : mail.parts)
        if (!part.isAttachment && part.contentType == QLatin1String(type))
            return &part;
    return nullptr;
}

} // namespace

void writeBody(XmlOut &out, const ExchangeItem &item, const ExchangeShape &shape)
{
    const domain::ParsedMail mail = mime::parse(item.mail().raw);
    const domain::PartInfo *html = bodyPart(mail, "text/html");
    const bool asHtml = html && shape.bodyType != QLatin1String("Text");
    out.open("t:Body").attr("BodyType", asHtml ? QStringLiteral("HTML") : QStringLiteral("Text"));
    out.chars(asHtml ? QString::fromUtf8(mime::partBytes(item.mail().raw, html->path)) : mail.bodyText);
    out.close();
}

void writeAttachments(XmlOut &out, const ExchangeItem &item)
{
    const domain::ParsedMail mail = mime::parse(item.mail().raw);
    bool opened = false;
    for (const domain::PartInfo &part : mail.parts) {
        if (!part.isAttachment)
            continue;
        if (!opened)
            out.open("t:Attachments");
        opened = true;
        const bool isItem = part.contentType == QLatin1String("message/rfc822");
        out.open(isItem ? "t:ItemAttachment" : "t:FileAttachment");
        out.open("t:AttachmentId").attr("Id", attachmentIdText(item.place().key, part.path)).close();
        out.text("t:Name", part.fileName.isEmpty() ? QStringLiteral("part ") + part.path : part.fileName);
        out.text("t:ContentType", part.contentType);
        if (!part.contentId.isEmpty())
            out.text("t:ContentId", part.contentId);
        out.close();
    }
    if (opened)
        out.close();
}

} // namespace liaison::demo
