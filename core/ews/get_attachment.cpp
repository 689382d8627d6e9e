#include "core/ews/get_attachment.h"

#include "core/ews/request_writer.h"

namespace liaison::ews {

QByteArray GetAttachment::request(const RequestContext &context, const QStringList &attachmentIds)
{
    RequestWriter writer(context, "GetAttachment");
    writer.openM("AttachmentShape").flagT("IncludeMimeContent", true).close();
    writer.openM("AttachmentIds");
    for (const QString &id : attachmentIds)
        writer.openT("AttachmentId").attribute("Id", id).close();
    return writer.close().finish();
}

GetAttachment::GetAttachment(CutSink *sink)
    : GetAttachment(sink, sink == nullptr ? std::make_unique<CutBuffers>() : nullptr)
{
}

GetAttachment::GetAttachment(CutSink *sink, std::unique_ptr<CutBuffers> buffers)
    : Operation(XmlLimits{}, {"Content", "MimeContent"}, buffers ? buffers.get() : sink), m_buffers(std::move(buffers))
{
}

void GetAttachment::onMessage(const ResponseMessage &message)
{
    if (!message.isGood()) {
        m_attachments.emplace_back(failed(failureFrom(message)));
        return;
    }
    const Element &attachments = message.element.child("Attachments");
    if (attachments.children.empty()) {
        m_attachments.emplace_back(lacking("the attachment"));
        return;
    }
    const Element &element = attachments.children.front();
    Attachment attachment{element.child("AttachmentId").attribute("Id"),
                          element.childText("Name"),
                          element.childText("ContentType"),
                          element.childText("ContentId"),
                          element.is("ItemAttachment"),
                          -1,
                          {}};
    const Element *content = &element.child("Content");
    if (attachment.isItem)
        for (const Element &item : element.children)
            if (item.child("MimeContent").exists())
                content = &item.child("MimeContent");
    bool isCut = false;
    const int cut = content->text.toInt(&isCut);
    attachment.cut = isCut ? cut : -1;
    // A file of no bytes has an empty element and nothing to cut.
    if (m_buffers && !content->text.isEmpty()) {
        if (!m_buffers->isIntact(attachment.cut)) {
            m_attachments.emplace_back(lacking("the attachment's base64"));
            return;
        }
        attachment.content = m_buffers->take(attachment.cut);
    }
    m_attachments.emplace_back(std::move(attachment));
}

} // namespace liaison::ews
