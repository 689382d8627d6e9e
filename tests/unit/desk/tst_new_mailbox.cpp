#include "core/desk/found_exchange.h"
#include "core/desk/mailbox_desk.h"
#include "core/desk/sign_in_desk.h"
#include "core/feed/engine.h"
#include "core/store/mailboxes.h"
#include "tests/support/fake_sign_in.h"
#include "tests/support/test_registry.h"
#include "tests/unit/desk/desk_world.h"

#include <QJsonArray>

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;
using desk::MailboxDesk;
using desk::SignInDesk;
using domain::RemoteFolder;
using domain::SecretUse;

namespace {

MailboxDesk::SaveRequest requestFor(const QString &address)
{
    MailboxDesk::SaveRequest request;
    request.mailbox.address = address;
    request.mailbox.inbound.host = u"imap.corp.example"_s;
    request.mailbox.outbound.host = u"smtp.corp.example"_s;
    request.inboundSecret = Secret("one");
    return request;
}

RemoteFolder folder(const QString &path, domain::FolderRole role = domain::FolderRole::None)
{
    return {path, path, u"/"_s, role, true, -1, -1};
}

} // namespace

/// What the desk does for a mailbox that is not saved yet: finds, lists, signs in, and saves it whole with its folders.
class TestNewMailbox : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void foldersAreListed();
    void aFolderIsFoundByItsName_data();
    void aFolderIsFoundByItsName();
    void listingNeedsFieldsSecretAndEngine();
    void listingIsCancelled();
    void chosenFoldersAreSavedWithIt();
    void foldersOfASavedOneAreChosen();
    void aRefusedSaveKeepsNoFolders();
    void chosenFoldersAreTested();
    void aSignInWaitsForTheMailbox();
    void aSignInIsForgotten();
    void exchangeOnlineIsKnownByItsHosts_data();
    void exchangeOnlineIsKnownByItsHosts();
    void exchangeIsWhereItWasFound_data();
    void exchangeIsWhereItWasFound();

private:
    QList<domain::Folder> foldersOf(MailboxId id)
    {
        const auto list = world->inStore([id](store::Session &session) { return store::Folders(session).list(id); });
        return list ? *list : QList<domain::Folder>();
    }
    static QStringList read(const QList<domain::Folder> &folders)
    {
        QStringList paths;
        for (const domain::Folder &each : folders) {
            if (each.selected)
                paths << each.remote.path;
        }
        return paths;
    }

    std::unique_ptr<DeskWorld> world;
    std::shared_ptr<FakeServer> server;
    std::unique_ptr<FakeSignIn> transport;
    std::unique_ptr<feed::Engine> engine;
    desk::Context context;
};

void TestNewMailbox::init()
{
    world = std::make_unique<DeskWorld>();
    QVERIFY(world->ready);
    server = std::make_shared<FakeServer>();
    server->addFolder(u"INBOX"_s, domain::FolderRole::Inbox);
    server->addFolder(u"Reports"_s, domain::FolderRole::None);
    transport = std::make_unique<FakeSignIn>(server);
    engine = std::make_unique<feed::Engine>(
        world->store.get(), transport.get(),
        [](const domain::Mailbox &) { return readyFuture<QPair<Secret, Secret>>(QPair<Secret, Secret>()); },
        &world->clock, feed::EngineOptions());
    context = world->context();
    context.engine = engine.get();
}

void TestNewMailbox::cleanup()
{
    engine.reset();
    transport.reset();
    world.reset();
}

void TestNewMailbox::foldersAreListed()
{
    const auto listed = world->wait(MailboxDesk(context).folders(requestFor(u"soc@corp.example"_s), {}));
    QVERIFY(listed);
    QCOMPARE(listed->size(), 2);
    QCOMPARE(listed->first().path, u"INBOX"_s);
    server->failNext(Op::Folders, Error{ErrorKind::AuthenticationFailed, u"no"_s, {}, {}});
    const auto refused = world->wait(MailboxDesk(context).folders(requestFor(u"soc@corp.example"_s), {}));
    QCOMPARE(refused.error().kind, ErrorKind::AuthenticationFailed);
    QVERIFY(world->audit().isEmpty());
}

void TestNewMailbox::aFolderIsFoundByItsName_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("remoteId"); ///< empty: there is none
    QTest::newRow("listed") << u"INBOX"_s << u"INBOX"_s;
    QTest::newRow("in another case, with room") << u" inbox "_s << u"INBOX"_s;
    QTest::newRow("not listed") << u"shared/phishing"_s << u"shared/phishing"_s;
    QTest::newRow("not listed, in another case") << u"Shared/Phishing"_s << QString();
    QTest::newRow("not there") << u"INBOX/Incidents"_s << QString();
    QTest::newRow("a pattern") << u"*"_s << QString();
}

