#include "core/desk/audit_desk.h"
#include "core/desk/mailbox_desk.h"
#include "core/desk/sending_desk.h"
#include "core/desk/settings_desk.h"
#include "core/desk/unit_desk.h"
#include "core/store/mailboxes.h"
#include "core/store/session.h"
#include "tests/support/test_registry.h"
#include "tests/unit/desk/desk_world.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;
using desk::AuditDesk;
using store::AuditFilter;

/// The audit log as people read it, and that it has what was before and after each change of configuration.
class TestAuditDesk : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void pagesFollowEachOther();
    void filters_data();
    void filters();
    void aTextIsLookedForFarBack();
    void everyChangeHasBeforeAndAfter();
    void secretsAreToldAsChanged();
    void anImportTellsBeforeAndAfter();
    void theChainIsVerified();
    void anExportIsWholeAndNoted();
    void anExportThatCannotBeWrittenIsTold();
    void holdingIsNoted();

private:
    void append(const QString &person, const QString &action, const QString &object, const QJsonObject &detail = {});
    QStringList objects(const AuditFilter &filter);
    domain::Mailbox saved(const QString &password = {});
    /// [before, after] of the newest entry.
    QJsonValue newest(const QString &key) { return world->audit().value(0).detail.value(key); }

    std::unique_ptr<DeskWorld> world;
    std::unique_ptr<AuditDesk> desk;
};

void TestAuditDesk::init()
{
    world = std::make_unique<DeskWorld>();
    QVERIFY(world->ready);
    desk = std::make_unique<AuditDesk>(world->context());
}

void TestAuditDesk::append(const QString &person, const QString &action, const QString &object,
                           const QJsonObject &detail)
{
    QVERIFY(world->inStore([=](store::Session &session) {
        return store::AuditLog(session).append({person, u"account"_s, u"host.example"_s}, action, object, detail);
    }));
}

QStringList TestAuditDesk::objects(const AuditFilter &filter)
{
    QStringList objects;
    const auto page = world->wait(desk->page(filter, {}, 100));
    for (const domain::AuditEntry &entry : page ? page->entries : QList<domain::AuditEntry>())
        objects << entry.object;
    return objects;
}

domain::Mailbox TestAuditDesk::saved(const QString &password)
{
    desk::MailboxDesk::SaveRequest request;
    request.mailbox.address = u"ir@corp.example"_s;
    request.mailbox.inbound.host = u"imap.corp.example"_s;
    request.mailbox.outbound.host = u"smtp.corp.example"_s;
    if (!password.isEmpty())
        request.inboundSecret = Secret::fromText(password);
    return world->wait(desk::MailboxDesk(world->context()).save(request)).value_or(domain::Mailbox());
}

void TestAuditDesk::pagesFollowEachOther()
{
    for (int i = 0; i < 25; ++i)
        append(u"Ada"_s, u"mail.link"_s, QString::number(i));
    QStringList seen;
    std::optional<qint64> before;
    int pages = 0;
    do {
        const auto page = world->wait(desk->page({}, before, 10));
        QVERIFY(page);
        for (const domain::AuditEntry &entry : page->entries)
            seen << entry.object;
        if (pages == 0)
            append(u"Ada"_s, u"mail.link"_s, u"meanwhile"_s); // moves nothing
        before = page->older;
        ++pages;
    } while (before);
    QCOMPARE(pages, 3);
    QCOMPARE(seen.size(), 25);
    QCOMPARE(seen.first(), u"24"_s);
    QCOMPARE(seen.last(), u"0"_s);
}

void TestAuditDesk::filters_data()
{
    QTest::addColumn<AuditFilter>("filter");
    QTest::addColumn<QStringList>("found");
    const auto row = [](const char *what, const std::function<void(AuditFilter &)> &set, const QStringList &found) {
        AuditFilter filter;
        set(filter);
        QTest::newRow(what) << filter << found;
    };
    row("all", [](AuditFilter &) {}, {u"c"_s, u"INC-1"_s, u"b@corp.example"_s, u"a@corp.example"_s});
    row("a person", [](AuditFilter &f) { f.person = u"Ömer"_s; }, {u"INC-1"_s, u"b@corp.example"_s});
    row("a kind", [](AuditFilter &f) { f.kinds = QStringList{u"mailbox"_s}; },
        {u"b@corp.example"_s, u"a@corp.example"_s});
    row("kinds", [](AuditFilter &f) { f.kinds = QStringList{u"incident"_s, u"unit"_s}; }, {u"c"_s, u"INC-1"_s});
    row("from", [](AuditFilter &f) { f.from = 1'760'000'002'000; }, {u"c"_s, u"INC-1"_s});
    row("before", [](AuditFilter &f) { f.before = 1'760'000'002'000; }, {u"b@corp.example"_s, u"a@corp.example"_s});
    row("an object", [](AuditFilter &f) { f.object = u"B@CORP"_s; }, {u"b@corp.example"_s});
    row("an object by its name", [](AuditFilter &f) { f.object = u"finanz"_s; }, {u"c"_s});
    row("words", [](AuditFilter &f) { f.text = u"ÖMER imap.new"_s; }, {u"b@corp.example"_s});
    row("what is no pattern", [](AuditFilter &f) { f.text = u"%"_s; }, {});
    row("nothing", [](AuditFilter &f) { f.person = u"Eve"_s; }, {});
}

