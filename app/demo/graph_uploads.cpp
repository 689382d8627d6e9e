#include "app/demo/graph_uploads.h"

#include "app/demo/demo_mailbox.h"
#include "app/demo/exchange_tokens.h"
#include "app/demo/graph_message.h"
#include "app/demo/letter.h"

#include <QDateTime>
#include <QJsonArray>
#include <QRegularExpression>

namespace liaison::demo {

namespace {

constexpr qint64 largestRange = 4 * 1024 * 1024;
constexpr qint64 lifeSeconds = 3 * 24 * 3'600;
const QByteArray head = "/api/v2.0/";

struct Range {
    qint64 first = 0;
    qint64 last = 0;
    qint64 whole = 0;
};

/// Content-Range: bytes 0-99/200
std::optional<Range> rangeOf(const QByteArray &field)
{
    static const QRegularExpression form(QStringLiteral("^bytes (\\d+)-(\\d+)/(\\d+)$"));
    const auto match = form.match(QString::fromLatin1(field));
    if (!match.hasMatch())
        return std::nullopt;
    return Range{match.captured(1).toLongLong(), match.captured(2).toLongLong(), match.captured(3).toLongLong()};
}

QByteArray tokenOf(const QByteArray &target)
{
    return target.mid(target.indexOf("authtoken=") + 10);
}

GraphReply progress(const HttpRequest &request, const QByteArray &root, const GraphUpload &upload)
{
    const QByteArray path = request.target.left(request.target.indexOf('?'));
    return jsonReply({{QStringLiteral("@odata.context"),
                       QString::fromUtf8(root + "/api/v2.0/$metadata#" + path.mid(head.size()) + "/$entity")},
                      {QStringLiteral("expirationDateTime"), uploadExpiry()},
                      {QStringLiteral("nextExpectedRanges"), QJsonArray{QString::number(upload.bytes.size())}}});
}

} // namespace

QString uploadExpiry()
{
    return QDateTime::currentDateTimeUtc().addSecs(lifeSeconds).toString(Qt::ISODate);
}

QByteArray GraphUploads::begin(const GraphUpload &upload)
{
    const QByteArray token = secretWord();
    m_all.insert(token, upload);
    return head + "Users('" + upload.box->address().toUtf8() + "')/Messages('" + QByteArray::number(upload.draft)
        + "')/AttachmentSessions('" + QByteArray::number(m_all.size()) + "')?authtoken=" + token;
}

bool GraphUploads::isAddress(const QByteArray &target)
{
    return target.startsWith(head);
}

GraphResult GraphUploads::answer(const HttpRequest &request, const QByteArray &root)
{
    // Whoever shows it a token has given it to a stranger: at Microsoft these addresses are at another host.
    if (!request.field("Authorization").isEmpty())
        return refusedByGraph(401, "InvalidAuthenticationToken", "The upload's address takes no Authorization.");
    const auto upload = m_all.find(tokenOf(request.target));
    if (upload == m_all.end())
        return refusedByGraph(404, "ErrorItemNotFound", "The upload session was not found.");
    if (request.method == "GET")
        return progress(request, root, *upload);
    if (request.method == "DELETE") {
        m_all.erase(upload);
        return GraphReply{204, {}};
    }
    if (request.method != "PUT")
        return refusedByGraph(405, "ErrorInvalidRequest", "The OData request is not supported.");
    GraphResult result = put(request, root, *upload);
    if (result && result->status == 201)
        m_all.erase(upload);
    return result;
}

GraphResult GraphUploads::put(const HttpRequest &request, const QByteArray &root, GraphUpload &upload)
{
    const auto range = rangeOf(request.field("Content-Range"));
    if (!range || range->whole != upload.size || range->last - range->first + 1 != request.body.size()
        || range->last >= range->whole)
        return refusedByGraph(400, "InvalidContentRange", "Invalid Content-Range header.");
    if (request.body.size() > largestRange)
        return refusedByGraph(413, "RequestEntityTooLarge", "The range is larger than 4 MB.");
    if (range->first != upload.bytes.size())
        return refusedByGraph(416, "InvalidStartByte", "The range does not begin where the last one ended.");
    upload.bytes += request.body;
    if (upload.bytes.size() < upload.size)
        return progress(request, root, upload);
    const auto place = upload.box->place(upload.draft);
    for (const DemoFolder &folder : upload.box->folders()) {
        const DemoMail *mail = place && folder.number == place->folder ? folder.find(place->uid) : nullptr;
        if (!mail || !mail->flags.contains("\\Draft"))
            continue;
        upload.box->rewrite(folder.path, place->uid,
                            withEnclosure(mail->raw, {upload.name, upload.type, upload.bytes, upload.contentId}));
        const QByteArray path = request.target.left(request.target.indexOf("/AttachmentSessions"));
        return GraphReply{201, {}, {}, {{"Location", root + path + "/Attachments('" + tokenOf(request.target) + "')"}}};
    }
    return itemNotFound();
}

} // namespace liaison::demo
