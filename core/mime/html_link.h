#pragma once

#include <QString>

namespace liaison::mime {

/// A link's target if it may be opened after a question: absolute http, https or mailto (to, subject and
/// body only); else an empty string. Relative ones are resolved against `base` where that is http(s).
QString allowedTarget(const QString &href, const QString &base);

/// Whether the words of a link name a host or address whose registrable domain is not the target's, or the
/// target itself hides its host (user@host, raw bytes).
bool isDeceptive(const QString &shownText, const QString &target);

/// The host of an http(s) target or the domain of a mailto one, lower case, A-labels.
QString targetHost(const QString &target);

/// The part of a host under the public suffix ("b.example.co.uk" gives "example.co.uk"); the host itself
/// for addresses and unknown names.
QString registrableDomain(const QString &host);

} // namespace liaison::mime
