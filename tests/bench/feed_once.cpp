// bench_feed [--ews | --graph] STORE HOST PORT CERTIFICATE USER PASSWORD [INCIDENTS]: brings the store in sync with a
// mailbox through feed::Engine, as the application does, closes the store (which makes all of it durable) and prints
// what it took. The server's certificate is pinned. A new store gets the mailbox, 200 business units and the
// incidents of INCIDENTS first.
#include "core/feed/engine.h"
#include "core/store/mailboxes.h"
#include "core/store/session.h"
#include "core/store/store.h"
#include "core/transport/account.h"
#include "tests/bench/server_arguments.h"
#include "tests/bench/store_filler.h"
#include "tests/bench/usage.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <cstdio>
#include <optional>

using namespace liaison;

namespace {

struct Job {
    QString store;
    bench::ServerArguments server;
    QString incidents;
};

Result<MailboxId> mailboxOf(store::Store &store, const Job &job)
{
    const auto known = store.read([](store::Session &session) { return store::Mailboxes(session).list(); }).result();
    if (!known)
        return fail(known.error());
    if (known->isEmpty() && !job.incidents.isEmpty()) {
        if (auto ready = bench::prepareDesk(store, job.incidents); !ready)
            return fail(ready.error());
    }
    domain::Mailbox mailbox = known->isEmpty() ? domain::Mailbox() : known->first();
    mailbox.address = job.server.address;
    mailbox.displayName = QStringLiteral("Incident Desk");
    mailbox.inbound = job.server.endpoint;
    mailbox.outbound.host = job.server.endpoint.host;
    mailbox.pollSeconds = 3'600;
    const auto saved
        = store.write([mailbox](store::Session &session) { return store::Mailboxes(session).save(mailbox); }).result();
    if (!saved)
        return fail(saved.error());
    return saved->id;
}

Result<qint64> mailsIn(store::Store &store)
{
    return store
        .read([](store::Session &session) -> Result<qint64> {
            return session.number(QStringLiteral("SELECT count(*) FROM message_copy WHERE remote_id IS NOT NULL"));
        })
        .result();
}

int failed(const Error &error)
{
    std::fprintf(stderr, "bench_feed: %s %s %s\n", qPrintable(errorKindName(error.kind)), qPrintable(error.log),
                 qPrintable(error.serverWords));
    return 1;
}

/// Runs the engine until the mailbox is in sync or a person would have to act.
std::optional<Error> syncOnce(feed::Engine &engine, MailboxId mailbox)
{
    std::optional<Error> failure;
    QObject::connect(&engine, &feed::Engine::statusChanged, &engine, [&](const domain::FeedStatus &status) {
        const bool stuck = status.state == domain::FeedState::NeedsSignIn || status.state == domain::FeedState::Failed
            || status.state == domain::FeedState::BackingOff;
        if (stuck)
            failure = status.error.value_or(Error{ErrorKind::Internal, {}, {}, {}});
        if (stuck || (status.state == domain::FeedState::Running && status.lastSuccessAt > 0))
            QCoreApplication::quit();
    });
    engine.start(mailbox);
    QCoreApplication::exec();
    return failure;
}

int run(const Job &job)
{
    QElapsedTimer wall;
    wall.start();
    QJsonObject answer;
    const SystemClock clock;
    const auto transport = transport::networkTransport({.countsRequests = false});
    {
        store::Store store({job.store, {}, 500}, &clock);
        if (const auto opened = store.open().result(); !opened)
            return failed(opened.error());
        const auto mailbox = mailboxOf(store, job);
        if (!mailbox)
            return failed(mailbox.error());
        const auto secrets = [&job](const domain::Mailbox &) {
            return readyFuture<QPair<Secret, Secret>>(QPair<Secret, Secret>{job.server.secret, job.server.secret});
        };
        feed::Engine engine(&store, transport.get(), secrets, &clock, {});
        answer.insert(QStringLiteral("ready_s"), double(wall.elapsed()) / 1e3);
        if (const auto failure = syncOnce(engine, *mailbox))
            return failed(*failure);
        answer.insert(QStringLiteral("synced_s"), double(wall.elapsed()) / 1e3);
        QJsonObject threads;
        for (const auto &[name, seconds] : bench::threadSeconds())
            threads.insert(name, seconds);
        answer.insert(QStringLiteral("threads"), threads);
        answer.insert(QStringLiteral("mails"), mailsIn(store).value_or(-1));
    }
    answer.insert(QStringLiteral("wall"), double(wall.elapsed()) / 1e3);
    const QJsonObject usage = bench::processUsage();
    for (auto it = usage.begin(); it != usage.end(); ++it)
        answer.insert(it.key(), it.value());
    bench::printJson(answer);
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    QStringList arguments = QCoreApplication::arguments();
    const auto server = bench::takeServer(arguments, 2);
    if (!server) {
        std::fputs("usage: bench_feed [--ews | --graph] STORE HOST PORT CERTIFICATE USER PASSWORD [INCIDENTS]\n",
                   stderr);
        return 2;
    }
    return run({arguments.at(1), *server, arguments.value(2)});
}
