#include "tests/cli/cli_world.h"
#include "tests/support/test_registry.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTest>

#include <unistd.h>

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;

namespace {

QStringList words(const QString &line)
{
    return line.split(u' ', Qt::SkipEmptyParts);
}

const QString missingId = u"4711"_s;

/// For CliWorld::shell(): root may read everything.
QString asServerUser()
{
    return ::geteuid() == 0
        ? u"exec setpriv --reuid=%1 --regid=%2 --clear-groups \"$@\""_s.arg(serverUser(), serverGroup())
        : u"exec \"$@\""_s;
}

} // namespace

/// Wrong use, bad input and what stands in the way: each with its sentence and its exit code.
class TestCliFaults : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void exitCodes_data();
    void exitCodes();
    void errorsInGerman();
    void helpOfEveryCommand();
    void helpOfAGroup();
    void settingsAreAllOrNothing();
    void secretsOfAllKinds();
    void importedMailIsShownInert();
    void aFullDisk();
    void aBrokenStore();
    void aStoreOfNoKind();
    void aProfileOfAnotherPerson();
    void aMaildirOfAnotherPerson();
    void standardOutputFull();
    void withoutADisplay();
    void listsArePaged();

private:
    std::unique_ptr<CliWorld> m_cli;
};

void TestCliFaults::init()
{
    m_cli = std::make_unique<CliWorld>();
}

void TestCliFaults::exitCodes_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<bool>("withStore");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("says");
    const auto row = [](const QString &line, bool withStore, int exitCode, const QString &says) {
        QTest::newRow(qPrintable(line)) << line << withStore << exitCode << says;
    };
    row(u"autodiscover"_s, false, 2, u"wants ADDRESS"_s);
    row(u"autodiscover nobody"_s, false, 2, u"no e-mail address"_s);
    row(u"feed"_s, false, 2, u"no command"_s);
    row(u"mails frobnicate"_s, false, 2, u"no command"_s);
    row(u"frobnicate"_s, false, 2, u"no command “frobnicate”"_s);
    row(u"--profile /tmp/x frobnicate"_s, false, 2, u"no command “frobnicate”"_s);
    row(u"mails list extra"_s, true, 2, u"extra"_s);
    row(u"mails list --nonsense"_s, true, 2, u"nonsense"_s);
    row(u"mails list --limit 0"_s, true, 2, u"--limit"_s);
    row(u"mails list --limit 99999999999999999999"_s, true, 2, u"--limit"_s);
    row(u"mails list --before x"_s, true, 2, u"--before"_s);
    row(u"mails list --unmatched --incident INC-1"_s, true, 2, u"--unmatched"_s);
    row(u"mails show"_s, true, 2, u"ID"_s);
    row(u"mails show x"_s, true, 2, u"x"_s);
    row(u"mails show 1 --html --source"_s, true, 2, u"exclude"_s);
    row(u"mails show -1"_s, true, 2, u"“-1” is no mail's number"_s);
    row(u"mails list --store sqlite://x"_s, true, 2, u"“sqlite://” is neither"_s);
    row(u"incidents create --title x --store file:///tmp/x"_s, true, 2, u"“file://” is neither"_s);
    row(u"reply 1"_s, true, 2, u"--text"_s);
    row(u"incidents create"_s, true, 2, u"--title"_s);
    row(u"incidents create --title x --severity huge"_s, true, 2, u"huge"_s);
    row(u"feed run --once --wait"_s, true, 2, u"exclude"_s);
    row(u"mails show %1"_s.arg(missingId), true, 1, u"not there"_s);
    row(u"mails list --incident INC-1999-000001"_s, true, 1, u"not there"_s);
    row(u"incidents create --title x --unit nobody"_s, true, 1, u"nobody"_s);
    row(u"secret set a@b.example"_s, true, 1, u"a@b.example"_s);
    row(u"feed run --mailbox a@b.example"_s, true, 1, u"a@b.example"_s);
    row(u"mails import /nonexistent"_s, true, 1, u"does not exist"_s);
    row(u"feed run --once"_s, true, 3, u"no mailbox is started"_s);
    row(u"settings import /nonexistent"_s, true, 3, u"cannot be read"_s);
    row(u"settings import /"_s, true, 3, u"folder"_s);
    row(u"reply 1 --text /nonexistent"_s, true, 3, u"cannot be read"_s);
    row(u"feed status"_s, false, 7, u"there is no store"_s);
    row(u"mails list --store /dev/null/x"_s, false, 7, u"store"_s);
}

