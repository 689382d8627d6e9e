#include "core/graph/json_value.h"

#include "core/graph/limits.h"

#include <QDateTime>
#include <QJsonArray>

namespace liaison::graph {

namespace {

constexpr double mostExact = 9'007'199'254'740'992.0; // 2^53: beyond it a double is no count

domain::Address addressFrom(const QJsonObject &recipient)
{
    const QJsonObject mail = recipient.value(QLatin1String("emailAddress")).toObject();
    domain::Address address{textOf(mail, "name"), textOf(mail, "address")};
    // Exchange tells people of the directory without a mail address by their legacy name.
    if (!address.address.contains(QLatin1Char('@')))
        address.address.clear();
    return address;
}

} // namespace

QString textOf(const QJsonObject &json, const char *name)
{
    return json.value(QLatin1String(name)).toString();
}

std::optional<QString> toldText(const QJsonObject &json, const char *name)
{
    const QJsonValue value = json.value(QLatin1String(name));
    return value.isString() ? std::optional(value.toString()) : std::nullopt;
}

std::optional<bool> flagOf(const QJsonObject &json, const char *name)
{
    const QJsonValue value = json.value(QLatin1String(name));
    return value.isBool() ? std::optional(value.toBool()) : std::nullopt;
}

std::optional<qint64> numberOf(const QJsonObject &json, const char *name)
{
    const QJsonValue value = json.value(QLatin1String(name));
    const double number = value.toDouble(-1);
    if (!(number >= 0) || number > mostExact) // written so that NaN is refused
        return std::nullopt;
    return static_cast<qint64>(number);
}

std::optional<qint64> timeOf(const QJsonObject &json, const char *name)
{
    const QString text = textOf(json, name);
    const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!time.isValid() || time.timeSpec() == Qt::LocalTime)
        return std::nullopt;
    return time.toMSecsSinceEpoch();
}

domain::Addresses recipientsOf(const QJsonObject &json, const char *name)
{
    const QJsonValue value = json.value(QLatin1String(name));
    domain::Addresses addresses;
    if (value.isObject())
        addresses << addressFrom(value.toObject());
    const QJsonArray list = value.toArray();
    for (const auto &one : list)
        if (one.isObject())
            addresses << addressFrom(one.toObject());
    return addresses;
}

QString idOf(const QJsonObject &json)
{
    const QString id = textOf(json, "id");
    return id.size() <= longestId ? id : QString();
}

QString timeText(qint64 utcMs)
{
    return QDateTime::fromMSecsSinceEpoch(utcMs, Qt::UTC).toString(Qt::ISODate);
}

QJsonObject recipient(const domain::Address &address)
{
    QJsonObject mail{{QStringLiteral("address"), address.address}};
    if (!address.name.isEmpty())
        mail.insert(QStringLiteral("name"), address.name);
    return {{QStringLiteral("emailAddress"), mail}};
}

} // namespace liaison::graph
