#include "tests/support/mail_host.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <csignal>
#include <unistd.h>

namespace liaison::test {

namespace {

void writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}

QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString dovecotProgram()
{
    return findProgram({QStringLiteral("dovecot")});
}
QString eximProgram()
{
    return findProgram({QStringLiteral("exim4"), QStringLiteral("exim")});
}

} // namespace

MailHost::MailHost(Options options) : m_options(std::move(options)) { }

MailHost::~MailHost()
{
    stop();
}

QString MailHost::missing()
{
    if (dovecotProgram().isEmpty())
        return QStringLiteral("Dovecot is not installed");
    if (eximProgram().isEmpty())
        return QStringLiteral("Exim is not installed");
    return {};
}

bool MailHost::setUp()
{
    if (m_isSetUp)
        return true;
    QFile::setPermissions(m_dir.path(), QFile::Permissions(0x7755));
    m_imapPort = freePort();
    m_imapsPort = freePort();
    m_lmtpPort = freePort();
    m_smtpPort = freePort();
    m_smtpsPort = freePort();
    m_nobodysPort = freePort();
    QDir dir(m_dir.path());
    for (const char *folder : {"run", "state", "spool", "spool/log", "mail", "tls"})
        dir.mkpath(QLatin1String(folder));
    QFile::copy(m_options.tls.certificate, dir.filePath(QStringLiteral("tls/cert.pem")));
    QFile::copy(m_options.tls.key, dir.filePath(QStringLiteral("tls/key.pem")));
    QByteArray users;
    QByteArray logins;
    for (auto it = m_options.accounts.cbegin(); it != m_options.accounts.cend(); ++it) {
        const QString home = dir.filePath(QStringLiteral("mail/") + it.key());
        dir.mkpath(home + QStringLiteral("/Maildir"));
        users += QStringLiteral("%1:{PLAIN}%2::::%3::\n").arg(it.key(), it.value(), home).toUtf8();
        logins += QStringLiteral("%1: %2\n").arg(it.key(), it.value()).toUtf8();
    }
    writeFile(dir.filePath(QStringLiteral("users")), users);
    writeFile(dir.filePath(QStringLiteral("logins")), logins);
    for (auto it = m_options.files.cbegin(); it != m_options.files.cend(); ++it)
        writeFile(dir.filePath(it.key()), it.value());
    writeDovecotConfig();
    writeEximConfig();
    giveToServerUser(m_dir.path());
    m_isSetUp = true;
    return true;
}

