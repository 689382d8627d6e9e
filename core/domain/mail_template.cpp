#include "core/domain/mail_template.h"

#include "core/domain/names.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <array>

namespace liaison::domain {

namespace {

constexpr std::array kindNames{
    Name<TemplateKind>{TemplateKind::Primary, QLatin1String("primary")},
    Name<TemplateKind>{TemplateKind::FollowUp, QLatin1String("followup")},
    Name<TemplateKind>{TemplateKind::Free, QLatin1String("free")},
};

bool isOneLine(const QString &text)
{
    return std::none_of(text.cbegin(), text.cend(), [](QChar c) {
        return c.category() == QChar::Other_Control || c.unicode() == 0x2028 || c.unicode() == 0x2029;
    });
}

class Checks {
public:
    using Kind = TemplateProblem::Kind;

    void text(qsizetype number, const TemplateText &text)
    {
        m_number = number;
        const std::optional<QString> tag = languageTag(text.language);
        if (!tag)
            note(Kind::NotALanguage, text.language);
        else if (m_languages.contains(*tag))
            note(Kind::LanguageTwice, *tag);
        m_languages.insert(tag.value_or(QString()));
        if (text.subject.size() > longestTemplateSubject)
            note(Kind::SubjectTooLong);
        if (!isOneLine(text.subject))
            note(Kind::SubjectNotOneLine);
        if (text.body.trimmed().isEmpty())
            note(Kind::BodyMissing);
        if (text.body.size() > longestTemplateBody)
            note(Kind::BodyTooLong);
        variables(text.subject, true);
        variables(text.body, false);
    }
    void note(Kind kind, const QString &words = {}, bool inSubject = false)
    {
        const TemplateProblem problem{kind, m_number, inSubject, words};
        if (!found.contains(problem))
            found.append(problem);
    }
    [[nodiscard]] bool hasLanguage(const QString &tag) const { return m_languages.contains(tag); }
    void whole() { m_number = -1; }

    QList<TemplateProblem> found;

private:
    void variables(const QString &words, bool inSubject)
    {
        const QList<Placeholder> placeholders = placeholdersIn(words);
        for (const Placeholder &one : placeholders) {
            if (!one.variable)
                note(Kind::UnknownVariable, words.mid(one.at, one.length), inSubject);
        }
    }

    qsizetype m_number = -1;
    QSet<QString> m_languages;
};

/// Line ends of any kind as "\n"; no other control character but the tabulator.
QString lines(QString text)
{
    text.replace(QLatin1String("\r\n"), QLatin1String("\n")).replace(QLatin1Char('\r'), QLatin1Char('\n'));
    text.removeIf([](QChar c) {
        return c.category() == QChar::Other_Control && c != QLatin1Char('\n') && c != QLatin1Char('\t');
    });
    return text;
}

} // namespace

QList<TemplateProblem> problemsOf(const MailTemplate &mailTemplate)
{
    using Kind = TemplateProblem::Kind;
    Checks checks;
    if (mailTemplate.name.trimmed().isEmpty())
        checks.note(Kind::NameMissing);
    if (mailTemplate.name.size() > longestTemplateName)
        checks.note(Kind::NameTooLong);
    if (mailTemplate.texts.isEmpty())
        checks.note(Kind::NoText);
    if (mailTemplate.texts.size() > mostTemplateTexts) {
        checks.note(Kind::TooManyTexts);
        return checks.found;
    }
    for (qsizetype i = 0; i < mailTemplate.texts.size(); ++i)
        checks.text(i, mailTemplate.texts.at(i));
    checks.whole();
    const std::optional<QString> usual = languageTag(mailTemplate.defaultLanguage);
    if (!usual)
        checks.note(Kind::NotALanguage, mailTemplate.defaultLanguage);
    else if (!mailTemplate.texts.isEmpty() && !checks.hasLanguage(*usual))
        checks.note(Kind::NoDefault, *usual);
    return checks.found;
}

MailTemplate tidied(MailTemplate mailTemplate)
{
    mailTemplate.name = mailTemplate.name.simplified();
    const auto tag = [](const QString &text) { return languageTag(text).value_or(text.trimmed()); };
    mailTemplate.defaultLanguage = tag(mailTemplate.defaultLanguage);
    for (TemplateText &text : mailTemplate.texts) {
        text.language = tag(text.language);
        text.subject = text.subject.trimmed();
        text.body = lines(text.body);
    }
    return mailTemplate;
}

const TemplateText *textFor(const MailTemplate &mailTemplate, const QString &language)
{
    const auto of = [&mailTemplate](const QString &tag) -> const TemplateText * {
        const auto found = std::find_if(mailTemplate.texts.cbegin(), mailTemplate.texts.cend(),
                                        [&tag](const TemplateText &text) { return text.language == tag; });
        return found == mailTemplate.texts.cend() ? nullptr : &*found;
    };
    if (const TemplateText *own = of(language); own && !language.isEmpty())
        return own;
    if (const TemplateText *general = of(language.section(QLatin1Char('-'), 0, 0)); general && !language.isEmpty())
        return general;
    if (const TemplateText *usual = of(mailTemplate.defaultLanguage))
        return usual;
    return mailTemplate.texts.isEmpty() ? nullptr : &mailTemplate.texts.first();
}

std::optional<QString> languageTag(const QString &text)
{
    // RFC 5646 section 2.1, as far as languages that people write mails in go.
    static const QRegularExpression shape(
        QStringLiteral("\\A([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|[0-9]{3}))?\\z"));
    const QRegularExpressionMatch match = shape.match(text.trimmed());
    if (!match.hasMatch())
        return std::nullopt;
    QString tag = match.captured(1).toLower();
    if (const QString script = match.captured(2); !script.isEmpty())
        tag += QLatin1Char('-') + script.at(0).toUpper() + script.mid(1).toLower();
    if (const QString region = match.captured(3); !region.isEmpty())
        tag += QLatin1Char('-') + region.toUpper();
    return tag;
}

QString toString(TemplateKind kind)
{
    return nameOf(kindNames, kind);
}

std::optional<TemplateKind> templateKindFrom(const QString &text)
{
    return valueOf(kindNames, text);
}

} // namespace liaison::domain
