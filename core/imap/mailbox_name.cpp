#include "core/imap/mailbox_name.h"

#include <QStringDecoder>

namespace liaison::imap {

namespace {

constexpr char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";

bool isDirect(char16_t c)
{
    return c >= 0x20 && c <= 0x7e;
}

int valueOf(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    return c == '+' ? 62 : c == ',' ? 63 : -1;
}

QByteArray encodeRun(QStringView run)
{
    QByteArray out("&");
    quint32 bits = 0;
    int count = 0;
    for (const QChar c : run) {
        bits = (bits << 16) | c.unicode();
        count += 16;
        while (count >= 6) {
            count -= 6;
            out += alphabet[(bits >> count) & 0x3f];
        }
        bits &= (1u << count) - 1;
    }
    if (count > 0)
        out += alphabet[(bits << (6 - count)) & 0x3f];
    return out + '-';
}

/// The characters between "&" and "-"; nullopt where the base64 or the UTF-16 in it is not canonical.
std::optional<QString> decodeRun(QByteArrayView run)
{
    QString out;
    quint32 bits = 0;
    int count = 0;
    for (const char c : run) {
        const int value = valueOf(c);
        if (value < 0)
            return std::nullopt;
        bits = (bits << 6) | quint32(value);
        count += 6;
        if (count >= 16) {
            count -= 16;
            const auto unit = char16_t((bits >> count) & 0xffff);
            if (isDirect(unit) || unit == 0)
                return std::nullopt;
            out += QChar(unit);
            bits &= (1u << count) - 1;
        }
    }
    if (out.isEmpty() || count >= 6 || bits != 0 || !out.isValidUtf16())
        return std::nullopt;
    return out;
}

} // namespace

QByteArray encodeModifiedUtf7(const QString &name)
{
    QByteArray out;
    for (qsizetype i = 0; i < name.size();) {
        const char16_t c = name.at(i).unicode();
        if (isDirect(c)) {
            out += char(c);
            if (c == u'&')
                out += '-';
            ++i;
            continue;
        }
        qsizetype end = i;
        while (end < name.size() && !isDirect(name.at(end).unicode()))
            ++end;
        out += encodeRun(QStringView(name).sliced(i, end - i));
        i = end;
    }
    return out;
}

std::optional<QString> decodeModifiedUtf7(const QByteArray &name)
{
    QString out;
    for (qsizetype i = 0; i < name.size(); ++i) {
        const char c = name.at(i);
        if (c != '&') {
            if (c < 0x20 || c > 0x7e)
                return std::nullopt;
            out += QLatin1Char(c);
            continue;
        }
        const qsizetype end = name.indexOf('-', i);
        if (end < 0)
            return std::nullopt;
        if (end == i + 1) {
            out += QLatin1Char('&');
        } else {
            const auto run = decodeRun(QByteArrayView(name).sliced(i + 1, end - i - 1));
            // Two runs in a row would have been one.
            if (!run || (!out.isEmpty() && !isDirect(out.back().unicode())))
                return std::nullopt;
            out += *run;
        }
        i = end;
    }
    return out;
}

QByteArray encodeMailboxName(const QString &name, NameEncoding encoding)
{
    if (name.compare(QLatin1String("INBOX"), Qt::CaseInsensitive) == 0)
        return QByteArrayLiteral("INBOX");
    return encoding == NameEncoding::Utf8 ? name.toUtf8() : encodeModifiedUtf7(name);
}

std::optional<QString> decodeMailboxName(const QByteArray &name, NameEncoding encoding)
{
    if (name.compare("INBOX", Qt::CaseInsensitive) == 0)
        return QStringLiteral("INBOX");
    if (encoding == NameEncoding::ModifiedUtf7)
        return decodeModifiedUtf7(name);
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(name);
    return decoder.hasError() || text.contains(QChar::Null) ? std::nullopt : std::optional(text);
}

} // namespace liaison::imap
