#include "tests/switch/switch_world.h"

#include "core/store/mailboxes.h"
#include "core/store/session.h"
#include "tests/support/postgres_server.h"

#include <QDateTime>
#include <QFile>
#include <QTest>

namespace liaison::test {

namespace {

const QString clientId = QStringLiteral("0e7a3c1f-9b1c-4c63-9f7e-3a1d5c2b4e6f");

feed::EngineOptions hasty()
{
    feed::EngineOptions options;
    options.backoffMinMs = 100;
    options.backoffMaxMs = 300;
    options.outboxRetryMinMs = 100;
    options.outboxRetryMaxMs = 300;
    options.sentCopyDelayMs = 50;
    return options;
}

} // namespace

SwitchWorld::~SwitchWorld()
{
    if (m_server)
        m_heard.note(*m_server);
}

QByteArray SwitchWorld::start()
{
    demo::DemoServer::Options options;
    options.world.team = {QStringLiteral("Incident Response"), analysts};
    options.password = analystsPassword;
    options.unitsAnswer = false;
    options.exchange.clientId = clientId;
    options.exchange.clientSecret = analystsPassword;
    options.graph = m_options.graph;
    m_server = std::make_unique<demo::DemoServer>(options);
    const auto address = await(m_server->start());
    if (!address)
        return why(address);
    m_heard.listenTo(*m_server);
    m_address = *address;
    QFile file(m_dir.filePath(QStringLiteral("server.pem")));
    if (!file.open(QIODevice::WriteOnly) || file.write(m_address.certificatePem) <= 0)
        return "no file";
    file.close();
    const auto hearEws = [fetched = m_fetched](demo::Exchange &exchange) {
        QObject::connect(&exchange, &demo::Exchange::conversed, &exchange,
                         [fetched](const QByteArray &, int, const QByteArray &answer) {
                             fetched->fetchAndAddOrdered(static_cast<int>(answer.count("<t:MimeContent")));
                         });
        return true;
    };
    const auto hearGraph = [fetched = m_fetched](demo::Graph &graph) {
        QObject::connect(&graph, &demo::Graph::conversed, &graph,
                         [fetched](const QByteArray &, const QByteArray &target, int, const QByteArray &,
                                   const QByteArray &) { fetched->fetchAndAddOrdered(target.endsWith("/$value")); });
        return true;
    };
    if (!await(m_server->askExchange(hearEws)) || !await(m_server->askGraph(hearGraph)))
        return "no server";
    Office::Options office;
    office.engine = hasty();
    office.location = m_dir.filePath(QStringLiteral("liaison.db"));
    if (m_options.postgresql) {
        office.location = PostgresServer::shared()->createDatabase();
        office.storePassword = PostgresServer::shared()->password();
    }
    m_office = std::make_unique<Office>(office);
    if (const QByteArray failure = m_office->open(); !failure.isEmpty())
        return failure;
    m_mailbox.address = analysts;
    m_mailbox.displayName = QStringLiteral("Incident Response");
    m_mailbox.fetchSince = 1;
    m_mailbox.pollSeconds = 3'600;
    domain::Endpoint &inbound = m_mailbox.inbound;
    inbound.protocol = domain::Protocol::Ews;
    inbound.host = QStringLiteral("127.0.0.1");
    inbound.port = m_address.exchange;
    inbound.trustedCaFile = file.fileName();
    inbound.signIn = domain::SignIn::OAuth2;
    inbound.oauth.flow = domain::OAuthFlow::Application;
    inbound.oauth.clientId = clientId;
    inbound.oauth.tenantId = QStringLiteral("corp.test");
    inbound.oauth.loginHost = QStringLiteral("https://127.0.0.1:%1").arg(m_address.exchange);
    m_mailbox.outbound = inbound;
    m_mailbox.outbound.signIn = domain::SignIn::AsInbound;
    const auto saved = m_office->connectMailbox(m_mailbox, analystsPassword);
    m_mailbox = saved.value_or(m_mailbox);
    return why(saved);
}

domain::Mailbox SwitchWorld::mailbox()
{
    return await(m_office->store()->read(
                     [id = id()](store::Session &session) { return store::Mailboxes(session).find(id); }))
        .value_or(domain::Mailbox());
}

void SwitchWorld::drop(const QList<QByteArray> &mails, const QString &folder, UtcMs at)
{
    if (at == 0)
        at = QDateTime::currentMSecsSinceEpoch();
    constexpr UtcMs second = 1'000;
    static_cast<void>(with([mails, folder, at](demo::DemoMailbox &box) {
        UtcMs when = at;
        for (const QByteArray &raw : mails) {
            box.append(folder, raw, when, {});
            when += second;
        }
    }));
}

QList<QByteArray> SwitchWorld::mailsIn(const QString &folder)
{
    QList<QByteArray> mails;
    static_cast<void>(with([&mails, folder](demo::DemoMailbox &box) {
        for (const demo::DemoMail &mail : box.folder(folder)->mails)
            mails << mail.raw;
    }));
    return mails;
}

int SwitchWorld::delivered(const QString &subject)
{
    const auto handed = await(m_server->ask([](demo::PostOffice &office) { return office.handedIn(); }));
    int count = 0;
    for (const demo::Handed &mail : handed.value_or(QList<demo::Handed>()))
        count += mail.recipients.contains(finance) && mail.raw.contains(subject.toUtf8()) ? 1 : 0;
    return count;
}

QString SwitchWorld::host(domain::Protocol way) const
{
    return QStringLiteral("127.0.0.1:%1").arg(way == domain::Protocol::Graph ? m_address.graph : m_address.exchange);
}

Result<domain::SwitchReport> SwitchWorld::switchTo(domain::Protocol to, bool dryRun, QObject *owner,
                                                   desk::SwitchDesk::Progress progress)
{
    desk::SwitchDesk::Options options;
    options.to = to;
    options.host = host(to);
    options.dryRun = dryRun;
    return await(desk::SwitchDesk(m_office->context()).run(mailbox(), options, {}, owner, std::move(progress)));
}

bool SwitchWorld::waitInSync()
{
    UtcMs after = SystemClock().nowMs();
    for (int passes = 0; passes < 2; ++passes) {
        m_office->engine()->syncNow(id());
        if (!m_office->waitInSync(id(), after))
            return false;
        after = m_office->status(id()).value_or(domain::FeedStatus{}).lastSuccessAt + 1;
    }
    return true;
}

bool SwitchWorld::setEnabled(bool enabled)
{
    using domain::FeedState;
    return await<void>(desk::MailboxDesk(m_office->context()).setEnabled(id(), enabled)).has_value()
        && m_office->waitForState(id(), enabled ? FeedState::Running : FeedState::Stopped);
}

QStringList SwitchWorld::rows(const QString &sql)
{
    const auto lines = await(m_office->store()->read([sql](store::Session &session) -> Result<QStringList> {
        QStringList list;
        auto rows = session.rows(sql);
        for (store::Row &row : rows)
            list << row.text();
        return session.answer(list);
    }));
    return lines.value_or(QStringList{QString::fromUtf8(why(lines))});
}

QStringList SwitchWorld::seen()
{
    const auto joined = [](const QString &table, const QStringList &columns) {
        QStringList casts;
        for (const QString &column : columns)
            casts << QStringLiteral("COALESCE(CAST(%1 AS TEXT), '-')").arg(column);
        return QStringLiteral("SELECT '%1 ' || %2 AS line FROM %1 ORDER BY 1")
            .arg(table, casts.join(QStringLiteral(" || ' ' || ")));
    };
    const auto list = [](const char *words) { return QString::fromLatin1(words).split(QLatin1Char(' ')); };
    QStringList all;
    all += rows(joined(QStringLiteral("message"),
                       list("id uuid direction triage linked subject arrived_at duplicate_id raw_id snippet")));
    all += rows(joined(QStringLiteral("link"), list("message_id incident_id thread_id reason distance by_person")));
    all += rows(joined(QStringLiteral("thread"), list("id incident_id title waiting assigned_to last_at")));
    all += rows(joined(QStringLiteral("read_state"), list("message_id person read_at")));
    all += rows(joined(QStringLiteral("draft"), list("id incident_id thread_id person updated_at")));
    all += rows(joined(QStringLiteral("outbox"), list("id message_id state sent_copy attempts")));
    all += rows(joined(QStringLiteral("message_copy"),
                       list("id message_id folder_id raw_id seen answered internal_date vanished_at")));
    all += rows(joined(QStringLiteral("folder"), list("id path selected vanished")));
    return all;
}

QStringList SwitchWorld::copies()
{
    QStringList list = rows(
        QStringLiteral("SELECT m.message_id_header || ' ' || CASE f.role WHEN 'inbox' THEN 'INBOX' ELSE f.path END || "
                       "CASE WHEN c.vanished_at IS NULL THEN '' ELSE ' gone' END || "
                       "CASE WHEN c.remote_id IS NULL THEN ' void' ELSE '' END FROM message_copy c "
                       "JOIN message m ON m.id = c.message_id JOIN folder f ON f.id = c.folder_id"));
    list.sort();
    return list;
}

} // namespace liaison::test
