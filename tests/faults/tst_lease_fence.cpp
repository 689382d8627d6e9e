#include "core/domain/outbox.h"
#include "core/store/mailboxes.h"
#include "core/store/outbox.h"
#include "tests/faults/kill_life.h"
#include "tests/support/await.h"
#include "tests/support/certificates.h"
#include "tests/support/office.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QSysInfo>
#include <QTest>

#include <csignal>

using namespace liaison;
using namespace liaison::test;

/// Two processes on one mailbox, against a real Dovecot and Exim: the second says who holds it; one that stood still
/// until its lease had run out neither sends nor stores when it wakes.
class TestLeaseFence : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void theSecondSaysWhoHoldsTheMailbox();
    void whoSleptThroughItsLeaseDoesNothing_data();
    void whoSleptThroughItsLeaseDoesNothing();

private:
    static constexpr int accounts = 100;
    static constexpr int mostSleepers = 16;
    static constexpr int mailsInTheBox = 4;
    static constexpr int mailsWritten = 2; ///< by faults_child
    ChildJob newJob();
    static char processState(qint64 pid);
    static bool isWritten(const ChildJob &job, bool claimed);
    int arrived(const ChildJob &job, const QByteArray &words) const;

    QTemporaryDir m_dir;
    QString m_ca;
    std::unique_ptr<MailHost> m_host;
    int m_jobs = 0;
};

void TestLeaseFence::initTestCase()
{
    REQUIRE_SERVER(MailHost::missing().isEmpty(), "Dovecot or Exim is not installed");
    CertificateMaker maker(m_dir.path());
    const CertificateFiles files = maker.leaf(QStringLiteral("server"));
    m_ca = maker.caFile();
    QHash<QString, QString> logins;
    for (int i = 0; i < accounts; ++i) {
        logins.insert(QStringLiteral("ir%1@corp.test").arg(i), QStringLiteral("secret"));
        logins.insert(QStringLiteral("bu%1@bu.test").arg(i), QStringLiteral("secret"));
    }
    m_host = std::make_unique<MailHost>(MailHost::Options{{files.certificate, files.key, m_ca}, logins, {}, {}});
    QVERIFY2(m_host->start(), qPrintable(m_host->failure()));
}