void TestCliFaults::exitCodes()
{
    QFETCH(QString, line);
    QFETCH(bool, withStore);
    QFETCH(int, exitCode);
    QFETCH(QString, says);
    if (withStore)
        QCOMPARE(m_cli->importSettings({{u"format"_s, u"liaison-settings"_s}, {u"version"_s, 1}}).exitCode, 0);
    const Called called = m_cli->call(words(line));
    QVERIFY2(called.exitCode == exitCode, called.err);
    QVERIFY2(called.err.contains(says.toUtf8()), called.err);
    QVERIFY2(called.err.startsWith("liaison: ") && called.err.count('\n') == 1, called.err);
    QVERIFY(called.out.isEmpty());
    const Called json = m_cli->call(words(line) << u"--json"_s);
    if (json.error().isEmpty()) // the output forms of mails show
        return;
    QCOMPARE(json.exitCode, exitCode);
    QCOMPARE(json.error().value("exitCode"_L1).toInt(), exitCode);
    QVERIFY(!json.error().value("kind"_L1).toString().isEmpty());
    QVERIFY(json.out.isEmpty());
}

void TestCliFaults::errorsInGerman()
{
    m_cli->language = u"de"_s;
    const Called german = m_cli->call({u"feed"_s, u"status"_s});
    QCOMPARE(german.exitCode, 7);
    QVERIFY2(german.err.contains("der Speicher"), german.err);
    // What a script reads is never translated.
    const Called json = m_cli->call({u"feed"_s, u"status"_s, u"--json"_s});
    QVERIFY2(json.error().value("message"_L1).toString().contains(u"the store"_s), json.err);
    QVERIFY(m_cli->call({u"settings"_s, u"import"_s, u"/nonexistent"_s}).err.contains("ist nicht lesbar"));
    const Called system = m_cli->call({u"settings"_s, u"import"_s, u"/nonexistent"_s, u"--json"_s});
    QVERIFY2(system.error().value("message"_L1).toString().contains(u"No such file"_s), system.err);
    m_cli->language = u"tlh"_s;
    QCOMPARE(m_cli->call({u"feed"_s, u"status"_s}).exitCode, 2);
}

void TestCliFaults::helpOfEveryCommand()
{
    const Called overview = m_cli->call({u"help"_s});
    QCOMPARE(overview.exitCode, 0);
    int commands = 0;
    const QList<QByteArray> lines = overview.out.split('\n');
    for (const QByteArray &line : lines) {
        const QStringList tokens = words(QString::fromUtf8(line));
        if (tokens.isEmpty())
            continue;
        static const QStringList single{u"reply"_s, u"doctor"_s};
        const Called help = m_cli->call(tokens.mid(0, single.contains(tokens.first()) ? 1 : 2) << u"--help"_s);
        QVERIFY2(help.exitCode == 0, line);
        QVERIFY2(help.out.startsWith("Usage: liaison " + tokens.first().toUtf8()), help.out);
        QVERIFY2(help.out.contains("--profile"), help.out);
        ++commands;
    }
    QVERIFY(commands >= 16);
    QVERIFY(!QFile::exists(m_cli->dir.filePath(u"profile"_s))); // help makes nothing
}

void TestCliFaults::helpOfAGroup()
{
    for (const QStringList &asked : {QStringList{u"feed"_s, u"--help"_s}, QStringList{u"help"_s, u"feed"_s}}) {
        const Called help = m_cli->call(asked);
        QCOMPARE(help.exitCode, 0);
        QVERIFY2(help.out.startsWith("Usage: liaison feed COMMAND"), help.out);
        QVERIFY2(help.out.contains("feed run") && help.out.contains("feed status"), help.out);
        QVERIFY2(!help.out.contains("mails"), help.out);
    }
}

