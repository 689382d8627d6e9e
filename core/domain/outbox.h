#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/domain/address.h"

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <QUuid>

#include <optional>

namespace liaison::domain {

/// queued → sending (committed before the first byte leaves) → sent | failed | uncertain. `Cancelled` was
/// taken back before it left; undo and back-off are a `notBefore` in the future, not states. A mail that was taken for
/// some recipients and put off for others is queued again with those others `pending`.
enum class OutboxState { Queued, Sending, Sent, Failed, Uncertain, Cancelled };

/// How far the copy in Sent Items is.
enum class SentCopy { NotNeeded, Wanted, Filed, ServerFiled, Failed };

/// A mail that was written here. The raw bytes are made once, at queueing, with their Message-ID.
struct OutboxMail {
    OutboxId id;
    QUuid uuid;
    MailboxId mailbox;
    IncidentId incident;
    ThreadId thread;
    std::optional<MessageId> answers; ///< the mail this replies to, to be marked answered on the server
    bool isForward = false;
    QString messageIdHeader;
    QString subject;
    QString sender;         ///< envelope sender
    QStringList recipients; ///< envelope recipients, Bcc included
    QStringList pending;    ///< after a partial acceptance: whom it is still to be sent to; empty: all of them
    QStringList refused;    ///< recipients the server refused for good
    OutboxState state = OutboxState::Queued;
    SentCopy copy = SentCopy::Wanted;
    UtcMs queuedAt = 0;
    UtcMs notBefore = 0; ///< end of the undo window, or of the back-off
    UtcMs sentAt = 0;
    int attempts = 0;
    QString lastError; ///< errorKindName
    QString serverWords;
    QString person;
};

QString toString(OutboxState state);
std::optional<OutboxState> outboxStateFrom(const QString &text);
QString toString(SentCopy copy);
std::optional<SentCopy> sentCopyFrom(const QString &text);

/// Whether the state machine allows `from` → `to`; every repository write asks this.
bool mayBecome(OutboxState from, OutboxState to);

} // namespace liaison::domain