ChildJob TestLeaseFence::newJob()
{
    const int number = m_jobs++;
    const ChildJob job{m_dir.filePath(QStringLiteral("store%1.db").arg(number)),
                       QStringLiteral("ir%1@corp.test").arg(number),
                       QStringLiteral("bu%1@bu.test").arg(number),
                       m_ca,
                       mailsInTheBox,
                       4'000}; // a machine under load does not lose it by itself
    QList<QByteArray> mails;
    for (int i = 0; i < mailsInTheBox; ++i)
        mails << "From: x@y.test\r\nMessage-ID: <m" + QByteArray::number(i) + "@y.test>\r\n\r\nText\r\n";
    m_host->dropAll(job.address, mails);
    return job;
}

/// The state letter of /proc/PID/stat: 'T' stands still.
char TestLeaseFence::processState(qint64 pid)
{
    QFile stat(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!stat.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray line = stat.readAll();
    const qsizetype afterName = line.lastIndexOf(')');
    return afterName < 0 || line.size() < afterName + 3 ? 0 : line.at(afterName + 2);
}

int TestLeaseFence::arrived(const ChildJob &job, const QByteArray &words) const
{
    const QList<QByteArray> mails = m_host->delivered(job.recipient);
    return static_cast<int>(
        std::count_if(mails.begin(), mails.end(), [&](const QByteArray &raw) { return raw.contains(words); }));
}

void TestLeaseFence::theSecondSaysWhoHoldsTheMailbox()
{
    ChildJob job = newJob();
    job.expectedMails = mailsInTheBox + 1; // one more than there is: it stays at work
    KillLife first(job, 0, 0);
    first.start(*m_host, {});
    Office::Options options;
    options.location = job.store;
    options.engine.leaseRenewMs = 100;
    options.engine.leaseTtlMs = 2'000;
    Office second(options);
    const auto boxes = [&] {
        return await(second.store()->read([](store::Session &session) { return store::Mailboxes(session).list(); }));
    };
    QVERIFY(second.openStoreOnly().isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(boxes().has_value() && !boxes()->isEmpty() && second.unmatched()->size() == mailsInTheBox,
                             60'000);
    const MailboxId box = boxes()->first().id;

    QVERIFY(second.restart().isEmpty());
    const auto holder = [&] { return second.status(box).value_or(domain::FeedStatus{}).holder; };
    QTRY_COMPARE_WITH_TIMEOUT(holder(), QStringLiteral("%1 (pid %2)").arg(QSysInfo::machineHostName()).arg(first.pid()),
                              30'000);
    QCOMPARE(int(second.status(box)->state), int(domain::FeedState::Starting));
    // Everything else is done beside it: a mail queued here is sent by the one that holds the mailbox.
    const auto sent = [&] {
        const auto outbox = await(
            second.store()->read([](store::Session &session) { return store::Outbox(session).list(true, 100); }));
        return outbox
            ? std::count_if(outbox->begin(), outbox->end(),
                            [](const domain::OutboxMail &mail) { return mail.state == domain::OutboxState::Sent; })
            : -1;
    };
    QTRY_COMPARE_WITH_TIMEOUT(sent(), mailsWritten, 30'000);

    first.kill();
    QTRY_VERIFY_WITH_TIMEOUT(holder().isEmpty(), 30'000);
}

void TestLeaseFence::whoSleptThroughItsLeaseDoesNothing_data()
{
    QTest::addColumn<QByteArray>("point");
    QTest::addColumn<int>("ours"); ///< whether the mail in hand was claimed by the sleeper, and so is uncertain
    QTest::newRow("with a page to store") << QByteArray("feed.before-ingest") << 0;
    QTest::newRow("before it takes a mail") << QByteArray("outbox.before-claim") << 0;
    QTest::newRow("with a mail to send") << QByteArray("outbox.after-claim") << 1;
    QTest::newRow("before the connection") << QByteArray("smtp.before-connect") << 1;
    QTest::newRow("before the end of a mail") << QByteArray("smtp.before-end-of-data") << 1;
    QTest::newRow("before a copy is filed") << QByteArray("copy.before-append") << 0;
}

/// Whether all of its own mails are in the outbox, one of them in the sleeper's hand or none, as `claimed` says, and
/// somebody can write beside it.
bool TestLeaseFence::isWritten(const ChildJob &job, bool claimed)
{
    Office::Options options;
    options.location = job.store;
    Office office(options);
    if (!office.openStoreOnly().isEmpty())
        return false;
    if (!await(office.store()->write([](store::Session &) { return Result<void>(); })))
        return false;
    const auto outbox
        = await(office.store()->read([](store::Session &session) { return store::Outbox(session).list(true, 100); }));
    const auto isSending = [](const domain::OutboxMail &mail) { return mail.state == domain::OutboxState::Sending; };
    return outbox && outbox->size() == mailsWritten
        && std::any_of(outbox->cbegin(), outbox->cend(), isSending) == claimed;
}

void TestLeaseFence::whoSleptThroughItsLeaseDoesNothing()
{
    QFETCH(QByteArray, point);
    QFETCH(int, ours);
    ChildJob job;
    bool workedBeside = false;
    // Another thread of the sleeper may have been in the middle of writing: then it sleeps with SQLite's lock in its
    // hand, nobody can do anything, and there is nothing to see. Nor is there anything to compare where it fell asleep
    // before it had written its own mails, or while it sent one beside what is looked at. Then another one is put to
    // sleep, there or when it comes there again.
    for (int sleepers = 0; sleepers < mostSleepers && !workedBeside; ++sleepers) {
        job = newJob();
        KillLife sleeper(job, 0, 0);
        sleeper.start(*m_host, {}, {}, point + ':' + QByteArray::number(1 + sleepers % 2));
        QTRY_VERIFY_WITH_TIMEOUT(processState(sleeper.pid()) == 'T' || !sleeper.isRunning(), 60'000);
        if (!sleeper.isRunning() || !isWritten(job, ours > 0))
            continue;

        KillLife other(job, 0, 1);
        other.start(*m_host, {});
        QTRY_VERIFY_WITH_TIMEOUT(!other.isRunning(), 120'000);
        workedBeside = other.isDone();
        QVERIFY2(workedBeside, other.output());
        ::kill(static_cast<pid_t>(sleeper.pid()), SIGCONT);
        QTRY_VERIFY_WITH_TIMEOUT(!sleeper.isRunning(), 120'000);
        QVERIFY2(sleeper.isDone(), sleeper.output());
    }
    QVERIFY(workedBeside);

    int uncertain = 0;
    QCOMPARE(judgeEnd(*m_host, job, mailsWritten, &uncertain), QByteArray());
    QCOMPARE(uncertain, ours);
    // What it might have sent when it woke lies before this one.
    QCOMPARE(m_host->submit(job.address, {job.recipient},
                            "From: a@corp.test\r\nMessage-ID: <last@corp.test>\r\n\r\nLast\r\n"),
             QString());
    QTRY_COMPARE_WITH_TIMEOUT(arrived(job, "<last@corp.test>"), 1, 30'000);
    QCOMPARE(m_host->delivered(job.recipient).size(), mailsWritten - ours + 1);
}

LIAISON_TEST(TestLeaseFence)
#include "tst_lease_fence.moc"
