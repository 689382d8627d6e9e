#include "core/graph/http_head.h"

#include "core/base/retry_after.h"

namespace liaison::graph {

QByteArray HttpHead::header(const char *name) const
{
    for (const auto &field : headers)
        if (field.first.compare(name, Qt::CaseInsensitive) == 0)
            return field.second;
    return {};
}

std::optional<qint64> retryAfterMs(const HttpHead &head)
{
    return liaison::retryAfterMs(head.header("Retry-After"), head.header("Date"));
}

QByteArray mediaType(const HttpHead &head)
{
    const QByteArray value = head.header("Content-Type");
    const qsizetype end = value.indexOf(';');
    return (end < 0 ? value : value.left(end)).trimmed().toLower();
}

} // namespace liaison::graph
