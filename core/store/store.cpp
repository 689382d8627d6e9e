#include "core/store/store.h"

#include "core/base/log.h"
#include "core/store/change_reader.h"
#include "core/store/connection.h"
#include "core/store/dialect.h"
#include "core/store/migrations.h"
#include "core/store/search_index.h"
#include "core/store/worker.h"

#include <atomic>

namespace liaison::store {

/// Each connection is touched by its worker's thread only.
struct Store::Private {
    OpenOptions options;
    const Clock *clock = nullptr;
    Result<std::unique_ptr<Dialect>> dialect;
    std::unique_ptr<Connection> writing;
    std::unique_ptr<Connection> reading;
    std::unique_ptr<ChangeReader> changes; ///< the reader's thread
    std::atomic<bool> closing{false};
    qint64 lastSeen = 0; ///< this object's thread
};

Store::Store(OpenOptions options, const Clock *clock, QObject *parent)
    : QObject(parent), m_writer(std::make_unique<Worker>(QStringLiteral("store-write"))),
      m_reader(std::make_unique<Worker>(QStringLiteral("store-read"))), d(std::make_unique<Private>())
{
    qRegisterMetaType<QList<liaison::store::Change>>();
    d->dialect = makeDialect(options);
    d->options = std::move(options);
    d->clock = clock;
}

Store::~Store()
{
    // Reads nobody waits for any more are answered with Cancelled; writes are carried out.
    d->closing = true;
    m_writer->post([p = d.get()] { p->writing.reset(); });
    m_writer->stop();
    m_reader->post([p = d.get()] {
        p->changes.reset();
        p->reading.reset();
    });
    m_reader->stop();
}

Future<void> Store::open()
{
    if (!d->dialect)
        return readyFuture<void>(fail(d->dialect.error()));
    auto promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    const auto openReader = [this, promise] {
        d->reading = std::make_unique<Connection>(**d->dialect, TransactionKind::Read);
        auto opened = d->reading->open();
        if (opened) {
            d->changes = std::make_unique<ChangeReader>(*d->reading);
            opened = d->changes->start();
        }
        if (opened) {
            const qint64 start = d->changes->lastSeen();
            QMetaObject::invokeMethod(
                this, [this, start] { d->lastSeen = qMax(d->lastSeen, start); }, Qt::QueuedConnection);
            m_reader->every(std::chrono::milliseconds(qMax(1, d->options.changePollMs)), [this] {
                const QList<Change> fresh = d->changes ? d->changes->next() : QList<Change>();
                if (fresh.isEmpty())
                    return;
                QMetaObject::invokeMethod(
                    this,
                    [this, fresh] {
                        d->lastSeen = fresh.last().seq;
                        Q_EMIT changed(fresh);
                    },
                    Qt::QueuedConnection);
            });
        } else {
            d->reading.reset();
        }
        finishWith<void>(*promise, std::move(opened));
    };
    m_writer->post([this, promise, openReader] {
        auto connection = std::make_unique<Connection>(**d->dialect, TransactionKind::Write);
        auto ready = connection->open();
        if (ready)
            ready = migrate(*connection, *d->clock, shippedMigrations((*d->dialect)->migrationsFolder()));
        if (!ready) {
            qCInfo(lcStore).noquote() << "cannot open the store:" << errorKindName(ready.error().kind)
                                      << ready.error().log; // whoever opens it says so
            finishWith<void>(*promise, std::move(ready));
            return;
        }
        bool outdated = false; // before anybody can ask how much is indexed
        const auto looked = connection->transaction(TransactionKind::Write, Durability::Full, *d->clock,
                                                    [&outdated](Session &session) {
                                                        outdated = beginReindex(session).value_or(false);
                                                        return session.status();
                                                    });
        if (!looked)
            qCWarning(lcStore).noquote() << "the search index stays as it is:" << looked.error().log;
        d->writing = std::move(connection);
        m_reader->post(openReader);
        if (looked && outdated)
            m_writer->post([this] { renewIndex(); });
    });
    return promise->future();
}

void Store::renewIndex()
{
    if (d->closing || !d->writing)
        return;
    bool more = false;
    const auto done = d->writing->transaction(TransactionKind::Write, Durability::Refetchable, *d->clock,
                                              [&more](Session &session) {
                                                  more = reindexSome(session).value_or(false);
                                                  return session.status();
                                              });
    if (!done)
        qCWarning(lcStore).noquote() << "the search index is renewed at the next start:" << done.error().log;
    else if (more)
        m_writer->post([this] { renewIndex(); });
}

void Store::post(Access access, Durability durability, std::function<Result<void>(Session &)> body,
                 std::function<void(Result<void>)> finish)
{
    const bool writes = access == Access::Write;
    auto job = [this, writes, durability, body = std::move(body), finish = std::move(finish)] {
        if (!writes && d->closing) {
            finish(fail(ErrorKind::Cancelled, QStringLiteral("the store closes")));
            return;
        }
        Connection *connection = writes ? d->writing.get() : d->reading.get();
        if (!connection) {
            finish(fail(ErrorKind::StoreUnavailable, QStringLiteral("the store is not open")));
            return;
        }
        const auto kind = writes ? TransactionKind::Write : TransactionKind::Read;
        auto outcome = connection->transaction(kind, durability, *d->clock, body);
        if (!outcome)
            qCDebug(lcStore).noquote() << "transaction failed:" << errorKindName(outcome.error().kind)
                                       << outcome.error().log;
        const bool committed = writes && outcome.has_value();
        finish(std::move(outcome));
        if (committed)
            m_reader->poke();
    };
    (writes ? m_writer : m_reader)->post(std::move(job));
}

qint64 Store::lastSeenChange() const
{
    return d->lastSeen;
}

} // namespace liaison::store
