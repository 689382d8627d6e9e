#include "core/oauth/device_code.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison;
using namespace liaison::oauth;

namespace {
constexpr UtcMs start = 1'700'000'000'000;

const QByteArray rfc8628("{\"device_code\":\"GmRhmhcxhwAzkoEqiMEg_DnyEysNkuNhszIySk9eS\",\"user_code\":\"WDJB-MJHT\","
                         "\"verification_uri\":\"https://example.com/device\","
                         "\"verification_uri_complete\":\"https://example.com/device?user_code=WDJB-MJHT\","
                         "\"expires_in\":1800,\"interval\":5}");

Answer<Tokens> no(Problem problem, std::optional<qint64> retryAfterMs = std::nullopt)
{
    return tl::unexpected<Failure>(Failure{problem, {}, {}, retryAfterMs});
}

DevicePolling polling(qint64 seconds = 900)
{
    DeviceCode code;
    code.expiresAt = start + seconds * 1'000;
    return DevicePolling(code, start);
}

QByteArray changed(const char *from, const char *to)
{
    QByteArray out = rfc8628;
    return out.replace(from, to);
}
} // namespace

class TestDeviceCode : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void parses();
    void olderForms();
    void badAnswers_data();
    void badAnswers();
    void waitsItsInterval();
    void slowsDown();
    void backsOff();
    void ends();
    void runsOut();
};

void TestDeviceCode::parses()
{
    const auto code = parseDeviceCode({200, rfc8628}, start); // RFC 8628 section 3.2
    QVERIFY(code);
    QCOMPARE(code->deviceCode.reveal(), QByteArray("GmRhmhcxhwAzkoEqiMEg_DnyEysNkuNhszIySk9eS"));
    QCOMPARE(code->userCode, QStringLiteral("WDJB-MJHT"));
    QCOMPARE(code->verificationUrl, QUrl(QStringLiteral("https://example.com/device")));
    QCOMPARE(code->verificationUrlFull, QUrl(QStringLiteral("https://example.com/device?user_code=WDJB-MJHT")));
    QCOMPARE(code->intervalMs, 5'000);
    QCOMPARE(code->expiresAt, start + 1'800'000);
}

void TestDeviceCode::olderForms()
{
    QVERIFY(parseDeviceCode({200, changed("verification_uri\"", "verification_url\"")}, start));
    QCOMPARE(parseDeviceCode({200, changed(",\"interval\":5", "")}, start)->intervalMs, 5'000);
    QVERIFY(parseDeviceCode({200, changed("https://example.com/device?", "javascript:")}, start)
                ->verificationUrlFull.isEmpty());
}

void TestDeviceCode::badAnswers_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Problem>("problem");
    QTest::newRow("page") << 200 << QByteArray("<html>") << Problem::NotAProvider;
    QTest::newRow("refused") << 401 << QByteArray(R"({"error":"invalid_client"})") << Problem::WrongSecret;
    QTest::newRow("not offered") << 400 << QByteArray(R"({"error":"unauthorized_client"})") << Problem::GrantNotAllowed;
    QTest::newRow("no code") << 200 << changed("device_code", "other") << Problem::BadAnswer;
    QTest::newRow("no user code") << 200 << changed("\"user_code\"", "\"x\"") << Problem::BadAnswer;
    QTest::newRow("script") << 200 << changed("https://example.com/device\"", "javascript:alert(1)\"")
                            << Problem::BadAnswer;
    QTest::newRow("clear text") << 200 << changed("https://example.com/device\"", "http://example.com/\"")
                                << Problem::BadAnswer;
    QTest::newRow("no end") << 200 << changed("1800", "0") << Problem::BadAnswer;
    QTest::newRow("years") << 200 << changed("1800", "99999999") << Problem::BadAnswer;
    QTest::newRow("interval 0") << 200 << changed("\"interval\":5", "\"interval\":0") << Problem::BadAnswer;
    QTest::newRow("interval of hours") << 200 << changed("\"interval\":5", "\"interval\":9999") << Problem::BadAnswer;
}

void TestDeviceCode::badAnswers()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);
    QFETCH(const Problem, problem);
    const auto answer = parseDeviceCode({status, body}, start);
    QVERIFY(!answer);
    QCOMPARE(problemName(answer.error().problem), problemName(problem));
}

void TestDeviceCode::waitsItsInterval()
{
    DevicePolling one = polling();
    QCOMPARE(one.nextAt(), start + 5'000);
    QVERIFY(!one.answered(no(Problem::AuthorizationPending), start + 6'000));
    QCOMPARE(one.nextAt(), start + 11'000);
}

void TestDeviceCode::slowsDown()
{
    DevicePolling one = polling();
    QVERIFY(!one.answered(no(Problem::SlowDown), start + 5'000));
    QCOMPARE(one.nextAt(), start + 15'000); // five seconds more, and for all that follow
    QVERIFY(!one.answered(no(Problem::AuthorizationPending), start + 15'000));
    QCOMPARE(one.nextAt(), start + 25'000);
}

void TestDeviceCode::backsOff()
{
    DevicePolling one = polling();
    QVERIFY(!one.unreachable(start + 5'000));
    QCOMPARE(one.nextAt(), start + 15'000);
    QVERIFY(!one.unreachable(start + 15'000));
    QCOMPARE(one.nextAt(), start + 35'000);
    QVERIFY(!one.answered(no(Problem::Busy, 60'000), start + 35'000));
    QCOMPARE(one.nextAt(), start + 95'000);
    DevicePolling other = polling(86'400);
    for (int i = 0; i < 70; ++i)
        QVERIFY(!other.unreachable(start));
    QCOMPARE(other.nextAt(), start + 300'000); // never more than five minutes, nor an overflow
}

void TestDeviceCode::ends()
{
    DevicePolling one = polling();
    Tokens tokens;
    tokens.access = Secret("token");
    const auto done = one.answered(tokens, start + 5'000);
    QVERIFY(done && *done);
    QCOMPARE((*done)->access.reveal(), QByteArray("token"));
    const auto refused = one.answered(no(Problem::SignInDeclined), start + 5'000);
    QVERIFY(refused && !*refused);
    QCOMPARE(refused->error().problem, Problem::SignInDeclined);
}

void TestDeviceCode::runsOut()
{
    DevicePolling one = polling(12);
    QVERIFY(!one.answered(no(Problem::AuthorizationPending), start + 5'000));
    const auto over = one.answered(no(Problem::AuthorizationPending), start + 10'000);
    QVERIFY(over && !*over);
    QCOMPARE(over->error().problem, Problem::CodeExpired);
    DevicePolling cutOff = polling(12);
    QVERIFY(cutOff.unreachable(start + 5'000));
}

LIAISON_TEST(TestDeviceCode)
#include "tst_device_code.moc"
