#include "autodiscover_world.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison;
using namespace liaison::test;

/// Whom the password is told, and who is only asked about.
class TestAutodiscoverTrust : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aRefusedPasswordGoesNowhereElse();
    void withoutAPasswordItSaysSo();
    void noPasswordByAnotherScheme();
    void aRedirectToHttpIsRefused();
    void anotherHostGetsNoPassword();
    void aHostThatAPersonAgreedTo();
    void anAddressOutsideIsAskedAbout();
    void srvOfAnotherDomain();
};

void TestAutodiscoverTrust::aRefusedPasswordGoesNowhereElse()
{
    Internet internet;
    for (const QString &host : {prefixed, QStringLiteral("corp.example")})
        internet.hosts[host] = [](const QString &path, const SeenRequest &) {
            return path == poxPath ? unauthorized("Basic realm=\"x\"") : httpAnswer(404, {});
        };
    const auto answer = internet.found(withPassword());
    QCOMPARE(kindOf(answer), QStringLiteral("AuthenticationFailed"));
    QCOMPARE(internet.signedIn, QStringList{prefixed});
    QVERIFY(!internet.asked.contains(QStringLiteral("https://corp.example")));
}

void TestAutodiscoverTrust::withoutAPasswordItSaysSo()
{
    Internet internet;
    internet.hosts[prefixed] = [](const QString &, const SeenRequest &) { return unauthorized("Basic realm=\"x\""); };
    QCOMPARE(kindOf(internet.found({})), QStringLiteral("CredentialsMissing"));
    QVERIFY(internet.signedIn.isEmpty());
    QVERIFY(internet.asked.contains(QStringLiteral("https://corp.example"))); // all others were asked, too
    QCOMPARE(internet.srvNames, QStringList{QStringLiteral("_autodiscover._tcp.corp.example")});
    auto oauth = withPassword(domain::SignIn::OAuth2); // its secret is no password
    QCOMPARE(kindOf(internet.found(oauth)), QStringLiteral("CredentialsMissing"));
    QVERIFY(internet.signedIn.isEmpty());
}

void TestAutodiscoverTrust::noPasswordByAnotherScheme()
{
    Internet internet;
    QByteArray offered = "Basic realm=\"x\"";
    internet.hosts[prefixed] = [&offered](const QString &, const SeenRequest &) { return unauthorized(offered); };
    QCOMPARE(kindOf(internet.found(withPassword(domain::SignIn::Ntlm))), QStringLiteral("AuthenticationUnsupported"));
    offered = "NTLM";
    QCOMPARE(kindOf(internet.found(withPassword())), QStringLiteral("AuthenticationUnsupported"));
    QVERIFY(internet.signedIn.isEmpty());
    // NTLM with a server that offers it: that it was refused says the second 401.
    QCOMPARE(kindOf(internet.found(withPassword(domain::SignIn::Ntlm))), QStringLiteral("AuthenticationFailed"));
    QCOMPARE(internet.signedIn, QStringList{prefixed});
}

void TestAutodiscoverTrust::aRedirectToHttpIsRefused()
{
    Internet internet;
    internet.hosts[prefixed] = [](const QString &, const SeenRequest &) {
        return redirect(QStringLiteral("http://autodiscover.corp.example/elsewhere.xml"));
    };
    const auto answer = internet.found(withPassword());
    QCOMPARE(kindOf(answer), QStringLiteral("PermissionDenied"));
    QVERIFY(answer.hostsToTrust.isEmpty()); // nobody can agree to that
    QVERIFY(internet.signedIn.isEmpty());
    QCOMPARE(internet.asked.filter(QStringLiteral("http://")).size(), 1); // the one step that is by http
}

void TestAutodiscoverTrust::anotherHostGetsNoPassword()
{
    for (const char *evil : {"https://evil.example/autodiscover/autodiscover.xml", "https://192.168.1.7/x.xml",
                             "https://corp.example.evil.example/x.xml", "https://ann:pw@mail.corp.example/x.xml"}) {
        Internet internet;
        internet.hosts[prefixed]
            = [evil](const QString &, const SeenRequest &) { return redirect(QString::fromLatin1(evil)); };
        for (const char *host : {"evil.example", "192.168.1.7", "corp.example.evil.example", "mail.corp.example"})
            internet.hosts[QString::fromLatin1(host)]
                = [](const QString &, const SeenRequest &) { return unauthorized("Basic realm=\"x\""); };
        const auto answer = internet.found(withPassword());
        QVERIFY2(kindOf(answer) == QLatin1String("PermissionDenied"), evil);
        QVERIFY2(internet.signedIn.isEmpty(), evil);
        QVERIFY2(!internet.asked.contains(QStringLiteral("https://") + QUrl(QString::fromLatin1(evil)).host()), evil);
    }
}

void TestAutodiscoverTrust::aHostThatAPersonAgreedTo()
{
    Internet internet;
    internet.hosts[prefixed] = [](const QString &, const SeenRequest &) {
        return redirect(QStringLiteral("https://mx.hoster.example/autodiscover/autodiscover.xml"));
    };
    internet.hosts[QStringLiteral("mx.hoster.example")] = [](const QString &, const SeenRequest &request) {
        if (request.head.startsWith("GET "))
            return httpAnswer(404, {});
        return request.header("Authorization").isEmpty()
            ? unauthorized("Basic realm=\"x\"")
            : settings(QStringLiteral("https://mx.hoster.example/EWS/Exchange.asmx"));
    };
    const auto first = internet.found(withPassword());
    QCOMPARE(first.hostsToTrust, QStringList{QStringLiteral("mx.hoster.example")});
    auto agreed = withPassword();
    agreed.trustedHosts = first.hostsToTrust;
    const auto answer = internet.found(agreed);
    QCOMPARE(kindOf(answer), QStringLiteral("ok"));
    QCOMPARE(answer.ewsUrl.host(), QStringLiteral("mx.hoster.example"));
}

/// It is the next host that gets the password.
void TestAutodiscoverTrust::anAddressOutsideIsAskedAbout()
{
    Internet internet;
    internet.hosts[prefixed] = [](const QString &, const SeenRequest &) {
        return json(QStringLiteral("https://ews.hoster.example/EWS/Exchange.asmx"));
    };
    const auto answer = internet.found(withPassword());
    QCOMPARE(kindOf(answer), QStringLiteral("PermissionDenied"));
    QCOMPARE(answer.ewsUrl.host(), QStringLiteral("ews.hoster.example"));
    QCOMPARE(answer.hostsToTrust, QStringList{QStringLiteral("ews.hoster.example")});
}

void TestAutodiscoverTrust::srvOfAnotherDomain()
{
    Internet internet;
    internet.srv = {{QStringLiteral("evil.example"), 443, 0, 0}};
    internet.hosts[QStringLiteral("evil.example")]
        = [](const QString &, const SeenRequest &) { return settings(ewsAddress); };
    const auto answer = internet.found(withPassword());
    QCOMPARE(kindOf(answer), QStringLiteral("PermissionDenied"));
    QCOMPARE(answer.hostsToTrust, QStringList{QStringLiteral("evil.example")});
    QVERIFY(!internet.asked.contains(QStringLiteral("https://evil.example")));
}

LIAISON_TEST(TestAutodiscoverTrust)
#include "tst_autodiscover_trust.moc"
