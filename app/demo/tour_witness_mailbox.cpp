// What is true of the steps of an administrator who connects a mailbox. See tour_witness.h.
#include "app/demo/demo.h"
#include "app/demo/exchange_tokens.h"
#include "app/demo/imap_wire.h"
#include "app/demo/tour_witness.h"
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

/// Whether the mailbox is reached as its administrator wanted it, and stopped.
bool isAsEntered(const domain::Mailbox &stored, const domain::Mailbox &wanted)
{
    const domain::Endpoint &in = stored.inbound;
    return in.protocol == domain::Protocol::Ews && in.signIn == domain::SignIn::OAuth2
        && in.oauth.flow == domain::OAuthFlow::Application && in.oauth.cloud == domain::NationalCloud::Global
        && in.oauth.clientId == wanted.inbound.oauth.clientId && in.oauth.loginHost == wanted.inbound.oauth.loginHost
        && in.trustedCaFile == wanted.inbound.trustedCaFile && !stored.feedWanted;
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
        finishWith<bool>(*promise, seen && seen->first > 0);
    });
    return promise->future();
}

Future<bool> TourWitness::folderWasRead()
{
    return m_demo->server()->askExchange(
        [issued = m_tokensThen, address = m_demo->spare().mailbox.address](Exchange &exchange) {
            const bool trusted = exchange.tokens().issued() > issued && exchange.diary.byPassword == 0;
            const QStringList asked = exchange.diary.asked.value(address);
            return trusted
                && (asked.contains(u"FindItem"_qs) || asked.contains(u"GetItem"_qs)
                    || asked.contains(u"SyncFolderItems"_qs));
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

Future<bool> TourWitness::spareIsSaved()
{
    const auto stored = [this, wanted = m_demo->spare().mailbox] {
        return storeSays([wanted](Session &session) -> Result<bool> {
            const auto mailbox = mailboxAt(session, wanted.address);
            return mailbox.map([&wanted](const domain::Mailbox &one) { return one.id && isAsEntered(one, wanted); });
        });
    };
    return both(stored, [this] { return spareWasAskedTillNow(); });
}

Future<bool> TourWitness::spareWasAskedTillNow()
{
    const auto look = [address = m_demo->spare().mailbox.address](Exchange &exchange) {
        return exchange.diary.asked.value(address).size();
    };
    auto promise = std::make_shared<QPromise<Result<bool>>>();
    promise->start();
    onDone(this, m_demo->server()->askExchange(look), [this, promise](const Result<qsizetype> &asked) {
        m_askedThen = asked.value_or(0);
        finishWith<bool>(*promise, asked.has_value());
    });
    return promise->future();
}

Future<bool> TourWitness::foldersWereListed()
{
    const QString address = m_demo->spare().mailbox.address;
    const auto asked = [this, address] {
        return m_demo->server()->askExchange([then = m_askedThen, address](Exchange &exchange) {
            const QStringList since = exchange.diary.asked.value(address).mid(then);
            return since.contains(u"SyncFolderHierarchy"_qs) || since.contains(u"FindFolder"_qs);
        });
    };
    const auto notKept = [this, address] {
        return storeSays([address](Session &session) -> Result<bool> {
            const auto mailbox = mailboxAt(session, address);
            const auto folders = mailbox ? store::Folders(session).list(mailbox->id)
                                         : Result<QList<domain::Folder>>(fail(mailbox.error()));
            return folders.map([](const QList<domain::Folder> &all) { return all.isEmpty(); });
        });
    };
    return both(asked, notKept);
}

Future<bool> TourWitness::spareReads(const QString &folder)
{
    return storeSays([folder, address = m_demo->spare().mailbox.address](Session &session) -> Result<bool> {
        const auto mailbox = mailboxAt(session, address);
        return mailbox ? reads(session, mailbox->id, folder) : Result<bool>(fail(mailbox.error()));
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

} // namespace liaison::demo
