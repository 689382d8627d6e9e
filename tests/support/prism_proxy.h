#pragma once

#include "tests/support/server_process.h"

#include <QByteArray>
#include <QString>
#include <QTemporaryDir>

namespace liaison::test {

/// Prism (npm's @stoplight/prism-cli, see tests/servers/prism) as a proxy on loopback between a client of Microsoft
/// Graph and the server that plays it: what Microsoft's description does not know is refused, whoever says it. It says
/// nothing about what is inside of a batch; GraphRequestBook does.
class PrismProxy {
public:
    /// The one of this process, started when it is asked for first.
    static PrismProxy &shared();

    /// Empty when Node.js, Prism and the description are there, else a sentence.
    static QString missing();
    /// Whose requests and answers it looks at from now on; empty, or why not.
    QByteArray standBefore(quint16 server);
    [[nodiscard]] quint16 port() const { return m_port; }

private:
    QByteArray start();

    QTemporaryDir m_dir;
    ServerProcess m_process;
    quint16 m_port = 0;
};

} // namespace liaison::test
