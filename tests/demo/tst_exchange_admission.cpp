#include "app/demo/exchange_tokens.h"
#include "core/ews/get_folder.h"
#include "core/ews/get_item.h"
#include "core/ews/get_streaming_events.h"
#include "core/ews/move_item.h"
#include "core/ews/subscribe.h"
#include "core/ews/sync_folder_items.h"
#include "core/ews/update_item.h"
#include "exchange_world.h"
#include "tests/support/test_registry.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace liaison;
using namespace liaison::test;
using ews::FolderRef;
using ews::ServerVersion;

namespace {

const FolderRef inbox = FolderRef::named(QStringLiteral("inbox"));
const QString clientId = QStringLiteral("5d1c7e0e-0000-4000-8000-7bd1a4a1f2aa");
const QString clientSecret = QStringLiteral("s3cret~with+signs&such");

demo::DemoServer::Options withTokens()
{
    demo::DemoServer::Options options;
    options.exchange.clientId = clientId;
    options.exchange.clientSecret = clientSecret;
    return options;
}

QByteArray getInbox(const ews::RequestContext &context)
{
    return ews::GetFolder::request(context, {inbox}, ews::FolderShape::IdOnly);
}

} // namespace

/// Who and what the demo's Exchange lets in.
class TestExchangeAdmission : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tellsItsVersion_data() { addVersions(); }
    void tellsItsVersion();
    void refusesNewerVersions_data() { tellsItsVersion_data(); }
    void refusesNewerVersions();
    void refusesWhatAVersionLacks_data();
    void refusesWhatAVersionLacks();
    void isNegotiatedWith();
    void signsInByPassword_data();
    void signsInByPassword();
    void givesTokens();
    void refusesTokens_data();
    void refusesTokens();
    void actsForMailboxes();
    void takesForeignTokens();
    void opensToDelegates();
    void knowsItsPaths();

private:
    static QByteArray token(ExchangeWorld &world, const QString &secret = clientSecret, int *status = nullptr);
};

void TestExchangeAdmission::tellsItsVersion()
{
    QFETCH(QString, version);
    ExchangeWorld world(version);
    START_EXCHANGE(world);
    ews::GetFolder operation;
    operation.feed(world.post(getInbox(world.context)).body);
    QVERIFY(operation.server());
    QVERIFY(*operation.server() == demo::exchangeVersion(version)->build);
    // What a client makes of the number is taken by that server.
    QVERIFY(*ews::newestFor(*operation.server()) <= demo::exchangeVersion(version)->newest);
}

void TestExchangeAdmission::refusesNewerVersions()
{
    QFETCH(QString, version);
    ExchangeWorld world(version);
    START_EXCHANGE(world);
    const ServerVersion newest = world.context.version;
    for (const ServerVersion claimed : ews::allVersions()) {
        world.context.version = claimed;
        const auto answer = world.ask<ews::GetFolder>(getInbox(world.context));
        QCOMPARE(answer.has_value(), claimed <= newest);
        if (!answer)
            QCOMPARE(answer.error().remedy, ews::Remedy::StepDownVersion);
    }
    QByteArray strange = getInbox({});
    strange.replace("Exchange2007_SP1", "V2_8");
    const auto answer = world.ask<ews::GetFolder>(strange);
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, QStringLiteral("ErrorInvalidServerVersion"));
}

