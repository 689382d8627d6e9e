#include "core/transport/http_client.h"
#include "core/transport/proxies.h"
#include "tests/support/await.h"
#include "tests/support/test_registry.h"
#include "tests/unit/transport/tls_server.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace liaison;
using namespace liaison::test;
using domain::ProxyKind;
using domain::ProxySettings;

namespace {

/// A proxy for CONNECT (RFC 9110 section 9.3.6) that answers a request with `answer`; behind its yes it speaks as the
/// server, whose greeting is "* OK here".
class ConnectProxy : public QTcpServer {
public:
    explicit ConnectProxy(QByteArray answer) : m_answer(std::move(answer))
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                heard += socket->readAll();
                if (heard.endsWith("\r\n\r\n"))
                    socket->write(m_answer);
            });
        });
    }
    [[nodiscard]] ProxySettings settings(ProxyKind kind = ProxyKind::Http) const
    {
        return {kind, QStringLiteral("127.0.0.1"), serverPort()};
    }
    QByteArray heard;

private:
    QByteArray m_answer;
};

const QString server = QStringLiteral("mail.liaison.example");

transport::StreamSettings through(const ProxySettings &proxy, const QString &host = server)
{
    transport::StreamSettings settings;
    settings.host = host;
    settings.port = 143;
    settings.security = Security::None;
    settings.proxy = proxy;
    return settings;
}

} // namespace

/// The proxy that a person sets for a mailbox.
class TestProxies : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whichOneIsTaken();
    void streamsGoThroughIt();
    void theProxyResolvesTheName();
    void aProxyThatRefusesIsNamed_data();
    void aProxyThatRefusesIsNamed();
    void httpGoesThroughIt();
    void oneThatFailsIsNamed_data();
    void oneThatFailsIsNamed();
};

void TestProxies::whichOneIsTaken()
{
    const ProxySettings http{ProxyKind::Http, QStringLiteral("proxy.example"), 3128};
    const QNetworkProxy manual = transport::proxyTo(server, 993, http);
    QCOMPARE(manual.type(), QNetworkProxy::HttpProxy);
    QCOMPARE(manual.hostName(), QStringLiteral("proxy.example"));
    QCOMPARE(manual.port(), quint16(3128));
    const ProxySettings socks{ProxyKind::Socks5, QStringLiteral("proxy.example"), 1080};
    QCOMPARE(transport::proxyTo(server, 993, socks).type(), QNetworkProxy::Socks5Proxy);
    QCOMPARE(transport::proxyTo(server, 993, {ProxyKind::None}).type(), QNetworkProxy::NoProxy);
    QCOMPARE(transport::proxyTo(QStringLiteral("localhost"), 993, http).type(), QNetworkProxy::NoProxy);
    QCOMPARE(transport::proxyTo(QStringLiteral("127.0.0.1"), 993, socks).type(), QNetworkProxy::NoProxy);
}

void TestProxies::streamsGoThroughIt()
{
    ConnectProxy proxy("HTTP/1.1 200 Connection established\r\n\r\n* OK here\r\n");
    Client client;
    client.stream.open(through(proxy.settings()));
    QTRY_COMPARE(client.bytes, QByteArray("* OK here\r\n"));
    QVERIFY2(proxy.heard.startsWith("CONNECT mail.liaison.example:143 "), proxy.heard.constData());
}

/// A name that only the proxy knows must not be asked for here: that would tell the local resolver of it.
void TestProxies::theProxyResolvesTheName()
{
    ConnectProxy proxy("HTTP/1.1 200 Connection established\r\n\r\n* OK here\r\n");
    Client client;
    client.stream.open(through(proxy.settings(), QStringLiteral("known-inside.invalid")));
    QTRY_COMPARE(client.connected.size(), 1);
    QVERIFY(client.errors.isEmpty());
    Client direct;
    direct.stream.open(through({ProxyKind::None}, QStringLiteral("known-inside.invalid")));
    QTRY_COMPARE(direct.errors.size(), 1);
    QCOMPARE(direct.errors.first().kind, ErrorKind::NameNotFound);
}

