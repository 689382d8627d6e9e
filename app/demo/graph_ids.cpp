#include "app/demo/graph_ids.h"

namespace liaison::demo {

namespace {

const QString immutableHead = QStringLiteral("AAkALgAAAAAAHYQDEapmEc2byACqAC-EWg0A");

} // namespace

QString toGraphId(const QString &exchangeId)
{
    return QString(exchangeId).replace(QLatin1Char('/'), QLatin1Char('-')).replace(QLatin1Char('+'), QLatin1Char('_'));
}

QString fromGraphId(const QString &graphId)
{
    return QString(graphId).replace(QLatin1Char('-'), QLatin1Char('/')).replace(QLatin1Char('_'), QLatin1Char('+'));
}

QString immutableIdText(const ImmutableKey &key)
{
    return immutableHead + toGraphId(sealed('M', {key.mailbox, key.serial}));
}

std::optional<ImmutableKey> immutableKeyFromId(const QString &graphId)
{
    if (!graphId.startsWith(immutableHead))
        return std::nullopt;
    const auto numbers = unsealed('M', fromGraphId(graphId.mid(immutableHead.size())));
    if (!numbers || numbers->size() != 2)
        return std::nullopt;
    return ImmutableKey{static_cast<quint32>(numbers->at(0)), numbers->at(1)};
}

} // namespace liaison::demo
