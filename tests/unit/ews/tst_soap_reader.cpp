#include "core/ews/get_folder.h"
#include "core/ews/sync_folder_items.h"
#include "core/ews/unsubscribe.h"
#include "ews_answers.h"
#include "tests/support/test_registry.h"

using namespace liaison;
using namespace liaison::ews;
using namespace liaison::ews::test;

/// What all answers share: envelope, version, faults, messages one by one.
class TestSoapReader : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theServersVersionIsRead();
    void prefixesVary();
    void faultsAreTyped();
    void backOffIsLookedForInEveryValue();
    void innerCodesSayMore();
    void aBatchThatStoppedIsNoSuccess();
    void theStatusLineSpeaksWhereSoapDoesNot();
    void whatIsNoSoapIsSaid_data();
    void whatIsNoSoapIsSaid();
    void anAnswerThatBreaksOffIsSaid();
    void whatFollowsIsIgnored();
};

namespace {

QByteArray fault(const QByteArray &code, const QByteArray &xml = {})
{
    return envelope("<s:Fault><faultcode>t:" + code
                    + "</faultcode><faultstring xml:lang=\"en-US\">Later.</faultstring>"
                      "<detail><e:ResponseCode xmlns:e=\"urn:e\">"
                    + code
                    + "</e:ResponseCode><e:Message xmlns:e=\"urn:e\">"
                      "Try again later.</e:Message><t:MessageXml>"
                    + xml + "</t:MessageXml></detail></s:Fault>");
}

} // namespace

void TestSoapReader::theServersVersionIsRead()
{
    for (const Arrival arrival : arrivals) {
        Unsubscribe operation;
        QVERIFY(!operation.server());
        feed(operation, answer("Unsubscribe", good("Unsubscribe", "")), arrival);
        QVERIFY(operation.finish());
        QCOMPARE(operation.server(), std::optional(ServerBuild{15, 0, 1497, 2}));
        QCOMPARE(operation.messages(), 1);
    }
}

void TestSoapReader::prefixesVary()
{
    QByteArray plain = answer("Unsubscribe", good("Unsubscribe", ""));
    plain.replace("xmlns:m=", "xmlns=").replace("<m:", "<").replace("</m:", "</");
    plain.replace("xmlns:s=", "xmlns:SOAP-ENV=").replace("<s:", "<SOAP-ENV:").replace("</s:", "</SOAP-ENV:");
    for (const Arrival arrival : arrivals)
        QVERIFY(read<Unsubscribe>(plain, arrival));
}

