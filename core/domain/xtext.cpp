#include "core/domain/xtext.h"

namespace liaison::domain {

namespace {

bool standsForItself(char c)
{
    return c > ' ' && c < '\x7f' && c != '+' && c != '=';
}

/// RFC 3461 knows upper-case digits only: "+ab" in an address is a label, not an escape.
int digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

} // namespace

QByteArray toXtext(const QByteArray &bytes)
{
    static const char digits[] = "0123456789ABCDEF";
    QByteArray out;
    out.reserve(bytes.size());
    for (const char c : bytes) {
        if (standsForItself(c)) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += '+';
        out += digits[byte >> 4U];
        out += digits[byte & 0x0fU];
    }
    return out;
}

std::optional<QByteArray> fromXtext(const QByteArray &text)
{
    QByteArray out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text.at(i);
        if (standsForItself(c)) {
            out += c;
            continue;
        }
        const int high = c == '+' && i + 2 < text.size() ? digit(text.at(i + 1)) : -1;
        const int low = high >= 0 ? digit(text.at(i + 2)) : -1;
        if (low < 0)
            return std::nullopt;
        out += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return out;
}

} // namespace liaison::domain
