#include "tests/cli/sign_in_world.h"
#include "tests/support/server_process.h"
#include "tests/support/test_registry.h"
#include "tests/unit/transport/fake_provider.h"

#include <QTest>

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;

/// What goes wrong between a mailbox and its tokens: each ends in its sentence and leaves stored mail and configuration
/// as they were.
class TestCliTokenTrouble : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void anotherServiceIsNotShownTheSecret();
    void theServiceSaysNo_data();
    void theServiceSaysNo();
    void wrongIdsAreNotImported();

private:
    static QJsonObject at(const FakeProvider &service);

    OpenIdProvider m_provider;
    std::unique_ptr<SignInWorld> m_world;
};

void TestCliTokenTrouble::initTestCase()
{
    REQUIRE_SERVER(OpenIdProvider::missing().isEmpty(), qPrintable(OpenIdProvider::missing()));
    REQUIRE_SERVER(Keyring::missing().isEmpty(), qPrintable(Keyring::missing()));
    QVERIFY2(m_provider.start(), qPrintable(m_provider.failure()));
    m_world = std::make_unique<SignInWorld>(&m_provider, freePort());
    const QByteArray failure = m_world->start();
    QVERIFY2(failure.isEmpty(), failure);
    // Some mail is there before anything goes wrong.
    QCOMPARE(m_world->connect(m_world->application(u"daemon"_s)), QByteArray());
    const Called kept = m_world->call({u"secret"_s, u"set"_s, SignInWorld::team}, "daemon-secret\n");
    QCOMPARE(kept.exitCode, 0);
    QVERIFY2(kept.out.startsWith("The client secret of "), kept.out);
    const Called run = m_world->runOnce();
    QVERIFY2(run.exitCode == 0, run.err);
    QCOMPARE(m_world->stored(), 3);
}

QJsonObject TestCliTokenTrouble::at(const FakeProvider &service)
{
    return {{u"flow"_s, u"application"_s},
            {u"clientId"_s, u"6731de76-14a6-49ae-97bc-6eba6914391e"_s},
            {u"tenantId"_s, u"contoso.example"_s},
            {u"loginHost"_s, u"http://127.0.0.1:%1"_s.arg(service.server.serverPort())}};
}

/// Whoever changes where a mailbox signs in does not get its secret.
void TestCliTokenTrouble::anotherServiceIsNotShownTheSecret()
{
    FakeProvider service;
    service.answers << FakeProvider::refusal("invalid_client", "AADSTS7000215", 401);
    QCOMPARE(m_world->connect(at(service)), QByteArray());
    const Called told = m_world->call({u"test"_s, u"inbound"_s, SignInWorld::team});
    QVERIFY2(told.exitCode == 4 && told.err.contains("no password or sign-in"), told.err);
    const Called run = m_world->runOnce();
    QVERIFY2(run.exitCode == 4, run.err);
    QCOMPARE(service.asked(), 0);
    QCOMPARE(m_world->stored(), 3);
}

