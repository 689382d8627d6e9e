#include "core/domain/delivery.h"
#include "core/domain/xtext.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison;
using namespace liaison::domain;

Q_DECLARE_METATYPE(liaison::domain::StatusCode)

class TestDelivery : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theOrderOfReportsDoesNotMatter();
    void statusCodesAreReadFromServersWords_data();
    void statusCodesAreReadFromServersWords();
    void envelopeIdsComeBack();
    void xtextComesBack();
    void whatIsNoXtextIsRefused();
};

void TestDelivery::theOrderOfReportsDoesNotMatter()
{
    const QList<DeliveryState> all{DeliveryState::Delayed, DeliveryState::Relayed, DeliveryState::Delivered,
                                   DeliveryState::OutOfOffice, DeliveryState::Failed};
    for (const DeliveryState a : all) {
        QVERIFY(!supersedes(a, a));
        QVERIFY(deliveryStateFrom(toString(a)) == a);
        for (const DeliveryState b : all)
            QVERIFY(a == b || supersedes(a, b) != supersedes(b, a));
    }
    QVERIFY(!worstOf({}));
    RecipientDelivery delivered;
    delivered.state = DeliveryState::Delivered;
    RecipientDelivery delayed;
    QVERIFY(worstOf({delivered, delayed}) == DeliveryState::Delayed); // one of two still waits
    QVERIFY(worstOf({delayed, delivered}) == DeliveryState::Delayed);
    QVERIFY(deliveryStateOfAction(u" Expanded "_qs) == DeliveryState::Relayed);
    QVERIFY(!deliveryStateOfAction(u"outofoffice"_qs)); // no word of RFC 3464
    QVERIFY(!deliveryStateOfAction(u"eaten"_qs));
}

void TestDelivery::statusCodesAreReadFromServersWords_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<StatusCode>("code");
    QTest::newRow("both") << u"550 5.1.1 No such user"_qs << StatusCode{550, 5, 1, 1, true};
    QTest::newRow("multiline") << u"550-5.7.26 unauthenticated"_qs << StatusCode{550, 5, 7, 26, true};
    QTest::newRow("status field") << u"4.4.1"_qs << StatusCode{0, 4, 4, 1, true};
    QTest::newRow("Exchange's hash") << u"#5.1.10 smtp; not found"_qs << StatusCode{0, 5, 1, 10, true};
    QTest::newRow("reply alone") << u"451 greylisted"_qs << StatusCode{451, 4, 0, 0, false};
    QTest::newRow("an address of the network") << u"192.168.1.1 said no"_qs << StatusCode{};
    QTest::newRow("a number") << u"5500 times"_qs << StatusCode{};
    QTest::newRow("nothing") << QString() << StatusCode{};
}

void TestDelivery::statusCodesAreReadFromServersWords()
{
    QFETCH(const QString, words);
    QFETCH(const StatusCode, code);
    const StatusCode read = statusCodeIn(words);
    QCOMPARE(enhancedText(read), enhancedText(code));
    QCOMPARE(read.reply, code.reply);
    QVERIFY(read == code);
}

void TestDelivery::envelopeIdsComeBack()
{
    const QUuid uuid = newUuid(1'760'000'000'000);
    QVERIFY(uuidOfEnvelopeId(envelopeIdOf(uuid)) == uuid);
    QVERIFY(uuidOfEnvelopeId(u' ' + envelopeIdOf(uuid).toUpper()) == uuid);
    QCOMPARE(toXtext(envelopeIdOf(uuid).toLatin1()), envelopeIdOf(uuid).toLatin1()); // nothing to get wrong on the way
    for (const QString &foreign :
         {QString(), u"liaison-"_qs, uuid.toString(QUuid::WithoutBraces), envelopeIdOf(uuid) + u'0', envelopeIdOf({})})
        QVERIFY2(!uuidOfEnvelopeId(foreign), qPrintable(foreign));
}

void TestDelivery::xtextComesBack()
{
    QByteArray all;
    for (int c = 0; c < 256; ++c)
        all += static_cast<char>(c);
    const QByteArray text = toXtext(all);
    for (const char c : text)
        QVERIFY(c > ' ' && c < '\x7f' && c != '=');
    QVERIFY(fromXtext(text) == all);
    QCOMPARE(toXtext("a+b=c"), QByteArray("a+2Bb+3Dc"));
}

void TestDelivery::whatIsNoXtextIsRefused()
{
    for (const char *text : {"a=b", "a b", "a+", "a+2", "a+2b", "a+GG", "\xc3\xa4"})
        QVERIFY2(!fromXtext(text), text);
}

LIAISON_TEST(TestDelivery)
#include "tst_delivery.moc"
