#include "core/domain/subject.h"

#include "core/domain/correlation.h"

#include <QRegularExpression>
#include <QSet>
#include <QStringList>

#include <algorithm>

namespace liaison::domain {

namespace {

/// What mail programs put in front of replies and forwards, case-folded. Words that are common in titles of
/// their own ("Info", "Mail", "Note") are left out on purpose.
const QSet<QString> &prefixes()
{
    static const QSet<QString> words = [] {
        const QStringList all{
            // English; Latin "re" is used nearly everywhere
            u"re"_qs, u"fw"_qs, u"fwd"_qs, u"forward"_qs, u"reply"_qs, u"automatic reply"_qs,
            // German
            u"aw"_qs, u"antwort"_qs, u"wg"_qs, u"weitergeleitet"_qs, u"automatische antwort"_qs,
            // Dutch and Afrikaans
            u"antw"_qs, u"betr"_qs, u"doorst"_qs, u"automatisch antwoord"_qs,
            // Danish, Norwegian, Swedish, Icelandic, Finnish
            u"sv"_qs, u"vs"_qs, u"vb"_qs, u"vl"_qs, u"svar"_qs, u"videresendt"_qs, u"fs"_qs, u"\u00e1frs"_qs,
            // French
            u"ref"_qs, u"r\u00e9f"_qs, u"r\u00e9p"_qs, u"tr"_qs, u"r\u00e9ponse automatique"_qs,
            // Italian
            u"r"_qs, u"rif"_qs, u"i"_qs, u"inoltro"_qs,
            // Spanish, Portuguese, Catalan, Galician
            u"rv"_qs, u"res"_qs, u"enc"_qs, u"respuesta autom\u00e1tica"_qs, u"resposta autom\u00e1tica"_qs,
            // Polish, Czech, Slovak, Slovene, Croatian, Serbian
            u"odp"_qs, u"pd"_qs, u"po\u0161"_qs, u"preposlan\u00e9"_qs, u"odg"_qs, u"prosl"_qs,
            // Hungarian
            u"v\u00e1"_qs, u"v\u00e1lasz"_qs, u"tov\u00e1bb\u00edt\u00e1s"_qs, u"tov"_qs,
            // Romanian, Latvian, Lithuanian, Estonian, Welsh
            u"r\u0103sp"_qs, u"ats"_qs, u"p\u0101rs"_qs, u"vast"_qs, u"edasi"_qs, u"atb"_qs, u"yml"_qs,
            // Turkish; the dotted capital is folded in more than one way
            u"ynt"_qs, u"ilt"_qs, u"i\u0307lt"_qs, u"\u0130lt"_qs, u"yan\u0131t"_qs,
            // Indonesian and Malay, Vietnamese
            u"bls"_qs, u"trs"_qs, u"tr\u1ea3 l\u1eddi"_qs, u"chuy\u1ec3n ti\u1ebfp"_qs,
            // Greek
            u"\u03b1\u03c0"_qs, u"\u03b1\u03c0\u03b1\u03bd\u03c4"_qs, u"\u03c3\u03c7\u03b5\u03c4"_qs,
            u"\u03c0\u03c1\u03b8"_qs, u"\u03c0\u03c1\u03bf\u03c9\u03b8"_qs,
            // Russian, Ukrainian, Bulgarian
            u"\u043e\u0442\u0432"_qs, u"\u043e\u0442\u0432\u0435\u0442"_qs, u"\u043f\u0435\u0440\u0435\u0441\u043b"_qs,
            u"\u0432\u0456\u0434\u043f"_qs,
            // Hebrew, Arabic, Persian
            u"\u05d4\u05e9\u05d1"_qs, u"\u05ea\u05d2\u05d5\u05d1\u05d4"_qs, u"\u05d4\u05d5\u05e2\u05d1\u05e8"_qs,
            u"\u0631\u062f"_qs, u"\u0625\u0639\u0627\u062f\u0629 \u062a\u0648\u062c\u064a\u0647"_qs,
            u"\u067e\u0627\u0633\u062e"_qs,
            // Chinese, simplified and traditional
            u"\u56de\u590d"_qs, u"\u7b54\u590d"_qs, u"\u56de\u8986"_qs, u"\u56de\u5fa9"_qs, u"\u7b54\u8986"_qs,
            u"\u8f6c\u53d1"_qs, u"\u8f49\u5bc4"_qs, u"\u8f49\u767c"_qs, u"\u81ea\u52a8\u56de\u590d"_qs,
            // Japanese, Korean, Thai
            u"\u8fd4\u4fe1"_qs, u"\u8ee2\u9001"_qs, u"\u81ea\u52d5\u5fdc\u7b54"_qs, u"\ud68c\uc2e0"_qs,
            u"\ub2f5\uc7a5"_qs, u"\uc804\ub2ec"_qs, u"\u0e15\u0e2d\u0e1a"_qs,
            u"\u0e2a\u0e48\u0e07\u0e15\u0e48\u0e2d"_qs};
        QSet<QString> folded;
        for (const QString &word : all)
            folded.insert(word.toCaseFolded());
        return folded;
    }();
    return words;
}

/// "Re:", "Re[2]:", "Re(3):", "RE^4:", "Re :", "回复：" at the start; the word is the first capture.
qsizetype prefixLength(QStringView subject)
{
    static const QRegularExpression pattern(
        u"^\\s*([\\p{L}\\p{M}]+(?: [\\p{L}\\p{M}]+)?)\\s*(?:\\[\\d{1,4}\\]|\\(\\d{1,4}\\)|\\^\\d{1,4}|\\d{1,2})?"
        "\\s*[:\uFF1A\uFE55]\\s*"_qs,
        QRegularExpression::UseUnicodePropertiesOption);
    const QRegularExpressionMatch match = pattern.match(subject.left(80));
    if (!match.hasMatch() || !prefixes().contains(match.captured(1).toCaseFolded()))
        return 0;
    return match.capturedLength();
}

/// What gateways put in front of mail from outside.
qsizetype gatewayMarkLength(QStringView subject)
{
    static const QRegularExpression pattern(
        u"^\\s*(?:[\\[(<{*]+\\s*(?:ext|extern|external|externe|externo|esterno|extern[ -]?mail|external[ -](?:e-?mail|"
        "sender|mail|message)|\u5916\u90e8)\\s*[\\])>}*]+\\s*:?|(?:ext|extern|external)\\s*[:\uFF1A])\\s*"_qs,
        QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = pattern.match(subject.left(80));
    return match.hasMatch() ? match.capturedLength() : 0;
}

/// A tag of ours or a list's "[name]": it stays, and prefixes behind it go.
qsizetype bracketLength(QStringView subject)
{
    static const QRegularExpression pattern(u"^\\s*\\[[^\\[\\]]{1,64}\\]\\s*"_qs);
    const QRegularExpressionMatch match = pattern.match(subject.left(100));
    return match.hasMatch() ? match.capturedLength() : 0;
}

const QRegularExpression &tagPattern()
{
    // A key as incidentKey() makes it, or one of another prefix from an import, and six characters of token.
    static const QRegularExpression pattern(
        u"\\[\\s*([a-z][a-z0-9]{0,15}-\\d{4}-\\d{1,12})-([a-km-np-z2-9]{6})\\s*\\]"_qs,
        QRegularExpression::CaseInsensitiveOption);
    return pattern;
}

QString withoutTags(QString subject)
{
    return subject.replace(tagPattern(), u" "_qs).simplified();
}

QString joined(const QString &text, const QString &tag)
{
    if (text.isEmpty() || tag.isEmpty())
        return text + tag;
    return text + QLatin1Char(' ') + tag;
}

QString prefixed(QLatin1String prefix, const QString &subject, const QString &tag)
{
    return (prefix + joined(threadTitle(subject), tag)).trimmed();
}

} // namespace

QString baseSubject(const QString &subject)
{
    const QString clean = subject.simplified();
    QStringView rest(clean);
    QString kept;
    for (;;) {
        const qsizetype strip = std::max(prefixLength(rest), gatewayMarkLength(rest));
        if (strip > 0) {
            rest = rest.mid(strip);
            continue;
        }
        const qsizetype bracket = bracketLength(rest);
        if (bracket == 0)
            break;
        kept += rest.left(bracket).trimmed().toString() + QLatin1Char(' ');
        rest = rest.mid(bracket);
    }
    return (kept + rest.toString()).simplified();
}

QString threadTitle(const QString &subject)
{
    // A tag in the middle may hide prefixes behind it, so the base is taken on both sides of its removal.
    return baseSubject(withoutTags(baseSubject(subject)));
}

QString replySubject(const QString &subject, const QString &tag)
{
    return prefixed(QLatin1String("Re: "), subject, tag);
}

QString forwardSubject(const QString &subject, const QString &tag)
{
    return prefixed(QLatin1String("Fwd: "), subject, tag);
}

QString taggedSubject(const QString &subject, const QString &tag)
{
    return joined(withoutTags(subject), tag);
}

QList<SubjectTagText> subjectTags(const QString &subject)
{
    QList<SubjectTagText> tags;
    QRegularExpressionMatchIterator matches = tagPattern().globalMatch(subject);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        const SubjectTagText tag{match.captured(1).toUpper(), match.captured(2).toLower()};
        if (!tags.contains(tag))
            tags.append(tag);
    }
    return tags;
}

} // namespace liaison::domain
