#include "ui/common/formats.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
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

/// Hours and minutes as the locale writes them; some locales' short format has seconds, which nobody needs here.
QString timeOfDay(const QLocale &locale, const QTime &time)
{
    QString format = locale.timeFormat(QLocale::ShortFormat);
    format.remove(QStringLiteral(":ss")).remove(QStringLiteral(".ss"));
    return locale.toString(time, format);
}

} // namespace

QString listTime(UtcMs at, UtcMs now)
{
    if (at == 0)
        return {};
    const QLocale locale;
    const QDateTime then = QDateTime::fromMSecsSinceEpoch(at);
    const QDateTime today = QDateTime::fromMSecsSinceEpoch(now);
    const QString time = timeOfDay(locale, then.time());
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
        .arg(locale.toString(then.date(), QLocale::LongFormat), timeOfDay(locale, then.time()),
             then.timeZoneAbbreviation());
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
