#include "tests/cli/cli_world.h"
#include "tests/support/keyring.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QTest>

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;

/// Passwords by the command line into a real gnome-keyring, and out of it to a real Dovecot.
class TestCliKeyring : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void aPasswordThatIsSetIsUsed();
    void aLockedKeyringIsSaid();
    void aMissingKeyringIsSaid();

private:
    QByteArray importMailbox();
    Called setSecret(const QByteArray &password)
    {
        return m_cli->call({u"secret"_s, u"set"_s, analysts}, password + '\n');
    }
    Called runOnce() { return m_cli->call({u"feed"_s, u"run"_s, u"--once"_s, u"--json"_s}); }

    std::unique_ptr<ServerWorld> m_servers;
    std::unique_ptr<Keyring> m_keyring;
    std::unique_ptr<CliWorld> m_cli;
};

void TestCliKeyring::initTestCase()
{
    REQUIRE_SERVER(Keyring::missing().isEmpty(), qPrintable(Keyring::missing()));
    REQUIRE_SERVER(MailHost::missing().isEmpty(), qPrintable(MailHost::missing()));
    m_servers = std::make_unique<ServerWorld>();
    m_servers->tls = serverCertificate(m_servers->certificates.path(), u"localhost"_s);
    const QByteArray failure = m_servers->start();
    QVERIFY2(failure.isEmpty(), failure);
}

void TestCliKeyring::init()
{
    m_keyring = std::make_unique<Keyring>();
    QVERIFY(m_keyring->startBus());
    QVERIFY(m_keyring->start(true));
    m_cli = std::make_unique<CliWorld>();
    m_cli->vault = u"keychain"_s;
    m_cli->variables = m_keyring->environment();
    QCOMPARE(importMailbox(), QByteArray());
}

QByteArray TestCliKeyring::importMailbox()
{
    QJsonObject mailbox = CliWorld::mailboxSettings(m_servers->host->imapsPort(), m_servers->host->smtpsPort(),
                                                    m_servers->tls.ca, analysts);
    const Called imported = m_cli->importSettings(
        {{u"format"_s, u"liaison-settings"_s}, {u"version"_s, 1}, {u"mailboxes"_s, QJsonArray{mailbox}}});
    return imported.exitCode == 0 ? QByteArray() : imported.err;
}

void TestCliKeyring::aPasswordThatIsSetIsUsed()
{
    const Called without = runOnce();
    QVERIFY2(without.exitCode == 4, without.err);
    QCOMPARE(without.error().value("kind"_L1).toString(), u"CredentialsMissing"_s);
    QCOMPARE(setSecret("wrong").exitCode, 0);
    QCOMPARE(runOnce().error().value("kind"_L1).toString(), u"AuthenticationFailed"_s);
    const Called set = setSecret(analystsPassword.toUtf8());
    QVERIFY2(set.exitCode == 0, set.err);
    QVERIFY(!set.out.contains(analystsPassword.toUtf8()));
    const Called run = runOnce();
    QVERIFY2(run.exitCode == 0, run.err);
    QCOMPARE(m_cli->call({u"doctor"_s}).exitCode, 0);
    // It is there after the desktop was left and entered again.
    QVERIFY(m_keyring->stop());
    QVERIFY(m_keyring->start(true));
    QCOMPARE(runOnce().exitCode, 0);
}

void TestCliKeyring::aLockedKeyringIsSaid()
{
    QCOMPARE(setSecret(analystsPassword.toUtf8()).exitCode, 0);
    QVERIFY(m_keyring->stop());
    QVERIFY(m_keyring->start(false));
    for (const QStringList &words : {QStringList{u"secret"_s, u"set"_s, analysts}, QStringList{u"doctor"_s},
                                     QStringList{u"feed"_s, u"run"_s, u"--once"_s}}) {
        const Called called = m_cli->call(words, "another\n");
        QVERIFY2(called.exitCode == 6, words.join(u' ').toUtf8() + ": " + called.err + called.out);
        QVERIFY2((called.err + called.out).contains("the keychain is locked"), called.err + called.out);
        QVERIFY(!called.err.contains("another"));
    }
    // What is kept in it was not touched.
    QVERIFY(m_keyring->stop());
    QVERIFY(m_keyring->start(true));
    const Called run = runOnce();
    QVERIFY2(run.exitCode == 0, run.err);
}

void TestCliKeyring::aMissingKeyringIsSaid()
{
    QVERIFY(m_keyring->stop());
    const Called set = setSecret("never kept");
    QVERIFY2(set.exitCode == 6, set.err);
    QVERIFY2(set.err.contains("the keychain cannot be reached"), set.err);
    QVERIFY(!set.err.contains("never kept"));
}

LIAISON_TEST(TestCliKeyring)
#include "tst_cli_keyring.moc"
