#include "core/desk/mailbox_desk.h"
#include "core/domain/incident.h"
#include "core/domain/subject.h"
#include "tests/support/keyring.h"
#include "tests/support/server_process.h"
#include "tests/support/test_registry.h"
#include "tests/ui/shell/shell_world.h"
#include "ui/admin/feed_watch.h"
#include "ui/common/preferences.h"
#include "ui/settings/mail_settings.h"
#include "ui/shell/desktop_alerts.h"
#include "ui/shell/desktop_notice.h"
#include "ui/shell/feed_alerts.h"

#include <QCheckBox>
#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusMessage>
#include <QDBusPendingCall>
#include <QSignalSpy>
#include <QTest>
#include <QWidget>

#include <optional>
#include <utility>

namespace liaison::test {

using namespace Qt::StringLiterals;
using ui::Preferences;

namespace {

const QString notifications = u"org.freedesktop.Notifications"_s;
const QString notificationsPath = u"/org/freedesktop/Notifications"_s;

} // namespace

/// What a desktop's panel offers; it can wait with its answers.
class PanelService : public QObject, protected QDBusContext {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")
public:
    struct Shown {
        uint replaces = 0;
        QString title;
        QString category;
    };
    QList<Shown> shown;
    QList<uint> closed;
    bool holds = false;

