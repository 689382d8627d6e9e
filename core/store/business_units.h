#pragma once

#include "core/base/result.h"
#include "core/domain/business_unit.h"

#include <QList>

#include <optional>

namespace liaison::store {

class Session;

class BusinessUnits {
public:
    explicit BusinessUnits(Session &session) : m_session(session) { }

    Result<domain::BusinessUnit> create(domain::BusinessUnit unit);        ///< AlreadyExists for a title in use
    Result<domain::BusinessUnit> update(const domain::BusinessUnit &unit); ///< Conflict as for incidents
    Result<domain::BusinessUnit> find(BusinessUnitId id);
    Result<QList<domain::BusinessUnit>> list(bool withArchived); ///< by title
    /// The unit an address belongs to: by recipient, deputy or known address first, then by domain; `preferred` (an
    /// incident's affected units) win over others. Null id when nobody knows it.
    Result<BusinessUnitId> ownerOf(const QString &address, const QList<BusinessUnitId> &preferred);
    /// "Accept and remember": adds a known address.
    Result<void> rememberAddress(BusinessUnitId id, const QString &address);

private:
    Session &m_session;
};

} // namespace liaison::store