void TestExchangeAdmission::refusesWhatAVersionLacks_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<ServerVersion>("since");
    const ews::RequestContext all{ServerVersion::Exchange2016, {}};
    const QList<ews::ItemId> items{{QStringLiteral("AAMk"), {}}};
    QTest::newRow("SyncScope") << ews::SyncFolderItems::request(all, {inbox}) << ServerVersion::Exchange2010;
    QTest::newRow("streaming") << ews::Subscribe::streaming(all, {inbox}) << ServerVersion::Exchange2010_SP1;
    QTest::newRow("all folders") << ews::Subscribe::pull(all, {}, 1) << ServerVersion::Exchange2010;
    QTest::newRow("GetStreamingEvents") << ews::GetStreamingEvents::request(all, {QStringLiteral("x")}, 1)
                                        << ServerVersion::Exchange2010_SP1;
    QTest::newRow("ReturnNewItemIds") << ews::MoveItem::request(all, inbox, items) << ServerVersion::Exchange2010_SP1;
    QTest::newRow("SuppressReadReceipts")
        << ews::UpdateItem::request(all, {{items.first(), true, {}}}) << ServerVersion::Exchange2013;
    QTest::newRow("Preview") << ews::GetItem::request(all, items, ews::ItemShape::Headers)
                             << ServerVersion::Exchange2013;
    QTest::newRow("MimeContentUTF8") << ews::GetItem::request(all, items, ews::ItemShape::MimeUtf8)
                                     << ServerVersion::Exchange2013_SP1;
    QTest::newRow("folder:DistinguishedFolderId")
        << ews::GetFolder::request(all, {inbox}) << ServerVersion::Exchange2013;
    QTest::newRow("archive folders") << ews::GetFolder::request(
        all, {FolderRef::named(QStringLiteral("archivemsgfolderroot"))}, ews::FolderShape::IdOnly)
                                     << ServerVersion::Exchange2010_SP1;
}

void TestExchangeAdmission::refusesWhatAVersionLacks()
{
    QFETCH(QByteArray, request);
    QFETCH(ServerVersion, since);
    // By the version that the request claims …
    ExchangeWorld newest;
    START_EXCHANGE(newest);
    const QByteArray name = ews::requestName(ServerVersion::Exchange2016).toUtf8();
    for (const ServerVersion claimed : ews::allVersions()) {
        QByteArray body = request;
        body.replace(name, ews::requestName(claimed).toUtf8());
        const HttpAnswer answer = newest.post(body);
        const bool lacks = answer.head.status == 500 && answer.body.contains("ErrorSchemaValidation");
        QVERIFY2(lacks == (claimed < since), qPrintable(ews::requestName(claimed)));
    }
    // … and by what the server is.
    const ServerVersion before = *ews::olderThan(since);
    ExchangeWorld old(ews::requestName(before));
    QVERIFY(old.start().isEmpty());
    QByteArray body = request;
    body.replace(name, ews::requestName(before).toUtf8());
    QCOMPARE(old.post(body).head.status, 500);
}

void TestExchangeAdmission::isNegotiatedWith()
{
    // As a client does that knows nothing but "Other".
    ExchangeWorld world(QStringLiteral("Exchange2010_SP2"));
    START_EXCHANGE(world);
    ews::VersionNegotiation negotiation;
    for (int tries = 0; tries < 5; ++tries) {
        world.context.version = negotiation.current();
        ews::GetFolder operation;
        operation.feed(world.post(getInbox(world.context)).body);
        if (!operation.server() || !negotiation.learn(*operation.server()))
            break;
    }
    QCOMPARE(negotiation.current(), ServerVersion::Exchange2010_SP2);
}

void TestExchangeAdmission::signsInByPassword_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("password");
    QTest::addColumn<int>("status");
    QTest::newRow("address") << team << teamPassword << 200;
    QTest::newRow("domain") << QStringLiteral("NORDHAFEN\\") + team << teamPassword << 200;
    QTest::newRow("wrong") << team << QStringLiteral("wrong") << 401;
    QTest::newRow("nobody") << QStringLiteral("nobody@nordhafen.example") << teamPassword << 401;
    QTest::newRow("nothing") << QString() << QString() << 401;
}

void TestExchangeAdmission::signsInByPassword()
{
    QFETCH(QString, user);
    QFETCH(QString, password);
    QFETCH(int, status);
    ExchangeWorld world;
    START_EXCHANGE(world);
    world.authorization
        = user.isEmpty() ? QByteArray() : "Basic " + (user + QLatin1Char(':') + password).toUtf8().toBase64();
    const HttpAnswer answer = world.post(getInbox(world.context));
    QCOMPARE(answer.head.status, status);
    if (status == 401)
        QVERIFY(ews::offeredSchemes(answer.head).contains("basic"));
}

