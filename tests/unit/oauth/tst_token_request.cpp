#include "core/oauth/pkce.h"
#include "core/oauth/token_request.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison;
using namespace liaison::oauth;

class TestTokenRequest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rfc7636Vector();
    void freshPairsDiffer();
    void clientCredentials();
    void authorizationCode();
    void refresh();
    void deviceCode();
    void valuesCannotLeaveTheirField();
    void wordsAreExplained();
    void clocksAreMeasured_data();
    void clocksAreMeasured();
};

void TestTokenRequest::rfc7636Vector()
{
    // Appendix B.
    const Pkce pair = pkceOf(Secret("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));
    QCOMPARE(pair.challenge, QByteArray("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"));
    QCOMPARE(pair.verifier.reveal(), QByteArray("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));
}

void TestTokenRequest::freshPairsDiffer()
{
    const Pkce one = newPkce();
    const Pkce other = newPkce();
    QCOMPARE(one.verifier.reveal().size(), 43);
    QVERIFY(!one.verifier.reveal().contains('='));
    QVERIFY(one.verifier.reveal() != other.verifier.reveal());
    QVERIFY(one.challenge != other.challenge);
    QCOMPARE(pkceOf(one.verifier).challenge, one.challenge);
}

void TestTokenRequest::clientCredentials()
{
    Client client{QStringLiteral("app"), Secret("s+e/c=r&t"), {}};
    const QStringList scopes{QStringLiteral("https://outlook.office365.com/.default")};
    const auto bySecret = clientCredentialsRequest(client, scopes);
    QVERIFY(bySecret);
    QCOMPARE(bySecret->reveal(),
             QByteArray("grant_type=client_credentials&client_id=app&client_secret=s%2Be%2Fc%3Dr%26t"
                        "&scope=https%3A%2F%2Foutlook.office365.com%2F.default"));
    client.assertion = Secret("h.p.s");
    const auto byAssertion = clientCredentialsRequest(client, scopes);
    QVERIFY(byAssertion);
    QVERIFY(byAssertion->reveal().contains("&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%"
                                           "3Ajwt-bearer&client_assertion=h.p.s"));
    QVERIFY(!byAssertion->reveal().contains("client_secret"));
    QCOMPARE(clientCredentialsRequest({QStringLiteral("app"), {}, {}}, scopes).error().problem, Problem::NoCredentials);
}

void TestTokenRequest::authorizationCode()
{
    const Client client{QStringLiteral("app"), {}, {}};
    QCOMPARE(authorizationCodeRequest(client, Secret("c o+de"), Secret("verifier"),
                                      QUrl(QStringLiteral("http://127.0.0.1:4711/")))
                 .reveal(),
             QByteArray("grant_type=authorization_code&client_id=app&code=c%20o%2Bde"
                        "&redirect_uri=http%3A%2F%2F127.0.0.1%3A4711%2F&code_verifier=verifier"));
}

void TestTokenRequest::refresh()
{
    const Client client{QStringLiteral("app"), Secret("word"), {}};
    QCOMPARE(refreshRequest(client, Secret("r-1"), {QStringLiteral("a"), QStringLiteral("offline_access")}).reveal(),
             QByteArray("grant_type=refresh_token&client_id=app&client_secret=word&refresh_token=r-1"
                        "&scope=a%20offline_access"));
    QVERIFY(!refreshRequest(client, Secret("r-1"), {}).reveal().contains("scope"));
}

void TestTokenRequest::deviceCode()
{
    const Client client{QStringLiteral("app"), {}, {}};
    QCOMPARE(deviceAuthorizationRequest(client, {QStringLiteral("a")}).reveal(), QByteArray("client_id=app&scope=a"));
    QCOMPARE(
        deviceCodeRequest(client, Secret("dc")).reveal(),
        QByteArray("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&client_id=app&device_code=dc"));
}

void TestTokenRequest::valuesCannotLeaveTheirField()
{
    const Client client{QStringLiteral("a&scope=evil\r\nX: y\u00e4"), Secret(QByteArray("n\0ul", 4)), {}};
    const auto body = clientCredentialsRequest(client, {});
    QVERIFY(body);
    QCOMPARE(body->reveal().count('&'), 2);
    QCOMPARE(body->reveal().count('='), 3);
    QVERIFY(!body->reveal().contains('\n'));
    QVERIFY(body->reveal().contains("%C3%A4"));
    QVERIFY(body->reveal().contains("n%00ul"));
}

void TestTokenRequest::wordsAreExplained()
{
    const Client open{QStringLiteral("app"), {}, {}};
    const Client secret{QStringLiteral("app"), Secret("word"), {}};
    const Client certificate{QStringLiteral("app"), Secret("word"), Secret("h.p.s")};
    const Failure client{Problem::WrongSecret, QStringLiteral("invalid_client"), {}, {}};
    QCOMPARE(explained(client, open, Grant::RefreshToken).problem, Problem::UnknownApp);
    QCOMPARE(explained(client, secret, Grant::RefreshToken).problem, Problem::WrongSecret);
    QCOMPARE(explained(client, certificate, Grant::ClientCredentials).problem, Problem::AssertionRefused);
    const Failure grant{Problem::SignInExpired, QStringLiteral("invalid_grant"), {}, {}};
    QCOMPARE(explained(grant, open, Grant::RefreshToken).problem, Problem::SignInExpired);
    QCOMPARE(explained(grant, open, Grant::AuthorizationCode).problem, Problem::CodeExpired);
    QCOMPARE(explained(grant, open, Grant::DeviceCode).problem, Problem::CodeExpired);
    const Failure numbered{Problem::ConsentMissing, QStringLiteral("AADSTS65001"), {}, {}};
    QCOMPARE(explained(numbered, open, Grant::AuthorizationCode), numbered);
}

void TestTokenRequest::clocksAreMeasured_data()
{
    QTest::addColumn<Failure>("failure");
    QTest::addColumn<bool>("byCertificate");
    QTest::addColumn<std::optional<qint64>>("aheadSeconds"); // none: the provider does not say what time it is
    QTest::addColumn<QString>("told");                       // the end of the advice
    const Failure clock{Problem::ClockWrong, QStringLiteral("AADSTS700024"), {}, {}};
    const Failure vague{Problem::AssertionRefused, QStringLiteral("invalid_client"), {}, {}};
    const Failure unknown{Problem::AssertionRefused, QStringLiteral("AADSTS700027"), {}, {}};
    const QString ahead = QStringLiteral("Set this computer's clock: it is %1 minutes ahead of the provider's.");
    const QString behind = QStringLiteral("Set this computer's clock: it is %1 minutes behind the provider's.");
    const QString upload = QStringLiteral("check that it has not expired.");
    const auto row = [](const char *name, const Failure &failure, bool byCertificate, std::optional<qint64> seconds,
                        const QString &told) { QTest::newRow(name) << failure << byCertificate << seconds << told; };
    row("an hour ahead", clock, true, 3'600, ahead.arg(60));
    row("an hour behind", clock, true, -3'601, behind.arg(60));
    row("six minutes", clock, true, 361, ahead.arg(6));
    row("no time told", clock, true, std::nullopt, QStringLiteral("Set this computer's clock."));
    row("the clocks agree", clock, true, 300, QStringLiteral("Set this computer's clock."));
    row("a provider that only says no", vague, true, -3'600, behind.arg(60));
    row("… and the clocks agree", vague, true, -300, upload);
    row("another certificate", unknown, true, 3'600, upload);
    row("by a secret", Failure{Problem::WrongSecret, QStringLiteral("invalid_client"), {}, {}}, false, 3'600,
        QStringLiteral("enter the secret's value, not its ID."));
}

void TestTokenRequest::clocksAreMeasured()
{
    QFETCH(const Failure, failure);
    QFETCH(const bool, byCertificate);
    QFETCH(const std::optional<qint64>, aheadSeconds);
    QFETCH(const QString, told);
    constexpr UtcMs now = 1'700'000'000'000;
    const Client client{QStringLiteral("app"), Secret("word"), byCertificate ? Secret("h.p.s") : Secret()};
    const std::optional<UtcMs> theirs = aheadSeconds ? std::optional<UtcMs>(now - *aheadSeconds * 1'000) : std::nullopt;
    const Failure out = timed(failure, client, theirs, now);
    QVERIFY2(advice(out).endsWith(told), qPrintable(advice(out)));
    QVERIFY(errorOf(out).log.endsWith(told));
}

LIAISON_TEST(TestTokenRequest)
#include "tst_token_request.moc"
