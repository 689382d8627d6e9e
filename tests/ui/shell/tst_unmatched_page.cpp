#include "core/store/incidents.h"
#include "core/store/messages.h"
#include "tests/support/test_registry.h"
#include "tests/ui/shell/shell_world.h"
#include "ui/common/message_bar.h"
#include "ui/incidents/incident_dialog.h"
#include "ui/incidents/incident_picker.h"
#include "ui/incidents/unmatched_model.h"
#include "ui/incidents/unmatched_page.h"

#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QTreeView>

namespace liaison::test {

/// Deciding about mail without an incident, by keyboard.
class TestUnmatchedPage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anIncidentIsMadeOfAMail();
    void theChosenIncidentIsNamed();
    void whatComesNextCanBeDecidedAtOnce();

private:
    static QPushButton *button(const QWidget &parent, const QString &text)
    {
        const QList<QPushButton *> all = parent.findChildren<QPushButton *>();
        for (QPushButton *each : all) {
            if (each->text() == text && each->isVisible())
                return each;
        }
        return nullptr;
    }
    static QString barText(const QWidget &page)
    {
        const auto *bar = page.findChild<ui::MessageBar *>(QString(), Qt::FindDirectChildrenOnly);
        return bar && bar->isVisible() ? bar->text() : QString();
    }
};

void TestUnmatchedPage::anIncidentIsMadeOfAMail()
{
    ShellWorld world;
    const MessageId mail = world.receive(QStringLiteral("Bo <bo@finance.example>"),
                                         QStringLiteral("Re: Strange invoice"), QStringLiteral("Is it real?"));
    ui::UnmatchedPage page(world.context());
    page.show();
    QTRY_COMPARE(page.model()->rowCount(), 1);
    QTRY_VERIFY(button(page, QStringLiteral("New incident"))->isEnabled());
    QTest::keyClick(button(page, QStringLiteral("New incident")), Qt::Key_Space);
    auto *dialog = page.findChild<ui::IncidentDialog *>();
    QVERIFY(dialog);
    const QList<QLineEdit *> fields = dialog->findChildren<QLineEdit *>();
    QVERIFY(std::any_of(fields.begin(), fields.end(),
                        [](const QLineEdit *field) { return field->text() == QLatin1String("Strange invoice"); }));
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_COMPARE(page.model()->rowCount(), 0);
    const auto row = must(awaited(world.store().read(
        [mail](store::Session &session) { return store::Messages(session).row(mail, QStringLiteral("x")); })));
    QVERIFY(row.incident);
    const auto incident = must(awaited(world.store().read(
        [id = *row.incident](store::Session &session) { return store::Incidents(session).find(id); })));
    QCOMPARE(incident.title, QStringLiteral("Strange invoice"));
    QTRY_VERIFY(barText(page).contains(incident.key));
    button(page, QStringLiteral("Undo"))->click();
    QTRY_COMPARE(page.model()->rowCount(), 1);
}

void TestUnmatchedPage::theChosenIncidentIsNamed()
{
    ShellWorld world;
    const domain::Incident incident = world.addIncident(QStringLiteral("Fraud"));
    world.receive(QStringLiteral("Bo <bo@finance.example>"), QStringLiteral("Strange invoice"), QStringLiteral("?"));
    ui::UnmatchedPage page(world.context());
    page.show();
    QTRY_COMPARE(page.model()->rowCount(), 1);
    auto *view = page.findChild<QTreeView *>();
    QTest::keyClick(view, Qt::Key_Return); // no incident is suggested: it asks which one
    QTRY_VERIFY(page.findChild<ui::IncidentPicker *>());
    auto *picker = page.findChild<ui::IncidentPicker *>();
    QTRY_VERIFY(button(*picker, QStringLiteral("Link"))->isEnabled());
    QTest::keyClick(picker, Qt::Key_Return);
    QTRY_COMPARE(page.model()->rowCount(), 0);
    QTRY_COMPARE(barText(page), QStringLiteral("Linked to %1.").arg(incident.key));
}

void TestUnmatchedPage::whatComesNextCanBeDecidedAtOnce()
{
    ShellWorld world;
    for (const char *subject : {"First", "Second", "Third"})
        world.receive(QStringLiteral("Bo <bo@finance.example>"), QLatin1String(subject), QStringLiteral("?"));
    ui::UnmatchedPage page(world.context());
    page.show();
    page.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&page));
    page.focusList();
    auto *view = page.findChild<QTreeView *>();
    for (int left = 3; left > 0; --left) {
        QTRY_COMPARE(page.model()->rowCount(), left);
        QTRY_VERIFY(button(page, QStringLiteral("Dismiss"))->isEnabled());
        QTest::keyClick(view, Qt::Key_Delete);
    }
    QTRY_COMPARE(page.model()->rowCount(), 0);
}

} // namespace liaison::test

using liaison::test::TestUnmatchedPage;
LIAISON_TEST(TestUnmatchedPage)
#include "tst_unmatched_page.moc"
