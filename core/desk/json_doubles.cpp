#include "core/desk/json_doubles.h"

#include "core/base/log.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <vector>

namespace liaison::desk {

namespace {

constexpr qsizetype mostNamed = 100;

/// An object or list that is open, and where in it the scan stands.
struct Level {
    bool isObject = false;
    bool atKey = true; ///< objects: the next string is a key
    QByteArray key;    ///< objects: the last key, as it is written
    qsizetype index = 0;
    QSet<QString> seen;
    QSet<QString> told; ///< each is named once, however often it comes
};

/// The text that a string stands for: "\u0061" is "a".
QString textOf(const QByteArray &written)
{
    if (!written.contains('\\'))
        return QString::fromUtf8(written);
    return QJsonDocument::fromJson("[\"" + written + "\"]").array().at(0).toString();
}

/// Behind the string that begins after the quotation mark before `from`.
qsizetype endOfString(const QByteArray &json, qsizetype from)
{
    while (from < json.size() && json.at(from) != '"')
        from += json.at(from) == '\\' ? 2 : 1;
    return qMin(from, json.size());
}

QString pathOf(const std::vector<Level> &levels)
{
    constexpr int mostShown = 60;
    QString path = QStringLiteral("$");
    for (const Level &level : levels) {
        if (level.isObject)
            path += QLatin1Char('.') + printable(textOf(level.key).toUtf8(), mostShown);
        else
            path += QStringLiteral("[%1]").arg(level.index);
    }
    return path;
}

} // namespace

QStringList keysThereTwice(const QByteArray &json)
{
    QStringList paths;
    std::vector<Level> levels;
    for (qsizetype at = 0; at < json.size() && paths.size() < mostNamed; ++at) {
        const char c = json.at(at);
        if (c == '"') {
            const qsizetype end = endOfString(json, at + 1);
            if (!levels.empty() && levels.back().isObject && levels.back().atKey) {
                Level &level = levels.back();
                level.atKey = false;
                level.key = json.mid(at + 1, end - at - 1);
                const QString key = textOf(level.key);
                if (level.seen.contains(key) && !level.told.contains(key)) {
                    level.told.insert(key);
                    paths.append(pathOf(levels));
                }
                level.seen.insert(key);
            }
            at = end;
        } else if (c == '{' || c == '[') {
            Level level;
            level.isObject = c == '{';
            levels.push_back(std::move(level));
        } else if (!levels.empty() && (c == '}' || c == ']')) {
            levels.pop_back();
        } else if (!levels.empty() && c == ',') {
            levels.back().atKey = true;
            ++levels.back().index;
        }
    }
    return paths;
}

} // namespace liaison::desk
