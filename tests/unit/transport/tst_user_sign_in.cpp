#include "core/oauth/pkce.h"
#include "core/transport/user_sign_in.h"
#include "tests/support/await.h"
#include "tests/support/test_registry.h"
#include "tests/unit/transport/fake_provider.h"

#include <QTcpSocket>
#include <QTest>
#include <QUrlQuery>

using namespace liaison;
using namespace liaison::test;
using namespace liaison::transport;

namespace {

/// What a browser gets for bytes sent to a port of this machine.
class Browser {
public:
    Browser(quint16 port, const QByteArray &bytes)
    {
        QObject::connect(&m_socket, &QTcpSocket::connected, &m_socket, [this, bytes] { m_socket.write(bytes); });
        QObject::connect(&m_socket, &QTcpSocket::readyRead, &m_socket, [this] { m_page += m_socket.readAll(); });
        m_socket.connectToHost(QHostAddress::LocalHost, port);
    }
    QByteArray page()
    {
        if (!QTest::qWaitFor([this] { return m_socket.state() == QAbstractSocket::UnconnectedState; }, 20'000))
            return "no end";
        return m_page;
    }

private:
    QTcpSocket m_socket;
    QByteArray m_page;
};

QByteArray get(quint16 port, const QByteArray &target, const QByteArray &host = "127.0.0.1")
{
    return "GET " + target + " HTTP/1.1\r\nHost: " + host + ':' + QByteArray::number(port)
        + "\r\nUser-Agent: browser\r\n\r\n";
}

oauth::ExpectedRedirect expected()
{
    return {QStringLiteral("/back"), "st4te", {}, false};
}

/// "tokens", the provider's problem, or the kind of error.
QString outcome(const Result<oauth::Answer<oauth::Tokens>> &result)
{
    if (!result)
        return errorKindName(result.error().kind);
    return *result ? QString::fromLatin1((*result)->access.reveal()) : oauth::problemName(result->error().problem);
}

QByteArray deviceAnswer(int interval = 5, int seconds = 900)
{
    return FakeProvider::json({{QStringLiteral("device_code"), QStringLiteral("d3vice")},
                               {QStringLiteral("user_code"), QStringLiteral("WDJB-MJHT")},
                               {QStringLiteral("verification_uri"), QStringLiteral("https://id.example/device")},
                               {QStringLiteral("expires_in"), seconds},
                               {QStringLiteral("interval"), interval}});
}

/// A device sign-in whose waits move the clock.
struct Device {
    FakeProvider provider;
    std::unique_ptr<TokenClient> client = provider.client();
    QList<qint64> waits;
    QString shown;

    Asked<oauth::Tokens> start(std::stop_token stop = {})
    {
        return signInByDeviceCode(
            client.get(), &provider.clock, [this](const oauth::DeviceCode &code) { shown = code.userCode; },
            std::move(stop),
            [this](QObject *owner, qint64 ms, std::function<void()> then) {
                waits << ms;
                provider.clock.advance(ms);
                QMetaObject::invokeMethod(owner, std::move(then), Qt::QueuedConnection);
            });
    }
};

} // namespace

class TestUserSignIn : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void takesTheRightRedirect();
    void turnsOthersAway_data();
    void turnsOthersAway();
    void showsWhatThePersonSpeaks();
    void timesOut();
    void byBrowser();
    void browserSaysNo();
    void browserSignInIsCancelled();
    void byDeviceCode();
    void deviceCodeEnds_data();
    void deviceCodeEnds();
    void deviceSignInIsCancelled();
};

void TestUserSignIn::takesTheRightRedirect()
{
    LoopbackRedirect redirect(expected());
    const auto port = redirect.listen();
    QVERIFY(port);
    // In two pieces, as a slow browser sends it.
    const QByteArray request = get(*port, "/back?code=c0de&state=st4te");
    Browser browser(*port, request);
    const auto code = await(redirect.answer());
    QVERIFY(code && *code);
    QCOMPARE((*code)->reveal(), QByteArray("c0de"));
    const QByteArray page = browser.page();
    QVERIFY(page.startsWith("HTTP/1.1 200 OK\r\n"));
    QVERIFY(page.contains("You are signed in."));
    QVERIFY(page.contains("Cache-Control: no-store") && page.contains("Referrer-Policy: no-referrer"));
    QVERIFY(!page.contains("c0de") && !page.contains("<script"));
    // The door is shut: nobody can hand in a second one.
    Browser late(*port, request);
    QVERIFY(late.page().isEmpty());
}

void TestUserSignIn::turnsOthersAway_data()
{
    QTest::addColumn<QByteArray>("request"); ///< PORT stands for the port
    QTest::addColumn<QByteArray>("status");
    const auto row = [](const char *name, const char *line, const char *status, const char *host = "127.0.0.1:PORT") {
        QTest::newRow(name) << QByteArray(line) + "\r\nHost: " + host + "\r\n\r\n" << QByteArray(status);
    };
    row("favicon", "GET /favicon.ico HTTP/1.1", "404");
    row("wrong state", "GET /back?code=evil&state=other HTTP/1.1", "404");
    row("no state", "GET /back?code=evil HTTP/1.1", "404");
    row("two codes", "GET /back?code=a&code=b&state=st4te HTTP/1.1", "404");
    row("another path", "GET /?code=evil&state=st4te HTTP/1.1", "404");
    row("refusal without state", "GET /back?error=access_denied HTTP/1.1", "404");
    row("POST", "POST /back?code=evil&state=st4te HTTP/1.1", "405");
    row("HEAD", "HEAD /back?code=evil&state=st4te HTTP/1.1", "405");
    row("DNS rebinding", "GET /back?code=evil&state=st4te HTTP/1.1", "400", "evil.example:PORT");
    row("another port", "GET /back?code=evil&state=st4te HTTP/1.1", "400", "127.0.0.1:1");
    row("not HTTP", "EHLO evil.example", "400");
    row("HTTP/0.9", "GET /back?code=evil&state=st4te", "400");
    QTest::newRow("no host") << QByteArray("GET /back?code=evil&state=st4te HTTP/1.0\r\n\r\n") << QByteArray("400");
    QTest::newRow("endless") << "GET /back?code=" + QByteArray(64 * 1024, 'a') << QByteArray("400");
}

void TestUserSignIn::turnsOthersAway()
{
    QFETCH(QByteArray, request);
    QFETCH(const QByteArray, status);
    LoopbackRedirect redirect(expected());
    const auto port = redirect.listen();
    QVERIFY(port);
    request.replace("PORT", QByteArray::number(*port));
    const QByteArray page = Browser(*port, request).page();
    QVERIFY2(page.isEmpty() || page.startsWith("HTTP/1.1 " + status), page.constData());
    QVERIFY(status != "404" || !page.isEmpty());
    QVERIFY(!redirect.answer().isFinished());
    // The right one is taken all the same.
    Browser browser(*port, get(*port, "/back?code=c0de&state=st4te", "localhost"));
    QCOMPARE((*await(redirect.answer()))->reveal(), QByteArray("c0de"));
}

void TestUserSignIn::showsWhatThePersonSpeaks()
{
    RedirectPage words;
    words.notSignedIn = QStringLiteral("Nicht <b>angemeldet</b> \u2013 zur\u00fcck zu Liaison.");
    LoopbackRedirect redirect(expected(), words);
    const auto port = redirect.listen();
    QVERIFY(port);
    Browser browser(*port, get(*port, "/back?error=access_denied&state=st4te"));
    const auto answer = await(redirect.answer());
    QVERIFY(answer && !*answer);
    QCOMPARE(answer->error().problem, oauth::Problem::SignInDeclined);
    QVERIFY(browser.page().contains(words.notSignedIn.toHtmlEscaped().toUtf8()));
}

void TestUserSignIn::timesOut()
{
    LoopbackRedirect redirect(expected());
    QVERIFY(redirect.listen(1));
    QCOMPARE(await(redirect.answer()).error().kind, ErrorKind::TimedOut);
    auto dropped = std::make_unique<LoopbackRedirect>(expected());
    QVERIFY(dropped->listen());
    const auto answer = dropped->answer();
    dropped.reset();
    QCOMPARE(await(answer).error().kind, ErrorKind::Cancelled);
}

void TestUserSignIn::byBrowser()
{
    FakeProvider provider;
    provider.answers = {FakeProvider::tokens("a1", "r1")};
    const auto client = provider.client();
    BrowserSignInSettings settings;
    settings.loginHint = QStringLiteral("ann@corp.example");
    QUrl opened;
    const auto tokens = signInByBrowser(client.get(), settings, [&opened](const QUrl &url) { opened = url; });
    const QUrlQuery query(opened);
    QCOMPARE(opened.path(), QStringLiteral("/authorize"));
    QCOMPARE(query.queryItemValue(QStringLiteral("login_hint"), QUrl::FullyDecoded), settings.loginHint);
    QCOMPARE(query.queryItemValue(QStringLiteral("code_challenge_method")), QStringLiteral("S256"));
    const QUrl redirect(query.queryItemValue(QStringLiteral("redirect_uri"), QUrl::FullyDecoded));
    QCOMPARE(redirect.host(), QStringLiteral("localhost"));
    const QByteArray state = query.queryItemValue(QStringLiteral("state")).toLatin1();
    Browser browser(static_cast<quint16>(redirect.port()),
                    get(static_cast<quint16>(redirect.port()), "/?code=c0de&state=" + state, "localhost"));
    QCOMPARE(outcome(await(tokens)), QStringLiteral("a1"));
    const SeenRequest seen = provider.server.requests.value(0);
    QCOMPARE(seen.field("grant_type"), QByteArray("authorization_code"));
    QCOMPARE(seen.field("code"), QByteArray("c0de"));
    QCOMPARE(seen.field("redirect_uri"), redirect.toEncoded());
    QCOMPARE(oauth::pkceOf(Secret(seen.field("code_verifier"))).challenge,
             query.queryItemValue(QStringLiteral("code_challenge")).toLatin1());
    QVERIFY(!opened.toEncoded().contains(seen.field("code_verifier")));
    QVERIFY(browser.page().contains("You are signed in."));
}

void TestUserSignIn::browserSaysNo()
{
    FakeProvider provider;
    provider.answers = {FakeProvider::refusal("invalid_grant")};
    const auto client = provider.client();
    const auto come = [](const QUrl &opened, const QByteArray &answer) {
        const QUrlQuery query(opened);
        const QUrl redirect(query.queryItemValue(QStringLiteral("redirect_uri"), QUrl::FullyDecoded));
        const auto port = static_cast<quint16>(redirect.port());
        return std::make_unique<Browser>(
            port, get(port, "/?state=" + query.queryItemValue(QStringLiteral("state")).toLatin1() + answer));
    };
    QUrl opened;
    const auto open = [&opened](const QUrl &url) { opened = url; };
    const auto declined = signInByBrowser(client.get(), {}, open);
    const auto one = come(opened, "&error=access_denied&error_description=AADSTS65004:+declined");
    QCOMPARE(outcome(await(declined)), QStringLiteral("ConsentDeclined"));
    QCOMPARE(provider.asked(), 0);
    // A code that was used already.
    const auto late = signInByBrowser(client.get(), {}, open);
    const auto other = come(opened, "&code=used");
    QCOMPARE(outcome(await(late)), QStringLiteral("CodeExpired"));
    // Nobody comes.
    BrowserSignInSettings settings;
    settings.timeoutMs = 1;
    QCOMPARE(outcome(await(signInByBrowser(client.get(), settings, open))), QStringLiteral("NotFinished"));
}

void TestUserSignIn::browserSignInIsCancelled()
{
    FakeProvider provider;
    auto client = provider.client();
    std::stop_source stop;
    int opened = 0;
    const auto open = [&opened](const QUrl &) { ++opened; };
    const auto stopped = signInByBrowser(client.get(), {}, open, stop.get_token());
    const auto dropped = signInByBrowser(client.get(), {}, open);
    stop.request_stop();
    QCOMPARE(outcome(await(stopped)), QStringLiteral("Cancelled"));
    QCOMPARE(outcome(await(signInByBrowser(client.get(), {}, open, stop.get_token()))), QStringLiteral("Cancelled"));
    QCOMPARE(opened, 2); // no window for what was cancelled before
    client.reset();
    QCOMPARE(outcome(await(dropped)), QStringLiteral("Cancelled"));
}

void TestUserSignIn::byDeviceCode()
{
    Device device;
    device.provider.answers
        = {deviceAnswer(), FakeProvider::refusal("authorization_pending"), FakeProvider::refusal("slow_down"),
           httpAnswer(429, "{}", "Retry-After: 30\r\n"), FakeProvider::tokens("a1", "r1")};
    QCOMPARE(outcome(await(device.start())), QStringLiteral("a1"));
    QCOMPARE(device.shown, QStringLiteral("WDJB-MJHT"));
    QCOMPARE(device.waits, (QList<qint64>{5'000, 5'000, 10'000, 30'000}));
    QVERIFY(device.provider.server.requests.value(0).head.startsWith("POST /device "));
    QCOMPARE(device.provider.server.requests.value(1).field("device_code"), QByteArray("d3vice"));
    QVERIFY(!device.provider.trace.join(QLatin1Char('\n')).contains(QStringLiteral("d3vice")));
}

void TestUserSignIn::deviceCodeEnds_data()
{
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("outcome");
    QTest::newRow("declined") << deviceAnswer() << FakeProvider::refusal("access_denied")
                              << QStringLiteral("SignInDeclined");
    QTest::newRow("expired there") << deviceAnswer() << FakeProvider::refusal("expired_token")
                                   << QStringLiteral("CodeExpired");
    QTest::newRow("expired here") << deviceAnswer(5, 60) << FakeProvider::refusal("authorization_pending")
                                  << QStringLiteral("CodeExpired");
    QTest::newRow("not allowed") << FakeProvider::refusal("unauthorized_client") << QByteArray()
                                 << QStringLiteral("GrantNotAllowed");
    QTest::newRow("no provider") << httpAnswer(404, "<html>") << QByteArray() << QStringLiteral("NotAProvider");
}

void TestUserSignIn::deviceCodeEnds()
{
    QFETCH(const QByteArray, code);
    QFETCH(const QByteArray, answer);
    QFETCH(const QString, outcome);
    Device device;
    device.provider.answers = {code, answer};
    QCOMPARE(::outcome(await(device.start())), outcome);
}

void TestUserSignIn::deviceSignInIsCancelled()
{
    Device device;
    device.provider.answers = {deviceAnswer(), QByteArray()};
    std::stop_source stop;
    const auto tokens = device.start(stop.get_token());
    QTRY_COMPARE(device.provider.asked(), 2);
    stop.request_stop();
    QCOMPARE(outcome(await(tokens)), QStringLiteral("Cancelled"));
    // A network that is gone is waited for, twice as long each time, until the code has run out.
    Device lonely;
    lonely.provider.answers = {deviceAnswer(5, 60), std::nullopt};
    QCOMPARE(outcome(await(lonely.start())), QStringLiteral("CodeExpired"));
    QCOMPARE(lonely.waits, (QList<qint64>{5'000, 10'000, 20'000}));
}

LIAISON_TEST(TestUserSignIn)
#include "tst_user_sign_in.moc"
