#include "core/imap/response_parser.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison;
using namespace liaison::imap;

namespace {

/// The single response in `wire` (CRLF is added), fed byte by byte.
Result<Response> one(const QByteArray &wire, Limits limits = {})
{
    ResponseParser parser(limits);
    const QByteArray bytes = wire + "\r\n";
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        if (const auto fed = parser.feed(QByteArrayView(bytes).sliced(i, 1)); !fed)
            return fail(fed.error());
    }
    auto response = parser.next();
    if (!response)
        return fail(ErrorKind::NotFound);
    return *response;
}

template <class T> T as(const QByteArray &wire)
{
    const auto response = one(wire);
    const T *value = response ? std::get_if<T>(&*response) : nullptr;
    if (!value)
        qWarning("not the type expected: %s", wire.constData());
    return value ? *value : T();
}

} // namespace

class TestResponseParser : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void statusLinesAndTheirCodes();
    void codesWithOddArgumentsKeepTheirNameAlone();
    void fetchWithLiteralsQuotedAndNil();
    void literalsOfEveryKind();
    void listsStatusAndSearch();
    void datesAreInstants_data();
    void datesAreInstants();
    void limitsHold();
    void aSearchOverAHugeFolderIsNoEndlessLine();
    void textThatLooksLikeALiteralIsText();
};

void TestResponseParser::statusLinesAndTheirCodes()
{
    const auto ok = as<StatusResponse>("a1 OK [CAPABILITY IMAP4rev1 IDLE] hello");
    QCOMPARE(ok.tag, QByteArray("a1"));
    QCOMPARE(ok.code.words, (QList<QByteArray>{"IMAP4rev1", "IDLE"}));
    QCOMPARE(ok.text, QByteArray("hello"));
    QCOMPARE(as<StatusResponse>("* OK [UIDVALIDITY 42]").code.number, std::optional<quint64>(42));
    QCOMPARE(as<StatusResponse>("* OK [HIGHESTMODSEQ 9223372036854775807] x").code.number,
             std::optional<quint64>(9223372036854775807ULL));
    const auto appended = as<StatusResponse>("a2 OK [APPENDUID 7 12] done");
    QCOMPARE(appended.code.uidValidity, std::optional<Uid>(7));
    QCOMPARE(appended.code.uids.toByteArray(), QByteArray("12"));
    const auto copied = as<StatusResponse>("a3 OK [COPYUID 7 1:3 10:12] done");
    QCOMPARE(copied.code.source.toByteArray(), QByteArray("1:3"));
    QCOMPARE(as<StatusResponse>("* OK [PERMANENTFLAGS (\\Seen \\*)] x").code.words.size(), 2);
    QCOMPARE(as<StatusResponse>("* BYE [UNAVAILABLE] later").code.name, QByteArray("UNAVAILABLE"));
    QCOMPARE(as<StatusResponse>("a4 OK").text, QByteArray());
    QCOMPARE(as<StatusResponse>("[COPYUID 55 31 6]").code.uids.toByteArray(), QByteArray("6")); // Exchange
    QCOMPARE(as<Continuation>("+ idling").text, QByteArray("idling"));
    QCOMPARE(as<Continuation>("+").text, QByteArray());
}

void TestResponseParser::codesWithOddArgumentsKeepTheirNameAlone()
{
    for (const char *wire : {"* OK [UIDVALIDITY 0] x", "* OK [UIDVALIDITY 18446744073709551616] x",
                             "* OK [UIDNEXT x] x", "* OK [UIDVALIDITY 4294967296] x"})
        QVERIFY(!as<StatusResponse>(wire).code.number);
    QVERIFY(!as<StatusResponse>("a1 OK [APPENDUID 1 0:99999999] x").code.uidValidity);
    QVERIFY(!as<StatusResponse>("a1 OK [COPYUID 1 1:* 1] x").code.uidValidity);
    QVERIFY(!as<StatusResponse>("a1 OK [COPYUID 1 1:5 1] x").code.uidValidity);
    QCOMPARE(as<StatusResponse>("a1 OK [BROKEN words").text, QByteArray("[BROKEN words"));
}

