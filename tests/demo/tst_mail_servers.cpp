#include "app/demo/demo_server.h"
#include "app/demo/imap_wire.h"
#include "core/transport/account.h"
#include "core/transport/mail_sink.h"
#include "core/transport/mail_source.h"
#include "tests/support/await.h"
#include "tests/support/certificates.h"
#include "tests/support/mail_host.h"
#include "tests/support/test_registry.h"

#include <QDateTime>
#include <QFile>
#include <QProcess>

using namespace liaison;
using namespace liaison::test;

namespace {

const QString us = QStringLiteral("incident-response@nordhafen.example");
const QString password = QStringLiteral("harbour tide 42");

QByteArray mailNumber(int n)
{
    return "From: a@unit.example\r\nTo: " + us.toLatin1() + "\r\nSubject: n" + QByteArray::number(n)
        + "\r\nMessage-ID: <n" + QByteArray::number(n) + "@unit.example>\r\n\r\nText " + QByteArray::number(n)
        + ".\r\n";
}

/// A mail server that a MailSource and a MailSink can be pointed at.
class Server {
public:
    virtual ~Server() = default;
    virtual QByteArray start() = 0; ///< empty, or why not
    virtual transport::Account account() = 0;
    virtual void drop(const QByteArray &raw) = 0; ///< into our Inbox
};

class DemoUnderTest final : public Server {
public:
    QByteArray start() override
    {
        demo::World world;
        world.team = {{}, us};
        m_server = std::make_unique<demo::DemoServer>(demo::DemoServer::Options{world, password, false, 0});
        const auto address = await(m_server->start());
        if (!address)
            return why(address);
        m_address = *address;
        QFile file(caFile());
        return file.open(QIODevice::WriteOnly) && file.write(m_address.certificatePem) > 0 ? QByteArray() : "no file";
    }
    transport::Account account() override
    {
        transport::Account account;
        account.mailbox.address = us;
        account.mailbox.inbound.host = QStringLiteral("127.0.0.1");
        account.mailbox.inbound.port = m_address.imap;
        account.mailbox.inbound.trustedCaFile = caFile();
        account.mailbox.outbound = account.mailbox.inbound;
        account.mailbox.outbound.protocol = domain::Protocol::Smtp;
        account.mailbox.outbound.port = m_address.smtp;
        account.inboundSecret = account.outboundSecret = Secret::fromText(password);
        return account;
    }
    void drop(const QByteArray &raw) override { m_server->deliver(raw, QDateTime::currentMSecsSinceEpoch()); }
    demo::DemoServer *server() { return m_server.get(); }
    [[nodiscard]] QString caFile() const { return m_dir.filePath(QStringLiteral("server.pem")); }
    [[nodiscard]] demo::DemoServer::Address address() const { return m_address; }

private:
    QTemporaryDir m_dir;
    std::unique_ptr<demo::DemoServer> m_server;
    demo::DemoServer::Address m_address;
};

/// The demo again, as an Exchange.
class ExchangeUnderTest final : public Server {
public:
    QByteArray start() override { return m_demo.start(); }
    transport::Account account() override
    {
        transport::Account account = m_demo.account();
        account.mailbox.inbound.protocol = domain::Protocol::Ews;
        account.mailbox.inbound.port = m_demo.address().exchange;
        account.mailbox.inbound.signIn = domain::SignIn::PlainPassword;
        account.mailbox.outbound = account.mailbox.inbound;
        account.mailbox.outbound.signIn = domain::SignIn::AsInbound;
        return account;
    }
    void drop(const QByteArray &raw) override { m_demo.drop(raw); }

private:
    DemoUnderTest m_demo;
};

class HostUnderTest final : public Server {
public:
    QByteArray start() override
    {
        CertificateMaker maker(m_dir.path());
        const CertificateFiles files = maker.leaf(QStringLiteral("server"));
        m_ca = maker.caFile();
        m_host = std::make_unique<MailHost>(
            MailHost::Options{{files.certificate, files.key, m_ca}, {{us, password}}, {}, {}});
        return m_host->start() ? QByteArray() : m_host->failure().toUtf8();
    }
    transport::Account account() override
    {
        transport::Account account;
        account.mailbox.address = us;
        account.mailbox.inbound.host = QStringLiteral("localhost");
        account.mailbox.inbound.port = m_host->imapsPort();
        account.mailbox.inbound.trustedCaFile = m_ca;
        account.mailbox.outbound = account.mailbox.inbound;
        account.mailbox.outbound.protocol = domain::Protocol::Smtp;
        account.mailbox.outbound.port = m_host->smtpsPort();
        account.inboundSecret = account.outboundSecret = Secret::fromText(password);
        return account;
    }
    void drop(const QByteArray &raw) override { m_host->drop(us, raw); }

private:
    QTemporaryDir m_dir;
    QString m_ca;
    std::unique_ptr<MailHost> m_host;
};

} // namespace

