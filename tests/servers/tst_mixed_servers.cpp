#include "tests/contract/mixed_mail_world.h"
#include "tests/servers/check_world.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;
using domain::TestReport;
using domain::TestStepKind;

/// TEST INBOUND and TEST OUTBOUND of a mailbox that is read on Exchange and sends through Exim. That its mail is read,
/// answered and filed is shown by the suites of tests/contract, in their rows "Exchange in, SMTP out".
class TestMixedServers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_world.reset(); }
    void theTestMailIsFoundOnTheOtherServer();
    void aTestMailThatIsNotRoutedThereIsSaid();
    void eachSideHasItsOwnSignIn();

private:
    [[nodiscard]] desk::MailboxDesk::SaveRequest request() const;
    Future<TestReport> runTest(const desk::MailboxDesk::SaveRequest &fields, desk::MailboxDesk::TestOptions options);

    std::unique_ptr<MixedMailWorld> m_world;
};

void TestMixedServers::init()
{
    REQUIRE_SERVER(MailHost::missing().isEmpty(), "Dovecot or Exim is not installed");
    m_world = std::make_unique<MixedMailWorld>();
    const QByteArray failure = m_world->start();
    QVERIFY2(failure.isEmpty(), failure);
}

desk::MailboxDesk::SaveRequest TestMixedServers::request() const
{
    desk::MailboxDesk::SaveRequest request;
    request.mailbox = m_world->fields();
    request.inboundSecret = Secret::fromText(analystsPassword);
    return request;
}

Future<TestReport> TestMixedServers::runTest(const desk::MailboxDesk::SaveRequest &fields,
                                             desk::MailboxDesk::TestOptions options)
{
    return desk::MailboxDesk(m_world->office().context()).test(fields, std::move(options), nullptr, {}, {});
}

void TestMixedServers::theTestMailIsFoundOnTheOtherServer()
{
    const auto testing = runTest(request(), {domain::TestSide::Outbound, true, 0});
    // It leaves through Exim, and comes back to Exchange by whatever the organisation has between the two.
    QTRY_COMPARE_WITH_TIMEOUT(m_world->forAnalysts().size(), 1, 60'000);
    QVERIFY(m_world->mailsIn(u"INBOX"_s).isEmpty());
    QCOMPARE(m_world->carry(), 1);
    const auto report = await(testing);
    QVERIFY2(report, why(report));
    QVERIFY2(report->passed(), qPrintable(domain::testLog(*report)));
    QVERIFY(report->find(TestStepKind::Submit));
    QVERIFY(report->find(TestStepKind::RoundTrip));
    QCOMPARE(m_world->mailsIn(u"INBOX"_s).size(), 1); // and is not deleted
    QCOMPARE(m_world->forAnalysts().size(), 1);
    QVERIFY(m_world->mailsIn(u"Sent"_s).isEmpty());

    // The feed that reads it afterwards does not bother anybody with it; other mail comes through.
    m_world->drop({mailToAnalysts(finance, u"To be seen"_s, "seen@bu.test", {}, "x\r\n")}, u"INBOX"_s);
    const auto mailbox = m_world->connect();
    QVERIFY2(mailbox, why(mailbox));
    QVERIFY(m_world->waitInSync());
    const auto unmatched = m_world->office().unmatched();
    QVERIFY2(unmatched, why(unmatched));
    QCOMPARE(unmatched->size(), 1);
    QCOMPARE(unmatched->constFirst().subject, u"To be seen"_s);
}

void TestMixedServers::aTestMailThatIsNotRoutedThereIsSaid()
{
    const auto report = await(runTest(request(), {domain::TestSide::Outbound, true, 10'000}));
    QVERIFY2(report, why(report));
    QCOMPARE(endOf(*report), u"round-trip: NotBackInTime"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_world->forAnalysts().size(), 1, 60'000); // it was sent
}

void TestMixedServers::eachSideHasItsOwnSignIn()
{
    auto fields = request();
    fields.mailbox.outbound.signIn = domain::SignIn::Password;
    fields.outboundSecret = Secret::fromText(u"not the password"_s);
    const auto refused = await(runTest(fields, {domain::TestSide::Outbound, true, 0}));
    QVERIFY2(refused, why(refused));
    QCOMPARE(endOf(*refused), u"sign-in: AuthenticationFailed"_s);
    QVERIFY(m_world->forAnalysts().isEmpty());
    const auto reading = await(runTest(fields, {domain::TestSide::Inbound, false, 0}));
    QVERIFY2(reading, why(reading));
    QCOMPARE(endOf(*reading), u"passed"_s);
    // And the other way round: Exchange's refusal is not Exim's.
    fields.inboundSecret = Secret::fromText(u"not the password"_s);
    fields.outboundSecret = Secret::fromText(analystsPassword);
    const auto sending = await(runTest(fields, {domain::TestSide::Outbound, false, 0}));
    QVERIFY2(sending, why(sending));
    QCOMPARE(endOf(*sending), u"passed"_s);
    const auto closed = await(runTest(fields, {domain::TestSide::Inbound, false, 0}));
    QVERIFY2(closed, why(closed));
    QCOMPARE(endOf(*closed), u"sign-in: AuthenticationFailed"_s);
}

LIAISON_TEST(TestMixedServers)
#include "tst_mixed_servers.moc"
