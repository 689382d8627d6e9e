#pragma once

#include <QJsonValue>
#include <QString>

namespace liaison::ui {

/// A value of the audit log as people read it: what is kept as an identifier ("plainpassword", "starttls") in words,
/// minutes as a span of time, instants as times. `key` says what it is the value of ("inbound.signIn"); what is
/// unknown, by a newer version, stays as it is. Nothing is "–".
QString wordForValue(const QString &key, const QJsonValue &value);

} // namespace liaison::ui
