#pragma once

#include "core/base/on_done.h"

#include <QList>
#include <QString>

namespace liaison::transport {

/// A host that a SRV record names (RFC 2782). A name server's answer proves nothing.
struct SrvTarget {
    QString host; ///< "." or empty: the service is not there
    quint16 port = 0;
    quint16 priority = 0; ///< the smallest first
    quint16 weight = 0;   ///< among equals the largest first
};

/// Asks the system's name server for SRV records, for at most `limitMs`; ends with `owner`. NameNotFound where it knows
/// none or does not answer.
Future<QList<SrvTarget>> lookUpSrv(QObject *owner, const QString &name, int limitMs);

} // namespace liaison::transport
