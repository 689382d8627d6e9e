#include "tests/cli/sign_in_world.h"
#include "tests/support/request_book.h"
#include "tests/support/server_process.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <csignal>

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;

/// `liaison sign-in` at somebody else's OpenID provider, and mail by its tokens from an Exchange, through a real
/// keyring.
class TestCliSignIn : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void inTheBrowser();
    void withACode();
    void aPersonSaysNo_data();
    void aPersonSaysNo();
    void theSignInEnds();
    void somebodyElsesSignIn();
    void ctrlCCancels();
    void peopleAreToldWhereToGo();
    void aLockedKeyringIsSaid();
    void whatCannotBeSignedInTo();
    void applicationsSignInByThemselves_data();
    void applicationsSignInByThemselves();
    void cleanupTestCase()
    {
        m_world.reset(); // its requests go into the books
        REQUESTS_FIT_SCHEMAS();
    }

private:
    bool makePair(const QString &name);
    QString path(const QString &name) const { return m_dir.filePath(name); }

    QTemporaryDir m_dir;
    OpenIdProvider m_provider;
    quint16 m_port = freePort();
    std::unique_ptr<SignInWorld> m_world;
};

bool TestCliSignIn::makePair(const QString &name)
{
    const auto openssl = [this](const QString &arguments) {
        QProcess process;
        process.setWorkingDirectory(m_dir.path());
        process.start(u"openssl"_s, arguments.split(u' '));
        return process.waitForFinished(60'000) && process.exitCode() == 0;
    };
    return openssl(u"req -x509 -nodes -newkey rsa:2048 -days 30 -subj /CN=x -keyout %1.key -out %1.pem"_s.arg(name))
        && openssl(u"pkcs12 -export -inkey %1.key -in %1.pem -out %1.p12 -passout pass:p4ss"_s.arg(name));
}

void TestCliSignIn::initTestCase()
{
    REQUIRE_SERVER(OpenIdProvider::missing().isEmpty(), qPrintable(OpenIdProvider::missing()));
    REQUIRE_SERVER(Keyring::missing().isEmpty(), qPrintable(Keyring::missing()));
    REQUIRE_SERVER(!findProgram({u"openssl"_s}).isEmpty(), "the openssl program is not installed");
    QVERIFY(makePair(u"signer"_s));
    // With its key in the same file, as such certificates are often handed out.
    QFile both(path(u"both.pem"_s));
    QVERIFY(both.open(QIODevice::WriteOnly));
    for (const QString &part : {u"signer.pem"_s, u"signer.key"_s}) {
        QFile file(path(part));
        QVERIFY(file.open(QIODevice::ReadOnly));
        both.write(file.readAll());
    }
    both.close();
    QVERIFY2(m_provider.start(path(u"signer.pem"_s), {SignInWorld::scope(m_port)}), qPrintable(m_provider.failure()));
}

void TestCliSignIn::init()
{
    m_world.reset();
    m_world = std::make_unique<SignInWorld>(&m_provider, m_port);
    const QByteArray failure = m_world->start();
    QVERIFY2(failure.isEmpty(), failure);
}

void TestCliSignIn::inTheBrowser()
{
    QCOMPARE(m_world->connect(m_world->person()), QByteArray());
    const Called before = m_world->runOnce();
    QVERIFY2(before.exitCode == 4, before.err);
    QVERIFY2(before.err.contains("liaison sign-in"), before.err); // what to do about it
    const Called called = m_world->signIn(SignInWorld::team);
    QVERIFY2(called.exitCode == 0, called.err + called.out);
    QCOMPARE(called.json().value("signedIn"_L1).toBool(), true);
    QVERIFY(!called.json().value("tokenExpiresAt"_L1).toString().isEmpty());
    // The second run has a refresh token that the first one got for the one that the sign-in brought.
    for (const int mails : {3, 4}) {
        const Called run = m_world->runOnce();
        QVERIFY2(run.exitCode == 0, run.err);
        QCOMPARE(m_world->stored(), mails);
        m_world->deliver(mails + 1);
    }
    const Called tested = m_world->call({u"test"_s, u"inbound"_s, SignInWorld::team, u"--json"_s});
    QVERIFY2(tested.exitCode == 0, tested.err);
    const QJsonObject status = m_world->call({u"feed"_s, u"status"_s, u"--json"_s}).json();
    const QJsonObject feed = status.value("feeds"_L1).toArray().first().toObject();
    QVERIFY2(!feed.value("tokenExpiresAt"_L1).toString().isEmpty(), QJsonDocument(status).toJson());
    QVERIFY(!feed.contains("certificateExpiresAt"_L1));
    // What is sent goes by the same token.
    const Called sent = m_world->call({u"test"_s, u"outbound"_s, SignInWorld::team, u"--json"_s});
    QVERIFY2(sent.exitCode == 0, sent.err);
}

void TestCliSignIn::withACode()
{
    QCOMPARE(m_world->connect(m_world->person()), QByteArray());
    const Called called = m_world->signIn(SignInWorld::team, false, {u"--device"_s});
    QVERIFY2(called.exitCode == 0, called.err + called.out);
    const Called run = m_world->runOnce();
    QVERIFY2(run.exitCode == 0, run.err);
    QCOMPARE(m_world->stored(), 3);
}

void TestCliSignIn::aPersonSaysNo_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::newRow("browser") << QStringList();
    QTest::newRow("code") << QStringList{u"--device"_s};
}

