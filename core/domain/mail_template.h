#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/domain/template_text.h"

#include <QList>
#include <QString>
#include <QUuid>

#include <optional>

namespace liaison::domain {

using TemplateId = Id<struct TemplateTag>;

/// What a template is for: the first notification of an incident, a reminder of it, or any mail.
enum class TemplateKind { Primary, FollowUp, Free };

/// A template's words in one language.
struct TemplateText {
    QString language; ///< BCP 47, such as "de" or "pt-BR"
    QString subject;  ///< one line; empty: the mail's subject stays as it is
    QString body;     ///< Markdown
    friend bool operator==(const TemplateText &, const TemplateText &) = default;
};

/// A mail that is written in advance. Archived, never deleted.
struct MailTemplate {
    TemplateId id;
    QUuid uuid;
    QString name;
    TemplateKind kind = TemplateKind::Free;
    QString defaultLanguage; ///< of the text for those whose language has none
    QList<TemplateText> texts;
    bool archived = false;
    UtcMs createdAt = 0;
    UtcMs updatedAt = 0;
};

constexpr qsizetype longestTemplateName = 200;
constexpr qsizetype longestTemplateSubject = 500;
constexpr qsizetype longestTemplateBody = 32 * 1024;
constexpr qsizetype mostTemplateTexts = 50;

/// What is wrong with a template.
struct TemplateProblem {
    enum class Kind {
        NameMissing,
        NameTooLong,
        NoText,
        TooManyTexts,
        NoDefault,    ///< the default language has no text
        NotALanguage, ///< no BCP 47 tag
        LanguageTwice,
        SubjectTooLong,
        SubjectNotOneLine,
        BodyMissing,
        BodyTooLong,
        UnknownVariable,
    };
    Kind kind;
    qsizetype text = -1;    ///< which of the texts
    bool inSubject = false; ///< UnknownVariable: there, not in the body
    QString words;          ///< UnknownVariable: the placeholder as written; languages: the tag
    friend bool operator==(const TemplateProblem &, const TemplateProblem &) = default;
};

/// Everything that keeps a template from being saved; empty: nothing.
QList<TemplateProblem> problemsOf(const MailTemplate &mailTemplate);

/// Names and tags without white space around them, tags in their usual case, line ends as "\n".
MailTemplate tidied(MailTemplate mailTemplate);

/// The text for somebody of this language: its own, else of the same language elsewhere ("de" for "de-AT"), else the
/// default one; null only where a template has no text.
const TemplateText *textFor(const MailTemplate &mailTemplate, const QString &language);

/// A BCP 47 tag of language, script and region in its usual case ("pt-BR"); nullopt for anything else.
std::optional<QString> languageTag(const QString &text);

QString toString(TemplateKind kind);
std::optional<TemplateKind> templateKindFrom(const QString &text);

} // namespace liaison::domain
