#include "tests/support/test_registry.h"
#include "tests/ui/mails/recipient_world.h"

#include <QPointer>
#include <QSignalSpy>

using namespace liaison;
using namespace liaison::test;
using namespace liaison::ui;
using namespace Qt::StringLiterals;
using desk::RecipientSuggestion;
using desk::RecipientSuggestions;

/// The list of people below a field: late answers, its place, its end.
class TestRecipientList : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aLateAnswerMovesNothing();
    void oldAnswersAreDropped();
    void theDirectoryIsAskedWhenTypingPauses();
    void errorsAreSilent();
    void leavingClosesIt();
    void itStaysInsideTheWindow();
    void itIsToldToWhoHears();
    void theFieldMayDieWhileItWaits();
};

void TestRecipientList::aLateAnswerMovesNothing()
{
    Desk desk;
    desk.offer(u"fis"_s, {finance, fiona});
    desk.press(Qt::Key_Down);
    QCOMPARE(desk.row(), 1);
    QTRY_COMPARE(desk.asked.size(), 1);
    QCOMPARE(desk.asked.first().typed, u"fis"_s);
    RecipientSuggestion same = fiona;
    same.person.address = u"FIONA@bu.example"_s;
    same.fromDirectory = true;
    Desk::give(desk.asked.first(), RecipientSuggestions{same, fischer});
    QTRY_COMPARE(desk.rows(), 3); // below, and nobody twice
    QCOMPARE(desk.row(), 1);
    desk.press(Qt::Key_Return);
    QCOMPARE(desk.field->addresses(), (domain::Addresses{fiona.person}));
    // Alone, it chooses nobody.
    Desk second;
    second.offer(u"fis"_s, {});
    QTRY_COMPARE(second.asked.size(), 1);
    Desk::give(second.asked.first(), RecipientSuggestions{fischer});
    QTRY_VERIFY(second.popup()->isVisible());
    QCOMPARE(second.row(), -1);
}

void TestRecipientList::oldAnswersAreDropped()
{
    Desk desk;
    desk.offer(u"fin"_s, {finance});
    QTRY_COMPARE(desk.asked.size(), 1);
    desk.offer(u"a"_s, {finance});
    QVERIFY(desk.asked.first().stop.stop_requested());
    Desk::give(desk.asked.first(), RecipientSuggestions{fischer});
    QTRY_COMPARE(desk.asked.size(), 2); // the pause is over, and the old answer with it
    QCOMPARE(desk.asked.at(1).typed, u"fina"_s);
    QCOMPARE(desk.rows(), 1);
    // What came in the wrong order is not shown for the wrong letters either.
    desk.type(u"n"_s);
    desk.type(u"c"_s);
    QCOMPARE(desk.known.size(), 1); // one question at a time
    Desk::give(desk.known.takeFirst(), RecipientSuggestions{stranger});
    QTRY_COMPARE(desk.known.size(), 1);
    QCOMPARE(desk.known.first().typed, u"financ"_s);
    QCOMPARE(desk.rows(), 1);
}

void TestRecipientList::theDirectoryIsAskedWhenTypingPauses()
{
    Desk desk;
    desk.offer(u"fi"_s, {finance});
    desk.type(u"s"_s);
    desk.type(u"c"_s);
    desk.type(u"h"_s);
    QVERIFY(desk.asked.isEmpty()); // not on each key
    QTRY_COMPARE(desk.asked.size(), 1);
    QCOMPARE(desk.asked.first().typed, u"fisch"_s);
    desk.press(Qt::Key_Escape);
    QVERIFY(desk.asked.first().stop.stop_requested());
    // Two letters are too few.
    Desk second;
    second.offer(u"fi"_s, {finance});
    QSignalSpy never(second.field, &QLineEdit::textEdited);
    QVERIFY(!never.wait(2 * RecipientCompleter::pauseMs));
    QVERIFY(second.asked.isEmpty());
}

