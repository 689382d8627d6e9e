#include "tests/support/test_registry.h"
#include "tests/ui/shell/looks.h"
#include "tests/ui/shell/shell_world.h"
#include "ui/incidents/incident_list.h"
#include "ui/shell/main_window.h"

#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QProgressBar>
#include <QScrollArea>
#include <QScrollBar>
#include <QStyleOptionComboBox>
#include <QTabBar>
#include <QTabWidget>
#include <QTest>
#include <QToolBar>

namespace liaison::test {

using namespace Qt::StringLiterals;

namespace {

/// Fields, tabs, headings and rows that are lower than their letters, and what a tool bar has put away.
QStringList low(QWidget &window)
{
    QStringList low;
    const auto note = [&low](const QWidget *widget, const QString &what, int is, int wants) {
        low << u"%1 “%2” %3: %4, wants %5"_s
                   .arg(QLatin1String(widget->metaObject()->className()), widget->accessibleName(), what)
                   .arg(is)
                   .arg(wants);
    };
    const QList<QWidget *> all = window.findChildren<QWidget *>();
    for (QWidget *widget : all) {
        if (!widget->isVisible())
            continue;
        const bool line = qobject_cast<QLineEdit *>(widget)
            && !qobject_cast<QAbstractSpinBox *>(
                              widget->parentWidget()); // Qt's own, of which the spin box has the frame
        const bool field = line || qobject_cast<QComboBox *>(widget) || qobject_cast<QAbstractSpinBox *>(widget);
        if (field && widget->height() < widget->minimumSizeHint().height())
            note(widget, u"height"_s, widget->height(), widget->minimumSizeHint().height());
        if (const auto *box = qobject_cast<QComboBox *>(widget)) {
            QStyleOptionComboBox option;
            option.initFrom(box);
            const QRect room
                = box->style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, box);
            const int words = box->fontMetrics().horizontalAdvance(box->currentText());
            if (room.width() < words)
                note(widget, u"width for “%1”"_s.arg(box->currentText()), room.width(), words);
        }
        if (const auto *bar = qobject_cast<QProgressBar *>(widget);
            bar && bar->isTextVisible() && bar->width() < bar->fontMetrics().horizontalAdvance(bar->text()))
            note(widget, u"width"_s, bar->width(), bar->fontMetrics().horizontalAdvance(bar->text()));
        if (const auto *area = qobject_cast<QScrollArea *>(widget); area && area->horizontalScrollBar()->maximum() > 0)
            note(widget, u"sideways"_s, area->viewport()->width(), area->widget()->minimumSizeHint().width());
        if (const auto *tabs = qobject_cast<QTabBar *>(widget)) {
            if (tabs->width() < tabs->sizeHint().width() || tabs->height() < tabs->sizeHint().height())
                note(widget, u"width of the tabs"_s, tabs->width(), tabs->sizeHint().width());
        } else if (const auto *header = qobject_cast<QHeaderView *>(widget)) {
            for (int i = 0; header->orientation() == Qt::Horizontal && header->model() && i < header->count(); ++i) {
                const QString words = header->model()->headerData(i, Qt::Horizontal).toString();
                if (!header->isSectionHidden(i)
                    && header->sectionSize(i) < header->fontMetrics().horizontalAdvance(words))
                    note(widget, words, header->sectionSize(i), header->fontMetrics().horizontalAdvance(words));
            }
            if (header->orientation() == Qt::Horizontal && header->height() < header->fontMetrics().height())
                note(widget, u"height of the header"_s, header->height(), header->fontMetrics().height());
        } else if (const auto *view = qobject_cast<QAbstractItemView *>(widget)) {
            const QModelIndex first = view->model() ? view->model()->index(0, 0) : QModelIndex();
            const int wants = view->sizeHintForIndex(first).height();
            if (first.isValid() && view->visualRect(first).height() < std::max(wants, view->fontMetrics().height()))
                note(widget, u"height of the first row"_s, view->visualRect(first).height(), wants);
        } else if (widget->objectName() == "qt_toolbar_ext_button"_L1) {
            note(widget, u"tool bar"_s, widget->parentWidget()->width(), widget->parentWidget()->sizeHint().width());
        }
    }
    return low;
}

} // namespace

/// The main window for eyes that need letters twice as large.
class TestLargeLetters : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nothingIsCut_data();
    void nothingIsCut();
};

void TestLargeLetters::nothingIsCut_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<int>("percent");
    QTest::addColumn<QSize>("size");
    QTest::newRow("en") << u"en"_s << 100 << QSize(1320, 800);
    QTest::newRow("de") << u"de"_s << 100 << QSize(1320, 800);
    QTest::newRow("en-large") << u"en"_s << 200 << QSize(1920, 1200);
    QTest::newRow("de-large") << u"de"_s << 200 << QSize(1920, 1200);
}

/// Page by page; LIAISON_PICTURES=DIR keeps what it looks like.
void TestLargeLetters::nothingIsCut()
{
    QFETCH(const QString, language);
    QFETCH(const int, percent);
    QFETCH(const QSize, size);
    const Look look(language, percent);
    QVERIFY(look.isGood());
    ShellWorld world;
    world.populate();
    domain::FeedStatus status = world.feeds().statuses().first();
    ui::MainWindow window(world.context(), world.theme(), world.settings());
    window.resize(size);
    window.show();
    QTRY_VERIFY(window.incidents()->current());
    status.state = domain::FeedState::Failed;
    status.error = Error{ErrorKind::AuthenticationFailed, u"535 no"_s, {}, {}};
    world.feeds().tell(status);
    const auto check = [&](const QString &page) {
        QCOMPARE(window.size(), size);
        const auto wrong = [&window] { return cut(window) + low(window); };
        const bool good = QTest::qWaitFor([&wrong] { return wrong().isEmpty(); }, 2'000);
        keepPicture(window, u"letters-%1-%2"_s.arg(QString::fromLatin1(QTest::currentDataTag()), page));
        QVERIFY2(good, qPrintable(page + u":\n"_s + wrong().join(u'\n')));
    };
    window.tabs()->setCurrentIndex(0);
    check(u"1-summary"_s);
    window.tabs()->setCurrentIndex(1);
    check(u"2-mails"_s);
    window.showPage(ui::Page::Unmatched);
    check(u"3-unmatched"_s);
    window.showPage(ui::Page::Outbox);
    check(u"4-outbox"_s);
    window.showPage(ui::Page::Mailboxes);
    check(u"5-mailboxes"_s);
    window.showPage(ui::Page::Feeds);
    check(u"7-feeds"_s);
    window.showPage(ui::Page::Units);
    check(u"6-units"_s);
}

} // namespace liaison::test

using liaison::test::TestLargeLetters;
LIAISON_TEST(TestLargeLetters)
#include "tst_large_letters.moc"
