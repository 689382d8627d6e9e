#include "tests/support/test_registry.h"
#include "tests/ui/shell/shell_world.h"
#include "ui/admin/mailboxes_page.h"
#include "ui/incidents/incident_list.h"
#include "ui/incidents/incident_model.h"
#include "ui/shell/main_window.h"

#include <QDir>
#include <QImage>
#include <QTabWidget>
#include <QTest>

namespace liaison::test {

/// Every page in light and dark, at one and two pixels a point. With LIAISON_PICTURES=DIR the pictures are kept:
/// so the manual's and the README's are made.
class TestPages : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pagesArePainted_data();
    void pagesArePainted();
    void welcomeIsPainted();

private:
    static QImage picture(QWidget &widget, qreal ratio);
    static QImage settled(ShellWorld &world, QWidget &widget, qreal ratio);
    static void keep(const QImage &image, const QString &name);
    static int colors(const QImage &image);
};

QImage TestPages::picture(QWidget &widget, qreal ratio)
{
    QImage image(widget.size() * ratio, QImage::Format_RGB32);
    image.setDevicePixelRatio(ratio);
    widget.render(&image);
    return image;
}

/// The widget once all that it reads from the store is in: a reading later it looks the same.
QImage TestPages::settled(ShellWorld &world, QWidget &widget, qreal ratio)
{
    QImage last;
    const auto looksTheSame = [&] {
        const QImage before = std::exchange(last, picture(widget, ratio));
        must(awaited(world.store().read([](store::Session &) -> Result<int> { return 0; })));
        return before == last;
    };
    if (!QTest::qWaitFor(looksTheSame, 30'000))
        QTest::qFail("the page does not come to rest", __FILE__, __LINE__);
    return last;
}

void TestPages::keep(const QImage &image, const QString &name)
{
    const QString dir = qEnvironmentVariable("LIAISON_PICTURES");
    if (!dir.isEmpty())
        QVERIFY(image.save(QDir(dir).filePath(name + QStringLiteral(".png"))));
}

int TestPages::colors(const QImage &image)
{
    QSet<QRgb> seen;
    for (int y = 0; y < image.height(); y += 3) {
        for (int x = 0; x < image.width(); x += 3)
            seen.insert(image.pixel(x, y));
    }
    return static_cast<int>(seen.size());
}

void TestPages::pagesArePainted_data()
{
    QTest::addColumn<int>("look");
    QTest::addColumn<qreal>("ratio");
    QTest::newRow("light") << static_cast<int>(ui::Appearance::Light) << 1.0;
    QTest::newRow("dark") << static_cast<int>(ui::Appearance::Dark) << 1.0;
    QTest::newRow("light-2x") << static_cast<int>(ui::Appearance::Light) << 2.0;
    QTest::newRow("dark-2x") << static_cast<int>(ui::Appearance::Dark) << 2.0;
}

void TestPages::pagesArePainted()
{
    QFETCH(int, look);
    QFETCH(qreal, ratio);
    ShellWorld world;
    world.populate();
    world.settings()->setValue(QStringLiteral("window/appearance"), look);
    ui::MainWindow window(world.context(), world.theme(), world.settings());
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QTRY_VERIFY(window.incidents()->current());
    const QString look_ = QString::fromLatin1(QTest::currentDataTag());
    const QList<QPair<ui::Page, QString>> pages{
        {ui::Page::Incidents, QStringLiteral("incidents")}, {ui::Page::Unmatched, QStringLiteral("unmatched")},
        {ui::Page::Outbox, QStringLiteral("outbox")},       {ui::Page::Mailboxes, QStringLiteral("mailboxes")},
        {ui::Page::Feeds, QStringLiteral("feeds")},         {ui::Page::Units, QStringLiteral("units")}};
    for (const auto &page : pages) {
        window.showPage(page.first);
        for (int tab = 0; tab < (page.first == ui::Page::Incidents ? window.tabs()->count() : 1); ++tab) {
            window.tabs()->setCurrentIndex(tab);
            const QImage image = settled(world, window, ratio);
            QVERIFY(colors(image) > 40);
            keep(image, QStringLiteral("%1%2-%3").arg(page.second).arg(tab).arg(look_));
        }
    }
}

void TestPages::welcomeIsPainted()
{
    ShellWorld world;
    ui::MainWindow window(world.context(), world.theme(), world.settings());
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QTRY_VERIFY(colors(picture(window, 1.0)) > 20);
    keep(settled(world, window, 1.0), QStringLiteral("welcome"));
    window.connectMailbox();
    keep(picture(window, 1.0), QStringLiteral("connect"));
}

} // namespace liaison::test

using liaison::test::TestPages;
LIAISON_TEST(TestPages)
#include "tst_pages.moc"
