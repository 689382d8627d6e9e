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
    void theServerTellsHowToSignIn();

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
    QTest::newRow("fault") << QStringList{QStringLiteral("--fault"), QStringLiteral("fire=3")};
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

void TestDemoProgram::theServerTellsHowToSignIn()
{
    start(
        {QStringLiteral("demo-server"), QStringLiteral("--json"), QStringLiteral("--fault"), QStringLiteral("busy=1")});
    QByteArray output;
    const auto read = [&] { return QJsonDocument::fromJson(output += m_program->readAllStandardOutput()).object(); };
    QTRY_VERIFY_WITH_TIMEOUT(!read().isEmpty(), 60'000);
    const QJsonObject told = read();
    const auto value = [&told](const char *key) { return told.value(QLatin1String(key)).toString(); };
    for (const char *key : {"exchange", "imaps", "smtps", "user", "password", "certificate", "tenant", "authorize",
                            "token", "deviceCode", "clientId", "clientSecret", "clientCertificate"})
        QVERIFY2(!value(key).isEmpty(), key);
    QVERIFY(QFile::exists(value("clientCertificate")));

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
