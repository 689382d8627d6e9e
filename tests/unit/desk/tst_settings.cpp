#include "core/desk/json_doubles.h"
#include "core/desk/settings_desk.h"
#include "core/desk/template_desk.h"
#include "core/domain/notification.h"
#include "core/store/business_units.h"
#include "core/store/mailboxes.h"
#include "tests/support/test_registry.h"
#include "tests/unit/desk/desk_world.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray wellFormed()
{
    return R"({"format": "liaison-settings", "version": 1,
 "mailboxes": [{"address": "ir@corp.example", "displayName": "IR", "fetchSince": "2026-11-20T00:00:00Z",
   "inbound": {"host": "imap.corp.example"}, "outbound": {"host": "smtp.corp.example"}}],
 "businessUnits": [{"title": "Finance", "description": "Money\nand\tmore", "recipients": ["finance@bu.example"],
    "knownDomains": ["bu.example"], "deputy": "dora@bu.example", "escalationPhone": "+49 30 1", "answerMinutes": 90}]})";
}

QByteArray withMailbox(const QByteArray &members)
{
    return R"({"format": "liaison-settings", "version": 1, "mailboxes": [{"address": "ir@corp.example",
"inbound": {"host": "imap.corp.example"}, "outbound": {"host": "smtp.corp.example"}, )"
        + members + "}]}";
}

} // namespace

class TestSettings : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsReadIsWrittenAgain();
    void exchangeIsReadAndWritten();
    void hostsOfExchangeFollowTheCloud_data();
    void hostsOfExchangeFollowTheCloud();
    void tokensOfImapAreReadAndWritten();
    void graphIsReadAndWritten();
    void graphSendsAsItReads();
    void faultsAreNamedByPath_data();
    void faultsAreNamedByPath();
    void everyFaultIsNamed();
    void keysThereTwiceAreNamed();
    void appliedTwiceIsAppliedOnce();
    void allOrNothing();
    void aVerboseLogIsTakenOverForADay();
    void aPlanChangesNothing();
    void anExportIsWholeAndNoted();
    void replaceRemovesAndTheMailboxMayComeBack();
    void templatesAreReadAndWritten();
    void theNotificationProcessIsReadAndWritten();
    void languagesNeedTheirUnit();
};

void TestSettings::whatIsReadIsWrittenAgain()
{
    const auto first = desk::settingsFromJson(wellFormed());
    QVERIFY2(first.faults.isEmpty(), qPrintable(first.faults.value(0).path + first.faults.value(0).problem));
    QCOMPARE(first.settings.mailboxes.size(), 1);
    const domain::Mailbox &mailbox = first.settings.mailboxes.first();
    QCOMPARE(mailbox.inbound.port, quint16(993));
    QCOMPARE(mailbox.outbound.port, quint16(465));
    QCOMPARE(mailbox.outbound.signIn, domain::SignIn::AsInbound);
    QVERIFY(mailbox.feedWanted);
    QCOMPARE(mailbox.fetchSince, UtcMs(1'795'132'800'000));
    const QByteArray written = desk::settingsToJson(first.settings);
    const auto again = desk::settingsFromJson(written);
    QVERIFY2(again.faults.isEmpty(), qPrintable(again.faults.value(0).path + again.faults.value(0).problem));
    QCOMPARE(desk::settingsToJson(again.settings), written);
    QCOMPARE(again.settings.mailboxes.first().inbound, mailbox.inbound);
    QCOMPARE(again.settings.mailboxes.first().outbound, mailbox.outbound);
    QCOMPARE(again.settings.businessUnits.first().description, u"Money\nand\tmore"_s);
    QCOMPARE(again.settings.businessUnits.first().answerMinutes, 90);
}

void TestSettings::exchangeIsReadAndWritten()
{
    const auto read = desk::settingsFromJson(R"({"format": "liaison-settings", "version": 1, "mailboxes": [
{"address": "ir@corp.example", "fetchSince": "2026-11-20T00:00:00Z",
 "inbound": {"protocol": "ews", "host": "https://mail.corp.example/EWS/Exchange.asmx",
 "signIn": "oauth2", "exchange": {"version": "Exchange2016", "impersonate": true},
 "oauth": {"flow": "application", "clientId": "6731de76-14a6-49ae-97bc-6eba6914391e", "tenantId": "corp.example", "cloud": "China"}},
 "outbound": {"protocol": "ews", "host": "mail.corp.example"}}, {"address": "b@corp.example",
 "fetchSince": "2026-11-20T00:00:00Z", "inbound": {"protocol": "ews", "host": "mail.corp.example", "signIn": "ntlm", "username": "CORP\\b"},
 "outbound": {"protocol": "smtp", "host": "smtp.corp.example", "signIn": "password"}}]})");
    QVERIFY2(read.faults.isEmpty(), qPrintable(read.faults.value(0).path + read.faults.value(0).problem));
    const domain::Mailbox &first = read.settings.mailboxes.at(0);
    QCOMPARE(first.inbound.protocol, domain::Protocol::Ews);
    QCOMPARE(first.inbound.port, quint16(443));
    QVERIFY(first.inbound.exchange.version == domain::VersionChoice::Exchange2016);
    QVERIFY(first.inbound.exchange.impersonate);
    QCOMPARE(first.inbound.oauth.flow, domain::OAuthFlow::Application);
    QCOMPARE(first.inbound.oauth.cloud, domain::NationalCloud::China);
    QCOMPARE(first.outbound.signIn, domain::SignIn::AsInbound);
    QCOMPARE(read.settings.mailboxes.at(1).inbound.signIn, domain::SignIn::Ntlm);
    QCOMPARE(read.settings.mailboxes.at(1).inbound.username, u"CORP\\b"_s);
    const auto again = desk::settingsFromJson(desk::settingsToJson(read.settings));
    QVERIFY2(again.faults.isEmpty(), qPrintable(again.faults.value(0).path + again.faults.value(0).problem));
    for (int i = 0; i < 2; ++i) {
        QCOMPARE(again.settings.mailboxes.at(i).inbound, read.settings.mailboxes.at(i).inbound);
        QCOMPARE(again.settings.mailboxes.at(i).outbound, read.settings.mailboxes.at(i).outbound);
    }
}

