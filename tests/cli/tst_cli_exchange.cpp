#include "tests/cli/cli_world.h"
#include "tests/cli/token_refuser.h"
#include "tests/contract/exchange_mail_world.h"
#include "tests/support/keyring.h"
#include "tests/support/request_book.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;

namespace {

const QString mailboxUuid = u"01234567-89ab-7def-8123-456789abcdef"_s;

/// What a row of bad input makes of the settings and of the server; it may keep something alive in `keep`.
struct Spoiling {
    ExchangeMailWorld &world;
    QJsonObject &inbound;
    std::shared_ptr<TokenRefuser> &refuser;
};
using Spoil = std::function<void(const Spoiling &)>;

void setOAuth(QJsonObject &inbound, const QString &key, const QString &value)
{
    QJsonObject oauth = inbound.value("oauth"_L1).toObject();
    oauth.insert(key, value);
    inbound.insert("oauth"_L1, oauth);
}

Spoil refusedToken(const QByteArray &words)
{
    return [words](const Spoiling &spoiling) {
        spoiling.refuser = std::make_shared<TokenRefuser>(words);
        setOAuth(spoiling.inbound, u"loginHost"_s, spoiling.refuser->host());
    };
}

Spoil failing(const std::function<void(demo::ExchangeFaults &)> &how)
{
    return [how](const Spoiling &spoiling) {
        spoiling.world.exchange([how](demo::Exchange &exchange) { how(exchange.faults); });
    };
}

} // namespace

Q_DECLARE_METATYPE(Spoil)

/// A mailbox on Exchange by script: the real program against the demo's Exchange.
class TestCliExchange : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void mailComesInIsAnsweredAndTheAnswerArrives_data();
    void mailComesInIsAnsweredAndTheAnswerArrives();
    void badInputIsSaidAndChangesNothing_data();
    void badInputIsSaidAndChangesNothing();
    void whatTheSignInServiceRefusedIsSaid_data();
    void whatTheSignInServiceRefusedIsSaid();
    void settingsThatCannotBeAreRefused();
    void cleanupTestCase();

private:
    [[nodiscard]] QJsonObject inbound(bool oauth) const;
    QByteArray importMailbox(const QJsonObject &inbound);
    QByteArray kept();
    Called run() { return m_cli->call({u"feed"_s, u"run"_s, u"--once"_s, u"--json"_s}); }

    std::unique_ptr<ExchangeMailWorld> m_world;
    std::unique_ptr<CliWorld> m_cli;
};

void TestCliExchange::init()
{
    m_world = std::make_unique<ExchangeMailWorld>(ExchangeMailWorld::Options{u"Exchange2019"_s, false, true});
    QCOMPARE(m_world->startServer(), QByteArray());
    m_cli = std::make_unique<CliWorld>();
    m_cli->writeCredential(u"mailbox.%1.inbound"_s.arg(mailboxUuid), analystsPassword.toUtf8());
}

QJsonObject TestCliExchange::inbound(bool oauth) const
{
    QJsonObject side{{u"protocol"_s, u"ews"_s},
                     {u"host"_s, u"127.0.0.1"_s},
                     {u"port"_s, m_world->port()},
                     {u"trustedCaFile"_s, m_world->caFile()},
                     {u"signIn"_s, oauth ? u"oauth2"_s : u"plainpassword"_s}};
    if (oauth)
        side.insert(u"oauth"_s,
                    QJsonObject{{u"flow"_s, u"application"_s},
                                {u"clientId"_s, ExchangeMailWorld::clientId()},
                                {u"tenantId"_s, u"corp.test"_s},
                                {u"loginHost"_s, u"https://127.0.0.1:%1"_s.arg(m_world->port())}});
    return side;
}

