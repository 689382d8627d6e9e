#include "tests/contract/mail_world.h"

#include "tests/contract/exchange_mail_world.h"
#include "tests/contract/graph_mail_world.h"
#include "tests/contract/mixed_mail_world.h"

#include "core/store/mailboxes.h"
#include "core/store/outbox.h"
#include "core/store/session.h"
#include "tests/support/postgres_server.h"
#include "tests/support/prism_proxy.h"

#include <QDir>

#include <algorithm>

namespace liaison::test {

namespace {

const QString imapName = QStringLiteral("IMAP and SMTP");
const QString startTlsName = QStringLiteral("IMAP and SMTP by STARTTLS");
const QString mixedName = QStringLiteral("Exchange in, SMTP out");
const QString graphName = QStringLiteral("Microsoft Graph");
const QString prismName = QStringLiteral("Microsoft Graph through Prism");
/// What each lacks: 2007 almost everything, 2010 the streams, 2010 SP1 the newest first, 2013 MimeContentUTF8; 2016 is
/// spoken to by its own name. 2019 negotiates.
const QStringList exchanges{QStringLiteral("Exchange2007_SP1"), QStringLiteral("Exchange2010"),
                            QStringLiteral("Exchange2010_SP1"), QStringLiteral("Exchange2013"),
                            QStringLiteral("Exchange2016"),     QStringLiteral("Exchange2019")};

/// Short waits.
feed::EngineOptions hasty()
{
    feed::EngineOptions options;
    options.backoffMinMs = 100;
    options.backoffMaxMs = 300;
    options.outboxRetryMinMs = 100;
    options.outboxRetryMaxMs = 300;
    options.sentCopyDelayMs = 50;
    options.pageBytes = 16 * 1024;
    return options;
}

QString inMemory()
{
    return QStringLiteral("/dev/shm");
}

void row(const QString &world, bool postgresql)
{
    const QString name = world + (postgresql ? QStringLiteral(", PostgreSQL") : QStringLiteral(", SQLite"));
    QTest::newRow(qPrintable(name)) << world << postgresql;
}

} // namespace

MailWorld::MailWorld()
    : m_stores(QDir(inMemory()).exists() ? inMemory() + QStringLiteral("/liaison-XXXXXX") : QString())
{
}

MailWorld::~MailWorld() = default;

void MailWorld::demoRows()
{
    QTest::addColumn<QString>("world");
    QTest::addColumn<bool>("postgresql");
    for (const QString &version : exchanges)
        row(version, false);
    row(graphName, false);
    row(prismName, false);
}

void MailWorld::oneOfEach()
{
    QTest::addColumn<QString>("world");
    QTest::addColumn<bool>("postgresql");
    row(imapName, false);
    row(exchanges.last(), false);
    row(graphName, false);
    row(prismName, false);
}

void MailWorld::rowsOnSqlite()
{
    demoRows();
    row(imapName, false);
}

void MailWorld::startTlsRow()
{
    row(startTlsName, false);
}

void MailWorld::mixedRow()
{
    row(mixedName, false);
}

void MailWorld::rows()
{
    rowsOnSqlite();
    row(imapName, true);
    row(exchanges.last(), true);
    row(graphName, true);
}

std::unique_ptr<MailWorld> MailWorld::ofRow()
{
    QFETCH(const QString, world);
    QFETCH(const bool, postgresql);
    if ((postgresql && !PostgresServer::shared()->problem().isEmpty())
        || ((world.startsWith(imapName) || world == mixedName) && !MailHost::missing().isEmpty())
        || (world == prismName && !PrismProxy::missing().isEmpty()))
        return nullptr;
    std::unique_ptr<MailWorld> made;
    if (world == graphName || world == prismName)
        made = std::make_unique<GraphMailWorld>(GraphMailWorld::Options{false, 1'000, world == prismName});
    else if (world == mixedName)
        made = std::make_unique<MixedMailWorld>();
    else if (world.startsWith(imapName))
        made = imapWorld(world == imapName ? domain::Security::Tls : domain::Security::StartTls);
    else
        made = std::make_unique<ExchangeMailWorld>(ExchangeMailWorld::Options{world});
    made->m_postgresql = postgresql;
    return made;
}

QByteArray MailWorld::start()
{
    if (const QByteArray failure = startServer(); !failure.isEmpty())
        return failure;
    return openOffice(hasty());
}

QByteArray MailWorld::listFoldersOften()
{
    feed::EngineOptions options = hasty();
    options.folderListMs = 0;
    return openOffice(options);
}

QByteArray MailWorld::openOffice(const feed::EngineOptions &engine)
{
    m_office.reset();
    Office::Options options;
    options.engine = engine;
    options.location = m_stores.filePath(QStringLiteral("%1.db").arg(++m_offices));
    if (m_postgresql) {
        options.location = PostgresServer::shared()->createDatabase();
        options.storePassword = PostgresServer::shared()->password();
    }
    m_office = std::make_unique<Office>(options);
    return m_office->open();
}

Result<domain::Mailbox> MailWorld::connect(const std::function<void(domain::Mailbox &)> &change,
                                           const QString &password)
{
    m_mailbox = {};
    m_mailbox.address = analysts;
    m_mailbox.displayName = QStringLiteral("Incident Response");
    m_mailbox.fetchSince = 1;
    m_mailbox.pollSeconds = 3'600;
    describe(m_mailbox);
    if (m_relayed != Relayed::Nothing) {
        if (!m_relay) {
            m_relay = std::make_unique<CutRelay>(m_mailbox.outbound.port);
            onRelay();
        }
        m_mailbox.outbound.port = m_relay->port();
    }
    if (m_relayed == Relayed::All)
        m_mailbox.inbound.port = m_relay->port();
    if (change)
        change(m_mailbox);
    const auto saved = m_office->connectMailbox(m_mailbox, password);
    m_mailbox = saved.value_or(m_mailbox);
    return saved;
}

domain::Mailbox MailWorld::fields() const
{
    domain::Mailbox mailbox;
    mailbox.address = analysts;
    describe(mailbox);
    return mailbox;
}

bool MailWorld::waitInSync()
{
    // A pass that is under way began too early to count. One follows the other, so the second to end from now on began
    // after now. What the engine last said may be older than what it did.
    UtcMs after = SystemClock().nowMs();
    for (int passes = 0; passes < 2; ++passes) {
        m_office->engine()->syncNow(m_mailbox.id);
        if (!m_office->waitInSync(m_mailbox.id, after))
            return false;
        after = m_office->status(m_mailbox.id).value_or(domain::FeedStatus{}).lastSuccessAt + 1;
    }
    return true;
}

void MailWorld::nudge()
{
    if (!pushes())
        m_office->engine()->syncNow(m_mailbox.id);
}

void MailWorld::nudgeFolders()
{
    if (!pushesFolders())
        m_office->engine()->syncNow(m_mailbox.id);
}

QStringList MailWorld::copies()
{
    const auto lines = await(m_office->store()->read([](store::Session &session) -> Result<QStringList> {
        QStringList list;
        auto rows = session.rows(QStringLiteral(
            "SELECT m.message_id_header, CASE f.role WHEN 'inbox' THEN 'INBOX' WHEN 'sent' THEN 'Sent' ELSE f.path "
            "END, "
            "CASE c.seen WHEN 1 THEN ' seen' ELSE '' END, CASE c.answered WHEN 1 THEN ' answered' ELSE '' END, "
            "CASE WHEN c.vanished_at IS NULL THEN '' ELSE ' gone' END, "
            "CASE WHEN c.remote_id IS NULL THEN ' void' ELSE '' END FROM message_copy c "
            "JOIN message m ON m.id = c.message_id JOIN folder f ON f.id = c.folder_id"));
        for (store::Row &row : rows) {
            QString line = row.text() + QLatin1Char(' ');
            for (int i = 0; i < 5; ++i)
                line += row.text();
            list << line;
        }
        list.sort();
        return session.answer(list);
    }));
    return lines.value_or(QStringList{QString::fromUtf8(why(lines))});
}

bool MailWorld::selectFolders(const QStringList &paths)
{
    const auto known = await(m_office->store()->read(
        [id = m_mailbox.id](store::Session &session) { return store::Folders(session).list(id); }));
    QList<FolderId> chosen;
    for (const domain::Folder &folder : known.value_or(QList<domain::Folder>()))
        if (folder.remote.role == domain::FolderRole::Inbox || folder.remote.role == domain::FolderRole::Sent
            || (paths.contains(folder.remote.path) && !folder.vanished))
            chosen << folder.id;
    desk::MailboxDesk desk(m_office->context());
    return chosen.size() == paths.size() + 2 && await(desk.selectFolders(m_mailbox.id, chosen)).has_value();
}

Result<domain::OutboxMail> MailWorld::outboxMail(OutboxId id)
{
    return await(m_office->store()->read([id](store::Session &session) { return store::Outbox(session).find(id); }));
}

} // namespace liaison::test
