#include "core/mime/body.h"
#include "core/mime/html_inert.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison;
using namespace liaison::mime;
using namespace Qt::StringLiterals;

class TestHtml : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsSafeStays();
    void whatIsNotSafeGoes_data();
    void whatIsNotSafeGoes();
    void remoteContentIsCounted_data();
    void remoteContentIsCounted();
    void linksAreNumberedAndJudged_data();
    void linksAreNumberedAndJudged();
    void deadTargetsAreNoLinks_data();
    void deadTargetsAreNoLinks();
    void bidiInLinksIsSeen();
    void hiddenTextIsMarked_data();
    void hiddenTextIsMarked();
    void visibleTextIsNotMarked_data();
    void visibleTextIsNotMarked();
    void tablesAreFlattened();
    void endlessWordsBreak();
    void bombsEnd_data();
    void bombsEnd();
    void tooLargeKeepsItsWords();
    void wordsKeepTheirParagraphs();
    void inlineImagesAreOfThisMail();
};

void TestHtml::whatIsSafeStays()
{
    const InertHtml inert = makeInert(u"<html><head><title>t</title></head><body><h1>Head</h1><p "
                                      u"style='color:#ff0000;font-weight:bold'>a &amp; <b>b</b></p>"
                                      "<ul><li>one</li></ul><img src='cid:x@y' alt='pic' width=10></body></html>"_s);
    QVERIFY2(inert.html.contains(u"<h1>Head</h1>"_s), qPrintable(inert.html));
    QVERIFY(inert.html.contains(u"<p style=\"color:#ff0000;font-weight:bold\">a &amp; <b>b</b></p>"_s));
    QVERIFY(inert.html.contains(u"<img src=\"cid:x@y\" alt=\"pic\" width=\"10\">"_s));
    QCOMPARE(inert.text, u"Head\na & b\n- one\npic"_s);
    QCOMPARE(inert.blockedCount, 0);
    QVERIFY(!inert.tooLarge);
}

void TestHtml::whatIsNotSafeGoes_data()
{
    QTest::addColumn<QString>("html");
    QTest::addColumn<QString>("gone");
    QTest::newRow("script") << u"<script>alert(1)</script>x"_s << u"alert"_s;
    QTest::newRow("handler") << u"<p onclick=alert(1)>x</p>"_s << u"onclick"_s;
    QTest::newRow("handler after a slash") << u"<img/src=x/onerror=alert(1)>x"_s << u"onerror"_s;
    QTest::newRow("form") << u"<form action=http://e.example><input name=q>x</form>"_s << u"form"_s;
    QTest::newRow("iframe") << u"<iframe srcdoc='<p>'></iframe>x"_s << u"iframe"_s;
    QTest::newRow("object") << u"<object data=x></object><embed src=x>x"_s << u"data"_s;
    QTest::newRow("style") << u"<style>p{color:red}</style>x"_s << u"red"_s;
    QTest::newRow("expression") << u"<p style='width:expression(alert(1))'>x"_s << u"expression"_s;
    QTest::newRow("url") << u"<p style='background:url(http://e.example/)'>x"_s << u"url"_s;
    QTest::newRow("escaped url") << u"<p style='background:\\75 rl(http://e.example/)'>x"_s << u"e.example"_s;
    QTest::newRow("position") << u"<div style='position:fixed;top:0'>x"_s << u"position"_s;
    QTest::newRow("comment") << u"<!-- <b>secret</b> -->x"_s << u"secret"_s;
    QTest::newRow("svg") << u"<svg><style><img src=x onerror=alert(1)></style></svg>x"_s << u"onerror"_s;
    QTest::newRow("attribute that closes itself")
        << u"<p title='\"><img src=x onerror=alert(1)>'>x</p>"_s << u"onerror"_s;
    QTest::newRow("remote image") << u"<img src=http://e.example/p.png>x"_s << u"e.example"_s;
    QTest::newRow("file image") << u"<img src=file:///etc/passwd>x"_s << u"passwd"_s;
    QTest::newRow("svg data image") << u"<img src='data:image/svg+xml;base64,PHN2Zz4='>x"_s << u"data:"_s;
    QTest::newRow("data image that lies") << u"<img src='data:image/png;base64,PHN2Zz4='>x"_s << u"data:"_s;
    QTest::newRow("huge span") << u"<table><tr><td colspan=2147483647>x<td>y</table>"_s << u"2147483647"_s;
    QTest::newRow("font family breaks out") << u"<p style=\"font-family:'a;}x{'\">x"_s << u"}"_s;
}

