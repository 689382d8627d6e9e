#include "tests/servers/check_world.h"
#include "tests/support/test_registry.h"

#include <QDateTime>
#include <QTest>

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;
using domain::TestReport;
using domain::TestStepKind;

/// TEST OUTBOUND against a real Exim and Dovecot: a mail to the mailbox itself, and its way back.
class TestCheckSending : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_world.reset(); }
    void theTestMailComesBackAndIsNeverUnmatched();
    void theSenderIsRefused();
    void theTestMailIsTooLarge();
    void theTestMailDoesNotComeBack();

private:
    std::unique_ptr<CheckWorld> m_world;
};

void TestCheckSending::init()
{
    REQUIRE_SERVER(MailHost::missing().isEmpty(), "Dovecot or Exim is not installed");
    m_world = checkWorld();
    QVERIFY(m_world);
}

void TestCheckSending::theTestMailComesBackAndIsNeverUnmatched()
{
    const TestReport sending = m_world->outbound(m_world->request(), true);
    QVERIFY2(sending.passed(), qPrintable(domain::testLog(sending)));
    QVERIFY(sending.find(TestStepKind::RoundTrip)->ms > 0);
    QCOMPARE(m_world->host->delivered(analysts).size(), 1); // and is not deleted
    const QJsonObject mail = readIndependently(m_world->host->delivered(analysts).constFirst());
    QCOMPARE(headerValues(mail, "Auto-Submitted"), QStringList{u"auto-generated"_s});

    // The feed that reads it afterwards does not bother anybody with it; other mail comes through.
    m_world->host->drop(analysts, mailToAnalysts(finance, u"To be seen"_s, "seen@bu.test", {}, "x\r\n"));
    const auto before = QDateTime::currentMSecsSinceEpoch();
    const auto mailbox = m_world->office->connectMailbox(*m_world->host, analysts, analystsPassword,
                                                         domain::Security::Tls, m_world->tls.ca);
    QVERIFY2(mailbox, why(mailbox));
    QVERIFY(m_world->office->waitInSync(mailbox->id, before));
    const auto unmatched = m_world->office->unmatched();
    QVERIFY2(unmatched, why(unmatched));
    QCOMPARE(unmatched->size(), 1);
    QCOMPARE(unmatched->constFirst().subject, u"To be seen"_s);
    // Another one, while the feed runs.
    auto saved = m_world->request();
    saved.mailbox.id = mailbox->id;
    saved.mailbox.uuid = mailbox->uuid;
    QVERIFY(m_world->outbound(saved, true).passed());
    QVERIFY(m_world->office->waitInSync(mailbox->id, QDateTime::currentMSecsSinceEpoch()));
    QCOMPARE(m_world->office->unmatched()->size(), 1);
}

void TestCheckSending::theSenderIsRefused()
{
    m_world = checkWorld({}, u"acl_smtp_mail = deny\n"_s);
    QVERIFY(m_world);
    const TestReport sending = m_world->outbound(m_world->request(), true);
    QCOMPARE(endOf(sending), u"submit: SenderRefused"_s);
    QVERIFY(!sending.failure()->error->serverWords.isEmpty());
}

void TestCheckSending::theTestMailIsTooLarge()
{
    m_world = checkWorld({}, u"message_size_limit = 100\n"_s);
    QVERIFY(m_world);
    QCOMPARE(endOf(m_world->outbound(m_world->request(), true)), u"submit: MessageTooLarge"_s);
    QVERIFY(m_world->host->delivered(analysts).isEmpty());
}

void TestCheckSending::theTestMailDoesNotComeBack()
{
    m_world = checkWorld({}, u"hold_domains = *\n"_s);
    QVERIFY(m_world);
    QCOMPARE(endOf(m_world->outbound(m_world->request(), true, 5'000)), u"round-trip: NotBackInTime"_s);
}

LIAISON_TEST(TestCheckSending)
#include "tst_check_sending.moc"
