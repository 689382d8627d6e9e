#include "core/domain/autodiscovery.h"

namespace liaison::domain {

QString toString(AutodiscoveryTrial::What what)
{
    switch (what) {
    case AutodiscoveryTrial::What::Json:
        return QStringLiteral("json");
    case AutodiscoveryTrial::What::Pox:
        return QStringLiteral("pox");
    case AutodiscoveryTrial::What::HttpRedirect:
        return QStringLiteral("http-redirect");
    case AutodiscoveryTrial::What::Srv:
        break;
    }
    return QStringLiteral("srv");
}

} // namespace liaison::domain
