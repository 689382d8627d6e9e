#include "tests/support/test_registry.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QTcpServer>
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
    void refusesAWayThatIsNone();
    void refusesServersThatAreNone_data();
    void refusesServersThatAreNone();
    void helpNamesEveryFault();
    void saysThatAPortIsInUse();
    void aServerStaysTheSameInItsDirectory();
    void twoServersDoNotShareADirectory();
    void saysThatADirectoryCannotBeUsed();
    void theServerTellsHowToSignIn();

private:
    void start(const QStringList &arguments);
    bool ended(int ms = 60'000);
    QJsonObject told(); ///< what the server says of itself, once it does
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

void TestDemoProgram::refusesAWayThatIsNone()
{
    start({QStringLiteral("--demo"), QStringLiteral("--demo-mailbox"), QStringLiteral("pigeon")});
    QVERIFY(ended());
    QCOMPARE(m_program->exitCode(), 2);
    QVERIFY(m_program->readAllStandardError().contains("pigeon"));
    start({QStringLiteral("--demo-mailbox"), QStringLiteral("imap")});
    QVERIFY(ended());
    QCOMPARE(m_program->exitCode(), 2);
    QCOMPARE(left(), QStringList());
}

void TestDemoProgram::refusesServersThatAreNone_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("port") << QStringList{QStringLiteral("--port"), QStringLiteral("70000")};
    QTest::newRow("version") << QStringList{QStringLiteral("--exchange-version"), QStringLiteral("Exchange5.5")};
    for (const char *fault :
         {"fire=3", "busy", "busy=", "busy=x", "busy=-1", "slow=1000001", "cut-answer=1k", "cut-request=-5",
          "cut-answer=5:GetMail", "busy=3:GetItem", "sync-state=1:2", "item-error=0", "item-error=x:ErrorItemCorrupt",
          "item-error=2:", "item-error=2:Nonsense", "item-error=2:Error<>"})
        QTest::newRow(fault) << QStringList{QStringLiteral("--fault"), QLatin1String(fault)};
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

void TestDemoProgram::helpNamesEveryFault()
{
    start({QStringLiteral("demo-server"), QStringLiteral("--fault"), QStringLiteral("fire=1")});
    QVERIFY(ended());
    const QString refusal = QString::fromUtf8(m_program->readAllStandardError());
    const QString list = refusal.section(QStringLiteral("one of "), 1).section(QStringLiteral(", not"), 0, 0);
    const QStringList words = list.split(QStringLiteral(", "), Qt::SkipEmptyParts);
    QVERIFY2(words.size() >= 10, qPrintable(refusal));
    start({QStringLiteral("demo-server"), QStringLiteral("--help")});
    QVERIFY(ended());
    QCOMPARE(m_program->exitCode(), 0);
    const QString help = QString::fromUtf8(m_program->readAllStandardOutput());
    for (const QString &word : words)
        QVERIFY2(help.contains(word), qPrintable(word));
}

void TestDemoProgram::saysThatAPortIsInUse()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    const QString port = QString::number(other.serverPort());
    start({QStringLiteral("demo-server"), QStringLiteral("--port"), port});
    QVERIFY(ended());
    QCOMPARE(m_program->exitCode(), 5);
    const QByteArray words = m_program->readAllStandardError();
    QVERIFY2(words.contains("port " + port.toLatin1() + " of 127.0.0.1 is in use"), words);
    QVERIFY2(!words.contains("inside liaison"), words);
    QCOMPARE(left(), QStringList());
}

