#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"

#include <QString>
#include <QStringList>
#include <QUuid>

namespace liaison::domain {

/// A part of the organisation that an incident can affect. Archived, never deleted.
struct BusinessUnit {
    BusinessUnitId id;
    QUuid uuid;
    QString title;
    QString description;
    QStringList recipients;     ///< addresses that notifications go to
    QStringList knownAddresses; ///< further addresses whose mail is expected
    QStringList knownDomains;   ///< domains whose mail is expected unless DMARC failed
    bool archived = false;
    UtcMs createdAt = 0;
    UtcMs updatedAt = 0;
};

} // namespace liaison::domain