void TestHtml::whatIsNotSafeGoes()
{
    QFETCH(QString, html);
    QFETCH(QString, gone);
    const InertHtml inert = makeInert(html);
    QVERIFY2(!inert.html.contains(gone), qPrintable(inert.html));
    QVERIFY2(inert.html.contains(u'x'), qPrintable(inert.html)); // the words stay
}

void TestHtml::remoteContentIsCounted_data()
{
    QTest::addColumn<QString>("html");
    QTest::addColumn<int>("count");
    QTest::newRow("none") << u"<a href='http://e.example'>x</a><img src='cid:a'>"_s << 0;
    QTest::newRow("img") << u"<img src='http://e.example/1'>"_s << 1;
    QTest::newRow("entities") << u"<img src='&#104;ttp://e.example/1'>"_s << 1;
    QTest::newRow("scheme relative") << u"<img src=//e.example/1>"_s << 1;
    QTest::newRow("srcset") << u"<img srcset='http://e.example/1 1x, http://e.example/2 2x'>"_s << 2;
    QTest::newRow("background") << u"<td background='http://e.example/1'>"_s << 1;
    QTest::newRow("link") << u"<link rel=stylesheet href='http://e.example/1'>"_s << 1;
    QTest::newRow("import") << u"<style>@import 'http://e.example/1';p{background:url(//e.example/2)}</style>"_s << 2;
    QTest::newRow("escaped css") << u"<p style='background:u\\72l(http://e.example/1)'>"_s << 1;
    QTest::newRow("refresh") << u"<meta http-equiv=refresh content='0;url=http://e.example'>"_s << 1;
    QTest::newRow("svg") << u"<svg><image xlink:href='http://e.example/1'/><use href='http://e.example/2'/></svg>"_s
                         << 2;
    QTest::newRow("media") << u"<video poster=http://e.example/1 src=http://e.example/2>"_s << 2;
}

void TestHtml::remoteContentIsCounted()
{
    QFETCH(QString, html);
    QFETCH(int, count);
    const InertHtml inert = makeInert(html);
    QCOMPARE(inert.blockedCount, count);
    QCOMPARE(inert.blockedRemote.size(), count);
    for (const QString &blocked : inert.blockedRemote)
        QVERIFY(blocked.contains(u"e.example"_s));
}

void TestHtml::linksAreNumberedAndJudged_data()
{
    QTest::addColumn<QString>("html");
    QTest::addColumn<QString>("target");
    QTest::addColumn<bool>("deceptive");
    const auto row = [](const char *name, const QString &html, const QString &target, bool deceptive) {
        QTest::newRow(name) << html << target << deceptive;
    };
    row("plain", u"<a href='https://corp.example/a'>here</a>"_s, u"https://corp.example/a"_s, false);
    row("same domain", u"<a href='https://www.bank.com/a'>bank.com</a>"_s, u"https://www.bank.com/a"_s, false);
    row("other domain", u"<a href='https://evil.com/a'>https://bank.com/login</a>"_s, u"https://evil.com/a"_s, true);
    row("other under one suffix", u"<a href='https://evil.co.uk/'>www.bank.co.uk</a>"_s, u"https://evil.co.uk/"_s,
        true);
    row("split over elements", u"<a href='https://evil.com/'><b>ban</b>k.com</a>"_s, u"https://evil.com/"_s, true);
    row("user part", u"<a href='https://bank.com@evil.com/'>go</a>"_s, u"https://bank.com@evil.com/"_s, true);
    row("words with dots", u"<a href='https://corp.example/'>see Fig.2 and v1.0</a>"_s, u"https://corp.example/"_s,
        false);
    row("mail", u"<a href='mailto:a@b.example?subject=x&amp;bcc=c@d.example'>a@b.example</a>"_s,
        u"mailto:a@b.example?subject=x"_s, false);
    row("mail to another", u"<a href='mailto:a@evil.com'>help@bank.com</a>"_s, u"mailto:a@evil.com"_s, true);
    row("base", u"<base href='https://evil.com/x/'><a href='y'>go</a>"_s, u"https://evil.com/x/y"_s, false);
    row("full-width dots", u"<a href='https://evil.com/'>bank\uff0ecom</a>"_s, u"https://evil.com/"_s, true);
}

void TestHtml::linksAreNumberedAndJudged()
{
    QFETCH(QString, html);
    QFETCH(QString, target);
    QFETCH(bool, deceptive);
    const InertHtml inert = makeInert(html);
    QCOMPARE(inert.links.size(), 1);
    QCOMPARE(inert.links.first().target, target);
    QCOMPARE(inert.links.first().deceptive, deceptive);
    QVERIFY(inert.html.contains(u"<a href=\"link:0\">"_s));
}

