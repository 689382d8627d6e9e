#include "core/domain/mailbox.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QTemporaryFile>
#include <QTest>

#include <functional>

using namespace liaison::domain;

namespace {

Mailbox goodMailbox()
{
    Mailbox mailbox;
    mailbox.uuid = QUuid(u"{01890000-0000-7000-8000-000000000001}"_qs);
    mailbox.address = u"soc@corp.example"_qs;
    mailbox.inbound.host = u"imap.corp.example"_qs;
    mailbox.outbound.host = u"smtp.corp.example"_qs;
    return mailbox;
}

} // namespace

Q_DECLARE_METATYPE(std::function<void(Mailbox &)>)

class TestMailbox : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void wrongFieldsAreNamed_data();
    void wrongFieldsAreNamed();
    void allWrongFieldsComeInTheFormsOrder();
    void theOutboundSecretFollowsTheInboundOne();
    void namesAndKeys();
    void aSecretIsForOneAudience_data();
    void aSecretIsForOneAudience();
    void anApplicationsSecretIsForItsSignInService();
    void defaultPorts();
    void loopbackHosts_data();
    void aCertificateSignsIn();
    void loopbackHosts();
    void endpointsSurviveJson();
    void whatEarlierVersionsTookIsReadAsWhatItMeant();
    void brokenJsonIsNoEndpoint();
    void manualProxiesNeedAHostAndAPort();
};

