// bench_query search STORE QUERIES ROUNDS: each line of the file QUERIES through the search of the window, ROUNDS
// times. bench_query open STORE ROUNDS: what the window reads for its lists and for a thread that is opened. Prints one
// line of JSON: the time from asking to the answer in hand, in milliseconds, the median of the rounds.
#include "core/mime/body.h"
#include "core/store/incidents.h"
#include "core/store/search.h"
#include "core/store/session.h"
#include "core/store/store.h"
#include "core/store/threads.h"
#include "tests/bench/usage.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <vector>

using namespace liaison;

namespace {

const QString person = QStringLiteral("analyst");
constexpr int hitsAPage = 50;
constexpr int rowsAPage = 100; // as the lists of the window ask
constexpr int threadsAtMost = 500;

[[noreturn]] void give(const Error &error)
{
    std::fprintf(stderr, "bench_query: %s %s\n", qPrintable(errorKindName(error.kind)), qPrintable(error.log));
    std::exit(1);
}

template <class F> auto read(store::Store &store, F f)
{
    auto answer = store.read(std::move(f)).result();
    if (!answer)
        give(answer.error());
    return *std::move(answer);
}

struct Took {
    double first = 0; ///< statements are prepared and pages read from the file
    double median = 0;
};

/// Runs `f` once, then `rounds` times; in milliseconds.
Took measured(int rounds, const std::function<void()> &f)
{
    std::vector<double> took;
    QElapsedTimer timer;
    for (int i = 0; i <= rounds; ++i) {
        timer.start();
        f();
        took.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    std::sort(took.begin() + 1, took.end());
    return {took.front(), took.at(1 + (took.size() - 1) / 2)};
}

QJsonArray searchAll(store::Store &store, const QString &file, int rounds)
{
    QFile lines(file);
    if (!lines.open(QIODevice::ReadOnly))
        give({ErrorKind::NotFound, file, {}, std::nullopt});
    const QStringList queries = QString::fromUtf8(lines.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    QJsonArray answers;
    for (const QString &query : queries) {
        qsizetype hits = 0;
        const Took took = measured(rounds, [&] {
            hits = read(store, [query](store::Session &session) {
                       return store::Search(session).find({query, std::nullopt, person}, std::nullopt, hitsAPage);
                   }).size();
        });
        answers.append(QJsonObject{{QStringLiteral("query"), query},
                                   {QStringLiteral("ms"), took.median},
                                   {QStringLiteral("hits"), int(hits)}});
    }
    return answers;
}

/// The incident with the most mails, and its longest thread: the hardest there is to open.
struct Hardest {
    IncidentId incident;
    ThreadId thread;
    int mails = 0;
};

Hardest hardest(store::Store &store)
{
    return read(store, [](store::Session &session) -> Result<Hardest> {
        Hardest found;
        const IncidentId incident{session.number(QStringLiteral(
            "SELECT incident_id FROM link GROUP BY incident_id ORDER BY count(*) DESC, incident_id LIMIT 1"))};
        auto thread = session.row(QStringLiteral("SELECT thread_id, count(*) FROM link WHERE incident_id = ? "
                                                 "GROUP BY thread_id ORDER BY 2 DESC, 1 LIMIT 1"),
                                  {incident.value});
        if (!thread)
            return session.missing(QStringLiteral("no mail is matched"));
        found.incident = incident;
        found.thread = thread->id<ThreadId>();
        found.mails = thread->integer();
        return found;
    });
}

void openThread(store::Store &store, const Hardest &what)
{
    store::ThreadFilter filter;
    filter.incident = what.incident;
    filter.person = person;
    (void)read(store,
               [filter](store::Session &session) { return store::Threads(session).list(filter, threadsAtMost); });
    const auto mails
        = read(store, [what](store::Session &session) { return store::Threads(session).mails(what.thread, person); });
    const MessageId shown = mails.last().id;
    const QByteArray raw
        = read(store, [shown](store::Session &session) { return store::Messages(session).raw(shown); });
    (void)mime::readBody(raw);
}

QJsonObject openAll(store::Store &store, int rounds)
{
    const Hardest what = hardest(store);
    QJsonObject answer{{QStringLiteral("mails_in_thread"), what.mails}};
    const auto measure
        = [&](const QString &name, const std::function<void()> &f) { answer.insert(name, measured(rounds, f).median); };
    measure(QStringLiteral("thread"), [&] { openThread(store, what); });
    measure(QStringLiteral("incidents"), [&] {
        store::IncidentFilter filter;
        filter.person = person;
        (void)read(store, [filter](store::Session &session) {
            return store::Incidents(session).list(filter, std::nullopt, rowsAPage);
        });
    });
    measure(QStringLiteral("unmatched"), [&] {
        store::Messages::UnmatchedFilter filter;
        filter.person = person;
        (void)read(store, [filter](store::Session &session) {
            return store::Messages(session).unmatched(filter, std::nullopt, rowsAPage);
        });
    });
    measure(QStringLiteral("unmatched_count"), [&] {
        (void)read(store, [](store::Session &session) { return store::Messages(session).unmatchedCount(); });
    });
    return answer;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const bool search = arguments.value(1) == QLatin1String("search");
    if (arguments.size() < (search ? 5 : 4)) {
        std::fputs("usage: bench_query search STORE QUERIES ROUNDS | bench_query open STORE ROUNDS\n", stderr);
        return 2;
    }
    const SystemClock clock;
    store::Store store({arguments.at(2), {}, 500}, &clock);
    if (const auto opened = store.open().result(); !opened)
        give(opened.error());
    const int rounds = arguments.last().toInt();
    bench::printJson(search ? QJsonObject{{QStringLiteral("queries"), searchAll(store, arguments.at(3), rounds)}}
                            : openAll(store, rounds));
    return 0;
}
