#include "core/transport/ews_cursor.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace liaison::transport {

namespace {
constexpr int version = 1;
}

QByteArray EwsCursor::toJson() const
{
    QJsonArray items;
    for (const Pending &item : pending)
        items.append(QJsonArray{item.id, item.size, item.receivedAt, item.updated});
    const QJsonObject json{{QStringLiteral("ews"), version},   {QStringLiteral("state"), state},
                           {QStringLiteral("pending"), items}, {QStringLiteral("first"), first},
                           {QStringLiteral("last"), last},     {QStringLiteral("done"), done},
                           {QStringLiteral("total"), total}};
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

std::optional<EwsCursor> EwsCursor::fromJson(const QByteArray &bytes)
{
    if (bytes.isEmpty())
        return EwsCursor();
    const QJsonObject json = QJsonDocument::fromJson(bytes).object();
    if (json.value(QLatin1String("ews")).toInt() != version)
        return std::nullopt;
    EwsCursor cursor;
    cursor.state = json.value(QLatin1String("state")).toString();
    cursor.first = json.value(QLatin1String("first")).toBool();
    cursor.last = json.value(QLatin1String("last")).toBool();
    cursor.done = json.value(QLatin1String("done")).toInteger();
    cursor.total = json.value(QLatin1String("total")).toInteger();
    const QJsonArray items = json.value(QLatin1String("pending")).toArray();
    for (const QJsonValue &item : items) {
        const QJsonArray parts = item.toArray();
        if (parts.size() != 4 || parts.at(0).toString().isEmpty())
            return std::nullopt;
        cursor.pending << Pending{parts.at(0).toString(), parts.at(1).toInteger(), parts.at(2).toInteger(),
                                  parts.at(3).toBool()};
    }
    if (cursor.state.isEmpty() && !cursor.pending.isEmpty())
        return std::nullopt;
    return cursor;
}

} // namespace liaison::transport