void TestProxies::aProxyThatRefusesIsNamed_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("wants a password") << QByteArray(
        "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"out\"\r\n"
        "Content-Length: 0\r\n\r\n");
    QTest::newRow("is no proxy") << QByteArray("* OK IMAP4rev1 ready\r\n");
}

void TestProxies::aProxyThatRefusesIsNamed()
{
    QFETCH(const QByteArray, answer);
    ConnectProxy proxy(answer);
    Client client;
    client.stream.open(through(proxy.settings()));
    QTRY_COMPARE(client.errors.size(), 1);
    QCOMPARE(client.errors.first().kind, ErrorKind::ProxyFailed);
}

void TestProxies::httpGoesThroughIt()
{
    ConnectProxy proxy("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"out\"\r\n"
                       "Content-Length: 0\r\n\r\n");
    transport::HttpSettings settings;
    settings.proxy = proxy.settings();
    transport::HttpClient http(settings);
    transport::HttpRequest request;
    request.url = QUrl(QStringLiteral("https://%1/EWS/Exchange.asmx").arg(server));
    const auto answer = await(http.send(request));
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, ErrorKind::ProxyFailed);
    QVERIFY2(proxy.heard.startsWith("CONNECT mail.liaison.example:443 "), proxy.heard.constData());
}

/// By both ways there are: a mail server's and HTTP's, in whatever words Qt tells of it.
void TestProxies::oneThatFailsIsNamed_data()
{
    QTest::addColumn<ProxyKind>("kind");
    QTest::addColumn<QByteArray>("greeting");
    QTest::addColumn<bool>("listens");
    QTest::addColumn<ErrorKind>("overHttp");
    QTest::newRow("HTTP, not there") << ProxyKind::Http << QByteArray() << false << ErrorKind::ProxyFailed;
    QTest::newRow("SOCKS, not there") << ProxyKind::Socks5 << QByteArray() << false << ErrorKind::ProxyFailed;
    // Qt's HTTP waits on where a SOCKS server hangs up on its first words.
    QTest::newRow("SOCKS, hangs up") << ProxyKind::Socks5 << QByteArray() << true << ErrorKind::TimedOut;
    QTest::newRow("SOCKS, is no proxy") << ProxyKind::Socks5 << QByteArray("* OK IMAP4rev1 ready\r\n") << true
                                        << ErrorKind::ProxyFailed;
}

void TestProxies::oneThatFailsIsNamed()
{
    QFETCH(const ProxyKind, kind);
    QFETCH(const QByteArray, greeting);
    QFETCH(const bool, listens);
    QFETCH(const ErrorKind, overHttp);
    QTcpServer odd;
    QVERIFY(odd.listen(QHostAddress::LocalHost));
    const ProxySettings proxy{kind, QStringLiteral("127.0.0.1"), odd.serverPort()};
    connect(&odd, &QTcpServer::newConnection, this, [&odd, greeting] {
        QTcpSocket *socket = odd.nextPendingConnection();
        if (!greeting.isEmpty())
            socket->write(greeting);
        else
            connect(socket, &QTcpSocket::readyRead, socket, &QTcpSocket::disconnectFromHost);
    });
    if (!listens)
        odd.close();
    Client client;
    client.stream.open(through(proxy));
    QTRY_COMPARE(client.errors.size(), 1);
    QCOMPARE(client.errors.first().kind, ErrorKind::ProxyFailed);

    transport::HttpSettings settings;
    settings.proxy = proxy;
    transport::HttpClient http(settings);
    transport::HttpRequest request;
    request.url = QUrl(QStringLiteral("https://%1/EWS/Exchange.asmx").arg(server));
    request.headMs = 2'000;
    const auto answer = await(http.send(request));
    QVERIFY(!answer);
    QVERIFY2(answer.error().kind == overHttp, qPrintable(answer.error().log));
}

LIAISON_TEST(TestProxies)
#include "tst_proxies.moc"
