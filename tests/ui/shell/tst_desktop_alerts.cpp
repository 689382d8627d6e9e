#include "core/domain/incident.h"
#include "core/domain/subject.h"
#include "tests/support/test_registry.h"
#include "tests/ui/shell/shell_world.h"
#include "ui/common/preferences.h"
#include "ui/settings/mail_settings.h"
#include "ui/shell/desktop_alerts.h"

#include <QCheckBox>
#include <QTest>
#include <QWidget>

#include <utility>

namespace liaison::test {

using namespace Qt::StringLiterals;
using ui::Preferences;

/// What the desktop is told of new mail.
class TestDesktopAlerts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cleanup();
    void newMailIsCountedUntilSomebodyLooks();
    void theyAreSwitchedOff();

private:
    using Told = QList<std::pair<QString, QString>>;
    /// Until what was asked of the store before has been answered.
    static void settle(ShellWorld &world)
    {
        must(awaited(world.store().read([](store::Session &) { return Result<void>(); })));
    }
};

void TestDesktopAlerts::cleanup()
{
    Preferences::instance()->setAlertsOfMail(true);
}

void TestDesktopAlerts::newMailIsCountedUntilSomebodyLooks()
{
    ShellWorld world;
    world.addMailbox(u"ir@corp.example"_s);
    const domain::Incident incident = world.addIncident(u"Suspicious sign-in"_s);
    world.receive(u"early@elsewhere.example"_s, u"Was there before"_s, u"words"_s);
    QWidget window; // not in front
    Told told;
    const ui::DesktopAlerts alerts(world.context(), &window, [&told](const QString &title, const QString &text) {
        told << std::pair(title, text);
    });
    settle(world);
    QVERIFY(told.isEmpty());
    world.receive(u"stranger@elsewhere.example"_s, u"Topmost secret"_s, u"words"_s);
    QTRY_COMPARE(told.size(), 1);
    QVERIFY2(told.last().first.startsWith(u"1 new mail"_s), qPrintable(told.last().first));
    QCOMPARE(told.last().second, u"1 to be decided"_s); // nothing of the mail: a locked screen shows it, too
    world.receive(u"anna@bu.example"_s, domain::subjectTag(incident), u"words"_s);
    QTRY_COMPARE(told.size(), 2);
    QVERIFY(told.last().first.startsWith(u"2 new mail"_s));
    QCOMPARE(told.last().second, u"1 for incidents, 1 to be decided"_s);
    QEvent activated(QEvent::WindowActivate);
    QCoreApplication::sendEvent(&window, &activated);
    QCOMPARE(told.size(), 3);
    QVERIFY(told.last().first.isEmpty()); // taken away
    QCoreApplication::sendEvent(&window, &activated);
    QCOMPARE(told.size(), 3);
    world.receive(u"stranger@elsewhere.example"_s, u"One more"_s, u"words"_s);
    QTRY_COMPARE(told.size(), 4);
    QVERIFY(told.last().first.startsWith(u"1 new mail"_s));
}

void TestDesktopAlerts::theyAreSwitchedOff()
{
    ui::AlertSettings settings;
    settings.show();
    auto *box = settings.findChild<QCheckBox *>();
    QVERIFY(box->isChecked());
    QTest::keyClick(box, Qt::Key_Space);
    QVERIFY(!Preferences::instance()->alertsOfMail());
    ShellWorld world;
    world.addMailbox(u"ir@corp.example"_s);
    QWidget window;
    Told told;
    const ui::DesktopAlerts alerts(world.context(), &window, [&told](const QString &title, const QString &text) {
        told << std::pair(title, text);
    });
    settle(world);
    world.receive(u"stranger@elsewhere.example"_s, u"Quiet"_s, u"words"_s);
    settle(world);
    QVERIFY(told.isEmpty());
    QTest::keyClick(box, Qt::Key_Space);
    world.receive(u"stranger@elsewhere.example"_s, u"Loud"_s, u"words"_s);
    // All that nobody has looked at.
    QTRY_VERIFY(!told.isEmpty() && told.last().first.startsWith(u"2 new mail"_s));
}

} // namespace liaison::test

using liaison::test::TestDesktopAlerts;
LIAISON_TEST(TestDesktopAlerts)
#include "tst_desktop_alerts.moc"
