#include "core/secrets/keychain_vault.h"
#include "tests/support/server_process.h"
#include "tests/support/test_registry.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/prctl.h>

using namespace liaison;

namespace {
constexpr const char *childVariable = "LIAISON_TEST_KEYRING_CHILD";

template <class T> std::optional<Result<T>> waited(const Future<T> &future)
{
    const bool finished = QTest::qWaitFor([&] { return future.isFinished(); }, 30'000);
    return finished && future.resultCount() > 0 ? std::optional(future.result()) : std::nullopt;
}

template <class T> QString kindOf(const std::optional<Result<T>> &result)
{
    if (!result)
        return QStringLiteral("no answer");
    return result->has_value() ? QStringLiteral("success") : errorKindName(result->error().kind);
}

/// What a vault says about a key: "= secret", "missing", or the error's kind.
QString told(secrets::Vault &vault, const QString &key)
{
    const auto result = waited(vault.read(key));
    if (!result || !result->has_value())
        return kindOf(result);
    const std::optional<Secret> &secret = result->value();
    return secret ? QStringLiteral("= ") + QString::fromUtf8(secret->reveal()) : QStringLiteral("missing");
}

/// A bus of its own, on which nothing is started on demand: no prompter can wait for a person.
QByteArray busConfiguration(const QString &socket)
{
    return "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\" "
           "\"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">\n"
           "<busconfig><type>session</type><listen>unix:path="
        + socket.toUtf8()
        + "</listen><policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/>"
          "<allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>\n";
}
} // namespace

/// The vault on a real gnome-keyring in a private D-Bus session. The session is this process's environment, so
/// it is set up before anything talks to a bus; what needs another one runs in a child process.
class TestKeyring : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void writesReadsOverwritesRemoves();
    void callsAreDoneInOrder();
    void servicesAreApart();
    void bytesSurvive();
    void aVaultMayDieWithCallsUnderWay();
    void aLockedKeyringIsToldApart();
    void unlockedAgainItHasWhatWasKept();
    void aMissingServiceIsUnavailable();
    void withoutABusItIsUnavailable();
    void cleanupTestCase();

private:
    static void runAsChild(const char *function, const QString &bus);
    bool startBus();
    bool startKeyring(bool unlocked);
    bool waitForService();

    QTemporaryDir m_dir;
    QProcess m_bus;
    QProcess m_keyring;
};

void TestKeyring::initTestCase()
{
    if (qEnvironmentVariableIsSet(childVariable))
        return; // runAsChild()
    REQUIRE_SERVER(!test::findProgram({u"gnome-keyring-daemon"_qs}).isEmpty()
                       && !test::findProgram({u"dbus-daemon"_qs}).isEmpty(),
                   "gnome-keyring-daemon or dbus-daemon is not installed");
    QVERIFY(m_dir.isValid());
    const QString run = m_dir.filePath(u"run"_qs);
    QVERIFY(QDir().mkpath(run) && QDir().mkpath(m_dir.filePath(u"data"_qs)));
    QVERIFY(QFile::setPermissions(run, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    qputenv("HOME", m_dir.path().toUtf8());
    qputenv("XDG_RUNTIME_DIR", run.toUtf8());
    qputenv("XDG_DATA_HOME", m_dir.filePath(u"data"_qs).toUtf8());
    qputenv("XDG_CURRENT_DESKTOP", "GNOME");
    qunsetenv("DISPLAY");
    qunsetenv("WAYLAND_DISPLAY");
    qunsetenv("GNOME_KEYRING_CONTROL");
    for (QProcess *process : {&m_bus, &m_keyring})
        process->setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGTERM); }); // dies with the test
    QVERIFY(startBus());
    QVERIFY(startKeyring(true));
}

bool TestKeyring::startBus()
{
    const QString socket = m_dir.filePath(u"bus"_qs);
    QFile configuration(m_dir.filePath(u"bus.conf"_qs));
    if (!configuration.open(QIODevice::WriteOnly) || configuration.write(busConfiguration(socket)) <= 0)
        return false;
    configuration.close();
    m_bus.setStandardErrorFile(QProcess::nullDevice());
    m_bus.start(test::findProgram({u"dbus-daemon"_qs}),
                {u"--config-file="_qs + configuration.fileName(), u"--nofork"_qs, u"--print-address"_qs});
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + socket.toUtf8());
    return QTest::qWaitFor([&] { return m_bus.canReadLine(); }, 10'000);
}

