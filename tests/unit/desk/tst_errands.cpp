#include "core/desk/errand_wait.h"
#include "core/desk/mailbox_desk.h"
#include "core/desk/sign_in_desk.h"
#include "core/store/mailboxes.h"
#include "tests/support/other_process.h"
#include "tests/support/test_registry.h"
#include "tests/unit/desk/desk_world.h"

#include <QSysInfo>

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;
using desk::MailboxDesk;
using desk::SignInDesk;
using domain::Mailbox;
using domain::SignInOutcome;
using domain::SignInPrompt;
using domain::SignInWay;
using domain::TestReport;

/// Sign-ins and connection tests of a person in one process, carried out by another one on another computer.
class TestErrands : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    // signing in
    void theHolderSignsInByACode();
    void aNoComesBack();
    void nonsenseIsNoSuccess();
    void closingCancelsItThere();
    void quittingCancelsItThere();
    void whatItsVaultRefusesComesBack();
    void whoeverDoesNotAnswerIsNamed();
    void whoeverEndsIsNamed();
    void whoeverWasTakenForDeadStops();
    void whoeverHoldsItNoMoreDoesNothing();
    void theLastReaderIsAsked();
    void whereTheLastReaderIsGoneItIsDoneHere();
    void whatIsNotAnothersIsDoneHere_data();
    void whatIsNotAnothersIsDoneHere();
    // tests
    void theHolderTestsWhatIsInTheFields();
    void theTestIsCancelledThere();
    void aTypedSecretStaysHere();
    void whatKeepsItFromBeginningComesBack();
    void nobodyElseHoldsIt();

private:
    Mailbox save(Mailbox unsaved, std::optional<Secret> secret = {})
    {
        const auto made
            = world->wait(MailboxDesk(world->context()).save({std::move(unsaved), std::move(secret), {}, {}}));
        return made ? *made : Mailbox();
    }
    static Mailbox withPassword()
    {
        Mailbox unsaved;
        unsaved.address = u"soc@corp.example"_s;
        unsaved.inbound.host = u"imap.corp.example"_s;
        unsaved.outbound.host = u"smtp.corp.example"_s;
        return unsaved;
    }
    Future<SignInOutcome> signIn(const Mailbox &asked, std::stop_token stop = {})
    {
        SignInDesk::Options options; // the browser
        options.carriedOutOn = [this](const QString &host) { hosts << host; };
        return SignInDesk(context).signIn(
            asked, options, this, [this](const SignInPrompt &prompt) { prompts << prompt; }, std::move(stop));
    }
    Future<TestReport> test(const Mailbox &asked, std::optional<Secret> typed = {}, std::stop_token stop = {})
    {
        MailboxDesk::TestOptions options;
        options.carriedOutOn = [this](const QString &host) { hosts << host; };
        return MailboxDesk(context).test(
            {asked, std::move(typed), {}, {}}, options, this, [this](const TestReport &report) { reports << report; },
            std::move(stop));
    }

    std::unique_ptr<DeskWorld> world;
    std::shared_ptr<FakeServer> server;
    std::unique_ptr<FakeSignIn> transport;
    std::unique_ptr<feed::Engine> engine;
    std::unique_ptr<OtherProcess> other;
    desk::Context context;
    Mailbox mailbox; ///< that a person signs in to; the other process works it
    QList<SignInPrompt> prompts;
    QStringList hosts;
    QList<TestReport> reports;
};

void TestErrands::init()
{
    prompts.clear();
    hosts.clear();
    reports.clear();
    world = std::make_unique<DeskWorld>();
    QVERIFY(world->ready);
    server = std::make_shared<FakeServer>();
    server->addFolder(u"INBOX"_s, domain::FolderRole::Inbox);
    transport = std::make_unique<FakeSignIn>(server);
    engine = std::make_unique<feed::Engine>(
        world->store.get(), transport.get(),
        [](const Mailbox &) { return readyFuture<QPair<Secret, Secret>>(QPair<Secret, Secret>()); }, &world->clock,
        feed::EngineOptions{});
    context = world->context();
    context.engine = engine.get();
    other = std::make_unique<OtherProcess>(world->folder.filePath(u"store.sqlite"_s), &world->clock);
    QVERIFY(other->ready);
    other->server->addFolder(u"INBOX"_s, domain::FolderRole::Inbox);
    Mailbox unsaved;
    unsaved.address = u"ir@corp.example"_s;
    mailbox = save(withPerson(unsaved));
    QVERIFY(mailbox.id && other->hold(mailbox.id));
}

