#include "core/domain/delivery.h"
#include "core/store/links.h"
#include "core/store/messages.h"
#include "core/store/outbox.h"
#include "tests/servers/server_world.h"
#include "tests/support/await.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison;
using namespace liaison::test;
using domain::DeliveryState;

/// What a real mail server says of mails that it took and could not deliver becomes their delivery status.
class TestDeliveryReports : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aBounceAndADelayBecomeTheStatusOfTheirMail();
    void internationalMail();

private:
    struct Sent {
        domain::OutboxMail mail;
        MessageId message;
    };
    static Result<Sent> write(ServerWorld &world, const domain::Incident &incident, const QStringList &to);
    static store::MailRow row(ServerWorld &world, MessageId message);
    static QByteArray connected(ServerWorld &world, const QString &eximExtra, domain::Incident *incident);
};

QByteArray TestDeliveryReports::connected(ServerWorld &world, const QString &eximExtra, domain::Incident *incident)
{
    world.tls = serverCertificate(world.certificates.path(), QStringLiteral("localhost"));
    if (const QByteArray failure = world.start({}, {}, eximExtra); !failure.isEmpty())
        return failure;
    const auto mailbox
        = world.office->connectMailbox(*world.host, analysts, analystsPassword, domain::Security::Tls, world.tls.ca);
    if (!mailbox)
        return why(mailbox);
    const auto made = world.incident(QStringLiteral("Sign-in from an unknown place"));
    if (!made)
        return why(made);
    *incident = *made;
    return world.office->waitInSync(mailbox->id, 1) ? QByteArray() : "not in sync";
}

Result<TestDeliveryReports::Sent> TestDeliveryReports::write(ServerWorld &world, const domain::Incident &incident,
                                                             const QStringList &to)
{
    desk::ComposeDesk compose(world.office->context());
    auto draft = await(compose.newMail(incident.id, incident.affected.first()));
    if (!draft)
        return fail(draft.error());
    draft->to.clear();
    for (const QString &address : to)
        draft->to.append({{}, address});
    draft->subject = QStringLiteral("Please look");
    draft->text = QStringLiteral("CONFIDENTIAL words\n");
    const auto queued = await(compose.send(*draft, 0));
    if (!queued)
        return fail(queued.error());
    const auto message = await(world.office->store()->read(
        [id = queued->id](store::Session &session) { return store::Outbox(session).messageOf(id); }));
    return message ? Result<Sent>(Sent{*queued, *message}) : fail(message.error());
}

store::MailRow TestDeliveryReports::row(ServerWorld &world, MessageId message)
{
    return await(world.office->store()->read([message](store::Session &session) {
               return store::Messages(session).row(message, QStringLiteral("Ada"));
           }))
        .value_or(store::MailRow{});
}

