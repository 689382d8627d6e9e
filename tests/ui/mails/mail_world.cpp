#include "tests/ui/mails/mail_world.h"

#include "core/desk/compose_desk.h"
#include "core/feed/ingest.h"
#include "core/mime/parse.h"
#include "core/store/business_units.h"
#include "core/store/incidents.h"
#include "core/store/leases.h"
#include "core/store/mailboxes.h"
#include "core/store/outbox.h"

namespace liaison::test {

using namespace Qt::StringLiterals;

MailWorld::MailWorld()
{
    store::OpenOptions options;
    options.location = m_dir.filePath(u"store.sqlite"_s);
    options.changePollMs = 20;
    m_store = std::make_unique<store::Store>(options, &m_clock);
    if (const Result<void> opened = await(m_store->open()); !opened)
        qFatal("the store did not open: %s", qPrintable(opened.error().log));
    m_mailbox.address = u"ir@corp.example"_s;
    m_mailbox.displayName = u"Incident Response"_s;
    m_mailbox.inbound.host = u"127.0.0.1"_s;
    m_mailbox.outbound.host = u"127.0.0.1"_s;
    m_mailbox = value(await(m_store->write(
        [mailbox = m_mailbox](store::Session &session) { return store::Mailboxes(session).save(mailbox); })));
    const auto folders = value(await(m_store->write([id = m_mailbox.id](store::Session &session) {
        domain::RemoteFolder inbox;
        inbox.remoteId = u"INBOX"_s;
        inbox.path = u"INBOX"_s;
        inbox.role = domain::FolderRole::Inbox;
        return store::Folders(session).refresh(id, {inbox});
    })));
    m_inbox = folders.value(0).id;
    makeUnits();
    makeIncident();
}

MailWorld::~MailWorld() = default;

void MailWorld::makeUnits()
{
    const auto make = [this](const QString &title, const QString &recipient, const QString &domain) {
        domain::BusinessUnit unit;
        unit.title = title;
        unit.recipients = QStringList{recipient};
        unit.knownDomains = QStringList{domain};
        return value(await(m_store->write(
                         [unit](store::Session &session) { return store::BusinessUnits(session).create(unit); })))
            .id;
    };
    m_finance = make(u"Finance"_s, u"finance-security@bu.example"_s, u"bu.example"_s);
    m_legal = make(u"Legal"_s, u"office@legal.example"_s, u"legal.example"_s);
}

void MailWorld::makeIncident()
{
    domain::Incident incident;
    incident.title = u"Suspicious sign-in"_s;
    incident.status = domain::IncidentStatus::Open;
    incident.affected = {m_finance, m_legal};
    m_incident = value(await(
        m_store->write([incident](store::Session &session) { return store::Incidents(session).create(incident); })));
}

ui::UiContext MailWorld::context() const
{
    ui::UiContext context;
    context.store = m_store.get();
    context.clock = &m_clock;
    context.person = u"A. Kaya"_s;
    context.desk.store = m_store.get();
    context.desk.clock = &m_clock;
    context.desk.actor = {context.person, u"akaya"_s, u"host"_s};
    return context;
}

QByteArray MailWorld::tag() const
{
    return domain::subjectTag(m_incident).toUtf8();
}

MessageId MailWorld::receive(QByteArray raw)
{
    raw.replace("\n", "\r\n");
    feed::IngestPage page;
    page.folder = m_inbox;
    store::IncomingMail mail;
    mail.folder = m_inbox;
    mail.remoteId = QString::number(++m_count);
    mail.raw = store::packRaw(raw);
    mail.parsed = mime::parse(raw);
    mail.internalDate = m_clock.nowMs();
    page.mails = {mail};
    const auto summary
        = value(await(m_store->write([page](store::Session &session) { return feed::ingest(session, page); })));
    m_clock.advance(60'000);
    return summary.ids.value(0);
}

MessageId MailWorld::receive(const QByteArray &from, const QByteArray &subject, const QByteArray &text,
                             const QByteArray &moreHeaders)
{
    const QByteArray number = QByteArray::number(m_count + 1);
    return receive("Return-Path: <x@bu.example>\nFrom: " + from + "\nTo: Incident Response <ir@corp.example>\nSubject: "
                   + subject + " " + tag() + "\nMessage-ID: <in" + number
                   + "@bu.example>\nDate: Sat, 21 Nov 2026 09:40:00 +0000\n" + moreHeaders
                   + (moreHeaders.contains("Content-Type") ? "" : "Content-Type: text/plain; charset=utf-8\n")
                   + "MIME-Version: 1.0\n\n" + text + "\n");
}

QString MailWorld::send(const QString &subject, const QString &text)
{
    desk::ComposeDesk desk(context().desk);
    desk::ComposeDraft draft = value(await(desk.newMail(m_incident.id, m_finance)));
    draft.subject = subject;
    draft.text = text;
    const domain::OutboxMail mail = value(await(desk.send(draft, 0)));
    const auto sent = await(m_store->write([id = mail.id, box = m_mailbox.id](store::Session &session) -> Result<void> {
        const auto lease = store::Leases(session).acquire(box, u"test"_s, u"host"_s, 60'000);
        if (!lease)
            return fail(lease.error());
        store::Outbox outbox(session);
        const auto claimed = outbox.claim(box, *lease);
        if (!claimed)
            return fail(claimed.error());
        store::Outbox::Outcome outcome;
        outcome.to = domain::OutboxState::Sent;
        return outbox.settle(id, domain::OutboxState::Sending, outcome);
    }));
    if (!sent)
        QTest::qFail(qPrintable(sent.error().log), __FILE__, __LINE__);
    m_clock.advance(60'000);
    return mail.messageIdHeader;
}

store::MailRow MailWorld::row(MessageId id) const
{
    return value(await(m_store->read([id, person = context().person](store::Session &session) {
        return store::Messages(session).row(id, person);
    })));
}

} // namespace liaison::test
