#include "core/ews/base64_stream.h"
#include "core/ews/get_attachment.h"
#include "core/ews/get_item.h"
#include "ews_answers.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QRandomGenerator>

using namespace liaison::ews;
using namespace liaison::ews::test;

/// Big contents: base64 in pieces, cut out of the stream, and how much memory they take.
class TestCutSink : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void base64ComesInAnyPieces();
    void whatIsNoBase64IsSaid_data();
    void whatIsNoBase64IsSaid();
    void contentsAreNumberedAndTaken();
    void roomIsMadeForWhatIsExpected();
    void aBigMailIsDecodedAsItComes();
    void aBigMailTakesLittleMemory();
    void moreThanIsTakenEndsTheAnswer();
};

namespace {

QByteArray randomBytes(qsizetype size)
{
    QRandomGenerator random(7);
    QByteArray bytes(size, Qt::Uninitialized);
    for (char &byte : bytes)
        byte = static_cast<char>(random.bounded(256));
    return bytes;
}

QByteArray item(const QByteArray &mime)
{
    return good("GetItem",
                "<m:Items><t:Message><t:MimeContent CharacterSet=\"UTF-8\">" + mime
                    + "</t:MimeContent><t:ItemId Id=\"A\" ChangeKey=\"B\"/></t:Message></m:Items>");
}

/// A line of /proc/self/status; 0 where there is none.
qint64 residentBytes(const QByteArray &name)
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = status.readAll();
    const qsizetype at = text.indexOf(name);
    return at < 0
        ? 0
        : text.mid(at + name.size(), text.indexOf("kB", at) - at - name.size()).trimmed().toLongLong() * 1'024;
}

/// Counts, and keeps nothing.
class Counter final : public CutSink {
public:
    void begin(int cut) override { begun << cut; }
    bool append(int, QByteArrayView bytes) override
    {
        largest = std::max(largest, bytes.size());
        total += bytes.size();
        return true;
    }
    void end(int, bool intact) override { intacts << intact; }

    QList<int> begun;
    QList<bool> intacts;
    qsizetype largest = 0;
    qsizetype total = 0;
};

} // namespace

void TestCutSink::base64ComesInAnyPieces()
{
    for (qsizetype size = 0; size < 70; ++size) {
        const QByteArray plain = randomBytes(size);
        QByteArray encoded = plain.toBase64();
        for (qsizetype at = 20; at < encoded.size(); at += 22)
            encoded.insert(at, "\r\n");
        for (qsizetype piece = 1; piece < 9; ++piece) {
            Base64Stream stream;
            QByteArray out;
            for (qsizetype at = 0; at < encoded.size(); at += piece)
                stream.decode(QByteArrayView(encoded).sliced(at, qMin(piece, encoded.size() - at)), out);
            QVERIFY(stream.finish(out));
            QCOMPARE(out, plain);
        }
    }
}

void TestCutSink::whatIsNoBase64IsSaid_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("good");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("without padding") << QByteArray("aGVsbG8") << true << QByteArray("hello");
    QTest::newRow("references to line ends") << QByteArray("aGVs&#xD;&#10;bG8=") << true << QByteArray("hello");
    QTest::newRow("one character too many") << QByteArray("aGVsb") << false << QByteArray("hel");
    QTest::newRow("no alphabet") << QByteArray("aGVs?bG8=") << false << QByteArray("hel");
    QTest::newRow("text behind padding") << QByteArray("aGU=aGU=") << false << QByteArray("h");
    QTest::newRow("padding alone") << QByteArray("====") << false << QByteArray();
    QTest::newRow("an entity") << QByteArray("aGVs&amp;bG8=") << false << QByteArray("hel");
    QTest::newRow("an endless reference") << QByteArray("aGVs&#00000000000010;") << false << QByteArray("hel");
}

void TestCutSink::whatIsNoBase64IsSaid()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, good);
    QFETCH(QByteArray, bytes);
    QByteArray whole;
    Base64Stream stream;
    stream.decode(text, whole);
    QCOMPARE(stream.finish(whole), good);
    QByteArray pieces;
    for (const char c : text)
        stream.decode(QByteArrayView(&c, 1), pieces);
    QCOMPARE(stream.finish(pieces), good);
    if (good)
        QCOMPARE(whole, bytes);
    QCOMPARE(pieces, whole);
}

/// What was expected bounds nothing: more comes as well.
void TestCutSink::roomIsMadeForWhatIsExpected()
{
    constexpr qsizetype expected = 100'000;
    CutBuffers buffers(CutBuffers::largest, expected);
    buffers.begin(0);
    QVERIFY(buffers.append(0, "first"));
    buffers.end(0, true);
    buffers.begin(1);
    QVERIFY(buffers.append(1, "second"));
    buffers.end(1, true);
    const QByteArray first = buffers.take(0);
    QCOMPARE(first, QByteArray("first"));
    QVERIFY(first.capacity() >= expected);
    QVERIFY(buffers.take(1).capacity() < expected);

    CutBuffers small(CutBuffers::largest, 3);
    small.begin(0);
    QVERIFY(small.append(0, "first"));
    small.end(0, true);
    QCOMPARE(small.take(0), QByteArray("first"));

    CutBuffers bounded(4, expected);
    bounded.begin(0);
    QVERIFY(!bounded.append(0, "first"));
}

