#include "core/base/log.h"

#include <QRegularExpression>

Q_LOGGING_CATEGORY(lcNet, "liaison.net", QtInfoMsg)
Q_LOGGING_CATEGORY(lcStore, "liaison.store", QtInfoMsg)
Q_LOGGING_CATEGORY(lcFeed, "liaison.feed", QtInfoMsg)
Q_LOGGING_CATEGORY(lcMime, "liaison.mime", QtInfoMsg)
Q_LOGGING_CATEGORY(lcUi, "liaison.ui", QtInfoMsg)

namespace liaison {

QString printable(const QByteArray &bytes, int maxChars)
{
    QString out;
    for (const QChar c : QString::fromUtf8(bytes.left(maxChars * 4))) {
        if (out.size() >= maxChars)
            return out + QStringLiteral("…");
        if (c.category() == QChar::Other_Control || c.category() == QChar::Other_Format)
            out += QStringLiteral("\\x%1").arg(c.unicode(), 2, 16, QLatin1Char('0'));
        else
            out += c;
    }
    return out;
}

QString redacted(const QString &text)
{
    static const QRegularExpression announced(
        QStringLiteral("(\\b(?:authorization|password|passwd|secret|token|authenticate|auth(?: plain| "
                       "login)?|login|bearer)\\b[\"':=\\s]+)\\S.*"),
        QRegularExpression::CaseInsensitiveOption);
    QString out = text;
    return out.replace(announced, QStringLiteral("\\1<redacted>"));
}

} // namespace liaison
