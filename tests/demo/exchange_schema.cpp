#include "exchange_schema.h"

#include "core/ews/xml_characters.h"
#include "tests/support/exchange_schemas.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QProcess>
#include <QSet>
#include <QStandardPaths>
#include <QTemporaryDir>

namespace liaison::test {

namespace {

/// The body's element as a document of its own: the envelope declares the prefixes m and t, here and there.
QByteArray bodyOf(const QByteArray &envelope)
{
    const qsizetype begin = envelope.indexOf("<s:Body>") + 8;
    QByteArray body = envelope.mid(begin, envelope.lastIndexOf("</s:Body>") - begin);
    if (begin < 8 || !body.startsWith("<m:"))
        return {}; // a fault
    // Servers write it so, and Microsoft prints it so; the schema would have it among the types.
    if (body.startsWith("<m:GetStreamingEventsResponse"))
        body.replace("<m:Notification>", "<t:Notification>").replace("</m:Notification>", "</t:Notification>");
    qsizetype name = 3;
    while (name < body.size() && !QByteArray(" />").contains(body.at(name)))
        ++name;
    return body.insert(name,
                       " xmlns:m=\"http://schemas.microsoft.com/exchange/services/2006/messages\""
                       " xmlns:t=\"http://schemas.microsoft.com/exchange/services/2006/types\"");
}

} // namespace

QByteArray schemaFaults(const QList<QByteArray> &envelopes, const QString &version, int *checked)
{
    const QString data = testDataDir() + QStringLiteral("/ews/xsd/") + exchangeSchemaOf(version);
    const QString tool = QStandardPaths::findExecutable(QStringLiteral("xmllint"));
    if (checked)
        *checked = 0;
    if (testDataDir().isEmpty() || !QFile::exists(data) || tool.isEmpty())
        return qEnvironmentVariableIsSet("CI") ? "no schema or no xmllint" : QByteArray();
    QSet<QByteArray> bodies;
    for (const QByteArray &envelope : envelopes)
        bodies.insert(ews::allowedReferences(bodyOf(envelope))); // servers write others, too
    bodies.remove({});
    const QTemporaryDir dir;
    QStringList arguments{QStringLiteral("--noout"), QStringLiteral("--nonet"), QStringLiteral("--schema"),
                          data + QStringLiteral("/_driver.xsd")};
    for (const QByteArray &body : std::as_const(bodies)) {
        QFile file(dir.filePath(QStringLiteral("%1.xml").arg(arguments.size())));
        if (!file.open(QIODevice::WriteOnly) || file.write(body) != body.size())
            return "no file";
        arguments << file.fileName();
    }
    if (checked)
        *checked = static_cast<int>(bodies.size());
    if (bodies.isEmpty())
        return {};
    QProcess lint;
    lint.start(tool, arguments);
    if (!lint.waitForFinished(120'000))
        return "xmllint does not end";
    if (lint.exitCode() == 0)
        return {};
    QByteArrayList wrong = lint.readAllStandardError().split('\n');
    wrong.removeIf([](const QByteArray &line) { return line.endsWith(" validates"); });
    return wrong.join('\n').left(4'000);
}

} // namespace liaison::test