void TestSettings::hostsOfExchangeFollowTheCloud_data()
{
    QTest::addColumn<QByteArray>("inbound");
    QTest::addColumn<QByteArray>("oauth");
    QTest::addColumn<QByteArray>("outbound");
    QTest::addColumn<QStringList>("hosts"); // as they are kept; empty: one is missing
    const auto row
        = [](const char *name, const QByteArray &oauth, const QStringList &hosts, const QByteArray &inbound = {},
             const QByteArray &outbound = {}) { QTest::newRow(name) << inbound << oauth << outbound << hosts; };
    const QByteArray app = R"("flow": "application", )";
    const auto both = [](const QString &host) { return QStringList{host, host}; };
    row("Global", app + R"("cloud": "Global", )", both(u"outlook.office365.com"_s));
    row("China", app + R"("cloud": "China", )", both(u"partner.outlook.cn"_s));
    row("GCC High", app + R"("cloud": "USGovernment", )", both(u"outlook.office365.us"_s));
    row("DoD", app + R"("cloud": "USGovernmentDoD", )", both(u"outlook-dod.office365.us"_s));
    row("Germany", app + R"("cloud": "Germany", )", both(u"outlook.office.de"_s));
    row("a person", R"("flow": "browser", )", both(u"outlook.office365.com"_s));
    row("a host that was named", app, {u"mail.corp.example"_s, u"out.corp.example"_s},
        R"("host": "mail.corp.example", )", R"(, "host": "out.corp.example")");
    row("one that was named for sending", app, {u"outlook.office365.com"_s, u"out.corp.example"_s}, {},
        R"(, "host": "out.corp.example")");
    row("the cloud's was named for reading", app, both(u"outlook.office365.com"_s),
        R"("host": "outlook.office365.com", )");
    // Nothing follows.
    row("reading is elsewhere", app, {}, R"("host": "mail.corp.example", )");
    row("a ready-made token", R"("flow": "accesstoken", )", {});
    row("a sign-in service of one's own", app + R"("loginHost": "login.corp.example", )", {});
    row("another provider", app + R"("issuer": "https://id.corp.example", )", {});
}

void TestSettings::hostsOfExchangeFollowTheCloud()
{
    QFETCH(const QByteArray, inbound);
    QFETCH(const QByteArray, oauth);
    QFETCH(const QByteArray, outbound);
    QFETCH(const QStringList, hosts);
    const auto read = desk::settingsFromJson(R"({"format": "liaison-settings", "version": 1, "mailboxes": [
{"address": "ir@corp.example", "inbound": {"protocol": "ews", "signIn": "oauth2", )"
                                             + inbound + R"("oauth": {)" + oauth
                                             + R"("clientId": "6731de76-14a6-49ae-97bc-6eba6914391e",
"tenantId": "corp.example"}}, "outbound": {"protocol": "ews")"
                                             + outbound + "}}]}");
    if (hosts.isEmpty()) {
        QVERIFY(!read.faults.isEmpty());
        QVERIFY2(read.faults.first().path.endsWith(u".host"_s), qPrintable(read.faults.first().path));
        QCOMPARE(read.faults.first().problem, u"is missing"_s);
        return;
    }
    QVERIFY2(read.faults.isEmpty(), qPrintable(read.faults.value(0).path + read.faults.value(0).problem));
    const domain::Mailbox &mailbox = read.settings.mailboxes.first();
    QCOMPARE((QStringList{mailbox.inbound.host, mailbox.outbound.host}), hosts);
}

void TestSettings::tokensOfImapAreReadAndWritten()
{
    const auto read = desk::settingsFromJson(R"({"format": "liaison-settings", "version": 1, "mailboxes": [
{"address": "ir@corp.example", "fetchSince": "2026-11-20T00:00:00Z", "inbound": {"signIn": "oauth2",
 "oauth": {"flow": "browser", "clientId": "6731de76-14a6-49ae-97bc-6eba6914391e", "tenantId": "corp.example",
 "cloud": "China"}}, "outbound": {}},
{"address": "b@corp.example", "fetchSince": "2026-11-20T00:00:00Z", "inbound": {"host": "imap.corp.example",
 "signIn": "oauth2", "oauth": {"flow": "application", "clientId": "liaison", "issuer": "https://id.corp.example"}},
 "outbound": {"host": "smtp.corp.example", "signIn": "oauth2", "oauth": {"flow": "devicecode", "clientId": "other",
 "issuer": "https://id.corp.example"}}},
{"address": "c@corp.example", "fetchSince": "2026-11-20T00:00:00Z", "inbound": {"protocol": "graph", "oauth":
 {"flow": "application", "clientId": "6731de76-14a6-49ae-97bc-6eba6914391e", "tenantId": "corp.example"}},
 "outbound": {"protocol": "smtp"}}]})");
    QVERIFY2(read.faults.isEmpty(), qPrintable(read.faults.value(0).path + read.faults.value(0).problem));
    const domain::Mailbox &first = read.settings.mailboxes.at(0);
    QCOMPARE(first.inbound.oauth.flow, domain::OAuthFlow::Browser);
    QCOMPARE(first.inbound.host, u"partner.outlook.cn"_s); // both are the cloud's
    QCOMPARE(first.inbound.port, quint16(993));
    QCOMPARE(first.outbound.host, u"smtp.partner.outlook.cn"_s);
    QCOMPARE(first.outbound.port, quint16(587));
    QCOMPARE(first.outbound.security, domain::Security::StartTls);
    QCOMPARE(first.outbound.signIn, domain::SignIn::AsInbound);
    const domain::Mailbox &second = read.settings.mailboxes.at(1);
    QCOMPARE(second.inbound.oauth.issuer, u"https://id.corp.example"_s);
    QCOMPARE(second.outbound.oauth.flow, domain::OAuthFlow::DeviceCode);
    QCOMPARE(second.outbound.port, quint16(465)); // a host that was named is left as it is
    QCOMPARE(read.settings.mailboxes.at(2).outbound.host, u"smtp.office365.com"_s);
    const auto again = desk::settingsFromJson(desk::settingsToJson(read.settings));
    QVERIFY2(again.faults.isEmpty(), qPrintable(again.faults.value(0).path + again.faults.value(0).problem));
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(again.settings.mailboxes.at(i).inbound, read.settings.mailboxes.at(i).inbound);
        QCOMPARE(again.settings.mailboxes.at(i).outbound, read.settings.mailboxes.at(i).outbound);
    }
}

