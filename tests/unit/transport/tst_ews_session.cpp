#include "core/ews/get_folder.h"
#include "core/ews/sync_folder_items.h"
#include "core/transport/ews_source.h"
#include "fake_exchange.h"
#include "fake_provider.h"
#include "ntlm_challenger.h"
#include "tests/support/await.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison;
using namespace liaison::test;
using namespace liaison::transport;
using domain::SignIn;

namespace {

template <class T> QString kindOf(const Result<T> &result)
{
    return result ? QStringLiteral("ok") : errorKindName(result.error().kind);
}

QByteArray versionOf(const SeenRequest &request)
{
    const QByteArray mark = "RequestServerVersion Version=\"";
    const qsizetype at = request.body.indexOf(mark) + mark.size();
    return request.body.mid(at, request.body.indexOf('"', at) - at);
}

} // namespace

/// What holds for every request to Exchange: sign-in, versions, pauses, refusals.
class TestEwsSession : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void basicIsUtf8();
    void aWrongPasswordIsTriedTwiceAndNoMore();
    void anotherSchemeIsSaid();
    void ntlmStartsSmall();
    void tokensAreRenewedOnce();
    void aGivenTokenIsNotRenewed();
    void otherStartsLowAndLearns();
    void aRefusedVersionStepsDown();
    void aChosenVersionStays();
    void busyPausesTheAccount();
    void busyForUnknownTime();
    void throttling_data();
    void throttling();
    void fewerAtATime();
    void noMoreThanFiveAtATime();
    void impersonation();
    void delegation();
    void strangers_data();
    void strangers();
    void theTraceHoldsNoSecret();
    void whatIsSomebodyElsesIsNotTouched();
};

void TestEwsSession::basicIsUtf8()
{
    FakeExchange exchange;
    EwsSource source(exchange.exchange());
    QVERIFY(await(source.folders({})));
    const SeenRequest seen = exchange.server.requests.value(0);
    QVERIFY(seen.head.startsWith("POST /EWS/Exchange.asmx HTTP/1.1"));
    QCOMPARE(seen.header("Authorization"), "Basic " + QByteArray("ir@corp.example:gehe\xc3\xafm").toBase64());
    QCOMPARE(seen.header("X-AnchorMailbox"), QByteArray("ir@corp.example"));
    QVERIFY(seen.header("Content-Type").startsWith("text/xml"));
}

void TestEwsSession::aWrongPasswordIsTriedTwiceAndNoMore()
{
    FakeExchange exchange;
    exchange.intercept = [](const QByteArray &, const SeenRequest &, std::optional<QByteArray> &answer) {
        answer = httpAnswer(401, "", "WWW-Authenticate: Basic realm=\"x\"\r\n");
        return true;
    };
    EwsSource source(exchange.exchange());
    QCOMPARE(kindOf(await(source.folders({}))), QStringLiteral("AuthenticationFailed"));
    QCOMPARE(kindOf(await(source.changes({FakeExchange::inbox(), {}}, {}))), QStringLiteral("AuthenticationFailed"));
    QCOMPARE(exchange.server.requests.size(), 2); // once, and once more for servers that stumble
}

void TestEwsSession::anotherSchemeIsSaid()
{
    FakeExchange exchange;
    exchange.intercept = [](const QByteArray &, const SeenRequest &, std::optional<QByteArray> &answer) {
        answer = httpAnswer(401, "", "WWW-Authenticate: Negotiate\r\nWWW-Authenticate: NTLM\r\n");
        return true;
    };
    EwsSource source(exchange.exchange());
    const auto folders = await(source.folders({}));
    QCOMPARE(kindOf(folders), QStringLiteral("AuthenticationUnsupported"));
    QVERIFY(folders.error().log.contains(QStringLiteral("ntlm")));
}

