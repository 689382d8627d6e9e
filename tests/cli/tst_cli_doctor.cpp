#include "app/cli/doctor_ground.h"
#include "core/transport/tls_facts.h"
#include "tests/cli/cli_world.h"
#include "tests/support/certificates.h"
#include "tests/support/test_registry.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTest>

#include <optional>
#include <utility>

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;

/// `liaison doctor`: what it stands on, and what the mailboxes name.
class TestCliDoctor : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { m_cli = std::make_unique<CliWorld>(); }
    void withoutAStore();
    void whatIsThere();
    void certificateFiles_data();
    void certificateFiles();
    void clocksThatDiffer();
    void aClockBehindTheNewestMail();
    void whatRunsOutSoon();
    void certificatesThatRunOutSoon();

private:
    /// The check of that name; an empty object: there is none.
    static QJsonObject check(const QJsonObject &answer, const QString &name);
    std::unique_ptr<CliWorld> m_cli;
};

QJsonObject TestCliDoctor::check(const QJsonObject &answer, const QString &name)
{
    const QJsonArray checks = answer.value("checks"_L1).toArray();
    for (const QJsonValue one : checks)
        if (one["check"_L1].toString() == name)
            return one.toObject();
    return {};
}

void TestCliDoctor::withoutAStore()
{
    const Called doctor = m_cli->call({u"doctor"_s, u"--json"_s});
    QVERIFY2(doctor.exitCode == 7, doctor.err);
    QCOMPARE(doctor.json().value("ok"_L1), QJsonValue(false));
    QStringList names;
    const QJsonArray checks = doctor.json().value("checks"_L1).toArray();
    for (const QJsonValue one : checks)
        names << one["check"_L1].toString();
    QCOMPARE(names, QStringList({u"program"_s, u"tls"_s, u"driver"_s, u"store"_s}));
    QVERIFY2(checks.first()["about"_L1].toString().contains(QLatin1String(qVersion())), doctor.out);
    QCOMPARE(checks.last()["kind"_L1].toString(), u"StoreUnavailable"_s);
    QVERIFY(!QFile::exists(m_cli->profile()));
}

void TestCliDoctor::whatIsThere()
{
    QCOMPARE(m_cli->importSettings({{u"format"_s, u"liaison-settings"_s}, {u"version"_s, 1}}).exitCode, 0);
    m_cli->vault = u"credentials"_s;
    const Called doctor = m_cli->call({u"doctor"_s, u"--json"_s});
    QVERIFY2(doctor.exitCode == 0, doctor.out);
    for (const QString &name : {u"program"_s, u"tls"_s, u"driver"_s, u"store"_s, u"audit"_s, u"vault"_s})
        QVERIFY2(check(doctor.json(), name).value("ok"_L1).toBool(), qPrintable(name));
    // SQLite's clock is this machine's, and no mail says another time.
    const QJsonObject clock = check(doctor.json(), u"clock"_s);
    QVERIFY(clock.value("ok"_L1).isNull() && clock.value("message"_L1).toString().contains(u"nothing to compare"_s));
    QCOMPARE(check(doctor.json(), u"driver"_s).value("about"_L1).toString(), u"QSQLITE"_s);
    QCOMPARE(check(doctor.json(), u"vault"_s).value("about"_L1).toString(), u"credentials directory"_s);
    m_cli->vault = u"keychain"_s; // and no bus to reach one
    const Called locked = m_cli->call({u"doctor"_s, u"--json"_s});
    QCOMPARE(locked.exitCode, 6);
    QCOMPARE(check(locked.json(), u"vault"_s).value("kind"_L1).toString(), u"KeychainUnavailable"_s);
}

void TestCliDoctor::certificateFiles_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("says");
    QTest::newRow("good") << u"ca.pem"_s << QString() << QString();
    QTest::newRow("gone") << u"gone.pem"_s << u"InvalidInput"_s << u"no such file"_s;
    QTest::newRow("a folder") << u"folder"_s << u"InvalidInput"_s << u"cannot be read"_s;
    QTest::newRow("something else") << u"words.pem"_s << u"InvalidInput"_s << u"no certificate"_s;
    QTest::newRow("sealed") << u"words.p12"_s << QString() << QString();
}

