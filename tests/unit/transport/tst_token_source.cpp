#include "core/secrets/memory_vault.h"
#include "core/transport/token_source.h"
#include "tests/support/await.h"
#include "tests/support/test_registry.h"
#include "tests/unit/transport/fake_provider.h"

#include <QTest>

#include <thread>

using namespace liaison;
using namespace liaison::test;
using namespace liaison::transport;

namespace {

/// Holds one refresh token, and can be slow or locked.
struct Drawer {
    std::optional<Secret> content;
    QList<QByteArray> written;
    bool locked = false;
    std::shared_ptr<QPromise<Result<void>>> held; ///< where set, writing waits for it
    std::function<void()> onWrite;

    static std::optional<Secret> with(const char *token) { return Secret(token); }
};

class DrawerStore final : public RefreshTokenStore {
public:
    explicit DrawerStore(Drawer *drawer) : m_drawer(drawer) { }
    Future<std::optional<Secret>> read() override
    {
        if (m_drawer->locked)
            return readyFuture<std::optional<Secret>>(fail(ErrorKind::KeychainLocked));
        return readyFuture<std::optional<Secret>>(m_drawer->content);
    }
    Future<void> write(Secret token) override
    {
        if (m_drawer->locked)
            return readyFuture<void>(fail(ErrorKind::KeychainLocked));
        m_drawer->written << token.reveal();
        m_drawer->content = std::move(token);
        if (m_drawer->held)
            return m_drawer->held->future();
        return readyFuture<void>({});
    }

private:
    Drawer *m_drawer;
};

/// A source over a fake provider, whose waits are noted instead of waited.
struct Desk {
    FakeProvider provider;
    Drawer drawer;
    QList<qint64> waits;
    std::unique_ptr<TokenSource> source;

    TokenSourceSettings settings()
    {
        TokenSourceSettings out;
        out.waits.jitter = 0;
        out.after = [this](QObject *owner, qint64 ms, std::function<void()> then) {
            waits << ms;
            QMetaObject::invokeMethod(owner, std::move(then), Qt::QueuedConnection);
        };
        return out;
    }
    void asPerson(const char *refreshToken = "r1")
    {
        if (refreshToken)
            drawer.content = Secret(refreshToken);
        source = std::make_unique<TokenSource>(provider.client(), std::make_unique<DrawerStore>(&drawer),
                                               &provider.clock, settings());
    }
    void asApplication()
    {
        source = std::make_unique<TokenSource>(provider.client(Secret("c4nary-secret")), nullptr, &provider.clock,
                                               settings());
    }
    QString token()
    {
        const auto token = await(source->token());
        return token ? QString::fromLatin1(token->value.reveal()) : errorKindName(token.error().kind);
    }
};

} // namespace

class TestTokenSource : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void applicationToken();
    void oneRequestForAll();
    void renewedEarly();
    void shortTokensAreRenewedAtHalf();
    void rotatedTokenIsStoredFirst();
    void lockedKeychainLosesNothing();
    void refreshTokenIsReadEachTime();
    void networkTroubleIsTriedAgain();
    void networkTroubleEnds();
    void refusalsAreNotTriedAgain_data();
    void refusalsAreNotTriedAgain();
    void aWrongClockIsMeasured();
    void aPauseUntilAMomentCountsByTheProvidersClock();
    void aClockThatIsWrongGetsItsTokens_data();
    void aClockThatIsWrongGetsItsTokens();
    void oldTokenServesItsTime();
    void refusedByTheServer();
    void stopEndsTheWaitingAlone();
    void nobodySignedIn();
    void adopted();
    void adoptedWhileAsking();
    void signedInElsewhereWhileAsking();
    void adoptNeedsARefreshToken();
    void deadSourceAnswers();
    void secretsStayInside();
    void vaultOnAnotherThread();
};

