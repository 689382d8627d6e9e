#include "core/store/connection.h"
#include "core/store/dialect.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlError>
#include <QStorageInfo>
#include <QThread>

namespace liaison::store {

namespace {

// sqlite3.h is not included for eight numbers (https://www.sqlite.org/rescode.html, primary codes).
enum SqliteCode {
    Perm = 3,
    Busy = 5,
    Locked = 6,
    ReadOnly = 8,
    IoError = 10,
    Corrupt = 11,
    Full = 13,
    CannotOpen = 14,
    Constraint = 19,
    NotADatabase = 26
};

int primaryCode(const QSqlError &error)
{
    return error.nativeErrorCode().toInt() & 0xff;
}

ErrorKind constraintKind(const QString &words)
{
    if (words.contains(QLatin1String("UNIQUE")))
        return ErrorKind::AlreadyExists;
    if (words.contains(QLatin1String("FOREIGN KEY")))
        return ErrorKind::NotFound;
    return ErrorKind::InvalidInput;
}

/// The file exists with mode 0600 before SQLite opens it: -wal and -shm take their mode from it, and there is no
/// instant in which others could read it.
Result<void> makePrivateFile(const QString &path)
{
    constexpr auto ours = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
    QDir().mkpath(QFileInfo(path).absolutePath());
    QFile file(path);
    // Another program may make it between the question and the making: then it is there, which is all we want.
    if (!file.exists() && !file.open(QIODevice::ReadWrite | QIODevice::NewOnly, ours) && !file.exists())
        return fail(ErrorKind::StoreUnavailable, file.errorString());
    file.close();
    // A file that is there is never opened and closed here: close() drops the POSIX locks that SQLite's other
    // connections of this process hold on it, and another program would take itself for the last one.
    if (const QFileInfo info(path); !info.isFile() || !info.isReadable() || !info.isWritable())
        return fail(ErrorKind::PermissionDenied, QStringLiteral("%1 cannot be read and written").arg(path));
    constexpr auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther
        | QFileDevice::WriteOther | QFileDevice::ExeGroup | QFileDevice::ExeOther;
    if ((file.permissions() & others) && !file.setPermissions(ours))
        return fail(ErrorKind::PermissionDenied, file.errorString());
    return {};
}

class SqliteDialect final : public Dialect {
public:
    explicit SqliteDialect(QString path) : m_path(std::move(path)) { }

    QString driver() const override { return QStringLiteral("QSQLITE"); }

    Result<void> prepare(QSqlDatabase &database) const override
    {
        if (auto made = makePrivateFile(m_path); !made)
            return made;
        database.setDatabaseName(m_path);
        database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=15000"));
        return {};
    }

