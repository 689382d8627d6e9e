#include "core/graph/error_code.h"
#include "core/graph/get_message.h"
#include "core/graph/send_draft.h"
#include "core/graph/sync_messages.h"
#include "graph_answers.h"
#include "tests/support/test_registry.h"

#include <QJsonDocument>

using namespace liaison;
using namespace liaison::graph;
using namespace liaison::graph::test;
using namespace Qt::StringLiterals;

/// What refusals mean.
class TestGraphFailure : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void codesMeanWhatTheySay_data();
    void codesMeanWhatTheySay();
    void statusesMeanWhatTheySay_data();
    void statusesMeanWhatTheySay();
    void theInnermostKnownCodeCounts();
    void anUnknownCodeStaysVisible();
    void wordsTellMoreThanCodes_data();
    void wordsTellMoreThanCodes();
    void aPauseIsTold_data();
    void aPauseIsTold();
    void aWebPageIsNoGraph_data();
    void aWebPageIsNoGraph();
    void redirectsAreNotFollowed();
    void wordsOfTheServerAreBounded();
    void aFolderThatIsGoneIsNoItem();
    void anErrorMayComeUnderASuccess();
    void whatMayHaveHappened_data();
    void whatMayHaveHappened();
    void aSendThatIsNotAcceptedIsNone();
};

namespace {

Failure errorOf(int status, const QByteArray &body, HttpHeaders headers = {})
{
    const auto answer = read(GetMessage(), body, jsonHead(status, std::move(headers)));
    return answer ? Failure{} : answer.error();
}

QByteArray coded(const char *code, const char *words = "No.")
{
    return QByteArray(R"({"error":{"code":")") + code + R"(","message":")" + words + "\"}}";
}

} // namespace

void TestGraphFailure::codesMeanWhatTheySay_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<Remedy>("remedy");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<Reason>("reason");
    const auto row = [](int status, const char *code, Remedy remedy, ErrorKind kind, Reason reason = Reason::Other) {
        QTest::newRow(code) << status << QByteArray(code) << remedy << kind << reason;
    };
    using R = Remedy;
    using K = ErrorKind;
    row(429, "ApplicationThrottled", R::BackOff, K::ServerBusy);
    row(429, "anythingElse", R::BackOff, K::ServerBusy);
    row(503, "serviceNotAvailable", R::BackOff, K::ServerBusy);
    row(504, "UnknownError", R::RetryLater, K::ServerBusy);
    row(500, "ErrorInternalServerError", R::RetryLater, K::ServerBusy);
    row(401, "InvalidAuthenticationToken", R::SignIn, K::AuthenticationFailed, Reason::TokenRefused);
    row(401, "NoPermissionsInAccessToken", R::StopMailbox, K::PermissionDenied, Reason::ConsentMissing);
    row(403, "ErrorAccessDenied", R::StopMailbox, K::PermissionDenied, Reason::AccessDenied);
    row(403, "Authorization_RequestDenied", R::StopMailbox, K::PermissionDenied, Reason::ConsentMissing);
    row(404, "MailboxNotEnabledForRESTAPI", R::StopMailbox, K::PermissionDenied, Reason::MailboxNotOnline);
    row(404, "ResourceNotFound", R::StopMailbox, K::NotFound, Reason::MailboxMissing);
    row(404, "Request_ResourceNotFound", R::StopMailbox, K::NotFound, Reason::MailboxMissing);
    row(404, "ErrorInvalidUser", R::StopMailbox, K::NotFound, Reason::MailboxMissing);
    row(404, "ErrorItemNotFound", R::DropItem, K::NotFound);
    row(400, "ErrorInvalidIdMalformed", R::DropItem, K::NotFound);
    row(404, "ErrorFolderNotFound", R::FolderGone, K::FolderMissing);
    row(410, "SyncStateNotFound", R::RestartSync, K::Conflict);
    row(410, "resyncRequired", R::RestartSync, K::Conflict);
    row(410, "whatever", R::RestartSync, K::Conflict);
    row(412, "ErrorIrresolvableConflict", R::Again, K::Conflict);
    row(403, "ErrorSendAsDenied", R::RefuseMail, K::SenderRefused, Reason::SendAsDenied);
    row(413, "ErrorMessageSizeExceeded", R::RefuseMail, K::MessageTooLarge);
    row(507, "ErrorQuotaExceeded", R::RefuseMail, K::ServerRefused, Reason::MailboxFull);
    row(400, "ErrorInvalidRecipients", R::RefuseMail, K::RecipientRefused);
    row(429, "ErrorSubmissionQuotaExceeded", R::BackOff, K::ServerBusy, Reason::SendQuotaUsedUp);
    row(400, "UnableToDeserializePostBody", R::OurBug, K::ProtocolViolation);
    row(400, "ErrorMimeContentInvalidBase64String", R::OurBug, K::ProtocolViolation);
    row(400, "RequestBroker--ParseUri", R::OurBug, K::ProtocolViolation);
}

