#include "core/graph/get_mime.h"

#include "core/base/append_growing.h"
#include "core/graph/json_intake.h"

#include <algorithm>

namespace liaison::graph {

namespace {

constexpr qsizetype largestError = 256 * 1'024; // what is longer is no error of Graph's

} // namespace

bool mayBeMail(const QByteArray &mediaType)
{
    return mediaType.isEmpty() || mediaType == "text/plain" || mediaType == "message/rfc822"
        || mediaType == "application/octet-stream";
}

Request GetMime::request(const MailboxRef &mailbox, const QString &id)
{
    return {Request::Method::Get, mailbox.path() + "/messages/" + segment(id) + "/$value", {prefer()}, {}};
}

GetMime::GetMime(qsizetype mostBytes, Sink sink, qsizetype expectedBytes)
    : m_mostBytes(mostBytes), m_sink(std::move(sink)), m_expected(std::min(expectedBytes, mostBytes))
{
}

void GetMime::begin(const HttpHead &head)
{
    m_head = head;
}

bool GetMime::isMail() const
{
    return m_head.isGood() && mayBeMail(mediaType(m_head));
}

bool GetMime::feed(QByteArrayView bytes)
{
    if (bytes.isEmpty())
        return true;
    m_received += bytes.size();
    if (!isMail()) {
        m_bytes.append(bytes.first(qMin(bytes.size(), largestError - m_bytes.size())));
        return m_bytes.size() < largestError;
    }
    m_overflow = m_overflow || m_received > m_mostBytes;
    if (m_overflow)
        return false;
    if (m_sink) {
        m_overflow = !m_sink(bytes);
        return !m_overflow;
    }
    if (m_bytes.isEmpty())
        m_bytes.reserve(m_expected);
    appendGrowing(m_bytes, bytes);
    return true;
}

Answer<QByteArray> GetMime::finish()
{
    if (!m_head.isGood()) {
        JsonIntake intake;
        intake.feed(m_bytes);
        const Answer<QJsonObject> error = intake.finish(m_head);
        return failed(error ? failureFrom(m_head, *error) : failureFrom(m_head, m_bytes));
    }
    if (!isMail())
        return failed(notGraph(m_head, m_bytes));
    if (m_overflow)
        return failed(tooMuch(QStringLiteral("the mail")));
    // Packed bytes were counted before they were unpacked.
    bool announced = m_head.header("Content-Encoding").isEmpty();
    const qint64 length = m_head.header("Content-Length").toLongLong(announced ? &announced : nullptr);
    if (m_received == 0 || (announced && length > m_received))
        return failed(lacking(m_received == 0 ? QStringLiteral("the mail") : QStringLiteral("the end of the mail")));
    return std::move(m_bytes);
}

} // namespace liaison::graph
