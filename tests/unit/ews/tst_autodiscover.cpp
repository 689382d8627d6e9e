#include "core/ews/autodiscover.h"
#include "core/ews/tree_reader.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison;
using namespace liaison::ews;

/// Autodiscover: what is asked, what is answered, what may be followed.
class TestAutodiscover : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void stepsInTheirOrder();
    void poxRequests();
    void poxSettings();
    void poxRedirectsAndErrors();
    void jsonAnswers();
    void redirectsOfHttp();
    void whatMayBeFollowed_data();
    void whatMayBeFollowed();
    void typedHosts_data();
    void typedHosts();
};

namespace {

QByteArray pox(const QByteArray &account)
{
    return "<?xml version=\"1.0\" encoding=\"utf-8\"?><Autodiscover xmlns=\"http://schemas.microsoft.com/exchange/"
           "autodiscover/responseschema/2006\"><Response xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/"
           "outlook/responseschema/2006a\">"
        + account + "</Response></Autodiscover>";
}

QByteArray settings(const QByteArray &protocols)
{
    return pox("<Account><AccountType>email</AccountType><Action>settings</Action>" + protocols + "</Account>");
}

ErrorKind kindOf(const Result<AutodiscoverResult> &result)
{
    return result ? ErrorKind::Internal : result.error().kind;
}

} // namespace

void TestAutodiscover::stepsInTheirOrder()
{
    const auto steps = autodiscoverSteps(QStringLiteral("Ir.Team+1@Bücher.example"));
    QCOMPARE(steps.size(), 4);
    using Kind = AutodiscoverStep::Kind;
    const QList<QPair<Kind, QByteArray>> expected{
        {Kind::Json,
         "https://autodiscover.xn--bcher-kva.example/autodiscover/autodiscover.json/v1.0/"
         "Ir.Team+1@B%C3%BCcher.example?Protocol=EWS"},
        {Kind::Pox, "https://autodiscover.xn--bcher-kva.example/autodiscover/autodiscover.xml"},
        {Kind::Pox, "https://xn--bcher-kva.example/autodiscover/autodiscover.xml"},
        {Kind::HttpRedirect, "http://autodiscover.xn--bcher-kva.example/autodiscover/autodiscover.xml"},
    };
    for (int i = 0; i < 4; ++i) {
        QCOMPARE(steps.at(i).kind, expected.at(i).first);
        QCOMPARE(steps.at(i).url.toEncoded(), expected.at(i).second);
    }
    QCOMPARE(srvName(QStringLiteral("a@x.example")), QStringLiteral("_autodiscover._tcp.x.example"));
    QCOMPARE(poxStep(QStringLiteral("mail.x.example"), 8443).url.toString(),
             QStringLiteral("https://mail.x.example:8443/autodiscover/autodiscover.xml"));
    QVERIFY(autodiscoverSteps(QStringLiteral("nobody")).isEmpty());
    QVERIFY(srvName({}).isEmpty());
}

void TestAutodiscover::poxRequests()
{
    const auto root = readTree(poxRequest(QStringLiteral("a&b@x.example")));
    QVERIFY(root);
    QCOMPARE(root->name, QStringLiteral("Autodiscover"));
    QCOMPARE(root->child("Request").childText("EMailAddress"), QStringLiteral("a&b@x.example"));
    QVERIFY(root->child("Request").childText("AcceptableResponseSchema").endsWith(QLatin1String("2006a")));
}

