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
    QTest::newRow("Cyrillic") << QStringLiteral("Сервер ЁЛКА") << split(u"сервер елка");
}

void TestSegmenter::wordsComeApart()
{
    QFETCH(QString, text);
    QFETCH(QStringList, expected);
    QCOMPARE(words(text), expected);
}

void TestSegmenter::longWordsAreCut()
{
    const QStringList cut = words(QString(10'000, QLatin1Char('x')));
    QCOMPARE(cut.size(), 1);
    QCOMPARE(cut.first().size(), 64);
    QCOMPARE(words(QString(10'000, QLatin1Char('x'))), cut); // the same in text and query
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