void TestEwsSession::ntlmStartsSmall()
{
    FakeExchange exchange;
    NtlmChallenger ntlm;
    exchange.intercept = [&](const QByteArray &, const SeenRequest &request, std::optional<QByteArray> &answer) {
        answer = ntlm.answer(request);
        return answer.has_value();
    };
    Account account = exchange.account(SignIn::Ntlm);
    account.mailbox.inbound.username = QStringLiteral("CORP\\jörg");
    EwsSource source(exchange.exchange(account));
    const auto folders = await(source.folders({}));
    QVERIFY2(folders, why(folders));
    QCOMPARE(ntlm.user, QStringLiteral("jörg"));
    QCOMPARE(ntlm.proofs, 1);
    for (int i = 0; i < 3; ++i)
        QVERIFY(exchange.server.requests.at(i).body.size() < 2'000);
}

void TestEwsSession::tokensAreRenewedOnce()
{
    FakeExchange exchange;
    FakeProvider provider;
    provider.answers = {FakeProvider::tokens("a1"), FakeProvider::tokens("a2"), FakeProvider::tokens("a3")};
    QByteArray good = "Bearer a1";
    exchange.intercept = [&](const QByteArray &, const SeenRequest &request, std::optional<QByteArray> &answer) {
        if (request.header("Authorization") == good)
            return false;
        answer = httpAnswer(401, "", "WWW-Authenticate: Bearer\r\n");
        return true;
    };
    provider.server.handler = [&, next = provider.server.handler](const SeenRequest &request) {
        // Microsoft's path for the tenant.
        return request.head.startsWith("POST /contoso.example/oauth2/v2.0/token") ? next(request) : std::nullopt;
    };
    Account account = exchange.account(SignIn::OAuth2);
    domain::Endpoint &inbound = account.mailbox.inbound;
    inbound.oauth.flow = domain::OAuthFlow::Application;
    inbound.oauth.clientId = QStringLiteral("app");
    inbound.oauth.tenantId = QStringLiteral("contoso.example");
    inbound.oauth.loginHost = provider.server.url().toString();
    const auto make = [&] {
        TokenGround ground{inbound, Secret("s3cret"), {}, ewsScopes(inbound, exchange.server.url()),
                           nullptr, &exchange.clock};
        return std::make_shared<EwsAccount>(account, domain::SecretUse::Inbound, &exchange.clock,
                                            std::make_unique<AccountTokens>(ground));
    };
    EwsSource source(make());
    const auto folders = await(source.folders({}));
    QVERIFY2(folders, why(folders));
    QCOMPARE(provider.asked(), 1);
    QVERIFY(provider.server.requests.at(0).body.contains("client_credentials"));
    QVERIFY(provider.server.requests.at(0).field("scope").startsWith("http://127.0.0.1:"));
    // An application acts as the mailbox.
    QVERIFY(exchange.server.requests.last().body.contains("<t:PrimarySmtpAddress>ir@corp.example<"));
    good = "Bearer a2"; // revoked in mid-sync
    QVERIFY(await(source.changes({FakeExchange::inbox(), {}}, {})));
    QCOMPARE(provider.asked(), 2);
    good = "Bearer none";
    const auto refused = exchange.server.requests.size();
    QCOMPARE(kindOf(await(source.changes({FakeExchange::inbox(), {}}, {}))), QStringLiteral("AuthenticationFailed"));
    QCOMPARE(exchange.server.requests.size(), refused + 2);
}

void TestEwsSession::aGivenTokenIsNotRenewed()
{
    FakeExchange exchange;
    Account account = exchange.account(SignIn::OAuth2);
    const auto make = [&] {
        TokenGround ground{account.mailbox.inbound, Secret("t0ken"), {}, {}, nullptr, &exchange.clock};
        return std::make_shared<EwsAccount>(account, domain::SecretUse::Inbound, &exchange.clock,
                                            std::make_unique<AccountTokens>(ground));
    };
    EwsSource source(make());
    QVERIFY(await(source.folders({})));
    QCOMPARE(exchange.server.requests.at(0).header("Authorization"), QByteArray("Bearer t0ken"));
    exchange.intercept = [](const QByteArray &, const SeenRequest &, std::optional<QByteArray> &answer) {
        answer = httpAnswer(401, "", "WWW-Authenticate: Bearer\r\n");
        return true;
    };
    const auto before = exchange.server.requests.size();
    QCOMPARE(kindOf(await(source.folders({}))), QStringLiteral("AuthenticationFailed"));
    QCOMPARE(kindOf(await(source.folders({}))), QStringLiteral("AuthenticationFailed"));
    QCOMPARE(exchange.server.requests.size(), before + 1);
}

void TestEwsSession::otherStartsLowAndLearns()
{
    FakeExchange exchange;
    EwsSource source(exchange.exchange());
    QVERIFY(await(source.folders({})));
    QCOMPARE(versionOf(exchange.server.requests.at(0)), QByteArray("Exchange2007_SP1"));
    for (qsizetype i = 1; i < exchange.server.requests.size(); ++i)
        QCOMPARE(versionOf(exchange.server.requests.at(i)), QByteArray("Exchange2013_SP1"));
}

void TestEwsSession::aRefusedVersionStepsDown()
{
    FakeExchange exchange;
    exchange.intercept = [](const QByteArray &, const SeenRequest &request, std::optional<QByteArray> &answer) {
        const QByteArray version = versionOf(request);
        if (version == "Exchange2007_SP1" || version == "Exchange2010" || version == "Exchange2010_SP1")
            return false;
        answer = FakeExchange::fault("ErrorInvalidServerVersion");
        return true;
    };
    Account account = exchange.account();
    account.mailbox.inbound.exchange.version = domain::VersionChoice::Exchange2019;
    EwsSource source(exchange.exchange(account));
    QVERIFY(await(source.folders({})));
    QCOMPARE(versionOf(exchange.server.requests.first()), QByteArray("Exchange2016"));
    QCOMPARE(versionOf(exchange.server.requests.last()), QByteArray("Exchange2010_SP1"));
    QVERIFY(await(source.changes({FakeExchange::inbox(), {}}, {})));
    QCOMPARE(versionOf(exchange.server.requests.last()), QByteArray("Exchange2010_SP1"));
}

void TestEwsSession::aChosenVersionStays()
{
    FakeExchange exchange;
    Account account = exchange.account();
    account.mailbox.inbound.exchange.version = domain::VersionChoice::Exchange2007_SP1;
    EwsSource source(exchange.exchange(account));
    QVERIFY(await(source.folders({})));
    for (const SeenRequest &request : std::as_const(exchange.server.requests))
        QCOMPARE(versionOf(request), QByteArray("Exchange2007_SP1"));
}

void TestEwsSession::busyPausesTheAccount()
{
    FakeExchange exchange;
    const auto account = exchange.exchange();
    EwsSource source(account);
    QVERIFY(await(source.folders({})));
    exchange.intercept = [&](const QByteArray &operation, const SeenRequest &, std::optional<QByteArray> &answer) {
        answer = exchange.failing(operation, "ErrorServerBusy", "<t:Value Name=\"BackOffMilliseconds\">2000</t:Value>");
        return true;
    };
    const auto busy = await(source.changes({FakeExchange::inbox(), {}}, {}));
    QCOMPARE(kindOf(busy), QStringLiteral("ServerBusy"));
    QCOMPARE(busy.error().retryAfterMs, std::optional<qint64>(2'000));
    exchange.intercept = {};
    exchange.clock.advance(500);
    const auto asked = exchange.server.requests.size();
    EwsSource other(account); // whoever asks for this account
    const auto paused = await(other.folders({}));
    QCOMPARE(kindOf(paused), QStringLiteral("ServerBusy"));
    QCOMPARE(paused.error().retryAfterMs, std::optional<qint64>(1'500));
    QCOMPARE(exchange.server.requests.size(), asked);
    exchange.clock.advance(1'500);
    QVERIFY(await(source.changes({FakeExchange::inbox(), {}}, {})));
}

void TestEwsSession::busyForUnknownTime()
{
    FakeExchange exchange;
    EwsSource source(exchange.exchange());
    QVERIFY(await(source.folders({})));
    exchange.intercept = [](const QByteArray &, const SeenRequest &, std::optional<QByteArray> &answer) {
        answer = FakeExchange::fault("ErrorServerBusy");
        return true;
    };
    for (const qint64 wait : {60'000, 120'000, 240'000, 300'000, 300'000}) {
        const auto busy = await(source.folders({}));
        QCOMPARE(kindOf(busy), QStringLiteral("ServerBusy"));
        QCOMPARE(busy.error().retryAfterMs, std::optional<qint64>(wait));
        exchange.clock.advance(wait);
    }
}

void TestEwsSession::throttling_data()
{
    QTest::addColumn<QByteArray>("http");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<qint64>("wait");
    const auto row = [](const char *name, const QByteArray &http, const char *kind, qint64 wait) {
        QTest::newRow(name) << http << QString::fromLatin1(kind) << wait;
    };
    const FakeExchange exchange;
    row("503", httpAnswer(503, "busy", "Retry-After: 7\r\n"), "ServerBusy", 7'000);
    row("429", httpAnswer(429, "busy"), "ServerBusy", 60'000);
    row("error page", httpAnswer(302, "", "Location: /owa/auth/genericerrorpage.htm\r\n"), "ServerBusy", 60'000);
    row("X-CasErrorCode", httpAnswer(500, "", "X-CasErrorCode: 1\r\n"), "ServerBusy", 60'000);
    row("moving", FakeExchange::fault("ErrorMailboxMoveInProgress"), "ServerBusy", 60'000);
    row("no such mailbox", FakeExchange::fault("ErrorNonExistentMailbox"), "PermissionDenied", 0);
    row("may not impersonate", FakeExchange::fault("ErrorImpersonateUserDenied"), "PermissionDenied", 0);
    row("expired", FakeExchange::fault("ErrorPasswordExpired"), "AuthenticationFailed", 0);
    row("locked", httpAnswer(456, ""), "AuthenticationFailed", 0);
    row("our bug", FakeExchange::fault("ErrorSchemaValidation"), "ProtocolViolation", 0);
    row("nothing here", httpAnswer(404, ""), "ProtocolViolation", 0);
    row("forbidden", httpAnswer(403, ""), "PermissionDenied", 0);
    row("a gateway", httpAnswer(502, "<html>bad gateway</html>"), "ServerBusy", 60'000);
}

void TestEwsSession::throttling()
{
    QFETCH(const QByteArray, http);
    QFETCH(const QString, kind);
    QFETCH(const qint64, wait);
    FakeExchange exchange;
    exchange.intercept = [&](const QByteArray &, const SeenRequest &, std::optional<QByteArray> &answer) {
        answer = http;
        return true;
    };
    EwsSource source(exchange.exchange());
    const auto folders = await(source.folders({}));
    QCOMPARE(kindOf(folders), kind);
    QCOMPARE(folders.error().retryAfterMs.value_or(0), wait);
    QVERIFY(exchange.server.requests.size() == 1);
}

void TestEwsSession::fewerAtATime()
{
    FakeExchange exchange;
    int crowded = 2;
    exchange.intercept = [&](const QByteArray &operation, const SeenRequest &, std::optional<QByteArray> &answer) {
        answer = exchange.failing(operation, "ErrorExceededConnectionCount");
        return operation == "SyncFolderItems" && crowded-- > 0;
    };
    EwsSource source(exchange.exchange());
    QVERIFY(await(source.changes({FakeExchange::inbox(), {}}, {})));
    QCOMPARE(exchange.asked("SyncFolderItems"), 3);
    crowded = 100;
    const auto tooMany = await(source.changes({FakeExchange::inbox(), {}}, {}));
    QCOMPARE(kindOf(tooMany), QStringLiteral("ServerBusy"));
    QVERIFY(tooMany.error().retryAfterMs.value_or(0) > 0);
}

void TestEwsSession::noMoreThanFiveAtATime()
{
    FakeExchange exchange;
    EwsSource source(exchange.exchange());
    QVERIFY(await(source.folders({})));
    bool held = true;
    exchange.intercept = [&](const QByteArray &operation, const SeenRequest &, std::optional<QByteArray> &answer) {
        answer = QByteArray();
        return held && operation == "FindItem";
    };
    std::vector<Future<bool>> all;
    for (int i = 0; i < 8; ++i)
        all.push_back(source.contains(FakeExchange::inbox(), QStringLiteral("a@b"), {}));
    QTRY_COMPARE(exchange.asked("FindItem"), EwsAccount::mostAtATime);
    held = false;
    source.shutDown();
    for (const auto &one : all)
        QCOMPARE(kindOf(await(one)), QStringLiteral("Cancelled"));
    QCOMPARE(exchange.asked("FindItem"), EwsAccount::mostAtATime);
}

void TestEwsSession::impersonation()
{
    FakeExchange exchange;
    Account account = exchange.account();
    account.mailbox.inbound.username = QStringLiteral("service@corp.example");
    account.mailbox.inbound.exchange.impersonate = true;
    EwsSource source(exchange.exchange(account));
    QVERIFY(await(source.folders({})));
    const SeenRequest seen = exchange.server.requests.last();
    QVERIFY(seen.body.contains("<t:ExchangeImpersonation>"));
    QVERIFY(!seen.body.contains("<t:Mailbox>"));
    QCOMPARE(seen.header("X-AnchorMailbox"), QByteArray("ir@corp.example"));
}

void TestEwsSession::delegation()
{
    FakeExchange exchange;
    Account account = exchange.account();
    account.mailbox.inbound.username = QStringLiteral("ann@corp.example");
    EwsSource source(exchange.exchange(account));
    QVERIFY(await(source.folders({})));
    const SeenRequest seen = exchange.server.requests.first();
    QVERIFY(!seen.body.contains("ExchangeImpersonation"));
    QVERIFY(seen.body.contains("<t:EmailAddress>ir@corp.example<"));
}

void TestEwsSession::strangers_data()
{
    QTest::addColumn<QByteArray>("http");
    QTest::newRow("a portal") << httpAnswer(200, "<!DOCTYPE html><html><body>Log in to the Wi-Fi</body></html>");
    QTest::newRow("JSON") << httpAnswer(200, "{\"error\":\"none\"}");
    QTest::newRow("nothing") << httpAnswer(200, "");
    QTest::newRow("half") << httpAnswer(200, "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Bo");
    QTest::newRow("a redirect") << httpAnswer(302, "", "Location: https://elsewhere.example/EWS\r\n");
}

void TestEwsSession::strangers()
{
    QFETCH(const QByteArray, http);
    FakeExchange exchange;
    exchange.intercept = [&](const QByteArray &, const SeenRequest &, std::optional<QByteArray> &answer) {
        answer = http;
        return true;
    };
    EwsSource source(exchange.exchange());
    const auto folders = await(source.folders({}));
    QVERIFY(!folders);
    QVERIFY2(folders.error().kind == ErrorKind::ProtocolViolation || folders.error().kind == ErrorKind::ConnectionLost,
             why(folders));
    QCOMPARE(exchange.server.requests.size(), 1);
}

void TestEwsSession::theTraceHoldsNoSecret()
{
    FakeExchange exchange;
    exchange.add("Subject: CANARY\r\n\r\nx\r\n");
    EwsSource source(exchange.exchange());
    QVERIFY(await(source.changes({FakeExchange::inbox(), {}}, {})));
    const QString all = exchange.trace.join(QLatin1Char('\n'));
    QVERIFY(all.contains(QStringLiteral("/EWS/Exchange.asmx")));
    for (const char *secret : {"gehe", "Z2VoZ", "CANARY", "Q0FOQVJZ"})
        QVERIFY2(!all.contains(QLatin1String(secret)), qPrintable(all));
}

void TestEwsSession::whatIsSomebodyElsesIsNotTouched()
{
    FakeExchange exchange;
    Account account = exchange.account();
    bool mine = true;
    account.mayWrite = [&mine] { return mine; };
    EwsSource source(exchange.exchange(account));
    QVERIFY(await(source.folders({})));
    mine = false;
    const auto before = exchange.server.requests.size();
    QCOMPARE(kindOf(await(source.folders({}))), QStringLiteral("Busy"));
    QCOMPARE(exchange.server.requests.size(), before);
}

LIAISON_TEST(TestEwsSession)
#include "tst_ews_session.moc"
