#include "core/imap/fetch_bodies.h"
#include "core/imap/fetch_flags.h"
#include "core/imap/fetch_summaries.h"
#include "script.h"
#include "tests/support/test_registry.h"

using namespace liaison;
using namespace liaison::imap;
using namespace liaison::imap::test;

class TestFetch : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void summariesIgnoreWhatNobodyAskedFor();
    void flagsChangedSince();
    void bodiesArePipelined();
    void aBrokenMailCostsItselfAlone();
    void bytesBoundWhatIsAskedFor();
    void moreThanAskedForEndsIt();
    void pagesFollowWithoutAGap();
};

void TestFetch::summariesIgnoreWhatNobodyAskedFor()
{
    playBothWays<FetchSummaries>(
        {{"C: a1 UID FETCH 3:5 (UID RFC822.SIZE FLAGS INTERNALDATE)",
          "S: * 3 FETCH (UID 3 RFC822.SIZE 44 FLAGS (\\Seen) INTERNALDATE \" 1-Jan-1970 00:00:01 +0000\")",
          "S: * 9 FETCH (UID 9 RFC822.SIZE 1 FLAGS ())", "S: * 5 FETCH (FLAGS (\\Answered))",
          "S: * 5 FETCH (UID 5 INTERNALDATE \"nonsense\" RFC822.SIZE 7 FLAGS ())", "S: a1 OK"}},
        secureWith("IMAP4rev1"),
        [](Context &context) { return std::make_unique<FetchSummaries>(context, UidSet::range(3, 5)); },
        [](Dialogue &, auto result) {
            QVERIFY(result);
            QCOMPARE(result->size(), size_t(2));
            QCOMPARE(result->at(3).size, quint64(44));
            QCOMPARE(result->at(3).internalDate, UtcMs(1000));
            QVERIFY(result->at(3).flags.seen);
            QVERIFY(!result->at(5).flags.answered);
        });
}

void TestFetch::flagsChangedSince()
{
    playBothWays<FetchFlags>(
        {{"C: a1 UID FETCH 1:9 (UID FLAGS) (CHANGEDSINCE 12)",
          "S: * 1 FETCH (UID 1 FLAGS (\\Seen $Forwarded) MODSEQ (13))", "S: * 2 FETCH (UID 5 FLAGS () MODSEQ (14))",
          "S: a1 OK"}},
        secureWith("IMAP4rev1"),
        [](Context &context) { return std::make_unique<FetchFlags>(context, *UidSet::parse("1:3,9"), 12); },
        [](Dialogue &, auto result) {
            QVERIFY(result);
            QCOMPARE(result->size(), size_t(1)); // 5 is none of ours
            QVERIFY(result->at(1).seen && result->at(1).forwarded);
        });
}

void TestFetch::bodiesArePipelined()
{
    playBothWays<FetchBodies>(
        {{"C: a1 UID FETCH 9 (UID BODY.PEEK[])", "C: a2 UID FETCH 7:8 (UID BODY.PEEK[])",
          "S: * 9 FETCH (UID 9 BODY[] {4}", "S< nin\n)\r\n", "S: a1 OK", "C: a3 UID FETCH 1 (UID BODY.PEEK[])",
          "S: * 8 FETCH (FLAGS (\\Seen))", "S: * 8 FETCH (BODY[] {5}", "S< eight UID 8)\r\n",
          "S: * 4 FETCH (UID 4 BODY[] {1}", "S< x)\r\n", "S: a2 OK", "S: * 1 FETCH (UID 1 BODY[] NIL)", "S: a3 OK"}},
        secureWith("IMAP4rev1"),
        [](Context &context) {
            FetchBodies::Bounds bounds;
            bounds.inFlight = 2;
            return std::make_unique<FetchBodies>(
                context, std::vector<UidSet>{UidSet::single(9), UidSet::range(7, 8), UidSet::single(1)}, bounds);
        },
        [](Dialogue &, auto result) {
            QVERIFY(result);
            QCOMPARE(result->mails.size(), size_t(2));
            QCOMPARE(result->mails.at(9), QByteArray("nin\n"));
            QCOMPARE(result->mails.at(8), QByteArray("eight"));
            QCOMPARE(result->failed.toByteArray(), QByteArray("1"));
        });
}