/// One suite for mail servers: what the engine needs of one, asked of the demo's and of real ones.
class TestMailServers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void listsFolders_data() { servers(); }
    void listsFolders();
    void newMailFlagsAndNothingNew_data() { servers(); }
    void newMailFlagsAndNothingNew();
    void filesAndFinds_data() { servers(); }
    void filesAndFinds();
    void tellsOfNewMail_data() { servers(); }
    void tellsOfNewMail();
    void takesMail_data() { servers(); }
    void takesMail();
    void refusesAWrongPassword_data() { servers(); }
    void refusesAWrongPassword();
    void talksToOtherClients();

private:
    static void servers();
    domain::RemoteFolder folder(domain::FolderRole role);
    Result<transport::ChangePage> changes(const QByteArray &cursor);

    std::unique_ptr<Server> m_server;
    std::unique_ptr<transport::TransportFactory> m_transport = transport::networkTransport();
    std::unique_ptr<transport::MailSource> m_source;
};

void TestMailServers::servers()
{
    QTest::addColumn<bool>("demo");
    QTest::newRow("demo") << true;
    QTest::newRow("the demo's Exchange") << true;
    QTest::newRow("Dovecot and Exim") << false;
}

void TestMailServers::init()
{
    if (!QTest::currentDataTag())
        return;
    const QByteArray tag = QTest::currentDataTag();
    const bool demo = tag.contains("demo");
    if (!demo)
        REQUIRE_SERVER(MailHost::missing().isEmpty(), "Dovecot or Exim is not installed");
    if (tag.contains("Exchange"))
        m_server = std::make_unique<ExchangeUnderTest>();
    else if (demo)
        m_server = std::make_unique<DemoUnderTest>();
    else
        m_server = std::make_unique<HostUnderTest>();
    const QByteArray failure = m_server->start();
    QVERIFY2(failure.isEmpty(), failure);
    auto source = m_transport->source(m_server->account());
    QVERIFY(source);
    m_source = std::move(*source);
}

void TestMailServers::cleanup()
{
    if (m_source)
        m_source->shutDown();
    m_source.reset();
    m_server.reset();
}

domain::RemoteFolder TestMailServers::folder(domain::FolderRole role)
{
    const auto folders = await(m_source->folders({}));
    for (const domain::RemoteFolder &one : folders.value_or(QList<domain::RemoteFolder>())) {
        if (one.role == role)
            return one;
    }
    return {};
}

Result<transport::ChangePage> TestMailServers::changes(const QByteArray &cursor)
{
    return await(m_source->changes({folder(domain::FolderRole::Inbox), cursor}, {}));
}

void TestMailServers::listsFolders()
{
    using domain::FolderRole;
    for (const FolderRole role : {FolderRole::Inbox, FolderRole::Sent, FolderRole::Junk})
        QVERIFY2(!folder(role).remoteId.isEmpty(), qPrintable(domain::toString(role)));
}

void TestMailServers::newMailFlagsAndNothingNew()
{
    m_server->drop(mailNumber(1));
    m_server->drop(mailNumber(2));
    const auto first = changes({});
    QVERIFY2(first, why(first));
    QCOMPARE(first->arrived.size(), 2);
    QVERIFY(first->arrived.at(0).raw.contains("Subject: n2") && first->arrived.at(1).raw.contains("Subject: n1"));
    QVERIFY(!first->arrived.at(0).flags.seen && first->arrived.at(0).internalDate > 0);

    const auto nothing = changes(first->next);
    QVERIFY2(nothing, why(nothing));
    QVERIFY(nothing->arrived.isEmpty() && nothing->flags.isEmpty() && nothing->vanished.isEmpty());

    const auto inbox = folder(domain::FolderRole::Inbox);
    const auto flagged = await(
        m_source->setFlag(inbox, first->arrived.at(0).remoteId, transport::MailSource::Flag::Answered, true, {}));
    QVERIFY2(flagged, why(flagged));
    m_server->drop(mailNumber(3));
    const auto next = changes(nothing->next);
    QVERIFY2(next, why(next));
    QCOMPARE(next->arrived.size(), 1);
    QVERIFY(next->arrived.first().raw.contains("Subject: n3"));
    QCOMPARE(next->flags.size(), 1);
    QCOMPARE(next->flags.first().remoteId, first->arrived.at(0).remoteId);
    QVERIFY(next->flags.first().flags.answered && !next->flags.first().flags.seen);
}

void TestMailServers::filesAndFinds()
{
    const auto sent = folder(domain::FolderRole::Sent);
    transport::MailFlags flags;
    flags.seen = true;
    QCOMPARE(await(m_source->contains(sent, QStringLiteral("n7@unit.example"), {})).value_or(true), false);
    const auto filed = await(m_source->append(sent, mailNumber(7), flags, {}));
    QVERIFY2(filed, why(filed));
    QVERIFY(!filed->isEmpty()); // UIDPLUS
    QCOMPARE(await(m_source->contains(sent, QStringLiteral("n7@unit.example"), {})).value_or(false), true);
    const auto page = await(m_source->changes({sent, {}}, {}));
    QVERIFY2(page, why(page));
    QCOMPARE(page->arrived.size(), 1);
    QCOMPARE(page->arrived.first().remoteId, *filed);
    QVERIFY(page->arrived.first().flags.seen);
    QCOMPARE(page->arrived.first().raw, mailNumber(7));
}

