#include "core/domain/address.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison::domain;

class TestAddress : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void validity_data();
    void validity();
    void equalAddressesShareOneForm_data();
    void equalAddressesShareOneForm();
    void theDomainIsBehindTheLastAt();
    void namesNeverHideTheAddress();
};

void TestAddress::validity_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("valid");
    const auto row
        = [](const char *name, const QString &address, bool valid) { QTest::newRow(name) << address << valid; };
    row("plain", u"joe@bu.example"_qs, true);
    row("plus and dots", u"joe.b+tag@mail.bu.example"_qs, true);
    row("all atext", u"!#$%&'*+-/=?^_`{|}~@bu.example"_qs, true);
    row("quoted", u"\"joe b@home\"@bu.example"_qs, true);
    row("quoted quote", u"\"a\\\"b\"@bu.example"_qs, true);
    row("localhost", u"root@localhost"_qs, true);
    row("internationalised domain", u"joe@b\u00fccher.example"_qs, true);
    row("A-labels", u"joe@xn--bcher-kva.example"_qs, true);
    row("internationalised local part", u"j\u00f6rg@bu.example"_qs, true);
    row("64 bytes of local part", QString(64, u'a') + u"@bu.example"_qs, true);
    row("65 bytes of local part", QString(65, u'a') + u"@bu.example"_qs, false);
    row("too long as a whole",
        u"joe@"_qs + QString(62, u'a') + u"."_qs + QString(62, u'b') + u"."_qs + QString(62, u'c') + u"."_qs
            + QString(62, u'd') + u".example"_qs,
        false);
    row("label of 64", u"joe@"_qs + QString(64, u'a') + u".example"_qs, false);
    row("empty", {}, false);
    row("no at", u"joe"_qs, false);
    row("no local part", u"@bu.example"_qs, false);
    row("no domain", u"joe@"_qs, false);
    row("one label", u"joe@bu"_qs, false);
    row("trailing dot", u"joe@bu.example."_qs, false);
    row("double dot in domain", u"joe@bu..example"_qs, false);
    row("leading dot", u".joe@bu.example"_qs, false);
    row("trailing dot in local part", u"joe.@bu.example"_qs, false);
    row("double dot", u"j..oe@bu.example"_qs, false);
    row("space", u"joe b@bu.example"_qs, false);
    row("space around", u" joe@bu.example"_qs, false);
    row("two ats", u"joe@home@bu.example"_qs, false);
    row("open quote", u"\"joe@bu.example"_qs, false);
    row("escaped closing quote", u"\"joe\\\"@bu.example"_qs, false);
    row("line feed", u"joe@bu.example\nBcc: eve@evil.example"_qs, false);
    row("carriage return in quotes", u"\"j\roe\"@bu.example"_qs, false);
    row("NUL", u"joe\0@bu.example"_qs, false);
    row("right-to-left override", u"joe\u202e@bu.example"_qs, false);
    row("zero-width space", u"joe@bu\u200b.example"_qs, false);
    row("address literal", u"joe@[127.0.0.1]"_qs, false);
    row("IPv4 in disguise", u"joe@127.0.0.1"_qs, false);
    row("hyphen first", u"joe@-bu.example"_qs, false);
    row("underscore", u"joe@b_u.example"_qs, false);
    row("angle brackets", u"<joe@bu.example>"_qs, false);
    row("unpaired surrogate", u"jo"_qs + QChar(0xD800) + u"e@bu.example"_qs, false);
}

void TestAddress::validity()
{
    QFETCH(QString, address);
    QTEST(isValidAddress(address), "valid");
}

void TestAddress::equalAddressesShareOneForm_data()
{
    QTest::addColumn<QString>("one");
    QTest::addColumn<QString>("other");
    QTest::addColumn<bool>("equal");
    QTest::newRow("case") << u"Joe@BU.Example"_qs << u"joe@bu.example"_qs << true;
    QTest::newRow("A-labels") << u"joe@B\u00dcCHER.example"_qs << u"joe@xn--bcher-kva.example"_qs << true;
    QTest::newRow("decomposed") << u"jo\u0308rg@bu.example"_qs << u"j\u00f6rg@bu.example"_qs << true;
    QTest::newRow("ideographic dot") << u"joe@bu\u3002example"_qs << u"joe@bu.example"_qs << true;
    QTest::newRow("full width") << u"joe@\uff42\uff55.example"_qs << u"joe@bu.example"_qs << true;
    QTest::newRow("trailing dot and space") << u" joe@bu.example. "_qs << u"joe@bu.example"_qs << true;
    QTest::newRow("Greek final sigma") << u"\u03bf\u03b4\u03cc\u03c2@bu.example"_qs
                                       << u"\u039f\u0394\u038c\u03a3@bu.example"_qs << true;
    QTest::newRow("sharp s is kept") << u"joe@stra\u00dfe.example"_qs << u"joe@strasse.example"_qs << false;
    QTest::newRow("Cyrillic a") << u"joe@b\u0430.example"_qs << u"joe@ba.example"_qs << false;
    QTest::newRow("dots count") << u"j.oe@bu.example"_qs << u"joe@bu.example"_qs << false;
    QTest::newRow("tags count") << u"joe+a@bu.example"_qs << u"joe@bu.example"_qs << false;
    QTest::newRow("subdomain") << u"joe@a.bu.example"_qs << u"joe@bu.example"_qs << false;
}

void TestAddress::equalAddressesShareOneForm()
{
    QFETCH(QString, one);
    QFETCH(QString, other);
    QFETCH(bool, equal);
    QCOMPARE(normalisedAddress(one) == normalisedAddress(other), equal);
    QCOMPARE(normalisedAddress(normalisedAddress(one)), normalisedAddress(one));
}

void TestAddress::theDomainIsBehindTheLastAt()
{
    QCOMPARE(domainOf(u"\"joe@evil.example\"@BU.example"_qs), u"bu.example"_qs);
    QCOMPARE(domainOf(u"joe@b\u00fccher.example"_qs), u"xn--bcher-kva.example"_qs);
    QCOMPARE(domainOf(u"joe"_qs), QString());
    QCOMPARE(normalisedDomain(u"not a domain!"_qs), u"not a domain!"_qs);
}

void TestAddress::namesNeverHideTheAddress()
{
    QCOMPARE(displayAddress({{}, u"joe@bu.example"_qs}), u"joe@bu.example"_qs);
    QCOMPARE(displayAddress({u"Joe  B"_qs, u"joe@bu.example"_qs}), u"Joe B <joe@bu.example>"_qs);
    QCOMPARE(displayAddress({u"boss@bu.example"_qs, u"eve@evil.example"_qs}), u"boss@bu.example <eve@evil.example>"_qs);
    const QString shown = displayAddress({u"Joe\u202e\n"_qs, u"joe@bu.example"_qs});
    QVERIFY(!shown.contains(QChar(0x202E)));
    QVERIFY(!shown.contains(u'\n'));
    QVERIFY(shown.endsWith(u"<joe@bu.example>"_qs));
}

LIAISON_TEST(TestAddress)
#include "tst_address.moc"
