#pragma once

#include <QString>
#include <QStringList>

namespace liaison::demo {

/// Whether a request's scopes are for Graph at `graphHost` ("127.0.0.1:8444"): they name it, or, as at Microsoft, no
/// host at all ("Mail.ReadWrite").
bool isForGraph(const QString &scope, const QStringList &graphHosts);
/// Whether they name the Graph of one of Microsoft's clouds, which this is not.
bool isForeignGraph(const QString &scope);
/// The permissions among them: "Mail.ReadWrite", "Mail.Send". All that mail has for "/.default".
QStringList graphPermissions(const QString &scope);

} // namespace liaison::demo
