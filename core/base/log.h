#pragma once

#include <QByteArray>
#include <QLoggingCategory>
#include <QString>

Q_DECLARE_LOGGING_CATEGORY(lcNet)
Q_DECLARE_LOGGING_CATEGORY(lcStore)
Q_DECLARE_LOGGING_CATEGORY(lcFeed)
Q_DECLARE_LOGGING_CATEGORY(lcMime)
Q_DECLARE_LOGGING_CATEGORY(lcUi)

namespace liaison {

/// A line from a server or a mail made fit for a log: at most `maxChars`, control characters as \xNN.
QString printable(const QByteArray &bytes, int maxChars = 200);

/// `text` without what follows a word that announces a secret (password, token, Authorization, AUTH …).
QString redacted(const QString &text);

} // namespace liaison
