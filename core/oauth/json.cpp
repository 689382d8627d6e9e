#include "core/oauth/json.h"

#include "core/base/log.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QUrl>

namespace liaison::oauth {

std::optional<QJsonObject> jsonObject(const QByteArray &bytes)
{
    if (bytes.size() > largestAnswer)
        return std::nullopt;
    const QJsonDocument document = QJsonDocument::fromJson(bytes);
    return document.isObject() ? std::optional(document.object()) : std::nullopt;
}

std::optional<qint64> positiveNumber(const QJsonValue &value, qint64 most)
{
    bool good = value.isDouble();
    double number = value.toDouble();
    if (value.isString())
        number = value.toString().toDouble(&good);
    if (!good || !(number >= 1) || number > static_cast<double>(most)) // written so that NaN is refused
        return std::nullopt;
    return static_cast<qint64>(number);
}

QString serverSays(const QString &text, const QList<Secret> &secrets)
{
    static const QRegularExpression tokens(
        QStringLiteral("eyJ[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]*)*|[A-Za-z0-9._~+-]{40,}={0,2}"));
    const QString gone = QStringLiteral("(removed)");
    QString out = text;
    for (const Secret &secret : secrets) {
        if (secret.reveal().size() < 4)
            continue; // too short to be told from a word
        out.replace(QString::fromUtf8(secret.reveal()), gone);
        out.replace(QString::fromLatin1(QUrl::toPercentEncoding(QString::fromUtf8(secret.reveal()))), gone);
    }
    out.replace(tokens, gone);
    return printable(out.toUtf8(), 500);
}

} // namespace liaison::oauth
