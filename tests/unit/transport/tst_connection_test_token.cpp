#include "connection_test_world.h"
#include "core/base/and_then.h"
#include "core/oauth/access_token.h"
#include "core/transport/token_source.h"
#include "fake_provider.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;
using domain::TestReport;
using domain::TestStepKind;

namespace {

constexpr qint64 nowSeconds = 1'700'000'000; ///< the clock of RunningTest and FakeProvider

QByteArray jwt(const QJsonObject &claims)
{
    const auto part = [](const QJsonObject &object) {
        return QJsonDocument(object)
            .toJson(QJsonDocument::Compact)
            .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    };
    return part({{u"alg"_s, u"RS256"_s}}) + '.' + part(claims) + ".c4narySignature";
}

QJsonObject microsoft(qint64 expires, const QString &scp)
{
    return {{u"iss"_s, u"https://sts.windows.net/0f0f/"_s},
            {u"aud"_s, u"https://outlook.office.com"_s},
            {u"scp"_s, scp},
            {u"exp"_s, expires}};
}

/// A source whose connection begins with a token of a TokenSource, as adapters of accounts with OAUTH2.0 do.
class TokenFactory final : public transport::TransportFactory {
public:
    explicit TokenFactory(FakeProvider &provider)
        : m_network(transport::networkTransport()),
          m_tokens(provider.client(Secret("c4nary-secret")), nullptr, &provider.clock, settings())
    {
    }
    Result<std::unique_ptr<transport::MailSource>> source(transport::Account account) override;
    Result<std::unique_ptr<transport::MailSink>> sink(transport::Account account) override
    {
        return m_network->sink(std::move(account));
    }
    transport::TokenSource &tokens() { return m_tokens; }

private:
    static transport::TokenSourceSettings settings()
    {
        transport::TokenSourceSettings out;
        out.attempts = 1;
        return out;
    }
    std::unique_ptr<transport::TransportFactory> m_network;
    transport::TokenSource m_tokens;
};

class TokenFirst final : public transport::MailSource {
public:
    TokenFirst(TokenFactory *factory, transport::Account account)
        : m_factory(factory), m_account(std::move(account)) { }

    Future<QList<domain::RemoteFolder>> folders(std::stop_token stop) override
    {
        using Folders = QList<domain::RemoteFolder>;
        const auto token = m_factory->tokens().token(stop);
        onDone(this, token, [this](const Result<transport::AccessToken> &got) {
            m_account.milestone(got ? transport::tokenMilestone(got->value, got->expiresAt)
                                    : transport::noTokenMilestone(*m_factory->tokens().lastFailure()));
        });
        return andThen<Folders>(this, token,
                                [](const transport::AccessToken &) { return readyFuture<Folders>(Folders{inbox()}); });
    }
    Future<transport::ChangePage> changes(transport::ChangeRequest, std::stop_token) override
    {
        return readyFuture<transport::ChangePage>(transport::ChangePage());
    }
    Future<void> setFlag(domain::RemoteFolder, QString, Flag, bool, std::stop_token) override { return {}; }
    Future<QString> append(domain::RemoteFolder, QByteArray, transport::MailFlags, std::stop_token) override
    {
        return {};
    }
    Future<bool> contains(domain::RemoteFolder, QString, std::stop_token) override { return {}; }
    Future<QStringList> waitForHint(QList<domain::RemoteFolder>, std::stop_token) override { return {}; }
    void shutDown() override { }

private:
    TokenFactory *m_factory;
    transport::Account m_account;
};

Result<std::unique_ptr<transport::MailSource>> TokenFactory::source(transport::Account account)
{
    return std::make_unique<TokenFirst>(this, std::move(account));
}

transport::Account withToken(const FakeImapServer &server, const QByteArray &token)
{
    transport::Account account = accountFor(server, token);
    account.mailbox.inbound.signIn = domain::SignIn::OAuth2;
    return account;
}

} // namespace

