#include "tests/support/test_registry.h"

#include <QDir>
#include <QFile>
#include <QMap>
#include <QTest>
#include <QThreadPool>

namespace liaison::test {

namespace {
QMap<QString, std::function<std::unique_ptr<QObject>()>> &registry()
{
    static QMap<QString, std::function<std::unique_ptr<QObject>()>> classes;
    return classes;
}

/// The names of this process's threads, as the system knows them.
QStringList threadNames()
{
    QStringList names;
    const QDir threads(QStringLiteral("/proc/self/task"));
    for (const QString &id : threads.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        QFile name(threads.filePath(id + QStringLiteral("/comm")));
        if (name.open(QIODevice::ReadOnly))
            names << QString::fromUtf8(name.readAll()).trimmed();
    }
    return names;
}

/// Threads end while OpenSSL can still free what it kept for each; after main() that would be too late, and a leak.
/// Qt's own waiting is over a moment before the thread is gone, so the system is asked. GLib's thread for D-Bus stays
/// for good, and ends the process once the bus is gone: it is not waited for.
void waitForThreads()
{
    QThreadPool::globalInstance()->waitForDone();
    const auto alone = [] {
        const QStringList names = threadNames();
        return names.size() <= 1 || names.contains(QLatin1String("gdbus"));
    };
    static_cast<void>(QTest::qWaitFor(alone, 1'000));
}
} // namespace

Registration::Registration(const char *fileName, std::function<std::unique_ptr<QObject>()> make)
{
    registry().insert(QString::fromUtf8(fileName).section(QLatin1Char('.'), 0, 0), std::move(make));
}

int runRegistered(int argc, char **argv)
{
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments << QString::fromLocal8Bit(argv[i]);
    QStringList wanted = registry().keys();
    if (arguments.size() > 1 && !arguments.at(1).startsWith(QLatin1Char('-')))
        wanted = {arguments.takeAt(1)};
    int failed = 0;
    for (const QString &name : std::as_const(wanted)) {
        if (!registry().contains(name)) {
            fprintf(stderr, "no test class in %s.cpp here\n", qPrintable(name));
            return 1;
        }
        const auto object = registry().value(name)();
        failed += QTest::qExec(object.get(), arguments);
    }
    waitForThreads();
    return failed;
}

QString testDataDir()
{
    const QString fromEnvironment = qEnvironmentVariable("LIAISON_TEST_DATA");
    const QString path
        = fromEnvironment.isEmpty() ? QStringLiteral(LIAISON_SOURCE_DIR "/../shared/data") : fromEnvironment;
    return QDir(path).exists() ? QDir(path).canonicalPath() : QString();
}

} // namespace liaison::test
