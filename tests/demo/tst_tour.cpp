#include "core/oauth/national_cloud.h"
#include "core/transport/graph_account.h"
#include "exchange_schema.h"
#include "tests/support/test_registry.h"
#include "tour_run.h"
#include "tour_sights.h"

#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

namespace liaison::test {

namespace {

/// What an administrator does, in this order, after the main job.
QStringList administration()
{
    QStringList steps;
    const QList<Sight> mailbox = mailboxSights();
    for (const Sight &sight : mailbox)
        steps << sight.step;
    return steps
        + QStringList{QStringLiteral("all feeds run"),
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

QByteArray lines(const QStringList &faults)
{
    return faults.join(QLatin1Char('\n')).toUtf8();
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
    void run(const demo::Demo::Options &options) { m_outcome = runTour(options, m_pictures.path()); }
    /// Each step of connecting a mailbox was in the window at its end, and the store has what came of them.
    void wasConnected();
    /// The mailbox that is read over Graph is one of China's cloud whose hosts are the demo's, as the store has it, and
    /// Graph was read and sent by.
    void wasInChinasCloud();

    QTemporaryDir m_pictures;
    TourOutcome m_outcome;
};

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
    demo::Demo::Options options;
    options.ways = ways;
    options.answerMs = 200;
    run(options);
    QVERIFY2(m_outcome.failed.isEmpty(), lines(m_outcome.failed));
    QCOMPARE(m_outcome.exitCode, 0);
    const QStringList last = administration();
    QCOMPARE(m_outcome.steps.mid(m_outcome.steps.size() - last.size()), last);
    QCOMPARE(m_outcome.steps.size(), 12 + ways.size() + last.size());
    const QStringList pictures = pictureFaults(m_outcome, m_pictures.path());
    QVERIFY2(pictures.isEmpty(), lines(pictures));
    const QByteArray faults = schemaFaults(m_outcome.said, options.exchangeVersion);
    QVERIFY2(faults.isEmpty(), faults);
    QVERIFY(!m_outcome.said.isEmpty());
    QCOMPARE(m_outcome.mailboxes.size(), ways.size() + 1);
    wasConnected();
    const QSet<QString> &asked = m_outcome.asked;
    QVERIFY(asked.isEmpty() != ways.contains(demo::Way::Graph));
    if (ways.contains(demo::Way::Graph))
        wasInChinasCloud();
    if (ways == QList<demo::Way>{demo::Way::Graph}) // it is this mailbox that the reply was written from
        QVERIFY(asked.contains(QStringLiteral("createMessage")) && asked.contains(QStringLiteral("send")));
}

void TestTour::wasConnected()
{
    QCOMPARE(m_outcome.looked, administration().mid(0, mailboxSights().size()));
    QVERIFY2(m_outcome.faults.isEmpty(), lines(m_outcome.faults));
    const QStringList faults = connectingFaults(m_outcome);
    QVERIFY2(faults.isEmpty(), lines(faults));
}

void TestTour::wasInChinasCloud()
{
    const auto mailbox
        = std::find_if(m_outcome.mailboxes.cbegin(), m_outcome.mailboxes.cend(),
                       [](const domain::Mailbox &one) { return one.inbound.protocol == domain::Protocol::Graph; });
    QVERIFY(mailbox != m_outcome.mailboxes.cend());
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
    QVERIFY(m_outcome.asked.contains(QStringLiteral("messagesDelta"))
            && m_outcome.asked.contains(QStringLiteral("mime")));
}

void TestTour::failsWhereNobodyAnswers()
{
    demo::Demo::Options options;
    options.unitsAnswer = false;
    options.stepMs = 20'000; // the reply itself waits ten seconds, which is the time to undo it
    run(options);
    QCOMPARE(m_outcome.exitCode, 1);
    QCOMPARE(m_outcome.failed, QStringList{QStringLiteral("the business unit answers")});
    QCOMPARE(m_outcome.steps.mid(m_outcome.steps.size() - 1), m_outcome.failed);
}

/// An Exchange of before 2010 SP1 is asked for news: the mail comes, but not by itself.
void TestTour::failsWhereNothingIsStreamed()
{
    demo::Demo::Options options;
    options.exchangeVersion = QStringLiteral("Exchange2010");
    options.stepMs = 15'000;
    run(options);
    QCOMPARE(m_outcome.exitCode, 1);
    QCOMPARE(m_outcome.steps.size(), 1);
    QCOMPARE(m_outcome.failed, m_outcome.steps);
}

} // namespace liaison::test

using liaison::test::TestTour;
LIAISON_TEST(TestTour)
#include "tst_tour.moc"
