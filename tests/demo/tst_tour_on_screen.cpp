#include "tests/support/server_process.h"
#include "tests/support/test_registry.h"
#include "tour_run.h"
#include "tour_sights.h"
#include "ui/shell/main_window.h"

#include <QGuiApplication>
#include <QTemporaryDir>
#include <QTest>

namespace liaison::test {

/// The tour in windows of a real display that a window manager has in hand: its pictures are what people see there.
/// LIAISON_PICTURES=DIR keeps them.
class TestTourOnScreen : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void goesThroughEverything();

private:
    QTemporaryDir m_temp;
};

void TestTourOnScreen::initTestCase()
{
    REQUIRE_SERVER(!findProgram({QStringLiteral("openbox")}).isEmpty(), "not installed: openbox");
    QCOMPARE(QGuiApplication::platformName(), QStringLiteral("xcb"));
}

void TestTourOnScreen::goesThroughEverything()
{
    const QString kept = qEnvironmentVariable("LIAISON_PICTURES");
    const QString pictures = kept.isEmpty() ? m_temp.path() : kept + QStringLiteral("/tour");
    demo::Demo::Options options;
    options.answerMs = 200;
    int framed = 0;
    const TourOutcome outcome = runTour(options, pictures, [&](const ui::MainWindow &window) {
        framed += window.frameGeometry() != window.geometry() ? 1 : 0;
    });
    QVERIFY2(outcome.failed.isEmpty(), qPrintable(outcome.failed.join(QLatin1Char('\n'))));
    QCOMPARE(outcome.exitCode, 0);
    QCOMPARE(framed, outcome.steps.size()); // nobody but a window manager draws frames
    QCOMPARE(outcome.looked.size(), mailboxSights().size());
    QVERIFY2(outcome.faults.isEmpty(), qPrintable(outcome.faults.join(QLatin1Char('\n'))));
    const QStringList faults = connectingFaults(outcome) + pictureFaults(outcome, pictures);
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(QLatin1Char('\n'))));
}

} // namespace liaison::test

using liaison::test::TestTourOnScreen;
LIAISON_TEST(TestTourOnScreen)
#include "tst_tour_on_screen.moc"