void TestCliTokenTrouble::theServiceSaysNo_data()
{
    QTest::addColumn<std::optional<QByteArray>>("answer"); ///< of the token endpoint; nullopt: nobody listens
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QByteArray>("sentence"); ///< part of what people read
    QTest::addColumn<int>("exitCode");
    const auto no = [](const char *name, const char *error, const char *words, const QString &reason,
                       const QByteArray &sentence) {
        QTest::newRow(name) << std::optional(FakeProvider::refusal(error, words, 401)) << reason << sentence << 4;
    };
    no("unknown tenant", "invalid_request", "AADSTS90002: Tenant 'x' not found.",
       u"NoToken: WrongTenant (AADSTS90002)"_s, "The tenant was not found. Check the tenant ID");
    no("unknown app", "unauthorized_client", "AADSTS700016: Application was not found in the directory.",
       u"NoToken: UnknownApp (AADSTS700016)"_s, "The application is not known in this tenant.");
    no("wrong secret", "invalid_client", "AADSTS7000215: Invalid client secret provided.",
       u"NoToken: WrongSecret (AADSTS7000215)"_s, "The client ID or the client secret was refused.");
    no("expired secret", "invalid_client", "AADSTS7000222: The provided client secret keys are expired.",
       u"NoToken: ExpiredSecret (AADSTS7000222)"_s, "The client secret has expired. Make a new one");
    no("consent missing", "invalid_grant", "AADSTS65001: The user or administrator has not consented.",
       u"NoToken: ConsentMissing (AADSTS65001)"_s, "Nobody has agreed yet to what the application asks for.");
    no("another cloud", "invalid_request", "AADSTS900382: Confidential Client is not supported in Cross Cloud request.",
       u"NoToken: WrongCloud (AADSTS900382)"_s, "The tenant lives in another national cloud.");
    QTest::newRow("proxy's page") << std::optional(httpAnswer(200, "<html><h1>Blocked</h1></html>"))
                                  << u"NoToken: NotAProvider (HTTP 200)"_s
                                  << QByteArray("What answered is no sign-in service: a proxy") << 4;
    QTest::newRow("captive portal") << std::optional(httpAnswer(302, {}, "Location: http://portal.test/\r\n"))
                                    << u"NoToken: NotAProvider (HTTP 302)"_s << QByteArray("a network's log-in page")
                                    << 4;
    QTest::newRow("nobody listens") << std::optional<QByteArray>() << u"ConnectionRefused"_s
                                    << QByteArray("the sign-in service 127.0.0.1 cannot be asked: the server refused")
                                    << 5;
}

void TestCliTokenTrouble::theServiceSaysNo()
{
    QFETCH(const std::optional<QByteArray>, answer);
    QFETCH(const QString, reason);
    QFETCH(const QByteArray, sentence);
    QFETCH(const int, exitCode);
    FakeProvider service;
    service.answers << answer;
    if (!answer)
        service.server.close();
    QCOMPARE(m_world->connect(at(service)), QByteArray());
    QCOMPARE(m_world->call({u"secret"_s, u"set"_s, SignInWorld::team}, "daemon-secret\n").exitCode, 0);
    const QByteArray settings = m_world->settings();
    const Called told = m_world->call({u"test"_s, u"inbound"_s, SignInWorld::team});
    QVERIFY2(told.exitCode == exitCode, told.err);
    QVERIFY2(told.err.contains("Failed to test Service connectivity") && told.err.contains(sentence), told.err);
    const Called json = m_world->call({u"test"_s, u"inbound"_s, SignInWorld::team, u"--json"_s});
    QCOMPARE(json.error().value("step"_L1).toString(), u"token"_s);
    QCOMPARE(json.error().value("reason"_L1).toString(), reason);
    QVERIFY2(told.err.contains(json.error().value("message"_L1).toString().toUtf8()), json.err);
    QVERIFY(!(told.out + told.err + json.out + json.err).contains("daemon-secret"));
    QCOMPARE(m_world->settings(), settings);
    QCOMPARE(m_world->stored(), 3);
}

void TestCliTokenTrouble::wrongIdsAreNotImported()
{
    const QByteArray settings = m_world->settings();
    const QByteArray refused
        = m_world->connect({{u"flow"_s, u"browser"_s}, {u"clientId"_s, u"liaison"_s}, {u"tenantId"_s, u"contoso"_s}});
    QVERIFY2(refused.contains("$.mailboxes[0].inbound.oauth.clientId is no GUID"), refused);
    QVERIFY2(refused.contains("$.mailboxes[0].inbound.oauth.tenantId is neither a GUID nor a domain"), refused);
    QCOMPARE(m_world->settings(), settings);
    QCOMPARE(m_world->stored(), 3);
}

LIAISON_TEST(TestCliTokenTrouble)
#include "tst_cli_token_trouble.moc"
