#include "core/transport/tls_stream.h"

#include "core/base/fault_point.h"
#include "core/transport/address_dialer.h"
#include "core/transport/client_identity.h"

#include <QHostAddress>
#include <QNetworkProxy>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QUrl>

#include <algorithm>

namespace liaison::transport {

using domain::Security;

namespace {

/// Where a connection leads: the server's address, or the proxy that alone knows it.
QString placeOf(const QSslSocket &socket)
{
    const QNetworkProxy proxy = socket.proxy();
    const bool socks = proxy.type() == QNetworkProxy::Socks5Proxy;
    if (!socks && proxy.type() != QNetworkProxy::HttpProxy)
        return socket.peerAddress().toString();
    QUrl url;
    url.setScheme(socks ? QStringLiteral("socks5") : QStringLiteral("http"));
    url.setHost(proxy.hostName());
    url.setPort(proxy.port());
    return url.toString();
}

} // namespace

StreamSettings StreamSettings::of(const Account &account, domain::SecretUse use)
{
    const domain::Mailbox &mailbox = account.mailbox;
    const domain::Endpoint &endpoint = use == domain::SecretUse::Inbound ? mailbox.inbound : mailbox.outbound;
    const domain::Endpoint &signIn = domain::signInEndpoint(mailbox, use);
    StreamSettings out;
    out.host = endpoint.host;
    out.port = endpoint.port;
    out.security = endpoint.security;
    out.trustedCaFile = endpoint.trustedCaFile;
    out.pinnedSha256 = endpoint.pinnedSha256;
    out.proxy = endpoint.proxy;
    if (signIn.signIn == domain::SignIn::Certificate) {
        out.clientCertificateFile = signIn.clientCertificateFile;
        out.clientKeyFile = signIn.clientKeyFile;
        out.clientKeyPassphrase = signInSecret(account, use);
    }
    out.trace = account.trace;
    out.mayWrite = account.mayWrite;
    out.milestone = account.milestone;
    return out;
}

TlsStream::TlsStream(QObject *parent)
    : QObject(parent), m_socket(new QSslSocket(this)), m_dialer(new AddressDialer(m_socket, this))
{
    m_timeout.setSingleShot(true);
    connect(&m_timeout, &QTimer::timeout, this, [this] {
        fail(ErrorKind::TimedOut,
             m_state == State::Handshaking ? QStringLiteral("no TLS handshake in time")
                                           : QStringLiteral("no connection in time"));
    });
    connectSocketSignals();
}

TlsStream::~TlsStream()
{
    m_socket->disconnect(this);
}

void TlsStream::connectSocketSignals()
{
    connect(m_dialer, &AddressDialer::resolved, this, [this] { tell({Milestone::What::Resolved}); });
    connect(m_dialer, &AddressDialer::unresolved, this,
            [this](const QString &words) { fail(ErrorKind::NameNotFound, words); });
    connect(m_dialer, &AddressDialer::passedOver, this, [this](const QHostAddress &address) {
        trace(QStringLiteral("nobody answers at %1: another address of %2 is tried")
                  .arg(address.toString(), m_settings.host));
    });
    connect(m_socket, &QSslSocket::connected, this, &TlsStream::onTcpConnected);
    connect(m_socket, &QSslSocket::sslErrors, this, &TlsStream::onSslErrors);
    connect(m_socket, &QSslSocket::encrypted, this, &TlsStream::onEncrypted);
    connect(m_socket, &QSslSocket::errorOccurred, this, &TlsStream::onSocketError);
    connect(m_socket, &QSslSocket::disconnected, this, &TlsStream::onDisconnected);
    connect(m_socket, &QSslSocket::readyRead, this, &TlsStream::drain);
    // Ours, where the server chose a version that we do not speak, or the server's, where we offered none that it does.
    const auto alerted = [this](QSsl::AlertLevel, QSsl::AlertType type) {
        if (type == QSsl::AlertType::ProtocolVersion)
            tell({Milestone::What::Because, {}, {}, {}, domain::TestReason::TlsTooOld});
    };
    connect(m_socket, &QSslSocket::alertSent, this, alerted);
    connect(m_socket, &QSslSocket::alertReceived, this, alerted);
    const auto written = [this] {
        if (isOpen())
            Q_EMIT bytesWritten();
    };
    // Plain bytes are reported by the first; under TLS only the second tells that the socket took them.
    connect(m_socket, &QSslSocket::bytesWritten, this, written);
    connect(m_socket, &QSslSocket::encryptedBytesWritten, this, written);
}

void TlsStream::open(StreamSettings settings)
{
    Q_ASSERT(m_state == State::Idle);
    m_settings = std::move(settings);
    m_state = State::Connecting;
    m_timeout.start(m_settings.connectTimeoutMs);
    if (const Result<void> configured = configureTls(); !configured) {
        // Queued, so that open() never answers before it returned.
        QMetaObject::invokeMethod(
            this, [this, error = configured.error()] { fail(error); }, Qt::QueuedConnection);
        return;
    }
    m_socket->setReadBufferSize(m_settings.readBufferBytes);
    m_dialer->dial({m_settings.host, m_settings.port, m_settings.security == Security::Tls, m_settings.addresses,
                    m_settings.addressTimeoutMs, m_settings.proxy});
}

Result<void> TlsStream::configureTls()
{
    if (m_settings.security == Security::None)
        return {};
    auto configured = clientConfiguration(m_settings.trustedCaFile);
    if (!configured)
        return liaison::fail(configured.error());
    QSslConfiguration &configuration = *configured;
    if (!m_settings.clientCertificateFile.isEmpty()) {
        const auto identity = readClientIdentity(m_settings.clientCertificateFile, m_settings.clientKeyFile,
                                                 m_settings.clientKeyPassphrase);
        if (!identity)
            return liaison::fail(identity.error());
        configuration.setLocalCertificateChain(identity->chain);
        configuration.setPrivateKey(identity->key);
    }
    m_socket->setSslConfiguration(configuration);
    return {};
}

void TlsStream::onTcpConnected()
{
    m_dialer->stop();
    const QString place = placeOf(*m_socket);
    trace(QStringLiteral("connected to %1 (%2), port %3").arg(m_settings.host, place).arg(m_settings.port));
    tell({Milestone::What::Connected, place});
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_socket->setSocketOption(QAbstractSocket::KeepAliveOption, 1);
    if (m_settings.security == Security::Tls) {
        m_state = State::Handshaking;
        return;
    }
    m_timeout.stop();
    m_state = State::Plain;
    Q_EMIT connected();
}

void TlsStream::startTls(qsizetype heldByCaller)
{
    if (m_state != State::Plain || m_settings.security != Security::StartTls)
        return fail(ErrorKind::Internal, QStringLiteral("startTls() on a stream that is not plain"));
    if (heldByCaller > 0 || m_socket->bytesAvailable() > 0)
        return fail(ErrorKind::TlsInjection, QStringLiteral("bytes stand behind the answer to STARTTLS"));
    m_state = State::Handshaking;
    m_upgraded = true;
    m_timeout.start(m_settings.connectTimeoutMs);
    m_socket->startClientEncryption();
}

void TlsStream::onSslErrors(const QList<QSslError> &errors)
{
    const QSslCertificate leaf = m_socket->peerCertificate();
    if (!leaf.isNull())
        lookAtCertificate();
    const bool excused
        = matchesPin(leaf, m_settings.pinnedSha256) && std::all_of(errors.cbegin(), errors.cend(), &excusableByPin);
    if (excused)
        m_socket->ignoreSslErrors(errors);
    else
        m_refused += errors;
}

void TlsStream::lookAtCertificate()
{
    m_certificate = summarise(*m_socket);
    m_certificate->host = m_settings.host;
    m_certificate->port = m_settings.port;
}

/// Fails for what is wrong with the certificate, and hands it along to be looked at.
void TlsStream::refuse(const QList<QSslError> &problems)
{
    if (m_certificate) {
        m_certificate->pinnable = std::all_of(problems.cbegin(), problems.cend(), &excusableByPin);
        m_certificate->replacesPin = !m_settings.pinnedSha256.isEmpty();
    }
    Error error = certificateError(problems, m_settings.host);
    error.certificate = m_certificate;
    fail(std::move(error));
}

void TlsStream::onEncrypted()
{
    if (m_state != State::Handshaking)
        return;
    lookAtCertificate();
    const QSslCertificate leaf = m_socket->peerCertificate();
    if (!matchesPin(leaf, m_settings.pinnedSha256) && !matchesHost(leaf, m_settings.host))
        return refuse({QSslError(QSslError::HostNameMismatch, leaf)});
    // A mail server speaks after STARTTLS only when spoken to. What can be read now came in clear before the
    // handshake: Qt 6.4 hands it out as if it had been encrypted.
    if (m_upgraded && m_socket->bytesAvailable() > 0)
        return fail(ErrorKind::TlsInjection, QStringLiteral("bytes were there before the TLS handshake was over"));

    m_timeout.stop();
    m_state = State::Encrypted;
    trace(QStringLiteral("%1, %2, certificate %3")
              .arg(m_certificate->protocol, m_certificate->cipher, m_certificate->sha256));
    tell({Milestone::What::Encrypted, {}, m_certificate});
    if (m_upgraded)
        Q_EMIT tlsStarted();
    else
        Q_EMIT connected();
    // The greeting may have come along with the end of the handshake, with no readyRead of its own to follow.
    QMetaObject::invokeMethod(this, &TlsStream::drain, Qt::QueuedConnection);
}

void TlsStream::drain()
{
    if (!isOpen() || m_paused)
        return;
    const QByteArray bytes = m_socket->readAll();
    if (bytes.isEmpty())
        return;
    faultPoint("net.after-read");
    Q_EMIT readyRead(bytes);
}

void TlsStream::setPaused(bool paused)
{
    if (m_paused == paused)
        return;
    m_paused = paused;
    if (paused)
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            drain();
            if (m_peerGone && !m_paused)
                onDisconnected();
        },
        Qt::QueuedConnection);
}

