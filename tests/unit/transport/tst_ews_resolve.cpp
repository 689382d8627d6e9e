#include "core/transport/ews_sink.h"
#include "core/transport/graph_sink.h"
#include "core/transport/smtp_sink.h"
#include "ews_copy.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison;
using namespace liaison::test;
using namespace liaison::transport;
using namespace Qt::StringLiterals;

namespace {

QByteArray person(const QByteArray &name, const QByteArray &address)
{
    return "<t:Resolution><t:Mailbox><t:Name>" + name + "</t:Name><t:EmailAddress>" + address
        + "</t:EmailAddress><t:RoutingType>SMTP</t:RoutingType><t:MailboxType>Mailbox</t:MailboxType></t:Mailbox>"
          "</t:Resolution>";
}

/// An Exchange whose directory answers every ResolveNames with these people, or with `other`.
struct Directory {
    explicit Directory(const QByteArray &people)
    {
        const QByteArray set = "<m:ResolutionSet TotalItemsInView=\"1\" IncludesLastItemInRange=\"true\">" + people
            + "</m:ResolutionSet>";
        good = exchange.soap("ResolveNames", FakeExchange::message("ResolveNames", set));
        exchange.intercept
            = [this](const QByteArray &operation, const SeenRequest &, std::optional<QByteArray> &answer) {
                  answer = other.value_or(good);
                  return operation == "ResolveNames";
              };
    }
    [[nodiscard]] QByteArray request() const { return exchange.requestsFor("ResolveNames").constLast().body; }

    FakeExchange exchange;
    QByteArray good;
    std::optional<QByteArray> other;
};

} // namespace

/// Looking people up in Exchange's directory.
class TestEwsResolve : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void peopleAreFound();
    void whatCannotBeMailedToIsLeftOut();
    void itIsAskedInTheVersionOfTheServer_data();
    void itIsAskedInTheVersionOfTheServer();
    void itIsAskedAsTheMailbox();
    void nobodyIsNoError();
    void refusals_data();
    void refusals();
    void aPauseHoldsForItToo();
    void nonsenseIsAnError_data();
    void nonsenseIsAnError();
    void everyCutIsAnErrorOrWhole();
    void whoStopsHearsAtOnce();
    void otherProtocolsKnowNobody();
};

void TestEwsResolve::peopleAreFound()
{
    Directory directory(person("Ann Lee", "ann@corp.example") + person("bob@corp.example", "bob@corp.example"));
    EwsSink sink(directory.exchange.exchange());
    const auto found = await(sink.resolve(u"  R&D <o' "_s, {}));
    QVERIFY2(found, why(found));
    QCOMPARE(*found, (domain::Addresses{{u"Ann Lee"_s, u"ann@corp.example"_s}, {QString(), u"bob@corp.example"_s}}));
    QVERIFY(directory.request().contains("<m:UnresolvedEntry>R&amp;D &lt;o'</m:UnresolvedEntry>"));
    QCOMPARE(directory.exchange.asked("ResolveNames"), 1);
    QVERIFY(await(sink.resolve(u" "_s, {}))->isEmpty());
    QCOMPARE(directory.exchange.asked("ResolveNames"), 1); // nothing to ask about
}

