#include "core/graph/list_messages.h"

namespace liaison::graph {

Request ListMessages::request(const MailboxRef &mailbox, const MessageQuery &query)
{
    QByteArray target = mailbox.path();
    if (!query.folder.isEmpty())
        target += "/mailFolders/" + segment(query.folder);
    target += "/messages?" + messageSelect(query.shape)
        + "&$top=" + QByteArray::number(qBound(1, query.top, mostOnListPage));
    // A filter may be ordered by nothing that it does not name first (concepts/query-parameters.md).
    if (query.messageId.isEmpty())
        target += "&$orderby=receivedDateTime%20desc";
    else
        target += "&$filter=" + queryValue(QStringLiteral("internetMessageId eq ") + quoted(query.messageId));
    return get(target);
}

Answer<Page<Message>> ListMessages::read(const HttpHead &, const QJsonObject &body)
{
    return listOf<Message>(m_root, body, messageFrom);
}

} // namespace liaison::graph
