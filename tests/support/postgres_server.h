#pragma once

#include <QProcess>
#include <QString>
#include <QTemporaryDir>

#include <memory>

namespace liaison::test {

/// A PostgreSQL of this test alone: made by initdb in a temporary folder, reachable through a Unix socket in it, run
/// by an unprivileged user where the test is root (PostgreSQL refuses root), and ended with the test, however that
/// ends.
class PostgresServer {
public:
    /// The one server of this test binary; started at the first call, stopped with the application.
    static PostgresServer *shared();
    ~PostgresServer();
    PostgresServer(const PostgresServer &) = delete;
    PostgresServer &operator=(const PostgresServer &) = delete;

    /// Why there is no server; empty when there is one.
    [[nodiscard]] QString problem() const { return m_problem; }
    /// Makes an empty database; its location for a store, or an empty text.
    QString createDatabase();
    [[nodiscard]] QString password() const { return m_password; }
    /// Makes somebody who may sign in with that password and is a member of `role`, once.
    bool addMember(const QString &user, const QString &password, const QString &role);
    /// Ends the server with its clients connected, and starts it again.
    bool restart();

private:
    PostgresServer();
    QString initialise();
    bool start();
    bool runToEnd(const QString &program, const QStringList &arguments);
    void prepareChild(QProcess &process) const;
    bool execute(const QString &sql);
    [[nodiscard]] QString path(const QString &name) const { return m_dir.filePath(name); }

    QTemporaryDir m_dir;
    QString m_bin;
    QString m_problem;
    QString m_password;
    QString m_output;
    unsigned m_uid = 0; ///< 0: the test's own user
    unsigned m_gid = 0;
    int m_databases = 0;
    std::unique_ptr<QProcess> m_server;
};

} // namespace liaison::test
