#include "app/demo/ntlm_handshake.h"
#include "tests/support/test_registry.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QTest>
#include <QtEndian>

namespace liaison::test {

using demo::NtlmHandshake;
using Verdict = NtlmHandshake::Verdict;

namespace {

const QByteArray serverChallenge = QByteArray::fromHex("0123456789abcdef");
const QString user = QStringLiteral("User");
const QString domain = QStringLiteral("Domain");
const QString password = QStringLiteral("Password");

template <class T> QByteArray number(T value)
{
    value = qToLittleEndian(value);
    return QByteArray(reinterpret_cast<const char *>(&value), sizeof value);
}

QByteArray utf16(const QString &text)
{
    QByteArray out;
    for (const QChar c : text)
        out += number<quint16>(c.unicode());
    return out;
}

QByteArray hmac(const QByteArray &key, const QByteArray &bytes)
{
    return QMessageAuthenticationCode::hash(bytes, key, QCryptographicHash::Md5);
}

QByteArray negotiate(quint32 flags = 0x00088201)
{
    return QByteArray("NTLMSSP\0", 8) + number<quint32>(1) + number<quint32>(flags) + QByteArray(16, '\0');
}

/// The client's challenge of MS-NLMP section 4.2.4.1.3; `pairs` stand before the end of its AV pairs.
QByteArray blob(const QByteArray &pairs = {})
{
    return QByteArray::fromHex("0101000000000000"
                               "0000000000000000aaaaaaaaaaaaaaaa"
                               "00000000"
                               "02000c0044006f006d00610069006e00"
                               "01000c00530065007200760065007200")
        + pairs + QByteArray(8, '\0');
}

/// AUTHENTICATE_MESSAGE with room for a MIC.
QByteArray authenticate(const QByteArray &ntResponse, const QString &name = user, quint32 flags = 0x00088201,
                        bool wide = true)
{
    const auto text = [wide](const QString &said) { return wide ? utf16(said) : said.toUtf8(); };
    constexpr quint32 head = 88;
    QByteArray payload;
    const auto field = [&payload](const QByteArray &bytes) {
        const auto size = number<quint16>(quint16(bytes.size()));
        const QByteArray out = size + size + number<quint32>(head + quint32(payload.size()));
        payload += bytes;
        return out;
    };
    QByteArray out = QByteArray("NTLMSSP\0", 8) + number<quint32>(3);
    out += field(QByteArray(24, '\0')); // LM
    out += field(ntResponse);
    out += field(text(domain));
    out += field(text(name));
    out += field(text(QStringLiteral("COMPUTER")));
    out += field({});
    out += number<quint32>(flags) + QByteArray(8, '\0') + QByteArray(16, '\0');
    return out + payload;
}

QByteArray response(const QByteArray &key, const QByteArray &clientBlob)
{
    return hmac(key, serverChallenge + clientBlob) + clientBlob;
}

std::optional<QString> passwordOf(const QString &name)
{
    return name == user ? std::optional(password) : std::nullopt;
}

/// What comes of a third message after the right first one.
Verdict after(const QByteArray &message)
{
    NtlmHandshake handshake(QStringLiteral("CORP"), QStringLiteral("EXCHANGE"), serverChallenge);
    if (handshake.take(negotiate(), passwordOf) != Verdict::Challenge)
        return Verdict::Challenge;
    return handshake.take(message, passwordOf);
}

} // namespace

/// The numbers are those of MS-NLMP section 4.2.4.
class TestNtlmHandshake : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void knowsTheKey();
    void takesTheRightProof();
    void refusesWrongProofs_data();
    void refusesWrongProofs();
    void checksTheMic();
    void keepsToTheOrder();
    void tellsWhoItIs();
    void readsTruncatedMessages();
    void takesCapitalsOfBothKinds();
};

void TestNtlmHandshake::knowsTheKey()
{
    // RFC 1320 section A.5, which NTOWFv1 is made of.
    QCOMPARE(QCryptographicHash::hash("message digest", QCryptographicHash::Md4).toHex(),
             QByteArray("d9130a8164549fe818874806e1c7014b"));
    QCOMPARE(demo::ntlmKey(password, QStringLiteral("USER"), domain).toHex(),
             QByteArray("0c868a403bfd7a93a3001ef22ef02e3f"));
}

void TestNtlmHandshake::takesTheRightProof()
{
    const QByteArray right = QByteArray::fromHex("68cd0ab851e51c96aabc927bebef6a1c") + blob();
    QCOMPARE(after(authenticate(right)), Verdict::LetIn);
    QCOMPARE(after(authenticate(right, user, 0x00088202, false)), Verdict::LetIn); // names in bytes, as curl has them
}

void TestNtlmHandshake::refusesWrongProofs_data()
{
    QTest::addColumn<QByteArray>("message");
    const QByteArray key = demo::ntlmKey(password, QStringLiteral("USER"), domain);
    const QByteArray right = response(key, blob());
    QByteArray changed = right;
    changed[changed.size() - 1] = 1;
    QTest::newRow("changed") << authenticate(changed);
    QTest::newRow("another password") << authenticate(
        response(demo::ntlmKey(QStringLiteral("password"), QStringLiteral("USER"), domain), blob()));
    QTest::newRow("another domain") << authenticate(
        response(demo::ntlmKey(password, QStringLiteral("USER"), QStringLiteral("CORP")), blob()));
    QTest::newRow("another user") << authenticate(right, QStringLiteral("Nobody"));
    QTest::newRow("nobody") << authenticate({}, {});
    QTest::newRow("version 1") << authenticate(QByteArray::fromHex("67c43011f30298a2ad35ece64f16331c44bdbed927841f94"));
    QTest::newRow("not in the charset it says") << authenticate(right, user, 0x00088202);
    QTest::newRow("key exchange") << authenticate(right, user, 0x40088201);
    QTest::newRow("no message") << QByteArray("NTLMSSP\0\3\0\0\0", 12);
    QTest::newRow("other bytes") << QByteArray("Kerberos");
}

