#include "core/ews/failure.h"
#include "core/ews/request_context.h"
#include "core/ews/response_code.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison;
using namespace liaison::ews;

/// What refusals mean: response codes, HTTP statuses and headers.
class TestFailure : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void codesHaveTheirRemedy_data();
    void codesHaveTheirRemedy();
    void statusesHaveTheirRemedy_data();
    void statusesHaveTheirRemedy();
    void retryAfterIsRead();
    void headersAreRead();
    void whatMayHaveHappened();
    void whatConcernsTheAccount();
    void requestsCarryTheirHeaders();
};

void TestFailure::codesHaveTheirRemedy_data()
{
    QTest::addColumn<QStringList>("codes");
    QTest::addColumn<int>("remedy");
    const auto row = [](const char *codes, Remedy remedy) {
        QTest::newRow(codes) << QString::fromLatin1(codes).split(QLatin1Char(' ')) << static_cast<int>(remedy);
    };
    row("ErrorServerBusy", Remedy::BackOff);
    row("ErrorExceededConnectionCount ErrorTooManyObjectsOpened", Remedy::FewerAtATime);
    row("ErrorTimeoutExpired ErrorBatchProcessingStopped", Remedy::HalveBatch);
    row("ErrorExceededSubscriptionCount", Remedy::SubscribeToAllFolders);
    row("ErrorInvalidSubscription ErrorSubscriptionNotFound ErrorExpiredSubscription ErrorInvalidWatermark "
        "ErrorReadEventsFailed ErrorMissedNotificationEvents ErrorProxyRequestNotAllowed",
        Remedy::Resubscribe);
    row("ErrorMailboxMoveInProgress ErrorMailboxStoreUnavailable ErrorADUnavailable ErrorConnectionFailed "
        "ErrorInternalServerTransientError",
        Remedy::RetryLater);
    row("ErrorNonExistentMailbox ErrorMissingEmailAddress ErrorImpersonateUserDenied ErrorImpersonationDenied "
        "ErrorAccessDenied ErrorPasswordExpired ErrorInvalidLicense",
        Remedy::StopMailbox);
    row("ErrorMimeContentConversionFailed", Remedy::RebuildFromProperties);
    row("ErrorIrresolvableConflict ErrorStaleObject", Remedy::RefetchChangeKey);
    row("ErrorInvalidServerVersion ErrorIncorrectSchemaVersion ErrorInvalidSchemaVersionForMailboxVersion",
        Remedy::StepDownVersion);
    row("ErrorInvalidSyncStateData", Remedy::RestartSync);
    row("ErrorItemNotFound", Remedy::DropItem);
    row("ErrorSchemaValidation", Remedy::OurBug);
    row("ErrorSendAsDenied ErrorMessageSizeExceeded ErrorInvalidRecipients", Remedy::RefuseMail);
}

void TestFailure::codesHaveTheirRemedy()
{
    QFETCH(QStringList, codes);
    QFETCH(int, remedy);
    for (const QString &code : std::as_const(codes)) {
        QVERIFY2(signalFor(code), qPrintable(code));
        QCOMPARE(static_cast<int>(signalFor(code)->remedy), remedy);
    }
    QVERIFY(!signalFor(QStringLiteral("NoError")));
    QVERIFY(!signalFor(QStringLiteral("errorserverbusy")));
}

