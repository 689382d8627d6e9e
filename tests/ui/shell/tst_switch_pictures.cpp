#include "tests/support/test_registry.h"
#include "tests/ui/shell/switch_shell.h"
#include "ui/admin/mailbox_form.h"
#include "ui/admin/mailboxes_page.h"
#include "ui/admin/switch_button.h"
#include "ui/shell/main_window.h"

#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QTest>
#include <QTranslator>

namespace liaison::test {

using namespace Qt::StringLiterals;

namespace {

/// Labels and buttons that have no room for their words.
QStringList cut(QWidget &window)
{
    QStringList cut;
    const QList<QLabel *> labels = window.findChildren<QLabel *>();
    for (const QLabel *label : labels) {
        if (!label->isVisible() || label->text().isEmpty())
            continue;
        const bool tooNarrow = !label->wordWrap() && label->width() < label->sizeHint().width();
        const bool tooLow = label->wordWrap() && label->height() < label->heightForWidth(label->width());
        if (tooNarrow || tooLow)
            cut << label->text();
    }
    const QList<QPushButton *> buttons = window.findChildren<QPushButton *>();
    for (const QPushButton *button : buttons) {
        if (button->isVisible() && button->width() < button->sizeHint().width())
            cut << button->text();
    }
    return cut;
}

} // namespace

/// What the dialog of a switch looks like.
class TestSwitchPictures : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void itIsPainted_data();
    void itIsPainted();

private:
    static void keep(QWidget &widget, const QString &name, qreal ratio);
};

void TestSwitchPictures::keep(QWidget &widget, const QString &name, qreal ratio)
{
    const QString dir = qEnvironmentVariable("LIAISON_PICTURES");
    if (dir.isEmpty())
        return;
    QImage image(widget.size() * ratio, QImage::Format_RGB32);
    image.setDevicePixelRatio(ratio);
    widget.render(&image);
    QVERIFY(image.save(QDir(dir).filePath(name + u".png"_s)));
}

void TestSwitchPictures::itIsPainted_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<int>("look");
    QTest::addColumn<qreal>("ratio"); ///< of the picture
    QTest::addColumn<int>("percent"); ///< of the usual letters
    const int light = static_cast<int>(ui::Appearance::Light);
    const int dark = static_cast<int>(ui::Appearance::Dark);
    QTest::newRow("en-light") << u"en"_s << light << 1.0 << 100;
    QTest::newRow("en-dark-2x") << u"en"_s << dark << 2.0 << 100;
    QTest::newRow("de-light-2x") << u"de"_s << light << 2.0 << 100;
    QTest::newRow("de-dark") << u"de"_s << dark << 1.0 << 100;
    QTest::newRow("de-large") << u"de"_s << light << 1.0 << 200;
}

/// Every text has room in every state; LIAISON_PICTURES=DIR keeps what it looks like.
void TestSwitchPictures::itIsPainted()
{
    QFETCH(const QString, language);
    QFETCH(const int, look);
    QFETCH(const qreal, ratio);
    QFETCH(const int, percent);
    QTranslator german;
    if (language == "de"_L1)
        QVERIFY(german.load(u":/i18n/liaison_de"_s) && QCoreApplication::installTranslator(&german));
    const QFont usual = QApplication::font();
    QFont letters = usual;
    letters.setPointSizeF(letters.pointSizeF() * percent / 100);
    QApplication::setFont(letters);
    SwitchShell world;
    world.shell.theme()->setAppearance(static_cast<ui::Appearance>(look));
    auto *dialog = world.dialog();
    const QString name = u"switch-%1-"_s.arg(QString::fromLatin1(QTest::currentDataTag()));
    const auto check = [&](const QString &state) {
        QTRY_VERIFY2(cut(*dialog).isEmpty(), qPrintable(state + u": "_s + cut(*dialog).join(u'\n')));
        keep(*dialog, name + state, ratio);
    };
    const QList<QPushButton *> buttons = dialog->findChildren<QPushButton *>();
    const auto *bar = dialog->findChild<ui::MessageBar *>();
    const auto press = [&buttons, &world](const char *button) {
        const qsizetype before = world.asked.size();
        for (QPushButton *each : buttons)
            if (each->objectName() == QLatin1String(button))
                each->click();
        QTRY_COMPARE(world.asked.size(), before + 1);
    };
    check(u"1-idle"_s);
    press("compare");
    world.asked.last().progress({domain::SwitchProgress::Step::Mails, u"Archive/2026"_s, 2, 5});
    check(u"2-comparing"_s);
    world.answer(world.refused(domain::TestStepKind::SignIn, domain::TestReason::MailboxDenied));
    QTRY_VERIFY(!bar->isHidden());
    check(u"3-refused"_s);
    press("compare");
    world.answer(world.report());
    QTRY_VERIFY(!bar->isHidden());
    check(u"4-same"_s);
    press("compare");
    world.answer(world.differing());
    QTRY_VERIFY(!bar->isHidden());
    check(u"5-differing"_s);
    press("switch");
    domain::SwitchReport done = world.report();
    done.done = true;
    world.answer(done);
    QTRY_VERIFY(!bar->isHidden());
    check(u"6-done"_s);
    delete dialog;
    QApplication::setFont(usual);
    if (percent != 100)
        return;
    ui::MainWindow window(world.shell.context(), world.shell.theme(), world.shell.settings());
    window.show();
    window.showPage(ui::Page::Mailboxes);
    world.shell.feeds().tell(blockedFeed(world.mailbox));
    QTRY_COMPARE(window.mailboxes()->form()->mailbox().id, world.mailbox.id);
    const auto *offer = window.findChild<ui::SwitchButton *>();
    QTRY_VERIFY(offer->isVisible() && offer->width() >= offer->sizeHint().width()
                && offer->visibleRegion().boundingRect() == offer->rect());
    keep(window, name + u"7-window"_s, ratio);
}

} // namespace liaison::test

using liaison::test::TestSwitchPictures;
LIAISON_TEST(TestSwitchPictures)
#include "tst_switch_pictures.moc"
