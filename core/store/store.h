#pragma once

#include "core/base/clock.h"
#include "core/base/on_done.h"

#include <QList>
#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <type_traits>

namespace liaison::store {

class Session;
class Worker;

/// What kind of thing a change is about.
enum class Aggregate { Incident, BusinessUnit, Mailbox, Folder, Message, Thread, Outbox, Draft, Setting };

/// One row of the gapless change sequence: `id` is the aggregate's integer key.
struct Change {
    qint64 seq = 0;
    Aggregate aggregate = Aggregate::Message;
    qint64 id = 0;
};

/// How safe a commit must be before it is answered. Refetchable may be lost by a power cut together with its
/// cursor (SQLite synchronous=NORMAL), never torn; everything a person did is Full.
enum class Durability { Full, Refetchable };

/// Where the store is: a file path (SQLite) or "postgresql://user@host:port/database?sslmode=verify-full".
struct OpenOptions {
    QString location;
    QString password;       ///< PostgreSQL only
    int changePollMs = 500; ///< how often other processes' changes are looked for
};

/// The one way to the database. Work is handed in as functions that run on the store's own threads: one that
/// writes, one that only reads. A function may run twice (after a serialization failure), so it must not touch
/// anything outside; it must not parse mail either (do that before).
///
/// Errors: StoreUnavailable, StoreNewer, StoreCorrupt, DiskFull, Busy, PermissionDenied, and what the function returns.
class Store : public QObject {
    Q_OBJECT
public:
    explicit Store(OpenOptions options, const Clock *clock, QObject *parent = nullptr);
    ~Store() override;

    /// Opens, creates or migrates; must have succeeded before read() and write(). An index of words that an older
    /// program made is renewed afterwards, while the store is in use.
    Future<void> open();

    /// Runs `f(Session &) -> Result<T>` in one read transaction (a consistent view).
    template <class F> auto read(F f) { return run(Access::Read, Durability::Full, std::move(f)); }
    /// Runs `f(Session &) -> Result<T>` in one write transaction: committed when the future answers a value,
    /// rolled back when f answers an error.
    template <class F> auto write(F f, Durability durability = Durability::Full)
    {
        return run(Access::Write, durability, std::move(f));
    }

    /// The last change this process has seen.
    [[nodiscard]] qint64 lastSeenChange() const;

Q_SIGNALS:
    /// What was committed, by this process or another, in the order of `seq`. Emitted on the thread this object lives
    /// on.
    void changed(const QList<liaison::store::Change> &changes);

private:
    enum class Access { Read, Write };
    /// Runs `body` on the right thread inside a transaction; `finish` gets the outcome of begin, body and commit.
    void post(Access access, Durability durability, std::function<Result<void>(Session &)> body,
              std::function<void(Result<void>)> finish);
    /// Renews an outdated search index a few mails at a time, so that other writes go between.
    void renewIndex();

    template <class F> auto run(Access access, Durability durability, F f)
    {
        using R = std::invoke_result_t<F, Session &>; // Result<T>
        using T = typename R::value_type;
        auto promise = std::make_shared<QPromise<R>>();
        promise->start();
        auto value = std::make_shared<R>(fail(ErrorKind::Cancelled));
        post(
            access, durability,
            [value, f = std::move(f)](Session &session) mutable -> Result<void> {
                *value = f(session);
                return value->has_value() ? Result<void>() : Result<void>(fail(value->error()));
            },
            [promise, value](Result<void> outcome) {
                finishWith<T>(*promise, outcome.has_value() ? std::move(*value) : R(fail(outcome.error())));
            });
        return promise->future();
    }

    std::unique_ptr<Worker> m_writer;
    std::unique_ptr<Worker> m_reader;
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace liaison::store

Q_DECLARE_METATYPE(liaison::store::Change)
