#include "core/domain/sign_in_advice.h"
#include "core/oauth/json.h"
#include "core/oauth/problem.h"
#include "tests/support/test_registry.h"

#include <QSet>
#include <QTest>

using namespace liaison;
using namespace liaison::oauth;

namespace {
constexpr auto last = Problem::BadConfiguration;
}

class TestProblem : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyProblemHasItsRow();
    void codes_data();
    void codes();
    void theNumberIsBetterThanTheWord();
    void errorsSayWhatToDo();
    void theAdviceIsFoundInTheError();
    void serverWordsHoldNoSecret();
};

void TestProblem::everyProblemHasItsRow()
{
    QSet<QString> names;
    QSet<QString> sentences;
    for (int i = 0; i <= static_cast<int>(last); ++i) {
        const auto problem = static_cast<Problem>(i);
        names << problemName(problem);
        sentences << advice(problem);
        QVERIFY2(advice(problem).endsWith(QLatin1Char('.')), qPrintable(problemName(problem)));
        QVERIFY2(kindOf(problem) != ErrorKind::Internal, qPrintable(problemName(problem)));
        // A send that meets one must wait for a person or for better times; these kinds would give the mail up.
        QVERIFY2(kindOf(problem) != ErrorKind::InvalidInput && kindOf(problem) != ErrorKind::ServerRefused,
                 qPrintable(problemName(problem)));
    }
    QCOMPARE(names.size(), static_cast<int>(last) + 1);
    QCOMPARE(sentences.size(), static_cast<int>(last) + 1);
}

void TestProblem::codes_data()
{
    QTest::addColumn<QString>("error");
    QTest::addColumn<int>("number");
    QTest::addColumn<QString>("name");
    QTest::addColumn<ErrorKind>("kind");
    const auto row = [](int number, const char *error, const char *name, ErrorKind kind) {
        QTest::addRow("%s %d", error, number)
            << QString::fromLatin1(error) << number << QString::fromLatin1(name) << kind;
    };
    using K = ErrorKind;
    row(65001, "invalid_grant", "ConsentMissing", K::PermissionDenied);
    row(90094, "invalid_grant", "AdminConsentNeeded", K::PermissionDenied);
    row(65004, "access_denied", "ConsentDeclined", K::PermissionDenied);
    row(90002, "invalid_request", "WrongTenant", K::AuthenticationFailed);
    row(900023, "invalid_request", "WrongTenant", K::AuthenticationFailed);
    row(900432, "invalid_request", "WrongCloud", K::AuthenticationFailed);
    row(700016, "unauthorized_client", "UnknownApp", K::AuthenticationFailed);
    row(7000112, "unauthorized_client", "AppDisabled", K::PermissionDenied);
    row(7000215, "invalid_client", "WrongSecret", K::AuthenticationFailed);
    row(7000222, "invalid_client", "ExpiredSecret", K::AuthenticationFailed);
    row(7000218, "invalid_client", "PublicClientOff", K::AuthenticationFailed);
    row(700027, "invalid_client", "AssertionRefused", K::AuthenticationFailed);
    row(700024, "invalid_client", "ClockWrong", K::AuthenticationFailed);
    row(50076, "interaction_required", "MfaNeeded", K::AuthenticationFailed);
    row(53003, "access_denied", "AccessBlocked", K::PermissionDenied);
    row(50105, "invalid_grant", "NotAssigned", K::PermissionDenied);
    row(50011, "invalid_client", "RedirectMismatch", K::AuthenticationFailed);
    row(500011, "invalid_resource", "PermissionUnknown", K::PermissionDenied);
    row(50173, "invalid_grant", "SignInExpired", K::AuthenticationFailed);
    row(700082, "invalid_grant", "SignInExpired", K::AuthenticationFailed);
    row(50057, "invalid_grant", "UserDisabled", K::AuthenticationFailed);
    row(50053, "invalid_grant", "UserLocked", K::AuthenticationFailed);
    row(50055, "invalid_grant", "PasswordExpired", K::AuthenticationFailed);
    row(70016, "authorization_pending", "AuthorizationPending", K::ServerBusy);
    row(90033, "temporarily_unavailable", "Busy", K::ServerBusy);
    row(0, "invalid_grant", "SignInExpired", K::AuthenticationFailed);
    row(0, "invalid_client", "WrongSecret", K::AuthenticationFailed);
    row(0, "access_denied", "SignInDeclined", K::AuthenticationFailed);
    row(0, "slow_down", "SlowDown", K::ServerBusy);
    row(0, "expired_token", "CodeExpired", K::AuthenticationFailed);
    row(0, "consent_required", "ConsentMissing", K::PermissionDenied);
    row(99999, "something_new", "Refused", K::AuthenticationFailed);
}

