#include "tests/contract/exchange_mail_world.h"
#include "tests/servers/check_world.h"
#include "tests/support/socks_server.h"
#include "tests/support/test_registry.h"

#include <QCryptographicHash>
#include <QFile>
#include <QSslCertificate>
#include <QTest>

#include <optional>

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;
using desk::MailboxDesk;
using domain::TestReport;
using domain::TestSide;
using domain::TestStepKind;

/// Mailboxes behind a real SOCKS 5 proxy: their servers' name is known to that alone.
class TestSocksServers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void mailGoesThroughIt_data();
    void mailGoesThroughIt();
    void exchangeIsReachedThroughIt();
    void oneThatWantsASignInIsSaid();
    void theSystemsMaySignIn_data();
    void theSystemsMaySignIn();
    void oneThatIsNotThereIsSaid();

private:
    [[nodiscard]] domain::ProxySettings proxy() const
    {
        return {domain::ProxyKind::Socks5, u"127.0.0.1"_s, m_socks.port()};
    }
    bool startMail();
    bool startExchange();
    /// Of the mail host, through the proxy.
    [[nodiscard]] MailboxDesk::SaveRequest mailFields(const domain::ProxySettings &proxy) const;
    /// As connect() would have it, through the proxy.
    void throughProxy(domain::Mailbox &mailbox, const domain::ProxySettings &proxy) const;
    TestReport runTest(Office &office, const MailboxDesk::SaveRequest &fields, TestSide side);
    /// What becomes of all three ways: reading and sending mail, reading on Exchange.
    QStringList ends(const domain::ProxySettings &proxy);

    const QString m_name = u"mail.corp.test"_s;
    SocksServer m_socks;
    std::unique_ptr<CheckWorld> m_mail;
    std::unique_ptr<ExchangeMailWorld> m_exchange;
    domain::Mailbox m_onExchange;
};

namespace {

/// Variables that programs take a system's proxy from, as they were before at the end.
class SystemProxy {
public:
    explicit SystemProxy(const QByteArray &url)
    {
        for (const QByteArray &name : names()) {
            m_before << (qEnvironmentVariableIsSet(name.constData()) ? std::optional(qgetenv(name.constData()))
                                                                     : std::nullopt);
            if (name.startsWith("no_"))
                qunsetenv(name.constData());
            else
                qputenv(name.constData(), url);
        }
    }
    ~SystemProxy()
    {
        const QList<QByteArray> all = names();
        for (qsizetype i = 0; i < all.size(); ++i) {
            if (m_before.at(i))
                qputenv(all.at(i).constData(), *m_before.at(i));
            else
                qunsetenv(all.at(i).constData());
        }
    }
    Q_DISABLE_COPY_MOVE(SystemProxy)

private:
    static QList<QByteArray> names() { return {"http_proxy", "https_proxy", "all_proxy", "no_proxy"}; }
    QList<std::optional<QByteArray>> m_before;
};

} // namespace

void TestSocksServers::initTestCase()
{
    REQUIRE_SERVER(SocksServer::missing().isEmpty(), "microsocks, unshare or mount is not installed");
    REQUIRE_SERVER(MailHost::missing().isEmpty(), "Dovecot or Exim is not installed");
}

void TestSocksServers::cleanup()
{
    m_exchange.reset();
    m_mail.reset();
    m_socks.stop();
}

bool TestSocksServers::startMail()
{
    m_mail = std::make_unique<CheckWorld>();
    m_mail->tls = serverCertificate(m_mail->certificates.path(), m_name);
    const QByteArray failure = m_mail->start();
    if (!failure.isEmpty())
        qWarning("%s", failure.constData());
    return failure.isEmpty();
}

bool TestSocksServers::startExchange()
{
    m_exchange = std::make_unique<ExchangeMailWorld>();
    const QByteArray failure = m_exchange->start();
    if (!failure.isEmpty())
        qWarning("%s", failure.constData());
    return failure.isEmpty();
}

MailboxDesk::SaveRequest TestSocksServers::mailFields(const domain::ProxySettings &proxy) const
{
    MailboxDesk::SaveRequest request = m_mail->request();
    throughProxy(request.mailbox, proxy);
    return request;
}

