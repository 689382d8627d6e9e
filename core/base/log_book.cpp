#include "core/base/log_book.h"

#include "core/base/log.h"

#include <QDateTime>
#include <QMutex>

#include <cstddef>
#include <deque>

namespace liaison {

namespace {

struct Kept {
    QMutex mutex;
    std::deque<QString> lines;
    qint64 written = 0;
    QtMessageHandler before = nullptr;
};

/// Never taken down: threads may log until the very end.
Kept &kept()
{
    static Kept *const all = new Kept;
    return *all;
}

QString wordFor(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return QStringLiteral("debug");
    case QtInfoMsg:
        return QStringLiteral("info");
    case QtWarningMsg:
        return QStringLiteral("warning");
    case QtCriticalMsg:
        return QStringLiteral("error");
    case QtFatalMsg:
        return QStringLiteral("fatal");
    }
    return {};
}

void keep(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    const QString line = QStringLiteral("%1 %2 %3: %4")
                             .arg(QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs), wordFor(type),
                                  QString::fromUtf8(context.category), redacted(message));
    QtMessageHandler before = nullptr;
    {
        Kept &all = kept();
        const QMutexLocker lock(&all.mutex);
        all.lines.push_back(line);
        if (all.lines.size() > static_cast<std::size_t>(LogBook::mostLines))
            all.lines.pop_front();
        ++all.written;
        before = all.before;
    }
    if (before)
        before(type, context, message);
}

} // namespace

void LogBook::install()
{
    const QtMessageHandler before = qInstallMessageHandler(keep);
    if (before == keep)
        return; // a second time
    Kept &all = kept();
    const QMutexLocker lock(&all.mutex);
    all.before = before;
}

QStringList LogBook::lines()
{
    Kept &all = kept();
    const QMutexLocker lock(&all.mutex);
    return QStringList(all.lines.cbegin(), all.lines.cend());
}

qint64 LogBook::written()
{
    Kept &all = kept();
    const QMutexLocker lock(&all.mutex);
    return all.written;
}

} // namespace liaison
