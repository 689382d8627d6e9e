#include "core/desk/mbox_reader.h"

#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>

namespace liaison::desk {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 blockBytes = 256 * 1024;
constexpr qsizetype mostFromLine = 1'000;

/// "Sat Jan  3 01:05:34 1996", with or without a zone behind the time or the year (which is then not believed).
const QRegularExpression &asctime()
{
    static const QRegularExpression pattern(
        u"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\\w*,? +([A-Z][a-z]{2}) +(\\d{1,2}) +(\\d{1,2}:\\d{2}(?::\\d{2})?)"
        "(?: +[A-Z]{2,5}| +[+-]\\d{4})? +(\\d{4})"_s);
    return pattern;
}

UtcMs timeOf(const QByteArray &fromLine)
{
    const auto match = asctime().match(QString::fromLatin1(fromLine.left(mostFromLine)));
    if (!match.hasMatch())
        return 0;
    const QString clock = match.captured(3).size() > 5 ? match.captured(3) : match.captured(3) + u":00"_s;
    QDateTime time = QLocale::c().toDateTime(
        u"%1 %2 %3 %4"_s.arg(match.captured(4), match.captured(1), match.captured(2), clock), u"yyyy MMM d H:mm:ss"_s);
    time.setTimeSpec(Qt::UTC); // RFC 4155 has it in UTC
    return time.isValid() ? std::max<UtcMs>(0, time.toMSecsSinceEpoch()) : 0;
}

bool isQuotedFrom(const QByteArray &line)
{
    qsizetype marks = 0;
    while (marks < line.size() && line.at(marks) == '>')
        ++marks;
    return marks > 0 && line.mid(marks, 5) == "From ";
}

bool isEmptyLine(const QByteArray &line)
{
    return line == "\n" || line == "\r\n";
}

} // namespace

MboxReader::MboxReader(QIODevice *device, qint64 mostBytes) : m_device(device), m_most(mostBytes) { }

bool MboxReader::isFromLine(const QByteArray &line)
{
    return line.startsWith("From ") && asctime().match(QString::fromLatin1(line.left(mostFromLine))).hasMatch();
}

/// A line with its end, or a block of one that is very long; empty at the end of the file.
QByteArray MboxReader::readLine()
{
    if (m_at == m_block.size()) {
        m_block.resize(blockBytes);
        const qint64 got = m_device->read(m_block.data(), blockBytes);
        m_failed = m_failed || got < 0;
        m_block.resize(std::max<qint64>(0, got));
        m_at = 0;
        if (m_block.isEmpty())
            return {};
    }
    const qsizetype end = m_block.indexOf('\n', m_at);
    QByteArray line = end < 0 ? m_block.mid(m_at) : m_block.mid(m_at, end + 1 - m_at);
    m_at += line.size();
    if (end < 0) { // the rest of the line is in the next block
        m_block.resize(blockBytes);
        const qint64 got = m_device->read(m_block.data(), blockBytes);
        m_failed = m_failed || got < 0;
        m_block.resize(std::max<qint64>(0, got));
        const qsizetype rest = m_block.indexOf('\n');
        m_at = rest < 0 ? m_block.size() : rest + 1;
        line += m_block.left(m_at);
    }
    m_offset += line.size();
    return line;
}

void MboxReader::append(MboxMail &mail, QByteArray line)
{
    if (mail.tooLarge)
        return;
    if (isQuotedFrom(line))
        line.remove(0, 1);
    if (mail.raw.size() + line.size() > m_most) {
        mail.tooLarge = true;
        mail.raw = {};
        return;
    }
    mail.raw += line;
}

std::optional<MboxMail> MboxReader::next()
{
    if (!m_started) {
        m_started = true;
        QByteArray line = readLine();
        while (isEmptyLine(line))
            line = readLine();
        m_fromOffset = m_offset - line.size();
        m_fromLine = isFromLine(line) ? line : QByteArray();
    }
    if (m_fromLine.isEmpty() || m_failed)
        return std::nullopt;
    MboxMail mail;
    mail.offset = m_fromOffset;
    mail.fromLineAt = timeOf(m_fromLine);
    m_fromLine.clear();
    QByteArray held; // an empty line belongs to the mail only if no From_ line follows
    bool lineStart = true;
    for (QByteArray line = readLine(); !line.isEmpty(); line = readLine()) {
        if (lineStart && !held.isEmpty() && isFromLine(line)) {
            m_fromLine = line;
            m_fromOffset = m_offset - line.size();
            break;
        }
        if (!held.isEmpty())
            append(mail, std::exchange(held, {}));
        const bool whole = line.endsWith('\n');
        if (lineStart && isEmptyLine(line))
            held = line;
        else
            append(mail, line);
        lineStart = whole;
    }
    return m_failed ? std::nullopt : std::optional<MboxMail>(std::move(mail));
}

} // namespace liaison::desk