void TestSettings::graphIsReadAndWritten()
{
    const auto read = desk::settingsFromJson(R"({"format": "liaison-settings", "version": 1, "mailboxes": [
{"address": "ir@corp.example", "fetchSince": "2026-11-20T00:00:00Z",
 "inbound": {"protocol": "graph", "host": "https://graph.corp.example", "username": "mara@corp.example",
 "oauth": {"flow": "browser", "clientId": "6731de76-14a6-49ae-97bc-6eba6914391e", "tenantId": "corp.example",
 "cloud": "China", "loginHost": "login.corp.example"}}},
{"address": "b@corp.example", "fetchSince": "2026-11-20T00:00:00Z", "inbound": {"protocol": "graph", "oauth":
 {"flow": "application", "clientId": "6731de76-14a6-49ae-97bc-6eba6914391e", "tenantId": "corp.example"}},
 "outbound": {"protocol": "smtp", "host": "smtp.corp.example", "signIn": "password"}}]})");
    QVERIFY2(read.faults.isEmpty(), qPrintable(read.faults.value(0).path + read.faults.value(0).problem));
    const domain::Mailbox &first = read.settings.mailboxes.at(0);
    QCOMPARE(first.inbound.protocol, domain::Protocol::Graph);
    QCOMPARE(first.inbound.port, quint16(443));
    QCOMPARE(first.inbound.signIn, domain::SignIn::OAuth2);
    QCOMPARE(first.inbound.oauth.cloud, domain::NationalCloud::China);
    QCOMPARE(first.inbound.oauth.loginHost, u"login.corp.example"_s);
    const auto again = desk::settingsFromJson(desk::settingsToJson(read.settings));
    QVERIFY2(again.faults.isEmpty(), qPrintable(again.faults.value(0).path + again.faults.value(0).problem));
    for (int i = 0; i < 2; ++i) {
        QCOMPARE(again.settings.mailboxes.at(i).inbound, read.settings.mailboxes.at(i).inbound);
        QCOMPARE(again.settings.mailboxes.at(i).outbound, read.settings.mailboxes.at(i).outbound);
    }
}

/// Graph is both unless a file says otherwise; no host is needed.
void TestSettings::graphSendsAsItReads()
{
    const auto read = desk::settingsFromJson(R"({"format": "liaison-settings", "version": 1, "mailboxes": [
{"address": "ir@corp.example", "inbound": {"protocol": "graph"}},
{"address": "b@corp.example", "inbound": {"protocol": "graph"}, "outbound": {}}]})");
    QVERIFY2(read.faults.isEmpty(), qPrintable(read.faults.value(0).path + read.faults.value(0).problem));
    for (const domain::Mailbox &mailbox : read.settings.mailboxes) {
        QCOMPARE(mailbox.outbound.protocol, domain::Protocol::Graph);
        QCOMPARE(mailbox.outbound.signIn, domain::SignIn::AsInbound);
        QCOMPARE(mailbox.outbound.port, quint16(443));
        QVERIFY(mailbox.inbound.host.isEmpty() && mailbox.outbound.host.isEmpty());
    }
}

