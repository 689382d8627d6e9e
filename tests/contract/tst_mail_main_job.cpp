#include "core/domain/correlation.h"
#include "tests/contract/mail_world.h"
#include "tests/support/request_book.h"
#include "tests/support/test_registry.h"

#include <QDateTime>
#include <QTest>

using namespace liaison;
using namespace liaison::test;

/// The main job on every kind of mail server: connect, fetch, match, read, answer, and back again.
class TestMailMainJob : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void correspondsWithABusinessUnit_data();
    void correspondsWithABusinessUnit();
    void cleanupTestCase() { REQUESTS_FIT_SCHEMAS(); }

private:
    void sendsTheFirstMail(MailWorld &world, const domain::Incident &incident, QByteArray *messageId);
    void takesTheAnswer(MailWorld &world, const domain::Incident &incident, const QByteArray &sentId);
    void answersBack(MailWorld &world, const domain::Incident &incident, const QByteArray &sentId);
};

void TestMailMainJob::correspondsWithABusinessUnit_data()
{
    MailWorld::rows();
    MailWorld::startTlsRow();
    MailWorld::mixedRow();
}

void TestMailMainJob::correspondsWithABusinessUnit()
{
    START_WORLD(world);
    CONNECT_WORLD(world);
    const auto incident = makeIncident(world.office(), QStringLiteral("Sign-in from an unknown place"));
    QVERIFY2(incident, why(incident));

    QByteArray sentId;
    sendsTheFirstMail(world, *incident, &sentId);
    if (!QTest::currentTestFailed())
        takesTheAnswer(world, *incident, sentId);
    if (!QTest::currentTestFailed())
        answersBack(world, *incident, sentId);
}

void TestMailMainJob::sendsTheFirstMail(MailWorld &world, const domain::Incident &incident, QByteArray *messageId)
{
    const auto queued = writeToFinance(
        world.office(), incident, QStringLiteral("Bitte um Prüfung"),
        QStringLiteral("Grüße,\nist die Anmeldung von j.doe bekannt?\n\n.a line with a dot\nFrom here on\n"));
    QVERIFY2(queued, why(queued));
    QTRY_COMPARE_WITH_TIMEOUT(world.delivered().size(), 1, 60'000);
    const QByteArray raw = world.delivered().first();
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
    // The sent copy is there once: filed by us, since Exim files none (into Exchange, too), or by Exchange.
    QTRY_COMPARE_WITH_TIMEOUT(world.mailsIn(QStringLiteral("Sent")).size(), 1, 60'000);
    *messageId = queued->messageIdHeader.toUtf8();
}

void TestMailMainJob::takesTheAnswer(MailWorld &world, const domain::Incident &incident, const QByteArray &sentId)
{
    // Servers tell arrivals to the second, and nobody answers within one.
    const qint64 sentAt = QDateTime::currentSecsSinceEpoch();
    QTRY_VERIFY_WITH_TIMEOUT(QDateTime::currentSecsSinceEpoch() > sentAt, 60'000);
    // Outlook's way: another prefix, and the tag in the subject.
    const QByteArray answer
        = mailToAnalysts(finance, QStringLiteral("AW: Bitte um Prüfung ") + domain::subjectTag(incident),
                         "answer-1@bu.test", "In-Reply-To: <" + sentId + ">\r\nReferences: <" + sentId + ">\r\n",
                         "Nein, die war nicht von uns.\r\n\r\n> Gr\xc3\xbc\xc3\x9f"
                         "e\r\n");
    QCOMPARE(world.submit(answer), QString());
    // A mail that belongs to nothing comes at the same time.
    QCOMPARE(world.submit(mailToAnalysts(finance, QStringLiteral("Lunch?"), "lunch@bu.test", {}, "Noon.\r\n")),
             QString());
    world.nudge();
    QTRY_VERIFY_WITH_TIMEOUT(world.office().unmatched()->size() == 1, 60'000);
    QTRY_VERIFY_WITH_TIMEOUT(world.office().threads(incident.id)->size() == 1
                                 && world.office().threads(incident.id)->first().mails == 2,
                             60'000);
    const auto thread = world.office().threads(incident.id)->first();
    QCOMPARE(thread.businessUnitTitle, QStringLiteral("Finance"));
    QCOMPARE(thread.unread, 1);
    QCOMPARE(int(thread.thread.waiting), int(domain::Waiting::ForUs));
    const auto mails = world.office().mails(thread.thread.id);
    QVERIFY2(mails, why(mails));
    QVERIFY(mails->at(0).direction == store::Direction::Out);
    QCOMPARE(mails->at(0).outboxState, QStringLiteral("sent"));
    QCOMPARE(mails->at(1).messageIdHeader, QStringLiteral("answer-1@bu.test"));
    QCOMPARE(mails->at(1).linkReason, domain::toString(domain::LinkReason::OwnMessageId));
    QVERIFY(!mails->at(1).outsider);
    QCOMPARE(world.office().unmatched()->first().subject, QStringLiteral("Lunch?"));
}

void TestMailMainJob::answersBack(MailWorld &world, const domain::Incident &incident, const QByteArray &sentId)
{
    const ThreadId thread = world.office().threads(incident.id)->first().thread.id;
    const MessageId answer = world.office().mails(thread)->at(1).id;
    desk::MailDesk mails(world.office().context());
    QVERIFY(await(mails.setRead({answer}, true)));
    desk::ComposeDesk compose(world.office().context());
    auto draft = await(compose.reply(answer, false));
    QVERIFY2(draft, why(draft));
    draft->text.prepend(QStringLiteral("Danke! Bitte sperren.\n\n"));
    const auto queued = await(compose.send(*draft, 0));
    QVERIFY2(queued, why(queued));
    QTRY_COMPARE_WITH_TIMEOUT(world.delivered().size(), 2, 60'000);
    const QJsonObject mail = readIndependently(world.delivered().last());
    QCOMPARE(headerValues(mail, "In-Reply-To"), QStringList{QStringLiteral("<answer-1@bu.test>")});
    QCOMPARE(headerValues(mail, "References"),
             QStringList{QStringLiteral("<%1> <answer-1@bu.test>").arg(QString::fromUtf8(sentId))});
    QCOMPARE(headerValues(mail, "To"), QStringList{finance});
    QCOMPARE(headerValues(mail, "Subject").first().count(domain::subjectTag(incident)), 1);
    QVERIFY(mail.value(QLatin1String("text")).toString().contains(QStringLiteral("> Nein, die war nicht von uns.")));
    // The server learns that it was read and answered.
    QTRY_COMPARE_WITH_TIMEOUT(world.flags(QStringLiteral("answer-1@bu.test")), (QSet<QByteArray>{"seen", "answered"}),
                              60'000);
    // The business unit answers once more, from a phone that keeps References only.
    const QByteArray again
        = mailToAnalysts(finance, QStringLiteral("Re: something else entirely"), "answer-2@bu.test",
                         "References: <" + queued->messageIdHeader.toUtf8() + ">\r\n", "Gesperrt.\r\n");
    QCOMPARE(world.submit(again), QString());
    world.nudge();
    QTRY_COMPARE_WITH_TIMEOUT(world.office().mails(thread)->size(), 4, 60'000);
    QCOMPARE(world.office().threads(incident.id)->size(), 1);
    QTRY_COMPARE_WITH_TIMEOUT(world.mailsIn(QStringLiteral("Sent")).size(), 2, 60'000);
    QCOMPARE(world.delivered().size(), 2);
}

LIAISON_TEST(TestMailMainJob)
#include "tst_mail_main_job.moc"
