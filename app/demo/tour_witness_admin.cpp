// What is true of an administrator's steps with business units and the notification process. See tour_witness.h.
#include "app/demo/demo.h"
#include "app/demo/tour_witness.h"
#include "core/desk/notification_process.h"
#include "core/desk/unit_name_desk.h"
#include "core/mime/parse.h"
#include "core/store/business_units.h"
#include "core/store/store.h"

#include <algorithm>
#include <memory>

namespace liaison::demo {

using store::Session;

Future<bool> TourWitness::unitStored(const QString &title, const QString &recipient)
{
    return storeSays([title, recipient](Session &session) -> Result<bool> {
        const auto units = store::BusinessUnits(session).list(false);
        if (!units)
            return fail(units.error());
        return std::any_of(units->cbegin(), units->cend(), [&](const domain::BusinessUnit &unit) {
            return unit.title == title && unit.recipients.contains(recipient);
        });
    });
}

Future<bool> TourWitness::unitsAreCalled(const QString &language, const QString &one)
{
    return storeSays([language, one](Session &session) -> Result<bool> {
        const auto names = desk::unitNamesIn(session);
        return names ? Result<bool>(names->value(language).one == one) : fail(names.error());
    });
}

Future<bool> TourWitness::processIsOn()
{
    return storeSays([](Session &session) -> Result<bool> {
        const auto process = desk::notificationProcess(session);
        return process ? Result<bool>(process->on) : fail(process.error());
    });
}

Future<bool> TourWitness::unitsAre(const QString &incident, const QSet<domain::NotificationState> &states, int units)
{
    const desk::Context context{m_store, nullptr, nullptr, &m_clock, {m_demo->guest().person, {}, {}}};
    auto promise = std::make_shared<QPromise<Result<bool>>>();
    promise->start();
    onDone(this, desk::NotificationDesk(context).board(m_demo->story().incidents.value(incident)),
           [promise, states, units](const Result<desk::NotificationBoard> &board) {
               const QList<desk::UnitOnBoard> all = board ? board->units : QList<desk::UnitOnBoard>();
               const auto there = std::count_if(all.cbegin(), all.cend(), [&](const desk::UnitOnBoard &one) {
                   return states.contains(one.notification.state);
               });
               finishWith<bool>(*promise, there == units);
           });
    return promise->future();
}

Future<bool> TourWitness::handedInTo(const QStringList &recipients, const QString &subject)
{
    return m_demo->server()->ask([recipients, subject](PostOffice &office) {
        QSet<QString> reached;
        for (const Handed &mail : office.handedIn()) {
            if (mime::parse(mail.raw).facts.subject.contains(subject))
                reached += QSet<QString>(mail.recipients.cbegin(), mail.recipients.cend());
        }
        return reached.contains(QSet<QString>(recipients.cbegin(), recipients.cend()));
    });
}

Future<bool> TourWitness::reminderHandedIn(const QString &mail)
{
    return m_demo->server()->ask([first = m_demo->story().idOf.value(mail)](PostOffice &office) {
        const QList<Handed> &all = office.handedIn();
        return std::any_of(all.cbegin(), all.cend(), [&first](const Handed &one) {
            return mime::parse(one.raw).facts.references.contains(first);
        });
    });
}

} // namespace liaison::demo
