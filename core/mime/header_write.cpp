#include "core/mime/header_write.h"

#include <idn2.h>

#include <algorithm>

namespace liaison::mime {

namespace {

constexpr qsizetype foldAt = 78;
constexpr qsizetype longestEncodedWord = 64; ///< RFC 2047 allows 75; a field name fits beside this one

bool isPlain(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() >= 0x20 && c.unicode() < 0x7f; });
}

bool isAtomText(QChar c)
{
    const char16_t u = c.unicode();
    return (u >= '0' && u <= '9') || (u >= 'A' && u <= 'Z') || (u >= 'a' && u <= 'z')
        || QLatin1String("!#$%&'*+-/=?^_`{|}~").contains(c);
}

QByteArray quotedString(const QString &text)
{
    QString escaped = text;
    escaped.replace(QLatin1Char('\\'), QLatin1String("\\\\")).replace(QLatin1Char('"'), QLatin1String("\\\""));
    return '"' + escaped.toUtf8() + '"';
}

/// Words that must be encoded although ASCII: too long for a line, or looking like an encoded word.
bool needsEncoding(const QString &text, bool utf8)
{
    constexpr qsizetype longestWord = 900;
    if ((!isPlain(text) && !utf8) || text.contains(QLatin1String("=?")))
        return true;
    qsizetype run = 0;
    for (const QChar c : text) {
        run = c == QLatin1Char(' ') ? 0 : run + (c.unicode() < 0x80 ? 1 : 3);
        if (run > longestWord)
            return true;
    }
    return false;
}

QList<QByteArray> plainWords(const QByteArray &text)
{
    QList<QByteArray> words; // runs of spaces stay: they hang on the following word
    QByteArray word;
    for (const char c : text) {
        if (c == ' ' && !word.trimmed().isEmpty()) {
            words.append(word);
            word.clear();
            continue; // the writer puts one space between words
        }
        word.append(c);
    }
    if (!word.isEmpty())
        words.append(word);
    return words;
}

QList<QByteArray> phrase(const QString &name, bool utf8)
{
    if (needsEncoding(name, utf8))
        return encodedWords(name);
    const bool atoms = std::all_of(name.begin(), name.end(), [](QChar c) {
        return isAtomText(c) || c == QLatin1Char(' ') || c.unicode() >= 0x80;
    });
    if (atoms && !name.startsWith(QLatin1Char(' ')) && !name.endsWith(QLatin1Char(' ')))
        return plainWords(name.simplified().toUtf8());
    const QByteArray quoted = quotedString(name);
    return quoted.size() <= longestEncodedWord ? QList<QByteArray>{quoted} : encodedWords(name); // those can be folded
}

QByteArray percentEncoded(const QByteArray &bytes)
{
    QByteArray result;
    for (const char c : bytes) {
        const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.'
            || c == '-' || c == '_';
        if (plain)
            result.append(c);
        else
            result.append('%').append(QByteArray(1, c).toHex().toUpper());
    }
    return result;
}

} // namespace

QList<QByteArray> encodedWords(const QString &text)
{
    static const QByteArray head = "=?UTF-8?B?";
    const qsizetype room = (longestEncodedWord - head.size() - 2) / 4 * 3;
    QList<QByteArray> words;
    QByteArray piece;
    const auto flush = [&words, &piece] {
        if (!piece.isEmpty())
            words.append(head + piece.toBase64() + "?=");
        piece.clear();
    };
    for (const uint character : text.toUcs4()) {
        const QByteArray bytes = QString::fromUcs4(reinterpret_cast<const char32_t *>(&character), 1).toUtf8();
        if (piece.size() + bytes.size() > room)
            flush();
        piece += bytes;
    }
    flush();
    return words;
}

QList<QByteArray> parameter(const QByteArray &name, const QString &value)
{
    constexpr qsizetype longestPlain = 60;
    constexpr qsizetype segmentChars = 54;
    // Many readers decode encoded words even here, so what looks like one is written otherwise.
    if (isPlain(value) && value.size() <= longestPlain && !value.contains(QLatin1String("=?")))
        return {name + '=' + quotedString(value)};
    const QByteArray encoded = percentEncoded(value.toUtf8());
    if (encoded.size() <= segmentChars)
        return {name + "*=utf-8''" + encoded};
    QList<QByteArray> result;
    qsizetype at = 0;
    while (at < encoded.size()) { // RFC 2231 section 4.1; an escape is never split
        qsizetype length = std::min(segmentChars, encoded.size() - at);
        const QByteArray segment = encoded.mid(at, length);
        if (at + length < encoded.size()) {
            if (segment.endsWith('%'))
                length -= 1;
            else if (segment.at(segment.size() - 2) == '%')
                length -= 2;
        }
        result.append(name + '*' + QByteArray::number(result.size()) + "*=" + (at == 0 ? "utf-8''" : "")
                      + encoded.mid(at, length));
        at += length;
    }
    return result;
}

QByteArray addrSpec(const QString &address, bool utf8)
{
    const qsizetype at = address.lastIndexOf(QLatin1Char('@'));
    const QByteArray domain = address.mid(at + 1).toLower().toUtf8();
    char *ascii = nullptr;
    if (utf8 || at < 0
        || idn2_to_ascii_8z(domain.constData(), &ascii, IDN2_NONTRANSITIONAL | IDN2_NFC_INPUT) != IDN2_OK)
        return address.toUtf8();
    const QByteArray result = address.left(at + 1).toUtf8() + ascii;
    idn2_free(ascii);
    return result;
}

void HeaderWriter::field(const char *name, const QList<QByteArray> &words)
{
    QByteArray line = QByteArray(name) + ':';
    bool first = true;
    for (const QByteArray &word : words) {
        if (!first && line.size() + 1 + word.size() > foldAt) {
            m_lines += line + "\r\n";
            line.clear();
        }
        line += ' ' + word;
        first = false;
    }
    m_lines += line + "\r\n";
}

void HeaderWriter::text(const char *name, const QString &value)
{
    field(name, needsEncoding(value, m_utf8) ? encodedWords(value) : plainWords(value.toUtf8()));
}

void HeaderWriter::addresses(const char *name, const domain::Addresses &list)
{
    QList<QByteArray> words;
    for (const domain::Address &address : list) {
        const QByteArray spec = addrSpec(address.address, m_utf8);
        const QString shown = address.name.simplified();
        if (shown.isEmpty()) {
            words.append(spec);
        } else {
            words += phrase(shown, m_utf8);
            words.append('<' + spec + '>');
        }
        words.last() += &address == &list.constLast() ? "" : ",";
    }
    if (!words.isEmpty())
        field(name, words);
}

void HeaderWriter::messageIds(const char *name, const QStringList &ids)
{
    QList<QByteArray> words;
    for (const QString &id : ids)
        words.append('<' + id.toUtf8() + '>');
    if (!words.isEmpty())
        field(name, words);
}

void HeaderWriter::tokens(const char *name, const QByteArray &value)
{
    field(name, plainWords(value));
}

} // namespace liaison::mime
