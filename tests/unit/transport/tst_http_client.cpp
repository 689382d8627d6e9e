#include "core/transport/http_client.h"
#include "tests/support/await.h"
#include "tests/support/test_registry.h"
#include "tests/unit/transport/fake_http_server.h"
#include "tests/unit/transport/tls_server.h"

#include <QTemporaryDir>
#include <QTest>

#include <zlib.h>

using namespace liaison;
using namespace liaison::test;
using namespace liaison::transport;

namespace {

HttpRequest get(const QUrl &url)
{
    HttpRequest request;
    request.url = url;
    return request;
}

QByteArray gzipped(const QByteArray &bytes)
{
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY);
    QByteArray out(qsizetype(deflateBound(&stream, uLong(bytes.size()))), '\0');
    QByteArray in = bytes;
    stream.next_in = reinterpret_cast<Bytef *>(in.data());
    stream.avail_in = uInt(in.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = uInt(out.size());
    deflate(&stream, Z_FINISH);
    out.truncate(qsizetype(stream.total_out));
    deflateEnd(&stream);
    return out;
}

QString kindName(const Result<HttpResponse> &result)
{
    return result ? QStringLiteral("answer") : errorKindName(result.error().kind);
}

} // namespace

class TestHttpClient : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyStatusIsAnAnswer_data();
    void everyStatusIsAnAnswer();
    void postsWhatItIsGiven();
    void followsNothing();
    void credentialsStayAtTheirOrigin();
    void asksNobodyForPasswords();
    void addresses_data();
    void addresses();
    void whatGoesInClearTellsNothing();
    void limits();
    void bombs();
    void pieces();
    void cutAnswers_data();
    void cutAnswers();
    void silence();
    void slowDrip();
    void aHeadThatNeverEnds_data();
    void aHeadThatNeverEnds();
    void aLargeHead();
    void cancelled();
    void nobodyThere();
    void tls_data();
    void tls();
    void aWrongNameGetsNoByte();
    void keepsNoCookies();
    void traceHoldsNoSecret();
    void retryAfter();

private:
    QTemporaryDir m_dir;
};

void TestHttpClient::everyStatusIsAnAnswer_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {200, 204, 301, 302, 303, 307, 308, 400, 401, 403, 404, 405, 407,
                             409, 410, 412, 418, 429, 456, 500, 501, 502, 503, 504, 555})
        QTest::addRow("%d", status) << status;
}

void TestHttpClient::everyStatusIsAnAnswer()
{
    QFETCH(const int, status);
    FakeHttpServer server;
    const QByteArray body = status == 204 ? QByteArray() : QByteArray("{\"error\":\"x\"}");
    server.handler = [&](const SeenRequest &) {
        return httpAnswer(status, body, "Location: http://127.0.0.1:1/\r\nX-Test: 1\r\n");
    };
    HttpClient client({});
    const auto answer = await(client.send(get(server.url())));
    if (status == 407) { // that is a proxy's word, and there is none
        QVERIFY(!answer);
        return;
    }
    QVERIFY2(answer, why(answer));
    QCOMPARE(answer->status, status);
    QCOMPARE(answer->body, body);
    QCOMPARE(answer->header("x-test"), QByteArray("1"));
    QCOMPARE(answer->header("x-none"), QByteArray());
    QCOMPARE(server.requests.size(), 1);
}

