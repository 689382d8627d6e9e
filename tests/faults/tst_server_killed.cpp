#include "core/store/session.h"
#include "tests/support/await.h"
#include "tests/support/certificates.h"
#include "tests/support/mail_host.h"
#include "tests/support/office.h"
#include "tests/support/test_registry.h"

#include <QDateTime>
#include <QRandomGenerator>
#include <QTest>

using namespace liaison;
using namespace liaison::test;

namespace {
const QString address = QStringLiteral("ir@corp.test");
}

/// A sync of 5,000 mails during which Dovecot, all of its processes, is killed and started again at random moments
/// ends in the state of a sync that nobody disturbed. LIAISON_SEED draws the same moments again.
class TestServerKilled : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aSyncThroughServerDeathsEndsAsAnUndisturbedOne();

private:
    static constexpr int mailCount = 5'000;
    static constexpr int kills = 12;
    static void fill(MailHost &host);
    static QList<int> drawMoments(quint32 seed);
    static Result<domain::Mailbox> connect(Office &office, const MailHost &host, const QString &ca);
    static qint64 stored(Office &office);
};

void TestServerKilled::fill(MailHost &host)
{
    QList<QByteArray> mails;
    for (int i = 0; i < mailCount; ++i) {
        const QByteArray word = QByteArray::number(i);
        // Every seventh answers the one before it, so that threads come out of the order of arrival.
        const QByteArray answers
            = i % 7 == 6 ? "In-Reply-To: <many-" + QByteArray::number(i - 1) + "@bu.test>\r\n" : QByteArray();
        mails << "From: Roe <roe@bu.test>\r\nTo: ir@corp.test\r\nSubject: Report " + word + "\r\nMessage-ID: <many-"
                + word + "@bu.test>\r\n" + answers + "\r\nLine of mail " + word + "\r\n";
    }
    host.dropAll(address, mails);
}

/// How many mails are to be stored when the server dies, ascending.
QList<int> TestServerKilled::drawMoments(quint32 seed)
{
    QRandomGenerator random(seed);
    QList<int> moments;
    for (int i = 0; i < kills; ++i)
        moments << static_cast<int>(random.bounded(mailCount * 19 / 20));
    std::sort(moments.begin(), moments.end());
    return moments;
}

Result<domain::Mailbox> TestServerKilled::connect(Office &office, const MailHost &host, const QString &ca)
{
    return office.connectMailbox(host, address, QStringLiteral("secret"), domain::Security::Tls, ca,
                                 [](domain::Mailbox &box) { box.fetchSince = 1; });
}

qint64 TestServerKilled::stored(Office &office)
{
    const auto count = await(office.store()->read([](store::Session &session) {
        return session.answer(session.number(QStringLiteral("SELECT count(*) FROM message")));
    }));
    return count.value_or(0);
}

void TestServerKilled::aSyncThroughServerDeathsEndsAsAnUndisturbedOne()
{
    REQUIRE_SERVER(MailHost::missing().isEmpty(), "Dovecot or Exim is not installed");
    const quint32 seed = qEnvironmentVariableIsSet("LIAISON_SEED")
        ? qEnvironmentVariable("LIAISON_SEED").toUInt()
        : static_cast<quint32>(QDateTime::currentMSecsSinceEpoch() % 1'000'000);
    QTemporaryDir dir;
    CertificateMaker maker(dir.path());
    const CertificateFiles files = maker.leaf(QStringLiteral("server"));
    MailHost host({{files.certificate, files.key, maker.caFile()}, {{address, QStringLiteral("secret")}}, {}, {}});
    QVERIFY2(host.startDovecot(), qPrintable(host.failure()));
    fill(host);

    Office::Options options;
    options.engine.backoffMinMs = 100;
    options.engine.backoffMaxMs = 300;
    options.engine.pageBytes = 24 * 1024; // some two hundred pages and commits
    Office undisturbed(options);
    QVERIFY(undisturbed.open().isEmpty());
    const auto first = connect(undisturbed, host, maker.caFile());
    QVERIFY2(first, why(first));
    QTRY_COMPARE_WITH_TIMEOUT(stored(undisturbed), mailCount, 120'000);
    QVERIFY(undisturbed.waitInSync(first->id, 1));

    Office disturbed(options);
    QVERIFY(disturbed.open().isEmpty());
    const auto second = connect(disturbed, host, maker.caFile());
    QVERIFY2(second, why(second));
    QList<qint64> moments;
    for (const int moment : drawMoments(seed)) {
        QTRY_VERIFY_WITH_TIMEOUT(stored(disturbed) >= moment, 120'000);
        moments << stored(disturbed);
        QVERIFY2(moments.last() < mailCount, "the sync was over before the server died");
        host.killDovecot();
        QVERIFY2(host.startDovecot(), qPrintable(host.failure()));
    }
    QTRY_COMPARE_WITH_TIMEOUT(stored(disturbed), mailCount, 120'000);
    const UtcMs complete = QDateTime::currentMSecsSinceEpoch();
    disturbed.engine()->syncNow(second->id); // whatever a further pass would still change is changed
    QVERIFY(disturbed.waitInSync(second->id, complete));

    const QStringList expected = undisturbed.endState();
    const QStringList found = disturbed.endState();
    QCOMPARE(expected.size(), mailCount);
    QCOMPARE(found.size(), mailCount);
    QCOMPARE(found, expected);
    QStringList words;
    for (const qint64 moment : moments)
        words << QString::number(moment);
    qDebug("%d mails equal after %d deaths of the server, at %s mails; LIAISON_SEED=%u draws them again", mailCount,
           kills, qPrintable(words.join(QLatin1Char(' '))), seed);
}

LIAISON_TEST(TestServerKilled)
#include "tst_server_killed.moc"
