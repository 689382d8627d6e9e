#include "core/graph/upload_session.h"

#include "core/graph/json_value.h"
#include "core/graph/limits.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace liaison::graph {

namespace {

constexpr int mostWithoutProgress = 3;

/// Where the first of nextExpectedRanges begins: "2097152" or "2097152-" or "2097152-3483321".
std::optional<qint64> expectedFrom(const QJsonObject &body)
{
    const QString first = body.value(QLatin1String("nextExpectedRanges")).toArray().at(0).toString();
    bool ok = false;
    const qint64 from = first.section(QLatin1Char('-'), 0, 0).toLongLong(&ok);
    return ok && from >= 0 ? std::optional(from) : std::nullopt;
}

} // namespace

Request CreateUploadSession::request(const MailboxRef &mailbox, const QString &messageId, const PartFile &file)
{
    QJsonObject item{{QStringLiteral("attachmentType"), QStringLiteral("file")},
                     {QStringLiteral("name"), file.name},
                     {QStringLiteral("contentType"), file.contentType},
                     {QStringLiteral("size"), file.bytes.size()},
                     {QStringLiteral("isInline"), file.isInline}};
    if (!file.contentId.isEmpty())
        item.insert(QStringLiteral("contentId"), file.contentId);
    const QJsonObject body{{QStringLiteral("AttachmentItem"), item}};
    return withJson(Request::Method::Post,
                    mailbox.path() + "/messages/" + segment(messageId) + "/attachments/createUploadSession",
                    QJsonDocument(body).toJson(QJsonDocument::Compact));
}

Answer<UploadSession> CreateUploadSession::read(const HttpHead &, const QJsonObject &body)
{
    const QString text = textOf(body, "uploadUrl");
    const QUrl url(text, QUrl::StrictMode);
    const bool secure = url.scheme() == QLatin1String("https")
        || (url.scheme() == QLatin1String("http") && m_root.origin().scheme() == url.scheme()
            && m_root.origin().host() == url.host());
    if (text.size() > longestLink || !url.isValid() || !secure || url.host().isEmpty() || !url.userInfo().isEmpty()) {
        Failure failure = lacking(QStringLiteral("an https address to upload to"));
        failure.reason = Reason::ForeignLink;
        return failed(std::move(failure));
    }
    return UploadSession{url, timeOf(body, "expirationDateTime")};
}

std::optional<UploadRange> Upload::next() const
{
    if (m_done || m_at >= m_bytes)
        return std::nullopt;
    const qint64 size = qMin(uploadRangeBytes, m_bytes - m_at);
    return UploadRange{m_at,
                       size,
                       {{"Content-Type", "application/octet-stream"},
                        {"Content-Range",
                         "bytes " + QByteArray::number(m_at) + '-' + QByteArray::number(m_at + size - 1) + '/'
                             + QByteArray::number(m_bytes)}}};
}

Answer<bool> Upload::took(const HttpHead &head, const QByteArray &body)
{
    JsonIntake intake;
    intake.feed(body);
    const Answer<QJsonObject> json = intake.finish(head);
    if (!head.isGood())
        return failed(json ? failureFrom(head, *json) : failureFrom(head, body));
    if (head.status == 201) {
        m_done = true;
        return true;
    }
    if (!json)
        return failed(json.error());
    const std::optional<qint64> from = expectedFrom(*json);
    if (!from || *from >= m_bytes)
        return failed(lacking(QStringLiteral("the range that is expected next")));
    // A server that wants the same again and again would have us send for ever.
    m_withoutProgress = *from > m_furthest ? 0 : m_withoutProgress + 1;
    m_furthest = qMax(m_furthest, *from);
    if (m_withoutProgress >= mostWithoutProgress)
        return failed(lacking(QStringLiteral("progress of the upload")));
    m_at = *from;
    return false;
}

} // namespace liaison::graph