void TestMailServers::tellsOfNewMail()
{
    const auto inbox = folder(domain::FolderRole::Inbox);
    const auto hint = m_source->waitForHint({inbox}, {});
    // Whether it idles already cannot be seen from here: mail comes until it is told of.
    int n = 0;
    QTRY_VERIFY_WITH_TIMEOUT((m_server->drop(mailNumber(++n)), hint.isFinished()), 60'000);
    QVERIFY2(hint.result(), why(hint.result()));
}

void TestMailServers::takesMail()
{
    auto sink = m_transport->sink(m_server->account());
    QVERIFY(sink);
    const auto checked = await((*sink)->check({}));
    QVERIFY2(checked, why(checked));
    QByteArray raw = mailNumber(9) + ".\r\n..two\r\nend\r\n";      // dots at the beginning of lines
    raw.replace("From: a@unit.example", "From: " + us.toLatin1()); // Exchange lets nobody write as others
    const auto receipt = await((*sink)->send({us, {us}, raw}, {}));
    QVERIFY2(receipt, why(receipt));
    QVERIFY(receipt->refused.isEmpty());
    (*sink)->shutDown();
    QByteArray arrived;
    const auto look = [&] {
        const auto page = changes({});
        arrived = page && !page->arrived.isEmpty() ? page->arrived.first().raw : QByteArray();
        return !arrived.isEmpty();
    };
    QTRY_VERIFY_WITH_TIMEOUT(look(), 60'000);
    QVERIFY2(arrived.endsWith("Text 9.\r\n.\r\n..two\r\nend\r\n"), arrived);
}

void TestMailServers::refusesAWrongPassword()
{
    transport::Account account = m_server->account();
    account.inboundSecret = account.outboundSecret = Secret::fromText(QStringLiteral("wrong"));
    auto source = m_transport->source(account);
    auto sink = m_transport->sink(account);
    QVERIFY(source && sink);
    const auto folders = await((*source)->folders({}));
    QVERIFY(!folders && folders.error().kind == ErrorKind::AuthenticationFailed);
    const auto checked = await((*sink)->check({}));
    QVERIFY(!checked && checked.error().kind == ErrorKind::AuthenticationFailed);
}

/// Python's imaplib and smtplib know nothing of what Liaison expects.
void TestMailServers::talksToOtherClients()
{
    DemoUnderTest demo;
    const QByteArray failure = demo.start();
    QVERIFY2(failure.isEmpty(), failure);
    static const char script[] = R"py(
import imaplib, smtplib, ssl, sys
imap, smtp, ca, user, password = int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:]
trust = ssl.create_default_context(cafile=ca)
with smtplib.SMTP_SSL("127.0.0.1", smtp, context=trust) as s:
    s.login(user, password)
    s.sendmail(user, [user], b"Subject: =?utf-8?q?gr=C3=BC=C3=9Fe?=\r\n\r\n.dot\r\n")
m = imaplib.IMAP4_SSL("127.0.0.1", imap, ssl_context=trust)
m.login(user, password)
def ok(answer, what):
    if answer[0] != "OK": sys.exit("%s: %r" % (what, answer))
    return answer[1]
ok(m.namespace(), "namespace")
assert any(b"\\Sent" in l for l in ok(m.list(), "list"))
assert ok(m.select("INBOX"), "select") == [b"1"]
data = ok(m.fetch("1", "(FLAGS BODY[])"), "fetch")
assert data[0][1].endswith(b"\r\n\r\n.dot\r\n"), data
assert ok(m.search(None, "UNSEEN"), "search") == [b""]  # BODY[] marks it
ok(m.append("Archive", "(\\Flagged)", imaplib.Time2Internaldate(86400 * 365), b"Subject: old\r\n\r\nx\r\n"), "append")
ok(m.uid("COPY", "1", "Archive"), "copy")
ok(m.uid("STORE", "1", "+FLAGS", "(\\Deleted)"), "store")
ok(m.expunge(), "expunge")
assert ok(m.select("Archive", readonly=True), "examine") == [b"2"]
assert ok(m.uid("SEARCH", "OR", "SUBJECT", "old", "FROM", "nobody"), "search") == [b"1"]
assert ok(m.search(None, "BEFORE", "2-Jan-1980", "NOT", "SEEN"), "search") == [b"1"]
assert b'"01-Jan-1971 00:00:00 +0000"' in ok(m.fetch("1", "(INTERNALDATE)"), "date")[0]
assert m.select("nowhere")[0] == "NO"
m.logout()
)py";
    QProcess python;
    python.start(QStringLiteral("python3"),
                 {QStringLiteral("-c"), QString::fromLatin1(script), QString::number(demo.address().imap),
                  QString::number(demo.address().smtp), demo.caFile(), us, password});
    QVERIFY(QTest::qWaitFor([&] { return python.state() == QProcess::NotRunning; }, 60'000));
    const QByteArray said = python.readAllStandardError();
    QVERIFY2(python.exitCode() == 0, said);
}

LIAISON_TEST(TestMailServers)
#include "tst_mail_servers.moc"
