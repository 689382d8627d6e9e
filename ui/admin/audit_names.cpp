#include "ui/admin/audit_names.h"

#include "core/store/business_units.h"
#include "core/store/store.h"
#include "core/store/templates.h"

namespace liaison::ui {

namespace {

QString keyOf(const QUuid &uuid)
{
    return uuid.toString(QUuid::WithoutBraces);
}

void addMissing(QHash<QString, QString> *names, const QUuid &uuid, const QString &name)
{
    if (!uuid.isNull() && !names->contains(keyOf(uuid)))
        names->insert(keyOf(uuid), name);
}

} // namespace

Future<AuditNames> loadAuditNames(store::Store *store)
{
    return store->read([](store::Session &session) -> Result<AuditNames> {
        const auto templates = store::Templates(session).list(true);
        if (!templates)
            return fail(templates.error());
        const auto units = store::BusinessUnits(session).list(true);
        if (!units)
            return fail(units.error());
        AuditNames names;
        for (const domain::MailTemplate &each : *templates)
            names.templates.insert(keyOf(each.uuid), each.name);
        for (const domain::BusinessUnit &each : *units) {
            names.units.insert(each.id.value, each.title);
            names.unitTitles.insert(keyOf(each.uuid), each.title);
        }
        return names;
    });
}

AuditNames withNamesOf(AuditNames names, const desk::Settings &settings)
{
    for (const domain::MailTemplate &each : settings.templates)
        addMissing(&names.templates, each.uuid, each.name);
    for (const domain::BusinessUnit &each : settings.businessUnits)
        addMissing(&names.unitTitles, each.uuid, each.title);
    return names;
}

} // namespace liaison::ui