void TestErrands::cleanup()
{
    other.reset();
    engine.reset();
    transport.reset();
    world.reset();
}

void TestErrands::theHolderSignsInByACode()
{
    other->work();
    const auto outcome = signIn(mailbox);
    QTRY_COMPARE(prompts.size(), 1);
    QCOMPARE(prompts.first().code, u"WDJB-MJHT"_s);
    QCOMPARE(prompts.first().address, QUrl(u"https://login.example/device"_s));
    QVERIFY(prompts.first().expiresAt > 0);
    QCOMPARE(hosts, QStringList{u"srv"_s});
    QVERIFY(prompts.first().way == SignInWay::DeviceCode);
    QCOMPARE(hosts, QStringList{u"srv"_s});
    QVERIFY(other->transport.requests().first().way == SignInWay::DeviceCode);
    QCOMPARE(other->transport.requests().first().mailbox.address, mailbox.address);
    SignInOutcome signedIn;
    signedIn.mailbox = mailbox.address;
    signedIn.tokenExpiresAt = 1'795'255'560'000;
    signedIn.scopes = QStringList{u"Mail.Send"_s};
    other->transport.answer(signedIn);
    const auto ended = world->wait(outcome);
    QVERIFY(ended && !ended->refusal);
    QCOMPARE(ended->tokenExpiresAt, signedIn.tokenExpiresAt);
    QCOMPARE(ended->scopes, signedIn.scopes);
    QVERIFY(transport->requests().isEmpty());
    const domain::AuditEntry entry = world->audit().first();
    QCOMPARE(entry.action, u"mailbox.sign-in"_s);
    QCOMPARE(entry.actor.person, u"Ada"_s);
    QCOMPARE(entry.actor.host, u"host.example"_s);
    QCOMPARE(entry.detail.value("host"_L1).toString(), u"srv"_s);
    QCOMPARE(entry.detail.value("way"_L1).toString(), u"devicecode"_s);
}

void TestErrands::aNoComesBack()
{
    other->work();
    const qsizetype before = world->audit().size();
    const auto outcome = signIn(mailbox);
    QTRY_COMPARE(prompts.size(), 1);
    other->transport.answer(refusedSignIn());
    const auto ended = world->wait(outcome);
    QVERIFY(ended && ended->refusal);
    const domain::SignInRefusal no = *refusedSignIn().refusal;
    QCOMPARE(ended->refusal->problem, no.problem);
    QCOMPARE(ended->refusal->code, no.code);
    QCOMPARE(ended->refusal->advice, no.advice);
    QVERIFY(ended->refusal->error == no.error);
    QCOMPARE(world->audit().size(), before);
}

/// Of another version of the program, or of whoever writes into the database by hand.
void TestErrands::nonsenseIsNoSuccess()
{
    other->work();
    const auto outcome = signIn(mailbox);
    QTRY_COMPARE(prompts.size(), 1);
    QVERIFY(other->mumble());
    const auto ended = world->wait(outcome);
    QVERIFY(!ended);
    QCOMPARE(ended.error().kind, ErrorKind::Internal);
}

void TestErrands::closingCancelsItThere()
{
    other->work();
    std::stop_source stop;
    const auto outcome = signIn(mailbox, stop.get_token());
    QTRY_COMPARE(prompts.size(), 1);
    QVERIFY(!other->transport.isOver());
    stop.request_stop();
    QCOMPARE(world->wait(outcome).error().kind, ErrorKind::Cancelled);
    QTRY_VERIFY(other->transport.isOver());
}

/// As a program that is told to end: what waits in its event loop is not carried out any more.
void TestErrands::quittingCancelsItThere()
{
    other->work();
    std::stop_source stop;
    const auto outcome = signIn(mailbox, stop.get_token());
    QTRY_COMPARE(prompts.size(), 1);
    QVERIFY(!other->transport.isOver());
    stop.request_stop();
    engine.reset();
    world->store.reset();
    QTRY_VERIFY(other->transport.isOver());
}