void TestCliSignIn::aPersonSaysNo()
{
    QFETCH(const QStringList, options);
    QCOMPARE(m_world->connect(m_world->person()), QByteArray());
    QCOMPARE(m_world->signIn(SignInWorld::team).exitCode, 0);
    QCOMPARE(m_world->runOnce().exitCode, 0);
    const QByteArray settings = m_world->settings();
    const Called called = m_world->signIn(SignInWorld::team, true, options);
    QVERIFY2(called.exitCode == 4, called.err + called.out);
    QCOMPARE(called.error().value("problem"_L1).toString(), u"SignInDeclined"_s);
    QVERIFY(called.error().value("advice"_L1).toString().contains(u"Sign in again"_s));
    // Nothing has changed: the sign-in that was there before goes on.
    QCOMPARE(m_world->settings(), settings);
    QCOMPARE(m_world->runOnce().exitCode, 0);
    QCOMPARE(m_world->stored(), 3);
}

void TestCliSignIn::theSignInEnds()
{
    QCOMPARE(m_world->connect(m_world->person()), QByteArray());
    QCOMPARE(m_world->signIn(SignInWorld::team).exitCode, 0);
    QCOMPARE(m_world->runOnce().exitCode, 0);
    m_provider.forget(SignInWorld::team);
    m_world->deliver(4);
    const Called ended = m_world->runOnce();
    QVERIFY2(ended.exitCode == 4, ended.err);
    QVERIFY2(ended.err.contains("AuthenticationFailed"), ended.err);
    QCOMPARE(m_world->stored(), 3);
    const QByteArray status = m_world->call({u"feed"_s, u"status"_s, u"--json"_s}).out;
    QVERIFY2(status.contains("needssignin"), status);
    const Called again = m_world->signIn(SignInWorld::team);
    QVERIFY2(again.exitCode == 0, again.err + again.out);
    const Called run = m_world->runOnce();
    QVERIFY2(run.exitCode == 0, run.err);
    QCOMPARE(m_world->stored(), 4);
}

/// The provider knows her, the mail server does not let her in.
void TestCliSignIn::somebodyElsesSignIn()
{
    QCOMPARE(m_world->connect(m_world->person()), QByteArray());
    const Called called = m_world->signIn(u"mallory@corp.test"_s);
    QVERIFY2(called.exitCode == 0, called.err + called.out);
    const Called run = m_world->runOnce();
    QVERIFY2(run.exitCode == 4, run.err);
    const Called tested = m_world->call({u"test"_s, u"inbound"_s, SignInWorld::team, u"--json"_s});
    QVERIFY2(tested.exitCode == 4, tested.err);
    QCOMPARE(tested.error().value("reason"_L1).toString(), u"TokenRefused"_s);
    QCOMPARE(m_world->stored(), 0);
}

