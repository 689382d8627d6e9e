#include "tests/support/test_registry.h"
#include "tests/ui/shell/pseudo_translator.h"

#include <QTest>

namespace liaison::test {

using namespace Qt::StringLiterals;

/// The longer language that windows are laid out in by tests.
class TestPseudoTranslator : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void textsAreLonger_data();
    void textsAreLonger();
    void fortyPercentAreAdded();
    void whatIsParsedStays_data();
    void whatIsParsedStays();
};

void TestPseudoTranslator::textsAreLonger_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("longer");
    QTest::newRow("word") << u"Mailbox"_s << u"[Määïïlbööx]"_s;
    QTest::newRow("without vowels") << u"GWZ TLS"_s << u"[GWZñ TLSñ]"_s;
    QTest::newRow("mnemonic") << u"&Edit"_s << u"[&Edïït]"_s;
    QTest::newRow("an ampersand") << u"a && b"_s << u"[ä && bñ]"_s;
    QTest::newRow("arguments") << u"%1 of %2"_s << u"[%1 ööf %2]"_s;
    QTest::newRow("count") << u"%n mail(s)"_s << u"[%n määïïl(s)]"_s;
    QTest::newRow("count with a group") << u"%Ln of %L1"_s << u"[%Ln ööf %L1]"_s;
    QTest::newRow("unit") << u"New {unit}"_s << u"[Nééw {unit}]"_s;
    QTest::newRow("variable") << u"{{incident.title}} is"_s << u"[{{incident.title}} ïïs]"_s;
    QTest::newRow("tags") << u"<p><b>On</b> &amp; <br/></p>"_s << u"[<p><b>Öön</b> &amp; <br/></p>]"_s;
    QTest::newRow("lines") << u"On\nOn"_s << u"[Öön\nÖön]"_s;
    QTest::newRow("dots") << u"On…"_s << u"[Öön…]"_s;
    QTest::newRow("no letter") << u"– %1 –"_s << u"– %1 –"_s;
    QTest::newRow("nothing") << QString() << QString();
    QTest::newRow("date") << u"d MMM yyyy"_s << u"d MMM yyyy"_s;
}

void TestPseudoTranslator::textsAreLonger()
{
    QFETCH(const QString, source);
    QFETCH(const QString, longer);
    QCOMPARE(PseudoTranslator::longer(source), longer);
}

void TestPseudoTranslator::fortyPercentAreAdded()
{
    const QString text = u"Keeps the mail of other people with the security incident it is about"_s;
    const auto letters = [](const QString &words) {
        return std::count_if(words.begin(), words.end(), [](QChar each) { return each.isLetter(); });
    };
    const QString longer = PseudoTranslator::longer(text);
    QCOMPARE(letters(longer), qRound(1.4 * letters(text)));
    QCOMPARE(longer.count(u' '), text.count(u' ')); // the words are longer, not more of them
}

void TestPseudoTranslator::whatIsParsedStays_data()
{
    QTest::addColumn<QByteArray>("context");
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("comment");
    QTest::addColumn<QString>("translation");
    QTest::newRow("ours") << QByteArray("liaison::ui::X") << QByteArray("On") << QByteArray() << u"[Öön]"_s;
    QTest::newRow("a button of Qt's") << QByteArray("QPlatformTheme") << QByteArray("OK") << QByteArray() << u"[ÖöK]"_s;
    QTest::newRow("a key") << QByteArray("QShortcut") << QByteArray("Ctrl") << QByteArray() << QString();
    QTest::newRow("the language") << QByteArray("liaison::ui::UnitWord") << QByteArray("en")
                                  << QByteArray("ISO 639 code of the language") << u"en"_s;
}

void TestPseudoTranslator::whatIsParsedStays()
{
    QFETCH(const QByteArray, context);
    QFETCH(const QByteArray, source);
    QFETCH(const QByteArray, comment);
    QFETCH(const QString, translation);
    QCOMPARE(PseudoTranslator().translate(context.constData(), source.constData(), comment.constData()), translation);
}

} // namespace liaison::test

using liaison::test::TestPseudoTranslator;
LIAISON_TEST(TestPseudoTranslator)
#include "tst_pseudo_translator.moc"