void TestCliFaults::settingsAreAllOrNothing()
{
    const QJsonObject good{{u"title"_s, u"Finance"_s}};
    const QJsonObject bad{{u"title"_s, u""_s}, {u"password"_s, u"hunter2"_s}};
    QJsonObject settings{{u"format"_s, u"liaison-settings"_s}, {u"version"_s, 1}};
    settings.insert(u"businessUnits"_s, QJsonArray{good, bad});
    const Called refused = m_cli->importSettings(settings);
    QCOMPARE(refused.exitCode, 3);
    QStringList paths;
    const QJsonArray faults = refused.error().value("faults"_L1).toArray();
    for (const QJsonValue &fault : faults)
        paths << fault.toObject().value("path"_L1).toString();
    QVERIFY2(paths.contains(u"$.businessUnits[1].title"_s) && paths.contains(u"$.businessUnits[1].password"_s),
             refused.err);
    QVERIFY(!refused.err.contains("hunter2"));
    const Called doubled = m_cli->call({u"settings"_s, u"import"_s, u"-"_s, u"--json"_s},
                                       R"({"format": "liaison-settings", "version": 1, "mailboxes": [
                                           {"address": "a@b.test", "inbound": {"host": "a", "host": "b"}, "outbound": {"host": "c"}}]})");
    QCOMPARE(doubled.exitCode, 3);
    QCOMPARE(doubled.error().value("faults"_L1).toArray().last().toObject().value("path"_L1).toString(),
             u"$.mailboxes[0].inbound.host"_s);
    const Called exported = m_cli->call({u"settings"_s, u"export"_s, u"-"_s});
    QCOMPARE(exported.exitCode, 0);
    QVERIFY(exported.out.count('\n') > 1);
    const Called oneLine = m_cli->call({u"settings"_s, u"export"_s, u"-"_s, u"--json"_s});
    QCOMPARE(oneLine.out.count('\n'), 1);
    QCOMPARE(oneLine.json(), exported.json());
    QVERIFY(exported.json().value("businessUnits"_L1).toArray().isEmpty());
    settings.insert(u"version"_s, 2);
    const Called newer = m_cli->importSettings(settings);
    QCOMPARE(newer.exitCode, 3);
    QVERIFY2(newer.err.contains("newer"), newer.err);
}