void TestHttpClient::postsWhatItIsGiven()
{
    FakeHttpServer server;
    HttpClient client({});
    HttpRequest request = get(server.url(QStringLiteral("/a/b?c=d")));
    request.method = "POST";
    request.body = QByteArray(300'000, 'b');
    request.headers = {{"Content-Type", "text/plain"}, {"X-AnchorMailbox", "ann@corp.example"}};
    request.authorization = HttpAuthorization{"Bearer", Secret("t0ken"), server.url()};
    QVERIFY(await(client.send(request)));
    const SeenRequest seen = server.requests.value(0);
    QVERIFY(seen.head.startsWith("POST /a/b?c=d HTTP/1.1"));
    QCOMPARE(seen.body, request.body);
    QCOMPARE(seen.header("Content-Type"), QByteArray("text/plain"));
    QCOMPARE(seen.header("X-AnchorMailbox"), QByteArray("ann@corp.example"));
    QCOMPARE(seen.header("Authorization"), QByteArray("Bearer t0ken"));
    QVERIFY(seen.header("User-Agent").startsWith("Liaison/"));
}

void TestHttpClient::followsNothing()
{
    FakeHttpServer other;
    FakeHttpServer server;
    server.handler
        = [&](const SeenRequest &) { return httpAnswer(307, {}, "Location: " + other.url().toEncoded() + "\r\n"); };
    HttpClient client({});
    HttpRequest request = get(server.url());
    request.authorization = HttpAuthorization{"Bearer", Secret("t0ken"), server.url()};
    const auto answer = await(client.send(request));
    QVERIFY2(answer, why(answer));
    QCOMPARE(answer->status, 307);
    QCOMPARE(answer->header("Location"), other.url().toEncoded());
    QCOMPARE(other.connections, 0);
}

void TestHttpClient::credentialsStayAtTheirOrigin()
{
    FakeHttpServer server;
    HttpClient client({});
    HttpRequest request = get(server.url());
    for (const QUrl &origin : {QUrl(QStringLiteral("https://127.0.0.1:%1").arg(server.serverPort())),
                               QUrl(QStringLiteral("http://127.0.0.1:1")), QUrl(QStringLiteral("http://localhost")),
                               QUrl(QStringLiteral("https://outlook.office365.com")), QUrl()}) {
        request.authorization = HttpAuthorization{"Bearer", Secret("t0ken"), origin};
        const auto answer = await(client.send(request));
        QCOMPARE(kindName(answer), QStringLiteral("PermissionDenied"));
        QVERIFY(!answer.error().log.contains(QStringLiteral("t0ken")));
    }
    QCOMPARE(server.connections, 0);
}

void TestHttpClient::asksNobodyForPasswords()
{
    // Qt asks for a password even where an Authorization header was sent; nobody answers.
    FakeHttpServer server;
    server.handler = [](const SeenRequest &) {
        return httpAnswer(401, "no", "WWW-Authenticate: NTLM\r\nWWW-Authenticate: Basic realm=\"x\"\r\n");
    };
    HttpClient client({});
    HttpRequest request = get(server.url());
    request.authorization = HttpAuthorization{"Bearer", Secret("t0ken"), server.url()};
    const auto answer = await(client.send(request));
    QVERIFY2(answer, why(answer));
    QCOMPARE(answer->status, 401);
    QCOMPARE(answer->body, QByteArray("no"));
    QCOMPARE(server.requests.size(), 1);
}

void TestHttpClient::addresses_data()
{
    QTest::addColumn<QString>("url");
    QTest::newRow("clear text") << QStringLiteral("http://mail.corp.example/");
    QTest::newRow("private address") << QStringLiteral("http://10.0.0.1/");
    QTest::newRow("file") << QStringLiteral("file:///etc/passwd");
    QTest::newRow("user info") << QStringLiteral("https://a:b@mail.corp.example/");
    QTest::newRow("data") << QStringLiteral("data:text/plain,x");
    QTest::newRow("relative") << QStringLiteral("/EWS/Exchange.asmx");
    QTest::newRow("empty") << QString();
    QTest::newRow("looks like loopback") << QStringLiteral("http://127.0.0.1.evil.example/");
}

void TestHttpClient::addresses()
{
    QFETCH(const QString, url);
    HttpClient client({});
    QCOMPARE(kindName(await(client.send(get(QUrl(url))))), QStringLiteral("InvalidInput"));
}

void TestHttpClient::whatGoesInClearTellsNothing()
{
    const QUrl url(QStringLiteral("http://autodiscover.corp.invalid/autodiscover/autodiscover.xml"));
    HttpRequest open = get(url);
    open.inClear = true;
    HttpRequest signedIn = open;
    signedIn.authorization = HttpAuthorization{"Basic", Secret("eDp5"), url};
    HttpRequest challenged = open;
    challenged.ntlm = HttpLogin{QStringLiteral("ann"), Secret("x")};
    HttpRequest telling = open;
    telling.body = "ann@corp.example";
    HttpClient client({});
    for (const HttpRequest &request : {signedIn, challenged, telling, get(url)})
        QCOMPARE(kindName(await(client.send(request))), QStringLiteral("InvalidInput"));
}

void TestHttpClient::limits()
{
    FakeHttpServer server;
    server.handler = [](const SeenRequest &) { return httpAnswer(200, QByteArray(5'000, 'x')); };
    HttpClient client({});
    HttpRequest request = get(server.url());
    request.mostBytes = 5'000;
    QCOMPARE(await(client.send(request))->body.size(), 5'000);
    request.mostBytes = 4'999;
    QCOMPARE(kindName(await(client.send(request))), QStringLiteral("LimitExceeded"));
}

void TestHttpClient::bombs()
{
    FakeHttpServer server;
    const QByteArray bomb = gzipped(QByteArray(64 * 1024 * 1024, '\0'));
    server.handler = [&](const SeenRequest &) { return httpAnswer(200, bomb, "Content-Encoding: gzip\r\n"); };
    HttpClient client({});
    HttpRequest request = get(server.url());
    QVERIFY(bomb.size() < request.mostBytes);
    // Qt stops it first: that is no answer either, though the status is 200.
    QCOMPARE(kindName(await(client.send(request))), QStringLiteral("ProtocolViolation"));
    // Within the limit it is no bomb.
    request.mostBytes = 64 * 1024 * 1024;
    const auto whole = await(client.send(request));
    QVERIFY2(whole, why(whole));
    QCOMPARE(whole->body.size(), request.mostBytes);
    server.handler = [](const SeenRequest &) { return httpAnswer(200, "no gzip", "Content-Encoding: gzip\r\n"); };
    QCOMPARE(kindName(await(client.send(request))), QStringLiteral("ProtocolViolation"));
}

void TestHttpClient::pieces()
{
    FakeHttpServer server;
    server.handler = [](const SeenRequest &) { return httpAnswer(200, QByteArray(3'000'000, 'x')); };
    HttpClient client({});
    HttpRequest request = get(server.url());
    request.mostBytes = 3'000'000;
    qint64 seen = 0;
    request.onBytes = [&seen](const QByteArray &bytes) { seen += bytes.size(); };
    const auto answer = await(client.send(request));
    QVERIFY2(answer, why(answer));
    QVERIFY(answer->body.isEmpty());
    QCOMPARE(seen, 3'000'000);
}

void TestHttpClient::cutAnswers_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("half a status line") << QByteArray("HTTP/1.1 20");
    QTest::newRow("headers") << QByteArray("HTTP/1.1 200 OK\r\nContent-Len");
    QTest::newRow("body") << httpAnswer(200, QByteArray(100, 'x')).chopped(50);
    QTest::newRow("chunks") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc");
    QTest::newRow("another protocol") << QByteArray("220 mail.corp.example ESMTP\r\n");
}

void TestHttpClient::cutAnswers()
{
    QFETCH(const QByteArray, bytes);
    FakeHttpServer server;
    server.closeAfter = true;
    server.handler = [&](const SeenRequest &) { return bytes; };
    HttpClient client({});
    const auto answer = await(client.send(get(server.url())));
    QVERIFY(!answer);
    QVERIFY2(isNetworkTrouble(answer.error().kind) || answer.error().kind == ErrorKind::ProtocolViolation, why(answer));
}

void TestHttpClient::silence()
{
    FakeHttpServer server;
    server.handler = [](const SeenRequest &) { return QByteArray(); };
    HttpClient client({});
    HttpRequest request = get(server.url());
    request.silenceMs = 100;
    QCOMPARE(kindName(await(client.send(request))), QStringLiteral("TimedOut"));
}

void TestHttpClient::slowDrip()
{
    FakeHttpServer server;
    server.handler
        = [](const SeenRequest &) { return QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"); };
    QTimer drip;
    connect(&drip, &QTimer::timeout, &server, [&server] { server.reply("x"); });
    drip.start(5);
    HttpClient client({});
    HttpRequest request = get(server.url());
    request.silenceMs = 60'000;
    request.totalMs = 300;
    QCOMPARE(kindName(await(client.send(request))), QStringLiteral("TimedOut"));
}

void TestHttpClient::aHeadThatNeverEnds_data()
{
    QTest::addColumn<QByteArray>("piece");
    QTest::addColumn<int>("everyMs");
    QTest::newRow("one header that drips") << QByteArray("x") << 5;
    QTest::newRow("header after header") << QByteArray("X-More: of the same\r\n") << 0;
    QTest::newRow("nothing but interim answers") << QByteArray("\r\n\r\nHTTP/1.1 100 Continue") << 5;
}

void TestHttpClient::aHeadThatNeverEnds()
{
    QFETCH(const QByteArray, piece);
    QFETCH(int, everyMs);
    FakeHttpServer server;
    server.handler = [](const SeenRequest &) { return QByteArray("HTTP/1.1 100 Continue\r\nX-A: "); };
    QTimer drip;
    connect(&drip, &QTimer::timeout, &server, [&] { server.reply(piece); });
    drip.start(everyMs);
    HttpClient client({});
    HttpRequest request = get(server.url());
    request.silenceMs = 60'000;
    request.headMs = 300;
    QCOMPARE(kindName(await(client.send(request))), QStringLiteral("TimedOut"));
}

void TestHttpClient::aLargeHead()
{
    FakeHttpServer server;
    int headers = 8;
    server.handler = [&](const SeenRequest &) {
        QByteArray head;
        for (int i = 0; i < headers; ++i)
            head += "X-" + QByteArray::number(i) + ": " + QByteArray(4'000, 'x') + "\r\n";
        return httpAnswer(200, "ok", head);
    };
    HttpClient client({});
    QCOMPARE(kindName(await(client.send(get(server.url())))), QStringLiteral("answer"));
    headers = 20;
    QCOMPARE(kindName(await(client.send(get(server.url())))), QStringLiteral("LimitExceeded"));
}

void TestHttpClient::cancelled()
{
    FakeHttpServer server;
    server.handler = [](const SeenRequest &) { return QByteArray(); };
    auto client = std::make_unique<HttpClient>(HttpSettings());
    std::stop_source stop;
    const auto stopped = client->send(get(server.url()), stop.get_token());
    const auto dropped = client->send(get(server.url()));
    stop.request_stop();
    QCOMPARE(kindName(await(stopped)), QStringLiteral("Cancelled"));
    QVERIFY(!dropped.isFinished());
    client.reset();
    QCOMPARE(kindName(await(dropped)), QStringLiteral("Cancelled"));
}

void TestHttpClient::nobodyThere()
{
    QUrl url;
    {
        const FakeHttpServer server;
        url = server.url();
    }
    HttpClient client({});
    QCOMPARE(kindName(await(client.send(get(url)))), QStringLiteral("ConnectionRefused"));
}

void TestHttpClient::tls_data()
{
    QTest::addColumn<QString>("which");
    QTest::addColumn<bool>("trusted");
    QTest::addColumn<bool>("pinned");
    QTest::addColumn<QString>("outcome");
    QTest::newRow("good") << QStringLiteral("good") << true << false << QStringLiteral("answer");
    QTest::newRow("unknown issuer") << QStringLiteral("good") << false << false
                                    << QStringLiteral("CertificateUntrusted");
    QTest::newRow("pinned") << QStringLiteral("good") << false << true << QStringLiteral("answer");
    QTest::newRow("expired") << QStringLiteral("expired") << true << false << QStringLiteral("CertificateExpired");
    QTest::newRow("expired, pinned") << QStringLiteral("expired") << false << true
                                     << QStringLiteral("CertificateExpired");
    QTest::newRow("another name") << QStringLiteral("other") << true << false << QStringLiteral("CertificateWrongHost");
    QTest::newRow("another name, pinned") << QStringLiteral("other") << true << true << QStringLiteral("answer");
    QTest::newRow("self-signed") << QStringLiteral("self") << true << false << QStringLiteral("CertificateUntrusted");
    QTest::newRow("common name alone") << QStringLiteral("bare") << true << false
                                       << QStringLiteral("CertificateWrongHost");
}

void TestHttpClient::tls()
{
    QFETCH(const QString, which);
    QFETCH(const bool, trusted);
    QFETCH(const bool, pinned);
    QFETCH(const QString, outcome);
    CertificateMaker maker(m_dir.path());
    CertificateSpec spec;
    if (which == QLatin1String("expired")) {
        spec.validFromSeconds = -20 * 86'400;
        spec.validToSeconds = -86'400;
    } else if (which == QLatin1String("other")) {
        spec = named({QStringLiteral("mail.corp.example")});
    } else if (which == QLatin1String("bare")) {
        spec = named({});
    }
    const CertificateFiles files
        = which == QLatin1String("self") ? maker.selfSigned(which, spec) : maker.leaf(which, spec);
    FakeHttpServer server(serverConfiguration(files));
    HttpSettings settings;
    settings.trustedCaFile = trusted ? maker.caFile() : QString();
    settings.pinnedSha256 = pinned ? pinOf(files) : QString();
    HttpClient client(settings);
    const auto answer = await(client.send(get(server.url())));
    QVERIFY2(kindName(answer) == outcome, why(answer));
    if (outcome == QLatin1String("answer"))
        return;
    QVERIFY(answer.error().certificate);
    QCOMPARE(answer.error().certificate->sha256, pinOf(files));
    QCOMPARE(answer.error().certificate->host, QStringLiteral("localhost"));
    QCOMPARE(answer.error().certificate->port, server.serverPort());
    QCOMPARE(answer.error().certificate->pinnable, which != QLatin1String("expired"));
    QCOMPARE(server.requests.size(), 0);
}

void TestHttpClient::aWrongNameGetsNoByte()
{
    // Qt takes a common name; the connection that was refused for it must not be used for the next request either.
    CertificateMaker maker(m_dir.path());
    FakeHttpServer server(serverConfiguration(maker.leaf(QStringLiteral("cn"), named({}))));
    HttpSettings settings;
    settings.trustedCaFile = maker.caFile();
    HttpClient client(settings);
    HttpRequest request = get(server.url());
    request.authorization = HttpAuthorization{"Bearer", Secret("t0ken"), server.url()};
    const auto one = client.send(request);
    const auto other = client.send(request);
    QCOMPARE(kindName(await(one)), QStringLiteral("CertificateWrongHost"));
    QCOMPARE(kindName(await(other)), QStringLiteral("CertificateWrongHost"));
    QCOMPARE(kindName(await(client.send(request))), QStringLiteral("CertificateWrongHost"));
    QCOMPARE(server.requests.size(), 0);
}

void TestHttpClient::keepsNoCookies()
{
    FakeHttpServer server;
    server.handler = [](const SeenRequest &) { return httpAnswer(200, "ok", "Set-Cookie: track=1\r\n"); };
    HttpClient client({});
    QVERIFY(await(client.send(get(server.url()))));
    QVERIFY(await(client.send(get(server.url()))));
    QCOMPARE(server.requests.value(1).header("Cookie"), QByteArray());
}

void TestHttpClient::traceHoldsNoSecret()
{
    FakeHttpServer server;
    QStringList lines;
    HttpSettings settings;
    settings.trace = [&lines](const QString &line) { lines << line; };
    HttpClient client(settings);
    HttpRequest request = get(server.url(QStringLiteral("/token?code=c4nary")));
    request.method = "POST";
    request.body = "client_secret=c4nary";
    request.authorization = HttpAuthorization{"Bearer", Secret("c4nary"), server.url()};
    QVERIFY(await(client.send(request)));
    QCOMPARE(lines.size(), 1);
    QVERIFY(lines.first().startsWith(QStringLiteral("POST ") + server.url(QStringLiteral("/token")).toString()));
    QVERIFY(!lines.first().contains(QStringLiteral("c4nary")));
}

void TestHttpClient::retryAfter()
{
    constexpr qint64 now = 1'700'000'000'000; // Tue, 14 Nov 2023 22:13:20 GMT
    QCOMPARE(retryAfterMs("120", now), std::optional<qint64>(120'000));
    QCOMPARE(retryAfterMs(" 0 ", now), std::optional<qint64>(0));
    QCOMPARE(retryAfterMs("Tue, 14 Nov 2023 22:14:20 GMT", now), std::optional<qint64>(60'000));
    QCOMPARE(retryAfterMs("Tue, 14 Nov 2023 22:00:00 GMT", now), std::optional<qint64>(0));
    QCOMPARE(retryAfterMs("99999999999999", now), std::optional<qint64>(86'400'000));
    QVERIFY(!retryAfterMs("-5", now));
    QVERIFY(!retryAfterMs("soon", now));
    QVERIFY(!retryAfterMs({}, now));
}

LIAISON_TEST(TestHttpClient)
#include "tst_http_client.moc"
