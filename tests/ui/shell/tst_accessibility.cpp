#include "tests/support/test_registry.h"
#include "tests/ui/shell/shell_world.h"
#include "ui/incidents/incident_list.h"
#include "ui/shell/main_window.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QTabBar>
#include <QTest>

namespace liaison::test {

class TestAccessibility : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyControlHasAName();
    void noLabelReadsHtml();
    void incidentsAreSaidInWords();

private:
    /// Controls of ours; what Qt builds inside its own (spin boxes' editors, scroll areas' corners) is its business.
    static bool isOurs(const QWidget *widget)
    {
        if (widget->objectName().startsWith(QLatin1String("qt_")) || qobject_cast<const QHeaderView *>(widget))
            return false;
        const QWidget *parent = widget->parentWidget();
        return !qobject_cast<const QAbstractSpinBox *>(parent) && !qobject_cast<const QComboBox *>(parent)
            && !qobject_cast<const QTabBar *>(parent) && !qobject_cast<const QLineEdit *>(parent)
            && !qobject_cast<const QAbstractItemView *>(parent)
            && !(parent && parent->inherits("QComboBoxPrivateContainer")) && !(parent && parent->inherits("QToolBar"));
    }
};

void TestAccessibility::everyControlHasAName()
{
    ShellWorld world;
    world.populate();
    ui::MainWindow window(world.context(), world.theme(), world.settings());
    window.show();
    QTRY_VERIFY(window.incidents()->current());
    QStringList nameless;
    int controls = 0;
    const QList<QWidget *> all = window.findChildren<QWidget *>();
    for (QWidget *widget : all) {
        const bool control = qobject_cast<QAbstractButton *>(widget) || qobject_cast<QLineEdit *>(widget)
            || qobject_cast<QComboBox *>(widget) || qobject_cast<QAbstractSpinBox *>(widget)
            || qobject_cast<QAbstractItemView *>(widget) || qobject_cast<QPlainTextEdit *>(widget);
        if (!control || !isOurs(widget) || widget->isHidden())
            continue;
        ++controls;
        QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(widget);
        if (!accessible || accessible->text(QAccessible::Name).trimmed().isEmpty()) {
            QStringList chain;
            for (const QWidget *each = widget; each; each = each->parentWidget())
                chain << QLatin1String(each->metaObject()->className());
            nameless << chain.join(QStringLiteral(" in "));
        }
    }
    QVERIFY(controls > 60);
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(QStringLiteral("; "))));
}

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
