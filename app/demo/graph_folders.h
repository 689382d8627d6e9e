#pragma once

#include "app/demo/exchange_folders.h"
#include "app/demo/graph.h"

namespace liaison::demo {

/// Those of foldersOf() that hold mail, the archive with its well-known name, and a hidden one as every mailbox has.
/// Parents come before their children; the root is not among them.
QList<ExchangeFolder> graphFolders(const DemoMailbox &box);
/// Also the roots.
std::optional<ExchangeFolder> graphFolderNumbered(const DemoMailbox &box, quint32 number);
/// "inbox", "msgfolderroot", in any case.
std::optional<ExchangeFolder> graphFolderNamed(const DemoMailbox &box, const QString &name);
bool isHidden(const ExchangeFolder &folder);

/// The properties of a folder, and which of them a $select names, a bit each; 400 for a name that there is not. 0: all.
GraphOutcome<quint64> folderSelection(const QStringList &names);
/// mailFolder with those properties.
QJsonObject folderJson(const Graph &graph, const GraphCall &call, const ExchangeFolder &folder, quint64 select);

} // namespace liaison::demo
