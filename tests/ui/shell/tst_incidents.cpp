#include "core/store/incidents.h"
#include "tests/support/test_registry.h"
#include "tests/ui/shell/shell_world.h"
#include "ui/incidents/incident_dialog.h"
#include "ui/incidents/incident_list.h"
#include "ui/incidents/incident_model.h"
#include "ui/incidents/unmatched_model.h"
#include "ui/incidents/unmatched_page.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

namespace liaison::test {

class TestIncidents : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void dialogCreates();
    void dialogWantsATitle();
    void dialogKeepsOthersChange();
    void listFollowsAndFilters();
    void listPagesByKey();
    void unmatchedIsReadAsItIsScrolled();
    void unmatchedIsLinkedAndTakenBack();

private:
    template <class T> static T *named(QWidget &parent, const QString &accessibleName)
    {
        const QList<T *> all = parent.findChildren<T *>();
        for (T *widget : all) {
            if (widget->accessibleName() == accessibleName)
                return widget;
        }
        return nullptr;
    }
};

void TestIncidents::dialogCreates()
{
    ShellWorld world;
    const domain::BusinessUnit finance = world.addUnit(QStringLiteral("Finance"), QStringLiteral("finance.example"));
    world.addUnit(QStringLiteral("Legal"), QStringLiteral("legal.example"));
    auto *dialog = new ui::IncidentDialog(world.context(), {}, nullptr);
    QSignalSpy saved(dialog, &ui::IncidentDialog::saved);
    dialog->open();
    auto *units = named<QListWidget>(*dialog, QStringLiteral("Affected business units"));
    QTRY_COMPARE(units->count(), 2);
    QTest::keyClicks(named<QLineEdit>(*dialog, QStringLiteral("Title")), QStringLiteral("Phishing of payroll"));
    units->item(0)->setCheckState(Qt::Checked);
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_COMPARE(saved.size(), 1);
    const auto id = saved.first().first().value<domain::Incident>().id;
    const domain::Incident stored = must(
        awaited(world.store().read([id](store::Session &session) { return store::Incidents(session).find(id); })));
    QCOMPARE(stored.title, QStringLiteral("Phishing of payroll"));
    QCOMPARE(stored.affected, QList<BusinessUnitId>{finance.id});
    QVERIFY(stored.key.startsWith(QLatin1String("INC-2026-")));
}

void TestIncidents::dialogWantsATitle()
{
    ShellWorld world;
    auto *dialog = new ui::IncidentDialog(world.context(), {}, nullptr);
    QSignalSpy saved(dialog, &ui::IncidentDialog::saved);
    dialog->open();
    auto *title = named<QLineEdit>(*dialog, QStringLiteral("Title"));
    title->setText(QStringLiteral("   "));
    dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save)->click();
    QVERIFY(dialog->isVisible());
    QVERIFY(saved.isEmpty());
    QCOMPARE(dialog->focusWidget(), title);
    dialog->close();
}

void TestIncidents::dialogKeepsOthersChange()
{
    ShellWorld world;
    const domain::Incident incident = world.addIncident(QStringLiteral("First"));
    auto *dialog = new ui::IncidentDialog(world.context(), incident, nullptr);
    QSignalSpy saved(dialog, &ui::IncidentDialog::saved);
    dialog->open();
    domain::Incident other = incident;
    other.title = QStringLiteral("By somebody else");
    world.clock().advance(1'000);
    must(awaited(
        world.store().write([other](store::Session &session) { return store::Incidents(session).update(other); })));
    named<QLineEdit>(*dialog, QStringLiteral("Title"))->setText(QStringLiteral("Mine"));
    dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save)->click();
    // Nothing is overwritten: the dialog offers to show the present state.
    const auto offer = [dialog]() -> QPushButton * {
        const QList<QPushButton *> buttons = dialog->findChildren<QPushButton *>();
        for (QPushButton *button : buttons) {
            if (button->text() == QLatin1String("Show the present state"))
                return button;
        }
        return nullptr;
    };
    QTRY_VERIFY(offer());
    QVERIFY(saved.isEmpty());
    offer()->click();
    QTRY_COMPARE(named<QLineEdit>(*dialog, QStringLiteral("Title"))->text(), QStringLiteral("By somebody else"));
    dialog->close();
}

