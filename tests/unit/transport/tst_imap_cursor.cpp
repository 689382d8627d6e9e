#include "core/transport/imap_cursor.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison;
using namespace liaison::transport;

class TestImapCursor : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void survivesStoring();
    void refusesForeignBytes();
    void remoteIdsBothWays();
};

void TestImapCursor::survivesStoring()
{
    const ImapCursor cursor{4294967295,
                            4294967295,
                            9223372036854775807ULL,
                            9007199254740993ULL, // more than a double holds
                            *imap::UidSet::parse("1:100,4294967295"),
                            *imap::UidSet::parse("200:300"),
                            *imap::UidSet::parse("101"),
                            201,
                            {1'700'000'000'000, 3}};
    const auto back = ImapCursor::fromJson(cursor.toJson());
    QVERIFY(back);
    QVERIFY(*back == cursor);
    QCOMPARE(ImapCursor::fromJson({})->uidValidity, imap::Uid(0));
}

void TestImapCursor::refusesForeignBytes()
{
    const QByteArray good = ImapCursor{1, 2, 3, 3, imap::UidSet::single(1), {}, {}, 1}.toJson();
    QVERIFY(ImapCursor::fromJson(good));
    for (const QByteArray &bytes : {QByteArray("{}"), QByteArray("nonsense"), QByteArray("{\"imap\":1}"),
                                    good.chopped(1), QByteArray(good).replace("\"imap\":1", "\"imap\":2"),
                                    QByteArray(good).replace("\"known\":\"1\"", "\"known\":\"x\"")})
        QVERIFY2(!ImapCursor::fromJson(bytes), bytes.constData());
}

void TestImapCursor::remoteIdsBothWays()
{
    const auto id = parseImapRemoteId(imapRemoteId(7, 42));
    QVERIFY(id);
    QCOMPARE(id->uidValidity, imap::Uid(7));
    QCOMPARE(id->uid, imap::Uid(42));
    for (const char *text : {"", "7", "7:", ":42", "0:1", "7:0", "7:4294967296", "a:b"})
        QVERIFY2(!parseImapRemoteId(QLatin1String(text)), text);
}

LIAISON_TEST(TestImapCursor)
#include "tst_imap_cursor.moc"
