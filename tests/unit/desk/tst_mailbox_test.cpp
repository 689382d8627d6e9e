#include "core/desk/mailbox_desk.h"
#include "core/feed/engine.h"
#include "core/mime/parse.h"
#include "core/store/feed_refusals.h"
#include "core/store/mailboxes.h"
#include "core/store/test_mails.h"
#include "tests/support/fake_transport.h"
#include "tests/support/test_registry.h"
#include "tests/unit/desk/desk_world.h"

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;
using desk::MailboxDesk;
using domain::TestReport;
using domain::TestSide;
using domain::TestStepKind;

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

MailboxDesk::TestOptions outbound(bool sendsMail)
{
    MailboxDesk::TestOptions options;
    options.side = TestSide::Outbound;
    options.sendsMail = sendsMail;
    return options;
}

} // namespace

/// What the desk brings together for a connection test: fields, secrets, folders, the test mail.
class TestMailboxTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void itNeedsFieldsAndAnEngine();
    void itNeedsTheSecret();
    void itEndsWithTheEngine();
    void theSelectedFoldersOfASavedMailbox();
    void theTestMailIsRememberedBeforeItLeaves();
    void withoutAMailNothingIsRemembered();
    void nothingThatIsSavedChanges();
    void aGoodTestReleasesARefusedPassword();
    void autodiscoverNeedsAnEngineAndAnAddress();

private:
    Result<TestReport> test(const MailboxDesk::SaveRequest &request, const MailboxDesk::TestOptions &options = {})
    {
        return world->wait(MailboxDesk(context()).test(request, options, this, {}, {}));
    }
    desk::Context context()
    {
        desk::Context context = world->context();
        context.engine = engine.get();
        return context;
    }

    std::unique_ptr<DeskWorld> world;
    std::shared_ptr<FakeServer> server;
    std::unique_ptr<FakeTransport> transport;
    std::unique_ptr<feed::Engine> engine;
};

void TestMailboxTest::init()
{
    world = std::make_unique<DeskWorld>();
    QVERIFY(world->ready);
    server = std::make_shared<FakeServer>();
    server->addFolder(u"INBOX"_s, domain::FolderRole::Inbox);
    server->addFolder(u"Reports"_s, domain::FolderRole::None);
    transport = std::make_unique<FakeTransport>(server);
    engine = std::make_unique<feed::Engine>(
        world->store.get(), transport.get(),
        [](const domain::Mailbox &) { return readyFuture<QPair<Secret, Secret>>(QPair<Secret, Secret>()); },
        &world->clock, feed::EngineOptions());
}

void TestMailboxTest::cleanup()
{
    engine.reset();
    world.reset();
}

void TestMailboxTest::itNeedsFieldsAndAnEngine()
{
    const auto kindOf
        = [](const Result<TestReport> &result) { return result ? QString() : errorKindName(result.error().kind); };
    auto reading = requestFor(u"soc@corp.example"_s);
    reading.mailbox.outbound.host.clear(); // is not asked about
    QCOMPARE(kindOf(test(reading)), QString());
    QCOMPARE(kindOf(test(reading, outbound(false))), u"InvalidInput"_s);
    auto sending = requestFor(u"soc@corp.example"_s);
    sending.mailbox.inbound.host.clear(); // is asked about where the mail has to come back
    QCOMPARE(kindOf(test(sending, outbound(false))), QString());
    QCOMPARE(kindOf(test(sending, outbound(true))), u"InvalidInput"_s);
    auto clearText = requestFor(u"soc@corp.example"_s);
    clearText.mailbox.inbound.security = domain::Security::None;
    QCOMPARE(kindOf(test(clearText)), u"InvalidInput"_s);
    const auto noEngine
        = world->wait(MailboxDesk(world->context()).test(requestFor(u"soc@corp.example"_s), {}, this, {}, {}));
    QCOMPARE(kindOf(noEngine), u"Busy"_s);
}

