#include "app/demo/tls_listener.h"

#include <QHostAddress>
#include <QSslSocket>

namespace liaison::demo {

TlsListener::TlsListener(QSslConfiguration tls, WireMaker make, QObject *parent)
    : QTcpServer(parent), m_tls(std::move(tls)), m_make(std::move(make))
{
}

bool TlsListener::listenOnLoopback()
{
    return listen(QHostAddress(QHostAddress::LocalHost));
}

void TlsListener::incomingConnection(qintptr descriptor)
{
    auto *socket = new QSslSocket(this);
    if (!socket->setSocketDescriptor(descriptor)) {
        delete socket;
        return;
    }
    socket->setSslConfiguration(m_tls);
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
    socket->startServerEncryption();
}

} // namespace liaison::demo