void TestCliDoctor::certificateFiles()
{
    QFETCH(QString, file);
    QFETCH(QString, kind);
    QFETCH(QString, says);
    const QDir folder(m_cli->dir.path());
    QVERIFY(folder.mkdir(u"folder"_s));
    CertificateMaker maker(folder.filePath(u"folder"_s));
    QVERIFY(QFile::copy(maker.caFile(), folder.filePath(u"ca.pem"_s)));
    for (const QString &name : {u"words.pem"_s, u"words.p12"_s}) {
        QFile words(folder.filePath(name));
        QVERIFY(words.open(QIODevice::WriteOnly) && words.write("words\n") > 0);
    }
    domain::Mailbox mailbox;
    mailbox.address = u"desk@unit.example"_s;
    mailbox.inbound.trustedCaFile = folder.filePath(file);
    cli::Findings findings;
    cli::checkCertificates(findings, mailbox, QDateTime::currentMSecsSinceEpoch());
    const QJsonObject found = check(findings.answer().json, u"ca file"_s);
    QCOMPARE(found.value("kind"_L1).toString(), kind);
    QVERIFY2(found.value("message"_L1).toString().contains(says), qPrintable(found.value("message"_L1).toString()));
    if (file != "ca.pem"_L1)
        return;
    constexpr UtcMs century = 100LL * 366 * 24 * 3'600 * 1'000;
    cli::Findings later;
    cli::checkCertificates(later, mailbox, QDateTime::currentMSecsSinceEpoch() + century);
    QCOMPARE(check(later.answer().json, u"ca file"_s).value("kind"_L1).toString(), u"CertificateExpired"_s);
}

void TestCliDoctor::clocksThatDiffer()
{
    constexpr UtcMs now = 1'770'000'000'000;
    for (const auto &[off, good] : {std::pair(0, true), std::pair(299'000, true), std::pair(-299'000, true),
                                    std::pair(301'000, false), std::pair(-3'600'000, false)}) {
        cli::Findings findings;
        cli::checkClock(findings, now, now + off);
        QCOMPARE(check(findings.answer().json, u"clock"_s).value("ok"_L1).toBool(), good);
    }
}

void TestCliDoctor::aClockBehindTheNewestMail()
{
    constexpr UtcMs now = 1'770'000'000'000;
    for (const auto &[off, good] :
         {std::pair(-86'400'000, true), std::pair(0, true), std::pair(299'000, true), std::pair(301'000, false)}) {
        cli::Findings findings;
        cli::checkClockByMail(findings, now, now + off);
        const QJsonObject found = check(findings.answer().json, u"clock"_s);
        QCOMPARE(found.value("ok"_L1), QJsonValue(good));
        QCOMPARE(findings.answer().exitCode == app::ExitOk, good);
    }
    cli::Findings nothing;
    cli::checkClockByMail(nothing, now, 0);
    QVERIFY(check(nothing.answer().json, u"clock"_s).value("ok"_L1).isNull());
    QCOMPARE(nothing.answer().exitCode, app::ExitOk);
    QVERIFY(nothing.answer().text.startsWith(u"?? clock"_s));
}

void TestCliDoctor::whatRunsOutSoon()
{
    constexpr UtcMs now = 1'770'000'000'000;
    constexpr UtcMs day = 24LL * 3'600'000;
    const auto found = [](UtcMs until) {
        cli::Findings findings;
        cli::checkExpiry(findings, u"secret expiry"_s, u"desk@unit.example"_s, until, now);
        return std::pair(check(findings.answer().json, u"secret expiry"_s), findings.answer());
    };
    QVERIFY(found(0).first.isEmpty()); // not known
    QVERIFY(found(now + 15 * day).first.value("ok"_L1).toBool());
    QVERIFY(!found(now + 15 * day).first.contains("warning"_L1));
    const auto soon = found(now + 13 * day);
    QVERIFY(soon.first.value("ok"_L1).toBool() && soon.first.value("warning"_L1).toString().contains(u"runs out"_s));
    QCOMPARE(soon.second.exitCode, app::ExitOk);
    QVERIFY(soon.second.text.startsWith(u"!! secret expiry"_s));
    const auto over = found(now - 1);
    QCOMPARE(over.first.value("ok"_L1), QJsonValue(false));
    QVERIFY(over.second.exitCode != app::ExitOk);
}

void TestCliDoctor::certificatesThatRunOutSoon()
{
    constexpr UtcMs day = 24LL * 3'600'000;
    const QDir folder(m_cli->dir.path());
    QVERIFY(folder.mkdir(u"folder"_s));
    CertificateMaker maker(folder.filePath(u"folder"_s));
    domain::Mailbox mailbox;
    mailbox.address = u"desk@unit.example"_s;
    mailbox.outbound.clientCertificateFile = maker.caFile();
    const std::optional<UtcMs> end = transport::certificatesGoodUntil(maker.caFile());
    QVERIFY(end);
    for (const auto &[before, warned] : {std::pair(15 * day, false), std::pair(13 * day, true)}) {
        cli::Findings findings;
        cli::checkCertificates(findings, mailbox, *end - before);
        const QJsonObject found = check(findings.answer().json, u"certificate"_s);
        QVERIFY(found.value("ok"_L1).toBool());
        QCOMPARE(found.contains("warning"_L1), warned);
    }
}

LIAISON_TEST(TestCliDoctor)
#include "tst_cli_doctor.moc"
