#pragma once

#include "core/ews/version.h"

#include <QByteArray>
#include <QStringList>

#include <optional>

namespace liaison::demo {

/// A release of Exchange that the demo's server can be.
struct ExchangeVersion {
    QString name;              ///< "Exchange2007_SP1" … "Exchange2019", "ExchangeSE", "ExchangeOnline"
    ews::ServerBuild build;    ///< as t:ServerVersionInfo tells it
    QString schemaName;        ///< its Version attribute; newer ones say V2017_07_11 and its like
    ews::ServerVersion newest; ///< the newest that a request may claim
};

QStringList exchangeVersionNames();
std::optional<ExchangeVersion> exchangeVersion(const QString &name);

/// The distinguished folder ids of that version's schema.
bool knowsDistinguished(ews::ServerVersion version, const QString &id);

} // namespace liaison::demo
