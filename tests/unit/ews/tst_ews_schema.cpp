#include "core/ews/tree_reader.h"
#include "core/ews/version.h"
#include "ews_requests.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QProcess>
#include <QSet>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace liaison::ews;
using namespace liaison::ews::test;

/// Every request of every version validates with the schema that servers of that version publish.
class TestEwsSchema : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void requestsValidate_data();
    void requestsValidate();
    void theCheckRefusesWhatAVersionLacks();

private:
    [[nodiscard]] QString tool() const { return m_data + QStringLiteral("/tools/validate_body.py"); }
    QString m_data;
    QTemporaryDir m_dir;
    QSet<QByteArray> m_valid; ///< schema and body of what was found good
};

namespace {

/// 2010 and 2013 published none that is kept: the first service pack's is the nearest.
QString schemaOf(ServerVersion version)
{
    switch (version) {
    case ServerVersion::Exchange2007_SP1:
        return QStringLiteral("exchange2007_sp1");
    case ServerVersion::Exchange2010:
    case ServerVersion::Exchange2010_SP1:
        return QStringLiteral("exchange2010_sp1");
    case ServerVersion::Exchange2010_SP2:
        return QStringLiteral("exchange2010_sp2");
    case ServerVersion::Exchange2013:
    case ServerVersion::Exchange2013_SP1:
        return QStringLiteral("exchange2013_sp1");
    case ServerVersion::Exchange2016:
        return QStringLiteral("exchange_se_15.2.2562.17");
    }
    return {};
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

void TestEwsSchema::initTestCase()
{
    m_data = liaison::test::testDataDir() + QStringLiteral("/ews");
    QString missing;
    if (liaison::test::testDataDir().isEmpty() || !QFile::exists(tool()))
        missing = QStringLiteral("test data not present");
    else if (QStandardPaths::findExecutable(QStringLiteral("xmllint")).isEmpty()
             || QStandardPaths::findExecutable(QStringLiteral("python3")).isEmpty())
        missing = QStringLiteral("xmllint or python3 not present");
    if (missing.isEmpty())
        return;
    QVERIFY2(!qEnvironmentVariableIsSet("CI"), qPrintable(missing));
    QSKIP(qPrintable(missing));
}

void TestEwsSchema::requestsValidate_data()
{
    QTest::addColumn<int>("version");
    for (const ServerVersion version : allVersions())
        QTest::newRow(qPrintable(requestName(version))) << static_cast<int>(version);
}

void TestEwsSchema::requestsValidate()
{
    QFETCH(int, version);
    const RequestContext context{static_cast<ServerVersion>(version), QStringLiteral("soc@corp.example")};
    const QString schema = schemaOf(context.version);
    const QList<NamedRequest> requests = allRequests(context);
    QVERIFY(requests.size() >= 25);
    // The version that the header claims is one that the schema knows.
    QVERIFY(contentOf(m_data + QStringLiteral("/xsd/") + schema + QStringLiteral("/types.xsd"))
                .contains("<xs:enumeration value=\"" + requestName(context.version).toUtf8() + '"'));

    std::vector<std::unique_ptr<QProcess>> running;
    QStringList wrong;
    const auto finish = [&] {
        for (const auto &process : running)
            if (!process->waitForFinished(60'000) || process->exitCode() != 0)
                wrong << process->objectName() + QStringLiteral(": ")
                        + QString::fromUtf8(process->readAllStandardOutput() + process->readAllStandardError());
        running.clear();
    };
    for (const NamedRequest &request : requests) {
        // 2010 and 2010 SP1 share a schema, and most bodies are the same in both.
        const QByteArray key = schema.toUtf8() + request.body.mid(request.body.indexOf("<s:Body>"));
        if (m_valid.contains(key))
            continue;
        m_valid.insert(key);
        const QString path = m_dir.filePath(QStringLiteral("%1-%2.xml").arg(version).arg(running.size()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(request.body) == request.body.size());
        file.close();
        running.push_back(std::make_unique<QProcess>());
        running.back()->setObjectName(request.name);
        running.back()->start(QStringLiteral("python3"), {tool(), path, schema});
        if (running.size() == 4)
            finish();
    }
    finish();
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
}

void TestEwsSchema::theCheckRefusesWhatAVersionLacks()
{
    // Streaming asked of a server of 2007: a check that took this would take anything.
    const RequestContext newest{ServerVersion::Exchange2016, {}};
    for (const NamedRequest &request : allRequests(newest)) {
        if (request.name != QLatin1String("Subscribe, streaming"))
            continue;
        const QString path = m_dir.filePath(QStringLiteral("streaming.xml"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(request.body) > 0);
        file.close();
        QProcess process;
        process.start(QStringLiteral("python3"), {tool(), path, QStringLiteral("exchange2007_sp1")});
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitCode(), 1);
        return;
    }
    QFAIL("no streaming request");
}

LIAISON_TEST(TestEwsSchema)
#include "tst_ews_schema.moc"