void TestDeliveryReports::aBounceAndADelayBecomeTheStatusOfTheirMail()
{
    REQUIRE_SERVER(MailHost::missing().isEmpty(), "Dovecot or Exim is not installed");
    ServerWorld world;
    domain::Incident incident;
    const QByteArray failure
        = connected(world, QStringLiteral("delay_warning = 1s\ndelay_warning_condition = yes\n"), &incident);
    QVERIFY2(failure.isEmpty(), failure);
    const QString unknown = QStringLiteral("nobody@elsewhere.test");
    const QString slow = QStringLiteral("somebody@slow.test");
    const auto sent = write(world, incident, {finance, unknown, slow});
    QVERIFY2(sent, why(sent));
    QTRY_COMPARE_WITH_TIMEOUT(row(world, sent->message).deliveries.size(), 2, 90'000);
    const store::MailRow mail = row(world, sent->message);
    QCOMPARE(mail.outboxState, QStringLiteral("sent"));
    QCOMPARE(mail.delivery, QStringLiteral("failed"));
    const domain::RecipientDelivery &failed = mail.deliveries.at(0);
    QCOMPARE(failed.address, unknown);
    QVERIFY(failed.state == DeliveryState::Failed);
    QCOMPARE(failed.status, QStringLiteral("5.0.0"));
    QCOMPARE(failed.words, QStringLiteral("no such mailbox"));
    const domain::RecipientDelivery &delayed = mail.deliveries.at(1);
    QCOMPARE(delayed.address, slow);
    QVERIFY(delayed.state == DeliveryState::Delayed);
    QVERIFY(delayed.report.has_value());
    // The reports stand in the incident, in the mail's thread, and hold the headers alone (RET=HDRS).
    const auto threads = world.office->threads(incident.id);
    QVERIFY2(threads, why(threads));
    QCOMPARE(threads->size(), 1);
    const auto together = world.office->mails(threads->first().thread.id);
    QVERIFY2(together, why(together));
    QCOMPARE(together->size(), 3);
    QByteArray bounce;
    for (const QByteArray &raw : world.host->delivered(analysts))
        if (raw.contains("Action: failed"))
            bounce = raw;
    QVERIFY(bounce.contains("Original-Envelope-ID: " + domain::envelopeIdOf(sent->mail.uuid).toUtf8()));
    QVERIFY(!bounce.contains("CONFIDENTIAL"));

    // Exim's own bounce once more, for another mail, as a gateway passes it on that leaves the returned headers and
    // every Message-ID out: Original-Envelope-Id is all that is left.
    const auto second = write(world, incident, {finance});
    QVERIFY2(second, why(second));
    QTRY_COMPARE_WITH_TIMEOUT(row(world, second->message).outboxState, QStringLiteral("sent"), 60'000);
    bounce.replace(domain::envelopeIdOf(sent->mail.uuid).toUtf8(), domain::envelopeIdOf(second->mail.uuid).toUtf8());
    bounce.replace(sent->mail.messageIdHeader.toUtf8(), "taken.out@gateway.test")
        .replace(unknown.toUtf8(), finance.toUtf8());
    bounce.replace("Message-Id: <E", "Message-Id: <F").replace(domain::subjectTag(incident).toUtf8(), "");
    world.host->drop(analysts, bounce);
    QTRY_COMPARE_WITH_TIMEOUT(row(world, second->message).delivery, QStringLiteral("failed"), 90'000);
    QCOMPARE(row(world, second->message).deliveries.first().address, finance);
    const MessageId report = row(world, second->message).deliveries.first().report.value_or(MessageId());
    QCOMPARE(row(world, report).incident.value_or(IncidentId()), incident.id);
    QCOMPARE(row(world, report).linkReason, domain::toString(domain::LinkReason::DeliveryReport));
}

void TestDeliveryReports::internationalMail()
{
    REQUIRE_SERVER(MailHost::missing().isEmpty(), "Dovecot or Exim is not installed");
    const QString international = QStringLiteral("jörg.müller@intl.test");
    {
        ServerWorld world;
        domain::Incident incident;
        const QByteArray failure = connected(world, {}, &incident);
        QVERIFY2(failure.isEmpty(), failure);
        const auto sent = write(world, incident, {international});
        QVERIFY2(sent, why(sent));
        QTRY_COMPARE_WITH_TIMEOUT(world.host->delivered(QStringLiteral("anybody@intl.test")).size(), 1, 60'000);
        const QByteArray raw = world.host->delivered(QStringLiteral("anybody@intl.test")).first();
        QVERIFY(raw.contains("To: " + international.toUtf8()) || raw.contains("To: <" + international.toUtf8()));
        QVERIFY(raw.contains(sent->mail.messageIdHeader.toUtf8()));
    }
    // The same to a server that does not offer SMTPUTF8: told at once, sent to nobody.
    ServerWorld world;
    domain::Incident incident;
    world.withoutSmtpUtf8 = true;
    const QByteArray failure = connected(world, {}, &incident);
    QVERIFY2(failure.isEmpty(), failure);
    const auto sent = write(world, incident, {finance, international});
    QVERIFY2(sent, why(sent));
    QTRY_COMPARE_WITH_TIMEOUT(row(world, sent->message).outboxState, QStringLiteral("failed"), 60'000);
    const auto mail = await(world.office->store()->read(
        [id = sent->mail.id](store::Session &session) { return store::Outbox(session).find(id); }));
    QVERIFY2(mail, why(mail));
    QVERIFY(mail->serverWords.startsWith(QStringLiteral("5.6.7")));
    QVERIFY(world.host->delivered(finance).isEmpty());
}

LIAISON_TEST(TestDeliveryReports)
#include "tst_delivery_reports.moc"
