#include "tests/support/test_registry.h"
#include "tests/ui/shell/shell_world.h"
#include "ui/incidents/incident_list.h"
#include "ui/shell/main_window.h"

#include <QAbstractItemView>
#include <QLabel>
#include <QTest>

namespace liaison::test {

/// What is said of rows, and how; that every control has a name is TestEveryWindow's.
class TestAccessibility : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void noLabelReadsHtml();
    void incidentsAreSaidInWords();
};

void TestAccessibility::noLabelReadsHtml()
{
    ShellWorld world;
    world.populate();
    world.receive(QStringLiteral("<img src=file:///x> <e@evil.example>"),
                  QStringLiteral("<b>bold</b><img src='file:///x'>"), QStringLiteral("words"));
    ui::MainWindow window(world.context(), world.theme(), world.settings());
    window.show();
    window.showPage(ui::Page::Unmatched);
    const auto subjectIsShown = [&window] {
        const QList<QLabel *> labels = window.findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(),
                           [](const QLabel *label) { return label->text().contains(QLatin1String("<b>bold</b>")); });
    };
    QTRY_VERIFY(subjectIsShown());
    const QList<QLabel *> labels = window.findChildren<QLabel *>();
    for (const QLabel *label : labels) {
        const bool words = !label->text().isEmpty();
        QVERIFY2(!words || label->textFormat() == Qt::PlainText || !Qt::mightBeRichText(label->text()),
                 qPrintable(label->text()));
    }
}

void TestAccessibility::incidentsAreSaidInWords()
{
    ShellWorld world;
    world.populate();
    ui::IncidentList list(world.context());
    list.show();
    auto *view = list.findChild<QAbstractItemView *>();
    QTRY_COMPARE(view->model()->rowCount(), 4);
    const QString said = view->model()->index(0, 0).data(Qt::AccessibleTextRole).toString();
    for (const char *word :
         {"INC-2026-", "Suspicious sign-in", "severity High", "status Open", "owner A. Kaya", "2 new"})
        QVERIFY2(said.contains(QLatin1String(word)), qPrintable(said));
}

} // namespace liaison::test

using liaison::test::TestAccessibility;
LIAISON_TEST(TestAccessibility)
#include "tst_accessibility.moc"
