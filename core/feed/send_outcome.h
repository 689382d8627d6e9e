#pragma once

#include "core/base/result.h"
#include "core/domain/delivery.h"
#include "core/domain/outbox.h"
#include "core/feed/engine.h"
#include "core/store/outbox.h"
#include "core/transport/mail_sink.h"

#include <QList>

namespace liaison::feed {

/// What a try to send a mail means for it.
struct SendOutcome {
    store::Outbox::Outcome outcome;
    QList<domain::RecipientDelivery> news; ///< recipients that will not get it
    bool accountStops = false;             ///< nothing will be sent until somebody changes the account
};

/// Pure. A recipient that was put off while others were accepted is tried again alone; one that was refused, or put
/// off too often, has failed, and the mail counts as sent for the others.
SendOutcome sendOutcome(const domain::OutboxMail &mail, const Result<transport::SendReceipt> &answer,
                        const EngineOptions &options, UtcMs now);

/// Whom the next try is for.
QStringList recipientsToTry(const domain::OutboxMail &mail);

/// The wait before the next try of a mail that failed `attempts` times.
qint64 outboxWait(const EngineOptions &options, int attempts, qint64 atLeastMs);

} // namespace liaison::feed
