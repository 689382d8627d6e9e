#include "core/graph/get_folder.h"

namespace liaison::graph {

Request GetFolder::request(const MailboxRef &mailbox, const QString &folder)
{
    return get(mailbox.path() + "/mailFolders/" + segment(folder) + '?' + folderSelect());
}

Answer<Folder> GetFolder::read(const HttpHead &, const QJsonObject &body)
{
    return folderFrom(body);
}

} // namespace liaison::graph
