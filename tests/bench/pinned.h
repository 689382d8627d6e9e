#pragma once

#include <QString>

namespace liaison::bench {

/// SHA-256 of the first certificate in a PEM file, in hex, as a mailbox pins it; empty where it cannot be read.
QString fingerprint(const QString &path);

} // namespace liaison::bench