void TestAutodiscover::poxSettings()
{
    const QByteArray inside = "<Protocol><Type>EXCH</Type><ServerVersion>73C18880</ServerVersion>"
                              "<EwsUrl>https://in.x.example/EWS/Exchange.asmx</EwsUrl></Protocol>";
    const QByteArray outside
        = "<Protocol><Type>EXPR</Type><ASUrl>https://out.x.example/EWS/Exchange.asmx</ASUrl></Protocol>";
    const auto both = poxAnswer(settings(inside + outside));
    QVERIFY2(both.has_value(), both ? "" : qPrintable(both.error().log));
    QCOMPARE(both->ewsUrl.host(), QStringLiteral("out.x.example"));
    QCOMPARE(both->internalEwsUrl.host(), QStringLiteral("in.x.example"));
    QCOMPARE(both->serverVersion, QStringLiteral("73C18880"));
    QCOMPARE(poxAnswer(settings(inside))->ewsUrl.host(), QStringLiteral("in.x.example"));
    QCOMPARE(kindOf(poxAnswer(settings("<Protocol><Type>WEB</Type></Protocol>"))), ErrorKind::NotFound);
    for (const char *url : {"file:///etc/passwd", "http://in.x.example/EWS/Exchange.asmx",
                            "https://user:secret@x.example/", "https://", "not a url", ""})
        QCOMPARE(kindOf(poxAnswer(
                     settings(QByteArray("<Protocol><Type>EXPR</Type><EwsUrl>") + url + "</EwsUrl></Protocol>"))),
                 ErrorKind::NotFound);
}

void TestAutodiscover::poxRedirectsAndErrors()
{
    const auto address
        = poxAnswer(pox("<Account><Action>redirectAddr</Action><RedirectAddr>a@new.example</RedirectAddr></Account>"));
    QCOMPARE(address->kind, AutodiscoverResult::Kind::RedirectAddress);
    QCOMPARE(address->redirectAddress, QStringLiteral("a@new.example"));
    const auto url = poxAnswer(
        pox("<Account><Action>redirectUrl</Action><RedirectUrl>https://y.example/a.xml</RedirectUrl></Account>"));
    QCOMPARE(url->kind, AutodiscoverResult::Kind::RedirectUrl);
    QCOMPARE(url->redirectUrl.host(), QStringLiteral("y.example"));
    for (const char *wrong : {"<Action>redirectAddr</Action><RedirectAddr>nobody</RedirectAddr>",
                              "<Action>redirectUrl</Action><RedirectUrl>/x</RedirectUrl>"})
        QCOMPARE(kindOf(poxAnswer(pox(QByteArray("<Account>") + wrong + "</Account>"))), ErrorKind::ProtocolViolation);
    const auto error = poxAnswer(pox("<Error Time=\"06:00:00\" Id=\"1\"><ErrorCode>500</ErrorCode>"
                                     "<Message>The email address can't be found.</Message></Error>"));
    QCOMPARE(kindOf(error), ErrorKind::ServerRefused);
    QCOMPARE(error.error().serverWords, QStringLiteral("The email address can't be found."));
    for (const QByteArray &wrong : {QByteArray("<html/>"), QByteArray("<Autodiscover/>"), QByteArray("{}"), pox("")})
        QCOMPARE(kindOf(poxAnswer(wrong)), ErrorKind::ProtocolViolation);
    QCOMPARE(kindOf(poxAnswer(QByteArray(2'000'000, ' '))), ErrorKind::LimitExceeded);
    QCOMPARE(kindOf(poxAnswer("<!DOCTYPE x [<!ENTITY a 'b'>]><x/>")), ErrorKind::ProtocolViolation);
}

