#include "core/domain/correlation.h"
#include "tests/servers/server_world.h"
#include "tests/support/await.h"
#include "tests/support/postgres_server.h"
#include "tests/support/test_registry.h"

#include <QFileInfo>
#include <QTest>

using namespace liaison;
using namespace liaison::test;

/// The main job against a real Dovecot and a real Exim: connect, fetch, match, read, answer, and back again.
class TestMainJob : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void correspondsWithABusinessUnit_data();
    void correspondsWithABusinessUnit();

private:
    void sendsTheFirstMail(ServerWorld &world, const domain::Incident &incident, QByteArray *messageId);
    void takesTheAnswer(ServerWorld &world, const domain::Incident &incident, const QByteArray &sentId);
    void answersBack(ServerWorld &world, const domain::Incident &incident, const QByteArray &sentId);
};

void TestMainJob::correspondsWithABusinessUnit_data()
{
    QTest::addColumn<bool>("tls");
    QTest::addColumn<bool>("postgresql");
    QTest::newRow("implicit TLS, SQLite") << true << false;
    QTest::newRow("STARTTLS, SQLite") << false << false;
    QTest::newRow("implicit TLS, PostgreSQL") << true << true;
}

void TestMainJob::correspondsWithABusinessUnit()
{
    REQUIRE_SERVER(MailHost::missing().isEmpty(), "Dovecot or Exim is not installed");
    QFETCH(bool, tls);
    QFETCH(bool, postgresql);
    Office::Options options;
    if (postgresql) {
        PostgresServer *database = PostgresServer::shared();
        REQUIRE_SERVER(database->problem().isEmpty(), qPrintable(database->problem()));
        options.location = database->createDatabase();
        options.storePassword = database->password();
        QVERIFY(!options.location.isEmpty());
    }
    ServerWorld world;
    world.tls = serverCertificate(world.certificates.path(), QStringLiteral("localhost"));
    const QByteArray failure = world.start(options);
    QVERIFY2(failure.isEmpty(), failure);
    const auto mailbox
        = world.office->connectMailbox(*world.host, analysts, analystsPassword,
                                       tls ? domain::Security::Tls : domain::Security::StartTls, world.tls.ca);
    QVERIFY2(mailbox, why(mailbox));
    QVERIFY(world.office->waitInSync(mailbox->id, 1));
    const auto incident = world.incident(QStringLiteral("Sign-in from an unknown place"));
    QVERIFY2(incident, why(incident));

    QByteArray sentId;
    sendsTheFirstMail(world, *incident, &sentId);
    if (!QTest::currentTestFailed())
        takesTheAnswer(world, *incident, sentId);
    if (!QTest::currentTestFailed())
        answersBack(world, *incident, sentId);
}

