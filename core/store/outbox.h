#pragma once

#include "core/base/result.h"
#include "core/domain/delivery.h"
#include "core/domain/outbox.h"
#include "core/store/leases.h"
#include "core/store/messages.h"

#include <QList>
#include <QString>

#include <optional>

namespace liaison::store {

class Session;

class Outbox {
public:
    explicit Outbox(Session &session) : m_session(session) { }

    /// Queues a mail whose message row exists (direction Out) already; state Queued.
    Result<domain::OutboxMail> enqueue(domain::OutboxMail mail, MessageId message);
    Result<domain::OutboxMail> find(OutboxId id);
    Result<QList<domain::OutboxMail>> list(bool withSent, int limit);
    Result<MessageId> messageOf(OutboxId id);
    /// The next mail of the mailbox that is due (by the database's clock), marked Sending under the lease's epoch
    /// in this transaction. Busy when the lease is not ours any more. nullopt: nothing is due, or all sending is held.
    Result<std::optional<domain::OutboxMail>> claim(MailboxId mailbox, const Lease &lease);
    /// Mail of the mailbox that waits after a failed try is due at once. Mail that was never tried waits out its undo.
    Result<void> tryNow(MailboxId mailbox);
    /// The same for one mail. Conflict where it does not wait, or was never tried.
    Result<void> tryNow(OutboxId id);
    /// Rows that a process left in Sending when it died: they become Uncertain (their bytes may have left).
    Result<int> recoverInterrupted(MailboxId mailbox, const Lease &lease);
    /// Any transition of the state machine; Conflict when domain::mayBecome says no, the state has changed meanwhile,
    /// or a mail is to be cancelled that some recipients have already.
    struct Outcome {
        domain::OutboxState to = domain::OutboxState::Sent;
        QString error;
        QString serverWords;
        QStringList refused;
        UtcMs notBefore = 0;                ///< with Queued: when to try again
        std::optional<QStringList> pending; ///< for whom to try again; nullopt: as before
        std::optional<domain::SentCopy> copy;
        std::optional<qint64> epoch; ///< of the claim this ends: another claim of the same mail is none of its business
    };
    Result<void> settle(OutboxId id, domain::OutboxState from, const Outcome &outcome);
    /// Sent mails whose copy is still to be filed.
    Result<QList<domain::OutboxMail>> copiesToFile(MailboxId mailbox);
    Result<void> setCopy(OutboxId id, domain::SentCopy copy);
    /// When the next queued mail of the mailbox is due; nullopt: none, or all sending is held.
    Result<std::optional<UtcMs>> nextDue(MailboxId mailbox);
    Result<int> openCount();                 ///< not yet sent, cancelled ones aside
    Result<bool> hasSent(MailboxId mailbox); ///< whether a server ever took a mail of it
    Result<std::optional<OutboxId>> findByMessageId(const QString &messageIdHeader);
    /// What a report or the mail server said of a mail of ours, recipient by recipient; news replaces what is known
    /// where domain::supersedes says so.
    Result<void> noteDelivery(const QString &messageIdHeader, const QList<domain::RecipientDelivery> &deliveries);
    Result<QList<domain::RecipientDelivery>> deliveries(MessageId message);
    /// The Message-ID of the mail that was sent with this ENVID; empty: none of ours.
    Result<QString> messageIdOfEnvelope(const QString &envelopeId);

private:
    Session &m_session;
};

/// Flag changes that must reach the server, durable and retried: made by readings and replies, drained by the feed.
struct RemoteOp {
    qint64 id = 0;
    FolderId folder;
    QString remoteId;
    QString flag; ///< "seen", "answered", "answered-to-all", "forwarded"
    bool on = true;
    int attempts = 0;
};
class RemoteOps {
public:
    explicit RemoteOps(Session &session) : m_session(session) { }
    /// Replaces what was queued for this flag before; "answered" and "answered-to-all" are one flag in that.
    Result<void> enqueue(MessageId message, const QString &flag, bool on);
    Result<QList<RemoteOp>> pending(MailboxId mailbox, int limit);
    Result<void> done(qint64 id);
    Result<void> failed(qint64 id, const QString &error, bool giveUp);

private:
    Session &m_session;
};

} // namespace liaison::store
