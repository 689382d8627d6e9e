#include "app/demo/exchange_tokens.h"
#include "core/domain/sign_in_advice.h"
#include "core/transport/connection_test.h"
#include "graph_world.h"
#include "tests/support/test_registry.h"

#include <QTemporaryFile>

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;
using domain::TestReport;
using domain::TestSide;
using domain::TestStep;

namespace {

const QString messageId = u"reasons.1@nordhafen.example"_s;

/// What is changed about a mailbox and a server that go together.
struct Trouble {
    std::function<void(demo::DemoServer::Options &)> options = [](auto &) {};
    std::function<void(demo::Graph &)> server = [](auto &) {};
    std::function<void(domain::Mailbox &)> mailbox = [](auto &) {};
};

/// An account on the demo's Graph, whose application signs in by itself.
class Client {
public:
    explicit Client(const Trouble &trouble) : m_world(withOptions(trouble)) { m_failure = start(trouble); }
    [[nodiscard]] const QByteArray &failure() const { return m_failure; }
    [[nodiscard]] QString host() const { return QString::fromLatin1(m_world.graphHost()); }

    TestReport run(TestSide side, bool withMail)
    {
        transport::ConnectionTestRequest request;
        request.side = side;
        request.account = m_account;
        request.lookEveryMs = 20;
        if (withMail)
            request.mail = {messageId,
                            "From: " + soc.toUtf8() + "\r\nTo: " + soc.toUtf8() + "\r\nMessage-ID: <"
                                + messageId.toUtf8() + ">\r\nSubject: Test\r\n\r\nx\r\n"};
        transport::ConnectionTest test(m_factory.get(), &m_clock, request, {}, {});
        const auto report = await(test.run());
        return report ? *report : TestReport();
    }
    /// What a feed would be stopped by.
    Error feedError()
    {
        auto source = m_factory->source(m_account);
        const auto folders = source ? await((*source)->folders({})) : liaison::fail(source.error());
        return folders ? Error{} : folders.error();
    }

private:
    static demo::DemoServer::Options withOptions(const Trouble &trouble)
    {
        demo::DemoServer::Options options;
        trouble.options(options);
        return options;
    }

    QByteArray start(const Trouble &trouble)
    {
        const QByteArray failure = m_world.start();
        if (!failure.isEmpty() || !m_certificate.open())
            return failure + " certificate";
        m_certificate.write(m_world.address().certificatePem);
        m_certificate.close();
        domain::Mailbox &mailbox = m_account.mailbox;
        mailbox.uuid = QUuid::createUuid();
        mailbox.address = soc;
        mailbox.inbound = {domain::Protocol::Graph,  u"127.0.0.1"_s,
                           m_world.address().graph,  domain::Security::Tls,
                           domain::SignIn::OAuth2,   {},
                           m_certificate.fileName(), {}};
        mailbox.inbound.oauth = {domain::OAuthFlow::Application,
                                 u"8a1f0d52-3f6e-4f3c-9a44-1f6a6f1f5d10"_s,
                                 u"nordhafen.example"_s,
                                 domain::NationalCloud::Global,
                                 host(),
                                 {}};
        mailbox.outbound
            = {domain::Protocol::Graph, {}, 443, domain::Security::Tls, domain::SignIn::AsInbound, {}, {}, {}};
        m_account.inboundSecret = Secret::fromText(u"application's own"_s);
        trouble.mailbox(mailbox);
        m_world.drop(1, 2);
        return m_world.graph(trouble.server) ? QByteArray() : QByteArray("no graph");
    }

    GraphWorld m_world;
    SystemClock m_clock;
    QTemporaryFile m_certificate;
    transport::Account m_account;
    std::unique_ptr<transport::TransportFactory> m_factory = transport::networkTransport();
    QByteArray m_failure;
};

QString failureOf(const TestReport &report)
{
    const TestStep *failed = report.failure();
    return failed ? domain::toString(failed->kind) + u": "_s + domain::reasonName(*failed) : QString();
}

constexpr int always = 1'000;

} // namespace