void TestMainJob::sendsTheFirstMail(ServerWorld &world, const domain::Incident &incident, QByteArray *messageId)
{
    const auto queued = world.writeToFinance(
        incident, QStringLiteral("Bitte um Prüfung"),
        QStringLiteral("Grüße,\nist die Anmeldung von j.doe bekannt?\n\n.a line with a dot\nFrom here on\n"));
    QVERIFY2(queued, why(queued));
    QTRY_COMPARE_WITH_TIMEOUT(world.host->delivered(finance).size(), 1, 60'000);
    const QByteArray raw = world.host->delivered(finance).first();
    const QJsonObject mail = readIndependently(raw);
    QCOMPARE(headerValues(mail, "To"), QStringList{finance});
    QCOMPARE(headerValues(mail, "From").size(), 1);
    QVERIFY(headerValues(mail, "From").first().contains(analysts));
    QCOMPARE(headerValues(mail, "Subject"),
             QStringList{QStringLiteral("Bitte um Prüfung ") + domain::subjectTag(incident)});
    QCOMPARE(headerValues(mail, "Message-ID"),
             QStringList{QLatin1Char('<') + queued->messageIdHeader + QLatin1Char('>')});
    QVERIFY(headerValues(mail, "Bcc").isEmpty());
    QVERIFY(headerValues(mail, "In-Reply-To").isEmpty());
    QVERIFY(mail.value(QLatin1String("defects")).toArray().isEmpty());
    const QString text = mail.value(QLatin1String("text")).toString();
    QVERIFY2(text.contains(QStringLiteral("Grüße,")) && text.contains(QStringLiteral("\n.a line with a dot")),
             qPrintable(text));
    // The sent copy is filed once, by us, since Exim files none.
    QTRY_COMPARE_WITH_TIMEOUT(world.host->delivered(analysts, QStringLiteral("Sent")).size(), 1, 60'000);
    *messageId = queued->messageIdHeader.toUtf8();
}

void TestMainJob::takesTheAnswer(ServerWorld &world, const domain::Incident &incident, const QByteArray &sentId)
{
    // Outlook's way: another prefix, and the tag in the subject.
    const QByteArray answer
        = mailToAnalysts(finance, QStringLiteral("AW: Bitte um Prüfung ") + domain::subjectTag(incident),
                         "answer-1@bu.test", "In-Reply-To: <" + sentId + ">\r\nReferences: <" + sentId + ">\r\n",
                         "Nein, die war nicht von uns.\r\n\r\n> Gr\xc3\xbc\xc3\x9f"
                         "e\r\n");
    QCOMPARE(world.host->submit(finance, {analysts}, answer), QString());
    // A mail that belongs to nothing comes at the same time.
    QCOMPARE(world.host->submit(finance, {analysts},
                                mailToAnalysts(finance, QStringLiteral("Lunch?"), "lunch@bu.test", {}, "Noon.\r\n")),
             QString());
    QTRY_VERIFY_WITH_TIMEOUT(world.office->unmatched()->size() == 1, 60'000);
    QTRY_VERIFY_WITH_TIMEOUT(world.office->threads(incident.id)->size() == 1
                                 && world.office->threads(incident.id)->first().mails == 2,
                             60'000);
    const auto thread = world.office->threads(incident.id)->first();
    QCOMPARE(thread.businessUnitTitle, QStringLiteral("Finance"));
    QCOMPARE(thread.unread, 1);
    QCOMPARE(int(thread.thread.waiting), int(domain::Waiting::ForUs));
    const auto mails = world.office->mails(thread.thread.id);
    QVERIFY2(mails, why(mails));
    QVERIFY(mails->at(0).direction == store::Direction::Out);
    QCOMPARE(mails->at(0).outboxState, QStringLiteral("sent"));
    QCOMPARE(mails->at(1).messageIdHeader, QStringLiteral("answer-1@bu.test"));
    QCOMPARE(mails->at(1).linkReason, domain::toString(domain::LinkReason::OwnMessageId));
    QVERIFY(!mails->at(1).outsider);
    QCOMPARE(world.office->unmatched()->first().subject, QStringLiteral("Lunch?"));
}

void TestMainJob::answersBack(ServerWorld &world, const domain::Incident &incident, const QByteArray &sentId)
{
    const ThreadId thread = world.office->threads(incident.id)->first().thread.id;
    const MessageId answer = world.office->mails(thread)->at(1).id;
    desk::MailDesk mails(world.office->context());
    QVERIFY(await(mails.setRead({answer}, true)));
    desk::ComposeDesk compose(world.office->context());
    auto draft = await(compose.reply(answer, false));
    QVERIFY2(draft, why(draft));
    draft->text.prepend(QStringLiteral("Danke! Bitte sperren.\n\n"));
    const auto queued = await(compose.send(*draft, 0));
    QVERIFY2(queued, why(queued));
    QTRY_COMPARE_WITH_TIMEOUT(world.host->delivered(finance).size(), 2, 60'000);
    const QJsonObject mail = readIndependently(world.host->delivered(finance).last());
    QCOMPARE(headerValues(mail, "In-Reply-To"), QStringList{QStringLiteral("<answer-1@bu.test>")});
    QCOMPARE(headerValues(mail, "References"),
             QStringList{QStringLiteral("<%1> <answer-1@bu.test>").arg(QString::fromUtf8(sentId))});
    QCOMPARE(headerValues(mail, "To"), QStringList{finance});
    QCOMPARE(headerValues(mail, "Subject").first().count(domain::subjectTag(incident)), 1);
    QVERIFY(mail.value(QLatin1String("text")).toString().contains(QStringLiteral("> Nein, die war nicht von uns.")));
    // The server learns that it was read and answered (maildir flags S and R).
    const auto flagged = [&] {
        const auto files = QDir(world.host->maildir(analysts, QStringLiteral("INBOX")) + QStringLiteral("/cur"))
                               .entryList(QDir::Files);
        return std::any_of(files.begin(), files.end(), [](const QString &name) {
            const QString flags = name.section(QStringLiteral(":2,"), 1);
            return flags.contains(QLatin1Char('S')) && flags.contains(QLatin1Char('R'));
        });
    };
    QTRY_VERIFY_WITH_TIMEOUT(flagged(), 60'000);
    // The business unit answers once more, from a phone that keeps References only.
    const QByteArray again
        = mailToAnalysts(finance, QStringLiteral("Re: something else entirely"), "answer-2@bu.test",
                         "References: <" + queued->messageIdHeader.toUtf8() + ">\r\n", "Gesperrt.\r\n");
    QCOMPARE(world.host->submit(finance, {analysts}, again), QString());
    QTRY_COMPARE_WITH_TIMEOUT(world.office->mails(thread)->size(), 4, 60'000);
    QCOMPARE(world.office->threads(incident.id)->size(), 1);
    QTRY_COMPARE_WITH_TIMEOUT(world.host->delivered(analysts, QStringLiteral("Sent")).size(), 2, 60'000);
    QCOMPARE(world.host->delivered(finance).size(), 2);
}

LIAISON_TEST(TestMainJob)
#include "tst_main_job.moc"
