#include "core/base/ids.h"

#include <QRandomGenerator>
#include <QtEndian>

#include <array>

namespace liaison {

QUuid newUuid(qint64 nowMs)
{
    std::array<quint32, 4> words{};
    QRandomGenerator::system()->fillRange(words.data(), static_cast<qsizetype>(words.size()));
    std::array<uchar, 16> bytes{};
    memcpy(bytes.data(), words.data(), bytes.size());
    const auto ms = static_cast<quint64>(nowMs);
    for (size_t i = 0; i < 6; ++i)
        bytes[i] = static_cast<uchar>(ms >> (40 - 8 * i));
    bytes[6] = static_cast<uchar>((bytes[6] & 0x0F) | 0x70);
    bytes[8] = static_cast<uchar>((bytes[8] & 0x3F) | 0x80);
    return QUuid::fromRfc4122(QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())));
}

QString randomToken(int bits)
{
    // No 0/o and 1/l: people read these tokens aloud on the telephone.
    static constexpr char alphabet[] = "abcdefghijkmnpqrstuvwxyz23456789";
    QString token;
    for (int i = 0; i < bits / 5; ++i)
        token += QLatin1Char(alphabet[QRandomGenerator::system()->bounded(32)]);
    return token;
}

} // namespace liaison
