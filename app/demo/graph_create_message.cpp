// POST messages, send and sendMail.
#include "app/demo/graph_folders.h"
#include "app/demo/graph_message.h"
#include "app/demo/graph_operations.h"
#include "app/demo/mail_envelope.h"

#include <QDateTime>

namespace liaison::demo {

namespace {

bool isMime(const GraphCall &call)
{
    return call.request->field("Content-Type").toLower().startsWith("text/plain");
}

GraphOutcome<void> handIn(const Graph &graph, const GraphCall &call, const QByteArray &mime)
{
    const QStringList recipients = recipientsIn(mime);
    if (recipients.isEmpty())
        return refusedByGraph(400, "ErrorInvalidRecipients",
                              "At least one recipient is not valid., At least one valid recipient is required.");
    graph.post()->handIn({call.box->address(), recipients, withoutBcc(mime), QDateTime::currentMSecsSinceEpoch()});
    return {};
}

/// The mail of a sendMail, and whether a copy is kept.
struct Sending {
    QByteArray mime;
    bool saves = true;
};

GraphOutcome<Sending> sendingOf(const GraphCall &call)
{
    if (isMime(call)) {
        const auto mime = mimeFromBase64(call.request->body, *call.box);
        return mime ? GraphOutcome<Sending>(Sending{*mime}) : tl::unexpected(mime.error());
    }
    const auto json = call.json();
    if (!json)
        return tl::unexpected(json.error());
    const auto either = [&json](const char *lower, const char *upper) {
        return json->contains(QLatin1String(lower)) ? json->value(QLatin1String(lower))
                                                    : json->value(QLatin1String(upper));
    };
    const auto mime = mimeOf(either("message", "Message").toObject(), *call.box);
    if (!mime)
        return tl::unexpected(mime.error());
    return Sending{*mime, either("saveToSentItems", "SaveToSentItems").toBool(true)};
}

} // namespace

GraphResult createMessage(Graph &graph, const GraphCall &call)
{
    const auto folder = graph.folder(call, call.keys.value(0, QStringLiteral("drafts")));
    if (!folder)
        return tl::unexpected(folder.error());
    if (!folder->isMail())
        return refusedByGraph(400, "ErrorCreateItemAccessDenied", "Messages cannot be created in this folder.");
    QJsonObject json;
    if (!isMime(call)) {
        const auto read = call.json();
        if (!read)
            return tl::unexpected(read.error());
        json = *read;
    }
    const auto mime = isMime(call) ? mimeFromBase64(call.request->body, *call.box) : mimeOf(json, *call.box);
    if (!mime)
        return tl::unexpected(mime.error());
    quint32 uid = 0;
    call.box->append(folder->mails->path, *mime, QDateTime::currentMSecsSinceEpoch(), {"\\Seen", "\\Draft"}, &uid);
    const ItemPlace draft = graph.place(call.box, *folder, *folder->mails->find(uid));
    if (const auto applied = applyMessage(draft, json, true); !applied) {
        call.box->remove(folder->mails->path, {uid});
        return tl::unexpected(applied.error());
    }
    return messageReply(graph, call, graph.place(call.box, *folder, *folder->mails->find(uid)), 201);
}

/// The draft becomes the copy in Sent Items.
GraphResult sendMessage(Graph &graph, const GraphCall &call)
{
    const auto draft = graph.message(call, call.keys.first());
    if (!draft)
        return tl::unexpected(draft.error());
    if (!draft->mail->flags.contains("\\Draft"))
        return refusedByGraph(400, "ErrorInvalidOperation", "Only a draft can be sent.");
    const QByteArray mime = draft->mail->raw;
    if (const auto may = maySendByGraph(graph, call, mime); !may)
        return tl::unexpected(may.error());
    if (const auto sent = handIn(graph, call, mime); !sent)
        return tl::unexpected(sent.error());
    const ItemPlace copy = moveTo(graph, *draft, *graphFolderNamed(*call.box, QStringLiteral("sentitems")));
    call.box->changeFlags(copy.folder.mails->path, copy.key.uid, DemoMailbox::Change::Remove, {"\\Draft"});
    return GraphReply{202, {}};
}

GraphResult sendMail(Graph &graph, const GraphCall &call)
{
    const auto sending = sendingOf(call);
    if (!sending)
        return tl::unexpected(sending.error());
    if (const auto may = maySendByGraph(graph, call, sending->mime); !may)
        return tl::unexpected(may.error());
    if (const auto sent = handIn(graph, call, sending->mime); !sent)
        return tl::unexpected(sent.error());
    if (sending->saves)
        call.box->append(graphFolderNamed(*call.box, QStringLiteral("sentitems"))->mails->path, sending->mime,
                         QDateTime::currentMSecsSinceEpoch(), {"\\Seen"});
    return GraphReply{202, {}};
}

} // namespace liaison::demo
