#include "core/desk/recipient_desk.h"
#include "core/feed/engine.h"
#include "core/store/business_units.h"
#include "core/store/mailboxes.h"
#include "tests/support/fake_transport.h"
#include "tests/support/test_registry.h"
#include "tests/unit/desk/mail_world.h"

#include <QRegularExpression>

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;
using desk::RecipientDesk;
using desk::RecipientSuggestion;
using desk::RecipientSuggestions;

namespace {

/// "address|unit|name", a line each.
QStringList lines(const Result<RecipientSuggestions> &found)
{
    QStringList all;
    if (!found)
        return {errorKindName(found.error().kind)};
    for (const RecipientSuggestion &each : *found)
        all << u"%1|%2|%3"_s.arg(each.person.address, each.unit, each.person.name);
    return all;
}

/// The world with the feed of its mailbox over a server in memory.
struct Fed {
    bool start()
    {
        if (!world.open())
            return false;
        server->addFolder(u"INBOX"_s, domain::FolderRole::Inbox);
        engine = std::make_unique<feed::Engine>(
            &world.store, &transport,
            [](const domain::Mailbox &) { return readyFuture<QPair<Secret, Secret>>(QPair<Secret, Secret>()); },
            &world.clock, feed::EngineOptions());
        engine->start(world.mailbox.id);
        return QTest::qWaitFor(
            [this] {
                const auto all = engine->statuses();
                return !all.isEmpty() && all.first().state == domain::FeedState::Running;
            },
            60'000);
    }
    RecipientDesk desk()
    {
        desk::Context context = world.context();
        context.engine = engine.get();
        return RecipientDesk(context);
    }
    Result<RecipientSuggestions> ask(const QString &typed, const std::stop_token &stop = {})
    {
        return await(desk().directory(typed, world.mailbox.id, world.incident.id, stop));
    }

    MailWorld world;
    std::shared_ptr<FakeServer> server = std::make_shared<FakeServer>();
    FakeTransport transport{server};
    std::unique_ptr<feed::Engine> engine;
};

} // namespace

/// Completing recipients from the store and from a directory.
class TestRecipientDesk : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void unitsFirstThenPeople();
    void affectedUnitsComeFirst();
    void ownAddressesAreNotOffered();
    void namesOfStrangersAreMadeFit();
    void theDirectoryIsPlacedToo();
    void fewLettersAreNotAskedAbout();
    void whoHasNoEngineHasNoDirectory();
    void errorsOfTheDirectoryAreLogged();
    void nobodyIsThereTwice();
};

void TestRecipientDesk::unitsFirstThenPeople()
{
    MailWorld world;
    QVERIFY(world.open());
    RecipientDesk desk(world.context());
    QCOMPARE(lines(await(desk.known(u"ro"_s, world.incident.id))), (QStringList{u"roe@unit.example|Hospital|"_s}));
    QVERIFY(world.incoming());
    QVERIFY(world.receive(unitMail("r@unit.example", "More " + domain::subjectTag(world.incident).toUtf8(),
                                   "Cc: Rosa <rosa@out.example>, "
                                   "Rob <rob@out.example>\r\n")));
    // The unit's own address once, though mail came from it; others by name or address, and that they are outside.
    QCOMPARE(lines(await(desk.known(u"ro"_s, world.incident.id))),
             (QStringList{u"roe@unit.example|Hospital|"_s, u"rosa@out.example||Rosa"_s, u"rob@out.example||Rob"_s}));
    // Whom a unit knows, by address or domain, is offered before those whom none knows.
    QVERIFY(world.write([id = world.unit.id](store::Session &s) {
        auto bu = store::BusinessUnits(s).find(id);
        bu->knownAddresses = QStringList{u"rob@out.example"_s};
        return store::BusinessUnits(s).update(*bu);
    }));
    QCOMPARE(lines(await(desk.known(u"rob"_s, world.incident.id))), (QStringList{u"rob@out.example|Hospital|"_s}));
    QVERIFY(world.write([id = world.unit.id](store::Session &s) {
        auto bu = store::BusinessUnits(s).find(id);
        bu->knownAddresses.clear();
        bu->knownDomains = QStringList{u"unit.example"_s};
        return store::BusinessUnits(s).update(*bu);
    }));
    QVERIFY(world.receive(unitMail("s@unit.example", "Also " + domain::subjectTag(world.incident).toUtf8(),
                                   "Cc: Rod <z.rod@unit.example>, Roz <a.roz@out.example>\r\n")));
    const auto placed = lines(await(desk.known(u"ro"_s, world.incident.id)));
    QCOMPARE(placed.mid(0, 2), (QStringList{u"roe@unit.example|Hospital|"_s, u"z.rod@unit.example|Hospital|Rod"_s}));
    QCOMPARE(placed.size(), 5);
    // Seen from another incident, people are known by their addresses alone.
    QCOMPARE(lines(await(desk.known(u"ro"_s, world.other.id))),
             (QStringList{u"roe@unit.example|Hospital|"_s, u"rob@out.example||Rob"_s, u"rosa@out.example||Rosa"_s}));
    QCOMPARE(lines(await(desk.known(u"hosp"_s, world.incident.id))),
             (QStringList{u"roe@unit.example|Hospital|"_s, u"desk@unit.example|Hospital|"_s}));
    QVERIFY(lines(await(desk.known(u""_s, world.incident.id))).isEmpty());
}

