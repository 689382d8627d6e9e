#include "app/demo/http_wire.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison::demo;

namespace {

/// Answers every request with what it was.
class Echo final : public HttpWire {
public:
    QList<HttpRequest> requests;
    bool inChunks = false;

private:
    void onRequest(const HttpRequest &request) override
    {
        requests << request;
        if (!inChunks)
            return answer(200, {{"Content-Type", "text/plain"}}, request.body);
        beginChunks(200, {});
        for (const char byte : request.body)
            chunk(QByteArray(1, byte));
        endChunks();
    }
};

const QByteArray plain = "POST /a?b HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello";
const QByteArray chunked = "POST /a HTTP/1.1\r\nhost: x\r\ntransfer-encoding: Chunked\r\n\r\n"
                           "2;x=y\r\nhe\r\n3\r\nllo\r\n0\r\nTrailer: t\r\n\r\n";

} // namespace

/// HTTP/1.1 as the demo's Exchange speaks it.
class TestHttpWire : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void takesRequests_data();
    void takesRequests();
    void oneAfterTheOther();
    void continues();
    void closes_data();
    void closes();
    void refuses_data();
    void refuses();
    void answersInChunks();
    void leavesBodiesOut();

private:
    [[nodiscard]] int answers() const { return int(m_said.count("HTTP/1.1 ")); }
    std::unique_ptr<Echo> m_wire;
    QByteArray m_said;
    bool m_left = false;
};

void TestHttpWire::init()
{
    m_wire = std::make_unique<Echo>();
    m_said.clear();
    m_left = false;
    connect(m_wire.get(), &Wire::say, this, [this](const QByteArray &bytes) { m_said += bytes; });
    connect(m_wire.get(), &Wire::leave, this, [this] { m_left = true; });
}

void TestHttpWire::takesRequests_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("piece");
    for (const int piece : {1, 7, 1'000}) {
        QTest::newRow(qPrintable(QStringLiteral("length by %1").arg(piece))) << plain << piece;
        QTest::newRow(qPrintable(QStringLiteral("chunked by %1").arg(piece))) << chunked << piece;
        QTest::newRow(qPrintable(QStringLiteral("empty lines by %1").arg(piece))) << "\r\n\r\n" + plain << piece;
    }
}

void TestHttpWire::takesRequests()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, piece);
    for (qsizetype at = 0; at < bytes.size(); at += piece)
        m_wire->receive(bytes.mid(at, piece));
    QCOMPARE(m_wire->requests.size(), 1);
    const HttpRequest &request = m_wire->requests.first();
    QCOMPARE(request.method, QByteArray("POST"));
    QCOMPARE(request.path(), QByteArray("/a"));
    QCOMPARE(request.body, QByteArray("hello"));
    QCOMPARE(request.field("HOST"), QByteArray("x"));
    QVERIFY(m_said.startsWith("HTTP/1.1 200 OK\r\n") && m_said.endsWith("\r\n\r\nhello"));
    QVERIFY(m_said.contains("Content-Length: 5\r\n") && !m_left);
}

void TestHttpWire::oneAfterTheOther()
{
    m_wire->receive(plain + chunked + plain);
    QTRY_COMPARE(m_wire->requests.size(), 3);
    QCOMPARE(answers(), 3);
    QVERIFY(!m_left);
}

void TestHttpWire::continues()
{
    m_wire->receive("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    QCOMPARE(m_said, QByteArray("HTTP/1.1 100 Continue\r\n\r\n"));
    m_wire->receive("h");
    m_wire->receive("i");
    QCOMPARE(answers(), 2);
    QVERIFY(m_said.endsWith("hi"));
}

void TestHttpWire::closes_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::newRow("asked to") << QByteArray("GET / HTTP/1.1\r\nHost: x\r\nConnection: Close\r\n\r\n");
    QTest::newRow("of old") << QByteArray("GET / HTTP/1.0\r\n\r\n");
}

void TestHttpWire::closes()
{
    QFETCH(QByteArray, head);
    m_wire->receive(head + plain);
    QVERIFY(m_left);
    QVERIFY(m_said.contains("Connection: close\r\n"));
    QCOMPARE(answers(), 1); // what came behind is not looked at
}

void TestHttpWire::refuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    const QByteArray post = "POST / HTTP/1.1\r\n";
    QTest::newRow("no request") << QByteArray("hello\r\n\r\n") << 400;
    QTest::newRow("another protocol") << QByteArray("GET / HTTP/2.0\r\n\r\n") << 505;
    QTest::newRow("two lengths") << post + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n" << 400;
    QTest::newRow("no number") << post + "Content-Length: many\r\n\r\n" << 400;
    QTest::newRow("below nothing") << post + "Content-Length: -1\r\n\r\n" << 400;
    QTest::newRow("too long") << post + "Content-Length: 1000000000\r\n\r\n" << 413;
    QTest::newRow("a chunk too long") << post + "Transfer-Encoding: chunked\r\n\r\n7fffffff\r\n" << 413;
    QTest::newRow("a chunk of no size") << post + "Transfer-Encoding: chunked\r\n\r\nx\r\n" << 400;
    QTest::newRow("a chunk without its end") << post + "Transfer-Encoding: chunked\r\n\r\n1\r\nabc" << 400;
    QTest::newRow("another coding") << post + "Transfer-Encoding: gzip\r\n\r\n" << 501;
    QTest::newRow("a space before the colon") << post + "Content-Length : 1\r\n\r\n" << 400;
    QTest::newRow("a long head") << post + "X: " + QByteArray(70'000, 'x') << 431;
}

void TestHttpWire::refuses()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    m_wire->receive(bytes);
    QVERIFY2(m_said.startsWith("HTTP/1.1 " + QByteArray::number(status) + ' '), m_said);
    QVERIFY(m_left && m_wire->requests.isEmpty());
    m_wire->receive(plain);
    QCOMPARE(answers(), 1);
}

void TestHttpWire::answersInChunks()
{
    m_wire->inChunks = true;
    m_wire->receive(plain);
    QVERIFY(m_said.contains("Transfer-Encoding: chunked\r\n"));
    QVERIFY(m_said.endsWith("\r\n\r\n1\r\nh\r\n1\r\ne\r\n1\r\nl\r\n1\r\nl\r\n1\r\no\r\n0\r\n\r\n"));
}

void TestHttpWire::leavesBodiesOut()
{
    m_wire->receive("HEAD / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi");
    QVERIFY(m_said.contains("Content-Length: 2\r\n") && m_said.endsWith("\r\n\r\n"));
}

LIAISON_TEST(TestHttpWire)
#include "tst_http_wire.moc"
