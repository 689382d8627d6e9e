#include "core/desk/mailbox_desk.h"
#include "core/store/mailboxes.h"
#include "core/transport/imap_source.h"
#include "tests/servers/server_world.h"
#include "tests/support/await.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison;
using namespace liaison::test;
using transport::ImapTimings;

namespace {

domain::RemoteFolder folderNamed(const QString &name)
{
    domain::RemoteFolder folder;
    folder.remoteId = name;
    folder.role = name == QLatin1String("INBOX") ? domain::FolderRole::Inbox : domain::FolderRole::None;
    return folder;
}

QByteArray mailNo(int n)
{
    return mailToAnalysts(finance, QStringLiteral("Mail %1").arg(n), "m" + QByteArray::number(n) + "@bu.test", {},
                          QByteArray(40'000, 'x').replace(70, 2, "\r\n") + "\r\n");
}

} // namespace

/// What the adapter says to a real Dovecot beyond the base of IMAP.
class TestImapServers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void qresyncTellsTheDelta();
    void compressedMailIsTheSame();
    void aStalledConnectionIsNoticed();
    void renamedAndDeletedFolders();

private:
    struct Read {
        QByteArray cursor;
        QHash<QString, QByteArray> mails;
        QHash<QString, transport::MailFlags> flags;
        QStringList vanished;
    };
    transport::Account account()
    {
        transport::Account out;
        out.mailbox.address = analysts;
        out.mailbox.inbound.host = QStringLiteral("localhost");
        out.mailbox.inbound.port = m_host->imapsPort();
        out.mailbox.inbound.trustedCaFile = m_tls.ca;
        out.inboundSecret = Secret::fromText(analystsPassword);
        m_trace.clear();
        out.trace = [this](const QString &line) { m_trace << line; };
        return out;
    }
    QByteArray startHost(const QString &extra = {})
    {
        m_tls = serverCertificate(m_dir.path(), QStringLiteral("localhost"));
        m_host = std::make_unique<MailHost>(MailHost::Options{m_tls, {{analysts, analystsPassword}}, extra, {}});
        return m_host->startDovecot() ? QByteArray() : m_host->failure().toUtf8();
    }
    static QByteArray sync(transport::ImapSource &source, Read &read)
    {
        for (bool more = true; more;) {
            const auto page = await(source.changes({folderNamed(QStringLiteral("INBOX")), read.cursor}, {}));
            if (!page)
                return why(page);
            for (const transport::RemoteMail &mail : page->arrived) {
                read.mails.insert(mail.remoteId, mail.raw);
                read.flags.insert(mail.remoteId, mail.flags);
            }
            for (const transport::FlagChange &change : page->flags)
                read.flags.insert(change.remoteId, change.flags);
            for (const QString &gone : page->vanished)
                read.mails.remove(gone);
            read.vanished += page->vanished;
            read.cursor = page->next;
            more = page->more;
        }
        return {};
    }
    [[nodiscard]] qsizetype said(const QString &words) const { return m_trace.filter(words).size(); }

    QTemporaryDir m_dir;
    TlsFiles m_tls;
    std::unique_ptr<MailHost> m_host;
    QStringList m_trace;
};

void TestImapServers::init()
{
    REQUIRE_SERVER(MailHost::missing().isEmpty(), "Dovecot or Exim is not installed");
}

void TestImapServers::qresyncTellsTheDelta()
{
    const QByteArray failure = startHost();
    QVERIFY2(failure.isEmpty(), failure);
    for (int i = 1; i <= 30; ++i)
        m_host->drop(analysts, mailNo(i));
    Read read;
    {
        transport::ImapSource source(account());
        const QByteArray error = sync(source, read);
        QVERIFY2(error.isEmpty(), error);
    }
    QCOMPARE(read.mails.size(), 30);
    const QString changed = m_host->imap(
        analysts,
        {{QStringLiteral("select"), QStringLiteral("INBOX")},
         {QStringLiteral("store"), QStringLiteral("3,7"), QStringLiteral("+FLAGS"), QStringLiteral("(\\Deleted)")},
         {QStringLiteral("expunge")},
         {QStringLiteral("store"), QStringLiteral("10"), QStringLiteral("+FLAGS"),
          QStringLiteral("(\\Seen \\Answered)")}});
    QVERIFY2(changed.isEmpty(), qPrintable(changed));
    m_host->drop(analysts, mailNo(31));
    transport::ImapSource source(account());
    const QByteArray error = sync(source, read);
    QVERIFY2(error.isEmpty(), error);
    QCOMPARE(read.mails.size(), 29);
    QCOMPARE(read.vanished.size(), 2);
    const auto answered = std::count_if(read.flags.cbegin(), read.flags.cend(),
                                        [](const transport::MailFlags &flags) { return flags.answered && flags.seen; });
    QCOMPARE(answered, 1);
    QCOMPARE(said(QStringLiteral("(QRESYNC (")), 1);
    QCOMPARE(said(QStringLiteral("S: * VANISHED")), 1);
    QCOMPARE(said(QStringLiteral("CHANGEDSINCE")), 0);
}

void TestImapServers::compressedMailIsTheSame()
{
    const QByteArray failure = startHost(QStringLiteral("protocol imap {\n  mail_plugins = zlib imap_zlib\n}\n"));
    QVERIFY2(failure.isEmpty(), failure);
    for (int i = 1; i <= 20; ++i)
        m_host->drop(analysts, mailNo(i));
    Read plain;
    Read squeezed;
    ImapTimings timings;
    timings.compressFromMs = 60'000; // no link is that slow
    transport::ImapSource fast(account(), timings);
    QByteArray error = sync(fast, plain);
    QVERIFY2(error.isEmpty(), error);
    QCOMPARE(said(QStringLiteral("COMPRESS DEFLATE")), 0);
    timings.compressFromMs = 0;
    transport::ImapSource slow(account(), timings);
    error = sync(slow, squeezed);
    QVERIFY2(error.isEmpty(), error);
    QCOMPARE(said(QStringLiteral("COMPRESS DEFLATE")), 1);
    QCOMPARE(said(QStringLiteral("compressed from here on")), 1);
    QCOMPARE(squeezed.mails.size(), 20);
    QVERIFY(squeezed.mails == plain.mails);
    // Both directions: what is filed through it arrives whole.
    const auto filed = await(slow.append(folderNamed(QStringLiteral("Sent")), mailNo(77), {}, {}));
    QVERIFY2(filed, why(filed));
    QCOMPARE(m_host->delivered(analysts, QStringLiteral("Sent")).size(), 1);
    QByteArray kept = m_host->delivered(analysts, QStringLiteral("Sent")).first();
    QCOMPARE(kept.replace('\n', "\r\n"), mailNo(77)); // Dovecot's Maildir has LF alone
}

void TestImapServers::aStalledConnectionIsNoticed()
{
    const QByteArray failure = startHost();
    QVERIFY2(failure.isEmpty(), failure);
    ImapTimings timings;
    timings.idleRenewMs = 300;
    timings.idleAnswerMs = 700;
    transport::ImapSource source(account(), timings);
    const auto hint = source.waitForHint({folderNamed(QStringLiteral("INBOX"))}, {});
    QTRY_VERIFY_WITH_TIMEOUT(said(QStringLiteral("C: DONE")) > 0, 30'000); // it was renewed at least once
    QVERIFY(!hint.isFinished());
    m_host->freezeDovecot(true);
    const auto ended = await(hint);
    m_host->freezeDovecot(false);
    QVERIFY(!ended);
    QCOMPARE(ended.error().kind, ErrorKind::TimedOut);
    // The next operation has a new connection.
    const auto folders = await(source.folders({}));
    QVERIFY2(folders, why(folders));
}

void TestImapServers::renamedAndDeletedFolders()
{
    ServerWorld world;
    world.tls = serverCertificate(world.certificates.path(), QStringLiteral("localhost"));
    const QByteArray failure = world.start();
    QVERIFY2(failure.isEmpty(), failure);
    for (const char *name : {"Old cases", "Doomed"}) {
        const QString made = world.host->imap(
            analysts, {{QStringLiteral("create"), QLatin1Char('"') + QLatin1String(name) + QLatin1Char('"')}});
        QVERIFY2(made.isEmpty(), qPrintable(made));
    }
    world.host->drop(analysts, mailNo(1), QStringLiteral("Old cases"));
    world.host->drop(analysts, mailNo(2), QStringLiteral("Doomed"));
    world.host->drop(analysts, mailNo(3));
    const auto mailbox
        = world.office->connectMailbox(*world.host, analysts, analystsPassword, domain::Security::Tls, world.tls.ca);
    QVERIFY2(mailbox, why(mailbox));
    QTRY_COMPARE_WITH_TIMEOUT(world.office->unmatched()->size(), 1, 60'000);
    const auto folders = [&] {
        return await(world.office->store()->read(
                         [id = mailbox->id](store::Session &session) { return store::Folders(session).list(id); }))
            .value_or(QList<domain::Folder>());
    };
    const auto folder = [&](const QString &path) {
        for (const domain::Folder &each : folders()) {
            if (each.remote.path == path)
                return std::optional(each);
        }
        return std::optional<domain::Folder>();
    };
    QList<FolderId> selected;
    for (const domain::Folder &each : folders())
        selected << each.id;
    QVERIFY(folder(QStringLiteral("Old cases")) && folder(QStringLiteral("Doomed")));
    const auto chosen = await(desk::MailboxDesk(world.office->context()).selectFolders(mailbox->id, selected));
    QVERIFY2(chosen, why(chosen));
    QTRY_COMPARE_WITH_TIMEOUT(world.office->unmatched()->size(), 3, 60'000);

    const QString changed
        = world.host->imap(analysts,
                           {{QStringLiteral("rename"), QStringLiteral("\"Old cases\""), QStringLiteral("Cases")},
                            {QStringLiteral("delete"), QStringLiteral("Doomed")}});
    QVERIFY2(changed.isEmpty(), qPrintable(changed));
    world.office->engine()->syncNow(mailbox->id);
    QTRY_VERIFY_WITH_TIMEOUT(folder(QStringLiteral("Doomed"))->vanished, 60'000);
    QTRY_VERIFY_WITH_TIMEOUT(folder(QStringLiteral("Cases")).has_value(), 60'000);
    QVERIFY(folder(QStringLiteral("Old cases"))->vanished);
    // What was read is evidence and stays, once; the mailbox goes on and says which folder is missing.
    world.host->drop(analysts, mailNo(4));
    QTRY_COMPARE_WITH_TIMEOUT(world.office->unmatched()->size(), 4, 60'000);
    QVERIFY(world.office->waitForState(mailbox->id, domain::FeedState::Running));
    QTRY_VERIFY(world.office->status(mailbox->id)->error.has_value());
    QCOMPARE(world.office->status(mailbox->id)->error->kind, ErrorKind::FolderMissing);
    // Reading the renamed folder doubles nothing.
    const auto renamed
        = await(desk::MailboxDesk(world.office->context())
                    .selectFolders(mailbox->id, selected + QList<FolderId>{folder(QStringLiteral("Cases"))->id}));
    QVERIFY2(renamed, why(renamed));
    world.host->drop(analysts, mailNo(5), QStringLiteral("Cases"));
    QTRY_COMPARE_WITH_TIMEOUT(world.office->unmatched()->size(), 5, 60'000);
}

LIAISON_TEST(TestImapServers)
#include "tst_imap_servers.moc"
