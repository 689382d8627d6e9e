#include "core/transport/http_client.h"
#include "ntlm_challenger.h"
#include "tests/support/await.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison;
using namespace liaison::test;
using namespace liaison::transport;

namespace {

HttpRequest post(const FakeHttpServer &server, const QByteArray &body = "<order/>")
{
    HttpRequest request;
    request.method = "POST";
    request.url = server.url();
    request.body = body;
    return request;
}

HttpRequest ntlmPost(const FakeHttpServer &server, const QString &user = QStringLiteral("CORP\\ann"))
{
    HttpRequest request = post(server, QByteArray(100'000, 'b'));
    request.ntlm = HttpLogin{user, Secret("c4nary")};
    return request;
}

QString kindName(const Result<HttpResponse> &result)
{
    return result ? QString::number(result->status) : errorKindName(result.error().kind);
}

} // namespace

/// What is sent at most once, and signing in by NTLM, for which the body is sent again.
class TestHttpOnce : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aLostAnswerIsUncertain_data();
    void aLostAnswerIsUncertain();
    void notGivenOutIsNotUncertain();
    void aStopComesTooLate();
    void shutDownWhileUncertain();
    void mayWrite();
    void ntlmSignsIn_data();
    void ntlmSignsIn();
    void ntlmIsKept();
    void ntlmOfSomethingThatIsDoneOnce();
    void aWrongPasswordIsTriedOnce();
    void ntlmThatGoesInCircles();
    void noOtherSchemeGetsThePassword_data();
    void noOtherSchemeGetsThePassword();
};

void TestHttpOnce::aLostAnswerIsUncertain_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("half a status line") << QByteArray("HTTP/1.1 20");
    QTest::newRow("half a body") << httpAnswer(200, QByteArray(100, 'x')).chopped(50);
}

void TestHttpOnce::aLostAnswerIsUncertain()
{
    QFETCH(const QByteArray, bytes);
    FakeHttpServer server;
    server.closeAfter = true;
    server.handler = [&](const SeenRequest &) { return bytes; };
    HttpClient client({});
    HttpRequest request = post(server);
    request.once = true;
    QCOMPARE(kindName(await(client.send(request))), QStringLiteral("SendUncertain"));
    QCOMPARE(server.requests.size(), 1); // Qt alone would have sent it again
}

void TestHttpOnce::notGivenOutIsNotUncertain()
{
    QUrl url;
    {
        const FakeHttpServer gone;
        url = gone.url();
    }
    HttpClient client({});
    HttpRequest request;
    request.method = "POST";
    request.url = url;
    request.body = QByteArray(5'000'000, 'b');
    request.once = true;
    QCOMPARE(kindName(await(client.send(request))), QStringLiteral("ConnectionRefused"));
}

void TestHttpOnce::aStopComesTooLate()
{
    FakeHttpServer server;
    server.handler = [](const SeenRequest &) { return QByteArray(); };
    HttpClient client({});
    HttpRequest request = post(server);
    request.once = true;
    std::stop_source stop;
    const auto answer = client.send(request, stop.get_token());
    QTRY_COMPARE(server.requests.size(), 1);
    stop.request_stop();
    server.reply(httpAnswer(200, "done"));
    QCOMPARE(kindName(await(answer)), QStringLiteral("200"));
}

void TestHttpOnce::shutDownWhileUncertain()
{
    FakeHttpServer server;
    server.handler = [](const SeenRequest &) { return QByteArray(); };
    auto client = std::make_unique<HttpClient>(HttpSettings());
    HttpRequest request = post(server);
    request.once = true;
    const auto answer = client->send(request);
    QTRY_COMPARE(server.requests.size(), 1);
    client.reset();
    QCOMPARE(kindName(await(answer)), QStringLiteral("SendUncertain"));
}

void TestHttpOnce::mayWrite()
{
    FakeHttpServer server;
    HttpClient client({});
    HttpRequest request = post(server);
    request.mayWrite = [] { return false; };
    QCOMPARE(kindName(await(client.send(request))), QStringLiteral("Busy"));
    int pieces = 0;
    request.body = QByteArray(10'000'000, 'b');
    request.once = true;
    request.mayWrite = [&pieces] { return ++pieces < 5; };
    QCOMPARE(kindName(await(client.send(request))), QStringLiteral("Busy"));
    QCOMPARE(server.requests.size(), 0); // never whole
}

void TestHttpOnce::ntlmSignsIn_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("domain");
    QTest::newRow("domain") << QStringLiteral("CORP\\ann") << QStringLiteral("ann") << QStringLiteral("CORP");
    QTest::newRow("bare") << QStringLiteral("ann") << QStringLiteral("ann") << QStringLiteral("CORP");
    QTest::newRow("not ASCII") << QStringLiteral("CORP\\jörg") << QStringLiteral("jörg") << QStringLiteral("CORP");
    QTest::newRow("address") << QStringLiteral("ann@corp.example") << QStringLiteral("ann@corp.example") << QString();
}

