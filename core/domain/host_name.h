#pragma once

#include <QString>

namespace liaison::domain {

struct Endpoint;

/// Whether this can be a server: an IPv4 address in plain decimals, an IPv6 address with or without its brackets, or a
/// name as DNS and certificates know it, in whatever script.
bool isServerName(const QString &host);
/// Such a name alone, no address.
bool isHostName(const QString &host);

/// The host part of what was typed for an endpoint: EWS and Graph take a whole https URL as well.
QString hostOf(const Endpoint &endpoint);

} // namespace liaison::domain
