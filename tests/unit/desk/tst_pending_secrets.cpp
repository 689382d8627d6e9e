#include "core/desk/mailbox_desk.h"
#include "core/desk/pending_secrets.h"
#include "core/desk/sign_in_desk.h"
#include "core/feed/engine.h"
#include "core/store/audit_log.h"
#include "tests/support/fake_sign_in.h"
#include "tests/support/test_registry.h"
#include "tests/unit/desk/desk_world.h"

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;
using domain::Mailbox;
using domain::SecretUse;
using store::PendingSecret;
using store::PendingSecrets;
using store::SecretWriter;
using store::Session;

/// What is in the keychain before its mailbox is saved, and is removed should that never be.
class TestPendingSecrets : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void aSignInIsNotedUntilItsMailboxIsSaved();
    void aSignInThatIsForgottenLeavesNoNote();
    void aSavedMailboxsSignInGetsNoNote();
    void aRefusedSaveLeavesNothing();
    void whatEndedProcessesLeftIsRemoved_data();
    void whatEndedProcessesLeftIsRemoved();
    void aSavedMailboxKeepsItsSecret();
    void whatTheKeychainDoesNotLetGoStaysNoted();

private:
    Mailbox unsaved() const
    {
        Mailbox mailbox;
        mailbox.uuid = QUuid(u"5a3d8a0e-3c50-4f0b-a1a8-6f0d1e2c3b4a"_s);
        mailbox.address = u"new@corp.example"_s;
        return withPerson(mailbox);
    }
    static QString keyOf(const Mailbox &mailbox)
    {
        return domain::neededSecret(mailbox, SecretUse::Inbound).value_or(QString());
    }
    void signIn(const Mailbox &mailbox);
    QList<PendingSecret> notes()
    {
        return world->inStore([](Session &session) { return PendingSecrets(session).list(); })
            .value_or(QList<PendingSecret>{{u"no answer"_s, {}, 0}});
    }
    bool isKept(const QString &key)
    {
        const auto secret = world->wait(world->vault.read(key));
        return secret && secret->has_value();
    }
    /// As a process would have left it that ended.
    void leave(const QString &key, const SecretWriter &writer);
    static SecretWriter ended()
    {
        SecretWriter writer = desk::thisWriter();
        writer.startedAt = u"1"_s; // before this one, by the same number
        return writer;
    }

    std::unique_ptr<DeskWorld> world;
    std::unique_ptr<FakeSignIn> transport;
    std::unique_ptr<feed::Engine> engine;
    desk::Context context;
};

void TestPendingSecrets::init()
{
    world = std::make_unique<DeskWorld>();
    QVERIFY(world->ready);
    transport = std::make_unique<FakeSignIn>(std::make_shared<FakeServer>());
    engine = std::make_unique<feed::Engine>(
        world->store.get(), transport.get(),
        [](const Mailbox &) { return readyFuture<QPair<Secret, Secret>>(QPair<Secret, Secret>()); }, &world->clock,
        feed::EngineOptions{});
    context = world->context();
    context.engine = engine.get();
}

void TestPendingSecrets::cleanup()
{
    engine.reset();
    transport.reset();
    world.reset();
}

void TestPendingSecrets::signIn(const Mailbox &mailbox)
{
    bool shown = false;
    const auto outcome = desk::SignInDesk(context).signIn(mailbox, {}, this,
                                                          [&shown](const domain::SignInPrompt &) { shown = true; }, {});
    QTRY_VERIFY(shown);
    // The adapter keeps what it got before it says that it has.
    QVERIFY(world->wait(world->vault.write(keyOf(mailbox), Secret::fromText(u"refresh"_s))));
    transport->answer(domain::SignInOutcome());
    QVERIFY(world->wait(outcome));
}

void TestPendingSecrets::leave(const QString &key, const SecretWriter &writer)
{
    QVERIFY(world->wait(world->vault.write(key, Secret::fromText(u"left"_s))));
    QVERIFY(world->inStore([=](Session &session) { return PendingSecrets(session).note({key}, writer); }));
}

void TestPendingSecrets::aSignInIsNotedUntilItsMailboxIsSaved()
{
    signIn(unsaved());
    QCOMPARE(notes().size(), 1);
    QCOMPARE(notes().first().key, keyOf(unsaved()));
    QVERIFY(notes().first().writer == desk::thisWriter());
    // While this process runs nobody takes it away.
    QVERIFY(world->wait(desk::sweepSecrets(context)));
    QVERIFY(isKept(keyOf(unsaved())));
    QCOMPARE(notes().size(), 1);
    desk::MailboxDesk::SaveRequest request;
    request.mailbox = unsaved();
    const auto saved = world->wait(desk::MailboxDesk(context).save(request));
    QVERIFY(saved);
    QVERIFY(notes().isEmpty());
    QVERIFY(isKept(keyOf(*saved)));
}

void TestPendingSecrets::aSignInThatIsForgottenLeavesNoNote()
{
    signIn(unsaved());
    QVERIFY(world->wait(desk::SignInDesk(context).forget(unsaved())));
    QVERIFY(!isKept(keyOf(unsaved())));
    QVERIFY(notes().isEmpty());
}

void TestPendingSecrets::aSavedMailboxsSignInGetsNoNote()
{
    desk::MailboxDesk::SaveRequest request;
    request.mailbox = unsaved();
    const auto saved = world->wait(desk::MailboxDesk(context).save(request));
    QVERIFY(saved);
    signIn(*saved);
    QVERIFY(notes().isEmpty());
}