/// OAUTH2.0 in connection tests: what a token says, and why there is none.
class TestConnectionTestToken : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tokensAreRead_data();
    void tokensAreRead();
    void aTokenThatIsNotGoodIsNotUsed_data();
    void aTokenThatIsNotGoodIsNotUsed();
    void theServerRefusesTheToken();
    void theProvidersTokenIsTold();
    void theProviderSaysWhy_data();
    void theProviderSaysWhy();
};

void TestConnectionTestToken::tokensAreRead_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<domain::TokenFacts>("facts");
    QTest::newRow("a person's") << jwt(microsoft(nowSeconds, u"IMAP.AccessAsUser.All SMTP.Send"_s))
                                << domain::TokenFacts{u"https://sts.windows.net/0f0f/"_s,
                                                      u"https://outlook.office.com"_s,
                                                      {u"IMAP.AccessAsUser.All"_s, u"SMTP.Send"_s},
                                                      nowSeconds * 1'000};
    QTest::newRow("an application's") << jwt({{u"iss"_s, u"https://login.example"_s},
                                              {u"aud"_s, QJsonArray{u"a"_s, u"b"_s}},
                                              {u"roles"_s, QJsonArray{u"IMAP.AccessAsApp"_s}}})
                                      << domain::TokenFacts{
                                             u"https://login.example"_s, u"a b"_s, {u"IMAP.AccessAsApp"_s}, 0};
    QTest::newRow("hidden characters") << jwt({{u"iss"_s, u"a\nb\u202e"_s}})
                                       << domain::TokenFacts{u"a\\x0ab\\x202e"_s, {}, {}, 0};
    QTest::newRow("opaque") << QByteArray("EwBwA8l6BAAU") << domain::TokenFacts{};
    QTest::newRow("encrypted") << QByteArray("a.b.c.d.e") << domain::TokenFacts{};
    QTest::newRow("no JSON") << QByteArray("a.bm8.c") << domain::TokenFacts{};
    QTest::newRow("no base64") << QByteArray("a.*.c") << domain::TokenFacts{};
    QTest::newRow("wrong types") << jwt({{u"iss"_s, 1}, {u"exp"_s, u"never"_s}, {u"scp"_s, QJsonArray{1, true}}})
                                 << domain::TokenFacts{{}, {}, {{}, {}}, 0};
}

void TestConnectionTestToken::tokensAreRead()
{
    QFETCH(const QByteArray, token);
    QFETCH(const domain::TokenFacts, facts);
    const domain::TokenFacts read = oauth::readAccessToken(Secret(token));
    QCOMPARE(read.authority, facts.authority);
    QCOMPARE(read.audience, facts.audience);
    QCOMPARE(read.scopes, facts.scopes);
    QCOMPARE(read.expiresAt, facts.expiresAt);
}

void TestConnectionTestToken::aTokenThatIsNotGoodIsNotUsed_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QString>("failure");
    QTest::newRow("expired") << jwt(microsoft(nowSeconds, u"IMAP.AccessAsUser.All"_s)) << u"token: TokenExpired"_s;
    QTest::newRow("Graph's") << jwt(microsoft(nowSeconds + 60, u"Mail.ReadWrite"_s))
                             << u"token: TokenLacksPermission"_s;
    QTest::newRow("for sending") << jwt(microsoft(nowSeconds + 60, u"SMTP.Send"_s)) << u"token: TokenLacksPermission"_s;
}

void TestConnectionTestToken::aTokenThatIsNotGoodIsNotUsed()
{
    QFETCH(const QByteArray, token);
    QFETCH(const QString, failure);
    FakeImapServer server;
    RunningTest test(inboundTest(withToken(server, token)));
    const TestReport report = test.report();
    QCOMPARE(failureOf(report), failure);
    QCOMPARE(report.failure()->token->authority, u"https://sts.windows.net/0f0f/"_s);
    QCOMPARE(server.connections, 0);
    QVERIFY(!domain::testLog(report).contains(u"c4nary"_s));
}

