#pragma once

#include "core/base/result.h"
#include "core/smtp/capabilities.h"
#include "core/smtp/mail.h"

#include <QByteArray>
#include <QList>

namespace liaison::smtp {

/// The commands that open a transaction (RFC 5321 section 4.1.1), with the parameters that the mail needs and the
/// server offers: SIZE (RFC 1870), BODY=8BITMIME (RFC 6152), SMTPUTF8 (RFC 6531), RET, ENVID, NOTIFY and ORCPT
/// (RFC 3461).
struct Envelope {
    QByteArray mailLine;
    QList<QByteArray> recipientLines;
};

/// Asks nothing of the server. Errors: MessageTooLarge; InvalidInput for no recipient, an impossible address, or a mail
/// that needs an extension the server has not: then `serverWords` holds the enhanced status code that a server would
/// have answered (RFC 6531 section 3.5, RFC 3463), for it says why more exactly than the kind.
Result<Envelope> envelopeFor(const Mail &mail, const Capabilities &capabilities);

} // namespace liaison::smtp
