#include "tests/support/cut_relay.h"

#include <QTcpServer>
#include <QTcpSocket>

#include <array>
#include <memory>

namespace liaison::test {

namespace {

/// Runs `f` on the object's thread and answers what it returned.
template <class F> auto askThere(QObject *object, F f)
{
    std::invoke_result_t<F> answer{};
    QMetaObject::invokeMethod(
        object, [&answer, &f] { answer = f(); }, Qt::BlockingQueuedConnection);
    return answer;
}

} // namespace

/// What lives on the relay's thread.
struct CutRelay::Core : QObject {
    struct Pair {
        QTcpSocket *client = nullptr;
        QTcpSocket *server = nullptr;
        qint64 inARow = 0; ///< bytes of the client since the server spoke last
    };
    struct Counts {
        std::array<qint64, 2> bytes{0, 0};
        int connections = 0;
        int cuts = 0;
    };
    quint16 listen();
    void accept();
    void pass(Pair &pair, Way way);
    void cut(const Pair &pair, Way way);
    static void end(Pair &pair);
    static void leave(QTcpSocket *socket);

    quint16 serverPort = 0;
    QTcpServer *listener = nullptr;
    Counts counts;
    Way cutWay = Way::ToClient;
    qint64 cutAt = -1;
    qint64 loseAt = -1;
};

quint16 CutRelay::Core::listen()
{
    listener = new QTcpServer(this);
    connect(listener, &QTcpServer::newConnection, this, &Core::accept);
    if (!listener->listen(QHostAddress::LocalHost))
        qFatal("no port for a relay");
    return listener->serverPort();
}

void CutRelay::Core::accept()
{
    while (QTcpSocket *client = listener->nextPendingConnection()) {
        ++counts.connections;
        client->setParent(this);
        const auto pair = std::make_shared<Pair>();
        pair->client = client;
        pair->server = new QTcpSocket(this);
        connect(pair->client, &QTcpSocket::readyRead, this, [this, pair] { pass(*pair, Way::ToServer); });
        connect(pair->server, &QTcpSocket::readyRead, this, [this, pair] { pass(*pair, Way::ToClient); });
        for (QTcpSocket *socket : {pair->client, pair->server}) {
            connect(socket, &QTcpSocket::disconnected, this, [pair] { end(*pair); });
            connect(socket, &QTcpSocket::errorOccurred, this, [pair] { end(*pair); });
        }
        // What both sides say in small pieces is handed on as they say it: Nagle's waiting would cost 40 ms a request.
        client->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        connect(pair->server, &QTcpSocket::connected, pair->server,
                [server = pair->server] { server->setSocketOption(QAbstractSocket::LowDelayOption, 1); });
        pair->server->connectToHost(QHostAddress::LocalHost, serverPort);
    }
}

void CutRelay::Core::pass(Pair &pair, Way way)
{
    QTcpSocket *from = way == Way::ToServer ? pair.client : pair.server;
    QTcpSocket *to = way == Way::ToServer ? pair.server : pair.client;
    if (!from || !to)
        return;
    const QByteArray bytes = from->readAll();
    if (bytes.isEmpty())
        return;
    if (way == Way::ToServer) {
        pair.inARow += bytes.size();
    } else if (loseAt >= 0 && pair.inARow >= loseAt) {
        loseAt = -1;
        return cut(pair, way);
    } else {
        pair.inARow = 0;
    }
    const bool cuts = cutAt >= 0 && way == cutWay && counts.bytes.at(size_t(way)) + bytes.size() > cutAt;
    const QByteArray arrives = cuts ? bytes.left(cutAt - counts.bytes.at(size_t(way))) : bytes;
    counts.bytes.at(size_t(way)) += arrives.size();
    to->write(arrives);
    if (!cuts)
        return;
    cutAt = -1;
    cut(pair, way);
}

/// What was handed on before still arrives.
void CutRelay::Core::cut(const Pair &pair, Way way)
{
    ++counts.cuts;
    QTcpSocket *from = way == Way::ToServer ? pair.client : pair.server;
    QTcpSocket *to = way == Way::ToServer ? pair.server : pair.client;
    to->flush();
    to->disconnectFromHost();
    from->abort();
}

/// One side is gone: the other gets what is still due to it, and the end.
void CutRelay::Core::end(Pair &pair)
{
    QTcpSocket *client = std::exchange(pair.client, nullptr);
    QTcpSocket *server = std::exchange(pair.server, nullptr);
    if (!client || !server)
        return;
    if (client->state() == QAbstractSocket::ConnectedState)
        client->write(server->readAll());
    if (server->state() == QAbstractSocket::ConnectedState)
        server->write(client->readAll());
    leave(client);
    leave(server);
}

void CutRelay::Core::leave(QTcpSocket *socket)
{
    connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    socket->disconnectFromHost();
    if (socket->state() == QAbstractSocket::UnconnectedState)
        socket->deleteLater();
}

CutRelay::CutRelay(quint16 server) : m_core(new Core)
{
    m_core->serverPort = server;
    m_core->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_core, &QObject::deleteLater);
    m_thread.setObjectName(QStringLiteral("cut relay"));
    m_thread.start();
    m_port = askThere(m_core, [core = m_core] { return core->listen(); });
}

CutRelay::~CutRelay()
{
    m_thread.quit();
    m_thread.wait();
}

void CutRelay::restart()
{
    askThere(m_core, [core = m_core] {
        core->counts = {};
        core->cutAt = core->loseAt = -1;
        return true;
    });
}

qint64 CutRelay::bytes(Way way) const
{
    return askThere(m_core, [core = m_core, way] { return core->counts.bytes.at(size_t(way)); });
}

int CutRelay::connections() const
{
    return askThere(m_core, [core = m_core] { return core->counts.connections; });
}

int CutRelay::cuts() const
{
    return askThere(m_core, [core = m_core] { return core->counts.cuts; });
}

void CutRelay::cutAfter(Way way, qint64 bytes)
{
    askThere(m_core, [core = m_core, way, bytes] {
        core->cutWay = way;
        core->cutAt = bytes;
        return true;
    });
}

void CutRelay::loseAnswerTo(qint64 bytes)
{
    askThere(m_core, [core = m_core, bytes] {
        core->loseAt = bytes;
        return true;
    });
}

} // namespace liaison::test
