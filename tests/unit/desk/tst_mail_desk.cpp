#include "core/desk/attachment_file.h"
#include "core/desk/mail_desk.h"
#include "core/store/business_units.h"
#include "core/store/incidents.h"
#include "core/store/outbox.h"
#include "core/store/threads.h"
#include "tests/support/test_registry.h"
#include "tests/unit/desk/mail_world.h"

#include <QDir>
#include <QFile>

#ifdef Q_OS_LINUX
#include <sys/xattr.h>
#endif

using namespace liaison;
using namespace liaison::test;
using desk::MailDesk;

namespace {

const QByteArray withAttachment
    = "From: <roe@unit.example>\r\nTo: <soc@liaison.example>\r\nSubject: Logs\r\nMessage-ID: <logs@unit.example>\r\n"
      "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
      "--b\r\nContent-Type: text/plain\r\n\r\nSee the file.\r\n"
      "--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; "
      "filename=\"../../.ssh/keys.txt\"\r\nContent-Transfer-Encoding: base64\r\n\r\naGVsbG8=\r\n--b--\r\n";

QString attachmentPath(MailWorld &world, MessageId id)
{
    const auto parts = world.read([id](store::Session &s) { return store::Messages(s).parts(id); });
    if (!parts)
        return {};
    for (const domain::PartInfo &part : *parts) {
        if (part.isAttachment)
            return part.path;
    }
    return {};
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestMailDesk : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void opensAMailForReading();
    void linksAMailAndWhatRefersToIt();
    void movesAndTakesBack();
    void refusesAThreadOfAnotherIncident();
    void linksToANewIncidentOrMakesNone();
    void dismissesAndRestores();
    void remembersASender();
    void dismissesASender();
    void readsForOnePersonAndForTheServer();
    void savesAnAttachmentInItsFolderOnly();
    void neverOverwritesNorFollowsALink();
    void namesStayNames_data();
    void namesStayNames();
    void savesTheMailAsItCame();
    void suggestsIncidents();
    void endsWaiting();
};

void TestMailDesk::opensAMailForReading()
{
    MailWorld world;
    QVERIFY(world.open());
    const MessageId id = world.receive(unitMail("a@unit.example", "Hello"));
    MailDesk desk(world.context());
    const auto body = await(desk.open(id));
    QVERIFY(body);
    QCOMPARE(body->sections.size(), 1);
    QVERIFY(body->sections.at(0).plain.contains(QStringLiteral("off the net")));
    QVERIFY(await(desk.source(id)).value_or(QByteArray()).startsWith("From: M. Roe"));
    QCOMPARE(await(desk.open(MessageId{999})).error().kind, ErrorKind::NotFound);
}

void TestMailDesk::linksAMailAndWhatRefersToIt()
{
    MailWorld world;
    QVERIFY(world.open());
    const MessageId first = world.receive(unitMail("a@unit.example", "Strange mail"));
    const MessageId answer
        = world.receive(unitMail("b@unit.example", "Re: Strange mail", "In-Reply-To: <a@unit.example>\r\n"));
    QVERIFY(!world.row(first).incident && !world.row(answer).incident);
    MailDesk desk(world.context());
    QVERIFY(await(desk.link(first, world.incident.id, std::nullopt)));
    QCOMPARE(world.row(first).incident.value_or(IncidentId{}).value, world.incident.id.value);
    QCOMPARE(world.row(first).linkReason, domain::toString(domain::LinkReason::Person));
    QCOMPARE(world.row(answer).incident.value_or(IncidentId{}).value, world.incident.id.value);
    QCOMPARE(world.row(answer).thread.value_or(ThreadId{}).value, world.row(first).thread.value_or(ThreadId{}).value);
    const auto thread
        = world.read([id = *world.row(first).thread](store::Session &s) { return store::Threads(s).find(id); });
    QVERIFY(thread);
    QCOMPARE(thread->businessUnit.value, world.unit.id.value);
    QCOMPARE(thread->title, QStringLiteral("Strange mail"));
    QCOMPARE(domain::toString(thread->waiting), domain::toString(domain::Waiting::ForUs));
    QCOMPARE(world.audit().constFirst(), QStringLiteral("mail.link"));
}

void TestMailDesk::movesAndTakesBack()
{
    MailWorld world;
    QVERIFY(world.open());
    const QByteArray tag = domain::subjectTag(world.incident).toUtf8();
    const MessageId id = world.receive(unitMail("a@unit.example", "Strange mail " + tag));
    const MessageId answer
        = world.receive(unitMail("b@unit.example", "Re: Strange mail", "In-Reply-To: <a@unit.example>\r\n"));
    QCOMPARE(world.row(id).incident.value_or(IncidentId{}).value, world.incident.id.value);
    MailDesk desk(world.context());
    QCOMPARE(await(desk.unlink(id)).error().kind, ErrorKind::InvalidInput); // no person linked it
    QVERIFY(await(desk.link(id, world.other.id, std::nullopt)));
    QCOMPARE(world.audit().constFirst(), QStringLiteral("mail.move"));
    QCOMPARE(world.row(id).incident.value_or(IncidentId{}).value, world.other.id.value);
    QCOMPARE(world.row(answer).incident.value_or(IncidentId{}).value, world.other.id.value);
    QVERIFY(await(desk.unlink(id)));
    QCOMPARE(world.row(id).incident.value_or(IncidentId{}).value, world.incident.id.value);
    QCOMPARE(world.row(answer).incident.value_or(IncidentId{}).value, world.incident.id.value);
}

void TestMailDesk::refusesAThreadOfAnotherIncident()
{
    MailWorld world;
    QVERIFY(world.open());
    const MessageId one = world.receive(unitMail("a@unit.example", "One"));
    const MessageId two = world.receive(unitMail("b@unit.example", "Two"));
    MailDesk desk(world.context());
    QVERIFY(await(desk.link(one, world.incident.id, std::nullopt)));
    const auto refused = await(desk.link(two, world.other.id, world.row(one).thread));
    QCOMPARE(refused.error().kind, ErrorKind::InvalidInput);
    QVERIFY(!world.row(two).incident);
    QCOMPARE(await(desk.link(two, IncidentId{999}, std::nullopt)).error().kind, ErrorKind::NotFound);
}

void TestMailDesk::linksToANewIncidentOrMakesNone()
{
    MailWorld world;
    QVERIFY(world.open());
    const MessageId id = world.receive(unitMail("a@unit.example", "AW: Ransom note"));
    MailDesk desk(world.context());
    const auto made = await(desk.linkToNewIncident(id, {}));
    QVERIFY(made);
    QCOMPARE(made->title, QStringLiteral("Ransom note"));
    QCOMPARE(world.row(id).incident.value_or(IncidentId{}).value, made->id.value);
    domain::Incident wanted;
    wanted.title = QStringLiteral("Never made");
    QVERIFY(!await(desk.linkToNewIncident(MessageId{999}, wanted)));
    const auto rows = world.read([](store::Session &s) {
        return store::Incidents(s).list({QStringLiteral("Never made"), {}, {}, {}, {}}, std::nullopt, 10);
    });
    QVERIFY(rows);
    QVERIFY(rows->isEmpty());
}

void TestMailDesk::dismissesAndRestores()
{
    MailWorld world;
    QVERIFY(world.open());
    const MessageId id = world.receive(unitMail("a@unit.example", "Newsletter"));
    const auto count = [&] {
        return world.read([](store::Session &s) { return store::Messages(s).unmatchedCount(); }).value_or(-1);
    };
    QCOMPARE(count(), 1);
    MailDesk desk(world.context());
    QVERIFY(await(desk.dismiss(id)));
    QCOMPARE(count(), 0);
    QVERIFY(await(desk.restore(id)));
    QCOMPARE(count(), 1);
}

void TestMailDesk::remembersASender()
{
    MailWorld world;
    QVERIFY(world.open());
    const QByteArray tag = domain::subjectTag(world.incident).toUtf8();
    QVERIFY(world.receive(unitMail("a@unit.example", "Start " + tag)));
    QByteArray fromOutside = unitMail("b@out.example", "Re: Start", "In-Reply-To: <a@unit.example>\r\n");
    fromOutside.replace("M. Roe <roe@unit.example>", "Max <max@out.example>");
    const MessageId id = world.receive(fromOutside);
    QVERIFY(world.row(id).outsider);
    MailDesk desk(world.context());
    QVERIFY(await(desk.decideSender(id, MailDesk::SenderDecision::AcceptAndRemember)));
    QVERIFY(!world.row(id).outsider);
    const auto unit = world.read([id = world.unit.id](store::Session &s) { return store::BusinessUnits(s).find(id); });
    QVERIFY(unit);
    QVERIFY(unit->knownAddresses.contains(QStringLiteral("max@out.example")));
}

void TestMailDesk::dismissesASender()
{
    MailWorld world;
    QVERIFY(world.open());
    const QByteArray tag = domain::subjectTag(world.incident).toUtf8();
    QVERIFY(world.receive(unitMail("a@unit.example", "Start " + tag)));
    QByteArray fromOutside = unitMail("b@out.example", "Re: Start", "In-Reply-To: <a@unit.example>\r\n");
    fromOutside.replace("M. Roe <roe@unit.example>", "Max <max@out.example>");
    const MessageId id = world.receive(fromOutside);
    MailDesk desk(world.context());
    QVERIFY(await(desk.decideSender(id, MailDesk::SenderDecision::Dismiss)));
    QVERIFY(!world.row(id).incident);
    QVERIFY(world.row(id).triage == store::Triage::Dismissed);
}

void TestMailDesk::readsForOnePersonAndForTheServer()
{
    MailWorld world;
    QVERIFY(world.open());
    const MessageId id = world.receive(unitMail("a@unit.example", "Hello"));
    QVERIFY(!world.row(id).read);
    MailDesk desk(world.context());
    QVERIFY(await(desk.setRead({id}, true)));
    QVERIFY(world.row(id).read);
    const auto pending
        = world.read([box = world.mailbox.id](store::Session &s) { return store::RemoteOps(s).pending(box, 10); });
    QVERIFY(pending);
    QCOMPARE(pending->size(), 1);
    QCOMPARE(pending->at(0).flag, QStringLiteral("seen"));
}

void TestMailDesk::savesAnAttachmentInItsFolderOnly()
{
    MailWorld world;
    QVERIFY(world.open());
    const MessageId id = world.receive(withAttachment);
    const QString part = attachmentPath(world, id);
    QVERIFY(!part.isEmpty());
    QVERIFY(QDir(world.dir.path()).mkpath(QStringLiteral("a/b")));
    const QString folder = world.dir.filePath(QStringLiteral("a/b"));
    MailDesk desk(world.context());
    const auto path = await(desk.saveAttachment(id, part, folder));
    QVERIFY(path);
    QCOMPARE(QFileInfo(*path).absolutePath(), QFileInfo(folder).absoluteFilePath());
    QCOMPARE(contents(*path), QByteArray("hello"));
    QCOMPARE(world.audit().constFirst(), QStringLiteral("attachment.save"));
#ifdef Q_OS_LINUX
    char mark[200] = {};
    const auto length = getxattr(QFile::encodeName(*path).constData(), "user.xdg.origin.url", mark, sizeof(mark) - 1);
    if (length > 0) // tmpfs of older kernels has no user marks
        QCOMPARE(QByteArray(mark), QByteArray("mid:logs@unit.example"));
#endif
    QCOMPARE(await(desk.saveAttachment(id, QStringLiteral("9.9"), folder)).error().kind, ErrorKind::NotFound);
    QCOMPARE(await(desk.saveAttachment(id, part, folder + QStringLiteral("/none"))).error().kind, ErrorKind::NotFound);
}

void TestMailDesk::neverOverwritesNorFollowsALink()
{
    const QTemporaryDir dir;
    const QString secret = dir.filePath(QStringLiteral("secret"));
    const QString folder = dir.filePath(QStringLiteral("save"));
    QVERIFY(QDir(dir.path()).mkpath(folder));
    const QString name = QStringLiteral("report.pdf");
    const QString link = folder + QLatin1Char('/') + name;
    QVERIFY(QFile::link(secret, link)); // dangling: writing through it would make the file
    const auto first = desk::writeNewFile(folder, name, "1", QStringLiteral("mid:x"));
    QVERIFY(first);
    QCOMPARE(QFileInfo(*first).fileName(), QStringLiteral("report (2).pdf"));
    QVERIFY(!QFile::exists(secret));
    const auto second = desk::writeNewFile(folder, name, "2", QStringLiteral("mid:x"));
    QVERIFY(second);
    QCOMPARE(QFileInfo(*second).fileName(), QStringLiteral("report (3).pdf"));
    QCOMPARE(contents(*first), QByteArray("1"));
}

void TestMailDesk::namesStayNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("safe");
    QTest::newRow("plain") << QStringLiteral("Befund.pdf") << QStringLiteral("Befund.pdf");
    QTest::newRow("nothing") << QString() << QStringLiteral("part");
    QTest::newRow("up") << QStringLiteral("../../etc/passwd") << QStringLiteral("_.._etc_passwd");
    QTest::newRow("hidden") << QStringLiteral(".bashrc") << QStringLiteral("bashrc");
    QTest::newRow("dots") << QStringLiteral("...") << QStringLiteral("part");
    QTest::newRow("right to left") << QStringLiteral("inv\u202Efdp.exe") << QStringLiteral("inv_fdp.exe");
    QTest::newRow("control") << QStringLiteral("a\nb\u0000c").left(3) << QStringLiteral("a_b");
    QTest::newRow("trailing dot") << QStringLiteral("run.exe. .") << QStringLiteral("run.exe");
    QTest::newRow("long") << QString(500, QLatin1Char('x')) + QStringLiteral(".pdf")
                          << QString(196, QLatin1Char('x')) + QStringLiteral(".pdf");
}

