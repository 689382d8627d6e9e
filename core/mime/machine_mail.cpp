#include "core/mime/machine_mail.h"

#include <QRegularExpression>

namespace liaison::mime {

namespace {

using domain::MailKind;

/// Subjects that Exchange, Notes, Gmail and vacation programs put in front, in the languages they speak.
bool isVacationSubject(const QString &subject)
{
    static const QRegularExpression prefix(
        QStringLiteral(
            "\\A\\s*(\\[[^\\]]{1,30}\\]\\s*)?"
            "(automatic reply|auto[- ]?reply|autoreply|automated reply|automatische antwort|automatisch antwoord|"
            "r[ée]ponse automatique|respuesta autom[áa]tica|risposta automatica|resposta autom[áa]tica|"
            "autosvar|automatisk svar|automatiskt svar|automaattinen vastaus|automatick[áa] odpov[ěe][ďd]|"
            "automatick[áa] odpoved|odpowied[źz] automatyczna|autodpowied[źz]|automatikus v[áa]lasz|"
            "r[ăa]spuns automat|otomatik yan[ıi]t|автоматический ответ|автоматична відповідь|"
            "αυτόματη απάντηση|自动答复|自動回覆|自動応答|자동 회신|"
            "out of (the )?office|ooo:|abwesenheit|abwesend|au[ßs]er haus|absence du bureau|absent du bureau|"
            "absence :|message d'absence|fuera de (la )?oficina|fuori (sede|ufficio)|afwezig|"
            "vacation|on vacation|away from (my )?(office|mail|desk))"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    return prefix.match(subject).hasMatch();
}

bool isBounceSubject(const QString &subject)
{
    static const QRegularExpression words(
        QStringLiteral("\\A\\s*(undeliver(able|ed)|unzustellbar|delivery status notification|delivery (has )?fail|"
                       "failure notice|mail delivery (failed|failure|system)|returned mail|returned to sender|"
                       "non remis|non distribu|nicht zustellbar|no se puede entregar|mail could not be delivered)"),
        QRegularExpression::CaseInsensitiveOption);
    return words.match(subject).hasMatch();
}

bool isDelaySubject(const QString &subject)
{
    static const QRegularExpression words(
        QStringLiteral("\\A\\s*(warning: message .{0,80}delayed|delivery delayed|delayed:|delivery status notification "
                       "\\(delay\\)|warning: could not send|zustellung verzögert|verzögert:)"),
        QRegularExpression::CaseInsensitiveOption);
    return words.match(subject).hasMatch();
}

/// The keyword of "auto-replied (vacation); x=y", without comment and parameters.
QByteArray keyword(const QByteArray &value)
{
    QByteArray word = value.trimmed().toLower();
    for (qsizetype i = 0; i < word.size(); ++i) {
        if (word.at(i) == ';' || word.at(i) == '(' || word.at(i) == ' ')
            return word.left(i);
    }
    return word;
}

bool fromDaemon(const HeaderBlock &headers)
{
    static const QRegularExpression daemon(QStringLiteral("(\\A|[<\\s\"])(mailer-daemon|postmaster)@"),
                                           QRegularExpression::CaseInsensitiveOption);
    return daemon.match(QString::fromLatin1(headers.value("From"))).hasMatch();
}

/// Headers that only programs write.
bool saysMachine(const HeaderBlock &headers)
{
    const QByteArray submitted = keyword(headers.value("Auto-Submitted"));
    if (!submitted.isEmpty() && submitted != "no")
        return true;
    const QByteArray precedence = keyword(headers.value("Precedence"));
    if (precedence == "bulk" || precedence == "junk" || precedence == "auto_reply")
        return true;
    const QByteArray suppress = keyword(headers.value("X-Auto-Response-Suppress"));
    if (!suppress.isEmpty() && suppress != "none")
        return true;
    for (const char *name : {"X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-AutoReply-From", "X-Vacation",
                             "X-Failed-Recipients", "X-MS-Exchange-Inbox-Rules-Loop"}) {
        if (headers.contains(name) && keyword(headers.value(name)) != "no")
            return true;
    }
    return headers.contains("Return-Path") && headers.value("Return-Path").simplified().replace(" ", "") == "<>";
}

bool saysVacation(const HeaderBlock &headers)
{
    const QByteArray submitted = headers.value("Auto-Submitted").toLower();
    return submitted.contains("vacation") || headers.contains("X-Vacation")
        || headers.contains("X-MS-Exchange-Inbox-Rules-Loop");
}

} // namespace

MailKind machineKind(const HeaderBlock &headers, const QString &subject)
{
    if (headers.contains("X-Failed-Recipients"))
        return isDelaySubject(subject) ? MailKind::Delay : MailKind::Bounce;
    const bool daemon = fromDaemon(headers);
    const bool machine = saysMachine(headers);
    if (daemon || machine) {
        if (isDelaySubject(subject))
            return MailKind::Delay;
        if (isBounceSubject(subject))
            return MailKind::Bounce;
    }
    if (saysVacation(headers) || isVacationSubject(subject))
        return MailKind::OutOfOffice;
    return machine || daemon ? MailKind::Automatic : MailKind::Human;
}

} // namespace liaison::mime
