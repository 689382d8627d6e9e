#include "core/graph/list_messages.h"

#include "core/graph/json_value.h"

namespace liaison::graph {

namespace {

/// Times are shown in whole seconds and kept in smaller parts of them: the last second counts whole.
QString betweenTimes(qint64 from, qint64 to)
{
    return QStringLiteral("receivedDateTime ge %1 and receivedDateTime lt %2")
        .arg(timeText(from), timeText(to + 1'000));
}

} // namespace

Request ListMessages::request(const MailboxRef &mailbox, const MessageQuery &query)
{
    QByteArray target = mailbox.path();
    if (!query.folder.isEmpty())
        target += "/mailFolders/" + segment(query.folder);
    target += "/messages?" + messageSelect(query.shape)
        + "&$top=" + QByteArray::number(qBound(1, query.top, mostOnListPage));
    // A filter may be ordered by nothing that it does not name first (concepts/query-parameters.md).
    if (!query.messageId.isEmpty())
        return get(target
                   + "&$filter=" + queryValue(QStringLiteral("internetMessageId eq ") + quoted(query.messageId)));
    if (query.receivedFrom && query.receivedTo)
        target += "&$filter=" + queryValue(betweenTimes(*query.receivedFrom, *query.receivedTo));
    return get(target + "&$orderby=receivedDateTime%20desc");
}

Answer<Page<Message>> ListMessages::read(const HttpHead &, const QJsonObject &body)
{
    return listOf<Message>(m_root, body, messageFrom);
}

} // namespace liaison::graph