void TestTokenSource::applicationToken()
{
    Desk desk;
    desk.asApplication();
    desk.provider.answers = {FakeProvider::tokens("a1")};
    QVERIFY(!desk.source->expiresAt());
    const auto token = await(desk.source->token());
    QVERIFY2(token, why(token));
    QCOMPARE(token->value.reveal(), QByteArray("a1"));
    QCOMPARE(token->expiresAt, desk.provider.clock.nowMs() + 3'600'000);
    QCOMPARE(desk.source->expiresAt(), std::optional<UtcMs>(token->expiresAt));
    const SeenRequest seen = desk.provider.server.requests.value(0);
    QVERIFY(seen.head.startsWith("POST /token "));
    QCOMPARE(seen.header("Content-Type"), QByteArray("application/x-www-form-urlencoded"));
    QCOMPARE(seen.field("grant_type"), QByteArray("client_credentials"));
    QCOMPARE(seen.field("client_secret"), QByteArray("c4nary-secret"));
    QCOMPARE(seen.field("scope"), QByteArray("mail offline_access"));
}

void TestTokenSource::oneRequestForAll()
{
    Desk desk;
    desk.asPerson();
    desk.provider.answers = {FakeProvider::tokens("a1", "r2")};
    QList<Future<AccessToken>> all;
    for (int i = 0; i < 20; ++i)
        all << desk.source->token();
    for (const auto &one : all)
        QCOMPARE(await(one)->value.reveal(), QByteArray("a1"));
    QCOMPARE(desk.provider.asked(), 1);
    QCOMPARE(desk.drawer.written, QList<QByteArray>{"r2"});
    QCOMPARE(desk.provider.server.requests.first().field("refresh_token"), QByteArray("r1"));
}

