#include "graph_requests.h"
#include "tests/support/graph_description.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace liaison::graph;
using namespace liaison::graph::test;
using namespace liaison::test;
using namespace Qt::StringLiterals;

/// Every request that can leave us fits Microsoft's description of the service.
class TestGraphSchema : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void everyRequestFits_data();
    void everyRequestFits();
    void theCheckRefusesWhatIsWrong_data();
    void theCheckRefusesWhatIsWrong();

private:
    /// What is wrong with them in the words of the check; empty: nothing.
    static QByteArray faults(const QList<NamedRequest> &requests);
};

void TestGraphSchema::initTestCase()
{
    const QString missing = graph_description::missing();
    if (missing.isEmpty())
        return;
    QVERIFY2(!qEnvironmentVariableIsSet("CI"), qPrintable(missing));
    QSKIP(qPrintable(missing));
}

QByteArray TestGraphSchema::faults(const QList<NamedRequest> &requests)
{
    QJsonArray all;
    for (const NamedRequest &one : requests) {
        QJsonObject headers;
        for (const auto &header : one.request.headers)
            headers.insert(QString::fromLatin1(header.first), QString::fromLatin1(header.second));
        all << QJsonObject{{u"name"_s, one.name},
                           {u"method"_s, QString::fromLatin1(methodName(one.request.method))},
                           {u"target"_s, QString::fromLatin1(one.request.target)},
                           {u"headers"_s, headers},
                           {u"body"_s, QString::fromUtf8(one.request.body)}};
    }
    return graph_description::faultsOf(all);
}

void TestGraphSchema::everyRequestFits_data()
{
    QTest::addColumn<QString>("user");
    QTest::newRow("one's own mailbox") << QString();
    QTest::newRow("a mailbox by its address") << u"o'neil+soc@corp.example"_s;
}

void TestGraphSchema::everyRequestFits()
{
    QFETCH(QString, user);
    const QList<NamedRequest> all = allRequests(MailboxRef::of(user));
    QVERIFY(all.size() >= 29);
    const QByteArray wrong = faults(all);
    QVERIFY2(wrong.isEmpty(), wrong);
}

void TestGraphSchema::theCheckRefusesWhatIsWrong_data()
{
    using Method = Request::Method;
    QTest::addColumn<Request>("request");
    QTest::addColumn<QByteArray>("fault");
    const auto row = [](const char *name, const Request &request, const char *fault) {
        QTest::newRow(name) << request << QByteArray(fault);
    };
    const auto json = [](Method method, const QByteArray &target, const QByteArray &body) {
        return withJson(method, target, body);
    };
    row("path", get("/me/mailfolder"), "no GET");
    row("method", json(Method::Patch, "/me/sendMail", "{}"), "no PATCH");
    row("parameter", get("/me/messages?$expnd=x"), "no parameter $expnd");
    row("property in $select", get("/me/messages?$select=id,isread"), "does not know isread");
    row("number", get("/me/messages?$top=many"), "$top is no number");
    row("flag as a number", json(Method::Patch, "/me/messages/x", R"({"isRead":1})"), "should be boolean");
    row("property", json(Method::Patch, "/me/messages/x", R"({"isread":true})"), "isread is no property");
    row("recipient", json(Method::Post, "/me/messages", R"({"from":{"emailAddress":{"adress":"a"}}})"), "adress");
    row("no destination", json(Method::Post, "/me/messages/x/move", "{}"), "destinationId");
    row("no base64", {Method::Post, "/me/messages", {{"Content-Type", "text/plain"}}, "Subject: x"}, "form");
    row("body where there is none", json(Method::Post, "/me/messages/x/send", "{}"), "no body");
    row("number as an id in a batch",
        json(Method::Post, "/$batch", R"({"requests":[{"id":1,"method":"GET","url":"/me/messages"}]})"), "id");
    row("a part of a batch",
        json(Method::Post, "/$batch", R"({"requests":[{"id":"1","method":"GET","url":"/me/mail"}]})"), "part 1");
}

void TestGraphSchema::theCheckRefusesWhatIsWrong()
{
    QFETCH(Request, request);
    QFETCH(QByteArray, fault);
    const QByteArray wrong = faults({{u"bad"_s, request}});
    QVERIFY2(wrong.contains(fault), wrong);
}

LIAISON_TEST(TestGraphSchema)
#include "tst_graph_schema.moc"
