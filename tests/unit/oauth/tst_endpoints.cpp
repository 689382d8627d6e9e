#include "core/oauth/access_token.h"
#include "core/oauth/endpoints.h"
#include "core/oauth/national_cloud.h"
#include "tests/support/test_registry.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace liaison::oauth;

namespace {
QJsonObject document(const QString &issuer)
{
    return {{QStringLiteral("issuer"), issuer},
            {QStringLiteral("authorization_endpoint"), issuer + QStringLiteral("/auth")},
            {QStringLiteral("token_endpoint"), issuer + QStringLiteral("/token")},
            {QStringLiteral("device_authorization_endpoint"), issuer + QStringLiteral("/device/auth")},
            {QStringLiteral("authorization_response_iss_parameter_supported"), true}};
}

QByteArray text(const QJsonObject &object)
{
    return QJsonDocument(object).toJson();
}
const QString corp = QStringLiteral("https://id.corp.example");
} // namespace

class TestEndpoints : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void clouds_data();
    void clouds();
    void overrides();
    void scopes_data();
    void scopes();
    void permissionsThatAreMissing();
    void microsoft();
    void badConfiguration_data();
    void badConfiguration();
    void discovery();
    void badDiscovery_data();
    void badDiscovery();
};

void TestEndpoints::clouds_data()
{
    QTest::addColumn<NationalCloud>("cloud");
    QTest::addColumn<CloudHosts>("hosts");
    const auto row = [](NationalCloud cloud, const char *login, const char *mail, const char *smtp, const char *graph) {
        QTest::newRow(qPrintable(cloudName(cloud)))
            << cloud
            << CloudHosts{QLatin1String(login), QLatin1String(mail), QLatin1String(smtp), QLatin1String(graph)};
    };
    row(NationalCloud::Global, "login.microsoftonline.com", "outlook.office365.com", "smtp.office365.com",
        "graph.microsoft.com");
    row(NationalCloud::China, "login.partner.microsoftonline.cn", "partner.outlook.cn", "smtp.partner.outlook.cn",
        "microsoftgraph.chinacloudapi.cn");
    row(NationalCloud::Germany, "login.microsoftonline.de", "outlook.office.de", "", "graph.microsoft.de");
    row(NationalCloud::USGovernment, "login.microsoftonline.us", "outlook.office365.us", "smtp.office365.us",
        "graph.microsoft.us");
    row(NationalCloud::USGovernmentDoD, "login.microsoftonline.us", "outlook-dod.office365.us",
        "outlook-dod.office365.us", "dod-graph.microsoft.us");
}

void TestEndpoints::clouds()
{
    QFETCH(const NationalCloud, cloud);
    QFETCH(const CloudHosts, hosts);
    QCOMPARE(hostsOf(cloud).login, hosts.login);
    QCOMPARE(hostsOf(cloud).mail, hosts.mail);
    QCOMPARE(hostsOf(cloud).smtp, hosts.smtp);
    QCOMPARE(hostsOf(cloud).graph, hosts.graph);
    QCOMPARE(isClosed(cloud), cloud == NationalCloud::Germany);
}

void TestEndpoints::overrides()
{
    CloudHosts own;
    own.graph = QStringLiteral("http://127.0.0.1:8080");
    const CloudHosts hosts = hostsOf(NationalCloud::China, own);
    QCOMPARE(hosts.graph, own.graph);
    QCOMPARE(hosts.login, QStringLiteral("login.partner.microsoftonline.cn"));
    own.mail = QStringLiteral("https://mail.corp.example:8443/EWS/Exchange.asmx");
    QCOMPARE(applicationScopes(Service::Ews, NationalCloud::Global, own),
             QStringList{QStringLiteral("https://mail.corp.example:8443/.default")});
    QCOMPARE(userScopes(Service::Imap, NationalCloud::Global, own).first(),
             QStringLiteral("https://mail.corp.example:8443/IMAP.AccessAsUser.All"));
}

