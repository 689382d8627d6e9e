#include "tests/support/office.h"

#include "core/store/session.h"
#include "tests/support/await.h"

namespace liaison::test {

Office::Office(Options options)
    : m_options(std::move(options)), m_transport(transport::networkTransport({&m_vault, nullptr}))
{
}

Office::~Office()
{
    m_engine.reset();
    m_store.reset();
}

QByteArray Office::openStoreOnly()
{
    const QString location
        = m_options.location.isEmpty() ? m_dir.filePath(QStringLiteral("liaison.db")) : m_options.location;
    m_store = std::make_unique<store::Store>(store::OpenOptions{location, m_options.storePassword, 100}, &m_clock);
    const auto opened = await<void>(m_store->open());
    return why(opened);
}

QByteArray Office::open()
{
    if (const QByteArray failure = openStoreOnly(); !failure.isEmpty())
        return failure;
    const auto secretsFor = [this](domain::Mailbox mailbox) -> Future<QPair<Secret, Secret>> {
        QPair<Secret, Secret> secrets;
        // The memory vault answers at once.
        if (const auto key = domain::neededSecret(mailbox, domain::SecretUse::Inbound))
            secrets.first = m_vault.read(*key).result().value().value_or(Secret());
        if (const auto key = domain::neededSecret(mailbox, domain::SecretUse::Outbound))
            secrets.second = m_vault.read(*key).result().value().value_or(Secret());
        return readyFuture<QPair<Secret, Secret>>(secrets);
    };
    m_engine = std::make_unique<feed::Engine>(m_store.get(), m_transport.get(), secretsFor, &m_clock, m_options.engine);
    m_engine->startWanted();
    return {};
}

QByteArray Office::restart()
{
    m_engine.reset();
    m_store.reset();
    return open();
}

desk::Context Office::context()
{
    return {m_store.get(),
            m_engine.get(),
            &m_vault,
            &m_clock,
            {QStringLiteral("Ada"), QStringLiteral("ada"), QStringLiteral("desk.test")}};
}

Result<domain::Mailbox> Office::connectMailbox(const MailHost &host, const QString &address, const QString &password,
                                               domain::Security security, const QString &caFile,
                                               const std::function<void(domain::Mailbox &)> &change)
{
    const bool tls = security == domain::Security::Tls;
    domain::Mailbox mailbox;
    mailbox.address = address;
    mailbox.displayName = QStringLiteral("Incident Response");
    mailbox.inbound = {domain::Protocol::Imap,
                       QStringLiteral("localhost"),
                       tls ? host.imapsPort() : host.imapPort(),
                       security,
                       domain::SignIn::Password,
                       {},
                       caFile,
                       {}};
    mailbox.outbound = {domain::Protocol::Smtp,
                        QStringLiteral("localhost"),
                        tls ? host.smtpsPort() : host.smtpPort(),
                        security,
                        domain::SignIn::AsInbound,
                        {},
                        caFile,
                        {}};
    mailbox.fetchSince = m_clock.nowMs() - 86'400'000;
    mailbox.pollSeconds = 5;
    if (change)
        change(mailbox);
    return connectMailbox(mailbox, password);
}

Result<domain::Mailbox> Office::connectMailbox(const domain::Mailbox &mailbox, const QString &password)
{
    desk::MailboxDesk mailboxes(context());
    const auto saved = await(mailboxes.save({mailbox, Secret::fromText(password), std::nullopt}));
    if (!saved)
        return saved;
    if (const auto started = await(mailboxes.start(saved->id)); !started)
        return fail(started.error());
    return saved;
}

std::optional<domain::FeedStatus> Office::status(MailboxId mailbox) const
{
    const auto statuses = m_engine->statuses();
    for (const domain::FeedStatus &status : statuses)
        if (status.mailbox == mailbox)
            return status;
    return std::nullopt;
}

bool Office::waitForState(MailboxId mailbox, domain::FeedState state, int ms)
{
    return QTest::qWaitFor([&] { return status(mailbox).value_or(domain::FeedStatus{}).state == state; }, ms);
}

bool Office::waitInSync(MailboxId mailbox, UtcMs after, int ms)
{
    return QTest::qWaitFor(
        [&] {
            const domain::FeedStatus now = status(mailbox).value_or(domain::FeedStatus{});
            return now.state == domain::FeedState::Running && now.lastSuccessAt >= after;
        },
        ms);
}

Result<QList<store::ThreadRow>> Office::threads(IncidentId incident)
{
    return await(m_store->read([incident](store::Session &session) {
        store::ThreadFilter filter;
        filter.incident = incident;
        filter.person = QStringLiteral("Ada");
        return store::Threads(session).list(filter, 500);
    }));
}

Result<QList<store::MailRow>> Office::mails(ThreadId thread)
{
    return await(m_store->read(
        [thread](store::Session &session) { return store::Threads(session).mails(thread, QStringLiteral("Ada")); }));
}

Result<QList<store::MailRow>> Office::unmatched(int limit)
{
    return await(m_store->read([limit](store::Session &session) {
        store::Messages::UnmatchedFilter filter;
        filter.person = QStringLiteral("Ada");
        return store::Messages(session).unmatched(filter, std::nullopt, limit);
    }));
}

QStringList Office::endState()
{
    const auto lines = await(m_store->read([](store::Session &session) -> Result<QStringList> {
        QStringList list;
        auto rows = session.rows(QStringLiteral(
            "SELECT m.message_id_header, hex(r.sha256), c.remote_id, m.subject, m.triage, m.duplicate_id, r.size "
            "FROM message_copy c JOIN message m ON m.id = c.message_id JOIN raw r ON r.id = c.raw_id"));
        for (store::Row &row : rows) {
            QStringList words;
            for (int i = 0; i < 5; ++i)
                words << row.text();
            words << QString::number(row.number()) << QString::number(row.number());
            list << words.join(QLatin1Char(' '));
        }
        list.sort();
        return session.answer(list);
    }));
    return lines.value_or(QStringList());
}

} // namespace liaison::test
