#include "graph_answers.h"
#include "tests/support/test_registry.h"

using namespace liaison;
using namespace liaison::graph;
using namespace liaison::graph::test;
using namespace Qt::StringLiterals;

/// Where requests go, and which links of answers count.
class TestServiceRoot : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void hostsBecomeRoots_data();
    void hostsBecomeRoots();
    void whatIsNoRootIsRefused_data();
    void whatIsNoRootIsRefused();
    void linksBelowTheRootBecomeTargets_data();
    void linksBelowTheRootBecomeTargets();
    void otherLinksAreRefused_data();
    void otherLinksAreRefused();
    void aLinkIsKeptByteForByte();
    void theLongestLinkIsTakenAndALongerOneNot();
};

void TestServiceRoot::hostsBecomeRoots_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("origin");
    const auto row = [](const char *host, const char *url, const char *origin) {
        QTest::newRow(host) << QString::fromLatin1(host) << QString::fromLatin1(url) << QString::fromLatin1(origin);
    };
    row("graph.microsoft.com", "https://graph.microsoft.com/v1.0/me", "https://graph.microsoft.com");
    row(" graph.microsoft.us ", "https://graph.microsoft.us/v1.0/me", "https://graph.microsoft.us");
    row("proxy.example:8443", "https://proxy.example:8443/v1.0/me", "https://proxy.example:8443");
    row("https://graph.example/", "https://graph.example/v1.0/me", "https://graph.example");
    row("https://graph.example/gw/v1.0/", "https://graph.example/gw/v1.0/me", "https://graph.example");
    row("http://127.0.0.1:4010", "http://127.0.0.1:4010/v1.0/me", "http://127.0.0.1:4010");
    row("http://localhost:1/beta", "http://localhost:1/beta/me", "http://localhost:1");
}

void TestServiceRoot::hostsBecomeRoots()
{
    QFETCH(QString, host);
    const auto made = ServiceRoot::make(host);
    QVERIFY(made);
    QTEST(made->url("/me").toString(), "url");
    QTEST(made->origin().toString(), "origin");
}

void TestServiceRoot::whatIsNoRootIsRefused_data()
{
    QTest::addColumn<QString>("host");
    for (const char *host : {"", "http://graph.microsoft.com", "ftp://graph.microsoft.com", "https://",
                             "https://user:pw@graph.microsoft.com", "https://graph.microsoft.com/v1.0?x=1",
                             "https://graph.microsoft.com/#a", "https://graph.microsoft.com/v1.0/%2e%2e/beta",
                             "gr aph.microsoft.com", "http://127.0.0.1.evil.example"})
        QTest::newRow(host) << QString::fromLatin1(host);
}

void TestServiceRoot::whatIsNoRootIsRefused()
{
    QFETCH(QString, host);
    const auto made = ServiceRoot::make(host);
    QVERIFY(!made);
    QCOMPARE(made.error().kind, ErrorKind::InvalidInput);
}

void TestServiceRoot::linksBelowTheRootBecomeTargets_data()
{
    QTest::addColumn<QString>("link");
    QTest::addColumn<QByteArray>("target");
    const auto row = [](const char *link, const char *target) {
        QTest::newRow(link) << QString::fromLatin1(link) << QByteArray(target);
    };
    row("https://graph.microsoft.com/v1.0/me/mailFolders/delta?$skiptoken=a", "/me/mailFolders/delta?$skiptoken=a");
    row("https://GRAPH.microsoft.com/v1.0/me?a", "/me?a");
    row("https://graph.microsoft.com:443/v1.0/me?a", "/me?a");
    row("https://graph.microsoft.com/v1.0/users('a%40b')/x..y/...?q=/../", "/users('a%40b')/x..y/...?q=/../");
}

void TestServiceRoot::linksBelowTheRootBecomeTargets()
{
    QFETCH(QString, link);
    const auto target = root().targetOf(link);
    QVERIFY2(target, why(target));
    QTEST(*target, "target");
}

void TestServiceRoot::otherLinksAreRefused_data()
{
    QTest::addColumn<QString>("link");
    for (const char *link : {
             "https://evil.example/v1.0/me",
             "https://graph.microsoft.com.evil.example/v1.0/me",
             "https://graph.microsoft.com@evil.example/v1.0/me",
             "https://user@graph.microsoft.com/v1.0/me",
             "https://graph.microsoft.com:8443/v1.0/me",
             "http://graph.microsoft.com/v1.0/me",
             "http://127.0.0.1/v1.0/me",
             "//graph.microsoft.com/v1.0/me",
             "/v1.0/me",
             "me",
             "",
             "https://graph.microsoft.com",
             "https://graph.microsoft.com?/v1.0/me",
             "https://graph.microsoft.com/v1.0",
             "https://graph.microsoft.com/v1.00/me",
             "https://graph.microsoft.com/beta/me",
             "https://graph.microsoft.com/v1.0/../beta/me",
             "https://graph.microsoft.com/v1.0/%2E%2e/beta/me",
             "https://graph.microsoft.com/v1.0/.%2e/beta",
             "https://graph.microsoft.com/v1.0/me#x",
             "https://graph.microsoft.com/v1.0/me\\@evil.example",
             "https://graph.microsoft.com\\.evil.example/v1.0/me",
             "https://graph.microsoft.com/v1.0/me\r\nHost: evil.example",
             "https://graph.microsoft.com/v1.0/a b",
             "javascript:alert(1)",
             "file:///v1.0/me",
         })
        QTest::newRow(link) << QString::fromLatin1(link);
    QTest::newRow("not ASCII") << u"https://graph.microsoft.com/v1.0/\u00fc"_s;
    QTest::newRow("a letter that looks like another") << u"https://gr\u0430ph.microsoft.com/v1.0/me"_s;
}

void TestServiceRoot::otherLinksAreRefused()
{
    QFETCH(QString, link);
    const auto target = root().targetOf(link);
    QVERIFY2(!target, target.value_or(QByteArray()));
    QCOMPARE(target.error().reason, Reason::ForeignLink);
    QCOMPARE(target.error().error.kind, ErrorKind::ProtocolViolation);
}

void TestServiceRoot::aLinkIsKeptByteForByte()
{
    const QByteArray target = "/me/mailfolders('AQ%3d%3D')/messages/delta?$deltatoken=%41b~C_-1%2f%2B+x&y='";
    const auto kept = root().targetOf(u"https://graph.microsoft.com/v1.0"_s + QString::fromLatin1(target));
    QVERIFY2(kept, why(kept));
    QCOMPARE(*kept, target);
    // On the way out QUrl may write what needs no escape without it, and changes nothing else.
    QVERIFY(root().url(*kept).toEncoded().endsWith("$deltatoken=Ab~C_-1%2F%2B+x&y='")
            || root().url(*kept).toEncoded().endsWith(target));
}

void TestServiceRoot::theLongestLinkIsTakenAndALongerOneNot()
{
    QString link = u"https://graph.microsoft.com/v1.0/me?"_s;
    link += QString(longestLink - link.size(), u'x');
    QVERIFY(root().targetOf(link));
    QVERIFY(!root().targetOf(link + u'x'));
}

LIAISON_TEST(TestServiceRoot)
#include "tst_service_root.moc"