void TestSettings::faultsAreNamedByPath_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("problem");
    const auto row = [](const char *name, const QByteArray &json, const QString &path, const QString &problem) {
        QTest::newRow(name) << json << path << problem;
    };
    row("empty", "", u"$"_s, u"is not JSON"_s);
    row("no object", "[]", u"$"_s, u"is not a JSON object"_s);
    row("broken", R"({"format": )", u"$"_s, u"at byte"_s);
    row("deep", QByteArray(5'000, '['), u"$"_s, u"is not JSON"_s);
    row("another's", R"({"version": 1})", u"$.format"_s, u"liaison-settings"_s);
    row("newer", R"({"format": "liaison-settings", "version": 2, "future": true})", u"$.version"_s, u"newer"_s);
    row("without version", R"({"format": "liaison-settings"})", u"$.version"_s, u"missing"_s);
    row("fraction of a version", R"({"format": "liaison-settings", "version": 1.5})", u"$.version"_s,
        u"whole number"_s);
    row("unknown key", R"({"format": "liaison-settings", "version": 1, "users": []})", u"$.users"_s, u"not a key"_s);
    row("a password", withMailbox(R"("password": "hunter2")"), u"$.mailboxes[0].password"_s, u"secret set"_s);
    row("list expected", R"({"format": "liaison-settings", "version": 1, "mailboxes": {}})", u"$.mailboxes"_s,
        u"not a list"_s);
    row("object expected", R"({"format": "liaison-settings", "version": 1, "mailboxes": [7]})", u"$.mailboxes[0]"_s,
        u"not an object"_s);
    row("uuid", withMailbox(R"("uuid": "../../etc/passwd")"), u"$.mailboxes[0].uuid"_s, u"UUID"_s);
    row("poll", withMailbox(R"("pollSeconds": 1)"), u"$.mailboxes[0].pollSeconds"_s, u"5 to 86400"_s);
    row("poll text", withMailbox(R"("pollSeconds": "60")"), u"$.mailboxes[0].pollSeconds"_s, u"whole number"_s);
    row("time without zone", withMailbox(R"("fetchSince": "2026-11-20T00:00:00")"), u"$.mailboxes[0].fetchSince"_s,
        u"time"_s);
    row("flag", withMailbox(R"("enabled": "yes")"), u"$.mailboxes[0].enabled"_s, u"true nor false"_s);
    row("control character", withMailbox(R"("displayName": "a\r\nBcc: x@y.example")"), u"$.mailboxes[0].displayName"_s,
        u"control"_s);
    row("long text", withMailbox("\"displayName\": \"" + QByteArray(201, 'x') + '"'), u"$.mailboxes[0].displayName"_s,
        u"longer"_s);
    row("no address", R"({"format": "liaison-settings", "version": 1, "mailboxes": [{"inbound": {"host": "a.example"},
        "outbound": {"host": "a.example"}}]})",
        u"$.mailboxes[0].address"_s, u"missing"_s);
    row("no host",
        R"({"format": "liaison-settings", "version": 1, "mailboxes": [{"address": "a@b.example",
        "inbound": {}, "outbound": {"host": "a.example"}}]})",
        u"$.mailboxes[0].inbound.host"_s, u"missing"_s);
    row("port",
        R"({"format": "liaison-settings", "version": 1, "mailboxes": [{"address": "a@b.example",
        "inbound": {"host": "a.example", "port": 70000}, "outbound": {"host": "a.example"}}]})",
        u"$.mailboxes[0].inbound.port"_s, u"1 to 65535"_s);
    row("clear text",
        R"({"format": "liaison-settings", "version": 1, "mailboxes": [{"address": "a@b.example",
        "inbound": {"host": "a.example", "security": "none"}, "outbound": {"host": "a.example"}}]})",
        u"$.mailboxes[0].inbound.host"_s, u"clear text"_s);
    row("protocol",
        R"({"format": "liaison-settings", "version": 1, "mailboxes": [{"address": "a@b.example",
        "inbound": {"host": "a.example", "protocol": "pop3"}, "outbound": {"host": "a.example"}}]})",
        u"$.mailboxes[0].inbound.protocol"_s, u"imap"_s);
    const auto ews = [](const QByteArray &inbound,
                        const QByteArray &outbound = R"("protocol": "ews", "host": "h.example")") {
        return R"({"format": "liaison-settings", "version": 1, "mailboxes": [{"address": "ir@corp.example", "inbound": {
"protocol": "ews", "host": "h.example", )"
            + inbound + R"(}, "outbound": {)" + outbound + "}}]}";
    };
    row("no such Exchange", ews(R"("exchange": {"version": "Exchange2003"})"),
        u"$.mailboxes[0].inbound.exchange.version"_s, u"Exchange2019"_s);
    row("unknown key of Exchange", ews(R"("exchange": {"versions": 1})"), u"$.mailboxes[0].inbound.exchange.versions"_s,
        u"not a key"_s);
    row("a proxy by itself", ews(R"("proxy": {"kind": "auto"})"), u"$.mailboxes[0].inbound.proxy.kind"_s, u"socks5"_s);
    row("a proxy without a host", ews(R"("proxy": {"kind": "http", "port": 3128})"), u"$.mailboxes[0].inbound.proxy"_s,
        u"is missing"_s);
    row("STARTTLS of the web", ews(R"("security": "starttls")"), u"$.mailboxes[0].inbound.security"_s, u"tls"_s);
    row("no app", ews(R"("signIn": "oauth2", "oauth": {"flow": "browser", "tenantId": "t.example"})"),
        u"$.mailboxes[0].inbound.oauth.clientId"_s, u"missing"_s);
    row("no tenant",
        ews(R"("signIn": "oauth2", "oauth": {"flow": "application", "clientId": "6731de76-14a6-49ae-97bc-6eba6914391e"})"),
        u"$.mailboxes[0].inbound.oauth.tenantId"_s, u"missing"_s);
    row("app that is no GUID",
        ews(R"("signIn": "oauth2", "oauth": {"flow": "browser", "clientId": "c", "tenantId": "t.example"})"),
        u"$.mailboxes[0].inbound.oauth.clientId"_s, u"GUID"_s);
    row("tenant that is none", ews(R"("signIn": "oauth2", "oauth": {"flow": "browser", "clientId":
"6731de76-14a6-49ae-97bc-6eba6914391e", "tenantId": "{6731de76-14a6-49ae-97bc-6eba6914391e}"})"),
        u"$.mailboxes[0].inbound.oauth.tenantId"_s, u"GUID"_s);
    row("no app of IMAP",
        R"({"format": "liaison-settings", "version": 1, "mailboxes": [{"address": "a@b.example",
        "inbound": {"host": "a.example", "signIn": "oauth2", "oauth": {"flow": "browser", "tenantId": "b.example"}},
        "outbound": {"host": "a.example"}}]})",
        u"$.mailboxes[0].inbound.oauth.clientId"_s, u"missing"_s);
    row("no IMAP host of one's own provider",
        R"({"format": "liaison-settings", "version": 1, "mailboxes": [{"address": "a@b.example",
        "inbound": {"signIn": "oauth2", "oauth": {"flow": "browser", "clientId": "c", "issuer": "https://id.example"}},
        "outbound": {"host": "a.example"}}]})",
        u"$.mailboxes[0].inbound.host"_s, u"missing"_s);
    row("a provider in clear",
        R"({"format": "liaison-settings", "version": 1, "mailboxes": [{"address": "a@b.example",
        "inbound": {"host": "a.example", "signIn": "oauth2", "oauth": {"flow": "browser", "clientId": "c",
        "issuer": "http://id.example"}}, "outbound": {"host": "a.example"}}]})",
        u"$.mailboxes[0].inbound.oauth.issuer"_s, u"https"_s);
    row("OAuth of a password",
        R"({"format": "liaison-settings", "version": 1, "mailboxes": [{"address": "a@b.example",
        "inbound": {"host": "a.example", "oauth": {"flow": "browser"}}, "outbound": {"host": "a.example"}}]})",
        u"$.mailboxes[0].inbound.oauth"_s, u"not a key"_s);
    row("NTLM for SMTP", ews(R"("signIn": "ntlm")", R"("host": "smtp.example")"), u"$.mailboxes[0].outbound.signIn"_s,
        u"SMTP"_s);
    const auto graph = [](const QByteArray &inbound, const QByteArray &outbound = "{}") {
        return R"({"format": "liaison-settings", "version": 1, "mailboxes": [{"address": "ir@corp.example", "inbound": {
"protocol": "graph")"
            + inbound + R"(}, "outbound": )" + outbound + "}]}";
    };
    row("password for Graph", graph(R"(, "signIn": "password")"), u"$.mailboxes[0].inbound.signIn"_s, u"oauth2"_s);
    row("STARTTLS of Graph", graph(R"(, "security": "starttls")"), u"$.mailboxes[0].inbound.security"_s, u"tls"_s);
    row("Exchange's version of Graph", graph(R"(, "exchange": {})"), u"$.mailboxes[0].inbound.exchange"_s,
        u"not a key"_s);
    row("no app of Graph", graph(R"(, "oauth": {"flow": "browser", "tenantId": "t.example"})"),
        u"$.mailboxes[0].inbound.oauth.clientId"_s, u"missing"_s);
    row("Graph's host", graph(R"(, "host": "http://graph.example")"), u"$.mailboxes[0].inbound.host"_s, u"malformed"_s);
    row("Graph's token for SMTP", graph("", R"({"protocol": "smtp", "host": "smtp.example"})"),
        u"$.mailboxes[0].outbound.signIn"_s, u"SMTP"_s);
    row("a password for Graph's sending", ews(R"("signIn": "ntlm")", R"("protocol": "graph")"),
        u"$.mailboxes[0].outbound.signIn"_s, u"Microsoft Graph"_s);
    row("twice", R"({"format": "liaison-settings", "version": 1, "businessUnits": [{"title": "A"}, {"title": "a"}]})",
        u"$.businessUnits[1].title"_s, u"twice"_s);
    row("no mail address",
        R"({"format": "liaison-settings", "version": 1, "businessUnits": [{"title": "A", "recipients": ["x"]}]})",
        u"$.businessUnits[0].recipients[0]"_s, u"mail address"_s);
    row("deputy", R"({"format": "liaison-settings", "version": 1, "businessUnits": [{"title": "A", "deputy": "D"}]})",
        u"$.businessUnits[0].deputy"_s, u"mail address"_s);
    row("phone",
        R"({"format": "liaison-settings", "version": 1, "businessUnits": [{"title": "A", "escalationPhone": "D"}]})",
        u"$.businessUnits[0].escalationPhone"_s, u"phone number"_s);
    row("key twice", withMailbox(R"("pollSeconds": 60, "feed": true, "pollSeconds": 60)"),
        u"$.mailboxes[0].pollSeconds"_s, u"twice"_s);
    row("host twice",
        R"({"format": "liaison-settings", "version": 1, "mailboxes": [{"address": "a@b.example",
        "inbound": {"host": "good.example", "port": 993, "host": "evil.example"}, "outbound": {"host": "a.example"}}]})",
        u"$.mailboxes[0].inbound.host"_s, u"twice"_s);
    row("key twice in other letters",
        R"({"format": "liaison-settings", "version": 1, "mailboxes": [], "mailbox\u0065s": []})", u"$.mailboxes"_s,
        u"twice"_s);
    const auto ofTemplate = [](const QByteArray &members, const QByteArray &text = R"("body": "b")") {
        return R"({"format": "liaison-settings", "version": 1, "templates": [{)" + members
            + R"("texts": [{"language": "en", )" + text + "}]}]}";
    };
    row("a template without a name", ofTemplate({}), u"$.templates[0].name"_s, u"missing"_s);
    row("a template of no kind", ofTemplate(R"("name": "a", "kind": "x",)"), u"$.templates[0].kind"_s, u"primary"_s);
    row("a template without its language", ofTemplate(R"("name": "a", "defaultLanguage": "de",)"),
        u"$.templates[0].defaultLanguage"_s, u"no text"_s);
    row("an unknown variable", ofTemplate(R"("name": "a",)", R"("body": "{{secret}}")"),
        u"$.templates[0].texts[0].body"_s, u"{{secret}}"_s);
    row("a subject of two lines", ofTemplate(R"("name": "a",)", R"("body": "b", "subject": "a\nBcc: c@d.example")"),
        u"$.templates[0].texts[0].subject"_s, u"control"_s);
    row("a body that commands", ofTemplate(R"("name": "a",)", R"("body": "b\u001b[2J")"),
        u"$.templates[0].texts[0].body"_s, u"control"_s);
    row("a template twice",
        R"({"format": "liaison-settings", "version": 1, "templates": [
        {"name": "A", "texts": [{"language": "en", "body": "b"}]},
        {"name": "a", "texts": [{"language": "en", "body": "b"}]}]})",
        u"$.templates[1].name"_s, u"twice"_s);
    row("no language of a unit",
        R"({"format": "liaison-settings", "version": 1, "unitLanguages": [
        {"unit": "01a0f0c2-0000-7000-8000-000000000001", "language": "german"}]})",
        u"$.unitLanguages[0].language"_s, u"language"_s);
    row("a language of no unit",
        R"({"format": "liaison-settings", "version": 1, "unitLanguages": [{"language": "de"}]})",
        u"$.unitLanguages[0].unit"_s, u"missing"_s);
    row("too large", QByteArray(desk::mostSettingsBytes + 1, ' '), u"$"_s, u"larger"_s);
}

