#include "core/base/clock.h"
#include "core/desk/feed_desk.h"
#include "tests/support/test_registry.h"
#include "tests/switch/switch_world.h"
#include "ui/admin/switch_dialog.h"
#include "ui/common/message_bar.h"

#include <QAccessible>
#include <QApplication>
#include <QPointer>
#include <QTest>
#include <QTreeWidget>

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;
using domain::Protocol;

namespace {

/// What a screen reader calls the widget that has the focus.
QString focused()
{
    QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(QApplication::focusWidget());
    return accessible ? accessible->text(QAccessible::Name) : u"nothing"_s;
}

/// As the keyboard does it: to whatever has the focus.
void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    if (QApplication::focusWidget())
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
}

bool says(const QWidget &dialog, const QString &words)
{
    const auto *bar = dialog.findChild<ui::MessageBar *>();
    return bar->isVisible() && bar->text().contains(words);
}

} // namespace

/// A mailbox on EWS is moved to Microsoft Graph and back at the demo's server, by keys alone.
class TestSwitchKeys : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void thereAndBack();

private:
    void compare(SwitchWorld &world, ui::SwitchDialog &dialog, Protocol to);
};

void TestSwitchKeys::compare(SwitchWorld &world, ui::SwitchDialog &dialog, Protocol to)
{
    dialog.open();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    QTRY_COMPARE(focused(), u"Compare"_s);
    key(Qt::Key_H, Qt::AltModifier);
    QCOMPARE(focused(), u"Host"_s);
    QTest::keyClicks(QApplication::focusWidget(), world.host(to));
    key(Qt::Key_Return);
    QTRY_VERIFY2_WITH_TIMEOUT(says(dialog, u"Both ways show the same."_s),
                              qPrintable(dialog.findChild<ui::MessageBar *>()->text()), 60'000);
    QCOMPARE(focused(), u"Switch"_s);
}

void TestSwitchKeys::thereAndBack()
{
    SwitchWorld world(SwitchWorld::Options{});
    const QByteArray failure = world.start();
    QVERIFY2(failure.isEmpty(), failure);
    QList<QByteArray> mails;
    for (int i = 0; i < 30; ++i)
        mails << mailToAnalysts(finance, u"Mail %1"_s.arg(i), "mail" + QByteArray::number(i) + "@bu.test", {},
                                "Words\r\n");
    world.drop(mails);
    QVERIFY(world.waitInSync());
    const QStringList before = world.seen();
    desk::FeedDesk feeds(world.office().engine());
    const SystemClock clock;
    ui::UiContext context{world.office().store(), world.office().context(), &feeds, &clock, u"Ada"_s};

    // Compared, looked at, and left alone.
    QPointer<ui::SwitchDialog> dialog = new ui::SwitchDialog(context, world.mailbox(), nullptr);
    compare(world, *dialog, Protocol::Graph);
    if (QTest::currentTestFailed())
        return;
    QStringList order;
    for (int i = 0; i < 5; ++i) {
        key(Qt::Key_Tab);
        order << focused();
    }
    QCOMPARE(order, (QStringList{u"Cancel"_s, u"Host"_s, u"Comparison of both ways"_s, u"Compare"_s, u"Switch"_s}));
    key(Qt::Key_Tab, Qt::ShiftModifier);
    key(Qt::Key_Tab, Qt::ShiftModifier);
    const auto *table = dialog->findChild<QTreeWidget *>();
    QCOMPARE(QApplication::focusWidget(), table);
    QStringList lines;
    key(Qt::Key_Home);
    for (int i = 0; i < table->topLevelItemCount(); ++i) {
        lines << table->currentIndex().siblingAtColumn(0).data(Qt::AccessibleTextRole).toString();
        key(Qt::Key_Down);
    }
    QVERIFY2(lines.filter(u"30 mails, 30 mails, matches (newest 30)"_s).size() == 1, qPrintable(lines.join(u'\n')));
    key(Qt::Key_Escape);
    QTRY_VERIFY(!dialog);
    QCOMPARE(world.mailbox().inbound.protocol, Protocol::Ews);

    for (const Protocol to : {Protocol::Graph, Protocol::Ews}) {
        dialog = new ui::SwitchDialog(context, world.mailbox(), nullptr);
        compare(world, *dialog, to);
        if (QTest::currentTestFailed())
            return;
        key(Qt::Key_S, Qt::AltModifier);
        QTRY_VERIFY2_WITH_TIMEOUT(says(*dialog, u"is read and sent by"_s),
                                  qPrintable(dialog->findChild<ui::MessageBar *>()->text()), 60'000);
        QVERIFY(says(*dialog, u"30 stored mails were recognised there."_s));
        QCOMPARE(focused(), u"Close"_s);
        key(Qt::Key_Return);
        QTRY_VERIFY(!dialog);
        QCOMPARE(world.mailbox().inbound.protocol, to);
        QVERIFY(world.waitInSync());
    }
    QCOMPARE(world.seen(), before);
}

LIAISON_TEST(TestSwitchKeys)
#include "tst_switch_keys.moc"