void TestRecipientDesk::affectedUnitsComeFirst()
{
    MailWorld world;
    QVERIFY(world.open());
    QVERIFY(world.write([](store::Session &s) {
        domain::BusinessUnit bu;
        bu.title = u"Archive"_s;
        bu.recipients = QStringList{u"roberta@archive.example"_s};
        return store::BusinessUnits(s).create(bu);
    }));
    RecipientDesk desk(world.context());
    QCOMPARE(lines(await(desk.known(u"ro"_s, world.incident.id))),
             (QStringList{u"roe@unit.example|Hospital|"_s, u"roberta@archive.example|Archive|"_s}));
    QCOMPARE(lines(await(desk.known(u"ro"_s, IncidentId{}))),
             (QStringList{u"roberta@archive.example|Archive|"_s, u"roe@unit.example|Hospital|"_s}));
}

void TestRecipientDesk::ownAddressesAreNotOffered()
{
    MailWorld world;
    QVERIFY(world.open());
    QVERIFY(world.incoming()); // to soc@liaison.example
    RecipientDesk desk(world.context());
    QVERIFY(lines(await(desk.known(u"soc"_s, world.incident.id))).isEmpty());
    QCOMPARE(lines(await(desk.known(u"ann"_s, world.incident.id))), (QStringList{u"ann@unit.example||Ann"_s}));
}

void TestRecipientDesk::namesOfStrangersAreMadeFit()
{
    MailWorld world;
    QVERIFY(world.open());
    QVERIFY(world.receive(unitMail("r@unit.example", "More " + domain::subjectTag(world.incident).toUtf8(),
                                   "Cc: =?utf-8?q?Zo=E2=80=AE_e=00=0AX?= <zoe@out.example>\r\n")));
    RecipientDesk desk(world.context());
    const auto found = await(desk.known(u"zoe"_s, world.incident.id));
    QVERIFY2(found, why(found));
    QCOMPARE(found->size(), 1);
    for (const QChar c : found->first().person.name)
        QVERIFY2(c.isPrint() || c == u' ', qPrintable(found->first().person.name));
}

void TestRecipientDesk::theDirectoryIsPlacedToo()
{
    Fed fed;
    QVERIFY(fed.start());
    fed.server->setDirectory({{u"M. Roe"_s, u"ROE@unit.example"_s},
                              {u"Ron Hill"_s, u"ron@corp.example"_s},
                              {u"Desk"_s, u"soc@liaison.example"_s},
                              {u"Ron again"_s, u"Ron@CORP.example"_s}});
    const auto found = fed.ask(u" ron "_s);
    QCOMPARE(lines(found), (QStringList{u"ROE@unit.example|Hospital|M. Roe"_s, u"ron@corp.example||Ron Hill"_s}));
    QVERIFY(found->first().fromDirectory);
    QCOMPARE(fed.server->lookedUp(), (QStringList{u"ron"_s}));
}

void TestRecipientDesk::fewLettersAreNotAskedAbout()
{
    Fed fed;
    QVERIFY(fed.start());
    fed.server->setDirectory({{u"Ron Hill"_s, u"ron@corp.example"_s}});
    QVERIFY(lines(fed.ask(u"ro"_s)).isEmpty());
    QVERIFY(lines(fed.ask(u" ro  "_s)).isEmpty());
    QVERIFY(fed.server->lookedUp().isEmpty());
    QCOMPARE(lines(fed.ask(u"ron"_s)).size(), 1);
}

void TestRecipientDesk::whoHasNoEngineHasNoDirectory()
{
    MailWorld world;
    QVERIFY(world.open());
    RecipientDesk desk(world.context());
    const auto found = await(desk.directory(u"ron"_s, world.mailbox.id, world.incident.id, {}));
    QVERIFY2(found, why(found));
    QVERIFY(found->isEmpty());
}

void TestRecipientDesk::errorsOfTheDirectoryAreLogged()
{
    Fed fed;
    QVERIFY(fed.start());
    fed.server->failNext(Op::Resolve, Error{ErrorKind::ServerBusy, u"pause"_s, {}, std::nullopt});
    QTest::ignoreMessage(QtInfoMsg, QRegularExpression(u"directory.*ServerBusy.*pause"_s));
    const auto busy = fed.ask(u"ron"_s);
    QVERIFY2(busy, why(busy));
    QVERIFY(busy->isEmpty());
    // Who stops hears nothing of an error.
    fed.server->hold(Op::Resolve);
    std::stop_source stop;
    const auto held = fed.desk().directory(u"rona"_s, fed.world.mailbox.id, fed.world.incident.id, stop.get_token());
    QTRY_COMPARE(fed.server->waiting(Op::Resolve), 1);
    stop.request_stop();
    const auto stopped = await(held);
    QVERIFY(stopped && stopped->isEmpty());
}

void TestRecipientDesk::nobodyIsThereTwice()
{
    const RecipientSuggestion roe{{QString(), u"roe@unit.example"_s}, u"Hospital"_s, false};
    const RecipientSuggestion again{{u"M. Roe"_s, u"Roe@Unit.Example"_s}, u"Hospital"_s, true};
    const RecipientSuggestion ron{{u"Ron"_s, u"ron@corp.example"_s}, QString(), true};
    QCOMPARE(desk::merged({roe}, {again, ron, ron}), (RecipientSuggestions{roe, ron}));
    QCOMPARE(desk::merged({}, {again, roe}), (RecipientSuggestions{again}));
    QCOMPARE(desk::merged({roe}, {}), (RecipientSuggestions{roe}));
}

LIAISON_TEST(TestRecipientDesk)
#include "tst_recipient_desk.moc"
