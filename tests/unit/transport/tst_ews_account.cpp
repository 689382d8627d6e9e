#include "core/transport/ews_account.h"
#include "core/transport/mail_sink.h"
#include "core/transport/mail_source.h"
#include "core/transport/token_ground.h"
#include "fake_exchange.h"
#include "tests/support/await.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison;
using namespace liaison::test;
using namespace liaison::transport;
using namespace Qt::StringLiterals;
using domain::NationalCloud;

Q_DECLARE_METATYPE(domain::NationalCloud)

namespace {

template <class T> QString kindOf(const Result<T> &result)
{
    return result ? QStringLiteral("ok") : errorKindName(result.error().kind);
}

QByteArray versionOf(const SeenRequest &request)
{
    const QByteArray mark = "RequestServerVersion Version=\"";
    const qsizetype at = request.body.indexOf(mark) + mark.size();
    return request.body.mid(at, request.body.indexOf('"', at) - at);
}

/// A feed's account; a check's has no say in who may write.
Account feedOf(const FakeExchange &exchange)
{
    Account account = exchange.account();
    account.mayWrite = [] { return true; };
    return account;
}

Submission submission()
{
    Submission mail;
    mail.sender = u"ir@corp.example"_s;
    mail.recipients = {u"ann@corp.example"_s};
    mail.raw = "Message-ID: <out@x>\r\nTo: ann@corp.example\r\n\r\nx\r\n";
    return mail;
}

} // namespace

/// What reading and sending of one mailbox on Exchange share, what outlives them, and where Exchange Online is.
class TestEwsAccount : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aPauseHoldsForReadingAndSending();
    void aRefusedPasswordHoldsForReadingAndSending();
    void otherTrustIsAnotherAccount_data();
    void otherTrustIsAnotherAccount();
    void whatWasNegotiatedIsKept();
    void aKeptVersionThatIsRefused();
    void exchangeOnline_data();
    void exchangeOnline();
    void scopes_data();
    void scopes();
};

