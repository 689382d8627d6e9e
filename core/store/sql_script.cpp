#include "core/store/sql_script.h"

#include <QRegularExpression>

namespace liaison::store {

namespace {

/// The end (exclusive) of what begins at `from` and is one token to us: a comment, a quote, or one character.
qsizetype tokenEnd(const QString &script, qsizetype from)
{
    const auto until = [&script](const QString &mark, qsizetype start) {
        const qsizetype found = script.indexOf(mark, start);
        return found < 0 ? script.size() : found + mark.size();
    };
    const QStringView rest = QStringView(script).mid(from);
    if (rest.startsWith(u"--"))
        return until(QStringLiteral("\n"), from);
    if (rest.startsWith(u'\'') || rest.startsWith(u'"'))
        return until(QString(rest.front()), from + 1);
    if (rest.startsWith(u'$')) {
        static const QRegularExpression tag(QStringLiteral("^\\$[A-Za-z_]*\\$"));
        const auto match = tag.match(rest.left(64).toString());
        if (match.hasMatch())
            return until(match.captured(), from + match.capturedLength());
    }
    return from + 1;
}

/// Whether a semicolon after `statement` is inside an SQLite trigger's BEGIN … END.
bool insideTrigger(const QString &statement)
{
    static const QRegularExpression begins(QStringLiteral("^CREATE\\s+TRIGGER\\b.*\\bBEGIN\\b"),
                                           QRegularExpression::CaseInsensitiveOption
                                               | QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression ends(QStringLiteral("\\bEND$"), QRegularExpression::CaseInsensitiveOption);
    const QString trimmed = statement.trimmed();
    return begins.match(trimmed).hasMatch() && !ends.match(trimmed).hasMatch();
}

} // namespace

QStringList splitStatements(const QString &script)
{
    QStringList statements;
    QString current;
    const auto finish = [&statements, &current] {
        if (const QString trimmed = current.trimmed(); !trimmed.isEmpty())
            statements.append(trimmed);
        current.clear();
    };
    for (qsizetype at = 0; at < script.size();) {
        const qsizetype end = tokenEnd(script, at);
        const QStringView token = QStringView(script).mid(at, end - at);
        if (token.startsWith(u"--"))
            current += QLatin1Char('\n');
        else if (token == u";" && !insideTrigger(current))
            finish();
        else
            current += token;
        at = end;
    }
    finish();
    return statements;
}

} // namespace liaison::store
