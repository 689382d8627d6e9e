#include "tests/support/server_process.h"
#include "tests/support/test_registry.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSslCertificate>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace liaison::test;

namespace {

/// What a person's mail program does, through DavMail's IMAP and SMTP.
const char script[] = R"py(
import imaplib, smtplib, sys, time
imap, smtp, user, password = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4]
def ok(answer, what):
    if answer[0] != "OK": sys.exit("%s: %r" % (what, answer))
    return answer[1]
m = imaplib.IMAP4("127.0.0.1", imap)
ok(m.login(user, password), "login")
folders = b" ".join(ok(m.list(), "list"))
for name in (b'"INBOX"', b'"Sent"', b'"Drafts"', b'"Trash"', b'"Junk"', b'"Archive"'):
    assert name in folders, folders
assert ok(m.select("INBOX"), "select") == [b"1200"]  # more than a page
data = ok(m.fetch("700", "(UID FLAGS BODY.PEEK[])"), "fetch")
assert b"Subject: Report 700\r\n" in data[0][1] and b"of mail 700:" in data[0][1], data
assert b"\\Seen" not in data[0][0], data
ok(m.store("700", "+FLAGS", "(\\Seen \\Flagged \\Answered)"), "store")
ok(m.copy("700", "Archive"), "copy")
ok(m.store("701", "+FLAGS", "(\\Deleted)"), "delete")
ok(m.expunge(), "expunge")
ok(m.append("Drafts", "(\\Draft)", None, b"From: %b\r\nSubject: draft\r\n\r\nx\r\n" % user.encode()), "append")
with smtplib.SMTP("127.0.0.1", smtp) as s:
    s.login(user, password)
    s.sendmail(user, [user], ("From: %s\r\nTo: %s\r\nSubject: to myself\r\nMessage-ID: <dav@x.example>\r\n\r\nHi.\r\n"
                              % (user, user)).encode())
assert ok(m.select("Sent"), "sent") == [b"1"]
assert b"Subject: to myself" in ok(m.fetch("1", "(BODY.PEEK[])"), "sent")[0][1]
assert ok(m.select("Archive"), "archive") == [b"1"]
assert ok(m.select("INBOX"), "inbox") == [b"1200"]  # one more, one less
flags = ok(m.fetch("700", "(FLAGS)"), "flags")[0]
assert b"\\Seen" in flags and b"\\Flagged" in flags and b"\\Answered" in flags, flags
assert ok(m.uid("SEARCH", "SUBJECT", "myself"), "search") == [b"1201"]
m.logout()
)py";

} // namespace

/// DavMail, somebody else's client of Exchange, at the demo's server.
class TestDavMail : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void listsFetchesAndSends_data();
    void listsFetchesAndSends();

private:
    QJsonObject startServer(QProcess *server, const QString &version);
    bool startDavMail(const QJsonObject &server);

    QTemporaryDir m_dir;
    ServerProcess m_davmail;
    quint16 m_imap = 0;
    quint16 m_smtp = 0;
};

void TestDavMail::listsFetchesAndSends_data()
{
    QTest::addColumn<QString>("version");
    for (const char *name : {"Exchange2007_SP1", "Exchange2010_SP2", "Exchange2019"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

QJsonObject TestDavMail::startServer(QProcess *server, const QString &version)
{
    server->start(QStringLiteral(LIAISON_PROGRAM),
                  {QStringLiteral("demo-server"), QStringLiteral("--exchange-version"), version,
                   QStringLiteral("--mails"), QStringLiteral("1200"), QStringLiteral("--json")});
    QByteArray line;
    (void)QTest::qWaitFor(
        [&] {
            line += server->readAllStandardOutput();
            return line.endsWith('\n') || server->state() == QProcess::NotRunning;
        },
        60'000);
    return QJsonDocument::fromJson(line).object();
}

bool TestDavMail::startDavMail(const QJsonObject &server)
{
    const auto certificates = QSslCertificate::fromPath(server.value(QLatin1String("certificate")).toString());
    if (certificates.isEmpty())
        return false;
    m_imap = freePort();
    m_smtp = freePort();
    QFile file(m_dir.filePath(QStringLiteral("davmail.properties")));
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        return false;
    file.write("davmail.server=true\ndavmail.mode=EWS\ndavmail.bindAddress=127.0.0.1\ndavmail.allowRemote=false\n"
               "davmail.disableUpdateCheck=true\ndavmail.enableKerberos=false\ndavmail.popPort=\ndavmail.caldavPort=\n"
               "davmail.ldapPort=\ndavmail.url="
               + server.value(QLatin1String("exchange")).toString().toUtf8() + "\ndavmail.server.certificate.hash="
               + certificates.first().digest(QCryptographicHash::Sha1).toHex(':').toUpper()
               + "\ndavmail.imapPort=" + QByteArray::number(m_imap) + "\ndavmail.smtpPort=" + QByteArray::number(m_smtp)
               + "\ndavmail.logFilePath=" + m_dir.filePath(QStringLiteral("davmail.log")).toUtf8() + '\n');
    file.close();
    giveToServerUser(m_dir.path());
    return m_davmail.start(findProgram({QStringLiteral("davmail")}), {file.fileName()},
                           m_dir.filePath(QStringLiteral("davmail.out")))
        && waitForPort(m_imap, 60'000) && waitForPort(m_smtp, 60'000);
}

void TestDavMail::listsFetchesAndSends()
{
    REQUIRE_SERVER(!findProgram({QStringLiteral("davmail")}).isEmpty(), "DavMail is not installed");
    QFETCH(QString, version);
    QProcess server;
    const QJsonObject told = startServer(&server, version);
    QVERIFY2(!told.isEmpty(), server.readAllStandardError());
    QVERIFY(startDavMail(told));
    QProcess python;
    python.start(QStringLiteral("python3"),
                 {QStringLiteral("-c"), QString::fromLatin1(script), QString::number(m_imap), QString::number(m_smtp),
                  told.value(QLatin1String("user")).toString(), told.value(QLatin1String("password")).toString()});
    QVERIFY(QTest::qWaitFor([&] { return python.state() == QProcess::NotRunning; }, 120'000));
    QVERIFY2(python.exitCode() == 0, python.readAllStandardError());
    m_davmail.stop();
    ::kill(static_cast<pid_t>(server.processId()), SIGTERM);
    QVERIFY(server.waitForFinished(60'000));
    QCOMPARE(server.exitCode(), 0);
    QVERIFY(!QFile::exists(told.value(QLatin1String("certificate")).toString()));
}

LIAISON_TEST(TestDavMail)
#include "tst_davmail.moc"
