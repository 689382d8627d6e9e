#include "tests/support/starttls_server.h"

#include <QHostAddress>
#include <QSslSocket>
#include <QTimer>

#include <algorithm>

namespace liaison::test {

StartTlsServer::StartTlsServer(StartTlsScript script, QSslConfiguration tls)
    : m_script(std::move(script)), m_tls(std::move(tls))
{
    setListenBacklogSize(100);
    listen(QHostAddress::LocalHost);
}

void StartTlsServer::incomingConnection(qintptr descriptor)
{
    auto client = std::make_shared<Client>();
    client->socket = new QSslSocket(this);
    client->socket->setSslConfiguration(m_tls);
    client->socket->setSocketDescriptor(descriptor);
    connect(client->socket, &QSslSocket::readyRead, this, [this, client] { read(*client); });
    connect(client->socket, &QSslSocket::disconnected, client->socket, &QObject::deleteLater);
    client->socket->write(m_script.greeting + m_script.afterGreeting);
}

void StartTlsServer::read(Client &client)
{
    const QByteArray bytes = client.socket->readAll();
    (client.socket->isEncrypted() ? heardUnderTls : heardInClear) += bytes;
    client.in += bytes;
    for (qsizetype end = client.in.indexOf("\r\n"); end >= 0; end = client.in.indexOf("\r\n")) {
        const QByteArray line = client.in.left(end);
        client.in.remove(0, end + 2);
        take(client, line);
    }
}

void StartTlsServer::take(Client &client, const QByteArray &line)
{
    QList<QByteArray> words = line.split(' ');
    const QByteArray tag = m_script.imap && !client.inSasl ? words.takeFirst() : QByteArray();
    const QByteArray command = words.value(0).toLower();
    QByteArray answer = m_script.answers.value(command);
    const bool usual = answer.isEmpty();
    if (usual)
        answer = answerTo(client, tag, command);
    client.socket->write(answer.replace("<tag>", tag));
    const bool accepted = m_script.imap ? ("\r\n" + answer).contains("\r\n" + tag + " OK") : answer.startsWith("220");
    if (command == "starttls" && m_script.startsTls && accepted)
        client.socket->startServerEncryption();
}

QByteArray StartTlsServer::capabilities(const Client &client) const
{
    const QList<QByteArray> &list = client.socket->isEncrypted() ? m_script.underTls : m_script.inClear;
    if (m_script.imap)
        return "* CAPABILITY " + list.join(' ') + "\r\n<tag> OK done\r\n";
    QByteArray text = "250-mail\r\n";
    for (const QByteArray &capability : list)
        text += "250-" + capability + "\r\n";
    return text + "250 HELP\r\n";
}

QByteArray StartTlsServer::answerTo(Client &client, const QByteArray &tag, const QByteArray &command) const
{
    if (command == "capability" || command == "ehlo")
        return capabilities(client);
    if (m_script.imap)
        return command == "logout" ? "* BYE\r\n<tag> OK bye\r\n" : "<tag> OK done\r\n";
    Q_UNUSED(tag)
    if (command == "auth")
        return "235 ok\r\n";
    if (command == "data")
        return "354 go\r\n";
    return command == "starttls" ? "220 go\r\n" : command == "quit" ? "221 bye\r\n" : "250 ok\r\n";
}

namespace {

/// One relayed connection.
class Relay : public QObject {
public:
    Relay(qintptr descriptor, quint16 server, Injection injection, QObject *parent)
        : QObject(parent), m_injection(std::move(injection))
    {
        m_client.setSocketDescriptor(descriptor);
        m_client.setSocketOption(QAbstractSocket::LowDelayOption, 1);
        m_server.connectToHost(QHostAddress(QHostAddress::LocalHost), server);
        connect(&m_client, &QTcpSocket::readyRead, this, [this] { fromClient(m_client.readAll()); });
        connect(&m_server, &QTcpSocket::readyRead, this, [this] { fromServer(m_server.readAll()); });
        connect(&m_client, &QTcpSocket::disconnected, this, &QObject::deleteLater);
        connect(&m_server, &QTcpSocket::disconnected, &m_client, [this] { m_client.disconnectFromHost(); });
    }

private:
    void fromClient(const QByteArray &bytes)
    {
        m_asked = m_asked || bytes.toUpper().contains("STARTTLS");
        m_server.write(bytes);
    }

    void fromServer(const QByteArray &bytes)
    {
        if (m_injection.bytes.isEmpty() || !m_asked || m_injected) {
            m_client.write(bytes);
            return;
        }
        m_held += bytes;
        const qsizetype end = m_held.indexOf('\n') + 1;
        if (end > 0 && !m_planned)
            inject(end);
    }

    /// `end` bytes are the answer to STARTTLS; what stands behind them is the handshake.
    void inject(qsizetype end)
    {
        m_planned = true;
        const qsizetype kept = std::min<qsizetype>(m_injection.cut, end);
        m_client.write(m_held.left(end - kept));
        m_client.flush();
        const QByteArray rest = m_held.mid(end - kept, kept) + m_injection.bytes;
        QTimer::singleShot(m_injection.delayMs, this, [this, rest, end] {
            m_injected = true;
            m_client.write(rest);
            m_client.flush();
            m_client.write(m_held.mid(end));
        });
    }

    Injection m_injection;
    QTcpSocket m_client;
    QTcpSocket m_server;
    QByteArray m_held;
    bool m_asked = false;
    bool m_planned = false;
    bool m_injected = false;
};

} // namespace

Injector::Injector(quint16 server) : m_server(server)
{
    setListenBacklogSize(100);
    listen(QHostAddress::LocalHost);
}

void Injector::incomingConnection(qintptr descriptor)
{
    new Relay(descriptor, m_server, m_planned.isEmpty() ? Injection() : m_planned.takeFirst(), this);
}

} // namespace liaison::test
