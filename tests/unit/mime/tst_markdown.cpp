#include "core/domain/template_text.h"
#include "core/mime/html_inert.h"
#include "core/mime/markdown.h"
#include "tests/support/test_registry.h"

#include <QRegularExpression>
#include <QTest>

using namespace liaison;
using namespace Qt::StringLiterals;

/// Markdown as the two bodies of a mail.
class TestMarkdown : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void bothForms_data();
    void bothForms();
    void nothingLeadsElsewhere_data();
    void nothingLeadsElsewhere();
    void escapedWordsAreThemselves_data();
    void escapedWordsAreThemselves();
    void quotationsStayWordForWord();
    void depthIsBounded();
};

void TestMarkdown::bothForms_data()
{
    QTest::addColumn<QString>("markdown");
    QTest::addColumn<QString>("plain");
    QTest::addColumn<QString>("html");
    QTest::newRow("paragraphs") << u"One\ntwo\n\nThree"_s << u"One\ntwo\n\nThree"_s
                                << u"<p>One<br>\ntwo</p>\n<p>Three</p>\n"_s;
    QTest::newRow("emphasis") << u"**a** *b* `c*`"_s << u"a b c*"_s
                              << u"<p><strong>a</strong> <em>b</em> <code>c*</code></p>\n"_s;
    QTest::newRow("heading") << u"# Head\nwords"_s << u"Head\n\nwords"_s << u"<h1>Head</h1>\n<p>words</p>\n"_s;
    QTest::newRow("bullets") << u"Please:\n\n- one\n- two\n  - three\n\nThanks"_s
                             << u"Please:\n\n- one\n- two\n  - three\n\nThanks"_s
                             << u"<p>Please:</p>\n<ul><li>one</li>\n<li>two<ul><li>three</li>\n</ul>\n</li>\n</ul>\n"
                                "<p>Thanks</p>\n"_s;
    QTest::newRow("numbers") << u"3. a\n4. b"_s << u"3. a\n4. b"_s
                             << u"<ol start=\"3\"><li>a</li>\n<li>b</li>\n</ol>\n"_s;
    QTest::newRow("loose list") << u"- a\n\n- b"_s << u"- a\n\n- b"_s
                                << u"<ul><li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n</ul>\n"_s;
    QTest::newRow("code") << u"a\n\n```\nx <y>\n\nz\n```\nb"_s << u"a\n\n    x <y>\n\n    z\n\nb"_s
                          << u"<p>a</p>\n<pre>x &lt;y&gt;\n\nz\n</pre>\n<p>b</p>\n"_s;
    QTest::newRow("line") << u"a\n\n---\n\nb"_s << u"a\n\n----------\n\nb"_s << u"<p>a</p>\n<hr>\n<p>b</p>\n"_s;
    QTest::newRow("link") << u"See [this](https://e.example/a?b=1&c)."_s << u"See this <https://e.example/a?b=1&c>."_s
                          << u"<p>See <a href=\"https://e.example/a?b=1&amp;c\">this</a>.</p>\n"_s;
    QTest::newRow("link by itself") << u"<https://e.example/>"_s << u"https://e.example/"_s
                                    << u"<p><a href=\"https://e.example/\">https://e.example/</a></p>\n"_s;
    QTest::newRow("address") << u"<a@b.example>"_s << u"a@b.example"_s
                             << u"<p><a href=\"mailto:a@b.example\">a@b.example</a></p>\n"_s;
    QTest::newRow("references") << u"a &amp; b &#169; &#60;"_s << u"a & b \u00a9 <"_s
                                << u"<p>a &amp; b \u00a9 &lt;</p>\n"_s;
    QTest::newRow("nothing") << QString() << QString() << QString();
}

void TestMarkdown::bothForms()
{
    QFETCH(const QString, markdown);
    QFETCH(const QString, plain);
    QFETCH(const QString, html);
    const mime::MarkdownMail made = mime::fromMarkdown(markdown);
    QCOMPARE(made.plain, plain);
    QCOMPARE(made.html, html);
}

