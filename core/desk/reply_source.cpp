#include "core/desk/reply_source.h"

#include "core/desk/mail_linking.h"
#include "core/desk/signature_desk.h"
#include "core/domain/subject.h"
#include "core/mime/body.h"
#include "core/store/mailboxes.h"
#include "core/store/messages.h"
#include "core/store/outbox.h"
#include "core/store/threads.h"

#include <algorithm>

namespace liaison::desk {

namespace {

/// English and without a locale, so that both sides read the same.
QString attribution()
{
    return QStringLiteral("On %1, %2 wrote:");
}

/// The mailbox that holds a copy of the mail or wrote it; a null id when no server has it.
Result<MailboxId> mailboxHolding(store::Session &session, const store::MailRow &mail)
{
    const auto copies = store::Messages(session).copies(mail.id);
    if (!copies)
        return fail(copies.error());
    for (const store::Messages::Copy &copy : *copies) {
        const Result<domain::Folder> folder = store::Folders(session).find(copy.folder);
        if (folder)
            return folder->mailbox;
    }
    if (!mail.outbox)
        return MailboxId{};
    return store::Outbox(session).find(*mail.outbox).map([](const domain::OutboxMail &sent) { return sent.mailbox; });
}

} // namespace

Result<MailboxId> mailboxFor(store::Session &session, std::optional<ThreadId> thread)
{
    const Result<QList<domain::Mailbox>> mailboxes = store::Mailboxes(session).list();
    if (!mailboxes)
        return fail(mailboxes.error());
    const auto isEnabled = [&mailboxes](MailboxId id) {
        return std::any_of(mailboxes->begin(), mailboxes->end(),
                           [id](const domain::Mailbox &m) { return m.id == id && m.enabled; });
    };
    if (thread) {
        const Result<QList<store::MailRow>> mails = store::Threads(session).mails(*thread, {});
        if (!mails)
            return fail(mails.error());
        for (auto mail = mails->crbegin(); mail != mails->crend(); ++mail) {
            Result<MailboxId> holding = mailboxHolding(session, *mail);
            if (!holding)
                return holding;
            if (isEnabled(*holding))
                return holding;
        }
    }
    for (const domain::Mailbox &mailbox : *mailboxes) {
        if (mailbox.enabled)
            return mailbox.id;
    }
    return fail(ErrorKind::NotFound, QStringLiteral("no mailbox is enabled"));
}

Result<ReplySource> replySource(store::Session &session, MessageId id, const QString &person)
{
    store::Messages messages(session);
    const Result<store::MailRow> row = messages.row(id, person);
    if (!row)
        return fail(row.error());
    if (!row->incident || !row->thread)
        return fail(ErrorKind::InvalidInput, QStringLiteral("the mail is in no incident"));
    Result<domain::MailFacts> facts = messages.facts(id);
    if (!facts)
        return fail(facts.error());
    Result<QByteArray> raw = messages.raw(id);
    if (!raw)
        return fail(raw.error());
    Result<domain::Incident> incident = standingIncident(session, *row->incident);
    if (!incident)
        return fail(incident.error());
    const Result<domain::Thread> thread = store::Threads(session).find(*row->thread);
    if (!thread)
        return fail(thread.error());
    const Result<MailboxId> mailbox = mailboxFor(session, row->thread);
    if (!mailbox)
        return fail(mailbox.error());
    const Result<QStringList> own = store::Mailboxes(session).ownAddresses();
    if (!own)
        return fail(own.error());
    const Result<QString> signature = signatureOf(session, person);
    if (!signature)
        return fail(signature.error());
    return ReplySource{id,           std::move(*raw),      std::move(*facts), *incident,
                       *row->thread, thread->businessUnit, *mailbox,          *own,
                       *signature};
}

QString visibleText(const QByteArray &raw)
{
    QStringList texts;
    const mime::MailBody body = mime::readBody(raw);
    for (const mime::MailBody::Section &section : body.sections) {
        // `html.text` is without what the sender hid; too large a document leaves the plain words.
        const QString text = section.isHtml && !section.html.text.isEmpty() ? section.html.text : section.plain;
        if (!text.trimmed().isEmpty())
            texts.append(text);
    }
    return texts.join(QStringLiteral("\n\n"));
}

ComposeDraft replyDraft(const ReplySource &source, bool all)
{
    ComposeDraft draft;
    draft.incident = source.incident.id;
    draft.thread = source.thread;
    draft.answers = source.id;
    draft.mailbox = source.mailbox;
    draft.businessUnit = source.businessUnit;
    const mime::ReplyRecipients recipients = mime::replyRecipients(source.facts, source.ownAddresses, all);
    draft.to = recipients.to;
    draft.cc = recipients.cc;
    draft.subject = domain::replySubject(source.facts.subject, domain::subjectTag(source.incident));
    draft.text = aboveSignature(source.signature) + QStringLiteral("\n\n")
        + mime::quotedText(source.facts, visibleText(source.raw), attribution());
    return draft;
}

ComposeDraft forwardDraft(const ReplySource &source)
{
    ComposeDraft draft;
    draft.incident = source.incident.id;
    draft.answers = source.id;
    draft.isForward = true; // another correspondent, so a thread of its own
    draft.mailbox = source.mailbox;
    draft.subject = domain::forwardSubject(source.facts.subject, domain::subjectTag(source.incident));
    draft.text = aboveSignature(source.signature) + QStringLiteral("\n\n")
        + mime::forwardedText(source.facts, visibleText(source.raw));
    const mime::MailBody body = mime::readBody(source.raw);
    for (const domain::PartInfo &part : body.parsed.parts) {
        if (part.isAttachment)
            draft.attachments.append({part.fileName, part.contentType, mime::partBytes(source.raw, part.path)});
    }
    return draft;
}

} // namespace liaison::desk