void MailHost::writeDovecotConfig() const
{
    QByteArray config = R"(base_dir = @DIR@/run
state_dir = @DIR@/state
log_path = @DIR@/dovecot.log
instance_name = liaison-test
protocols = imap lmtp
listen = 127.0.0.1
ssl = yes
ssl_cert = <@DIR@/tls/cert.pem
ssl_key = <@DIR@/tls/key.pem
ssl_min_protocol = TLSv1.2
disable_plaintext_auth = yes
auth_mechanisms = plain login
auth_username_format = %Lu
default_internal_user = @USER@
default_internal_group = @GROUP@
default_login_user = @USER@
first_valid_uid = 1
first_valid_gid = 0
mail_uid = @USER@
mail_gid = @GROUP@
mail_location = maildir:~/Maildir
mail_max_userip_connections = 50
postmaster_address = postmaster@corp.test
lda_mailbox_autocreate = yes
imap_idle_notify_interval = 1 min
mailbox_idle_check_interval = 2 secs
passdb {
  driver = passwd-file
  args = @DIR@/users
}
userdb {
  driver = passwd-file
  args = @DIR@/users
}
namespace inbox {
  inbox = yes
  separator = /
  mailbox Sent {
    auto = create
    special_use = \Sent
  }
  mailbox Junk {
    auto = create
    special_use = \Junk
  }
  mailbox Drafts {
    auto = create
    special_use = \Drafts
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
service imap-login {
  chroot =
  inet_listener imap {
    port = @IMAP@
  }
  inet_listener imaps {
    port = @IMAPS@
    ssl = yes
  }
}
service lmtp {
  chroot =
  inet_listener lmtp {
    address = 127.0.0.1
    port = @LMTP@
  }
}
)";
    config += m_options.dovecotExtra.toUtf8();
    config.replace("@DIR@", m_dir.path().toUtf8())
        .replace("@USER@", serverUser().toUtf8())
        .replace("@GROUP@", serverGroup().toUtf8())
        .replace("@IMAPS@", QByteArray::number(m_imapsPort))
        .replace("@IMAP@", QByteArray::number(m_imapPort))
        .replace("@LMTP@", QByteArray::number(m_lmtpPort));
    writeFile(m_dir.filePath(QStringLiteral("dovecot.conf")), config);
}

void MailHost::writeEximConfig() const
{
    QByteArray config = R"(spool_directory = @DIR@/spool
log_file_path = @DIR@/spool/log/%slog
pid_file_path = @DIR@/exim.pid
exim_user = @USER@
exim_group = @GROUP@
never_users =
primary_hostname = mx.corp.test
local_interfaces = <; 127.0.0.1
daemon_smtp_ports = @SMTP@ : @SMTPS@
tls_on_connect_ports = @SMTPS@
tls_certificate = @DIR@/tls/cert.pem
tls_privatekey = @DIR@/tls/key.pem
tls_advertise_hosts = *
auth_advertise_hosts = ${if eq{$tls_in_cipher}{}{}{*}}
acl_smtp_rcpt = check_rcpt
acl_smtp_data = accept
host_lookup =
rfc1413_hosts =
helo_allow_chars = _
smtp_accept_max = 50
queue_only = false
dsn_advertise_hosts = *
chunking_advertise_hosts = *
smtputf8_advertise_hosts = @UTF8@
bounce_return_size_limit = 100K
prdr_enable = false
@EXTRA@
begin acl
check_rcpt:
  deny message = 5.7.1 sign in first
       !authenticated = *
  deny message = 5.1.1 no such user here
       domains = corp.test : bu.test
       condition = ${lookup{$local_part@$domain}lsearch{@DIR@/logins}{no}{yes}}
  accept
begin routers
mailboxes:
  driver = accept
  condition = ${lookup{$local_part@$domain}lsearch{@DIR@/logins}{yes}{no}}
  transport = lmtp_to_dovecot
# Waits for ever: nobody listens there.
unreachable:
  driver = manualroute
  domains = slow.test
  transport = to_nobody
  route_list = * 127.0.0.1
  self = send
# Mail with international addresses, which Dovecot's LMTP does not take.
international:
  driver = accept
  domains = intl.test
  transport = to_file
unknown:
  driver = redirect
  allow_fail
  data = :fail: no such mailbox
begin transports
lmtp_to_dovecot:
  driver = smtp
  protocol = lmtp
  hosts = 127.0.0.1
  port = @LMTP@
  allow_localhost
  hosts_override
  hosts_avoid_tls = *
to_nobody:
  driver = smtp
  port = @NOBODY@
  allow_localhost
to_file:
  driver = appendfile
  directory = @DIR@/mail/anybody@intl.test/Maildir
  maildir_format
  create_directory
  user = @USER@
begin retry
* * F,1h,5s
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_condition = ${if eq{$auth3}{${lookup{$auth2}lsearch{@DIR@/logins}{$value}{*}}}{yes}{no}}
  server_set_id = $auth2
login:
  driver = plaintext
  public_name = LOGIN
  server_prompts = Username:: : Password::
  server_condition = ${if eq{$auth2}{${lookup{$auth1}lsearch{@DIR@/logins}{$value}{*}}}{yes}{no}}
  server_set_id = $auth1
)";
    config.replace("@DIR@", m_dir.path().toUtf8())
        .replace("@USER@", serverUser().toUtf8())
        .replace("@GROUP@", serverGroup().toUtf8())
        .replace("@SMTPS@", QByteArray::number(m_smtpsPort))
        .replace("@SMTP@", QByteArray::number(m_smtpPort))
        .replace("@LMTP@", QByteArray::number(m_lmtpPort))
        .replace("@NOBODY@", QByteArray::number(m_nobodysPort))
        .replace("@UTF8@", m_options.smtpUtf8 ? "*" : "")
        .replace("@EXTRA@", m_options.eximExtra.toUtf8());
    writeFile(m_dir.filePath(QStringLiteral("exim.conf")), config);
}

bool MailHost::start()
{
    return startDovecot() && startExim();
}

void MailHost::stop()
{
    m_exim.stop();
    m_dovecot.stop();
}

