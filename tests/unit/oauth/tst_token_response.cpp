#include "core/oauth/json.h"
#include "core/oauth/token_response.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace liaison;
using namespace liaison::oauth;

namespace {
constexpr UtcMs now = 1'700'000'000'000;

QJsonObject good()
{
    return {{QStringLiteral("access_token"), QStringLiteral("eyJ0.eyJh.c2ln")},
            {QStringLiteral("token_type"), QStringLiteral("Bearer")},
            {QStringLiteral("expires_in"), 3599},
            {QStringLiteral("refresh_token"), QStringLiteral("0.AX~r")},
            {QStringLiteral("scope"), QStringLiteral("a b")}};
}

QJsonObject with(const char *key, const QJsonValue &value)
{
    QJsonObject out = good();
    if (value.isUndefined())
        out.remove(QLatin1String(key));
    else
        out.insert(QLatin1String(key), value);
    return out;
}

HttpAnswer answerOf(const QJsonObject &json, int status = 200)
{
    return {status, QJsonDocument(json).toJson()};
}

Problem problemOf(const HttpAnswer &answer)
{
    const auto tokens = parseTokens(answer, now);
    return tokens ? Problem::BadConfiguration : tokens.error().problem;
}
} // namespace

class TestTokenResponse : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tokens();
    void whatMayBeLeftOut();
    void badAnswers_data();
    void badAnswers();
    void microsoftRefuses();
    void otherRefusals();
    void busy();
    void noProvider_data();
    void noProvider();
    void secretsAreNotEchoed();
    void cutAnywhere();
};

