#include "tests/support/test_registry.h"

#include "ui/compose/address_field.h"
#include "ui/compose/address_list.h"
#include "ui/compose/guard_panel.h"
#include "ui/compose/quotation_split.h"

#include <QTest>

using namespace liaison;
using namespace liaison::ui;
using namespace Qt::StringLiterals;

class TestComposeText : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsAddresses_data();
    void readsAddresses();
    void addressesSurviveTheField();
    void namesWhatIsNoAddress();
    void splitsTheQuotation_data();
    void splitsTheQuotation();
    void asksWhatIsToAsk();
};

void TestComposeText::readsAddresses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<QStringList>("addresses");
    QTest::addColumn<QStringList>("invalid");
    QTest::newRow("empty") << u" , ;"_s << QStringList() << QStringList() << QStringList();
    QTest::newRow("bare") << u"a@b.example"_s << QStringList{QString()} << QStringList{u"a@b.example"_s}
                          << QStringList();
    QTest::newRow("comma in quotes") << u"\"Roe, M.\" <m@b.example>; c@d.example"_s
                                     << QStringList{u"Roe, M."_s, QString()}
                                     << QStringList{u"m@b.example"_s, u"c@d.example"_s} << QStringList();
    QTest::newRow("broken") << u"nobody, x@, M <y@z.example>"_s << QStringList{u"M"_s} << QStringList{u"y@z.example"_s}
                            << QStringList{u"nobody"_s, u"x@"_s};
    QTest::newRow("line ends") << u"a@b.example,\r\n c@d.example"_s << QStringList{QString(), QString()}
                               << QStringList{u"a@b.example"_s, u"c@d.example"_s} << QStringList();
}

void TestComposeText::readsAddresses()
{
    QFETCH(QString, text);
    QFETCH(QStringList, names);
    QFETCH(QStringList, addresses);
    QFETCH(QStringList, invalid);
    const AddressList list = parseAddressList(text);
    QStringList readNames;
    QStringList readAddresses;
    for (const domain::Address &address : list.addresses) {
        readNames << address.name;
        readAddresses << address.address;
    }
    QCOMPARE(readNames, names);
    QCOMPARE(readAddresses, addresses);
    QCOMPARE(list.invalid, invalid);
}

void TestComposeText::addressesSurviveTheField()
{
    const domain::Addresses people{
        {u"Roe, \"M\" \\ x"_s, u"m@b.example"_s}, {QString(), u"c@d.example"_s}, {u"Größe"_s, u"g@d.example"_s}};
    AddressField field(u"To"_s);
    field.setAddresses(people);
    QCOMPARE(field.addresses(), people);
    field.remove(u"C@D.example"_s);
    QCOMPARE(field.addresses().size(), 2);
}

void TestComposeText::namesWhatIsNoAddress()
{
    AddressField field(u"To"_s);
    field.setText(u"a@b.example, foo"_s);
    QVERIFY(!field.isValid());
    QVERIFY(field.problem().contains("foo"_L1));
    QCOMPARE(field.accessibleDescription(), field.problem());
}

void TestComposeText::splitsTheQuotation_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("quotation");
    QTest::newRow("none") << u"Hello\nthere"_s << u"Hello\nthere"_s << QString();
    QTest::newRow("reply") << u"\n\nOn Friday, M. Roe wrote:\n> a\n> b\n"_s << QString()
                           << u"On Friday, M. Roe wrote:\n> a\n> b\n"_s;
    QTest::newRow("words above") << u"Thanks.\n\nOn Friday, M. Roe wrote:\n> a"_s << u"Thanks."_s
                                 << u"On Friday, M. Roe wrote:\n> a"_s;
    QTest::newRow("words between") << u"> a\nmine\n> b\nmore"_s << u"> a\nmine\n> b\nmore"_s << QString();
    QTest::newRow("forward") << u"See.\n\n-------- Forwarded message --------\nFrom: x\n\ntext"_s << u"See."_s
                             << u"-------- Forwarded message --------\nFrom: x\n\ntext"_s;
}

void TestComposeText::splitsTheQuotation()
{
    QFETCH(QString, text);
    QFETCH(QString, words);
    QFETCH(QString, quotation);
    const SplitText split = splitQuotation(text);
    QCOMPARE(split.words, words);
    QCOMPARE(split.quotation, quotation);
    const SplitText again = splitQuotation(joinedText(split.words, split.quotation));
    QCOMPARE(again.words, words);
    QCOMPARE(again.quotation, quotation);
}

void TestComposeText::asksWhatIsToAsk()
{
    QVERIFY(GuardPanel::questions({}).isEmpty());
    desk::SendGuards guards;
    guards.outsiders = QStringList{u"x@out.example"_s};
    guards.attachmentMentioned = true;
    guards.emptySubject = true;
    guards.mailArrivedMeanwhile = true;
    guards.unresolved = {u"{{deadline}}"_s};
    const QStringList questions = GuardPanel::questions(guards);
    QCOMPARE(questions.size(), 5);
    QVERIFY(questions.at(1).contains("x@out.example"_L1));
    QVERIFY(questions.at(2).contains("{{deadline}}"_L1));
}

LIAISON_TEST(TestComposeText)
#include "tst_compose_text.moc"