void TestErrands::whatItsVaultRefusesComesBack()
{
    ReadOnlyVault credentials;
    other->vault = &credentials;
    other->work();
    const auto refused = world->wait(signIn(mailbox));
    QVERIFY(!refused);
    QVERIFY(desk::isReadOnlyVault(refused.error()));
    QVERIFY(other->transport.requests().isEmpty());
    QVERIFY(transport->requests().isEmpty());
}

void TestErrands::whoeverDoesNotAnswerIsNamed()
{
    const auto outcome = signIn(mailbox); // and it does not take it
    QTRY_VERIFY(!other->errands().isEmpty());
    QVERIFY(other->letTimePass());
    const auto refused = world->wait(outcome);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Busy);
    QCOMPARE(desk::silentHost(refused.error()), u"srv"_s);
    other->work(); // too late: what nobody waits for is not done
    const auto next = signIn(mailbox);
    QTRY_COMPARE(prompts.size(), 1);
    QCOMPARE(other->transport.requests().size(), 1);
    QVERIFY(transport->requests().isEmpty());
}

void TestErrands::whoeverEndsIsNamed()
{
    other->work();
    const auto quit = signIn(mailbox);
    QTRY_COMPARE(prompts.size(), 1);
    other->end(); // says so
    QCOMPARE(desk::silentHost(world->wait(quit).error()), u"srv"_s);
    QTRY_VERIFY(other->transport.isOver());
}

/// It slept, or the database was away: nobody types the code any more, and a second one may be under way.
void TestErrands::whoeverWasTakenForDeadStops()
{
    constexpr qint64 waitMs = 6'000;
    other->work(waitMs);
    const auto outcome = signIn(mailbox);
    QTRY_COMPARE(prompts.size(), 1);
    QVERIFY(!other->transport.isOver());
    QVERIFY(other->letTimePass());
    const auto refused = world->wait(outcome);
    QVERIFY(!refused);
    QCOMPARE(desk::silentHost(refused.error()), u"srv"_s);
    QTRY_VERIFY(other->transport.isOver());
}

/// What it would keep is of no use to the one that holds the mailbox now.
void TestErrands::whoeverHoldsItNoMoreDoesNothing()
{
    const auto outcome = signIn(mailbox);
    QTRY_VERIFY(!other->errands().isEmpty());
    QVERIFY(world->inStore([](store::Session &session) {
        session.run(u"UPDATE lease SET holder = '99 another', host = 'desk9'"_s);
        return session.status();
    }));
    other->work();
    QVERIFY(world->inStore( // it looks when something changes
        [id = mailbox.id](store::Session &session) { return store::Mailboxes(session).beginAnew(id); }));
    const auto refused = world->wait(outcome);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Conflict);
    QVERIFY(refused.error().log.contains("desk9"_L1));
    QVERIFY(other->transport.requests().isEmpty());
}

/// Without a sign-in a feed gives its lease back, so that nobody holds the mailbox.
void TestErrands::theLastReaderIsAsked()
{
    const Mailbox read = save(withPerson([] {
        Mailbox unsaved;
        unsaved.address = u"read@corp.example"_s;
        return unsaved;
    }()));
    QVERIFY(other->didRead(read.id));
    other->work();
    const auto outcome = signIn(read);
    QTRY_COMPARE(prompts.size(), 1);
    QCOMPARE(hosts, QStringList{u"srv"_s});
    QVERIFY(transport->requests().isEmpty());
}

void TestErrands::whereTheLastReaderIsGoneItIsDoneHere()
{
    const Mailbox read = save(withPerson([] {
        Mailbox unsaved;
        unsaved.address = u"read@corp.example"_s;
        return unsaved;
    }()));
    QVERIFY(other->didRead(read.id));
    const auto outcome = signIn(read);
    QTRY_VERIFY(!other->errands().isEmpty());
    QVERIFY(other->letTimePass());
    QTRY_COMPARE(transport->requests().size(), 1);
    QVERIFY(transport->requests().first().way == SignInWay::Browser);
    QCOMPARE(hosts, (QStringList{u"srv"_s, QString()}));
    QTRY_COMPARE(prompts.size(), 1);
}

void TestErrands::whatIsNotAnothersIsDoneHere_data()
{
    QTest::addColumn<QString>("how");
    QTest::newRow("nobody ever read it") << u"nobody"_s;
    QTest::newRow("other servers than the saved ones") << u"servers"_s;
    QTest::newRow("not saved yet") << u"unsaved"_s;
    QTest::newRow("this process holds it") << u"own"_s;
}

