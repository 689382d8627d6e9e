#include "app/demo/demo.h"
#include "app/demo/graph_operations.h"
#include "core/oauth/national_cloud.h"
#include "core/store/mailboxes.h"
#include "core/store/store.h"
#include "core/transport/graph_account.h"
#include "exchange_schema.h"
#include "tests/support/await.h"
#include "tests/support/test_registry.h"
#include "ui/shell/main_window.h"

#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

namespace liaison::test {

namespace {

/// What an administrator does, in this order, after the main job.
QStringList administration()
{
    return {QStringLiteral("a further mailbox: its Exchange is found"),
            QStringLiteral("its sign-in by OAuth, in the cloud of China"),
            QStringLiteral("in the global cloud, at the sign-in service of the demo"),
            QStringLiteral("with a mistyped secret TEST INBOUND fails"),
            QStringLiteral("the secret is mended and a further folder chosen"),
            QStringLiteral("TEST INBOUND passes"),
            QStringLiteral("TEST OUTBOUND passes"),
            QStringLiteral("the mailbox is saved"),
            QStringLiteral("its feed is started and runs"),
            QStringLiteral("all feeds run"),
            QStringLiteral("a business unit is added"),
            QStringLiteral("business units get the name that the organisation has for them"),
            QStringLiteral("tabs and menus have it at once"),
            QStringLiteral("and the usual name comes back"),
            QStringLiteral("the notification process is set up and turned on"),
            QStringLiteral("an incident says where its business units stand"),
            QStringLiteral("the notifications are looked at before they leave"),
            QStringLiteral("the notifications are sent"),
            QStringLiteral("the business units have answered"),
            QStringLiteral("the overdue one is reminded"),
            QStringLiteral("the follow-up is sent")};
}

} // namespace

/// The tour in the real window, against the demo's server.
class TestTour : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void goesThroughTheMainJob_data();
    void goesThroughTheMainJob();
    void failsWhereNobodyAnswers();
    void failsWhereNothingIsStreamed();

private:
    /// Runs the tour; its exit code, and what tour.json says.
    int run(const demo::Demo::Options &options, QJsonArray *report);

    void listenIn(demo::DemoServer *server);
    /// The mailbox that the tour connected is on Exchange, and asks the demo's sign-in service for tokens.
    void wasConnectedByOAuth();
    /// The mailbox that is read over Graph is one of China's cloud whose hosts are the demo's, as the store has it, and
    /// Graph was read and sent by.
    void wasInChinasCloud();

    QTemporaryDir m_pictures;
    std::shared_ptr<QList<QByteArray>> m_said; ///< to the demo's Exchange and by it; written on its thread
    std::shared_ptr<QSet<QString>> m_asked;    ///< operations of the demo's Graph that went well; likewise
    QList<domain::Mailbox> m_mailboxes;        ///< as they were stored in the end
};

void TestTour::listenIn(demo::DemoServer *server)
{
    m_said = std::make_shared<QList<QByteArray>>();
    m_asked = std::make_shared<QSet<QString>>();
    server->askGraph([asked = m_asked](demo::Graph &graph) {
        connect(&graph, &demo::Graph::conversed, &graph,
                [asked](const QByteArray &method, const QByteArray &target, int status) {
                    demo::HttpRequest request;
                    request.method = method;
                    request.target = target;
                    if (status < 300)
                        asked->insert(demo::graphOperationOf(request));
                });
        return true;
    });
    server->askExchange([said = m_said](demo::Exchange &exchange) {
        connect(&exchange, &demo::Exchange::conversed, &exchange,
                [said](const QByteArray &request, int, const QByteArray &answer) { *said << request << answer; });
        return true;
    });
}

