#include "tests/support/test_registry.h"
#include "tests/ui/mails/recipient_world.h"
#include "ui/compose/composer.h"
#include "ui/compose/composer_form.h"

#include <QShortcut>
#include <QSignalSpy>

using namespace liaison;
using namespace liaison::test;
using namespace liaison::ui;
using namespace Qt::StringLiterals;
using desk::RecipientSuggestions;

/// Somebody types an address and takes whom is offered.
class TestRecipients : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void thePieceAtTheCursor_data();
    void thePieceAtTheCursor();
    void theFirstOfAUnitIsTakenByEnterOrTab();
    void nobodyOutsideIsTakenUnseen();
    void downChoosesAndEscCloses();
    void severalAddressesInOneField();
    void anAddressInTheMiddleIsReplaced();
    void aCommaEndsIt();
    void whoIsThereIsNotOfferedAgain();
    void rowsOfOldLettersAreNotTaken();
    void theMouseChooses();
    void theComposerOffersWhomTheStoreKnows();
};

void TestRecipients::thePieceAtTheCursor_data()
{
    QTest::addColumn<QString>("text"); // | is the cursor
    QTest::addColumn<QString>("piece");
    QTest::newRow("alone") << u"ann|"_s << u"ann"_s;
    QTest::newRow("inside") << u"an|n lee"_s << u"ann lee"_s;
    QTest::newRow("behind a comma") << u"a@b.example, an|"_s << u"an"_s;
    QTest::newRow("before a comma") << u"an|, a@b.example"_s << u"an"_s;
    QTest::newRow("between") << u"a@b.example;  an |;c@d.example"_s << u"an"_s;
    QTest::newRow("nothing yet") << u"a@b.example, |"_s << QString();
    QTest::newRow("a comma in quotes") << u"\"Lee, An|"_s << u"\"Lee, An"_s;
    QTest::newRow("in brackets") << u"Ann <ann@|"_s << u"Ann <ann@"_s;
    QTest::newRow("empty") << u"|"_s << QString();
}

void TestRecipients::thePieceAtTheCursor()
{
    QFETCH(QString, text);
    QFETCH(QString, piece);
    const qsizetype cursor = text.indexOf(u'|');
    text.remove(u'|');
    const AddressPiece found = addressPieceAt(text, cursor);
    QCOMPARE(found.text, piece);
    QCOMPARE(text.mid(found.start, found.length), piece);
}

void TestRecipients::theFirstOfAUnitIsTakenByEnterOrTab()
{
    for (const int key : {Qt::Key_Return, Qt::Key_Enter, Qt::Key_Tab}) {
        Desk desk;
        desk.offer(u"fi"_s, {finance, stranger});
        QVERIFY(desk.popup()->isVisible());
        QCOMPARE(desk.row(), 0);
        desk.press(key);
        QCOMPARE(desk.field->addresses(), (domain::Addresses{finance.person}));
        QVERIFY(!desk.popup()->isVisible());
        QCOMPARE(QApplication::focusWidget(), desk.field);
        QCOMPARE(desk.field->text(), u"finance@bu.example, "_s);
        desk.press(Qt::Key_Tab); // a closed list takes no key
        QCOMPARE(QApplication::focusWidget(), desk.other);
    }
}

void TestRecipients::nobodyOutsideIsTakenUnseen()
{
    Desk desk;
    desk.offer(u"fin"_s, {stranger, finance});
    QVERIFY(desk.popup()->isVisible());
    QCOMPARE(desk.row(), -1);
    desk.press(Qt::Key_Return);
    QCOMPARE(desk.field->text(), u"fin"_s);
    desk.press(Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget(), desk.other);
    QCOMPARE(desk.field->text(), u"fin"_s);
    // Who typed an address in full means it.
    Desk second;
    second.offer(u"fi@bu.example"_s, {finance});
    QCOMPARE(second.row(), -1);
    second.press(Qt::Key_Down);
    second.press(Qt::Key_Return);
    QCOMPARE(second.field->addresses(), (domain::Addresses{finance.person}));
}

void TestRecipients::downChoosesAndEscCloses()
{
    Desk desk;
    auto *escape = new QShortcut(Qt::Key_Escape, &desk.window);
    const QSignalSpy escaped(escape, &QShortcut::activated);
    desk.offer(u"fi"_s, {finance, fiona, stranger});
    desk.press(Qt::Key_Down);
    QCOMPARE(desk.row(), 1);
    desk.press(Qt::Key_Down);
    desk.press(Qt::Key_Down);
    QCOMPARE(desk.row(), 2);
    desk.press(Qt::Key_Up);
    QCOMPARE(desk.row(), 1);
    desk.press(Qt::Key_Escape);
    QVERIFY(!desk.popup()->isVisible());
    QCOMPARE(escaped.size(), 0);
    QCOMPARE(desk.field->text(), u"fi"_s);
    desk.press(Qt::Key_Escape);
    QCOMPARE(escaped.size(), 1); // closed, it is the window's again
    desk.press(Qt::Key_Down);    // wanted again
    QTRY_COMPARE(desk.known.size(), 1);
    Desk::give(desk.known.takeFirst(), RecipientSuggestions{finance, fiona});
    QTRY_VERIFY(desk.popup()->isVisible());
    desk.press(Qt::Key_Down);
    desk.press(Qt::Key_Return);
    QCOMPARE(desk.field->text(), u"Fiona Roe <fiona@bu.example>, "_s);
}

