#include "core/store/leases.h"
#include "core/store/mailboxes.h"
#include "core/store/store.h"
#include "tests/support/await.h"
#include "tests/support/test_registry.h"

#include <QDir>
#include <QFile>
#include <QHash>
#include <QHostAddress>
#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QUuid>

#include <csignal>

namespace liaison::test {

/// The real program, told to end by the system.
class TestQuitSignals : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void endsInOrder_data();
    void endsInOrder();
    void endsInOrderUnderWork();
    void endsWhileANameIsLookedUp();

private:
    Result<domain::Mailbox> saveMailbox(const QString &host, quint16 port);
    void start(const QHash<QString, QString> &more = {});
    void tell(int signal) const { ::kill(static_cast<pid_t>(m_program->processId()), signal); }
    /// Whether the program ended by itself with exit code 0.
    bool ended();
    [[nodiscard]] QString storePath() const { return m_dir->filePath(QStringLiteral("profile/liaison.sqlite")); }
    template <class F> auto inStore(F f)
    {
        const SystemClock clock;
        store::Store store({storePath(), {}, 60'000}, &clock);
        const Result<void> opened = await(store.open());
        using Answer = decltype(await(store.write(f)));
        return opened ? await(store.write(f)) : Answer(fail(opened.error()));
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<QProcess> m_program; ///< killed by its destructor where it did not end
};

void TestQuitSignals::init()
{
    m_program.reset();
    m_dir = std::make_unique<QTemporaryDir>();
    QVERIFY(m_dir->isValid());
}

/// A mailbox in the profile whose feed runs from the start.
Result<domain::Mailbox> TestQuitSignals::saveMailbox(const QString &host, quint16 port)
{
    QDir(m_dir->path()).mkdir(QStringLiteral("profile"));
    domain::Mailbox mailbox;
    mailbox.uuid = QUuid::createUuid();
    mailbox.address = QStringLiteral("ir@corp.example");
    mailbox.feedWanted = true;
    mailbox.inbound.host = host;
    mailbox.inbound.port = port;
    mailbox.inbound.security = domain::Security::None;
    mailbox.inbound.signIn = domain::SignIn::None; // the vault in memory is empty
    mailbox.outbound = mailbox.inbound;
    mailbox.outbound.protocol = domain::Protocol::Smtp;
    return inStore([&](store::Session &session) -> Result<domain::Mailbox> {
        store::Mailboxes mailboxes(session);
        auto made = mailboxes.save(mailbox);
        if (!made)
            return made;
        const auto wanted = mailboxes.setFeedWanted(made->id, true);
        return wanted ? made : fail(wanted.error());
    });
}

void TestQuitSignals::start(const QHash<QString, QString> &more)
{
    m_program = std::make_unique<QProcess>();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    for (auto it = more.cbegin(); it != more.cend(); ++it)
        environment.insert(it.key(), it.value());
    m_program->setProcessEnvironment(environment);
    m_program->setProcessChannelMode(QProcess::ForwardedChannels);
    m_program->start(QStringLiteral(LIAISON_PROGRAM),
                     {QStringLiteral("--profile"), m_dir->filePath(QStringLiteral("profile")),
                      QStringLiteral("--vault"), QStringLiteral("memory")});
}

bool TestQuitSignals::ended()
{
    return QTest::qWaitFor([this] { return m_program->state() == QProcess::NotRunning; }, 60'000)
        && m_program->exitStatus() == QProcess::NormalExit && m_program->exitCode() == 0;
}

void TestQuitSignals::endsInOrder_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGTERM") << SIGTERM;
    QTest::newRow("SIGINT") << SIGINT;
}

void TestQuitSignals::endsInOrder()
{
    QFETCH(int, signal);
    start();
    // The handlers are there before the store's file is made, so this may well be in the middle of opening it.
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(storePath()), 60'000);
    tell(signal);
    QVERIFY(ended());
    const auto mailboxes = inStore([](store::Session &session) { return store::Mailboxes(session).list(); });
    QVERIFY2(mailboxes, why(mailboxes));
    QVERIFY(mailboxes->isEmpty());
}

void TestQuitSignals::endsInOrderUnderWork()
{
    QTcpServer silent; // a mail server that takes the connection and never says a word
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    const auto saved = saveMailbox(QStringLiteral("127.0.0.1"), silent.serverPort());
    QVERIFY2(saved, why(saved));
    start();
    QTRY_VERIFY_WITH_TIMEOUT(silent.hasPendingConnections(), 60'000);
    tell(SIGTERM);
    QVERIFY(ended());
    // The feed gave its mailbox back: a program that was merely killed would hold it for a minute more.
    const auto lease = inStore([id = saved->id](store::Session &session) {
        return store::Leases(session).acquire(id, QStringLiteral("next"), QStringLiteral("host.example"), 60'000);
    });
    QVERIFY2(lease, why(lease));
}

void TestQuitSignals::endsWhileANameIsLookedUp()
{
    const auto saved = saveMailbox(QStringLiteral("mail.corp.example"), 143);
    QVERIFY2(saved, why(saved));
    const QString asked = m_dir->filePath(QStringLiteral("asked"));
    start({{QStringLiteral("LD_PRELOAD"), QStringLiteral(SLOW_NAMES)},
           {QStringLiteral("SLOW_NAMES_ASKED"), asked},
           {QStringLiteral("ASAN_OPTIONS"), QStringLiteral("detect_leaks=0:verify_asan_link_order=0")}});
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(asked), 60'000);
    tell(SIGTERM);
    QVERIFY(ended()); // the name never comes
    const auto lease = inStore([id = saved->id](store::Session &session) {
        return store::Leases(session).acquire(id, QStringLiteral("next"), QStringLiteral("host.example"), 60'000);
    });
    QVERIFY2(lease, why(lease));
}

} // namespace liaison::test

using liaison::test::TestQuitSignals;
LIAISON_TEST(TestQuitSignals)
#include "tst_quit_signals.moc"
