// bench_raw_read HOST PORT CAFILE USER PASSWORD: signs in over TLS, reads every mail of INBOX with one FETCH, throws
// the bytes away and prints what that took. No client can be faster than this on one connection.
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <netdb.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

int connectTo(const char *host, const char *port)
{
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo *found = nullptr;
    if (getaddrinfo(host, port, &hints, &found) != 0)
        return -1;
    int socket = -1;
    for (const addrinfo *it = found; it && socket < 0; it = it->ai_next) {
        socket = ::socket(it->ai_family, it->ai_socktype, it->ai_protocol);
        if (socket >= 0 && connect(socket, it->ai_addr, it->ai_addrlen) != 0) {
            close(socket);
            socket = -1;
        }
    }
    freeaddrinfo(found);
    return socket;
}

class Reader {
public:
    explicit Reader(SSL *ssl) : m_ssl(ssl), m_buffer(256 * 1024) { }

    bool command(const std::string &tag, const std::string &line)
    {
        const std::string text = tag + ' ' + line + "\r\n";
        return SSL_write(m_ssl, text.data(), static_cast<int>(text.size())) > 0 && readTo(tag + " OK");
    }

    /// Reads on until the last line begins with `end`. A mail that holds such a line is not in the mailbox.
    bool readTo(const std::string &end)
    {
        std::string tail;
        for (;;) {
            const int n = SSL_read(m_ssl, m_buffer.data(), static_cast<int>(m_buffer.size()));
            if (n <= 0)
                return false;
            m_bytes += n;
            const size_t keep = std::min<size_t>(static_cast<size_t>(n), 2'000);
            tail.append(m_buffer.data() + n - static_cast<int>(keep), keep);
            if (tail.size() > 4'000)
                tail.erase(0, tail.size() - 4'000);
            if (tail.back() != '\n')
                continue;
            const size_t before = tail.size() > 1 ? tail.rfind('\n', tail.size() - 2) : std::string::npos;
            const size_t line = before == std::string::npos ? 0 : before + 1;
            if (tail.compare(line, end.size(), end) == 0)
                return true;
        }
    }

    [[nodiscard]] long long bytes() const { return m_bytes; }

private:
    SSL *m_ssl;
    std::vector<char> m_buffer;
    long long m_bytes = 0;
};

double seconds(const timeval &time)
{
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 6) {
        std::fputs("usage: bench_raw_read HOST PORT CAFILE USER PASSWORD\n", stderr);
        return 2;
    }
    const auto begin = Clock::now();
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());
    SSL_CTX_load_verify_locations(context, argv[3], nullptr);
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
    SSL *ssl = SSL_new(context);
    SSL_set1_host(ssl, argv[1]);
    SSL_set_fd(ssl, connectTo(argv[1], argv[2]));
    if (SSL_connect(ssl) != 1) {
        ERR_print_errors_fp(stderr);
        return 1;
    }
    Reader reader(ssl);
    const bool done = reader.readTo("* OK") && reader.command("s1", std::string("LOGIN ") + argv[4] + ' ' + argv[5])
        && reader.command("s2", "EXAMINE INBOX") && reader.command("s3", "FETCH 1:* (UID FLAGS BODY.PEEK[])")
        && reader.command("s4", "LOGOUT");
    if (!done) {
        std::fputs("bench_raw_read: the server did not answer as expected\n", stderr);
        return 1;
    }
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    std::printf("{\"wall\": %.3f, \"user\": %.3f, \"system\": %.3f, \"rss_kib\": %ld, \"bytes\": %lld}\n",
                std::chrono::duration<double>(Clock::now() - begin).count(), seconds(usage.ru_utime),
                seconds(usage.ru_stime), usage.ru_maxrss, reader.bytes());
    SSL_free(ssl);
    SSL_CTX_free(context);
    return 0;
}
