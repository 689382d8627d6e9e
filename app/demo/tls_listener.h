#pragma once

#include "app/demo/wire.h"

#include <QSslConfiguration>
#include <QTcpServer>

namespace liaison::demo {

/// Accepts TLS connections on a free port of 127.0.0.1 and puts a Wire behind each.
class TlsListener : public QTcpServer {
    Q_OBJECT
public:
    TlsListener(QSslConfiguration tls, WireMaker make, QObject *parent = nullptr);
    bool listenOnLoopback(); ///< false: `errorString()` says why

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    QSslConfiguration m_tls;
    WireMaker m_make;
};

} // namespace liaison::demo
