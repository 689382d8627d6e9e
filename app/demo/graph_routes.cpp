#include "app/demo/graph_operations.h"

#include <algorithm>
#include <array>

namespace liaison::demo {

namespace {

using Needs = GraphNeeds;

constexpr std::array routes{
    GraphRoute{"GET", "mailFolders", "mailFolders", Needs::Read, listFolders},
    GraphRoute{"GET", "mailFolders/delta", "foldersDelta", Needs::Read, foldersDelta},
    GraphRoute{"GET", "mailFolders/*", "mailFolder", Needs::Read, getFolder},
    GraphRoute{"GET", "mailFolders/*/childFolders", "childFolders", Needs::Read, listChildFolders},
    GraphRoute{"GET", "mailFolders/*/messages", "messages", Needs::Read, listMessages},
    GraphRoute{"POST", "mailFolders/*/messages", "createMessage", Needs::Write, createMessage},
    GraphRoute{"GET", "mailFolders/*/messages/delta", "messagesDelta", Needs::Read, messagesDelta},
    GraphRoute{"GET", "messages", "messages", Needs::Read, listMessages},
    GraphRoute{"POST", "messages", "createMessage", Needs::Write, createMessage},
    GraphRoute{"GET", "messages/*", "message", Needs::Read, getMessage},
    GraphRoute{"PATCH", "messages/*", "patchMessage", Needs::Write, patchMessage},
    GraphRoute{"DELETE", "messages/*", "deleteMessage", Needs::Write, deleteMessage},
    GraphRoute{"GET", "messages/*/$value", "mime", Needs::Read, getMime},
    GraphRoute{"POST", "messages/*/send", "send", Needs::Send, sendMessage},
    GraphRoute{"POST", "messages/*/move", "move", Needs::Write, moveMessage},
    GraphRoute{"POST", "messages/*/copy", "copy", Needs::Write, copyMessage},
    GraphRoute{"GET", "messages/*/attachments", "attachments", Needs::Read, listAttachments},
    GraphRoute{"POST", "messages/*/attachments", "addAttachment", Needs::Write, addAttachment},
    GraphRoute{"POST", "messages/*/attachments/createUploadSession", "upload", Needs::Write, createUploadSession},
    GraphRoute{"GET", "messages/*/attachments/*", "attachment", Needs::Read, getAttachment},
    GraphRoute{"GET", "messages/*/attachments/*/$value", "attachmentBytes", Needs::Read, getAttachmentBytes},
    GraphRoute{"POST", "sendMail", "sendMail", Needs::Send, sendMail},
};

/// How many segments of the path the pattern goes along with, and what its stars stand for.
qsizetype follow(const QStringList &pattern, const QStringList &path, QStringList &keys)
{
    qsizetype i = 0;
    for (; i < pattern.size() && i < path.size(); ++i) {
        if (pattern.at(i) == QLatin1String("*"))
            keys << path.at(i);
        else if (pattern.at(i).compare(path.at(i), Qt::CaseInsensitive) != 0)
            break;
    }
    return i;
}

} // namespace

GraphOutcome<const GraphRoute *> graphRoute(GraphCall &call, const QByteArray &method, const QStringList &given)
{
    QStringList path = given;
    const bool withinFolder = path.size() > 3
        && path.at(0).compare(QLatin1String("mailFolders"), Qt::CaseInsensitive) == 0
        && path.at(2).compare(QLatin1String("messages"), Qt::CaseInsensitive) == 0
        && path.at(3).compare(QLatin1String("delta"), Qt::CaseInsensitive) != 0;
    if (withinFolder) { // the message could be named without its folder
        call.folderKey = path.at(1);
        path.remove(0, 2);
    }
    bool known = false;
    qsizetype longest = 0;
    for (const GraphRoute &route : routes) {
        const QStringList pattern = QString::fromLatin1(route.pattern).split(QLatin1Char('/'));
        QStringList keys;
        const qsizetype along = follow(pattern, path, keys);
        longest = std::max(longest, along);
        if (along < path.size() || along < pattern.size())
            continue;
        if (method == route.method) {
            call.keys = keys;
            return &route;
        }
        known = true;
    }
    if (known)
        return refusedByGraph(405, "ErrorInvalidRequest", "The OData request is not supported.");
    return badQuery(QStringLiteral("Resource not found for the segment '%1'.").arg(path.value(longest)));
}

QString graphOperationOf(const HttpRequest &request)
{
    if (GraphUploads::isAddress(request.target))
        return QStringLiteral("uploadRange");
    const auto query = graphQuery(request);
    if (!query || query->path.isEmpty())
        return {};
    if (query->path.first() == QLatin1String("$batch"))
        return QStringLiteral("batch");
    const bool own = query->path.first().compare(QLatin1String("me"), Qt::CaseInsensitive) == 0;
    GraphCall call;
    const auto route = graphRoute(call, request.method, query->path.mid(own ? 1 : 2));
    return route ? QString::fromLatin1((*route)->operation) : QString();
}

bool isGraphOperation(const QString &name)
{
    return name == QLatin1String("uploadRange") || name == QLatin1String("batch")
        || std::any_of(routes.begin(), routes.end(),
                       [&name](const GraphRoute &route) { return name == QLatin1String(route.operation); });
}

} // namespace liaison::demo
