#include "app/demo/graph_query.h"

#include <algorithm>

namespace liaison::demo {

namespace {

constexpr int mostPage = 1'000;
const QByteArray version = "/v1.0";

QString decoded(const QByteArray &text)
{
    return QString::fromUtf8(QByteArray::fromPercentEncoding(text));
}

/// One segment, or a name and its key of "mailFolders('AAMk')".
QStringList segmentsOf(QString text)
{
    if (text.startsWith(QLatin1String("microsoft.graph."), Qt::CaseInsensitive))
        text.remove(0, 16);
    const qsizetype open = text.indexOf(QLatin1Char('('));
    if (open < 0 || !text.endsWith(QLatin1Char(')')))
        return {text};
    QString key = text.mid(open + 1, text.size() - open - 2);
    if (key.size() >= 2 && key.startsWith(QLatin1Char('\'')) && key.endsWith(QLatin1Char('\'')))
        key = key.mid(1, key.size() - 2).replace(QLatin1String("''"), QLatin1String("'"));
    return key.isEmpty() ? QStringList{text.left(open)} : QStringList{text.left(open), key};
}

void readPreference(GraphQuery &query, const QByteArray &field)
{
    for (const QByteArray &preference : field.split(',')) {
        const QByteArray name = preference.left(preference.indexOf('=')).trimmed().toLower();
        const QByteArray value = preference.mid(preference.indexOf('=') + 1).trimmed().replace('"', "").toLower();
        if (name == "idtype" && value == "immutableid")
            query.immutableIds = true;
        else if (name == "outlook.body-content-type" && value == "text")
            query.textBodies = true;
        else if (name == "odata.maxpagesize")
            query.pageSize = std::clamp(value.toInt(), 0, mostPage);
    }
}

} // namespace

QStringList GraphQuery::selected() const
{
    QStringList names = option("$select").split(QLatin1Char(','), Qt::SkipEmptyParts);
    for (QString &name : names)
        name = name.trimmed();
    return names;
}

GraphOutcome<int> GraphQuery::number(const char *name, int otherwise, int least, int most) const
{
    if (!has(name))
        return otherwise;
    bool ok = false;
    const int value = option(name).toInt(&ok);
    if (!ok || value < least)
        return badQuery(QStringLiteral("Invalid value '%1' for %2 query option found. The %2 query option requires a "
                                       "non-negative integer value.")
                            .arg(option(name), QLatin1String(name)));
    if (value > most)
        return refusedByGraph(400, "ErrorInvalidUrlQuery",
                              QStringLiteral("The limit of '%1' for %2 query has been exceeded. The value from the "
                                             "incoming request is '%3'.")
                                  .arg(most)
                                  .arg(QLatin1String(name))
                                  .arg(value));
    return value;
}

HttpFields GraphQuery::applied() const
{
    QByteArrayList words;
    if (immutableIds)
        words << "IdType=\"ImmutableId\"";
    if (textBodies)
        words << "outlook.body-content-type=\"text\"";
    if (pageSize > 0)
        words << "odata.maxpagesize=" + QByteArray::number(pageSize);
    return words.isEmpty() ? HttpFields() : HttpFields{{"Preference-Applied", words.join(", ")}};
}

std::optional<GraphQuery> graphQuery(const HttpRequest &request)
{
    const qsizetype mark = request.target.indexOf('?');
    const QByteArray path = mark < 0 ? request.target : request.target.left(mark);
    if (path.left(version.size()).toLower() != version || (path.size() > version.size() && path.at(5) != '/'))
        return std::nullopt;
    GraphQuery query;
    for (const QByteArray &segment : path.mid(version.size()).split('/'))
        if (!segment.isEmpty())
            query.path << segmentsOf(decoded(segment));
    const QByteArray options = mark < 0 ? QByteArray() : request.target.mid(mark + 1);
    for (QByteArray option : options.split('&')) {
        option.replace('+', ' ');
        const qsizetype equals = option.indexOf('=');
        if (!option.isEmpty())
            query.options.insert(decoded(option.left(equals)).toLower(),
                                 equals < 0 ? QString() : decoded(option.mid(equals + 1)));
    }
    for (const auto &field : request.fields)
        if (field.first.compare("Prefer", Qt::CaseInsensitive) == 0)
            readPreference(query, field.second);
    return query;
}

} // namespace liaison::demo
