#include "tests/support/test_registry.h"

#include "ui/mails/inert_view.h"
#include "ui/mails/link_question.h"

#include <QAbstractButton>
#include <QFile>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>

using namespace liaison;
using namespace liaison::ui;
using namespace Qt::StringLiterals;

/// What mail HTML may reach: its own pictures, and nothing else.
class TestInertView : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void answersOnlyItsOwnPictures();
    void neverOpensALocalFile();
    void followsNoLink();
    void tellsTheLinksNumber();
    void foldsTheQuotation_data();
    void foldsTheQuotation();
    void showsTextAsText();
    void asksBeforeALinkOpens();
    void opensOnlyWebAndMail_data();
    void opensOnlyWebAndMail();
};

namespace {
QImage blue()
{
    QImage image(20, 10, QImage::Format_RGB32);
    image.fill(Qt::blue);
    return image;
}

QImage drawn(InertView &view)
{
    view.resize(300, 200);
    view.show();
    return view.grab().toImage();
}

bool hasColor(const QImage &image, const QColor &color)
{
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, y) == color)
                return true;
        }
    }
    return false;
}
} // namespace

void TestInertView::answersOnlyItsOwnPictures()
{
    InertView view;
    view.showHtml(u"<p>x <img src=\"cid:a@b\"> <img src=\"cid:other@b\"> "
                  "<img src=\"http://tracker.example/x.png\"></p>"_s,
                  {{u"a@b"_s, blue()}});
    QVERIFY(hasColor(drawn(view), Qt::blue));
    QVERIFY(view.inertDocument()->answered() >= 1);
    QVERIFY(view.inertDocument()->refused() >= 2);
}

void TestInertView::neverOpensALocalFile()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"red.png"_s);
    QImage red(40, 40, QImage::Format_RGB32);
    red.fill(Qt::red);
    QVERIFY(red.save(path));
    // The control: a bare QTextBrowser does open it. If Qt ever stops, this test has lost its meaning.
    QTextBrowser bare;
    bare.setHtml(u"<img src=\"file://%1\">"_s.arg(path));
    bare.resize(200, 200);
    QVERIFY(hasColor(bare.grab().toImage(), Qt::red));

    for (const QString &source : {u"file://"_s + path, path, u"qrc:/icons/liaison.svg"_s}) {
        InertView view;
        view.showHtml(
            u"<img src=\"%1\"><link rel=\"stylesheet\" href=\"%1\"><table background=\"%1\"><tr><td>x</table>"_s.arg(
                source),
            {});
        QVERIFY2(!hasColor(drawn(view), Qt::red), qPrintable(source));
        QCOMPARE(view.inertDocument()->answered(), 0);
        QVERIFY(view.inertDocument()->refused() >= 1);
    }
}

void TestInertView::followsNoLink()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"page.html"_s);
    QFile page(path);
    QVERIFY(page.open(QIODevice::WriteOnly));
    page.write("<p>another page</p>");
    page.close();
    InertView view;
    view.showHtml(u"<p>words <a href=\"link:0\">there</a></p>"_s, {});
    QSignalSpy sources(&view, &QTextBrowser::sourceChanged);
    view.setSource(QUrl::fromLocalFile(path));
    QCOMPARE(sources.count(), 0);
    QVERIFY(view.toPlainText().startsWith("words"_L1));
}

void TestInertView::tellsTheLinksNumber()
{
    InertView view;
    view.showHtml(u"<p><a href=\"link:1\">one</a></p>"_s, {});
    view.resize(300, 100);
    view.show();
    QSignalSpy activated(&view, &InertView::linkActivated);
    view.setFocus();
    QTest::keyClick(&view, Qt::Key_Tab);
    QTest::keyClick(&view, Qt::Key_Return);
    QTRY_COMPARE(activated.count(), 1);
    QCOMPARE(activated.first().first().toInt(), 1);
    QVERIFY(view.toPlainText().startsWith("one"_L1));
}