void TestNewMailbox::aFolderIsFoundByItsName()
{
    QFETCH(const QString, name);
    QFETCH(const QString, remoteId);
    server->addFolder(u"shared/phishing"_s, domain::FolderRole::None);
    server->hideFolder(u"shared/phishing"_s);
    const auto answer = world->wait(MailboxDesk(context).folder(requestFor(u"soc@corp.example"_s), name, {}));
    QVERIFY(answer);
    QCOMPARE(answer->found ? answer->found->remoteId : QString(), remoteId);
    const bool hidden = remoteId == u"shared/phishing"_s;
    QCOMPARE(answer->listed.size(), hidden ? 3 : 2);
    server->failNext(Op::Folders, Error{ErrorKind::ConnectionLost, {}, {}, {}});
    const auto lost = world->wait(MailboxDesk(context).folder(requestFor(u"soc@corp.example"_s), name, {}));
    QCOMPARE(lost.error().kind, ErrorKind::ConnectionLost);
    QVERIFY(world->audit().isEmpty());
}

void TestNewMailbox::listingNeedsFieldsSecretAndEngine()
{
    auto request = requestFor(u"soc@corp.example"_s);
    QCOMPARE(world->wait(MailboxDesk(world->context()).folders(request, {})).error().kind, ErrorKind::Busy);
    request.inboundSecret.reset();
    QCOMPARE(world->wait(MailboxDesk(context).folders(request, {})).error().kind, ErrorKind::CredentialsMissing);
    request.mailbox.outbound.host.clear(); // is not asked about
    request.mailbox.inbound.host.clear();
    QCOMPARE(world->wait(MailboxDesk(context).folders(request, {})).error().kind, ErrorKind::InvalidInput);
    QCOMPARE(server->connections(), 0);
}

void TestNewMailbox::listingIsCancelled()
{
    server->hold(Op::Folders);
    std::stop_source stop;
    const auto listed = MailboxDesk(context).folders(requestFor(u"soc@corp.example"_s), stop.get_token());
    QTRY_COMPARE(server->waiting(Op::Folders), 1);
    stop.request_stop();
    QCOMPARE(world->wait(listed).error().kind, ErrorKind::Cancelled);
}

void TestNewMailbox::chosenFoldersAreSavedWithIt()
{
    auto request = requestFor(u"soc@corp.example"_s);
    request.mailbox.uuid = newUuid(world->clock.nowMs());
    request.folders = MailboxDesk::ChosenFolders{
        {folder(u"INBOX"_s, domain::FolderRole::Inbox), folder(u"Sent"_s, domain::FolderRole::Sent), folder(u"BU"_s)},
        {u"INBOX"_s, u"BU"_s}};
    const auto saved = world->wait(MailboxDesk(context).save(request));
    QVERIFY(saved);
    QCOMPARE(saved->uuid, request.mailbox.uuid);
    QCOMPARE(foldersOf(saved->id).size(), 3);
    QCOMPARE(read(foldersOf(saved->id)), (QStringList{u"INBOX"_s, u"BU"_s})); // Sent would be, by itself
    const domain::AuditEntry entry = world->audit().first();
    QCOMPARE(entry.detail.value("folders"_L1).toArray().at(1).toArray(), (QJsonArray{u"INBOX"_s, u"BU"_s}));
}