void TestProblem::codes()
{
    QFETCH(const QString, error);
    QFETCH(const int, number);
    QFETCH(const QString, name);
    QFETCH(const ErrorKind, kind);
    const Problem problem = classify(error, {number});
    QCOMPARE(problemName(problem), name);
    QCOMPARE(errorKindName(kindOf(problem)), errorKindName(kind));
}

void TestProblem::theNumberIsBetterThanTheWord()
{
    QCOMPARE(classify(QStringLiteral("invalid_grant"), {}), Problem::SignInExpired);
    QCOMPARE(classify(QStringLiteral("invalid_grant"), {53003}), Problem::AccessBlocked);
    QCOMPARE(classify(QStringLiteral("invalid_grant"), {1, 2, 53003}), Problem::AccessBlocked);
    QCOMPARE(classify(QStringLiteral("invalid_grant"), {1, 2}), Problem::SignInExpired);
}

void TestProblem::errorsSayWhatToDo()
{
    Failure failure;
    failure.problem = Problem::Busy;
    failure.code = QStringLiteral("AADSTS90033");
    failure.serverWords = QStringLiteral("later");
    failure.retryAfterMs = 4'000;
    const Error error = errorOf(failure);
    QCOMPARE(error.kind, ErrorKind::ServerBusy);
    QCOMPARE(error.log, QStringLiteral("Busy (AADSTS90033): ") + advice(Problem::Busy));
    QCOMPARE(error.serverWords, QStringLiteral("later"));
    QCOMPARE(error.retryAfterMs, std::optional<qint64>(4'000));
    QVERIFY(
        errorOf({Problem::WrongPassphrase, {}, {}, {}}).log.startsWith(QStringLiteral("WrongPassphrase: The pass")));
}

/// What reaches people beside the kind, which says "the user name or the password".
void TestProblem::theAdviceIsFoundInTheError()
{
    for (int i = 0; i <= int(Problem::BadConfiguration); ++i) {
        for (const char *code : {"", "AADSTS7000222", "invalid_client", "HTTP 502"}) {
            const Failure failure{Problem(i), QString::fromLatin1(code), {}, {}};
            const auto found = domain::signInAdvice(errorOf(failure));
            QVERIFY2(found, qPrintable(problemName(Problem(i))));
            QCOMPARE(found->advice, advice(Problem(i)));
            QVERIFY(found->name.startsWith(problemName(Problem(i))) && found->name.contains(failure.code));
        }
    }
    for (const char *log : {"", "an HTML page instead of SOAP", "nobody has signed in yet", "no EWS at this address",
                            "outlook.office365.com: Connection closed", "mailbox.1.inbound is not there"})
        QVERIFY2(!domain::signInAdvice({ErrorKind::AuthenticationFailed, QLatin1String(log), {}, {}}), log);
}

void TestProblem::serverWordsHoldNoSecret()
{
    const Secret secret("s3cret+value/x=");
    QCOMPARE(serverSays(QStringLiteral("you sent s3cret+value/x= to us"), {secret}),
             QStringLiteral("you sent (removed) to us"));
    QCOMPARE(serverSays(QStringLiteral("in the body: s3cret%2Bvalue%2Fx%3D."), {secret}),
             QStringLiteral("in the body: (removed)."));
    QCOMPARE(serverSays(QStringLiteral("Bearer eyJhbGciOi.eyJpc3Mi.c2ln was bad")),
             QStringLiteral("Bearer (removed) was bad"));
    QCOMPARE(serverSays(QStringLiteral("code ") + QString(43, QLatin1Char('q'))), QStringLiteral("code (removed)"));
    // What helps to find the fault at Microsoft's stays.
    const QString trace = QStringLiteral("Trace ID: 3f9f8a3b-6b34-4d1e-9f57-0d6a7f5b1c00");
    QCOMPARE(serverSays(trace), trace);
    QVERIFY(serverSays(QString(100'000, QLatin1Char(' '))).size() <= 510);
    QVERIFY(!serverSays(QStringLiteral("a\r\nb\x1b[31m")).contains(QLatin1Char('\n')));
}

LIAISON_TEST(TestProblem)
#include "tst_problem.moc"