void TestSettings::faultsAreNamedByPath()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, path);
    QFETCH(QString, problem);
    const auto reading = desk::settingsFromJson(json);
    QCOMPARE(reading.faults.size(), 1);
    QCOMPARE(reading.faults.first().path, path);
    QVERIFY2(reading.faults.first().problem.contains(problem), qPrintable(reading.faults.first().problem));
}

void TestSettings::everyFaultIsNamed()
{
    const auto reading = desk::settingsFromJson(
        R"({"format": "liaison-settings", "version": 1, "mailboxes": [{"address": "x", "pollSeconds": 0, "foo": 1,
        "inbound": {"host": "a b", "port": 0, "trustedCaFile": "/nonexistent"}, "outbound": {"host": "c d",
        "trustedCaFile": "/nonexistent", "username": 7}}], "businessUnits": [{"title": ""}], "bar": 2})");
    QStringList paths;
    for (const auto &fault : reading.faults)
        paths << fault.path;
    for (const QString &path :
         {u"$.mailboxes[0].address"_s, u"$.mailboxes[0].inbound.host"_s, u"$.mailboxes[0].inbound.trustedCaFile"_s,
          u"$.mailboxes[0].outbound.host"_s, u"$.mailboxes[0].outbound.trustedCaFile"_s,
          u"$.mailboxes[0].outbound.username"_s, u"$.mailboxes[0].pollSeconds"_s, u"$.mailboxes[0].inbound.port"_s,
          u"$.mailboxes[0].foo"_s, u"$.businessUnits[0].title"_s, u"$.bar"_s})
        QVERIFY2(paths.count(path) == 1, qPrintable(path + u" not once in "_s + paths.join(u' ')));
}

