#include "core/store/mailboxes.h"
#include "tests/servers/server_world.h"
#include "tests/support/await.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison;
using namespace liaison::test;

/// Many folders over one connection: a real Dovecot tells of each by NOTIFY (RFC 5465).
class TestNotifyServers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void mailInAnyFolderIsPushed();
    void withoutNotifyTheOthersWaitForTheirTurn();

private:
    /// A mailbox that reads its Inbox and two folders more, all in sync; nullopt where that fails.
    std::optional<domain::Mailbox> connect(ServerWorld &world, int pollSeconds, const QString &dovecotExtra = {});
};

namespace {

const QString cases = QStringLiteral("Cases");
const QString reports = QStringLiteral("Reports");

QByteArray mailNo(int n)
{
    const QByteArray number = QByteArray::number(n);
    return mailToAnalysts(finance, QStringLiteral("Mail %1").arg(n), "notify-" + number + "@bu.test", {},
                          "Text " + number + "\r\n");
}

} // namespace

void TestNotifyServers::init()
{
    REQUIRE_SERVER(MailHost::missing().isEmpty(), "Dovecot or Exim is not installed");
}

std::optional<domain::Mailbox> TestNotifyServers::connect(ServerWorld &world, int pollSeconds,
                                                          const QString &dovecotExtra)
{
    world.tls = serverCertificate(world.certificates.path(), QStringLiteral("localhost"));
    const QByteArray failure = world.start(
        {}, QStringLiteral("recipient_delimiter = +\nlmtp_save_to_detail_mailbox = yes\n") + dovecotExtra);
    if (!failure.isEmpty()) {
        qWarning("%s", failure.constData());
        return std::nullopt;
    }
    const QString made
        = world.host->imap(analysts, {{QStringLiteral("create"), cases}, {QStringLiteral("create"), reports}});
    const auto mailbox
        = world.office->connectMailbox(*world.host, analysts, analystsPassword, domain::Security::Tls, world.tls.ca,
                                       [=](domain::Mailbox &box) { box.pollSeconds = pollSeconds; });
    if (!made.isEmpty() || !mailbox || !world.office->waitInSync(mailbox->id, 1))
        return std::nullopt;
    const auto folders = await(world.office->store()->read(
        [id = mailbox->id](store::Session &session) { return store::Folders(session).list(id); }));
    QList<FolderId> selected;
    for (const domain::Folder &folder : folders.value_or(QList<domain::Folder>())) {
        if (folder.remote.role == domain::FolderRole::Inbox || folder.remote.path == cases
            || folder.remote.path == reports)
            selected << folder.id;
    }
    const UtcMs before = SystemClock().nowMs();
    const auto chosen = await(desk::MailboxDesk(world.office->context()).selectFolders(mailbox->id, selected));
    if (selected.size() != 3 || !chosen || !world.office->waitInSync(mailbox->id, before))
        return std::nullopt;
    return *mailbox;
}

void TestNotifyServers::mailInAnyFolderIsPushed()
{
    ServerWorld world;
    // Polling could not bring it within this test.
    const auto mailbox = connect(world, 86'400);
    QVERIFY(mailbox);
    int n = 0;
    // Each folder twice: reading one selects it, and the others are watched all the same afterwards.
    for (const QString &folder : {reports, cases, reports, QStringLiteral("INBOX"), cases, QStringLiteral("INBOX")}) {
        QCOMPARE(world.host->deliver(analysts, mailNo(++n), folder), QString());
        QTRY_COMPARE_WITH_TIMEOUT(world.office->unmatched()->size(), n, 60'000);
    }
    // Two at once lose neither.
    QCOMPARE(world.host->deliver(analysts, mailNo(++n), reports), QString());
    QCOMPARE(world.host->deliver(analysts, mailNo(++n), cases), QString());
    QTRY_COMPARE_WITH_TIMEOUT(world.office->unmatched()->size(), n, 60'000);
    // After a loss of the connection, too; what came meanwhile is found by the first pass.
    world.host->killDovecot();
    QVERIFY(world.host->startDovecot());
    QCOMPARE(world.host->deliver(analysts, mailNo(++n), reports), QString());
    QTRY_COMPARE_WITH_TIMEOUT(world.office->unmatched()->size(), n, 60'000);
    QCOMPARE(world.host->deliver(analysts, mailNo(++n), cases), QString());
    QTRY_COMPARE_WITH_TIMEOUT(world.office->unmatched()->size(), n, 60'000);
}

void TestNotifyServers::withoutNotifyTheOthersWaitForTheirTurn()
{
    ServerWorld world;
    const auto mailbox = connect(
        world, 5,
        QStringLiteral("imap_capability = IMAP4rev1 SASL-IR ENABLE IDLE UIDPLUS CONDSTORE QRESYNC ESEARCH\n"));
    QVERIFY(mailbox);
    QCOMPARE(world.host->deliver(analysts, mailNo(1), reports), QString());
    QTRY_COMPARE_WITH_TIMEOUT(world.office->unmatched()->size(), 1, 60'000);
    QCOMPARE(world.host->deliver(analysts, mailNo(2), QStringLiteral("INBOX")), QString());
    QTRY_COMPARE_WITH_TIMEOUT(world.office->unmatched()->size(), 2, 60'000);
}

LIAISON_TEST(TestNotifyServers)
#include "tst_notify_servers.moc"
