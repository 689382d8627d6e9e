#pragma once

#include <QList>
#include <QObject>
#include <QTcpServer>

class QTcpSocket;

namespace liaison::test {

/// Stands between a client and a server on 127.0.0.1, hands every byte on as it is, and cuts connections where it is
/// told to. It works while the event loop of its thread runs.
class CutRelay : public QObject {
    Q_OBJECT
public:
    enum class Way { ToServer, ToClient };

    explicit CutRelay(quint16 server);
    ~CutRelay() override;
    [[nodiscard]] quint16 port() const { return m_listener.serverPort(); }

    /// Counts from now on: bytes(), connections(), cuts().
    void restart();
    [[nodiscard]] qint64 bytes(Way way) const { return m_bytes.at(int(way)); } ///< of all connections together
    [[nodiscard]] int connections() const { return m_connections; }
    [[nodiscard]] int cuts() const { return m_cuts; }

    /// Once, after so many bytes since restart(), the connection that carries the next one ends; those before it
    /// arrive.
    void cutAfter(Way way, qint64 bytes);
    /// Once, after the client has said so many bytes in a row, nothing of the server's answer arrives.
    void loseAnswerTo(qint64 bytes);

private:
    struct Pair {
        QTcpSocket *client = nullptr;
        QTcpSocket *server = nullptr;
        qint64 inARow = 0; ///< bytes of the client since the server spoke last
    };
    void accept();
    void pass(Pair &pair, Way way);
    void cut(const Pair &pair, Way way);
    static void end(Pair &pair);
    static void leave(QTcpSocket *socket);

    quint16 m_server;
    QTcpServer m_listener;
    QList<qint64> m_bytes{0, 0};
    int m_connections = 0;
    int m_cuts = 0;
    Way m_cutWay = Way::ToClient;
    qint64 m_cutAfter = -1;
    qint64 m_loseAfter = -1;
};

} // namespace liaison::test
