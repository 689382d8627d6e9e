#include "core/desk/incident_desk.h"
#include "core/desk/mail_import.h"
#include "core/desk/mbox_reader.h"
#include "core/store/mailboxes.h"
#include "core/store/messages.h"
#include "tests/support/test_registry.h"
#include "tests/unit/desk/desk_world.h"

#include <QBuffer>
#include <QDir>
#include <QFile>

#include <sys/stat.h>
#include <unistd.h>

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray mail(const QByteArray &id, const QByteArray &subject = "Hello", const QByteArray &body = "Words.\n",
                const QByteArray &from = "finance@bu.example")
{
    return "From: " + from + "\nTo: ir@corp.example\nSubject: " + subject + "\nMessage-ID: <" + id
        + ">\nDate: Fri, 20 Nov 2026 10:00:00 +0000\n\n" + body;
}

void writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
}

QList<desk::MboxMail> readAll(QByteArray mbox, qint64 most = 1'000'000)
{
    QBuffer buffer(&mbox);
    buffer.open(QIODevice::ReadOnly);
    desk::MboxReader reader(&buffer, most);
    QList<desk::MboxMail> mails;
    while (auto found = reader.next())
        mails.append(*found);
    return mails;
}

const QByteArray fromLine = "From finance@bu.example Fri Nov 20 10:11:12 2026\n";

/// A device that makes an mbox as it is read and never holds it: `mails` of about a mebibyte each.
class EndlessMbox final : public QIODevice {
public:
    explicit EndlessMbox(int mails) : m_left(mails) { open(QIODevice::ReadOnly | QIODevice::Unbuffered); }

protected:
    qint64 readData(char *data, qint64 most) override
    {
        if (m_chunk.isEmpty()) {
            if (m_left == 0)
                return 0;
            m_chunk = fromLine + mail(QByteArray::number(m_left--)) + QByteArray(1024 * 1024, 'x') + "\n\n";
        }
        const qint64 count = std::min<qint64>(most, m_chunk.size());
        memcpy(data, m_chunk.constData(), static_cast<size_t>(count));
        m_chunk.remove(0, count);
        return count;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_chunk;
    int m_left;
};

qint64 residentKiB()
{
    QFile status(u"/proc/self/statm"_s);
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    return status.readAll().split(' ').value(1).toLongLong() * ::sysconf(_SC_PAGESIZE) / 1024;
}

} // namespace

class TestMailImport : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void mboxIsCutAtFromLines();
    void mboxQuotingIsTakenBack();
    void mboxWithCrLf();
    void mboxOfAnyBlockSize();
    void mboxMailTooLargeIsSkipped();
    void mboxNeedsBoundedMemory();
    void arrivalIsReadFromTheHeaders();
    void importsOnceHoweverOften();
    void importedMailFindsItsIncident();
    void aDateToComeIsNotBelieved();
    void whatWasReceivedIsNotOurs();
    void ownMailIsOurs();
    void maildirWithUnreadableFiles();
    void whatIsNoMailIsNamed();
};

void TestMailImport::mboxIsCutAtFromLines()
{
    const auto mails = readAll("\n" + fromLine + mail("1", "One", "From the body, no date.\n\nFrom here on.\n") + "\n"
                               + fromLine + mail("2") + "\n" + fromLine + mail("3", "Three", "no end of line"));
    QCOMPARE(mails.size(), 3);
    QCOMPARE(mails.at(0).raw, mail("1", "One", "From the body, no date.\n\nFrom here on.\n"));
    QCOMPARE(mails.at(1).raw, mail("2"));
    QCOMPARE(mails.at(2).raw, mail("3", "Three", "no end of line"));
    QCOMPARE(mails.at(0).offset, 1);
    QCOMPARE(QDateTime::fromMSecsSinceEpoch(mails.at(0).fromLineAt, Qt::UTC).toString(Qt::ISODate),
             u"2026-11-20T10:11:12Z"_s);
    QVERIFY(readAll("no mbox at all\n").isEmpty());
    QVERIFY(readAll("").isEmpty());
}

