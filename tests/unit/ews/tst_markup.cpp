#include "core/ews/tree_reader.h"
#include "core/ews/xml_characters.h"
#include "ews_answers.h"
#include "tests/support/test_registry.h"

#include <QStringEncoder>

using namespace liaison;
using namespace liaison::ews;
using namespace liaison::ews::test;

/// What servers and attackers write that is not quite XML: filtered, limited or refused, in whatever pieces it comes.
class TestMarkup : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void forbiddenCharactersAreReplaced_data();
    void forbiddenCharactersAreReplaced();
    void encodings_data();
    void encodings();
    void hostileDocumentsAreRefused_data();
    void hostileDocumentsAreRefused();
    void whatBreaksOffIsSaid();
    void commentsAndInstructionsAreLeftOut();
};

namespace {

/// Collects the root, whole or byte by byte.
class Root final : public TreeReader {
public:
    using TreeReader::TreeReader;
    Element root;

private:
    Take onOpen(const QStringList &, const QXmlStreamReader &) override { return Take::Collect; }
    void onElement(const QStringList &, Element element) override { root = std::move(element); }
};

/// A cheap way to have both arrivals compared: the text of <a>, or the error.
QString textOf(const QByteArray &document, std::optional<Error> *error = nullptr)
{
    QStringList seen;
    for (const Arrival arrival : arrivals) {
        Root reader;
        ews::test::feed(reader, document, arrival);
        reader.endOfInput();
        if (error != nullptr)
            *error = reader.error();
        seen << (reader.error() ? QStringLiteral("error: ") + reader.error()->log : reader.root.text);
    }
    return seen.first() == seen.last() ? seen.first() : QStringLiteral("differs: ") + seen.join(QStringLiteral(" | "));
}

} // namespace

void TestMarkup::forbiddenCharactersAreReplaced_data()
{
    QTest::addColumn<QByteArray>("document");
    QTest::addColumn<QString>("text");
    const QString mark(QChar::ReplacementCharacter);
    const auto row = [](const char *name, const QByteArray &inside, const QString &text) {
        QTest::newRow(name) << QByteArray("<a>" + inside + "</a>") << text;
    };
    row("decimal", "x&#0;y&#11;", QStringLiteral("x%1y%1").arg(mark));
    row("hexadecimal", "&#x0;&#xB;&#x1F;&#x1f;", mark.repeated(4));
    row("surrogates and beyond", "&#xD800;&#xDFFF;&#xFFFE;&#xFFFF;&#x110000;", mark.repeated(5));
    row("far beyond", "&#99999999999;", mark);
    row("allowed", "&#x41;&#9;&#x1F600;&amp;&lt;", QStringLiteral("A\t\U0001F600&<"));
    row("raw controls", QByteArray("x\x0by\x00z", 5), QStringLiteral("x%1y%1z").arg(mark));
    row("raw noncharacter", "x\xef\xbf\xbey", QStringLiteral("x%1y").arg(mark));
    row("broken UTF-8", "x\xffy", QStringLiteral("x%1y").arg(mark));
    row("in CDATA", QByteArray("<![CDATA[a\x01&#x0;]b]]>"), QStringLiteral("a%1&#x0;]b").arg(mark));
    row("CDATA that ends slowly", "<![CDATA[x]]]]>", QStringLiteral("x]]"));
    row("a mark within", "x\xef\xbb\xbfy", QStringLiteral("x\uFEFFy"));
}

void TestMarkup::forbiddenCharactersAreReplaced()
{
    QFETCH(QByteArray, document);
    QFETCH(QString, text);
    QCOMPARE(textOf(document), text);
    // In an attribute as well.
    if (!document.contains("CDATA")) {
        const QByteArray inside = document.mid(3, document.size() - 7);
        const auto root = readTree("<a v=\"" + inside + "\"/>");
        QVERIFY2(root.has_value(), root ? "" : qPrintable(root.error().log));
        // XML turns a tab in a value into a blank only where it is written as it is.
        QCOMPARE(root->attribute("v"), text);
    }
}

