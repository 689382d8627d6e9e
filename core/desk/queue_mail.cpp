#include "core/desk/queue_mail.h"

#include "core/desk/mail_linking.h"
#include "core/domain/subject.h"
#include "core/mime/compose.h"
#include "core/mime/markdown.h"
#include "core/mime/parse.h"
#include "core/store/audit_log.h"
#include "core/store/business_units.h"
#include "core/store/drafts.h"
#include "core/store/links.h"
#include "core/store/mailboxes.h"
#include "core/store/markdown_sources.h"
#include "core/store/outbox.h"
#include "core/store/threads.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QSet>

#include <algorithm>

namespace liaison::desk {

namespace {

/// Envelope recipients, each once. InvalidInput names the first one that cannot be mailed to.
Result<QStringList> envelope(const ComposeDraft &draft)
{
    QStringList recipients;
    QSet<QString> seen;
    for (const domain::Addresses &addresses : {draft.to, draft.cc, draft.bcc}) {
        for (const domain::Address &address : addresses) {
            const QString plain = address.address.trimmed();
            if (!domain::isValidAddress(plain))
                return fail(ErrorKind::InvalidInput, plain);
            const QString normal = domain::normalisedAddress(plain);
            if (!seen.contains(normal))
                recipients.append(plain);
            seen.insert(normal);
        }
    }
    if (recipients.isEmpty())
        return fail(ErrorKind::InvalidInput, QStringLiteral("no recipient"));
    return recipients;
}

/// The thread a mail goes into; without one a new one, of the draft's unit or of the first recipient's.
Result<ThreadId> threadOf(store::Session &session, const ReadyMail &ready)
{
    if (ready.draft.thread) {
        const Result<domain::Thread> thread = store::Threads(session).find(*ready.draft.thread);
        if (!thread)
            return fail(thread.error());
        return thread->id;
    }
    domain::Thread thread;
    thread.incident = ready.draft.incident;
    thread.businessUnit = ready.draft.businessUnit;
    thread.title = domain::threadTitle(ready.draft.subject);
    if (!thread.businessUnit) {
        const Result<domain::Incident> incident = standingIncident(session, ready.draft.incident);
        if (!incident)
            return fail(incident.error());
        const auto unit = store::BusinessUnits(session).ownerOf(ready.recipients.constFirst(), incident->affected);
        if (!unit)
            return fail(unit.error());
        thread.businessUnit = *unit;
    }
    return store::Threads(session).create(thread).map([](const domain::Thread &made) { return made.id; });
}

Result<void> linkSent(store::Session &session, MessageId message, const ReadyMail &ready, ThreadId thread)
{
    store::Links links(session);
    store::Link link;
    link.message = message;
    link.incident = ready.draft.incident;
    link.thread = thread;
    link.reason = domain::LinkReason::SentByUs;
    link.detail = ready.mail.parsed.facts.messageIdHeader;
    return links.put(link)
        .and_then([&] { return links.rememberOwnId(link.detail, link.incident, link.thread); })
        .and_then([&] { return store::Threads(session).setWaiting(thread, domain::Waiting::ForThem); });
}

Result<domain::OutboxMail> enqueue(store::Session &session, MessageId message, const ReadyMail &ready, ThreadId thread,
                                   UtcMs nowMs, UtcMs notBefore, const QString &person)
{
    domain::OutboxMail mail;
    mail.mailbox = ready.draft.mailbox;
    mail.incident = ready.draft.incident;
    mail.thread = thread;
    mail.answers = ready.draft.answers;
    mail.isForward = ready.draft.isForward;
    mail.messageIdHeader = ready.mail.parsed.facts.messageIdHeader;
    mail.subject = ready.draft.subject;
    mail.sender = ready.sender;
    mail.recipients = ready.recipients;
    mail.queuedAt = nowMs;
    mail.notBefore = notBefore;
    mail.person = person;
    return store::Outbox(session).enqueue(mail, message);
}

/// Whether an answer goes to somebody whom only "Reply all" writes to: servers keep it apart from a reply to the sender
/// (PidTagLastVerbExecuted of [MS-OXOMSG]). By the recipients, not by the button: a person may have taken
/// everybody else away, and a draft that was kept or taken back is still what it is.
bool goesToAll(const domain::MailFacts &original, const QStringList &own, const QStringList &recipients)
{
    const auto addresses = [](const mime::ReplyRecipients &people) {
        QSet<QString> all;
        for (const domain::Address &person : people.to + people.cc)
            all.insert(domain::normalisedAddress(person.address));
        return all;
    };
    const QSet<QString> others = addresses(mime::replyRecipients(original, own, true))
        - addresses(mime::replyRecipients(original, own, false));
    return std::any_of(recipients.cbegin(), recipients.cend(), [&others](const QString &recipient) {
        return others.contains(domain::normalisedAddress(recipient));
    });
}

QString markOf(const ComposeDraft &draft, const SendSource &source, const QStringList &recipients)
{
    if (draft.isForward)
        return QStringLiteral("forwarded");
    return source.original && goesToAll(*source.original, source.ownAddresses, recipients)
        ? QStringLiteral("answered-to-all")
        : QStringLiteral("answered");
}

/// Whether an address cannot be written without UTF-8 headers (RFC 6532): its local part is beyond ASCII. A domain
/// has an ASCII form.
bool needsInternationalMail(const mime::Draft &mail)
{
    const domain::Addresses all = domain::Addresses{mail.from} + mail.to + mail.cc + mail.bcc;
    return std::any_of(all.cbegin(), all.cend(), [](const domain::Address &address) {
        const QString local = address.address.section(QLatin1Char('@'), 0, -2);
        return std::any_of(local.cbegin(), local.cend(), [](QChar c) { return c.unicode() > 0x7f; });
    });
}

} // namespace

Result<SendSource> sendSource(store::Session &session, const ComposeDraft &draft)
{
    Result<domain::Mailbox> mailbox = store::Mailboxes(session).find(draft.mailbox);
    if (!mailbox)
        return fail(mailbox.error());
    SendSource source{std::move(*mailbox), {}, draft.thread, std::nullopt};
    if (draft.answers && !draft.isForward) {
        const Result<store::MailRow> row = store::Messages(session).row(*draft.answers, {});
        if (!row)
            return fail(row.error());
        if (row->thread)
            source.thread = row->thread;
    }
    IncidentId incidentId = draft.incident;
    if (source.thread) {
        const Result<domain::Thread> thread = store::Threads(session).find(*source.thread);
        if (!thread)
            return fail(thread.error());
        incidentId = thread->incident;
    }
    Result<domain::Incident> incident = standingIncident(session, incidentId);
    if (!incident)
        return fail(incident.error());
    source.incident = std::move(*incident);
    if (!draft.answers && draft.follows) {
        Result<domain::MailFacts> before = store::Messages(session).facts(*draft.follows);
        if (!before)
            return fail(before.error());
        source.original = std::move(*before);
    }
    if (draft.answers) {
        Result<domain::MailFacts> original = store::Messages(session).facts(*draft.answers);
        if (!original)
            return fail(original.error());
        source.original = std::move(*original);
        Result<QStringList> own = store::Mailboxes(session).ownAddresses();
        if (!own)
            return fail(own.error());
        source.ownAddresses = std::move(*own);
    }
    return source;
}

Result<ReadyMail> composeReady(const ComposeDraft &draft, const SendSource &source, UtcMs nowMs)
{
    Result<QStringList> recipients = envelope(draft);
    if (!recipients)
        return fail(recipients.error());
    ReadyMail ready{draft, {}, source.mailbox.address, std::move(*recipients), {}};
    ready.mark = markOf(draft, source, ready.recipients);
    ready.draft.incident = source.incident.id;
    ready.draft.thread = source.thread;
    ready.draft.subject = domain::taggedSubject(draft.subject, domain::subjectTag(source.incident));

    mime::Draft mail;
    mail.from = {source.mailbox.displayName, source.mailbox.address};
    mail.to = draft.to;
    mail.cc = draft.cc;
    mail.bcc = draft.bcc;
    mail.subject = ready.draft.subject;
    mail.text = draft.text;
    if (draft.markdown) {
        const mime::MarkdownMail both = mime::mailFromMarkdown(draft.text);
        mail.text = both.plain;
        mail.html = both.html;
    }
    mail.attachments = draft.attachments;
    mail.messageIdHeader = mime::newMessageId(source.mailbox.address);
    mail.date = nowMs;
    if (source.original && !draft.isForward) {
        const mime::Threading threading = mime::threadingFor(*source.original);
        mail.inReplyTo = threading.inReplyTo;
        mail.references = threading.references;
    }
    mail.smtpUtf8 = needsInternationalMail(mail); // whether the server takes it shows when it is sent
    const Result<QByteArray> raw = mime::compose(mail);
    if (!raw)
        return fail(raw.error());
    ready.mail.parsed = mime::parse(*raw);
    ready.mail.raw = store::packRaw(*raw);
    ready.mail.internalDate = nowMs;
    ready.mail.seen = true;
    ready.mail.direction = store::Direction::Out;
    if (ready.mail.parsed.facts.messageIdHeader != mail.messageIdHeader)
        return fail(ErrorKind::Internal, QStringLiteral("the composed mail lost its Message-ID"));
    return ready;
}

Result<domain::OutboxMail> queueMail(store::Session &session, const ReadyMail &ready, UtcMs nowMs, UtcMs notBefore,
                                     const domain::Actor &actor)
{
    // A saved draft is the ticket: whoever sends it second (a double click, another window) finds it gone.
    if (ready.draft.id && !store::Drafts(session).find(ready.draft.id))
        return fail(ErrorKind::Conflict, QStringLiteral("the draft was sent or discarded"));
    const Result<ThreadId> thread = threadOf(session, ready);
    if (!thread)
        return fail(thread.error());
    const Result<store::StoredMail> stored = store::Messages(session).store(ready.mail);
    if (!stored)
        return fail(stored.error());
    Result<void> done = linkSent(session, stored->id, ready, *thread);
    if (!done)
        return fail(done.error());
    Result<domain::OutboxMail> queued = enqueue(session, stored->id, ready, *thread, nowMs, notBefore, actor.person);
    if (!queued)
        return queued;
    if (ready.draft.markdown)
        done = store::MarkdownSources(session).keep(queued->id, ready.draft.text);
    if (done && ready.draft.answers)
        done = store::RemoteOps(session).enqueue(*ready.draft.answers, ready.mark, true);
    if (done && ready.draft.id)
        done = store::Drafts(session).remove(ready.draft.id);
    if (done) {
        const QJsonObject detail{{QStringLiteral("incident"), ready.draft.incident.value},
                                 {QStringLiteral("recipients"), QJsonArray::fromStringList(ready.recipients)}};
        done = store::AuditLog(session).append(actor, QStringLiteral("outbox.queue"), queued->messageIdHeader, detail);
    }
    return done ? queued : Result<domain::OutboxMail>(fail(done.error()));
}

} // namespace liaison::desk