void TlsStream::write(const QByteArray &bytes)
{
    if (!isOpen())
        return;
    faultPoint("net.before-write");
    if (!m_fenced && (!m_settings.mayWrite || m_settings.mayWrite())) {
        m_socket->write(bytes);
    } else if (!std::exchange(m_fenced, true)) {
        // Queued: owners write in the middle of a step of their own.
        QMetaObject::invokeMethod(
            this, [this] { fail(ErrorKind::Busy, QStringLiteral("the right to use the mailbox has run out")); },
            Qt::QueuedConnection);
    }
}

qint64 TlsStream::unsentBytes() const
{
    if (m_fenced)
        return 1; // what was held back never leaves
    return m_socket->bytesToWrite() + m_socket->encryptedBytesToWrite();
}

bool TlsStream::encrypted() const
{
    return m_state == State::Encrypted;
}

bool TlsStream::secure() const
{
    return encrypted()
        || (m_state == State::Plain && domain::isLoopbackHost(m_settings.host) && m_socket->peerAddress().isLoopback());
}

void TlsStream::close()
{
    m_state = State::Over;
    m_dialer->stop();
    m_timeout.stop();
    m_socket->disconnectFromHost();
}

void TlsStream::abort()
{
    m_state = State::Over;
    m_dialer->stop();
    m_timeout.stop();
    m_socket->abort();
}

