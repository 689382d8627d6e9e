#include "core/smtp/reply.h"

#include "core/base/log.h"

#include <utility>

namespace liaison::smtp {

namespace {
constexpr qsizetype maxLineBytes = 16 * 1024;
constexpr qsizetype maxReplyBytes = 64 * 1024;
constexpr qsizetype maxLines = 128;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// One to three digits at `from` (RFC 3463: no leading zeros are asked for here; servers write them).
std::optional<int> number(const QByteArray &text, qsizetype &from)
{
    int value = 0;
    qsizetype digits = 0;
    while (from < text.size() && isDigit(text.at(from)) && digits < 4) {
        value = value * 10 + (text.at(from) - '0');
        ++from;
        ++digits;
    }
    return digits >= 1 && digits <= 3 ? std::optional(value) : std::nullopt;
}

/// Takes "2.1.5 " off the front of `text` where it stands there and its class is that of `code`.
std::optional<EnhancedCode> takeEnhanced(int code, QByteArray &text)
{
    EnhancedCode out;
    qsizetype at = 0;
    for (int *part : {&out.category, &out.subject, &out.detail}) {
        if (part != &out.category && (at >= text.size() || text.at(at++) != '.'))
            return std::nullopt;
        const std::optional<int> value = number(text, at);
        if (!value)
            return std::nullopt;
        *part = *value;
    }
    if (out.category != code / 100 || (at < text.size() && text.at(at) != ' '))
        return std::nullopt;
    text = text.mid(at + 1);
    return out;
}
} // namespace

QString Reply::words() const
{
    QString out = QString::number(code);
    if (enhanced)
        out += QStringLiteral(" %1.%2.%3").arg(enhanced->category).arg(enhanced->subject).arg(enhanced->detail);
    for (const QByteArray &line : lines)
        if (!line.isEmpty())
            out += QLatin1Char(' ') + printable(line, 500);
    return out.left(500);
}

void ReplyParser::feed(const QByteArray &bytes)
{
    m_buffer += bytes;
}

Result<std::optional<Reply>> ReplyParser::next()
{
    while (!m_broken) {
        const qsizetype end = m_buffer.indexOf('\n');
        if (end < 0 && m_buffer.size() <= maxLineBytes)
            return std::nullopt;
        if (end < 0 || end > maxLineBytes || m_partBytes + end > maxReplyBytes || m_part.lines.size() >= maxLines) {
            m_broken = Error{ErrorKind::LimitExceeded, QStringLiteral("an endless SMTP reply"), {}, {}};
            break;
        }
        QByteArray line = m_buffer.left(end);
        m_buffer.remove(0, end + 1);
        m_partBytes += end + 1;
        if (line.endsWith('\r'))
            line.chop(1);
        const Result<bool> last = takeLine(line);
        if (!last) {
            m_broken = last.error();
        } else if (*last) {
            m_partBytes = 0;
            return std::exchange(m_part, {});
        }
    }
    return fail(*m_broken);
}

/// Whether the line ends the reply.
Result<bool> ReplyParser::takeLine(const QByteArray &line)
{
    const auto broken = [&line](const char *what) {
        return fail(ErrorKind::ProtocolViolation,
                    QStringLiteral("SMTP: %1: %2").arg(QLatin1String(what)).arg(printable(line)));
    };
    const bool codeFits = line.size() >= 3 && line.at(0) >= '2' && line.at(0) <= '5' && isDigit(line.at(1))
        && isDigit(line.at(2)) && (line.size() == 3 || line.at(3) == ' ' || line.at(3) == '-');
    if (!codeFits)
        return broken("no reply code");
    if (line.contains('\0') || line.contains('\r'))
        return broken("a control character");
    const int code = line.left(3).toInt();
    if (!m_part.lines.isEmpty() && code != m_part.code)
        return broken("another code within a reply");
    m_part.code = code;
    QByteArray text = line.mid(4);
    const std::optional<EnhancedCode> enhanced = takeEnhanced(code, text);
    if (enhanced && !m_part.enhanced)
        m_part.enhanced = enhanced;
    m_part.lines << text;
    return line.size() == 3 || line.at(3) == ' ';
}

} // namespace liaison::smtp
