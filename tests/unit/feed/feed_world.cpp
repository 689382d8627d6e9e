#include "tests/unit/feed/feed_world.h"

#include "core/domain/mailbox.h"
#include "core/store/business_units.h"
#include "core/store/incidents.h"
#include "core/store/mailboxes.h"
#include "core/store/outbox.h"
#include "core/store/threads.h"

#include <QCryptographicHash>

namespace liaison::test {

namespace {

constexpr UtcMs firstArrival = 1'760'000'000'000;
constexpr UtcMs minute = 60'000;

Result<domain::Incident> makeIncident(store::Session &session, const QString &title, BusinessUnitId unit)
{
    domain::Incident incident;
    incident.title = title;
    incident.status = domain::IncidentStatus::Open;
    incident.affected = {unit};
    return store::Incidents(session).create(incident);
}

} // namespace

FeedWorld::FeedWorld()
    : m_store(
        std::make_unique<store::Store>(store::OpenOptions{m_folder.filePath(u"store.sqlite"_qs), {}, 60'000}, &m_clock))
{
    const auto opened = wait(m_store->open());
    if (!opened) {
        qWarning("open: %s", qPrintable(opened.error().log));
        return;
    }
    const auto built = write([this](store::Session &session) { return build(session); });
    if (!built)
        qWarning("build: %s", qPrintable(built.error().log));
    m_ready = built.has_value();
}

Result<void> FeedWorld::build(store::Session &session)
{
    unit.title = u"Finance"_qs;
    unit.recipients = QStringList{u"anna@bu.example"_qs};
    unit.knownDomains = QStringList{u"bu.example"_qs};
    const auto madeUnit = store::BusinessUnits(session).create(unit);
    if (!madeUnit)
        return fail(madeUnit.error());
    unit = *madeUnit;
    const auto madeA = makeIncident(session, u"A"_qs, unit.id);
    const auto madeB = makeIncident(session, u"B"_qs, unit.id);
    if (!madeA || !madeB)
        return fail(madeA ? madeB.error() : madeA.error());
    a = *madeA;
    b = *madeB;
    domain::Mailbox account;
    account.address = u"soc@corp.example"_qs;
    account.inbound.host = u"imap.corp.example"_qs;
    const auto saved = store::Mailboxes(session).save(account);
    if (!saved)
        return fail(saved.error());
    mailbox = saved->id;
    const auto folders
        = store::Folders(session).refresh(mailbox,
                                          {{u"INBOX"_qs, u"INBOX"_qs, u"/"_qs, domain::FolderRole::Inbox, true, -1, -1},
                                           {u"Sent"_qs, u"Sent"_qs, u"/"_qs, domain::FolderRole::Sent, true, -1, -1},
                                           {u"Junk"_qs, u"Junk"_qs, u"/"_qs, domain::FolderRole::Junk, true, -1, -1}});
    if (!folders)
        return fail(folders.error());
    for (const domain::Folder &folder : *folders) {
        if (folder.remote.role == domain::FolderRole::Inbox)
            inbox = folder.id;
        else if (folder.remote.role == domain::FolderRole::Sent)
            sent = folder.id;
        else
            junk = folder.id;
    }
    return {};
}

store::IncomingMail FeedWorld::incoming(const MailSpec &spec)
{
    ++m_made;
    store::IncomingMail mail;
    mail.direction = spec.direction;
    mail.triageIfUnlinked = spec.triage;
    mail.folder = spec.direction == store::Direction::Out ? sent : spec.triage == store::Triage::Junk ? junk : inbox;
    mail.remoteId = QString::number(m_made);
    const QByteArray raw = "Message-ID: <" + spec.messageId.toUtf8() + ">\r\n\r\n" + spec.name.toUtf8() + "\r\n";
    mail.raw = store::packRaw(raw);
    mail.internalDate = spec.at ? spec.at : firstArrival + m_made * minute;
    domain::MailFacts &facts = mail.parsed.facts;
    facts.messageIdHeader = spec.messageId.isEmpty() ? spec.name : spec.messageId;
    facts.inReplyTo = spec.inReplyTo;
    facts.references = spec.references;
    facts.subject = spec.subject;
    facts.from = {{{}, spec.from}};
    for (const QString &to : spec.to)
        facts.to.append({{}, to});
    facts.threadIndex = spec.threadIndex;
    facts.kind = spec.kind;
    facts.dmarcFailed = spec.dmarcFailed;
    facts.reportedMessageId = spec.reported;
    facts.reportedEnvelopeId = spec.envelopeId;
    if (!spec.reported.isEmpty() || !spec.envelopeId.isEmpty())
        facts.reports = {{u"bob@bu.example"_qs, u"failed"_qs, u"5.1.1"_qs, u"no such user"_qs}};
    mail.parsed.snippet = spec.name;
    mail.parsed.bodyText = spec.name;
    mail.parsed.contentHash = QCryptographicHash::hash(raw, QCryptographicHash::Sha256);
    return mail;
}

Result<feed::IngestSummary> FeedWorld::ingest(const MailSpec &spec)
{
    feed::IngestPage page;
    const store::IncomingMail mail = incoming(spec);
    page.folder = mail.folder;
    page.mails = {mail};
    page.nextCursor = QByteArray::number(m_made);
    return ingest(page);
}

Result<feed::IngestSummary> FeedWorld::ingest(const feed::IngestPage &page)
{
    return write([page](store::Session &session) { return feed::ingest(session, page); });
}

Result<ThreadId> FeedWorld::sendOwn(const QString &id, IncidentId incident)
{
    store::IncomingMail mail = incoming({.name = id,
                                         .from = u"soc@corp.example"_qs,
                                         .to = {u"anna@bu.example"_qs},
                                         .direction = store::Direction::Out});
    mail.folder = {};
    mail.remoteId.clear();
    return write([=, this](store::Session &session) -> Result<ThreadId> {
        domain::Thread fresh;
        fresh.incident = incident;
        fresh.businessUnit = unit.id;
        fresh.title = u"Phishing"_qs;
        const auto made = store::Threads(session).create(fresh);
        const auto stored = store::Messages(session).store(mail);
        if (!made || !stored)
            return fail(made ? stored.error() : made.error());
        store::Link link;
        link.message = stored->id;
        link.incident = incident;
        link.thread = made->id;
        link.reason = domain::LinkReason::SentByUs;
        if (auto done = store::Links(session).put(link); !done)
            return fail(done.error());
        if (auto done = store::Links(session).rememberOwnId(id, incident, made->id); !done)
            return fail(done.error());
        domain::OutboxMail queued;
        queued.mailbox = mailbox;
        queued.incident = incident;
        queued.thread = made->id;
        queued.messageIdHeader = id;
        queued.sender = u"soc@corp.example"_qs;
        queued.recipients = QStringList{u"anna@bu.example"_qs};
        if (auto done = store::Outbox(session).enqueue(queued, stored->id); !done)
            return fail(done.error());
        return made->id;
    });
}

store::MailRow FeedWorld::row(const QString &messageId)
{
    const auto found = write([messageId](store::Session &session) -> Result<store::MailRow> {
        store::Messages messages(session);
        const auto id = messages.findByMessageId(messageId);
        if (!id)
            return fail(id.error());
        return *id ? messages.row(**id, u"tester"_qs) : Result<store::MailRow>(fail(ErrorKind::NotFound));
    });
    return found ? *found : store::MailRow{};
}

std::optional<store::Link> FeedWorld::link(const QString &messageId)
{
    const MessageId id = row(messageId).id;
    const auto found = write([id](store::Session &session) { return store::Links(session).find(id); });
    return found ? *found : std::nullopt;
}

domain::Thread FeedWorld::thread(const QString &messageId)
{
    const auto where = link(messageId);
    const auto found = write([id = where ? where->thread : ThreadId{}](store::Session &session) {
        return store::Threads(session).find(id);
    });
    return found ? *found : domain::Thread{};
}

domain::OutboxMail FeedWorld::outbox(const QString &messageId)
{
    const auto found = write([messageId](store::Session &session) -> Result<domain::OutboxMail> {
        store::Outbox outbox(session);
        const auto id = outbox.findByMessageId(messageId);
        if (!id)
            return fail(id.error());
        return *id ? outbox.find(**id) : Result<domain::OutboxMail>(fail(ErrorKind::NotFound));
    });
    return found ? *found : domain::OutboxMail{};
}

} // namespace liaison::test
