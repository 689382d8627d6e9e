#include "graph_files.h"

#include "tests/support/test_registry.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

namespace liaison::graph::test {

namespace {

/// Status line, headers, a blank line, the body; line ends of either kind, as a browser's tools save it.
RecordedAnswer fromHttp(const QByteArray &text)
{
    RecordedAnswer answer;
    qsizetype at = 0;
    bool first = true;
    while (at < text.size()) {
        const qsizetype end = text.indexOf('\n', at) < 0 ? text.size() : text.indexOf('\n', at);
        const QByteArray line = text.mid(at, end - at).trimmed();
        at = end + 1;
        if (line.isEmpty())
            break;
        const qsizetype colon = line.indexOf(':');
        if (first)
            answer.head.status = line.split(' ').value(1).toInt();
        else if (colon > 0 && line.left(colon).compare("Content-Encoding", Qt::CaseInsensitive) != 0) // unpacked here
            answer.head.headers << qMakePair(line.left(colon), line.mid(colon + 1).trimmed());
        first = false;
    }
    answer.body = text.mid(at);
    return answer;
}

/// {"status":…,"headers":{…},"body":{…}}: what people quoted in issues.
RecordedAnswer fromIssue(const QByteArray &text)
{
    const QJsonObject json = QJsonDocument::fromJson(text).object();
    RecordedAnswer answer{{json.value(QLatin1String("status")).toInt(), {}},
                          QJsonDocument(json.value(QLatin1String("body")).toObject()).toJson()};
    const QJsonObject headers = json.value(QLatin1String("headers")).toObject();
    for (auto header = headers.begin(); header != headers.end(); ++header)
        answer.head.headers << qMakePair(header.key().toUtf8(), header.value().toString().toUtf8());
    return answer;
}

} // namespace

QMap<QString, QByteArray> graphFiles()
{
    QMap<QString, QByteArray> all;
    const QString data = liaison::test::testDataDir();
    if (data.isEmpty())
        return all;
    const QString root = data + QStringLiteral("/graph/");
    QDirIterator files(root, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly))
            all.insert(files.filePath().mid(root.size()), file.readAll());
    }
    return all;
}

QMap<QString, RecordedAnswer> recordedAnswers()
{
    QMap<QString, RecordedAnswer> all;
    const auto files = graphFiles();
    for (auto file = files.begin(); file != files.end(); ++file) {
        if (file.key().endsWith(QLatin1String("-response.http")))
            all.insert(file.key(), fromHttp(file.value()));
        else if (file.key().endsWith(QLatin1String("-body.json")))
            all.insert(file.key(), {{200, {{"Content-Type", "application/json"}}}, file.value()});
        else if (file.key().contains(QLatin1String("errors-from-issues/")))
            all.insert(file.key(), fromIssue(file.value()));
    }
    return all;
}

} // namespace liaison::graph::test
