#include "core/store/session.h"
#include "tests/cli/cli_world.h"
#include "tests/support/await.h"
#include "tests/support/small_disk.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QRandomGenerator>
#include <QTest>

using namespace liaison;
using namespace liaison::test;

/// The disk is full in the middle of a sync, for real: the profile is on a file system of a few megabytes. The program
/// says so, and with space again it ends in the state of a sync that had room all along.
class TestFullDisk : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void oneRunSaysSoAndTheNextGoesOn();
    void aRunningFeedGoesOnByItself();
    void thereIsNoRoomForAStore();

private:
    static constexpr int mailCount = 320; // some 32 MB, in six pages
    static constexpr qint64 roomForSome = 26 * 1024 * 1024;
    static constexpr int diskMebibytes = 512; // the whole store takes some 100, and a page's log comes on top

    QByteArray connect(CliWorld &cli);
    static int stored(CliWorld &cli);
    static Called createIncident(CliWorld &cli);
    static int incidents(CliWorld &cli);
    static QStringList endState(const QString &profile);

    ServerWorld m_world;
    CliWorld m_undisturbed;
};

namespace {

/// A mail of about 100 kB that no compression makes much smaller.
QByteArray noisyMail(int number)
{
    QRandomGenerator random(static_cast<quint32>(number));
    QByteArray noise(72'000, 0);
    random.generate(reinterpret_cast<quint32 *>(noise.begin()), reinterpret_cast<quint32 *>(noise.end()));
    const QByteArray text = noise.toBase64();
    QByteArray lines;
    for (qsizetype at = 0; at < text.size(); at += 76)
        lines += text.mid(at, 76) + '\n';
    return mailToAnalysts(finance, QStringLiteral("Noise %1").arg(number),
                          "noise-" + QByteArray::number(number) + "@bu.test", {}, lines);
}

} // namespace

void TestFullDisk::initTestCase()
{
    REQUIRE_SERVER(MailHost::missing().isEmpty(), "Dovecot or Exim is not installed");
    const SmallDisk probe(1);
    REQUIRE_SERVER(probe.failure().isEmpty(), qPrintable(probe.failure()));
    m_world.tls = serverCertificate(m_world.certificates.path(), QStringLiteral("localhost"));
    m_world.host = std::make_unique<MailHost>(
        MailHost::Options{m_world.tls, {{analysts, analystsPassword}, {finance, financePassword}}, {}, {}});
    QVERIFY2(m_world.host->start(), qPrintable(m_world.host->failure()));
    QList<QByteArray> mails;
    for (int i = 0; i < mailCount; ++i)
        mails << noisyMail(i);
    m_world.host->dropAll(analysts, mails);
    QCOMPARE(connect(m_undisturbed), QByteArray());
    const Called called = m_undisturbed.call({QStringLiteral("feed"), QStringLiteral("run"), QStringLiteral("--once")});
    QVERIFY2(called.exitCode == 0, called.err);
    QCOMPARE(endState(m_undisturbed.profile()).size(), mailCount);
}

QByteArray TestFullDisk::connect(CliWorld &cli)
{
    return cli.connectMailbox(m_world, analysts, analystsPassword);
}

/// As another process reads it, beside whatever else goes on; -1 where it cannot.
int TestFullDisk::stored(CliWorld &cli)
{
    const Called called = cli.call({QStringLiteral("mails"), QStringLiteral("list"), QStringLiteral("--limit"),
                                    QStringLiteral("1000"), QStringLiteral("--json")});
    if (called.exitCode != 0) {
        qWarning("%s", called.err.constData());
        return -1;
    }
    return static_cast<int>(called.json().value(QLatin1String("mails")).toArray().size());
}

Called TestFullDisk::createIncident(CliWorld &cli)
{
    return cli.call(
        {QStringLiteral("incidents"), QStringLiteral("create"), QStringLiteral("--title"), QStringLiteral("Full")});
}

int TestFullDisk::incidents(CliWorld &cli)
{
    const Called called = cli.call({QStringLiteral("incidents"), QStringLiteral("list"), QStringLiteral("--json")});
    return called.exitCode == 0 ? static_cast<int>(called.json().value(QLatin1String("incidents")).toArray().size())
                                : -1;
}

/// Every copy with its mail, bytes, place and what is thought of it, in an order of its own.
QStringList TestFullDisk::endState(const QString &profile)
{
    // A copy, for SQLite takes a path apart and would look for /proc/PID/root/… in our own file systems.
    const QTemporaryDir dir;
    for (const char *file : {"liaison.sqlite", "liaison.sqlite-wal"})
        QFile::copy(profile + QLatin1Char('/') + QLatin1String(file), dir.filePath(QLatin1String(file)));
    Office office({dir.filePath(QStringLiteral("liaison.sqlite")), {}, {}});
    if (const QByteArray failure = office.openStoreOnly(); !failure.isEmpty())
        return {QString::fromUtf8(failure)};
    return office.endState();
}

void TestFullDisk::oneRunSaysSoAndTheNextGoesOn()
{
    SmallDisk disk(diskMebibytes);
    QVERIFY2(disk.failure().isEmpty(), qPrintable(disk.failure()));
    CliWorld cli;
    cli.entry = disk.entry();
    cli.place = disk.path();
    QCOMPARE(connect(cli), QByteArray());
    QVERIFY(disk.leaveRoom(roomForSome));

    const QStringList once{QStringLiteral("feed"), QStringLiteral("run"), QStringLiteral("--once")};
    const Called full = cli.call(once);
    QVERIFY2(full.exitCode == 7, full.err);
    QVERIFY2(full.err.contains("the disk is full; what was stored before is safe"), full.err);
    const Called json = cli.call(once + QStringList{QStringLiteral("--json")});
    QVERIFY2(json.exitCode == 7, json.err);
    QVERIFY2((json.out + json.err).contains("DiskFull"), json.out + json.err);
    // Whole pages are stored, and can be read on the full disk.
    const int some = stored(cli);
    QVERIFY2(some > 0 && some < mailCount, QByteArray::number(some));
    // What a person writes now is refused in the same words, or found room in a page that was free.
    QVERIFY(disk.leaveRoom(0));
    const Called refused = createIncident(cli);
    QVERIFY2(refused.exitCode == 0 || (refused.exitCode == 7 && refused.err.contains("the disk is full")), refused.err);
    QCOMPARE(incidents(cli), refused.exitCode == 0 ? 1 : 0);

    QVERIFY(disk.free());
    const Called rest = cli.call(once);
    QVERIFY2(rest.exitCode == 0, rest.err);
    QCOMPARE(stored(cli), mailCount);
    QCOMPARE(cli.call({QStringLiteral("doctor")}).exitCode, 0);
    QCOMPARE(endState(disk.seenFromHere() + QStringLiteral("/profile")), endState(m_undisturbed.profile()));
}

void TestFullDisk::aRunningFeedGoesOnByItself()
{
    SmallDisk disk(diskMebibytes);
    QVERIFY2(disk.failure().isEmpty(), qPrintable(disk.failure()));
    CliWorld cli;
    cli.entry = disk.entry();
    cli.place = disk.path();
    QCOMPARE(connect(cli), QByteArray());
    QVERIFY(disk.leaveRoom(roomForSome));
    const auto feed = cli.start({QStringLiteral("feed"), QStringLiteral("run")});
    QByteArray said;
    const auto says = [&](const char *words) {
        said += feed->readAllStandardError();
        return said.contains(words);
    };
    QTRY_VERIFY2_WITH_TIMEOUT(says("the disk is full"), said, 60'000);
    QCOMPARE(feed->state(), QProcess::Running);
    const int some = stored(cli);
    QVERIFY2(some > 0 && some < mailCount, QByteArray::number(some));
    QVERIFY(disk.free());
    QTRY_COMPARE_WITH_TIMEOUT(stored(cli), mailCount, 120'000);
    feed->terminate();
    QVERIFY(feed->waitForFinished(60'000));
    QCOMPARE(endState(disk.seenFromHere() + QStringLiteral("/profile")), endState(m_undisturbed.profile()));
}

void TestFullDisk::thereIsNoRoomForAStore()
{
    SmallDisk disk(16);
    QVERIFY2(disk.failure().isEmpty(), qPrintable(disk.failure()));
    CliWorld cli;
    cli.entry = disk.entry();
    cli.place = disk.path();
    QVERIFY(disk.leaveRoom(32 * 1024));
    const Called called = createIncident(cli);
    QVERIFY2(called.exitCode == 7, called.err);
    QVERIFY2(called.err.contains("the disk is full"), called.err);
    QVERIFY(disk.free());
    const Called again = createIncident(cli);
    QVERIFY2(again.exitCode == 0, again.err);
    QCOMPARE(incidents(cli), 1);
}

LIAISON_TEST(TestFullDisk)
#include "tst_full_disk.moc"