bool TestKeyring::startKeyring(bool unlocked)
{
    QStringList arguments{u"--foreground"_qs, u"--components=secrets"_qs};
    if (unlocked)
        arguments << u"--unlock"_qs;
    m_keyring.setStandardErrorFile(QProcess::nullDevice());
    m_keyring.setStandardOutputFile(QProcess::nullDevice());
    m_keyring.start(test::findProgram({u"gnome-keyring-daemon"_qs}), arguments);
    if (unlocked) {
        m_keyring.write("keyring password\n");
        m_keyring.closeWriteChannel();
    }
    return waitForService();
}

bool TestKeyring::waitForService()
{
    return QTest::qWaitFor(
        [] {
            QDBusMessage message
                = QDBusMessage::createMethodCall(u"org.freedesktop.secrets"_qs, u"/org/freedesktop/secrets"_qs,
                                                 u"org.freedesktop.Secret.Service"_qs, u"ReadAlias"_qs);
            message << u"default"_qs;
            const QDBusMessage reply = QDBusConnection::sessionBus().call(message, QDBus::Block, 1'000);
            return reply.type() == QDBusMessage::ReplyMessage;
        },
        20'000);
}

/// Runs one function of this class in a new process on another bus, or on this one anew.
void TestKeyring::runAsChild(const char *function, const QString &bus)
{
    QProcess child;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QString::fromLatin1(childVariable), u"1"_qs);
    environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_qs, bus);
    child.setProcessEnvironment(environment);
    child.setProcessChannelMode(QProcess::MergedChannels);
    child.start(QCoreApplication::applicationFilePath(), {u"tst_keyring"_qs, QString::fromLatin1(function)});
    QVERIFY(child.waitForFinished(60'000));
    QVERIFY2(child.exitStatus() == QProcess::NormalExit && child.exitCode() == 0, child.readAll().constData());
}

void TestKeyring::cleanupTestCase()
{
    for (QProcess *process : {&m_keyring, &m_bus}) {
        process->terminate();
        if (process->state() != QProcess::NotRunning && !process->waitForFinished(5'000))
            process->kill();
    }
}

void TestKeyring::writesReadsOverwritesRemoves()
{
    const auto vault = secrets::keychainVault(u"liaison-test"_qs);
    const QString key = u"mailbox/1/inbound"_qs;
    QCOMPARE(told(*vault, key), u"missing"_qs);

    QCOMPARE(kindOf(waited(vault->write(key, Secret("one")))), u"success"_qs);
    QCOMPARE(told(*vault, key), u"= one"_qs);
    QCOMPARE(kindOf(waited(vault->write(key, Secret("two")))), u"success"_qs);
    QCOMPARE(told(*vault, key), u"= two"_qs);

    QCOMPARE(kindOf(waited(vault->remove(key))), u"success"_qs);
    QCOMPARE(told(*vault, key), u"missing"_qs);
    QCOMPARE(kindOf(waited(vault->remove(key))), u"success"_qs); // what is not there is no error
}

void TestKeyring::callsAreDoneInOrder()
{
    const auto vault = secrets::keychainVault(u"liaison-test"_qs);
    QList<Future<void>> writes;
    for (int i = 0; i < 20; ++i)
        writes << vault->write(u"order"_qs, Secret(QByteArray::number(i)));
    const QString last = told(*vault, u"order"_qs);
    for (const Future<void> &write : std::as_const(writes))
        QVERIFY(write.isFinished() && write.result().has_value());
    QCOMPARE(last, u"= 19"_qs);
}

void TestKeyring::servicesAreApart()
{
    const auto one = secrets::keychainVault(u"liaison-test"_qs);
    const auto other = secrets::keychainVault(u"liaison-other"_qs);
    QCOMPARE(kindOf(waited(one->write(u"apart"_qs, Secret("mine")))), u"success"_qs);
    QCOMPARE(told(*other, u"apart"_qs), u"missing"_qs);
}

void TestKeyring::bytesSurvive()
{
    const auto vault = secrets::keychainVault(u"liaison-test"_qs);
    for (const QByteArray &secret :
         {QByteArray("p\xC3\xA4\xC3\x9F \xE2\x82\xAC"), QByteArray(5'000, 'x'), QByteArray(" ")}) {
        QCOMPARE(kindOf(waited(vault->write(u"bytes"_qs, Secret(secret)))), u"success"_qs);
        QCOMPARE(told(*vault, u"bytes"_qs), u"= "_qs + QString::fromUtf8(secret));
    }
}

void TestKeyring::aVaultMayDieWithCallsUnderWay()
{
    auto vault = secrets::keychainVault(u"liaison-test"_qs);
    const Future<void> first = vault->write(u"dying"_qs, Secret("x"));
    const Future<void> second = vault->write(u"dying"_qs, Secret("y"));
    QCoreApplication::processEvents(); // the first job is started
    vault.reset();
    QTRY_VERIFY(first.isFinished() && second.isFinished());
    const auto next = secrets::keychainVault(u"liaison-test"_qs);
    QCOMPARE(kindOf(waited(next->write(u"dying"_qs, Secret("z")))), u"success"_qs);
}

void TestKeyring::aLockedKeyringIsToldApart()
{
    const auto vault = secrets::keychainVault(u"liaison-test"_qs);
    QCOMPARE(kindOf(waited(vault->write(u"kept"_qs, Secret("safe")))), u"success"_qs);

    m_keyring.terminate();
    QVERIFY(m_keyring.waitForFinished(5'000));
    QVERIFY(startKeyring(false));
    QCOMPARE(kindOf(waited(vault->read(u"kept"_qs))), u"KeychainLocked"_qs);
    QCOMPARE(kindOf(waited(vault->read(u"never written"_qs))), u"KeychainLocked"_qs);
    QCOMPARE(kindOf(waited(vault->write(u"kept"_qs, Secret("other")))), u"KeychainLocked"_qs);
    QCOMPARE(kindOf(waited(vault->remove(u"kept"_qs))), u"KeychainLocked"_qs);
}

void TestKeyring::unlockedAgainItHasWhatWasKept()
{
    // In a process of its own: libsecret holds on to its session with the service that ended.
    if (qEnvironmentVariableIsSet(childVariable)) {
        const auto vault = secrets::keychainVault(u"liaison-test"_qs);
        QCOMPARE(told(*vault, u"kept"_qs), u"= safe"_qs);
        return;
    }
    m_keyring.terminate();
    QVERIFY(m_keyring.waitForFinished(5'000));
    QVERIFY(startKeyring(true));
    runAsChild("unlockedAgainItHasWhatWasKept", qEnvironmentVariable("DBUS_SESSION_BUS_ADDRESS"));
}

void TestKeyring::aMissingServiceIsUnavailable()
{
    const auto vault = secrets::keychainVault(u"liaison-test"_qs);
    m_keyring.terminate();
    QVERIFY(m_keyring.waitForFinished(5'000));
    QCOMPARE(kindOf(waited(vault->read(u"kept"_qs))), u"KeychainUnavailable"_qs);
    QCOMPARE(kindOf(waited(vault->write(u"kept"_qs, Secret("x")))), u"KeychainUnavailable"_qs);
    QCOMPARE(kindOf(waited(vault->remove(u"kept"_qs))), u"KeychainUnavailable"_qs);
}

void TestKeyring::withoutABusItIsUnavailable()
{
    if (!qEnvironmentVariableIsSet(childVariable))
        return runAsChild("withoutABusItIsUnavailable", u"unix:path=/nonexistent/bus"_qs);
    const auto vault = secrets::keychainVault(u"liaison-test"_qs);
    QCOMPARE(kindOf(waited(vault->read(u"key"_qs))), u"KeychainUnavailable"_qs);
    QCOMPARE(kindOf(waited(vault->write(u"key"_qs, Secret("x")))), u"KeychainUnavailable"_qs);
    QCOMPARE(kindOf(waited(vault->remove(u"key"_qs))), u"KeychainUnavailable"_qs);
}

LIAISON_TEST(TestKeyring)
#include "tst_keyring.moc"
