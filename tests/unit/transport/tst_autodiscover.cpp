#include "autodiscover_world.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison;
using namespace liaison::test;

/// Where Exchange is, from servers that may say anything.
class TestAutodiscover : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void jsonNeedsNoSignIn();
    void poxSignsInWhenAsked();
    void theDomainItself();
    void aRedirectUrl();
    void aRedirectAddress();
    void theHttpRedirect();
    void srvNamesAHost();
    void circlesEnd_data();
    void circlesEnd();
    void answersThatAreNone_data();
    void answersThatAreNone();
    void nothingAnywhere();
    void aStopEndsAtOnce();
    void noAddress();
};

void TestAutodiscover::jsonNeedsNoSignIn()
{
    Internet internet;
    internet.hosts[prefixed] = [](const QString &path, const SeenRequest &) {
        return path.startsWith(QLatin1String("/autodiscover/autodiscover.json/v1.0/")) ? json(ewsAddress)
                                                                                       : httpAnswer(404, {});
    };
    const auto answer = internet.found(withPassword());
    QCOMPARE(kindOf(answer), QStringLiteral("ok"));
    QCOMPARE(answer.ewsUrl, QUrl(ewsAddress));
    QCOMPARE(answer.address, address);
    QCOMPARE(internet.asked.size(), 1);
    QVERIFY(internet.signedIn.isEmpty());
}

void TestAutodiscover::poxSignsInWhenAsked()
{
    Internet internet;
    QByteArray type;
    internet.hosts[prefixed] = [&type](const QString &path, const SeenRequest &request) {
        if (path != poxPath)
            return httpAnswer(404, {});
        type = request.header("Content-Type");
        const QByteArray wanted = "Basic " + QByteArray("ann@corp.example:h\xc3\xbcnter2").toBase64();
        return request.header("Authorization") == wanted && request.body.contains(">ann@corp.example<")
            ? settings(ewsAddress)
            : unauthorized("Basic realm=\"x\"");
    };
    const auto answer = internet.found(withPassword());
    QCOMPARE(kindOf(answer), QStringLiteral("ok"));
    QCOMPARE(answer.ewsUrl, QUrl(ewsAddress));
    QCOMPARE(internet.signedIn, QStringList{prefixed});
    QCOMPARE(type, QByteArray("text/xml; charset=utf-8"));
}

void TestAutodiscover::theDomainItself()
{
    Internet internet;
    internet.hosts[QStringLiteral("corp.example")] = [](const QString &, const SeenRequest &) {
        return pox(
            "<Action>settings</Action><Protocol><Type>EXCH</Type><EwsUrl>https://in.corp.example/EWS/Exchange.asmx"
            "</EwsUrl><ServerVersion>73C18880</ServerVersion></Protocol><Protocol><Type>EXPR</Type><EwsUrl>"
            + ewsAddress.toUtf8() + "</EwsUrl></Protocol>");
    };
    const auto answer = internet.found(withPassword());
    QCOMPARE(answer.ewsUrl, QUrl(ewsAddress));
    QCOMPARE(answer.internalEwsUrl.host(), QStringLiteral("in.corp.example"));
    QCOMPARE(answer.serverVersion, QStringLiteral("73C18880"));
    QCOMPARE(answer.trials.size(), 3); // JSON and POX at the other host before
    QCOMPARE(errorKindName(answer.trials.at(0).error->kind), QStringLiteral("NameNotFound"));
    QVERIFY(!answer.trials.at(2).error);
}