void TestFetch::aBrokenMailCostsItselfAlone()
{
    playBothWays<FetchBodies>(
        {{"C: a1 UID FETCH 1:3 (UID BODY.PEEK[])", "S: * 3 FETCH (UID 3 BODY[] \"c\")",
          "S: a1 NO [SERVERBUG] [X] 2 is corrupt"}},
        secureWith("IMAP4rev1"),
        [](Context &context) {
            return std::make_unique<FetchBodies>(context, std::vector<UidSet>{UidSet::range(1, 3)},
                                                 FetchBodies::Bounds{});
        },
        [](Dialogue &, auto result) { QCOMPARE(result.error().kind, ErrorKind::ServerBusy); });
    playBothWays<FetchBodies>(
        {{"C: a1 UID FETCH 1:3 (UID BODY.PEEK[])", "S: * 3 FETCH (UID 3 BODY[] \"c\")", "S: a1 NO corrupt",
          "C: a2 UID FETCH 2 (UID BODY.PEEK[])", "C: a3 UID FETCH 1 (UID BODY.PEEK[])", "S: a2 NO corrupt",
          "S: * 1 FETCH (UID 1 BODY[] \"a\")", "S: a3 OK"}},
        secureWith("IMAP4rev1"),
        [](Context &context) {
            return std::make_unique<FetchBodies>(context, std::vector<UidSet>{UidSet::range(1, 3)},
                                                 FetchBodies::Bounds{});
        },
        [](Dialogue &, auto result) {
            QVERIFY(result);
            QCOMPARE(result->mails.size(), size_t(2));
            QCOMPARE(result->failed.toByteArray(), QByteArray("2"));
        });
}

void TestFetch::bytesBoundWhatIsAskedFor()
{
    playBothWays<FetchBodies>(
        {{"C: a1 UID FETCH 2 (UID BODY.PEEK[])", "S: * 2 FETCH (UID 2 BODY[] \"12345\")", "S: a1 OK"}},
        secureWith("IMAP4rev1"),
        [](Context &context) {
            return std::make_unique<FetchBodies>(context, std::vector<UidSet>{UidSet::single(2), UidSet::single(1)},
                                                 FetchBodies::Bounds{1, 5, 100});
        },
        [](Dialogue &, auto result) {
            QVERIFY(result);
            QCOMPARE(result->notAsked.toByteArray(), QByteArray("1"));
        });
}

void TestFetch::moreThanAskedForEndsIt()
{
    playBothWays<FetchBodies>(
        {{"C: a1 UID FETCH 2 (UID BODY.PEEK[])", "S: * 2 FETCH (UID 2 BODY[] \"12345\")"}}, secureWith("IMAP4rev1"),
        [](Context &context) {
            return std::make_unique<FetchBodies>(context, std::vector<UidSet>{UidSet::single(2)},
                                                 FetchBodies::Bounds{1, 4, 4});
        },
        [](Dialogue &, auto result) { QCOMPARE(result.error().kind, ErrorKind::LimitExceeded); });
}

void TestFetch::pagesFollowWithoutAGap()
{
    Dialogue dialogue;
    secureWith("IMAP4rev1")(dialogue.context());
    FetchBodies machine(dialogue.context(), {UidSet::single(9), UidSet::single(8)}, FetchBodies::Bounds{});
    QCOMPARE(dialogue.start(machine).send.count("UID FETCH"), 2);
    QCOMPARE(machine.add({UidSet::range(6, 7)}, FetchBodies::Bounds{}).send,
             QByteArray("a3 UID FETCH 6:7 (UID BODY.PEEK[])\r\n"));
    QVERIFY(!dialogue.feed("* 9 FETCH (UID 9 BODY[] \"i\")\r\na1 OK\r\n").done);
    QVERIFY(!machine.takePage());
    // The end of one page and the beginning of the next in one piece.
    QVERIFY(!dialogue.feed("* 8 FETCH (UID 8 BODY[] \"h\")\r\na2 OK\r\n* 7 FETCH (UID 7 BODY[] \"g\")\r\n").done);
    const auto first = machine.takePage();
    QVERIFY(first);
    QCOMPARE(first->mails.size(), size_t(2));
    QCOMPARE(machine.add({UidSet::single(5)}, FetchBodies::Bounds{}).send,
             QByteArray("a4 UID FETCH 5 (UID BODY.PEEK[])\r\n"));
    // Whole pages that nobody has taken yet are still there after the end.
    QVERIFY(dialogue.feed("* 6 FETCH (UID 6 BODY[] \"f\")\r\na3 OK\r\na4 NO no\r\n").done);
    const auto second = machine.takePage();
    QVERIFY(second);
    QCOMPARE(second->mails.size(), size_t(2));
    QVERIFY(!machine.takePage());
    const auto last = machine.takeResult();
    QVERIFY(last && last->mails.empty());
    QCOMPARE(last->failed.toByteArray(), QByteArray("5"));
    QVERIFY(!dialogue.fatal());
}

LIAISON_TEST(TestFetch)
#include "tst_fetch.moc"