QByteArray TestCliExchange::importMailbox(const QJsonObject &inbound)
{
    QJsonObject outbound = inbound;
    outbound.remove(u"oauth"_s);
    outbound.insert(u"signIn"_s, u"asinbound"_s);
    const QJsonObject mailbox{{u"uuid"_s, mailboxUuid},
                              {u"address"_s, analysts},
                              {u"fetchSince"_s, u"2020-01-01T00:00:00Z"_s},
                              {u"inbound"_s, inbound},
                              {u"outbound"_s, outbound}};
    const QJsonObject unit{{u"title"_s, u"Finance"_s}, {u"recipients"_s, QJsonArray{finance}}};
    const Called imported = m_cli->importSettings({{u"format"_s, u"liaison-settings"_s},
                                                   {u"version"_s, 1},
                                                   {u"mailboxes"_s, QJsonArray{mailbox}},
                                                   {u"businessUnits"_s, QJsonArray{unit}}});
    return imported.exitCode == 0 ? QByteArray() : imported.err;
}

/// Configuration and mails, as the program tells them.
QByteArray TestCliExchange::kept()
{
    return m_cli->call({u"settings"_s, u"export"_s, u"-"_s, u"--json"_s}).out
        + m_cli->call({u"mails"_s, u"list"_s, u"--unmatched"_s, u"--json"_s}).out
        + m_cli->call({u"incidents"_s, u"list"_s, u"--json"_s}).out;
}

void TestCliExchange::mailComesInIsAnsweredAndTheAnswerArrives_data()
{
    QTest::addColumn<bool>("oauth");
    QTest::newRow("BASIC") << false;
    QTest::newRow("OAuth client credentials") << true;
}

void TestCliExchange::mailComesInIsAnsweredAndTheAnswerArrives()
{
    REQUIRE_SERVER(Keyring::missing().isEmpty(), qPrintable(Keyring::missing()));
    QFETCH(const bool, oauth);
    Keyring keyring;
    QVERIFY(keyring.startBus() && keyring.start(true));
    m_cli->vault = u"keychain"_s;
    m_cli->variables = keyring.environment();
    QCOMPARE(importMailbox(inbound(oauth)), QByteArray());
    const Called without = run();
    QCOMPARE(without.exitCode, 4);
    QCOMPARE(without.error().value("kind"_L1).toString(), u"CredentialsMissing"_s);
    const Called set = m_cli->call({u"secret"_s, u"set"_s, analysts}, analystsPassword.toUtf8() + '\n');
    QVERIFY2(set.exitCode == 0, set.err);
    const Called test = m_cli->call({u"test"_s, u"inbound"_s, analysts, u"--json"_s, u"--trace"_s});
    QVERIFY2(test.exitCode == 0, test.out + test.err);
    QVERIFY(test.json().value("ok"_L1).toBool());
    QVERIFY(!test.out.contains(analystsPassword.toUtf8()) && !test.out.contains(analystsPassword.toUtf8().toBase64()));

    const Called created = m_cli->call(
        {u"incidents"_s, u"create"_s, u"--title"_s, u"Phishing wave"_s, u"--unit"_s, u"Finance"_s, u"--json"_s});
    const QString tag = created.json().value("tag"_L1).toString();
    QVERIFY2(tag.startsWith(u"[INC-"_s), created.out);
    m_world->drop({mailToAnalysts(finance, u"We were hit "_s + tag, "hit@bu.test", {}, "Gr\xc3\xbc\xc3\x9f\r\n"),
                   mailToAnalysts(u"stranger@far.test"_s, u"Offer"_s, "offer@far.test", {}, "Buy\r\n")});
    const Called first = run();
    QVERIFY2(first.exitCode == 0, first.err);
    const QJsonObject told = first.json().value("mailboxes"_L1).toArray().first().toObject();
    QCOMPARE(told.value("matched"_L1).toInt(), 1);
    QCOMPARE(told.value("unmatched"_L1).toInt(), 1);

    const Called list
        = m_cli->call({u"mails"_s, u"list"_s, u"--incident"_s, created.json().value("key"_L1).toString(), u"--json"_s});
    const QJsonArray mails = list.json().value("mails"_L1).toArray();
    QCOMPARE(mails.size(), 1);
    const QString id = QString::number(mails.first().toObject().value("id"_L1).toInteger());
    const Called reply = m_cli->call({u"reply"_s, id, u"--text"_s, u"-"_s, u"--json"_s}, "Pull the plug.\n");
    QVERIFY2(reply.exitCode == 0, reply.err);
    QVERIFY(m_world->delivered().isEmpty());
    const Called sent = run();
    QVERIFY2(sent.exitCode == 0, sent.err);
    QCOMPARE(m_world->delivered().size(), 1);
    const QJsonObject arrived = readIndependently(m_world->delivered().first());
    QCOMPARE(headerValues(arrived, "In-Reply-To"), QStringList{u"<hit@bu.test>"_s});
    QVERIFY(arrived.value("text"_L1).toString().contains(u"Pull the plug."_s));
    QVERIFY(m_world->flags(u"hit@bu.test"_s).contains("answered"));
    // Once more fetches nothing new and sends nothing twice.
    const int fetched = m_world->fetchedMails();
    const QByteArray before = kept();
    QCOMPARE(run().exitCode, 0);
    QCOMPARE(kept(), before);
    QVERIFY(m_world->fetchedMails() <= fetched + 1); // the sent copy, if it was not read yet
    QCOMPARE(m_world->delivered().size(), 1);
    QCOMPARE(m_world->mailsIn(u"Sent"_s).size(), 1);
}

