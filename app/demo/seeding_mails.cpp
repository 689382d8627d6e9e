// The mail of the world's past: what the team sent goes through the composer into the store, what arrived onto the
// server. See seeding.h.
#include "app/demo/answer_book.h"
#include "app/demo/seeding.h"
#include "core/base/on_done.h"
#include "core/desk/queue_mail.h"
#include "core/domain/subject.h"
#include "core/mime/parse.h"
#include "core/store/leases.h"
#include "core/store/messages.h"
#include "core/store/notifications.h"
#include "core/store/outbox.h"
#include "core/store/store.h"

#include <QDateTime>

namespace liaison::demo {

namespace {

struct SentThen {
    ThreadId thread;
    QByteArray raw;
};

/// Queues a mail and notes it as sent, in one transaction: as the outbox would have left it.
Result<SentThen> sendThen(store::Session &session, const desk::ReadyMail &ready, UtcMs when, const domain::Actor &actor,
                          std::optional<domain::NotificationKind> notification)
{
    const auto queued = desk::queueMail(session, ready, when, when, actor);
    if (!queued)
        return fail(queued.error());
    if (notification) {
        const auto marked = store::Notifications(session).mark(queued->id, *notification);
        if (!marked)
            return fail(marked.error());
    }
    store::Leases leases(session);
    const auto lease = leases.acquire(queued->mailbox, QStringLiteral("demo"), QStringLiteral("localhost"), 60'000);
    if (!lease)
        return fail(lease.error());
    store::Outbox outbox(session);
    const auto claimed = outbox.claim(queued->mailbox, *lease);
    if (!claimed)
        return fail(claimed.error());
    store::Outbox::Outcome outcome;
    outcome.serverWords = QStringLiteral("2.0.0 Ok: queued");
    outcome.copy = domain::SentCopy::Filed;
    const auto message = outbox.settle(queued->id, domain::OutboxState::Sending, outcome)
                             .and_then([&] { return leases.release(*lease); })
                             .and_then([&] { return outbox.messageOf(queued->id); });
    const auto raw = message ? store::Messages(session).raw(*message) : Result<QByteArray>(fail(message.error()));
    if (!raw)
        return fail(raw.error());
    return SentThen{queued->thread, *raw};
}

} // namespace

void Seeding::writeOurs(const WorldMail &mail)
{
    const Told answered = m_told.value(mail.answers);
    const domain::Mailbox &mailbox = mailboxOf(mail);
    desk::SendSource source{mailbox, m_incidents.value(mail.incident), answered.thread, std::nullopt};
    desk::ComposeDraft draft;
    draft.mailbox = mailbox.id;
    draft.incident = source.incident.id;
    draft.thread = answered.thread;
    draft.to = mail.letter.to;
    draft.cc = mail.letter.cc;
    draft.subject = mail.letter.subject;
    draft.text = mail.letter.text;
    for (const Enclosure &file : mail.letter.enclosures)
        draft.attachments << mime::Attachment{file.name, QString::fromLatin1(file.type), file.bytes};
    if (!mail.answers.isEmpty()) {
        source.original = mime::parse(answered.raw).facts;
        draft.subject = answerSubject(QStringLiteral("Re: "), answered.subject);
    }
    const auto ready = desk::composeReady(draft, source, mail.at);
    if (!ready)
        return end(fail(ready.error()));
    const auto write = [ready = *ready, when = mail.at, actor = m_actor, notification = mail.notification](
                           store::Session &session) { return sendThen(session, ready, when, actor, notification); };
    onDone(this, m_store->write(write), [this, mail, ready = *ready](const Result<SentThen> &sent) {
        if (!sent)
            return end(fail(sent.error()));
        const domain::MailFacts &facts = ready.mail.parsed.facts;
        m_told.insert(mail.id, {facts.messageIdHeader, facts.subject, facts.references, sent->raw, sent->thread});
        m_server->deliver(sent->raw, mail.at, {"\\Seen"}, QStringLiteral("Sent"), mail.mailbox.address);
        m_after.allIds << facts.messageIdHeader;
        m_after.idsAt[mail.mailbox.address] << facts.messageIdHeader;
        m_after.idOf.insert(mail.id, facts.messageIdHeader);
        next();
    });
}

Result<QByteArray> Seeding::rawOf(const WorldMail &mail, QString *messageId) const
{
    Letter letter = mail.letter;
    const Told answered = m_told.value(mail.answers);
    if (mail.liveAfterMs >= 0)
        letter.date = QDateTime::currentMSecsSinceEpoch() + mail.liveAfterMs;
    letter.messageId = strangeMessageId(domain::domainOf(letter.from.address));
    if (!mail.answers.isEmpty()) {
        if (answered.messageId.isEmpty())
            return fail(ErrorKind::Internal, QStringLiteral("sample mail %1 answers nothing").arg(mail.id));
        const Person *person = m_world.person(letter.from.address);
        if (letter.subject.isEmpty())
            letter.subject = answerSubject(person ? person->prefix : QStringLiteral("Re: "), answered.subject);
        if (!mail.dropsIds) {
            letter.inReplyTo = answered.messageId;
            letter.references = answered.references + QStringList{answered.messageId};
        }
    }
    *messageId = letter.messageId;
    return written(letter);
}

void Seeding::writeTheirs(const WorldMail &mail)
{
    QString messageId;
    const auto raw = rawOf(mail, &messageId);
    if (!raw)
        return end(fail(raw.error()));
    remember(mail, messageId, *raw);
    next();
}

void Seeding::writeReport(const WorldMail &mail)
{
    Undeliverable report;
    report.to = mail.mailbox;
    report.messageId = strangeMessageId(QStringLiteral("mail.nordhafen.example"));
    report.recipient = mail.recipient;
    report.status = mail.status;
    report.diagnostic = mail.diagnostic;
    report.date = mail.at;
    report.original = m_told.value(mail.answers).raw;
    if (report.original.isEmpty())
        return end(fail(ErrorKind::Internal, QStringLiteral("sample mail %1 reports on nothing").arg(mail.id)));
    remember(mail, report.messageId, written(report));
    next();
}

/// Into the mailbox that is on the server alone.
void Seeding::putAside(const WorldMail &mail)
{
    QString messageId;
    const auto raw = rawOf(mail, &messageId);
    if (!raw)
        return end(fail(raw.error()));
    if (mail.folder == QLatin1String("INBOX"))
        m_after.spareIds << messageId;
    m_server->deliver(*raw, mail.at, mail.read ? QByteArrayList{"\\Seen"} : QByteArrayList{}, mail.folder,
                      mail.mailbox.address);
    next();
}

void Seeding::remember(const WorldMail &mail, const QString &messageId, const QByteArray &raw)
{
    const domain::MailFacts facts = mime::parse(raw).facts;
    m_told.insert(mail.id, {messageId, facts.subject, facts.references, raw, m_told.value(mail.answers).thread});
    if (mail.liveAfterMs >= 0) {
        m_after.live.insert(mail.id, raw);
        m_after.liveIds.insert(mail.id, messageId);
        return;
    }
    m_after.allIds << messageId;
    m_after.idsAt[mail.mailbox.address] << messageId;
    m_after.idOf.insert(mail.id, messageId);
    if (mail.read)
        m_after.readIds << messageId;
    m_server->deliver(raw, mail.at, mail.read ? QByteArrayList{"\\Seen"} : QByteArrayList{}, QStringLiteral("INBOX"),
                      mail.mailbox.address);
}

} // namespace liaison::demo
