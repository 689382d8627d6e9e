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

LIAISON_TEST(TestSignInAdvice)
#include "tst_sign_in_advice.moc"