void TestMailDesk::namesStayNames()
{
    QFETCH(QString, name);
    QFETCH(QString, safe);
    QCOMPARE(desk::safeFileName(name, QStringLiteral("part")), safe);
}

void TestMailDesk::savesTheMailAsItCame()
{
    MailWorld world;
    QVERIFY(world.open());
    const MessageId id = world.receive(withAttachment);
    const QString file = world.dir.filePath(QStringLiteral("mail.eml"));
    MailDesk desk(world.context());
    QVERIFY(await(desk.saveEml(id, file)));
    QCOMPARE(contents(file), withAttachment);
    QCOMPARE(world.audit().constFirst(), QStringLiteral("mail.save"));
}

void TestMailDesk::suggestsIncidents()
{
    MailWorld world;
    QVERIFY(world.open());
    const QByteArray embedded = "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n";
    const QByteArray text = "--b\r\nContent-Type: text/plain\r\n\r\nLook\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n"
                            "From: <x@y.example>\r\nSubject: Re: old "
        + domain::subjectTag(world.incident).toUtf8() + "\r\nMessage-ID: <old@y.example>\r\n\r\nOld words\r\n--b--\r\n";
    const MessageId id = world.receive(unitMail("a@unit.example", "Is this yours?", embedded, text));
    QVERIFY(!world.row(id).incident); // an attached mail never decides
    const auto suggested = await(MailDesk(world.context()).suggestions(id));
    QVERIFY(suggested);
    QCOMPARE(suggested->size(), 2);
    QCOMPARE(suggested->at(0).id.value, world.incident.id.value); // the tag before the sender's unit
    QCOMPARE(suggested->at(1).id.value, world.other.id.value);
}

void TestMailDesk::endsWaiting()
{
    MailWorld world;
    QVERIFY(world.open());
    const MessageId id = world.receive(unitMail("a@unit.example", "S " + domain::subjectTag(world.incident).toUtf8()));
    const ThreadId thread = world.row(id).thread.value_or(ThreadId{});
    QVERIFY(await(MailDesk(world.context()).noAnswerNeeded(thread)));
    const auto found = world.read([thread](store::Session &s) { return store::Threads(s).find(thread); });
    QVERIFY(found);
    QCOMPARE(domain::toString(found->waiting), domain::toString(domain::Waiting::Nobody));
}

LIAISON_TEST(TestMailDesk)
#include "tst_mail_desk.moc"
