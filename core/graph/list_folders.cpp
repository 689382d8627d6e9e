#include "core/graph/list_folders.h"

namespace liaison::graph {

Request ListFolders::request(const MailboxRef &mailbox, const QString &parent)
{
    QByteArray target = mailbox.path() + "/mailFolders";
    if (!parent.isEmpty())
        target += '/' + segment(parent) + "/childFolders";
    return get(target + '?' + folderSelect() + "&$top=250");
}

Answer<Page<Folder>> ListFolders::read(const HttpHead &, const QJsonObject &body)
{
    return listOf<Folder>(m_root, body, folderFrom);
}

} // namespace liaison::graph
