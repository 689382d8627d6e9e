// A process that does the main job on a store and a mail host given as arguments, until nothing is left to do, and may
// be killed at any fault point (LIAISON_FAULT_AT). Run again on the same store it must end in the same state.
//
//   faults_child STORE IMAPS-PORT SMTPS-PORT CA ADDRESS PASSWORD RECIPIENT EXPECTED-MAILS LEASE-MS

#include "core/store/business_units.h"
#include "core/store/mailboxes.h"
#include "core/store/outbox.h"
#include "tests/support/await.h"
#include "tests/support/office.h"

#include <QCoreApplication>

#include <cstdio>

using namespace liaison;
using namespace liaison::test;

namespace {

constexpr int mailsToSend = 2;

int give(const char *step, const QByteArray &reason)
{
    std::fprintf(stderr, "%s: %s\n", step, reason.constData());
    return 1;
}

struct Arguments {
    QString store;
    quint16 imaps = 0;
    quint16 smtps = 0;
    QString ca;
    QString address;
    QString password;
    QString recipient;
    int expected = 0;
    int leaseMs = 0;
};

/// The mailbox: saved by the run that got so far first.
Result<domain::Mailbox> mailbox(Office &office, const Arguments &arguments)
{
    const auto stored
        = await(office.store()->read([](store::Session &session) { return store::Mailboxes(session).list(); }));
    if (!stored)
        return fail(stored.error());
    domain::Mailbox box;
    if (!stored->isEmpty())
        box = stored->first();
    box.address = arguments.address;
    box.inbound = {domain::Protocol::Imap,
                   QStringLiteral("localhost"),
                   arguments.imaps,
                   domain::Security::Tls,
                   domain::SignIn::Password,
                   {},
                   arguments.ca,
                   {}};
    box.outbound = {domain::Protocol::Smtp,
                    QStringLiteral("localhost"),
                    arguments.smtps,
                    domain::Security::Tls,
                    domain::SignIn::AsInbound,
                    {},
                    arguments.ca,
                    {}};
    box.fetchSince = 1;
    box.pollSeconds = 5;
    desk::MailboxDesk desk(office.context());
    const auto saved = await(desk.save({box, Secret::fromText(arguments.password), std::nullopt}));
    if (saved)
        if (const auto started = await(desk.start(saved->id)); !started)
            return fail(started.error());
    return saved;
}

/// Queues what the runs before have not queued.
Result<void> writeMails(Office &office, const Arguments &arguments)
{
    const auto queued
        = await(office.store()->read([](store::Session &session) { return store::Outbox(session).list(true, 100); }));
    if (!queued)
        return fail(queued.error());
    if (queued->size() >= mailsToSend)
        return {};
    desk::IncidentDesk incidents(office.context());
    domain::Incident incident;
    incident.title = QStringLiteral("Killed at any instant");
    const auto created = await(incidents.create(incident));
    if (!created)
        return fail(created.error());
    desk::ComposeDesk compose(office.context());
    for (auto i = queued->size(); i < mailsToSend; ++i) {
        auto draft = await(compose.newMail(created->id, std::nullopt));
        if (!draft)
            return fail(draft.error());
        draft->to = {{QString(), arguments.recipient}};
        draft->subject = QStringLiteral("Mail %1").arg(i);
        draft->text = QStringLiteral("Text\n");
        if (const auto sent = await(compose.send(*draft, 0)); !sent)
            return fail(sent.error());
    }
    return {};
}

/// Nothing left to read, send or file.
bool finished(Office &office, const Arguments &arguments)
{
    const auto unmatched = office.unmatched(10'000);
    const auto outbox
        = await(office.store()->read([](store::Session &session) { return store::Outbox(session).list(true, 100); }));
    if (!unmatched || !outbox || unmatched->size() < arguments.expected)
        return false;
    return std::all_of(outbox->begin(), outbox->end(), [](const domain::OutboxMail &mail) {
        if (mail.state == domain::OutboxState::Uncertain)
            return true;
        return mail.state == domain::OutboxState::Sent && mail.copy != domain::SentCopy::Wanted;
    });
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList words = app.arguments();
    if (words.size() != 10)
        return give("usage", "nine arguments");
    const Arguments arguments{
        words.at(1), words.at(2).toUShort(), words.at(3).toUShort(), words.at(4), words.at(5), words.at(6),
        words.at(7), words.at(8).toInt(),    words.at(9).toInt()};
    Office::Options options;
    options.location = arguments.store;
    options.engine.pageBytes = 16 * 1024;          // several pages, so several commits
    options.engine.leaseTtlMs = arguments.leaseMs; // the killed process's lease must run out soon
    options.engine.leaseRenewMs = 200;
    options.engine.backoffMinMs = 100;
    options.engine.backoffMaxMs = 300;
    options.engine.outboxRetryMinMs = 100;
    options.engine.outboxRetryMaxMs = 300;
    options.engine.sentCopyDelayMs = 100;
    Office office(options);
    if (const QByteArray failure = office.open(); !failure.isEmpty())
        return give("open", failure);
    if (const auto box = mailbox(office, arguments); !box)
        return give("mailbox", why(box));
    if (const auto written = writeMails(office, arguments); !written)
        return give("write", why(written));
    if (!QTest::qWaitFor([&] { return finished(office, arguments); }, 120'000))
        return give("finish", "not done within two minutes");
    return 0;
}
