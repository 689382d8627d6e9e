#include "app/demo/imap_words.h"

#include <algorithm>
#include <limits>

namespace liaison::demo {

namespace {

constexpr qsizetype largestCommand = 64 * 1024 * 1024;
constexpr int deepest = 20;

/// The size announced by "{12}" or "{12+}" at the end of a line.
std::optional<qsizetype> literalAtEnd(const QByteArray &line, bool *waits)
{
    if (!line.endsWith('}'))
        return std::nullopt;
    const qsizetype open = line.lastIndexOf('{');
    if (open < 0)
        return std::nullopt;
    QByteArray digits = line.mid(open + 1, line.size() - open - 2);
    *waits = !digits.endsWith('+');
    if (!*waits)
        digits.chop(1);
    bool isNumber = false;
    const qlonglong size = digits.toLongLong(&isNumber);
    return isNumber && size >= 0 ? std::optional<qsizetype>(size) : std::nullopt;
}

class Reader {
public:
    explicit Reader(const QByteArray &bytes) : m_bytes(bytes) { }

    std::optional<QList<ImapWord>> list(char end, int depth)
    {
        QList<ImapWord> words;
        for (;;) {
            while (peek() == ' ')
                ++m_at;
            if (m_at >= m_bytes.size())
                return end == 0 ? std::optional(words) : std::nullopt;
            if (end != 0 && peek() == end) {
                ++m_at;
                return words;
            }
            auto word = one(depth);
            if (!word)
                return std::nullopt;
            words.append(*word);
        }
    }

private:
    [[nodiscard]] char peek() const { return m_at < m_bytes.size() ? m_bytes.at(m_at) : '\0'; }

    std::optional<ImapWord> one(int depth)
    {
        const char c = peek();
        if (c == '(') {
            ++m_at;
            auto items = depth < deepest ? list(')', depth + 1) : std::nullopt;
            return items ? std::optional(ImapWord{ImapWord::Kind::List, {}, *items}) : std::nullopt;
        }
        if (c == '"')
            return quoted();
        if (c == '{')
            return literal();
        return atom();
    }

    std::optional<ImapWord> quoted()
    {
        QByteArray text;
        for (++m_at; m_at < m_bytes.size(); ++m_at) {
            char c = m_bytes.at(m_at);
            if (c == '"') {
                ++m_at;
                return ImapWord{ImapWord::Kind::String, text, {}};
            }
            if (c == '\\' && m_at + 1 < m_bytes.size())
                c = m_bytes.at(++m_at);
            text += c;
        }
        return std::nullopt;
    }

    std::optional<ImapWord> literal()
    {
        const qsizetype end = m_bytes.indexOf("\r\n", m_at);
        bool waits = false;
        const auto size = end < 0 ? std::nullopt : literalAtEnd(m_bytes.mid(m_at, end - m_at), &waits);
        if (!size || end + 2 + *size > m_bytes.size())
            return std::nullopt;
        m_at = end + 2 + *size;
        return ImapWord{ImapWord::Kind::String, m_bytes.mid(end + 2, *size), {}};
    }

    /// "BODY.PEEK[HEADER.FIELDS (To Cc)]<0.100>" is one, too.
    std::optional<ImapWord> atom()
    {
        const qsizetype start = m_at;
        int brackets = 0;
        for (; m_at < m_bytes.size(); ++m_at) {
            const char c = m_bytes.at(m_at);
            if (c == '[')
                ++brackets;
            else if (c == ']')
                --brackets;
            else if (c == '\r' || c == '\n')
                return std::nullopt;
            else if (brackets == 0 && (c == ' ' || c == '(' || c == ')'))
                break;
        }
        return m_at > start ? std::optional(ImapWord{ImapWord::Kind::Atom, m_bytes.mid(start, m_at - start), {}})
                            : std::nullopt;
    }

    QByteArray m_bytes;
    qsizetype m_at = 0;
};

/// One end of a range; 0: not a number.
quint32 endOf(const QByteArray &text, quint32 last)
{
    return text == "*" ? last : text.toUInt();
}

} // namespace

ImapFramer::Next ImapFramer::next()
{
    for (;;) {
        const qsizetype end = m_buffer.indexOf("\r\n", m_scan);
        if (end < 0)
            return {std::nullopt, false, m_buffer.size() > largestCommand};
        bool waits = false;
        const auto size = literalAtEnd(m_buffer.mid(m_scan, end - m_scan), &waits);
        if (!size) {
            const QByteArray command = m_buffer.left(end);
            m_buffer.remove(0, end + 2);
            m_scan = 0;
            return {command, false, false};
        }
        if (*size > largestCommand)
            return {std::nullopt, false, true};
        if (m_buffer.size() < end + 2 + *size) {
            const bool invite = waits && !m_invited;
            m_invited = true;
            return {std::nullopt, invite, false};
        }
        m_scan = end + 2 + *size;
        m_invited = false;
    }
}

std::optional<QList<ImapWord>> imapWords(const QByteArray &command)
{
    return Reader(command).list(0, 0);
}

QByteArray imapString(const QByteArray &text)
{
    const bool plain = std::all_of(text.cbegin(), text.cend(), [](char c) { return c >= ' ' && c < 127; });
    if (!plain || text.size() > 1'000)
        return '{' + QByteArray::number(text.size()) + "}\r\n" + text;
    QByteArray escaped = text;
    return '"' + escaped.replace('\\', "\\\\").replace('"', "\\\"") + '"';
}

std::optional<QList<quint32>> numbersOf(const QByteArray &set, const QList<quint32> &present)
{
    const quint32 last = present.isEmpty() ? std::numeric_limits<quint32>::max() : present.last();
    QList<quint32> found;
    const QList<QByteArray> ranges = set.split(',');
    for (const QByteArray &range : ranges) {
        const qsizetype colon = range.indexOf(':');
        quint32 from = endOf(colon < 0 ? range : range.left(colon), last);
        quint32 to = colon < 0 ? from : endOf(range.mid(colon + 1), last);
        if (from == 0 || to == 0)
            return std::nullopt;
        if (from > to)
            std::swap(from, to);
        const auto begin = std::lower_bound(present.cbegin(), present.cend(), from);
        for (auto number = begin; number != present.cend() && *number <= to; ++number)
            found.append(*number);
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

QByteArray setOf(const QList<quint32> &numbers)
{
    QByteArray set;
    for (qsizetype i = 0; i < numbers.size();) {
        qsizetype j = i;
        while (j + 1 < numbers.size() && numbers.at(j + 1) == numbers.at(j) + 1)
            ++j;
        set += (set.isEmpty() ? "" : ",") + QByteArray::number(numbers.at(i));
        if (j > i)
            set += ':' + QByteArray::number(numbers.at(j));
        i = j + 1;
    }
    return set;
}

} // namespace liaison::demo
