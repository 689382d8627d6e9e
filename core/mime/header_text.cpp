#include "core/mime/header_text.h"

#include "core/mime/charset.h"

#include <optional>

namespace liaison::mime {

namespace {

struct EncodedWord {
    QByteArray charset;
    QByteArray bytes;
    qsizetype end = 0; ///< offset behind the word
};

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/// The Q encoding, RFC 2047 section 4.2. A "=" without two digits stands for itself.
QByteArray decodedQ(const QByteArray &text)
{
    QByteArray result;
    result.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text.at(i);
        if (c == '=' && i + 2 < text.size() && hexDigit(text.at(i + 1)) >= 0 && hexDigit(text.at(i + 2)) >= 0) {
            result.append(static_cast<char>(hexDigit(text.at(i + 1)) * 16 + hexDigit(text.at(i + 2))));
            i += 2;
        } else {
            result.append(c == '_' ? ' ' : c);
        }
    }
    return result;
}

/// The encoded word at `start` ("=?charset[*lang]?B|Q?text?="), or nothing.
std::optional<EncodedWord> encodedWordAt(const QByteArray &value, qsizetype start)
{
    constexpr qsizetype longestCharset = 60;
    const qsizetype charsetEnd = value.indexOf('?', start + 2);
    if (charsetEnd < 0 || charsetEnd == start + 2 || charsetEnd - start > longestCharset
        || charsetEnd + 2 >= value.size() || value.at(charsetEnd + 2) != '?')
        return std::nullopt;
    const char encoding = static_cast<char>(value.at(charsetEnd + 1) & ~0x20);
    if (encoding != 'B' && encoding != 'Q')
        return std::nullopt;
    const qsizetype textStart = charsetEnd + 3;
    const qsizetype textEnd = value.indexOf("?=", textStart);
    if (textEnd < 0)
        return std::nullopt;
    EncodedWord word;
    word.charset = value.mid(start + 2, charsetEnd - start - 2);
    word.charset.truncate(word.charset.indexOf('*') >= 0 ? word.charset.indexOf('*') : word.charset.size());
    const QByteArray text = value.mid(textStart, textEnd - textStart);
    word.bytes = encoding == 'B' ? QByteArray::fromBase64(text) : decodedQ(text);
    word.end = textEnd + 2;
    return word;
}

bool isBlank(const QByteArray &text)
{
    return text.trimmed().isEmpty();
}

/// Collects decoded text; neighbouring words of one charset are joined before they are decoded, because
/// many mailers split a character over two words.
class TextJoiner {
public:
    void plain(const QByteArray &text)
    {
        if (text.isEmpty())
            return;
        if (isBlank(text) && m_lastWasWord) {
            m_blank = text; // dropped if another word follows, RFC 2047 section 6.2
            return;
        }
        flushWord();
        m_text += QString::fromUtf8(m_blank) + toUnicode(text).text;
        m_blank.clear();
        m_lastWasWord = false;
    }
    void word(const EncodedWord &word)
    {
        if (!m_lastWasWord || word.charset.compare(m_charset, Qt::CaseInsensitive) != 0)
            flushWord();
        m_blank.clear();
        m_charset = word.charset;
        m_bytes += word.bytes;
        m_lastWasWord = true;
    }
    QString take()
    {
        flushWord();
        return m_text;
    }

private:
    void flushWord()
    {
        if (!m_bytes.isEmpty())
            m_text += toUnicode(m_bytes, m_charset).text;
        m_bytes.clear();
    }
    QString m_text;
    QByteArray m_charset;
    QByteArray m_bytes;
    QByteArray m_blank;
    bool m_lastWasWord = false;
};

} // namespace

QString decodeHeaderText(const QByteArray &value)
{
    TextJoiner joiner;
    qsizetype plainStart = 0;
    qsizetype position = value.indexOf("=?");
    const qsizetype lastEnd = value.lastIndexOf("?="); // behind it no word can end: keeps this linear
    while (position >= 0 && position < lastEnd) {
        const auto word = encodedWordAt(value, position);
        if (word) {
            joiner.plain(value.mid(plainStart, position - plainStart));
            joiner.word(*word);
            plainStart = word->end;
            position = value.indexOf("=?", plainStart);
        } else {
            position = value.indexOf("=?", position + 2);
        }
    }
    joiner.plain(value.mid(plainStart));
    return joiner.take();
}

bool isBidiControl(QChar c)
{
    const char16_t u = c.unicode();
    return (u >= 0x202a && u <= 0x202e) || (u >= 0x2066 && u <= 0x2069) || u == 0x200e || u == 0x200f || u == 0x061c;
}

QString visibleBidi(const QString &text)
{
    QString result;
    result.reserve(text.size());
    for (const QChar c : text) {
        if (isBidiControl(c))
            result += QStringLiteral("\u27e8U+%1\u27e9").arg(uint(c.unicode()), 4, 16, QLatin1Char('0')).toUpper();
        else
            result += c;
    }
    return result;
}

QString oneLine(const QString &text, qsizetype maxChars)
{
    QString result;
    result.reserve(std::min(text.size(), maxChars));
    int embeddings = 0;
    int isolates = 0;
    for (const QChar c : text.left(maxChars)) {
        const char16_t u = c.unicode();
        const bool opens = (u >= 0x202a && u <= 0x202e && u != 0x202c) || (u >= 0x2066 && u <= 0x2068);
        if (result.size() + embeddings + isolates + (opens ? 2 : 1) > maxChars)
            break; // room is kept for what must be closed
        if (u == '\t' || u == '\n' || u == '\r' || u == 0x85 || u == 0x2028 || u == 0x2029) {
            result += QLatin1Char(' ');
        } else if (u < 0x20) {
            result += u == 0 ? QString() : QString(QChar(0x2400 + u));
        } else if (u >= 0x7f && u < 0xa0) {
            result += u == 0x7f ? QChar(0x2421) : QChar(QChar::ReplacementCharacter);
        } else if (u == 0x202c || u == 0x2069) { // ends: only of what was begun
            int &open = u == 0x202c ? embeddings : isolates;
            if (open > 0) {
                --open;
                result += c;
            }
        } else {
            embeddings += opens && u < 0x2066 ? 1 : 0;
            isolates += opens && u >= 0x2066 ? 1 : 0;
            result += c;
        }
    }
    if (!result.isEmpty() && result.back().isHighSurrogate())
        result.chop(1);
    result += QString(embeddings, QChar(0x202c)) + QString(isolates, QChar(0x2069));
    return result.trimmed();
}

} // namespace liaison::mime
