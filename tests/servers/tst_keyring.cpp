#include "core/secrets/keychain_vault.h"
#include "tests/support/keyring.h"
#include "tests/support/server_process.h"
#include "tests/support/test_registry.h"

#include <QProcess>
#include <QTest>

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

private:
    static void runAsChild(const char *function, const QString &bus);

    test::Keyring m_keyring;
};

void TestKeyring::initTestCase()
{
    if (qEnvironmentVariableIsSet(childVariable))
        return; // runAsChild()
    REQUIRE_SERVER(test::Keyring::missing().isEmpty(), qPrintable(test::Keyring::missing()));
    const auto environment = m_keyring.environment();
    for (const auto &[name, value] : environment) {
        if (value.isEmpty())
            qunsetenv(name.toLatin1().constData());
        else
            qputenv(name.toLatin1().constData(), value.toUtf8());
    }
    QVERIFY(m_keyring.startBus());
    QVERIFY(m_keyring.start(true));
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

    QVERIFY(m_keyring.stop());
    QVERIFY(m_keyring.start(false));
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
    QVERIFY(m_keyring.stop());
    QVERIFY(m_keyring.start(true));
    runAsChild("unlockedAgainItHasWhatWasKept", qEnvironmentVariable("DBUS_SESSION_BUS_ADDRESS"));
}

void TestKeyring::aMissingServiceIsUnavailable()
{
    const auto vault = secrets::keychainVault(u"liaison-test"_qs);
    QVERIFY(m_keyring.stop());
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
