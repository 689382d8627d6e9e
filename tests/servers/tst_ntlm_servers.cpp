#include "app/demo/demo_server.h"
#include "core/transport/account.h"
#include "core/transport/connection_test.h"
#include "core/transport/http_client.h"
#include "core/transport/mail_sink.h"
#include "core/transport/mail_source.h"
#include "tests/support/await.h"
#include "tests/support/ntlm_server.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison;
using namespace liaison::test;
using namespace liaison::transport;

/// NTLM against Apache with gss-ntlmssp.
class TestNtlmServers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void signsIn_data();
    void signsIn();
    void aWrongPasswordIsTriedOnce_data();
    void aWrongPasswordIsTriedOnce();
    void anAdapterTriesAWrongPasswordOnce();
    void aConnectionTestTellsAWrongPassword();
    void aConnectionIsSignedInOnce();
    void aLargeBodyArrivesWhole();
    void theNextMailboxIsItsOwn();
    void anExchangeBehindNtlm();

private:
    /// A mailbox whose Exchange would be there.
    [[nodiscard]] Account account(const QUrl &url, const QString &user, const QString &password) const;
    [[nodiscard]] HttpRequest post(const QString &user, const QString &password, const QByteArray &body = "<a/>") const;

    QTemporaryDir m_certificates;
    CertificateFiles m_certificate;
    NtlmServer m_server;
    HttpSettings m_settings;
};

void TestNtlmServers::initTestCase()
{
    REQUIRE_SERVER(NtlmServer::missing().isEmpty(), qPrintable(NtlmServer::missing()));
    CertificateMaker maker(m_certificates.path());
    m_settings.trustedCaFile = maker.caFile();
    m_certificate = maker.leaf(QStringLiteral("exchange"));
    const QString corp = QStringLiteral("CORP");
    const bool up = m_server.start({{corp, QStringLiteral("ann"), QStringLiteral("c4nary")},
                                    {corp, QStringLiteral("jürgen"), QStringLiteral("s3cret")},
                                    {corp, QStringLiteral("pat"), QStringLiteral("Pässwörtß€")},
                                    {{}, QStringLiteral("una@corp.test"), QStringLiteral("c4nary")}},
                                   m_certificate);
    QVERIFY2(up, qPrintable(m_server.failure()));
}

HttpRequest TestNtlmServers::post(const QString &user, const QString &password, const QByteArray &body) const
{
    HttpRequest request;
    request.method = "POST";
    request.url = m_server.url();
    request.headers = {{"Content-Type", "text/xml; charset=utf-8"}};
    request.body = body;
    request.ntlm = HttpLogin{user, Secret(password.toUtf8())};
    return request;
}

void TestNtlmServers::signsIn_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("password");
    QTest::addColumn<QString>("known");
    QTest::newRow("domain") << QStringLiteral("CORP\\ann") << QStringLiteral("c4nary") << QStringLiteral("CORP\\ann");
    QTest::newRow("other letters") << QStringLiteral("CORP\\ANN") << QStringLiteral("c4nary")
                                   << QStringLiteral("CORP\\ANN");
    QTest::newRow("bare") << QStringLiteral("ann") << QStringLiteral("c4nary") << QStringLiteral("CORP\\ann");
    QTest::newRow("principal name") << QStringLiteral("una@corp.test") << QStringLiteral("c4nary")
                                    << QStringLiteral("\\una@corp.test");
    QTest::newRow("umlaut in the name") << QStringLiteral("CORP\\jürgen") << QStringLiteral("s3cret")
                                        << QStringLiteral("CORP\\jürgen");
    QTest::newRow("umlauts in the password")
        << QStringLiteral("CORP\\pat") << QStringLiteral("Pässwörtß€") << QStringLiteral("CORP\\pat");
}

void TestNtlmServers::signsIn()
{
    QFETCH(QString, user);
    QFETCH(QString, password);
    QFETCH(QString, known);
    HttpClient http(m_settings);
    const auto answer = await(http.send(post(user, password)));
    QVERIFY2(answer, why(answer));
    QCOMPARE(answer->status, 200);
    QCOMPARE(QString::fromUtf8(answer->body), known + QStringLiteral(" 4"));
}