void TestAutodiscover::aRedirectUrl()
{
    Internet internet;
    const auto target = QStringLiteral("https://x.mail.corp.example/autodiscover/autodiscover.xml");
    internet.hosts[prefixed] = [&target](const QString &path, const SeenRequest &) {
        return path == poxPath ? pox("<Action>redirectUrl</Action><RedirectUrl>" + target.toUtf8() + "</RedirectUrl>")
                               : httpAnswer(404, {});
    };
    internet.hosts[QStringLiteral("x.mail.corp.example")] = [](const QString &, const SeenRequest &request) {
        return request.header("Authorization").isEmpty() ? unauthorized("Basic realm=\"x\"") : settings(ewsAddress);
    };
    QCOMPARE(internet.found(withPassword()).ewsUrl, QUrl(ewsAddress));
    QCOMPARE(internet.signedIn, QStringList{QStringLiteral("x.mail.corp.example")});
}

/// The other address belongs to another domain: it may be asked about, the password stays here.
void TestAutodiscover::aRedirectAddress()
{
    Internet internet;
    internet.hosts[prefixed] = [](const QString &path, const SeenRequest &) {
        return path == poxPath ? pox("<Action>redirectAddr</Action><RedirectAddr>ann@other.example</RedirectAddr>")
                               : httpAnswer(404, {});
    };
    const auto other = QStringLiteral("autodiscover.other.example");
    internet.hosts[other] = [](const QString &path, const SeenRequest &) {
        return path == poxPath ? unauthorized("Basic realm=\"x\"")
                               : json(QStringLiteral("https://outlook.office365.com/EWS/Exchange.asmx"));
    };
    const auto answer = internet.found(withPassword());
    QCOMPARE(kindOf(answer), QStringLiteral("ok"));
    QCOMPARE(answer.address, QStringLiteral("ann@other.example"));
    QCOMPARE(answer.ewsUrl.host(), QStringLiteral("outlook.office365.com"));
    QVERIFY(internet.signedIn.isEmpty());
    internet.hosts[other] = [](const QString &path, const SeenRequest &request) {
        if (path != poxPath)
            return httpAnswer(404, {});
        return request.header("Authorization").isEmpty() ? unauthorized("Basic realm=\"x\"") : settings(ewsAddress);
    };
    const auto second = internet.found(withPassword());
    QCOMPARE(kindOf(second), QStringLiteral("PermissionDenied"));
    QCOMPARE(second.hostsToTrust, QStringList{other});
    QVERIFY(internet.signedIn.isEmpty());
    auto agreed = withPassword();
    agreed.trustedHosts << other;
    QCOMPARE(kindOf(internet.found(agreed)), QStringLiteral("ok"));
    QCOMPARE(internet.signedIn, QStringList{other});
}

void TestAutodiscover::theHttpRedirect()
{
    Internet internet;
    internet.hosts[prefixed] = [](const QString &path, const SeenRequest &request) {
        return path == poxPath && request.head.startsWith("GET ")
            ? redirect(QStringLiteral("https://autodiscover-s.outlook.com/autodiscover/autodiscover.xml"))
            : httpAnswer(404, {});
    };
    internet.hosts[QStringLiteral("autodiscover-s.outlook.com")] = [](const QString &, const SeenRequest &request) {
        return request.header("Authorization").isEmpty()
            ? unauthorized("Basic realm=\"x\"")
            : settings(QStringLiteral("https://outlook.office365.com/EWS/Exchange.asmx"));
    };
    const auto answer = internet.found(withPassword());
    QCOMPARE(kindOf(answer), QStringLiteral("ok"));
    QVERIFY(internet.asked.contains(QStringLiteral("http://") + prefixed));
    QCOMPARE(internet.signedIn, QStringList{QStringLiteral("autodiscover-s.outlook.com")});
}

void TestAutodiscover::srvNamesAHost()
{
    Internet internet;
    internet.srv = {{QStringLiteral("second.corp.example"), 443, 20, 0},
                    {QStringLiteral("."), 443, 0, 0},
                    {QStringLiteral("first.corp.example"), 8443, 10, 5}};
    for (const char *host : {"first.corp.example", "second.corp.example"})
        internet.hosts[QString::fromLatin1(host)]
            = [](const QString &, const SeenRequest &) { return settings(ewsAddress); };
    const auto answer = internet.found(withPassword());
    QCOMPARE(answer.ewsUrl, QUrl(ewsAddress));
    QCOMPARE(answer.trials.last().url, QUrl(QStringLiteral("https://first.corp.example:8443") + poxPath));
}