void TestHttpOnce::ntlmSignsIn()
{
    QFETCH(const QString, typed);
    QFETCH(const QString, user);
    QFETCH(const QString, domain);
    FakeHttpServer server;
    NtlmChallenger ntlm;
    server.handler = [&](const SeenRequest &request) { return ntlm.answer(request).value_or(httpAnswer(200, "in")); };
    HttpClient client({});
    const HttpRequest request = ntlmPost(server, typed);
    const auto answer = await(client.send(request));
    QVERIFY2(answer, why(answer));
    QCOMPARE(answer->body, QByteArray("in"));
    QCOMPARE(ntlm.user, user);
    if (!domain.isEmpty())
        QCOMPARE(ntlm.domain, domain);
    QCOMPARE(ntlm.proofs, 1);
    QCOMPARE(server.connections, 1);
    QCOMPARE(server.requests.last().body, request.body);
}

void TestHttpOnce::ntlmIsKept()
{
    FakeHttpServer server;
    NtlmChallenger ntlm;
    server.handler = [&](const SeenRequest &request) { return ntlm.answer(request).value_or(httpAnswer(200, "in")); };
    HttpClient client({});
    QCOMPARE(kindName(await(client.send(ntlmPost(server)))), QStringLiteral("200"));
    const auto before = server.requests.size();
    QCOMPARE(kindName(await(client.send(ntlmPost(server)))), QStringLiteral("200"));
    QCOMPARE(server.requests.size(), before + 1); // the connection is signed in
    QCOMPARE(server.connections, 1);
}

void TestHttpOnce::ntlmOfSomethingThatIsDoneOnce()
{
    FakeHttpServer server;
    NtlmChallenger ntlm;
    server.handler = [&](const SeenRequest &request) { return ntlm.answer(request).value_or(httpAnswer(200, "in")); };
    HttpClient client({});
    HttpRequest request = ntlmPost(server);
    request.once = true;
    QCOMPARE(kindName(await(client.send(request))), QStringLiteral("200"));
    // The connection is signed in: what it does not answer may have happened.
    server.handler = [](const SeenRequest &) -> std::optional<QByteArray> { return std::nullopt; };
    const auto before = server.requests.size();
    QCOMPARE(kindName(await(client.send(request))), QStringLiteral("SendUncertain"));
    QCOMPARE(server.requests.size(), before + 1);
}

void TestHttpOnce::aWrongPasswordIsTriedOnce()
{
    FakeHttpServer server;
    NtlmChallenger ntlm;
    ntlm.accepts = false;
    server.handler = [&](const SeenRequest &request) { return ntlm.answer(request).value_or(httpAnswer(200, "in")); };
    HttpClient client({});
    QCOMPARE(kindName(await(client.send(ntlmPost(server)))), QStringLiteral("401"));
    QCOMPARE(ntlm.proofs, 1);
}

void TestHttpOnce::ntlmThatGoesInCircles()
{
    FakeHttpServer server;
    NtlmChallenger ntlm;
    ntlm.challenges = false;
    server.handler = [&](const SeenRequest &request) { return ntlm.answer(request).value_or(httpAnswer(200, "in")); };
    HttpClient client({});
    const auto answer = await(client.send(ntlmPost(server)));
    const QString kind = kindName(answer);
    QVERIFY2(kind == QLatin1String("AuthenticationFailed") || kind == QLatin1String("401"), why(answer));
    QVERIFY2(server.requests.size() < 10, QByteArray::number(server.requests.size()));
    QCOMPARE(ntlm.proofs, 0);
}

void TestHttpOnce::noOtherSchemeGetsThePassword_data()
{
    QTest::addColumn<QByteArray>("offer");
    QTest::newRow("Basic") << QByteArray("Basic realm=\"mail\"");
    QTest::newRow("Digest") << QByteArray("Digest realm=\"mail\", nonce=\"1\"");
}

void TestHttpOnce::noOtherSchemeGetsThePassword()
{
    QFETCH(const QByteArray, offer);
    FakeHttpServer server;
    server.handler = [&](const SeenRequest &) { return httpAnswer(401, "no", "WWW-Authenticate: " + offer + "\r\n"); };
    HttpClient client({});
    QCOMPARE(kindName(await(client.send(ntlmPost(server)))), QStringLiteral("401"));
    for (const SeenRequest &request : std::as_const(server.requests))
        QCOMPARE(request.header("Authorization"), QByteArray());
}

LIAISON_TEST(TestHttpOnce)
#include "tst_http_once.moc"