void TestTokenResponse::tokens()
{
    const auto tokens = parseTokens(answerOf(good()), now);
    QVERIFY(tokens);
    QCOMPARE(tokens->access.reveal(), QByteArray("eyJ0.eyJh.c2ln"));
    QCOMPARE(tokens->refresh.reveal(), QByteArray("0.AX~r"));
    QCOMPARE(tokens->expiresAt, now + 3'599'000);
    QCOMPARE(tokens->scopes, (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
}

void TestTokenResponse::whatMayBeLeftOut()
{
    const auto bare = parseTokens(answerOf({{QStringLiteral("access_token"), QStringLiteral("t")},
                                            {QStringLiteral("token_type"), QStringLiteral("bearer")}}),
                                  now);
    QVERIFY(bare);
    QVERIFY(bare->refresh.isEmpty());
    QVERIFY(bare->scopes.isEmpty());
    QCOMPARE(bare->expiresAt, now + 3'600'000);
    QCOMPARE(parseTokens(answerOf(with("expires_in", QStringLiteral("3599"))), now)->expiresAt, now + 3'599'000);
    QVERIFY(parseTokens(answerOf(with("refresh_token", QJsonValue::Null)), now)->refresh.isEmpty());
}

void TestTokenResponse::badAnswers_data()
{
    QTest::addColumn<QJsonObject>("json");
    QTest::newRow("no token") << with("access_token", QJsonValue::Undefined);
    QTest::newRow("empty token") << with("access_token", QString());
    QTest::newRow("token is a number") << with("access_token", 7);
    QTest::newRow("line end in token") << with("access_token", QStringLiteral("a\r\nX-Evil: 1"));
    QTest::newRow("field end in token") << with("access_token", QStringLiteral("a\x01host=evil"));
    QTest::newRow("blank in token") << with("access_token", QStringLiteral("a b"));
    QTest::newRow("8 bit in token") << with("access_token", QStringLiteral("a\u00e4"));
    QTest::newRow("huge token") << with("access_token", QString(70'000, QLatin1Char('a')));
    QTest::newRow("another type") << with("token_type", QStringLiteral("DPoP"));
    QTest::newRow("no type") << with("token_type", QJsonValue::Undefined);
    QTest::newRow("never good") << with("expires_in", 0);
    QTest::newRow("negative") << with("expires_in", -1);
    QTest::newRow("for ever") << with("expires_in", 1e300);
    QTest::newRow("words for a number") << with("expires_in", QStringLiteral("soon"));
    QTest::newRow("not a number") << with("expires_in", QStringLiteral("nan"));
    QTest::newRow("null lifetime") << with("expires_in", QJsonValue::Null);
    QTest::newRow("list for a refresh token") << with("refresh_token", QJsonArray{QStringLiteral("a")});
    QTest::newRow("control in refresh token") << with("refresh_token", QStringLiteral("a\u007f"));
}

void TestTokenResponse::badAnswers()
{
    QFETCH(const QJsonObject, json);
    QCOMPARE(problemName(problemOf(answerOf(json))), QStringLiteral("BadAnswer"));
}

void TestTokenResponse::microsoftRefuses()
{
    const QByteArray body(
        R"({"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided.
Ensure the secret being sent in the request is the client secret value, not the client secret ID.
Trace ID: 0fd5a1c1-7b5a-4b6a-9f0e-4d7e8b3c5a00","error_codes":[7000215],"timestamp":"2026-01-01 00:00:00Z",
"trace_id":"0fd5a1c1-7b5a-4b6a-9f0e-4d7e8b3c5a00","correlation_id":"x","error_uri":"https://login/error?code=7000215"})");
    QByteArray oneLine = body;
    oneLine.replace(",\n", ",").replace('\n', "\\r\\n");
    const auto refused = parseTokens({401, oneLine}, now);
    QVERIFY(!refused);
    QCOMPARE(refused.error().problem, Problem::WrongSecret);
    QCOMPARE(refused.error().code, QStringLiteral("AADSTS7000215"));
    QVERIFY(refused.error().serverWords.contains(QStringLiteral("Invalid client secret provided")));
    QVERIFY(refused.error().serverWords.contains(QStringLiteral("0fd5a1c1-7b5a-4b6a-9f0e-4d7e8b3c5a00")));
    QVERIFY(!refused.error().serverWords.contains(QLatin1Char('\n')));
    // Proxies of Microsoft's answers drop error_codes: the description has the number too.
    QCOMPARE(problemOf(answerOf({{QStringLiteral("error"), QStringLiteral("invalid_grant")},
                                 {QStringLiteral("error_description"), QStringLiteral("AADSTS65001: consent")}},
                                400)),
             Problem::ConsentMissing);
}

void TestTokenResponse::otherRefusals()
{
    const auto refused = parseTokens(answerOf({{QStringLiteral("error"), QStringLiteral("invalid_grant")}}, 400), now);
    QCOMPARE(refused.error().problem, Problem::SignInExpired);
    QCOMPARE(refused.error().code, QStringLiteral("invalid_grant"));
    // An error in a 200 is one all the same.
    QCOMPARE(problemOf(answerOf(with("error", QStringLiteral("access_denied")))), Problem::SignInDeclined);
    // Hostile: types that are not as they should be.
    QCOMPARE(problemOf({400, R"({"error":{"code":"x"}})"}), Problem::BadAnswer);
    QCOMPARE(problemOf({400, R"({"error":"x","error_codes":{"a":1},"error_description":[1]})"}), Problem::Refused);
    QCOMPARE(problemOf({400, R"({"error":"x","error_codes":["7000215",1e99,-1,null]})"}), Problem::Refused);
    const auto loud = parseTokens(answerOf({{QStringLiteral("error"), QString(5'000, QLatin1Char('!'))}}, 400), now);
    QVERIFY(loud.error().code.size() <= 64);
}

void TestTokenResponse::busy()
{
    const auto later = parseTokens({429, "{}", 17'000}, now);
    QCOMPARE(later.error().problem, Problem::Busy);
    QCOMPARE(later.error().retryAfterMs, std::optional<qint64>(17'000));
    QCOMPARE(problemOf({503, "<html>"}), Problem::Busy);
    QCOMPARE(problemOf({500, {}}), Problem::Busy);
    // A reason is better than a status.
    QCOMPARE(problemOf({500, R"({"error":"invalid_client"})"}), Problem::WrongSecret);
}

void TestTokenResponse::noProvider_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("captive portal") << 200 << QByteArray("<!DOCTYPE html><title>Welcome to the hotel</title>");
    QTest::newRow("redirect") << 302 << QByteArray();
    QTest::newRow("not found") << 404 << QByteArray("<h1>404</h1>");
    QTest::newRow("empty") << 200 << QByteArray();
    QTest::newRow("text") << 200 << QByteArray("\"token\"");
    QTest::newRow("list") << 200 << QByteArray("[{}]");
    QTest::newRow("deep") << 200 << QByteArray(100'000, '[');
    QTest::newRow("not UTF-8") << 200 << QByteArray("{\"a\":\"\xff\xfe\"}x");
    QTest::newRow("large") << 200 << QByteArray("{\"a\":\"") + QByteArray(300 * 1024, 'a') + "\"}";
}

void TestTokenResponse::noProvider()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);
    QCOMPARE(problemName(problemOf({status, body})), QStringLiteral("NotAProvider"));
}

void TestTokenResponse::secretsAreNotEchoed()
{
    const Secret secret("my-little-secret");
    const auto refused = parseTokens(answerOf({{QStringLiteral("error"), QStringLiteral("my-little-secret")},
                                               {QStringLiteral("error_description"),
                                                QStringLiteral("got my-little-secret and eyJhbGci.eyJpc3Mi.sig")}},
                                              400),
                                     now, {secret});
    QCOMPARE(refused.error().serverWords, QStringLiteral("got (removed) and (removed)"));
    const Error error = errorOf(refused.error());
    QVERIFY(!error.log.contains(QStringLiteral("little")));
    // A token that is no good is not repeated either.
    const auto bad = parseTokens(answerOf(with("token_type", QStringLiteral("mac"))), now);
    QVERIFY(!errorOf(bad.error()).log.contains(QStringLiteral("eyJ0")));
    QVERIFY(bad.error().serverWords.isEmpty());
}

void TestTokenResponse::cutAnywhere()
{
    const QByteArray whole = QJsonDocument(good()).toJson(QJsonDocument::Compact);
    for (qsizetype i = 0; i < whole.size(); ++i)
        QCOMPARE(problemOf({200, whole.left(i)}), Problem::NotAProvider);
    QVERIFY(parseTokens({200, whole}, now));
}

LIAISON_TEST(TestTokenResponse)
#include "tst_token_response.moc"
