#include "tests/support/cut_relay.h"

#include <QTcpSocket>

#include <memory>

namespace liaison::test {

CutRelay::CutRelay(quint16 server) : m_server(server)
{
    connect(&m_listener, &QTcpServer::newConnection, this, &CutRelay::accept);
    if (!m_listener.listen(QHostAddress::LocalHost))
        qFatal("no port for a relay");
}

CutRelay::~CutRelay() = default;

void CutRelay::restart()
{
    m_bytes = {0, 0};
    m_connections = 0;
    m_cuts = 0;
    m_cutAfter = m_loseAfter = -1;
}

void CutRelay::cutAfter(Way way, qint64 bytes)
{
    m_cutWay = way;
    m_cutAfter = bytes;
}

void CutRelay::loseAnswerTo(qint64 bytes)
{
    m_loseAfter = bytes;
}

void CutRelay::accept()
{
    while (QTcpSocket *client = m_listener.nextPendingConnection()) {
        ++m_connections;
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
        pair->server->connectToHost(QHostAddress::LocalHost, m_server);
    }
}

void CutRelay::pass(Pair &pair, Way way)
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
    } else if (m_loseAfter >= 0 && pair.inARow >= m_loseAfter) {
        m_loseAfter = -1;
        return cut(pair, way);
    } else {
        pair.inARow = 0;
    }
    const bool cuts = m_cutAfter >= 0 && way == m_cutWay && m_bytes.at(int(way)) + bytes.size() > m_cutAfter;
    const QByteArray arrives = cuts ? bytes.left(m_cutAfter - m_bytes.at(int(way))) : bytes;
    m_bytes[int(way)] += arrives.size();
    to->write(arrives);
    if (!cuts)
        return;
    m_cutAfter = -1;
    cut(pair, way);
}

/// What was handed on before still arrives.
void CutRelay::cut(const Pair &pair, Way way)
{
    ++m_cuts;
    QTcpSocket *from = way == Way::ToServer ? pair.client : pair.server;
    QTcpSocket *to = way == Way::ToServer ? pair.server : pair.client;
    to->flush();
    to->disconnectFromHost();
    from->abort();
}

/// One side is gone: the other gets what is still due to it, and the end.
void CutRelay::end(Pair &pair)
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

void CutRelay::leave(QTcpSocket *socket)
{
    connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    socket->disconnectFromHost();
    if (socket->state() == QAbstractSocket::UnconnectedState)
        socket->deleteLater();
}

} // namespace liaison::test