void TestCutSink::contentsAreNumberedAndTaken()
{
    const QByteArray bytes
        = answer("GetItem", item("Zmlyc3Q=") + item("!") + item("") + item("<![CDATA[dGhpcmQ=]]>") + item("Zm91cnRo"));
    for (const Arrival arrival : arrivals) {
        const auto items = read<GetItem>(bytes, arrival);
        QVERIFY2(items, why(items).constData());
        QCOMPARE(items->size(), std::size_t(5));
        QCOMPARE(items->at(0)->mime, QByteArray("first"));
        QVERIFY(!items->at(1));
        QCOMPARE(items->at(1).error().remedy, Remedy::RebuildFromProperties);
        QCOMPARE(items->at(2)->mime, QByteArray());
        QVERIFY(!items->at(3));
        QCOMPARE(items->at(4)->mime, QByteArray("fourth"));
        QCOMPARE(items->at(4)->mimeCut, 4);
    }
}

void TestCutSink::aBigMailIsDecodedAsItComes()
{
    // 40 MB of mail in pieces of 16 KiB: nothing on the way holds more than a piece of it.
    constexpr qsizetype size = 40'000'000;
    const QByteArray piece = QByteArray(12 * 1024, 'x').toBase64();
    const QByteArray whole = answer("GetItem", item("@"));
    const qsizetype at = whole.indexOf('@');
    Counter counter;
    GetItem operation(&counter);
    operation.feed(QByteArrayView(whole).first(at));
    for (qsizetype sent = 0; sent < size; sent += 12 * 1024)
        operation.feed(piece);
    operation.feed(QByteArrayView(whole).sliced(at + 1));
    const auto items = operation.finish();
    QVERIFY2(items, why(items).constData());
    QCOMPARE(items->front()->mimeCut, 0);
    QVERIFY(items->front()->mime.isEmpty());
    QVERIFY(counter.total >= size);
    QVERIFY(counter.largest <= 64 * 1024);
    QCOMPARE(counter.intacts, QList{true});

    // One feed of everything goes on in small pieces as well.
    Counter another;
    GetItem atOnce(&another);
    atOnce.feed(answer("GetItem", item(piece.repeated(100))));
    QVERIFY(atOnce.finish());
    QVERIFY(another.largest <= 64 * 1024);

    // Kept in memory, the mail is there once: what is taken shares nothing with the buffers.
    CutBuffers buffers;
    buffers.begin(0);
    buffers.append(0, QByteArray(1'000, 'y'));
    buffers.end(0, true);
    QCOMPARE(buffers.take(0).size(), 1'000);
    QCOMPARE(buffers.take(0).size(), 0);
}

void TestCutSink::aBigMailTakesLittleMemory()
{
#ifdef LIAISON_SANITIZED
    QSKIP("a sanitizer has its own idea of memory");
#endif
    if (residentBytes("VmHWM:") == 0)
        QSKIP("no /proc to ask");
    QFile forget(QStringLiteral("/proc/self/clear_refs"));
    if (!forget.open(QIODevice::WriteOnly) || forget.write("5") != 1)
        QSKIP("the peak cannot be set back");
    forget.close();
    const qint64 before = residentBytes("VmRSS:");
    const QByteArray piece = QByteArray(12 * 1024, 'x').toBase64();
    const QByteArray whole = answer("GetItem", item("@"));
    const qsizetype at = whole.indexOf('@');
    GetItem operation;
    operation.feed(QByteArrayView(whole).first(at));
    for (qsizetype sent = 0; sent < 40'000'000; sent += 12 * 1024)
        operation.feed(piece);
    operation.feed(QByteArrayView(whole).sliced(at + 1));
    const auto items = operation.finish();
    QVERIFY2(items, why(items).constData());
    QVERIFY(items->front()->mime.size() >= 40'000'000);
    const qint64 peak = residentBytes("VmHWM:") - before;
    QVERIFY2(peak < 120'000'000, qPrintable(QString::number(peak)));
    qInfo("%lld MB at the most", qlonglong(peak / 1'000'000));
}

void TestCutSink::moreThanIsTakenEndsTheAnswer()
{
    for (const Arrival arrival : arrivals) {
        CutBuffers small(10);
        GetItem operation(&small);
        feed(operation, answer("GetItem", item(QByteArray(50, 'x').toBase64())), arrival);
        const auto items = operation.finish();
        QVERIFY(!items);
        QCOMPARE(items.error().error.kind, liaison::ErrorKind::LimitExceeded);
    }
}

LIAISON_TEST(TestCutSink)
#include "tst_cut_sink.moc"