void TestSocksServers::throughProxy(domain::Mailbox &mailbox, const domain::ProxySettings &proxy) const
{
    for (domain::Endpoint *side : {&mailbox.inbound, &mailbox.outbound}) {
        side->host = m_name;
        side->proxy = proxy;
        if (side->protocol != domain::Protocol::Ews)
            continue;
        // The demo's certificate is of this computer's names: one that a person has accepted for this host.
        const auto certificates = QSslCertificate::fromPath(m_exchange->caFile());
        if (!certificates.isEmpty())
            side->pinnedSha256 = QString::fromLatin1(certificates.first().digest(QCryptographicHash::Sha256).toHex());
    }
}

TestReport TestSocksServers::runTest(Office &office, const MailboxDesk::SaveRequest &fields, TestSide side)
{
    return await(MailboxDesk(office.context()).test(fields, {side, false, 0}, nullptr, {}, {})).value_or(TestReport());
}

QStringList TestSocksServers::ends(const domain::ProxySettings &proxy)
{
    const MailboxDesk::SaveRequest mail = mailFields(proxy);
    MailboxDesk::SaveRequest exchange;
    exchange.mailbox = m_exchange->fields();
    throughProxy(exchange.mailbox, proxy);
    exchange.inboundSecret = Secret::fromText(analystsPassword);
    return {endOf(runTest(*m_mail->office, mail, TestSide::Inbound)),
            endOf(runTest(*m_mail->office, mail, TestSide::Outbound)),
            endOf(runTest(m_exchange->office(), exchange, TestSide::Inbound))};
}

void TestSocksServers::mailGoesThroughIt_data()
{
    QTest::addColumn<int>("security");
    QTest::newRow("TLS") << int(domain::Security::Tls);
    QTest::newRow("STARTTLS") << int(domain::Security::StartTls);
}