    void release()
    {
        holds = false;
        const QList<std::pair<QDBusMessage, uint>> held = std::exchange(m_held, {});
        for (const auto &[call, id] : held)
            m_bus->send(call.createReply(id));
    }

public Q_SLOTS:
    uint Notify(const QString & /*program*/, uint replaces, const QString & /*icon*/, const QString &title,
                const QString & /*text*/, const QStringList & /*actions*/, const QVariantMap &hints, int /*timeout*/)
    {
        shown << Shown{replaces, title, hints.value(u"category"_s).toString()};
        const uint id = replaces > 0 ? replaces : ++m_last;
        if (holds) {
            setDelayedReply(true);
            m_bus = connection();
            m_held << std::pair(message(), id);
        }
        return id;
    }
    void CloseNotification(uint id) { closed << id; }

Q_SIGNALS:
    void ActionInvoked(uint id, const QString &action);

private:
    std::optional<QDBusConnection> m_bus;
    QList<std::pair<QDBusMessage, uint>> m_held;
    uint m_last = 0;
};

/// A bus of its own with a panel and somebody who talks to it.
struct Desktop {
    ~Desktop()
    {
        QDBusConnection::disconnectFromBus(u"panel-of-the-test"_s);
        QDBusConnection::disconnectFromBus(u"client-of-the-test"_s);
    }
    bool start(bool withPanel = true)
    {
        if (!bus.startBus())
            return false;
        QString address;
        const auto environment = bus.environment();
        for (const auto &[name, value] : environment) {
            if (name == u"DBUS_SESSION_BUS_ADDRESS"_s)
                address = value;
        }
        panel = QDBusConnection::connectToBus(address, u"panel-of-the-test"_s);
        client = QDBusConnection::connectToBus(address, u"client-of-the-test"_s);
        return panel.isConnected() && client.isConnected() && (!withPanel || offer());
    }
    bool offer()
    {
        return panel.registerObject(notificationsPath, &service,
                                    QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals)
            && panel.registerService(notifications);
    }
    /// Whatever the client has sent before has been taken, and what was answered has come.
    bool roundTrip()
    {
        const QDBusPendingCall ping = client.asyncCall(
            QDBusMessage::createMethodCall(panel.baseService(), u"/"_s, u"org.freedesktop.DBus.Peer"_s, u"Ping"_s));
        return QTest::qWaitFor([&ping] { return ping.isFinished(); }, 30'000);
    }

    Keyring bus;
    PanelService service;
    QDBusConnection panel{QString()};
    QDBusConnection client{QString()};
};

/// What the desktop is told of new mail, and of feeds that need somebody.
class TestDesktopAlerts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cleanup();
    void newMailIsCountedUntilSomebodyLooks();
    void theyAreSwitchedOff();
    void aSecondMessageWaitsForTheFirstOnesId();
    void whatIsTakenAwayMeanwhileDoesNotStay();
    void whoeverChoosesItIsTakenThere();
    void aDesktopWithoutNotificationsIsAskedAgain();
    void feedsThatNeedSomebodyAreTold();

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

void TestDesktopAlerts::aSecondMessageWaitsForTheFirstOnesId()
{
    REQUIRE_SERVER(Keyring::missing().isEmpty(), qPrintable(Keyring::missing()));
    Desktop desktop;
    QVERIFY(desktop.start());
    desktop.service.holds = true;
    ui::DesktopNotice notice(u"email.arrived"_s, nullptr, desktop.client);
    notice.show(u"1 new mail"_s, u"a"_s);
    QTRY_COMPARE(desktop.service.shown.size(), 1);
    notice.show(u"2 new mails"_s, u"b"_s);
    notice.show(u"3 new mails"_s, u"c"_s);
    QVERIFY(desktop.roundTrip());
    QCOMPARE(desktop.service.shown.size(), 1); // nothing could replace it yet
    desktop.service.release();
    QTRY_COMPARE(desktop.service.shown.size(), 2);
    QCOMPARE(desktop.service.shown.last().title, u"3 new mails"_s);
    QCOMPARE(desktop.service.shown.last().replaces, 1U);
    QCOMPARE(desktop.service.shown.last().category, u"email.arrived"_s);
    QVERIFY(desktop.roundTrip());
    notice.show(u"4 new mails"_s, u"d"_s);
    QTRY_COMPARE(desktop.service.shown.size(), 3);
    QCOMPARE(desktop.service.shown.last().replaces, 1U); // one message, not three
}

void TestDesktopAlerts::whatIsTakenAwayMeanwhileDoesNotStay()
{
    REQUIRE_SERVER(Keyring::missing().isEmpty(), qPrintable(Keyring::missing()));
    Desktop desktop;
    QVERIFY(desktop.start());
    desktop.service.holds = true;
    ui::DesktopNotice notice(u"email.arrived"_s, nullptr, desktop.client);
    notice.takeAway(); // of nothing
    notice.show(u"1 new mail"_s, u"a"_s);
    QTRY_COMPARE(desktop.service.shown.size(), 1);
    notice.takeAway();
    desktop.service.release();
    QTRY_COMPARE(desktop.service.closed, QList<uint>{1U});
    notice.show(u"1 new mail"_s, u"b"_s);
    QTRY_COMPARE(desktop.service.shown.size(), 2);
    QCOMPARE(desktop.service.shown.last().replaces, 0U);
}

void TestDesktopAlerts::whoeverChoosesItIsTakenThere()
{
    REQUIRE_SERVER(Keyring::missing().isEmpty(), qPrintable(Keyring::missing()));
    Desktop desktop;
    QVERIFY(desktop.start());
    ui::DesktopNotice notice(u"email.arrived"_s, nullptr, desktop.client);
    QSignalSpy chosen(&notice, &ui::DesktopNotice::chosen);
    notice.show(u"1 new mail"_s, u"a"_s);
    QTRY_COMPARE(desktop.service.shown.size(), 1);
    QVERIFY(desktop.roundTrip());                          // its id is known by now
    Q_EMIT desktop.service.ActionInvoked(7, u"default"_s); // somebody else's message
    Q_EMIT desktop.service.ActionInvoked(1, u"default"_s);
    QTRY_COMPARE(chosen.size(), 1);
    QVERIFY(desktop.roundTrip());
    QCOMPARE(chosen.size(), 1);
}

void TestDesktopAlerts::aDesktopWithoutNotificationsIsAskedAgain()
{
    REQUIRE_SERVER(Keyring::missing().isEmpty(), qPrintable(Keyring::missing()));
    Desktop desktop;
    QVERIFY(desktop.start(false));
    ui::DesktopNotice notice(u"email.arrived"_s, nullptr, desktop.client);
    notice.show(u"1 new mail"_s, u"a"_s);
    QVERIFY(desktop.roundTrip());
    QVERIFY(desktop.offer()); // a panel that came up later
    notice.show(u"2 new mails"_s, u"b"_s);
    QTRY_COMPARE(desktop.service.shown.size(), 1);
    QCOMPARE(desktop.service.shown.last().title, u"2 new mails"_s);
    QCOMPARE(desktop.service.shown.last().replaces, 0U);
}

void TestDesktopAlerts::feedsThatNeedSomebodyAreTold()
{
    ShellWorld world;
    const domain::Mailbox mailbox = world.addMailbox(u"ir@corp.example"_s);
    must(awaited(desk::MailboxDesk(world.context().desk).start(mailbox.id)));
    ui::FeedWatch watch(world.context());
    QSignalSpy changed(&watch, &ui::FeedWatch::changed);
    QWidget window; // not in front
    Told told;
    const ui::FeedAlerts alerts(world.context(), &watch, &window,
                                [&told](const QString &title, const QString &text) { told << std::pair(title, text); });
    QTRY_VERIFY(!watch.reports().isEmpty());
    const auto tell = [&](domain::FeedState state, std::optional<Error> error = {}) {
        domain::FeedStatus status;
        status.mailbox = mailbox.id;
        status.address = mailbox.address;
        status.state = state;
        status.lastSuccessAt = world.clock().nowMs();
        status.error = std::move(error);
        changed.clear();
        world.feeds().tell(status);
    };
    tell(domain::FeedState::Running);
    QTRY_VERIFY(!changed.isEmpty());
    QVERIFY(told.isEmpty());
    tell(domain::FeedState::NeedsSignIn, Error{ErrorKind::AuthenticationFailed, {}, {}, {}});
    QTRY_COMPARE(told.size(), 1);
    QVERIFY2(told.last().first.startsWith(u"1 mailbox"_s), qPrintable(told.last().first));
    QCOMPARE(told.last().second, u"ir@corp.example: NEEDS SIGN-IN"_s);
    tell(domain::FeedState::NeedsSignIn, Error{ErrorKind::AuthenticationFailed, {}, {}, {}});
    QTRY_VERIFY(!changed.isEmpty());
    QCOMPARE(told.size(), 1);         // once
    tell(domain::FeedState::Running); // somebody has signed in, on another computer perhaps
    QTRY_COMPARE(told.size(), 2);
    QVERIFY(told.last().first.isEmpty());
    tell(domain::FeedState::Failed, Error{ErrorKind::ServerRefused, {}, {}, {}});
    QTRY_COMPARE(told.size(), 3);
    QCOMPARE(told.last().second, u"ir@corp.example: FAILED"_s);
    QEvent activated(QEvent::WindowActivate);
    QCoreApplication::sendEvent(&window, &activated);
    QCOMPARE(told.size(), 4);
    QVERIFY(told.last().first.isEmpty()); // seen
    Preferences::instance()->setAlertsOfMail(false);
    tell(domain::FeedState::NeedsSignIn, Error{ErrorKind::AuthenticationFailed, {}, {}, {}});
    QTRY_VERIFY(!changed.isEmpty());
    QCOMPARE(told.size(), 4);
}

} // namespace liaison::test

using liaison::test::TestDesktopAlerts;
LIAISON_TEST(TestDesktopAlerts)
#include "tst_desktop_alerts.moc"
