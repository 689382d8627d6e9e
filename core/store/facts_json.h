#pragma once

#include "core/domain/message.h"

#include <QString>

namespace liaison::store {

/// A mail's facts as one text, so that it can be judged again. U+0000 is taken out.
QString factsToJson(const domain::MailFacts &facts);
domain::MailFacts factsFromJson(const QString &json);

/// A text short enough for an index of PostgreSQL (2,704 bytes a row): longer ones end in their hash, so that equal
/// texts stay equal and different ones different.
QString indexKey(QString text);

} // namespace liaison::store