void TestMailboxTest::itNeedsTheSecret()
{
    auto request = requestFor(u"soc@corp.example"_s);
    request.mailbox.uuid = newUuid(1);
    request.inboundSecret.reset();
    QCOMPARE(test(request).error().kind, ErrorKind::CredentialsMissing);
    QCOMPARE(test(request, outbound(true)).error().kind, ErrorKind::CredentialsMissing);
    world->vault.failReads = ErrorKind::KeychainLocked;
    QCOMPARE(test(request).error().kind, ErrorKind::KeychainLocked);
    QCOMPARE(server->connections(), 0);
    world->vault.failReads.reset();
    const QString key = domain::vaultKey(request.mailbox, domain::SecretUse::Inbound);
    QVERIFY(world->wait(world->vault.write(key, Secret("kept"))));
    QVERIFY(test(request)->passed());
}

/// While the keychain still asks somebody.
void TestMailboxTest::itEndsWithTheEngine()
{
    auto request = requestFor(u"soc@corp.example"_s);
    request.mailbox.uuid = newUuid(1);
    request.inboundSecret.reset();
    HeldVault keychain;
    desk::Context held = context();
    held.vault = &keychain;
    const auto report = MailboxDesk(held).test(request, {}, this, {}, {});
    QTRY_COMPARE(keychain.asked.size(), 1);
    engine.reset();
    keychain.open();
    QCOMPARE(world->wait(report).error().kind, ErrorKind::Cancelled);
    QCOMPARE(server->connections(), 0);
}

void TestMailboxTest::theSelectedFoldersOfASavedMailbox()
{
    auto request = requestFor(u"soc@corp.example"_s);
    const auto unsaved = test(request);
    QCOMPARE(unsaved->find(TestStepKind::OpenFolder)->subject, u"INBOX"_s);
    const auto saved = world->wait(MailboxDesk(context()).save(request));
    QVERIFY(saved);
    request.mailbox = *saved;
    QVERIFY(world->inStore([id = saved->id](store::Session &session) -> Result<void> {
        domain::RemoteFolder reports;
        reports.remoteId = u"Reports"_s;
        reports.path = u"Reports"_s;
        domain::RemoteFolder gone;
        gone.remoteId = u"Gone"_s;
        gone.path = u"Gone"_s;
        store::Folders folders(session);
        const auto known = folders.refresh(id, {reports, gone});
        if (!known)
            return fail(known.error());
        for (const domain::Folder &folder : *known) {
            if (auto done = folders.setSelected(folder.id, true); !done)
                return done;
        }
        return {};
    }));
    const auto report = test(request);
    QStringList opened;
    for (const domain::TestStep &step : report->steps) {
        if (step.kind == TestStepKind::OpenFolder)
            opened << step.subject + u' ' + domain::toString(step.state);
    }
    opened.sort();
    QCOMPARE(opened, (QStringList{u"Gone failed"_s, u"Reports passed"_s}));
    QCOMPARE(domain::reasonName(*report->failure()), u"FolderMissing"_s);
}

void TestMailboxTest::theTestMailIsRememberedBeforeItLeaves()
{
    server->hold(Op::Send);
    auto request = requestFor(u"soc@corp.example"_s);
    request.mailbox.displayName = u"Sicherheit \u00fc"_s;
    const auto answer = MailboxDesk(context()).test(request, outbound(true), this, {}, {});
    QTRY_COMPARE(server->waiting(Op::Send), 1);
    QCOMPARE(world->audit().first().action, u"mailbox.test"_s);
    QCOMPARE(world->audit().first().object, u"soc@corp.example"_s);
    const QString id = world->audit().first().detail.value("messageId"_L1).toString();
    const auto known
        = world->inStore([id](store::Session &session) { return store::TestMails(session).containsAny({id}); });
    QVERIFY(known && *known);
    server->release(Op::Send);
    QTRY_COMPARE(server->sent().size(), 1);
    const transport::Submission sent = server->sent().constFirst();
    QCOMPARE(sent.sender, u"soc@corp.example"_s);
    QCOMPARE(sent.recipients, QStringList{u"soc@corp.example"_s});
    const domain::ParsedMail mail = mime::parse(sent.raw);
    QCOMPARE(mail.facts.messageIdHeader, id);
    QCOMPARE(mail.facts.from.first().name, request.mailbox.displayName);
    QVERIFY(mail.facts.kind == domain::MailKind::Automatic); // so that nothing answers it
    server->deliver(u"INBOX"_s, sent.raw);
    const auto report = world->wait(answer);
    QVERIFY(report && report->passed());
    QCOMPARE(report->steps.constLast().kind == TestStepKind::RoundTrip, true);
}

