#pragma once

#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

namespace liaison::test {

/// A real SOCKS 5 proxy (RFC 1928), microsocks, on loopback. Names that nobody else knows are this computer to it: it
/// has a file of hosts of its own, in a mount namespace of its own, so that whatever is connected to by such a name
/// came through it. That needs no privilege where user namespaces are allowed, and root where they are not.
class SocksServer {
public:
    SocksServer() = default;
    ~SocksServer() { stop(); }
    Q_DISABLE_COPY_MOVE(SocksServer)

    /// Empty when everything is installed that it needs, else a sentence.
    static QString missing();

    /// Knows `names`. With a user it lets nobody through without a sign-in (RFC 1929). False with failure() set.
    bool start(const QStringList &names, const QString &user = {}, const QString &password = {});
    void stop();
    [[nodiscard]] const QString &failure() const { return m_failure; }
    [[nodiscard]] quint16 port() const { return m_port; }
    /// Whether somebody was connected to that place through it.
    [[nodiscard]] bool ledTo(const QString &name, quint16 port) const;
    [[nodiscard]] bool ledAnywhere() const;

private:
    bool run(const QStringList &unshare, const QStringList &command);
    [[nodiscard]] QByteArray log() const;
    [[nodiscard]] QString hostsFile() const { return m_dir.filePath(QStringLiteral("hosts")); }
    [[nodiscard]] QString logFile() const { return m_dir.filePath(QStringLiteral("log")); }

    QTemporaryDir m_dir;
    QProcess m_process;
    quint16 m_port = 0;
    QString m_failure;
};

} // namespace liaison::test
