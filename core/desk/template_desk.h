#pragma once

#include "core/base/on_done.h"
#include "core/desk/desk.h"
#include "core/domain/business_unit.h"
#include "core/domain/incident.h"
#include "core/domain/mail_template.h"

#include <QHash>
#include <QString>

#include <optional>

namespace liaison::store {
class Session;
}

namespace liaison::desk {

/// What a template of an incident can be filled in with, as the store has it. Words for people (severity, status, the
/// date) are the window's, in the language of the text.
struct TemplateFacts {
    domain::Incident incident;
    std::optional<domain::BusinessUnit> unit;
    QString language;      ///< of mail to the unit; empty: none is set
    int answerMinutes = 0; ///< within which the unit is to answer; 0: nothing says so
};

/// Templates: saved, archived and used. Each change is audited with before and after in its own transaction.
class TemplateDesk {
public:
    explicit TemplateDesk(Context context) : m_context(std::move(context)) { }

    /// Creates (null id) or changes. Errors: InvalidInput (domain::problemsOf() says what), AlreadyExists (the name),
    /// Conflict (changed meanwhile), NotFound.
    Future<domain::MailTemplate> save(domain::MailTemplate mailTemplate);
    Future<domain::MailTemplate> setArchived(domain::MailTemplate mailTemplate, bool archived);
    /// The languages that mail to these units is written in, all of them or none; empty: a template's default.
    /// InvalidInput for what is no tag, NotFound (a unit).
    Future<void> setUnitLanguages(QHash<BusinessUnitId, QString> languages);
    Future<void> setUnitLanguage(BusinessUnitId unit, const QString &language)
    {
        return setUnitLanguages({{unit, language}});
    }
    /// What there is to fill in for a mail to `unit`, or to whom the thread is with; NotFound.
    Future<TemplateFacts> facts(IncidentId incident, std::optional<BusinessUnitId> unit,
                                std::optional<ThreadId> thread);

private:
    Context m_context;
};

/// Saves within the caller's transaction, with its audit row.
Result<domain::MailTemplate> saveTemplate(store::Session &session, const domain::MailTemplate &mailTemplate,
                                          const domain::Actor &actor);

/// Sets a unit's language within the caller's transaction, with its audit row; nothing where it is the same.
Result<void> saveUnitLanguage(store::Session &session, const domain::BusinessUnit &unit, const QString &language,
                              const domain::Actor &actor);

/// The severity, status, … of an incident that windows have words for are left out here.
domain::TemplateValues templateValues(const TemplateFacts &facts, const QString &analyst);

} // namespace liaison::desk