void TestMarkdown::nothingLeadsElsewhere_data()
{
    QTest::addColumn<QString>("markdown");
    for (const char *text :
         {"<script>alert(1)</script>", "a <img src=x onerror=alert(1)> b", "<div onclick=x>\n\nb\n</div>",
          "[a](javascript:alert(1))", "[a](JaVaScRiPt:alert(1))", "[a](data:text/html,x)", "[a](file:///etc/passwd)",
          "[a](//host.example/x)", "[a](../x)", "[a](<java\tscript:x>)", "[a][b]\n\n[b]: vbscript:x",
          "[a](&#106;avascript:alert(1))", "![a](https://track.example/p.gif)", "<javascript:alert(1)>",
          "[a](https://e.example/\"onmouseover=\"x)", "<!-- a -->", "<?php x ?>", "<![CDATA[x]]>"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void TestMarkdown::nothingLeadsElsewhere()
{
    QFETCH(const QString, markdown);
    const QString html = mime::fromMarkdown(markdown).html;
    static const QRegularExpression tags(
        u"</?(p|br|strong|em|code|pre|ul|li|hr|blockquote|h[1-6]|ol( start=\"[0-9]+\")?)>"
        "|<a href=\"(https?://|mailto:)[^\"<>]*\">|</a>"_s);
    QVERIFY2(!QString(html).remove(tags).contains(u'<'), qPrintable(html));
    const mime::InertHtml inert = mime::makeInert(html);
    QCOMPARE(inert.blockedCount, 0);
    for (const mime::InertHtml::Link &link : inert.links)
        QVERIFY2(link.target.startsWith(u"https://e.example/"_s), qPrintable(link.target));
}

void TestMarkdown::escapedWordsAreThemselves_data()
{
    QTest::addColumn<QString>("words");
    for (const char *text : {"plain",
                             "**a**",
                             "_a_ `b` ~~c~~ ~~~",
                             "[a](http://e.example)",
                             "![a](b)",
                             "<b>a</b>",
                             "&amp; &#60;",
                             "# a",
                             "> a",
                             "- a",
                             "+ a",
                             "* a",
                             "1. a",
                             "12) a",
                             "---",
                             "===",
                             "a \\* b\\",
                             "|a|b|",
                             "{{date}}",
                             "<a@b.example>",
                             "http://e.example/a_b_c",
                             "\\",
                             "a|b",
                             "!",
                             "```"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void TestMarkdown::escapedWordsAreThemselves()
{
    QFETCH(const QString, words);
    const mime::MarkdownMail made = mime::fromMarkdown(domain::escapedMarkdown(words));
    QCOMPARE(made.plain, words);
    QCOMPARE(made.html, u"<p>%1</p>\n"_s.arg(words.toHtmlEscaped()));
    QCOMPARE(mime::fromMarkdown(u"a\n"_s + domain::escapedMarkdown(words)).plain, u"a\n"_s + words);
}

void TestMarkdown::quotationsStayWordForWord()
{
    const mime::MarkdownMail made = mime::mailFromMarkdown(
        u"We **agree**.\n\nOn Friday, M. Roe wrote:\n> *not* <b>markup</b>\n>> [x](http://e.example)\n\n-- \nA_b_c"_s);
    QCOMPARE(made.plain,
             u"We agree.\n\nOn Friday, M. Roe wrote:\n> *not* <b>markup</b>\n>> [x](http://e.example)\n\n-- \nA_b_c"_s);
    QVERIFY2(made.html.contains(u"<p>We <strong>agree</strong>.</p>"_s), qPrintable(made.html));
    QVERIFY(made.html.contains(u"&gt; *not* &lt;b&gt;markup&lt;/b&gt;"_s));
    QVERIFY(!made.html.contains(u"<a "_s));
    QVERIFY(made.html.contains(u"A_b_c"_s));
}

void TestMarkdown::depthIsBounded()
{
    const mime::MarkdownMail deep = mime::fromMarkdown(QString(30'000, u'>') + u" a"_s);
    QVERIFY(deep.html.count(u"<blockquote>"_s) <= 16);
    QCOMPARE(deep.html.count(u"<blockquote>"_s), deep.html.count(u"</blockquote>"_s));
    QVERIFY(deep.plain.endsWith(u"a"_s));
    const mime::MarkdownMail list = mime::fromMarkdown(u"- "_s.repeated(200) + u"a"_s);
    QCOMPARE(list.html.count(u"<li>"_s), list.html.count(u"</li>"_s));
    QVERIFY(list.html.contains(u'a'));
}

LIAISON_TEST(TestMarkdown)
#include "tst_markdown.moc"
