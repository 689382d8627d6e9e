#pragma once

#include "core/smtp/reply.h"

#include <QByteArray>
#include <QList>

namespace liaison::smtp {

/// What a server said it can, in its answer to EHLO (RFC 5321 section 4.1.1.1). Void after STARTTLS.
struct Capabilities {
    QByteArray serverName;
    bool startTls = false;            ///< RFC 3207
    bool pipelining = false;          ///< RFC 2920
    bool eightBitMime = false;        ///< RFC 6152
    bool smtpUtf8 = false;            ///< RFC 6531
    bool chunking = false;            ///< RFC 3030
    bool dsn = false;                 ///< RFC 3461
    qint64 maxBytes = 0;              ///< SIZE (RFC 1870); 0: no limit that we know of
    QList<QByteArray> authentication; ///< SASL mechanisms (RFC 4954), upper case

    friend bool operator==(const Capabilities &, const Capabilities &) = default;
};

/// Unknown keywords and parameters are skipped.
Capabilities capabilitiesFrom(const Reply &ehloReply);

} // namespace liaison::smtp
