#include "core/transport/address_dialer.h"
#include "tests/support/test_registry.h"
#include "tests/unit/transport/tls_server.h"

#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <vector>

using namespace liaison;
using namespace liaison::test;
using transport::inTurns;

/// Hosts with several addresses, some of which lead nowhere.
class TestAddressDialer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void familiesTakeTurns();
    void aRefusedAddressIsPassedOver();
    void aDeadAddressIsPassedOver_data();
    void aDeadAddressIsPassedOver();
    void theCertificateIsTheHosts();
    void allAreDead();
    void whatIsWrongWithTheServerIsNotTriedElsewhere();
    void aStreamThatIsClosedTriesNoMore();

private:
    QTemporaryDir m_dir;
    std::unique_ptr<CertificateMaker> m_maker;
    CertificateFiles m_good;
};

namespace {

const QHostAddress here(QHostAddress::LocalHost);
const QHostAddress elsewhere(u"127.0.0.2"_qs);

/// Somebody listens at `elsewhere` and takes nobody any more: whoever connects waits, as where a firewall drops
/// what it gets.
class BlackHole {
public:
    bool open(quint16 port)
    {
        m_server.setListenBacklogSize(1);
        if (!m_server.listen(elsewhere, port))
            return false;
        m_server.pauseAccepting();
        return fill();
    }

    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }

private:
    /// Until one has to wait.
    bool fill()
    {
        for (int i = 0; i < 16; ++i) {
            m_waiting.push_back(std::make_unique<QTcpSocket>());
            m_waiting.back()->connectToHost(elsewhere, m_server.serverPort());
            if (!m_waiting.back()->waitForConnected(200))
                return m_waiting.back()->error() == QAbstractSocket::SocketTimeoutError;
        }
        return false;
    }
    QTcpServer m_server;
    std::vector<std::unique_ptr<QTcpSocket>> m_waiting;
};

transport::StreamSettings settingsFor(quint16 port, Security security, const QString &caFile = {})
{
    transport::StreamSettings settings;
    settings.host = u"localhost"_qs;
    settings.port = port;
    settings.security = security;
    settings.trustedCaFile = caFile;
    settings.addresses = {elsewhere, here};
    settings.addressTimeoutMs = 50;
    return settings;
}

} // namespace

void TestAddressDialer::initTestCase()
{
    QVERIFY(m_dir.isValid());
    m_maker = std::make_unique<CertificateMaker>(m_dir.path());
    m_good = m_maker->leaf(u"good"_qs);
}

void TestAddressDialer::familiesTakeTurns()
{
    const QHostAddress six1(u"2001:db8::1"_qs);
    const QHostAddress six2(u"2001:db8::2"_qs);
    const QHostAddress six3(u"2001:db8::3"_qs);
    const QHostAddress four1(u"192.0.2.1"_qs);
    QCOMPARE(inTurns({}), QList<QHostAddress>());
    QCOMPARE(inTurns({six1, six2, six3, four1}), QList<QHostAddress>({six1, four1, six2, six3}));
    QCOMPARE(inTurns({four1, four1, six1}), QList<QHostAddress>({four1, six1}));
}

void TestAddressDialer::aRefusedAddressIsPassedOver()
{
    Server server(serverConfiguration(m_good), false, "hello");
    Client client;
    QStringList lines;
    auto settings = settingsFor(server.serverPort(), Security::None);
    settings.trace = [&lines](const QString &line) { lines << line; };
    client.stream.open(settings);
    QTRY_COMPARE(client.bytes, QByteArray("hello"));
    QCOMPARE(client.connected.size(), 1);
    QVERIFY2(lines.value(0).contains(u"127.0.0.2"), qPrintable(lines.join(u'\n')));
}

void TestAddressDialer::aDeadAddressIsPassedOver_data()
{
    QTest::addColumn<Security>("security");
    QTest::newRow("in clear") << Security::None;
    QTest::newRow("TLS, with the name of the host in its certificate") << Security::Tls;
}

void TestAddressDialer::aDeadAddressIsPassedOver()
{
    QFETCH(const Security, security);
    Server server(serverConfiguration(m_good), security == Security::Tls, "hello");
    BlackHole hole;
    QVERIFY(hole.open(server.serverPort()));
    Client client;
    client.stream.open(settingsFor(server.serverPort(), security, m_maker->caFile()));
    QTRY_COMPARE(client.bytes, QByteArray("hello"));
    QCOMPARE(client.connected.size(), 1);
    QVERIFY(client.errors.isEmpty());
}

/// Also where TLS begins on a connection that is there: by its address the host would be another.
void TestAddressDialer::theCertificateIsTheHosts()
{
    const CertificateFiles nameOnly = m_maker->leaf(u"name-only"_qs, named({u"localhost"_qs}));
    Server server(serverConfiguration(nameOnly), false, "go ahead\r\n");
    Client client;
    client.stream.open(settingsFor(server.serverPort(), Security::StartTls, m_maker->caFile()));
    QTRY_COMPARE(client.bytes, QByteArray("go ahead\r\n"));
    client.stream.startTls(0);
    server.peer()->startServerEncryption();
    QTRY_VERIFY(!client.tlsStarted.isEmpty() || !client.errors.isEmpty());
    QVERIFY2(client.errors.isEmpty(), qPrintable(client.errors.value(0).log));
}

void TestAddressDialer::allAreDead()
{
    BlackHole hole;
    QVERIFY(hole.open(0));
    Client client;
    auto settings = settingsFor(hole.port(), Security::None);
    settings.addresses = {elsewhere};
    settings.connectTimeoutMs = 200;
    client.stream.open(settings);
    QTRY_COMPARE(client.errors.size(), 1);
    QCOMPARE(client.errors.first().kind, ErrorKind::TimedOut);
}

void TestAddressDialer::whatIsWrongWithTheServerIsNotTriedElsewhere()
{
    // It listens, and its certificate is nobody's: no other address makes that better.
    Server server(serverConfiguration(m_good), true, "hello");
    Client client;
    auto settings = settingsFor(server.serverPort(), Security::Tls);
    settings.addresses = {here, elsewhere};
    client.stream.open(settings);
    QTRY_COMPARE(client.errors.size(), 1);
    QCOMPARE(client.errors.first().kind, ErrorKind::CertificateUntrusted);
}

void TestAddressDialer::aStreamThatIsClosedTriesNoMore()
{
    Server server(serverConfiguration(m_good), false, "hello");
    BlackHole hole;
    QVERIFY(hole.open(server.serverPort()));
    Client closed;
    closed.stream.open(settingsFor(server.serverPort(), Security::None));
    closed.stream.close();
    Client other; // comes as late as the first one would have
    other.stream.open(settingsFor(server.serverPort(), Security::None));
    QTRY_COMPARE(other.bytes, QByteArray("hello"));
    QVERIFY(closed.connected.isEmpty());
    QVERIFY(closed.errors.isEmpty());
}

LIAISON_TEST(TestAddressDialer)
#include "tst_address_dialer.moc"