/// Before it was ever started, and with folders that the store has not seen.
void TestNewMailbox::foldersOfASavedOneAreChosen()
{
    const auto saved = world->wait(MailboxDesk(context).save(requestFor(u"soc@corp.example"_s)));
    QVERIFY(saved);
    QVERIFY(foldersOf(saved->id).isEmpty());
    const QList<domain::RemoteFolder> listed{folder(u"INBOX"_s, domain::FolderRole::Inbox), folder(u"BU"_s)};
    const auto none = world->wait(MailboxDesk(context).chooseFolders(saved->id, {listed, {}}));
    QCOMPARE(none.error().kind, ErrorKind::InvalidInput);
    QVERIFY(foldersOf(saved->id).isEmpty());
    QVERIFY(world->wait(MailboxDesk(context).chooseFolders(saved->id, {listed, {u"BU"_s}})));
    QCOMPARE(read(foldersOf(saved->id)), QStringList{u"BU"_s});
    QCOMPARE(world->audit().first().action, u"mailbox.folders"_s);
    // What the server has no more is kept and marked; its check mark stays with it.
    const QList<domain::RemoteFolder> later{folder(u"INBOX"_s, domain::FolderRole::Inbox)};
    QVERIFY(world->wait(MailboxDesk(context).chooseFolders(saved->id, {later, {u"INBOX"_s, u"BU"_s}})));
    const QList<domain::Folder> folders = foldersOf(saved->id);
    QCOMPARE(read(folders), (QStringList{u"INBOX"_s, u"BU"_s}));
    QVERIFY(!folders.at(0).vanished && folders.at(1).vanished);
    const QJsonArray change = world->audit().first().detail.value("selected"_L1).toArray();
    QCOMPARE(change.at(0).toArray(), QJsonArray{u"BU"_s});
    QCOMPARE(change.at(1).toArray(), (QJsonArray{u"INBOX"_s, u"BU"_s}));
}

void TestNewMailbox::aRefusedSaveKeepsNoFolders()
{
    QVERIFY(world->wait(MailboxDesk(context).save(requestFor(u"soc@corp.example"_s))));
    auto request = requestFor(u"SOC@corp.example"_s);
    request.folders = MailboxDesk::ChosenFolders{{folder(u"INBOX"_s, domain::FolderRole::Inbox)}, {u"INBOX"_s}};
    const auto saved = world->wait(MailboxDesk(context).save(request));
    QCOMPARE(saved.error().kind, ErrorKind::AlreadyExists);
    const auto all = world->inStore([](store::Session &session) { return store::Mailboxes(session).list(); });
    QCOMPARE(all->size(), 1);
    QVERIFY(foldersOf(all->first().id).isEmpty());
}

void TestNewMailbox::chosenFoldersAreTested()
{
    auto request = requestFor(u"soc@corp.example"_s);
    request.folders = MailboxDesk::ChosenFolders{{folder(u"INBOX"_s, domain::FolderRole::Inbox), folder(u"Reports"_s)},
                                                 {u"Reports"_s}};
    const auto report = world->wait(MailboxDesk(context).test(request, {}, this, {}, {}));
    QVERIFY(report && report->passed());
    QStringList opened;
    for (const domain::TestStep &step : report->steps) {
        if (step.kind == domain::TestStepKind::OpenFolder)
            opened << step.subject;
    }
    QCOMPARE(opened, QStringList{u"Reports"_s});
}

void TestNewMailbox::aSignInWaitsForTheMailbox()
{
    domain::Mailbox mailbox;
    mailbox.address = u"ir@corp.example"_s;
    mailbox.uuid = newUuid(world->clock.nowMs());
    mailbox = withPerson(mailbox);
    bool shown = false;
    const auto outcome
        = SignInDesk(context).signIn(mailbox, {}, this, [&shown](const domain::SignInPrompt &) { shown = true; }, {});
    QTRY_VERIFY(shown);
    const QString key = domain::vaultKey(mailbox, SecretUse::Inbound);
    QVERIFY(world->wait(world->vault.write(key, Secret("refresh")))); // as the real one does
    transport->answer(domain::SignInOutcome());
    const auto ended = world->wait(outcome);
    QVERIFY(ended && !ended->refusal);
    QCOMPARE(world->audit().first().action, u"mailbox.sign-in"_s);
    QCOMPARE(world->audit().first().object, mailbox.address);
    QVERIFY(world->inStore([](store::Session &session) { return store::Mailboxes(session).list(); })->isEmpty());
    MailboxDesk::SaveRequest request;
    request.mailbox = mailbox;
    const auto saved = world->wait(MailboxDesk(context).save(request));
    QVERIFY(saved);
    QCOMPARE(domain::neededSecret(*saved, SecretUse::Inbound), key);
    const auto kept = world->wait(world->vault.read(key));
    QVERIFY(kept && *kept && (*kept)->reveal() == "refresh");
}