void TestMailImport::mboxQuotingIsTakenBack()
{
    const auto mails = readAll(fromLine + mail("1", "One", ">From here\n>>From there\n> From a quotation\n"));
    QCOMPARE(mails.size(), 1);
    QVERIFY2(mails.first().raw.endsWith("\n\nFrom here\n>From there\n> From a quotation\n"), mails.first().raw);
}

void TestMailImport::mboxWithCrLf()
{
    QByteArray mbox = fromLine + mail("1") + "\n" + fromLine + mail("2");
    mbox.replace("\n", "\r\n");
    const auto mails = readAll(mbox);
    QCOMPARE(mails.size(), 2);
    QVERIFY(mails.first().raw.endsWith("Words.\r\n"));
}

/// Cuts in the middle of a line and of a From_ line must not matter.
void TestMailImport::mboxOfAnyBlockSize()
{
    constexpr qsizetype block = 256 * 1024;
    for (qsizetype shift = -60; shift < 20; ++shift) {
        const QByteArray body = QByteArray(block - mail("1").size() - fromLine.size() + shift, 'y') + "\n";
        const auto mails = readAll(fromLine + mail("1", "One", body) + "\n" + fromLine + mail("2"));
        QCOMPARE(mails.size(), 2);
        QCOMPARE(mails.at(0).raw, mail("1", "One", body));
        QCOMPARE(mails.at(1).raw, mail("2"));
    }
}

