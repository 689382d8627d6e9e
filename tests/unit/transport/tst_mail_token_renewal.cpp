#include "core/domain/sign_in_advice.h"
#include "core/transport/mail_tokens.h"
#include "mail_token_world.h"
#include "tests/support/test_registry.h"

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;
using domain::OAuthFlow;
using domain::SecretUse;

/// How IMAP and SMTP come by the next token: when one runs out, when a server refuses it, when a person's refresh token
/// rotates; and what becomes of those who wait where there is none.
class TestMailTokenRenewal : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anExpiredTokenIsRenewed();
    void aConnectionIsReplacedBeforeItsTokenRunsOut();
    void aRefusedTokenIsReplacedOnce();
    void sendingTriesOneMoreToken();
    void aPersonsRefreshTokenRotates();
    void withoutATokenNobodyIsConnectedTo_data();
    void withoutATokenNobodyIsConnectedTo();
    void aCertificateThatIsAwayIsNoFaultOfAMail();
    void shutDownEndsASendThatWaits();
};

void TestMailTokenRenewal::anExpiredTokenIsRenewed()
{
    TokenWorld world;
    world.provider.answers = {FakeProvider::tokens("first"), FakeProvider::tokens("second")};
    const auto source = world.source();
    QVERIFY(await(source->folders({})));
    world.imap.hangUp();
    QTRY_VERIFY(await(source->folders({}))); // the loss may be met by the first who asks
    QCOMPARE(world.provider.asked(), 1);
    world.provider.clock.advance(hourMs);
    world.imap.token = "second";
    world.imap.hangUp();
    QTRY_VERIFY(await(source->folders({})));
    QCOMPARE(world.provider.asked(), 2);
    QCOMPARE(world.imap.signInsRefused, 0);
    const auto sink = world.sink();
    const auto sent = await(sink->send(submission(), {}));
    QVERIFY2(sent, why(sent));
    QVERIFY(world.smtp.received.contains(xoauth2("second")) && world.smtp.tookMail());
    QCOMPARE(world.provider.asked(), 2);
}

