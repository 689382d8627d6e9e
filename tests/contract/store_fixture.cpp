#include "tests/contract/store_fixture.h"

#include "core/store/incidents.h"
#include "core/store/links.h"
#include "core/store/mailboxes.h"
#include "core/store/threads.h"

#include <QCryptographicHash>

#ifdef LIAISON_CONTRACT_POSTGRESQL
#include "tests/support/postgres_server.h"
#endif

namespace liaison::test {

bool StoreFixture::isSqlite()
{
#ifdef LIAISON_CONTRACT_POSTGRESQL
    return false;
#else
    return true;
#endif
}

QString StoreFixture::create()
{
    m_options.changePollMs = 20;
#ifdef LIAISON_CONTRACT_POSTGRESQL
    auto *server = PostgresServer::shared();
    if (!server->problem().isEmpty())
        return server->problem();
    m_options.location = server->createDatabase();
    m_options.password = server->password();
    return m_options.location.isEmpty() ? QStringLiteral("no database could be made") : QString();
#else
    m_options.location = m_dir.filePath(QStringLiteral("store.sqlite"));
    return m_dir.isValid() ? QString() : m_dir.errorString();
#endif
}

std::unique_ptr<store::Store> StoreFixture::open()
{
    auto opened = std::make_unique<store::Store>(m_options, &clock);
    value(await(opened->open()));
    return opened;
}

store::IncomingMail mail(const QString &messageId, const QString &subject, const QString &words)
{
    store::IncomingMail result;
    const QByteArray raw
        = QStringLiteral("Message-ID: <%1>\r\nSubject: %2\r\n\r\n%3\r\n").arg(messageId, subject, words).toUtf8();
    result.raw = store::packRaw(raw);
    result.parsed.facts.messageIdHeader = messageId;
    result.parsed.facts.subject = subject;
    result.parsed.facts.from = {{QStringLiteral("Bea Unit"), QStringLiteral("bea@unit.example")}};
    result.parsed.facts.to = {{QString(), QStringLiteral("soc@corp.example")}};
    result.parsed.bodyText = words;
    result.parsed.snippet = words.left(200);
    result.parsed.contentHash = QCryptographicHash::hash(raw, QCryptographicHash::Sha256);
    return result;
}

TestMailbox makeMailbox(store::Store &store, const QString &address)
{
    return value(write(store, [address](store::Session &session) -> Result<TestMailbox> {
        domain::Mailbox mailbox;
        mailbox.address = address;
        mailbox.inbound.host = QStringLiteral("mail.corp.example");
        auto saved = store::Mailboxes(session).save(mailbox);
        if (!saved)
            return fail(saved.error());
        domain::RemoteFolder inbox;
        inbox.remoteId = inbox.path = QStringLiteral("INBOX");
        inbox.role = domain::FolderRole::Inbox;
        domain::RemoteFolder sent;
        sent.remoteId = sent.path = QStringLiteral("Sent");
        sent.role = domain::FolderRole::Sent;
        auto folders = store::Folders(session).refresh(saved->id, {inbox, sent});
        if (!folders)
            return fail(folders.error());
        return TestMailbox{saved->id, folders->at(0).id, folders->at(1).id};
    }));
}

domain::Incident makeIncident(store::Store &store, const QString &title)
{
    return value(write(store, [title](store::Session &session) {
        domain::Incident incident;
        incident.title = title;
        incident.status = domain::IncidentStatus::Open;
        return store::Incidents(session).create(incident);
    }));
}

domain::Thread makeThread(store::Store &store, IncidentId incident, const QString &title)
{
    return value(write(store, [incident, title](store::Session &session) {
        domain::Thread thread;
        thread.incident = incident;
        thread.title = title;
        return store::Threads(session).create(thread);
    }));
}

MessageId storeMail(store::Store &store, const store::IncomingMail &mail)
{
    return value(write(store, [mail](store::Session &session) { return store::Messages(session).store(mail); })).id;
}

void linkMail(store::Store &store, MessageId id, const domain::Thread &thread, bool byPerson)
{
    value(write(store, [id, thread, byPerson](store::Session &session) {
        store::Link link;
        link.message = id;
        link.incident = thread.incident;
        link.thread = thread.id;
        link.byPerson = byPerson;
        link.reason = byPerson ? domain::LinkReason::Person : domain::LinkReason::SubjectTag;
        return store::Links(session).put(link);
    }));
}

} // namespace liaison::test