Q_DECLARE_METATYPE(Trouble)

/// Why Microsoft Graph does not let a mailbox be used: each reason is told by the step that it belongs to, with the
/// host that it is about and what to do.
class TestGraphReasons : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void allIsWell_data();
    void allIsWell();
    void eachIsToldApart_data();
    void eachIsToldApart();
    void aFeedSaysTheSame();
    void sendingFollowsReading();
};

void TestGraphReasons::allIsWell_data()
{
    QTest::addColumn<TestSide>("side");
    QTest::addColumn<bool>("withMail");
    QTest::newRow("inbound") << TestSide::Inbound << false;
    QTest::newRow("outbound") << TestSide::Outbound << false;
    QTest::newRow("round trip") << TestSide::Outbound << true;
}

void TestGraphReasons::allIsWell()
{
    QFETCH(const TestSide, side);
    QFETCH(const bool, withMail);
    Client client({});
    QVERIFY2(client.failure().isEmpty(), client.failure());
    const TestReport report = client.run(side, withMail);
    QVERIFY2(report.passed(), qPrintable(domain::testLog(report)));
    QCOMPARE(report.find(domain::TestStepKind::Token)->subject, client.host());
    QCOMPARE(report.find(domain::TestStepKind::Connect)->subject, client.host());
}

void TestGraphReasons::eachIsToldApart_data()
{
    QTest::addColumn<TestSide>("side");
    QTest::addColumn<Trouble>("trouble");
    QTest::addColumn<QString>("failure");
    QTest::addColumn<QString>("advice"); // empty: the kind's own sentence
    const auto row
        = [](const char *name, const Trouble &trouble, const QString &failure, const QString &advice,
             TestSide side = TestSide::Inbound) { QTest::newRow(name) << side << trouble << failure << advice; };
    const auto byServer = [](std::function<void(demo::Graph &)> change) {
        Trouble trouble;
        trouble.server = std::move(change);
        return trouble;
    };
    const auto byOptions = [](std::function<void(demo::DemoServer::Options &)> change) {
        Trouble trouble;
        trouble.options = std::move(change);
        return trouble;
    };
    const auto byMailbox = [](std::function<void(domain::Mailbox &)> change) {
        Trouble trouble;
        trouble.mailbox = std::move(change);
        return trouble;
    };
    const auto noToken = [&byServer](int aadsts) {
        return byServer([aadsts](demo::Graph &graph) { graph.exchange()->tokens().refuseAll(aadsts); });
    };
    row("no roles", byOptions([](auto &options) { options.graph.roles = {}; }), u"sign-in: MailboxDenied"_s,
        u"an application an administrator's consent"_s);
    row("no consent", byServer([](demo::Graph &graph) { graph.faults.noConsent = always; }),
        u"sign-in: ConsentMissing"_s, u"Ask an administrator to grant it Mail.ReadWrite and Mail.Send"_s);
    row("no consent by a person", noToken(65001), u"token: NoToken: ConsentMissing (AADSTS65001)"_s, u"consent"_s);
    row("access policy", byOptions([](auto &options) { options.graph.policyRefuses = {soc}; }),
        u"sign-in: AccessPolicy"_s, u"RBAC for applications"_s);
    row("access policy of sending", byServer([](demo::Graph &graph) { graph.faults.accessPolicy = always; }),
        u"sign-in: AccessPolicy"_s, u"RBAC for applications"_s, TestSide::Outbound);
    row("no licence", byOptions([](auto &options) { options.graph.unlicensed = {soc}; }),
        u"sign-in: MailboxNotOnline"_s, u"it has no licence"_s);
    row("token of another cloud", byServer([](demo::Graph &graph) { graph.faults.otherCloud = always; }),
        u"sign-in: WrongCloud"_s, u"Choose the national cloud"_s);
    row("tenant of another cloud", noToken(900382), u"token: NoToken: WrongCloud (AADSTS900382)"_s, u"cloud"_s);
    row("expired secret", noToken(7000222), u"token: NoToken: ExpiredSecret (AADSTS7000222)"_s, u"secret"_s);
    row("nobody's address", byMailbox([](auto &mailbox) { mailbox.address = u"nobody@nordhafen.example"_s; }),
        u"sign-in: MailboxMissing"_s, u"Check the e-mail address"_s);
    row("send as", byServer([](demo::Graph &graph) { graph.faults.sendAs = always; }), u"submit: SendAsDenied"_s,
        u"the right Send As"_s, TestSide::Outbound);
    row("a portal", byServer([](demo::Graph &graph) { graph.faults.html = always; }), u"sign-in: NoGraph"_s,
        u"not Microsoft Graph"_s);
    row("no sign-in service", byMailbox([](auto &mailbox) { mailbox.inbound.oauth.loginHost = u"127.0.0.1:1"_s; }),
        u"token: ConnectionRefused"_s, {});
    row("no Graph", byMailbox([](auto &mailbox) { mailbox.inbound.port = 1; }), u"connect: ConnectionRefused"_s, {});
}

