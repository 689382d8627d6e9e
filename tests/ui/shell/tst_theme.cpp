#include "tests/support/test_registry.h"
#include "ui/common/icons.h"
#include "ui/common/plain_label.h"
#include "ui/common/theme.h"
#include "ui/common/words.h"

#include <QApplication>
#include <QTest>

namespace liaison::test {

class TestTheme : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void contrastOfKnownPairs();
    void textHasSevenToOne_data();
    void textHasSevenToOne();
    void mutedLabelFollowsTheme();
    void iconFollowsPalette();
    void labelsReadNoHtml();
};

void TestTheme::contrastOfKnownPairs()
{
    QCOMPARE(qRound(ui::contrast(Qt::black, Qt::white)), 21);
    QCOMPARE(qRound(ui::contrast(Qt::white, Qt::white)), 1);
    // #767676 on white is the grey that just reaches 4.5:1.
    QVERIFY(ui::contrast(QColor(0x76, 0x76, 0x76), Qt::white) >= 4.5);
    QVERIFY(ui::contrast(QColor(0x78, 0x78, 0x78), Qt::white) < 4.5);
}

void TestTheme::textHasSevenToOne_data()
{
    QTest::addColumn<QPalette>("palette");
    QTest::newRow("light") << ui::lightPalette();
    QTest::newRow("dark") << ui::darkPalette();
}

void TestTheme::textHasSevenToOne()
{
    QFETCH(QPalette, palette);
    const auto pair = [&palette](QPalette::ColorRole text, QPalette::ColorRole ground) {
        return ui::contrast(palette.color(text), palette.color(ground));
    };
    QVERIFY(pair(QPalette::WindowText, QPalette::Window) >= 7.0);
    QVERIFY(pair(QPalette::Text, QPalette::Base) >= 7.0);
    QVERIFY(pair(QPalette::Text, QPalette::AlternateBase) >= 7.0);
    QVERIFY(pair(QPalette::ButtonText, QPalette::Button) >= 7.0);
    QVERIFY(pair(QPalette::HighlightedText, QPalette::Highlight) >= 7.0);
    QVERIFY(pair(QPalette::ToolTipText, QPalette::ToolTipBase) >= 7.0);
    QVERIFY(pair(QPalette::Link, QPalette::Base) >= 7.0);
    QVERIFY(pair(QPalette::PlaceholderText, QPalette::Base) >= 4.5);
    for (const ui::Tone tone :
         {ui::Tone::Muted, ui::Tone::Accent, ui::Tone::Good, ui::Tone::Warning, ui::Tone::Danger}) {
        for (const QPalette::ColorRole ground : {QPalette::Window, QPalette::Base, QPalette::AlternateBase}) {
            const double ratio = ui::contrast(ui::toneColor(palette, tone), palette.color(ground));
            QVERIFY2(ratio >= 7.0, qPrintable(QStringLiteral("tone %1: %2").arg(static_cast<int>(tone)).arg(ratio)));
        }
        QVERIFY(ui::contrast(palette.color(QPalette::WindowText), ui::toneGround(palette, tone)) >= 7.0);
        // Chips: the tone on its own ground.
        QVERIFY(ui::contrast(ui::toneColor(palette, tone), ui::toneGround(palette, tone)) >= 4.5);
    }
    for (const ui::Tone tone : {ui::Tone::Sent, ui::Tone::Received})
        QVERIFY(ui::contrast(ui::toneColor(palette, tone), palette.color(QPalette::Window)) >= 3.0);
}

void TestTheme::mutedLabelFollowsTheme()
{
    ui::Theme theme;
    theme.setAppearance(ui::Appearance::Light);
    QWidget window;
    auto *label = new ui::PlainLabel(QStringLiteral("when"), &window);
    label->setMuted(true);
    window.show();
    theme.setAppearance(ui::Appearance::Dark);
    QTRY_VERIFY(
        ui::contrast(label->palette().color(QPalette::WindowText), QApplication::palette().color(QPalette::Window))
        >= 7.0);
}

void TestTheme::iconFollowsPalette()
{
    ui::Theme theme;
    const QIcon reply = ui::icon(QStringLiteral("reply"));
    const auto brightest = [&reply] {
        const QImage image = reply.pixmap(32).toImage();
        int value = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                if (image.pixelColor(x, y).alpha() > 200)
                    value = std::max(value, image.pixelColor(x, y).lightness());
            }
        }
        return value;
    };
    theme.setAppearance(ui::Appearance::Light);
    QVERIFY(brightest() < 100);
    theme.setAppearance(ui::Appearance::Dark);
    QVERIFY(brightest() > 200);
}

void TestTheme::labelsReadNoHtml()
{
    ui::PlainLabel label(QStringLiteral("<img src='file:///etc/hostname'><b>bold</b>"));
    QCOMPARE(label.textFormat(), Qt::PlainText);
    QVERIFY(label.text().startsWith(QLatin1String("<img")));
}

} // namespace liaison::test

using liaison::test::TestTheme;
LIAISON_TEST(TestTheme)
#include "tst_theme.moc"