void TestMailImport::mboxMailTooLargeIsSkipped()
{
    const auto mails
        = readAll(fromLine + mail("1", "Big", QByteArray(5'000, 'x') + "\n") + "\n" + fromLine + mail("2"), 2'000);
    QCOMPARE(mails.size(), 2);
    QVERIFY(mails.at(0).tooLarge);
    QVERIFY(mails.at(0).raw.isEmpty());
    QVERIFY(!mails.at(1).tooLarge);
}

void TestMailImport::mboxNeedsBoundedMemory()
{
    constexpr int mebibytes = 2'100;
    constexpr qint64 mostGrowthKiB = 64 * 1024;
    EndlessMbox device(mebibytes);
    desk::MboxReader reader(&device, desk::MailFiles::mostMailBytes);
    const qint64 before = residentKiB();
    qint64 most = 0;
    int mails = 0;
    while (const auto found = reader.next()) {
        ++mails;
        most = std::max(most, residentKiB());
    }
    QCOMPARE(mails, mebibytes);
#ifndef LIAISON_SANITIZED // a sanitizer keeps what was freed
    QVERIFY2(most - before < mostGrowthKiB, qPrintable(QString::number(most - before)));
#else
    QVERIFY(most >= before && mostGrowthKiB > 0);
#endif
}

void TestMailImport::arrivalIsReadFromTheHeaders()
{
    const auto at = [](const char *headers) {
        return QDateTime::fromMSecsSinceEpoch(desk::arrivalTime(headers), Qt::UTC).toString(Qt::ISODate);
    };
    QCOMPARE(at("Received: from a by b;\n Sat, 21 Nov 2026 08:00:00 +0100 (CET)\nReceived: older; Fri, 20 Nov 2026 "
                "10:00:00 +0000\nDate: Fri, 20 Nov 2026 09:00:00 +0000\n\n"),
             u"2026-11-21T07:00:00Z"_s);
    QCOMPARE(
        at("Subject: x\r\nDate: Fri, 20 Nov 2026 09:00:00 +0000\r\n\r\nReceived: x; Sat, 1 Jan 2000 00:00:00 +0000"),
        u"2026-11-20T09:00:00Z"_s);
    QCOMPARE(desk::arrivalTime("Subject: no time\n\nDate: Fri, 20 Nov 2026 09:00:00 +0000\n"), 0);
}

void TestMailImport::importsOnceHoweverOften()
{
    DeskWorld world;
    QVERIFY(world.ready);
    const QString mbox = world.folder.filePath(u"all.mbox"_s);
    writeFile(mbox, fromLine + mail("1") + "\n" + fromLine + mail("2") + "\n" + fromLine + mail("1"));
    const auto run
        = [&world](const QString &path) { return world.wait((new desk::MailImport(world.context(), path))->run()); };
    const auto first = run(mbox);
    QVERIFY(first);
    QCOMPARE(first->imported, 2);
    QCOMPARE(first->known, 1);
    QCOMPARE(first->unmatched, 2);
    const auto again = run(mbox);
    QVERIFY(again);
    QCOMPARE(again->imported, 0);
    QCOMPARE(again->known, 3);
    // The same mail with other line ends is the same mail.
    const QString eml = world.folder.filePath(u"one.eml"_s);
    writeFile(eml, mail("1").replace("\n", "\r\n"));
    const auto crlf = run(eml);
    QVERIFY(crlf);
    QCOMPARE(crlf->known, 1);
    const auto count = world.inStore([](store::Session &session) { return store::Messages(session).unmatchedCount(); });
    QCOMPARE(*count, 2);
    QVERIFY(!run(world.folder.filePath(u"missing"_s)));
}

void TestMailImport::importedMailFindsItsIncident()
{
    DeskWorld world;
    QVERIFY(world.ready);
    constexpr qint64 overAYear = 420LL * 24 * 3'600 * 1'000; // past the mail's date
    world.clock.advance(overAYear);
    domain::Incident incident;
    incident.title = u"Phishing"_s;
    incident.status = domain::IncidentStatus::Open;
    const auto made = world.wait(desk::IncidentDesk(world.context()).create(incident));
    QVERIFY(made);
    const QString eml = world.folder.filePath(u"answer.eml"_s);
    writeFile(eml, mail("answer", "Re: Phishing " + domain::subjectTag(*made).toUtf8()));
    const auto done = world.wait((new desk::MailImport(world.context(), eml))->run());
    QVERIFY(done);
    QCOMPARE(done->matched, 1);
    const auto mails = world.inStore([id = made->id](store::Session &session) {
        return store::Messages(session).list(id, u"Ada"_s, std::nullopt, 10);
    });
    QVERIFY(mails);
    QCOMPARE(mails->size(), 1);
    QCOMPARE(mails->first().arrivedAt,
             QDateTime::fromString(u"2026-11-20T10:00:00Z"_s, Qt::ISODate).toMSecsSinceEpoch());
}

void TestMailImport::aDateToComeIsNotBelieved()
{
    DeskWorld world; // before the mail's date
    QVERIFY(world.ready);
    const QString eml = world.folder.filePath(u"future.eml"_s);
    writeFile(eml, mail("future"));
    QVERIFY(world.wait((new desk::MailImport(world.context(), eml))->run()));
    const auto mails = world.inStore(
        [](store::Session &session) { return store::Messages(session).list({}, u"Ada"_s, std::nullopt, 10); });
    QVERIFY(mails);
    QCOMPARE(mails->size(), 1);
    QCOMPARE(mails->first().arrivedAt, world.clock.nowMs());
}

/// A From of ours on a mail that came in is a forgery or a copy: it stays with the unmatched.
void TestMailImport::whatWasReceivedIsNotOurs()
{
    DeskWorld world;
    QVERIFY(world.ready);
    QVERIFY(world.inStore([](store::Session &session) {
        domain::Mailbox mailbox;
        mailbox.address = u"ir@corp.example"_s;
        return store::Mailboxes(session).save(mailbox);
    }));
    const QString eml = world.folder.filePath(u"forged.eml"_s);
    writeFile(eml,
              "Received: from a.example by b.example; Fri, 20 Nov 2026 10:00:00 +0000\n"
                  + mail("forged", "Question", "Words.\n", "IR <IR@Corp.example>"));
    const auto done = world.wait((new desk::MailImport(world.context(), eml))->run());
    QVERIFY(done);
    QCOMPARE(done->imported, 1);
    QCOMPARE(done->unmatched, 1);
}

void TestMailImport::ownMailIsOurs()
{
    DeskWorld world;
    QVERIFY(world.ready);
    const auto saved = world.inStore([](store::Session &session) {
        domain::Mailbox mailbox;
        mailbox.address = u"ir@corp.example"_s;
        return store::Mailboxes(session).save(mailbox);
    });
    QVERIFY(saved);
    const QString eml = world.folder.filePath(u"ours.eml"_s);
    writeFile(eml, mail("ours", "Question", "Words.\n", "IR <IR@Corp.example>"));
    const auto done = world.wait((new desk::MailImport(world.context(), eml))->run());
    QVERIFY(done);
    QCOMPARE(done->imported, 1);
    QCOMPARE(done->unmatched, 0);
}

void TestMailImport::maildirWithUnreadableFiles()
{
    DeskWorld world;
    QVERIFY(world.ready);
    const QDir dir(world.folder.filePath(u"Maildir"_s));
    for (const char *sub : {"cur", "new", "tmp", ".Sent/cur", ".Sent/new", ".Sent/tmp"})
        QVERIFY(dir.mkpath(QLatin1String(sub)));
    writeFile(dir.filePath(u"cur/1.host:2,S"_s), mail("1"));
    writeFile(dir.filePath(u"new/2.host"_s), mail("2"));
    writeFile(dir.filePath(u"tmp/3.host"_s), mail("3"));
    writeFile(dir.filePath(u".Sent/cur/4.host:2,"_s), mail("4"));
    writeFile(dir.filePath(u"cur/5.host:2,"_s), QByteArray());
    writeFile(dir.filePath(u"cur/6.host:2,"_s), mail("6"));
    QVERIFY(QFile::setPermissions(dir.filePath(u"cur/6.host:2,"_s), {}));
    // A link out of the Maildir is not followed.
    QVERIFY(QFile::link(u"/etc/hostname"_s, dir.filePath(u"cur/7.host"_s)));
    QVERIFY(QFile::link(dir.filePath(u"gone"_s), dir.filePath(u"cur/8.dangling"_s)));
    QCOMPARE(::mkfifo(QFile::encodeName(dir.filePath(u"cur/9.pipe"_s)).constData(), 0600), 0);
    QVERIFY(dir.mkpath(u"new/10.folder"_s));
    QVERIFY(QFile::link(world.folder.path(), dir.filePath(u".Elsewhere"_s)));
    const bool isRoot = ::geteuid() == 0; // who may read everything
    const auto done = world.wait((new desk::MailImport(world.context(), dir.path()))->run());
    QVERIFY(done);
    QCOMPARE(done->imported, isRoot ? 4 : 3);
    QCOMPARE(done->failed, isRoot ? 6 : 7);
    QVERIFY(done->problems.join(u'\n').contains(u"cur/5.host:2,: the file is empty"_s));
    QVERIFY(done->problems.join(u'\n').contains(u"cur/7.host: it is a symbolic link"_s));
    for (const QString &named : {u"cur/8.dangling: it is a symbolic link"_s, u"cur/9.pipe: it is no regular file"_s,
                                 u"new/10.folder: it is a folder"_s, u".Elsewhere: it is a symbolic link"_s})
        QVERIFY2(done->problems.join(u'\n').contains(named), qPrintable(named));
    if (!isRoot)
        QVERIFY(done->problems.join(u'\n').contains(u"cur/6.host:2,"_s));
}

void TestMailImport::whatIsNoMailIsNamed()
{
    DeskWorld world;
    QVERIFY(world.ready);
    const QString picture = world.folder.filePath(u"picture.eml"_s);
    writeFile(picture, QByteArray("\x89PNG\r\n\x1a\n\0\0\0", 11));
    const auto done = world.wait((new desk::MailImport(world.context(), picture))->run());
    QVERIFY(done);
    QCOMPARE(done->imported, 0);
    QCOMPARE(done->problems, QStringList{picture + u": this is not a mail"_s});
    QVERIFY(QDir(world.folder.path()).mkdir(u"empty"_s));
    const auto empty = world.wait((new desk::MailImport(world.context(), world.folder.filePath(u"empty"_s)))->run());
    QVERIFY(!empty);
    QCOMPARE(empty.error().kind, ErrorKind::InvalidInput);
    const auto device = world.wait((new desk::MailImport(world.context(), u"/dev/zero"_s))->run());
    QVERIFY(!device);
    QCOMPARE(device.error().kind, ErrorKind::InvalidInput);
}

LIAISON_TEST(TestMailImport)
#include "tst_mail_import.moc"
