#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QSslConfiguration>
#include <QTcpServer>

#include <memory>

class QSslSocket;
class QTcpSocket;

namespace liaison::test {

/// How a server with STARTTLS behaves. Line ends are part of every text; "<tag>" stands for IMAP's tag.
struct StartTlsScript {
    bool imap = false; ///< else SMTP
    QByteArray greeting = "220 mail ESMTP\r\n";
    QByteArray afterGreeting;              ///< said right behind it
    QList<QByteArray> inClear;             ///< capabilities before TLS
    QList<QByteArray> underTls;            ///< and then
    QHash<QByteArray, QByteArray> answers; ///< command in lower case → answer instead of the usual one
    bool startsTls = true;                 ///< after the answer to STARTTLS
};

/// Takes any number of connections and does as the script says; everything it does not know it answers with success.
class StartTlsServer : public QTcpServer {
public:
    StartTlsServer(StartTlsScript script, QSslConfiguration tls);

    QByteArray heardInClear; ///< of all connections
    QByteArray heardUnderTls;

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    struct Client {
        QSslSocket *socket = nullptr;
        QByteArray in;
        bool inSasl = false; ///< lines are answers to challenges
    };
    void read(Client &client);
    void take(Client &client, const QByteArray &line);
    [[nodiscard]] QByteArray answerTo(Client &client, const QByteArray &tag, const QByteArray &command) const;
    [[nodiscard]] QByteArray capabilities(const Client &client) const;

    StartTlsScript m_script;
    QSslConfiguration m_tls;
};

/// Stands between a client and a server and puts bytes of its own into the server's stream after the answer to
/// STARTTLS, before the server's part of the TLS handshake goes on: a man in the middle.
struct Injection {
    QByteArray bytes; ///< empty: everything passes as it is
    int cut = 0;      ///< the answer's last so many bytes come in one piece with the injected ones
    int delayMs = 0;  ///< between answer and injection
};

class Injector : public QTcpServer {
public:
    explicit Injector(quint16 server);
    /// For the next connection.
    void plan(const Injection &injection) { m_planned.append(injection); }

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    quint16 m_server;
    QList<Injection> m_planned;
};

} // namespace liaison::test
