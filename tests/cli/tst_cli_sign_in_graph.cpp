#include "tests/cli/sign_in_world.h"
#include "tests/support/request_book.h"
#include "tests/support/server_process.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;

/// People sign in to Microsoft Graph: `liaison sign-in` at somebody else's OpenID provider, then mail by its tokens
/// from their own mailbox and from one that is shared with them.
class TestCliSignInGraph : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void theirOwnMailbox_data();
    void theirOwnMailbox();
    void aSharedMailbox();
    void somebodyElsesSignIn();
    void theSignInEnds();
    void cleanupTestCase()
    {
        m_world.reset(); // its requests go into the books
        REQUESTS_FIT_SCHEMAS();
    }

private:
    void begin(const QStringList &delegates = {});

    OpenIdProvider m_provider;
    quint16 m_port = freePort();
    std::unique_ptr<SignInWorld> m_world;
};

void TestCliSignInGraph::initTestCase()
{
    REQUIRE_SERVER(OpenIdProvider::missing().isEmpty(), qPrintable(OpenIdProvider::missing()));
    REQUIRE_SERVER(Keyring::missing().isEmpty(), qPrintable(Keyring::missing()));
    const QString graph = u"https://127.0.0.1:%1"_s.arg(m_port);
    QVERIFY2(m_provider.start({}, SignInWorld::graphScopes(m_port), {graph}), qPrintable(m_provider.failure()));
}

void TestCliSignInGraph::init()
{
    m_world.reset();
}

void TestCliSignInGraph::begin(const QStringList &delegates)
{
    m_world = std::make_unique<SignInWorld>(&m_provider, m_port, SignInWorld::Service::Graph);
    m_world->delegates = delegates;
    const QByteArray failure = m_world->start();
    QVERIFY2(failure.isEmpty(), failure);
}

void TestCliSignInGraph::theirOwnMailbox_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::newRow("browser") << QStringList();
    QTest::newRow("code") << QStringList{u"--device"_s};
}

void TestCliSignInGraph::theirOwnMailbox()
{
    QFETCH(const QStringList, options);
    begin();
    QCOMPARE(m_world->connect(m_world->person()), QByteArray());
    const Called before = m_world->runOnce();
    QVERIFY2(before.exitCode == 4, before.err);
    QVERIFY2(before.err.contains("liaison sign-in"), before.err);
    const Called called = m_world->signIn(SignInWorld::team, false, options);
    QVERIFY2(called.exitCode == 0, called.err + called.out);
    // The second run has a refresh token that the first one got for the one that the sign-in brought.
    for (const int mails : {3, 4}) {
        const Called run = m_world->runOnce();
        QVERIFY2(run.exitCode == 0, run.err);
        QCOMPARE(m_world->stored(), mails);
        m_world->deliver(mails + 1);
    }
    for (const QString &way : {u"inbound"_s, u"outbound"_s}) {
        const Called tested = m_world->call({u"test"_s, way, SignInWorld::team, u"--json"_s});
        QVERIFY2(tested.exitCode == 0, tested.err);
    }
}

/// The permissions for what is shared have names of their own, and are asked for alone.
void TestCliSignInGraph::aSharedMailbox()
{
    const QString ann = u"ann.admin@corp.test"_s;
    begin({ann});
    QCOMPARE(m_world->connect(m_world->person(), {}, ann), QByteArray());
    const Called called = m_world->signIn(ann);
    QVERIFY2(called.exitCode == 0, called.err + called.out);
    const Called run = m_world->runOnce();
    QVERIFY2(run.exitCode == 0, run.err);
    QCOMPARE(m_world->stored(), 3);
    const Called sent = m_world->call({u"test"_s, u"outbound"_s, SignInWorld::team, u"--json"_s});
    QVERIFY2(sent.exitCode == 0, sent.err);
}

/// The provider knows her, and the mailbox is not shared with her: nothing of hers is shown for it.
void TestCliSignInGraph::somebodyElsesSignIn()
{
    begin();
    QCOMPARE(m_world->connect(m_world->person()), QByteArray());
    const Called called = m_world->signIn(u"mallory@corp.test"_s);
    QVERIFY2(called.exitCode == 0, called.err + called.out);
    const Called run = m_world->runOnce();
    QVERIFY2(run.exitCode == 4, run.err);
    const Called tested = m_world->call({u"test"_s, u"inbound"_s, SignInWorld::team, u"--json"_s});
    QVERIFY2(tested.exitCode == 4, tested.err);
    QCOMPARE(m_world->stored(), 0);
}

void TestCliSignInGraph::theSignInEnds()
{
    begin();
    QCOMPARE(m_world->connect(m_world->person()), QByteArray());
    QCOMPARE(m_world->signIn(SignInWorld::team).exitCode, 0);
    QCOMPARE(m_world->runOnce().exitCode, 0);
    m_provider.forget(SignInWorld::team);
    m_world->deliver(4);
    const Called ended = m_world->runOnce();
    QVERIFY2(ended.exitCode == 4, ended.err);
    QCOMPARE(m_world->stored(), 3);
    const Called again = m_world->signIn(SignInWorld::team);
    QVERIFY2(again.exitCode == 0, again.err + again.out);
    const Called run = m_world->runOnce();
    QVERIFY2(run.exitCode == 0, run.err);
    QCOMPARE(m_world->stored(), 4);
}

LIAISON_TEST(TestCliSignInGraph)
#include "tst_cli_sign_in_graph.moc"