QByteArray TestExchangeAdmission::token(ExchangeWorld &world, const QString &secret, int *status)
{
    QNetworkRequest request = world.request(QStringLiteral("/nordhafen.example/oauth2/v2.0/token"));
    request.setRawHeader("Authorization", {});
    request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArray("application/x-www-form-urlencoded"));
    const QByteArray form = "grant_type=client_credentials&client_id=" + clientId.toUtf8() + "&client_secret="
        + secret.toUtf8().toPercentEncoding() + "&scope=https%3A%2F%2Foutlook.office365.com%2F.default";
    const HttpAnswer answer = world.send(request, "POST", form);
    if (status)
        *status = answer.head.status;
    return QJsonDocument::fromJson(answer.body).object().value(QLatin1String("access_token")).toString().toUtf8();
}

void TestExchangeAdmission::givesTokens()
{
    ExchangeWorld world(QStringLiteral("ExchangeOnline"), withTokens());
    START_EXCHANGE(world);
    const QByteArray good = token(world);
    QVERIFY(!good.isEmpty());
    world.authorization = "Bearer " + good;
    world.context.impersonate = team;
    QVERIFY(world.ask<ews::GetFolder>(getInbox(world.context)));
    QVERIFY(world.exchange([](demo::Exchange &exchange) { exchange.tokens().revokeAll(); }));
    QCOMPARE(world.post(getInbox(world.context)).head.status, 401);
    int status = 0;
    QVERIFY(token(world, QStringLiteral("wrong"), &status).isEmpty());
    QCOMPARE(status, 401);
}

void TestExchangeAdmission::refusesTokens_data()
{
    QTest::addColumn<QByteArray>("form");
    QTest::addColumn<QString>("error");
    const QByteArray client
        = "&client_id=" + clientId.toUtf8() + "&client_secret=" + clientSecret.toUtf8().toPercentEncoding();
    QTest::newRow("grant") << QByteArray("grant_type=password") + client << QStringLiteral("unsupported_grant_type");
    QTest::newRow("client") << QByteArray("grant_type=client_credentials&client_id=x&scope=a%2F.default")
                            << QStringLiteral("unauthorized_client");
    QTest::newRow("scope") << QByteArray("grant_type=client_credentials&scope=mail") + client
                           << QStringLiteral("invalid_scope");
}

void TestExchangeAdmission::refusesTokens()
{
    QFETCH(QByteArray, form);
    QFETCH(QString, error);
    ExchangeWorld world(QStringLiteral("ExchangeOnline"), withTokens());
    START_EXCHANGE(world);
    QNetworkRequest request = world.request(QStringLiteral("/nordhafen.example/oauth2/v2.0/token"));
    request.setRawHeader("Authorization", {});
    const HttpAnswer answer = world.send(request, "POST", form);
    QCOMPARE(answer.head.status, 400);
    QCOMPARE(QJsonDocument::fromJson(answer.body).object().value(QLatin1String("error")).toString(), error);
}

void TestExchangeAdmission::actsForMailboxes()
{
    ExchangeWorld world(QStringLiteral("ExchangeOnline"), withTokens());
    START_EXCHANGE(world);
    const auto code = [&](const QString &address) {
        world.context.impersonate = address;
        const auto answer = world.ask<ews::GetFolder>(getInbox(world.context));
        return answer ? QString() : answer.error().code;
    };
    const QString other = QStringLiteral("other@nordhafen.example");
    QVERIFY(world.office([other](demo::PostOffice &office) { office.addMailbox(other, QStringLiteral("x")); }));
    QCOMPARE(code(team), QString());
    QCOMPARE(code(other), QStringLiteral("ErrorImpersonateUserDenied")); // a person is themselves
    world.authorization = "Bearer " + token(world);
    QCOMPARE(code(other), QString());
    QCOMPARE(code(QStringLiteral("nobody@x.example")), QStringLiteral("ErrorNonExistentMailbox"));
    QCOMPARE(code({}), QStringLiteral("ErrorImpersonationFailed")); // an application is nobody
}