void TestConnectionTestToken::theServerRefusesTheToken()
{
    FakeImapServer server;
    server.capabilities = "IMAP4rev1 AUTH=XOAUTH2 SASL-IR";
    RunningTest test(inboundTest(withToken(server, jwt(microsoft(nowSeconds + 60, u"IMAP.AccessAsUser.All"_s)))));
    QTRY_VERIFY(countOf(server.commands, "AUTHENTICATE XOAUTH2") == 1);
    const TestReport report = test.report();
    QCOMPARE(stateOf(report, TestStepKind::Token), u"passed"_s);
    QCOMPARE(report.find(TestStepKind::Token)->token->expiresAt, (nowSeconds + 60) * 1'000);
    QCOMPARE(failureOf(report), u"sign-in: TokenRefused"_s);
}

void TestConnectionTestToken::theProvidersTokenIsTold()
{
    FakeImapServer server;
    FakeProvider provider;
    provider.answers = {FakeProvider::tokens("opaque-token")};
    TokenFactory factory(provider);
    transport::Account account = withToken(server, {});
    account.mailbox.inbound.oauth.flow = domain::OAuthFlow::Application;
    RunningTest test(inboundTest(account), &factory);
    const TestReport report = test.report();
    QVERIFY2(report.passed(), qPrintable(domain::testLog(report)));
    QCOMPARE(report.find(TestStepKind::Token)->token->expiresAt, (nowSeconds + 3'600) * 1'000);
    // An adapter that only knows MailSource's own way of looking says nothing of rights.
    QCOMPARE(stateOf(report, TestStepKind::WriteAccess), u"skipped"_s);
    QVERIFY(!domain::testLog(report).contains(u"opaque-token"_s));
}

void TestConnectionTestToken::theProviderSaysWhy_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("failure");
    const auto row
        = [](const char *name, const char *description, const char *problem, const char *error = "invalid_client") {
              QTest::newRow(name) << FakeProvider::refusal(error, description, 401)
                                  << u"token: NoToken: "_s + QString::fromLatin1(problem);
          };
    row("wrong secret", "AADSTS7000215: c4nary-secret", "WrongSecret (AADSTS7000215)");
    row("expired secret", "AADSTS7000222: expired", "ExpiredSecret (AADSTS7000222)");
    row("unknown tenant", "AADSTS90002: no tenant", "WrongTenant (AADSTS90002)");
    row("unknown app", "AADSTS700016: no app", "UnknownApp (AADSTS700016)");
    row("missing consent", "AADSTS65001: consent", "ConsentMissing (AADSTS65001)", "invalid_grant");
    row("permission", "AADSTS500011: resource", "PermissionUnknown (AADSTS500011)", "invalid_resource");
    row("throttled", "", "Busy (temporarily_unavailable)", "temporarily_unavailable");
    QTest::newRow("a captive portal") << httpAnswer(200, "<html>Welcome</html>", "Content-Type: text/html\r\n")
                                      << u"token: NoToken: NotAProvider (HTTP 200)"_s;
}

void TestConnectionTestToken::theProviderSaysWhy()
{
    QFETCH(const QByteArray, answer);
    QFETCH(const QString, failure);
    FakeImapServer server;
    FakeProvider provider;
    provider.answers = {answer};
    TokenFactory factory(provider);
    transport::Account account = withToken(server, {});
    account.mailbox.inbound.oauth.flow = domain::OAuthFlow::Application;
    RunningTest test(inboundTest(account), &factory);
    const TestReport report = test.report();
    QCOMPARE(failureOf(report), failure);
    QVERIFY(!domain::testLog(report).contains(u"c4nary"_s));
    QCOMPARE(server.connections, 0);
}

LIAISON_TEST(TestConnectionTestToken)
#include "tst_connection_test_token.moc"