void TestCliExchange::badInputIsSaidAndChangesNothing_data()
{
    QTest::addColumn<bool>("oauth");
    QTest::addColumn<Spoil>("spoil");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("failure"); // STEP: REASON
    QTest::addColumn<QByteArray>("sentence");
    const auto row = [](const char *name, bool oauth, const Spoil &spoil, int exitCode, const char *failure,
                        const char *sentence) {
        QTest::newRow(name) << oauth << spoil << exitCode << QString::fromLatin1(failure) << QByteArray(sentence);
    };
    row(
        "wrong host", false, [](const Spoiling &it) { it.inbound.insert("host"_L1, u"nonexistent.invalid"_s); }, 5,
        "resolve: NameNotFound", "the server's name was not found");
    row(
        "wrong port", false, [](const Spoiling &it) { it.inbound.insert("port"_L1, 1); }, 5,
        "connect: ConnectionRefused", "the server refused the connection");
    row(
        "certificate of another host", false, [](const Spoiling &it) { it.inbound.insert("host"_L1, u"localhost"_s); },
        5, "tls: CertificateWrongHost", "the server's certificate is for another name");
    row(
        "unknown authority", false, [](const Spoiling &it) { it.inbound.remove("trustedCaFile"_L1); }, 5,
        "tls: CertificateUntrusted", "the server's certificate is not trusted");
    row(
        "a path with no Exchange", false,
        [](const Spoiling &it) {
            it.inbound.insert("host"_L1, u"https://127.0.0.1:%1/owa/service.svc"_s.arg(it.world.port()));
        },
        5, "sign-in: NoExchange", "what answers there is no Exchange server");
    row("a page of a portal", false, failing([](demo::ExchangeFaults &faults) { faults.html = 1'000; }), 5,
        "sign-in: NoExchange", "what answers there is no Exchange server");
    row("an answer that breaks off", false, failing([](demo::ExchangeFaults &faults) {
            faults.cuts = 1'000;
            faults.wire.cutAt = 700;
        }),
        5, "sign-in: ConnectionLost", "the connection was lost");
    row("an answer that is no XML", false, failing([](demo::ExchangeFaults &faults) { faults.wrongXml = 1'000; }), 5,
        "sign-in: ProtocolViolation", "an answer that its protocol does not allow");
    row("refused sign-in", false, failing([](demo::ExchangeFaults &faults) { faults.unauthorised = 1'000; }), 4,
        "sign-in: AuthenticationFailed", "the server refused the user name or the password");
    row(
        "unknown app", true,
        [](const Spoiling &it) { setOAuth(it.inbound, u"clientId"_s, u"11111111-2222-3333-4444-555555555555"_s); }, 4,
        "token: NoToken: UnknownApp (AADSTS700016)", "issued no access token");
    row(
        "a sign-in service that is not there", true,
        [](const Spoiling &it) { setOAuth(it.inbound, u"loginHost"_s, u"https://127.0.0.1:1"_s); }, 5,
        "token: ConnectionRefused", "the sign-in service 127.0.0.1 cannot be asked: the server refused the connection");
    row("unknown tenant", true, refusedToken("AADSTS90002: Tenant 'corp.test' not found."), 4,
        "token: NoToken: WrongTenant (AADSTS90002)", "issued no access token");
    row("expired secret", true, failing([](demo::ExchangeFaults &faults) { faults.secretExpired = 1'000; }), 4,
        "token: NoToken: ExpiredSecret (AADSTS7000222)", "issued no access token");
    row("wrong secret", true, refusedToken("AADSTS7000215: Invalid client secret provided."), 4,
        "token: NoToken: WrongSecret (AADSTS7000215)", "issued no access token");
    row("consent missing", true, failing([](demo::ExchangeFaults &faults) { faults.consentMissing = 1'000; }), 4,
        "token: NoToken: ConsentMissing (AADSTS65001)", "issued no access token");
}

void TestCliExchange::badInputIsSaidAndChangesNothing()
{
    QFETCH(const bool, oauth);
    QFETCH(const Spoil, spoil);
    QFETCH(const int, exitCode);
    QFETCH(const QString, failure);
    QFETCH(const QByteArray, sentence);
    m_world->drop({mailToAnalysts(finance, u"Kept"_s, "kept@bu.test", {}, "x\r\n")});
    QCOMPARE(importMailbox(inbound(oauth)), QByteArray());
    const Called good = run();
    QVERIFY2(good.exitCode == 0, good.err);
    const QByteArray goodState = kept();
    QVERIFY(goodState.contains("kept@bu.test"));

    QJsonObject spoilt = inbound(oauth);
    std::shared_ptr<TokenRefuser> refuser;
    spoil({*m_world, spoilt, refuser});
    QCOMPARE(importMailbox(spoilt), QByteArray());
    const QByteArray before = kept();
    const Called test = m_cli->call({u"test"_s, u"inbound"_s, analysts, u"--json"_s});
    QVERIFY2(test.exitCode == exitCode, test.out + test.err);
    const QJsonObject error = test.error();
    QCOMPARE(error.value("step"_L1).toString() + u": "_s + error.value("reason"_L1).toString(), failure);
    const Called told = m_cli->call({u"test"_s, u"inbound"_s, analysts});
    QVERIFY2(told.err.startsWith("liaison: Failed to test Service connectivity: ") && told.err.contains(sentence),
             told.err);
    // What people are told; the number of each refusal aside.
    const QByteArray message = error.value("message"_L1).toString().section(u" Trace ID"_s, 0, 0).toUtf8();
    QVERIFY2(told.err.contains(" connectivity: " + message), told.err + message);
    if (failure == u"connect: ConnectionRefused"_s) { // the log's words are English
        m_cli->language = u"de"_s;
        const Called german = m_cli->call({u"test"_s, u"inbound"_s, analysts});
        QVERIFY2(german.err.contains(": 127.0.0.1\n") && !german.err.contains("refused"), german.err);
        m_cli->language = u"en"_s;
    }
    const Called feed = run();
    QVERIFY2(feed.exitCode == exitCode, feed.out + feed.err); // the same fault, whichever command meets it
    if (exitCode == 4)                                        // a client secret is none
        QVERIFY2(feed.err.contains("the user name or the password") != oauth, feed.err);
    QCOMPARE(feed.error().value("message"_L1).toString().section(u": "_s, 0, 0), analysts);
    QVERIFY(!(test.out + test.err + told.out + told.err + feed.out + feed.err).contains(analystsPassword.toUtf8()));
    QCOMPARE(kept(), before);

    // Mended, it goes on where it was.
    QVERIFY(m_world->exchange([](demo::Exchange &exchange) { exchange.faults = {}; }));
    QCOMPARE(importMailbox(inbound(oauth)), QByteArray());
    if (failure == u"sign-in: AuthenticationFailed"_s) { // not tried again until somebody acts
        QCOMPARE(run().exitCode, 4);
        QCOMPARE(m_cli->call({u"test"_s, u"inbound"_s, analysts}).exitCode, 0);
    }
    const int fetched = m_world->fetchedMails();
    const Called again = run();
    QVERIFY2(again.exitCode == 0, again.err);
    QCOMPARE(kept(), goodState);
    QCOMPARE(m_world->fetchedMails(), fetched);
}

void TestCliExchange::whatTheSignInServiceRefusedIsSaid_data()
{
    QTest::addColumn<QByteArray>("words");
    QTest::addColumn<QByteArray>("english");
    QTest::addColumn<QByteArray>("german");
    QTest::newRow("wrong") << QByteArray("AADSTS7000215: Invalid client secret provided.")
                           << QByteArray("The client ID or the client secret was refused")
                           << QByteArray("Die Client-ID oder der geheime Clientschlüssel wurde abgelehnt");
    QTest::newRow("expired") << QByteArray("AADSTS7000222: The provided client secret keys are expired.")
                             << QByteArray("The client secret has expired")
                             << QByteArray("Der geheime Clientschlüssel ist abgelaufen");
    QTest::newRow("certificate") << QByteArray("AADSTS700027: Client assertion failed signature validation.")
                                 << QByteArray("The provider did not accept the certificate")
                                 << QByteArray("Der Anbieter hat das Zertifikat nicht angenommen");
    QTest::newRow("no number") << QByteArray("Client authentication failed.")
                               << QByteArray("The client ID or the client secret was refused")
                               << QByteArray("Die Client-ID oder der geheime Clientschlüssel wurde abgelehnt");
}

void TestCliExchange::whatTheSignInServiceRefusedIsSaid()
{
    QFETCH(const QByteArray, words);
    QFETCH(const QByteArray, english);
    QFETCH(const QByteArray, german);
    const TokenRefuser refuser(words);
    QJsonObject side = inbound(true);
    setOAuth(side, u"loginHost"_s, refuser.host());
    QCOMPARE(importMailbox(side), QByteArray());
    const Called feed = m_cli->call({u"feed"_s, u"run"_s, u"--once"_s});
    QCOMPARE(feed.exitCode, 4);
    QVERIFY2(feed.err.contains("liaison: " + analysts.toUtf8() + ": there is no access token ("), feed.err);
    QVERIFY2(feed.err.contains(english) && feed.err.contains(": " + words), feed.err);
    // Other processes and languages say it as well.
    for (const QStringList &command : {QStringList{u"feed"_s, u"status"_s}, QStringList{u"doctor"_s}}) {
        m_cli->language = u"en"_s;
        const Called here = m_cli->call(command);
        QVERIFY2(here.out.contains(english) && !here.out.contains("password:"), here.out);
        m_cli->language = u"de"_s;
        const Called there = m_cli->call(command);
        QVERIFY2(there.out.contains(german), there.out);
    }
}

void TestCliExchange::settingsThatCannotBeAreRefused()
{
    QCOMPARE(importMailbox(inbound(true)), QByteArray());
    const QByteArray before = kept();
    const auto refused = [this](const std::function<void(QJsonObject &)> &change) {
        QJsonObject side = inbound(true);
        change(side);
        return importMailbox(side);
    };
    QVERIFY(refused([](QJsonObject &side) { setOAuth(side, u"clientId"_s, {}); }).contains("oauth.clientId"));
    QVERIFY(refused([](QJsonObject &side) { setOAuth(side, u"cloud"_s, u"Mars"_s); }).contains("oauth.cloud"));
    QVERIFY(refused([](QJsonObject &side) { setOAuth(side, u"flow"_s, u"magic"_s); }).contains("oauth.flow"));
    QVERIFY(refused([](QJsonObject &side) { side.insert("port"_L1, 70'000); }).contains("inbound.port"));
    QVERIFY(refused([](QJsonObject &side) { side.insert("host"_L1, u"two hosts"_s); }).contains("inbound.host"));
    QVERIFY(refused([](QJsonObject &side) {
                side.insert("exchange"_L1, QJsonObject{{u"version"_s, u"Exchange5.5"_s}});
            }).contains("exchange.version"));
    QCOMPARE(kept(), before);
}

/// What the program asked, in these runs, of Exchange.
void TestCliExchange::cleanupTestCase()
{
    m_world.reset(); // its requests go into the book
    REQUESTS_FIT_SCHEMAS();
}

LIAISON_TEST(TestCliExchange)
#include "tst_cli_exchange.moc"
