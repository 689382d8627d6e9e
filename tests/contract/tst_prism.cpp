#include "tests/contract/graph_mail_world.h"
#include "tests/support/prism_proxy.h"
#include "tests/support/test_registry.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>

using namespace liaison;
using namespace liaison::test;

/// Prism between client and server looks at what both of them say: where it let everything pass, the suites that go
/// through it would show nothing.
class TestPrism : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void refusesWhatTheDescriptionDoesNotKnow_data();
    void refusesWhatTheDescriptionDoesNotKnow();

private:
    std::unique_ptr<GraphMailWorld> m_world;
    QNetworkAccessManager m_http;
};

void TestPrism::initTestCase()
{
    REQUIRE_SERVER(PrismProxy::missing().isEmpty(), qPrintable(PrismProxy::missing()));
    m_world = std::make_unique<GraphMailWorld>(GraphMailWorld::Options{true, 1'000, true});
    const QByteArray failure = m_world->startServer();
    QVERIFY2(failure.isEmpty(), failure);
}

void TestPrism::refusesWhatTheDescriptionDoesNotKnow_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("passes"); // the server is asked; 401, because no good token comes with it
    const auto row = [](const char *name, const char *method, const char *path, const char *body, int status) {
        QTest::newRow(name) << QByteArray(method) << QByteArray(path) << QByteArray(body) << status << (status == 401);
    };
    row("good", "PATCH", "messages/x", R"({"isRead":true})", 401);
    row("a number for a flag", "PATCH", "messages/x", R"({"isRead":1})", 422);
    row("no destination", "POST", "messages/x/move", "{}", 422);
    row("no such path", "GET", "mail", "", 404);
    row("no such method", "PATCH", "messages/x/send", "{}", 405);
}

void TestPrism::refusesWhatTheDescriptionDoesNotKnow()
{
    QFETCH(const QByteArray, method);
    QFETCH(const QByteArray, path);
    QFETCH(const QByteArray, body);
    QFETCH(const int, status);
    QFETCH(const bool, passes);
    const int before = m_world->requests();
    QNetworkRequest request(QUrl(QStringLiteral("http://127.0.0.1:%1/v1.0/me/%2")
                                     .arg(PrismProxy::shared().port())
                                     .arg(QString::fromLatin1(path))));
    request.setRawHeader("Authorization", "Bearer x");
    request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/json"));
    const std::unique_ptr<QNetworkReply> reply(m_http.sendCustomRequest(request, method, body));
    QTRY_VERIFY_WITH_TIMEOUT(reply->isFinished(), 60'000);
    QCOMPARE(reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), status);
    QCOMPARE(m_world->requests() > before, passes);
}

LIAISON_TEST(TestPrism)
#include "tst_prism.moc"
