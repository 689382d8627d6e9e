#pragma once

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace liaison::domain {

/// What a template can have filled in. The list is closed: what is not in it cannot be saved.
enum class TemplateVariable {
    IncidentKey,
    IncidentTitle,
    IncidentType,
    IncidentSeverity,
    IncidentStatus,
    IncidentOwner,
    UnitTitle,
    Recipients, ///< names of those the mail goes to, or their addresses
    Analyst,
    Date,
    Deadline, ///< until when an answer is expected
};

/// "incident.key", as it is written between the braces. Names never change: templates hold them.
QString toString(TemplateVariable variable);
std::optional<TemplateVariable> templateVariableFrom(const QString &name);
QList<TemplateVariable> allTemplateVariables(); ///< in the order of menus

/// "{{incident.key}}"
QString placeholderOf(TemplateVariable variable);

/// One "{{…}}" of a text. Blanks inside the braces mean nothing.
struct Placeholder {
    qsizetype at = 0;
    qsizetype length = 0;                     ///< with its braces
    QString name;                             ///< as written, without blanks around it
    std::optional<TemplateVariable> variable; ///< none: nobody knows the name
    friend bool operator==(const Placeholder &, const Placeholder &) = default;
};

/// All placeholders in their order; also "{{" that nothing closes in its line, as one without a variable.
QList<Placeholder> placeholdersIn(const QString &text);

/// The placeholders as written that are still in a text somebody is about to send, each once.
QStringList unresolvedIn(const QString &text);

using TemplateValues = QHash<TemplateVariable, QString>;

/// Where a value is put. Values come from elsewhere (a title may be a stranger's words): in Markdown they are words and
/// nothing else, and in a subject they cannot begin a new header.
enum class TemplateTarget { Subject, Markdown };

/// `text` with its placeholders replaced. Values are put into one line without control characters. What has no value,
/// or an empty one, stays as it is written and is found by unresolvedIn(); values are not looked at for placeholders.
QString expandTemplate(const QString &text, const TemplateValues &values, TemplateTarget target);

/// Words as Markdown that shows exactly them (CommonMark 0.30 section 2.4).
QString escapedMarkdown(const QString &words);

} // namespace liaison::domain
