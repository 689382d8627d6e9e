#include "core/desk/settings_template.h"

#include <QPair>

#include <algorithm>
#include <optional>
#include <utility>

namespace liaison::desk {

using namespace Qt::StringLiterals;
using domain::MailTemplate;
using domain::TemplateKind;
using domain::TemplateProblem;

namespace {

QString textPath(const TemplateProblem &problem, const QString &key)
{
    return problem.text < 0 ? key : u"texts[%1].%2"_s.arg(problem.text).arg(key);
}

/// Where a problem is, and what.
QPair<QString, QString> wordsOf(const TemplateProblem &problem)
{
    using Kind = TemplateProblem::Kind;
    switch (problem.kind) {
    case Kind::NameMissing:
        return {u"name"_s, u"is missing"_s};
    case Kind::NameTooLong:
        return {u"name"_s, u"is longer than %1 characters"_s.arg(domain::longestTemplateName)};
    case Kind::NoText:
        return {u"texts"_s, u"is missing"_s};
    case Kind::TooManyTexts:
        return {u"texts"_s, u"has more than %1 entries"_s.arg(domain::mostTemplateTexts)};
    case Kind::NoDefault:
        return {u"defaultLanguage"_s, u"has no text"_s};
    case Kind::NotALanguage:
        return {problem.text < 0 ? u"defaultLanguage"_s : textPath(problem, u"language"_s),
                u"is not a language such as de or pt-BR"_s};
    case Kind::LanguageTwice:
        return {textPath(problem, u"language"_s), u"is there twice"_s};
    case Kind::SubjectTooLong:
        return {textPath(problem, u"subject"_s), u"is longer than %1 characters"_s.arg(domain::longestTemplateSubject)};
    case Kind::SubjectNotOneLine:
        return {textPath(problem, u"subject"_s), u"holds a control character"_s};
    case Kind::BodyMissing:
        return {textPath(problem, u"body"_s), u"is missing"_s};
    case Kind::BodyTooLong:
        return {textPath(problem, u"body"_s), u"is longer than %1 characters"_s.arg(domain::longestTemplateBody)};
    case Kind::UnknownVariable:
        return {textPath(problem, problem.inSubject ? u"subject"_s : u"body"_s),
                u"has %1, which is no variable"_s.arg(problem.words.left(60))};
    }
    return {};
}

} // namespace

MailTemplate readTemplate(JsonReader reader)
{
    MailTemplate one;
    one.uuid = reader.uuid(u"uuid"_s);
    one.name = reader.text(u"name"_s, {}, domain::longestTemplateName);
    const QString kind = reader.choice(u"kind"_s,
                                       {domain::toString(TemplateKind::Primary),
                                        domain::toString(TemplateKind::FollowUp), domain::toString(TemplateKind::Free)},
                                       domain::toString(TemplateKind::Free));
    one.kind = domain::templateKindFrom(kind).value_or(TemplateKind::Free);
    one.defaultLanguage = reader.text(u"defaultLanguage"_s, u"en"_s, 40);
    one.archived = reader.flag(u"archived"_s, false);
    const qsizetype before = reader.faultCount();
    const QList<JsonReader> texts = reader.objects(u"texts"_s, domain::mostTemplateTexts);
    for (JsonReader text : texts) {
        domain::TemplateText words;
        words.language = text.text(u"language"_s, {}, 40);
        words.subject = text.text(u"subject"_s, {}, domain::longestTemplateSubject);
        words.body = text.lines(u"body"_s, domain::longestTemplateBody);
        text.refuseUnknown();
        one.texts.append(words);
    }
    reader.refuseUnknown();
    one = domain::tidied(one);
    if (reader.faultCount() > before) // what its type shows to be wrong is named once
        return one;
    const QList<TemplateProblem> problems = domain::problemsOf(one);
    for (const TemplateProblem &problem : problems) {
        const auto [path, words] = wordsOf(problem);
        if (!reader.isFaulty(path))
            reader.fault(path, words);
    }
    return one;
}

QJsonObject templateToJson(const MailTemplate &mailTemplate)
{
    QJsonArray texts;
    for (const domain::TemplateText &text : mailTemplate.texts)
        texts.append(QJsonObject{{u"language"_s, text.language}, {u"subject"_s, text.subject}, {u"body"_s, text.body}});
    return {{u"uuid"_s, mailTemplate.uuid.toString(QUuid::WithoutBraces)},
            {u"name"_s, mailTemplate.name},
            {u"kind"_s, domain::toString(mailTemplate.kind)},
            {u"defaultLanguage"_s, mailTemplate.defaultLanguage},
            {u"texts"_s, texts},
            {u"archived"_s, mailTemplate.archived}};
}

QHash<QUuid, QString> readUnitLanguages(const QList<JsonReader> &readers)
{
    QHash<QUuid, QString> languages;
    for (JsonReader reader : readers) {
        const QUuid unit = reader.uuid(u"unit"_s);
        const QString written = reader.text(u"language"_s, {}, 40);
        const std::optional<QString> tag = domain::languageTag(written);
        reader.refuseUnknown();
        if (unit.isNull() && !reader.isFaulty(u"unit"_s))
            reader.fault(u"unit"_s, u"is missing"_s);
        else if (languages.contains(unit))
            reader.fault(u"unit"_s, u"is there twice"_s);
        if (!tag && !reader.isFaulty(u"language"_s))
            reader.fault(u"language"_s, u"is not a language such as de or pt-BR"_s);
        languages.insert(unit, tag.value_or(QString()));
    }
    return languages;
}

QJsonArray unitLanguagesToJson(const QHash<QUuid, QString> &languages)
{
    QList<QUuid> units = languages.keys();
    std::sort(units.begin(), units.end());
    QJsonArray array;
    for (const QUuid &unit : std::as_const(units))
        array.append(
            QJsonObject{{u"unit"_s, unit.toString(QUuid::WithoutBraces)}, {u"language"_s, languages.value(unit)}});
    return array;
}

} // namespace liaison::desk