void TestFailure::statusesHaveTheirRemedy_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<bool>("online");
    QTest::addColumn<int>("remedy");
    QTest::addColumn<int>("kind");
    const auto row = [](const char *name, int status, const char *header, bool online, Remedy remedy, ErrorKind kind) {
        QTest::newRow(name) << status << QByteArray(header) << online << static_cast<int>(remedy)
                            << static_cast<int>(kind);
    };
    row("busy", 503, "", false, Remedy::BackOff, ErrorKind::ServerBusy);
    row("too many", 429, "Retry-After: 3", true, Remedy::BackOff, ErrorKind::ServerBusy);
    row("error page", 302, "Location: https://mail.example/owa/auth/error.aspx?url=/genericerrorpage.htm", false,
        Remedy::BackOff, ErrorKind::ServerBusy);
    row("another redirect", 302, "Location: https://elsewhere.example/", false, Remedy::FollowRedirect,
        ErrorKind::ProtocolViolation);
    row("access server", 500, "X-CasErrorCode: ServerLocatorFailed", false, Remedy::BackOff, ErrorKind::ServerBusy);
    row("unauthorised", 401, "", false, Remedy::SignIn, ErrorKind::AuthenticationFailed);
    row("timed out form", 440, "", false, Remedy::SignIn, ErrorKind::AuthenticationFailed);
    row("locked", 456, "", true, Remedy::AccountLocked, ErrorKind::AuthenticationFailed);
    row("forbidden", 403, "", false, Remedy::StopMailbox, ErrorKind::PermissionDenied);
    row("blocked in the cloud", 403, "", true, Remedy::BlockedForApp, ErrorKind::PermissionDenied);
    row("not there", 404, "", false, Remedy::WrongAddress, ErrorKind::ProtocolViolation);
    row("wrong method", 405, "", false, Remedy::WrongAddress, ErrorKind::ProtocolViolation);
    row("proxy", 407, "", false, Remedy::StopMailbox, ErrorKind::ProxyFailed);
    row("too large", 413, "", false, Remedy::RefuseMail, ErrorKind::MessageTooLarge);
    row("captive portal", 511, "", false, Remedy::WrongAddress, ErrorKind::ProtocolViolation);
    row("gateway", 502, "", false, Remedy::RetryLater, ErrorKind::ServerBusy);
    row("bad request", 400, "", false, Remedy::GiveUp, ErrorKind::ProtocolViolation);
}