void TestGraphFailure::codesMeanWhatTheySay()
{
    QFETCH(int, status);
    QFETCH(QByteArray, code);
    const Failure failure = errorOf(status, coded(code));
    QTEST(failure.remedy, "remedy");
    QTEST(failure.error.kind, "kind");
    QTEST(failure.reason, "reason");
    QCOMPARE(failure.code, QString::fromLatin1(code));
    QCOMPARE(failure.status, status);
    QCOMPARE(failure.origin, Failure::Origin::Response);
    QCOMPARE(failure.error.serverWords, QString::fromLatin1(code) + u": No."_s);
    // Case is not what tells codes apart.
    QCOMPARE(errorOf(status, coded(code.toUpper())).remedy, failure.remedy);
}

void TestGraphFailure::statusesMeanWhatTheySay_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<Remedy>("remedy");
    QTest::addColumn<ErrorKind>("kind");
    const auto row
        = [](int status, Remedy remedy, ErrorKind kind) { QTest::addRow("%d", status) << status << remedy << kind; };
    row(400, Remedy::GiveUp, ErrorKind::ProtocolViolation);
    row(401, Remedy::SignIn, ErrorKind::AuthenticationFailed);
    row(403, Remedy::StopMailbox, ErrorKind::PermissionDenied);
    row(404, Remedy::WrongAddress, ErrorKind::NotFound);
    row(407, Remedy::StopMailbox, ErrorKind::ProxyFailed);
    row(408, Remedy::RetryLater, ErrorKind::TimedOut);
    row(409, Remedy::Again, ErrorKind::Conflict);
    row(410, Remedy::RestartSync, ErrorKind::Conflict);
    row(413, Remedy::RefuseMail, ErrorKind::MessageTooLarge);
    row(429, Remedy::BackOff, ErrorKind::ServerBusy);
    row(500, Remedy::RetryLater, ErrorKind::ServerBusy);
    row(502, Remedy::RetryLater, ErrorKind::ServerBusy);
    row(503, Remedy::BackOff, ErrorKind::ServerBusy);
    row(504, Remedy::RetryLater, ErrorKind::ServerBusy);
}

void TestGraphFailure::statusesMeanWhatTheySay()
{
    QFETCH(int, status);
    // Nothing, broken JSON, JSON without an error, one that is no object.
    for (const char *body : {"", R"({"error":{"code":"Err)", "{}", R"({"error":"x"})", "[1]"}) {
        const Failure failure = errorOf(status, body);
        QTEST(failure.remedy, "remedy");
        QTEST(failure.error.kind, "kind");
        QCOMPARE(failure.origin, Failure::Origin::Http);
        QCOMPARE(failure.code, QString::number(status));
    }
}

void TestGraphFailure::theInnermostKnownCodeCounts()
{
    const Failure failure = errorOf(400, R"({"error":{"code":"generalException","message":"m","innererror":
        {"code":"odd","innerError":{"code":"ErrorItemNotFound","innerError":{"code":"unheardOf"}}}}})");
    QCOMPARE(failure.remedy, Remedy::DropItem);
    QCOMPARE(failure.codes, QStringList({u"generalException"_s, u"odd"_s, u"ErrorItemNotFound"_s, u"unheardOf"_s}));
    // The status is repeated as a code by some.
    const Failure busy = errorOf(429, R"({"error":{"code":"TooManyRequests","innerError":{"code":"429",
        "status":"429","request-id":"r-1"},"message":"Please retry again later."}})");
    QCOMPARE(busy.codes, QStringList(u"TooManyRequests"_s));
    QCOMPARE(busy.requestId, u"r-1"_s);
}

