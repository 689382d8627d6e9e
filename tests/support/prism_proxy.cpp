#include "tests/support/prism_proxy.h"

#include "tests/support/graph_description.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QTcpSocket>

namespace liaison::test {

namespace {
const QString installed = QStringLiteral(LIAISON_SOURCE_DIR "/build/prism/node_modules");
constexpr int patienceMs = 60'000; // it reads the description for some seconds
PrismProxy *theProxy = nullptr;    // ends with the application

QString node()
{
    return findProgram({QStringLiteral("node"), QStringLiteral("nodejs")});
}
} // namespace

PrismProxy &PrismProxy::shared()
{
    if (!theProxy) {
        theProxy = new PrismProxy;
        qAddPostRoutine([] {
            delete theProxy;
            theProxy = nullptr;
        });
    }
    return *theProxy;
}

QString PrismProxy::missing()
{
    if (node().isEmpty())
        return QStringLiteral("Node.js is not installed");
    if (!QFileInfo::exists(installed + QStringLiteral("/@stoplight/prism-cli")))
        return QStringLiteral("Prism is not installed: packaging/install-prism does it");
    return QFile::exists(graph_description::file()) ? QString() : QStringLiteral("test data not present");
}

QByteArray PrismProxy::start()
{
    m_port = freePort();
    const QString log = m_dir.filePath(QStringLiteral("prism.log"));
    const QStringList arguments{QStringLiteral(LIAISON_SOURCE_DIR "/tests/servers/prism/proxy.mjs"),
                                QString::number(m_port), QString::number(freePort()), installed,
                                graph_description::file()};
    if (m_process.start(node(), arguments, log) && waitForPort(m_port, patienceMs))
        return {};
    QFile file(log);
    return "Prism did not start: " + (file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray());
}

QByteArray PrismProxy::standBefore(quint16 server)
{
    if (!m_process.isRunning())
        if (const QByteArray failure = start(); !failure.isEmpty())
            return failure;
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), m_port);
    const bool asked = socket.waitForConnected(10'000)
        && socket.write("POST /upstream?port=" + QByteArray::number(server)
                        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            > 0
        && socket.waitForReadyRead(10'000);
    return asked && socket.readAll().startsWith("HTTP/1.1 200") ? QByteArray() : "Prism's door does not answer";
}

} // namespace liaison::test
