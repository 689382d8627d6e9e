#include "core/imap/authenticate.h"
#include "core/imap/capability.h"
#include "core/imap/enable.h"
#include "core/imap/greeting.h"
#include "core/imap/id.h"
#include "core/imap/login.h"
#include "core/imap/starttls.h"
#include "core/sasl/login.h"
#include "core/sasl/plain.h"
#include "script.h"
#include "tests/support/test_registry.h"

using namespace liaison;
using namespace liaison::imap;
using namespace liaison::imap::test;

namespace {

const auto nothing = [](Context &) {};

template <class M> std::unique_ptr<M> plainMake(Context &context)
{
    return std::make_unique<M>(context);
}

sasl::Credentials someone()
{
    return {QStringLiteral("ann"), Secret(QByteArray("p\"w"))};
}

template <class M, class Make>
void expectError(const Script &script, const std::function<void(Context &)> &prepare, Make make, ErrorKind kind)
{
    playBothWays<M>(script, prepare, make, [kind](Dialogue &, auto result) {
        QVERIFY(!result);
        QCOMPARE(errorKindName(result.error().kind), errorKindName(kind));
    });
}

} // namespace

class TestSignIn : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void greetingIsTakenWithItsCapabilities();
    void greetingsThatEndTheConnection_data();
    void greetingsThatEndTheConnection();
    void capabilityIsAsked();
    void startTlsForgetsWhatCameBefore();
    void startTlsStrippedIsRefused();
    void bytesBehindStartTlsAreAnInjection_data();
    void bytesBehindStartTlsAreAnInjection();
    void loginQuotesAndRenewsCapabilities();
    void loginGoesNowhereWithoutTls();
    void refusedSignInIsToldFromABusyServer_data();
    void refusedSignInIsToldFromABusyServer();
    void plainWithInitialResponse();
    void plainWithoutInitialResponse();
    void loginMechanismAnswersTwoPrompts();
    void badChallengeIsCancelled();
    void idAndEnable();
};

void TestSignIn::greetingIsTakenWithItsCapabilities()
{
    playBothWays<Greeting>({{"S: * OK [CAPABILITY IMAP4rev1 STARTTLS] hi"}}, nothing, plainMake<Greeting>,
                           [](Dialogue &dialogue, auto result) {
                               QVERIFY(result);
                               QVERIFY(!result->preAuthenticated);
                               QVERIFY(dialogue.context().capabilities.has("STARTTLS"));
                           });
    playBothWays<Greeting>({{"S: * PREAUTH hi"}}, secureWith({}), plainMake<Greeting>,
                           [](Dialogue &, auto result) { QVERIFY(result && result->preAuthenticated); });
}

void TestSignIn::greetingsThatEndTheConnection_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("kind");
    QTest::newRow("preauth in clear") << QByteArray("* PREAUTH hi") << int(ErrorKind::TlsRequired);
    QTest::newRow("bye") << QByteArray("* BYE too busy") << int(ErrorKind::ServerBusy);
    QTest::newRow("no") << QByteArray("* NO [ALERT] x") << int(ErrorKind::ProtocolViolation);
    QTest::newRow("smtp") << QByteArray("220 smtp") << int(ErrorKind::ProtocolViolation);
    QTest::newRow("http") << QByteArray("HTTP/1.1 200 OK") << int(ErrorKind::ProtocolViolation);
    QTest::newRow("continuation") << QByteArray("+ go") << int(ErrorKind::ProtocolViolation);
    QTest::newRow("empty") << QByteArray("") << int(ErrorKind::ProtocolViolation);
    QTest::newRow("endless") << "* OK " + QByteArray(70'000, 'A') << int(ErrorKind::LimitExceeded);
}

void TestSignIn::greetingsThatEndTheConnection()
{
    QFETCH(QByteArray, line);
    QFETCH(int, kind);
    expectError<Greeting>({{"S: " + line}}, nothing, plainMake<Greeting>, ErrorKind(kind));
}

void TestSignIn::capabilityIsAsked()
{
    playBothWays<Capability>({{"C: a1 CAPABILITY", "S: * CAPABILITY IMAP4rev1 AUTH=PLAIN auth=login IDLE", "S: a1 OK"}},
                             nothing, plainMake<Capability>, [](Dialogue &dialogue, auto result) {
                                 QVERIFY(result && result->idle());
                                 QList<QByteArray> mechanisms = dialogue.context().capabilities.authMechanisms();
                                 std::sort(mechanisms.begin(), mechanisms.end());
                                 QCOMPARE(mechanisms, (QList<QByteArray>{"LOGIN", "PLAIN"}));
                             });
    expectError<Capability>({{"C: a1 CAPABILITY", "S: a1 OK"}}, nothing, plainMake<Capability>,
                            ErrorKind::ProtocolViolation);
    expectError<Capability>({{"C: a1 CAPABILITY", "S: a2 OK"}}, nothing, plainMake<Capability>,
                            ErrorKind::ProtocolViolation);
}