void TestGraphFailure::anUnknownCodeStaysVisible()
{
    const Failure failure = errorOf(400, coded("ErrorOfTomorrow", "Something new."), {{"request-id", "h-1"}});
    QCOMPARE(failure.code, u"ErrorOfTomorrow"_s);
    QCOMPARE(failure.error.serverWords, u"ErrorOfTomorrow: Something new."_s);
    QCOMPARE(failure.remedy, Remedy::GiveUp);
    QCOMPARE(failure.requestId, u"h-1"_s);
    QVERIFY(!signalFor(failure.code));
    // JSON with an error comes from Graph: the address is right.
    QCOMPARE(errorOf(404, coded("ErrorOfTomorrow")).remedy, Remedy::GiveUp);
}

void TestGraphFailure::wordsTellMoreThanCodes_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("words");
    QTest::addColumn<Remedy>("remedy");
    QTest::addColumn<Reason>("reason");
    const auto row
        = [](const char *name, int status, const char *code, const char *words, Remedy remedy, Reason reason) {
              QTest::newRow(name) << status << QByteArray(code) << QByteArray(words) << remedy << reason;
          };
    row("expired", 401, "InvalidAuthenticationToken", "Lifetime validation failed, the token is expired.",
        Remedy::SignIn, Reason::TokenExpired);
    row("expired, older", 401, "InvalidAuthenticationToken", "Access token has expired or is not yet valid.",
        Remedy::SignIn, Reason::TokenExpired);
    row("audience", 401, "InvalidAuthenticationToken", "Access token validation failure. Invalid audience.",
        Remedy::StopMailbox, Reason::WrongAudience);
    row("signature", 401, "InvalidAuthenticationToken", "CompactToken validation failed with reason code: 80049228.",
        Remedy::SignIn, Reason::TokenRefused);
    row("policy", 403, "ErrorAccessDenied",
        "Access to OData is disabled: [RAOP] : Blocked by tenant configured AppOnly AccessPolicy settings.",
        Remedy::StopMailbox, Reason::PolicyDenied);
    row("no rights", 403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.",
        Remedy::StopMailbox, Reason::AccessDenied);
    row("me without a person", 400, "BadRequest", "/me request is only valid with delegated authentication flow.",
        Remedy::StopMailbox, Reason::NeedsPerson);
}

void TestGraphFailure::wordsTellMoreThanCodes()
{
    QFETCH(int, status);
    QFETCH(QByteArray, code);
    QFETCH(QByteArray, words);
    const Failure failure = errorOf(status, coded(code, words));
    QTEST(failure.remedy, "remedy");
    QTEST(failure.reason, "reason");
}

void TestGraphFailure::aPauseIsTold_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<qint64>("ms");
    QTest::newRow("seconds") << QByteArray("10") << qint64(10'000);
    QTest::newRow("a date") << QByteArray("Sun, 22 Nov 2026 15:01:00 GMT") << qint64(60'000);
    QTest::newRow("a date that is past") << QByteArray("Sun, 22 Nov 2026 14:59:00 GMT") << qint64(-1);
    QTest::newRow("longer than an hour") << QByteArray("999999999999") << qint64(3'600'000);
    QTest::newRow("none") << QByteArray("0") << qint64(-1);
    QTest::newRow("negative") << QByteArray("-5") << qint64(-1);
    QTest::newRow("nonsense") << QByteArray("soon") << qint64(-1);
}

void TestGraphFailure::aPauseIsTold()
{
    QFETCH(QByteArray, value);
    const HttpHeaders headers{{"retry-after", value}, {"Date", "Sun, 22 Nov 2026 15:00:00 GMT"}};
    for (const int status : {429, 503, 504}) {
        QTEST(errorOf(status, {}, headers).error.retryAfterMs.value_or(-1), "ms");
        QTEST(errorOf(status, coded("UnknownError"), headers).error.retryAfterMs.value_or(-1), "ms");
    }
    QVERIFY(!errorOf(404, coded("ErrorItemNotFound"), headers).error.retryAfterMs);
}

void TestGraphFailure::aWebPageIsNoGraph_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<Remedy>("remedy");
    for (const int status : {200, 201, 400, 403, 404})
        QTest::addRow("%d", status) << status << Remedy::WrongAddress;
    QTest::newRow("a portal's sign-in") << 511 << Remedy::RetryLater;
    QTest::newRow("a gateway") << 502 << Remedy::RetryLater;
    QTest::newRow("busy") << 503 << Remedy::BackOff;
}

