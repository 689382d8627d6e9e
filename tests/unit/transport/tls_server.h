#pragma once

#include "core/transport/tls_stream.h"
#include "tests/support/certificates.h"

#include <QFile>
#include <QHostAddress>
#include <QSignalSpy>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTcpServer>

namespace liaison::test {

using domain::Security;
using transport::TlsStream;

inline QSslConfiguration serverConfiguration(const CertificateFiles &files)
{
    QFile key(files.key);
    const bool opened = key.open(QIODevice::ReadOnly);
    Q_ASSERT(opened);
    QSslConfiguration out = QSslConfiguration::defaultConfiguration();
    out.setLocalCertificateChain(QSslCertificate::fromPath(files.certificate));
    out.setPrivateKey(QSslKey(key.readAll(), QSsl::Ec));
    out.setPeerVerifyMode(QSslSocket::VerifyNone);
    out.setCaCertificates({}); // nobody is checked; loading the system's takes longer than a handshake
    return out;
}

/// Listens on 127.0.0.1 and greets; the handshake starts at once, or when startTls() is called.
class Server : public QTcpServer {
public:
    Server(const QSslConfiguration &configuration, bool implicitTls, QByteArray greeting)
        : m_configuration(configuration), m_implicitTls(implicitTls), m_greeting(std::move(greeting))
    {
        listen(QHostAddress::LocalHost);
    }
    QSslSocket *peer() const { return m_peer; }
    QByteArray received;

protected:
    void incomingConnection(qintptr descriptor) override
    {
        m_peer = new QSslSocket(this);
        m_peer->setSslConfiguration(m_configuration);
        m_peer->setSocketDescriptor(descriptor);
        QObject::connect(m_peer, &QSslSocket::readyRead, this, [this] { received += m_peer->readAll(); });
        if (m_implicitTls) {
            QObject::connect(m_peer, &QSslSocket::encrypted, this, [this] { m_peer->write(m_greeting); });
            m_peer->startServerEncryption();
        } else {
            m_peer->write(m_greeting);
        }
    }

private:
    QSslConfiguration m_configuration;
    bool m_implicitTls;
    QByteArray m_greeting;
    QSslSocket *m_peer = nullptr;
};

/// A stream and what it said.
struct Client {
    TlsStream stream;
    QSignalSpy connected{&stream, &TlsStream::connected};
    QSignalSpy tlsStarted{&stream, &TlsStream::tlsStarted};
    QSignalSpy closed{&stream, &TlsStream::closed};
    QList<Error> errors;
    QByteArray bytes;

    Client()
    {
        QObject::connect(&stream, &TlsStream::failed, &stream, [this](const Error &e) { errors << e; });
        QObject::connect(&stream, &TlsStream::readyRead, &stream, [this](const QByteArray &b) { bytes += b; });
    }
    void open(quint16 port, Security security, const QString &caFile, const QString &host = u"localhost"_qs,
              const QString &pin = {})
    {
        transport::StreamSettings settings;
        settings.host = host;
        settings.port = port;
        settings.security = security;
        settings.trustedCaFile = caFile;
        settings.pinnedSha256 = pin;
        stream.open(settings);
    }
    bool over() const { return !errors.isEmpty() || !connected.isEmpty(); }
};

inline QString pinOf(const CertificateFiles &files)
{
    return transport::fingerprint(QSslCertificate::fromPath(files.certificate).value(0));
}

inline CertificateSpec named(const QStringList &dns, const QStringList &addresses = {})
{
    CertificateSpec spec;
    spec.dnsNames = dns;
    spec.ipAddresses = addresses;
    return spec;
}

} // namespace liaison::test

Q_DECLARE_METATYPE(liaison::test::CertificateSpec)