void TestErrands::whatIsNotAnothersIsDoneHere()
{
    QFETCH(const QString, how);
    other->work();
    Mailbox asked = mailbox;
    if (how == "servers"_L1) {
        asked.inbound.host = u"exchange.corp.example"_s;
    } else if (how != "unsaved"_L1) {
        asked.id = {};
        asked.uuid = {};
        asked.address = u"mine@corp.example"_s;
        asked = save(asked);
    } else {
        asked.id = {};
    }
    if (how == "own"_L1) {
        const auto lease = world->inStore([id = asked.id, own = engine->holder()](store::Session &session) {
            return store::Leases(session).acquire(id, own, u"elsewhere"_s, 60'000);
        });
        QVERIFY(lease);
    }
    const auto outcome = signIn(asked);
    QTRY_COMPARE(prompts.size(), 1);
    QVERIFY(hosts.isEmpty());
    QCOMPARE(transport->requests().size(), 1);
    QCOMPARE(other->errands(), QString());
}

void TestErrands::theHolderTestsWhatIsInTheFields()
{
    Mailbox saved = save(withPassword());
    saved.displayName = u"changed and not saved"_s;
    QVERIFY(other->hold(saved.id));
    QVERIFY(world->wait(other->vault->write(domain::vaultKey(saved, domain::SecretUse::Inbound), Secret("of srv"))));
    other->server->deliver(u"INBOX"_s, "Subject: one\r\n\r\nOne\r\n");
    other->server->hold(Op::Folders);
    other->work();
    const auto running = test(saved);
    QTRY_VERIFY(!reports.isEmpty() && !reports.last().steps.isEmpty()); // as it runs
    QVERIFY(!reports.last().over);
    QCOMPARE(hosts, QStringList{u"srv"_s});
    other->server->release(Op::Folders);
    const auto report = world->wait(running);
    QVERIFY(report && report->passed());
    QCOMPARE(report->mailbox, saved.address);
    QVERIFY(report->find(domain::TestStepKind::ReadMail));
    QCOMPARE(server->connections(), 0);
    QVERIFY(other->errands().contains("changed and not saved"_L1));
    QVERIFY(!other->errands().contains("of srv"_L1));
}

void TestErrands::theTestIsCancelledThere()
{
    const Mailbox saved = save(withPassword());
    QVERIFY(other->hold(saved.id));
    QVERIFY(world->wait(other->vault->write(domain::vaultKey(saved, domain::SecretUse::Inbound), Secret("x"))));
    other->server->hold(Op::Folders);
    other->work();
    std::stop_source stop;
    const auto running = test(saved, {}, stop.get_token());
    QTRY_COMPARE(other->server->waiting(Op::Folders), 1);
    stop.request_stop();
    QCOMPARE(world->wait(running).error().kind, ErrorKind::Cancelled);
    QTRY_COMPARE(other->server->waiting(Op::Folders), 0);
}

void TestErrands::aTypedSecretStaysHere()
{
    const Mailbox saved = save(withPassword());
    QVERIFY(other->hold(saved.id));
    other->work();
    const auto report = world->wait(test(saved, Secret("typed now")));
    QVERIFY(report && report->passed());
    QCOMPARE(hosts, QStringList{QSysInfo::machineHostName()}); // which is told, since another one holds it
    QCOMPARE(other->server->connections(), 0);
    QCOMPARE(other->errands(), QString());
}

void TestErrands::whatKeepsItFromBeginningComesBack()
{
    const Mailbox saved = save(withPassword());
    QVERIFY(other->hold(saved.id));
    other->work(); // without the password
    QVERIFY(world->wait(world->vault.write(domain::vaultKey(saved, domain::SecretUse::Inbound), Secret("of here"))));
    const auto refused = world->wait(test(saved));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::CredentialsMissing);
    QCOMPARE(hosts, QStringList{u"srv"_s}); // where that is
    QCOMPARE(server->connections(), 0);
}

void TestErrands::nobodyElseHoldsIt()
{
    const Mailbox saved = save(withPassword(), Secret("one"));
    other->work();
    const auto report = world->wait(test(saved));
    QVERIFY(report && report->passed());
    QVERIFY(hosts.isEmpty());
    QCOMPARE(other->errands(), QString());
}

LIAISON_TEST(TestErrands)
#include "tst_errands.moc"
