#include "tests/bench/usage.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>

#include <cstdio>
#include <sys/resource.h>
#include <unistd.h>

namespace liaison::bench {

namespace {
double seconds(const timeval &time)
{
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}
} // namespace

std::map<QString, double> threadSeconds()
{
    const double ticks = static_cast<double>(sysconf(_SC_CLK_TCK));
    std::map<QString, double> byName;
    const QDir tasks(QStringLiteral("/proc/self/task"));
    const QStringList threads = tasks.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &thread : threads) {
        QFile file(tasks.filePath(thread + QStringLiteral("/stat")));
        if (!file.open(QIODevice::ReadOnly))
            continue; // it ended meanwhile
        const QByteArray line = file.readAll();
        const qsizetype open = line.indexOf('(');
        const qsizetype close = line.lastIndexOf(')'); // proc(5): the name may hold anything
        const QList<QByteArray> fields = line.mid(close + 2).split(' ');
        if (open < 0 || fields.size() < 13)
            continue;
        byName[QString::fromLocal8Bit(line.mid(open + 1, close - open - 1))]
            += (fields.at(11).toDouble() + fields.at(12).toDouble()) / ticks; // utime, stime
    }
    return byName;
}

QJsonObject processUsage()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return {{QStringLiteral("user"), seconds(usage.ru_utime)},
            {QStringLiteral("system"), seconds(usage.ru_stime)},
            {QStringLiteral("rss_kib"), static_cast<qint64>(usage.ru_maxrss)}};
}

void printJson(const QJsonObject &answer)
{
    std::puts(QJsonDocument(answer).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
}

} // namespace liaison::bench
