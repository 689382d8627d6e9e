#include "core/transport/sync_cursor.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace liaison::transport {

namespace {
constexpr int version = 1;

QJsonArray itemsAsJson(const QList<SyncCursor::Pending> &list)
{
    QJsonArray items;
    for (const SyncCursor::Pending &item : list) {
        QJsonArray parts{item.id, item.size, item.receivedAt, item.updated};
        if (item.marks != 0)
            parts.append(item.marks);
        items.append(parts);
    }
    return items;
}

std::optional<QList<SyncCursor::Pending>> itemsFrom(const QJsonArray &items)
{
    QList<SyncCursor::Pending> list;
    for (const auto &item : items) {
        const QJsonArray parts = item.toArray();
        if (parts.size() < 4 || parts.size() > 5 || parts.at(0).toString().isEmpty())
            return std::nullopt;
        list << SyncCursor::Pending{parts.at(0).toString(), parts.at(1).toInteger(), parts.at(2).toInteger(),
                                    parts.at(3).toBool(), parts.at(4).toInt()};
    }
    return list;
}

} // namespace

QByteArray SyncCursor::toJson(const QString &protocol) const
{
    const QJsonObject json{{protocol, version},
                           {QStringLiteral("state"), state},
                           {QStringLiteral("pending"), itemsAsJson(pending)},
                           {QStringLiteral("first"), first},
                           {QStringLiteral("last"), last},
                           {QStringLiteral("done"), done},
                           {QStringLiteral("total"), total},
                           {QStringLiteral("skipped"), itemsAsJson(skipped)},
                           {QStringLiteral("retryAt"), retry.at},
                           {QStringLiteral("retries"), retry.tries}};
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

std::optional<SyncCursor> SyncCursor::fromJson(const QString &protocol, const QByteArray &bytes)
{
    if (bytes.isEmpty())
        return SyncCursor();
    const QJsonObject json = QJsonDocument::fromJson(bytes).object();
    if (json.value(protocol).toInt() != version)
        return std::nullopt;
    SyncCursor cursor;
    cursor.state = json.value(QLatin1String("state")).toString();
    cursor.first = json.value(QLatin1String("first")).toBool();
    cursor.last = json.value(QLatin1String("last")).toBool();
    cursor.done = json.value(QLatin1String("done")).toInteger();
    cursor.total = json.value(QLatin1String("total")).toInteger();
    const auto pending = itemsFrom(json.value(QLatin1String("pending")).toArray());
    const auto skipped = itemsFrom(json.value(QLatin1String("skipped")).toArray());
    if (!pending || !skipped)
        return std::nullopt;
    cursor.pending = *pending;
    cursor.skipped = *skipped;
    cursor.retry = {json.value(QLatin1String("retryAt")).toInteger(), json.value(QLatin1String("retries")).toInt()};
    if (cursor.state.isEmpty() && !cursor.pending.isEmpty())
        return std::nullopt;
    return cursor;
}

} // namespace liaison::transport
