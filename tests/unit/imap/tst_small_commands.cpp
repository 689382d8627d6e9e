#include "core/imap/append.h"
#include "core/imap/idle.h"
#include "core/imap/noop.h"
#include "core/imap/search.h"
#include "core/imap/store_flags.h"
#include "script.h"
#include "tests/support/test_registry.h"

using namespace liaison;
using namespace liaison::imap;
using namespace liaison::imap::test;

class TestSmallCommands : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void searchInBothForms();
    void searchByMessageIdAndDate();
    void storeNeverNamesDeleted();
    void appendWithAndWithoutLiteralPlus();
    void appendRefusedBeforeItsBytes();
    void idleEndsWithAHint();
    void idleIsInterrupted();
    void idleInterruptedBeforeItBegan();
    void logoutAndNoop();
    void byeTellsWhyTheConnectionEnded();
};

void TestSmallCommands::searchInBothForms()
{
    const auto make = [](Context &context) {
        return std::make_unique<Search>(context, SearchFor{SearchFor::What::All, {}, {}, {}});
    };
    playBothWays<Search>({{"C: a1 UID SEARCH ALL", "S: * SEARCH 1 2", "S: * SEARCH 9", "S: a1 OK"}},
                         secureWith("IMAP4rev1"), make,
                         [](Dialogue &, auto result) { QCOMPARE(result->toByteArray(), QByteArray("1:2,9")); });
    playBothWays<Search>({{"C: a1 UID SEARCH RETURN (ALL) ALL", "S: * ESEARCH (TAG \"a0\") UID ALL 50",
                           "S: * ESEARCH (TAG \"a1\") UID ALL 1:2,9", "S: a1 OK"}},
                         secureWith("IMAP4rev1 ESEARCH"), make,
                         [](Dialogue &, auto result) { QCOMPARE(result->toByteArray(), QByteArray("1:2,9")); });
}

void TestSmallCommands::searchByMessageIdAndDate()
{
    playBothWays<Search>(
        {{"C: a1 UID SEARCH HEADER Message-ID <x@y.example>", "S: * SEARCH", "S: a1 OK"}}, secureWith("IMAP4rev1"),
        [](Context &context) {
            return std::make_unique<Search>(context, SearchFor{SearchFor::What::MessageId, {}, "<x@y.example>", {}});
        },
        [](Dialogue &, auto result) { QVERIFY(result && result->isEmpty()); });
    // A Message-ID is a stranger's text: it must not become a second command.
    playBothWays<Search>(
        {{"C: a1 UID SEARCH HEADER Message-ID {9}", "S: + go", "C: a\r\nb1 NOO", "S: a1 OK"}}, secureWith("IMAP4rev1"),
        [](Context &context) {
            return std::make_unique<Search>(context, SearchFor{SearchFor::What::MessageId, {}, "a\r\nb1 NOO", {}});
        },
        [](Dialogue &, auto result) { QVERIFY(result); });
    playBothWays<Search>(
        {{"C: a1 UID SEARCH SINCE 1-Feb-2026", "S: * SEARCH 4", "S: a1 OK"}}, secureWith("IMAP4rev1"),
        [](Context &context) {
            return std::make_unique<Search>(context, SearchFor{SearchFor::What::Since, {}, {}, QDate(2026, 2, 1)});
        },
        [](Dialogue &, auto result) { QCOMPARE(result->count(), quint64(1)); });
}

void TestSmallCommands::storeNeverNamesDeleted()
{
    playBothWays<StoreFlag>(
        {{"C: a1 UID STORE 7 +FLAGS.SILENT (\\Seen)", "S: a1 OK"}}, secureWith("IMAP4rev1"),
        [](Context &context) { return std::make_unique<StoreFlag>(context, 7, WritableFlag::Seen, true); },
        [](Dialogue &, auto result) { QVERIFY(result); });
    for (const WritableFlag flag : {WritableFlag::Seen, WritableFlag::Answered, WritableFlag::Forwarded})
        QVERIFY(wireName(flag) != "\\Deleted" && !wireName(flag).isEmpty());
}

