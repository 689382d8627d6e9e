#include "app/cli/paging.h"

#include "app/cli/words.h"

namespace liaison::cli {

QList<OptionSpec> pagingOptions()
{
    return {{QStringLiteral("limit"), QStringLiteral("N"), Cli::tr("At most so many, 1 to 1000. Default: 50.")},
            {QStringLiteral("before"), QStringLiteral("KEY"),
             Cli::tr("Goes on behind a page: its “next” of the JSON output.")}};
}

std::optional<Paging> pagingOf(const Invocation &call)
{
    constexpr int mostRows = 1'000;
    Paging paging;
    bool ok = true;
    if (call.has(QStringLiteral("limit"))) {
        paging.limit = call.value(QStringLiteral("limit")).toInt(&ok);
        if (!ok || paging.limit < 1 || paging.limit > mostRows)
            return std::nullopt;
    }
    if (call.has(QStringLiteral("before"))) {
        const QString key = call.value(QStringLiteral("before"));
        bool idOk = false;
        paging.at = key.section(QLatin1Char('-'), 0, 0).toLongLong(&ok);
        paging.id = key.section(QLatin1Char('-'), 1).toLongLong(&idOk);
        if (!ok || !idOk || paging.id < 1)
            return std::nullopt;
    }
    return paging;
}

QString pageKey(UtcMs at, qint64 id)
{
    return QStringLiteral("%1-%2").arg(at).arg(id);
}

} // namespace liaison::cli