void TestEndpoints::scopes_data()
{
    QTest::addColumn<NationalCloud>("cloud");
    QTest::addColumn<Service>("service");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("application");
    const auto row = [](NationalCloud cloud, Service service, const char *user, const char *application) {
        QTest::addRow("%s %d", qPrintable(cloudName(cloud)), static_cast<int>(service))
            << cloud << service << QString::fromLatin1(user) + QStringLiteral(" offline_access")
            << QString::fromLatin1(application) + QStringLiteral("/.default");
    };
    using C = NationalCloud;
    row(C::Global, Service::Ews, "https://outlook.office365.com/EWS.AccessAsUser.All", "https://outlook.office365.com");
    row(C::Global, Service::Imap, "https://outlook.office.com/IMAP.AccessAsUser.All", "https://outlook.office365.com");
    row(C::Global, Service::Smtp, "https://outlook.office.com/SMTP.Send", "https://outlook.office365.com");
    row(C::Global, Service::Graph, "https://graph.microsoft.com/Mail.ReadWrite https://graph.microsoft.com/Mail.Send",
        "https://graph.microsoft.com");
    row(C::China, Service::Imap, "https://partner.outlook.cn/IMAP.AccessAsUser.All", "https://partner.outlook.cn");
    row(C::USGovernment, Service::Smtp, "https://outlook.office365.us/SMTP.Send", "https://outlook.office365.us");
    row(C::USGovernmentDoD, Service::Ews, "https://outlook-dod.office365.us/EWS.AccessAsUser.All",
        "https://outlook-dod.office365.us");
}

void TestEndpoints::scopes()
{
    QFETCH(const NationalCloud, cloud);
    QFETCH(const Service, service);
    QFETCH(const QString, user);
    QFETCH(const QString, application);
    QCOMPARE(userScopes(service, cloud).join(QLatin1Char(' ')), user);
    QCOMPARE(applicationScopes(service, cloud).join(QLatin1Char(' ')), application);
    QVERIFY(!applicationRoles(service).isEmpty());
    const bool hasShared = service == Service::Graph;
    QCOMPARE(userScopes(service, cloud, {}, MailboxOf::Another).first(),
             userScopes(service, cloud).first() + QLatin1String(hasShared ? ".Shared" : ""));
}

void TestEndpoints::microsoft()
{
    const auto global = microsoftEndpoints(QStringLiteral("login.microsoftonline.com"), QStringLiteral("corp.example"));
    QVERIFY(global);
    QCOMPARE(global->token.toString(),
             QStringLiteral("https://login.microsoftonline.com/corp.example/oauth2/v2.0/token"));
    QCOMPARE(global->authorize.toString(),
             QStringLiteral("https://login.microsoftonline.com/corp.example/oauth2/v2.0/authorize"));
    QCOMPARE(global->deviceCode.toString(),
             QStringLiteral("https://login.microsoftonline.com/corp.example/oauth2/v2.0/devicecode"));
    const auto demo = microsoftEndpoints(QStringLiteral("http://127.0.0.1:8080/"),
                                         QStringLiteral(" 72f988bf-86f1-41af-91ab-2d7cd011db47 "));
    QVERIFY(demo);
    QCOMPARE(demo->token.toString(),
             QStringLiteral("http://127.0.0.1:8080/72f988bf-86f1-41af-91ab-2d7cd011db47/oauth2/v2.0/token"));
    QVERIFY(microsoftEndpoints(QStringLiteral("login.corp.example:8443"), QStringLiteral("organizations")));
}

void TestEndpoints::badConfiguration_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("tenant");
    const QString host = QStringLiteral("login.microsoftonline.com");
    const QString tenant = QStringLiteral("corp.example");
    QTest::newRow("no host") << QString() << tenant;
    QTest::newRow("http") << QStringLiteral("http://login.microsoftonline.com") << tenant;
    QTest::newRow("file") << QStringLiteral("file:///etc/passwd") << tenant;
    QTest::newRow("user info") << QStringLiteral("https://a:b@login.example") << tenant;
    QTest::newRow("fragment") << QStringLiteral("https://login.example/#") << tenant;
    QTest::newRow("query") << QStringLiteral("https://login.example/?x=") << tenant;
    QTest::newRow("blank") << QStringLiteral("login example") << tenant;
    QTest::newRow("no tenant") << host << QString();
    QTest::newRow("way out") << host << QStringLiteral("../evil");
    QTest::newRow("dots") << host << QStringLiteral("..");
    QTest::newRow("path") << host << QStringLiteral("a/b");
    QTest::newRow("query in tenant") << host << QStringLiteral("a?b");
    QTest::newRow("encoded") << host << QStringLiteral("a%2Fb");
    QTest::newRow("line end") << host << QStringLiteral("a\nb");
    QTest::newRow("long") << host << QString(300, QLatin1Char('a'));
}