void TestSmallCommands::appendWithAndWithoutLiteralPlus()
{
    const auto make = [](Context &context) {
        return std::make_unique<Append>(context, QStringLiteral("Entwürfe"), QList<QByteArray>{"\\Seen"}, "a\r\nb");
    };
    const auto placed = [](Dialogue &, auto result) {
        QVERIFY(result && *result);
        QCOMPARE((*result)->uid, Uid(12));
    };
    playBothWays<Append>(
        {{"C: a1 APPEND \"Entw&APw-rfe\" (\\Seen) {4}", "S: + go", "C: a\r\nb", "S: a1 OK [APPENDUID 5 12] done"}},
        secureWith("IMAP4rev1"), make, placed);
    playBothWays<Append>(
        {{"C: a1 APPEND \"Entw&APw-rfe\" (\\Seen) {4+}", "C: a\r\nb", "S: a1 OK [APPENDUID 5 12] done"}},
        secureWith("IMAP4rev1 LITERAL-"), make, placed);
}

void TestSmallCommands::appendRefusedBeforeItsBytes()
{
    playBothWays<Append>(
        {{"C: a1 APPEND x () {1}", "S: a1 NO [TRYCREATE] no such folder"}}, secureWith("IMAP4rev1"),
        [](Context &context) {
            return std::make_unique<Append>(context, QStringLiteral("x"), QList<QByteArray>(), "m");
        },
        [](Dialogue &, auto result) { QCOMPARE(result.error().kind, ErrorKind::FolderMissing); });
}

void TestSmallCommands::idleEndsWithAHint()
{
    playBothWays<Idle>(
        {{"C: a1 IDLE", "S: + idling", "S: * OK Still here", "S: * 3 EXISTS", "S: * 0 RECENT", "S: * 4 EXISTS",
          "C: DONE", "S: a1 OK"}},
        secureWith("IMAP4rev1 IDLE"), [](Context &context) { return std::make_unique<Idle>(context, 3); },
        [](Dialogue &, auto result) { QCOMPARE(*result, true); });
}

void TestSmallCommands::idleIsInterrupted()
{
    playBothWays<Idle>(
        {{"C: a1 IDLE", "S: + idling", "C!", "C: DONE", "S: a1 OK"}}, secureWith("IMAP4rev1 IDLE"),
        [](Context &context) { return std::make_unique<Idle>(context, 3); },
        [](Dialogue &, auto result) { QCOMPARE(*result, false); });
}

void TestSmallCommands::idleInterruptedBeforeItBegan()
{
    playBothWays<Idle>(
        {{"C: a1 IDLE", "C!", "S: + idling", "C: DONE", "S: a1 OK"}}, secureWith("IMAP4rev1 IDLE"),
        [](Context &context) { return std::make_unique<Idle>(context, 3); },
        [](Dialogue &, auto result) { QCOMPARE(*result, false); });
}

void TestSmallCommands::logoutAndNoop()
{
    playBothWays<Logout>(
        {{"C: a1 LOGOUT", "S: * BYE so long", "S: a1 OK"}}, secureWith("IMAP4rev1"),
        [](Context &context) { return std::make_unique<Logout>(context); },
        [](Dialogue &, auto result) { QVERIFY(result); });
    playBothWays<Noop>(
        {{"C: a1 NOOP", "S: * 5 EXISTS", "S: * 999 EXPUNGE", "S: a1 OK"}}, secureWith("IMAP4rev1"),
        [](Context &context) { return std::make_unique<Noop>(context); },
        [](Dialogue &dialogue, auto result) {
            QVERIFY(result);
            QVERIFY(dialogue.mailbox().changed);
            QCOMPARE(dialogue.mailbox().exists, 5u); // 999 is beyond what is there
        });
}

void TestSmallCommands::byeTellsWhyTheConnectionEnded()
{
    Dialogue dialogue;
    Noop noop(dialogue.context());
    dialogue.start(noop);
    dialogue.feed("* BYE [UNAVAILABLE] shutting down\r\n");
    dialogue.connectionLost(Error{ErrorKind::ConnectionLost, {}, {}, std::nullopt});
    const auto result = noop.takeResult();
    QCOMPARE(result.error().kind, ErrorKind::ServerBusy);
    QCOMPARE(result.error().serverWords, QStringLiteral("shutting down"));
}

LIAISON_TEST(TestSmallCommands)
#include "tst_small_commands.moc"
