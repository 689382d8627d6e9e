#include "core/desk/json_reader.h"

#include "core/base/log.h"
#include "core/desk/settings_json.h"

#include <QDateTime>
#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace liaison::desk {

using namespace Qt::StringLiterals;

JsonReader::JsonReader(QJsonObject object, QString path, QList<SettingsFault> *faults)
    : m_object(std::move(object)), m_path(std::move(path)), m_faults(faults)
{
}

QJsonValue JsonReader::take(const QString &key)
{
    m_asked.insert(key);
    return m_object.value(key);
}

void JsonReader::fault(const QString &key, const QString &problem)
{
    m_faults->append({m_path + QLatin1Char('.') + key, problem});
}

qsizetype JsonReader::faultCount() const
{
    return m_faults->size();
}

bool JsonReader::isFaulty(const QString &key) const
{
    const QString path = m_path + QLatin1Char('.') + key;
    return std::any_of(m_faults->cbegin(), m_faults->cend(), [&path](const SettingsFault &fault) {
        return path == fault.path || path.startsWith(fault.path + QLatin1Char('.'));
    });
}

QString JsonReader::checkedText(const QJsonValue &value, const QString &key, qsizetype mostChars, bool withLines)
{
    QString text = value.toString();
    const auto isRefused = [withLines](QChar c) {
        const bool isLayout = withLines && (c == u'\n' || c == u'\t');
        return c.category() == QChar::Other_Control && !isLayout;
    };
    if (!value.isString())
        fault(key, u"is not a text"_s);
    else if (text.size() > mostChars)
        fault(key, u"is longer than %1 characters"_s.arg(mostChars));
    else if (std::any_of(text.cbegin(), text.cend(), isRefused))
        fault(key, u"holds a control character"_s);
    else
        return text;
    return {};
}

QString JsonReader::text(const QString &key, const QString &usual, qsizetype mostChars)
{
    const QJsonValue value = take(key);
    return value.isUndefined() ? usual : checkedText(value, key, mostChars);
}

QString JsonReader::lines(const QString &key, qsizetype mostChars)
{
    const QJsonValue value = take(key);
    return value.isUndefined() ? QString() : checkedText(value, key, mostChars, true);
}

QStringList JsonReader::texts(const QString &key, qsizetype mostEntries, qsizetype mostChars)
{
    const QJsonValue value = take(key);
    const QJsonArray array = value.toArray();
    if (!value.isUndefined() && !value.isArray())
        fault(key, u"is not a list"_s);
    if (array.size() > mostEntries) {
        fault(key, u"has more than %1 entries"_s.arg(mostEntries));
        return {};
    }
    QStringList texts;
    for (qsizetype i = 0; i < array.size(); ++i)
        texts.append(checkedText(array.at(i), u"%1[%2]"_s.arg(key).arg(i), mostChars).trimmed());
    return texts;
}

QString JsonReader::choice(const QString &key, const QStringList &choices, const QString &usual)
{
    const QJsonValue value = take(key);
    if (value.isUndefined())
        return usual;
    if (value.isString() && choices.contains(value.toString()))
        return value.toString();
    fault(key, u"is none of: %1"_s.arg(choices.join(u", "_s)));
    return usual;
}

int JsonReader::number(const QString &key, int least, int most, int usual)
{
    const QJsonValue value = take(key);
    if (value.isUndefined())
        return usual;
    const double number = value.toDouble(std::nan(""));
    if (number >= least && number <= most && number == std::floor(number))
        return static_cast<int>(number);
    fault(key, u"is no whole number from %1 to %2"_s.arg(least).arg(most));
    return usual;
}

bool JsonReader::flag(const QString &key, bool usual)
{
    const QJsonValue value = take(key);
    if (!value.isUndefined() && !value.isBool())
        fault(key, u"is neither true nor false"_s);
    return value.toBool(usual);
}

QUuid JsonReader::uuid(const QString &key)
{
    const QString value = text(key, {}, 36);
    const QUuid uuid = QUuid::fromString(value);
    if (!value.isEmpty()
        && (uuid.isNull() || value.compare(uuid.toString(QUuid::WithoutBraces), Qt::CaseInsensitive) != 0))
        fault(key, u"is not a UUID"_s);
    return uuid;
}

UtcMs JsonReader::time(const QString &key, UtcMs usual)
{
    const QString value = text(key, {}, 40);
    if (value.isEmpty())
        return usual;
    const QDateTime time = QDateTime::fromString(value, Qt::ISODate);
    if (time.isValid() && time.timeSpec() != Qt::LocalTime && time.toMSecsSinceEpoch() >= 0)
        return time.toMSecsSinceEpoch();
    fault(key, u"is not a time such as 2026-11-20T00:00:00Z"_s);
    return usual;
}

JsonReader JsonReader::object(const QString &key)
{
    const QJsonValue value = take(key);
    if (!value.isUndefined() && !value.isObject())
        fault(key, u"is not an object"_s);
    return {value.toObject(), m_path + QLatin1Char('.') + key, m_faults};
}

QList<JsonReader> JsonReader::objects(const QString &key, qsizetype mostEntries)
{
    const QJsonValue value = take(key);
    const QJsonArray array = value.toArray();
    if (!value.isUndefined() && !value.isArray())
        fault(key, u"is not a list"_s);
    if (array.size() > mostEntries) {
        fault(key, u"has more than %1 entries"_s.arg(mostEntries));
        return {};
    }
    QList<JsonReader> readers;
    for (qsizetype i = 0; i < array.size(); ++i) {
        const QString entry = u"%1[%2]"_s.arg(key).arg(i);
        if (array.at(i).isObject())
            readers.append(JsonReader(array.at(i).toObject(), m_path + QLatin1Char('.') + entry, m_faults));
        else
            fault(entry, u"is not an object"_s);
    }
    return readers;
}

void JsonReader::refuseUnknown()
{
    static const QSet<QString> secrets{u"password"_s, u"secret"_s, u"token"_s, u"inboundSecret"_s, u"outboundSecret"_s};
    constexpr int mostShown = 60;
    for (auto it = m_object.constBegin(); it != m_object.constEnd(); ++it) {
        if (m_asked.contains(it.key()))
            continue;
        fault(printable(it.key().toUtf8(), mostShown),
              secrets.contains(it.key()) ? u"is not kept in settings; use “liaison secret set”"_s
                                         : u"is not a key of this format"_s);
    }
}

} // namespace liaison::desk
