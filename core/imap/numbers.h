#pragma once

#include <QByteArrayView>

#include <limits>
#include <optional>

namespace liaison::imap {

/// Decimal digits alone, no sign, no blank; nullopt beyond `max` (never wraps).
inline std::optional<quint64> parseNumber(QByteArrayView text, quint64 max = std::numeric_limits<qint64>::max())
{
    if (text.isEmpty())
        return std::nullopt;
    quint64 value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9')
            return std::nullopt;
        const auto digit = quint64(c - '0');
        if (value > (max - digit) / 10)
            return std::nullopt;
        value = value * 10 + digit;
    }
    return value;
}

/// RFC 9051 "number": 32 bits.
inline std::optional<quint32> parseNumber32(QByteArrayView text)
{
    const auto value = parseNumber(text, std::numeric_limits<quint32>::max());
    return value ? std::optional<quint32>(quint32(*value)) : std::nullopt;
}

/// RFC 9051 "nz-number".
inline std::optional<quint32> parseNonZero32(QByteArrayView text)
{
    const auto value = parseNumber32(text);
    return value && *value != 0 ? value : std::nullopt;
}

} // namespace liaison::imap
