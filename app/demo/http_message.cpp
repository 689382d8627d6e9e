#include "app/demo/http_message.h"

#include <QHash>

#include <algorithm>
#include <utility>

namespace liaison::demo {

namespace {

constexpr qsizetype largestHead = 64 * 1024;
constexpr qint64 largestBody = 64 * 1024 * 1024;
constexpr qsizetype longestChunkLine = 4'096;

bool hasToken(const QByteArray &value, const char *token)
{
    const auto words = value.split(',');
    return std::any_of(words.cbegin(), words.cend(), [token](const QByteArray &word) {
        return word.trimmed().compare(token, Qt::CaseInsensitive) == 0;
    });
}

} // namespace

QByteArray HttpRequest::field(const char *name) const
{
    for (const auto &one : fields)
        if (one.first.compare(name, Qt::CaseInsensitive) == 0)
            return one.second;
    return {};
}

QByteArray HttpRequest::path() const
{
    const qsizetype query = target.indexOf('?');
    return (query < 0 ? target : target.left(query)).toLower();
}

void HttpReader::feed(QByteArrayView bytes)
{
    if (m_refusal == 0)
        m_buffer.append(bytes);
}

std::optional<HttpRequest> HttpReader::take()
{
    while (m_refusal == 0 && m_step != Step::Whole)
        if (!advance())
            return std::nullopt;
    if (m_refusal != 0)
        return std::nullopt;
    m_step = Step::Head;
    m_expects = false;
    return std::exchange(m_request, {});
}

bool HttpReader::takeExpectation()
{
    return std::exchange(m_expects, false);
}

bool HttpReader::refuse(int status)
{
    m_refusal = status;
    m_buffer.clear();
    return false;
}

/// True: a step was done, and the next one may be possible.
bool HttpReader::advance()
{
    switch (m_step) {
    case Step::Head:
        return head();
    case Step::Sized:
        return sized();
    case Step::ChunkSize:
        return chunkSize();
    case Step::ChunkData:
        return chunkData();
    case Step::Trailer:
        return trailer();
    case Step::Whole:
        break;
    }
    return false;
}

bool HttpReader::head()
{
    while (m_buffer.startsWith("\r\n"))
        m_buffer.remove(0, 2); // RFC 9112 section 2.2: empty lines before a request
    const qsizetype end = m_buffer.indexOf("\r\n\r\n");
    if (end > largestHead || (end < 0 && m_buffer.size() > largestHead))
        return refuse(431);
    if (end < 0)
        return false;
    const QList<QByteArray> lines = m_buffer.left(end).replace("\r\n", "\n").split('\n');
    m_buffer.remove(0, end + 4);
    const QList<QByteArray> words = lines.first().split(' ');
    if (words.size() != 3 || words.at(0).isEmpty() || words.at(1).isEmpty())
        return refuse(400);
    if (words.at(2) != "HTTP/1.1" && words.at(2) != "HTTP/1.0")
        return refuse(505);
    m_request = {};
    m_request.method = words.at(0);
    m_request.target = words.at(1);
    for (const QByteArray &text : lines.mid(1)) {
        const qsizetype colon = text.indexOf(':');
        if (colon <= 0 || text.at(colon - 1) == ' ')
            return refuse(400);
        m_request.fields.emplaceBack(text.left(colon), text.mid(colon + 1).trimmed());
    }
    const QByteArray connection = m_request.field("Connection");
    m_request.keepAlive
        = words.at(2) == "HTTP/1.1" ? !hasToken(connection, "close") : hasToken(connection, "keep-alive");
    return startBody();
}

bool HttpReader::startBody()
{
    const QByteArray coding = m_request.field("Transfer-Encoding");
    const QByteArray length = m_request.field("Content-Length");
    // Both at once is how requests are smuggled (RFC 9112 section 6.3).
    if (!coding.isEmpty() && !length.isEmpty())
        return refuse(400);
    if (!coding.isEmpty() && coding.compare("chunked", Qt::CaseInsensitive) != 0)
        return refuse(501);
    bool ok = true;
    m_wanted = length.isEmpty() ? 0 : length.toLongLong(&ok);
    if (!ok || m_wanted < 0)
        return refuse(400);
    if (m_wanted > largestBody)
        return refuse(413);
    m_expects = hasToken(m_request.field("Expect"), "100-continue");
    m_step = coding.isEmpty() ? (m_wanted > 0 ? Step::Sized : Step::Whole) : Step::ChunkSize;
    if (m_step == Step::Sized)
        m_request.body.reserve(m_wanted);
    return true;
}

bool HttpReader::sized()
{
    const qint64 taken = std::min<qint64>(m_wanted, m_buffer.size());
    m_request.body.append(QByteArrayView(m_buffer).first(taken));
    m_buffer.remove(0, taken);
    m_wanted -= taken;
    m_expects = m_expects && taken == 0;
    if (m_wanted > 0)
        return false;
    m_step = Step::Whole;
    return true;
}

/// A line without its CRLF, or none yet.
std::optional<QByteArray> HttpReader::line(qsizetype limit)
{
    const qsizetype end = m_buffer.indexOf("\r\n");
    if (end > limit || (end < 0 && m_buffer.size() > limit))
        refuse(400);
    if (end < 0 || m_refusal != 0)
        return std::nullopt;
    const QByteArray text = m_buffer.left(end);
    m_buffer.remove(0, end + 2);
    return text;
}

bool HttpReader::chunkSize()
{
    const auto text = line(longestChunkLine);
    if (!text)
        return false;
    m_expects = false;
    bool ok = false;
    m_wanted = text->split(';').first().trimmed().toLongLong(&ok, 16);
    if (!ok || m_wanted < 0)
        return refuse(400);
    if (m_wanted > largestBody - m_request.body.size())
        return refuse(413);
    m_step = m_wanted == 0 ? Step::Trailer : Step::ChunkData;
    return true;
}

bool HttpReader::chunkData()
{
    const qint64 taken = std::min<qint64>(m_wanted, m_buffer.size());
    m_request.body.append(QByteArrayView(m_buffer).first(taken));
    m_buffer.remove(0, taken);
    m_wanted -= taken;
    if (m_wanted > 0 || m_buffer.size() < 2)
        return false;
    if (!m_buffer.startsWith("\r\n"))
        return refuse(400);
    m_buffer.remove(0, 2);
    m_step = Step::ChunkSize;
    return true;
}

bool HttpReader::trailer()
{
    const auto text = line(longestChunkLine);
    if (!text)
        return false;
    if (text->isEmpty())
        m_step = Step::Whole;
    return true;
}

QByteArray httpStatusLine(int status)
{
    static const QHash<int, QByteArray> reasons{{100, "Continue"},
                                                {200, "OK"},
                                                {201, "Created"},
                                                {202, "Accepted"},
                                                {204, "No Content"},
                                                {302, "Found"},
                                                {400, "Bad Request"},
                                                {401, "Unauthorized"},
                                                {403, "Forbidden"},
                                                {404, "Not Found"},
                                                {405, "Method Not Allowed"},
                                                {409, "Conflict"},
                                                {410, "Gone"},
                                                {413, "Content Too Large"},
                                                {415, "Unsupported Media Type"},
                                                {416, "Range Not Satisfiable"},
                                                {424, "Failed Dependency"},
                                                {429, "Too Many Requests"},
                                                {431, "Request Header Fields Too Large"},
                                                {500, "Internal Server Error"},
                                                {501, "Not Implemented"},
                                                {503, "Service Unavailable"},
                                                {505, "HTTP Version Not Supported"}};
    return QByteArray::number(status) + ' ' + reasons.value(status, "Unknown");
}

} // namespace liaison::demo
