#include "tests/faults/kill_life.h"
#include "tests/support/certificates.h"
#include "tests/support/mail_host.h"
#include "tests/support/test_registry.h"

#include <QDateTime>
#include <QSet>
#include <QTest>

#include <vector>

using namespace liaison;
using namespace liaison::test;

/// A process that syncs from a real Dovecot and sends through a real Exim is killed 200 times, before and after every
/// durable and network step, and started again: nothing is lost, nothing stored twice, nothing sent twice.
///
/// The points are drawn; LIAISON_SEED draws the same again, LIAISON_KILLS asks for another number of kills.
class TestKillPoints : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void anUndisturbedRunPassesThePoints();
    void killsAtDrawnPointsLoseAndDoubleNothing();

private:
    static constexpr int mostLives = 400;
    static constexpr int mailsInTheBox = 12;
    static constexpr int mailsWritten = 2; ///< by faults_child
    ChildJob newJob(int number);
    QByteArray firstPoint(int number) const;
    void next(KillLife &life);

    QTemporaryDir m_dir;
    QString m_ca;
    quint32 m_seed = 0;
    FaultPoints m_points;
    std::unique_ptr<MailHost> m_host;
    int m_kills = 0;
    int m_wanted = 200;
    QSet<QByteArray> m_hit; ///< names of points that killed
};

void TestKillPoints::initTestCase()
{
    REQUIRE_SERVER(MailHost::missing().isEmpty(), "Dovecot or Exim is not installed");
    m_seed = qEnvironmentVariableIsSet("LIAISON_SEED")
        ? qEnvironmentVariable("LIAISON_SEED").toUInt()
        : static_cast<quint32>(QDateTime::currentMSecsSinceEpoch() % 1'000'000);
    if (const int wanted = qEnvironmentVariableIntValue("LIAISON_KILLS"); wanted > 0)
        m_wanted = wanted;
    qDebug("kill points: LIAISON_SEED=%u draws these again", m_seed);
    CertificateMaker maker(m_dir.path());
    const CertificateFiles files = maker.leaf(QStringLiteral("server"));
    m_ca = maker.caFile();
    QHash<QString, QString> accounts;
    for (int i = 0; i < mostLives; ++i) {
        accounts.insert(QStringLiteral("ir%1@corp.test").arg(i), QStringLiteral("secret"));
        accounts.insert(QStringLiteral("bu%1@bu.test").arg(i), QStringLiteral("secret"));
    }
    m_host = std::make_unique<MailHost>(MailHost::Options{{files.certificate, files.key, m_ca}, accounts, {}, {}});
    QVERIFY2(m_host->start(), qPrintable(m_host->failure()));
}

ChildJob TestKillPoints::newJob(int number)
{
    const ChildJob job{m_dir.filePath(QStringLiteral("store%1.db").arg(number)),
                       QStringLiteral("ir%1@corp.test").arg(number), QStringLiteral("bu%1@bu.test").arg(number), m_ca,
                       mailsInTheBox};
    QList<QByteArray> mails;
    for (int i = 0; i < mailsInTheBox; ++i) {
        const QByteArray word = QByteArray::number(i);
        mails << "From: x@y.test\r\nSubject: " + word + "\r\nMessage-ID: <m" + word + "@y.test>\r\n\r\n"
                + QByteArray(6'000, 'a').replace(70, 2, "\r\n") + word;
    }
    m_host->dropAll(job.address, mails);
    return job;
}

void TestKillPoints::anUndisturbedRunPassesThePoints()
{
    const QString log = m_dir.filePath(QStringLiteral("points"));
    KillLife life(newJob(0), m_seed, 0);
    life.start(*m_host, {}, log);
    QTRY_VERIFY_WITH_TIMEOUT(!life.isRunning(), 120'000);
    QVERIFY2(life.isDone(), life.output());
    int uncertain = 0;
    QCOMPARE(judgeEnd(*m_host, life.job(), mailsWritten, &uncertain), QByteArray());
    QCOMPARE(uncertain, 0);
    m_points = readFaultLog(log);
    m_points.remove("store.migrate"); // the child makes no mailbox of half a store
    for (const char *name :
         {"feed.before-ingest", "feed.after-ingest", "store.before_commit", "store.after_commit", "outbox.before-claim",
          "outbox.after-claim", "smtp.before-end-of-data", "smtp.after-end-of-data", "smtp.answered",
          "outbox.before-settle", "copy.before-append", "copy.after-append", "net.before-write", "net.after-read"})
        QVERIFY2(m_points.contains(name), name);
}

/// Every name is the first point of some life; what comes after is drawn.
QByteArray TestKillPoints::firstPoint(int number) const
{
    const QList<QByteArray> names = m_points.keys();
    const auto count = static_cast<int>(names.size());
    const QByteArray name = names.at(number % count);
    return name + ':' + QByteArray::number(1 + number / count % m_points.value(name));
}

/// The process of `life` ended: it was killed as planned and is followed by another, or it has done its work.
void TestKillPoints::next(KillLife &life)
{
    if (life.wasKilled()) {
        ++m_kills;
        m_hit.insert(life.point().left(life.point().indexOf(':')));
        qDebug("kill %d: life %d, %s", m_kills, life.number(), life.point().constData());
        life.start(*m_host, m_kills < m_wanted ? life.draw(m_points) : QByteArray());
    } else {
        QVERIFY2(life.isDone(),
                 "life " + QByteArray::number(life.number()) + " after " + life.point() + ": " + life.output());
    }
}

void TestKillPoints::killsAtDrawnPointsLoseAndDoubleNothing()
{
    QVERIFY(!m_points.isEmpty());
    constexpr size_t beside = 6; // most of the time a life waits for its forerunner's lease
    std::vector<std::unique_ptr<KillLife>> running;
    QList<ChildJob> done;
    int number = 0;
    while (m_kills < m_wanted || !running.empty()) {
        while (m_kills < m_wanted && running.size() < beside) {
            QVERIFY2(++number < mostLives, "so many lives should have been enough");
            running.push_back(std::make_unique<KillLife>(newJob(number), m_seed, number));
            running.back()->start(*m_host, firstPoint(number - 1));
        }
        const auto isOver = [](const std::unique_ptr<KillLife> &life) { return !life->isRunning(); };
        QTRY_VERIFY_WITH_TIMEOUT(std::any_of(running.begin(), running.end(), isOver), 180'000);
        for (const auto &life : running) {
            if (isOver(life))
                next(*life);
            if (QTest::currentTestFailed())
                return;
        }
        std::erase_if(running, [&](const std::unique_ptr<KillLife> &life) {
            if (!isOver(life))
                return false;
            done << life->job();
            return true;
        });
    }
    int uncertain = 0;
    for (const ChildJob &job : std::as_const(done)) {
        const QByteArray wrong = judgeEnd(*m_host, job, mailsWritten, &uncertain);
        QVERIFY2(wrong.isEmpty(), job.address.toUtf8() + ": " + wrong);
    }
    qDebug("kill points: %d kills at %d points in %d lives; %d mails ended uncertain", m_kills,
           static_cast<int>(m_hit.size()), static_cast<int>(done.size()), uncertain);
    // A mail is uncertain only where its process was killed with the mail in its hands.
    QVERIFY(uncertain < m_kills / 2);
    if (m_wanted >= 200)
        QCOMPARE(m_hit.size(), m_points.size());
}

LIAISON_TEST(TestKillPoints)
#include "tst_kill_points.moc"
