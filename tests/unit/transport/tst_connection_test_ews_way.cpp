#include "connection_test_world.h"
#include "fake_exchange.h"
#include "tests/support/test_registry.h"
#include "tls_server.h"

#include <QNetworkProxy>
#include <QTcpSocket>
#include <QTemporaryDir>

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;
using domain::SignIn;
using domain::TestReport;
using domain::TestStepKind;

namespace {

/// A mailbox on Exchange at this port of "localhost".
transport::Account accountAt(quint16 port, const QString &caFile = {},
                             domain::Security security = domain::Security::Tls)
{
    transport::Account account;
    account.mailbox.address = u"ir@corp.example"_s;
    account.mailbox.inbound = {domain::Protocol::Ews, u"localhost"_s,       port,   security,
                               SignIn::PlainPassword, u"ir@corp.example"_s, caFile, {}};
    account.mailbox.outbound = account.mailbox.inbound;
    account.mailbox.outbound.signIn = SignIn::AsInbound;
    account.inboundSecret = Secret("gehe\xc3\xafm");
    return account;
}

/// Takes connections, and says nothing or hangs up.
class Mute : public QTcpServer {
public:
    explicit Mute(bool hangsUp) : m_hangsUp(hangsUp) { listen(QHostAddress::LocalHost); }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        auto *socket = new QTcpSocket(this);
        socket->setSocketDescriptor(descriptor);
        if (m_hangsUp)
            connect(socket, &QTcpSocket::readyRead, socket, &QTcpSocket::disconnectFromHost);
    }

private:
    bool m_hangsUp;
};

/// A proxy that brings every connection to one port of this machine, whatever it was asked for (RFC 9110, CONNECT).
class Detour : public QTcpServer {
public:
    explicit Detour(quint16 to) : m_to(to) { listen(QHostAddress::LocalHost); }
    QList<QByteArray> asked;

protected:
    void incomingConnection(qintptr descriptor) override
    {
        auto *client = new QTcpSocket(this);
        client->setSocketDescriptor(descriptor);
        connect(client, &QTcpSocket::readyRead, this, [this, client] { onBytes(client); });
        connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
    }

private:
    void onBytes(QTcpSocket *client)
    {
        if (QTcpSocket *beyond = client->findChild<QTcpSocket *>()) {
            beyond->write(client->readAll());
            return;
        }
        if (!client->peek(4'096).contains("\r\n\r\n"))
            return;
        asked << client->readAll().split('\r').constFirst();
        auto *beyond = new QTcpSocket(client);
        connect(beyond, &QTcpSocket::connected, client, [client] { client->write("HTTP/1.1 200 Connected\r\n\r\n"); });
        connect(beyond, &QTcpSocket::readyRead, client, [client, beyond] { client->write(beyond->readAll()); });
        connect(beyond, &QTcpSocket::disconnected, client, [client] { client->disconnectFromHost(); });
        beyond->connectToHost(QHostAddress(QHostAddress::LocalHost), m_to);
    }

    quint16 m_to;
};

} // namespace

/// What a TEST INBOUND over Exchange Web Services ends for before anybody has signed in.
class TestConnectionTestEwsWay : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void certificatesAreToldApart_data();
    void certificatesAreToldApart();
    void aServerThatIsTooOld_data();
    void aServerThatIsTooOld();
    void anotherProtocol_data();
    void anotherProtocol();
    void nobodyListens();
    void aHostThatIsDead();
    void aServerThatIsSilent_data();
    void aServerThatIsSilent();
    void aServerThatHangsUp();
    void anExchangeThatIsSilent();
    void aFolderIsMissing_data();
    void aFolderIsMissing();
    void exchangeOnlineIsClosedToTheApplication();
};

void TestConnectionTestEwsWay::certificatesAreToldApart_data()
{
    QTest::addColumn<CertificateSpec>("spec");
    QTest::addColumn<bool>("trusted");
    QTest::addColumn<QString>("failure");
    CertificateSpec expired = named({u"localhost"_s});
    expired.validFromSeconds = -86'400;
    expired.validToSeconds = -3'600;
    QTest::newRow("untrusted") << named({u"localhost"_s}) << false << u"tls: CertificateUntrusted"_s;
    QTest::newRow("expired") << expired << true << u"tls: CertificateExpired"_s;
    QTest::newRow("wrong host") << named({u"other.example"_s}) << true << u"tls: CertificateWrongHost"_s;
}

void TestConnectionTestEwsWay::certificatesAreToldApart()
{
    QFETCH(const CertificateSpec, spec);
    QFETCH(const bool, trusted);
    QFETCH(const QString, failure);
    const QTemporaryDir dir;
    CertificateMaker maker(dir.path());
    const FakeExchange exchange(serverConfiguration(maker.leaf(u"leaf"_s, spec)));
    RunningTest test(inboundTest(accountAt(exchange.server.serverPort(), trusted ? maker.caFile() : QString())));
    const TestReport report = test.report();
    QCOMPARE(failureOf(report), failure);
    QCOMPARE(outline(report), (QStringList{u"resolve passed"_s, u"connect passed"_s, u"tls failed"_s}));
    QVERIFY(report.failure()->certificate);
    QVERIFY(report.failure()->certificate->issuer.contains(u"Liaison test CA"_s));
    QVERIFY(exchange.server.requests.isEmpty());
}

