#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QPointer>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTcpServer>
#include <QTimer>
#include <QUrl>

#include <functional>
#include <optional>
#include <utility>

namespace liaison::test {

/// What a client of FakeHttpServer asked.
struct SeenRequest {
    QByteArray head; ///< request line and headers
    QByteArray body;

    QByteArray header(const QByteArray &name) const
    {
        for (const QByteArray &line : head.split('\n'))
            if (line.left(name.size() + 1).compare(name + ':', Qt::CaseInsensitive) == 0)
                return line.mid(name.size() + 1).trimmed();
        return {};
    }
    /// A field of a form.
    QByteArray field(const QByteArray &name) const
    {
        for (const QByteArray &pair : body.split('&'))
            if (pair.startsWith(name + '='))
                return QByteArray::fromPercentEncoding(pair.mid(name.size() + 1));
        return {};
    }
};

/// An answer with its length.
inline QByteArray httpAnswer(int status, const QByteArray &body, const QByteArray &headers = {})
{
    return "HTTP/1.1 " + QByteArray::number(status) + " Status\r\nContent-Length: " + QByteArray::number(body.size())
        + "\r\n" + headers + "\r\n" + body;
}

/// HTTP/1.1 on loopback that answers as it is told, in clear or by TLS.
class FakeHttpServer : public QTcpServer {
public:
    /// What to write for a request; nullopt: hang up. An empty answer: none yet, see reply().
    std::function<std::optional<QByteArray>(const SeenRequest &)> handler
        = [](const SeenRequest &) { return httpAnswer(200, "ok"); };
    bool closeAfter = false; ///< ends each connection behind its answer
    int piece = 0;           ///< answers go out in pieces of so many bytes; 0: whole
    QList<SeenRequest> requests;
    int connections = 0;

    explicit FakeHttpServer(std::optional<QSslConfiguration> tls = std::nullopt) : m_tls(std::move(tls))
    {
        listen(QHostAddress::LocalHost);
    }
    [[nodiscard]] QUrl url(const QString &path = QStringLiteral("/")) const
    {
        return QUrl(QStringLiteral("%1://%2:%3%4")
                        .arg(m_tls ? QStringLiteral("https") : QStringLiteral("http"),
                             m_tls ? QStringLiteral("localhost") : QStringLiteral("127.0.0.1"))
                        .arg(serverPort())
                        .arg(path));
    }
    /// Writes to the connection that asked last.
    void reply(const QByteArray &bytes)
    {
        if (m_last)
            m_last->write(bytes);
    }

    /// Writes to every connection that was given no answer yet.
    void replyAll(const QByteArray &bytes)
    {
        for (const QPointer<QSslSocket> &socket : std::exchange(m_waiting, {}))
            if (socket)
                socket->write(bytes);
    }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        ++connections;
        auto *socket = new QSslSocket(this);
        socket->setSocketDescriptor(descriptor);
        connect(socket, &QSslSocket::readyRead, this, [this, socket] { read(socket); });
        connect(socket, &QSslSocket::disconnected, this, [this, socket] {
            m_buffers.remove(socket);
            if (m_last == socket)
                m_last = nullptr;
            socket->deleteLater();
        });
        if (m_tls) {
            socket->setSslConfiguration(*m_tls);
            socket->startServerEncryption();
        }
    }

private:
    void read(QSslSocket *socket)
    {
        QByteArray &buffer = m_buffers[socket];
        buffer += socket->readAll();
        const qsizetype end = buffer.indexOf("\r\n\r\n");
        if (end < 0)
            return;
        SeenRequest request{buffer.left(end), {}};
        const qsizetype length = request.header("Content-Length").toLongLong();
        if (buffer.size() < end + 4 + length)
            return;
        request.body = buffer.mid(end + 4, length);
        buffer.remove(0, end + 4 + length);
        requests << request;
        m_last = socket;
        const std::optional<QByteArray> answer = handler(request);
        if (answer && piece > 0)
            return drip(socket, *answer);
        if (answer)
            socket->write(*answer);
        if (answer && answer->isEmpty())
            m_waiting << socket;
        if (!answer || closeAfter)
            socket->disconnectFromHost();
    }
    void drip(QSslSocket *socket, const QByteArray &rest)
    {
        if (rest.isEmpty())
            return;
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        socket->write(rest.left(piece));
        socket->flush();
        QTimer::singleShot(0, socket, [this, socket, rest = rest.mid(piece)] { drip(socket, rest); });
    }

    std::optional<QSslConfiguration> m_tls;
    QHash<QSslSocket *, QByteArray> m_buffers;
    QSslSocket *m_last = nullptr;
    QList<QPointer<QSslSocket>> m_waiting;
};

} // namespace liaison::test