void TestResponseParser::fetchWithLiteralsQuotedAndNil()
{
    const auto full = as<FetchData>("* 3 FETCH (UID 9 FLAGS (\\Seen $Forwarded) RFC822.SIZE 12 MODSEQ (77) "
                                    "INTERNALDATE \" 2-Oct-2016 17:28:25 -0400\" BODY[] {5}\r\nab\r\nc)");
    QCOMPARE(full.sequence, 3u);
    QCOMPARE(full.uid, std::optional<Uid>(9));
    QCOMPARE(full.flags->size(), 2);
    QCOMPARE(full.size, std::optional<quint64>(12));
    QCOMPARE(full.modSeq, std::optional<quint64>(77));
    QCOMPARE(full.internalDate, std::optional<UtcMs>(1475443705000));
    QCOMPARE(full.body, std::optional<QByteArray>("ab\r\nc"));
    const auto nil = as<FetchData>("* 3 FETCH (BODY[] NIL UID 9)");
    QVERIFY(nil.hasBody && !nil.body);
    QCOMPARE(as<FetchData>("* 3 FETCH (BODY[] \"q\\\"x\")").body, std::optional<QByteArray>("q\"x"));
    const auto others = as<FetchData>("* 1 FETCH (ENVELOPE ((NIL \"a\" {1}\r\n)) X) BODY[HEADER.FIELDS (A \"B\")]<0> "
                                      "{2}\r\n\r\n X-GM-LABELS (\"\\\\Inbox\" foo) UID 4)");
    QCOMPARE(others.uid, std::optional<Uid>(4));
    QVERIFY(!others.hasBody);
}

void TestResponseParser::literalsOfEveryKind()
{
    QCOMPARE(as<ListData>("* LIST () \"/\" {3}\r\na b").name, QByteArray("a b"));
    QCOMPARE(as<ListData>("* LIST () \"/\" {3+}\r\na b").name, QByteArray("a b"));
    QCOMPARE(as<ListData>("* LIST () \"/\" {0}\r\n").name, QByteArray());
    const QByteArray withNul("* 1 FETCH (BINARY[] ~{3}\r\n\0xy UID 2)", 36);
    QCOMPARE(as<FetchData>(withNul).body, std::optional(QByteArray("\0xy", 3)));
}

void TestResponseParser::listsStatusAndSearch()
{
    const auto list = as<ListData>("* LIST (\\HasNoChildren \\Sent) \".\" \"Sent \\\\ Items\" (\"OLDNAME\" (\"x\"))");
    QCOMPARE(list.delimiter, QByteArray("."));
    QCOMPARE(list.name, QByteArray("Sent \\ Items"));
    QCOMPARE(as<ListData>("* LIST () NIL INBOX").delimiter, QByteArray());
    const auto status = as<StatusData>("* STATUS {3}\r\na b (MESSAGES 60 UNSEEN 1 MAILBOXID (Fx))");
    QCOMPARE(status.name, QByteArray("a b"));
    QCOMPARE(status.items.size(), 2);
    QCOMPARE(as<SearchData>("* SEARCH 3 1 2 (MODSEQ 5)").found.toByteArray(), QByteArray("1:3"));
    QCOMPARE(as<SearchData>("* SEARCH").found.count(), quint64(0));
    const auto esearch = as<EsearchData>("* ESEARCH (TAG \"a3\") UID MIN 1 ALL 1:3,9 COUNT 4");
    QCOMPARE(esearch.tag, QByteArray("a3"));
    QVERIFY(esearch.uid);
    QCOMPARE(esearch.all.count(), quint64(4));
    const auto vanished = as<VanishedData>("* VANISHED (EARLIER) 41,43:45");
    QVERIFY(vanished.earlier);
    QCOMPARE(vanished.uids.count(), quint64(4));
    QCOMPARE(as<IdData>("* ID (\"name\" \"x\" \"version\" NIL)").fields.size(), 2);
    QCOMPARE(as<IdData>("* ID NIL").fields.size(), 0);
    QCOMPARE(as<OtherData>("* QUOTA \"\" (STORAGE 1 2)").name, QByteArray("QUOTA"));
}