void TestHtml::deadTargetsAreNoLinks_data()
{
    QTest::addColumn<QString>("href");
    for (const char *href : {"javascript:alert(1)", "java&#10;script:alert(1)", " JAVASCRIPT:x", "data:text/html,x",
                             "file:///etc/passwd", "vbscript:x", "relative/path", "#top", "smb://e/s", "ms-msdt:/id",
                             "tel:+1900", "http://", "mailto:", "cid:x"})
        QTest::newRow(href) << QString::fromLatin1(href);
}

void TestHtml::deadTargetsAreNoLinks()
{
    QFETCH(QString, href);
    const InertHtml inert = makeInert(u"<a href=\"%1\">words</a>"_s.arg(href));
    QVERIFY(inert.links.isEmpty());
    QVERIFY(!inert.html.contains(u"<a"_s));
    QVERIFY(inert.html.contains(u"words"_s));
}

void TestHtml::bidiInLinksIsSeen()
{
    const InertHtml inert = makeInert(u"<a href='https://evil.com/'>\u202emoc.knab</a>"_s);
    QVERIFY(inert.html.contains(u"\u27e8U+202E\u27e9"_s));
    QVERIFY(inert.links.first().shownText.startsWith(u"\u27e8U+202E\u27e9"_s));
}

void TestHtml::hiddenTextIsMarked_data()
{
    QTest::addColumn<QString>("html");
    const auto row = [](const char *name, const char *html) { QTest::newRow(name) << QString::fromLatin1(html); };
    row("display", "<p style='display:none'>secret</p>");
    row("important", "<p style='DISPLAY : none !important'>secret</p>");
    row("comment inside", "<p style='display:/**/none'>secret</p>");
    row("visibility", "<span style='visibility:hidden'>secret</span>");
    row("size", "<span style='font-size:0'>secret</span>");
    row("one pixel", "<font style='font-size:1px'>secret</font>");
    row("opacity", "<div style='opacity:0'>secret</div>");
    row("white on white", "<font color=white>secret</font>");
    row("nearly white", "<span style='color:#fefefe'>secret</span>");
    row("black on black", "<div style='background:#000'><span style='color:black'>secret</span></div>");
    row("dark page", "<body bgcolor='#000000'><font color='#010101'>secret</font>");
    row("off the page", "<div style='position:absolute;left:-9999px'>secret</div>");
    row("indent", "<p style='text-indent:-9999px'>secret</p>");
    row("height", "<div style='max-height:0;overflow:hidden'>secret</div>");
    row("attribute", "<p hidden>secret</p>");
    row("Office", "<p style='mso-hide:all'>secret</p>");
}

void TestHtml::hiddenTextIsMarked()
{
    QFETCH(QString, html);
    const InertHtml inert = makeInert(u"<p>seen</p>"_s + html);
    QCOMPARE(inert.hiddenTexts, 1);
    QVERIFY2(inert.html.contains(u"[hidden text: secret]"_s), qPrintable(inert.html));
    QVERIFY(!inert.text.contains(u"secret"_s));
    QVERIFY(htmlToText(html).contains(u"secret"_s)); // search finds it
}

void TestHtml::visibleTextIsNotMarked_data()
{
    QTest::addColumn<QString>("html");
    const auto row = [](const char *name, const char *html) { QTest::newRow(name) << QString::fromLatin1(html); };
    row("white on blue", "<table bgcolor=blue><tr><td><font color=white>words</font></td></tr></table>");
    row("white on dark style", "<div style='background-color:#222'><span style='color:#fff'>words</span></div>");
    row("empty preheader", "<div style='display:none'>&nbsp;&zwnj;&nbsp;</div>words");
    row("grey", "<span style='color:#777'>words</span>");
    row("white background", "<div style='background:white'>words</div>");
}

void TestHtml::visibleTextIsNotMarked()
{
    QFETCH(QString, html);
    const InertHtml inert = makeInert(html);
    QCOMPARE(inert.hiddenTexts, 0);
    QVERIFY(inert.text.contains(u"words"_s));
}

void TestHtml::tablesAreFlattened()
{
    QString html = u"words"_s;
    for (int i = 0; i < 20; ++i)
        html = u"<table><tr><td>%1</td><td>c</td></tr></table>"_s.arg(html);
    const InertHtml inert = makeInert(html);
    QCOMPARE(inert.html.count(u"<table"_s), 3);
    QCOMPARE(inert.html.count(u"</table>"_s), 3);
    QVERIFY(inert.text.contains(u"words"_s));
    const InertHtml one = makeInert(u"<table><tr><td>alone</td></tr></table>"_s);
    QCOMPARE(one.html.count(u"<table"_s), 0);
    QVERIFY(one.html.contains(u"alone"_s));
}