bool MailHost::startDovecot()
{
    setUp();
    if (!m_dovecot.start(dovecotProgram(),
                         {QStringLiteral("-F"), QStringLiteral("-c"), m_dir.filePath(QStringLiteral("dovecot.conf"))},
                         m_dir.filePath(QStringLiteral("dovecot.out")))
        || !waitForPort(m_imapsPort) || !waitForPort(m_lmtpPort)) {
        m_failure = QStringLiteral("Dovecot did not start: ") + logs();
        return false;
    }
    return true;
}

void MailHost::stopDovecot()
{
    m_dovecot.stop();
}

void MailHost::killDovecot()
{
    m_dovecot.kill();
}

namespace {
/// `pid` and all that descends from it.
QList<qint64> familyOf(qint64 pid)
{
    QList<qint64> family{pid};
    const QStringList processes = QDir(QStringLiteral("/proc")).entryList(QDir::Dirs);
    for (qsizetype i = 0; i < family.size(); ++i) {
        for (const QString &process : processes) {
            const QList<QByteArray> fields
                = readFile(QStringLiteral("/proc/%1/stat").arg(process)).split(')').last().simplified().split(' ');
            if (fields.value(1).toLongLong() == family.at(i))
                family << process.toLongLong();
        }
    }
    return family;
}
} // namespace

void MailHost::freezeDovecot(bool frozen)
{
    for (const qint64 pid : familyOf(m_dovecot.pid()))
        ::kill(pid_t(pid), frozen ? SIGSTOP : SIGCONT);
}