void TestNtlmServers::aWrongPasswordIsTriedOnce_data()
{
    QTest::addColumn<QString>("user");
    QTest::newRow("wrong password") << QStringLiteral("CORP\\ann");
    QTest::newRow("nobody") << QStringLiteral("CORP\\mallory");
    QTest::newRow("another domain") << QStringLiteral("OTHER\\ann");
    QTest::newRow("umlaut") << QStringLiteral("CORP\\jürgen");
}

/// More than one try for each request locks accounts.
void TestNtlmServers::aWrongPasswordIsTriedOnce()
{
    QFETCH(QString, user);
    HttpClient http(m_settings);
    const int before = m_server.refusals();
    const auto answer = await(http.send(post(user, QStringLiteral("wrong"))));
    QVERIFY2(answer, why(answer));
    QCOMPARE(answer->status, 401);
    QTRY_COMPARE(m_server.refusals(), before + 1);
}

Account TestNtlmServers::account(const QUrl &url, const QString &user, const QString &password) const
{
    Account account;
    account.mailbox.address = QStringLiteral("incident-response@nordhafen.example");
    account.mailbox.inbound = {domain::Protocol::Ews,
                               url.toString(),
                               443,
                               domain::Security::Tls,
                               domain::SignIn::Ntlm,
                               user,
                               m_settings.trustedCaFile,
                               {}};
    account.mailbox.outbound = account.mailbox.inbound;
    account.mailbox.outbound.signIn = domain::SignIn::AsInbound;
    account.inboundSecret = Secret(password.toUtf8());
    return account;
}

/// However much is asked for at once, and afterwards.
void TestNtlmServers::anAdapterTriesAWrongPasswordOnce()
{
    const int before = m_server.refusals();
    const auto transport = networkTransport();
    const auto source
        = transport->source(account(m_server.url(), QStringLiteral("CORP\\jürgen"), QStringLiteral("wrong")));
    QVERIFY2(source, why(source));
    const domain::RemoteFolder inbox{QStringLiteral("inbox"), {}, {}, domain::FolderRole::Inbox, true, 0, 0};
    std::vector<Future<bool>> asked;
    for (int i = 0; i < 5; ++i)
        asked.push_back((*source)->contains(inbox, QStringLiteral("a@b"), {}));
    for (const Future<bool> &one : asked) {
        const auto answer = await(one);
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::AuthenticationFailed);
    }
    QCOMPARE(await((*source)->folders({})).error().kind, ErrorKind::AuthenticationFailed);
    QTRY_VERIFY(m_server.refusals() > before);
    QCOMPARE(m_server.refusals(), before + 1);
}

void TestNtlmServers::aConnectionTestTellsAWrongPassword()
{
    const int before = m_server.refusals();
    const auto transport = networkTransport();
    const SystemClock clock;
    ConnectionTestRequest request;
    request.account = account(m_server.url(), QStringLiteral("CORP\\ann"), QStringLiteral("wrong"));
    ConnectionTest test(transport.get(), &clock, request, {}, {});
    const auto report = await(test.run());
    QVERIFY2(report, why(report));
    const domain::TestStep *failed = report->failure();
    QVERIFY(failed);
    QVERIFY(failed->kind == domain::TestStepKind::SignIn);
    QCOMPARE(domain::reasonName(*failed), QStringLiteral("AuthenticationFailed"));
    QTRY_COMPARE(m_server.refusals(), before + 1);
}

void TestNtlmServers::aConnectionIsSignedInOnce()
{
    HttpClient http(m_settings);
    const int before = m_server.requests();
    const HttpRequest request = post(QStringLiteral("CORP\\ann"), QStringLiteral("c4nary"));
    QCOMPARE(await(http.send(request))->status, 200);
    // Each answer's line may come a moment after it.
    const int handshake = 3;
    QTRY_COMPARE(m_server.requests(), before + handshake);
    QCOMPARE(await(http.send(request))->status, 200);
    QCOMPARE(await(http.send(request))->status, 200);
    QTRY_COMPARE(m_server.requests(), before + handshake + 2);
}

