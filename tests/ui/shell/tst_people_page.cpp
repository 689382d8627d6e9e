#include "core/desk/people_desk.h"
#include "core/domain/role.h"
#include "core/store/audit_log.h"
#include "core/store/session.h"
#include "tests/support/test_registry.h"
#include "tests/ui/shell/looks.h"
#include "tests/ui/shell/shell_world.h"
#include "ui/admin/people_page.h"
#include "ui/admin/role_words.h"
#include "ui/common/message_bar.h"
#include "ui/common/permission_gate.h"
#include "ui/common/unit_word.h"
#include "ui/shell/main_window.h"
#include "ui/shell/window_actions.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QTest>
#include <QTreeWidget>

#include <algorithm>
#include <cstddef>
#include <memory>

namespace liaison::test {

using namespace Qt::StringLiterals;
using domain::Account;
using domain::Permission;
using domain::Role;
using ui::PermissionGate;

/// Admin > People.
class TestPeoplePage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cleanup() { ui::UnitWord::instance()->set({}); }
    void aFileHasOneAdministrator();
    void itSaysWhatEachRoleMayDo();
    void screenReadersHearThePermissionOfARole();
    void aTeamIsListed();
    void whatWasTypedStays();
    void theStatementsAreOfWhoIsChosen();
    void namesOfAccountsAreQuoted();
    void aRoleIsGivenByKeysAlone();
    void whoMayNotIsToldWhy();
    void takingOnesOwnRoleIsAskedFor();
    void itIsOpenedFromTheMenu();
    void itIsPainted_data();
    void itIsPainted();

private:
    static desk::Team team()
    {
        return {true,
                {{u"ann"_s, true, false, false, {{Role::Administrator, true}}},
                 {u"ben"_s, false, false, false, {{Role::Viewer, true}, {Role::Analyst, false}}},
                 {u"liaison"_s, false, true, true, {}},
                 {u"postgres"_s, false, false, true, {}}}};
    }
    /// A page that shows a team; what it asks of the store is asked of a file.
    static std::unique_ptr<ui::PeoplePage> shown(ShellWorld &world, PermissionGate gate = {})
    {
        ui::UiContext context = world.context();
        context.gate = gate;
        auto page = std::make_unique<ui::PeoplePage>(context);
        page->resize(1'000, 700);
        page->show();
        if (!QTest::qWaitFor([&page] { return people(*page)->topLevelItemCount() > 0; }, 30'000))
            QTest::qFail("nobody is listed", __FILE__, __LINE__);
        page->showTeam(team());
        return page;
    }
    template <class T> static T *named(const QWidget &page, const char *name)
    {
        return page.findChild<T *>(QLatin1String(name));
    }
    static QTreeWidget *people(const QWidget &page) { return named<QTreeWidget>(page, "people"); }
    static QTreeWidget *roles(const QWidget &page) { return named<QTreeWidget>(page, "roles"); }
    static QStringList cells(const QTreeWidget *tree, int row)
    {
        QStringList texts;
        for (int column = 0; column < tree->columnCount(); ++column)
            texts << tree->topLevelItem(row)->text(column);
        return texts;
    }
    static QString text(const QWidget &page, const char *line) { return named<QLineEdit>(page, line)->text(); }
};

void TestPeoplePage::aFileHasOneAdministrator()
{
    ShellWorld world;
    ui::PeoplePage page(world.context());
    page.show();
    QTRY_COMPARE(people(page)->topLevelItemCount(), 1);
    const domain::Actor actor = world.context().desk.actor;
    QCOMPARE(cells(people(page), 0),
             QStringList({actor.osAccount + u" on "_s + actor.host, world.context().person, u"Administrator"_s,
                          u"this is you"_s}));
    QVERIFY(named<QLabel>(page, "peopleWhat")->text().contains(u"PostgreSQL"_s));
    // There is nothing to give.
    for (const char *control : {"peopleGive", "peopleTake", "peopleAccount", "peopleGrantCopy"})
        QVERIFY2(!named<QWidget>(page, control)->isVisible(), control);
    QVERIFY(roles(page)->isVisible());
}

void TestPeoplePage::itSaysWhatEachRoleMayDo()
{
    ShellWorld world;
    const ui::PeoplePage page(world.context());
    const QTreeWidget *table = roles(page);
    QStringList titles;
    for (int column = 0; column < table->columnCount(); ++column)
        titles << table->headerItem()->text(column);
    QCOMPARE(titles, QStringList({u"Permission"_s, u"Viewer"_s, u"Analyst"_s, u"Feed service"_s, u"Administrator"_s}));
    QCOMPARE(table->topLevelItemCount(), 10);
    QCOMPARE(cells(table, 0), QStringList({u"Read Incidents and Mail"_s, u"yes"_s, u"yes"_s, u"yes"_s, u"yes"_s}));
    for (int row = 1; row < table->topLevelItemCount(); ++row) {
        const Permission permission = domain::permissionsInOrder.at(static_cast<std::size_t>(row) - 1);
        QStringList wanted{PermissionGate::nameOf(permission)};
        for (const Role role : domain::rolesInOrder)
            wanted << (domain::permissionsOf(role).testFlag(permission) ? u"yes"_s : u"no"_s);
        QCOMPARE(cells(table, row), wanted);
    }
    ui::UnitWord::instance()->set({u"Department"_s, u"Departments"_s});
    QCOMPARE(table->topLevelItem(6)->text(0), u"Notify Departments"_s);
}

void TestPeoplePage::screenReadersHearThePermissionOfARole()
{
    ShellWorld world;
    ui::PeoplePage page(world.context());
    page.show();
    QAccessibleInterface *table = QAccessible::queryAccessibleInterface(roles(page));
    QVERIFY(table && table->tableInterface());
    QCOMPARE(table->text(QAccessible::Name), u"What each role may do"_s);
    QCOMPARE(table->tableInterface()->columnDescription(2), u"Analyst"_s);
    QCOMPARE(table->tableInterface()->cellAt(6, 0)->text(QAccessible::Name), u"Notify Business Units"_s);
    QCOMPARE(table->tableInterface()->cellAt(6, 2)->text(QAccessible::Name), u"yes"_s);
    QCOMPARE(table->tableInterface()->cellAt(6, 1)->text(QAccessible::Name), u"no"_s);
}

void TestPeoplePage::aTeamIsListed()
{
    ShellWorld world;
    const auto page = shown(world);
    const QTreeWidget *list = people(*page);
    QCOMPARE(list->topLevelItemCount(), 4);
    QCOMPARE(cells(list, 0), QStringList({u"ann"_s, world.context().person, u"Administrator"_s, u"this is you"_s}));
    QVERIFY(list->topLevelItem(0)->font(0).bold());
    QCOMPARE(cells(list, 1), QStringList({u"ben"_s, {}, u"Viewer, Analyst (through another role)"_s, {}}));
    QVERIFY(!list->topLevelItem(1)->font(0).bold());
    QCOMPARE(cells(list, 2), QStringList({u"liaison"_s, {}, u"–"_s, u"owns the store and may do everything in it"_s}));
    QCOMPARE(cells(list, 3), QStringList({u"postgres"_s, {}, u"–"_s, u"may do everything on the server"_s}));
    QVERIFY(named<QWidget>(*page, "peopleGive")->isVisible());
    QVERIFY(!named<QLabel>(*page, "peopleWhat")->text().contains(u"file"_s));
}

/// The list is read anew whenever the page is shown, and after each change.
void TestPeoplePage::whatWasTypedStays()
{
    ShellWorld world;
    const auto page = shown(world);
    auto *account = named<QLineEdit>(*page, "peopleAccount");
    QVERIFY(account->text().isEmpty());
    QVERIFY(!named<QPushButton>(*page, "peopleGive")->isEnabled()); // to nobody
    account->setText(u"  dora "_s);
    page->showTeam(team());
    QCOMPARE(account->text(), u"  dora "_s);
    desk::Team with = team();
    with.accounts.append({u"dora"_s, false, false, false, {{Role::Viewer, true}}});
    page->showTeam(with);
    QCOMPARE(people(*page)->currentItem()->text(0), u"dora"_s);
    QVERIFY(named<QPushButton>(*page, "peopleGive")->isEnabled());
    account->setText(u"  "_s);
    QVERIFY(!named<QPushButton>(*page, "peopleGive")->isEnabled());
}

void TestPeoplePage::theStatementsAreOfWhoIsChosen()
{
    ShellWorld world;
    const auto page = shown(world);
    QCOMPARE(text(*page, "peopleGrant"), u"GRANT liaison_viewer TO \"ACCOUNT\";"_s);
    people(*page)->setCurrentItem(people(*page)->topLevelItem(1));
    auto *role = named<QComboBox>(*page, "peopleRole");
    role->setCurrentIndex(role->findText(u"Analyst"_s));
    QCOMPARE(text(*page, "peopleAccount"), u"ben"_s);
    QCOMPARE(text(*page, "peopleCreate"), u"CREATE ROLE \"ben\" LOGIN IN ROLE liaison_analyst;"_s);
    QCOMPARE(text(*page, "peopleGrant"), u"GRANT liaison_analyst TO \"ben\";"_s);
    QCOMPARE(text(*page, "peopleRevoke"), u"REVOKE liaison_analyst FROM \"ben\";"_s);
    named<QPushButton>(*page, "peopleRevokeCopy")->click();
    QCOMPARE(QApplication::clipboard()->text(), u"REVOKE liaison_analyst FROM \"ben\";"_s);
}

void TestPeoplePage::namesOfAccountsAreQuoted()
{
    QCOMPARE(ui::grantStatement(u"x\"; DROP ROLE ann; --"_s, Role::Feed),
             u"GRANT liaison_feed TO \"x\"\"; DROP ROLE ann; --\";"_s);
    QCOMPARE(ui::revokeStatement(u"O'Neil %1 %2"_s, Role::Administrator),
             u"REVOKE liaison_administrator FROM \"O'Neil %1 %2\";"_s);
}

/// As far as a store that is a file can be asked: what it answers is told. A server's yes and no are the contract's.
void TestPeoplePage::aRoleIsGivenByKeysAlone()
{
    ShellWorld world;
    const auto page = shown(world);
    page->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(page.get()));
    page->focusList();
    QCOMPARE(QApplication::focusWidget(), people(*page));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down); // ben
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget(), named<QWidget>(*page, "peopleAccount"));
    QCOMPARE(text(*page, "peopleAccount"), u"ben"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
    QCOMPARE(named<QComboBox>(*page, "peopleRole")->currentText(), u"Analyst"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget(), named<QWidget>(*page, "peopleGive"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    auto *bar = page->findChild<ui::MessageBar *>();
    QTRY_VERIFY(bar->isVisible());
    QCOMPARE(bar->kind(), ui::MessageBar::Kind::Error);
    // What was refused is not noted as done, and can be tried again.
    const auto log = must(
        awaited(world.store().read([](store::Session &session) { return store::AuditLog(session).list({}, 1); })));
    QVERIFY(log.isEmpty());
    QVERIFY(named<QPushButton>(*page, "peopleGive")->isEnabled());
}

void TestPeoplePage::whoMayNotIsToldWhy()
{
    ShellWorld world;
    domain::Permissions others = domain::allPermissions;
    others.setFlag(Permission::ManageUsers, false);
    const auto page = shown(world, PermissionGate(others));
    const QString reason = PermissionGate::reasonFor(Permission::ManageUsers);
    QVERIFY(reason.contains(u"“Manage Users”"_s));
    people(*page)->setCurrentItem(people(*page)->topLevelItem(1)); // which opens them otherwise
    for (const char *name : {"peopleGive", "peopleTake"}) {
        const auto *button = named<QPushButton>(*page, name);
        QVERIFY(button->isVisible() && !button->isEnabled());
        QCOMPARE(button->toolTip(), reason);
        QCOMPARE(button->accessibleDescription(), reason);
    }
    const QList<QLabel *> labels = page->findChildren<QLabel *>();
    QVERIFY(std::any_of(labels.cbegin(), labels.cend(),
                        [&reason](const QLabel *label) { return label->text().endsWith(reason); }));
    // What to ask for can be copied all the same.
    QVERIFY(named<QPushButton>(*page, "peopleGrantCopy")->isEnabled());
    QCOMPARE(text(*page, "peopleGrant"), u"GRANT liaison_viewer TO \"ben\";"_s);
}

void TestPeoplePage::takingOnesOwnRoleIsAskedFor()
{
    ShellWorld world;
    const auto page = shown(world);
    auto *bar = page->findChild<ui::MessageBar *>();
    named<QLineEdit>(*page, "peopleAccount")->setText(u"ann"_s);
    named<QPushButton>(*page, "peopleTake")->click();
    auto *box = page->findChild<QMessageBox *>();
    QVERIFY(box);
    QVERIFY(box->text().contains(u"“ann”"_s));
    QVERIFY(!bar->isVisible());
    box->reject();
    named<QLineEdit>(*page, "peopleAccount")->setText(u"ben"_s);
    named<QPushButton>(*page, "peopleTake")->click(); // somebody else's is given back as easily
    QTRY_VERIFY(bar->isVisible());
}

void TestPeoplePage::itIsOpenedFromTheMenu()
{
    ShellWorld world;
    ui::MainWindow window(world.context(), world.theme(), world.settings());
    window.show();
    window.commands()->showPeople->trigger();
    QCOMPARE(window.page(), ui::Page::People);
    auto *page = window.findChild<ui::PeoplePage *>();
    QVERIFY(page->isVisible());
    QTRY_COMPARE(people(*page)->topLevelItemCount(), 1);
}

void TestPeoplePage::itIsPainted_data()
{
    addPaintedLooks();
}

void TestPeoplePage::itIsPainted()
{
    const Painting painting(u"people"_s);
    ShellWorld world;
    ui::MainWindow window(world.context(), world.theme(), world.settings());
    painting.dress(world.theme());
    window.resize(painting.windowSize());
    window.show();
    window.showPage(ui::Page::People);
    auto *page = window.findChild<ui::PeoplePage *>();
    QTRY_COMPARE(people(*page)->topLevelItemCount(), 1);
    painting.check(window, u"file"_s);
    page->showTeam(team());
    people(*page)->setCurrentItem(people(*page)->topLevelItem(1));
    painting.check(window, u"team"_s);
}

} // namespace liaison::test

using liaison::test::TestPeoplePage;
LIAISON_TEST(TestPeoplePage)
#include "tst_people_page.moc"