QString MailHost::imap(const QString &user, const QList<QStringList> &calls) const
{
    static const char script[] = R"(
import imaplib, json, ssl, sys
order = json.load(sys.stdin)
context = ssl.create_default_context(cafile=order["ca"])
imap = imaplib.IMAP4_SSL("localhost", order["port"], ssl_context=context)
imap.login(order["user"], order["password"])
def number(message_id):
    return imap.search(None, "HEADER", "Message-ID", '"%s"' % message_id)[1][0].decode().split()[-1]
for call in order["calls"]:
    status, data = getattr(imap, call[0])(*[number(a[1:]) if a.startswith("@") else a for a in call[1:]])
    if status != "OK":
        sys.exit("%s: %s" % (call, data))
imap.logout()
)";
    QJsonArray array;
    for (const QStringList &call : calls)
        array << QJsonArray::fromStringList(call);
    const QJsonObject order{{QStringLiteral("ca"), m_options.tls.ca},
                            {QStringLiteral("port"), m_imapsPort},
                            {QStringLiteral("user"), user},
                            {QStringLiteral("password"), m_options.accounts.value(user)},
                            {QStringLiteral("calls"), array}};
    QProcess python;
    python.start(QStringLiteral("python3"), {QStringLiteral("-c"), QString::fromLatin1(script)});
    python.write(QJsonDocument(order).toJson(QJsonDocument::Compact));
    python.closeWriteChannel();
    if (!python.waitForFinished(60'000))
        return QStringLiteral("python3 did not finish");
    return python.exitCode() == 0 ? QString() : QString::fromUtf8(python.readAllStandardError());
}

bool MailHost::startExim()
{
    setUp();
    if (!m_exim.start(eximProgram(),
                      {QStringLiteral("-C"), m_dir.filePath(QStringLiteral("exim.conf")), QStringLiteral("-bdf"),
                       QStringLiteral("-q10s")},
                      m_dir.filePath(QStringLiteral("exim.out")))
        || !waitForPort(m_smtpsPort)) {
        m_failure = QStringLiteral("Exim did not start: ") + logs();
        return false;
    }
    return true;
}

void MailHost::stopExim()
{
    m_exim.stop();
}

QString MailHost::maildir(const QString &address, const QString &folder) const
{
    const QString base = m_dir.filePath(QStringLiteral("mail/%1/Maildir").arg(address));
    return folder == QLatin1String("INBOX") ? base : base + QStringLiteral("/.") + folder;
}

QList<QByteArray> MailHost::delivered(const QString &address, const QString &folder) const
{
    QFileInfoList files;
    for (const char *part : {"new", "cur"})
        files += QDir(maildir(address, folder) + QLatin1Char('/') + QLatin1String(part)).entryInfoList(QDir::Files);
    std::sort(files.begin(), files.end(),
              [](const QFileInfo &a, const QFileInfo &b) { return a.lastModified() < b.lastModified(); });
    QList<QByteArray> mails;
    for (const QFileInfo &file : files)
        mails << readFile(file.filePath());
    return mails;
}

void MailHost::drop(const QString &address, const QByteArray &raw, const QString &folder)
{
    dropAll(address, {raw}, folder);
}

void MailHost::dropAll(const QString &address, const QList<QByteArray> &mails, const QString &folder)
{
    const QString dir = maildir(address, folder);
    for (const char *part : {"tmp", "new", "cur"})
        QDir().mkpath(dir + QLatin1Char('/') + QLatin1String(part));
    QStringList names;
    for (const QByteArray &raw : mails) {
        names << QStringLiteral("%1.drop%2.test").arg(QDateTime::currentSecsSinceEpoch()).arg(++m_dropped);
        writeFile(dir + QStringLiteral("/tmp/") + names.last(), raw);
    }
    giveToServerUser(dir);
    for (const QString &name : std::as_const(names))
        QFile::rename(dir + QStringLiteral("/tmp/") + name, dir + QStringLiteral("/new/") + name);
}

QString MailHost::submit(const QString &from, const QStringList &to, const QByteArray &raw) const
{
    static const char script[] = R"(
import json, smtplib, ssl, sys
order = json.loads(sys.stdin.buffer.readline())
raw = sys.stdin.buffer.read()
context = ssl.create_default_context(cafile=order["ca"])
with smtplib.SMTP_SSL("localhost", order["port"], context=context) as smtp:
    smtp.login(order["from"], order["password"])
    smtp.sendmail(order["from"], order["to"], raw)
)";
    QProcess python;
    python.start(QStringLiteral("python3"), {QStringLiteral("-c"), QString::fromLatin1(script)});
    const QJsonObject order{{QStringLiteral("ca"), m_options.tls.ca},
                            {QStringLiteral("port"), m_smtpsPort},
                            {QStringLiteral("from"), from},
                            {QStringLiteral("password"), m_options.accounts.value(from)},
                            {QStringLiteral("to"), QJsonArray::fromStringList(to)}};
    python.write(QJsonDocument(order).toJson(QJsonDocument::Compact) + '\n' + raw);
    python.closeWriteChannel();
    if (!python.waitForFinished(60'000))
        return QStringLiteral("python3 did not finish");
    return python.exitCode() == 0 ? QString() : QString::fromUtf8(python.readAllStandardError());
}

QString MailHost::deliver(const QString &address, const QByteArray &raw, const QString &folder) const
{
    static const char script[] = R"(
import json, smtplib, sys
order = json.loads(sys.stdin.buffer.readline())
raw = sys.stdin.buffer.read()
with smtplib.LMTP("127.0.0.1", order["port"]) as lmtp:
    lmtp.sendmail("somebody@bu.test", [order["to"]], raw)
)";
    QString to = address;
    to.insert(to.indexOf(QLatin1Char('@')), QLatin1Char('+') + folder);
    QProcess python;
    python.start(QStringLiteral("python3"), {QStringLiteral("-c"), QString::fromLatin1(script)});
    const QJsonObject order{{QStringLiteral("port"), m_lmtpPort}, {QStringLiteral("to"), to}};
    python.write(QJsonDocument(order).toJson(QJsonDocument::Compact) + '\n' + raw);
    python.closeWriteChannel();
    if (!python.waitForFinished(60'000))
        return QStringLiteral("python3 did not finish");
    return python.exitCode() == 0 ? QString() : QString::fromUtf8(python.readAllStandardError());
}

void MailHost::changeUidValidity(const QString &address, const QString &folder)
{
    const QString dir = maildir(address, folder);
    const QString file = dir + QStringLiteral("/dovecot-uidlist");
    QString text = QString::fromUtf8(readFile(file));
    static const QRegularExpression validity(QStringLiteral("V(\\d+)"));
    const QRegularExpressionMatch match = validity.match(text);
    text.replace(match.capturedStart(1), match.capturedLength(1),
                 QString::number(match.captured(1).toLongLong() + 1000));
    writeFile(file, text.toUtf8());
    for (const QFileInfo &index : QDir(dir).entryInfoList({QStringLiteral("dovecot.index*")}, QDir::Files))
        QFile::remove(index.filePath());
    giveToServerUser(dir);
}

QString MailHost::logs() const
{
    QString out;
    for (const char *name : {"dovecot.log", "dovecot.out", "exim.out", "spool/log/mainlog", "spool/log/paniclog"})
        out += QStringLiteral("--- %1\n%2\n")
                   .arg(QLatin1String(name),
                        QString::fromUtf8(readFile(m_dir.filePath(QLatin1String(name))).right(32'000)));
    return out;
}

} // namespace liaison::test
