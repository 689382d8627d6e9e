#pragma once

#include "core/base/result.h"
#include "core/domain/mailbox.h"
#include "core/transport/account.h"
#include "core/transport/certificate_check.h"

#include <QByteArray>
#include <QHostAddress>
#include <QList>
#include <QObject>
#include <QString>
#include <QTimer>

#include <functional>
#include <optional>

class QSslSocket;

namespace liaison::transport {

class AddressDialer;

/// Where and how a TlsStream connects.
struct StreamSettings {
    QString host;
    quint16 port = 0;
    domain::Security security = domain::Security::Tls;
    QString trustedCaFile;         ///< PEM file trusted beside the system's store; empty: none
    QString pinnedSha256;          ///< the one certificate accepted for this host although its issuer or name is wrong
    QString clientCertificateFile; ///< PEM shown to the server where it asks; empty: none
    QString clientKeyFile;         ///< PEM; empty: in `clientCertificateFile`
    Secret clientKeyPassphrase;    ///< empty: the key is not encrypted
    domain::ProxySettings proxy = {}; ///< on the way there
    QList<QHostAddress> addresses;    ///< of the host, in the order of preference; empty: as the system says
    int addressTimeoutMs = 2'500;     ///< for one of several addresses that does not answer
    int connectTimeoutMs = 30'000;    ///< for name, connection and TLS handshake together, and for STARTTLS's alone
    qint64 readBufferBytes = 8 * 1024 * 1024;   ///< unread bytes kept here; past it the peer has to wait (TCP)
    std::function<void(const QString &)> trace; ///< the stream's own lines (address, TLS); empty: none
    std::function<bool()> mayWrite = {};        ///< see Account::mayWrite
    OnMilestone milestone = {};                 ///< Resolved, Connected, Encrypted, Because TlsTooOld

    /// To the server of `use`, with the certificate of its sign-in where that is one.
    static StreamSettings of(const Account &account, domain::SecretUse use);
};

/// A byte stream to one mail server: plain TCP, TLS from the start (RFC 8314), or TCP that STARTTLS turns into
/// TLS. TLS 1.2 or newer; certificates are verified against the system's store, `trustedCaFile` and the host
/// name. Of a host with several addresses the first that answers counts. Lives on one thread, never blocks, connects
/// once. Owners delete it by deleteLater() when in a slot.
///
/// After open() comes connected() or failed(); after connected() any number of readyRead(), then closed() or
/// failed(), at most one of them. After close() there is no signal any more.
class TlsStream : public QObject {
    Q_OBJECT
public:
    explicit TlsStream(QObject *parent = nullptr);
    ~TlsStream() override;

    void open(StreamSettings settings);
    /// Queues bytes for sending; ignored unless the stream is open. Where they may not leave any more (see
    /// Account::mayWrite) none does, and failed(Busy) follows.
    void write(const QByteArray &bytes);
    /// Bytes written here that the operating system has not taken yet.
    [[nodiscard]] qint64 unsentBytes() const;
    /// Starts TLS on a connection of Security::StartTls, right in the slot that saw the server's go-ahead.
    /// `heldByCaller` is the number of bytes that the caller got behind that answer. Anything there, in the
    /// socket now, or readable as soon as the handshake is over was not said by the server inside TLS
    /// (CVE-2011-0411, CVE-2021-33515) and ends the connection: failed(TlsInjection). Answer: encrypted() or failed().
    void startTls(qsizetype heldByCaller);
    /// While paused no readyRead() comes; what the peer sends is kept up to `readBufferBytes`.
    void setPaused(bool paused);
    /// Sends what is queued, then closes. No signal follows.
    void close();
    /// Drops the connection and what is queued. No signal follows.
    void abort();

    /// Whether a password may be sent: TLS is on and its certificate accepted, or the peer is this machine
    /// by its name and by its address.
    [[nodiscard]] bool secure() const;
    [[nodiscard]] bool encrypted() const;
    /// The server's certificate, also one that was refused; nullopt without TLS.
    [[nodiscard]] const std::optional<CertificateSummary> &certificate() const { return m_certificate; }

Q_SIGNALS:
    /// Usable: TCP (StartTls, None) or TLS (Tls) is established.
    void connected();
    /// startTls() succeeded.
    void tlsStarted();
    void readyRead(const QByteArray &bytes);
    /// The operating system took bytes; see unsentBytes().
    void bytesWritten();
    /// The server ended the connection after connected().
    void closed();
    /// Kinds: InvalidInput (CA file, client certificate or its key), NameNotFound, ConnectionRefused, ConnectionLost,
    /// TimedOut, ProxyFailed, TlsFailed, TlsInjection, Busy (mayWrite), CertificateUntrusted, CertificateExpired,
    /// CertificateWrongHost; the last three with the certificate.
    void failed(const liaison::Error &error);

private:
    enum class State { Idle, Connecting, Plain, Handshaking, Encrypted, Over };

    [[nodiscard]] bool isOpen() const { return m_state == State::Plain || m_state == State::Encrypted; }
    Result<void> configureTls();
    void connectSocketSignals();
    void onTcpConnected();
    void onSslErrors(const QList<QSslError> &errors);
    void lookAtCertificate();
    void refuse(const QList<QSslError> &problems);
    void onEncrypted();
    void onSocketError();
    void onDisconnected();
    void drain();
    void fail(Error error);
    void fail(ErrorKind kind, const QString &log);
    void trace(const QString &line) const;
    void tell(const Milestone &milestone) const;

    StreamSettings m_settings;
    QSslSocket *m_socket;    ///< child
    AddressDialer *m_dialer; ///< child
    QTimer m_timeout;
    State m_state = State::Idle;
    bool m_paused = false;
    bool m_peerGone = false;
    bool m_upgraded = false; ///< TLS came by STARTTLS
    bool m_fenced = false;   ///< bytes were held back: no later ones may follow them
    std::optional<CertificateSummary> m_certificate;
    QList<QSslError> m_refused; ///< what was wrong with the certificate and not excused
};

} // namespace liaison::transport