void TlsStream::onDisconnected()
{
    if (m_state == State::Over || m_state == State::Connecting)
        return; // onSocketError() has more to say
    if (m_state == State::Handshaking)
        return fail(ErrorKind::TlsFailed, QStringLiteral("the server ended the connection during the handshake"));
    if (m_paused && m_socket->bytesAvailable() > 0) {
        m_peerGone = true;
        return;
    }
    drain();
    if (!isOpen())
        return; // the last bytes made the owner close the stream
    m_state = State::Over;
    Q_EMIT closed();
}

void TlsStream::onSocketError()
{
    if (m_state == State::Over || (m_state == State::Connecting && m_dialer->triesNext()))
        return;
    const QAbstractSocket::SocketError error = m_socket->error();
    const QString words = m_socket->errorString();
    if (isOpen()) {
        if (error == QAbstractSocket::RemoteHostClosedError)
            return; // disconnected() follows, after the last bytes
        return fail(ErrorKind::ConnectionLost, words);
    }
    if (!m_refused.isEmpty())
        return refuse(m_refused);
    switch (error) {
    case QAbstractSocket::HostNotFoundError:
        return fail(ErrorKind::NameNotFound, words);
    case QAbstractSocket::ConnectionRefusedError:
        return fail(ErrorKind::ConnectionRefused, words);
    case QAbstractSocket::SocketTimeoutError:
        return fail(ErrorKind::TimedOut, words);
    case QAbstractSocket::ProxyAuthenticationRequiredError:
    case QAbstractSocket::ProxyConnectionRefusedError:
    case QAbstractSocket::ProxyConnectionClosedError:
    case QAbstractSocket::ProxyConnectionTimeoutError:
    case QAbstractSocket::ProxyNotFoundError:
    case QAbstractSocket::ProxyProtocolError:
        return fail(ErrorKind::ProxyFailed, words);
    default:
        return fail(m_state == State::Handshaking ? ErrorKind::TlsFailed : ErrorKind::ConnectionLost, words);
    }
}

void TlsStream::fail(ErrorKind kind, const QString &log)
{
    fail(Error{kind, QStringLiteral("%1: %2").arg(m_settings.host, log), {}, {}});
}

void TlsStream::fail(Error error)
{
    if (m_state == State::Over)
        return;
    m_state = State::Over;
    m_dialer->stop();
    m_timeout.stop();
    // Queued: this may run inside the socket's own handshake code.
    QMetaObject::invokeMethod(m_socket, &QAbstractSocket::abort, Qt::QueuedConnection);
    trace(QStringLiteral("%1: %2").arg(errorKindName(error.kind), error.log));
    Q_EMIT failed(error);
}

void TlsStream::trace(const QString &line) const
{
    if (m_settings.trace)
        m_settings.trace(line);
}

void TlsStream::tell(const Milestone &milestone) const
{
    if (m_settings.milestone)
        m_settings.milestone(milestone);
}

} // namespace liaison::transport
