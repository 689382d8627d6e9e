#pragma once

#include "app/demo/graph.h"

namespace liaison::demo {

/// What an operation needs of a token.
enum class GraphNeeds { Read, Write, Send };

/// One operation: `pattern` is its path below the mailbox, '*' a key.
struct GraphRoute {
    const char *method;
    const char *pattern;
    const char *operation; ///< as GraphFaults calls it
    GraphNeeds needs;
    GraphResult (*answer)(Graph &graph, const GraphCall &call);
};
/// By the call's path, which it finds the keys in. 400 where there is no such resource, 405 where it does not take the
/// method.
GraphOutcome<const GraphRoute *> graphRoute(GraphCall &call, const QByteArray &method, const QStringList &path);
/// The name of the operation that a request is for; empty: there is none.
QString graphOperationOf(const HttpRequest &request);
/// Whether there is one of that name.
bool isGraphOperation(const QString &name);

/// Whether the token is for this mailbox and operation, and the mailbox can be had at all.
GraphOutcome<void> admitToGraph(const Graph &graph, GraphCall &call, const QString &person, GraphNeeds needs);
/// What they are answered with who may not: an application that an access policy shuts out, mailboxes without a
/// licence, tokens without permissions or for another cloud, and senders of another's mail.
GraphRefusal shutOutByPolicy();
GraphRefusal withoutLicence();
GraphRefusal withoutConsent();
GraphRefusal ofAnotherCloud();
GraphRefusal sendAsDenied();
/// Nobody sends in another's name who may not open their mailbox: 403 ErrorSendAsDenied.
GraphOutcome<void> maySendByGraph(const Graph &graph, const GraphCall &call, const QByteArray &mime);

GraphResult listFolders(Graph &graph, const GraphCall &call);
GraphResult listChildFolders(Graph &graph, const GraphCall &call);
GraphResult getFolder(Graph &graph, const GraphCall &call);
GraphResult foldersDelta(Graph &graph, const GraphCall &call);
GraphResult listMessages(Graph &graph, const GraphCall &call);
GraphResult messagesDelta(Graph &graph, const GraphCall &call);
GraphResult getMessage(Graph &graph, const GraphCall &call);
GraphResult getMime(Graph &graph, const GraphCall &call);
GraphResult patchMessage(Graph &graph, const GraphCall &call);
GraphResult deleteMessage(Graph &graph, const GraphCall &call);
GraphResult moveMessage(Graph &graph, const GraphCall &call);
GraphResult copyMessage(Graph &graph, const GraphCall &call);
GraphResult createMessage(Graph &graph, const GraphCall &call);
GraphResult sendMessage(Graph &graph, const GraphCall &call);
GraphResult sendMail(Graph &graph, const GraphCall &call);
GraphResult listAttachments(Graph &graph, const GraphCall &call);
GraphResult getAttachment(Graph &graph, const GraphCall &call);
GraphResult getAttachmentBytes(Graph &graph, const GraphCall &call);
GraphResult addAttachment(Graph &graph, const GraphCall &call);
GraphResult createUploadSession(Graph &graph, const GraphCall &call);

} // namespace liaison::demo
