#include "core/imap/notify.h"
#include "core/imap/status.h"
#include "script.h"
#include "tests/support/test_registry.h"

using namespace liaison;
using namespace liaison::imap;
using namespace liaison::imap::test;

/// NOTIFY (RFC 5465) and what is heard because of it.
class TestNotify : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void foldersAreWatched();
    void namesTakeTheFormTheyNeed();
    void manyFoldersBecomeAllOfOnesOwn();
    void refusals_data();
    void refusals();
    void noneEndsIt();
    void newsAreKeptForTheAsking();
    void anOverflowEndsIt();
    void numbersAreCompared();
};

namespace {

const QByteArray events = "(MessageNew MessageExpunge FlagChange)";
const QByteArray beginning = "C: a1 NOTIFY SET STATUS (SELECTED " + events + ") ";

auto notifyOf(const QStringList &folders)
{
    return [folders](Context &context) { return std::make_unique<Notify>(context, folders); };
}

} // namespace

void TestNotify::foldersAreWatched()
{
    playBothWays<Notify>({{beginning + "(MAILBOXES (INBOX Sent) " + events + ")",
                           "S: * STATUS INBOX (MESSAGES 3 UIDNEXT 9 UIDVALIDITY 7)",
                           "S: * STATUS Sent (MESSAGES 0 UIDNEXT 1 UIDVALIDITY 8)", "S: a1 OK notifying"}},
                         secureWith("IMAP4rev1 NOTIFY"), notifyOf({QStringLiteral("INBOX"), QStringLiteral("Sent")}),
                         [](Dialogue &dialogue, auto result) {
                             QVERIFY(result && *result);
                             QVERIFY(dialogue.context().notifying);
                             const FolderNews news = dialogue.takeNews();
                             QCOMPARE(news.statuses.size(), 2);
                             QCOMPARE(news.statuses.last().name, QByteArray("Sent"));
                             QVERIFY(dialogue.takeNews().isEmpty());
                         });
}

void TestNotify::namesTakeTheFormTheyNeed()
{
    const QStringList folders{QStringLiteral("inbox"), QStringLiteral("Sent Items"), QStringLiteral("März")};
    playBothWays<Notify>({{beginning + "(MAILBOXES (INBOX \"Sent Items\" \"M&AOQ-rz\") " + events + ")", "S: a1 OK"}},
                         secureWith("IMAP4rev1 NOTIFY"), notifyOf(folders),
                         [](Dialogue &, auto result) { QVERIFY(*result); });
    // A literal right behind the parenthesis, and what follows it.
    const QString odd = QStringLiteral("a\nb");
    playBothWays<Notify>(
        {{beginning + "(MAILBOXES ({3}", "S: + go", "C: a\nb Sent) " + events + ")", "S: a1 OK"}},
        secureWith("IMAP4rev1 NOTIFY"),
        [&odd](Context &context) {
            context.names = NameEncoding::Utf8;
            return std::make_unique<Notify>(context, QStringList{odd, QStringLiteral("Sent")});
        },
        [](Dialogue &, auto result) { QVERIFY(*result); });
}

void TestNotify::manyFoldersBecomeAllOfOnesOwn()
{
    QStringList folders;
    for (int i = 0; i < 800; ++i)
        folders << QStringLiteral("Folder %1").arg(i);
    playBothWays<Notify>({{beginning + "(PERSONAL " + events + ")", "S: a1 OK"}}, secureWith("IMAP4rev1 NOTIFY"),
                         notifyOf(folders), [](Dialogue &, auto result) { QVERIFY(*result); });
}

void TestNotify::refusals_data()
{
    QTest::addColumn<QList<QByteArray>>("answer");
    using Lines = QList<QByteArray>;
    QTest::newRow("events") << Lines{"S: a1 NO [BADEVENT (MessageNew MessageExpunge)] no flags"};
    QTest::newRow("too many") << Lines{"S: a1 NO [NOTIFICATIONOVERFLOW] too many"};
    QTest::newRow("unknown") << Lines{"S: a1 BAD what"};
    QTest::newRow("overflow at once") << Lines{"S: * OK [NOTIFICATIONOVERFLOW] too much", "S: a1 OK notifying"};
}

void TestNotify::refusals()
{
    QFETCH(QList<QByteArray>, answer);
    Script script{{beginning + "(MAILBOXES (INBOX) " + events + ")"}};
    script.lines << answer;
    playBothWays<Notify>(script, secureWith("IMAP4rev1 NOTIFY"), notifyOf({QStringLiteral("INBOX")}),
                         [](Dialogue &dialogue, auto result) {
                             QVERIFY(result && !*result);
                             QVERIFY(!dialogue.context().notifying);
                             QVERIFY(!dialogue.fatal());
                         });
}

void TestNotify::noneEndsIt()
{
    const auto make = [](Context &context) {
        context.notifying = true;
        return std::make_unique<NotifyNone>(context);
    };
    for (const QByteArray &answer : {QByteArray("S: a1 OK silent"), QByteArray("S: a1 NO never")}) {
        playBothWays<NotifyNone>({{"C: a1 NOTIFY NONE", answer}}, secureWith("IMAP4rev1 NOTIFY"), make,
                                 [](Dialogue &dialogue, auto result) {
                                     QVERIFY(result);
                                     QVERIFY(!dialogue.context().notifying);
                                 });
    }
}

void TestNotify::newsAreKeptForTheAsking()
{
    Dialogue dialogue;
    dialogue.feed("* STATUS INBOX (MESSAGES 3)\r\n* STATUS Sent (UIDNE");
    QCOMPARE(dialogue.takeNews().statuses.size(), 1);
    dialogue.feed("XT 4)\r\n");
    const FolderNews news = dialogue.takeNews();
    QCOMPARE(news.statuses.size(), 1);
    QCOMPARE(news.statuses.first().items.first().second, quint64(4));
}

void TestNotify::anOverflowEndsIt()
{
    Dialogue dialogue;
    dialogue.feed("* OK [NOTIFICATIONOVERFLOW] nobody asked\r\n");
    QVERIFY(dialogue.takeNews().isEmpty());
    dialogue.context().notifying = true;
    dialogue.feed("* OK [NOTIFICATIONOVERFLOW] too much\r\n");
    QVERIFY(dialogue.takeNews().overflow);
    QVERIFY(!dialogue.context().notifying);
    QVERIFY(!dialogue.fatal());
}

void TestNotify::numbersAreCompared()
{
    FolderStatus known;
    QVERIFY(!known.take({"Sent", {{"MESSAGES", 3}, {"UIDNEXT", 9}}})); // nothing was known
    QVERIFY(!known.take({"Sent", {{"MESSAGES", 3}}}));
    QVERIFY(!known.take({"Sent", {{"HIGHESTMODSEQ", 5'000'000'000}, {"RECENT", 1}}}));
    QVERIFY(!known.take({"Sent", {{"UIDNEXT", 5'000'000'000}}})); // no number of this kind
    QVERIFY(known.take({"Sent", {{"MESSAGES", 3}, {"UIDNEXT", 10}}}));
    QVERIFY(known.take({"Sent", {{"HIGHESTMODSEQ", 5'000'000'001}}}));
    QCOMPARE(known.uidNext.value_or(0), quint32(10));
    QCOMPARE(known.messages.value_or(0), quint32(3));
}

LIAISON_TEST(TestNotify)
#include "tst_notify.moc"
