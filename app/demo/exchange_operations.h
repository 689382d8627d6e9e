#pragma once

#include "app/demo/exchange.h"
#include "app/demo/exchange_shape.h"

namespace liaison::demo {

/// Carries a request out and writes its response messages; or refuses it as a whole, with a fault.
using ExchangeOperation = std::optional<Refusal> (*)(Exchange &exchange, const ExchangeCall &call, XmlOut &out);
/// By the name of the request's element; null: none such. GetStreamingEvents is not among them: its answer stays open.
ExchangeOperation exchangeOperation(const QString &name);

// One file each, or a few that belong together.
std::optional<Refusal> answerConvertId(Exchange &exchange, const ExchangeCall &call, XmlOut &out);
std::optional<Refusal> answerCopyItem(Exchange &exchange, const ExchangeCall &call, XmlOut &out);
std::optional<Refusal> answerCreateItem(Exchange &exchange, const ExchangeCall &call, XmlOut &out);
std::optional<Refusal> answerDeleteItem(Exchange &exchange, const ExchangeCall &call, XmlOut &out);
std::optional<Refusal> answerFindFolder(Exchange &exchange, const ExchangeCall &call, XmlOut &out);
std::optional<Refusal> answerFindItem(Exchange &exchange, const ExchangeCall &call, XmlOut &out);
std::optional<Refusal> answerGetAttachment(Exchange &exchange, const ExchangeCall &call, XmlOut &out);
std::optional<Refusal> answerGetEvents(Exchange &exchange, const ExchangeCall &call, XmlOut &out);
std::optional<Refusal> answerGetFolder(Exchange &exchange, const ExchangeCall &call, XmlOut &out);
std::optional<Refusal> answerGetItem(Exchange &exchange, const ExchangeCall &call, XmlOut &out);
std::optional<Refusal> answerMoveItem(Exchange &exchange, const ExchangeCall &call, XmlOut &out);
std::optional<Refusal> answerResolveNames(Exchange &exchange, const ExchangeCall &call, XmlOut &out);
std::optional<Refusal> answerSubscribe(Exchange &exchange, const ExchangeCall &call, XmlOut &out);
std::optional<Refusal> answerSyncFolderHierarchy(Exchange &exchange, const ExchangeCall &call, XmlOut &out);
std::optional<Refusal> answerSyncFolderItems(Exchange &exchange, const ExchangeCall &call, XmlOut &out);
std::optional<Refusal> answerUnsubscribe(Exchange &exchange, const ExchangeCall &call, XmlOut &out);
std::optional<Refusal> answerUpdateItem(Exchange &exchange, const ExchangeCall &call, XmlOut &out);

/// t:FolderId of a folder.
void writeFolderId(XmlOut &out, const QByteArray &element, const ExchangeKey &key);
/// t:Folder, t:CalendarFolder … with what the shape asks for.
void writeFolder(XmlOut &out, const FolderPlace &place, const ExchangeShape &shape, const Exchange &exchange,
                 ews::ServerVersion version);

} // namespace liaison::demo