void TestEndpoints::badConfiguration()
{
    QFETCH(const QString, host);
    QFETCH(const QString, tenant);
    const auto answer = microsoftEndpoints(host, tenant);
    QVERIFY(!answer);
    QCOMPARE(answer.error().problem, Problem::BadConfiguration);
}

void TestEndpoints::discovery()
{
    QCOMPARE(discoveryUrl(corp + QStringLiteral("/"))->toString(),
             QStringLiteral("https://id.corp.example/.well-known/openid-configuration"));
    QVERIFY(!discoveryUrl(QStringLiteral("http://id.corp.example")));
    const auto found = endpointsFromDiscovery(text(document(corp)), corp);
    QVERIFY(found);
    QCOMPARE(found->token, QUrl(corp + QStringLiteral("/token")));
    QCOMPARE(found->authorize, QUrl(corp + QStringLiteral("/auth")));
    QCOMPARE(found->deviceCode, QUrl(corp + QStringLiteral("/device/auth")));
    QVERIFY(found->namesIssuer);
    QJsonObject small = document(corp);
    small.remove(QStringLiteral("device_authorization_endpoint"));
    small.remove(QStringLiteral("authorization_response_iss_parameter_supported"));
    const auto without = endpointsFromDiscovery(text(small), corp);
    QVERIFY(without);
    QVERIFY(without->deviceCode.isEmpty());
    QVERIFY(!without->namesIssuer);
}

void TestEndpoints::badDiscovery_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Problem>("problem");
    QTest::newRow("page") << QByteArray("<html>log in to the network</html>") << Problem::NotAProvider;
    QTest::newRow("array") << QByteArray("[]") << Problem::NotAProvider;
    QTest::newRow("empty") << QByteArray() << Problem::NotAProvider;
    QTest::newRow("another issuer") << text(document(QStringLiteral("https://evil.example")))
                                    << Problem::IssuerMismatch;
    QJsonObject json = document(corp);
    json.insert(QStringLiteral("token_endpoint"), QStringLiteral("http://id.corp.example/token"));
    QTest::newRow("clear text") << text(json) << Problem::BadAnswer;
    json = document(corp);
    json.insert(QStringLiteral("authorization_endpoint"), QStringLiteral("javascript:alert(1)"));
    QTest::newRow("script") << text(json) << Problem::BadAnswer;
    json = document(corp);
    json.remove(QStringLiteral("token_endpoint"));
    QTest::newRow("no endpoint") << text(json) << Problem::BadAnswer;
    json = document(corp);
    json.insert(QStringLiteral("device_authorization_endpoint"), QStringLiteral("ftp://id.corp.example/"));
    QTest::newRow("odd device endpoint") << text(json) << Problem::BadAnswer;
    json = document(corp);
    json.insert(QStringLiteral("token_endpoint"), QJsonObject{});
    QTest::newRow("wrong type") << text(json) << Problem::BadAnswer;
    QTest::newRow("huge") << QByteArray(300 * 1024, ' ') + text(document(corp)) << Problem::NotAProvider;
}

void TestEndpoints::badDiscovery()
{
    QFETCH(const QByteArray, body);
    QFETCH(const Problem, problem);
    const auto answer = endpointsFromDiscovery(body, corp);
    QVERIFY(!answer);
    QCOMPARE(problemName(answer.error().problem), problemName(problem));
}

void TestEndpoints::permissionsThatAreMissing()
{
    using namespace Qt::StringLiterals;
    liaison::domain::TokenFacts token;
    token.authority = u"https://sts.windows.net/6731de76-14a6-49ae-97bc-6eba6914391e/"_s;
    QCOMPARE(missingGraphPermissions(token), (QStringList{u"Mail.ReadWrite"_s, u"Mail.Send"_s}));
    token.scopes = QStringList{u"Mail.ReadWrite.Shared"_s, u"User.Read"_s};
    QCOMPARE(missingGraphPermissions(token), QStringList{u"Mail.Send"_s});
    QVERIFY(!lacksPermission(token, Service::Graph));
    token.scopes = QStringList{u"https://graph.microsoft.com/Mail.Send"_s};
    QVERIFY(lacksPermission(token, Service::Graph));
    token.authority = u"https://id.example"_s; // whose permissions have names of their own
    QVERIFY(missingGraphPermissions(token).isEmpty());
}

LIAISON_TEST(TestEndpoints)
#include "tst_endpoints.moc"