void TestFailure::statusesHaveTheirRemedy()
{
    QFETCH(int, status);
    QFETCH(QByteArray, header);
    QFETCH(bool, online);
    QFETCH(int, remedy);
    QFETCH(int, kind);
    HttpHead head{status, "Words", {}, online};
    if (!header.isEmpty())
        head.headers << qMakePair(header.left(header.indexOf(':')), header.mid(header.indexOf(':') + 2));
    const Failure failure = failureFrom(head);
    QCOMPARE(static_cast<int>(failure.remedy), remedy);
    QCOMPARE(errorKindName(failure.error.kind), errorKindName(static_cast<ErrorKind>(kind)));
    QCOMPARE(failure.code, QString::number(status));
    QVERIFY(failure.error.serverWords.contains(QLatin1String("Words")));
    if (status == 302 && failure.remedy == Remedy::FollowRedirect)
        QCOMPARE(failure.link, QStringLiteral("https://elsewhere.example/"));
    if (status == 429)
        QCOMPARE(failure.error.retryAfterMs, std::optional<qint64>(3'000));
}

void TestFailure::retryAfterIsRead()
{
    const auto wait = [](const QByteArray &value, const QByteArray &date = "Sun, 22 Nov 2026 06:00:00 GMT") {
        return retryAfterMs({503, "", {{"date", date}, {"retry-after", value}}});
    };
    QCOMPARE(wait("120"), std::optional<qint64>(120'000));
    QCOMPARE(wait(" 1 "), std::optional<qint64>(1'000));
    QCOMPARE(wait("Sun, 22 Nov 2026 06:02:30 GMT"), std::optional<qint64>(150'000));
    QCOMPARE(wait("99999999"), std::optional<qint64>(3'600'000));
    for (const char *nothing : {"0", "-1", "", "soon", "Sun, 22 Nov 2026 05:00:00 GMT"})
        QVERIFY(!wait(nothing));
    QVERIFY(!wait("Sun, 22 Nov 2026 06:02:30 GMT", "yesterday"));
}

void TestFailure::headersAreRead()
{
    const HttpHead head{
        401,
        "",
        {{"www-authenticate", "Negotiate"},
         {"WWW-Authenticate", "NTLM, Basic realm=\"mail.example\""},
         {"WWW-Authenticate", "Bearer client_id=\"0\", trusted_issuers=\"x\""},
         {"X-MS-Diagnostics", "2000008;reason=\"The token is no good.\";error_category=\"invalid_grant\""},
         {"Set-Cookie", "exchangecookie=1; path=/"},
         {"Set-Cookie", "X-BackEndOverrideCookie=abc~def; path=/; secure; HttpOnly"}}};
    QCOMPARE(offeredSchemes(head), (QList<QByteArray>{"negotiate", "ntlm", "basic", "bearer"}));
    QCOMPARE(diagnosticsOf(head).category, QByteArray("invalid_grant"));
    QCOMPARE(diagnosticsOf(head).reason, QByteArray("The token is no good."));
    QVERIFY(failureFrom(head).error.log.contains(QLatin1String("consent")));
    QCOMPARE(backEndCookie(head), QByteArray("abc~def"));
    QCOMPARE(backEndCookie({}), QByteArray());

    const Failure locked = failureFrom({456, "Account locked, see https://login.example/unlock?x=1 now", {}});
    QCOMPARE(locked.link, QStringLiteral("https://login.example/unlock?x=1"));
}

void TestFailure::whatMayHaveHappened()
{
    const auto http = [](int status) { return mayHaveHappened(failureFrom(HttpHead{status, "", {}})); };
    for (const int status : {302, 303, 500, 502, 504})
        QVERIFY2(http(status), qPrintable(QString::number(status)));
    for (const int status : {307, 400, 401, 403, 404, 413, 429, 456, 503})
        QVERIFY2(!http(status), qPrintable(QString::number(status)));
    // A front end that could not read the back end's answer backs off and may have sent all the same.
    QVERIFY(mayHaveHappened(failureFrom({504, "", {{"X-CasErrorCode", "UnauthenticatedRequest"}}})));
    const auto response = [](const char *code) {
        Failure failure;
        failure.code = QLatin1String(code);
        return mayHaveHappened(failure);
    };
    QVERIFY(response("ErrorTimeoutExpired"));
    QVERIFY(response("ErrorInternalServerError"));
    QVERIFY(!response("ErrorServerBusy"));
    QVERIFY(!response("ErrorSendAsDenied"));
}

void TestFailure::whatConcernsTheAccount()
{
    for (const Remedy remedy : {Remedy::BackOff, Remedy::StopMailbox, Remedy::SignIn, Remedy::BlockedForApp})
        QVERIFY(concernsAccount(remedy));
    for (const Remedy remedy : {Remedy::DropItem, Remedy::RebuildFromProperties, Remedy::RefuseMail, Remedy::GiveUp})
        QVERIFY(!concernsAccount(remedy));
}

void TestFailure::requestsCarryTheirHeaders()
{
    const auto value = [](const HttpHeaders &headers, const QByteArray &name) {
        for (const auto &header : headers)
            if (header.first == name)
                return header.second;
        return QByteArray();
    };
    const QString anchor = QStringLiteral("ir@corp.example");
    const HttpHeaders plain = requestHeaders({}, anchor);
    QCOMPARE(value(plain, "Content-Type"), QByteArray("text/xml; charset=utf-8"));
    QCOMPARE(value(plain, "X-AnchorMailbox"), QByteArray("ir@corp.example"));
    QVERIFY(value(plain, "X-PreferServerAffinity").isEmpty());

    const RequestContext impersonating{ServerVersion::Exchange2016, QStringLiteral("soc@corp.example")};
    const HttpHeaders sticky = requestHeaders(impersonating, anchor, Affinity::Sticky, "abc");
    QCOMPARE(value(sticky, "X-AnchorMailbox"), QByteArray("soc@corp.example"));
    QCOMPARE(value(sticky, "X-PreferServerAffinity"), QByteArray("true"));
    QCOMPARE(value(sticky, "Cookie"), QByteArray("X-BackEndOverrideCookie=abc"));
    // Nobody's address breaks a header line.
    QVERIFY(value(requestHeaders({}, QStringLiteral("a@b.example\r\nX: y")), "X-AnchorMailbox").isEmpty());
}

LIAISON_TEST(TestFailure)
#include "tst_failure.moc"
