#include "core/sasl/bearer.h"
#include "core/sasl/external.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison;
using namespace liaison::sasl;

namespace {
Credentials ann(const QString &user = QStringLiteral("ann@corp.example"))
{
    return {user, Secret("ya29.vF9dft4qmT"), Proof::BearerToken, QStringLiteral("imap.corp.example"), 993};
}
} // namespace

class TestBearer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oauthBearerMessage();
    void xoauth2Message();
    void refusalIsAcknowledged();
    void aChallengeMoreIsAViolation();
    void tokensAreChecked_data();
    void tokensAreChecked();
    void external();
};

void TestBearer::oauthBearerMessage()
{
    // RFC 7628 section 4.1, with the user's "," and "=" escaped as GS2 wants it.
    OAuthBearer bearer(ann());
    const QByteArray message = "n,a=ann@corp.example,\x01host=imap.corp.example\x01port=993\x01"
                               "auth=Bearer ya29.vF9dft4qmT\x01\x01";
    QCOMPARE(*bearer.initialResponse(), message);
    OAuthBearer later(ann());
    QCOMPARE(*later.respond({}), message);
    Credentials odd = ann(QStringLiteral("a,b=c"));
    odd.host.clear();
    odd.port = 0;
    QCOMPARE(*OAuthBearer(odd).initialResponse(),
             QByteArray("n,a=a=2Cb=3Dc,\x01"
                        "auth=Bearer ya29.vF9dft4qmT\x01\x01"));
}

void TestBearer::xoauth2Message()
{
    XOAuth2 bearer(ann());
    QCOMPARE(*bearer.initialResponse(),
             QByteArray("user=ann@corp.example\x01"
                        "auth=Bearer ya29.vF9dft4qmT\x01\x01"));
}

void TestBearer::refusalIsAcknowledged()
{
    const QByteArray why(R"({"status":"invalid_token","scope":"imap","openid-configuration":"https://x/"})");
    OAuthBearer oauth(ann());
    oauth.initialResponse();
    QCOMPARE(*oauth.respond(why), QByteArray("\x01")); // RFC 7628 section 3.2.3
    QCOMPARE(oauth.serverWords(), QStringLiteral("invalid_token"));
    XOAuth2 xoauth(ann());
    xoauth.initialResponse();
    QCOMPARE(*xoauth.respond(R"({"status":"401","schemes":"Bearer"})"), QByteArray());
    QCOMPARE(xoauth.serverWords(), QStringLiteral("401"));
    // JSON that is none is acknowledged all the same: the protocol's no follows.
    XOAuth2 other(ann());
    other.initialResponse();
    QVERIFY(other.respond("\xff{"));
    QVERIFY(other.serverWords().isEmpty());
}

void TestBearer::aChallengeMoreIsAViolation()
{
    OAuthBearer bearer(ann());
    bearer.initialResponse();
    QVERIFY(bearer.respond("{}"));
    QCOMPARE(bearer.respond("{}").error().kind, ErrorKind::ProtocolViolation);
}

void TestBearer::tokensAreChecked_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<bool>("good");
    QTest::newRow("opaque") << QByteArray("ya29.A-b_c~d+e/f==") << true;
    QTest::newRow("jwt") << QByteArray("eyJh.eyJz.c2ln") << true;
    QTest::newRow("empty") << QByteArray() << false;
    QTest::newRow("line end") << QByteArray("abc\r\n") << false;
    QTest::newRow("field end") << QByteArray("abc\x01host=evil") << false;
    QTest::newRow("blank") << QByteArray("Bearer abc") << false;
    QTest::newRow("8 bit") << QByteArray("abc\xC3\xA4") << false;
    QTest::newRow("only padding") << QByteArray("==") << false;
}

void TestBearer::tokensAreChecked()
{
    QFETCH(const QByteArray, token);
    QFETCH(const bool, good);
    QCOMPARE(isBearerToken(token), good);
}

void TestBearer::external()
{
    External one;
    QCOMPARE(one.name(), QByteArray("EXTERNAL"));
    QCOMPARE(*one.initialResponse(), QByteArray());
    QVERIFY(!one.respond({}));
    External other;
    QVERIFY(other.respond({}));
    QCOMPARE(other.respond({}).error().kind, ErrorKind::ProtocolViolation);
}

LIAISON_TEST(TestBearer)
#include "tst_bearer.moc"
