#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace liaison::smtp {

/// A mail and its envelope, as transport::Submission has them.
struct Mail {
    QString sender;
    QStringList recipients;
    QByteArray raw;
    QString envelopeId = {}; ///< ENVID (RFC 3461 section 4.4), used where the server offers DSN; empty: none
};

} // namespace liaison::smtp