void TestSignIn::startTlsForgetsWhatCameBefore()
{
    const auto offered = [](Context &context) { context.capabilities = Capabilities({"IMAP4rev1", "STARTTLS"}); };
    playBothWays<StartTls>({{"C: a1 STARTTLS", "S: * CAPABILITY IMAP4rev1 AUTH=PLAIN", "S: a1 OK [CAPABILITY X] go"}},
                           offered, plainMake<StartTls>, [](Dialogue &dialogue, auto result) {
                               QVERIFY(result);
                               QVERIFY(!dialogue.fatal());
                               QVERIFY(!dialogue.context().capabilities.known());
                               dialogue.tlsStarted();
                               QVERIFY(dialogue.context().secure);
                               QVERIFY(!dialogue.feed("* OK inside\r\n").done);
                               QVERIFY(!dialogue.fatal());
                           });
}

void TestSignIn::startTlsStrippedIsRefused()
{
    expectError<StartTls>(
        {}, [](Context &context) { context.capabilities = Capabilities({"IMAP4rev1"}); }, plainMake<StartTls>,
        ErrorKind::TlsRequired);
    expectError<StartTls>(
        {{"C: a1 STARTTLS", "S: a1 NO not today"}},
        [](Context &context) { context.capabilities = Capabilities({"STARTTLS"}); }, plainMake<StartTls>,
        ErrorKind::TlsRequired);
}

void TestSignIn::bytesBehindStartTlsAreAnInjection_data()
{
    QTest::addColumn<QByteArray>("behind");
    QTest::newRow("capability") << QByteArray("* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\na2 OK x\r\n");
    QTest::newRow("exists") << QByteArray("* 1 EXISTS\r\n");
    QTest::newRow("tls record") << QByteArray("\x16\x03\x01");
    QTest::newRow("one byte") << QByteArray("x");
}

void TestSignIn::bytesBehindStartTlsAreAnInjection()
{
    QFETCH(QByteArray, behind);
    for (const bool together : {true, false}) {
        Dialogue dialogue;
        dialogue.context().capabilities = Capabilities({"STARTTLS"});
        StartTls machine(dialogue.context());
        dialogue.start(machine);
        const QByteArray ok("a1 OK go\r\n");
        if (together) {
            QVERIFY(dialogue.feed(ok + behind).done);
            QCOMPARE(machine.takeResult().error().kind, ErrorKind::TlsInjection);
        } else {
            QVERIFY(dialogue.feed(ok).done);
            QVERIFY(!dialogue.fatal());
            dialogue.feed(behind);
        }
        QVERIFY(dialogue.fatal());
        QCOMPARE(dialogue.fatal()->kind, ErrorKind::TlsInjection);
    }
}

void TestSignIn::loginQuotesAndRenewsCapabilities()
{
    const auto make = [](Context &context) { return std::make_unique<imap::Login>(context, someone()); };
    playBothWays<imap::Login>({{"C: a1 LOGIN ann \"p\\\"w\"", "S: a1 OK [CAPABILITY IMAP4rev1 IDLE] in"}},
                              secureWith("IMAP4rev1"), make, [](Dialogue &dialogue, auto result) {
                                  QVERIFY(result);
                                  QVERIFY(dialogue.context().capabilities.idle());
                              });
    playBothWays<imap::Login>({{"C: a1 LOGIN ann \"p\\\"w\"", "S: a1 OK in"}}, secureWith("IMAP4rev1"), make,
                              [](Dialogue &dialogue, auto result) {
                                  QVERIFY(result);
                                  QVERIFY(!dialogue.context().capabilities.known());
                              });
    // 8-bit passwords need a literal, which waits for the server's "+".
    const auto umlaut = [](Context &context) {
        return std::make_unique<imap::Login>(context,
                                             sasl::Credentials{QStringLiteral("ann"), Secret(QByteArray("p\xc3\xa4"))});
    };
    playBothWays<imap::Login>({{"C: a1 LOGIN ann {3}", "S: + go", "C: p\xc3\xa4", "S: a1 OK in"}},
                              secureWith("IMAP4rev1"), umlaut, [](Dialogue &, auto result) { QVERIFY(result); });
    playBothWays<imap::Login>({{"C: a1 LOGIN ann {3+}", "C: p\xc3\xa4", "S: a1 OK in"}}, secureWith("LITERAL+"), umlaut,
                              [](Dialogue &, auto result) { QVERIFY(result); });
}

void TestSignIn::loginGoesNowhereWithoutTls()
{
    const auto make = [](Context &context) { return std::make_unique<imap::Login>(context, someone()); };
    expectError<imap::Login>({}, nothing, make, ErrorKind::TlsRequired);
    expectError<imap::Login>({}, secureWith("LOGINDISABLED"), make, ErrorKind::AuthenticationUnsupported);
    const auto sasl = [](Context &context) {
        return std::make_unique<Authenticate>(context, std::make_unique<sasl::Plain>(someone()));
    };
    expectError<Authenticate>({}, nothing, sasl, ErrorKind::TlsRequired);
}

