#include "core/imap/list.h"
#include "core/imap/select.h"
#include "core/imap/status.h"
#include "script.h"
#include "tests/support/test_registry.h"

using namespace liaison;
using namespace liaison::domain;
using namespace liaison::imap;
using namespace liaison::imap::test;

class TestFolders : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void listAsksForWhatTheServerHas();
    void rolesAreGuessedOnlyWhereNoneAreTold();
    void hostileNamesCannotBeSelected();
    void selectReadsWhatSyncNeeds();
    void selectTellsMissingFromBusy_data();
    void selectTellsMissingFromBusy();
    void statusOfALiteralName();
};

namespace {
std::unique_ptr<ListFolders> makeList(Context &context)
{
    return std::make_unique<ListFolders>(context);
}
} // namespace

void TestFolders::listAsksForWhatTheServerHas()
{
    playBothWays<ListFolders>({{"C: a1 LIST \"\" \"*\" RETURN (SPECIAL-USE STATUS (MESSAGES UNSEEN))",
                                "S: * LIST (\\HasNoChildren) \"/\" inbox", "S: * STATUS inbox (MESSAGES 7 UNSEEN 2)",
                                "S: * LIST (\\Sent) \"/\" \"Gel&APY-schte\"", "S: * LIST (\\Noselect) \"/\" {3}",
                                "S: a b", "S: * LIST () \"/\" Sent", "S: a1 OK"}},
                              secureWith("IMAP4rev1 SPECIAL-USE LIST-EXTENDED LIST-STATUS"), makeList,
                              [](Dialogue &, auto result) {
                                  QVERIFY(result);
                                  QCOMPARE(result->size(), 4);
                                  QCOMPARE(result->at(0).remoteId, QStringLiteral("INBOX"));
                                  QVERIFY(result->at(0).role == FolderRole::Inbox);
                                  QCOMPARE(result->at(0).total, 7);
                                  QCOMPARE(result->at(0).unread, 2);
                                  QCOMPARE(result->at(1).path, QStringLiteral("Gelöschte"));
                                  QVERIFY(result->at(1).role == FolderRole::Sent);
                                  QVERIFY(!result->at(2).selectable);
                                  QVERIFY(result->at(3).role == FolderRole::None); // the server told who is Sent
                              });
}

void TestFolders::rolesAreGuessedOnlyWhereNoneAreTold()
{
    playBothWays<ListFolders>(
        {{"C: a1 LIST \"\" \"*\"", "S: * LIST () \".\" INBOX", "S: * LIST () \".\" \"INBOX.Sent Items\"",
          "S: * LIST () \".\" INBOX.Entw&APw-rfe", "S: * LIST () \".\" INBOX.Sent", "S: a1 OK"}},
        secureWith("IMAP4rev1"), makeList, [](Dialogue &, auto result) {
            QVERIFY(result->at(1).role == FolderRole::Sent);
            QVERIFY(result->at(2).role == FolderRole::Drafts);
            QVERIFY(result->at(3).role == FolderRole::None); // one Sent is enough
        });
}

void TestFolders::hostileNamesCannotBeSelected()
{
    playBothWays<ListFolders>(
        {{"C: a1 LIST \"\" \"*\"", "S: * LIST () \"/\" \"&AC8-etc\"", "S: * LIST () \"/\" \"&!!-\"",
          "S: * LIST () \"/\" \"\"", "S: * LIST () \"/\" \"../../etc\"", "S: a1 OK"}},
        secureWith("IMAP4rev1"), makeList, [](Dialogue &, auto result) {
            QCOMPARE(result->size(), 3);
            QVERIFY(!result->at(0).selectable);
            QVERIFY(!result->at(1).selectable);
            QVERIFY(result->at(2).selectable); // a name to the server, never a path here
        });
}

void TestFolders::selectReadsWhatSyncNeeds()
{
    const Script script{{"C: a1 SELECT \"R&-D\" (CONDSTORE)", "S: * 9 EXISTS", "S: * OK [CLOSED] previous",
                         "S: * FLAGS (\\Seen)", "S: * 8 EXISTS", "S: * OK [UIDVALIDITY 5] x", "S: * OK [UIDNEXT 12] x",
                         "S: * OK [HIGHESTMODSEQ 99] x", "S: * OK [PERMANENTFLAGS (\\Seen \\*)] x",
                         "S: a1 OK [READ-ONLY] done"}};
    playBothWays<Select>(
        script, secureWith("IMAP4rev1 CONDSTORE"),
        [](Context &context) { return std::make_unique<Select>(context, QStringLiteral("R&D")); },
        [](Dialogue &dialogue, auto result) {
            const SelectedMailbox expected{8, 5, 12, 99, true, {"\\Seen", "\\*"}};
            QVERIFY(result && *result == expected);
            QCOMPARE(dialogue.mailbox().exists, 8u);
        });
}

void TestFolders::selectTellsMissingFromBusy_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("kind");
    QTest::newRow("gone") << QByteArray("a1 NO Mailbox doesn't exist: x") << int(ErrorKind::FolderMissing);
    QTest::newRow("code") << QByteArray("a1 NO [NONEXISTENT] x") << int(ErrorKind::FolderMissing);
    QTest::newRow("busy") << QByteArray("a1 NO [INUSE] x") << int(ErrorKind::ServerBusy);
    QTest::newRow("denied") << QByteArray("a1 NO [NOPERM] x") << int(ErrorKind::PermissionDenied);
    QTest::newRow("no uidvalidity") << QByteArray("a1 OK x") << int(ErrorKind::ProtocolViolation);
}

void TestFolders::selectTellsMissingFromBusy()
{
    QFETCH(QByteArray, answer);
    QFETCH(int, kind);
    playBothWays<Select>(
        {{"C: a1 EXAMINE x", "S: " + answer}}, secureWith("IMAP4rev1"),
        [](Context &context) { return std::make_unique<Select>(context, QStringLiteral("x"), Select::Mode::ReadOnly); },
        [kind](Dialogue &, auto result) { QCOMPARE(int(result.error().kind), kind); });
}

void TestFolders::statusOfALiteralName()
{
    playBothWays<StatusCommand>(
        {{"C: a1 STATUS \"a b\" (MESSAGES UNSEEN UIDNEXT UIDVALIDITY)", "S: * STATUS {3}",
          "S: a b (MESSAGES 60 UIDNEXT 4294967296)", "S: * STATUS other (MESSAGES 1)", "S: a1 OK"}},
        secureWith("IMAP4rev1"),
        [](Context &context) { return std::make_unique<StatusCommand>(context, QStringLiteral("a b")); },
        [](Dialogue &, auto result) {
            QCOMPARE(result->messages, std::optional<quint32>(60));
            QVERIFY(!result->uidNext);
        });
}

LIAISON_TEST(TestFolders)
#include "tst_folders.moc"