void TestAutodiscover::circlesEnd_data()
{
    QTest::addColumn<QByteArray>("how");
    QTest::newRow("to itself") << redirect(QStringLiteral("https://autodiscover.corp.example") + poxPath);
    QTest::newRow("its own address") << pox(
        "<Action>redirectAddr</Action><RedirectAddr>ANN@corp.example</RedirectAddr>");
    QTest::newRow("ever deeper") << QByteArray();
}

void TestAutodiscover::circlesEnd()
{
    QFETCH(const QByteArray, how);
    Internet internet;
    int count = 0;
    const Internet::Host host = [&](const QString &, const SeenRequest &) {
        return how.isEmpty() ? redirect(QStringLiteral("https://autodiscover.corp.example/%1.xml").arg(++count)) : how;
    };
    internet.hosts[prefixed] = host;
    internet.hosts[QStringLiteral("corp.example")] = host;
    const auto answer = internet.found(withPassword());
    QVERIFY(answer.error);
    QVERIFY2(internet.asked.size() < 20, QByteArray::number(internet.asked.size()));
}

void TestAutodiscover::answersThatAreNone_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("a web page") << httpAnswer(200, "<!DOCTYPE html><html><body>Welcome</body></html>");
    QTest::newRow("an error") << httpAnswer(
        500,
        "<Autodiscover><Response><Error><ErrorCode>600</ErrorCode><Message>Invalid Request</Message></Error>"
        "</Response></Autodiscover>");
    QTest::newRow("nothing") << httpAnswer(200, {});
    QTest::newRow("EWS by http") << settings(QStringLiteral("http://mail.corp.example/EWS/Exchange.asmx"));
    QTest::newRow("no protocol") << pox("<Action>settings</Action>");
    QTest::newRow("too much") << httpAnswer(200, QByteArray(2 * 1024 * 1024, 'x'));
}

void TestAutodiscover::answersThatAreNone()
{
    QFETCH(const QByteArray, answer);
    Internet internet;
    for (const QString &host : {prefixed, QStringLiteral("corp.example")})
        internet.hosts[host] = [&answer](const QString &, const SeenRequest &) { return answer; };
    const auto found = internet.found(withPassword());
    QCOMPARE(kindOf(found), QStringLiteral("NotFound"));
    QVERIFY(found.ewsUrl.isEmpty());
    QCOMPARE(found.trials.size(), 5);
    for (const domain::AutodiscoveryTrial &trial : found.trials)
        QVERIFY(trial.error);
}

void TestAutodiscover::nothingAnywhere()
{
    Internet internet;
    const auto answer = internet.found(withPassword());
    QCOMPARE(kindOf(answer), QStringLiteral("NotFound"));
    QCOMPARE(answer.trials.size(), 5);
}

void TestAutodiscover::aStopEndsAtOnce()
{
    Internet internet;
    internet.hosts[prefixed] = [](const QString &, const SeenRequest &) { return QByteArray(); };
    std::stop_source stop;
    const auto answer = internet.find(withPassword(), stop.get_token());
    QTRY_COMPARE(internet.server.requests.size(), 1);
    stop.request_stop();
    const auto result = await(answer);
    QVERIFY(!result);
    QCOMPARE(errorKindName(result.error().kind), QStringLiteral("Cancelled"));
}

void TestAutodiscover::noAddress()
{
    Internet internet;
    domain::AutodiscoveryRequest request;
    request.address = QStringLiteral("ann");
    const auto result = await(internet.find(request));
    QVERIFY(!result);
    QCOMPARE(errorKindName(result.error().kind), QStringLiteral("InvalidInput"));
    QVERIFY(internet.asked.isEmpty());
}

LIAISON_TEST(TestAutodiscover)
#include "tst_autodiscover.moc"
