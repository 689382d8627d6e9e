// What is true of an administrator's steps. See tour_witness.h.
#include "app/demo/demo.h"
#include "app/demo/exchange_tokens.h"
#include "app/demo/imap_wire.h"
#include "app/demo/tour_witness.h"
#include "core/desk/notification_process.h"
#include "core/desk/unit_name_desk.h"
#include "core/mime/parse.h"
#include "core/store/business_units.h"
#include "core/store/feed_overview.h"
#include "core/store/mailboxes.h"
#include "core/store/store.h"

#include <algorithm>
#include <memory>

namespace liaison::demo {

namespace {

using store::Session;

/// The mailbox of an address; one without an id: there is none.
Result<domain::Mailbox> mailboxAt(Session &session, const QString &address)
{
    const auto all = store::Mailboxes(session).list();
    if (!all)
        return fail(all.error());
    const auto found = std::find_if(all->cbegin(), all->cend(),
                                    [&address](const domain::Mailbox &one) { return one.address == address; });
    return found == all->cend() ? domain::Mailbox() : *found;
}

Result<bool> reads(Session &session, MailboxId mailbox, const QString &folder)
{
    const auto folders = store::Folders(session).list(mailbox);
    if (!folders)
        return fail(folders.error());
    return std::any_of(folders->cbegin(), folders->cend(),
                       [&folder](const domain::Folder &one) { return one.selected && one.remote.path == folder; });
}

/// Whether all feeds run, or that of one mailbox does.
Result<bool> run(Session &session, const QString &address)
{
    const auto reports = store::FeedOverview(session).reports({});
    if (!reports)
        return fail(reports.error());
    bool any = false;
    for (const domain::FeedReport &report : *reports) {
        if (!address.isEmpty() && report.mailbox.address != address)
            continue;
        any = true;
        if (report.status.state != domain::FeedState::Running || !report.isHeld)
            return false;
    }
    return any;
}

} // namespace

Future<bool> TourWitness::storeSays(std::function<Result<bool>(Session &)> question)
{
    return m_store->read(std::move(question));
}

Future<bool> TourWitness::spareIsNotSaved()
{
    const QString address = m_demo->spare().mailbox.address;
    const auto onServer = [this, address] {
        return m_demo->server()->ask([address](PostOffice &office) { return office.mailbox(address) != nullptr; });
    };
    const auto notStored = [this, address] {
        return storeSays([address](Session &session) {
            return mailboxAt(session, address).map([](const domain::Mailbox &one) { return !one.id; });
        });
    };
    return both(onServer, notStored);
}

Future<bool> TourWitness::secretWasRefused()
{
    using Seen = QPair<int, int>; // refused, issued
    const auto look = [](Exchange &exchange) {
        return Seen{exchange.tokens().distrusted(), exchange.tokens().issued()};
    };
    auto promise = std::make_shared<QPromise<Result<bool>>>();
    promise->start();
    onDone(this, m_demo->server()->askExchange(look), [this, promise](const Result<Seen> &seen) {
        m_tokensThen = seen ? seen->second : 0;
        finishWith<bool>(*promise, seen && seen->first > 1); // when its folders were asked for, too
    });
    return promise->future();
}

Future<bool> TourWitness::foldersWereListed()
{
    const auto look = [issued = m_tokensThen, address = m_demo->spare().mailbox.address](Exchange &exchange) {
        const bool trusted = exchange.tokens().issued() > issued && exchange.diary.byPassword == 0;
        const QStringList asked = exchange.diary.asked.value(address);
        const bool listed = asked.contains(u"SyncFolderHierarchy"_qs) || asked.contains(u"FindFolder"_qs);
        return trusted && listed ? asked.size() : 0;
    };
    auto promise = std::make_shared<QPromise<Result<bool>>>();
    promise->start();
    onDone(this, m_demo->server()->askExchange(look), [this, promise](const Result<qsizetype> &asked) {
        m_askedThen = asked.value_or(0);
        finishWith<bool>(*promise, m_askedThen > 0);
    });
    return promise->future();
}

Future<bool> TourWitness::folderWasRead()
{
    return m_demo->server()->askExchange([then = m_askedThen,
                                          address = m_demo->spare().mailbox.address](Exchange &exchange) {
        const QStringList since = exchange.diary.asked.value(address).mid(then);
        return since.contains(u"FindItem"_qs) || since.contains(u"GetItem"_qs) || since.contains(u"SyncFolderItems"_qs);
    });
}

Future<bool> TourWitness::testMailArrived()
{
    return m_demo->server()->ask([address = m_demo->spare().mailbox.address](PostOffice &office) {
        const QList<DemoMail> &mails = office.mailbox(address)->folder(QStringLiteral("INBOX"))->mails;
        return std::any_of(mails.cbegin(), mails.cend(), [](const DemoMail &mail) {
            return headerOf(mail.raw, "Subject").contains("Liaison connection test");
        });
    });
}

Future<bool> TourWitness::spareIsSaved(const QString &folder)
{
    return storeSays([folder, wanted = m_demo->spare().mailbox](Session &session) -> Result<bool> {
        const auto stored = mailboxAt(session, wanted.address);
        if (!stored || !stored->id)
            return stored.map([](const domain::Mailbox &) { return false; });
        const domain::Endpoint &in = stored->inbound;
        const bool same = in.protocol == domain::Protocol::Ews && in.signIn == domain::SignIn::OAuth2
            && in.oauth.flow == domain::OAuthFlow::Application && in.oauth.cloud == domain::NationalCloud::Global
            && in.oauth.clientId == wanted.inbound.oauth.clientId
            && in.oauth.loginHost == wanted.inbound.oauth.loginHost && in.trustedCaFile == wanted.inbound.trustedCaFile
            && !stored->feedWanted;
        return same ? reads(session, stored->id, folder) : Result<bool>(false);
    });
}

Future<bool> TourWitness::spareRuns()
{
    const QString address = m_demo->spare().mailbox.address;
    return both([this] { return haveArrived(m_demo->story().spareIds); },
                [this, address] { return storeSays([address](Session &session) { return run(session, address); }); });
}

Future<bool> TourWitness::allFeedsRun()
{
    return storeSays([](Session &session) { return run(session, {}); });
}

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