void TestSoapReader::faultsAreTyped()
{
    for (const Arrival arrival : arrivals) {
        const auto busy = read<Unsubscribe>(fault("ErrorServerBusy"), arrival, {500, "Internal Server Error"});
        QVERIFY(!busy);
        QCOMPARE(busy.error().remedy, Remedy::BackOff);
        QCOMPARE(busy.error().error.kind, ErrorKind::ServerBusy);
        QCOMPARE(busy.error().code, QStringLiteral("ErrorServerBusy"));
        QCOMPARE(busy.error().error.serverWords, QStringLiteral("Try again later."));
        QVERIFY(!busy.error().error.retryAfterMs);

        const auto after = read<Unsubscribe>(fault("ErrorServerBusy"), arrival, {500, "", {{"Retry-After", "7"}}});
        QCOMPARE(after.error().error.retryAfterMs, std::optional<qint64>(7'000));
    }
    // Without a detail the fault's own code has to do; without anything it is still a failure.
    const QByteArray bare
        = envelope("<s:Fault><faultcode>a:ErrorInvalidServerVersion</faultcode><faultstring>x</faultstring></s:Fault>");
    QCOMPARE(read<Unsubscribe>(bare, Arrival::Whole).error().remedy, Remedy::StepDownVersion);
    const auto empty = read<Unsubscribe>(envelope("<s:Fault/>"), Arrival::Whole);
    QVERIFY(!empty);
    QCOMPARE(empty.error().remedy, Remedy::GiveUp);
}

void TestSoapReader::backOffIsLookedForInEveryValue()
{
    const QByteArray values = R"(<t:Value Name="Policy">MaxConcurrency</t:Value><t:Value Name="X"><t:Value)"
                              R"( Name="BackOffMilliseconds">297749</t:Value></t:Value>)"
                              R"(<t:Value Name="BackOffMilliseconds">0</t:Value>)";
    for (const Arrival arrival : arrivals) {
        const auto failure = read<Unsubscribe>(fault("ErrorServerBusy", values), arrival).error();
        QCOMPARE(failure.error.retryAfterMs, std::optional<qint64>(297'749));
        // HTTP 200 with a message that says the same.
        const auto message = read<Unsubscribe>(
            answer("Unsubscribe", bad("Unsubscribe", "ErrorServerBusy", "<m:MessageXml>" + values + "</m:MessageXml>")),
            arrival);
        QCOMPARE(message.error().error.retryAfterMs, std::optional<qint64>(297'749));
        QCOMPARE(message.error().remedy, Remedy::BackOff);
    }
    for (const char *value : {"-5", "", "soon", "0"}) {
        const QByteArray xml = QByteArray("<t:Value Name=\"BackOffMilliseconds\">") + value + "</t:Value>";
        QVERIFY(!read<Unsubscribe>(fault("ErrorServerBusy", xml), Arrival::Whole).error().error.retryAfterMs);
    }
    const QByteArray forever = "<t:Value Name=\"BackOffMilliseconds\">9000000000000</t:Value>";
    QCOMPARE(read<Unsubscribe>(fault("ErrorServerBusy", forever), Arrival::Whole).error().error.retryAfterMs,
             std::optional<qint64>(3'600'000));
}

void TestSoapReader::innerCodesSayMore()
{
    const auto failure = [](const QByteArray &outer, const QByteArray &inner) {
        const QByteArray xml = "<m:MessageXml><t:Value Name=\"InnerErrorMessageText\">x</t:Value>"
                               "<t:Value Name=\"InnerErrorResponseCode\">"
            + inner + "</t:Value></m:MessageXml>";
        return read<Unsubscribe>(answer("Unsubscribe", bad("Unsubscribe", outer, xml)), Arrival::Whole).error();
    };
    QCOMPARE(failure("ErrorInternalServerError", "ErrorServerBusy").remedy, Remedy::BackOff);
    QCOMPARE(failure("ErrorItemNotFound", "ErrorServerBusy").remedy, Remedy::BackOff);
    QCOMPARE(failure("ErrorInternalServerError", "ErrorMessageSizeExceeded").remedy, Remedy::RefuseMail);
    QCOMPARE(failure("ErrorItemNotFound", "ErrorStaleObject").remedy, Remedy::DropItem);
    QCOMPARE(failure("ErrorInternalServerError", "ErrorQuotaExceededOnDelete").code,
             QStringLiteral("ErrorInternalServerError"));
}

void TestSoapReader::aBatchThatStoppedIsNoSuccess()
{
    const QByteArray stopped = R"(<m:GetFolderResponseMessage ResponseClass="Warning"><m:MessageText>Stopped.)"
                               R"(</m:MessageText><m:ResponseCode>ErrorBatchProcessingStopped</m:ResponseCode>)"
                               R"(</m:GetFolderResponseMessage>)";
    const auto folders
        = read<GetFolder>(answer("GetFolder", bad("GetFolder", "ErrorTimeoutExpired") + stopped), Arrival::Whole);
    QVERIFY(folders);
    QCOMPARE(folders->size(), std::size_t(2));
    QCOMPARE(folders->at(0).error().remedy, Remedy::HalveBatch);
    QCOMPARE(folders->at(1).error().remedy, Remedy::HalveBatch);
}

void TestSoapReader::theStatusLineSpeaksWhereSoapDoesNot()
{
    const QByteArray page
        = "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\"><HTML><BODY>Unauthorized</BODY></HTML>";
    for (const Arrival arrival : arrivals) {
        const auto refused = read<Unsubscribe>(page, arrival, {401, "Unauthorized"});
        QCOMPARE(refused.error().remedy, Remedy::SignIn);
        QCOMPARE(refused.error().origin, Failure::Origin::Http);
        QCOMPARE(read<Unsubscribe>({}, arrival, {503, "Busy"}).error().remedy, Remedy::BackOff);
        // SOAP in an error of HTTP is looked at first.
        const auto known = read<Unsubscribe>(fault("ErrorSchemaValidation"), arrival, {500, "Error"});
        QCOMPARE(known.error().remedy, Remedy::OurBug);
    }
}

void TestSoapReader::whatIsNoSoapIsSaid_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("elsewhere");
    QTest::newRow("HTML with a document type") << QByteArray("<!DOCTYPE html><html>") << true;
    QTest::newRow("HTML") << QByteArray("\r\n<html><head><meta charset=utf-8><title>Sign in to Wi-Fi</title>") << true;
    QTest::newRow("another XML") << QByteArray("<rss version=\"2.0\"/>") << true;
    QTest::newRow("SOAP 1.2") << QByteArray("<e:Envelope xmlns:e=\"http://www.w3.org/2003/05/soap-envelope\"/>")
                              << true;
    QTest::newRow("JSON") << QByteArray("{}") << true;
    QTest::newRow("an envelope alone") << QByteArray(
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"/>")
                                       << false;
    QTest::newRow("no messages") << answer("Unsubscribe", {}) << false;
}

void TestSoapReader::whatIsNoSoapIsSaid()
{
    QFETCH(QByteArray, body);
    QFETCH(bool, elsewhere);
    for (const Arrival arrival : arrivals) {
        const auto result = read<Unsubscribe>(body, arrival);
        QVERIFY(!result);
        QCOMPARE(result.error().error.kind, ErrorKind::ProtocolViolation);
        QCOMPARE(result.error().origin, elsewhere ? Failure::Origin::NotSoap : Failure::Origin::Unreadable);
        QCOMPARE(result.error().remedy, elsewhere ? Remedy::WrongAddress : Remedy::GiveUp);
    }
}

void TestSoapReader::anAnswerThatBreaksOffIsSaid()
{
    const QByteArray whole = answer("Unsubscribe", good("Unsubscribe", ""));
    for (qsizetype size = 0; size < whole.size(); ++size) {
        const auto result = read<Unsubscribe>(whole.left(size), Arrival::Whole);
        QVERIFY(!result);
        QCOMPARE(result.error().error.kind, ErrorKind::ConnectionLost);
        QCOMPARE(result.error().origin, Failure::Origin::Unreadable);
        QVERIFY(mayHaveHappened(result.error()));
    }
}

void TestSoapReader::whatFollowsIsIgnored()
{
    const QByteArray whole = answer("Unsubscribe", good("Unsubscribe", ""));
    for (const Arrival arrival : arrivals)
        for (const char *more : {"\r\n", "<!-- proxied by X -->", "trailing", "<a/>", "<"})
            QVERIFY(read<Unsubscribe>(whole + more, arrival));
}

LIAISON_TEST(TestSoapReader)
#include "tst_soap_reader.moc"
