#pragma once

#include "app/demo/wire.h"

#include <QSslConfiguration>
#include <QTcpServer>

namespace liaison::demo {

/// Accepts connections on a port of 127.0.0.1 and puts a Wire behind each.
class LoopbackListener : public QTcpServer {
    Q_OBJECT
public:
    /// `tls` null (QSslConfiguration::isNull): plain TCP.
    LoopbackListener(QSslConfiguration tls, WireMaker make, QObject *parent = nullptr);
    /// On any free port with 0.
    bool listenOnLoopback(quint16 port = 0); ///< false: `errorString()` says why

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    QSslConfiguration m_tls;
    WireMaker m_make;
};

} // namespace liaison::demo
