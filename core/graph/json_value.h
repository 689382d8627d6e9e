#pragma once

#include "core/domain/address.h"

#include <QJsonObject>
#include <QString>

#include <optional>

namespace liaison::graph {

// Properties of an object. null, missing and in another form than its own are all "not told".

QString textOf(const QJsonObject &json, const char *name);
std::optional<QString> toldText(const QJsonObject &json, const char *name);
std::optional<bool> flagOf(const QJsonObject &json, const char *name);
/// A whole number of at least 0.
std::optional<qint64> numberOf(const QJsonObject &json, const char *name);
/// Edm.DateTimeOffset in UTC milliseconds; one without a zone is none.
std::optional<qint64> timeOf(const QJsonObject &json, const char *name);
/// A recipient, or a list of them; those without an SMTP address come with an empty one.
domain::Addresses recipientsOf(const QJsonObject &json, const char *name);

/// An id: not empty and at most `longestId` characters; else empty.
QString idOf(const QJsonObject &json);

/// As Graph takes it: "2026-11-22T15:04:05Z".
QString timeText(qint64 utcMs);
/// {"emailAddress":{"name":…,"address":…}}
QJsonObject recipient(const domain::Address &address);

} // namespace liaison::graph
