#include "core/desk/unit_desk.h"
#include "tests/support/test_registry.h"
#include "tests/ui/shell/looks.h"
#include "tests/ui/shell/shell_world.h"
#include "ui/admin/unit_activity.h"
#include "ui/admin/unit_dialog.h"
#include "ui/admin/unit_import_dialog.h"
#include "ui/admin/units_page.h"
#include "ui/common/theme.h"
#include "ui/shell/main_window.h"

#include <QDialogButtonBox>
#include <QFile>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>
#include <QTreeWidget>

namespace liaison::test {

using namespace Qt::StringLiterals;

/// What the screens of business units look like; LIAISON_PICTURES=DIR keeps it.
class TestUnitPictures : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theyArePainted_data();
    void theyArePainted();

private:
    static domain::BusinessUnit filled(ShellWorld &world);
};

void TestUnitPictures::theyArePainted_data()
{
    addPaintedLooks();
}

/// A unit with every field, changed twice.
domain::BusinessUnit TestUnitPictures::filled(ShellWorld &world)
{
    desk::UnitDesk desk(world.context().desk);
    domain::BusinessUnit unit;
    unit.title = u"Treasury"_s;
    unit = must(awaited(desk.create(unit)));
    world.clock().advance(86'400'000);
    unit.description = u"Payments and cash of the whole group"_s;
    unit.recipients = QStringList{u"ciso@treasury.example"_s, u"duty@treasury.example"_s};
    unit.knownDomains = QStringList{u"treasury.example"_s};
    unit = must(awaited(desk.update(unit)));
    world.clock().advance(3'600'000);
    unit.deputy = u"dora.night@treasury.example"_s;
    unit.escalationPhone = u"+49 30 1234567"_s;
    unit.answerMinutes = 240;
    return must(awaited(desk.update(unit)));
}

void TestUnitPictures::theyArePainted()
{
    const Painting painting(u"units"_s);
    ShellWorld world;
    world.populate();
    const domain::BusinessUnit unit = filled(world);
    ui::MainWindow window(world.context(), world.theme(), world.settings());
    painting.dress(world.theme());
    window.resize(painting.windowSize());
    window.show();
    window.showPage(ui::Page::Units);
    auto *page = window.findChild<ui::UnitsPage *>();
    QTRY_COMPARE(page->findChild<QTreeWidget *>()->topLevelItemCount(), 4);
    painting.check(window, u"1-page"_s);
    auto *editing = new ui::UnitDialog(world.context(), unit, &window);
    editing->open();
    painting.check(*editing, u"2-dialog"_s);
    editing->findChild<QPlainTextEdit *>()->setPlainText(u"ciso@treasury.example, nobody"_s);
    editing->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save)->click();
    painting.check(*editing, u"3-wrong"_s);
    delete editing;
    const auto preview = [&](const QByteArray &csv, const QString &state) {
        QFile file(world.path(u"units.csv"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(csv) == csv.size());
        file.close();
        ui::UnitImportDialog dialog(world.context(), file.fileName(), &window);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        QTRY_VERIFY(dialog.findChild<QTreeWidget *>()->topLevelItemCount() > 0);
        painting.check(dialog, state);
    };
    preview("title,recipients,answer hours\nTreasury,new@treasury.example,2\nLegal,security@legal.example,\n"
            "Research,lab@research.example,8\n",
            u"4-import"_s);
    preview("title,recipients\nTreasury,nobody\nResearch,lab@research.example\nresearch,\n", u"5-import-wrong"_s);
    ui::UnitActivity activity(world.context(), unit, &window);
    activity.setAttribute(Qt::WA_DeleteOnClose, false);
    activity.show();
    QTRY_COMPARE(activity.findChild<QTreeWidget *>()->topLevelItemCount(), 3);
    painting.check(activity, u"6-activity"_s);
}

} // namespace liaison::test

using liaison::test::TestUnitPictures;
LIAISON_TEST(TestUnitPictures)
#include "tst_unit_pictures.moc"
