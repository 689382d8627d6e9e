#include "core/store/leases.h"
#include "tests/support/test_registry.h"
#include "tests/ui/shell/switch_shell.h"
#include "ui/admin/sign_in_dialog.h"

#include <QApplication>
#include <QTest>
#include <QTreeWidget>

namespace liaison::test {

using namespace Qt::StringLiterals;

/// How a switch from the window ends where it does not end well.
class TestSwitchEnds : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void escEndsAComparison();
    void escCancelsASwitch();
    void whatIsBeingCommittedIsNotCancelled();
    void aFailedSwitchSaysWhatIs_data();
    void aFailedSwitchSaysWhatIs();
    void whoHoldsTheMailboxIsNamed();
    void aSignInIsForgottenUnlessItIsSwitched_data();
    void aSignInIsForgottenUnlessItIsSwitched();
    void buttonsOfTheBarComeBeforeTheTable();
};

/// Compares, and begins the switch.
#define SWITCHING(world, dialog)                                                                                       \
    do {                                                                                                               \
        shownButton(*(dialog), u"Compare"_s)->click();                                                                 \
        QTRY_COMPARE((world).asked.size(), 1);                                                                         \
        (world).answer((world).report());                                                                              \
        QTRY_VERIFY(shownButton(*(dialog), u"Switch"_s)->isEnabled());                                                 \
        shownButton(*(dialog), u"Switch"_s)->click();                                                                  \
        QTRY_COMPARE((world).asked.size(), 2);                                                                         \
    } while (false)

void TestSwitchEnds::escEndsAComparison()
{
    SwitchShell world;
    const QPointer<ui::SwitchDialog> dialog = world.dialog();
    shownButton(*dialog, u"Compare"_s)->click();
    QTRY_COMPARE(world.asked.size(), 1);
    QVERIFY(!world.asked.first().stop.stop_requested());
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!dialog);
    QVERIFY(world.asked.first().stop.stop_requested());
}

void TestSwitchEnds::escCancelsASwitch()
{
    SwitchShell world;
    const QPointer<ui::SwitchDialog> dialog = world.dialog();
    SWITCHING(world, dialog);
    QTest::keyClick(dialog, Qt::Key_Escape);
    QVERIFY(world.asked.last().stop.stop_requested());
    QVERIFY(dialog && dialog->isVisible());
    world.answer(fail(ErrorKind::Cancelled));
    QTRY_VERIFY(barSays(*dialog, u"The switch was cancelled. ir@corp.example was not switched and is as it was."_s));
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!dialog);
}

void TestSwitchEnds::whatIsBeingCommittedIsNotCancelled()
{
    SwitchShell world;
    auto *dialog = world.dialog();
    SWITCHING(world, dialog);
    QVERIFY(shownButton(*dialog, u"Cancel"_s)->isEnabled());
    world.asked.last().progress({domain::SwitchProgress::Step::Commit});
    QVERIFY(!shownButton(*dialog, u"Cancel"_s)->isEnabled());
}

void TestSwitchEnds::aFailedSwitchSaysWhatIs_data()
{
    QTest::addColumn<bool>("committed");
    QTest::addColumn<QString>("words");
    QTest::newRow("before") << false << u"ir@corp.example was not switched and is as it was."_s;
    QTest::newRow("behind the commit") << true
                                       << u"ir@corp.example was switched, although something went wrong behind it."_s;
}

void TestSwitchEnds::aFailedSwitchSaysWhatIs()
{
    QFETCH(const bool, committed);
    QFETCH(const QString, words);
    SwitchShell world;
    auto *dialog = world.dialog();
    SWITCHING(world, dialog);
    if (committed)
        world.save(must(desk::SwitchDesk::target(world.mailbox, {})));
    world.answer(fail(ErrorKind::ConnectionLost, u"gone"_s));
    QTRY_VERIFY(barSays(*dialog, words));
    QVERIFY(barSays(*dialog, u"The connection was lost."_s));
    QCOMPARE(shownButton(*dialog, u"Compare"_s)->isEnabled(), !committed);
    QVERIFY(!shownButton(*dialog, u"Switch"_s)->isEnabled());
}

void TestSwitchEnds::whoHoldsTheMailboxIsNamed()
{
    SwitchShell world;
    constexpr qint64 ttl = 600'000;
    must(awaited(world.shell.store().write([id = world.mailbox.id](store::Session &session) {
        return store::Leases(session).acquire(id, u"4711 somebody"_s, u"elsewhere"_s, ttl);
    })));
    auto *dialog = world.dialog();
    SWITCHING(world, dialog);
    world.answer(fail(ErrorKind::Busy, u"elsewhere (pid 4711)"_s));
    QTRY_VERIFY(barSays(*dialog,
                        u"It is held by host elsewhere, process %1. Stop it there, then try again."_s.arg(
                            QCoreApplication::applicationPid())));
    QVERIFY(barSays(*dialog, u"ir@corp.example was not switched and is as it was."_s));
}