void TestNewMailbox::aSignInIsForgotten()
{
    domain::Mailbox mailbox;
    mailbox.address = u"ir@corp.example"_s;
    mailbox.uuid = newUuid(world->clock.nowMs());
    mailbox = withPerson(mailbox);
    const QString key = domain::vaultKey(mailbox, SecretUse::Inbound);
    QVERIFY(world->wait(world->vault.write(key, Secret("refresh"))));
    MailboxDesk::SaveRequest request;
    request.mailbox = mailbox;
    QVERIFY(world->wait(MailboxDesk(context).save(request)));
    QVERIFY(world->wait(SignInDesk(context).forget(mailbox)));
    QVERIFY(world->wait(world->vault.read(key))->has_value()); // a saved mailbox needs it
    domain::Mailbox elsewhere = mailbox;
    elsewhere.inbound.oauth.tenantId = u"other.example"_s;
    const QString other = domain::vaultKey(elsewhere, SecretUse::Inbound);
    QVERIFY(world->wait(world->vault.write(other, Secret("refresh"))));
    QVERIFY(world->wait(SignInDesk(context).forget(elsewhere)));
    QVERIFY(!world->wait(world->vault.read(other))->has_value());
    QVERIFY(world->wait(world->vault.read(key))->has_value());
}

void TestNewMailbox::exchangeOnlineIsKnownByItsHosts_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<int>("cloud"); ///< -1: none
    const auto row = [](const char *url, int cloud) {
        QTest::newRow(*url != 0 ? url : "nowhere") << QString::fromLatin1(url) << cloud;
    };
    using domain::NationalCloud;
    row("https://outlook.office365.com/EWS/Exchange.asmx", int(NationalCloud::Global));
    row("https://OUTLOOK.office365.com/EWS/Exchange.asmx", int(NationalCloud::Global));
    row("https://eur.outlook.office365.com/EWS/Exchange.asmx", int(NationalCloud::Global));
    row("https://partner.outlook.cn/EWS/Exchange.asmx", int(NationalCloud::China));
    row("https://outlook.office365.us/EWS/Exchange.asmx", int(NationalCloud::USGovernment));
    row("https://outlook-dod.office365.us/EWS/Exchange.asmx", int(NationalCloud::USGovernmentDoD));
    row("https://mail.corp.example/EWS/Exchange.asmx", -1);
    row("https://outlook.office365.com.evil.example/EWS/Exchange.asmx", -1);
    row("https://evil-outlook.office365.com/EWS/Exchange.asmx", -1);
    row("", -1);
}

void TestNewMailbox::exchangeOnlineIsKnownByItsHosts()
{
    QFETCH(const QString, url);
    QFETCH(const int, cloud);
    domain::Autodiscovery found;
    found.ewsUrl = QUrl(url);
    const auto online = desk::exchangeOnline(found);
    QCOMPARE(online ? int(*online) : -1, cloud);
}

void TestNewMailbox::exchangeIsWhereItWasFound_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("host");
    QTest::newRow("usual") << u"https://mail.corp.example/EWS/Exchange.asmx"_s << u"mail.corp.example"_s;
    QTest::newRow("in other letters") << u"https://mail.corp.example/ews/exchange.asmx"_s << u"mail.corp.example"_s;
    QTest::newRow("the usual port") << u"https://mail.corp.example:443/EWS/Exchange.asmx"_s << u"mail.corp.example"_s;
    QTest::newRow("another port") << u"https://mail.corp.example:8443/EWS/Exchange.asmx"_s
                                  << u"https://mail.corp.example:8443/EWS/Exchange.asmx"_s;
    QTest::newRow("another path") << u"https://mail.corp.example/exchange/ews.asmx"_s
                                  << u"https://mail.corp.example/exchange/ews.asmx"_s;
    QTest::newRow("nowhere") << QString() << QString();
}

void TestNewMailbox::exchangeIsWhereItWasFound()
{
    QFETCH(const QString, url);
    domain::Endpoint inbound = desk::exchangeAt(QUrl(url));
    QTEST(inbound.host, "host");
    QCOMPARE(int(inbound.protocol), int(domain::Protocol::Ews));
    QCOMPARE(inbound.port, quint16(443));
    inbound.pinnedSha256 = u"ab"_s.repeated(32);
    inbound.signIn = domain::SignIn::Ntlm;
    const domain::Endpoint outbound = desk::exchangeSending(inbound);
    QCOMPARE(outbound.host, inbound.host);
    QCOMPARE(outbound.pinnedSha256, inbound.pinnedSha256);
    QCOMPARE(int(outbound.signIn), int(domain::SignIn::AsInbound));
    if (url.isEmpty())
        return;
    domain::Mailbox mailbox;
    mailbox.address = u"ir@corp.example"_s;
    mailbox.inbound = inbound;
    mailbox.outbound = outbound;
    QVERIFY(domain::validate(mailbox).isEmpty());
}

LIAISON_TEST(TestNewMailbox)
#include "tst_new_mailbox.moc"
