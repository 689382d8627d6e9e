#pragma once

#include <QString>
#include <QStringList>

namespace liaison::store {

/// The statements of a migration file, without comments. Knows quotes, dollar quotes and the body of CREATE TRIGGER,
/// in which semicolons end nothing.
QStringList splitStatements(const QString &script);

} // namespace liaison::store
