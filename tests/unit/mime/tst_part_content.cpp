#include "core/mime/body.h"
#include "tests/support/test_registry.h"

#include <QRandomGenerator>
#include <QTest>

using namespace liaison;

/// What comes out of a part is what went in, whatever its encoding and size.
class TestPartContent : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void itIsWhatWentIn_data();
    void itIsWhatWentIn();
    void brokenEncodings_data();
    void brokenEncodings();
};

namespace {

QByteArray inLines(const QByteArray &text, qsizetype width, const QByteArray &end)
{
    QByteArray out;
    for (qsizetype at = 0; at < text.size(); at += width)
        out += text.mid(at, width) + end;
    return out;
}

QByteArray quotedPrintable(const QByteArray &bytes)
{
    QByteArray out;
    for (const char c : bytes)
        out += '=' + QByteArray(1, c).toHex().toUpper();
    return inLines(out, 75, "=\r\n");
}

/// Lines of 45 bytes, as `uuencode` writes them.
QByteArray uuencoded(const QByteArray &bytes)
{
    const auto sign = [](unsigned value) { return char(value == 0 ? '`' : ' ' + value); };
    QByteArray out = "begin 644 x\n";
    for (qsizetype at = 0; at < bytes.size(); at += 45) {
        const QByteArray line = bytes.mid(at, 45);
        out += sign(unsigned(line.size()));
        for (qsizetype i = 0; i < line.size(); i += 3) {
            const QByteArray three = line.mid(i, 3).leftJustified(3, '\0');
            const unsigned bits
                = unsigned(quint8(three[0])) << 16U | unsigned(quint8(three[1])) << 8U | quint8(three[2]);
            for (const unsigned shift : {18U, 12U, 6U, 0U})
                out += sign(bits >> shift & 63U);
        }
        out += '\n';
    }
    return out + "`\nend\n";
}

QByteArray letter(const QByteArray &encoding, const QByteArray &content)
{
    return "Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; "
           "boundary=cut\r\n\r\n--cut\r\n\r\nhello\r\n"
           "--cut\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: "
        + encoding + "\r\n\r\n" + content + "\r\n--cut--\r\n";
}

} // namespace

void TestPartContent::itIsWhatWentIn_data()
{
    QTest::addColumn<QByteArray>("encoding");
    QTest::addColumn<int>("size");
    for (const char *encoding : {"base64", "quoted-printable", "x-uuencode", "binary"})
        for (const int size : {1, 2, 3, 57, 49'151, 49'152, 65'535, 65'536, 65'537, 300'001})
            QTest::addRow("%s, %d", encoding, size) << QByteArray(encoding) << size;
}

void TestPartContent::itIsWhatWentIn()
{
    QFETCH(const QByteArray, encoding);
    QFETCH(const int, size);
    QByteArray bytes(size, Qt::Uninitialized);
    QRandomGenerator generator(uint(size) + 1);
    for (char &c : bytes)
        c = char(encoding == "binary" ? generator.bounded('a', 'z') : generator.bounded(256));
    const QByteArray content = encoding == "base64" ? inLines(bytes.toBase64(), 76, "\r\n")
        : encoding == "quoted-printable"            ? quotedPrintable(bytes)
        : encoding == "x-uuencode"                  ? uuencoded(bytes)
                                                    : bytes;
    const QByteArray came = mime::partBytes(letter(encoding, content), QStringLiteral("2"));
    QCOMPARE(came.size(), bytes.size());
    QVERIFY(came == bytes);
}

void TestPartContent::brokenEncodings_data()
{
    QTest::addColumn<QByteArray>("encoding");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("comes");
    QTest::newRow("empty") << QByteArray("base64") << QByteArray() << QByteArray();
    QTest::newRow("no padding") << QByteArray("base64") << QByteArray("aGFsbG8") << QByteArray("hal");
    QTest::newRow("other signs between") << QByteArray("base64") << QByteArray("aG*Fs\r\nb-G8=") << QByteArray("hallo");
    QTest::newRow("half an escape") << QByteArray("quoted-printable") << QByteArray("a=4") << QByteArray("a");
    QTest::newRow("no escape") << QByteArray("quoted-printable") << QByteArray("a=ZZb") << QByteArray("a=ZZb");
}

void TestPartContent::brokenEncodings()
{
    QFETCH(const QByteArray, encoding);
    QFETCH(const QByteArray, content);
    QFETCH(const QByteArray, comes);
    QCOMPARE(mime::partBytes(letter(encoding, content), QStringLiteral("2")), comes);
}

LIAISON_TEST(TestPartContent)
#include "tst_part_content.moc"
