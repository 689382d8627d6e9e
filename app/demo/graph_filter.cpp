#include "app/demo/graph_filter.h"

#include <QDateTime>
#include <QRegularExpression>

#include <algorithm>
#include <limits>

namespace liaison::demo {

namespace {

/// A property's value as it is compared with what a filter says: times are compared as such.
QString valueOf(const ExchangeItem &item, const QString &property)
{
    const auto flag = [](bool on) { return on ? QStringLiteral("true") : QStringLiteral("false"); };
    if (property == QLatin1String("internetMessageId"))
        return QString::fromUtf8(item.header("Message-ID"));
    if (property == QLatin1String("isRead"))
        return flag(item.isRead());
    if (property == QLatin1String("isDraft"))
        return flag(item.mail().flags.contains("\\Draft"));
    if (property == QLatin1String("hasAttachments"))
        return flag(item.hasAttachments());
    if (property == QLatin1String("conversationId"))
        return QString(item.conversation())
            .replace(QLatin1Char('/'), QLatin1Char('-'))
            .replace(QLatin1Char('+'), QLatin1Char('_'));
    return item.subject();
}

bool compares(qint64 order, const QString &comparison)
{
    if (comparison == QLatin1String("eq"))
        return order == 0;
    if (comparison == QLatin1String("ne"))
        return order != 0;
    if (comparison == QLatin1String("ge"))
        return order >= 0;
    if (comparison == QLatin1String("gt"))
        return order > 0;
    return comparison == QLatin1String("le") ? order <= 0 : order < 0;
}

const QString received = QStringLiteral("receivedDateTime");

} // namespace

GraphOutcome<GraphFilter> GraphFilter::parse(const QString &text)
{
    static const QRegularExpression clause(
        QStringLiteral("\\G\\s*(\\w+)\\s+(eq|ne|ge|gt|le|lt)\\s+(?:'((?:[^']|'')*)'|([^\\s']+))\\s*(and\\s|$)"));
    static const QStringList known{QStringLiteral("internetMessageId"),
                                   QStringLiteral("isRead"),
                                   QStringLiteral("isDraft"),
                                   QStringLiteral("hasAttachments"),
                                   QStringLiteral("conversationId"),
                                   QStringLiteral("subject"),
                                   received};
    GraphFilter filter;
    qsizetype at = 0;
    while (at < text.size()) {
        const auto match = clause.match(text, at);
        const QString property = match.captured(1);
        Clause one{property, match.captured(2),
                   match.captured(4).isEmpty() ? match.captured(3).replace(QLatin1String("''"), QLatin1String("'"))
                                               : match.captured(4)};
        if (property == received) {
            const QDateTime time = QDateTime::fromString(one.value, Qt::ISODateWithMs);
            one.time = time.isValid() ? time.toMSecsSinceEpoch() : 0;
        }
        if (!match.hasMatch() || !known.contains(property) || (property == received && one.time == 0))
            return refusedByGraph(400, "ErrorInvalidUrlQueryFilter",
                                  "The query filter contains one or more invalid nodes.");
        filter.m_clauses << one;
        at = match.capturedEnd();
    }
    return filter;
}

QStringList GraphFilter::properties() const
{
    QStringList names;
    for (const Clause &clause : m_clauses)
        names << clause.property;
    return names;
}

bool GraphFilter::isInTime(const DemoMail &mail, const Clause &clause)
{
    return compares(mail.internalDate / 1'000 - clause.time / 1'000, clause.comparison);
}

std::pair<UtcMs, UtcMs> GraphFilter::span() const
{
    constexpr UtcMs second = 1'000;
    UtcMs from = std::numeric_limits<UtcMs>::min();
    UtcMs to = std::numeric_limits<UtcMs>::max();
    for (const Clause &clause : m_clauses) {
        if (clause.property != received)
            continue;
        const UtcMs begin = clause.time / second * second;
        if (clause.comparison == QLatin1String("ge") || clause.comparison == QLatin1String("eq"))
            from = std::max(from, begin);
        else if (clause.comparison == QLatin1String("gt"))
            from = std::max(from, begin + second);
        if (clause.comparison == QLatin1String("le") || clause.comparison == QLatin1String("eq"))
            to = std::min(to, begin + second);
        else if (clause.comparison == QLatin1String("lt"))
            to = std::min(to, begin);
    }
    return {from, std::max(from, to)};
}

bool GraphFilter::mayFit(const DemoMail &mail) const
{
    return std::all_of(m_clauses.cbegin(), m_clauses.cend(), [&mail](const Clause &clause) {
        const bool byId
            = clause.property == QLatin1String("internetMessageId") && clause.comparison == QLatin1String("eq");
        if (clause.property == received)
            return isInTime(mail, clause);
        return !byId || mail.raw.contains(clause.value.toUtf8());
    });
}

bool GraphFilter::fits(const ExchangeItem &item) const
{
    return std::all_of(m_clauses.cbegin(), m_clauses.cend(), [&item](const Clause &clause) {
        if (clause.property == received)
            return isInTime(item.mail(), clause);
        return compares(QString::compare(valueOf(item, clause.property), clause.value), clause.comparison);
    });
}

GraphOutcome<GraphOrder> GraphOrder::parse(const QString &text)
{
    if (text.trimmed().isEmpty())
        return GraphOrder();
    const QStringList words = text.simplified().split(QLatin1Char(' '));
    const bool down = words.value(1) == QLatin1String("desc");
    const bool known = words.first() == received || words.first() == QLatin1String("sentDateTime")
        || words.first() == QLatin1String("subject");
    if (!known || words.size() > 2 || (words.size() == 2 && !down && words.at(1) != QLatin1String("asc")))
        return badQuery(QStringLiteral("Could not find a property named '%1' on type "
                                       "'Microsoft.OutlookServices.Message'.")
                            .arg(words.first()));
    return GraphOrder{words.first(), down};
}

} // namespace liaison::demo