void TestEwsAccount::aPauseHoldsForReadingAndSending()
{
    FakeExchange exchange;
    const auto factory = networkTransport({nullptr, &exchange.clock});
    const auto source = factory->source(feedOf(exchange));
    const auto sink = factory->sink(feedOf(exchange));
    QVERIFY(source && sink);
    QVERIFY(await((*source)->folders({})));
    exchange.intercept = [&](const QByteArray &operation, const SeenRequest &, std::optional<QByteArray> &answer) {
        answer = exchange.failing(operation, "ErrorServerBusy", "<t:Value Name=\"BackOffMilliseconds\">2000</t:Value>");
        return true;
    };
    QCOMPARE(kindOf(await((*source)->changes({FakeExchange::inbox(), {}}, {}))), u"ServerBusy"_s);
    exchange.intercept = {};
    const auto asked = exchange.server.requests.size();
    exchange.clock.advance(500);
    const auto paused = await((*sink)->send(submission(), {}));
    QCOMPARE(kindOf(paused), u"ServerBusy"_s);
    QCOMPARE(paused.error().retryAfterMs, std::optional<qint64>(1'500));
    QCOMPARE(exchange.server.requests.size(), asked);
    exchange.clock.advance(1'500);
    QCOMPARE(kindOf(await((*sink)->send(submission(), {}))), u"ok"_s);
    // … and the other way round.
    exchange.intercept = [&](const QByteArray &operation, const SeenRequest &, std::optional<QByteArray> &answer) {
        answer = exchange.failing(operation, "ErrorServerBusy", "<t:Value Name=\"BackOffMilliseconds\">3000</t:Value>");
        return operation == "CreateItem";
    };
    QCOMPARE(kindOf(await((*sink)->send(submission(), {}))), u"ServerBusy"_s);
    const auto read = await((*source)->folders({}));
    QCOMPARE(kindOf(read), u"ServerBusy"_s);
    QCOMPARE(read.error().retryAfterMs, std::optional<qint64>(3'000));
    QCOMPARE(exchange.sent.size(), 1);
}

void TestEwsAccount::aRefusedPasswordHoldsForReadingAndSending()
{
    FakeExchange exchange;
    const auto factory = networkTransport({nullptr, &exchange.clock});
    const auto source = factory->source(feedOf(exchange));
    const auto sink = factory->sink(feedOf(exchange));
    QVERIFY(source && sink);
    exchange.intercept = [](const QByteArray &, const SeenRequest &, std::optional<QByteArray> &answer) {
        answer = httpAnswer(401, "", "WWW-Authenticate: Basic realm=\"x\"\r\n");
        return true;
    };
    QCOMPARE(kindOf(await((*source)->folders({}))), u"AuthenticationFailed"_s);
    const auto asked = exchange.server.requests.size();
    QCOMPARE(kindOf(await((*sink)->send(submission(), {}))), u"AuthenticationFailed"_s);
    QCOMPARE(exchange.server.requests.size(), asked);
}

void TestEwsAccount::otherTrustIsAnotherAccount_data()
{
    QTest::addColumn<QString>("caFile");
    QTest::addColumn<QString>("pin");
    QTest::addColumn<bool>("shared");
    QTest::newRow("the same") << QString() << QString() << true;
    QTest::newRow("CA file") << u"/nonexistent.pem"_s << QString() << false;
    QTest::newRow("pin") << QString() << QString(64, u'a') << false;
}

void TestEwsAccount::otherTrustIsAnotherAccount()
{
    QFETCH(const QString, caFile);
    QFETCH(const QString, pin);
    QFETCH(const bool, shared);
    FakeExchange exchange;
    Account account = feedOf(exchange);
    account.mailbox.outbound.trustedCaFile = caFile;
    account.mailbox.outbound.pinnedSha256 = pin;
    const auto factory = networkTransport({nullptr, &exchange.clock});
    const auto source = factory->source(account);
    const auto sink = factory->sink(account);
    QVERIFY(source && sink);
    exchange.intercept = [](const QByteArray &, const SeenRequest &, std::optional<QByteArray> &answer) {
        answer = FakeExchange::fault("ErrorServerBusy");
        return true;
    };
    QCOMPARE(kindOf(await((*source)->folders({}))), u"ServerBusy"_s);
    exchange.intercept = {};
    // A file that is not there is found out by the side that is to use it.
    const QString alone = caFile.isEmpty() ? u"ok"_s : u"InvalidInput"_s;
    QCOMPARE(kindOf(await((*sink)->check({}))), shared ? u"ServerBusy"_s : alone);
}

/// Each start of a feed would cost a request else.
void TestEwsAccount::whatWasNegotiatedIsKept()
{
    FakeExchange exchange;
    const auto factory = networkTransport({nullptr, &exchange.clock});
    for (const char *first : {"Exchange2007_SP1", "Exchange2013_SP1"}) {
        exchange.server.requests.clear();
        const auto source = factory->source(feedOf(exchange));
        QVERIFY(source);
        QVERIFY(await((*source)->folders({})));
        QCOMPARE(versionOf(exchange.server.requests.constFirst()), QByteArray(first));
        QCOMPARE(versionOf(exchange.server.requests.constLast()), QByteArray("Exchange2013_SP1"));
    }
    // Another mailbox may be on another server behind the same door.
    Account other = feedOf(exchange);
    other.mailbox.address = u"soc@corp.example"_s;
    exchange.server.requests.clear();
    const auto source = factory->source(other);
    QVERIFY(await((*source)->folders({})));
    QCOMPARE(versionOf(exchange.server.requests.constFirst()), QByteArray("Exchange2007_SP1"));
}

void TestEwsAccount::aKeptVersionThatIsRefused()
{
    FakeExchange exchange;
    const auto factory = networkTransport({nullptr, &exchange.clock});
    {
        const auto source = factory->source(feedOf(exchange));
        QVERIFY(await((*source)->folders({})));
    }
    // The mailbox was moved to an older server.
    exchange.build = "MajorVersion=\"14\" MinorVersion=\"1\" MajorBuildNumber=\"218\" MinorBuildNumber=\"15\"";
    exchange.intercept = [](const QByteArray &, const SeenRequest &request, std::optional<QByteArray> &answer) {
        const QByteArray version = versionOf(request);
        if (version == "Exchange2007_SP1" || version == "Exchange2010" || version == "Exchange2010_SP1")
            return false;
        answer = FakeExchange::fault("ErrorInvalidServerVersion");
        return true;
    };
    for (const char *first : {"Exchange2013_SP1", "Exchange2010_SP1"}) {
        exchange.server.requests.clear();
        const auto source = factory->source(feedOf(exchange));
        const auto folders = await((*source)->folders({}));
        QVERIFY2(folders, why(folders));
        QCOMPARE(versionOf(exchange.server.requests.constFirst()), QByteArray(first));
        QCOMPARE(versionOf(exchange.server.requests.constLast()), QByteArray("Exchange2010_SP1"));
    }
}

void TestEwsAccount::exchangeOnline_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<bool>("online");
    for (const char *host : {"outlook.office365.com", "Outlook.Office365.COM", "eu.outlook.office365.com",
                             "partner.outlook.cn", "outlook.office.de", "outlook.office365.us",
                             "outlook-dod.office365.us", "https://outlook.office365.com/EWS/Exchange.asmx"})
        QTest::newRow(host) << QString::fromLatin1(host) << true;
    for (const char *host : {"mail.corp.example", "myoutlook.office365.com", "outlook.office365.com.corp.example",
                             "https://corp.example/outlook.office365.com"})
        QTest::newRow(host) << QString::fromLatin1(host) << false;
}

/// 403 means something else there.
void TestEwsAccount::exchangeOnline()
{
    QFETCH(const QString, host);
    QFETCH(const bool, online);
    const FakeExchange exchange;
    Account account = exchange.account();
    account.mailbox.inbound.host = host;
    account.mailbox.inbound.security = domain::Security::Tls;
    const EwsAccount made(account, domain::SecretUse::Inbound, &exchange.clock, nullptr);
    QCOMPARE(made.isExchangeOnline(), online);
}

void TestEwsAccount::scopes_data()
{
    QTest::addColumn<NationalCloud>("cloud");
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("resource");
    const auto row = [](NationalCloud cloud, const char *host, const char *resource) {
        QTest::addRow("%d %s", int(cloud), host) << cloud << QString::fromLatin1(host) << QString::fromLatin1(resource);
    };
    using C = NationalCloud;
    row(C::Global, "outlook.office365.com", "https://outlook.office365.com");
    row(C::Global, "eu.outlook.office365.com", "https://outlook.office365.com");
    row(C::China, "partner.outlook.cn", "https://partner.outlook.cn");
    row(C::Germany, "outlook.office.de", "https://outlook.office.de");
    row(C::USGovernment, "outlook.office365.us", "https://outlook.office365.us");
    row(C::USGovernmentDoD, "outlook-dod.office365.us", "https://outlook-dod.office365.us");
    // A hybrid server signs in at the cloud for itself.
    row(C::Global, "mail.corp.example", "https://mail.corp.example");
    row(C::Global, "myoutlook.office365.com", "https://myoutlook.office365.com");
    row(C::China, "outlook.office365.com", "https://outlook.office365.com");
}

void TestEwsAccount::scopes()
{
    QFETCH(const NationalCloud, cloud);
    QFETCH(const QString, host);
    QFETCH(const QString, resource);
    domain::Endpoint endpoint;
    endpoint.protocol = domain::Protocol::Ews;
    endpoint.host = host;
    endpoint.port = 443;
    endpoint.security = domain::Security::Tls;
    endpoint.oauth.cloud = cloud;
    endpoint.oauth.flow = domain::OAuthFlow::Application;
    QCOMPARE(ewsScopes(endpoint, ewsUrlOf(endpoint)), QStringList{resource + u"/.default"_s});
    endpoint.oauth.flow = domain::OAuthFlow::Browser;
    QCOMPARE(ewsScopes(endpoint, ewsUrlOf(endpoint)),
             (QStringList{resource + u"/EWS.AccessAsUser.All"_s, u"offline_access"_s}));
}

LIAISON_TEST(TestEwsAccount)
#include "tst_ews_account.moc"
