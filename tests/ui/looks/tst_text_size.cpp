#include "tests/support/test_registry.h"
#include "tests/ui/looks/every_window.h"
#include "ui/common/empty_state.h"
#include "ui/common/letters.h"
#include "ui/common/plain_label.h"
#include "ui/common/preferences.h"
#include "ui/shell/main_window.h"

#include <QApplication>
#include <QHash>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QTest>
#include <QTreeWidget>

#include <cmath>
#include <memory>

namespace liaison::test {

using namespace Qt::StringLiterals;
using ui::Preferences;

/// The size of letters is changed while windows are open (Settings > Appearance): what was measured by letters follows
/// at once, and back.
class TestTextSize : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_world = std::make_unique<EveryWorld>(); }
    void cleanupTestCase() { m_world.reset(); }
    void init() { Preferences::instance()->setTextPercent(100); }
    void cleanup()
    {
        Preferences::instance()->setTextPercent(100);
        QCoreApplication::processEvents(); // widgets are told by an event
        m_world->theme()->setTextPercent(100);
        QCoreApplication::processEvents(); // widgets are told by an event
    }
    void aHeadingFollows();
    void columnsFollow();
    void aColumnThatIsNoPersonsStays();
    void theWindowFollows_data();
    void theWindowFollows();

private:
    std::unique_ptr<EveryWorld> m_world;
};

void TestTextSize::aHeadingFollows()
{
    ui::PlainLabel heading(u"Mailboxes"_s);
    ui::makeHeading(&heading, 1.5);
    heading.show();
    const qreal usual = QApplication::font().pointSizeF();
    QCOMPARE(heading.font().pointSizeF(), usual * 1.5);
    const int before = heading.sizeHint().height();
    m_world->theme()->setTextPercent(200);
    QCoreApplication::processEvents(); // widgets are told by an event
    QCOMPARE(heading.font().pointSizeF(), usual * 3);
    QVERIFY(heading.font().bold());
    QVERIFY(heading.sizeHint().height() > before * 3 / 2);
    m_world->theme()->setTextPercent(100);
    QCoreApplication::processEvents(); // widgets are told by an event
    QCOMPARE(heading.font().pointSizeF(), usual * 1.5);
    QCOMPARE(heading.sizeHint().height(), before);
}

void TestTextSize::columnsFollow()
{
    QTreeWidget list;
    list.setHeaderLabels({u"Title"_s, u"Recipients"_s, u"Description"_s});
    ui::keepColumns(list.header());
    list.resize(1'200, 300);
    list.show();
    list.header()->resizeSection(0, 210); // as a person drags it
    const int letter = list.header()->fontMetrics().averageCharWidth();
    m_world->theme()->setTextPercent(200);
    QCoreApplication::processEvents(); // widgets are told by an event
    const int larger = list.header()->fontMetrics().averageCharWidth();
    QVERIFY(larger > letter);
    QCOMPARE(list.header()->sectionSize(0), 210 * larger / letter);
    m_world->theme()->setTextPercent(100);
    QCoreApplication::processEvents();                           // widgets are told by an event
    QVERIFY(std::abs(list.header()->sectionSize(0) - 210) <= 1); // whole pixels
}

void TestTextSize::aColumnThatIsNoPersonsStays()
{
    QTreeWidget list;
    list.setHeaderLabels({u"Folder"_s, u"Mails"_s, u"Unread"_s});
    list.header()->setStretchLastSection(false);
    list.header()->setSectionResizeMode(0, QHeaderView::Stretch);
    list.header()->setSectionResizeMode(1, QHeaderView::Fixed);
    ui::keepColumns(list.header());
    list.resize(1'200, 300);
    list.show();
    const int before = list.header()->sectionSize(1);
    m_world->theme()->setTextPercent(200);
    QCoreApplication::processEvents(); // widgets are told by an event
    QCOMPARE(list.header()->sectionSize(1), before);
}

void TestTextSize::theWindowFollows_data()
{
    QTest::addColumn<ui::Page>("page");
    QTest::newRow("unmatched") << ui::Page::Unmatched;
    QTest::newRow("outbox") << ui::Page::Outbox;
    QTest::newRow("mailboxes") << ui::Page::Mailboxes;
    QTest::newRow("units") << ui::Page::Units;
    QTest::newRow("audit") << ui::Page::Audit;
}

/// Every heading is as much larger as other letters are, and words over columns that are wide enough have room still.
void TestTextSize::theWindowFollows()
{
    QFETCH(const ui::Page, page);
    ui::MainWindow window(m_world->context(), m_world->theme(), m_world->settings());
    window.resize(1'920, 1'200);
    window.show();
    window.showPage(page);
    const qreal usual = QApplication::font().pointSizeF();
    const auto isHeading
        = [usual](const QLabel *label) { return label->font().bold() && label->font().pointSizeF() > 1.2 * usual; };
    QHash<const QLabel *, qreal> headings;
    const QList<QLabel *> labels = window.findChildren<QLabel *>();
    for (const QLabel *label : labels)
        if (isHeading(label))
            headings.insert(label, label->font().pointSizeF());
    QVERIFY(headings.size() >= 3);           // of the mailbox's card, an incident, a conversation, what is empty
    QHash<const QHeaderView *, int> columns; // the first one, where a person can drag it
    const QList<QHeaderView *> headers = window.findChildren<QHeaderView *>();
    for (const QHeaderView *header : headers)
        if (header->isVisible() && header->orientation() == Qt::Horizontal && header->count() > 0
            && header->sectionResizeMode(0) == QHeaderView::Interactive)
            columns.insert(header, header->sectionSize(0));
    Preferences::instance()->setTextPercent(150);
    QCoreApplication::processEvents(); // widgets are told by an event
    QCOMPARE(QApplication::font().pointSizeF(), usual * 1.5);
    for (auto each = headings.cbegin(); each != headings.cend(); ++each)
        QVERIFY2(std::abs(each.key()->font().pointSizeF() - each.value() * 1.5) < 0.1, qPrintable(each.key()->text()));
    for (auto each = columns.cbegin(); each != columns.cend(); ++each)
        QVERIFY2(each.key()->sectionSize(0) > each.value(), qPrintable(each.key()->parentWidget()->accessibleName()));
    if (page == ui::Page::Units || page == ui::Page::Outbox || page == ui::Page::Audit)
        QVERIFY(!columns.isEmpty());
    Preferences::instance()->setTextPercent(100);
    QCoreApplication::processEvents(); // widgets are told by an event
    for (auto each = headings.cbegin(); each != headings.cend(); ++each)
        QVERIFY(std::abs(each.key()->font().pointSizeF() - each.value()) < 0.1);
}

} // namespace liaison::test

using liaison::test::TestTextSize;
LIAISON_TEST(TestTextSize)
#include "tst_text_size.moc"
