#pragma once

#include "core/base/on_done.h"
#include "core/desk/desk.h"
#include "core/domain/mailbox.h"
#include "core/domain/outbox.h"
#include "core/mime/compose.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace liaison::desk {

/// A mail being written, as the composer shows it. The incident's tag is added to the subject when it is sent,
/// if the person took it out or never had it.
struct ComposeDraft {
    DraftId id; ///< null until saved
    IncidentId incident;
    std::optional<ThreadId> thread; ///< none: starts a new one
    std::optional<MessageId> answers;
    bool isForward = false;
    MailboxId mailbox;           ///< From
    BusinessUnitId businessUnit; ///< of a new thread; null: unknown
    domain::Addresses to;
    domain::Addresses cc;
    domain::Addresses bcc;
    QString subject;
    QString text;          ///< the person's words and, below, the quotation
    bool markdown = false; ///< the words are Markdown: the mail has a plain and an HTML body
    QList<mime::Attachment> attachments;
    /// A mail of ours in `thread` that this one comes after, so that mail programs show them together. It is no answer.
    std::optional<MessageId> follows;
};

/// What a person should be asked before a mail leaves.
struct SendGuards {
    QStringList outsiders;            ///< recipients who are neither in the thread nor of its business unit
    bool attachmentMentioned = false; ///< the words speak of an attachment and there is none
    bool emptySubject = false;
    QStringList unresolved;            ///< placeholders of a template that nothing was filled in for, as written
    bool mailArrivedMeanwhile = false; ///< the thread got a mail since the draft was begun
};

class ComposeDesk {
public:
    explicit ComposeDesk(Context context) : m_context(std::move(context)) { }

    Future<ComposeDraft> reply(MessageId id, bool all);
    Future<ComposeDraft> forward(MessageId id);
    Future<ComposeDraft> newMail(IncidentId incident, std::optional<BusinessUnitId> unit);
    Future<SendGuards> check(ComposeDraft draft, UtcMs begunAt);
    /// Composes and queues: the mail leaves when the undo window is over. Its draft is removed in the same
    /// transaction. Errors: InvalidInput (recipients, header), NotFound (mailbox), Conflict (a saved draft that is not
    /// there any more: it was sent already).
    Future<domain::OutboxMail> send(ComposeDraft draft, qint64 undoMs);
    /// Takes a queued mail back and answers it as a draft again. Conflict when it has left already.
    Future<ComposeDraft> undoSend(OutboxId id);
    /// Tries a mail again at once that failed, or that waits after a failed try; Conflict for any other. AlreadyExists
    /// for one that failed and is a notification whose unit was notified by a later one, or has answered; likewise for
    /// one that did not arrive.
    Future<void> retry(OutboxId id);
    /// A person's word on an uncertain mail: it arrived, or it did not and goes out again.
    Future<void> resolveUncertain(OutboxId id, bool arrived);
    Future<void> cancel(OutboxId id); ///< of a failed or queued mail

    Future<ComposeDraft> saveDraft(ComposeDraft draft);
    Future<ComposeDraft> loadDraft(DraftId id);
    Future<void> discardDraft(DraftId id);

private:
    Context m_context;
};

} // namespace liaison::desk
