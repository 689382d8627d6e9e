#include "core/desk/unit_name_desk.h"

#include "core/desk/changes.h"
#include "core/store/audit_log.h"
#include "core/store/store.h"

#include <QJsonDocument>

namespace liaison::desk {

using namespace Qt::StringLiterals;
using domain::UnitNames;

namespace {

const QString settingKey = u"unitNames"_s;

/// "de.many": [old, new], for people who read the audit log.
QJsonObject difference(const UnitNames &before, const UnitNames &after)
{
    Changes changes;
    const QStringList languages = domain::unitNameLanguages();
    for (const QString &language : languages) {
        changes.add(language + u".one"_s, before.value(language).one, after.value(language).one);
        changes.add(language + u".many"_s, before.value(language).many, after.value(language).many);
    }
    return changes.detail();
}

} // namespace

Result<UnitNames> unitNamesIn(store::Session &session)
{
    const auto text = store::Settings(session).value(settingKey);
    if (!text)
        return fail(text.error());
    return domain::unitNamesFrom(QJsonDocument::fromJson(text->toUtf8()).object());
}

Result<bool> saveUnitNames(store::Session &session, const domain::Actor &actor, const UnitNames &names)
{
    const auto before = unitNamesIn(session);
    if (!before)
        return fail(before.error());
    if (*before == names)
        return false;
    const QByteArray json = QJsonDocument(toJson(names)).toJson(QJsonDocument::Compact);
    if (const auto done = store::Settings(session).setValue(settingKey, QString::fromUtf8(json)); !done)
        return fail(done.error());
    return withAudit(session, actor, u"settings.unit-name"_s, settingKey, difference(*before, names), true);
}

Future<UnitNames> UnitNameDesk::current()
{
    return m_context.store->read([](store::Session &session) { return unitNamesIn(session); });
}

Future<UnitNames> UnitNameDesk::save(UnitNames names)
{
    names = tidied(names);
    if (!problemsOf(names).isEmpty())
        return readyFuture<UnitNames>(fail(ErrorKind::InvalidInput, u"a name of business units is no word"_s));
    return m_context.store->write([names, actor = m_context.actor](store::Session &session) -> Result<UnitNames> {
        const auto done = saveUnitNames(session, actor, names);
        return done ? Result<UnitNames>(names) : fail(done.error());
    });
}

} // namespace liaison::desk