void TestAutodiscover::jsonAnswers()
{
    const auto found = jsonAnswer(R"({"Protocol":"EWS","Url":"https://outlook.office365.com/EWS/Exchange.asmx"})");
    QCOMPARE(found->ewsUrl.host(), QStringLiteral("outlook.office365.com"));
    const auto refused = jsonAnswer(R"({"ErrorCode":"ProtocolNotSupported","ErrorMessage":"The given protocol"})");
    QCOMPARE(kindOf(refused), ErrorKind::ServerRefused);
    for (const char *wrong : {R"({"Protocol":"EWS","Url":"http://x.example/"})", R"({"Protocol":"AutodiscoverV1"})",
                              R"({"Protocol":"EWS","Url":7})", "{}"})
        QCOMPARE(kindOf(jsonAnswer(wrong)), ErrorKind::NotFound);
    for (const char *wrong : {"", "[]", "<html>", "{"})
        QCOMPARE(kindOf(jsonAnswer(wrong)), ErrorKind::ProtocolViolation);
}

void TestAutodiscover::redirectsOfHttp()
{
    const QUrl asked(QStringLiteral("http://autodiscover.x.example/autodiscover/autodiscover.xml"));
    const auto absolute = redirectIn({302, "", {{"Location", "https://autodiscover-s.outlook.com/a.xml"}}}, asked);
    QCOMPARE(absolute->redirectUrl.host(), QStringLiteral("autodiscover-s.outlook.com"));
    const auto relative = redirectIn({301, "", {{"location", "/b.xml"}}}, asked);
    QCOMPARE(relative->redirectUrl.toString(), QStringLiteral("http://autodiscover.x.example/b.xml"));
    QCOMPARE(mayFollow(relative->redirectUrl, QStringLiteral("a@x.example")), Follow::No);
    QVERIFY(!redirectIn({200, "", {{"Location", "https://x.example"}}}, asked));
    QVERIFY(!redirectIn({302, "", {}}, asked));
}

void TestAutodiscover::whatMayBeFollowed_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<int>("follow");
    const auto row = [](const char *url, Follow follow) {
        QTest::newRow(url) << QString::fromLatin1(url) << static_cast<int>(follow);
    };
    row("https://x.example/a", Follow::Yes);
    row("https://Mail.X.Example/a", Follow::Yes);
    row("https://autodiscover-s.outlook.com/a", Follow::Yes);
    row("https://autodiscover-s.office365.us/a", Follow::Yes);
    row("https://autodiscover-s.partner.outlook.cn/a", Follow::Yes);
    row("https://evil.example/a", Follow::AskPerson);
    row("https://notx.example/a", Follow::AskPerson);
    row("https://outlook.com.evil.example/a", Follow::AskPerson);
    row("https://evil-outlook.com/a", Follow::AskPerson);
    row("http://x.example/a", Follow::No);
    row("https://x.example@evil.example/a", Follow::No);
    row("https:///a", Follow::No);
    row("ftp://x.example/a", Follow::No);
    row("", Follow::No);
}

void TestAutodiscover::whatMayBeFollowed()
{
    QFETCH(QString, url);
    QFETCH(int, follow);
    QCOMPARE(static_cast<int>(mayFollow(QUrl(url), QStringLiteral("ir@x.example"))), follow);
}

void TestAutodiscover::typedHosts_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("url");
    QTest::newRow("host") << QStringLiteral(" mail.x.example ")
                          << QStringLiteral("https://mail.x.example/EWS/Exchange.asmx");
    QTest::newRow("host with port") << QStringLiteral("mail.x.example:8443")
                                    << QStringLiteral("https://mail.x.example:8443/EWS/Exchange.asmx");
    QTest::newRow("URL without path") << QStringLiteral("https://mail.x.example/")
                                      << QStringLiteral("https://mail.x.example/EWS/Exchange.asmx");
    QTest::newRow("URL") << QStringLiteral("https://mail.x.example/ews/exchange.asmx")
                         << QStringLiteral("https://mail.x.example/ews/exchange.asmx");
    QTest::newRow("another scheme") << QStringLiteral("ldap://mail.x.example") << QString();
    QTest::newRow("credentials") << QStringLiteral("https://me:secret@mail.x.example/") << QString();
    QTest::newRow("nothing") << QString() << QString();
    QTest::newRow("words") << QStringLiteral("my mail server") << QString();
}

void TestAutodiscover::typedHosts()
{
    QFETCH(QString, typed);
    QFETCH(QString, url);
    QCOMPARE(ewsUrlFrom(typed).toString(), url);
    QCOMPARE(ewsUrlFrom(QStringLiteral("127.0.0.1"), false, 8080).toString(),
             QStringLiteral("http://127.0.0.1:8080/EWS/Exchange.asmx"));
    QCOMPARE(ewsUrlFrom(QStringLiteral("x.example"), true, 443).port(), -1);
}

LIAISON_TEST(TestAutodiscover)
#include "tst_autodiscover.moc"
