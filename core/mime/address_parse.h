#pragma once

#include "core/domain/address.h"

#include <QByteArray>

namespace liaison::mime {

/// Reads an address list (RFC 5322 section 3.4, obsolete forms and common breakages included). The address
/// is always the addr-spec that a server would use, never what a name or an encoded word pretends; groups
/// are dissolved; a name without an address keeps an empty address. Linear time, at most `maxAddresses`.
domain::Addresses parseAddresses(const QByteArray &value, int maxAddresses = 5'000);

/// Message-IDs in a References or In-Reply-To value, without angle brackets, in order, without repetition.
/// Past `maxIds` the first one and the newest are kept.
QStringList parseMessageIds(const QByteArray &value, int maxIds = 500);

} // namespace liaison::mime
