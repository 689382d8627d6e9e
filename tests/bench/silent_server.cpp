#include "tests/bench/silent_server.h"

#include <algorithm>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace liaison::bench {

SilentServer::SilentServer() : m_listening(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0))
{
    constexpr int mostClients = 32;
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto *generic = reinterpret_cast<sockaddr *>(&address);
    if (bind(m_listening, generic, size) == 0 && listen(m_listening, mostClients) == 0
        && getsockname(m_listening, generic, &size) == 0)
        m_port = ntohs(address.sin_port);
}

SilentServer::~SilentServer()
{
    for (const int client : m_clients)
        close(client);
    close(m_listening);
}

int SilentServer::waiting()
{
    for (int client = 0; (client = accept4(m_listening, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0;)
        m_clients.push_back(client);
    return int(std::count_if(m_clients.cbegin(), m_clients.cend(), [](int client) {
        char first = 0;
        if (recv(client, &first, 1, MSG_PEEK) <= 0)
            return false; // it has said nothing
        // Only the connection's state tells that a client has left: what it said is still to be read.
        tcp_info state = {};
        socklen_t size = sizeof state;
        return getsockopt(client, IPPROTO_TCP, TCP_INFO, &state, &size) == 0 && state.tcpi_state == TCP_ESTABLISHED;
    }));
}

} // namespace liaison::bench
