#pragma once

#include <QString>

namespace liaison::test {

/// The folder of the test data's schemas that fits an Exchange ("Exchange2013_SP1") best.
inline QString exchangeSchemaOf(const QString &version)
{
    if (version == QLatin1String("Exchange2007_SP1"))
        return QStringLiteral("exchange2007_sp1");
    if (version == QLatin1String("Exchange2010") || version == QLatin1String("Exchange2010_SP1"))
        return QStringLiteral("exchange2010_sp1");
    if (version == QLatin1String("Exchange2010_SP2"))
        return QStringLiteral("exchange2010_sp2");
    if (version.startsWith(QLatin1String("Exchange2013")))
        return QStringLiteral("exchange2013_sp1");
    // Also for 2016: the schema that it publishes is not deterministic, and no validator takes it.
    return QStringLiteral("exchange_se_15.2.2562.17");
}

} // namespace liaison::test