void TestCliFaults::secretsOfAllKinds()
{
    QJsonObject mailbox = CliWorld::mailboxSettings(993, 465, {}, analysts);
    QJsonObject settings{{u"format"_s, u"liaison-settings"_s}, {u"version"_s, 1}};
    settings.insert(u"mailboxes"_s, QJsonArray{mailbox});
    QCOMPARE(m_cli->importSettings(settings).exitCode, 0);
    const QStringList set{u"secret"_s, u"set"_s, analysts};
    const auto expect = [](const Called &called, int exitCode, const char *says) {
        QVERIFY2(called.exitCode == exitCode, called.err);
        QVERIFY2(called.err.contains(says), called.err);
        QVERIFY(!called.err.contains("hunter2"));
    };
    expect(m_cli->call(set), 3, "empty");
    expect(m_cli->call(set, "\n"), 3, "empty");
    expect(m_cli->call(set, "hunter2\nmore\n"), 3, "more than one line");
    expect(m_cli->call(set, QByteArray(70'000, 'x')), 3, "larger");
    expect(m_cli->shell(u"exec \"$@\" <&-"_s, set), 3, "closed");
    expect(m_cli->call(set + QStringList{u"--outbound"_s}, "hunter2\n"), 3, "no secret of its own");
    expect(m_cli->call(set, "hunter2\n"), 6, "read-only");
    m_cli->vault = u"memory"_s;
    expect(m_cli->call(set, "hunter2\n"), 2, "memory");
    m_cli->vault = u"keychain"_s; // and no bus to reach one
    expect(m_cli->call(set, "hunter2\n"), 6, "keychain");
    expect(m_cli->call({u"feed"_s, u"run"_s, u"--once"_s}), 6, "keychain");
    m_cli->vault = u"credentials"_s;
    expect(m_cli->call({u"feed"_s, u"run"_s, u"--once"_s}), 4, "no password");
    // By its name, which is no secret, whoever runs the service finds what is missing.
    expect(m_cli->call({u"feed"_s, u"run"_s, u"--once"_s}), 4, ".inbound is not there");
    const Called doctor = m_cli->call({u"doctor"_s});
    QVERIFY2(doctor.exitCode == 4 && doctor.out.contains("”: mailbox."), doctor.out);
    QVERIFY2(!doctor.out.contains("<redacted>"), doctor.out);
    QVERIFY2(m_cli->call({u"feed"_s, u"status"_s}).out.contains(".inbound is not there"), doctor.out);
    const QJsonObject told = m_cli->call({u"feed"_s, u"status"_s, u"--json"_s}).json();
    QVERIFY(!told.value("feeds"_L1).toArray().first().toObject().contains("lastSuccessAt"_L1)); // never
    const auto feeds = m_cli->start({u"feed"_s, u"run"_s});
    QByteArray log;
    const auto said = [&] {
        log += feeds->readAllStandardError();
        return log.contains("needssignin: there is no password") && log.contains(".inbound is not there");
    };
    QTRY_VERIFY_WITH_TIMEOUT(said(), 20'000);
    feeds->terminate();
    QVERIFY2(feeds->waitForFinished(20'000) && !log.contains("<redacted>"), log);
}

void TestCliFaults::importedMailIsShownInert()
{
    const QByteArray evil = "From: \"\x1b[2Jx\" <a@b.test>\r\nTo: ir@corp.test\r\nSubject: =?utf-8?q?=1B]0;owned=07"
                            "=E2=80=AEtxt?=\r\nMessage-ID: <evil@b.test>\r\nDate: Fri, 20 Nov 2026 10:00:00 +0000\r\n"
                            "MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
                            "<p>Hi\x1b[31m</p><script>alert(1)</script><img src=\"https://tracker.test/x.png\">\r\n";
    const QString eml = m_cli->file(u"evil.eml"_s, evil);
    const Called imported = m_cli->call({u"mails"_s, u"import"_s, eml, u"--json"_s});
    QCOMPARE(imported.exitCode, 0);
    QCOMPARE(imported.json().value("imported"_L1).toInt(), 1);
    QCOMPARE(m_cli->call({u"mails"_s, u"import"_s, eml, u"--json"_s}).json().value("known"_L1).toInt(), 1);
    for (const QStringList &form :
         {QStringList{u"mails"_s, u"list"_s}, QStringList{u"mails"_s, u"list"_s, u"--json"_s},
          QStringList{u"mails"_s, u"show"_s, u"1"_s}, QStringList{u"mails"_s, u"show"_s, u"1"_s, u"--json"_s},
          QStringList{u"mails"_s, u"show"_s, u"1"_s, u"--html"_s}}) {
        const Called shown = m_cli->call(form);
        QVERIFY2(shown.exitCode == 0, shown.err);
        QVERIFY2(!shown.out.contains('\x1b') && !shown.out.contains('\x07'), shown.out);
        QVERIFY2(!shown.out.contains("<script"), shown.out);
        if (!form.contains(u"--json"_s)) {
            QVERIFY2(!shown.out.contains("\xE2\x80\xAE"), shown.out);
            QVERIFY2(!shown.out.contains("src=\"https"), shown.out);
        }
    }
    QCOMPARE(m_cli->call({u"mails"_s, u"show"_s, u"1"_s, u"--source"_s}).out, evil);
    // An unmatched mail cannot be answered: it must be linked first.
    const QString text = m_cli->file(u"text"_s, "Answer\n");
    QCOMPARE(m_cli->call({u"reply"_s, u"1"_s, u"--text"_s, text}).exitCode, 3);
}

/// The file system takes no more (RLIMIT_FSIZE stands for it): a sentence, the exit code, and nothing lost.
void TestCliFaults::aFullDisk()
{
    QByteArray mbox;
    for (int i = 0; i < 60; ++i) {
        QByteArray noise;
        for (int j = 0; j < 60'000; ++j)
            noise += static_cast<char>('!' + (qint64(i + 1) * 7919 * (j + 1) / 97) % 90);
        mbox += "From a@b.test Fri Nov 20 10:00:00 2026\nFrom: a@b.test\nTo: ir@corp.test\nSubject: "
            + QByteArray::number(i) + "\nMessage-ID: <" + QByteArray::number(i) + "@b.test>\n\n" + noise + "\n\n";
    }
    const QString path = m_cli->file(u"many.mbox"_s, mbox);
    const QString one = m_cli->file(u"one.eml"_s, "From: a@b.test\nSubject: before\nMessage-ID: <b@b.test>\n\nWords\n");
    QCOMPARE(m_cli->call({u"mails"_s, u"import"_s, one}).exitCode, 0);
    // Blocks of 512 bytes: about a megabyte is left. SIGXFSZ is ignored, so that writes fail with EFBIG.
    const Called full
        = m_cli->shell(u"trap '' XFSZ; ulimit -f 3000; exec \"$@\""_s, {u"mails"_s, u"import"_s, path, u"--json"_s});
    QVERIFY2(full.exitCode == 7, full.err);
    QVERIFY2(!full.error().value("message"_L1).toString().isEmpty(), full.err);
    const Called after = m_cli->call({u"mails"_s, u"list"_s, u"--search"_s, u"before"_s, u"--json"_s});
    QCOMPARE(after.json().value("mails"_L1).toArray().size(), 1);
    const Called again = m_cli->call({u"mails"_s, u"import"_s, path, u"--json"_s});
    QVERIFY2(again.exitCode == 0, again.err);
    QCOMPARE(again.json().value("imported"_L1).toInt() + again.json().value("known"_L1).toInt(), 60);
    QCOMPARE(m_cli->call({u"mails"_s, u"list"_s, u"--limit"_s, u"1000"_s, u"--json"_s})
                 .json()
                 .value("mails"_L1)
                 .toArray()
                 .size(),
             61);
    QCOMPARE(m_cli->call({u"doctor"_s}).exitCode, 0);
}

void TestCliFaults::aBrokenStore()
{
    QVERIFY(QDir(m_cli->dir.path()).mkdir(u"profile"_s));
    static_cast<void>(m_cli->file(u"profile/liaison.sqlite"_s, QByteArray(8'192, 'x')));
    const Called list = m_cli->call({u"incidents"_s, u"list"_s});
    QCOMPARE(list.exitCode, 7);
    QVERIFY2(list.err.count('\n') == 1 && list.err.contains("the store is damaged"), list.err);
    const Called json = m_cli->call({u"incidents"_s, u"list"_s, u"--json"_s});
    QCOMPARE(json.error().value("kind"_L1).toString(), u"StoreCorrupt"_s);
}

/// A URL that is mistyped does not become a folder of its name.
void TestCliFaults::aStoreOfNoKind()
{
    const QString url = m_cli->dir.filePath(u"http://user:hunter2@db.example/x"_s);
    const Called made = m_cli->call({u"incidents"_s, u"create"_s, u"--title"_s, u"x"_s, u"--store"_s, url});
    QVERIFY2(made.exitCode == 2, made.err);
    QVERIFY2(!made.err.contains("hunter2"), made.err);
    QVERIFY(!QFile::exists(m_cli->dir.filePath(u"http:"_s)));
    const Called loud
        = m_cli->call({u"mails"_s, u"list"_s, u"--store"_s, u"POSTGRESQL://ir@127.0.0.1:1/liaison"_s, u"--json"_s});
    QVERIFY2(loud.exitCode == 7, loud.err);
    QVERIFY(!QFile::exists(u"POSTGRESQL:"_s));
}

void TestCliFaults::aProfileOfAnotherPerson()
{
    QCOMPARE(m_cli->importSettings({{u"format"_s, u"liaison-settings"_s}, {u"version"_s, 1}}).exitCode, 0);
    giveToServerUser(m_cli->dir.path());
    QVERIFY(QFile::setPermissions(m_cli->profile(), {}));
    const Called list = m_cli->shell(asServerUser(), {u"mails"_s, u"list"_s, u"--json"_s});
    QVERIFY(QFile::setPermissions(m_cli->profile(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    QVERIFY2(list.exitCode == 7, list.err);
    QCOMPARE(list.error().value("kind"_L1).toString(), u"PermissionDenied"_s);
    QVERIFY2(list.error().value("message"_L1).toString().contains(u"not allowed"_s), list.err);
}

/// What cannot be read is named, folders too: nobody believes that all of it is here.
void TestCliFaults::aMaildirOfAnotherPerson()
{
    const QString box = m_cli->dir.filePath(u"box"_s);
    for (const char *folder :
         {"cur", "new", "tmp", ".Closed/cur", ".Closed/new", ".Closed/tmp", ".Open/cur", ".Open/new"})
        QVERIFY(QDir(box).mkpath(QLatin1String(folder)));
    const auto mail = [](const QByteArray &id) { return "From: a@b.test\nMessage-ID: <" + id + ">\n\nWords\n"; };
    static_cast<void>(m_cli->file(u"box/cur/1:2,"_s, mail("1")));
    static_cast<void>(m_cli->file(u"box/cur/2:2,"_s, mail("2")));
    static_cast<void>(m_cli->file(u"box/.Closed/cur/3:2,"_s, mail("3")));
    static_cast<void>(m_cli->file(u"box/.Open/new/4"_s, mail("4")));
    giveToServerUser(m_cli->dir.path());
    QVERIFY(QFile::setPermissions(box + u"/cur/2:2,"_s, {}));
    QVERIFY(QFile::setPermissions(box + u"/.Closed/cur"_s, {}));
    const Called called = m_cli->shell(asServerUser(), {u"mails"_s, u"import"_s, box, u"--json"_s});
    QVERIFY2(called.exitCode == 1, called.err);
    QCOMPARE(called.json().value("imported"_L1).toInt(), 2);
    QCOMPARE(called.json().value("failed"_L1).toInt(), 2);
    const QString problems = QString::fromUtf8(called.out);
    QVERIFY2(problems.contains(u"/.Closed/cur: the folder cannot be read"_s), called.out);
    QVERIFY2(problems.contains(u"/cur/2:2,: Permission denied"_s), called.out);
    QVERIFY(QFile::setPermissions(box + u"/.Closed/cur"_s, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
}

void TestCliFaults::standardOutputFull()
{
    if (!QFile::exists(u"/dev/full"_s))
        QSKIP("no /dev/full");
    const Called called = m_cli->shell(u"exec \"$@\" > /dev/full"_s, {u"help"_s});
    QCOMPARE(called.exitCode, 1);
    QVERIFY2(called.err.contains("standard output"), called.err);
    QCOMPARE(m_cli->shell(u"exec \"$@\" > /dev/full"_s, {u"--help"_s}).exitCode, 1);
    QCOMPARE(m_cli->shell(u"exec \"$@\" > /dev/full"_s, {u"--version"_s}).exitCode, 1);
    // What was done is not to be done again for want of an answer.
    for (const QString &script : {u"exec \"$@\" > /dev/full"_s, u"exec \"$@\" >&-"_s}) {
        const Called created
            = m_cli->shell(script, {u"incidents"_s, u"create"_s, u"--title"_s, u"Once"_s, u"--json"_s});
        QCOMPARE(created.exitCode, 1);
        QCOMPARE(created.error().value("kind"_L1).toString(), u"OutputFailed"_s);
        QCOMPARE(created.error().value("exitCode"_L1).toInt(), 1);
        QVERIFY2(created.error().value("message"_L1).toString().contains(u"did its work"_s), created.err);
    }
    QCOMPARE(m_cli->call({u"incidents"_s, u"list"_s, u"--json"_s}).json().value("incidents"_L1).toArray().size(), 2);
}

/// The window alone wants one, and says so instead of dying.
void TestCliFaults::withoutADisplay()
{
    m_cli->variables = {{u"QT_QPA_PLATFORM"_s, {}}, {u"WAYLAND_DISPLAY"_s, {}}, {u"XDG_SESSION_TYPE"_s, {}}};
    const Called window = m_cli->call({});
    QVERIFY2(window.exitCode == 1, window.err);
    QVERIFY2(window.err.contains("There is no display"), window.err);
    QCOMPARE(m_cli->call({u"--frobnicate"_s}).exitCode, 2);
    QCOMPARE(m_cli->call({u"incidents"_s, u"create"_s, u"--title"_s, u"Anyway"_s}).exitCode, 0);
}

void TestCliFaults::listsArePaged()
{
    for (int i = 0; i < 5; ++i)
        QCOMPARE(m_cli->call({u"incidents"_s, u"create"_s, u"--title"_s, QString::number(i)}).exitCode, 0);
    QStringList titles;
    QString next;
    for (int page = 0; page < 10; ++page) {
        QStringList arguments{u"incidents"_s, u"list"_s, u"--limit"_s, u"2"_s, u"--json"_s};
        if (!next.isEmpty())
            arguments << u"--before"_s << next;
        const Called called = m_cli->call(arguments);
        QVERIFY2(called.exitCode == 0, called.err);
        const QJsonArray incidents = called.json().value("incidents"_L1).toArray();
        for (const QJsonValue &incident : incidents)
            titles << incident.toObject().value("title"_L1).toString();
        next = called.json().value("next"_L1).toString();
        if (next.isEmpty())
            break;
    }
    QCOMPARE(titles, (QStringList{u"4"_s, u"3"_s, u"2"_s, u"1"_s, u"0"_s}));
}

LIAISON_TEST(TestCliFaults)
#include "tst_cli_faults.moc"
