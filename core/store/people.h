#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/domain/address.h"

#include <QList>
#include <QString>

namespace liaison::store {

class Session;

/// Whom the store knows by an address, for completion. Every question is bounded, however much mail there is. People
/// of mail that is in no incident, or whose sender nobody accepted yet, are known to nobody: whoever writes to us does
/// not get into the list of those that we write to.
class People {
public:
    explicit People(Session &session) : m_session(session) { }

    /// An address of a business unit that is not archived.
    struct OfUnit {
        QString address;
        BusinessUnitId unit;
        QString title;
        bool recipient = false; ///< notifications go there
        friend bool operator==(const OfUnit &, const OfUnit &) = default;
    };
    /// Those that begin with `typed`, and those of units with a word in the title that does.
    Result<QList<OfUnit>> ofUnits(const QString &typed, int limit);
    /// Senders and recipients of an incident's newest mails whose address, or a word of whose name, begins so.
    Result<domain::Addresses> ofIncident(IncidentId incident, const QString &typed, int limit);
    /// Senders and recipients of mail in any incident whose address begins so, by address.
    Result<domain::Addresses> anywhere(const QString &typed, int limit);

private:
    Session &m_session;
};

} // namespace liaison::store
