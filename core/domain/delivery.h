#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"

#include <QList>
#include <QString>
#include <QUuid>

#include <optional>

namespace liaison::domain {

/// What is known of a mail of ours at one recipient, from the mail server that refused it or from a report
/// (RFC 3464 section 2.3.3). No news is no state. In the order in which news replaces older news: a delay ends,
/// an absence note comes after the arrival, and what failed in one place of a list stays failed.
enum class DeliveryState {
    Delayed,
    Relayed, ///< handed to a system that sends no reports, or spread to the members of a list
    Delivered,
    OutOfOffice,
    Failed,
};

struct RecipientDelivery {
    QString address; ///< empty: the report names nobody
    DeliveryState state = DeliveryState::Delayed;
    QString status; ///< enhanced status code "5.1.1" (RFC 3463), may be empty
    QString words;  ///< the server's own, bounded; an absence note's first words
    UtcMs at = 0;
    std::optional<MessageId> report; ///< the mail that said so; none: the mail server when it was sent
    friend bool operator==(const RecipientDelivery &, const RecipientDelivery &) = default;
};

/// Whether `news` takes the place of `known` for the same recipient. What is shown depends on the set of reports,
/// not on their order.
bool supersedes(DeliveryState news, DeliveryState known);

/// The state of the whole mail: the one that needs attention most; nullopt without any.
std::optional<DeliveryState> worstOf(const QList<RecipientDelivery> &deliveries);

/// The state an Action field stands for; nullopt for a word RFC 3464 does not know.
std::optional<DeliveryState> deliveryStateOfAction(const QString &action);

QString toString(DeliveryState state);
std::optional<DeliveryState> deliveryStateFrom(const QString &text);

/// Reply code and enhanced status code (RFC 3463) of a server's words, such as "550 5.1.1 No such user", "5.1.1",
/// or "421 later". What is not there is 0.
struct StatusCode {
    int reply = 0;
    int category = 0; ///< 2, 4 or 5; without an enhanced code that of the reply
    int subject = 0;
    int detail = 0;
    bool enhanced = false;
    friend bool operator==(const StatusCode &, const StatusCode &) = default;
};
StatusCode statusCodeIn(const QString &words);
/// "5.1.1", or empty.
QString enhancedText(const StatusCode &code);

/// The envelope identifier (ENVID, RFC 3461 section 4.4) of a mail of the outbox, made of its UUID: it comes back as
/// Original-Envelope-Id in reports that name no Message-ID.
QString envelopeIdOf(const QUuid &outboxUuid);
/// The UUID in an Original-Envelope-Id; nullopt where it is not one of ours.
std::optional<QUuid> uuidOfEnvelopeId(const QString &envelopeId);

} // namespace liaison::domain
