#include "core/base/retry_after.h"

#include <QDateTime>
#include <QLocale>

namespace liaison {

namespace {

constexpr qint64 longestWaitMs = 3'600'000;

/// IMF-fixdate of RFC 9110 section 5.6.7, the only form that servers of this century write.
QDateTime httpDate(const QByteArray &text)
{
    QDateTime time = QLocale::c().toDateTime(QString::fromLatin1(text.trimmed()),
                                             QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"));
    time.setTimeSpec(Qt::UTC);
    return time;
}

} // namespace

std::optional<qint64> retryAfterMs(const QByteArray &retryAfter, const QByteArray &date)
{
    const QByteArray value = retryAfter.trimmed();
    bool isNumber = false;
    const qint64 seconds = value.toLongLong(&isNumber);
    qint64 ms = isNumber ? qBound<qint64>(0, seconds, longestWaitMs) * 1'000 : 0;
    if (!isNumber) {
        const QDateTime until = httpDate(value);
        const QDateTime now = httpDate(date);
        ms = until.isValid() && now.isValid() ? now.msecsTo(until) : 0;
    }
    return ms > 0 ? std::optional(qMin(ms, longestWaitMs)) : std::nullopt;
}

} // namespace liaison
