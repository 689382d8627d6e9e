#include "core/desk/unit_desk.h"

#include "core/desk/changes.h"
#include "core/desk/unit_audit.h"
#include "core/store/business_units.h"
#include "core/store/store.h"

namespace liaison::desk {

namespace {

using domain::BusinessUnit;

/// Of a tidied unit: an error that names what is wrong, for the log.
std::optional<Error> errorOf(const BusinessUnit &unit)
{
    const QList<domain::UnitProblem> problems = problemsOf(unit);
    if (problems.isEmpty())
        return std::nullopt;
    using Kind = domain::UnitProblem::Kind;
    const domain::UnitProblem &first = problems.constFirst();
    const auto words = [&first]() -> QString {
        switch (first.kind) {
        case Kind::Missing:
            return u"a business unit needs a title"_qs;
        case Kind::TooLong:
            return u"a text of the business unit is too long"_qs;
        case Kind::TooMany:
            return u"too many addresses"_qs;
        case Kind::NoAddress:
            return u"no mail address: "_qs + first.entry;
        case Kind::NoDomain:
            return u"no mail domain: "_qs + first.entry;
        case Kind::NoPhone:
            return u"no phone number: "_qs + first.entry;
        case Kind::OutOfRange:
            break;
        }
        return u"no time for an answer"_qs;
    };
    return Error{ErrorKind::InvalidInput, words(), {}, {}};
}

Result<BusinessUnit> created(store::Session &session, const domain::Actor &actor, const BusinessUnit &unit)
{
    const auto done = store::BusinessUnits(session).create(unit);
    if (!done)
        return fail(done.error());
    return withAudit(session, actor, u"unit.create"_qs, auditObject(*done), auditDetail({}, *done), *done);
}

Result<BusinessUnit> updated(store::Session &session, const domain::Actor &actor, const BusinessUnit &unit)
{
    store::BusinessUnits units(session);
    const auto before = units.find(unit.id);
    if (!before)
        return fail(before.error());
    const auto after = units.update(unit);
    if (!after)
        return fail(after.error());
    const QString action = after->archived == before->archived ? u"unit.update"_qs
        : after->archived                                      ? u"unit.archive"_qs
                                                               : u"unit.restore"_qs;
    return withAudit(session, actor, action, auditObject(*after), auditDetail(*before, *after), *after);
}

} // namespace

Future<BusinessUnit> UnitDesk::create(BusinessUnit unit)
{
    unit = tidied(std::move(unit));
    if (const auto error = errorOf(unit))
        return readyFuture<BusinessUnit>(fail(*error));
    return m_context.store->write(
        [unit, actor = m_context.actor](store::Session &session) { return created(session, actor, unit); });
}

Future<BusinessUnit> UnitDesk::update(BusinessUnit unit)
{
    unit = tidied(std::move(unit));
    if (const auto error = errorOf(unit))
        return readyFuture<BusinessUnit>(fail(*error));
    return m_context.store->write(
        [unit, actor = m_context.actor](store::Session &session) { return updated(session, actor, unit); });
}

Future<UnitPlan> UnitDesk::plan(QByteArray csv)
{
    // There, too, it is read: a large file is not to hold up the window.
    return m_context.store->read([csv = std::move(csv)](store::Session &session) -> Result<UnitPlan> {
        const auto sheet = UnitSheet::read(csv);
        if (!sheet)
            return UnitPlan{sheet.error(), {}};
        const auto units = store::BusinessUnits(session).list(true);
        if (!units)
            return fail(units.error());
        return planOf(*sheet, *units);
    });
}

Future<UnitDesk::Imported> UnitDesk::import(UnitPlan plan)
{
    if (!plan.isGood())
        return readyFuture<Imported>(fail(ErrorKind::InvalidInput, u"the file has wrong lines"_qs));
    return m_context.store->write(
        [plan = std::move(plan), actor = m_context.actor](store::Session &session) -> Result<Imported> {
            Imported imported;
            for (const UnitPlan::Line &line : plan.lines) {
                if (line.what == UnitPlan::What::Same)
                    continue;
                const bool isNew = line.what == UnitPlan::What::Added;
                const auto done = isNew ? created(session, actor, line.after) : updated(session, actor, line.after);
                if (!done && done.error().kind == ErrorKind::AlreadyExists)
                    return fail(ErrorKind::Conflict, u"a business unit of the same title was made meanwhile"_qs);
                if (!done)
                    return fail(done.error());
                ++(isNew ? imported.added : imported.changed);
            }
            return imported;
        });
}

Future<QList<domain::AuditEntry>> UnitDesk::activity(const BusinessUnit &unit, std::optional<qint64> beforeId,
                                                     int limit)
{
    return m_context.store->read([object = auditObject(unit), beforeId, limit](store::Session &session) {
        return store::AuditLog(session).of(object, beforeId, limit);
    });
}

} // namespace liaison::desk