void TestMailTokenRenewal::aConnectionIsReplacedBeforeItsTokenRunsOut()
{
    TokenWorld world;
    world.provider.answers = {FakeProvider::tokens("first", nullptr, 1), FakeProvider::tokens("second")};
    transport::ImapTimings timings;
    timings.freshTokenMs = 1;
    transport::MailTokens tokens({&world.vault, &world.provider.clock});
    transport::ImapSource source(world.mailbox, timings, tokens.find(world.mailbox, SecretUse::Inbound));
    const auto hint = source.waitForHint({inbox()}, {});
    QTRY_VERIFY(countOf(world.imap.commands, "IDLE") > 0);
    world.provider.clock.advance(1'000);
    world.imap.token = "second";
    QTRY_COMPARE(countOf(world.imap.commands, xoauth2("second")), 1);
    QVERIFY(world.imap.connections > 1);
    QTRY_VERIFY(world.imap.commands.last().endsWith(" IDLE"));
    QVERIFY(!hint.isFinished()); // whoever waits hears nothing of it
    world.imap.add(1, mail(1));
    world.imap.announce();
    const auto told = await(hint);
    QVERIFY2(told, why(told));
    QCOMPARE(*told, QStringList{u"INBOX"_s});
}

void TestMailTokenRenewal::aRefusedTokenIsReplacedOnce()
{
    TokenWorld world;
    world.provider.answers = {FakeProvider::tokens("revoked"), FakeProvider::tokens("first"),
                              FakeProvider::tokens("second"), FakeProvider::tokens("third")};
    const auto source = world.source();
    const auto folders = await(source->folders({}));
    QVERIFY2(folders, why(folders));
    QCOMPARE(world.imap.connections, 2);
    QCOMPARE(world.imap.signInsRefused, 1);
    QCOMPARE(world.provider.asked(), 2);
    // Now no token is right: one more is tried, and then it is for a person.
    TokenWorld other;
    other.imap.token = "never";
    other.provider.answers = world.provider.answers;
    const auto refused = await(other.source()->folders({}));
    QCOMPARE(kindOf(refused), u"AuthenticationFailed"_s);
    QVERIFY2(refused.error().serverWords.contains(u"400"_s), why(refused)); // XOAUTH2's own word
    QCOMPARE(other.imap.connections, 2);
    QCOMPARE(other.provider.asked(), 2);
}

void TestMailTokenRenewal::sendingTriesOneMoreToken()
{
    TokenWorld world;
    world.provider.answers = {FakeProvider::tokens("revoked"), FakeProvider::tokens("second")};
    world.smtp.answers.insert("AUTH XOAUTH2 " + xoauth2("revoked"), "535 5.7.3 Authentication unsuccessful\r\n");
    const auto sink = world.sink();
    const auto sent = await(sink->send(submission(), {}));
    QVERIFY2(sent, why(sent));
    QCOMPARE(world.provider.asked(), 2);
    QCOMPARE(world.smtp.mail.count("Subject: x"), qsizetype(1));
    world.smtp.answers.insert("AUTH XOAUTH2", "535 5.7.3 Authentication unsuccessful\r\n");
    QCOMPARE(kindOf(await(sink->send(submission(), {}))), u"AuthenticationFailed"_s);
    QCOMPARE(world.provider.asked(), 3);
    QCOMPARE(world.smtp.mail.count("Subject: x"), qsizetype(1));
}

void TestMailTokenRenewal::aPersonsRefreshTokenRotates()
{
    TokenWorld world(OAuthFlow::Browser);
    QVERIFY(await(world.vault.write(world.key(), Secret("r1"))));
    world.provider.answers = {FakeProvider::tokens("first", "r2"), FakeProvider::tokens("second", "r3")};
    const auto source = world.source();
    const auto sink = world.sink();
    const auto folders = await(source->folders({}));
    QVERIFY2(folders, why(folders));
    QVERIFY(await(sink->check({})));
    QCOMPARE(world.provider.asked(), 1); // two who renew would look like a theft
    QCOMPARE(world.asked(0, "refresh_token"), QByteArray("r1"));
    QCOMPARE(world.asked(0, "scope"),
             QByteArray("https://127.0.0.1/IMAP.AccessAsUser.All https://127.0.0.1/SMTP.Send offline_access"));
    QCOMPARE(world.kept(), QByteArray("r2"));
    world.provider.clock.advance(hourMs);
    QVERIFY(await(sink->check({})));
    QCOMPARE(world.asked(1, "refresh_token"), QByteArray("r2"));
    QCOMPARE(world.kept(), QByteArray("r3"));
}

void TestMailTokenRenewal::withoutATokenNobodyIsConnectedTo_data()
{
    QTest::addColumn<bool>("signedIn");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("kind");
    QTest::newRow("nobody has signed in") << false << QByteArray() << u"CredentialsMissing"_s;
    QTest::newRow("the sign-in was revoked")
        << true << FakeProvider::refusal("invalid_grant", "AADSTS50173: The grant was revoked")
        << u"AuthenticationFailed"_s;
    QTest::newRow("no consent") << true << FakeProvider::refusal("invalid_grant", "AADSTS65001: no consent")
                                << u"PermissionDenied"_s;
}

void TestMailTokenRenewal::withoutATokenNobodyIsConnectedTo()
{
    QFETCH(const bool, signedIn);
    QFETCH(const QByteArray, answer);
    TokenWorld world(OAuthFlow::DeviceCode);
    if (signedIn)
        QVERIFY(await(world.vault.write(world.key(), Secret("r1"))));
    world.provider.answers = {answer};
    const auto source = world.source();
    const auto folders = source->folders({});
    const auto hint = source->waitForHint({inbox()}, {});
    QTEST(kindOf(await(folders)), "kind");
    QTEST(kindOf(await(hint)), "kind");
    QTEST(kindOf(await(world.sink()->send(submission(), {}))), "kind");
    QCOMPARE(world.imap.connections, 0);
    QVERIFY(!world.smtp.peer());
}

/// An error that is the mail's would have the outbox give it up.
void TestMailTokenRenewal::aCertificateThatIsAwayIsNoFaultOfAMail()
{
    TokenWorld world;
    world.mailbox.mailbox.inbound.clientCertificateFile = u"/nowhere/app.pem"_s;
    const auto sent = await(world.sink()->send(submission(), {}));
    QCOMPARE(kindOf(sent), u"CredentialsMissing"_s);
    QVERIFY(domain::signInAdvice(sent.error()));
    QVERIFY(sent.error().serverWords.contains(u"/nowhere/app.pem"_s));
    QVERIFY(!world.smtp.peer());
}

void TestMailTokenRenewal::shutDownEndsASendThatWaits()
{
    TokenWorld world;
    world.provider.answers = {FakeProvider::tokens("first")};
    const auto sink = world.sink();
    const auto sent = sink->send(submission(), {});
    QVERIFY(!sent.isFinished());
    sink->shutDown();
    QVERIFY(sent.isFinished());
    QCOMPARE(kindOf(await(sent)), u"Cancelled"_s);
    std::stop_source stop;
    const auto stopped = sink->send(submission(), stop.get_token());
    stop.request_stop();
    QCOMPARE(kindOf(await(stopped)), u"Cancelled"_s);
    QVERIFY(!world.smtp.peer());
}

LIAISON_TEST(TestMailTokenRenewal)
#include "tst_mail_token_renewal.moc"