void TestSettings::keysThereTwiceAreNamed()
{
    // The same key in two objects, as a value, and within a text is no double.
    const QByteArray once = R"({"a": {"k": "k"}, "b": [{"k": "\"k\": 1, \\"}, {"k": ["k", "k"]}], "k": {}, "": 0})";
    QCOMPARE(desk::keysThereTwice(once), QStringList());
    const QByteArray twice
        = R"({"a": 1, "b": [[], {"x": 1, "y": {"x": 2}, "x": 3, "x": 4}], "a": {"\n": 1, "\u000a": 2}})";
    QCOMPARE(desk::keysThereTwice(twice), (QStringList{u"$.b[1].x"_s, u"$.a"_s, u"$.a.\\x0a"_s}));
    QByteArray many = "{";
    for (int i = 0; i < 200; ++i)
        many += '"' + QByteArray::number(i % 150) + "\":{\"x\":0,\"x\":0},";
    many += "\"end\":0}";
    QCOMPARE(desk::keysThereTwice(many).size(), 100);
    for (const QByteArray &broken : {QByteArray(R"({"a)"), QByteArray(R"({"a\)"), QByteArray("}]}"), QByteArray("{{{")})
        QCOMPARE(desk::keysThereTwice(broken), QStringList());
}

void TestSettings::appliedTwiceIsAppliedOnce()
{
    DeskWorld world;
    QVERIFY(world.ready);
    desk::SettingsDesk settings(world.context());
    const auto first = world.wait(settings.apply(desk::settingsFromJson(wellFormed()).settings, false));
    QVERIFY(first);
    QCOMPARE(first->mailboxesAdded, 1);
    QCOMPARE(first->unitsAdded, 1);
    const auto auditRows = world.audit().size();
    const auto again = world.wait(settings.apply(desk::settingsFromJson(wellFormed()).settings, false));
    QVERIFY(again);
    QCOMPARE(again->mailboxesAdded + again->mailboxesChanged + again->unitsAdded + again->unitsChanged, 0);
    QCOMPARE(world.audit().size(), auditRows);
    // What is exported means the same.
    const auto current = world.wait(settings.current());
    QVERIFY(current);
    const auto exported = desk::settingsFromJson(desk::settingsToJson(*current));
    QVERIFY(exported.faults.isEmpty());
    const auto third = world.wait(settings.apply(exported.settings, true));
    QVERIFY(third);
    QCOMPARE(third->mailboxesAdded + third->mailboxesChanged + third->mailboxesRemoved + third->unitsChanged, 0);
}

void TestSettings::aVerboseLogIsTakenOverForADay()
{
    const QByteArray on = R"("verboseLog": true)";
    const QByteArray off = R"("verboseLog": false)";
    DeskWorld world;
    QVERIFY(world.ready);
    desk::SettingsDesk settings(world.context());
    const auto take = [&](const QByteArray &member) {
        return world.wait(settings.apply(desk::settingsFromJson(withMailbox(member)).settings, false));
    };
    const auto kept = [&] {
        const auto all = world.inStore([](store::Session &session) { return store::Mailboxes(session).list(); });
        return all && all->size() == 1 ? all->first().verboseUntil : UtcMs(-7);
    };
    QVERIFY(take(on));
    const UtcMs until = world.clock.nowMs() + domain::verboseLogMs;
    QCOMPARE(kept(), until);
    world.clock.advance(3'600'000);
    const auto again = take(on); // is as it is
    QVERIFY(again);
    QCOMPARE(again->mailboxesChanged, 0);
    QCOMPARE(kept(), until);
    auto current = world.wait(settings.current());
    QVERIFY(current);
    QVERIFY(desk::settingsToJson(*current).contains(on));
    world.clock.advance(domain::verboseLogMs);
    current = world.wait(settings.current());
    QVERIFY(current);
    QVERIFY(desk::settingsToJson(*current).contains(off));
    const auto low = take(off); // it went back by itself
    QVERIFY(low);
    QCOMPARE(low->mailboxesChanged, 0);
    QVERIFY(take(on));
    QCOMPARE(kept(), world.clock.nowMs() + domain::verboseLogMs);
    QVERIFY(take(off));
    QCOMPARE(kept(), UtcMs(0));
}

