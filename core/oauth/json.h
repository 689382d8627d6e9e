#pragma once

#include "core/base/secret.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

namespace liaison::oauth {

/// More than any provider says at once; what is longer is not looked at.
inline constexpr qsizetype largestAnswer = 256 * 1024;

/// The object that `bytes` are; nullopt for anything else, and for what is longer than `largestAnswer`. Depth is
/// bounded by Qt's parser (1024).
std::optional<QJsonObject> jsonObject(const QByteArray &bytes);

/// A number that may stand as a text, as older Microsoft endpoints have it; nullopt unless 0 < it <= most.
std::optional<qint64> positiveNumber(const QJsonValue &value, qint64 most);

/// What a server said, fit for a log: printable, at most 500 characters, with every one of `secrets` and whatever looks
/// like a token (a JWT, an opaque one of 40 characters and more) taken out.
QString serverSays(const QString &text, const QList<Secret> &secrets = {});

} // namespace liaison::oauth
