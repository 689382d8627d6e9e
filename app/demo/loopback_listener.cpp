#include "app/demo/loopback_listener.h"

#include <QHostAddress>
#include <QScopedValueRollback>
#include <QSslSocket>

#ifdef Q_OS_LINUX
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#endif

namespace liaison::demo {

namespace {

/// Tells the system to acknowledge at once what came. A client that sends a literal and the end of its line apart, as
/// Python's imaplib does, holds the second back until the first is acknowledged, and Linux takes 40 ms over that where
/// there is nothing to answer yet. It forgets the wish, so this is for each time something came.
void acknowledge(const QAbstractSocket *socket)
{
#ifdef Q_OS_LINUX
    const int now = 1;
    ::setsockopt(static_cast<int>(socket->socketDescriptor()), IPPROTO_TCP, TCP_QUICKACK, &now, sizeof now);
#else
    Q_UNUSED(socket)
#endif
}

} // namespace

LoopbackListener::LoopbackListener(QSslConfiguration tls, WireMaker make, QObject *parent)
    : QTcpServer(parent), m_tls(tls), m_make(std::move(make))
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
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1); // answers are small, and some are in pieces
    Wire *wire = m_make().release();
    wire->setParent(socket); // both end with the connection
    connect(wire, &Wire::say, socket, [socket](const QByteArray &bytes) { socket->write(bytes); });
    connect(wire, &Wire::leave, socket, &QSslSocket::disconnectFromHost);
    connect(socket, &QSslSocket::encrypted, wire, &Wire::greet);
    connect(socket, &QSslSocket::readyRead, wire, [socket, wire, flushing = false]() mutable {
        wire->receive(socket->readAll());
        // At once: else it waits until every connection that has something to say was read from. Flushing reads, too.
        if (!flushing && socket->bytesToWrite() > 0) {
            const QScopedValueRollback<bool> once(flushing, true);
            socket->flush();
        }
        acknowledge(socket);
    });
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