void TestHtml::endlessWordsBreak()
{
    const InertHtml inert = makeInert(QString(100'000, u'w') + u"<b>"_s + QString(100'000, u'w') + u"</b>"_s);
    QVERIFY(!inert.tooLarge);
    for (const QString &piece : inert.html.split(QChar(0x200b)))
        QVERIFY(piece.size() < 10'100);
    QCOMPARE(inert.text.size(), 200'000);
}

void TestHtml::bombsEnd_data()
{
    QTest::addColumn<QString>("html");
    QTest::newRow("50,000 nested div") << u"<div>"_s.repeated(50'000) + u"words"_s;
    QTest::newRow("50,000 nested b") << u"<b>"_s.repeated(50'000) + u"words"_s;
    QTest::newRow("open formatting and blocks")
        << u"<p>"_s + u"<i><b><u><s><em>"_s.repeated(2'000) + u"<p>x"_s.repeated(20'000) + u"words"_s;
    QTest::newRow("10,000 tables") << u"<table><tr><td>"_s.repeated(10'000) + u"words"_s;
    QTest::newRow("50,000 attributes") << [] {
        QString html = u"<p"_s;
        for (int i = 0; i < 30'000; ++i)
            html += u" a%1"_s.arg(i);
        return html + u">words"_s;
    }();
    QTest::newRow("unclosed scripts") << u"<script>"_s.repeated(30'000) + u"words"_s;
    QTest::newRow("unclosed comments") << u"<!--"_s.repeated(60'000) + u">words"_s;
    QTest::newRow("unclosed tags") << u"<a "_s.repeated(80'000) + u">words"_s;
    QTest::newRow("unclosed select") << u"<select><option>"_s.repeated(15'000) + u"words"_s;
    QTest::newRow("lists") << u"<ul><li>"_s.repeated(30'000) + u"words"_s;
    QTest::newRow("misnested") << u"<a><table><b>"_s.repeated(15'000) + u"words"_s;
    QTest::newRow("end tags") << u"</p>"_s.repeated(60'000) + u"words"_s;
}

void TestHtml::bombsEnd()
{
    QFETCH(QString, html);
    for (int bytes : {256 * 1024, 100'000'000}) {
        InertLimits limits;
        limits.bytes = bytes;
        limits.depth = bytes;
        const InertHtml inert = makeInert(html, limits);
        QVERIFY(inert.text.contains(u"words"_s));
    }
    QVERIFY(htmlToText(html).contains(u"words"_s));
}

void TestHtml::tooLargeKeepsItsWords()
{
    const InertHtml inert = makeInert(u"<p>first</p>"_s + u"<p>more</p>"_s.repeated(60'000));
    QVERIFY(inert.tooLarge);
    QVERIFY(inert.html.isEmpty());
    QVERIFY(inert.text.startsWith(u"first\nmore"_s));
    InertLimits lifted;
    lifted.bytes = 10'000'000;
    lifted.cells = 1'000'000;
    QVERIFY(!makeInert(u"<p>first</p>"_s + u"<p>more</p>"_s.repeated(60'000), lifted).html.isEmpty());
    QVERIFY(makeInert(u"<table>"_s + u"<tr><td>a<td>b"_s.repeated(2'000) + u"</table>"_s).tooLarge);
}

void TestHtml::wordsKeepTheirParagraphs()
{
    QCOMPARE(
        htmlToText(
            u"<p>one\n two</p><div>three<br>four</div><table><tr><td>a<td>b</tr><tr><td>c</table><pre>x\n y</pre>"_s),
        u"one two\nthree\nfour\na b\nc\nx\n y"_s);
}

void TestHtml::inlineImagesAreOfThisMail()
{
    const MailBody body = readBody("From: a@b.example\r\nContent-Type: multipart/related; "
                                   "boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<img src=cid:p1>\r\n"
                                   "--b\r\nContent-Type: image/png\r\nContent-ID: "
                                   "<p1>\r\n\r\n\x89PNG\r\n\x1a\nxx\r\n--b\r\nContent-Type: image/png\r\n"
                                   "Content-ID: <p2>\r\n\r\n<svg onload=x>\r\n--b--\r\n");
    QCOMPARE(body.inlineImages.keys(), QStringList{u"p1"_s});
    QVERIFY(body.sections.first().html.html.contains(u"cid:p1"_s));
    for (const domain::PartInfo &part : body.parsed.parts)
        QCOMPARE(part.isAttachment, part.contentId == u"p2"_s); // what the HTML does not show is listed
}

LIAISON_TEST(TestHtml)
#include "tst_html.moc"
