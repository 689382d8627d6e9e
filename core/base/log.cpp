#include "core/base/log.h"

#include <QList>
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

namespace {

struct Hiding {
    QRegularExpression pattern;
    QString by;
};

QRegularExpression anyCase(const QString &pattern)
{
    return QRegularExpression(pattern, QRegularExpression::CaseInsensitiveOption);
}

/// Values are known by what stands before them, by their quotes, or by their looks. What stands behind "password:" goes
/// to the end of its line, since nobody knows where a pass phrase ends; but our own sentence of a refused password, and
/// codes and answers of servers, stay: the advice of a server is what a person needs most.
QList<Hiding> hidings()
{
    const QString mechanism
        = QStringLiteral("(?:PLAIN|LOGIN|XOAUTH2|OAUTHBEARER|NTLM|GSSAPI|EXTERNAL|CRAM-MD5|DIGEST-MD5|SCRAM-[\\w-]+)");
    const QString name = QStringLiteral(
        "(?<!user name or the "
        ")(?<!/)\\b[\\w.-]*(?:password|passwd|passphrase|pwd|secret|token|assertion|api[_-]?key)[\\w-]*");
    const QString answer = QStringLiteral("(?!(?-i:NO|BAD) \\[|AADSTS\\d|\\d{3}[ -]\\d\\.\\d|<redacted>)");
    const QString kept = QStringLiteral("\\1<redacted>");
    return {
        // Authorization: Basic …; Cookie: …
        {anyCase(QStringLiteral("(\\b(?:(?:proxy-|www-)?(?:authorization|authenticate)|(?:set-)?cookie)\\b[\"']?"
                                "\\s*[:=]\\s*)\\S.*")),
         kept},
        // a1 LOGIN name password
        {anyCase(QStringLiteral("((?:\\b[a-z]{0,8}\\d+\\s+|^C: (?:\\S+ )?)LOGIN\\s+)\\S.*")), kept},
        {QRegularExpression(QStringLiteral("(\\bLOGIN\\s+)(?!%1\\b)\\S+\\s+(?!\\p{Ll}+[.!]?$)\\S+$").arg(mechanism)),
         kept},
        // AUTH PLAIN initial-response
        {anyCase(QStringLiteral("(\\bAUTH(?:ENTICATE)?\\s+%1\\s+)(?!%1\\b|(?-i:\\p{Ll}+)[.,]?(?:\\s|$)|<redacted>)\\S+")
                     .arg(mechanism)),
         kept},
        // {"password": "…"}, client_secret=…, token: …
        {anyCase(QStringLiteral("(%1[\"']?\\s*[:=]\\s*)(?:\"(?:[^\"\\\\]|\\\\.)*\"?|'[^']*'?)").arg(name)), kept},
        {anyCase(QStringLiteral("(%1\\s*=\\s*)(?!<redacted>)[^\\s&][^&\\r\\n]*").arg(name)), kept},
        {anyCase(QStringLiteral("(%1[\"']?\\s*:\\s*)%2\\S.*").arg(name, answer)), kept},
        // the password 'x', the token a8Zk2
        {anyCase(QStringLiteral("(\\b(?:password|passwd|secret|token)\\s+)(?!AADSTS|OAUTH)(?:\"[^\"\\s]+\"|'[^'\\s]+'|"
                                "(?=\\S*\\d)(?=\\S*\\p{L})[^\\s(\\[<]\\S{3,})")),
         kept},
        // Bearer eyJ…
        {anyCase(QStringLiteral("(\\b(?:bearer|basic|ntlm|negotiate)\\s+)(?![\\w-]+=\")"
                                "(?=[\\w.~+/=-]*(?:[\\d=+]|[._~]\\w))[\\w.~+/=-]{6,}")),
         kept},
        // A JSON Web Token; base64 of anything that is not short.
        {QRegularExpression(QStringLiteral("\\beyJ[\\w-]{5,}(?:\\.[\\w-]*){1,4}")), QStringLiteral("<redacted>")},
        {QRegularExpression(
             QStringLiteral("(?<![\\w/.:@+<-])(?=[A-Za-z0-9+/]*[A-Z])(?=[A-Za-z0-9+/]*[a-z])"
                            "(?=[A-Za-z0-9+/]*\\d)[A-Za-z0-9+](?:[A-Za-z0-9+/]){19,}={0,2}(?![\\w@.:-])")),
         QStringLiteral("<redacted>")},
    };
}

} // namespace

QString redacted(const QString &text)
{
    static const QList<Hiding> all = hidings();
    QString out = text;
    for (const Hiding &each : all)
        out.replace(each.pattern, each.by);
    return out;
}

} // namespace liaison
