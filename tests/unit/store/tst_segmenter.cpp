#include "core/store/segmenter.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison::store;

class TestSegmenter : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void wordsComeApart_data();
    void wordsComeApart();
    void longWordsAreCut();
    void noWordHoldsWhatTheDatabasesMightReadAsSyntax();
};

void TestSegmenter::wordsComeApart_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("expected");
    const auto split
        = [](const char16_t *words) { return QString::fromUtf16(words).split(QLatin1Char(' '), Qt::SkipEmptyParts); };
    QTest::newRow("empty") << QString() << QStringList();
    QTest::newRow("punctuation alone") << QStringLiteral(" -- ?!\n") << QStringList();
    QTest::newRow("case and accents") << QStringLiteral("Grüße, CAFÉ") << split(u"grusse cafe");
    QTest::newRow("addresses") << QStringLiteral("a.b@example.com") << split(u"a b example com");
    QTest::newRow("apostrophe, underscore") << QStringLiteral("can't foo_bar") << split(u"can t foo bar");
    QTest::newRow("numbers") << QStringLiteral("10.0.0.1 3,14 1e5") << split(u"10 0 0 1 3 14 1e5");
    QTest::newRow("full width") << QStringLiteral("ＡＢＣ１２") << split(u"abc12");
    QTest::newRow("Han one by one") << QStringLiteral("服务器 down") << split(u"服 务 器 down");
    QTest::newRow("Han beyond the first plane") << QStringLiteral("𠮷野家") << split(u"𠮷 野 家");
    QTest::newRow("Hangul keeps its words") << QStringLiteral("서버 공격") << split(u"서버 공격");
    QTest::newRow("Thai by the dictionary") << QStringLiteral("เราพบการโจมตี") << split(u"เรา พบ การ โจมตี");
    QTest::newRow("Thai beside Latin") << QStringLiteral("IPของเรา10") << split(u"ip ของ เรา 10");
    QTest::newRow("Lao") << QStringLiteral("ສະບາຍດີ") << split(u"ສະບາຍດີ");
    QTest::newRow("an emoji is no part of a word") << QStringLiteral("⚠️Achtung!") << split(u"achtung");
    QTest::newRow("an accent in a character of its own") << QStringLiteral("cafe\u0301 noir") << split(u"cafe noir");
    QTest::newRow("scripts side by side") << QStringLiteral("主机SRV-01がdown") << split(u"主 机 srv 01 が down");
    QTest::newRow("half-width kana") << QStringLiteral("ｻｰﾊﾞｰ") << split(u"サ ー バ ー");
    QTest::newRow("Devanagari keeps its marks") << QStringLiteral("सुरक्षा घटना") << split(u"सुरक्षा घटना");
    QTest::newRow("an ideographic space") << QStringLiteral("東　京") << split(u"東 京");
    QTest::newRow("tabs and lines") << QStringLiteral("a\tb\r\nc\u00a0d") << split(u"a b c d");
    QTest::newRow("Cyrillic") << QStringLiteral("Сервер ЁЛКА") << split(u"сервер елка");
}

void TestSegmenter::wordsComeApart()
{
    QFETCH(QString, text);
    QFETCH(QStringList, expected);
    QCOMPARE(words(text), expected);
    QCOMPARE(wordsJoined(text), expected.join(QLatin1Char(' ')));
}

void TestSegmenter::longWordsAreCut()
{
    const QStringList cut = words(QString(10'000, QLatin1Char('x')));
    QCOMPARE(cut.size(), 1);
    QCOMPARE(cut.first().size(), 64);
    QCOMPARE(words(QString(10'000, QLatin1Char('x'))), cut); // the same in text and query
    // not in the middle of a character
    const QString letters = QStringLiteral("\U00010428").repeated(40); // 80 code units
    QCOMPARE(words(QLatin1Char('x') + letters).first(), QLatin1Char('x') + letters.left(62));
}

void TestSegmenter::noWordHoldsWhatTheDatabasesMightReadAsSyntax()
{
    QString all;
    for (char16_t c = 1; c < 0xd800; ++c)
        all += QChar(c);
    const QStringList found = words(all);
    QVERIFY(found.size() > 20'000);
    for (const QString &word : found) {
        QVERIFY(!word.isEmpty());
        for (const char c : {'\'', '"', '\\', '*', ':', '&', '|', '!', '(', ')', ' ', '-', '^', '{'})
            QVERIFY(!word.contains(QLatin1Char(c)));
    }
}

LIAISON_TEST(TestSegmenter)
#include "tst_segmenter.moc"