void TestSettings::allOrNothing()
{
    DeskWorld world;
    QVERIFY(world.ready);
    desk::SettingsDesk settings(world.context());
    QVERIFY(world.wait(settings.apply(desk::settingsFromJson(wellFormed()).settings, false)));
    const auto before = world.wait(settings.current());
    QVERIFY(before);
    // The second mailbox wants the first one's address while the first one keeps it under its UUID.
    desk::Settings both;
    domain::Mailbox changed = before->mailboxes.first();
    changed.id = {};
    changed.displayName = u"Changed"_s;
    domain::Mailbox thief = changed;
    thief.uuid = QUuid::createUuid();
    thief.address = u"other@corp.example"_s;
    both.mailboxes = {thief};
    QVERIFY(world.wait(settings.apply(both, false)));
    thief.address = changed.address;
    both.mailboxes = {changed, thief};
    const auto refused = world.wait(settings.apply(both, false));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Conflict);
    const auto after = world.wait(settings.current());
    QVERIFY(after);
    QCOMPARE(after->mailboxes.first().displayName, u"IR"_s);
}

void TestSettings::aPlanChangesNothing()
{
    DeskWorld world;
    QVERIFY(world.ready);
    desk::SettingsDesk settings(world.context());
    const desk::Settings wanted = desk::settingsFromJson(wellFormed()).settings;
    const auto actions = [](const Result<QList<domain::AuditEntry>> &entries) {
        QStringList words;
        if (!entries)
            return QStringList{errorKindName(entries.error().kind)};
        for (const domain::AuditEntry &entry : *entries)
            words << entry.action + u' ' + entry.object;
        return words;
    };
    const auto first = world.wait(settings.plan(wanted, false));
    QVERIFY(first);
    QCOMPARE(first->size(), 2);
    QCOMPARE(first->at(0).action, u"mailbox.create"_s);
    QCOMPARE(first->at(0).object, u"ir@corp.example"_s);
    QCOMPARE(first->at(1).action, u"unit.create"_s);
    const auto nothing = world.wait(settings.current());
    QVERIFY(nothing);
    QVERIFY(nothing->mailboxes.isEmpty());
    QVERIFY(nothing->businessUnits.isEmpty());
    QVERIFY(world.audit().isEmpty());
    QVERIFY(world.wait(settings.apply(wanted, false)));
    const auto rows = world.audit().size();
    QCOMPARE(actions(world.wait(settings.plan(wanted, false))), QStringList());
    desk::Settings other;
    other.mailboxes = wanted.mailboxes;
    other.mailboxes.first().address = u"soc@corp.example"_s;
    QCOMPARE(actions(world.wait(settings.plan(other, true))),
             QStringList({u"mailbox.create soc@corp.example"_s, u"mailbox.remove ir@corp.example"_s}));
    QCOMPARE(world.audit().size(), rows);
    // What apply() would refuse is refused.
    desk::Settings wrong;
    wrong.unitLanguages.insert(QUuid::createUuid(), u"de"_s);
    QCOMPARE(actions(world.wait(settings.plan(wrong, false))), QStringList{u"NotFound"_s});
}

void TestSettings::anExportIsWholeAndNoted()
{
    DeskWorld world;
    QVERIFY(world.ready);
    desk::SettingsDesk settings(world.context());
    QVERIFY(world.wait(settings.apply(desk::settingsFromJson(wellFormed()).settings, false)));
    const QString path = world.folder.filePath(u"settings.json"_s);
    QVERIFY(world.wait(settings.exportTo(path)));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto read = desk::settingsFromJson(file.readAll());
    QVERIFY(read.faults.isEmpty());
    QCOMPARE(read.settings.mailboxes.size(), 1);
    QCOMPARE(world.audit().first().action, u"settings.export"_s);
    const auto rows = world.audit().size();
    const auto refused = world.wait(settings.exportTo(world.folder.filePath(u"no/such/folder.json"_s)));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::PermissionDenied);
    QCOMPARE(world.audit().size(), rows);
}

void TestSettings::replaceRemovesAndTheMailboxMayComeBack()
{
    DeskWorld world;
    QVERIFY(world.ready);
    desk::SettingsDesk settings(world.context());
    QVERIFY(world.wait(settings.apply(desk::settingsFromJson(wellFormed()).settings, false)));
    const auto id = world.wait(settings.mailbox(u"IR@corp.example"_s));
    QVERIFY(id);
    QVERIFY(world.wait(settings.mailbox(id->uuid.toString().toUpper()))); // with braces, in the other case
    const auto emptied = world.wait(settings.apply({}, true));
    QVERIFY(emptied);
    QCOMPARE(emptied->mailboxesRemoved, 1);
    QCOMPARE(world.wait(settings.mailbox(u"ir@corp.example"_s)).error().kind, ErrorKind::NotFound);
    QCOMPARE(world.wait(settings.current())->businessUnits.size(), 1);
    const auto own = world.inStore([](store::Session &session) { return store::Mailboxes(session).ownAddresses(); });
    QCOMPARE(*own, QStringList{u"ir@corp.example"_s});
    QVERIFY(world.wait(settings.apply(desk::settingsFromJson(wellFormed()).settings, false)));
    const auto back = world.wait(settings.mailbox(u"ir@corp.example"_s));
    QVERIFY(back);
    QCOMPARE(back->id, id->id); // with its folders
    QVERIFY(back->feedWanted);
}

