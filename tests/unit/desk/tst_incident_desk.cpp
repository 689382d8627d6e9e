#include "core/desk/incident_desk.h"
#include "core/store/incidents.h"
#include "tests/support/test_registry.h"
#include "tests/unit/desk/desk_world.h"

#include <QJsonArray>

using namespace liaison;
using namespace liaison::test;
using desk::IncidentDesk;
using domain::Incident;

class TestIncidentDesk : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void creatingGivesKeyAndTokenAndIsAudited();
    void aTitleIsNeeded();
    void aTitleIsOneLineThatCommandsNothing();
    void theAuditLogSaysWhatChanged();
    void aConflictLeavesNoTrace();

private:
    Incident incident(const QString &title);
    std::unique_ptr<DeskWorld> world;
    std::unique_ptr<IncidentDesk> desk;
};

void TestIncidentDesk::init()
{
    world = std::make_unique<DeskWorld>();
    QVERIFY(world->ready);
    desk = std::make_unique<IncidentDesk>(world->context());
}

Incident TestIncidentDesk::incident(const QString &title)
{
    Incident fresh;
    fresh.title = title;
    const auto created = world->wait(desk->create(fresh));
    return created ? *created : Incident{};
}

void TestIncidentDesk::creatingGivesKeyAndTokenAndIsAudited()
{
    const Incident first = incident(u" Phishing "_qs);
    QCOMPARE(first.title, u"Phishing"_qs);
    QVERIFY(first.key.startsWith(u"INC-"_qs));
    QCOMPARE(first.token.size(), 6);
    QVERIFY(incident(u"Other"_qs).key != first.key);
    const QList<domain::AuditEntry> audit = world->audit();
    QCOMPARE(audit.size(), 2);
    QCOMPARE(audit.last().action, u"incident.create"_qs);
    QCOMPARE(audit.last().object, first.key);
    QCOMPARE(audit.last().actor.person, u"Ada"_qs);
    QCOMPARE(audit.last().actor.host, u"host.example"_qs);
}

void TestIncidentDesk::aTitleIsNeeded()
{
    for (const QString &title : {QString(), u"  \t"_qs}) {
        Incident fresh;
        fresh.title = title;
        const auto created = world->wait(desk->create(fresh));
        QVERIFY(!created);
        QCOMPARE(created.error().kind, ErrorKind::InvalidInput);
    }
    Incident known = incident(u"Phishing"_qs);
    known.title.clear();
    QCOMPARE(world->wait(desk->update(known)).error().kind, ErrorKind::InvalidInput);
    QCOMPARE(world->audit().size(), 1);
}

void TestIncidentDesk::aTitleIsOneLineThatCommandsNothing()
{
    Incident known = incident(u"Phishing\r\nBcc: x@y.example\t\u001b[2J!"_qs);
    QCOMPARE(known.title, u"Phishing Bcc: x@y.example [2J!"_qs);
    known.title = u"\u0007One\ntwo"_qs;
    const auto updated = world->wait(desk->update(known));
    QVERIFY(updated);
    QCOMPARE(updated->title, u"One two"_qs);
}

void TestIncidentDesk::theAuditLogSaysWhatChanged()
{
    Incident known = incident(u"Phishing"_qs);
    known.status = domain::IncidentStatus::Closed;
    known.owner = u"Ada"_qs;
    const auto updated = world->wait(desk->update(known));
    QVERIFY(updated.has_value());
    QVERIFY(updated->status == domain::IncidentStatus::Closed);
    const domain::AuditEntry entry = world->audit().first();
    QCOMPARE(entry.action, u"incident.update"_qs);
    const QJsonObject expected{{u"status"_qs, QJsonArray{u"untriaged"_qs, u"closed"_qs}},
                               {u"owner"_qs, QJsonArray{QString(), u"Ada"_qs}}};
    QCOMPARE(entry.detail, expected);
}

void TestIncidentDesk::aConflictLeavesNoTrace()
{
    const Incident form = incident(u"Phishing"_qs);
    Incident first = form;
    first.title = u"First"_qs;
    world->clock.advance(1'000);
    QVERIFY(world->wait(desk->update(first)).has_value());
    Incident second = form;
    second.title = u"Second"_qs;
    const auto refused = world->wait(desk->update(second));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Conflict);
    QCOMPARE(world->audit().size(), 2);
    const auto now
        = world->inStore([id = form.id](store::Session &session) { return store::Incidents(session).find(id); });
    QCOMPARE(now->title, u"First"_qs);
}

LIAISON_TEST(TestIncidentDesk)
#include "tst_incident_desk.moc"
