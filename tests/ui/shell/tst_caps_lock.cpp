#include "tests/support/test_registry.h"
#include "tests/ui/shell/form_fields.h"
#include "tests/ui/shell/wizard_world.h"
#include "ui/admin/caps_lock_watch.h"
#include "ui/admin/endpoint_fields.h"
#include "ui/admin/exchange_fields.h"
#include "ui/admin/form_field.h"
#include "ui/admin/graph_fields.h"

#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

#include <memory>

namespace liaison::test {

using namespace Qt::StringLiterals;

/// Fields whose content cannot be seen say where Caps Lock seems to be on, as text.
class TestCapsLock : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keysTell_data();
    void keysTell();
    void leavingTheFieldEndsIt();
    void itIsSaidAsText();
    void everyPasswordHasIt();

private:
    static QLabel *notice(const QWidget &parent) { return parent.findChild<QLabel *>(u"capsLock"_s); }
};

/// A key: what it types, and with which others it was pressed.
struct Typed {
    char key;
    Qt::KeyboardModifiers with = Qt::NoModifier;
};

void TestCapsLock::keysTell_data()
{
    QTest::addColumn<QList<Typed>>("keys");
    QTest::addColumn<bool>("on"); ///< after the last of them
    const auto row = [](const char *name, const QList<Typed> &keys, bool on) { QTest::newRow(name) << keys << on; };
    row("nothing", {}, false);
    row("small", {{'a'}}, false);
    row("a capital by Shift", {{'A', Qt::ShiftModifier}}, false);
    row("a capital by itself", {{'A'}}, true);
    row("a small one in spite of Shift", {{'a', Qt::ShiftModifier}}, true);
    row("digits tell nothing", {{'A'}, {'1'}, {'!', Qt::ShiftModifier}}, true);
    row("digits alone", {{'1'}, {'_', Qt::ShiftModifier}}, false);
    row("a small one ends it", {{'A'}, {'b'}}, false);
    row("Shift's capital may be either", {{'A'}, {'B', Qt::ShiftModifier}}, true);
    row("a shortcut is no letter", {{'A', Qt::ControlModifier}}, false);
    row("on again", {{'A'}, {'b'}, {'C'}}, true);
}

void TestCapsLock::keysTell()
{
    QFETCH(const QList<Typed>, keys);
    QFETCH(const bool, on);
    QLineEdit line;
    line.setEchoMode(QLineEdit::Password);
    const ui::CapsLockWatch watch(&line);
    line.show();
    for (const Typed &typed : keys)
        QTest::keyClick(&line, typed.key, typed.with);
    QCOMPARE(watch.isOn(), on);
    QSignalSpy changed(&watch, &ui::CapsLockWatch::changed);
    QTest::keyClick(&line, Qt::Key_CapsLock); // it is off now, or nobody knows
    QVERIFY(!watch.isOn());
    QCOMPARE(changed.size(), on ? 1 : 0);
}

void TestCapsLock::leavingTheFieldEndsIt()
{
    QWidget window;
    auto *column = new QVBoxLayout(&window);
    auto *password = new QLineEdit;
    password->setEchoMode(QLineEdit::Password);
    auto *field = new ui::FormField(u"Password"_s, password);
    auto *next = new QLineEdit;
    column->addWidget(field);
    column->addWidget(next);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    password->setFocus();
    QTest::keyClick(password, 'X');
    QVERIFY(notice(window)->isVisible());
    QTest::keyClick(password, Qt::Key_Tab);
    QTRY_VERIFY(next->hasFocus());
    QVERIFY(!notice(window)->isVisible());
    QCOMPARE(password->text(), u"X"_s); // it takes nothing away
    password->setFocus();
    password->setReadOnly(true); // nothing is typed there
    QTest::keyClick(password, 'Y');
    QVERIFY(!notice(window)->isVisible());
}

/// In words beside the field and to screen readers, with and beside what is wrong.
void TestCapsLock::itIsSaidAsText()
{
    auto *password = new QLineEdit;
    password->setEchoMode(QLineEdit::Password);
    ui::FormField field(u"Password"_s, password);
    field.show();
    QVERIFY(!notice(field)->isVisible());
    field.setProblem(u"Enter this."_s);
    QTest::keyClick(password, 'X');
    QVERIFY(notice(field)->isVisible());
    QCOMPARE(notice(field)->text(), u"Caps Lock seems to be on."_s);
    QVERIFY(password->accessibleDescription().contains(u"Caps Lock"_s));
    QVERIFY(password->accessibleDescription().contains(u"Enter this."_s));
    QCOMPARE(field.problem(), u"Enter this."_s); // Caps Lock is none: it can be saved
    QTest::keyClick(password, 'x');
    QVERIFY(!notice(field)->isVisible());
    QCOMPARE(password->accessibleDescription(), u"Enter this."_s);
    // What can be seen needs no warning.
    ui::FormField seen(u"Name"_s, new QLineEdit);
    QVERIFY(!notice(seen));
}

void TestCapsLock::everyPasswordHasIt()
{
    const std::unique_ptr<QWidget> sides[] = {std::make_unique<ui::EndpointFields>(domain::SecretUse::Inbound, nullptr),
                                              std::make_unique<ui::ExchangeFields>(domain::SecretUse::Inbound, nullptr),
                                              std::make_unique<ui::GraphFields>(domain::SecretUse::Outbound, nullptr)};
    for (const auto &side : sides)
        QVERIFY2(notice(*side), side->metaObject()->className());
    // In the wizard every line that hides what is typed stands in a field that has it.
    WizardWorld world;
    const QList<QLineEdit *> lines = world.wizard().findChildren<QLineEdit *>();
    int hidden = 0;
    for (const QLineEdit *line : lines) {
        if (line->echoMode() != QLineEdit::Password)
            continue;
        ++hidden;
        const auto *field = qobject_cast<ui::FormField *>(line->parentWidget());
        QVERIFY2(field && notice(*field), qPrintable(line->accessibleName()));
    }
    QVERIFY(hidden >= 5); // the search, Exchange, Graph, IMAP, SMTP
}

} // namespace liaison::test

using liaison::test::TestCapsLock;
LIAISON_TEST(TestCapsLock)
#include "tst_caps_lock.moc"