void TestSettings::templatesAreReadAndWritten()
{
    DeskWorld world;
    QVERIFY(world.ready);
    desk::SettingsDesk settings(world.context());
    const QByteArray file = R"({"format": "liaison-settings", "version": 1,
 "businessUnits": [{"uuid": "01a0f0c2-0000-7000-8000-000000000001", "title": "Finance"}],
 "templates": [{"name": "First notice", "kind": "primary", "defaultLanguage": "EN",
   "texts": [{"language": "en", "subject": "{{incident.title}}", "body": "Dear {{recipients}},\n\n**Please** answer."},
             {"language": "de", "body": "Guten Tag"}]}],
 "unitLanguages": [{"unit": "01a0f0c2-0000-7000-8000-000000000001", "language": "de"}],
 "teamSignature": "Incident Response\nCorp"})";
    const auto reading = desk::settingsFromJson(file);
    QVERIFY2(reading.faults.isEmpty(), qPrintable(reading.faults.value(0).path + reading.faults.value(0).problem));
    const auto first = world.wait(settings.apply(reading.settings, false));
    QVERIFY(first);
    QCOMPARE(first->templatesAdded, 1);
    const auto current = world.wait(settings.current());
    QVERIFY(current);
    QCOMPARE(current->templates.first().texts.first().body, u"Dear {{recipients}},\n\n**Please** answer."_s);
    QCOMPARE(current->unitLanguages.value(current->businessUnits.first().uuid), u"de"_s);
    QCOMPARE(current->teamSignature.value_or(QString()), u"Incident Response\nCorp"_s);
    const qsizetype audited = world.audit().size();
    const auto again = desk::settingsFromJson(desk::settingsToJson(*current));
    QVERIFY(again.faults.isEmpty());
    const auto second = world.wait(settings.apply(again.settings, false));
    QVERIFY(second);
    QCOMPARE(second->templatesAdded + second->templatesChanged, 0);
    QCOMPARE(world.audit().size(), audited);
    desk::Settings renamed = again.settings;
    renamed.templates[0].name = u"Notice"_s; // the same UUID
    QCOMPARE(world.wait(settings.apply(renamed, false))->templatesChanged, 1);
    QCOMPARE(world.wait(settings.current())->templates.size(), 1);
}

void TestSettings::theNotificationProcessIsReadAndWritten()
{
    DeskWorld world;
    QVERIFY(world.ready);
    desk::SettingsDesk settings(world.context());
    const auto file = [](const QByteArray &process) -> QByteArray {
        return R"({"format": "liaison-settings", "version": 1,
 "templates": [{"uuid": "01a0f0c4-0000-7000-8000-000000000001", "name": "Notice", "texts":
                [{"language": "en", "body": "Dear {{recipients}}, answer by {{deadline}}"}]}],
 "notificationProcess": )"
            + process + "}";
    };
    const QByteArray rule = R"({"primary": "01a0f0c4-0000-7000-8000-000000000001",
        "followUp": "01a0f0c4-0000-7000-8000-000000000001", "recipients": "firstandcopy",
        "answerMinutes": 240, "followUpMinutes": 120, "mostFollowUps": 2})";
    const QByteArray rules
        = R"("low": )" + rule + R"(, "medium": )" + rule + R"(, "high": )" + rule + R"(, "critical": )" + rule;
    const auto reading = desk::settingsFromJson(file(R"({"on": true, )" + rules + "}"));
    QVERIFY2(reading.faults.isEmpty(), qPrintable(reading.faults.value(0).path + reading.faults.value(0).problem));
    // The template is there under another UUID: the one of that name is meant.
    domain::MailTemplate there;
    there.name = u"notice"_s;
    there.defaultLanguage = u"en"_s;
    there.texts = {{u"en"_s, {}, u"Hello"_s}};
    const auto made = world.wait(desk::TemplateDesk(world.context()).save(there));
    QVERIFY(made);
    QVERIFY(world.wait(settings.apply(reading.settings, false)));
    const auto current = world.wait(settings.current());
    QVERIFY(current && current->notificationProcess);
    QVERIFY(current->notificationProcess->on);
    const domain::NotificationRule high = current->notificationProcess->rules.value(domain::Severity::High);
    QCOMPARE(high.primary, made->uuid);
    QCOMPARE(high.answerMinutes, 240);
    QVERIFY(high.recipients == domain::RecipientsRule::FirstAndCopy);
    const qsizetype audited = world.audit().size();
    const auto again = desk::settingsFromJson(desk::settingsToJson(*current));
    QVERIFY(again.faults.isEmpty());
    QVERIFY(world.wait(settings.apply(again.settings, false)));
    QCOMPARE(world.audit().size(), audited);

    const auto faults = [&file](const QByteArray &process) {
        QStringList paths;
        const QList<desk::SettingsFault> all = desk::settingsFromJson(file(process)).faults;
        for (const desk::SettingsFault &fault : all)
            paths << fault.path;
        return paths;
    };
    QVERIFY(faults(R"({"on": true})").contains(u"$.notificationProcess.critical.primary"_s));
    QCOMPARE(faults(R"({"low": {"answerMinutes": 5}})"), QStringList{u"$.notificationProcess.low.answerMinutes"_s});
    QCOMPARE(faults(R"({"low": {"recipients": "some"}})"), QStringList{u"$.notificationProcess.low.recipients"_s});
    QCOMPARE(faults(R"({"urgent": {}})"), QStringList{u"$.notificationProcess.urgent"_s});
    desk::Settings wanted = again.settings;
    wanted.notificationProcess->rules[domain::Severity::Low].primary = QUuid::createUuid();
    QCOMPARE(world.wait(settings.apply(wanted, false)).error().kind, ErrorKind::NotFound);
}

void TestSettings::languagesNeedTheirUnit()
{
    DeskWorld world;
    QVERIFY(world.ready);
    desk::SettingsDesk settings(world.context());
    desk::Settings wanted = desk::settingsFromJson(wellFormed()).settings;
    wanted.unitLanguages.insert(QUuid::createUuid(), u"de"_s);
    const auto refused = world.wait(settings.apply(wanted, false));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::NotFound);
    QVERIFY(world.wait(settings.current())->businessUnits.isEmpty()); // all or nothing
}

LIAISON_TEST(TestSettings)
#include "tst_settings.moc"
