#include "core/mime/charset.h"

#include <QHash>
#include <QRegularExpression>
#include <QStringDecoder>

#include <iconv.h>
#include <uchardet/uchardet.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>

namespace liaison::mime {

namespace {

constexpr qsizetype detectionBytes = 64 * 1024;

struct IconvClose {
    void operator()(void *handle) const { iconv_close(handle); }
};
struct DetectorDelete {
    void operator()(uchardet_t detector) const { uchardet_delete(detector); }
};

bool isAscii(const QByteArray &bytes)
{
    return std::all_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool isWide(const QByteArray &charset)
{
    return charset.startsWith("utf-16") || charset.startsWith("utf-32") || charset.startsWith("ucs-");
}

/// Charsets whose ASCII bytes do not stand for ASCII characters.
bool isStateful(const QByteArray &charset)
{
    return charset.startsWith("iso-2022") || charset.startsWith("hz");
}

bool isSingleByte(const QByteArray &charset)
{
    return charset.startsWith("iso-8859") || charset.startsWith("windows-125") || charset.startsWith("koi8")
        || charset.startsWith("cp8");
}

/// The name iconv is asked for; empty for what is unknown or refused. Only families met in mail are let
/// through: iconv knows hundreds more, and some of its rarer decoders have had holes.
QByteArray canonicalCharset(const QByteArray &declared)
{
    static const QHash<QByteArray, QByteArray> aliases = {
        {"utf8", "utf-8"},
        {"unicode-1-1-utf-8", "utf-8"},
        {"x-utf8", "utf-8"},
        // Mailers that say Latin-1 mean windows-1252, which is a superset where Latin-1 has controls (WHATWG).
        {"iso-8859-1", "windows-1252"},
        {"iso8859-1", "windows-1252"},
        {"iso_8859-1", "windows-1252"},
        {"latin1", "windows-1252"},
        {"latin-1", "windows-1252"},
        {"iso-8859-9", "windows-1254"},
        {"cp1252", "windows-1252"},
        {"ansi_x3.4-1968", "us-ascii"},
        {"ascii", "us-ascii"},
        {"us-ascii", "us-ascii"},
        {"iso646-us", "us-ascii"},
        // The Chinese and Korean national sets are sent under older names than what they hold.
        {"gb2312", "gb18030"},
        {"gbk", "gb18030"},
        {"gb_2312-80", "gb18030"},
        {"gb18030", "gb18030"},
        {"cp936", "gb18030"},
        {"x-gbk", "gb18030"},
        {"hz-gb-2312", "hz"},
        {"big5", "big5-hkscs"},
        {"big5-hkscs", "big5-hkscs"},
        {"cp950", "cp950"},
        {"x-x-big5", "big5-hkscs"},
        {"ks_c_5601-1987", "cp949"},
        {"ks_c_5601", "cp949"},
        {"ksc5601", "cp949"},
        {"euc-kr", "cp949"},
        {"cp949", "cp949"},
        {"uhc", "cp949"},
        {"shift_jis", "cp932"},
        {"shift-jis", "cp932"},
        {"sjis", "cp932"},
        {"x-sjis", "cp932"},
        {"windows-31j", "cp932"},
        {"cp932", "cp932"},
        {"cp50220", "iso-2022-jp"},
        {"euc-jp", "euc-jp"},
        {"euc-tw", "euc-tw"},
        {"tis-620", "cp874"},
        {"windows-874", "cp874"},
        {"cp874", "cp874"},
        {"macintosh", "macintosh"},
        {"x-mac-roman", "macintosh"},
        {"mac", "macintosh"},
        {"viscii", "viscii"},
        {"tcvn", "tcvn"},
        {"koi8-r", "koi8-r"},
        {"koi8-u", "koi8-u"},
        {"koi8", "koi8-r"},
    };
    QByteArray name = declared.trimmed().toLower();
    name.replace('\'', "").replace('"', "");
    if (name.size() > 40)
        return {};
    const auto alias = aliases.constFind(name);
    if (alias != aliases.cend())
        return *alias;
    static const QRegularExpression family(
        QStringLiteral("\\A(utf-8|utf-16(le|be)?|utf-32(le|be)?|iso[-_]?8859-\\d{1,2}(-[ie])?|(windows-|cp-?)125[0-8]|"
                       "cp(437|85[0-8]|86[0-9])|iso-2022-(jp(-[12])?|kr))\\z"));
    const auto match = family.match(QString::fromLatin1(name));
    if (!match.hasMatch())
        return {};
    if (name.startsWith("iso8859"))
        name.replace(0, 7, "iso-8859");
    else if (name.startsWith("iso_8859"))
        name.replace(0, 8, "iso-8859");
    else if (name.startsWith("cp125") || name.startsWith("cp-125"))
        name = "windows-" + name.mid(name.indexOf("125"));
    if (name.endsWith("-i") || name.endsWith("-e")) // logical Hebrew and Arabic: the same bytes
        name.chop(2);
    return name;
}

/// Converts by iconv; what does not convert becomes U+FFFD and sets `broken`. Null when iconv lacks the charset.
QString throughIconv(const QByteArray &bytes, const QByteArray &charset, bool *broken)
{
    iconv_t opened = iconv_open(Q_BYTE_ORDER == Q_LITTLE_ENDIAN ? "UTF-16LE" : "UTF-16BE", charset.constData());
    if (opened == reinterpret_cast<iconv_t>(-1)) {
        *broken = true;
        return {};
    }
    const std::unique_ptr<void, IconvClose> handle(opened);
    QString text(QLatin1String(""));
    text.reserve(bytes.size());
    QByteArray input = bytes;
    char *from = input.data();
    size_t left = static_cast<size_t>(input.size());
    std::array<char16_t, 4096> buffer;
    bool flushing = false; // stateful charsets may still hold a character at the end
    while (left > 0 || flushing) {
        char *to = reinterpret_cast<char *>(buffer.data());
        size_t room = buffer.size() * sizeof(char16_t);
        const size_t answer
            = flushing ? iconv(opened, nullptr, nullptr, &to, &room) : iconv(opened, &from, &left, &to, &room);
        const int error = answer == static_cast<size_t>(-1) ? errno : 0;
        const size_t made = (buffer.size() * sizeof(char16_t) - room) / sizeof(char16_t);
        text.append(QStringView(buffer.data(), static_cast<qsizetype>(made)));
        if (flushing)
            break;
        if (error != 0 && error != E2BIG) {
            *broken = true;
            text.append(QChar::ReplacementCharacter);
            if (error != EILSEQ || left == 0)
                break; // cut in the middle of a character
            ++from;
            --left;
        }
        flushing = left == 0;
    }
    return text;
}

QByteArray detected(const QByteArray &bytes)
{
    const std::unique_ptr<std::remove_pointer_t<uchardet_t>, DetectorDelete> detector(uchardet_new());
    const QByteArray head = bytes.left(detectionBytes);
    if (uchardet_handle_data(detector.get(), head.constData(), static_cast<size_t>(head.size())) != 0)
        return {};
    uchardet_data_end(detector.get());
    return canonicalCharset(QByteArray(uchardet_get_charset(detector.get())));
}

/// UTF-8 with a few broken bytes (a mail cut by a server) is still UTF-8.
bool isMostlyUtf8(const QByteArray &bytes, const QString &decoded)
{
    const auto errors = decoded.count(QChar(QChar::ReplacementCharacter));
    const auto high = std::count_if(bytes.begin(), bytes.end(), [](char c) { return (c & 0x80) != 0; });
    return errors * 4 <= high;
}

QString guessed(const QByteArray &bytes)
{
    bool broken = false;
    if (bytes.startsWith("\xff\xfe") || bytes.startsWith("\xfe\xff"))
        return throughIconv(bytes, "utf-16", &broken);
    if (isAscii(bytes) && (bytes.contains("\x1b$B") || bytes.contains("\x1b$@") || bytes.contains("\x1b(J")))
        return throughIconv(bytes, "iso-2022-jp", &broken);
    if (isValidUtf8(bytes))
        return QString::fromUtf8(bytes);
    const QByteArray charset = detected(bytes);
    if (!charset.isEmpty() && charset != "us-ascii") {
        const QString text = throughIconv(bytes, charset, &broken);
        if (!broken)
            return text;
    }
    const QString utf8 = QString::fromUtf8(bytes);
    return isMostlyUtf8(bytes, utf8) ? utf8 : throughIconv(bytes, "windows-1252", &broken);
}

DecodedText decoded(const QByteArray &bytes, const QByteArray &declared)
{
    const QByteArray charset = canonicalCharset(declared);
    const bool ascii = isAscii(bytes);
    if (ascii && !isWide(charset) && !isStateful(charset) && !bytes.contains('\x1b'))
        return {QString::fromLatin1(bytes), false};
    if (charset.isEmpty() || charset == "us-ascii")
        return {guessed(bytes), !declared.isEmpty() || !ascii};
    if (charset == "utf-8") {
        const QString text = QString::fromUtf8(bytes);
        if (isValidUtf8(bytes))
            return {text, false};
        return {isMostlyUtf8(bytes, text) ? text : guessed(bytes), true};
    }
    // Valid UTF-8 beyond ASCII is hardly ever meaningful in a single-byte charset: the label is wrong.
    if (!ascii && isSingleByte(charset) && isValidUtf8(bytes))
        return {QString::fromUtf8(bytes), true};
    bool broken = false;
    const QString text = throughIconv(bytes, charset, &broken);
    if (!broken)
        return {text, false};
    const bool otherwise = text.isNull() || isValidUtf8(bytes);
    return {otherwise && !isWide(charset) ? guessed(bytes) : text, true};
}

} // namespace

bool isValidUtf8(const QByteArray &bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(bytes);
    Q_UNUSED(text)
    return !decoder.hasError();
}

DecodedText toUnicode(const QByteArray &bytes, const QByteArray &charset)
{
    DecodedText result = decoded(bytes, charset);
    result.text.remove(QChar(0));
    if (result.text.startsWith(QChar(0xfeff)))
        result.text.remove(0, 1);
    return result;
}

} // namespace liaison::mime