void TestExchangeAdmission::takesForeignTokens()
{
    demo::DemoServer::Options options;
    options.exchange.foreignToken = [](const QByteArray &token) -> std::optional<QString> {
        if (token == "person")
            return team;
        if (token == "stranger")
            return QStringLiteral("nobody@elsewhere.example");
        return token == "application" ? std::optional(QString()) : std::nullopt;
    };
    ExchangeWorld world(QStringLiteral("ExchangeOnline"), options);
    START_EXCHANGE(world);
    const auto diary = [&world] {
        demo::ExchangeDiary seen;
        world.exchange([&seen](demo::Exchange &exchange) { seen = exchange.diary; });
        return QList<int>{seen.byToken, seen.byPassword, seen.refused};
    };
    const auto status = [&world](const QByteArray &authorization, const QString &impersonate = {}) {
        world.authorization = authorization;
        world.context.impersonate = impersonate;
        return world.post(getInbox(world.context)).head.status;
    };
    QCOMPARE(status(world.authorization), 200);
    QCOMPARE(diary(), QList<int>({0, 1, 0}));
    QCOMPARE(status("Bearer person"), 200);
    QCOMPARE(status("bearer application", team), 200);
    QCOMPARE(diary(), QList<int>({2, 1, 0}));
    QCOMPARE(status("Bearer stranger"), 401);
    QCOMPARE(status("Bearer other"), 401);
    QCOMPARE(diary(), QList<int>({2, 1, 2}));
}

void TestExchangeAdmission::opensToDelegates()
{
    const QString shared = QStringLiteral("shared@nordhafen.example");
    demo::DemoServer::Options options;
    options.exchange.delegates = {{shared, {team}}};
    ExchangeWorld world(QStringLiteral("Exchange2016"), options);
    START_EXCHANGE(world);
    QVERIFY(world.office([shared](demo::PostOffice &office) {
        office.addMailbox(shared, QStringLiteral("x"))->append(QStringLiteral("INBOX"), mail(1), 0, {});
        office.addMailbox(QStringLiteral("private@nordhafen.example"), QStringLiteral("x"));
    }));
    const FolderRef theirs = FolderRef::named(QStringLiteral("inbox"), shared);
    const auto page = world.ask<ews::SyncFolderItems>(ews::SyncFolderItems::request(world.context, {theirs}));
    QVERIFY2(page, why(page));
    QCOMPARE(page->changes.size(), 1);
    const auto items = world.ask<ews::GetItem>(
        ews::GetItem::request(world.context, {page->changes.first().id}, ews::ItemShape::Mime));
    QVERIFY(items && items->at(0) && items->at(0)->mime == mail(1));
    const auto denied = world.ask<ews::GetFolder>(ews::GetFolder::request(
        world.context, {FolderRef::named(QStringLiteral("inbox"), QStringLiteral("private@nordhafen.example"))}));
    QVERIFY(denied && !denied->at(0));
    QCOMPARE(denied->at(0).error().code, QStringLiteral("ErrorAccessDenied"));
    FITS_SCHEMA(world);
}

void TestExchangeAdmission::knowsItsPaths()
{
    ExchangeWorld world;
    START_EXCHANGE(world);
    const auto status = [&](const char *path, const char *method, const QByteArray &body = {}) {
        return world.send(world.request(QLatin1String(path)), method, body).head.status;
    };
    QCOMPARE(status("/ews/exchange.asmx", "POST", getInbox(world.context)), 200); // IIS knows no case
    QCOMPARE(status("/EWS/EXCHANGE.ASMX", "GET"), 200);
    QCOMPARE(status("/ews/exchange.asmx", "HEAD"), 200);
    QCOMPARE(status("/ews/exchange.asmx", "DELETE"), 405);
    QCOMPARE(status("/owa/", "GET"), 404);
    QCOMPARE(status("/ews/exchange.asmx", "POST", "no XML"), 500);
    QNetworkRequest json = world.request();
    json.setRawHeader("Content-Type", "application/json");
    QCOMPARE(world.send(json, "POST", "{}").head.status, 415);
    const auto unknown = world.ask<ews::GetFolder>(getInbox(world.context).replace("m:GetFolder", "m:GetRooms"));
    QVERIFY(!unknown);
    QCOMPARE(unknown.error().code, QStringLiteral("ErrorInvalidRequest"));
}

LIAISON_TEST(TestExchangeAdmission)
#include "tst_exchange_admission.moc"
