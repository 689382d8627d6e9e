#include "ui/common/formats.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>
#include <QStringList>
#include <QTimeZone>

#include <cstdlib>

namespace liaison::ui {

namespace {

constexpr qint64 second = 1'000;
constexpr qint64 minute = 60 * second;
constexpr qint64 hour = 60 * minute;
constexpr qint64 day = 24 * hour;

struct Formats {
    Q_DECLARE_TR_FUNCTIONS(Formats)
};

} // namespace

QString timeText(const QTime &time)
{
    // Some locales' short format has seconds (C: "HH:mm:ss"), which nobody needs here.
    static const QRegularExpression seconds(QStringLiteral("[:.]?\\bs{1,2}\\b"));
    const QLocale locale;
    return locale.toString(time, locale.timeFormat(QLocale::ShortFormat).remove(seconds));
}

QString listTime(UtcMs at, UtcMs now)
{
    if (at == 0)
        return {};
    const QLocale locale;
    const QDateTime then = QDateTime::fromMSecsSinceEpoch(at);
    const QDateTime today = QDateTime::fromMSecsSinceEpoch(now);
    QString time = timeText(then.time());
    const qint64 days = then.date().daysTo(today.date());
    if (days == 0)
        return time;
    if (days > 0 && days < 7)
        return QStringLiteral("%1 %2").arg(locale.dayName(then.date().dayOfWeek(), QLocale::ShortFormat), time);
    //: A short date, with the letters of QDate::toString().
    return locale.toString(then.date(), Formats::tr("d MMM yyyy"));
}

QString fullTime(UtcMs at)
{
    if (at == 0)
        return {};
    const QDateTime then = QDateTime::fromMSecsSinceEpoch(at);
    const QLocale locale;
    return QStringLiteral("%1 %2 %3")
        .arg(locale.toString(then.date(), QLocale::LongFormat), timeText(then.time()), then.timeZoneAbbreviation());
}

QString agoText(UtcMs at, UtcMs now)
{
    // Days have texts of their own: many languages inflect the word here ("vor 3 Tagen", but "3 Tage").
    const qint64 age = now - at;
    const int days = static_cast<int>(std::abs(age) / day);
    if (age < 0)
        return days < 3 ? Formats::tr("in %1").arg(durationText(-age)) : Formats::tr("in %n days", nullptr, days);
    if (age < 2 * second)
        return Formats::tr("just now");
    if (days >= 3)
        return Formats::tr("%n days ago", nullptr, days);
    return Formats::tr("%1 ago").arg(durationText(age));
}

QString durationText(qint64 ms)
{
    if (ms < minute)
        return Formats::tr("%1 s").arg(ms / second);
    if (ms < 2 * hour)
        return Formats::tr("%1 min").arg(ms / minute);
    if (ms < 3 * day)
        return Formats::tr("%1 h").arg(ms / hour);
    return Formats::tr("%n days", nullptr, static_cast<int>(ms / day));
}

QString sizeText(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, bytes < 1'000'000 ? 0 : 1, QLocale::DataSizeSIFormat);
}

QString peopleText(const domain::Addresses &people)
{
    QStringList texts;
    for (const domain::Address &person : people)
        texts << domain::displayAddress(person);
    return texts.join(QStringLiteral(", "));
}

} // namespace liaison::ui
