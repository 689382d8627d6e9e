#include "connection_test_world.h"
#include "core/domain/sign_in_advice.h"
#include "core/secrets/memory_vault.h"
#include "fake_exchange.h"
#include "fake_provider.h"
#include "ntlm_challenger.h"
#include "tests/support/await.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;
using domain::OAuthFlow;
using domain::SignIn;
using domain::TestReport;
using domain::TestStepKind;

Q_DECLARE_METATYPE(domain::OAuthFlow)

namespace {

QByteArray base64Url(const QJsonObject &object)
{
    return QJsonDocument(object)
        .toJson(QJsonDocument::Compact)
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

/// A token of Microsoft's that says what it is good for.
QByteArray tokenWith(const char *claim, const QJsonValue &permissions)
{
    const QJsonObject claims{{u"iss"_s, u"https://sts.windows.net/0f0f/"_s},
                             {u"aud"_s, u"https://outlook.office365.com"_s},
                             {QString::fromLatin1(claim), permissions}};
    return base64Url({{u"alg"_s, u"RS256"_s}}) + '.' + base64Url(claims) + ".c4narySignature";
}

QByteArray unauthorised(const QByteArray &diagnostics = {})
{
    return httpAnswer(401, "",
                      "WWW-Authenticate: Bearer\r\n"
                          + (diagnostics.isEmpty() ? QByteArray() : "x-ms-diagnostics: " + diagnostics + "\r\n"));
}

} // namespace

/// Signing in to Exchange Web Services in connection tests: what the server, or the sign-in service, refuses it for.
class TestConnectionTestEwsSignIn : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void ntlmIsRefused();
    void ntlmWithAWrongPassword();
    void aTokenIsNotTaken();
    void aTokenWithoutPermission_data();
    void aTokenWithoutPermission();
    void aTokenThatSaysNothingMayBeGood();
    void theSignInServiceIsNotReached_data();
    void theSignInServiceIsNotReached();
    void aClosedCloudIsExplained_data();
    void aClosedCloudIsExplained();
};

void TestConnectionTestEwsSignIn::ntlmIsRefused()
{
    FakeExchange exchange;
    exchange.intercept = [](const QByteArray &, const SeenRequest &, auto &answer) {
        answer = httpAnswer(401, "", "WWW-Authenticate: NTLM\r\n");
        return true;
    };
    RunningTest test(inboundTest(exchange.account(SignIn::Ntlm)));
    QCOMPARE(failureOf(test.report()), u"sign-in: NtlmRefused"_s);
}

/// Its proof was refused: no other way to sign in helps.
void TestConnectionTestEwsSignIn::ntlmWithAWrongPassword()
{
    FakeExchange exchange;
    NtlmChallenger ntlm;
    ntlm.accepts = false;
    exchange.intercept = [&](const QByteArray &, const SeenRequest &request, auto &answer) {
        answer = ntlm.answer(request);
        return answer.has_value();
    };
    RunningTest test(inboundTest(exchange.account(SignIn::Ntlm)));
    const TestReport report = test.report();
    QCOMPARE(failureOf(report), u"sign-in: AuthenticationFailed"_s);
    QVERIFY(report.failure()->error->log.contains(u"Extended Protection"_s));
    QCOMPARE(ntlm.proofs, 1);
}

void TestConnectionTestEwsSignIn::aTokenIsNotTaken()
{
    FakeExchange exchange;
    exchange.intercept = [](const QByteArray &, const SeenRequest &, auto &answer) {
        answer = httpAnswer(401, "", "WWW-Authenticate: Bearer\r\n");
        return true;
    };
    RunningTest test(inboundTest(exchange.account(SignIn::OAuth2)));
    QCOMPARE(failureOf(test.report()), u"sign-in: TokenRefused"_s);
}

void TestConnectionTestEwsSignIn::aTokenWithoutPermission_data()
{
    QTest::addColumn<OAuthFlow>("flow");
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QByteArray>("diagnostics");
    QTest::addColumn<QString>("failure");
    const QByteArray noScope = "2000008;reason=\"The token contains not enough scope to make this call.\";"
                               "error_category=\"invalid_grant\"";
    const QByteArray noRole = "2000008;reason=\"The token contains no permissions, or permissions can not be "
                              "understood.\";error_category=\"invalid_grant\"";
    const QString lacks = u"sign-in: TokenLacksPermission"_s;
    const QString refused = u"sign-in: TokenRefused"_s;
    const QByteArray mails = tokenWith("scp", u"Mail.ReadWrite"_s);
    const QByteArray none;
    QTest::newRow("application") << OAuthFlow::Application << tokenWith("roles", QJsonArray{u"Mail.ReadWrite"_s})
                                 << none << lacks;
    QTest::newRow("application without roles") << OAuthFlow::Application << tokenWith("scp", u""_s) << none << lacks;
    QTest::newRow("application, told") << OAuthFlow::Application << QByteArray("opaque") << noRole << lacks;
    QTest::newRow("application with it") << OAuthFlow::Application
                                         << tokenWith("roles", QJsonArray{u"full_access_as_app"_s}) << none << refused;
    QTest::newRow("browser") << OAuthFlow::Browser << mails << none << lacks;
    QTest::newRow("browser, told") << OAuthFlow::Browser << QByteArray("opaque") << noScope << lacks;
    QTest::newRow("browser with it") << OAuthFlow::Browser << tokenWith("scp", u"EWS.AccessAsUser.All"_s) << none
                                     << refused;
    QTest::newRow("device") << OAuthFlow::DeviceCode << mails << none << lacks;
    QTest::newRow("device, silent") << OAuthFlow::DeviceCode << QByteArray("opaque") << none << refused;
}

