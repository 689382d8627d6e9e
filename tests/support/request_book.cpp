#include "tests/support/request_book.h"

#include "tests/support/exchange_schemas.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>

namespace liaison::test {

namespace {

/// One process for all: the tool looks at one file a call, and starts xmllint for each.
const char script[] = R"py(
import contextlib, io, json, runpy, sys
tool, files = json.load(sys.stdin)
for path, schema in files:
    sys.argv, said = [tool, path, schema], io.StringIO()
    try:
        with contextlib.redirect_stdout(said):
            runpy.run_path(tool, run_name="__main__")
    except SystemExit as end:
        if end.code:
            print(schema, said.getvalue(), open(path).read()[:2000])
)py";

QString claimedVersion(const QByteArray &envelope)
{
    static const QRegularExpression version(QStringLiteral("RequestServerVersion Version=\"([^\"]*)\""));
    return version.match(QString::fromUtf8(envelope.left(2'000))).captured(1);
}

/// The envelope with ids, states and MIME made equal.
QByteArray shapeOf(const QByteArray &envelope)
{
    static const QRegularExpression contents(QStringLiteral("(?<=[\">])[A-Za-z0-9+/=]{20,}(?=[\"<])"));
    return QString::fromUtf8(envelope).replace(contents, QStringLiteral("x")).toUtf8();
}

} // namespace

RequestBook &RequestBook::shared()
{
    static RequestBook book;
    return book;
}

void RequestBook::add(const QList<QByteArray> &envelopes)
{
    for (const QByteArray &envelope : envelopes)
        m_byShape.insert(shapeOf(envelope), envelope);
}

QByteArray RequestBook::faults()
{
    m_checked = 0;
    const QString tool = testDataDir() + QStringLiteral("/ews/tools/validate_body.py");
    if (testDataDir().isEmpty() || !QFile::exists(tool)
        || QStandardPaths::findExecutable(QStringLiteral("xmllint")).isEmpty())
        return qEnvironmentVariableIsSet("CI") ? "test data or xmllint not present" : QByteArray();
    const QTemporaryDir dir;
    QJsonArray files;
    for (const QByteArray &envelope : std::as_const(m_byShape)) {
        QFile file(dir.filePath(QStringLiteral("%1.xml").arg(files.size())));
        if (!file.open(QIODevice::WriteOnly) || file.write(envelope) != envelope.size())
            return "no file";
        files << QJsonArray{file.fileName(), exchangeSchemaOf(claimedVersion(envelope))};
    }
    QProcess python;
    python.start(QStringLiteral("python3"), {QStringLiteral("-c"), QString::fromLatin1(script)});
    python.write(QJsonDocument(QJsonArray{tool, files}).toJson(QJsonDocument::Compact));
    python.closeWriteChannel();
    if (!python.waitForFinished(240'000) || python.exitCode() != 0)
        return "validate_body.py does not work: " + python.readAllStandardError();
    m_checked = files.size();
    return python.readAllStandardOutput().trimmed();
}

} // namespace liaison::test