void TestMailboxTest::withoutAMailNothingIsRemembered()
{
    QVERIFY(test(requestFor(u"soc@corp.example"_s), outbound(false))->passed());
    QVERIFY(server->sent().isEmpty());
    QVERIFY(world->audit().isEmpty());
}

void TestMailboxTest::nothingThatIsSavedChanges()
{
    auto request = requestFor(u"soc@corp.example"_s);
    const auto saved = world->wait(MailboxDesk(context()).save(request));
    request.mailbox = *saved;
    request.mailbox.inbound.host = u"another.example"_s;
    request.inboundSecret = Secret("two");
    QVERIFY(test(request)->passed());
    server->failNext(Op::Check, Error{ErrorKind::AuthenticationFailed, {}, {}, {}});
    QVERIFY(!test(request, outbound(false))->passed());
    const auto now
        = world->inStore([id = saved->id](store::Session &session) { return store::Mailboxes(session).find(id); });
    QCOMPARE(now->inbound, saved->inbound);
    QCOMPARE(now->updatedAt, saved->updatedAt);
    const auto kept = world->wait(world->vault.read(domain::vaultKey(*saved, domain::SecretUse::Inbound)));
    QCOMPARE((*kept)->reveal(), QByteArray("one"));
}

/// What it finds is the transport's; here it goes to the engine's thread and back.
void TestMailboxTest::aGoodTestReleasesARefusedPassword()
{
    MailboxDesk::SaveRequest request = requestFor(u"refused@corp.example"_s);
    const auto saved = world->wait(MailboxDesk(world->context()).save(request));
    QVERIFY(saved);
    request.mailbox = *saved;
    const auto isRefused = [this, id = saved->id] {
        const auto found = world->wait(
            world->store->read([id](store::Session &session) { return store::FeedRefusals(session).current(id); }));
        return found && found->has_value();
    };
    QVERIFY(world->inStore([mailbox = *saved](store::Session &session) {
        store::FeedRefusal refusal;
        refusal.mailbox = mailbox.id;
        refusal.settingsAt = mailbox.updatedAt;
        return store::FeedRefusals(session).note(refusal);
    }));
    world->clock.advance(1'000);
    QVERIFY(test(request)); // with a secret that is typed and not kept
    QVERIFY(isRefused());
    request.inboundSecret.reset();
    request.mailbox.inbound.host = u"other.corp.example"_s; // likewise a host
    test(request);
    QVERIFY(isRefused());
    request.mailbox = *saved;
    server->failAlways(Op::Folders, Error{ErrorKind::AuthenticationFailed, {}, {}, {}});
    const auto failed = test(request);
    QVERIFY(failed && !failed->passed());
    QVERIFY(isRefused());
    server->failAlways(Op::Folders, std::nullopt);
    const auto passed = test(request);
    QVERIFY(passed && passed->passed());
    QVERIFY(!isRefused());
}

void TestMailboxTest::autodiscoverNeedsAnEngineAndAnAddress()
{
    domain::AutodiscoveryRequest request;
    request.address = u"soc"_s;
    const auto alone = world->wait(MailboxDesk(world->context()).autodiscover(request, {}));
    QCOMPARE(alone.error().kind, ErrorKind::Busy);
    const auto engaged = world->wait(MailboxDesk(context()).autodiscover(request, {}));
    QCOMPARE(engaged.error().kind, ErrorKind::InvalidInput);
    std::stop_source stopped;
    stopped.request_stop();
    request.address = u"soc@corp.example"_s;
    const auto ended = world->wait(MailboxDesk(context()).autodiscover(request, stopped.get_token()));
    QCOMPARE(ended.error().kind, ErrorKind::Cancelled);
}

LIAISON_TEST(TestMailboxTest)
#include "tst_mailbox_test.moc"