int TestTour::run(const demo::Demo::Options &options, QJsonArray *report)
{
    int exitCode = -1;
    QString profile;
    {
        demo::Demo demo(options);
        profile = demo.profileDir();
        app::CompositionRoot root(demo.applied({}), demo.guest());
        demo.attach(&root, m_pictures.path());
        QSignalSpy ended(&demo, &demo::Demo::tourEnded);
        QSignalSpy failed(&root, &app::CompositionRoot::failed);
        connect(&root, &app::CompositionRoot::started, this, [&] { listenIn(demo.server()); });
        demo.prepare();
        if (QTest::qWaitFor([&] { return !ended.isEmpty() || !failed.isEmpty(); }, 200'000) && !ended.isEmpty())
            exitCode = ended.first().first().toInt();
        m_mailboxes.clear();
        if (root.store())
            m_mailboxes = await(root.store()->read([](store::Session &session) {
                              return store::Mailboxes(session).list();
                          })).value_or(QList<domain::Mailbox>());
    }
    if (QFile::exists(profile))
        return -2;
    QFile file(m_pictures.filePath(QStringLiteral("tour.json")));
    if (file.open(QIODevice::ReadOnly))
        *report = QJsonDocument::fromJson(file.readAll()).array();
    return exitCode;
}

void TestTour::goesThroughTheMainJob_data()
{
    QTest::addColumn<QList<demo::Way>>("ways");
    QTest::newRow("one of each kind") << demo::Demo::Options().ways;
    QTest::newRow("Exchange, OAuth") << QList<demo::Way>{demo::Way::Exchange};
    QTest::newRow("Graph in China's cloud") << QList<demo::Way>{demo::Way::Graph};
    QTest::newRow("IMAP and SMTP") << QList<demo::Way>{demo::Way::Imap};
}

void TestTour::goesThroughTheMainJob()
{
    QFETCH(const QList<demo::Way>, ways);
    QJsonArray report;
    demo::Demo::Options options;
    options.ways = ways;
    options.answerMs = 200;
    const int exitCode = run(options, &report);
    QStringList failed;
    QStringList steps;
    for (const QJsonValue &value : std::as_const(report)) {
        const QJsonObject step = value.toObject();
        if (!step.value(QLatin1String("ok")).toBool())
            failed << step.value(QLatin1String("step")).toString();
        QVERIFY(step.value(QLatin1String("ms")).toInt(-1) >= 0);
        steps << step.value(QLatin1String("step")).toString();
        const QImage picture(m_pictures.filePath(step.value(QLatin1String("picture")).toString()));
        QVERIFY2(picture.width() > 800, qPrintable(step.value(QLatin1String("picture")).toString()));
    }
    QVERIFY2(failed.isEmpty(), qPrintable(failed.join(QLatin1Char('\n'))));
    QCOMPARE(exitCode, 0);
    const QStringList last = administration();
    QCOMPARE(steps.mid(steps.size() - last.size()), last);
    QCOMPARE(steps.size(), 12 + ways.size() + last.size());
    const QByteArray faults = schemaFaults(*m_said, options.exchangeVersion);
    QVERIFY2(faults.isEmpty(), faults);
    QVERIFY(!m_said->isEmpty());
    QCOMPARE(m_mailboxes.size(), ways.size() + 1);
    wasConnectedByOAuth();
    QVERIFY(m_asked->isEmpty() != ways.contains(demo::Way::Graph));
    if (ways.contains(demo::Way::Graph))
        wasInChinasCloud();
    if (ways == QList<demo::Way>{demo::Way::Graph}) // it is this mailbox that the reply was written from
        QVERIFY(m_asked->contains(QStringLiteral("createMessage")) && m_asked->contains(QStringLiteral("send")));
}

void TestTour::wasConnectedByOAuth()
{
    const auto mailbox = std::find_if(m_mailboxes.cbegin(), m_mailboxes.cend(), [](const domain::Mailbox &one) {
        return one.address == QStringLiteral("security-desk@nordhafen.example");
    });
    QVERIFY(mailbox != m_mailboxes.cend());
    QVERIFY(mailbox->feedWanted && mailbox->inbound.protocol == domain::Protocol::Ews
            && mailbox->outbound.protocol == domain::Protocol::Ews);
    QVERIFY(mailbox->inbound.signIn == domain::SignIn::OAuth2);
    QVERIFY(mailbox->inbound.oauth.cloud == domain::NationalCloud::Global);
    QVERIFY(mailbox->inbound.oauth.loginHost.startsWith(QStringLiteral("127.0.0.1:")));
}

void TestTour::wasInChinasCloud()
{
    const auto mailbox = std::find_if(m_mailboxes.cbegin(), m_mailboxes.cend(), [](const domain::Mailbox &one) {
        return one.inbound.protocol == domain::Protocol::Graph;
    });
    QVERIFY(mailbox != m_mailboxes.cend());
    const domain::Endpoint &inbound = mailbox->inbound;
    QVERIFY(inbound.oauth.cloud == domain::NationalCloud::China);
    const oauth::CloudHosts china = oauth::hostsOf(inbound.oauth.cloud);
    QCOMPARE(china.graph, QStringLiteral("microsoftgraph.chinacloudapi.cn"));
    // Without these it would be asked there.
    QCOMPARE(inbound.host, QStringLiteral("127.0.0.1"));
    QVERIFY(inbound.oauth.loginHost.contains(QStringLiteral("127.0.0.1:%1").arg(inbound.port)));
    const auto root = transport::graphRootOf(transport::graphServerOf(*mailbox, domain::SecretUse::Inbound));
    QVERIFY(root);
    QCOMPARE(root->origin().host(), QStringLiteral("127.0.0.1"));
    const auto sender = transport::graphRootOf(transport::graphServerOf(*mailbox, domain::SecretUse::Outbound));
    QVERIFY(sender);
    QCOMPARE(sender->origin(), root->origin());
    // The folder was read there, and the mails in it.
    QVERIFY(m_asked->contains(QStringLiteral("messagesDelta")) && m_asked->contains(QStringLiteral("mime")));
}

void TestTour::failsWhereNobodyAnswers()
{
    QJsonArray report;
    demo::Demo::Options options;
    options.unitsAnswer = false;
    options.stepMs = 20'000; // the reply itself waits ten seconds, which is the time to undo it
    QCOMPARE(run(options, &report), 1);
    const QJsonObject last = report.last().toObject();
    QCOMPARE(last.value(QLatin1String("step")).toString(), QStringLiteral("the business unit answers"));
    QVERIFY(!last.value(QLatin1String("ok")).toBool(true));
    for (qsizetype i = 0; i + 1 < report.size(); ++i)
        QVERIFY(report.at(i).toObject().value(QLatin1String("ok")).toBool());
}

/// An Exchange of before 2010 SP1 is asked for news: the mail comes, but not by itself.
void TestTour::failsWhereNothingIsStreamed()
{
    QJsonArray report;
    demo::Demo::Options options;
    options.exchangeVersion = QStringLiteral("Exchange2010");
    options.stepMs = 15'000;
    QCOMPARE(run(options, &report), 1);
    QCOMPARE(report.size(), 1);
    QVERIFY(!report.last().toObject().value(QLatin1String("ok")).toBool(true));
}

} // namespace liaison::test

using liaison::test::TestTour;
LIAISON_TEST(TestTour)
#include "tst_tour.moc"