void TestInertView::foldsTheQuotation_data()
{
    QTest::addColumn<QString>("html");
    QTest::addColumn<int>("lines");
    QTest::addColumn<QString>("left");
    QTest::newRow("none") << u"<p>Only words.</p>"_s << 0 << u"Only words."_s;
    QTest::newRow("blockquote")
        << u"<p>New words.</p><p>On Friday, we wrote:</p><blockquote><p>a</p><p>b</p></blockquote>"_s << 3
        << u"New words."_s;
    QTest::newRow("outlook")
        << u"<p>Yes.</p><p><b>From:</b> A &lt;a@b.example&gt;<br><b>Sent:</b> Monday<br><b>Subject:</b> x</p><p>old</p>"_s
        << 4 << u"Yes."_s;
    QTest::newRow("all quotation") << u"<blockquote><p>a</p></blockquote>"_s << 0 << u"a"_s;
    QTest::newRow("answer below") << u"<blockquote><p>a</p></blockquote><p>answer</p>"_s << 0 << u"a\nanswer"_s;
}

void TestInertView::foldsTheQuotation()
{
    QFETCH(QString, html);
    QFETCH(int, lines);
    QFETCH(QString, left);
    InertView view;
    view.showHtml(html, {});
    QCOMPARE(view.foldQuotation(), lines);
    QCOMPARE(view.toPlainText().trimmed(), left);
}

void TestInertView::showsTextAsText()
{
    InertView view;
    view.showText(u"<img src=\"file:///etc/passwd\"><b>x</b>\u202Egnp.exe"_s);
    QCOMPARE(view.toPlainText(), u"<img src=\"file:///etc/passwd\"><b>x</b>⟦RLO⟧gnp.exe"_s);
    QCOMPARE(view.inertDocument()->refused(), 0);
}

void TestInertView::asksBeforeALinkOpens()
{
    const mime::InertHtml::Link link{u"https://evil.example/login"_s, u"<b>www.bank.example</b>"_s, true};
    QWidget window;
    auto *question = new LinkQuestion(link, &window);
    QList<QUrl> opened;
    question->setOpener([&](const QUrl &url) {
        opened.append(url);
        return true;
    });
    question->open();
    QCOMPARE(question->findChild<QPlainTextEdit *>()->toPlainText(), link.target);
    const auto labels = question->findChildren<QLabel *>();
    bool warned = false;
    for (const QLabel *label : labels) {
        if (!label->text().isEmpty())
            QCOMPARE(label->textFormat(), Qt::PlainText);
        warned = warned || label->text().contains("elsewhere"_L1);
    }
    QVERIFY(warned);
    QVERIFY(opened.isEmpty());
    question->findChild<QAbstractButton *>(u"openLink"_s)->click();
    QCOMPARE(opened, QList<QUrl>{QUrl(link.target)});
}

void TestInertView::opensOnlyWebAndMail_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("opened");
    QTest::newRow("https") << u"https://a.example/x?y=1"_s << u"https://a.example/x?y=1"_s;
    QTest::newRow("mailto") << u"mailto:a@b.example?subject=Hi&attach=/etc/passwd&bcc=c@d.example"_s
                            << u"mailto:a@b.example?subject=Hi"_s;
    QTest::newRow("file") << u"file:///etc/passwd"_s << QString();
    QTest::newRow("javascript") << u"javascript:alert(1)"_s << QString();
    QTest::newRow("data") << u"data:text/html,x"_s << QString();
    QTest::newRow("smb") << u"smb://host/x"_s << QString();
    QTest::newRow("no host") << u"http:///etc/passwd"_s << QString();
    QTest::newRow("hidden characters") << u"https://a.example/\u202Egpj"_s << QString();
    QTest::newRow("relative") << u"//host/x"_s << QString();
}

void TestInertView::opensOnlyWebAndMail()
{
    QFETCH(QString, target);
    QFETCH(QString, opened);
    QCOMPARE(openableTarget(target).toString(), opened);
}

LIAISON_TEST(TestInertView)
#include "tst_inert_view.moc"