void TestNtlmHandshake::refusesWrongProofs()
{
    QFETCH(QByteArray, message);
    QCOMPARE(after(message), Verdict::Refused);
}

void TestNtlmHandshake::checksTheMic()
{
    NtlmHandshake handshake(QStringLiteral("CORP"), QStringLiteral("EXCHANGE"), serverChallenge);
    const QByteArray key = demo::ntlmKey(password, QStringLiteral("USER"), domain);
    const QByteArray saysMic = number<quint16>(6) + number<quint16>(4) + number<quint32>(2);
    const QByteArray right = response(key, blob(saysMic));
    const auto message = [&](const QByteArray &first) {
        QByteArray out = authenticate(right);
        const QByteArray mic = hmac(hmac(key, right.left(16)), first + handshake.reply() + out);
        return out.replace(72, 16, mic);
    };
    QCOMPARE(handshake.take(negotiate(), passwordOf), Verdict::Challenge);
    QCOMPARE(handshake.take(message(negotiate()), passwordOf), Verdict::LetIn);
    QCOMPARE(handshake.take(negotiate(), passwordOf), Verdict::Challenge);
    QCOMPARE(handshake.take(message(negotiate(0x00000201)), passwordOf), Verdict::Refused); // weakened on the way
    QCOMPARE(handshake.take(negotiate(), passwordOf), Verdict::Challenge);
    QCOMPARE(handshake.take(authenticate(right), passwordOf), Verdict::Refused); // taken out
}

void TestNtlmHandshake::keepsToTheOrder()
{
    const QByteArray right = authenticate(response(demo::ntlmKey(password, QStringLiteral("USER"), domain), blob()));
    NtlmHandshake handshake(QStringLiteral("CORP"), QStringLiteral("EXCHANGE"), serverChallenge);
    QCOMPARE(handshake.take(right, passwordOf), Verdict::Refused);                 // nobody was asked
    QCOMPARE(handshake.take(negotiate(0x00000001), passwordOf), Verdict::Refused); // no NTLM
    QCOMPARE(handshake.take(negotiate(), passwordOf), Verdict::Challenge);
    QCOMPARE(handshake.take(right, passwordOf), Verdict::LetIn);
    QCOMPARE(handshake.user(), user);
    QCOMPARE(handshake.take(right, passwordOf), Verdict::Refused); // once
    NtlmHandshake other(QStringLiteral("CORP"), QStringLiteral("EXCHANGE"));
    QCOMPARE(other.take(negotiate(), passwordOf), Verdict::Challenge);
    QCOMPARE(other.take(right, passwordOf), Verdict::Refused); // another challenge
}

void TestNtlmHandshake::tellsWhoItIs()
{
    NtlmHandshake handshake(QStringLiteral("CORP"), QStringLiteral("EXCHANGE"), serverChallenge);
    QCOMPARE(handshake.take(negotiate(), passwordOf), Verdict::Challenge);
    const QByteArray reply = handshake.reply();
    QVERIFY(reply.startsWith(QByteArray("NTLMSSP\0\2\0\0\0", 12)));
    QCOMPARE(reply.mid(24, 8), serverChallenge);
    QCOMPARE(reply.mid(56, 8), utf16(QStringLiteral("CORP")));
    QVERIFY(reply.contains(utf16(QStringLiteral("EXCHANGE"))));
    QCOMPARE(qFromLittleEndian<quint32>(reply.constData() + 20) & 0x40000000U, 0U); // no key exchange
}

void TestNtlmHandshake::readsTruncatedMessages()
{
    const QByteArray right = authenticate(response(demo::ntlmKey(password, QStringLiteral("USER"), domain), blob()));
    for (qsizetype size = 0; size < right.size(); ++size) {
        // What is cut off at its end is the computer's name, which proves nothing.
        const bool whole = size >= right.size() - 16;
        QCOMPARE(after(right.left(size)), whole ? Verdict::LetIn : Verdict::Refused);
    }
}

void TestNtlmHandshake::takesCapitalsOfBothKinds()
{
    const QString name = QStringLiteral("weiß");
    for (const QString &upper : {QStringLiteral("WEISS"), QStringLiteral("WEIß")}) {
        NtlmHandshake handshake(QStringLiteral("CORP"), QStringLiteral("EXCHANGE"), serverChallenge);
        const auto known = [](const QString &) { return std::optional(password); };
        QCOMPARE(handshake.take(negotiate(), known), Verdict::Challenge);
        const QByteArray proof = response(demo::ntlmKey(password, upper, domain), blob());
        QCOMPARE(handshake.take(authenticate(proof, name), known), Verdict::LetIn);
    }
}

} // namespace liaison::test

using liaison::test::TestNtlmHandshake;
LIAISON_TEST(TestNtlmHandshake)
#include "tst_ntlm_handshake.moc"