void TestSwitchEnds::aSignInIsForgottenUnlessItIsSwitched_data()
{
    QTest::addColumn<bool>("comparing"); ///< when the dialog is left
    QTest::addColumn<bool>("switched");
    QTest::newRow("left") << false << false;
    QTest::newRow("left while it compares") << true << false;
    QTest::newRow("switched") << false << true;
}

void TestSwitchEnds::aSignInIsForgottenUnlessItIsSwitched()
{
    QFETCH(const bool, comparing);
    QFETCH(const bool, switched);
    SwitchShell world(domain::OAuthFlow::Browser);
    const QString here = domain::neededSecret(world.mailbox, domain::SecretUse::Inbound).value_or(QString());
    const domain::Mailbox target = must(desk::SwitchDesk::target(world.mailbox, {}));
    const QString there = domain::neededSecret(target, domain::SecretUse::Inbound).value_or(QString());
    QVERIFY(here != there);
    const auto isKept
        = [&world](const QString &key) { return must(awaited(world.shell.vault().read(key))).has_value(); };
    must(awaited(world.shell.vault().write(here, Secret::fromText(u"of EWS"_s))));
    const QPointer<ui::SwitchDialog> dialog = world.dialog();
    shownButton(*dialog, u"Compare"_s)->click();
    QTRY_COMPARE(world.asked.size(), 1);
    world.answer(world.refused(domain::TestStepKind::Token, domain::TestReason::NoToken));
    QTRY_VERIFY(shownButton(*dialog, u"Sign in…"_s));
    shownButton(*dialog, u"Sign in…"_s)->click();
    auto *signIn = dialog->findChild<ui::SignInDialog *>();
    must(awaited(world.shell.vault().write(there, Secret::fromText(u"of Graph"_s))));
    Q_EMIT signIn->signedIn();
    signIn->accept();
    QTRY_COMPARE(world.asked.size(), 2);
    if (comparing) {
        QTest::keyClick(dialog, Qt::Key_Escape);
        QVERIFY(world.asked.last().stop.stop_requested());
        QVERIFY(dialog && isKept(there)); // until the comparison has ended
        world.answer(fail(ErrorKind::Cancelled));
    } else {
        world.answer(world.report());
        QTRY_VERIFY(shownButton(*dialog, u"Switch"_s)->isEnabled());
        if (switched) {
            shownButton(*dialog, u"Switch"_s)->click();
            QTRY_COMPARE(world.asked.size(), 3);
            world.save(target);
            domain::SwitchReport done = world.report();
            done.done = true;
            world.answer(done);
            QTRY_VERIFY(shownButton(*dialog, u"Close"_s));
        }
        QTest::keyClick(dialog, Qt::Key_Escape);
    }
    QTRY_VERIFY(!dialog);
    QTRY_COMPARE(isKept(there), switched);
    QVERIFY(isKept(here)); // the desk's run() sees to it where it was switched
}

void TestSwitchEnds::buttonsOfTheBarComeBeforeTheTable()
{
    SwitchShell world(domain::OAuthFlow::Browser);
    auto *dialog = world.dialog();
    shownButton(*dialog, u"Compare"_s)->click();
    QTRY_COMPARE(world.asked.size(), 1);
    world.answer(world.refused(domain::TestStepKind::Token, domain::TestReason::NoToken));
    QTRY_VERIFY(shownButton(*dialog, u"Details"_s) && shownButton(*dialog, u"Details"_s)->isVisible());
    QVERIFY(QTest::qWaitForWindowActive(dialog));
    dialog->findChild<QLineEdit *>()->setFocus();
    QWidgetList order;
    for (int i = 0; i < 3; ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        order << QApplication::focusWidget();
    }
    QCOMPARE(order,
             (QWidgetList{shownButton(*dialog, u"Sign in…"_s), shownButton(*dialog, u"Details"_s),
                          dialog->findChild<QTreeWidget *>()}));
    QTest::keyClick(dialog, Qt::Key_I, Qt::AltModifier);
    QTRY_VERIFY(dialog->findChild<ui::SignInDialog *>());
}

} // namespace liaison::test

using liaison::test::TestSwitchEnds;
LIAISON_TEST(TestSwitchEnds)
#include "tst_switch_ends.moc"
