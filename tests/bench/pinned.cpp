#include "tests/bench/pinned.h"

#include "core/base/sha256.h"

#include <QFile>

namespace liaison::bench {

QString fingerprint(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QByteArray base64;
    const QList<QByteArray> lines = file.readAll().split('\n');
    for (const QByteArray &line : lines)
        if (!line.startsWith("-----"))
            base64 += line.trimmed();
    return QString::fromLatin1(Sha256::of(QByteArray::fromBase64(base64)).toHex());
}

} // namespace liaison::bench
