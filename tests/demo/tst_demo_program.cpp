#include "tests/support/test_registry.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

namespace liaison::test {

/// `liaison --demo` as people start it.
class TestDemoProgram : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void theProfileIsGoneAfterASignal_data();
    void theProfileIsGoneAfterASignal();
    void theTourLeavesPicturesAndNothingElse();
    void refusesAProfile();
    void refusesServersThatAreNone_data();
    void refusesServersThatAreNone();

private:
    void start(const QStringList &arguments);
    bool ended(int ms = 60'000);
    [[nodiscard]] QStringList left() const
    {
        return QDir(m_temp->path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    }

    QTemporaryDir m_runtime;
    std::unique_ptr<QTemporaryDir> m_temp; ///< where the program makes its temporary files
    std::unique_ptr<QProcess> m_program;   ///< killed by its destructor where it did not end
};

void TestDemoProgram::init()
{
    m_program.reset();
    m_temp = std::make_unique<QTemporaryDir>();
    QVERIFY(m_temp->isValid());
}

void TestDemoProgram::start(const QStringList &arguments)
{
    m_program = std::make_unique<QProcess>();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    environment.insert(QStringLiteral("TMPDIR"), m_temp->path());
    environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), m_runtime.path()); // else Qt makes one in TMPDIR
    m_program->setProcessEnvironment(environment);
    m_program->start(QStringLiteral(LIAISON_PROGRAM), arguments);
}

bool TestDemoProgram::ended(int ms)
{
    return QTest::qWaitFor([this] { return m_program->state() == QProcess::NotRunning; }, ms)
        && m_program->exitStatus() == QProcess::NormalExit;
}

void TestDemoProgram::theProfileIsGoneAfterASignal_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGTERM") << SIGTERM;
    QTest::newRow("SIGINT") << SIGINT;
}

void TestDemoProgram::theProfileIsGoneAfterASignal()
{
    QFETCH(int, signal);
    start({QStringLiteral("--demo")});
    QTRY_VERIFY_WITH_TIMEOUT(!QDir(m_temp->path()).entryList({QStringLiteral("liaison-demo-*")}, QDir::Dirs).isEmpty()
                                 && QFile::exists(m_temp->filePath(left().first() + QStringLiteral("/liaison.sqlite"))),
                             60'000);
    ::kill(static_cast<pid_t>(m_program->processId()), signal);
    QVERIFY(ended());
    QCOMPARE(m_program->exitCode(), 0);
    QCOMPARE(left(), QStringList());
}

void TestDemoProgram::theTourLeavesPicturesAndNothingElse()
{
    const QTemporaryDir pictures;
    start({QStringLiteral("--demo"), QStringLiteral("--language"), QStringLiteral("de"), QStringLiteral("--tour"),
           pictures.filePath(QStringLiteral("made/by/the/tour"))});
    QVERIFY(ended(250'000));
    QVERIFY2(m_program->exitCode() == 0, m_program->readAllStandardOutput() + m_program->readAllStandardError());
    QFile file(pictures.filePath(QStringLiteral("made/by/the/tour/tour.json")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonArray report = QJsonDocument::fromJson(file.readAll()).array();
    QVERIFY(!report.isEmpty());
    for (const QJsonValue &step : report)
        QVERIFY(QFile::exists(pictures.filePath(QStringLiteral("made/by/the/tour/")
                                                + step.toObject().value(QLatin1String("picture")).toString())));
    QCOMPARE(left(), QStringList());
}

void TestDemoProgram::refusesAProfile()
{
    start({QStringLiteral("--demo"), QStringLiteral("--profile"), m_temp->filePath(QStringLiteral("mine"))});
    QVERIFY(ended());
    QCOMPARE(m_program->exitCode(), 2);
    QCOMPARE(left(), QStringList());
}

void TestDemoProgram::refusesServersThatAreNone_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("port") << QStringList{QStringLiteral("--port"), QStringLiteral("70000")};
    QTest::newRow("version") << QStringList{QStringLiteral("--exchange-version"), QStringLiteral("Exchange5.5")};
    QTest::newRow("mails") << QStringList{QStringLiteral("--mails"), QStringLiteral("-1")};
}

void TestDemoProgram::refusesServersThatAreNone()
{
    QFETCH(QStringList, arguments);
    start(QStringList{QStringLiteral("demo-server")} + arguments);
    QVERIFY(ended());
    QCOMPARE(m_program->exitCode(), 2);
    QVERIFY(m_program->readAllStandardError().contains(arguments.at(1).toUtf8()));
    QCOMPARE(left(), QStringList());
}

} // namespace liaison::test

using liaison::test::TestDemoProgram;
LIAISON_TEST(TestDemoProgram)
#include "tst_demo_program.moc"
