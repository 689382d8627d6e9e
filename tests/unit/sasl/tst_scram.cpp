#include "core/sasl/prepare.h"
#include "core/sasl/scram.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison;
using namespace liaison::sasl;

namespace {

// The examples of RFC 7677 section 3 and RFC 5802 section 5: user "user", password "pencil".
const QByteArray nonce256("rOprNGfwEbeRWgbNEkqO");
const QByteArray bothNonces256("rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0");
const QByteArray serverFirst256("r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,"
                                "i=4096");
const QByteArray serverFinal256("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");

Credentials pencil(const QString &user = QStringLiteral("user"))
{
    return {user, Secret("pencil")};
}

Scram scram256(const QByteArray &password = "pencil")
{
    return Scram({QStringLiteral("user"), Secret(password)}, Scram::Hash::Sha256, nonce256);
}

} // namespace

class TestScram : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rfc7677Example();
    void rfc5802Example();
    void withoutInitialResponse();
    void anotherPasswordGivesAnotherProof();
    void serverFirstThatIsRefused_data();
    void serverFirstThatIsRefused();
    void successWithoutProofIsNone();
    void serverFinalThatIsRefused_data();
    void serverFinalThatIsRefused();
    void serverErrorIsPassedOn();
    void noncesDifferAndNamesAreEscaped();
    void preparation_data();
    void preparation();
};

void TestScram::rfc7677Example()
{
    Scram scram = scram256();
    QCOMPARE(scram.name(), QByteArray("SCRAM-SHA-256"));
    QCOMPARE(*scram.initialResponse(), "n,,n=user,r=" + nonce256);
    const auto proof = scram.respond(serverFirst256);
    QVERIFY(proof);
    QCOMPARE(*proof, "c=biws,r=" + bothNonces256 + ",p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
    const auto end = scram.respond(serverFinal256);
    QVERIFY(end && end->isEmpty());
    QVERIFY(scram.succeeded());
}

void TestScram::rfc5802Example()
{
    Scram scram(pencil(), Scram::Hash::Sha1, "fyko+d2lbbFgONRv9qkxdawL");
    QCOMPARE(scram.name(), QByteArray("SCRAM-SHA-1"));
    QCOMPARE(*scram.initialResponse(), QByteArray("n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL"));
    const auto proof = scram.respond("r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096");
    QVERIFY(proof);
    QCOMPARE(*proof, QByteArray("c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts="));
    QVERIFY(scram.respond("v=rmF9pqV8S7suAoZWja4dJRkFsKQ="));
    QVERIFY(scram.succeeded());
}

void TestScram::withoutInitialResponse()
{
    Scram scram = scram256();
    QCOMPARE(*scram.respond({}), "n,,n=user,r=" + nonce256);
    QVERIFY(scram.respond(serverFirst256));
}

void TestScram::anotherPasswordGivesAnotherProof()
{
    Scram right = scram256();
    Scram wrong = scram256("pencil2");
    right.initialResponse();
    wrong.initialResponse();
    QVERIFY(*right.respond(serverFirst256) != *wrong.respond(serverFirst256));
    // An impostor that does not know the password cannot sign, and neither can one who knows another.
    QCOMPARE(wrong.respond(serverFinal256).error().kind, ErrorKind::ProtocolViolation);
}

void TestScram::serverFirstThatIsRefused_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<int>("kind");
    const int violation = int(ErrorKind::ProtocolViolation);
    const QByteArray start = "r=" + bothNonces256 + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=";
    QTest::newRow("few rounds") << start + "4095" << int(ErrorKind::AuthenticationUnsupported);
    QTest::newRow("negative") << start + "-5" << int(ErrorKind::AuthenticationUnsupported);
    QTest::newRow("endless") << start + "1000001" << int(ErrorKind::LimitExceeded);
    QTest::newRow("over 64 bits") << start + "99999999999999999999" << violation;
    QTest::newRow("no number") << start + "many" << violation;
    QTest::newRow("our nonce alone") << "r=" + nonce256 + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096" << violation;
    QTest::newRow("another nonce") << QByteArray("r=abcdefghijklmnopqrstuvwxyz,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")
                                   << violation;
    QTest::newRow("salt no base64") << "r=" + bothNonces256 + ",s=???,i=4096" << violation;
    QTest::newRow("no salt") << "r=" + bothNonces256 + ",s=,i=4096" << violation;
    QTest::newRow("mandatory extension") << "m=x," + start + "4096" << violation;
    QTest::newRow("empty") << QByteArray() << violation;
    QTest::newRow("nuls") << QByteArray(64, '\0') << violation;
}

