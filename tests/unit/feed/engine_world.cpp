#include "tests/unit/feed/engine_world.h"

#include "core/transport/connection_test.h"

#include "core/mime/parse.h"
#include "core/store/incidents.h"
#include "core/store/links.h"
#include "core/store/mailboxes.h"
#include "core/store/outbox.h"
#include "core/store/threads.h"

namespace liaison::test {

QByteArray sampleMail(int number, const QByteArray &from)
{
    return "From: <" + from + ">\r\nTo: <soc@liaison.example>\r\nSubject: Note " + QByteArray::number(number)
        + "\r\nMessage-ID: <note-" + QByteArray::number(number) + "@unit.example>\r\n"
        + "Date: Thu, 1 Jan 2026 10:00:00 +0000\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
        + "We looked at machine " + QByteArray::number(number) + ".\r\n";
}

EngineWorld::EngineWorld(int pageMails)
    : store({dir.filePath(QStringLiteral("store.db")), {}, 100}, &clock),
      server(std::make_shared<FakeServer>(pageMails)), transport(server)
{
    options.leaseTtlMs = 60'000;
    options.leaseRenewMs = 200;
    options.backoffMinMs = 20;
    options.backoffMaxMs = 60;
    options.outboxRetryMinMs = 20;
    options.outboxRetryMaxMs = 60;
    options.outboxMaxAttempts = 5;
    options.sentCopyDelayMs = 0;
    server->addFolder(QStringLiteral("INBOX"), domain::FolderRole::Inbox);
    server->addFolder(QStringLiteral("Sent"), domain::FolderRole::Sent);
}

EngineWorld::~EngineWorld() = default;

bool EngineWorld::open()
{
    if (!await<void>(store.open()))
        return false;
    mailbox.address = QStringLiteral("soc@liaison.example");
    mailbox.inbound.host = QStringLiteral("mail.example");
    mailbox.outbound.host = QStringLiteral("mail.example");
    mailbox.pollSeconds = 3'600;
    saveMailbox([](domain::Mailbox &) {});
    return !mailbox.id.isNull();
}

void EngineWorld::saveMailbox(const std::function<void(domain::Mailbox &)> &change)
{
    change(mailbox);
    const auto saved = write([wanted = mailbox](store::Session &s) { return store::Mailboxes(s).save(wanted); });
    if (saved)
        mailbox = *saved;
}

feed::Engine *EngineWorld::makeEngine()
{
    const auto secrets = [this](const domain::Mailbox &) {
        using Secrets = QPair<Secret, Secret>;
        ++secretsAsked;
        if (secretsError)
            return readyFuture<Secrets>(fail(*secretsError));
        return readyFuture<Secrets>(Secrets{Secret("in"), Secret("out")});
    };
    engine = std::make_unique<feed::Engine>(&store, &transport, secrets, &clock, options);
    return engine.get();
}

Future<domain::TestReport> EngineWorld::testInbound(std::stop_token stop)
{
    transport::ConnectionTestRequest request;
    request.account.mailbox = mailbox;
    request.account.inboundSecret = Secret("x");
    return engine->test(std::move(request), nullptr, {}, std::move(stop));
}

domain::FeedStatus EngineWorld::status() const
{
    const QList<domain::FeedStatus> all = engine->statuses();
    for (const domain::FeedStatus &status : all) {
        if (status.mailbox == mailbox.id)
            return status;
    }
    return {};
}

ErrorKind EngineWorld::errorKind() const
{
    const std::optional<Error> error = status().error;
    return error ? error->kind : ErrorKind::Internal;
}

int EngineWorld::unmatched()
{
    return read([](store::Session &s) { return store::Messages(s).unmatchedCount(); }).value_or(-1);
}

QByteArray EngineWorld::cursorOf(const QString &folder)
{
    const auto folders = read([id = mailbox.id](store::Session &s) { return store::Folders(s).list(id); });
    if (!folders)
        return "?";
    for (const domain::Folder &candidate : *folders) {
        if (candidate.remote.remoteId == folder)
            return candidate.cursor;
    }
    return {};
}

OutboxId EngineWorld::queue(const QString &subject, const QStringList &recipients)
{
    const QString messageId = QStringLiteral("ours-%1@liaison.example").arg(++m_mails);
    const QByteArray raw = "From: <soc@liaison.example>\r\nTo: <roe@unit.example>\r\nSubject: " + subject.toUtf8()
        + "\r\nMessage-ID: <" + messageId.toUtf8()
        + ">\r\nDate: Thu, 1 Jan 2026 11:00:00 +0000\r\n\r\nPlease look.\r\n";
    store::IncomingMail mail;
    mail.parsed = mime::parse(raw);
    mail.raw = store::packRaw(raw);
    mail.internalDate = clock.nowMs();
    mail.seen = true;
    mail.direction = store::Direction::Out;
    const auto enqueue = [=, mailboxId = mailbox.id, sender = mailbox.address,
                          now = clock.nowMs()](store::Session &s) -> Result<domain::OutboxMail> {
        domain::Incident incident;
        incident.title = subject;
        const auto made = store::Incidents(s).create(incident);
        if (!made)
            return fail(made.error());
        domain::Thread thread;
        thread.incident = made->id;
        thread.title = subject;
        const auto opened = store::Threads(s).create(thread);
        if (!opened)
            return fail(opened.error());
        const auto stored = store::Messages(s).store(mail);
        if (!stored)
            return fail(stored.error());
        store::Link link;
        link.message = stored->id;
        link.incident = made->id;
        link.thread = opened->id;
        link.reason = domain::LinkReason::SentByUs;
        if (const auto linked = store::Links(s).put(link); !linked)
            return fail(linked.error());
        if (const auto known = store::Links(s).rememberOwnId(messageId, made->id, opened->id); !known)
            return fail(known.error());
        domain::OutboxMail queued;
        queued.mailbox = mailboxId;
        queued.incident = made->id;
        queued.thread = opened->id;
        queued.messageIdHeader = messageId;
        queued.subject = subject;
        queued.sender = sender;
        queued.recipients = recipients;
        queued.queuedAt = now;
        queued.notBefore = now;
        return store::Outbox(s).enqueue(queued, stored->id);
    };
    const auto queued = write(enqueue);
    if (!queued)
        qWarning("cannot queue: %s", qPrintable(queued.error().log));
    return queued ? queued->id : OutboxId{};
}

domain::OutboxMail EngineWorld::outbox(OutboxId id)
{
    return read([id](store::Session &s) { return store::Outbox(s).find(id); }).value_or(domain::OutboxMail{});
}

} // namespace liaison::test