/// The address is in use: what was written for the new one is taken back, and so is its note.
void TestPendingSecrets::aRefusedSaveLeavesNothing()
{
    desk::MailboxDesk::SaveRequest request;
    request.mailbox.address = u"soc@corp.example"_s;
    request.mailbox.inbound.host = request.mailbox.outbound.host = u"mail.corp.example"_s;
    request.inboundSecret = Secret::fromText(u"password"_s);
    QVERIFY(world->wait(desk::MailboxDesk(context).save(request)));
    QVERIFY(notes().isEmpty());
    request.mailbox.uuid = unsaved().uuid;
    QCOMPARE(world->wait(desk::MailboxDesk(context).save(request)).error().kind, ErrorKind::AlreadyExists);
    QVERIFY(!isKept(keyOf(request.mailbox)));
    QTRY_VERIFY(notes().isEmpty());
    // What the keychain does not take back stays noted.
    world->vault.failRemoves = ErrorKind::KeychainLocked;
    QCOMPARE(world->wait(desk::MailboxDesk(context).save(request)).error().kind, ErrorKind::AlreadyExists);
    QCOMPARE(notes().size(), 1);
    QCOMPARE(notes().first().key, keyOf(request.mailbox));
}

void TestPendingSecrets::whatEndedProcessesLeftIsRemoved_data()
{
    QTest::addColumn<SecretWriter>("writer");
    QTest::addColumn<bool>("removed");
    const SecretWriter own = desk::thisWriter();
    const auto changed = [](const auto &change) {
        SecretWriter writer = ended();
        change(writer);
        return writer;
    };
    QTest::newRow("this process") << own << false;
    QTest::newRow("one of its number before") << ended() << true;
    QTest::newRow("no process") << changed([](SecretWriter &writer) {
        writer.pid = 4'294'967'295; // more than any system counts to
    }) << true;
    QTest::newRow("another computer") << changed([](SecretWriter &writer) { writer.host += u"2"_s; }) << false;
    QTest::newRow("another account") << changed([](SecretWriter &writer) { ++writer.owner; }) << false;
    QTest::newRow("out of sight") << changed([](SecretWriter &writer) { writer.pidSpace = u"pid:[1]"_s; }) << false;
    QTest::newRow("a system that tells nothing") << changed([](SecretWriter &writer) {
        writer.pidSpace.clear();
        writer.startedAt.clear();
    }) << false;
}

void TestPendingSecrets::whatEndedProcessesLeftIsRemoved()
{
    QFETCH(const SecretWriter, writer);
    QFETCH(const bool, removed);
    const QString key = u"mailbox/left/inbound"_s;
    leave(key, writer);
    QVERIFY(world->wait(desk::sweepSecrets(context)));
    QCOMPARE(isKept(key), !removed);
    QCOMPARE(notes().isEmpty(), removed);
    if (removed || writer == desk::thisWriter())
        return;
    // A day later nobody waits for it any more, if it is this keychain's.
    const bool here = writer.host == desk::thisWriter().host && writer.owner == desk::thisWriter().owner;
    QVERIFY(world->inStore([&](Session &session) {
        const QString name = u"pending-secret/"_s + key;
        return store::Settings(session).value(name).and_then([&](QString text) {
            const QString since = u"\"since\":"_s;
            return store::Settings(session).setValue(name, text.replace(since, since + u"1,\"was\":"_s));
        });
    }));
    QCOMPARE(notes().first().since, 1);
    QVERIFY(world->wait(desk::sweepSecrets(context)));
    QCOMPARE(isKept(key), !here);
    QCOMPARE(notes().isEmpty(), here);
}

/// Whatever a note says.
void TestPendingSecrets::aSavedMailboxKeepsItsSecret()
{
    leave(keyOf(unsaved()), ended());
    desk::MailboxDesk::SaveRequest request;
    request.mailbox = unsaved();
    const auto saved = world->wait(desk::MailboxDesk(context).save(request));
    QVERIFY(saved);
    QVERIFY(world->inStore([key = keyOf(*saved)](Session &session) {
        // As the switch to another way leaves it: the mailbox was saved beside its note.
        const QString text = uR"({"host":"%1","owner":%2,"pidSpace":"%3","pid":%4,"startedAt":"1","since":1})"_s;
        const SecretWriter writer = ended();
        return store::Settings(session).setValue(
            u"pending-secret/"_s + key,
            text.arg(writer.host, QString::number(writer.owner), writer.pidSpace, QString::number(writer.pid)));
    }));
    QCOMPARE(notes().size(), 1);
    QVERIFY(world->wait(desk::sweepSecrets(context)));
    QVERIFY(isKept(keyOf(*saved)));
    QVERIFY(notes().isEmpty());
}

void TestPendingSecrets::whatTheKeychainDoesNotLetGoStaysNoted()
{
    leave(u"mailbox/a/inbound"_s, ended());
    leave(u"mailbox/b/inbound"_s, ended());
    world->vault.failRemoves = ErrorKind::KeychainLocked;
    QCOMPARE(world->wait(desk::sweepSecrets(context)).error().kind, ErrorKind::KeychainLocked);
    QCOMPARE(notes().size(), 2);
    world->vault.failRemoves.reset();
    QVERIFY(world->wait(desk::sweepSecrets(context)));
    QVERIFY(!isKept(u"mailbox/a/inbound"_s) && !isKept(u"mailbox/b/inbound"_s));
    QVERIFY(notes().isEmpty());
    // One that forgets by itself is not swept, and its secrets need no notes.
    secrets::MemoryVault memory;
    desk::Context other = context;
    other.vault = &memory;
    QVERIFY(world->wait(desk::noteSecrets(other, {u"mailbox/c/inbound"_s})));
    QVERIFY(notes().isEmpty());
}

LIAISON_TEST(TestPendingSecrets)
#include "tst_pending_secrets.moc"