void TestGraphFailure::aWebPageIsNoGraph()
{
    QFETCH(int, status);
    const Failure failure = errorOf(status, "\r\n<!DOCTYPE html><title>Hotel</title>");
    QTEST(failure.remedy, "remedy");
    QCOMPARE(failure.origin, status < 500 ? Failure::Origin::NotGraph : Failure::Origin::Http);
}

void TestGraphFailure::redirectsAreNotFollowed()
{
    for (const int status : {301, 302, 303, 307, 308}) {
        const Failure failure = errorOf(status, {}, {{"Location", "https://evil.example/"}});
        QCOMPARE(failure.remedy, Remedy::WrongAddress);
        QCOMPARE(failure.link, QByteArray("https://evil.example/"));
    }
}

void TestGraphFailure::wordsOfTheServerAreBounded()
{
    const Failure failure
        = errorOf(400, coded(QByteArray(100'000, 'C').constData(), QByteArray(100'000, 'w').constData()));
    QVERIFY(failure.code.size() <= 110);
    QVERIFY(failure.error.serverWords.size() <= 650);
    const Failure hidden = errorOf(400, R"({"error":{"code":"a\u0007b","message":"c\r\nd\u001b[31m"}})");
    for (const QChar c : hidden.error.serverWords + hidden.code)
        QVERIFY(c.unicode() >= 0x20);
}

void TestGraphFailure::aFolderThatIsGoneIsNoItem()
{
    const auto answer = read(SyncMessages(root()), coded("ErrorItemNotFound"), jsonHead(404));
    QVERIFY(!answer);
    QCOMPARE(answer.error().remedy, Remedy::FolderGone);
    QCOMPARE(answer.error().error.kind, ErrorKind::FolderMissing);
}

void TestGraphFailure::anErrorMayComeUnderASuccess()
{
    // An answer that is streamed has its status sent before anything can break.
    const auto answer
        = read(SyncMessages(root()), R"({"value":[{"id":"1"}],"error":{"code":"ErrorTimeoutExpired","message":"m"}})");
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, u"ErrorTimeoutExpired"_s);
    QCOMPARE(answer.error().remedy, Remedy::SmallerBatch);
    const auto sent = read(SendDraft(), coded("ErrorOfTomorrow"), jsonHead(202));
    QVERIFY(!sent);
    QVERIFY(mayHaveHappened(sent.error()));
}

void TestGraphFailure::whatMayHaveHappened_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("may");
    const auto row = [](const char *name, int status, const QByteArray &body, bool may) {
        QTest::newRow(name) << status << body << may;
    };
    row("another success", 200, {}, true);
    row("a web page", 200, "<html>", true);
    row("broken JSON with a success", 202, "{", true);
    row("see other", 303, {}, true);
    row("the same elsewhere", 307, {}, false);
    row("a portal", 403, "<html>", true);
    row("forbidden", 403, coded("ErrorAccessDenied"), false);
    row("throttled", 429, coded("TooManyRequests"), false);
    row("gone", 404, coded("ErrorItemNotFound"), false);
    row("an internal error", 500, coded("ErrorInternalServerError"), true);
    row("a gateway's", 502, {}, true);
    row("a gateway's time-out", 504, coded("GatewayTimeout"), true);
    row("not reached", 503, {}, false);
    row("a time-out in the answer", 400, coded("ErrorTimeoutExpired"), true);
}

void TestGraphFailure::whatMayHaveHappened()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    const auto sent = read(SendDraft(), body, jsonHead(status));
    QVERIFY(!sent);
    QTEST(mayHaveHappened(sent.error()), "may");
}

void TestGraphFailure::aSendThatIsNotAcceptedIsNone()
{
    // Mails above the limit have been answered by 200 and dropped.
    QVERIFY(read(SendDraft(), {}, jsonHead(202)));
    const auto dropped = read(SendDraft(), {}, jsonHead(200));
    QVERIFY(!dropped);
    QVERIFY(mayHaveHappened(dropped.error()));
}

LIAISON_TEST(TestGraphFailure)
#include "tst_graph_failure.moc"
