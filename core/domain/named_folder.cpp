#include "core/domain/named_folder.h"

#include <algorithm>

namespace liaison::domain {

namespace {

QString comparable(QString path, const QString &delimiter)
{
    if (!delimiter.isEmpty())
        path.replace(delimiter, QLatin1String("/"));
    return path.trimmed().toCaseFolded();
}

} // namespace

bool isNamed(const RemoteFolder &folder, const QString &name)
{
    return comparable(folder.path, folder.delimiter) == comparable(name, folder.delimiter);
}

RemoteFolder unlistedFolder(const QList<RemoteFolder> &listed, const QString &name)
{
    RemoteFolder folder;
    const auto other = std::find_if(listed.cbegin(), listed.cend(),
                                    [](const RemoteFolder &each) { return !each.delimiter.isEmpty(); });
    if (other != listed.cend())
        folder.delimiter = other->delimiter;
    folder.path = name.trimmed();
    if (!folder.delimiter.isEmpty())
        folder.path.replace(QLatin1Char('/'), folder.delimiter);
    folder.remoteId = folder.path;
    return folder;
}

} // namespace liaison::domain
