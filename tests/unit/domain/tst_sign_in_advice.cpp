#include "core/domain/sign_in_advice.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison;
using namespace Qt::StringLiterals;

/// What an error says of a sign-in service.
class TestSignInAdvice : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void adviceIsInTheLog();
    void microsoftsWordsAloneAreASignInsToo();
    void theWayToTheServiceIsNamed();
    void aBlockedExchangeIsToldApart();
    void aClocksAdviceHasANumber();
};

void TestSignInAdvice::adviceIsInTheLog()
{
    const Error error{ErrorKind::AuthenticationFailed,
                      u"ExpiredSecret (AADSTS7000222): The client secret has expired. Make a new one."_s,
                      u"AADSTS7000222: expired"_s,
                      {}};
    const auto advice = domain::signInAdvice(error);
    QVERIFY(advice);
    QCOMPARE(advice->name, u"ExpiredSecret (AADSTS7000222)"_s);
    QCOMPARE(advice->advice, u"The client secret has expired. Make a new one."_s);
}

void TestSignInAdvice::microsoftsWordsAloneAreASignInsToo()
{
    // An entry of the outbox has a kind and the server's words.
    const auto advice = domain::signInAdvice(
        {ErrorKind::AuthenticationFailed, {}, u"AADSTS7000215: Invalid client secret provided."_s, {}});
    QVERIFY(advice);
    QCOMPARE(advice->name, u"Refused (AADSTS7000215)"_s);
    QCOMPARE(advice->advice, u"The provider issued no token. Its own words are under Details."_s);
    for (const QString &words :
         {u"535 5.7.8 Authentication failed"_s, u"see AADSTS7000215"_s, u"AADSTS: none"_s, QString()})
        QVERIFY(!domain::signInAdvice({ErrorKind::AuthenticationFailed, {}, words, {}}));
}

void TestSignInAdvice::theWayToTheServiceIsNamed()
{
    Error error{ErrorKind::CertificateUntrusted, u"login.example: self-signed"_s, {}, {}};
    QCOMPARE(domain::signInServiceOf(error), QString());
    error.certificate = CertificateSummary();
    error.certificate->pinnable = true;
    const Error told = domain::aboutSignInService(error, u"login.example"_s);
    QCOMPARE(told.kind, error.kind);
    QCOMPARE(told.log, u"sign-in service login.example: self-signed"_s);
    QCOMPARE(domain::signInServiceOf(told), u"login.example"_s);
    QVERIFY(!told.certificate->pinnable); // what is accepted counts for the mail server
    QVERIFY(!domain::signInAdvice(told));
}

/// Also of what is stored of a feed's error: its kind and the log's words.
void TestSignInAdvice::aBlockedExchangeIsToldApart()
{
    using From = domain::SignInAdvice::From;
    const auto from = [](const QString &log) {
        const auto advice = domain::signInAdvice({ErrorKind::PermissionDenied, log, {}, {}});
        return advice ? std::optional<From>(advice->from) : std::nullopt;
    };
    QVERIFY(from(u"BlockedForApp (EWS ErrorOrganizationAccessBlocked): It is so."_s) == From::Exchange);
    QVERIFY(from(u"BlockedForApp (EWS 403): It is so."_s) == From::Exchange);
    QVERIFY(from(u"AccessPolicy (Graph ErrorAccessDenied): It is so."_s) == From::Graph);
    QVERIFY(from(u"ExpiredSecret (AADSTS7000222): It is so."_s) == From::SignInService);
    QVERIFY(!from(u"Exchange Web Services are blocked for this app or mailbox"_s));
}

void TestSignInAdvice::aClocksAdviceHasANumber()
{
    const auto advice = domain::signInAdvice(
        {ErrorKind::AuthenticationFailed,
         u"ClockWrong (AADSTS700024): It is late. Set this computer's clock: it is 61 minutes behind the provider's."_s,
         u"AADSTS700024: Client assertion is not within its valid time range."_s,
         {}});
    QVERIFY(advice);
    const domain::NumberedAdvice numbered = domain::numberedAdvice(advice->advice);
    QCOMPARE(numbered.source, u"It is late. Set this computer's clock: it is %1 minutes behind the provider's."_s);
    QCOMPARE(numbered.number, u"61"_s);
    const QString other = u"Use an RSA key of 2048 bits or more."_s;
    QCOMPARE(domain::numberedAdvice(other).source, other);
    QCOMPARE(domain::numberedAdvice(other).number, QString());
}

LIAISON_TEST(TestSignInAdvice)
#include "tst_sign_in_advice.moc"
