#include "core/imap/mailbox_name.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison::imap;

class TestMailboxName : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void translatesBothWays_data();
    void translatesBothWays();
    void refusesWhatNoEncoderWrites_data();
    void refusesWhatNoEncoderWrites();
    void everyCharacterOfThePlaneSurvives();
    void utf8NamesAreCheckedAndInboxHasNoCase();
};

void TestMailboxName::translatesBothWays_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("wire");
    QTest::newRow("ascii") << QStringLiteral("Sent Items") << QByteArray("Sent Items");
    QTest::newRow("ampersand") << QStringLiteral("R&D") << QByteArray("R&-D");
    QTest::newRow("umlaut") << QStringLiteral("Entwürfe") << QByteArray("Entw&APw-rfe");
    QTest::newRow("rfc3501") << QStringLiteral("~peter/mail/台北/日本語")
                             << QByteArray("~peter/mail/&U,BTFw-/&ZeVnLIqe-");
    QTest::newRow("tab") << QStringLiteral("a\tb") << QByteArray("a&AAk-b");
    QTest::newRow("emoji") << QStringLiteral("x😀") << QByteArray("x&2D3eAA-");
    QTest::newRow("cyrillic") << QStringLiteral("Входящие") << QByteArray("&BBIERQQ+BDQETwRJBDgENQ-");
    QTest::newRow("only ampersands") << QStringLiteral("&&") << QByteArray("&-&-");
}

void TestMailboxName::translatesBothWays()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, wire);
    QCOMPARE(encodeModifiedUtf7(name), wire);
    QCOMPARE(decodeModifiedUtf7(wire), std::optional(name));
}

void TestMailboxName::refusesWhatNoEncoderWrites_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::newRow("slash smuggled") << QByteArray("&AC8-etc");
    QTest::newRow("no base64") << QByteArray("&!!-");
    QTest::newRow("no end") << QByteArray("a&APw");
    QTest::newRow("bare 8 bit") << QByteArray("Entw\xfcrfe");
    QTest::newRow("odd bits") << QByteArray("&APx-");
    QTest::newRow("too short") << QByteArray("&A-");
    QTest::newRow("half a pair") << QByteArray("&2D0-");
    QTest::newRow("NUL") << QByteArray("&AAA-");
    QTest::newRow("two runs") << QByteArray("&APw-&APw-");
}

void TestMailboxName::refusesWhatNoEncoderWrites()
{
    QFETCH(QByteArray, wire);
    const auto name = decodeModifiedUtf7(wire);
    QVERIFY2(!name, qPrintable(name.value_or(QString())));
}

void TestMailboxName::everyCharacterOfThePlaneSurvives()
{
    for (char32_t c = 1; c < 0x11000; ++c) {
        if (c >= 0xd800 && c < 0xe000)
            continue;
        const QString name = QStringLiteral("a") + QString::fromUcs4(&c, 1) + QStringLiteral("z");
        if (decodeModifiedUtf7(encodeModifiedUtf7(name)) != name)
            QFAIL(qPrintable(QStringLiteral("U+%1 is lost").arg(uint(c), 4, 16)));
    }
}

void TestMailboxName::utf8NamesAreCheckedAndInboxHasNoCase()
{
    QCOMPARE(encodeMailboxName(QStringLiteral("Entwürfe"), NameEncoding::Utf8), QByteArray("Entw\xc3\xbcrfe"));
    QCOMPARE(decodeMailboxName("Entw\xc3\xbcrfe", NameEncoding::Utf8), std::optional(QStringLiteral("Entwürfe")));
    QVERIFY(!decodeMailboxName("\xff", NameEncoding::Utf8));
    QCOMPARE(encodeMailboxName(QStringLiteral("inbox"), NameEncoding::ModifiedUtf7), QByteArray("INBOX"));
    QCOMPARE(decodeMailboxName("iNbOx", NameEncoding::ModifiedUtf7), std::optional(QStringLiteral("INBOX")));
}

LIAISON_TEST(TestMailboxName)
#include "tst_mailbox_name.moc"