void TestNtlmServers::aLargeBodyArrivesWhole()
{
    HttpClient http(m_settings);
    const auto answer
        = await(http.send(post(QStringLiteral("CORP\\ann"), QStringLiteral("c4nary"), QByteArray(3'000'000, 'm'))));
    QVERIFY2(answer, why(answer));
    QCOMPARE(answer->body, QByteArray("CORP\\ann 3000000"));
}

/// A connection belongs to who signed in on it: another account's client must not ride on it.
void TestNtlmServers::theNextMailboxIsItsOwn()
{
    HttpClient ann(m_settings);
    HttpClient pat(m_settings);
    for (int i = 0; i < 2; ++i) {
        QCOMPARE(await(ann.send(post(QStringLiteral("CORP\\ann"), QStringLiteral("c4nary"))))->body,
                 QByteArray("CORP\\ann 4"));
        QCOMPARE(await(pat.send(post(QStringLiteral("CORP\\pat"), QStringLiteral("Pässwörtß€"))))->body,
                 QByteArray("CORP\\pat 4"));
    }
}

/// The whole way: our adapter, Apache's NTLM, and the demo's Exchange behind it.
void TestNtlmServers::anExchangeBehindNtlm()
{
    const QString us = QStringLiteral("incident-response@nordhafen.example");
    demo::World world;
    world.team = {{}, us};
    demo::DemoServer::Options options{world, QStringLiteral("harbour tide 42"), false, 0};
    options.plainExchange = true;
    demo::DemoServer exchange(options);
    const auto address = await(exchange.start());
    QVERIFY2(address, why(address));
    exchange.deliver("From: a@unit.example\r\nSubject: Hello\r\nMessage-ID: <hello@unit.example>\r\n\r\nText.\r\n",
                     1'700'000'000'000);
    NtlmServer apache;
    const bool up = apache.start(
        {{QStringLiteral("CORP"), QStringLiteral("jürgen"), QStringLiteral("s3cret")}}, m_certificate,
        {QStringLiteral("http://127.0.0.1:%1").arg(address->exchange), us.toUtf8() + ':' + options.password.toUtf8()});
    QVERIFY2(up, qPrintable(apache.failure()));

    const Account ours = account(apache.url(), QStringLiteral("CORP\\jürgen"), QStringLiteral("s3cret"));
    const auto transport = networkTransport();
    const auto source = transport->source(ours);
    QVERIFY2(source, why(source));
    const auto folders = await((*source)->folders({}));
    QVERIFY2(folders, why(folders));
    const auto inbox = std::find_if(folders->cbegin(), folders->cend(), [](const domain::RemoteFolder &folder) {
        return folder.role == domain::FolderRole::Inbox;
    });
    QVERIFY(inbox != folders->cend());
    const auto page = await((*source)->changes({*inbox, {}}, {}));
    QVERIFY2(page, why(page));
    QCOMPARE(page->arrived.size(), 1);
    QVERIFY(page->arrived.first().raw.contains("<hello@unit.example>"));

    const auto sink = transport->sink(ours);
    QVERIFY2(sink, why(sink));
    const QByteArray raw = "From: " + us.toUtf8() + "\r\nTo: " + us.toUtf8()
        + "\r\nSubject: Back\r\nMessage-ID: <back@nordhafen.example>\r\n\r\nText.\r\n";
    const auto sent = await((*sink)->send({us, {us}, raw}, {}));
    QVERIFY2(sent, why(sent));
    const auto next = await((*source)->changes({*inbox, page->next}, {}));
    QVERIFY2(next, why(next));
    QCOMPARE(next->arrived.size(), 1);
    QVERIFY(next->arrived.first().raw.contains("<back@nordhafen.example>"));
    QCOMPARE(apache.refusals(), 0);
}

LIAISON_TEST(TestNtlmServers)
#include "tst_ntlm_servers.moc"