void TestMailbox::wrongFieldsAreNamed_data()
{
    using F = MailboxField;
    using P = FieldProblem;
    QTest::addColumn<std::function<void(Mailbox &)>>("change");
    QTest::addColumn<int>("field");
    QTest::addColumn<int>("problem"); // -1: nothing is wrong
    const auto bad = [](const char *name, F field, P problem, std::function<void(Mailbox &)> change) {
        QTest::newRow(name) << std::move(change) << static_cast<int>(field) << static_cast<int>(problem);
    };
    const auto good = [](const char *name, std::function<void(Mailbox &)> change) {
        QTest::newRow(name) << std::move(change) << -1 << -1;
    };
    good("as it is", [](Mailbox &) {});
    good("idn address", [](Mailbox &m) { m.address = u"soc@b\u00fccher.example"_qs; });
    good("idn host", [](Mailbox &m) { m.inbound.host = u"imap.b\u00fccher.example"_qs; });
    good("single label", [](Mailbox &m) { m.inbound.host = u"exchange01"_qs; });
    good("IPv4", [](Mailbox &m) { m.inbound.host = u"10.1.2.3"_qs; });
    good("IPv6", [](Mailbox &m) { m.inbound.host = u"[2001:db8::1]"_qs; });
    good("clear text on loopback", [](Mailbox &m) {
        m.inbound.security = Security::None;
        m.inbound.host = u"127.0.0.1"_qs;
    });
    good("relay without sign-in in clear", [](Mailbox &m) {
        m.outbound.security = Security::None;
        m.outbound.signIn = SignIn::None;
    });
    good("EWS takes a URL", [](Mailbox &m) {
        m.inbound.protocol = Protocol::Ews;
        m.inbound.signIn = SignIn::PlainPassword;
        m.inbound.host = u"https://mail.corp.example:8443/EWS/Exchange.asmx"_qs;
    });
    good("Graph needs no host", [](Mailbox &m) {
        m.inbound.protocol = Protocol::Graph;
        m.inbound.signIn = SignIn::OAuth2;
        m.inbound.host.clear();
    });
    good("Graph takes a URL", [](Mailbox &m) {
        m.inbound.protocol = Protocol::Graph;
        m.inbound.signIn = SignIn::OAuth2;
        m.inbound.host = u"https://graph.corp.example:8443"_qs;
    });
    bad("Graph in clear", F::InboundHost, P::Malformed, [](Mailbox &m) {
        m.inbound.protocol = Protocol::Graph;
        m.inbound.signIn = SignIn::OAuth2;
        m.inbound.host = u"http://graph.corp.example"_qs;
    });
    const auto oauth = [](OAuthFlow flow, const QString &app, const QString &tenant, const QString &issuer = {}) {
        return [=](Mailbox &m) {
            m.inbound.protocol = Protocol::Ews;
            m.inbound.signIn = SignIn::OAuth2;
            m.inbound.oauth.flow = flow;
            m.inbound.oauth.clientId = app;
            m.inbound.oauth.tenantId = tenant;
            m.inbound.oauth.issuer = issuer;
        };
    };
    const QString guid = u"6731de76-14a6-49ae-97bc-6eba6914391e"_qs;
    good("token in hand", oauth(OAuthFlow::AccessToken, {}, {}));
    good("app and tenant by GUID", oauth(OAuthFlow::Application, guid, guid));
    good("tenant by domain", oauth(OAuthFlow::Browser, guid, u"corp.example"_qs));
    good("any tenant", oauth(OAuthFlow::DeviceCode, guid, u"organizations"_qs));
    good("another provider", oauth(OAuthFlow::Browser, u"liaison"_qs, {}, u"https://id.example"_qs));
    const auto askedAt
        = [oauth](const QString &issuer) { return oauth(OAuthFlow::Browser, u"liaison"_qs, {}, issuer); };
    good("a provider's path", askedAt(u"https://id.example:8443/realms/desk"_qs));
    good("a provider by its host", askedAt(u"id.example"_qs));
    good("a provider on this machine", askedAt(u"http://127.0.0.1:9000"_qs));
    bad("a provider in clear", F::InboundIssuer, P::Malformed, askedAt(u"http://id.example"_qs));
    bad("a provider of no name", F::InboundIssuer, P::Malformed, askedAt(u"https://"_qs));
    bad("a provider with a password", F::InboundIssuer, P::Malformed, askedAt(u"https://a:b@id.example"_qs));
    bad("a provider's query", F::InboundIssuer, P::Malformed, askedAt(u"https://id.example/?tenant=1"_qs));
    bad("a provider's fragment", F::InboundIssuer, P::Malformed, askedAt(u"https://id.example/#a"_qs));
    bad("a provider by file", F::InboundIssuer, P::Malformed, askedAt(u"file:///etc/passwd"_qs));
    bad("a provider of two words", F::InboundIssuer, P::Malformed, askedAt(u"my provider"_qs));
    good("a provider that nobody asks", [askedAt](Mailbox &m) {
        askedAt(u"http://id.example"_qs)(m);
        m.inbound.oauth.flow = OAuthFlow::AccessToken;
    });
    bad("a provider to send by", F::OutboundIssuer, P::Malformed, [](Mailbox &m) {
        m.outbound.signIn = SignIn::OAuth2;
        m.outbound.oauth.flow = OAuthFlow::Browser;
        m.outbound.oauth.clientId = u"liaison"_qs;
        m.outbound.oauth.issuer = u"http://id.example"_qs;
    });
    bad("no app", F::InboundClientId, P::Missing, oauth(OAuthFlow::Browser, {}, guid));
    bad("app's name", F::InboundClientId, P::Malformed, oauth(OAuthFlow::Application, u"liaison"_qs, guid));
    bad("app in braces", F::InboundClientId, P::Malformed, oauth(OAuthFlow::Application, u'{' + guid + u'}', guid));
    bad("app cut short", F::InboundClientId, P::Malformed, oauth(OAuthFlow::Browser, guid.chopped(1), guid));
    bad("no tenant", F::InboundTenantId, P::Missing, oauth(OAuthFlow::Browser, guid, {}));
    bad("tenant's label", F::InboundTenantId, P::Malformed, oauth(OAuthFlow::Browser, guid, u"contoso"_qs));
    bad("tenant's path", F::InboundTenantId, P::Malformed, oauth(OAuthFlow::Browser, guid, u"a.example/x"_qs));
    bad("another provider's app is missing", F::InboundClientId, P::Missing,
        oauth(OAuthFlow::Browser, {}, {}, u"https://id.example"_qs));
    bad("control character in it", F::InboundClientId, P::Malformed,
        oauth(OAuthFlow::Browser, u"a\nb"_qs, {}, u"https://id.example"_qs));
    const auto at = [](Protocol protocol, SignIn signIn, Security security = Security::Tls) {
        return [=](Mailbox &m) {
            m.inbound.protocol = protocol;
            m.inbound.signIn = signIn;
            m.inbound.security = security;
        };
    };
    const auto sendingAt = [](Protocol protocol, SignIn signIn, Security security = Security::Tls) {
        return [=](Mailbox &m) {
            m.outbound.protocol = protocol;
            m.outbound.signIn = signIn;
            m.outbound.security = security;
        };
    };
    good("BASIC of EWS", at(Protocol::Ews, SignIn::PlainPassword));
    good("NTLM of EWS", at(Protocol::Ews, SignIn::Ntlm));
    good("tokens of EWS", at(Protocol::Ews, SignIn::OAuth2));
    good("tokens of Graph", at(Protocol::Graph, SignIn::OAuth2));
    good("sending by EWS as reading", sendingAt(Protocol::Ews, SignIn::AsInbound));
    good("sending by Graph as reading", sendingAt(Protocol::Graph, SignIn::AsInbound));
    good("STARTTLS of IMAP", at(Protocol::Imap, SignIn::Password, Security::StartTls));
    good("STARTTLS of SMTP", sendingAt(Protocol::Smtp, SignIn::Password, Security::StartTls));
    bad("STARTTLS of EWS", F::InboundSecurity, P::NotOffered,
        at(Protocol::Ews, SignIn::PlainPassword, Security::StartTls));
    bad("STARTTLS of Graph", F::InboundSecurity, P::NotOffered,
        at(Protocol::Graph, SignIn::OAuth2, Security::StartTls));
    bad("STARTTLS of sending by EWS", F::OutboundSecurity, P::NotOffered,
        sendingAt(Protocol::Ews, SignIn::Ntlm, Security::StartTls));
    bad("STARTTLS of sending by Graph", F::OutboundSecurity, P::NotOffered,
        sendingAt(Protocol::Graph, SignIn::AsInbound, Security::StartTls));
    bad("a mail server's password for EWS", F::InboundSignIn, P::NotOffered, at(Protocol::Ews, SignIn::Password));
    bad("a password for Graph", F::InboundSignIn, P::NotOffered, at(Protocol::Graph, SignIn::Password));
    bad("BASIC of Graph", F::InboundSignIn, P::NotOffered, at(Protocol::Graph, SignIn::PlainPassword));
    bad("NTLM of Graph", F::InboundSignIn, P::NotOffered, at(Protocol::Graph, SignIn::Ntlm));
    bad("reading as reading does", F::InboundSignIn, P::NotOffered, at(Protocol::Ews, SignIn::AsInbound));
    bad("a client certificate for EWS", F::InboundSignIn, P::NotOffered, [](Mailbox &m) {
        m.inbound.protocol = Protocol::Ews;
        m.inbound.signIn = SignIn::Certificate;
        m.inbound.clientCertificateFile = QStringLiteral(LIAISON_SOURCE_DIR "/README.md");
    });
    bad("a password for sending by EWS", F::OutboundSignIn, P::NotOffered, sendingAt(Protocol::Ews, SignIn::Password));
    bad("a relay of Graph", F::OutboundSignIn, P::NotOffered, sendingAt(Protocol::Graph, SignIn::None));
    bad("no address", F::Address, P::Missing, [](Mailbox &m) { m.address.clear(); });
    bad("bad address", F::Address, P::Malformed, [](Mailbox &m) { m.address = u"soc"_qs; });
    bad("no inbound host", F::InboundHost, P::Missing, [](Mailbox &m) { m.inbound.host = u"  "_qs; });
    bad("URL for IMAP", F::InboundHost, P::Malformed, [](Mailbox &m) { m.inbound.host = u"https://imap.example"_qs; });
    bad("host with port", F::InboundHost, P::Malformed, [](Mailbox &m) { m.inbound.host = u"imap.example:993"_qs; });
    bad("host with space", F::InboundHost, P::Malformed, [](Mailbox &m) { m.inbound.host = u"imap example"_qs; });
    bad("broken IPv4", F::InboundHost, P::Malformed, [](Mailbox &m) { m.inbound.host = u"10.0.0.256"_qs; });
    bad("clear text", F::InboundHost, P::ClearTextCredentials, [](Mailbox &m) { m.inbound.security = Security::None; });
    bad("clear text by name that only looks local", F::InboundHost, P::ClearTextCredentials, [](Mailbox &m) {
        m.inbound.security = Security::None;
        m.inbound.host = u"127.0.0.1.evil.example"_qs;
    });
    bad("clear text outbound with the inbound's password", F::OutboundHost, P::ClearTextCredentials,
        [](Mailbox &m) { m.outbound.security = Security::None; });
    bad("inbound port", F::InboundPort, P::OutOfRange, [](Mailbox &m) { m.inbound.port = 0; });
    bad("no outbound host", F::OutboundHost, P::Missing, [](Mailbox &m) { m.outbound.host.clear(); });
    bad("outbound port", F::OutboundPort, P::OutOfRange, [](Mailbox &m) { m.outbound.port = 0; });
    bad("user name", F::InboundUsername, P::Malformed, [](Mailbox &m) { m.inbound.username = u"a\r\nb"_qs; });
    bad("outbound user", F::OutboundUsername, P::Malformed, [](Mailbox &m) { m.outbound.username = u"\x01"_qs; });
    bad("poll too often", F::PollSeconds, P::OutOfRange, [](Mailbox &m) { m.pollSeconds = 0; });
    bad("poll too seldom", F::PollSeconds, P::OutOfRange, [](Mailbox &m) { m.pollSeconds = 86'401; });
    bad("CA file", F::CaFile, P::NotReadable, [](Mailbox &m) { m.outbound.trustedCaFile = u"/nonexistent.pem"_qs; });
    bad("CA file without a certificate", F::CaFile, P::Malformed,
        [](Mailbox &m) { m.inbound.trustedCaFile = QStringLiteral(LIAISON_SOURCE_DIR "/README.md"); });
    bad("huge CA file", F::CaFile, P::Malformed,
        [](Mailbox &m) { m.outbound.trustedCaFile = QCoreApplication::applicationFilePath(); });
    bad("endless CA file", F::CaFile, P::NotReadable, [](Mailbox &m) { m.inbound.trustedCaFile = u"/dev/zero"_qs; });
    bad("CA folder", F::CaFile, P::NotReadable, [](Mailbox &m) { m.inbound.trustedCaFile = u"/"_qs; });
}

void TestMailbox::wrongFieldsAreNamed()
{
    QFETCH(std::function<void(Mailbox &)>, change);
    QFETCH(int, field);
    QFETCH(int, problem);
    Mailbox mailbox = goodMailbox();
    change(mailbox);
    QList<FieldError> expected;
    if (field >= 0)
        expected.append({static_cast<MailboxField>(field), static_cast<FieldProblem>(problem)});
    QVERIFY(validate(mailbox) == expected);
}

void TestMailbox::allWrongFieldsComeInTheFormsOrder()
{
    Mailbox mailbox;
    mailbox.pollSeconds = -1;
    const QList<FieldError> errors = validate(mailbox);
    const QList<FieldError> expected{{MailboxField::Address, FieldProblem::Missing},
                                     {MailboxField::InboundHost, FieldProblem::Missing},
                                     {MailboxField::OutboundHost, FieldProblem::Missing},
                                     {MailboxField::PollSeconds, FieldProblem::OutOfRange}};
    QVERIFY(errors == expected);
}

void TestMailbox::theOutboundSecretFollowsTheInboundOne()
{
    Mailbox mailbox = goodMailbox();
    mailbox.inbound.username = u"soc-in"_qs;
    mailbox.outbound.username = u"soc-out"_qs;
    QCOMPARE(neededSecret(mailbox, SecretUse::Outbound), vaultKey(mailbox, SecretUse::Inbound));
    QCOMPARE(signInName(mailbox, SecretUse::Outbound), u"soc-in"_qs);
    mailbox.outbound.signIn = SignIn::Password;
    QCOMPARE(neededSecret(mailbox, SecretUse::Outbound), vaultKey(mailbox, SecretUse::Outbound));
    QCOMPARE(signInName(mailbox, SecretUse::Outbound), u"soc-out"_qs);
    mailbox.outbound.signIn = SignIn::None;
    QVERIFY(!neededSecret(mailbox, SecretUse::Outbound));
    QCOMPARE(neededSecret(mailbox, SecretUse::Inbound), vaultKey(mailbox, SecretUse::Inbound));
}

void TestMailbox::namesAndKeys()
{
    const Mailbox mailbox = goodMailbox();
    QVERIFY(
        vaultKey(mailbox, SecretUse::Inbound).startsWith(u"mailbox/01890000-0000-7000-8000-000000000001/inbound/"_qs));
    QVERIFY(vaultKey(mailbox, SecretUse::Outbound)
                .startsWith(u"mailbox/01890000-0000-7000-8000-000000000001/outbound/"_qs));
    QCOMPARE(signInName(mailbox, SecretUse::Inbound), u"soc@corp.example"_qs);
}

void TestMailbox::aSecretIsForOneAudience_data()
{
    QTest::addColumn<std::function<void(Mailbox &)>>("change");
    QTest::addColumn<bool>("same");
    const auto row = [](const char *name, std::function<void(Mailbox &)> change, bool same) {
        QTest::newRow(name) << std::move(change) << same;
    };
    row(
        "another host", [](Mailbox &m) { m.inbound.host = u"mail.evil.example"_qs; }, false);
    row(
        "another host to send by", [](Mailbox &m) { m.outbound.host = u"mail.evil.example"_qs; }, false);
    row(
        "a password becomes an application's secret",
        [](Mailbox &m) {
            m.inbound.signIn = SignIn::OAuth2;
            m.inbound.oauth.flow = OAuthFlow::Application;
        },
        false);
    row(
        "the same in capitals", [](Mailbox &m) { m.inbound.host = m.inbound.host.toUpper(); }, true);
    row(
        "another port", [](Mailbox &m) { m.inbound.port = 143; }, true);
    row(
        "another user name", [](Mailbox &m) { m.inbound.username = u"somebody"_qs; }, true);
    row(
        "another password sign-in", [](Mailbox &m) { m.inbound.signIn = SignIn::PlainPassword; }, true);
}

void TestMailbox::aSecretIsForOneAudience()
{
    QFETCH(const std::function<void(Mailbox &)>, change);
    QFETCH(const bool, same);
    const Mailbox before = goodMailbox();
    Mailbox after = before;
    change(after);
    QCOMPARE(vaultKey(before, SecretUse::Inbound) == vaultKey(after, SecretUse::Inbound), same);
}

void TestMailbox::anApplicationsSecretIsForItsSignInService()
{
    Mailbox mailbox = goodMailbox();
    mailbox.inbound.signIn = SignIn::OAuth2;
    mailbox.inbound.oauth.flow = OAuthFlow::Application;
    const QString before = vaultKey(mailbox, SecretUse::Inbound);
    Mailbox other = mailbox;
    other.inbound.oauth.loginHost = u"login.evil.example"_qs;
    QVERIFY(vaultKey(other, SecretUse::Inbound) != before);
    other = mailbox;
    other.inbound.oauth.clientId = u"01890000-0000-7000-8000-00000000000a"_qs;
    QVERIFY(vaultKey(other, SecretUse::Inbound) != before);
    other = mailbox;
    other.inbound.oauth.flow = OAuthFlow::DeviceCode;
    QVERIFY(vaultKey(other, SecretUse::Inbound) != before);
}

void TestMailbox::defaultPorts()
{
    QCOMPARE(defaultPort(Protocol::Imap, Security::Tls), quint16(993));
    QCOMPARE(defaultPort(Protocol::Imap, Security::StartTls), quint16(143));
    QCOMPARE(defaultPort(Protocol::Smtp, Security::Tls), quint16(465));
    QCOMPARE(defaultPort(Protocol::Smtp, Security::StartTls), quint16(587));
    QCOMPARE(defaultPort(Protocol::Ews, Security::Tls), quint16(443));
    QCOMPARE(defaultPort(Protocol::Graph, Security::Tls), quint16(443));
}

void TestMailbox::loopbackHosts_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<bool>("loopback");
    QTest::newRow("localhost") << u"localhost"_qs << true;
    QTest::newRow("upper case") << u"LOCALHOST."_qs << true;
    QTest::newRow("127.0.0.1") << u"127.0.0.1"_qs << true;
    QTest::newRow("127.9.8.7") << u"127.9.8.7"_qs << true;
    QTest::newRow("::1") << u"::1"_qs << true;
    QTest::newRow("[::1]") << u"[::1]"_qs << true;
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("localhost.example") << u"localhost.example"_qs << false;
    QTest::newRow("127.0.0.1.example") << u"127.0.0.1.example"_qs << false;
    QTest::newRow("shorthand") << u"127.1"_qs << false;
    QTest::newRow("octal") << u"0127.0.0.1"_qs << false;
    QTest::newRow("128.0.0.1") << u"128.0.0.1"_qs << false;
    QTest::newRow("any") << u"0.0.0.0"_qs << false;
    QTest::newRow("::") << u"::"_qs << false;
    QTest::newRow("user trick") << u"localhost@evil.example"_qs << false;
}

void TestMailbox::aCertificateSignsIn()
{
    QTemporaryFile pem;
    QVERIFY(pem.open());
    Mailbox mailbox = goodMailbox();
    mailbox.inbound.signIn = SignIn::Certificate;
    const QList<FieldError> missing{{MailboxField::InboundCertificate, FieldProblem::Missing}};
    QVERIFY(validate(mailbox) == missing);
    mailbox.inbound.clientCertificateFile = pem.fileName();
    QVERIFY(validate(mailbox).isEmpty());
    mailbox.inbound.clientKeyFile = u"/no/such/key"_qs;
    const QList<FieldError> unreadable{{MailboxField::InboundCertificate, FieldProblem::NotReadable}};
    QVERIFY(validate(mailbox) == unreadable);
    // Its passphrase is kept like a password, but need not be there; sending follows where it signs in as reading does.
    QCOMPARE(neededSecret(mailbox, SecretUse::Outbound), vaultKey(mailbox, SecretUse::Inbound));
    QVERIFY(secretMayBeMissing(mailbox, SecretUse::Outbound));
    mailbox.outbound.signIn = SignIn::Password;
    QVERIFY(!secretMayBeMissing(mailbox, SecretUse::Outbound));
}

void TestMailbox::loopbackHosts()
{
    QFETCH(QString, host);
    QTEST(isLoopbackHost(host), "loopback");
}

void TestMailbox::endpointsSurviveJson()
{
    const Endpoint endpoint{Protocol::Smtp,     u"smtp.example"_qs, 65'535,
                            Security::StartTls, SignIn::OAuth2,     u"joe"_qs,
                            u"/etc/ca.pem"_qs,  QString(64, u'a'),  u"/etc/me.pem"_qs,
                            u"/etc/me.key"_qs};
    const auto back = endpointFromJson(toJson(endpoint));
    QVERIFY(back.has_value());
    QVERIFY(*back == endpoint);
    for (const SignIn signIn : {SignIn::Password, SignIn::PlainPassword, SignIn::Certificate, SignIn::AsInbound}) {
        Endpoint other;
        other.signIn = signIn;
        QVERIFY(endpointFromJson(toJson(other)) == other);
    }
    for (const Protocol protocol : {Protocol::Imap, Protocol::Smtp, Protocol::Ews, Protocol::Graph}) {
        Endpoint other;
        other.protocol = protocol;
        other.signIn = SignIn::OAuth2;
        QVERIFY(endpointFromJson(toJson(other)) == other);
    }
    for (const ProxyKind kind : {ProxyKind::System, ProxyKind::None, ProxyKind::Http, ProxyKind::Socks5}) {
        Endpoint other;
        other.proxy.kind = kind;
        if (other.proxy.isManual()) {
            other.proxy.host = u"proxy.example"_qs;
            other.proxy.port = 3128;
        }
        QVERIFY(endpointFromJson(toJson(other)) == other);
    }
}

/// Their mailboxes can be read, kept and saved again, and have the same secret.
void TestMailbox::whatEarlierVersionsTookIsReadAsWhatItMeant()
{
    Mailbox before = goodMailbox();
    before.inbound.protocol = before.outbound.protocol = Protocol::Ews;
    before.inbound.security = before.outbound.security = Security::StartTls;
    before.inbound.signIn = SignIn::Password;
    QCOMPARE(validate(before).size(), 3); // the security of both, and the sign-in
    Mailbox now = before;
    now.inbound = endpointFromJson(toJson(before.inbound)).value_or(Endpoint());
    now.outbound = endpointFromJson(toJson(before.outbound)).value_or(Endpoint());
    QCOMPARE(now.inbound.host, before.inbound.host);
    QCOMPARE(int(now.inbound.security), int(Security::Tls));
    QCOMPARE(int(now.inbound.signIn), int(SignIn::PlainPassword));
    QCOMPARE(int(now.outbound.security), int(Security::Tls));
    QCOMPARE(int(now.outbound.signIn), int(SignIn::AsInbound));
    QVERIFY(validate(now).isEmpty());
    QCOMPARE(vaultKey(now, SecretUse::Inbound), vaultKey(before, SecretUse::Inbound));
    // A password never meant anything to Graph: it is read, and refused when it is saved.
    before.inbound.protocol = Protocol::Graph;
    now.inbound = endpointFromJson(toJson(before.inbound)).value_or(Endpoint());
    QCOMPARE(int(now.inbound.signIn), int(SignIn::Password));
    const QList<FieldError> refused{{MailboxField::InboundSignIn, FieldProblem::NotOffered}};
    QVERIFY(validate(now) == refused);
}

void TestMailbox::brokenJsonIsNoEndpoint()
{
    QVERIFY(!endpointFromJson({}));
    for (const QString &key : {u"protocol"_qs, u"security"_qs, u"signIn"_qs, u"port"_qs}) {
        QJsonObject json = toJson(Endpoint{});
        json.insert(key, u"nonsense"_qs);
        QVERIFY2(!endpointFromJson(json), qPrintable(key));
    }
    QJsonObject json = toJson(Endpoint{});
    json.insert(u"port"_qs, 65'536);
    QVERIFY(!endpointFromJson(json));
    json = toJson(Endpoint{});
    json.insert(u"proxy"_qs, QJsonObject{{u"kind"_qs, u"automatic"_qs}});
    QVERIFY(!endpointFromJson(json));
}

void TestMailbox::manualProxiesNeedAHostAndAPort()
{
    Mailbox mailbox = goodMailbox();
    const auto problem = [&mailbox] {
        for (const FieldError &error : validate(mailbox)) {
            if (error.field == MailboxField::InboundProxy)
                return std::optional(error.problem);
        }
        return std::optional<FieldProblem>();
    };
    QVERIFY(!problem());
    mailbox.inbound.proxy = {ProxyKind::Http, {}, 3128};
    QVERIFY(problem() == FieldProblem::Missing);
    mailbox.inbound.proxy.host = u"http://proxy.example"_qs;
    QVERIFY(problem() == FieldProblem::Malformed);
    mailbox.inbound.proxy.host = u"proxy.example"_qs;
    QVERIFY(!problem());
    mailbox.inbound.proxy.port = 0;
    QVERIFY(problem() == FieldProblem::OutOfRange);
    mailbox.inbound.proxy.kind = ProxyKind::None;
    QVERIFY(!problem());
}

LIAISON_TEST(TestMailbox)
#include "tst_mailbox.moc"
