#include "core/desk/attachment_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#ifdef Q_OS_LINUX
#include <sys/xattr.h>
#endif

namespace liaison::desk {

namespace {

constexpr int mostBytes = 200;
constexpr int mostTries = 1'000;

bool isUnsafe(QChar c)
{
    const QChar::Category category = c.category();
    return category == QChar::Other_Control || category == QChar::Other_Format || category == QChar::Separator_Line
        || category == QChar::Separator_Paragraph || QStringLiteral("/\\:*?\"<>|").contains(c);
}

/// Cut in the stem, so that the ending still says what the file is.
QString shortened(const QString &name)
{
    const int dot = static_cast<int>(name.lastIndexOf(QLatin1Char('.')));
    const bool hasEnding = dot > 0 && name.size() - dot <= 16;
    QString stem = hasEnding ? name.left(dot) : name;
    const QString ending = hasEnding ? name.mid(dot) : QString();
    while (!stem.isEmpty() && (stem + ending).toUtf8().size() > mostBytes)
        stem.chop(stem.size() > 1 && stem.back().isLowSurrogate() ? 2 : 1);
    return stem + ending;
}

QString numbered(const QString &name, int number)
{
    if (number == 1)
        return name;
    const int dot = static_cast<int>(name.lastIndexOf(QLatin1Char('.')));
    const QString mark = QStringLiteral(" (%1)").arg(number);
    return dot > 0 ? name.left(dot) + mark + name.mid(dot) : name + mark;
}

} // namespace

QString safeFileName(const QString &name, const QString &fallback)
{
    QString safe;
    for (const QChar c : name)
        safe.append(isUnsafe(c) ? QLatin1Char('_') : c);
    safe = safe.trimmed();
    while (safe.startsWith(QLatin1Char('.')))
        safe.remove(0, 1);
    while (safe.endsWith(QLatin1Char('.')) || safe.endsWith(QLatin1Char(' ')))
        safe.chop(1); // Windows drops them, and the ending with them changes
    return safe.isEmpty() ? fallback : shortened(safe);
}

bool markDownloaded(const QString &path, const QString &origin)
{
#ifdef Q_OS_LINUX
    const QByteArray value = origin.toUtf8();
    return lsetxattr(QFile::encodeName(path).constData(), "user.xdg.origin.url", value.constData(),
                     static_cast<size_t>(value.size()), 0)
        == 0;
#else
    Q_UNUSED(path)
    Q_UNUSED(origin)
    return false;
#endif
}

Result<QString> writeNewFile(const QString &directory, const QString &name, const QByteArray &bytes,
                             const QString &origin)
{
    const QDir dir(directory);
    if (directory.isEmpty() || !dir.exists())
        return fail(ErrorKind::NotFound, QStringLiteral("no such folder"));
    for (int number = 1; number <= mostTries; ++number) {
        const QString path = dir.absoluteFilePath(numbered(name, number));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly)) { // O_CREAT | O_EXCL
            const QFileInfo info(path);
            if (info.exists() || info.isSymLink())
                continue;
            return fail(ErrorKind::PermissionDenied, file.errorString());
        }
        if (file.write(bytes) != bytes.size() || !file.flush()) {
            const QString why = file.errorString();
            file.remove();
            return fail(ErrorKind::DiskFull, why);
        }
        file.close();
        markDownloaded(path, origin);
        return path;
    }
    return fail(ErrorKind::AlreadyExists, name);
}

} // namespace liaison::desk