void TestRecipients::severalAddressesInOneField()
{
    Desk desk;
    desk.offer(u"fi"_s, {finance});
    desk.press(Qt::Key_Return);
    desk.offer(u"fio"_s, {fiona});
    desk.press(Qt::Key_Return);
    desk.offer(u"tom"_s, {fischer});
    desk.press(Qt::Key_Down);
    desk.press(Qt::Key_Return);
    QCOMPARE(desk.field->addresses(), (domain::Addresses{finance.person, fiona.person, fischer.person}));
    QVERIFY(desk.field->isValid());
    desk.field->undo(); // one step back, not all of it
    QCOMPARE(desk.field->addresses(), (domain::Addresses{finance.person, fiona.person}));
}

void TestRecipients::anAddressInTheMiddleIsReplaced()
{
    Desk desk;
    desk.field->setText(u"a@b.example, , c@d.example"_s);
    desk.field->setCursorPosition(13);
    desk.offer(u"fi"_s, {finance});
    desk.press(Qt::Key_Return);
    QCOMPARE(desk.field->text(), u"a@b.example, finance@bu.example, c@d.example"_s);
}

void TestRecipients::aCommaEndsIt()
{
    Desk desk;
    desk.offer(u"fi"_s, {finance});
    QVERIFY(desk.popup()->isVisible());
    desk.type(u","_s);
    QVERIFY(!desk.popup()->isVisible());
    QCOMPARE(desk.field->text(), u"fi,"_s);
}

void TestRecipients::whoIsThereIsNotOfferedAgain()
{
    Desk desk;
    desk.field->setText(u"Finance@BU.example, "_s);
    desk.offer(u"fi"_s, {finance, fiona});
    QCOMPARE(desk.rows(), 1);
    desk.press(Qt::Key_Return);
    QCOMPARE(desk.field->addresses().size(), 2);
}

void TestRecipients::rowsOfOldLettersAreNotTaken()
{
    Desk desk;
    desk.offer(u"fi"_s, {finance});
    desk.type(u"o"_s);
    QCOMPARE(desk.row(), 0); // still shown, for "fi"
    desk.press(Qt::Key_Return);
    QCOMPARE(desk.field->text(), u"fio"_s);
}

void TestRecipients::theMouseChooses()
{
    Desk desk;
    desk.offer(u"fi"_s, {finance, stranger});
    const QRect row = desk.popup()->visualRect(desk.popup()->model()->index(1, 0));
    QTest::mouseClick(desk.popup()->viewport(), Qt::LeftButton, {}, row.center());
    QCOMPARE(desk.field->addresses(), (domain::Addresses{stranger.person}));
    QCOMPARE(QApplication::focusWidget(), desk.field);
}

/// With a real store and no engine, as in a process that has no credentials.
void TestRecipients::theComposerOffersWhomTheStoreKnows()
{
    MailWorld world;
    world.receive("\"Mara Roe\" <m.roe@bu.example>", "Sign-in", "Was it you?");
    Composer composer(world.context());
    composer.resize(760, 420);
    composer.show();
    composer.activateWindow();
    composer.edit(value(await(desk::ComposeDesk(world.context().desk).newMail(world.incident().id, std::nullopt))));
    const QList<AddressField *> fields = composer.form()->recipientFields();
    QCOMPARE(fields.size(), 3);
    for (AddressField *field : fields) {
        const auto *completer = field->findChild<RecipientCompleter *>();
        QVERIFY(completer != nullptr);
        field->setFocus();
        QTest::keyClicks(field, u"mara"_s);
        QTRY_VERIFY(completer->popup()->isVisible());
        QCOMPARE(completer->popup()->currentIndex().data().toString(), u"Mara Roe <m.roe@bu.example>"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(field->addresses(), (domain::Addresses{{u"Mara Roe"_s, u"m.roe@bu.example"_s}}));
    }
    QTest::keyClicks(fields.first(), u"lega"_s); // a unit by its title
    fields.first()->setFocus();
    const auto *popup = fields.first()->findChild<RecipientCompleter *>()->popup();
    QTRY_VERIFY(!composer.draft().to.isEmpty());
    QTest::keyClick(fields.first(), Qt::Key_Down);
    QTRY_VERIFY(popup->isVisible());
    QTest::keyClick(fields.first(), Qt::Key_Tab);
    QCOMPARE(fields.first()->addresses().constLast().address, u"office@legal.example"_s);
    QCOMPARE(composer.draft().to.size(), 2);
}

LIAISON_TEST(TestRecipients)
#include "tst_recipients.moc"
