#include "core/sasl/prepare.h"

#include <algorithm>

namespace liaison::sasl {

namespace {

/// RFC 3454 table B.1: commonly mapped to nothing.
bool mapsToNothing(char32_t c)
{
    return c == 0x00AD || c == 0x034F || c == 0x1806 || (c >= 0x180B && c <= 0x180D) || (c >= 0x200B && c <= 0x200D)
        || c == 0x2060 || (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF;
}

/// RFC 3454 table C.1.2: blanks that are not U+0020.
bool isOtherBlank(char32_t c)
{
    return c != 0x20 && QChar::category(c) == QChar::Separator_Space;
}

/// RFC 4013 section 2.3, as far as Unicode's categories tell it.
bool isForbidden(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_PrivateUse:
    case QChar::Other_Surrogate:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        return c == QChar::ReplacementCharacter;
    }
}

} // namespace

QByteArray prepared(const QByteArray &utf8)
{
    if (std::all_of(utf8.cbegin(), utf8.cend(), [](char c) { return c >= 0x20 && c < 0x7f; }))
        return utf8;
    QList<uint> kept;
    const QList<uint> typed = QString::fromUtf8(utf8).toUcs4();
    for (const uint c : typed) {
        if (!mapsToNothing(c))
            kept << (isOtherBlank(c) ? 0x20 : c);
    }
    static_assert(sizeof(uint) == sizeof(char32_t));
    const QString composed = QString::fromUcs4(reinterpret_cast<const char32_t *>(kept.constData()), kept.size())
                                 .normalized(QString::NormalizationForm_KC);
    const QList<uint> out = composed.toUcs4();
    if (out.isEmpty() || std::any_of(out.cbegin(), out.cend(), &isForbidden))
        return utf8;
    return composed.toUtf8();
}

} // namespace liaison::sasl