void TestSignIn::refusedSignInIsToldFromABusyServer_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("kind");
    const int wrong = int(ErrorKind::AuthenticationFailed);
    const int busy = int(ErrorKind::ServerBusy);
    QTest::newRow("code") << QByteArray("NO [AUTHENTICATIONFAILED] Authentication failed.") << wrong;
    QTest::newRow("bare") << QByteArray("NO LOGIN failed.") << wrong;
    QTest::newRow("dovecot busy") << QByteArray("NO [UNAVAILABLE] Temporary authentication failure.") << busy;
    QTest::newRow("exchange busy") << QByteArray("NO Server Unavailable. 15") << busy;
    QTest::newRow("gmail busy") << QByteArray("NO [ALERT] Too many simultaneous connections. (Failure)") << busy;
    QTest::newRow("limit") << QByteArray("NO [LIMIT] x") << busy;
    QTest::newRow("privacy") << QByteArray("NO [PRIVACYREQUIRED] x") << int(ErrorKind::TlsRequired);
    QTest::newRow("bad") << QByteArray("BAD what") << int(ErrorKind::ServerRefused);
}

void TestSignIn::refusedSignInIsToldFromABusyServer()
{
    QFETCH(QByteArray, answer);
    QFETCH(int, kind);
    expectError<imap::Login>(
        {{"C: a1 LOGIN ann \"p\\\"w\"", "S: a1 " + answer}}, secureWith("IMAP4rev1"),
        [](Context &context) { return std::make_unique<imap::Login>(context, someone()); }, ErrorKind(kind));
}

void TestSignIn::plainWithInitialResponse()
{
    playBothWays<Authenticate>(
        {{"C: a1 AUTHENTICATE PLAIN AGFubgBwInc=", "S: * CAPABILITY IMAP4rev1", "S: a1 OK in"}},
        secureWith("IMAP4rev1 SASL-IR AUTH=PLAIN"),
        [](Context &context) {
            return std::make_unique<Authenticate>(context, std::make_unique<sasl::Plain>(someone()));
        },
        [](Dialogue &, auto result) { QVERIFY(result); });
}

void TestSignIn::plainWithoutInitialResponse()
{
    playBothWays<Authenticate>(
        {{"C: a1 AUTHENTICATE PLAIN", "S: + ", "C: AGFubgBwInc=", "S: a1 NO [AUTHENTICATIONFAILED] no"}},
        secureWith("IMAP4rev1 AUTH=PLAIN"),
        [](Context &context) {
            return std::make_unique<Authenticate>(context, std::make_unique<sasl::Plain>(someone()));
        },
        [](Dialogue &, auto result) { QCOMPARE(result.error().kind, ErrorKind::AuthenticationFailed); });
}

void TestSignIn::loginMechanismAnswersTwoPrompts()
{
    playBothWays<Authenticate>(
        {{"C: a1 AUTHENTICATE LOGIN", "S: + VXNlcm5hbWU6", "C: YW5u", "S: + UGFzc3dvcmQ6", "C: cCJ3", "S: a1 OK in"}},
        secureWith("IMAP4rev1 SASL-IR AUTH=LOGIN"),
        [](Context &context) {
            return std::make_unique<Authenticate>(context, std::make_unique<sasl::Login>(someone()));
        },
        [](Dialogue &, auto result) { QVERIFY(result); });
}

void TestSignIn::badChallengeIsCancelled()
{
    const auto make = [](Context &context) {
        return std::make_unique<Authenticate>(context, std::make_unique<sasl::Plain>(someone()));
    };
    expectError<Authenticate>({{"C: a1 AUTHENTICATE PLAIN", "S: + !!!", "C: *", "S: a1 BAD cancelled"}},
                              secureWith("IMAP4rev1"), make, ErrorKind::ProtocolViolation);
    expectError<Authenticate>(
        {{"C: a1 AUTHENTICATE PLAIN", "S: +", "C: AGFubgBwInc=", "S: + bW9yZQ==", "C: *", "S: a1 NO x"}},
        secureWith("IMAP4rev1"), make, ErrorKind::ProtocolViolation);
}

void TestSignIn::idAndEnable()
{
    playBothWays<Identify>(
        {{"C: a1 ID (\"name\" \"Liaison\" \"version\" \"1\")", "S: * ID (\"Name\" \"Dovecot\")", "S: a1 OK"}}, nothing,
        [](Context &context) { return std::make_unique<Identify>(context, "Liaison", "1"); },
        [](Dialogue &, auto result) { QCOMPARE(result->value(0).second, QByteArray("Dovecot")); });
    const auto wanted = Enable::offered(Capabilities({"ENABLE", "UTF8=ACCEPT"}), {"UTF8=ACCEPT", "IMAP4rev2"});
    QCOMPARE(wanted, QList<QByteArray>{"UTF8=ACCEPT"});
    playBothWays<Enable>(
        {{"C: a1 ENABLE UTF8=ACCEPT", "S: * ENABLED utf8=accept", "S: a1 OK"}}, nothing,
        [&](Context &context) { return std::make_unique<Enable>(context, wanted); },
        [](Dialogue &dialogue, auto result) {
            QVERIFY(result);
            QVERIFY(dialogue.context().names == NameEncoding::Utf8);
        });
}

LIAISON_TEST(TestSignIn)
#include "tst_sign_in.moc"
