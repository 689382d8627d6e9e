#include "app/demo/loopback_listener.h"

#include <QHostAddress>
#include <QSslSocket>

namespace liaison::demo {

LoopbackListener::LoopbackListener(QSslConfiguration tls, WireMaker make, QObject *parent)
    : QTcpServer(parent), m_tls(std::move(tls)), m_make(std::move(make))
{
}

bool LoopbackListener::listenOnLoopback(quint16 port)
{
    return listen(QHostAddress(QHostAddress::LocalHost), port);
}

void LoopbackListener::incomingConnection(qintptr descriptor)
{
    auto *socket = new QSslSocket(this);
    if (!socket->setSocketDescriptor(descriptor)) {
        delete socket;
        return;
    }
    Wire *wire = m_make().release();
    wire->setParent(socket); // both end with the connection
    connect(wire, &Wire::say, socket, [socket](const QByteArray &bytes) { socket->write(bytes); });
    connect(wire, &Wire::leave, socket, &QSslSocket::disconnectFromHost);
    connect(socket, &QSslSocket::encrypted, wire, &Wire::greet);
    connect(socket, &QSslSocket::readyRead, wire, [socket, wire] { wire->receive(socket->readAll()); });
    connect(socket, &QSslSocket::disconnected, socket, &QObject::deleteLater);
    connect(socket, &QSslSocket::errorOccurred, socket, [socket] {
        if (socket->state() == QAbstractSocket::UnconnectedState)
            socket->deleteLater(); // the handshake failed: it was never connected in TLS's sense
    });
    if (m_tls.isNull()) {
        wire->greet();
        return;
    }
    socket->setSslConfiguration(m_tls);
    socket->startServerEncryption();
}

} // namespace liaison::demo
