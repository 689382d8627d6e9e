#include "core/desk/mailbox_desk.h"
#include "core/desk/sign_in_desk.h"
#include "core/feed/engine.h"
#include "core/store/mailboxes.h"
#include "tests/support/other_process.h"
#include "tests/support/test_registry.h"
#include "tests/unit/desk/desk_world.h"

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;
using desk::SignInDesk;
using domain::SignInOutcome;
using domain::SignInPrompt;
using domain::SignInWay;

/// What the desk makes of a person's sign-in: what must be there, what is written down, what a feed hears of it.
class TestSignInDesk : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void itIsShownKeptAndAudited();
    void aNoChangesNothing();
    void itIsCancelled();
    void nobodyIsAskedInVain_data();
    void nobodyIsAskedInVain();
    void whoeverAskedIsGone();
    void aKeychainThatTakesTooLong_data();
    void aKeychainThatTakesTooLong();

private:
    Future<SignInOutcome> start(const domain::Mailbox &asked, QObject *owner, std::stop_token stop = {})
    {
        SignInDesk::Options options;
        options.way = SignInWay::DeviceCode;
        return SignInDesk(context).signIn(
            asked, options, owner, [this](const SignInPrompt &prompt) { prompts << prompt; }, std::move(stop));
    }
    domain::Mailbox saved() const
    {
        const auto found
            = world->inStore([id = mailbox.id](store::Session &session) { return store::Mailboxes(session).find(id); });
        return found ? *found : domain::Mailbox();
    }

    std::unique_ptr<DeskWorld> world;
    std::unique_ptr<FakeSignIn> transport;
    std::unique_ptr<feed::Engine> engine;
    desk::Context context;
    domain::Mailbox mailbox;
    QList<SignInPrompt> prompts;
};

void TestSignInDesk::init()
{
    prompts.clear();
    world = std::make_unique<DeskWorld>();
    QVERIFY(world->ready);
    transport = std::make_unique<FakeSignIn>(std::make_shared<FakeServer>());
    engine = std::make_unique<feed::Engine>(
        world->store.get(), transport.get(),
        [](const domain::Mailbox &) { return readyFuture<QPair<Secret, Secret>>(QPair<Secret, Secret>()); },
        &world->clock, feed::EngineOptions{});
    context = world->context();
    context.engine = engine.get();
    desk::MailboxDesk::SaveRequest request;
    request.mailbox.address = u"ir@corp.example"_s;
    request.mailbox = withPerson(request.mailbox);
    const auto made = world->wait(desk::MailboxDesk(world->context()).save(request));
    QVERIFY(made);
    mailbox = *made;
}

void TestSignInDesk::cleanup()
{
    engine.reset();
    transport.reset();
    world.reset();
}

void TestSignInDesk::itIsShownKeptAndAudited()
{
    world->clock.advance(60'000);
    const auto outcome = start(mailbox, this);
    QTRY_COMPARE(prompts.size(), 1);
    QCOMPARE(prompts.first().code, u"WDJB-MJHT"_s);
    QCOMPARE(transport->requests().first().mailbox.address, mailbox.address);
    SignInOutcome signedIn;
    signedIn.mailbox = mailbox.address;
    transport->answer(signedIn);
    const auto ended = world->wait(outcome);
    QVERIFY(ended && !ended->refusal);
    const domain::AuditEntry entry = world->audit().first();
    QCOMPARE(entry.action, u"mailbox.sign-in"_s);
    QCOMPARE(entry.object, mailbox.address);
    QCOMPARE(entry.detail.value("way"_L1).toString(), u"devicecode"_s);
    QCOMPARE(entry.detail.value("use"_L1).toString(), u"inbound"_s);
    QVERIFY(saved().updatedAt > mailbox.updatedAt); // what feeds, in any process, begin anew for
}

void TestSignInDesk::aNoChangesNothing()
{
    world->clock.advance(60'000);
    const qsizetype before = world->audit().size();
    const auto outcome = start(mailbox, this);
    QTRY_COMPARE(prompts.size(), 1);
    transport->answer(refusedSignIn());
    const auto ended = world->wait(outcome);
    QVERIFY(ended && ended->refusal);
    QCOMPARE(ended->refusal->problem, u"ConsentMissing"_s);
    QCOMPARE(world->audit().size(), before);
    QCOMPARE(saved().updatedAt, mailbox.updatedAt);
}

void TestSignInDesk::itIsCancelled()
{
    std::stop_source stop;
    const qsizetype before = world->audit().size();
    const auto outcome = start(mailbox, this, stop.get_token());
    QTRY_COMPARE(prompts.size(), 1);
    stop.request_stop();
    QCOMPARE(world->wait(outcome).error().kind, ErrorKind::Cancelled);
    QCOMPARE(world->audit().size(), before);
}

void TestSignInDesk::nobodyIsAskedInVain_data()
{
    QTest::addColumn<QString>("trouble");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("password") << u"password"_s << ErrorKind::InvalidInput;
    QTest::newRow("no engine") << u"engine"_s << ErrorKind::Busy;
    QTest::newRow("credentials") << u"credentials"_s << ErrorKind::KeychainDenied;
    QTest::newRow("no keychain") << u"keychain"_s << ErrorKind::KeychainUnavailable;
}

void TestSignInDesk::nobodyIsAskedInVain()
{
    QFETCH(const QString, trouble);
    QFETCH(const ErrorKind, kind);
    ReadOnlyVault credentials;
    domain::Mailbox asked = mailbox;
    if (trouble == "password"_L1)
        asked.inbound.signIn = domain::SignIn::PlainPassword;
    else if (trouble == "engine"_L1)
        context.engine = nullptr;
    else if (trouble == "credentials"_L1)
        context.vault = &credentials;
    else
        world->vault.failReads = ErrorKind::KeychainUnavailable;
    QCOMPARE(world->wait(start(asked, this)).error().kind, kind);
    QVERIFY(transport->requests().isEmpty());
}

void TestSignInDesk::whoeverAskedIsGone()
{
    auto owner = std::make_unique<QObject>();
    const auto outcome = start(mailbox, owner.get());
    owner.reset();
    QTRY_COMPARE(transport->requests().size(), 1);
    transport->answer(refusedSignIn());
    QVERIFY(world->wait(outcome));
    QVERIFY(prompts.isEmpty());
}

void TestSignInDesk::aKeychainThatTakesTooLong_data()
{
    QTest::addColumn<bool>("ends");
    QTest::newRow("cancelled meanwhile") << false;
    QTest::newRow("the process ends meanwhile") << true;
}

void TestSignInDesk::aKeychainThatTakesTooLong()
{
    QFETCH(const bool, ends);
    HeldVault keychain;
    context.vault = &keychain;
    std::stop_source stop;
    const auto outcome = start(mailbox, this, stop.get_token());
    QTRY_COMPARE(keychain.asked.size(), 1);
    if (ends)
        engine.reset();
    else
        stop.request_stop();
    keychain.open();
    QCOMPARE(world->wait(outcome).error().kind, ErrorKind::Cancelled);
    QVERIFY(transport->requests().isEmpty());
}

LIAISON_TEST(TestSignInDesk)
#include "tst_sign_in_desk.moc"