void TestMarkup::encodings_data()
{
    QTest::addColumn<QByteArray>("document");
    QTest::addColumn<QString>("text");
    const QString text = QStringLiteral("Grüße, 東京 \U0001F600");
    const QString document = QStringLiteral("<?xml version='1.0' encoding='%1'?>\n<a>") + text + QStringLiteral("</a>");
    const auto utf16 = [&](QStringEncoder::Encoding order, bool mark) {
        QStringEncoder encoder(order, mark ? QStringEncoder::Flag::WriteBom : QStringEncoder::Flag::Default);
        return QByteArray(encoder.encode(document.arg(QStringLiteral("utf-16"))));
    };
    QTest::newRow("UTF-8") << document.arg(QStringLiteral("utf-8")).toUtf8() << text;
    QTest::newRow("UTF-8 with a mark") << QByteArray("\xef\xbb\xbf") + document.arg(QStringLiteral("UTF-8")).toUtf8()
                                       << text;
    QTest::newRow("no declaration") << QByteArray("<a>" + text.toUtf8() + "</a>") << text;
    QTest::newRow("UTF-8 that says UTF-16") << document.arg(QStringLiteral("utf-16")).toUtf8() << text;
    QTest::newRow("UTF-16LE with a mark") << utf16(QStringEncoder::Utf16LE, true) << text;
    QTest::newRow("UTF-16BE with a mark") << utf16(QStringEncoder::Utf16BE, true) << text;
    QTest::newRow("UTF-16LE") << utf16(QStringEncoder::Utf16LE, false) << text;
    QTest::newRow("UTF-16BE") << utf16(QStringEncoder::Utf16BE, false) << text;
    QTest::newRow("Latin-1") << QByteArray("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>Gr\xfc\xdf"
                                           "e</a>")
                             << QStringLiteral("Grüße");
    QTest::newRow("unknown") << QByteArray("<?xml version=\"1.0\" encoding=\"EBCDIC-CP-US\"?><a>x</a>")
                             << QStringLiteral("error: an encoding that is not read");
}

void TestMarkup::encodings()
{
    QFETCH(QByteArray, document);
    QFETCH(QString, text);
    QCOMPARE(textOf(document), text);
}

