#include "core/graph/page.h"

namespace liaison::graph {

namespace {

/// The target of a link; empty where there is none.
Answer<QByteArray> linkIn(const ServiceRoot &root, const QJsonObject &body, const char *name)
{
    const QJsonValue link = body.value(QLatin1String(name));
    if (link.isUndefined() || link.isNull())
        return QByteArray();
    if (!link.isString() || link.toString().isEmpty())
        return failed(lacking(QLatin1String(name) + QStringLiteral(" as a text")));
    return root.targetOf(link.toString());
}

} // namespace

Answer<Continuation> continuationOf(const ServiceRoot &root, const QJsonObject &body, Collection kind)
{
    const Answer<QByteArray> next = linkIn(root, body, "@odata.nextLink");
    if (!next)
        return failed(next.error());
    if (kind == Collection::List)
        return Continuation{*next, {}};
    const Answer<QByteArray> delta = linkIn(root, body, "@odata.deltaLink");
    if (!delta)
        return failed(delta.error());
    if (next->isEmpty() == delta->isEmpty())
        return failed(lacking(QStringLiteral("one of nextLink and deltaLink")));
    return Continuation{*next, *delta};
}

Answer<QJsonArray> valuesOf(const QJsonObject &body)
{
    const QJsonValue values = body.value(QLatin1String("value"));
    if (!values.isArray())
        return failed(lacking(QStringLiteral("the list of values")));
    return values.toArray();
}

Answer<Removal> removalOf(const QJsonObject &item)
{
    const QJsonValue removed = item.value(QLatin1String("@removed"));
    if (removed.isUndefined())
        return Removal::None;
    if (!removed.isObject())
        return failed(lacking(QStringLiteral("@removed as an object")));
    const QString reason = removed.toObject().value(QLatin1String("reason")).toString();
    return reason == QLatin1String("changed") ? Removal::Changed : Removal::Deleted;
}

} // namespace liaison::graph