void TestScram::serverFirstThatIsRefused()
{
    QFETCH(const QByteArray, message);
    QFETCH(const int, kind);
    Scram scram = scram256();
    scram.initialResponse();
    const auto answer = scram.respond(message);
    QVERIFY(!answer);
    QCOMPARE(int(answer.error().kind), kind);
    QVERIFY(!scram.respond(serverFirst256)); // it is over
    QVERIFY(!scram.succeeded());
}

void TestScram::successWithoutProofIsNone()
{
    Scram scram = scram256();
    QVERIFY(!scram.succeeded());
    scram.initialResponse();
    QVERIFY(!scram.succeeded());
    QVERIFY(scram.respond(serverFirst256));
    QCOMPARE(scram.succeeded().error().kind, ErrorKind::ProtocolViolation);
}

void TestScram::serverFinalThatIsRefused_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("another signature") << QByteArray("v=7rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
    QTest::newRow("short") << QByteArray("v=6rri");
    QTest::newRow("none") << QByteArray("v=");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("first again") << serverFirst256;
}

void TestScram::serverFinalThatIsRefused()
{
    QFETCH(const QByteArray, message);
    Scram scram = scram256();
    scram.initialResponse();
    QVERIFY(scram.respond(serverFirst256));
    QCOMPARE(scram.respond(message).error().kind, ErrorKind::ProtocolViolation);
    QVERIFY(!scram.succeeded());
}

void TestScram::serverErrorIsPassedOn()
{
    Scram scram = scram256();
    scram.initialResponse();
    QVERIFY(scram.respond(serverFirst256));
    QVERIFY(scram.respond("e=invalid-proof"));
    QCOMPARE(scram.serverWords(), QStringLiteral("invalid-proof"));
    QVERIFY(!scram.succeeded());
}

void TestScram::noncesDifferAndNamesAreEscaped()
{
    Scram one(pencil(QStringLiteral("a=b,c")), Scram::Hash::Sha256);
    Scram other(pencil(QStringLiteral("a=b,c")), Scram::Hash::Sha256);
    const QByteArray first = *one.initialResponse();
    QVERIFY(first.startsWith("n,,n=a=3Db=2Cc,r="));
    QVERIFY(first != *other.initialResponse());
}

void TestScram::preparation_data()
{
    QTest::addColumn<QByteArray>("typed");
    QTest::addColumn<QByteArray>("used");
    // RFC 4013 section 3.
    QTest::newRow("soft hyphen") << QByteArray("I\xC2\xADX") << QByteArray("IX");
    QTest::newRow("plain") << QByteArray("USER") << QByteArray("USER");
    QTest::newRow("feminine ordinal") << QByteArray("\xC2\xAA") << QByteArray("a");
    QTest::newRow("roman nine") << QByteArray("\xE2\x85\xA8") << QByteArray("IX");
    QTest::newRow("control character stays") << QByteArray("\x07") << QByteArray("\x07");
    QTest::newRow("no-break space") << QByteArray("a\xC2\xA0z") << QByteArray("a z");
    QTest::newRow("decomposed") << QByteArray("a\xCC\x88") << QByteArray("\xC3\xA4");
    QTest::newRow("no utf-8") << QByteArray("\xE4z") << QByteArray("\xE4z");
    QTest::newRow("nothing left") << QByteArray("\xC2\xAD") << QByteArray("\xC2\xAD");
}

void TestScram::preparation()
{
    QFETCH(const QByteArray, typed);
    QFETCH(const QByteArray, used);
    QCOMPARE(prepared(typed), used);
}

LIAISON_TEST(TestScram)
#include "tst_scram.moc"