void TestSocksServers::mailGoesThroughIt()
{
    QFETCH(const int, security);
    const auto chosen = static_cast<domain::Security>(security);
    const bool tls = chosen == domain::Security::Tls;
    REQUIRE_SERVER(m_socks.start({m_name}), "no process may have a file of hosts of its own here");
    QVERIFY(startMail());
    const quint16 imap = tls ? m_mail->host->imapsPort() : m_mail->host->imapPort();
    const quint16 smtp = tls ? m_mail->host->smtpsPort() : m_mail->host->smtpPort();

    MailboxDesk::SaveRequest fields = m_mail->request(chosen);
    throughProxy(fields.mailbox, proxy());
    const TestReport reading = runTest(*m_mail->office, fields, TestSide::Inbound);
    QVERIFY2(reading.passed(), qPrintable(domain::testLog(reading)));
    // Whose address the connection has is the proxy's alone to know.
    QCOMPARE(reading.find(TestStepKind::Connect)->detail, u"socks5://127.0.0.1:%1"_s.arg(m_socks.port()));
    QVERIFY(m_socks.ledTo(m_name, imap));
    QVERIFY(!m_socks.ledTo(m_name, smtp));

    m_mail->host->drop(analysts, mailToAnalysts(finance, u"From outside"_s, "outside@bu.test", {}, "x\r\n"));
    const auto mailbox
        = m_mail->office->connectMailbox(*m_mail->host, analysts, analystsPassword, chosen, m_mail->tls.ca,
                                         [this](domain::Mailbox &box) { throughProxy(box, proxy()); });
    QVERIFY2(mailbox, why(mailbox));
    QVERIFY(m_mail->office->waitInSync(mailbox->id, 1));
    QCOMPARE(m_mail->office->unmatched()->size(), 1);
    const auto incident = m_mail->incident(u"Through the proxy"_s);
    QVERIFY2(incident, why(incident));
    const auto queued = m_mail->writeToFinance(*incident, u"Out"_s, u"Text"_s);
    QVERIFY2(queued, why(queued));
    QTRY_COMPARE_WITH_TIMEOUT(m_mail->host->delivered(finance).size(), 1, 60'000);
    QVERIFY(m_socks.ledTo(m_name, smtp));
}

/// Reading, sending and the stream of notifications.
void TestSocksServers::exchangeIsReachedThroughIt()
{
    REQUIRE_SERVER(m_socks.start({m_name}), "no process may have a file of hosts of its own here");
    QVERIFY(startExchange());
    const auto mailbox = m_exchange->connect([this](domain::Mailbox &box) { throughProxy(box, proxy()); });
    QVERIFY2(mailbox, why(mailbox));
    QVERIFY(m_exchange->waitInSync());
    QVERIFY(m_socks.ledTo(m_name, m_exchange->port()));
    m_exchange->drop({mailToAnalysts(finance, u"From outside"_s, "outside@bu.test", {}, "x\r\n")}, u"INBOX"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_exchange->office().unmatched()->size(), 1, 60'000);
    const auto incident = makeIncident(m_exchange->office(), u"Through the proxy"_s);
    QVERIFY2(incident, why(incident));
    const auto queued = writeToFinance(m_exchange->office(), *incident, u"Out"_s, u"Text"_s);
    QVERIFY2(queued, why(queued));
    QTRY_COMPARE_WITH_TIMEOUT(m_exchange->delivered().size(), 1, 60'000);
    // With the proxy gone there is no other way.
    m_socks.stop();
    m_exchange->drop({mailToAnalysts(finance, u"Later"_s, "later@bu.test", {}, "x\r\n")}, u"INBOX"_s);
    m_exchange->office().engine()->syncNow(mailbox->id);
    const auto isProxys = [this, &mailbox] {
        const auto status = m_exchange->office().status(mailbox->id);
        return status && status->error && status->error->kind == ErrorKind::ProxyFailed;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isProxys(), 60'000);
    QCOMPARE(m_exchange->office().unmatched()->size(), 1);
}

/// A mailbox's own proxy has no sign-in.
void TestSocksServers::oneThatWantsASignInIsSaid()
{
    REQUIRE_SERVER(m_socks.start({m_name}, u"ann"_s, u"let me out"_s),
                   "no process may have a file of hosts of its own here");
    QVERIFY(startMail() && startExchange());
    const QString refused = u"connect: ProxyFailed"_s;
    QCOMPARE(ends(proxy()), (QStringList{refused, refused, refused}));
    QVERIFY(!m_socks.ledAnywhere());
}

void TestSocksServers::theSystemsMaySignIn_data()
{
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<QString>("end");
    QTest::newRow("right") << QByteArray("let-me-out") << u"passed"_s;
    QTest::newRow("wrong") << QByteArray("let-me-in") << u"connect: ProxyFailed"_s;
}

void TestSocksServers::theSystemsMaySignIn()
{
    QFETCH(const QByteArray, password);
    QFETCH(const QString, end);
    REQUIRE_SERVER(m_socks.start({m_name}, u"ann"_s, u"let-me-out"_s),
                   "no process may have a file of hosts of its own here");
    QVERIFY(startMail() && startExchange());
    const SystemProxy system("socks5://ann:" + password + "@127.0.0.1:" + QByteArray::number(m_socks.port()));
    QCOMPARE(ends({domain::ProxyKind::System}), (QStringList{end, end, end}));
    QCOMPARE(m_socks.ledAnywhere(), end == "passed"_L1);
}

void TestSocksServers::oneThatIsNotThereIsSaid()
{
    QVERIFY(startMail() && startExchange());
    const domain::ProxySettings nobody{domain::ProxyKind::Socks5, u"127.0.0.1"_s, freePort()};
    const QString refused = u"connect: ProxyFailed"_s;
    QCOMPARE(ends(nobody), (QStringList{refused, refused, refused}));
    // Without any proxy the name leads nowhere: whatever passed above came through one.
    const QString unknown = u"resolve: NameNotFound"_s;
    QCOMPARE(ends({domain::ProxyKind::None}), (QStringList{unknown, unknown, unknown}));
}

LIAISON_TEST(TestSocksServers)
#include "tst_socks_servers.moc"
