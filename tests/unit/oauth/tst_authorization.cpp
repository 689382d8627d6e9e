#include "core/oauth/authorization.h"
#include "tests/support/test_registry.h"

#include <QTest>
#include <QUrlQuery>

using namespace liaison;
using namespace liaison::oauth;

namespace {
const ExpectedRedirect expected{QStringLiteral("/back"), "st-4te", {}, false};
const ExpectedRedirect strict{QStringLiteral("/back"), "st-4te", QStringLiteral("https://id.example"), true};
} // namespace

class TestAuthorization : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void url();
    void code();
    void notOurs_data();
    void notOurs();
    void ends_data();
    void ends();
    void issuer();
};

void TestAuthorization::url()
{
    Endpoints endpoints;
    endpoints.authorize = QUrl(QStringLiteral("https://id.example/auth?p=policy"));
    AuthorizationRequest request;
    request.clientId = QStringLiteral("app & co");
    request.redirect = QUrl(QStringLiteral("http://127.0.0.1:4711/"));
    request.scopes = {QStringLiteral("https://outlook.office.com/SMTP.Send"), QStringLiteral("offline_access")};
    request.state = "st-4te";
    request.challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    request.loginHint = QStringLiteral("ann+mail@corp.example");
    const QUrl url = authorizationUrl(endpoints, request);
    QVERIFY(url.isValid());
    QCOMPARE(url.host(), QStringLiteral("id.example"));
    // Nothing may be left that a server would take for a blank or a border.
    QCOMPARE(url.toEncoded(),
             QByteArray("https://id.example/auth?p=policy&response_type=code&client_id=app%20%26%20co"
                        "&redirect_uri=http%3A%2F%2F127.0.0.1%3A4711%2F"
                        "&scope=https%3A%2F%2Foutlook.office.com%2FSMTP.Send%20offline_access&state=st-4te"
                        "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256"
                        "&login_hint=ann%2Bmail%40corp.example"));
    request.prompt = QStringLiteral("select_account");
    QVERIFY(authorizationUrl(endpoints, request).toEncoded().endsWith("&prompt=select_account"));
}

void TestAuthorization::code()
{
    const auto code = parseRedirect("/back?code=0.AX%2Bx%20y&state=st-4te&session_state=1", expected);
    QVERIFY(code);
    QCOMPARE(code->reveal(), QByteArray("0.AX+x y"));
    QCOMPARE(parseRedirect("/back?state=st-4te&code=a+b", expected)->reveal(), QByteArray("a b"));
}

void TestAuthorization::notOurs_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::newRow("no query") << QByteArray("/back");
    QTest::newRow("another path") << QByteArray("/favicon.ico?code=c&state=st-4te");
    QTest::newRow("longer path") << QByteArray("/back/x?code=c&state=st-4te");
    QTest::newRow("encoded path") << QByteArray("/%62ack?code=c&state=st-4te");
    QTest::newRow("no state") << QByteArray("/back?code=c");
    QTest::newRow("empty state") << QByteArray("/back?code=c&state=");
    QTest::newRow("wrong state") << QByteArray("/back?code=c&state=st-4tf");
    QTest::newRow("shorter state") << QByteArray("/back?code=c&state=st-4t");
    QTest::newRow("longer state") << QByteArray("/back?code=c&state=st-4te0");
    QTest::newRow("other case") << QByteArray("/back?code=c&state=ST-4TE");
    QTest::newRow("two states") << QByteArray("/back?code=c&state=st-4te&state=other");
    QTest::newRow("two codes") << QByteArray("/back?code=c&code=d&state=st-4te");
    QTest::newRow("refusal without state") << QByteArray("/back?error=access_denied");
    QTest::newRow("refusal, wrong state") << QByteArray("/back?error=access_denied&state=x");
    QTest::newRow("too long") << QByteArray("/back?state=st-4te&code=") + QByteArray(17'000, 'a');
    QTest::newRow("empty") << QByteArray();
}

void TestAuthorization::notOurs()
{
    QFETCH(const QByteArray, target);
    const auto answer = parseRedirect(target, expected);
    QVERIFY(!answer);
    QCOMPARE(problemName(answer.error().problem), QStringLiteral("StateMismatch"));
    // An empty expectation matches nothing, whatever the redirect says.
    QVERIFY(!parseRedirect("/back?code=c&state=", {QStringLiteral("/back"), {}, {}, false}));
}

void TestAuthorization::ends_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<Problem>("problem");
    QTest::newRow("said no") << QByteArray("/back?error=access_denied&state=st-4te") << Problem::SignInDeclined;
    QTest::newRow("consent declined") << QByteArray(
        "/back?error=access_denied&error_description=AADSTS65004%3a+User+declined&state=st-4te")
                                      << Problem::ConsentDeclined;
    QTest::newRow("administrator") << QByteArray("/back?error=x&error_description=AADSTS90094:+admin&state=st-4te")
                                   << Problem::AdminConsentNeeded;
    QTest::newRow("unknown word") << QByteArray("/back?error=brand_new&state=st-4te") << Problem::Refused;
    QTest::newRow("busy") << QByteArray("/back?error=temporarily_unavailable&state=st-4te") << Problem::Busy;
    QTest::newRow("neither") << QByteArray("/back?state=st-4te") << Problem::BadAnswer;
    QTest::newRow("empty code") << QByteArray("/back?code=&state=st-4te") << Problem::BadAnswer;
    QTest::newRow("both") << QByteArray("/back?code=c&error=x&state=st-4te") << Problem::BadAnswer;
}

void TestAuthorization::ends()
{
    QFETCH(const QByteArray, target);
    QFETCH(const Problem, problem);
    const auto answer = parseRedirect(target, expected);
    QVERIFY(!answer);
    QCOMPARE(problemName(answer.error().problem), problemName(problem));
}

void TestAuthorization::issuer()
{
    QVERIFY(parseRedirect("/back?code=c&state=st-4te&iss=https%3A%2F%2Fid.example", strict));
    QCOMPARE(parseRedirect("/back?code=c&state=st-4te", strict).error().problem, Problem::IssuerMismatch);
    QCOMPARE(parseRedirect("/back?code=c&state=st-4te&iss=https%3A%2F%2Fevil.example", strict).error().problem,
             Problem::IssuerMismatch);
    QCOMPARE(
        parseRedirect("/back?error=access_denied&state=st-4te&iss=https%3A%2F%2Fevil.example", strict).error().problem,
        Problem::IssuerMismatch);
    // A provider that never said who it is may add the parameter.
    QVERIFY(parseRedirect("/back?code=c&state=st-4te&iss=https%3A%2F%2Fid.example", expected));
    ExpectedRedirect optional = strict;
    optional.namesIssuer = false;
    QVERIFY(parseRedirect("/back?code=c&state=st-4te", optional));
    QVERIFY(!parseRedirect("/back?code=c&state=st-4te&iss=x", optional));
}

LIAISON_TEST(TestAuthorization)
#include "tst_authorization.moc"
