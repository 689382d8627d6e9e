#pragma once

#include "app/demo/exchange_item.h"
#include "app/demo/graph.h"
#include "app/demo/graph_ids.h"

namespace liaison::demo {

/// A single-value extended property as Graph names it.
struct GraphProperty {
    QByteArray key; ///< ExtendedField::key
    QString id;     ///< as the service says it back: "Integer 0x1081"
};
/// None: it is no such id.
std::optional<GraphProperty> graphProperty(const QString &id);

/// What of a message is wanted.
struct MessageShape {
    quint64 select = 0;                 ///< a bit a property; 0: all that are usual
    QList<GraphProperty> extended = {}; ///< $expand=singleValueExtendedProperties
    bool attachments = false;           ///< $expand=attachments
    [[nodiscard]] bool wants(const char *name) const;
};
/// Which properties a $select names; 400 for a name that there is not.
GraphOutcome<quint64> messageSelection(const QStringList &names);
/// From $select and $expand.
GraphOutcome<MessageShape> messageShape(const GraphQuery &query);

QJsonObject messageJson(const Graph &graph, const GraphCall &call, const ItemPlace &place, const MessageShape &shape);
/// The whole message, as operations answer that change it.
GraphReply messageReply(const Graph &graph, const GraphCall &call, const ItemPlace &place, int status = 200);
/// All headers as they stand, unfolded.
QJsonArray headersJson(const ExchangeItem &item);
QJsonArray recipientsJson(const QByteArray &header);
/// W/"…"
QString etagOf(const DemoMail &mail);
/// Sets the properties of a JSON message that can be set where it is: isRead, flag, singleValueExtendedProperties. 400
/// for one that cannot; `isNew`: those that its MIME holds are passed over.
GraphOutcome<void> applyMessage(const ItemPlace &place, const QJsonObject &json, bool isNew);

/// The draft with other hidden recipients: Graph's recipient objects.
QByteArray withBcc(const QByteArray &raw, const QJsonArray &recipients);
/// The draft's MIME from a JSON message; 400 where it cannot be one.
GraphOutcome<QByteArray> mimeOf(const QJsonObject &message, const DemoMailbox &box);
/// Decoded MIME of a text/plain body.
GraphOutcome<QByteArray> mimeFromBase64(const QByteArray &body, const DemoMailbox &box);
struct Enclosure;
/// `raw` with one more part.
QByteArray withEnclosure(const QByteArray &raw, const Enclosure &file);
/// fileAttachment of a JSON object.
GraphOutcome<Enclosure> enclosureFrom(const QJsonObject &json);

/// Takes it to another folder, with its serial number.
ItemPlace moveTo(const Graph &graph, const ItemPlace &from, const ExchangeFolder &to);

} // namespace liaison::demo
