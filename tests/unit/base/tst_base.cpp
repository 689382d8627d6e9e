#include "core/base/backoff.h"
#include "core/base/ids.h"
#include "core/base/log.h"
#include "core/base/on_done.h"
#include "core/base/secret.h"
#include "core/base/sha256.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison;

class TestBase : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void uuidsSortByTimeAndSayVersion7();
    void tokensHaveTheirLengthAndAlphabet();
    void backoffGrowsToItsMaximumAndHonoursTheServer();
    void secretsCopyDeepAndCompare();
    void onDoneTurnsADroppedPromiseIntoCancelled();
    void onDoneDoesNotRunAfterItsOwnerDied();
    void logLinesAreRedacted();
    void secretsAreHidden_data();
    void secretsAreHidden();
    void sentencesAreLeftAlone_data();
    void sentencesAreLeftAlone();
    void digestsDoNotDependOnHowTheBytesCome();
};

void TestBase::uuidsSortByTimeAndSayVersion7()
{
    const QUuid early = newUuid(1'000'000);
    const QUuid late = newUuid(1'000'001);
    QVERIFY(early.toString() < late.toString());
    QCOMPARE(early.toRfc4122().at(6) >> 4, 7); // Qt 6.4 does not name version 7 itself
    QCOMPARE(early.variant(), QUuid::DCE);
    QVERIFY(newUuid(5) != newUuid(5));
}

void TestBase::tokensHaveTheirLengthAndAlphabet()
{
    const QString token = randomToken(30);
    QCOMPARE(token.size(), 6);
    for (const QChar c : token)
        QVERIFY(QStringLiteral("abcdefghijkmnpqrstuvwxyz23456789").contains(c));
    QVERIFY(randomToken(130) != randomToken(130));
}