void TestMarkup::hostileDocumentsAreRefused_data()
{
    QTest::addColumn<QByteArray>("document");
    QTest::addColumn<int>("kind");
    const auto row = [](const char *name, const QByteArray &document, ErrorKind kind) {
        QTest::newRow(name) << document << static_cast<int>(kind);
    };
    QByteArray laughs = "<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY lol \"lol\">";
    for (char c = '1'; c <= '9'; ++c)
        laughs += QByteArray("<!ENTITY lol") + c + " \"" + QByteArray("&lol;").repeated(10) + "\">";
    row("billion laughs", laughs + "]><a>&lol9;</a>", ErrorKind::ProtocolViolation);
    row("an external entity", "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>",
        ErrorKind::ProtocolViolation);
    row("a DTD elsewhere", "<!DOCTYPE a SYSTEM \"http://198.51.100.1/a.dtd\"><a/>", ErrorKind::ProtocolViolation);
    row("an entity nobody declared", "<a>&nbsp;</a>", ErrorKind::ProtocolViolation);
    row("an HTML page", "<!doctype html><html><body>Welcome", ErrorKind::ProtocolViolation);
    row("a depth bomb", QByteArray("<a>").repeated(100'000), ErrorKind::LimitExceeded);
    row("a huge attribute", "<a b=\"" + QByteArray(1'000'000, 'x') + "\"/>", ErrorKind::LimitExceeded);
    QByteArray many = "<a ";
    for (int i = 0; i < 300; ++i)
        many += 'b' + QByteArray::number(i) + "='' ";
    row("many attributes", many + "/>", ErrorKind::LimitExceeded);
    QByteArray spread = "<a>";
    for (int i = 0; i < 5'000; ++i)
        spread += many.left(many.indexOf("b250=")) + "/>";
    row("many attributes in many tags", spread + "</a>", ErrorKind::LimitExceeded);
    row("a huge name", '<' + QByteArray(1'000'000, 'x') + "/>", ErrorKind::LimitExceeded);
    row("crossed tags", "<a><b></a></b>", ErrorKind::ProtocolViolation);
    row("an end without a start", "</a>", ErrorKind::ProtocolViolation);
    row("a prefix from nowhere", "<s:Envelope/>", ErrorKind::ProtocolViolation);
    row("no name", "<></>", ErrorKind::ProtocolViolation);
    row("a bare ampersand", "<a>R & D</a>", ErrorKind::ProtocolViolation);
    row("plain text", "Service unavailable", ErrorKind::ProtocolViolation);
    row("JSON", "{\"error\":{\"code\":\"InvalidAuthenticationToken\"}}", ErrorKind::ProtocolViolation);
    row("nothing", "", ErrorKind::ConnectionLost);
    row("white space", " \r\n", ErrorKind::ConnectionLost);
    row("a lone byte", "<", ErrorKind::ConnectionLost);
    row("zeros", QByteArray(64, '\0'), ErrorKind::ProtocolViolation);
}

void TestMarkup::hostileDocumentsAreRefused()
{
    QFETCH(QByteArray, document);
    QFETCH(int, kind);
    std::optional<Error> error;
    const QString said = textOf(document, &error);
    QVERIFY2(said.startsWith(QLatin1String("error: ")), qPrintable(said.left(200)));
    QVERIFY(error);
    QCOMPARE(errorKindName(error->kind), errorKindName(static_cast<ErrorKind>(kind)));

    // Elements without end: the tree of one subtree is bounded.
    Root flood(XmlLimits{64, 256 * 1024, 256, 1'000'000, 1'000'000, 1'000});
    flood.feed("<a>" + QByteArray("<b/>").repeated(2'000));
    QVERIFY(flood.error());
    QCOMPARE(flood.error()->kind, ErrorKind::LimitExceeded);
    Root text(XmlLimits{64, 256 * 1024, 256, 1'000, 1'000'000, 1'000});
    text.feed("<a>" + QByteArray(500, 'x') + "&amp;" + QByteArray(500, 'x'));
    QVERIFY(text.error());
    QCOMPARE(text.error()->kind, ErrorKind::LimitExceeded);
    Root longOne(XmlLimits{64, 256 * 1024, 256, 1'000'000, 10'000, 1'000'000});
    longOne.feed("<a>" + QByteArray("<!-- nothing -->").repeated(2'000));
    QVERIFY(longOne.error());
    QCOMPARE(longOne.error()->kind, ErrorKind::LimitExceeded);
}

void TestMarkup::whatBreaksOffIsSaid()
{
    const QByteArray document = "<?xml version=\"1.0\"?><!-- c --><a b='1'>x<![CDATA[y]]>&#65;<c/></a>";
    QCOMPARE(textOf(document), QStringLiteral("xyA"));
    for (qsizetype size = 0; size < document.size(); ++size) {
        std::optional<Error> error;
        textOf(document.left(size), &error);
        QVERIFY2(error && error->kind == ErrorKind::ConnectionLost, document.left(size).constData());
    }
    QCOMPARE(textOf(document + "\r\n"), QStringLiteral("xyA"));
}

void TestMarkup::commentsAndInstructionsAreLeftOut()
{
    QCOMPARE(textOf("<a>x<!-- <b> --->y<?php echo '<c>' ?"
                    "?>z</a>"),
             QStringLiteral("xyz"));
    QByteArray out;
    appendAllowed("a\x01", out);
    QCOMPARE(out, QByteArray("a\xef\xbf\xbd"));
    QCOMPARE(allowedReferences("&#;&#x;&amp;&#65"), QByteArray("\xef\xbf\xbd\xef\xbf\xbd&amp;&#65"));
}

LIAISON_TEST(TestMarkup)
#include "tst_markup.moc"
