// bench_fill STORE MAILBOX [MAILS]: fills a new store with the mails that bench_mailbox made in the folder MAILBOX,
// by the feed's own packing and ingest, and prints what it took.
#include "core/store/store.h"
#include "tests/bench/store_filler.h"
#include "tests/bench/usage.h"

#include <QCoreApplication>

#include <cstdio>

using namespace liaison;

namespace {

int failed(const Error &error)
{
    std::fprintf(stderr, "bench_fill: %s %s\n", qPrintable(errorKindName(error.kind)), qPrintable(error.log));
    return 1;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 3) {
        std::fputs("usage: bench_fill STORE MAILBOX [MAILS]\n", stderr);
        return 2;
    }
    const SystemClock clock;
    store::Store store({arguments.at(1), {}, 500}, &clock);
    if (const auto opened = store.open().result(); !opened)
        return failed(opened.error());
    const QString mailbox = arguments.at(2);
    if (const auto ready = bench::prepareDesk(store, mailbox + QStringLiteral("/incidents.txt")); !ready)
        return failed(ready.error());
    bench::FillOptions options;
    options.maildir = mailbox + QStringLiteral("/Maildir");
    options.limit = arguments.size() > 3 ? arguments.at(3).toInt() : -1;
    const auto filled = bench::fillStore(store, options);
    if (!filled)
        return failed(filled.error());
    QJsonObject answer = bench::processUsage();
    answer.insert(QStringLiteral("stored"), filled->stored);
    answer.insert(QStringLiteral("matched"), filled->matched);
    answer.insert(QStringLiteral("bytes"), filled->bytes);
    answer.insert(QStringLiteral("parse_s"), filled->parseSeconds);
    answer.insert(QStringLiteral("store_s"), filled->storeSeconds);
    QJsonObject threads;
    for (const auto &[name, seconds] : bench::threadSeconds())
        threads.insert(name, seconds);
    answer.insert(QStringLiteral("threads"), threads);
    bench::printJson(answer);
    return 0;
}
