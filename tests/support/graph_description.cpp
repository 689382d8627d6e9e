#include "tests/support/graph_description.h"

#include "tests/support/test_registry.h"

#include <QFile>
#include <QJsonDocument>
#include <QProcess>
#include <QStandardPaths>

namespace liaison::test::graph_description {

namespace {
// Where Debian has node's modules; a node from elsewhere does not look there by itself.
const QString modules = QStringLiteral("/usr/share/nodejs");

/// What a script says of that; empty: nothing.
QByteArray saidBy(const QString &script, const QJsonArray &subject)
{
    QProcess node;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("NODE_PATH"), modules);
    node.setProcessEnvironment(environment);
    node.start(QStringLiteral("node"), {script, file()});
    node.write(QJsonDocument(subject).toJson(QJsonDocument::Compact));
    node.closeWriteChannel();
    if (!node.waitForFinished(60'000) || node.exitStatus() != QProcess::NormalExit)
        return "node does not end";
    const QByteArray said = node.readAllStandardOutput();
    return node.exitCode() == 0 && said.isEmpty() ? said : said + node.readAllStandardError() + '.';
}

} // namespace

QString file()
{
    return testDataDir() + QStringLiteral("/graph/openapi-mail.json");
}

QString missing()
{
    if (testDataDir().isEmpty() || !QFile::exists(file()))
        return QStringLiteral("test data not present");
    if (QStandardPaths::findExecutable(QStringLiteral("node")).isEmpty()
        || !QFile::exists(modules + QStringLiteral("/ajv")))
        return QStringLiteral("node or ajv not present");
    return {};
}

QByteArray faultsOf(const QJsonArray &requests)
{
    return saidBy(QStringLiteral(LIAISON_SOURCE_DIR "/tests/support/validate_requests.mjs"), requests);
}

QByteArray answerFaultsOf(const QJsonArray &answers)
{
    return saidBy(QStringLiteral(LIAISON_SOURCE_DIR "/tests/support/validate_answers.mjs"), answers);
}

} // namespace liaison::test::graph_description
