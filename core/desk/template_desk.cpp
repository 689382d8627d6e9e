#include "core/desk/template_desk.h"

#include "core/desk/mail_linking.h"
#include "core/desk/notification_process.h"
#include "core/store/audit_log.h"
#include "core/store/business_units.h"
#include "core/store/store.h"
#include "core/store/templates.h"
#include "core/store/threads.h"

#include <QJsonArray>
#include <QJsonObject>

namespace liaison::desk {

using namespace Qt::StringLiterals;
using domain::MailTemplate;
using store::Session;

namespace {

QJsonObject toJson(const QList<domain::TemplateText> &texts)
{
    QJsonObject object;
    for (const domain::TemplateText &text : texts)
        object.insert(text.language, QJsonObject{{u"subject"_s, text.subject}, {u"body"_s, text.body}});
    return object;
}

/// [before, after] of each field that differs.
QJsonObject difference(const MailTemplate &before, const MailTemplate &after)
{
    QJsonObject detail;
    const auto add = [&detail](const QString &field, const QJsonValue &was, const QJsonValue &is) {
        if (was != is)
            detail.insert(field, QJsonArray{was, is});
    };
    const bool fresh = !before.id;
    add(u"name"_s, before.name, after.name);
    add(u"kind"_s, fresh ? QString() : domain::toString(before.kind), domain::toString(after.kind));
    add(u"defaultLanguage"_s, before.defaultLanguage, after.defaultLanguage);
    add(u"archived"_s, before.archived, after.archived);
    add(u"texts"_s, toJson(before.texts), toJson(after.texts));
    return detail;
}

QString actionOf(const MailTemplate &before, const MailTemplate &after)
{
    if (!before.id)
        return u"template.create"_s;
    return after.archived && !before.archived ? u"template.archive"_s : u"template.update"_s;
}

} // namespace

Result<MailTemplate> saveTemplate(Session &session, const MailTemplate &mailTemplate, const domain::Actor &actor)
{
    store::Templates templates(session);
    MailTemplate before;
    if (mailTemplate.id) {
        const Result<MailTemplate> there = templates.find(mailTemplate.id);
        if (!there)
            return fail(there.error());
        before = *there;
    }
    Result<MailTemplate> after = before.id ? templates.update(mailTemplate) : templates.create(mailTemplate);
    if (!after)
        return fail(after.error());
    const Result<void> noted = store::AuditLog(session).append(
        actor, actionOf(before, *after), after->uuid.toString(QUuid::WithoutBraces), difference(before, *after));
    if (!noted)
        return fail(noted.error());
    return after;
}

Result<void> saveUnitLanguage(Session &session, const domain::BusinessUnit &unit, const QString &language,
                              const domain::Actor &actor)
{
    store::Templates templates(session);
    const Result<QString> before = templates.unitLanguage(unit.id);
    if (!before)
        return fail(before.error());
    if (*before == language)
        return {};
    if (Result<void> set = templates.setUnitLanguage(unit.id, language); !set)
        return set;
    return store::AuditLog(session).append(actor, u"unit.update"_s, unit.uuid.toString(QUuid::WithoutBraces),
                                           {{u"language"_s, QJsonArray{*before, language}}});
}

Future<MailTemplate> TemplateDesk::save(MailTemplate mailTemplate)
{
    mailTemplate = domain::tidied(std::move(mailTemplate));
    if (!domain::problemsOf(mailTemplate).isEmpty())
        return readyFuture<MailTemplate>(fail(ErrorKind::InvalidInput, u"the template has problems"_s));
    return m_context.store->write([mailTemplate, actor = m_context.actor](Session &session) {
        return saveTemplate(session, mailTemplate, actor);
    });
}

Future<MailTemplate> TemplateDesk::setArchived(MailTemplate mailTemplate, bool archived)
{
    mailTemplate.archived = archived;
    return save(std::move(mailTemplate));
}

Future<void> TemplateDesk::setUnitLanguages(QHash<BusinessUnitId, QString> languages)
{
    for (QString &language : languages) {
        const std::optional<QString> tag
            = language.isEmpty() ? std::optional<QString>(language) : domain::languageTag(language);
        if (!tag)
            return readyFuture<void>(fail(ErrorKind::InvalidInput, u"no language"_s));
        language = *tag;
    }
    return m_context.store->write(
        [languages = std::move(languages), actor = m_context.actor](Session &session) -> Result<void> {
            for (auto each = languages.cbegin(); each != languages.cend(); ++each) {
                const Result<domain::BusinessUnit> unit = store::BusinessUnits(session).find(each.key());
                if (!unit)
                    return fail(unit.error());
                if (Result<void> saved = saveUnitLanguage(session, *unit, each.value(), actor); !saved)
                    return saved;
            }
            return {};
        });
}

Future<TemplateFacts> TemplateDesk::facts(IncidentId incident, std::optional<BusinessUnitId> unit,
                                          std::optional<ThreadId> thread)
{
    return m_context.store->read([=](Session &session) -> Result<TemplateFacts> {
        const Result<domain::Incident> about = standingIncident(session, incident);
        if (!about)
            return fail(about.error());
        TemplateFacts facts{*about, std::nullopt, {}, 0};
        BusinessUnitId of = unit.value_or(BusinessUnitId());
        if (thread) {
            const Result<domain::Thread> with = store::Threads(session).find(*thread);
            if (!with)
                return fail(with.error());
            if (with->businessUnit)
                of = with->businessUnit;
        }
        if (!of)
            return facts;
        const Result<domain::BusinessUnit> found = store::BusinessUnits(session).find(of);
        const Result<QString> language
            = found ? store::Templates(session).unitLanguage(of) : Result<QString>(fail(found.error()));
        if (!language)
            return fail(language.error());
        const auto process = notificationProcess(session);
        if (!process)
            return fail(process.error());
        facts.unit = *found;
        facts.language = *language;
        facts.answerMinutes = domain::answerMinutesFor(*found, *process, about->severity);
        return facts;
    });
}

domain::TemplateValues templateValues(const TemplateFacts &facts, const QString &analyst)
{
    using Variable = domain::TemplateVariable;
    domain::TemplateValues values{{Variable::IncidentKey, facts.incident.key},
                                  {Variable::IncidentTitle, facts.incident.title},
                                  {Variable::IncidentType, facts.incident.type},
                                  {Variable::IncidentOwner, facts.incident.owner},
                                  {Variable::Analyst, analyst}};
    if (facts.unit) {
        values.insert(Variable::UnitTitle, facts.unit->title);
        values.insert(Variable::Recipients, facts.unit->recipients.join(u", "_s));
    }
    return values;
}

} // namespace liaison::desk