void TestCliSignIn::ctrlCCancels()
{
    QCOMPARE(m_world->connect(m_world->person()), QByteArray());
    const auto process = m_world->cli.start({u"sign-in"_s, SignInWorld::team, u"--json"_s});
    QTRY_VERIFY_WITH_TIMEOUT(process->canReadLine(), 60'000);
    ::kill(pid_t(process->processId()), SIGINT);
    QTRY_COMPARE_WITH_TIMEOUT(process->state(), QProcess::NotRunning, 60'000);
    QCOMPARE(process->exitStatus(), QProcess::NormalExit);
    QCOMPARE(process->exitCode(), 1);
    QVERIFY(process->readAllStandardError().contains("\"Cancelled\""));
}

void TestCliSignIn::peopleAreToldWhereToGo()
{
    QCOMPARE(m_world->connect(m_world->person(u"devicecode"_s)), QByteArray());
    const auto process = m_world->cli.start({u"sign-in"_s, SignInWorld::team, u"--no-browser"_s});
    QByteArray said;
    QTRY_VERIFY_WITH_TIMEOUT((said += process->readAllStandardOutput()).contains("Ctrl+C"), 60'000);
    QVERIFY2(said.contains(m_provider.issuer().toUtf8() + "/device\n"), said);
    QVERIFY2(said.contains("type the code"), said);
    process->terminate();
    QTRY_COMPARE_WITH_TIMEOUT(process->state(), QProcess::NotRunning, 60'000);
    QCOMPARE(process->exitCode(), 1);
}

void TestCliSignIn::aLockedKeyringIsSaid()
{
    QCOMPARE(m_world->connect(m_world->person()), QByteArray());
    QVERIFY(m_world->keyring.stop());
    const Called none = m_world->signIn(SignInWorld::team);
    QVERIFY2(none.exitCode == 6, none.err);
    QVERIFY2(none.out.isEmpty(), none.out); // nobody is sent to the provider for nothing
    m_world->cli.vault = u"credentials"_s;
    const Called readOnly = m_world->signIn(SignInWorld::team);
    QVERIFY2(readOnly.exitCode == 6, readOnly.err);
}

void TestCliSignIn::whatCannotBeSignedInTo()
{
    QCOMPARE(m_world->connect(m_world->application(u"daemon"_s)), QByteArray());
    const Called application = m_world->signIn(SignInWorld::team);
    QVERIFY2(application.exitCode == 3, application.err);
    QCOMPARE(m_world->call({u"sign-in"_s, u"nobody@corp.test"_s}).exitCode, 1);
    QCOMPARE(m_world->call({u"sign-in"_s}).exitCode, 2);
    m_world->cli.vault = u"memory"_s;
    QCOMPARE(m_world->call({u"sign-in"_s, SignInWorld::team}).exitCode, 2);
}

void TestCliSignIn::applicationsSignInByThemselves_data()
{
    QTest::addColumn<QString>("client");
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<QByteArray>("right");
    QTest::addColumn<QString>("problem"); ///< of a wrong secret
    QTest::newRow("secret") << u"daemon"_s << QString() << QByteArray("daemon-secret") << u"WrongSecret"_s;
    QTest::newRow("PKCS #12") << u"signer"_s << u"signer.p12"_s << QByteArray("p4ss") << u"WrongPassphrase"_s;
    QTest::newRow("PEM") << u"signer"_s << u"both.pem"_s << QByteArray() << QString();
}

void TestCliSignIn::applicationsSignInByThemselves()
{
    QFETCH(const QString, client);
    QFETCH(const QString, certificate);
    QFETCH(const QByteArray, right);
    QFETCH(const QString, problem);
    const QString file = certificate.isEmpty() ? QString() : path(certificate);
    QCOMPARE(m_world->connect(m_world->application(client), file), QByteArray());
    const auto set = [this](const QByteArray &secret) {
        return m_world->call({u"secret"_s, u"set"_s, SignInWorld::team}, secret + '\n').exitCode;
    };
    if (!right.isEmpty()) {
        QCOMPARE(set("c4nary"), 0);
        const Called refused = m_world->runOnce();
        QVERIFY2(refused.exitCode == 4, refused.err);
        const Called tested = m_world->call({u"test"_s, u"inbound"_s, SignInWorld::team});
        QVERIFY2(tested.exitCode == 4 && tested.err.contains(problem.toUtf8()), tested.err);
        QVERIFY2(!(tested.err + tested.out).contains("c4nary"), tested.err);
        QCOMPARE(set(right), 0);
    }
    const Called run = m_world->runOnce();
    QVERIFY2(run.exitCode == 0, run.err);
    QCOMPARE(m_world->stored(), 3);
    const QJsonObject feed
        = m_world->call({u"feed"_s, u"status"_s, u"--json"_s}).json().value("feeds"_L1).toArray().first().toObject();
    QVERIFY(!feed.value("tokenExpiresAt"_L1).toString().isEmpty());
    QCOMPARE(feed.contains("certificateExpiresAt"_L1), !certificate.isEmpty());
}

LIAISON_TEST(TestCliSignIn)
#include "tst_cli_sign_in.moc"
