#include "core/ews/get_folder.h"
#include "core/transport/http_client.h"
#include "exchange_world.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace liaison;
using namespace liaison::test;

namespace {

const QString umlaut = QStringLiteral("jürgen.groß@nordhafen.example");

QByteArray getInbox(const ews::RequestContext &context)
{
    return ews::GetFolder::request(context, {ews::FolderRef::named(QStringLiteral("inbox"))}, ews::FolderShape::IdOnly);
}

/// The inbox, asked for with NTLM.
transport::HttpRequest ntlmRequest(const ExchangeWorld &world, const QString &user, const QString &password)
{
    transport::HttpRequest request;
    request.method = "POST";
    request.url = world.url();
    request.headers = ews::requestHeaders(world.context, team);
    request.body = getInbox(world.context);
    request.ntlm = transport::HttpLogin{user, Secret::fromText(password)};
    return request;
}

QString certificateFile(const QTemporaryDir &dir, const ExchangeWorld &world)
{
    QFile file(dir.filePath(QStringLiteral("server.pem")));
    const bool written = file.open(QIODevice::WriteOnly) && file.write(world.address().certificatePem) > 0;
    return written ? file.fileName() : QString();
}

} // namespace

/// NTLM at the demo's Exchange, by core's own client and by somebody else's.
class TestExchangeNtlm : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void byNtlm_data();
    void byNtlm();
    void ntlmHoldsForTheConnection();
    void byNtlmWithCurl_data();
    void byNtlmWithCurl();
};

void TestExchangeNtlm::byNtlm_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("password");
    QTest::addColumn<int>("status");
    QTest::newRow("address") << team << teamPassword << 200;
    QTest::newRow("domain") << QStringLiteral("NORDHAFEN\\incident-response") << teamPassword << 200;
    QTest::newRow("name") << QStringLiteral("Incident-Response") << teamPassword << 200;
    QTest::newRow("umlaut") << QStringLiteral("NORDHAFEN\\jürgen.groß") << QStringLiteral("größer") << 200;
    QTest::newRow("wrong password") << team << QStringLiteral("wrong") << 401;
    QTest::newRow("umlaut, wrong password")
        << QStringLiteral("NORDHAFEN\\jürgen.groß") << QStringLiteral("grösser") << 401;
    QTest::newRow("nobody") << QStringLiteral("NORDHAFEN\\nobody") << teamPassword << 401;
}

void TestExchangeNtlm::byNtlm()
{
    QFETCH(QString, user);
    QFETCH(QString, password);
    QFETCH(int, status);
    ExchangeWorld world;
    START_EXCHANGE(world);
    QVERIFY(world.office([](demo::PostOffice &office) { office.addMailbox(umlaut, QStringLiteral("größer")); }));
    const QTemporaryDir dir;
    transport::HttpSettings settings;
    settings.trustedCaFile = certificateFile(dir, world);
    transport::HttpClient client(settings);
    const auto response = await(client.send(ntlmRequest(world, user, password)));
    QVERIFY2(response, why(response));
    QCOMPARE(response->status, status);
    if (status == 200)
        QVERIFY(response->body.contains("GetFolderResponse"));
}

void TestExchangeNtlm::ntlmHoldsForTheConnection()
{
    ExchangeWorld world;
    START_EXCHANGE(world);
    const QTemporaryDir dir;
    transport::HttpSettings settings;
    settings.trustedCaFile = certificateFile(dir, world);
    transport::HttpClient client(settings);
    for (int i = 0; i < 3; ++i) {
        const auto response = await(client.send(ntlmRequest(world, team, teamPassword)));
        QVERIFY2(response, why(response));
        QCOMPARE(response->status, 200);
    }
    // Another connection is nobody's.
    world.authorization.clear();
    const HttpAnswer stranger = world.post(getInbox(world.context));
    QCOMPARE(stranger.head.status, 401);
    QVERIFY(ews::offeredSchemes(stranger.head).contains("ntlm"));
}

/// Somebody else's NTLM; it takes the bytes of names and passwords for letters, so they are of ASCII here.
void TestExchangeNtlm::byNtlmWithCurl_data()
{
    QTest::addColumn<QString>("login");
    QTest::addColumn<int>("status");
    QTest::newRow("address") << QStringLiteral("ann@nordhafen.example:Hafen-42") << 200;
    QTest::newRow("domain") << QStringLiteral("NORDHAFEN\\ann:Hafen-42") << 200;
    QTest::newRow("name") << QStringLiteral("Ann:Hafen-42") << 200;
    QTest::newRow("wrong password") << QStringLiteral("ann:hafen-42") << 401;
    QTest::newRow("nobody") << QStringLiteral("bob:Hafen-42") << 401;
}

void TestExchangeNtlm::byNtlmWithCurl()
{
    QFETCH(QString, login);
    QFETCH(int, status);
    const QString curl = QStandardPaths::findExecutable(QStringLiteral("curl"));
    QProcess version;
    version.start(curl, {QStringLiteral("--version")});
    if (curl.isEmpty() || !version.waitForFinished() || !version.readAllStandardOutput().contains(" NTLM "))
        QSKIP("no curl with NTLM");
    ExchangeWorld world;
    START_EXCHANGE(world);
    QVERIFY(world.office([](demo::PostOffice &office) {
        office.addMailbox(QStringLiteral("ann@nordhafen.example"), QStringLiteral("Hafen-42"));
    }));
    const QTemporaryDir dir;
    QProcess process;
    process.start(curl,
                  {QStringLiteral("--silent"), QStringLiteral("--ntlm"), QStringLiteral("--cacert"),
                   certificateFile(dir, world), QStringLiteral("--user"), login, QStringLiteral("--header"),
                   QStringLiteral("Content-Type: text/xml; charset=utf-8"), QStringLiteral("--data-binary"),
                   QString::fromUtf8(getInbox(world.context)), QStringLiteral("--write-out"),
                   QStringLiteral("%{http_code}"), world.url().toString()});
    QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, 60'000);
    QCOMPARE(process.readAllStandardOutput().right(3).toInt(), status);
}

LIAISON_TEST(TestExchangeNtlm)
#include "tst_exchange_ntlm.moc"
