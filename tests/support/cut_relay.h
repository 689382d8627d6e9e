#pragma once

#include <QThread>

namespace liaison::test {

/// Stands between a client and a server on 127.0.0.1, hands every byte on as it is, and cuts connections where it is
/// told to. It works on a thread of its own, so that bytes pass however the test waits.
class CutRelay {
public:
    enum class Way { ToServer, ToClient };

    explicit CutRelay(quint16 server);
    ~CutRelay();
    CutRelay(const CutRelay &) = delete;
    CutRelay &operator=(const CutRelay &) = delete;
    [[nodiscard]] quint16 port() const { return m_port; }

    /// Counts from now on: bytes(), connections(), cuts().
    void restart();
    [[nodiscard]] qint64 bytes(Way way) const; ///< of all connections together
    [[nodiscard]] int connections() const;
    [[nodiscard]] int cuts() const;

    /// Once, after so many bytes since restart(), the connection that carries the next one ends; those before it
    /// arrive.
    void cutAfter(Way way, qint64 bytes);
    /// Once, after the client has said so many bytes in a row, nothing of the server's answer arrives.
    void loseAnswerTo(qint64 bytes);

private:
    struct Core;
    QThread m_thread;
    Core *m_core; ///< lives on `m_thread`, dies with it
    quint16 m_port = 0;
};

} // namespace liaison::test