QJsonObject TestDemoProgram::told()
{
    QByteArray output;
    QJsonObject said;
    const auto read = [&] {
        said = QJsonDocument::fromJson(output += m_program->readAllStandardOutput()).object();
        return !said.isEmpty();
    };
    return QTest::qWaitFor(read, 60'000) ? said : QJsonObject();
}

void TestDemoProgram::aServerStaysTheSameInItsDirectory()
{
    const QTemporaryDir place;
    const auto contents = [](const QJsonValue &path) {
        QFile file(path.toString());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    QList<QJsonObject> servers;
    QList<QByteArrayList> files;
    for (int i = 0; i < 2; ++i) {
        start({QStringLiteral("demo-server"), QStringLiteral("--json"), QStringLiteral("--directory"),
               place.filePath(QStringLiteral("server"))});
        servers << told();
        QVERIFY(!servers.last().isEmpty());
        files << QByteArrayList{contents(servers.last().value(QLatin1String("certificate"))),
                                contents(servers.last().value(QLatin1String("clientCertificate")))};
        ::kill(static_cast<pid_t>(m_program->processId()), SIGTERM);
        QVERIFY(ended());
    }
    for (const char *key :
         {"user", "password", "certificate", "tenant", "clientId", "clientSecret", "clientCertificate"})
        QCOMPARE(servers.at(1).value(QLatin1String(key)), servers.at(0).value(QLatin1String(key)));
    QVERIFY(!files.at(0).at(0).isEmpty() && !files.at(0).at(1).isEmpty());
    QCOMPARE(files.at(1), files.at(0));
    QCOMPARE(left(), QStringList());
}

void TestDemoProgram::twoServersDoNotShareADirectory()
{
    const QTemporaryDir place;
    const QStringList server{QStringLiteral("demo-server"), QStringLiteral("--json"), QStringLiteral("--directory"),
                             place.filePath(QStringLiteral("server"))};
    start(server);
    QVERIFY(!told().isEmpty());
    const std::unique_ptr<QProcess> first = std::move(m_program);
    start(server);
    QVERIFY(ended());
    QCOMPARE(m_program->exitCode(), 1);
    const QByteArray words = m_program->readAllStandardError();
    QVERIFY2(words.contains("process " + QByteArray::number(first->processId())) && words.contains(R"("kind":"Busy")"),
             words);
    ::kill(static_cast<pid_t>(first->processId()), SIGKILL); // one that died holds nothing
    QVERIFY(QTest::qWaitFor([&first] { return first->state() == QProcess::NotRunning; }, 60'000));
    start(server);
    QVERIFY(!told().isEmpty());
    ::kill(static_cast<pid_t>(m_program->processId()), SIGTERM);
    QVERIFY(ended());
}

void TestDemoProgram::saysThatADirectoryCannotBeUsed()
{
    start({QStringLiteral("demo-server"), QStringLiteral("--directory"), QStringLiteral("/proc/x")});
    QVERIFY(ended());
    QCOMPARE(m_program->exitCode(), 3);
    const QByteArray words = m_program->readAllStandardError();
    QVERIFY2(words.startsWith("liaison: the directory /proc/x cannot be used: "), words);
    QCOMPARE(left(), QStringList());
}

void TestDemoProgram::theServerTellsHowToSignIn()
{
    start(
        {QStringLiteral("demo-server"), QStringLiteral("--json"), QStringLiteral("--fault"), QStringLiteral("busy=1")});
    const QJsonObject server = told();
    QVERIFY(!server.isEmpty());
    const auto value = [&server](const char *key) { return server.value(QLatin1String(key)).toString(); };
    for (const char *key :
         {"exchange", "exchangeScope", "graph", "graphScope", "imaps", "smtps", "user", "password", "certificate",
          "tenant", "authorize", "token", "deviceCode", "clientId", "clientSecret", "clientCertificate"})
        QVERIFY2(!value(key).isEmpty(), key);
    QCOMPARE(
        QFile::permissions(value("clientCertificate"))
            & (QFileDevice::ReadGroup | QFileDevice::ReadOther | QFileDevice::WriteGroup | QFileDevice::WriteOther),
        QFileDevice::Permissions());

    QNetworkAccessManager network;
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setCaCertificates(QSslCertificate::fromPath(value("certificate")));
    const auto post = [&](const char *where, const QByteArray &type, const QByteArray &body, const QByteArray &sign) {
        QNetworkRequest request{QUrl(value(where))};
        request.setSslConfiguration(tls);
        request.setHeader(QNetworkRequest::ContentTypeHeader, type);
        request.setRawHeader("Authorization", sign);
        const std::unique_ptr<QNetworkReply> reply(network.post(request, body));
        return QTest::qWaitFor([&] { return reply->isFinished(); }, 60'000) ? reply->readAll() : QByteArray();
    };
    const QByteArray form = "grant_type=client_credentials&scope=https%3A%2F%2F127.0.0.1%2F.default&client_id="
        + value("clientId").toUtf8() + "&client_secret=" + value("clientSecret").toUtf8();
    const QByteArray token = QJsonDocument::fromJson(post("token", "application/x-www-form-urlencoded", form, {}))
                                 .object()
                                 .value(QLatin1String("access_token"))
                                 .toString()
                                 .toLatin1();
    QVERIFY(!token.isEmpty());
    QVERIFY(post("exchange", "text/xml", "<nothing/>", "Bearer " + token).contains("ErrorServerBusy"));
    QVERIFY(post("exchange", "text/xml", "<nothing/>", "Bearer " + token).contains("ErrorSchemaValidation"));
    ::kill(static_cast<pid_t>(m_program->processId()), SIGTERM);
    QVERIFY(ended());
    QCOMPARE(left(), QStringList());
}

} // namespace liaison::test

using liaison::test::TestDemoProgram;
LIAISON_TEST(TestDemoProgram)
#include "tst_demo_program.moc"
