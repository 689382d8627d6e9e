// bench_window SITUATION PROFILE MAILS SECONDS INCIDENTS [--ews | --graph] HOST PORT CERTIFICATE USER PASSWORD
// [--where]: the program's window in a situation (idle, sync, test, keychain), used meanwhile, its event loop watched.
// Prints one line of JSON: for each part of the situation how long the loop stood still. "keychain" wants a session bus
// of its own.
#include "app/leave_soon.h"
#include "core/base/log_book.h"
#include "tests/bench/server_arguments.h"
#include "tests/bench/usage.h"
#include "tests/bench/window_run.h"

#include <QApplication>

#include <cstdio>

using namespace liaison;

int main(int argc, char **argv)
{
    QCoreApplication::setApplicationName(QStringLiteral("liaison"));
    QApplication application(argc, argv);
    LogBook::install();
    QStringList arguments = QCoreApplication::arguments();
    const bool looks = arguments.removeAll(QStringLiteral("--where")) > 0;
    const auto server = bench::takeServer(arguments, 6);
    const QStringList situations{QStringLiteral("idle"), QStringLiteral("sync"), QStringLiteral("test"),
                                 QStringLiteral("keychain")};
    if (!server || !situations.contains(arguments.at(1))) {
        std::fputs("usage: bench_window idle|sync|test|keychain PROFILE MAILS SECONDS INCIDENTS [--ews | --graph] HOST "
                   "PORT CERTIFICATE USER PASSWORD [--where]\n",
                   stderr);
        return 2;
    }
    app::LeaveSoon leave; // the keychain may still be waited for
    bench::WindowRun run({arguments.at(1), arguments.at(2), arguments.at(3).toInt(), arguments.at(4).toInt(), looks,
                          *server, arguments.at(5)});
    QObject::connect(&run, &bench::WindowRun::done, &run, [] { QCoreApplication::exit(0); });
    QObject::connect(&run, &bench::WindowRun::failed, &run, [](const QString &why) {
        std::fprintf(stderr, "bench_window: %s\n", qPrintable(why));
        QCoreApplication::exit(1);
    });
    QMetaObject::invokeMethod(
        &run,
        [&run] {
            if (const auto started = run.start(); !started) {
                std::fprintf(stderr, "bench_window: %s\n", qPrintable(started.error().log));
                QCoreApplication::exit(1);
            }
        },
        Qt::QueuedConnection);
    const int exitCode = QApplication::exec();
    if (exitCode == 0)
        bench::printJson(run.answer());
    return leave.with(exitCode);
}
