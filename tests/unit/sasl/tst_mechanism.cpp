#include "core/sasl/mechanism.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison;

class TestMechanism : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void plainSaysAllInOneMessage();
    void plainWithoutInitialResponseAnswersTheEmptyChallenge();
    void plainRefusesASecondChallenge();
    void loginAnswersTwiceWhateverThePromptsSay();
    void theChoice_data();
    void theChoice();
    void aTokenThatIsNoneIsRefused();
    void nulIsRefused();
    void emptyFieldsAreMissingCredentials();

private:
    static std::unique_ptr<sasl::Mechanism> chosen(const QList<QByteArray> &offered)
    {
        auto mechanism = sasl::choose(offered, {u"Jörg@corp.example"_qs, Secret::fromText(u"päß wort"_qs)});
        return mechanism ? std::move(*mechanism) : nullptr;
    }
};

void TestMechanism::plainSaysAllInOneMessage()
{
    const auto plain = chosen({"PLAIN"});
    QVERIFY(plain);
    const std::optional<QByteArray> first = plain->initialResponse();
    QVERIFY(first.has_value());
    QCOMPARE(*first, QByteArray("\0J\xC3\xB6rg@corp.example\0p\xC3\xA4\xC3\x9F wort", 1 + 18 + 1 + 10));
}

void TestMechanism::plainWithoutInitialResponseAnswersTheEmptyChallenge()
{
    const auto one = chosen({"PLAIN"});
    const auto other = chosen({"PLAIN"});
    const Result<QByteArray> answer = other->respond({});
    QVERIFY(answer);
    QCOMPARE(*answer, *one->initialResponse());
}

void TestMechanism::plainRefusesASecondChallenge()
{
    const auto plain = chosen({"PLAIN"});
    plain->initialResponse();
    const Result<QByteArray> answer = plain->respond("once more");
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, ErrorKind::ProtocolViolation);
}

void TestMechanism::loginAnswersTwiceWhateverThePromptsSay()
{
    for (const QByteArray &prompt : {QByteArray("Username:"), QByteArray("Password:"), QByteArray()}) {
        const auto login = chosen({"login"});
        QVERIFY(login);
        QVERIFY(!login->initialResponse());
        QCOMPARE(*login->respond(prompt), QByteArray("J\xC3\xB6rg@corp.example"));
        QCOMPARE(*login->respond(prompt), QByteArray("p\xC3\xA4\xC3\x9F wort"));
        QCOMPARE(login->respond(prompt).error().kind, ErrorKind::ProtocolViolation);
    }
}

void TestMechanism::theChoice_data()
{
    QTest::addColumn<QList<QByteArray>>("offered");
    QTest::addColumn<int>("proof");
    QTest::addColumn<QByteArray>("name");
    const int password = int(sasl::Proof::Password);
    const int plain = int(sasl::Proof::PlainPassword);
    const int token = int(sasl::Proof::BearerToken);
    const int certificate = int(sasl::Proof::Certificate);
    const QList<QByteArray> all{"LOGIN",       "PLAIN",   "SCRAM-SHA-1", "SCRAM-SHA-256", "SCRAM-SHA-256-PLUS",
                                "OAUTHBEARER", "XOAUTH2", "EXTERNAL"};
    QTest::newRow("plain alone") << QList<QByteArray>{"PLAIN"} << password << QByteArray("PLAIN");
    QTest::newRow("plain before login") << QList<QByteArray>{"LOGIN", "plain"} << password << QByteArray("PLAIN");
    QTest::newRow("login alone") << QList<QByteArray>{"NTLM", "Login"} << password << QByteArray("LOGIN");
    QTest::newRow("strongest") << all << password << QByteArray("SCRAM-SHA-256");
    QTest::newRow("sha-1") << QList<QByteArray>{"PLAIN", "scram-sha-1"} << password << QByteArray("SCRAM-SHA-1");
    QTest::newRow("as it is") << all << plain << QByteArray("PLAIN");
    QTest::newRow("token") << all << token << QByteArray("OAUTHBEARER");
    QTest::newRow("token at exchange") << QList<QByteArray>{"PLAIN", "XOAUTH2"} << token << QByteArray("XOAUTH2");
    QTest::newRow("token as no password") << QList<QByteArray>{"PLAIN", "LOGIN"} << token << QByteArray();
    QTest::newRow("certificate") << all << certificate << QByteArray("EXTERNAL");
    QTest::newRow("no external") << QList<QByteArray>{"PLAIN"} << certificate << QByteArray();
    QTest::newRow("none that fits") << QList<QByteArray>{"GSSAPI", "NTLM", "PLAIN-CLIENTTOKEN"} << password
                                    << QByteArray();
    QTest::newRow("none at all") << QList<QByteArray>{} << password << QByteArray();
}

void TestMechanism::theChoice()
{
    QFETCH(const QList<QByteArray>, offered);
    QFETCH(const int, proof);
    QFETCH(const QByteArray, name);
    const auto mechanism = sasl::choose(offered, {u"user"_qs, Secret("pw"), sasl::Proof(proof)});
    QCOMPARE(mechanism.has_value(), !name.isEmpty());
    if (mechanism)
        QCOMPARE((*mechanism)->name(), name);
    else
        QCOMPARE(mechanism.error().kind, ErrorKind::AuthenticationUnsupported);
}

void TestMechanism::aTokenThatIsNoneIsRefused()
{
    const auto mechanism = sasl::choose({"XOAUTH2"}, {u"user"_qs, Secret("a\r\nb"), sasl::Proof::BearerToken});
    QVERIFY(!mechanism);
    QCOMPARE(mechanism.error().kind, ErrorKind::InvalidInput);
    QCOMPARE(sasl::choose({"XOAUTH2"}, {u"user"_qs, {}, sasl::Proof::BearerToken}).error().kind,
             ErrorKind::CredentialsMissing);
}

void TestMechanism::nulIsRefused()
{
    const auto inUser = sasl::choose({"PLAIN"}, {u"a\0b"_qs, Secret("pw")});
    QVERIFY(!inUser);
    QCOMPARE(inUser.error().kind, ErrorKind::InvalidInput);
    const auto inPassword = sasl::choose({"PLAIN", "LOGIN"}, {u"a"_qs, Secret(QByteArray("p\0w", 3))});
    QVERIFY(!inPassword);
    QCOMPARE(inPassword.error().kind, ErrorKind::InvalidInput);
    QVERIFY(!inPassword.error().log.contains(u"p\0w"_qs));
}

void TestMechanism::emptyFieldsAreMissingCredentials()
{
    QCOMPARE(sasl::choose({"PLAIN"}, {{}, Secret("pw")}).error().kind, ErrorKind::CredentialsMissing);
    QCOMPARE(sasl::choose({"PLAIN"}, {u"user"_qs, {}}).error().kind, ErrorKind::CredentialsMissing);
}

LIAISON_TEST(TestMechanism)
#include "tst_mechanism.moc"