void TestIncidents::listFollowsAndFilters()
{
    ShellWorld world;
    ui::IncidentList list(world.context());
    list.show();
    world.addIncident(QStringLiteral("Low one"), domain::Severity::Low);
    const domain::Incident critical = world.addIncident(QStringLiteral("Critical one"), domain::Severity::Critical);
    QTRY_COMPARE(list.model()->rowCount(), 2);
    auto *severity = named<QComboBox>(list, QStringLiteral("Filter by severity"));
    severity->setCurrentIndex(severity->findText(QStringLiteral("Critical")));
    QTRY_COMPARE(list.model()->rowCount(), 1);
    QTRY_COMPARE(list.current(), critical.id);
    QTest::keyClicks(named<QLineEdit>(list, QStringLiteral("Filter incidents by key or title")),
                     QStringLiteral("%_'\""));
    QTRY_COMPARE(list.model()->rowCount(), 0);
    // Choosing an incident that the filter hides clears the filter.
    list.select(critical.id);
    QTRY_COMPARE(list.model()->rowCount(), 2);
    QTRY_COMPARE(list.current(), critical.id);
}

void TestIncidents::listPagesByKey()
{
    ShellWorld world;
    must(awaited(world.store().write([](store::Session &session) -> Result<void> {
        for (int i = 0; i < 150; ++i) {
            domain::Incident incident;
            incident.title = QStringLiteral("Incident %1").arg(i);
            auto made = store::Incidents(session).create(incident);
            if (!made)
                return fail(made.error());
        }
        return {};
    })));
    ui::IncidentModel model(world.context());
    QTRY_COMPARE(model.rowCount(), 100);
    QVERIFY(model.canFetchMore({}));
    model.fetchMore({});
    QTRY_COMPARE(model.rowCount(), 150);
    QSet<qint64> ids;
    for (const store::IncidentRow &row : model.rows())
        ids.insert(row.incident.id.value);
    QCOMPARE(ids.size(), 150);
    model.fetchMore({});
    QTRY_VERIFY(!model.canFetchMore({}));
}

void TestIncidents::unmatchedIsReadAsItIsScrolled()
{
    ShellWorld world;
    MessageId oldest;
    for (int i = 0; i < 250; ++i) {
        const MessageId mail = world.receive(QStringLiteral("Bo <bo@finance.example>"),
                                             QStringLiteral("Mail %1").arg(i), QStringLiteral("text"));
        oldest = i == 0 ? mail : oldest;
        world.clock().advance(1'000);
    }
    ui::UnmatchedPage page(world.context());
    page.show();
    auto *view = named<QTreeView>(page, QStringLiteral("Unmatched mail"));
    QTRY_COMPARE(page.model()->rowCount(), 100);
    view->doItemsLayout(); // a tree asks for more rows whenever it does that
    QVERIFY(!page.model()->canFetchMore({}));
    QTRY_VERIFY(view->verticalScrollBar()->maximum() > 0);
    view->verticalScrollBar()->setValue(view->verticalScrollBar()->maximum());
    QTRY_COMPARE(page.model()->rowCount(), 200);
    page.select(oldest); // what a search found is not on the pages that were read
    QTRY_COMPARE(page.model()->rowCount(), 250);
    QTRY_COMPARE(page.model()->rowAt(view->currentIndex())->id, oldest);
}

void TestIncidents::unmatchedIsLinkedAndTakenBack()
{
    ShellWorld world;
    const domain::BusinessUnit finance = world.addUnit(QStringLiteral("Finance"), QStringLiteral("finance.example"));
    const domain::Incident incident = world.addIncident(QStringLiteral("Fraud"), domain::Severity::High, {finance.id});
    const MessageId mail = world.receive(QStringLiteral("Bo <bo@finance.example>"), QStringLiteral("Strange invoice"),
                                         QStringLiteral("Is it real?"));
    ui::UnmatchedPage page(world.context());
    page.show();
    QTRY_COMPARE(page.model()->rowCount(), 1);
    auto *suggestions = named<QListWidget>(page, QStringLiteral("Suggested incidents"));
    QTRY_COMPARE(suggestions->count(), 1);
    QTest::keyClick(named<QTreeView>(page, QStringLiteral("Unmatched mail")), Qt::Key_Return);
    QTRY_COMPARE(page.model()->rowCount(), 0);
    const auto incidentOf = [&world, mail] {
        return must(awaited(world.store().read([mail](store::Session &session) {
                   return store::Messages(session).row(mail, QStringLiteral("x"));
               })))
            .incident;
    };
    QCOMPARE(incidentOf().value_or(IncidentId()), incident.id);
    QTest::keyClick(&page, Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(page.model()->rowCount(), 1);
    QVERIFY(!incidentOf());
}

} // namespace liaison::test

using liaison::test::TestIncidents;
LIAISON_TEST(TestIncidents)
#include "tst_incidents.moc"
