#include "core/store/outbox.h"
#include "tests/support/await.h"
#include "tests/support/certificates.h"
#include "tests/support/mail_host.h"
#include "tests/support/office.h"
#include "tests/support/test_registry.h"

#include <QMap>
#include <QProcess>
#include <QSet>
#include <QTest>

#include <csignal>

using namespace liaison;
using namespace liaison::test;

/// The process is killed before and after every durable and network step of a sync and a send against a real Dovecot
/// and Exim, and started again: nothing is lost, nothing stored twice, nothing sent twice.
class TestKillPoints : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aKillAtEveryPointLosesAndDoublesNothing_data();
    void aKillAtEveryPointLosesAndDoublesNothing();
    void cleanupTestCase();

private:
    static constexpr int rounds = 40;
    static constexpr int mailsInTheBox = 12;
    QProcess::ExitStatus run(const QString &store, const QString &address, const QString &recipient,
                             const QByteArray &faultAt, int *exitCode, QByteArray *output);

    QTemporaryDir m_dir;
    QString m_ca;
    std::unique_ptr<MailHost> m_host;
    int m_round = 0;
    int m_kills = 0;
};

void TestKillPoints::initTestCase()
{
    REQUIRE_SERVER(MailHost::missing().isEmpty(), "Dovecot or Exim is not installed");
    CertificateMaker maker(m_dir.path());
    const CertificateFiles files = maker.leaf(QStringLiteral("server"));
    m_ca = maker.caFile();
    QHash<QString, QString> accounts;
    for (int i = 0; i < rounds; ++i) {
        accounts.insert(QStringLiteral("ir%1@corp.test").arg(i), QStringLiteral("secret"));
        accounts.insert(QStringLiteral("bu%1@bu.test").arg(i), QStringLiteral("secret"));
    }
    m_host = std::make_unique<MailHost>(MailHost::Options{{files.certificate, files.key, m_ca}, accounts, {}, {}});
    QVERIFY2(m_host->start(), qPrintable(m_host->failure()));
}

QProcess::ExitStatus TestKillPoints::run(const QString &store, const QString &address, const QString &recipient,
                                         const QByteArray &faultAt, int *exitCode, QByteArray *output)
{
    QProcess child;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    if (!faultAt.isEmpty())
        environment.insert(QStringLiteral("LIAISON_FAULT_AT"), QString::fromLatin1(faultAt));
    child.setProcessEnvironment(environment);
    child.setProcessChannelMode(QProcess::MergedChannels);
    child.start(QStringLiteral(FAULTS_CHILD),
                {store, QString::number(m_host->imapsPort()), QString::number(m_host->smtpsPort()), m_ca, address,
                 QStringLiteral("secret"), recipient, QString::number(mailsInTheBox)});
    child.waitForFinished(120'000);
    *exitCode = child.exitCode();
    *output = child.readAll();
    return child.exitStatus();
}

void TestKillPoints::aKillAtEveryPointLosesAndDoublesNothing_data()
{
    QTest::addColumn<QByteArray>("point");
    struct Point {
        const char *name;
        int passes;
    };
    static const Point points[] = {
        {"lease.before-acquire", 1}, {"feed.before-changes", 3}, {"feed.before-ingest", 3}, {"feed.after-ingest", 3},
        {"outbox.before-claim", 2},  {"outbox.after-claim", 2},  {"outbox.after-send", 2},  {"outbox.before-settle", 2},
        {"copy.before-contains", 2}, {"copy.before-append", 2},  {"copy.after-append", 2},
    };
    for (const Point &point : points)
        for (int pass = 1; pass <= point.passes; ++pass)
            QTest::addRow("%s:%d", point.name, pass) << QByteArray(point.name) + ':' + QByteArray::number(pass);
}

void TestKillPoints::aKillAtEveryPointLosesAndDoublesNothing()
{
    QFETCH(QByteArray, point);
    const int round = m_round++;
    QVERIFY(round < rounds);
    const QString address = QStringLiteral("ir%1@corp.test").arg(round);
    const QString recipient = QStringLiteral("bu%1@bu.test").arg(round);
    for (int i = 0; i < mailsInTheBox; ++i)
        m_host->drop(address,
                     "From: x@y.test\r\nSubject: " + QByteArray::number(i) + "\r\nMessage-ID: <m"
                         + QByteArray::number(i) + "@y.test>\r\n\r\n" + QByteArray(6'000, 'a').replace(70, 2, "\r\n")
                         + QByteArray::number(i) + "\r\n");
    const QString location = m_dir.filePath(QStringLiteral("store%1.db").arg(round));
    int code = 0;
    QByteArray output;
    QCOMPARE(run(location, address, recipient, point, &code, &output), QProcess::CrashExit);
    QVERIFY2(code == SIGKILL, "it ended otherwise than by the fault point: " + output);
    ++m_kills;
    const QProcess::ExitStatus status = run(location, address, recipient, {}, &code, &output);
    QVERIFY2(status == QProcess::NormalExit && code == 0, output);

    Office::Options options;
    options.location = location;
    Office office(options);
    QVERIFY(office.openStoreOnly().isEmpty());
    const auto unmatched = office.unmatched(10'000);
    QVERIFY2(unmatched, why(unmatched));
    QSet<QString> ids;
    for (const store::MailRow &row : *unmatched)
        ids.insert(row.messageIdHeader);
    QCOMPARE(unmatched->size(), mailsInTheBox);
    QCOMPARE(ids.size(), mailsInTheBox);

    const auto outbox
        = await(office.store()->read([](store::Session &session) { return store::Outbox(session).list(true, 100); }));
    QVERIFY2(outbox, why(outbox));
    QCOMPARE(outbox->size(), 2);
    const auto times = [&](const QString &account, const QString &folder, const QString &id) {
        const QList<QByteArray> mails = m_host->delivered(account, folder);
        return std::count_if(mails.begin(), mails.end(),
                             [&](const QByteArray &raw) { return raw.contains("<" + id.toUtf8() + ">"); });
    };
    int uncertain = 0;
    for (const domain::OutboxMail &mail : *outbox) {
        if (mail.state == domain::OutboxState::Uncertain) {
            ++uncertain;
            // It may have left or not, but never twice.
            QVERIFY(times(recipient, QStringLiteral("INBOX"), mail.messageIdHeader) <= 1);
            continue;
        }
        QCOMPARE(int(mail.state), int(domain::OutboxState::Sent));
        QTRY_COMPARE_WITH_TIMEOUT(times(recipient, QStringLiteral("INBOX"), mail.messageIdHeader), 1, 30'000);
        QCOMPARE(times(address, QStringLiteral("Sent"), mail.messageIdHeader), 1);
    }
    // Mails leave one at a time, whatever else goes on beside them.
    QVERIFY(uncertain <= 1);
}

void TestKillPoints::cleanupTestCase()
{
    qDebug("kill points: %d points killed and started again", m_kills);
}

LIAISON_TEST(TestKillPoints)
#include "tst_kill_points.moc"