void TestGraphReasons::eachIsToldApart()
{
    QFETCH(const TestSide, side);
    QFETCH(const Trouble, trouble);
    QFETCH(const QString, failure);
    QFETCH(const QString, advice);
    Trouble whole = trouble;
    if (failure.startsWith("connect"_L1)) // the tokens come from the other port, for Graph at that one
        whole.mailbox = [&trouble](domain::Mailbox &mailbox) {
            trouble.mailbox(mailbox);
            mailbox.inbound.oauth.flow = domain::OAuthFlow::AccessToken;
        };
    Client client(whole);
    QVERIFY2(client.failure().isEmpty(), client.failure());
    const TestReport report = client.run(side, failure.startsWith("submit"_L1));
    QVERIFY2(failureOf(report) == failure, qPrintable(domain::testLog(report)));
    const TestStep &failed = *report.failure();
    QVERIFY2(advice.isEmpty() == failed.advice.isEmpty() && failed.advice.contains(advice), qPrintable(failed.advice));
    if (failed.kind == domain::TestStepKind::Token)
        QCOMPARE(failed.subject, failure.endsWith("Refused"_L1) ? u"127.0.0.1:1"_s : client.host());
    if (failed.kind == domain::TestStepKind::Connect)
        QCOMPARE(failed.subject, u"127.0.0.1:1"_s);
    QVERIFY(!domain::testLog(report).contains(u"application's own"_s));
}

/// The sentence reaches feed status, doctor and windows by the error's log.
void TestGraphReasons::aFeedSaysTheSame()
{
    Trouble trouble;
    trouble.options = [](demo::DemoServer::Options &options) { options.graph.policyRefuses = {soc}; };
    Client client(trouble);
    QVERIFY2(client.failure().isEmpty(), client.failure());
    const Error error = client.feedError();
    QCOMPARE(error.kind, ErrorKind::PermissionDenied);
    const auto advice = domain::signInAdvice(error);
    QVERIFY2(advice, qPrintable(error.log));
    QCOMPARE(advice->name, u"AccessPolicy (Graph ErrorAccessDenied)"_s);
    QVERIFY(advice->from == domain::SignInAdvice::From::Graph);
    QVERIFY(error.serverWords.contains(u"AppOnly AccessPolicy"_s));
    QVERIFY(error.serverWords.contains(u"(request "_s));
}

/// Without a host of its own sending is where reading is, also in a cloud that is not the global one.
void TestGraphReasons::sendingFollowsReading()
{
    Trouble trouble;
    trouble.mailbox = [](domain::Mailbox &mailbox) {
        mailbox.inbound.oauth.cloud = domain::NationalCloud::China;
        mailbox.outbound.oauth = {};
    };
    Client client(trouble);
    QVERIFY2(client.failure().isEmpty(), client.failure());
    const TestReport report = client.run(TestSide::Outbound, true);
    QVERIFY2(report.passed(), qPrintable(domain::testLog(report)));
}

LIAISON_TEST(TestGraphReasons)
#include "tst_graph_reasons.moc"
