#pragma once

#include "graph_answers.h"
#include "graph_files.h"

#include <QMap>

#include <functional>
#include <optional>

namespace liaison::graph::test {

using Outcome = std::optional<Failure>; ///< none: a value
using Reader = std::function<Outcome(const RecordedAnswer &, Arrival)>;

/// Each operation by the route whose answer it reads; of a second one for the same route it says what it is for behind
/// a comma.
const QMap<QString, Reader> &readers();

/// The readers of a request ("GET", "/me/messages/{message-id}"): those of its operation. None: it is none of ours.
QMap<QString, Reader> readersOf(const QString &method, const QString &route);

/// What somebody asked ("/v1.0/users/a%40b/mailFolders/inbox?$select=id") as a route of `readers()`.
QString routeOf(const QString &target);

} // namespace liaison::graph::test
