#pragma once

#include "core/domain/proxy.h"

#include <QHostAddress>
#include <QList>
#include <QObject>
#include <QString>
#include <QTimer>

class QHostInfo;
class QSslSocket;

namespace liaison::transport {

/// The addresses of a host in the order in which they are tried: the families take turns, beginning with that of the
/// first, so that one that leads nowhere costs one attempt (RFC 8305, section 4). Each address once.
QList<QHostAddress> inTurns(const QList<QHostAddress> &addresses);

/// Connects a socket to the first address of a host that answers. A socket left to itself waits for half a minute at
/// each. Through a proxy it is by name: that resolves it. Lives on the socket's thread.
class AddressDialer : public QObject {
    Q_OBJECT
public:
    struct Target {
        QString host;
        quint16 port = 0;
        bool tls = false;                 ///< the handshake follows at once
        QList<QHostAddress> addresses;    ///< of the host; empty: as the system says
        int addressTimeoutMs = 2'500;     ///< for each but the last, which has the time that is left
        domain::ProxySettings proxy = {}; ///< on the way there
    };
    /// `socket` outlives it.
    AddressDialer(QSslSocket *socket, QObject *parent);

    /// Once.
    void dial(Target target);
    /// The socket could not connect: whether it tries another address.
    [[nodiscard]] bool triesNext();
    /// It is connected, or not to be.
    void stop();

Q_SIGNALS:
    void resolved();
    void unresolved(const QString &words);
    /// Nobody answered there, and another one is tried.
    void passedOver(const QHostAddress &address);

private:
    void take(const QHostInfo &found);
    void next();
    void connectTo(const QString &where);

    QSslSocket *m_socket;
    Target m_target;
    QList<QHostAddress> m_left; ///< to be tried
    QHostAddress m_now;
    QTimer m_timeout; ///< of the address under way
    int m_lookup = -1;
};

} // namespace liaison::transport
