#pragma once

#include <QtGlobal>

#include <vector>

namespace liaison::bench {

/// A server on loopback that takes every connection and never says a word: what a connection test hangs at. The
/// kernel does it all; it is looked at only when somebody asks.
class SilentServer {
public:
    SilentServer();
    ~SilentServer();
    SilentServer(const SilentServer &) = delete;
    SilentServer &operator=(const SilentServer &) = delete;

    /// 0: it could not be opened.
    [[nodiscard]] quint16 port() const { return m_port; }
    /// How many clients have spoken, have heard nothing, and are still there.
    int waiting();

private:
    int m_listening = -1;
    quint16 m_port = 0;
    std::vector<int> m_clients;
};

} // namespace liaison::bench
