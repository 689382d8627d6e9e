#pragma once

#include "core/base/clock.h"

#include <QJsonObject>
#include <QList>
#include <QSet>
#include <QString>
#include <QStringList>
#include <QUuid>

namespace liaison::desk {

struct SettingsFault;

/// Reads a JSON object key by key and notes what is wrong with its path, instead of ending at the first fault.
/// A key that is not there gives the value that is usual. Control characters are refused in every text.
class JsonReader {
public:
    JsonReader(QJsonObject object, QString path, QList<SettingsFault> *faults);

    QString text(const QString &key, const QString &usual, qsizetype mostChars);
    QString lines(const QString &key, qsizetype mostChars); ///< may hold line breaks and tabs; usually empty
    QStringList texts(const QString &key, qsizetype mostEntries, qsizetype mostChars);
    QString choice(const QString &key, const QStringList &choices, const QString &usual);
    int number(const QString &key, int least, int most, int usual);
    bool flag(const QString &key, bool usual);
    QUuid uuid(const QString &key);
    UtcMs time(const QString &key, UtcMs usual); ///< ISO 8601 with its zone
    JsonReader object(const QString &key);       ///< an empty one where it is missing
    QList<JsonReader> objects(const QString &key, qsizetype mostEntries);

    /// Marks every key nobody asked for.
    void refuseUnknown();
    void fault(const QString &key, const QString &problem);
    [[nodiscard]] qsizetype faultCount() const;
    /// Whether `key` ("port", "inbound.port") was marked, or what holds it.
    [[nodiscard]] bool isFaulty(const QString &key) const;

private:
    [[nodiscard]] QJsonValue take(const QString &key);
    QString checkedText(const QJsonValue &value, const QString &key, qsizetype mostChars, bool withLines = false);

    QJsonObject m_object;
    QString m_path;
    QList<SettingsFault> *m_faults;
    QSet<QString> m_asked;
};

} // namespace liaison::desk