void TestBase::backoffGrowsToItsMaximumAndHonoursTheServer()
{
    Backoff backoff({1'000, 5'000, 0.2}, [] { return 0.5; });
    QCOMPARE(backoff.next(), 1'000);
    QCOMPARE(backoff.next(), 2'000);
    QCOMPARE(backoff.next(), 4'000);
    QCOMPARE(backoff.next(), 5'000);
    QCOMPARE(backoff.next(60'000), 60'000);
    backoff.reset();
    QCOMPARE(backoff.next(), 1'000);
}

void TestBase::secretsCopyDeepAndCompare()
{
    Secret one = Secret::fromText(QStringLiteral("pässword"));
    const Secret two = one;
    QVERIFY(one == two);
    QVERIFY(one.reveal().constData() != two.reveal().constData());
    one = Secret();
    QVERIFY(one.isEmpty());
    QCOMPARE(two.reveal(), QByteArray("p\xc3\xa4ssword"));
}

void TestBase::onDoneTurnsADroppedPromiseIntoCancelled()
{
    QObject owner;
    std::optional<Result<int>> seen;
    {
        QPromise<Result<int>> promise;
        promise.start();
        onDone<int>(&owner, promise.future(), [&](Result<int> result) { seen = std::move(result); });
    }
    QTRY_VERIFY(seen.has_value());
    QVERIFY(!seen->has_value());
    QCOMPARE(seen->error().kind, ErrorKind::Cancelled);
}

void TestBase::onDoneDoesNotRunAfterItsOwnerDied()
{
    bool ran = false;
    QPromise<Result<int>> promise;
    promise.start();
    {
        QObject owner;
        onDone<int>(&owner, promise.future(), [&](Result<int>) { ran = true; });
    }
    finishWith<int>(promise, 1);
    QCoreApplication::sendPostedEvents();
    QVERIFY(!ran);
}

void TestBase::logLinesAreRedacted()
{
    QVERIFY(!redacted(QStringLiteral("C: a1 LOGIN joe hunter2")).contains(QStringLiteral("hunter2")));
    QVERIFY(!redacted(QStringLiteral("Authorization: Bearer abc.def")).contains(QStringLiteral("abc")));
    QVERIFY(!redacted(QStringLiteral("{\"password\":\"x9\"}")).contains(QStringLiteral("x9")));
    QCOMPARE(printable(QByteArray("a\r\nb")), QStringLiteral("a\\x0d\\x0ab"));
}

void TestBase::secretsAreHidden_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("secret");
    const auto row = [](const char *line, const char *secret) {
        QTest::newRow(line) << QString::fromUtf8(line) << QString::fromUtf8(secret);
    };
    row("Authorization: Basic am9lOmh1bnRlcjI=", "am9l");
    row("Proxy-Authorization: Digest username=\"joe\", response=\"0a1b\"", "0a1b");
    row("Set-Cookie: session=abc; path=/", "abc");
    row("got Bearer abc.def-1 from a friend", "abc");
    row("C: a1 LOGIN joe hunter2", "hunter2");
    row("BAD unknown command: a17 login joe sesame", "sesame");
    row("C: LOGIN \"joe\" \"open sesame\"", "sesame");
    row("LOGIN joe@x hunter2", "hunter2");
    row("C: AUTH PLAIN AGpvZQBodW50ZXIy", "AGpv");
    row("a2 AUTHENTICATE XOAUTH2 dXNlcj0x", "dXNl");
    row("{\"password\":\"x9 y\",\"user\":\"joe\"}", "x9");
    row("{\"access_token\": \"a\\\"b c\"}", "b c");
    row("{'client_secret': 'a b'}", "a b");
    row("client_secret=hunter&grant_type=x", "hunter");
    row("grant_type=x&refresh_token=0.AXo", "AXo");
    row("Password: hunter", "hunter");
    row("password: hunter2 is wrong", "hunter2");
    row("password: correct horse battery", "horse");
    row("Password: open sesame, now", "sesame");
    row("passphrase = open sesame", "sesame");
    row("client_secret=two words&grant_type=x", "words");
    row("{\"log\": \"password: open sesame\"}", "sesame");
    row("the server refused the user name or the password: 535 wrong password: open sesame", "sesame");
    row("the password 'sesame' is wrong", "sesame");
    row("the token a8Zk2 is wrong", "a8Zk2");
    row("it said eyJhbGciOiJub25lIn0.eyJzdWIiOiJqb2UifQ.c2ln twice", "eyJ");
    row("it said AGpvZUBjb3JwLmV4YW1wbGUAaHVudGVyMg== twice", "AGpv");
}

void TestBase::secretsAreHidden()
{
    QFETCH(const QString, line);
    QFETCH(const QString, secret);
    QVERIFY(line.contains(secret));
    const QString clean = redacted(line);
    QVERIFY2(!clean.contains(secret) && clean.contains(QStringLiteral("<redacted>")), qPrintable(clean));
    QCOMPARE(redacted(clean), clean);
}

void TestBase::sentencesAreLeftAlone_data()
{
    QTest::addColumn<QString>("line");
    for (const char *line : {
             "The client secret has expired. Make a new one in the app registration and set it here.",
             "The client secret is wrong. Copy the secret's value, not its ID.",
             "AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client "
             "secret value, not the client secret ID, for a secret added to app "
             "'6731de76-14a6-49ae-97bc-6eba6914391e'.",
             "AADSTS7000222: The provided client secret keys are expired.",
             "there is no password or sign-in for this mailbox, see “liaison secret set” and “liaison sign-in”",
             "the server refused the user name or the password: try again",
             "the server refused the user name or the password: 535 5.7.8 Authentication failed",
             "the server refused the user name or the password: NO [AUTHENTICATIONFAILED] Authentication failed.",
             "POST https://login.example/t/oauth2/v2.0/token: 400 (512 bytes, 17 ms)",
             "the sign-in service issued no access token (WrongSecret (AADSTS7000215)): The client secret is wrong.",
             "the access token is not taken any more",
             "das Kennwort oder Token ist abgelaufen",
             "NO LOGIN failed.",
             "S: a1 OK Login completed",
             "Login failed for joe, bearer of bad news",
             "the server signs in by ntlm, basic alone; Basic authentication is disabled",
             "250-AUTH PLAIN LOGIN XOAUTH2",
             "AUTH PLAIN LOGIN NTLM GSSAPI",
             "LOGIN is disabled.",
             "AUTH PLAIN mechanism not supported",
             "WWW-Authenticate is missing",
             "https://outlook.office365.com/EWS/Exchange.asmx: 503 (120 bytes, 17 ms)",
             "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
             "<CAF9abCDefGHijKLmnOPqr0123456789@mail.example>",
         })
        QTest::newRow(line) << QString::fromUtf8(line);
}

void TestBase::sentencesAreLeftAlone()
{
    QFETCH(const QString, line);
    QCOMPARE(redacted(line), line);
}

void TestBase::digestsDoNotDependOnHowTheBytesCome()
{
    // FIPS 180-2, appendix B.1 and the empty message
    QCOMPARE(Sha256::of("abc").toHex(), QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    QCOMPARE(Sha256::of({}).toHex(), QByteArray("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    QByteArray bytes;
    for (int i = 0; i < 70'000; ++i)
        bytes += char(i * 31);
    const QByteArray whole = Sha256::of(bytes);
    for (const qsizetype piece : {1, 77, 16'383, 16'384, 16'385, 60'000}) { // around what is gathered, and past it
        Sha256 hash;
        for (qsizetype at = 0; at < bytes.size(); at += piece)
            hash.add(bytes.mid(at, piece));
        QCOMPARE(hash.result(), whole);
    }
}

LIAISON_TEST(TestBase)
#include "tst_base.moc"
