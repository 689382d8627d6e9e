#include "tests/support/test_registry.h"
#include "tests/ui/looks/every_window.h"
#include "tests/ui/shell/layout_faults.h"
#include "tests/ui/shell/looks.h"
#include "ui/admin/form_field.h"
#include "ui/admin/mailbox_form.h"
#include "ui/common/icons.h"
#include "ui/incidents/incident_list.h"
#include "ui/shell/main_window.h"
#include "ui/shell/navigation.h"

#include <QAbstractItemView>
#include <QLineEdit>
#include <QTabWidget>
#include <QTest>

#include <memory>

namespace liaison::test {

using namespace Qt::StringLiterals;

/// Every window as somebody sees it who reads from right to left.
class TestRightToLeft : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_world = std::make_unique<EveryWorld>();
        QGuiApplication::setLayoutDirection(Qt::RightToLeft);
    }
    void cleanupTestCase()
    {
        QGuiApplication::setLayoutDirection(Qt::LeftToRight);
        m_world.reset();
    }
    void theLayoutIsMirrored_data();
    void theLayoutIsMirrored();
    void theNavigationIsAtTheRight();
    void rowsArePaintedFromTheRight();
    void arrowsPointTheOtherWay_data();
    void arrowsPointTheOtherWay();
    void addressesStayLeftToRight();

private:
    std::unique_ptr<EveryWorld> m_world;
};

void TestRightToLeft::theLayoutIsMirrored_data()
{
    QTest::addColumn<int>("number");
    for (int i = 0; i < everyWindow().size(); ++i)
        QTest::newRow(everyWindow().at(i).name) << i;
}

/// Nothing is cut or reaches over an edge either.
void TestRightToLeft::theLayoutIsMirrored()
{
    QFETCH(const int, number);
    QStringList faults;
    const auto look = [&faults](QWidget &window, const QString &state) {
        const auto wrong = [&window] {
            QCoreApplication::sendPostedEvents(); // what is shown now is laid out
            return cut(window) + low(window) + notMirrored(window);
        };
        if (!QTest::qWaitFor([&wrong] { return wrong().isEmpty(); }, 2'000))
            faults << state + u":\n  "_s + wrong().join(u"\n  "_s);
        keepPicture(window, u"rtl-%1-%2"_s.arg(QString::fromLatin1(QTest::currentDataTag()), state));
    };
    everyWindow().at(number).visit({*m_world, {1320, 800}, look});
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
}

void TestRightToLeft::theNavigationIsAtTheRight()
{
    ui::MainWindow window(m_world->context(), m_world->theme(), m_world->settings());
    window.show();
    QTRY_VERIFY(window.tabs()->isVisible());
    const auto left = [&window](const QWidget *widget) { return widget->mapTo(&window, QPoint()).x(); };
    const auto *navigation = window.findChild<ui::Navigation *>();
    QVERIFY(left(navigation) >= left(window.tabs()) + window.tabs()->width());
    QVERIFY(left(window.incidents()) >= left(window.tabs()) + window.tabs()->width());
}

/// The ground of the severity's chip, which stands where a row begins.
void TestRightToLeft::rowsArePaintedFromTheRight()
{
    ui::IncidentList list(m_world->context());
    list.resize(400, 500);
    list.show();
    const auto *view = list.findChild<QAbstractItemView *>();
    QTRY_VERIFY(view->model()->rowCount() > 0);
    QTRY_VERIFY(view->visualRect(view->model()->index(0, 0)).height() > 0);
    const QImage row = view->viewport()->grab(view->visualRect(view->model()->index(1, 0))).toImage();
    const QColor ground = ui::toneGround(list.palette(), ui::Tone::Danger);
    QList<int> columns;
    for (int x = 0; x < row.width(); ++x)
        for (int y = 0; y < row.height(); ++y)
            if (row.pixelColor(x, y) == ground)
                columns << x;
    QVERIFY(!columns.isEmpty());
    QVERIFY2(columns.first() > row.width() / 2, qPrintable(QString::number(columns.first())));
}

void TestRightToLeft::arrowsPointTheOtherWay_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("mirrored");
    for (const char *name : {"reply", "reply-all", "forward", "send", "undo"})
        QTest::newRow(name) << QString::fromLatin1(name) << true;
    for (const char *name : {"start", "search", "ok", "new-mail"}) // a tape's arrow and a tick are the same everywhere
        QTest::newRow(name) << QString::fromLatin1(name) << false;
}

void TestRightToLeft::arrowsPointTheOtherWay()
{
    QFETCH(const QString, name);
    QFETCH(const bool, mirrored);
    const auto picture = [&name] { return ui::iconPixmap(name, Qt::black, 32, 1.0).toImage(); };
    const QImage here = picture();
    QGuiApplication::setLayoutDirection(Qt::LeftToRight);
    const QImage usual = picture();
    QGuiApplication::setLayoutDirection(Qt::RightToLeft);
    QVERIFY(usual != usual.mirrored(true, false));
    QCOMPARE(here, mirrored ? usual.mirrored(true, false) : usual);
}

/// Technical text has no strong letters at its ends: as a part of a line from the right it would be torn apart.
void TestRightToLeft::addressesStayLeftToRight()
{
    ui::MailboxForm form(m_world->context());
    form.resize(900, 900);
    form.show();
    for (const domain::Mailbox &mailbox : {m_world->exchange, m_world->mixed}) {
        form.showMailbox(mailbox);
        const QList<QLineEdit *> lines = form.findChildren<QLineEdit *>();
        int texts = 0;
        for (QLineEdit *line : lines) {
            const bool isField = qobject_cast<ui::FormField *>(line->parentWidget());
            if (!isField || !line->isVisible() || line->text().isEmpty() || line->echoMode() != QLineEdit::Normal)
                continue;
            ++texts;
            line->setText(u"https://1.example/"_s);
            const auto cursor = [line](int position) {
                line->setCursorPosition(position);
                return line->inputMethodQuery(Qt::ImCursorRectangle).toRectF().x();
            };
            QVERIFY2(cursor(0) < cursor(18), qPrintable(line->accessibleName()));
            QVERIFY2(cursor(17) < cursor(18), qPrintable(line->accessibleName()));
        }
        QVERIFY(texts > 2);
    }
}

} // namespace liaison::test

using liaison::test::TestRightToLeft;
LIAISON_TEST(TestRightToLeft)
#include "tst_right_to_left.moc"