    /// SQLite does not wait for its busy timeout when two programs turn one new file to WAL at the same moment: the
    /// later one is told "locked" at once. So this waits as long as the timeout would, on the store's own thread.
    static Result<void> persist(Connection &connection, const QString &pragma)
    {
        QDeadlineTimer patience(15'000);
        for (;;) {
            const auto done = connection.execute(pragma);
            if (done)
                return {};
            if (done.error().kind != ErrorKind::Busy || patience.hasExpired())
                return fail(done.error());
            QThread::msleep(10);
        }
    }

    Result<void> configure(Connection &connection, TransactionKind use) const override
    {
        QStringList pragmas{QStringLiteral("PRAGMA foreign_keys=ON"), QStringLiteral("PRAGMA synchronous=FULL"),
                            QStringLiteral("PRAGMA trusted_schema=OFF")};
        if (use == TransactionKind::Write) {
            // Autovacuum is the distribution's default; it would turn every freed page into extra writes.
            pragmas.prepend(QStringLiteral("PRAGMA auto_vacuum=NONE"));
            // For new files alone, and before the first of their pages: mails are chunks of many kilobytes, of which
            // small pages would make long chains.
            pragmas.prepend(QStringLiteral("PRAGMA page_size=16384"));
            pragmas << QStringLiteral("PRAGMA journal_mode=WAL")
                    << QStringLiteral("PRAGMA cache_size=-24576")
                    // A page of mails (8 MiB) must not end in a checkpoint each time; 64 MiB of log at most.
                    << QStringLiteral("PRAGMA wal_autocheckpoint=4096")
                    << QStringLiteral("PRAGMA journal_size_limit=67108864");
        } else {
            pragmas << QStringLiteral("PRAGMA query_only=ON") << QStringLiteral("PRAGMA cache_size=-8192");
        }
        for (const QString &pragma : std::as_const(pragmas))
            if (auto done = persist(connection, pragma); !done)
                return done;
        return {};
    }

    Result<void> begin(Connection &connection, TransactionKind kind, Durability durability) const override
    {
        if (kind == TransactionKind::Read)
            return connection.command(QStringLiteral("BEGIN DEFERRED"));
        // SQLite ignores a change of `synchronous` inside a transaction, so it is made before.
        const auto pragma = durability == Durability::Full ? QStringLiteral("PRAGMA synchronous=FULL")
                                                           : QStringLiteral("PRAGMA synchronous=NORMAL");
        if (auto set = connection.command(pragma); !set)
            return set;
        return connection.command(QStringLiteral("BEGIN IMMEDIATE"));
    }

    bool mayHaveChanged(Connection &connection, qint64 &mark) const override
    {
        auto version = connection.execute(QStringLiteral("PRAGMA data_version"));
        if (!version || version->rows.isEmpty())
            return false;
        const qint64 now = version->rows.first().number();
        return std::exchange(mark, now) != now;
    }

    Error error(const QSqlError &error) const override
    {
        return {kindOf(error), error.text().left(500), {}, std::nullopt};
    }

    bool isRetryable(const QSqlError &) const override { return false; }

    QString nowMs() const override
    {
        return QStringLiteral("CAST(round((julianday('now') - 2440587.5) * 86400000.0) AS INTEGER)");
    }
    QString tableCount() const override
    {
        return QStringLiteral("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?");
    }
    QString ownAccount() const override { return QStringLiteral("SELECT ''"); }
    QString byBytes(const QString &column) const override { return column; }
    QString mayUse() const override
    {
        return QStringLiteral("SELECT CASE WHEN ? = '' OR ? = '' OR ? = '' THEN 0 ELSE 1 END");
    }
    QString mayGiveRoles() const override { return QStringLiteral("SELECT 1"); } // they are all the one user's
    QString accounts() const override { return {}; }
    QString migrationsFolder() const override { return QStringLiteral("sqlite"); }
    bool hasFts5() const override { return true; }

private:
    /// Some steps of SQLite (the shared memory beside the log, for one) call a full disk an I/O error.
    [[nodiscard]] bool diskIsFull() const
    {
        constexpr qint64 nothingToSpeakOf = 64 * 1024;
        const QStorageInfo disk(QFileInfo(m_path).absolutePath());
        return disk.isValid() && disk.bytesAvailable() < nothingToSpeakOf;
    }

    [[nodiscard]] ErrorKind kindOf(const QSqlError &error) const
    {
        switch (primaryCode(error)) {
        case Busy:
        case Locked:
            return ErrorKind::Busy;
        case Full:
            return ErrorKind::DiskFull;
        case Corrupt:
        case NotADatabase:
            return ErrorKind::StoreCorrupt;
        case Perm:
        case ReadOnly:
            return ErrorKind::PermissionDenied;
        case IoError:
        case CannotOpen:
            return diskIsFull() ? ErrorKind::DiskFull : ErrorKind::StoreUnavailable;
        case Constraint:
            return constraintKind(error.text());
        default:
            return error.type() == QSqlError::ConnectionError ? ErrorKind::StoreUnavailable : ErrorKind::Internal;
        }
    }

    QString m_path;
};

} // namespace

std::unique_ptr<Dialect> makeSqliteDialect(const QString &path)
{
    return std::make_unique<SqliteDialect>(path);
}

} // namespace liaison::store