void TestConnectionTestEwsSignIn::aTokenWithoutPermission()
{
    QFETCH(const OAuthFlow, flow);
    QFETCH(const QByteArray, token);
    QFETCH(const QByteArray, diagnostics);
    QFETCH(const QString, failure);
    FakeProvider provider;
    provider.answers = {FakeProvider::tokens(token.constData(), "r3fresh")};
    FakeExchange exchange;
    exchange.intercept = [&](const QByteArray &, const SeenRequest &, auto &answer) {
        answer = unauthorised(diagnostics);
        return true;
    };
    transport::Account account = exchange.account(SignIn::OAuth2);
    domain::OAuthSettings &oauth = account.mailbox.inbound.oauth;
    oauth.flow = flow;
    oauth.clientId = u"app"_s;
    oauth.tenantId = u"contoso.example"_s;
    oauth.loginHost = provider.server.url(QString()).toString();
    secrets::MemoryVault vault;
    const QString key = domain::vaultKey(account.mailbox, domain::SecretUse::Inbound);
    QVERIFY(await(vault.write(key, Secret("r3fresh"))));
    const auto factory = transport::networkTransport({&vault, &provider.clock});
    RunningTest test(inboundTest(account), factory.get());
    const TestReport report = test.report();
    QCOMPARE(failureOf(report), failure);
    QCOMPARE(stateOf(report, TestStepKind::Token), u"passed"_s);
    QVERIFY(!domain::testLog(report).contains(u"c4nary"_s));
}

/// Exchange knows rights of its own for applications (RBAC), which no token tells of.
void TestConnectionTestEwsSignIn::aTokenThatSaysNothingMayBeGood()
{
    FakeProvider provider;
    provider.answers = {FakeProvider::tokens(tokenWith("scp", u""_s).constData())};
    FakeExchange exchange;
    exchange.add("Message-ID: <m1@x>\r\n\r\nx\r\n");
    transport::Account account = exchange.account(SignIn::OAuth2);
    domain::OAuthSettings &oauth = account.mailbox.inbound.oauth;
    oauth.flow = OAuthFlow::Application;
    oauth.clientId = u"app"_s;
    oauth.tenantId = u"contoso.example"_s;
    oauth.loginHost = provider.server.url(QString()).toString();
    RunningTest test(inboundTest(account));
    QCOMPARE(failureOf(test.report()), QString());
}

void TestConnectionTestEwsSignIn::theSignInServiceIsNotReached_data()
{
    QTest::addColumn<bool>("byIssuer");
    QTest::newRow("Microsoft's") << false;
    QTest::newRow("one that is discovered") << true;
}

void TestConnectionTestEwsSignIn::theSignInServiceIsNotReached()
{
    QFETCH(bool, byIssuer);
    QUrl nobody;
    {
        const FakeHttpServer closed;
        nobody = closed.url();
    }
    FakeExchange exchange;
    transport::Account account = exchange.account(SignIn::OAuth2);
    domain::OAuthSettings &oauth = account.mailbox.inbound.oauth;
    oauth.flow = domain::OAuthFlow::Application;
    oauth.clientId = u"app"_s;
    oauth.tenantId = u"contoso.example"_s;
    if (byIssuer)
        oauth.issuer = nobody.toString();
    else
        oauth.loginHost = nobody.toString();
    RunningTest test(inboundTest(account));
    const TestReport report = test.report();
    QCOMPARE(outline(report), QStringList{u"token failed"_s});
    QCOMPARE(failureOf(report), u"token: ConnectionRefused"_s);
    QCOMPARE(domain::signInServiceOf(*report.failure()->error), u"127.0.0.1"_s);
    QVERIFY(exchange.server.requests.isEmpty());
}

void TestConnectionTestEwsSignIn::aClosedCloudIsExplained_data()
{
    QTest::addColumn<domain::Protocol>("protocol");
    QTest::newRow("EWS") << domain::Protocol::Ews;
    QTest::newRow("Graph") << domain::Protocol::Graph;
}

/// Germany's cloud can still be chosen.
void TestConnectionTestEwsSignIn::aClosedCloudIsExplained()
{
    QFETCH(const domain::Protocol, protocol);
    FakeExchange exchange;
    transport::Account account = exchange.account(SignIn::OAuth2);
    account.mailbox.inbound.protocol = protocol;
    account.mailbox.inbound.host = u"localhost"_s; // nothing is said to it
    account.mailbox.inbound.security = domain::Security::Tls;
    domain::OAuthSettings &oauth = account.mailbox.inbound.oauth;
    oauth.flow = OAuthFlow::Application;
    oauth.clientId = u"app"_s;
    oauth.tenantId = u"contoso.example"_s;
    oauth.cloud = domain::NationalCloud::Germany;
    RunningTest test(inboundTest(account));
    const TestReport report = test.report();
    QCOMPARE(outline(report), QStringList{u"token failed"_s});
    QCOMPARE(failureOf(report), u"token: NoToken: CloudClosed"_s);
    QVERIFY(report.failure()->advice.contains(u"2021"_s));
    QCOMPARE(exchange.server.connections, 0);
}

LIAISON_TEST(TestConnectionTestEwsSignIn)
#include "tst_connection_test_ews_sign_in.moc"
