#include "core/ews/xml_characters.h"

namespace liaison::ews {

namespace {

constexpr QByteArrayView replacement("\xef\xbf\xbd");

bool isControl(char c)
{
    const auto code = static_cast<unsigned char>(c);
    return code < 0x20 && c != '\t' && c != '\n' && c != '\r';
}

/// Char of XML 1.0 section 2.2.
bool isChar(uint code)
{
    return code == 0x9 || code == 0xa || code == 0xd || (code >= 0x20 && code < 0xd800)
        || (code >= 0xe000 && code < 0xfffe) || (code >= 0x10000 && code <= 0x10ffff);
}

/// Whether the digits of "&#…;" name a character; what is no number is left to the parser.
bool isAllowed(QByteArrayView digits)
{
    const bool hex = digits.startsWith('x');
    bool ok = false;
    const QByteArray number = digits.sliced(hex ? 1 : 0).toByteArray();
    const uint code = number.toUInt(&ok, hex ? 16 : 10);
    return ok && isChar(code);
}

} // namespace

void appendAllowed(QByteArrayView text, QByteArray &out)
{
    const char *from = text.begin();
    for (const char *at = text.begin(); at != text.end(); ++at) {
        if (!isControl(*at))
            continue;
        out.append(from, at - from);
        out.append(replacement);
        from = at + 1;
    }
    out.append(from, text.end() - from);
}

QByteArray allowedReferences(const QByteArray &text)
{
    qsizetype at = text.indexOf("&#");
    if (at < 0)
        return text;
    QByteArray out;
    qsizetype from = 0;
    for (; at >= 0; at = text.indexOf("&#", at)) {
        const qsizetype end = text.indexOf(';', at);
        if (end < 0)
            break;
        const QByteArrayView digits = QByteArrayView(text).sliced(at + 2, end - at - 2);
        if (digits.size() <= 16 && !isAllowed(digits)) {
            out.append(QByteArrayView(text).sliced(from, at - from));
            out.append(replacement);
            from = end + 1;
            at = end + 1;
        } else {
            at += 2;
        }
    }
    out.append(QByteArrayView(text).sliced(from));
    return out;
}

} // namespace liaison::ews