/// What a hostile or a strange directory says.
void TestEwsResolve::whatCannotBeMailedToIsLeftOut()
{
    QByteArray people = person("None", "") + person("Words", "not an address")
        + person("Split", "a@b.example&#10;Bcc: c@d.example")
        + person("Ann&#10;\xe2\x80\xae"
                 "Lee",
                 "ann@corp.example")
        + person(QByteArray(5'000, 'n'), "n@corp.example");
    for (int i = 0; i < 40; ++i)
        people += person("P", "p" + QByteArray::number(i) + "@corp.example");
    Directory directory(people);
    EwsSink sink(directory.exchange.exchange());
    const auto found = await(sink.resolve(u"ann"_s, {}));
    QVERIFY2(found, why(found));
    QCOMPARE(found->size(), MailSink::mostPeople);
    QCOMPARE(found->at(0), (domain::Address{u"Ann Lee"_s, u"ann@corp.example"_s}));
    QCOMPARE(found->at(1).address, u"n@corp.example"_s);
    QCOMPARE(found->at(1).name.size(), 200);
}

void TestEwsResolve::itIsAskedInTheVersionOfTheServer_data()
{
    QTest::addColumn<int>("choice");
    QTest::addColumn<QByteArray>("spoken");
    using domain::VersionChoice;
    QTest::newRow("2007 SP1") << int(VersionChoice::Exchange2007_SP1) << QByteArray("Exchange2007_SP1");
    QTest::newRow("2010") << int(VersionChoice::Exchange2010) << QByteArray("Exchange2010");
    QTest::newRow("2010 SP1") << int(VersionChoice::Exchange2010_SP1) << QByteArray("Exchange2010_SP1");
    QTest::newRow("2010 SP2") << int(VersionChoice::Exchange2010_SP2) << QByteArray("Exchange2010_SP2");
    QTest::newRow("other") << int(VersionChoice::Other) << QByteArray("Exchange2013_SP1");
}

void TestEwsResolve::itIsAskedInTheVersionOfTheServer()
{
    QFETCH(const int, choice);
    QFETCH(const QByteArray, spoken);
    Directory directory(person("Ann", "ann@corp.example"));
    Account account = directory.exchange.account();
    account.mailbox.inbound.exchange.version = domain::VersionChoice(choice);
    EwsSink sink(directory.exchange.exchange(account));
    QCOMPARE(await(sink.resolve(u"ann"_s, {}))->size(), 1);
    QVERIFY2(directory.request().contains("RequestServerVersion Version=\"" + spoken + '"'), directory.request());
}

void TestEwsResolve::itIsAskedAsTheMailbox()
{
    Directory directory(person("Ann", "ann@corp.example"));
    EwsSink plain(directory.exchange.exchange());
    QVERIFY(await(plain.resolve(u"ann"_s, {})));
    QVERIFY(!directory.request().contains("ExchangeImpersonation"));
    Account account = directory.exchange.account();
    account.mailbox.inbound.exchange.impersonate = true;
    EwsSink sink(directory.exchange.exchange(account));
    QVERIFY(await(sink.resolve(u"ann"_s, {})));
    QVERIFY(directory.request().contains("<t:PrimarySmtpAddress>ir@corp.example<"));
    QCOMPARE(directory.exchange.requestsFor("ResolveNames").constLast().header("X-AnchorMailbox"),
             QByteArray("ir@corp.example"));
}

void TestEwsResolve::nobodyIsNoError()
{
    Directory directory({});
    EwsSink sink(directory.exchange.exchange());
    directory.other = directory.exchange.failing("ResolveNames", "ErrorNameResolutionNoResults");
    const auto found = await(sink.resolve(u"nobody"_s, {}));
    QVERIFY2(found, why(found));
    QVERIFY(found->isEmpty());
}

void TestEwsResolve::refusals_data()
{
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QString>("kind");
    QTest::newRow("no right") << QByteArray("ErrorAccessDenied") << u"PermissionDenied"_s;
    QTest::newRow("busy") << QByteArray("ErrorServerBusy") << u"ServerBusy"_s;
    QTest::newRow("no mailbox") << QByteArray("ErrorNameResolutionNoMailbox") << u"ServerRefused"_s;
}

void TestEwsResolve::refusals()
{
    QFETCH(const QByteArray, code);
    QFETCH(const QString, kind);
    Directory directory({});
    EwsSink sink(directory.exchange.exchange());
    directory.other = directory.exchange.failing("ResolveNames", code);
    QCOMPARE(kindOf(await(sink.resolve(u"ann"_s, {}))), kind);
}

/// The server's pause is the account's, whoever made it ask for one.
void TestEwsResolve::aPauseHoldsForItToo()
{
    Directory directory(person("Ann", "ann@corp.example"));
    const auto account = directory.exchange.exchange();
    EwsSink sink(account);
    QVERIFY(await(sink.resolve(u"ann"_s, {})));
    directory.other = directory.exchange.failing("ResolveNames", "ErrorServerBusy",
                                                 "<t:Value Name=\"BackOffMilliseconds\">2000</t:Value>");
    QCOMPARE(kindOf(await(sink.resolve(u"anna"_s, {}))), u"ServerBusy"_s);
    directory.other.reset();
    const auto asked = directory.exchange.server.requests.size();
    QCOMPARE(kindOf(await(sink.resolve(u"annab"_s, {}))), u"ServerBusy"_s);
    QCOMPARE(kindOf(await(sink.check({}))), u"ServerBusy"_s);
    QCOMPARE(directory.exchange.server.requests.size(), asked);
    directory.exchange.clock.advance(2'000);
    QCOMPARE(await(sink.resolve(u"ann"_s, {}))->size(), 1);
}

void TestEwsResolve::nonsenseIsAnError_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("a portal") << httpAnswer(200, "<html><body>Sign in</body></html>", "Content-Type: text/html\r\n");
    QTest::newRow("no XML") << httpAnswer(200, "PK\x03\x04 hello", "Content-Type: text/xml\r\n");
    QTest::newRow("nothing") << httpAnswer(200, "", "Content-Type: text/xml\r\n");
    QTest::newRow("a DTD") << httpAnswer(200,
                                         "<?xml version=\"1.0\"?><!DOCTYPE s [<!ENTITY a \"aaaa\">]><s:Envelope "
                                         "xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"/>",
                                         "Content-Type: text/xml\r\n");
    QTest::newRow("another operation") << FakeExchange().soap("GetFolder", FakeExchange::message("GetFolder", {}));
    QTest::newRow("500") << httpAnswer(500, "oops");
}

void TestEwsResolve::nonsenseIsAnError()
{
    QFETCH(const QByteArray, answer);
    Directory directory({});
    EwsSink sink(directory.exchange.exchange());
    directory.other = answer;
    const auto found = await(sink.resolve(u"ann"_s, {}));
    if (found) // what answers another operation names nobody
        QVERIFY(found->isEmpty());
    else
        QVERIFY2(kindOf(found) != u"Internal"_s && kindOf(found) != u"Cancelled"_s, why(found));
    QCOMPARE(found.has_value(), QByteArray(QTest::currentDataTag()) == "another operation");
}

void TestEwsResolve::everyCutIsAnErrorOrWhole()
{
    const QByteArray people = person("Ann Lee", "ann@corp.example") + person("Bob", "bob@corp.example");
    const qsizetype size = Directory(people).good.size();
    for (qsizetype at = 0; at <= size; at += 60) {
        Directory directory(people);
        directory.exchange.server.handler
            = [&directory, handler = directory.exchange.server.handler, at](const SeenRequest &request) {
                  auto answer = handler(request);
                  const bool ours = FakeExchange::operationOf(request.body) == "ResolveNames";
                  directory.exchange.server.closeAfter = ours;
                  return ours ? std::optional<QByteArray>(answer->left(at)) : answer;
              };
        EwsSink sink(directory.exchange.exchange());
        const auto found = await(sink.resolve(u"ann"_s, {}));
        QVERIFY2(!found || found->size() == 2, QByteArray::number(at));
        QVERIFY2(found || kindOf(found) != u"Internal"_s, QByteArray::number(at));
    }
}

void TestEwsResolve::whoStopsHearsAtOnce()
{
    Directory directory({});
    directory.other = QByteArray(); // never answers
    auto sink = std::make_unique<EwsSink>(directory.exchange.exchange());
    std::stop_source stop;
    const auto first = sink->resolve(u"ann"_s, stop.get_token());
    QTRY_COMPARE(directory.exchange.asked("ResolveNames"), 1);
    stop.request_stop();
    QCOMPARE(kindOf(await(first)), u"Cancelled"_s);
    QCOMPARE(kindOf(await(sink->resolve(u"ann"_s, stop.get_token()))), u"Cancelled"_s);
    const auto second = sink->resolve(u"anna"_s, {});
    QTRY_COMPARE(directory.exchange.asked("ResolveNames"), 2);
    sink.reset();
    QCOMPARE(kindOf(await(second)), u"Cancelled"_s);
}

/// IMAP's SMTP has no directory, and Graph's needs permissions that nobody gives a mail program.
void TestEwsResolve::otherProtocolsKnowNobody()
{
    FakeExchange exchange;
    Account account = exchange.account();
    account.mailbox.outbound.protocol = domain::Protocol::Smtp;
    SmtpSink smtp(account);
    const auto bySmtp = await(smtp.resolve(u"ann"_s, {}));
    QVERIFY(bySmtp && bySmtp->isEmpty());
    GraphSink graph(std::make_shared<GraphAccount>(account, domain::SecretUse::Outbound, &exchange.clock, nullptr));
    const auto byGraph = await(graph.resolve(u"ann"_s, {}));
    QVERIFY(byGraph && byGraph->isEmpty());
    QVERIFY(exchange.server.requests.isEmpty());
}

LIAISON_TEST(TestEwsResolve)
#include "tst_ews_resolve.moc"
