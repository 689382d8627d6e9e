#include "core/transport/account.h"
#include "core/transport/mail_sink.h"
#include "core/transport/mail_source.h"
#include "exchange_world.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <algorithm>

using namespace liaison;
using namespace liaison::test;
using namespace liaison::transport;
using domain::FolderRole;
using domain::RemoteFolder;

namespace {

const QString shared = QStringLiteral("shared@nordhafen.example");
const QString stranger = QStringLiteral("private@nordhafen.example");

/// One of the server's mailboxes, opened by the team with its own password.
Account accountOf(const ExchangeWorld &world, const QString &address)
{
    Account account;
    account.mailbox.uuid = QUuid::createUuid();
    account.mailbox.address = address;
    account.mailbox.inbound = {domain::Protocol::Ews,
                               QStringLiteral("127.0.0.1"),
                               world.address().exchange,
                               domain::Security::None,
                               domain::SignIn::PlainPassword,
                               team,
                               {},
                               {}};
    account.mailbox.outbound = account.mailbox.inbound;
    account.mailbox.outbound.signIn = domain::SignIn::AsInbound;
    account.inboundSecret = Secret::fromText(teamPassword);
    return account;
}

RemoteFolder folderOf(const QList<RemoteFolder> &folders, FolderRole role)
{
    const auto found = std::find_if(folders.cbegin(), folders.cend(),
                                    [role](const RemoteFolder &folder) { return folder.role == role; });
    return found == folders.cend() ? RemoteFolder() : *found;
}

QByteArray reply()
{
    return "From: " + shared.toUtf8() + "\r\nTo: " + stranger.toUtf8()
        + "\r\nSubject: Answer\r\nMessage-ID: <answer@nordhafen.example>\r\n\r\nText.\r\n";
}

} // namespace

/// A mailbox that is shared with whoever signs in, through the adapters: everything happens there, and nothing in the
/// mailbox of the one who signed in.
class TestExchangeShared : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void isRead();
    void isSentFrom();
    void tellsOfNewMail();
    void isClosedToOthers();

private:
    std::unique_ptr<ExchangeWorld> m_world;
    std::unique_ptr<TransportFactory> m_factory;
};

void TestExchangeShared::init()
{
    demo::DemoServer::Options options;
    options.plainExchange = true;
    options.exchange.delegates = {{shared, {team}}};
    m_world = std::make_unique<ExchangeWorld>(QStringLiteral("Exchange2019"), options);
    START_EXCHANGE(*m_world);
    QVERIFY(m_world->office([](demo::PostOffice &office) {
        office.addMailbox(shared, QStringLiteral("x"))->append(QStringLiteral("INBOX"), mail(1), 0, {});
        office.addMailbox(stranger, QStringLiteral("x"));
    }));
    m_factory = networkTransport();
}

void TestExchangeShared::isRead()
{
    m_world->drop(7); // to the team itself
    const auto source = m_factory->source(accountOf(*m_world, shared));
    QVERIFY(source);
    const auto folders = await((*source)->folders({}));
    QVERIFY2(folders, liaison::test::why(folders));
    const RemoteFolder inbox = folderOf(*folders, FolderRole::Inbox);
    QVERIFY(!inbox.remoteId.isEmpty());
    const auto page = await((*source)->changes({inbox, {}}, {}));
    QVERIFY2(page, liaison::test::why(page));
    QCOMPARE(page->arrived.size(), 1);
    QCOMPARE(page->arrived.first().raw, mail(1));
    const QString id = page->arrived.first().remoteId;
    const auto marked = await((*source)->setFlag(inbox, id, MailSource::Flag::Seen, true, {}));
    QVERIFY2(marked, liaison::test::why(marked));
    const auto filed = await((*source)->append(inbox, mail(2), {}, {}));
    QVERIFY2(filed, liaison::test::why(filed));
    const auto next = await((*source)->changes({inbox, page->next}, {}));
    QVERIFY2(next, liaison::test::why(next));
    QCOMPARE(next->arrived.size(), 1);

    const auto own = m_factory->source(accountOf(*m_world, team));
    const auto ownFolders = await((*own)->folders({}));
    QVERIFY2(ownFolders, liaison::test::why(ownFolders));
    const auto ownPage = await((*own)->changes({folderOf(*ownFolders, FolderRole::Inbox), {}}, {}));
    QVERIFY2(ownPage, liaison::test::why(ownPage));
    QCOMPARE(ownPage->arrived.size(), 1);
    QCOMPARE(ownPage->arrived.first().raw, mail(7));
    FITS_SCHEMA(*m_world);
}

void TestExchangeShared::isSentFrom()
{
    const auto sink = m_factory->sink(accountOf(*m_world, shared));
    QVERIFY(sink);
    const auto checked = await((*sink)->check({}));
    QVERIFY2(checked, liaison::test::why(checked));
    const auto sent = await((*sink)->send({shared, {stranger}, reply()}, {}));
    QVERIFY2(sent, liaison::test::why(sent));
    const auto isFiled = [this](const QString &address) {
        const auto source = m_factory->source(accountOf(*m_world, address));
        const auto folders = await((*source)->folders({}));
        const auto found
            = await((*source)->contains(folderOf(folders.value_or(QList<RemoteFolder>()), FolderRole::Sent),
                                        QStringLiteral("answer@nordhafen.example"), {}));
        return found ? (*found ? QByteArray("there") : QByteArray("not there")) : liaison::test::why(found);
    };
    QCOMPARE(isFiled(shared), QByteArray("there"));
    QCOMPARE(isFiled(team), QByteArray("not there"));
    FITS_SCHEMA(*m_world);
}

void TestExchangeShared::tellsOfNewMail()
{
    const auto source = m_factory->source(accountOf(*m_world, shared));
    const auto folders = await((*source)->folders({}));
    QVERIFY2(folders, liaison::test::why(folders));
    const RemoteFolder inbox = folderOf(*folders, FolderRole::Inbox);
    const auto hint = (*source)->waitForHint({inbox}, {});
    const auto streams = [this] {
        return await(
                   m_world->server()->askExchange([](demo::Exchange &exchange) { return exchange.diary.openStreams; }))
            .value_or(0);
    };
    QTRY_COMPARE(streams(), 1);
    QVERIFY(m_world->office(
        [](demo::PostOffice &office) { office.mailbox(shared)->append(QStringLiteral("INBOX"), mail(3), 0, {}); }));
    const auto told = await(hint);
    QVERIFY2(told, liaison::test::why(told));
    QCOMPARE(*told, QStringList{inbox.remoteId});
}

void TestExchangeShared::isClosedToOthers()
{
    const auto source = m_factory->source(accountOf(*m_world, stranger));
    const auto folders = await((*source)->folders({}));
    QVERIFY(!folders);
    QCOMPARE(folders.error().kind, ErrorKind::PermissionDenied);
    const auto sink = m_factory->sink(accountOf(*m_world, shared));
    Submission mail{stranger, {team}, reply().replace(shared.toUtf8(), stranger.toUtf8())};
    const auto sent = await((*sink)->send(mail, {}));
    QVERIFY(!sent);
    QCOMPARE(sent.error().kind, ErrorKind::SenderRefused);
}

LIAISON_TEST(TestExchangeShared)
#include "tst_exchange_shared.moc"
