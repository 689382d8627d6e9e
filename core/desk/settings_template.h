#pragma once

#include "core/desk/json_reader.h"
#include "core/domain/mail_template.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QUuid>

namespace liaison::desk {

/// A template of a settings file; what domain::problemsOf() finds wrong is marked at its key.
domain::MailTemplate readTemplate(JsonReader reader);
QJsonObject templateToJson(const domain::MailTemplate &mailTemplate);

/// The languages of business units, by the unit's UUID.
QHash<QUuid, QString> readUnitLanguages(const QList<JsonReader> &readers);
QJsonArray unitLanguagesToJson(const QHash<QUuid, QString> &languages); ///< in the order of the UUIDs

} // namespace liaison::desk