void TestAuditDesk::filters()
{
    QFETCH(const AuditFilter, filter);
    QFETCH(const QStringList, found);
    append(u"Ada"_s, u"mailbox.create"_s, u"a@corp.example"_s);
    world->clock.advance(1'000);
    append(u"Ömer"_s, u"mailbox.update"_s, u"b@corp.example"_s,
           {{u"inbound.host"_s, QJsonArray{u"imap.old"_s, u"imap.new"_s}}});
    world->clock.advance(1'000);
    append(u"Ömer"_s, u"incident.update"_s, u"INC-1"_s);
    append(u"Ada"_s, u"unit.update"_s, u"c"_s, {{u"name"_s, u"Finanzen"_s}});
    QCOMPARE(objects(filter), found);
    QCOMPARE(*world->wait(desk->people()), QStringList({u"Ada"_s, u"Ömer"_s}));
}

/// Longer than one look at the store takes: what it answers says where to go on.
void TestAuditDesk::aTextIsLookedForFarBack()
{
    append(u"Ada"_s, u"mail.link"_s, u"needle"_s);
    QVERIFY(world->inStore([](store::Session &session) -> Result<void> {
        store::AuditLog log(session);
        for (int i = 0; i < 25'000; ++i)
            if (auto done = log.append({u"Ada"_s, {}, {}}, u"mail.link"_s, u"hay"_s); !done)
                return done;
        return {};
    }));
    AuditFilter filter;
    filter.text = u"needle"_s;
    const auto first = world->wait(desk->page(filter, {}, 10));
    QVERIFY(first);
    QVERIFY(first->entries.isEmpty());
    QVERIFY(first->older);
    const auto second = world->wait(desk->page(filter, first->older, 10));
    QVERIFY(second);
    QCOMPARE(second->entries.size(), 1);
    QVERIFY(!second->older);
}

void TestAuditDesk::everyChangeHasBeforeAndAfter()
{
    desk::MailboxDesk mailboxes(world->context());
    domain::Mailbox mailbox = saved();
    QVERIFY(mailbox.id);
    QCOMPARE(newest(u"inbound.host"_s).toArray(), QJsonArray({QJsonValue::Null, u"imap.corp.example"_s}));
    mailbox.inbound.host = u"imap.new.example"_s;
    QVERIFY(world->wait(mailboxes.save({mailbox, {}, {}})));
    QCOMPARE(world->audit().first().detail.keys(), QStringList{u"inbound.host"_s}); // and nothing that stayed
    QCOMPARE(newest(u"inbound.host"_s).toArray(), QJsonArray({u"imap.corp.example"_s, u"imap.new.example"_s}));
    QVERIFY(world->wait(mailboxes.setEnabled(mailbox.id, false)));
    QCOMPARE(newest(u"enabled"_s).toArray(), QJsonArray({true, false}));
    QVERIFY(world->wait(mailboxes.stop(mailbox.id)));
    QVERIFY(world->wait(mailboxes.start(mailbox.id)));
    QCOMPARE(newest(u"feed"_s).toArray(), QJsonArray({false, true}));
    const auto folders = world->inStore([id = mailbox.id](store::Session &session) {
        domain::RemoteFolder inbox;
        inbox.remoteId = u"1"_s;
        inbox.path = u"INBOX"_s;
        inbox.role = domain::FolderRole::Inbox;
        domain::RemoteFolder other = inbox;
        other.remoteId = u"2"_s;
        other.path = u"Phishing"_s;
        other.role = domain::FolderRole::None;
        return store::Folders(session).refresh(id, {inbox, other});
    });
    QVERIFY(folders);
    QCOMPARE(folders->size(), 2);
    QVERIFY(world->wait(mailboxes.selectFolders(mailbox.id, {folders->at(0).id, folders->at(1).id})));
    const QJsonArray selected = newest(u"selected"_s).toArray();
    QCOMPARE(selected.size(), 2);
    QCOMPARE(selected.at(1).toArray().size(), 2);
    QVERIFY(selected.at(0) != selected.at(1));
    QVERIFY(world->wait(desk::SettingsDesk(world->context()).removeMailbox(mailbox.id)));
    QCOMPARE(newest(u"inbound.host"_s).toArray(), QJsonArray({u"imap.new.example"_s, QJsonValue::Null}));
}

void TestAuditDesk::secretsAreToldAsChanged()
{
    const QString canary = u"c4n4ry-hunter2"_s;
    const domain::Mailbox mailbox = saved(canary);
    QCOMPARE(newest(u"inbound.secret"_s).toString(), u"changed"_s);
    QVERIFY(world->wait(desk::SettingsDesk(world->context()).noteSecret(mailbox.id, domain::SecretUse::Outbound)));
    QCOMPARE(newest(u"outbound.secret"_s).toString(), u"changed"_s);
    const QList<domain::AuditEntry> entries = world->audit();
    for (const domain::AuditEntry &entry : entries)
        QVERIFY(!QJsonDocument(entry.detail).toJson().contains(canary.toUtf8()));
}

void TestAuditDesk::anImportTellsBeforeAndAfter()
{
    saved();
    desk::SettingsDesk settings(world->context());
    desk::Settings wanted = *world->wait(settings.current());
    domain::BusinessUnit unit;
    unit.title = u"Finance"_s;
    unit = *world->wait(desk::UnitDesk(world->context()).create(unit));
    wanted.mailboxes.first().pollSeconds = 300;
    unit.deputy = u"dora@bu.example"_s;
    wanted.businessUnits = {unit};
    world->clock.advance(1'000);
    QVERIFY(world->wait(settings.apply(wanted, false)));
    const QList<domain::AuditEntry> entries = world->audit();
    QCOMPARE(entries.at(0).detail.value(u"deputy"_s).toArray(), QJsonArray({QString(), u"dora@bu.example"_s}));
    QCOMPARE(entries.at(1).detail, QJsonObject({{u"pollSeconds"_s, QJsonArray{60, 300}}}));
}

void TestAuditDesk::theChainIsVerified()
{
    for (int i = 0; i < 5; ++i)
        append(u"Ada"_s, u"mail.link"_s, QString::number(i));
    const auto whole = world->wait(desk->verify());
    QVERIFY(whole);
    QCOMPARE(whole->entries, 5);
    QVERIFY(!whole->broken);
    QVERIFY(world->inStore([](store::Session &session) -> Result<void> {
        session.run(u"DROP TRIGGER audit_no_update"_s);
        session.run(u"UPDATE audit SET object = 'another' WHERE object = '2'"_s);
        return session.status();
    }));
    const auto forged = world->wait(desk->verify());
    QVERIFY(forged);
    QVERIFY(forged->broken);
    QCOMPARE(forged->broken->object, u"another"_s);
}

void TestAuditDesk::anExportIsWholeAndNoted()
{
    for (int i = 0; i < 1'200; ++i)
        append(u"Ada"_s, u"mail.link"_s, u"=1+1, \"%1\""_s.arg(i));
    append(u"Eve"_s, u"mail.link"_s, u"not this"_s);
    AuditFilter filter;
    filter.person = u"Ada"_s;
    const QString path = world->folder.filePath(u"log.csv"_s);
    const auto done = world->wait(desk->exportCsv(filter, path));
    QVERIFY(done);
    QCOMPARE(*done, 1'200);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray csv = file.readAll();
    QCOMPARE(csv.count("\r\n"), 1'201);
    QVERIFY(csv.startsWith("\"id\",\"time\",\"person\""));
    QVERIFY(csv.contains("\"'=1+1, \"\"1199\"\"\"")); // no formula for a spreadsheet
    QVERIFY(csv.contains("2025-10-09T08:53:20.000Z"));
    QVERIFY(!csv.contains("Eve"));
    QCOMPARE(world->audit().first().action, u"audit.export"_s);
    QCOMPARE(world->audit().first().object, path);
    QCOMPARE(newest(u"entries"_s).toInt(), 1'200);
}

void TestAuditDesk::anExportThatCannotBeWrittenIsTold()
{
    append(u"Ada"_s, u"mail.link"_s, u"1"_s);
    const auto done = world->wait(desk->exportCsv({}, u"/nonexistent/log.csv"_s));
    QVERIFY(!done);
    QCOMPARE(done.error().kind, ErrorKind::PermissionDenied);
    QCOMPARE(world->audit().size(), 1);
}

void TestAuditDesk::holdingIsNoted()
{
    desk::SendingDesk sending(world->context());
    const auto held = [&] { return world->wait(sending.hold()).value_or(std::nullopt); };
    QVERIFY(!held());
    QVERIFY(world->wait(sending.setHold(true)));
    QVERIFY(world->wait(sending.setHold(true))); // is nothing new
    QVERIFY(held() == (store::SendingHold{u"Ada"_s, u"host.example"_s, world->clock.nowMs()}));
    QVERIFY(world->wait(sending.setHold(false)));
    QVERIFY(!held());
    QCOMPARE(world->audit().size(), 2);
    QCOMPARE(world->audit().at(1).action, u"sending.hold"_s);
    QCOMPARE(world->audit().at(0).action, u"sending.release"_s);
    QCOMPARE(newest(u"held"_s).toArray(), QJsonArray({true, false}));
}

LIAISON_TEST(TestAuditDesk)
#include "tst_audit_desk.moc"