void TestRecipientList::errorsAreSilent()
{
    Desk desk;
    desk.type(u"fis"_s);
    Desk::give(desk.known.takeFirst(), fail(ErrorKind::Busy, u"locked"_s));
    QTRY_COMPARE(desk.known.size(), 1); // for the letters typed meanwhile
    Desk::give(desk.known.takeFirst(), fail(ErrorKind::Busy, u"locked"_s));
    QTRY_COMPARE(desk.asked.size(), 1);
    Desk::give(desk.asked.first(), fail(ErrorKind::ServerBusy, u"busy"_s));
    desk.type(u"c"_s);
    QTRY_COMPARE(desk.known.size(), 1);
    QVERIFY(!desk.popup()->isVisible());
    Desk::give(desk.known.takeFirst(), RecipientSuggestions{fiona});
    QTRY_VERIFY(desk.popup()->isVisible());
}

void TestRecipientList::leavingClosesIt()
{
    Desk desk;
    desk.offer(u"fin"_s, {stranger});
    QTRY_COMPARE(desk.asked.size(), 1);
    desk.other->setFocus();
    QVERIFY(!desk.popup()->isVisible());
    QVERIFY(desk.asked.first().stop.stop_requested());
    Desk::give(desk.asked.first(), RecipientSuggestions{fischer});
    QCoreApplication::processEvents();
    QVERIFY(!desk.popup()->isVisible());
    desk.field->setFocus();
    desk.field->setText(u"fin"_s); // by the program, not by a person
    QCoreApplication::processEvents();
    QVERIFY(desk.known.isEmpty());
}

void TestRecipientList::itStaysInsideTheWindow()
{
    Desk desk;
    RecipientSuggestions many;
    for (int i = 0; i < 12; ++i)
        many.append({{u"Person %1"_s.arg(i), u"fi%1@bu.example"_s.arg(i)}, u"Finance"_s, false});
    desk.offer(u"fi"_s, many);
    QVERIFY(desk.window.rect().contains(desk.popup()->geometry()));
    QVERIFY(desk.popup()->geometry().top() > desk.field->geometry().bottom());
    desk.press(Qt::Key_Escape);
    // At the window's lower end it opens above.
    desk.window.resize(300, 360);
    static_cast<QVBoxLayout *>(desk.window.layout())->insertStretch(0, 20);
    desk.window.layout()->activate();
    QCoreApplication::processEvents();
    desk.press(Qt::Key_Down);
    QTRY_COMPARE(desk.known.size(), 1);
    Desk::give(desk.known.takeFirst(), many);
    QTRY_VERIFY(desk.popup()->isVisible());
    QVERIFY(desk.window.rect().contains(desk.popup()->geometry()));
    QVERIFY(desk.popup()->geometry().bottom() < desk.field->geometry().top());
}

void TestRecipientList::itIsToldToWhoHears()
{
    Desk desk;
    desk.offer(u"fi"_s, {fiona, stranger});
    QVERIFY(!desk.popup()->accessibleName().isEmpty());
    QVERIFY2(desk.field->accessibleDescription().contains("Fiona Roe, fiona@bu.example, Finance"_L1),
             qPrintable(desk.field->accessibleDescription()));
    QVERIFY(desk.field->accessibleDescription().contains("1 of 2"_L1));
    desk.press(Qt::Key_Down);
    QVERIFY(desk.field->accessibleDescription().contains("outside"_L1));
    desk.press(Qt::Key_Escape);
    QCOMPARE(desk.field->accessibleDescription(), desk.field->problem());
    QVERIFY(!desk.field->problem().isEmpty());
}

void TestRecipientList::theFieldMayDieWhileItWaits()
{
    auto desk = std::make_unique<Desk>();
    desk->offer(u"fin"_s, {finance});
    QTRY_COMPARE(desk->asked.size(), 1);
    const QPointer<RecipientPopup> popup = desk->popup();
    const Desk::Question question = desk->asked.first();
    QVERIFY(popup->isVisible());
    delete desk->field;
    QVERIFY(!popup);
    QVERIFY(question.stop.stop_requested());
    Desk::give(question, RecipientSuggestions{fischer});
    QCoreApplication::processEvents();
    desk.reset(); // and a window with an open list
    Desk open;
    open.offer(u"fin"_s, {finance});
}

LIAISON_TEST(TestRecipientList)
#include "tst_recipient_list.moc"