void TestConnectionTestEwsWay::aServerThatIsTooOld_data()
{
    QTest::addColumn<domain::Protocol>("protocol");
    QTest::newRow("EWS") << domain::Protocol::Ews;
    QTest::newRow("Graph") << domain::Protocol::Graph;
}

void TestConnectionTestEwsWay::aServerThatIsTooOld()
{
    QFETCH(const domain::Protocol, protocol);
    const QTemporaryDir dir;
    CertificateMaker maker(dir.path());
    QSslConfiguration old = serverConfiguration(maker.leaf(u"old"_s));
    QT_WARNING_PUSH
    QT_WARNING_DISABLE_DEPRECATED
    old.setProtocol(QSsl::TlsV1_1);
    QT_WARNING_POP
    const FakeExchange exchange(old);
    transport::Account account = accountAt(exchange.server.serverPort(), maker.caFile());
    if (protocol == domain::Protocol::Graph) {
        account.mailbox.inbound.protocol = protocol;
        account.mailbox.inbound.signIn = SignIn::OAuth2;
        account.mailbox.inbound.oauth.flow = domain::OAuthFlow::AccessToken;
        account.mailbox.inbound.host = exchange.server.url(QString()).toString();
        account.inboundSecret = Secret("t0ken");
    }
    RunningTest test(inboundTest(account));
    const TestReport report = test.report();
    QCOMPARE(failureOf(report), u"tls: TlsTooOld"_s);
    QCOMPARE(report.failure()->error->kind, ErrorKind::TlsFailed);
    QCOMPARE(stateOf(report, TestStepKind::Connect), u"passed"_s);
}

void TestConnectionTestEwsWay::anotherProtocol_data()
{
    QTest::addColumn<domain::Security>("server");
    QTest::addColumn<domain::Security>("asked");
    QTest::addColumn<QString>("failure");
    using domain::Security;
    QTest::newRow("IMAPS") << Security::Tls << Security::Tls << u"sign-in: NoExchange"_s;
    QTest::newRow("IMAP") << Security::None << Security::None << u"sign-in: NoExchange"_s;
    QTest::newRow("IMAP instead of TLS") << Security::None << Security::Tls << u"tls: TlsFailed"_s;
}

void TestConnectionTestEwsWay::anotherProtocol()
{
    QFETCH(const domain::Security, server);
    QFETCH(const domain::Security, asked);
    QFETCH(const QString, failure);
    const QTemporaryDir dir;
    CertificateMaker maker(dir.path());
    const Server imap(serverConfiguration(maker.leaf(u"imap"_s)), server == domain::Security::Tls,
                      "* OK [CAPABILITY IMAP4rev1] ready\r\n");
    RunningTest test(inboundTest(accountAt(imap.serverPort(), maker.caFile(), asked)));
    const TestReport report = test.report();
    QCOMPARE(failureOf(report), failure);
    if (asked == server)
        QVERIFY(report.failure()->error->serverWords.contains(u"IMAP4rev1"_s));
}

void TestConnectionTestEwsWay::nobodyListens()
{
    quint16 port = 0;
    {
        const FakeHttpServer closed;
        port = closed.serverPort();
    }
    RunningTest refused(inboundTest(accountAt(port)));
    QCOMPARE(failureOf(refused.report()), u"connect: ConnectionRefused"_s);
    transport::Account account = accountAt(port);
    account.mailbox.inbound.host = u"nonexistent.invalid"_s;
    RunningTest unknown(inboundTest(account));
    QCOMPARE(failureOf(unknown.report()), u"resolve: NameNotFound"_s);
}

/// One whose packets nobody answers, as a firewall makes of it: here by a queue of connections that is full.
void TestConnectionTestEwsWay::aHostThatIsDead()
{
    QTcpServer full;
    full.setListenBacklogSize(1);
    QVERIFY(full.listen(QHostAddress::LocalHost));
    full.pauseAccepting();
    std::vector<std::unique_ptr<QTcpSocket>> queue;
    bool isFull = false;
    while (!isFull && queue.size() < 20) {
        queue.push_back(std::make_unique<QTcpSocket>());
        queue.back()->connectToHost(QHostAddress(QHostAddress::LocalHost), full.serverPort());
        isFull = !queue.back()->waitForConnected(500);
    }
    if (!isFull)
        QSKIP("this system's queues of connections have no end");
    auto request = inboundTest(accountAt(full.serverPort()));
    request.account.mailbox.inbound.host = u"127.0.0.1"_s;
    request.limitMs = 1'000;
    RunningTest test(request);
    QCOMPARE(failureOf(test.report()), u"connect: TimedOut"_s);
}

