// Attachments of messages, one by one or in pieces.
#include "app/demo/graph_attachment.h"
#include "app/demo/graph_message.h"
#include "app/demo/graph_operations.h"
#include "app/demo/letter.h"
#include "core/mime/body.h"
#include "core/mime/parse.h"

namespace liaison::demo {

namespace {

constexpr qint64 leastUpload = 2 * 1024 * 1024; // as clients have measured; the documents say 3 MB

QJsonObject attachmentJson(const ItemPlace &place, const domain::PartInfo &part)
{
    const bool isItem = part.contentType == QLatin1String("message/rfc822");
    QJsonObject json{
        {QStringLiteral("@odata.type"),
         isItem ? QStringLiteral("#microsoft.graph.itemAttachment")
                : QStringLiteral("#microsoft.graph.fileAttachment")},
        {QStringLiteral("id"), toGraphId(attachmentIdText(place.key, part.path))},
        {QStringLiteral("lastModifiedDateTime"), exchangeTime(place.mail->internalDate)},
        {QStringLiteral("name"), part.fileName.isEmpty() ? QStringLiteral("part ") + part.path : part.fileName},
        {QStringLiteral("contentType"), part.contentType},
        {QStringLiteral("size"), part.size},
        {QStringLiteral("isInline"), !part.isAttachment}};
    if (isItem)
        return json;
    json.insert(QStringLiteral("@odata.mediaContentType"), part.contentType);
    json.insert(QStringLiteral("contentId"),
                part.contentId.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(part.contentId));
    json.insert(QStringLiteral("contentLocation"), QJsonValue(QJsonValue::Null));
    json.insert(QStringLiteral("contentBytes"),
                QString::fromLatin1(mime::partBytes(place.mail->raw, part.path).toBase64()));
    return json;
}

/// What is listed: attachments, and pictures that a body shows.
QList<domain::PartInfo> partsOf(const ItemPlace &place)
{
    QList<domain::PartInfo> parts = mime::parse(place.mail->raw).parts;
    parts.removeIf([](const domain::PartInfo &part) {
        const bool isBody = part.contentType.startsWith(QLatin1String("text/")) || part.contentId.isEmpty();
        return !part.isAttachment && isBody;
    });
    return parts;
}

struct FoundPart {
    ItemPlace place;
    domain::PartInfo part;
};

GraphOutcome<FoundPart> found(const Graph &graph, const GraphCall &call)
{
    const auto place = graph.message(call, call.keys.first());
    if (!place)
        return tl::unexpected(place.error());
    const auto id = fromAttachmentId(fromGraphId(call.keys.value(1)));
    if (!id)
        return refusedByGraph(400, "ErrorInvalidIdMalformed", "Id is malformed.");
    for (const domain::PartInfo &part : partsOf(*place))
        if (part.path == id->second)
            return FoundPart{*place, part};
    return itemNotFound();
}

GraphOutcome<ItemPlace> draft(const Graph &graph, const GraphCall &call)
{
    auto place = graph.message(call, call.keys.first());
    if (place && !place->mail->flags.contains("\\Draft"))
        return refusedByGraph(400, "ErrorInvalidOperation", "Attachments can be added to drafts alone.");
    return place;
}

} // namespace

QJsonArray attachmentsJson(const ItemPlace &place)
{
    QJsonArray all;
    for (const domain::PartInfo &part : partsOf(place))
        all << attachmentJson(place, part);
    return all;
}

GraphResult listAttachments(Graph &graph, const GraphCall &call)
{
    const auto place = graph.message(call, call.keys.first());
    if (!place)
        return tl::unexpected(place.error());
    return jsonReply({{QStringLiteral("@odata.context"),
                       call.context(QStringLiteral("messages('%1')/attachments").arg(call.keys.first()))},
                      {QStringLiteral("value"), attachmentsJson(*place)}});
}

GraphResult getAttachment(Graph &graph, const GraphCall &call)
{
    const auto one = found(graph, call);
    if (!one)
        return tl::unexpected(one.error());
    QJsonObject json = attachmentJson(one->place, one->part);
    json.insert(QStringLiteral("@odata.context"),
                call.context(QStringLiteral("messages('%1')/attachments/$entity").arg(call.keys.first())));
    return jsonReply(json);
}

GraphResult getAttachmentBytes(Graph &graph, const GraphCall &call)
{
    const auto one = found(graph, call);
    if (!one)
        return tl::unexpected(one.error());
    return GraphReply{200, mime::partBytes(one->place.mail->raw, one->part.path), one->part.contentType.toLatin1()};
}

GraphResult addAttachment(Graph &graph, const GraphCall &call)
{
    const auto place = draft(graph, call);
    if (!place)
        return tl::unexpected(place.error());
    const auto json = call.json();
    if (!json)
        return tl::unexpected(json.error());
    const auto file = enclosureFrom(*json);
    if (!file)
        return tl::unexpected(file.error());
    call.box->rewrite(place->folder.mails->path, place->key.uid, withEnclosure(place->mail->raw, *file));
    const ItemPlace now = graph.place(call.box, place->folder, *place->folder.mails->find(place->key.uid));
    const auto parts = partsOf(now);
    if (parts.isEmpty())
        return refusedByGraph(400, "ErrorInvalidRequest", "The draft takes no attachment.");
    QJsonObject made = attachmentJson(now, parts.last());
    made.insert(QStringLiteral("@odata.context"),
                call.context(QStringLiteral("messages('%1')/attachments/$entity").arg(call.keys.first())));
    const QByteArray where = call.location(QStringLiteral("messages('%1')/attachments('%2')")
                                               .arg(call.keys.first(), made[QStringLiteral("id")].toString()));
    return jsonReply(made, 201, {{"Location", where}});
}

GraphResult createUploadSession(Graph &graph, const GraphCall &call)
{
    const auto place = draft(graph, call);
    if (!place)
        return tl::unexpected(place.error());
    const auto json = call.json();
    if (!json)
        return tl::unexpected(json.error());
    const QJsonValue item = json->contains(QStringLiteral("AttachmentItem"))
        ? json->value(QStringLiteral("AttachmentItem"))
        : json->value(QStringLiteral("attachmentItem"));
    GraphUpload upload{call.box, place->mail->serial};
    upload.name = item[QStringLiteral("name")].toString();
    upload.size = item[QStringLiteral("size")].toInteger();
    upload.type = item[QStringLiteral("contentType")].toString(QStringLiteral("application/octet-stream")).toLatin1();
    upload.contentId = item[QStringLiteral("contentId")].toString();
    if (item[QStringLiteral("attachmentType")].toString() != QLatin1String("file") || upload.name.isEmpty())
        return refusedByGraph(400, "ErrorInvalidRequest", "The AttachmentItem is no file with a name.");
    if (upload.size < leastUpload)
        return refusedByGraph(400, "ErrorAttachmentSizeShouldNotBeLessThanMinimumSize",
                              "Attachment size must be greater than the minimum size.");
    if (upload.size > GraphUploads::mostBytes)
        return refusedByGraph(413, "ErrorAttachmentSizeLimitExceeded", "Attachment size exceeds the limit.");
    const QByteArray address = call.root.chopped(5) + graph.uploads.begin(upload);
    return jsonReply({{QStringLiteral("@odata.context"),
                       QString::fromLatin1(call.root) + QStringLiteral("/$metadata#microsoft.graph.uploadSession")},
                      {QStringLiteral("uploadUrl"), QString::fromUtf8(address)},
                      {QStringLiteral("expirationDateTime"), uploadExpiry()},
                      {QStringLiteral("nextExpectedRanges"), QJsonArray{QStringLiteral("0-")}}},
                     201);
}

} // namespace liaison::demo