void TestTokenSource::renewedEarly()
{
    Desk desk;
    desk.asApplication();
    desk.provider.answers = {FakeProvider::tokens("a1"), FakeProvider::tokens("a2")};
    QCOMPARE(desk.token(), QStringLiteral("a1"));
    desk.provider.clock.advance(3'600'000 - 300'000 - 1);
    QCOMPARE(desk.token(), QStringLiteral("a1"));
    desk.provider.clock.advance(1); // five minutes are left
    QCOMPARE(desk.token(), QStringLiteral("a2"));
    QCOMPARE(desk.provider.asked(), 2);
}

void TestTokenSource::shortTokensAreRenewedAtHalf()
{
    Desk desk;
    desk.asApplication();
    desk.provider.answers = {FakeProvider::tokens("a1", nullptr, 60), FakeProvider::tokens("a2", nullptr, 60)};
    QCOMPARE(desk.token(), QStringLiteral("a1"));
    desk.provider.clock.advance(29'999);
    QCOMPARE(desk.token(), QStringLiteral("a1"));
    desk.provider.clock.advance(1);
    QCOMPARE(desk.token(), QStringLiteral("a2"));
}

void TestTokenSource::rotatedTokenIsStoredFirst()
{
    Desk desk;
    desk.asPerson();
    desk.drawer.held = std::make_shared<QPromise<Result<void>>>();
    desk.drawer.held->start();
    desk.provider.answers = {FakeProvider::tokens("a1", "r2")};
    const auto token = desk.source->token();
    QTRY_COMPARE(desk.drawer.written, QList<QByteArray>{"r2"});
    const auto later = desk.source->token();
    QCoreApplication::processEvents();
    QVERIFY(!token.isFinished() && !later.isFinished());
    QVERIFY(!desk.source->expiresAt());
    finishWith<void>(*desk.drawer.held, {});
    QCOMPARE(await(token)->value.reveal(), QByteArray("a1"));
    QCOMPARE(await(later)->value.reveal(), QByteArray("a1"));
    QCOMPARE(desk.provider.asked(), 1);
}

void TestTokenSource::lockedKeychainLosesNothing()
{
    Desk desk;
    desk.asPerson();
    desk.provider.answers = {QByteArray()};
    const auto token = desk.source->token();
    QTRY_COMPARE(desk.provider.asked(), 1);
    desk.drawer.locked = true; // between reading the old one and storing the new
    desk.provider.server.reply(FakeProvider::tokens("a1", "r2"));
    QCOMPARE(await(token).error().kind, ErrorKind::KeychainLocked);
    QCOMPARE(desk.token(), QStringLiteral("KeychainLocked"));
    desk.drawer.locked = false;
    QCOMPARE(desk.token(), QStringLiteral("a1"));
    QCOMPARE(desk.drawer.written, QList<QByteArray>{"r2"});
    QCOMPARE(desk.provider.asked(), 1); // the old one is void at the provider: it was not used again
}

void TestTokenSource::refreshTokenIsReadEachTime()
{
    Desk desk;
    desk.asPerson();
    desk.provider.answers = {FakeProvider::tokens("a1"), FakeProvider::tokens("a2")};
    QCOMPARE(desk.token(), QStringLiteral("a1"));
    QVERIFY(desk.drawer.written.isEmpty()); // none came, so the old one stays good
    desk.drawer.content = Secret("r-of-another-process");
    desk.provider.clock.advance(3'600'000);
    QCOMPARE(desk.token(), QStringLiteral("a2"));
    QCOMPARE(desk.provider.server.requests.value(1).field("refresh_token"), QByteArray("r-of-another-process"));
}

void TestTokenSource::networkTroubleIsTriedAgain()
{
    Desk desk;
    desk.asPerson();
    desk.provider.answers = {std::nullopt, std::nullopt, FakeProvider::tokens("a1")};
    // Qt itself sends a request again whose connection ended before its answer began, so more may have come.
    QCOMPARE(desk.token(), QStringLiteral("a1"));
    QVERIFY(desk.provider.asked() >= 3);
    QVERIFY(desk.waits.size() <= 2);
}

void TestTokenSource::networkTroubleEnds()
{
    Desk desk;
    desk.asPerson();
    desk.provider.server.close(); // nobody listens any more
    QCOMPARE(desk.token(), QStringLiteral("ConnectionRefused"));
    QCOMPARE(desk.waits, (QList<qint64>{1'000, 2'000}));
    QVERIFY(!desk.source->lastFailure());
    QCOMPARE(desk.token(), QStringLiteral("ConnectionRefused"));
    QCOMPARE(desk.waits.size(), 4); // each time anew
}

void TestTokenSource::refusalsAreNotTriedAgain_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("problem");
    const auto row = [](const char *name, const QByteArray &answer, const char *kind, const char *problem) {
        QTest::newRow(name) << answer << QString::fromLatin1(kind) << QString::fromLatin1(problem);
    };
    row("revoked", FakeProvider::refusal("invalid_grant"), "AuthenticationFailed", "SignInExpired");
    row("consent", FakeProvider::refusal("invalid_grant", "AADSTS65001: consent"), "PermissionDenied",
        "ConsentMissing");
    row("unknown app", FakeProvider::refusal("invalid_client", "", 401), "AuthenticationFailed", "UnknownApp");
    row("busy", httpAnswer(429, "{}", "Retry-After: 7\r\n"), "ServerBusy", "Busy");
    row("captive portal", httpAnswer(200, "<html>hotel</html>"), "ProtocolViolation", "NotAProvider");
    row("moved", httpAnswer(302, {}, "Location: https://evil.example/\r\n"), "ProtocolViolation", "NotAProvider");
    row("nonsense", FakeProvider::json({{QStringLiteral("access_token"), 1}}), "ProtocolViolation", "BadAnswer");
}

void TestTokenSource::refusalsAreNotTriedAgain()
{
    QFETCH(const QByteArray, answer);
    QFETCH(const QString, kind);
    QFETCH(const QString, problem);
    Desk desk;
    desk.asPerson();
    desk.provider.answers = {answer, FakeProvider::tokens("a1")};
    const auto token = await(desk.source->token());
    QVERIFY(!token);
    QCOMPARE(errorKindName(token.error().kind), kind);
    QCOMPARE(desk.provider.asked(), 1);
    QVERIFY(desk.waits.isEmpty());
    QVERIFY(desk.source->lastFailure());
    QCOMPARE(oauth::problemName(desk.source->lastFailure()->problem), problem);
    if (problem == QLatin1String("Busy"))
        QCOMPARE(token.error().retryAfterMs, std::optional<qint64>(7'000));
    // The stored sign-in is as it was, and asking again asks again.
    QCOMPARE(desk.drawer.content->reveal(), QByteArray("r1"));
    QCOMPARE(desk.token(), QStringLiteral("a1"));
    QVERIFY(!desk.source->lastFailure());
}

void TestTokenSource::oldTokenServesItsTime()
{
    Desk desk;
    desk.asPerson();
    desk.provider.answers = {FakeProvider::tokens("a1"), httpAnswer(503, {})};
    QCOMPARE(desk.token(), QStringLiteral("a1"));
    desk.provider.clock.advance(3'300'000);
    QCOMPARE(desk.token(), QStringLiteral("a1")); // the provider is down, and five minutes are left
    QCOMPARE(desk.provider.asked(), 2);
    QVERIFY(desk.source->lastFailure());
    QCOMPARE(desk.token(), QStringLiteral("a1"));
    QCOMPARE(desk.provider.asked(), 2); // not for every connection
    desk.provider.clock.advance(60'000);
    QCOMPARE(desk.token(), QStringLiteral("a1"));
    QCOMPARE(desk.provider.asked(), 3);
    desk.provider.clock.advance(240'000);
    QCOMPARE(desk.token(), QStringLiteral("ServerBusy"));
}

void TestTokenSource::refusedByTheServer()
{
    Desk desk;
    desk.asApplication();
    desk.provider.answers = {FakeProvider::tokens("a1"), FakeProvider::tokens("a2")};
    QCOMPARE(desk.token(), QStringLiteral("a1"));
    desk.source->refused(Secret("a0")); // an old one: somebody was slow
    QCOMPARE(desk.token(), QStringLiteral("a1"));
    desk.source->refused(Secret("a1"));
    QCOMPARE(desk.token(), QStringLiteral("a2"));
}

void TestTokenSource::stopEndsTheWaitingAlone()
{
    Desk desk;
    desk.asPerson();
    desk.provider.answers = {QByteArray()};
    std::stop_source stop;
    const auto stopped = desk.source->token(stop.get_token());
    const auto patient = desk.source->token();
    QTRY_COMPARE(desk.provider.asked(), 1);
    std::thread([&stop] { stop.request_stop(); }).join();
    QCOMPARE(await(stopped).error().kind, ErrorKind::Cancelled);
    QVERIFY(!patient.isFinished());
    desk.provider.server.reply(FakeProvider::tokens("a1", "r2"));
    QCOMPARE(await(patient)->value.reveal(), QByteArray("a1"));
    QCOMPARE(desk.drawer.content->reveal(), QByteArray("r2"));
    // Stopped before it began.
    desk.provider.clock.advance(3'600'000);
    QCOMPARE(await(desk.source->token(stop.get_token())).error().kind, ErrorKind::Cancelled);
}

void TestTokenSource::nobodySignedIn()
{
    Desk desk;
    desk.asPerson(nullptr);
    QCOMPARE(desk.token(), QStringLiteral("CredentialsMissing"));
    desk.drawer.locked = true;
    QCOMPARE(desk.token(), QStringLiteral("KeychainLocked"));
    QCOMPARE(desk.provider.asked(), 0);
}

void TestTokenSource::adopted()
{
    Desk desk;
    desk.asPerson(nullptr);
    oauth::Tokens tokens;
    tokens.access = Secret("a9");
    tokens.refresh = Secret("r9");
    tokens.expiresAt = desk.provider.clock.nowMs() + 3'600'000;
    const auto kept = await(desk.source->adopt(tokens));
    QVERIFY2(kept, why(kept));
    QCOMPARE(desk.drawer.content->reveal(), QByteArray("r9"));
    QCOMPARE(desk.token(), QStringLiteral("a9"));
    QCOMPARE(desk.provider.asked(), 0);
    desk.drawer.locked = true;
    QCOMPARE(await(desk.source->adopt(tokens)).error().kind, ErrorKind::KeychainLocked);
    desk.drawer.locked = false;
    QCOMPARE(desk.token(), QStringLiteral("a9"));
}

void TestTokenSource::adoptedWhileAsking()
{
    Desk desk;
    desk.asPerson();
    desk.provider.answers = {QByteArray()};
    const auto waiting = desk.source->token();
    QTRY_COMPARE(desk.provider.asked(), 1);
    oauth::Tokens tokens;
    tokens.access = Secret("a9");
    tokens.refresh = Secret("r9");
    tokens.expiresAt = desk.provider.clock.nowMs() + 3'600'000;
    const auto kept = desk.source->adopt(tokens);
    desk.provider.server.reply(FakeProvider::tokens("a1", "r2")); // of the sign-in before
    QVERIFY(await(kept));
    QCOMPARE(await(waiting)->value.reveal(), QByteArray("a9"));
    QTRY_COMPARE(desk.provider.trace.size(), 1); // what came too late is there …
    QCoreApplication::processEvents();           // … and was handled
    QCOMPARE(desk.token(), QStringLiteral("a9"));
    QCOMPARE(desk.drawer.written, QList<QByteArray>{"r9"});
}

/// By another source, as each sign-in has its own, or by another process.
void TestTokenSource::signedInElsewhereWhileAsking()
{
    Desk desk;
    desk.asPerson();
    desk.provider.answers = {QByteArray(), FakeProvider::tokens("a9", "r10")};
    const auto waiting = desk.source->token();
    QTRY_COMPARE(desk.provider.asked(), 1);
    desk.drawer.content = Secret("r9");
    desk.provider.server.reply(FakeProvider::tokens("a1", "r2")); // of the sign-in before
    QCOMPARE(await(waiting)->value.reveal(), QByteArray("a9"));
    QCOMPARE(desk.provider.server.requests.value(1).field("refresh_token"), QByteArray("r9"));
    QCOMPARE(desk.drawer.written, QList<QByteArray>{"r10"});
}

void TestTokenSource::adoptNeedsARefreshToken()
{
    Desk desk;
    desk.asPerson();
    oauth::Tokens tokens;
    tokens.access = Secret("a9");
    QCOMPARE(await(desk.source->adopt(tokens)).error().kind, ErrorKind::CredentialsMissing);
    QCOMPARE(desk.drawer.content->reveal(), QByteArray("r1"));
}

void TestTokenSource::deadSourceAnswers()
{
    Desk desk;
    desk.asPerson();
    desk.provider.answers = {QByteArray()};
    const auto token = desk.source->token();
    QTRY_COMPARE(desk.provider.asked(), 1);
    desk.source.reset();
    QCOMPARE(await(token).error().kind, ErrorKind::Cancelled);
}

void TestTokenSource::secretsStayInside()
{
    Desk desk;
    desk.asApplication();
    desk.provider.answers
        = {FakeProvider::refusal("invalid_client", "c4nary-secret is wrong, said c4nary-secret", 401)};
    const auto token = await(desk.source->token());
    QVERIFY(!token);
    const QString all = desk.provider.trace.join(QLatin1Char('\n')) + token.error().log + token.error().serverWords
        + desk.source->lastFailure()->serverWords;
    QVERIFY(!all.contains(QStringLiteral("c4nary")));
    QVERIFY(!desk.provider.trace.isEmpty());
    Desk person;
    person.asPerson("c4nary-refresh");
    person.provider.answers = {FakeProvider::tokens("c4nary-access", "c4nary-next")};
    QCOMPARE(person.token(), QStringLiteral("c4nary-access"));
    QVERIFY(!person.provider.trace.join(QLatin1Char('\n')).contains(QStringLiteral("c4nary")));
}

/// The clock of these tests has 2023-11-14 22:13:20.
void TestTokenSource::aWrongClockIsMeasured()
{
    Desk app;
    app.asApplication();
    app.provider.answers
        = {httpAnswer(401, R"({"error":"invalid_client","error_description":"AADSTS700024: Client assertion"})",
                      "Date: Tue, 14 Nov 2023 23:13:20 GMT\r\nContent-Type: application/json\r\n")};
    const auto token = await(app.source->token());
    QVERIFY(!token);
    QCOMPARE(int(token.error().kind), int(ErrorKind::AuthenticationFailed));
    QVERIFY2(token.error().log.endsWith(QStringLiteral("it is 60 minutes behind the provider's.")), why(token));
    QCOMPARE(app.source->lastFailure()->clockAheadMs, std::optional<qint64>(-3'600'000));
}

void TestTokenSource::aPauseUntilAMomentCountsByTheProvidersClock()
{
    Desk app;
    app.asApplication();
    app.provider.answers
        = {httpAnswer(503, R"({"error":"temporarily_unavailable"})",
                      "Date: Tue, 14 Nov 2023 21:13:20 GMT\r\nRetry-After: Tue, 14 Nov 2023 21:14:20 GMT\r\n")};
    const auto token = await(app.source->token());
    QVERIFY(!token);
    QCOMPARE(token.error().retryAfterMs, std::optional<qint64>(60'000));
}

void TestTokenSource::aClockThatIsWrongGetsItsTokens_data()
{
    QTest::addColumn<QByteArray>("date"); // the provider's
    QTest::newRow("an hour ahead") << QByteArray("Tue, 14 Nov 2023 21:13:20 GMT");
    QTest::newRow("an hour behind") << QByteArray("Tue, 14 Nov 2023 23:13:20 GMT");
}

/// Lifetimes are relative: a token is renewed neither at once nor too late.
void TestTokenSource::aClockThatIsWrongGetsItsTokens()
{
    QFETCH(const QByteArray, date);
    Desk app;
    app.asApplication();
    app.provider.answers = {
        httpAnswer(200, R"({"access_token":"a1","token_type":"Bearer","expires_in":3600})", "Date: " + date + "\r\n"),
        FakeProvider::tokens("a2")};
    QCOMPARE(app.token(), QStringLiteral("a1"));
    app.provider.clock.advance(50 * 60'000);
    QCOMPARE(app.token(), QStringLiteral("a1"));
    QCOMPARE(app.provider.asked(), 1);
    app.provider.clock.advance(6 * 60'000);
    QCOMPARE(app.token(), QStringLiteral("a2"));
}

void TestTokenSource::vaultOnAnotherThread()
{
    // The vault is on the main thread; the engine asks from its own.
    secrets::MemoryVault vault;
    const auto store = vaultRefreshTokenStore(&vault, QStringLiteral("mailbox/1/oauth"));
    Future<void> written;
    Future<std::optional<Secret>> read;
    std::thread engine([&] { written = store->write(Secret("r1")); });
    engine.join();
    const auto done = await(written);
    QVERIFY2(done, why(done));
    std::thread([&] { read = store->read(); }).join();
    QCOMPARE((*await(read))->reveal(), QByteArray("r1"));
    QCOMPARE((*await(vault.read(QStringLiteral("mailbox/1/oauth"))))->reveal(), QByteArray("r1"));
}

LIAISON_TEST(TestTokenSource)
#include "tst_token_source.moc"