void TestConnectionTestEwsWay::aServerThatIsSilent_data()
{
    QTest::addColumn<domain::Security>("security");
    QTest::addColumn<QString>("failure");
    QTest::newRow("by TLS") << domain::Security::Tls << u"tls: TimedOut"_s;
    QTest::newRow("in clear") << domain::Security::None << u"sign-in: TimedOut"_s;
}

void TestConnectionTestEwsWay::aServerThatIsSilent()
{
    QFETCH(const domain::Security, security);
    QFETCH(const QString, failure);
    const Mute server(false);
    auto request = inboundTest(accountAt(server.serverPort(), {}, security));
    request.limitMs = 2'000;
    RunningTest test(request);
    const TestReport report = test.report();
    QCOMPARE(failureOf(report), failure);
    QCOMPARE(stateOf(report, TestStepKind::Connect), u"passed"_s);
}

void TestConnectionTestEwsWay::aServerThatHangsUp()
{
    const Mute server(true);
    RunningTest test(inboundTest(accountAt(server.serverPort())));
    const TestReport report = test.report();
    QCOMPARE(stateOf(report, TestStepKind::Tls), u"failed"_s);
    QCOMPARE(stateOf(report, TestStepKind::Connect), u"passed"_s);
}

void TestConnectionTestEwsWay::anExchangeThatIsSilent()
{
    const QTemporaryDir dir;
    CertificateMaker maker(dir.path());
    FakeExchange exchange(serverConfiguration(maker.leaf(u"leaf"_s)));
    exchange.intercept = [](const QByteArray &, const SeenRequest &, std::optional<QByteArray> &answer) {
        answer = QByteArray();
        return true;
    };
    auto request = inboundTest(accountAt(exchange.server.serverPort(), maker.caFile()));
    request.limitMs = 5'000;
    RunningTest test(request);
    const TestReport report = test.report();
    QCOMPARE(failureOf(report), u"sign-in: TimedOut"_s);
    QCOMPARE(stateOf(report, TestStepKind::Tls), u"passed"_s);
}

void TestConnectionTestEwsWay::aFolderIsMissing_data()
{
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("no folder") << QByteArray("ErrorFolderNotFound");
    QTest::newRow("no such object") << QByteArray("ErrorItemNotFound");
}

void TestConnectionTestEwsWay::aFolderIsMissing()
{
    QFETCH(const QByteArray, code);
    FakeExchange exchange;
    exchange.intercept = [&](const QByteArray &operation, const SeenRequest &request, auto &answer) {
        if (operation != "GetFolder" || !request.body.contains("Id=\"gone==\""))
            return false;
        answer = exchange.failing(operation, code);
        return true;
    };
    domain::RemoteFolder gone = folderNamed(u"Gone"_s);
    gone.remoteId = u"gone=="_s;
    RunningTest test(inboundTest(exchange.account(), {gone, FakeExchange::inbox()}));
    const TestReport report = test.report();
    QCOMPARE(failureOf(report), u"open-folder: FolderMissing"_s);
    QCOMPARE(report.failure()->subject, u"Gone"_s);
    // The other one is looked at all the same.
    QCOMPARE(report.find(TestStepKind::OpenFolder)->subject, u"Inbox"_s);
    QCOMPARE(stateOf(report, TestStepKind::OpenFolder), u"passed"_s);
}

/// EWSEnabled and EWSAllowedAppIDs say no more than 403, without a body; on premises that is another thing.
void TestConnectionTestEwsWay::exchangeOnlineIsClosedToTheApplication()
{
    const QTemporaryDir dir;
    CertificateMaker maker(dir.path());
    const QString online = u"outlook.office365.com"_s;
    FakeExchange exchange(serverConfiguration(maker.leaf(u"leaf"_s, named({online, u"localhost"_s}))));
    exchange.intercept = [](const QByteArray &, const SeenRequest &, std::optional<QByteArray> &answer) {
        answer = httpAnswer(403, "");
        return true;
    };
    transport::Account account = accountAt(exchange.server.serverPort(), maker.caFile());
    RunningTest own(inboundTest(account));
    QCOMPARE(failureOf(own.report()), u"sign-in: PermissionDenied"_s);

    Detour proxy(exchange.server.serverPort());
    QNetworkProxy::setApplicationProxy(QNetworkProxy(QNetworkProxy::HttpProxy, u"127.0.0.1"_s, proxy.serverPort()));
    account.mailbox.inbound.host = online;
    account.mailbox.inbound.port = 443;
    RunningTest test(inboundTest(account));
    const TestReport report = test.report();
    QNetworkProxy::setApplicationProxy(QNetworkProxy(QNetworkProxy::NoProxy));
    QCOMPARE(failureOf(report), u"sign-in: BlockedForApp"_s);
    QVERIFY(proxy.asked.contains("CONNECT outlook.office365.com:443 HTTP/1.1"));
    QCOMPARE(exchange.server.requests.last().header("Host"), QByteArray("outlook.office365.com"));
}

LIAISON_TEST(TestConnectionTestEwsWay)
#include "tst_connection_test_ews_way.moc"