void TestResponseParser::datesAreInstants_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("ms"); ///< -1: no date
    QTest::newRow("rfc") << QByteArray("17-Jul-1996 02:44:25 -0700") << qint64(837596665000);
    QTest::newRow("padded") << QByteArray(" 1-Jan-1970 00:00:00 +0000") << qint64(0);
    QTest::newRow("unpadded") << QByteArray("1-Jan-1970 01:00:00 +0100") << qint64(0);
    QTest::newRow("nonsense") << QByteArray("99-Foo-9999 99:99:99 +9999") << qint64(-1);
    QTest::newRow("february") << QByteArray("30-Feb-2020 00:00:00 +0000") << qint64(-1);
    QTest::newRow("short") << QByteArray("17-Jul-1996") << qint64(-1);
    QTest::newRow("letters") << QByteArray("xx-Jul-xxxx 02:44:25 -0700") << qint64(-1);
}

void TestResponseParser::datesAreInstants()
{
    QFETCH(QByteArray, text);
    QFETCH(qint64, ms);
    QCOMPARE(parseInternalDate(text).value_or(-1), ms);
}

void TestResponseParser::limitsHold()
{
    Limits limits;
    limits.mail = 100;
    limits.literal = 10;
    const auto kindOf = [&](const QByteArray &wire) {
        const auto response = one(wire, limits);
        return response ? ErrorKind::Cancelled : response.error().kind;
    };
    QCOMPARE(kindOf("* 1 FETCH (BODY[] {101}"), ErrorKind::LimitExceeded);
    QCOMPARE(kindOf("* 1 FETCH (X {60}\r\n" + QByteArray(60, 'x') + " Y {60}"), ErrorKind::LimitExceeded);
    QCOMPARE(kindOf("* LIST () \"/\" {11}"), ErrorKind::LimitExceeded);
    QCOMPARE(kindOf("* 1 FETCH (BODY[] {18446744073709551616}"), ErrorKind::ProtocolViolation);
    QCOMPARE(kindOf("* 1 FETCH (BODY[] {-1}"), ErrorKind::ProtocolViolation);
    QCOMPARE(kindOf("* 1 FETCH (X " + QByteArray(51, '(') + QByteArray(51, ')') + ')'), ErrorKind::LimitExceeded);
    QCOMPARE(kindOf("* 1 FETCH (X " + QByteArray(50, '(') + QByteArray(50, ')') + ')'), ErrorKind::Cancelled);
    QCOMPARE(kindOf("* OK " + QByteArray(70'000, 'A')), ErrorKind::LimitExceeded);
}

void TestResponseParser::aSearchOverAHugeFolderIsNoEndlessLine()
{
    QByteArray wire("* SEARCH");
    for (int uid = 1; uid <= 200'000; ++uid)
        wire += ' ' + QByteArray::number(uid);
    ResponseParser parser;
    QVERIFY(parser.feed(wire + "\r\n"));
    const auto response = parser.next();
    QVERIFY(response && *response);
    QCOMPARE(std::get<SearchData>(**response).found.toByteArray(), QByteArray("1:200000"));
    QCOMPARE(one("* SEARCHX" + wire.mid(8)).error().kind, ErrorKind::LimitExceeded);
}

void TestResponseParser::textThatLooksLikeALiteralIsText()
{
    QCOMPARE(as<StatusResponse>("a1 NO broken {5}").text, QByteArray("broken {5}"));
    QCOMPARE(as<Continuation>("+ {3}").text, QByteArray("{3}"));
    QCOMPARE(as<ListData>("* LIST () \"/\" \"a{5}b\"").name, QByteArray("a{5}b"));
}

LIAISON_TEST(TestResponseParser)
#include "tst_response_parser.moc"
