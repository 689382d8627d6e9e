#include "core/store/audit_log.h"
#include "core/store/business_units.h"
#include "core/store/connection.h"
#include "core/store/incidents.h"
#include "core/store/mailboxes.h"
#include "tests/contract/store_fixture.h"
#include "tests/support/test_registry.h"

#include <QJsonObject>

using namespace liaison;
using namespace liaison::test;
using store::BusinessUnits;
using store::Incidents;
using store::Session;

class TestStoreIncidents : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void keysCountTheYearUpWithoutGaps();
    void aSecondSaveOnAnOldStateIsAConflict();
    void theListFiltersAndPages();
    void aMergedIncidentsTagLeadsToItsTarget();
    void businessUnitsKeepTheirAddresses();
    void anAddressFindsItsUnit();
    void openIncidentsOfTheSendersUnitAreSuggested();
    void mailboxesAndFoldersAreSaved();
    void theAuditChainShowsTampering();
    void settingsAreReplaced();
    void byteOrderMarksTurnNothingRound_data();
    void byteOrderMarksTurnNothingRound();

private:
    StoreFixture m_fixture;
    std::unique_ptr<store::Store> m_store;
};

namespace {
domain::BusinessUnit unit(const QString &title)
{
    domain::BusinessUnit result;
    result.title = title;
    return result;
}
} // namespace

void TestStoreIncidents::initTestCase()
{
    LIAISON_CREATE_STORE(m_fixture)
    m_store = m_fixture.open();
}

void TestStoreIncidents::keysCountTheYearUpWithoutGaps()
{
    const auto first = makeIncident(*m_store, QStringLiteral("first"));
    QCOMPARE(first.key, QStringLiteral("INC-2026-000001"));
    QCOMPARE(first.token.size(), 6);
    QVERIFY(!write(*m_store, [](Session &s) -> Result<void> {
        (void)Incidents(s).create({});
        return fail(ErrorKind::Cancelled);
    }));
    const auto second = makeIncident(*m_store, QStringLiteral("second"));
    QCOMPARE(second.key, QStringLiteral("INC-2026-000002"));
    QVERIFY(second.token != first.token);
    const auto found
        = value(read(*m_store, [](Session &s) { return Incidents(s).findByKey(QStringLiteral(" inc-2026-000002")); }));
    QCOMPARE(found.id, second.id);
    QCOMPARE(found.uuid, second.uuid);
}

void TestStoreIncidents::aSecondSaveOnAnOldStateIsAConflict()
{
    const auto incident = makeIncident(*m_store, QStringLiteral("contested"));
    auto mine = incident;
    mine.title = QStringLiteral("mine");
    auto theirs = incident;
    theirs.title = QStringLiteral("theirs");
    const auto saved = value(write(*m_store, [mine](Session &s) { return Incidents(s).update(mine); }));
    QVERIFY(saved.updatedAt > incident.updatedAt);
    const auto refused = write(*m_store, [theirs](Session &s) { return Incidents(s).update(theirs); });
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Conflict);
    QCOMPARE(value(read(*m_store, [&](Session &s) { return Incidents(s).find(incident.id); })).title,
             QStringLiteral("mine"));
    theirs.id = IncidentId{123'456};
    QCOMPARE(write(*m_store, [theirs](Session &s) { return Incidents(s).update(theirs); }).error().kind,
             ErrorKind::NotFound);
}

void TestStoreIncidents::theListFiltersAndPages()
{
    for (int i = 0; i < 12; ++i)
        makeIncident(*m_store, QStringLiteral("Übung 100% %1").arg(i));
    makeIncident(*m_store, QStringLiteral("Übung 1000"));
    const auto listed = [this](const store::IncidentFilter &filter, std::optional<store::IncidentPageKey> key = {}) {
        return value(read(*m_store, [=](Session &s) { return Incidents(s).list(filter, key, 5); }));
    };
    store::IncidentFilter filter;
    filter.text = QStringLiteral("übung 100%");
    QList<IncidentId> seen;
    std::optional<store::IncidentPageKey> key;
    for (auto page = listed(filter); !page.isEmpty(); page = listed(filter, key))
        for (const auto &row : std::as_const(page)) {
            QVERIFY(!seen.contains(row.incident.id));
            seen << row.incident.id;
            key = store::IncidentPageKey{row.incident.createdAt, row.incident.id};
        }
    QCOMPARE(seen.size(), 12); // the per cent sign is no wildcard
    filter.text = QStringLiteral("' OR 1=1 --");
    QVERIFY(listed(filter).isEmpty());
    filter.text.clear();
    filter.statuses = {domain::IncidentStatus::Closed};
    QVERIFY(listed(filter).isEmpty());
    filter.statuses = {domain::IncidentStatus::Open, domain::IncidentStatus::Closed};
    filter.severities = {domain::Severity::Medium};
    QCOMPARE(listed(filter).size(), 5);
}

void TestStoreIncidents::aMergedIncidentsTagLeadsToItsTarget()
{
    const auto target = makeIncident(*m_store, QStringLiteral("target"));
    const auto merged = makeIncident(*m_store, QStringLiteral("merged"));
    value(write(*m_store, [&](Session &s) -> Result<void> {
        s.run(QStringLiteral("UPDATE incident SET merged_into = ? WHERE id = ?"), {target.id.value, merged.id.value});
        return s.status();
    }));
    const auto match = [this](const QString &key, const QString &token) {
        return value(read(*m_store, [=](Session &s) { return Incidents(s).matchTags({{key, token}}); }));
    };
    QCOMPARE(match(merged.key, merged.token).value(0).incident, target.id);
    QCOMPARE(match(merged.key, merged.token).value(0).key, merged.key);
    QCOMPARE(match(target.key.toLower(), target.token.toUpper()).value(0).incident, target.id);
    QVERIFY(match(target.key, merged.token).isEmpty());
    QVERIFY(match(target.key, QString()).isEmpty());
}

void TestStoreIncidents::businessUnitsKeepTheirAddresses()
{
    auto finance = unit(QStringLiteral("Finance"));
    finance.recipients = {QStringLiteral("CFO@Finance.example"), QStringLiteral("cfo@finance.example")};
    finance.knownDomains = {QStringLiteral("@finance.example")};
    const auto made = value(write(*m_store, [finance](Session &s) { return BusinessUnits(s).create(finance); }));
    auto found = value(read(*m_store, [&](Session &s) { return BusinessUnits(s).find(made.id); }));
    QCOMPARE(found.recipients, QStringList{QStringLiteral("CFO@Finance.example")}); // the same address once
    const auto twice
        = write(*m_store, [](Session &s) { return BusinessUnits(s).create(unit(QStringLiteral(" FINANCE"))); });
    QVERIFY(!twice);
    QCOMPARE(twice.error().kind, ErrorKind::AlreadyExists);
    found.archived = true;
    found.title = QStringLiteral("Finance and Tax");
    const auto saved = value(write(*m_store, [found](Session &s) { return BusinessUnits(s).update(found); }));
    QVERIFY(!write(*m_store, [found](Session &s) { return BusinessUnits(s).update(found); })); // an old state
    QVERIFY(value(read(*m_store, [](Session &s) { return BusinessUnits(s).list(false); })).isEmpty());
    QCOMPARE(value(read(*m_store, [](Session &s) { return BusinessUnits(s).list(true); })).size(), 1);
    auto back = saved;
    back.archived = false;
    value(write(*m_store, [back](Session &s) { return BusinessUnits(s).update(back); }));
}

void TestStoreIncidents::anAddressFindsItsUnit()
{
    auto byDomain = unit(QStringLiteral("By domain"));
    byDomain.knownDomains = {QStringLiteral("Shared.example")};
    auto byAddress = unit(QStringLiteral("By address"));
    byAddress.knownAddresses = {QStringLiteral("boss@shared.example"), QStringLiteral("both@shared.example")};
    auto byRecipient = unit(QStringLiteral("By recipient"));
    byRecipient.recipients = {QStringLiteral("both@shared.example")};
    const auto create = [this](const domain::BusinessUnit &u) {
        return value(write(*m_store, [u](Session &s) { return BusinessUnits(s).create(u); })).id;
    };
    const auto domainUnit = create(byDomain);
    const auto addressUnit = create(byAddress);
    const auto recipientUnit = create(byRecipient);
    const auto owner = [this](const QString &address, const QList<BusinessUnitId> &preferred = {}) {
        return value(read(*m_store, [=](Session &s) { return BusinessUnits(s).ownerOf(address, preferred); }));
    };
    QCOMPARE(owner(QStringLiteral("Anyone@SHARED.example")), domainUnit);
    QCOMPARE(owner(QStringLiteral("boss@shared.example")), addressUnit);
    QCOMPARE(owner(QStringLiteral("both@shared.example")), recipientUnit);
    QCOMPARE(owner(QStringLiteral("both@shared.example"), {addressUnit}), addressUnit);
    QVERIFY(owner(QStringLiteral("x@notshared.example")).isNull());
    QVERIFY(owner(QStringLiteral("x@sub.shared.example")).isNull());
    value(write(*m_store, [&](Session &s) {
        return BusinessUnits(s).rememberAddress(domainUnit, QStringLiteral("x@notshared.example"));
    }));
    QCOMPARE(owner(QStringLiteral("x@notshared.example")), domainUnit);
}

void TestStoreIncidents::openIncidentsOfTheSendersUnitAreSuggested()
{
    auto sales = unit(QStringLiteral("Sales"));
    sales.knownDomains = {QStringLiteral("sales.example")};
    sales = value(write(*m_store, [sales](Session &s) { return BusinessUnits(s).create(sales); }));
    auto open = makeIncident(*m_store, QStringLiteral("open"));
    auto closed = makeIncident(*m_store, QStringLiteral("closed"));
    open.affected = closed.affected = {sales.id};
    closed.status = domain::IncidentStatus::Closed;
    value(write(*m_store, [open](Session &s) { return Incidents(s).update(open); }));
    value(write(*m_store, [closed](Session &s) { return Incidents(s).update(closed); }));
    const auto suggested = value(
        read(*m_store, [](Session &s) { return Incidents(s).suggestFor(QStringLiteral("kim@sales.example"), 5); }));
    QCOMPARE(suggested.size(), 1);
    QCOMPARE(suggested.first().id, open.id);
    QCOMPARE(suggested.first().affected, QList<BusinessUnitId>{sales.id});
}

void TestStoreIncidents::mailboxesAndFoldersAreSaved()
{
    const auto made = makeMailbox(*m_store, QStringLiteral("SOC@Corp.example"));
    auto mailbox = value(read(*m_store, [&](Session &s) { return store::Mailboxes(s).find(made.id); }));
    QCOMPARE(mailbox.inbound.host, QStringLiteral("mail.corp.example"));
    domain::Mailbox again;
    again.address = QStringLiteral("soc@corp.EXAMPLE");
    const auto twice = write(*m_store, [again](Session &s) { return store::Mailboxes(s).save(again); });
    QVERIFY(!twice);
    QCOMPARE(twice.error().kind, ErrorKind::AlreadyExists);
    mailbox.pollSeconds = 300;
    value(write(*m_store, [mailbox](Session &s) { return store::Mailboxes(s).save(mailbox); }));
    value(write(*m_store, [&](Session &s) { return store::Mailboxes(s).setFeedWanted(made.id, true); }));
    mailbox = value(read(*m_store, [&](Session &s) { return store::Mailboxes(s).find(made.id); }));
    QCOMPARE(mailbox.pollSeconds, 300);
    QVERIFY(mailbox.feedWanted);
    domain::RemoteFolder inbox;
    inbox.remoteId = QStringLiteral("INBOX");
    inbox.path = QStringLiteral("Posteingang");
    inbox.role = domain::FolderRole::Inbox;
    const auto folders = value(write(*m_store, [&](Session &s) {
        return store::Folders(s).refresh(made.id, {inbox, inbox});
    }));
    QCOMPARE(folders.size(), 2);
    QVERIFY(folders.at(0).selected && !folders.at(0).vanished);
    QCOMPARE(folders.at(0).remote.path, QStringLiteral("Posteingang"));
    QVERIFY(folders.at(1).vanished); // marked, never removed
    QCOMPARE(value(read(*m_store, [](Session &s) { return store::Mailboxes(s).ownAddresses(); })),
             QStringList{QStringLiteral("soc@corp.example")});
}

void TestStoreIncidents::theAuditChainShowsTampering()
{
    const domain::Actor ann{QStringLiteral("Ann"), QStringLiteral("ann"), QStringLiteral("desk1")};
    for (int i = 0; i < 5; ++i)
        value(write(*m_store, [=](Session &s) {
            return store::AuditLog(s).append(ann, QStringLiteral("mail.link"), QStringLiteral("INC-%1").arg(i),
                                             {{QStringLiteral("n"), i}});
        }));
    const auto verify
        = [this] { return value(read(*m_store, [](Session &s) { return store::AuditLog(s).verify(); })); };
    QVERIFY(!verify());
    const auto entries = value(read(*m_store, [](Session &s) { return store::AuditLog(s).list({}, 3); }));
    QCOMPARE(entries.size(), 3);
    QCOMPARE(entries.first().detail.value(QLatin1String("n")).toInt(), 4);
    const auto older
        = value(read(*m_store, [&](Session &s) { return store::AuditLog(s).list(entries.last().id, 10); }));
    QCOMPARE(older.size(), 2);
    const auto tamper = [this](const QString &sql) {
        return write(*m_store, [sql](Session &s) -> Result<void> {
            s.run(sql);
            return s.status();
        });
    };
    const QString forge = QStringLiteral("UPDATE audit SET object = 'nothing' WHERE id = %1").arg(older.first().id);
    QVERIFY(!tamper(forge)); // append-only …
    QVERIFY(!tamper(QStringLiteral("DELETE FROM audit")));
    {
        const auto dialect = value(store::makeDialect(m_fixture.options()));
        store::Connection connection(*dialect, store::TransactionKind::Write);
        value(connection.open());
        value(connection.command(StoreFixture::isSqlite() ? QStringLiteral("DROP TRIGGER audit_no_update")
                                                          : QStringLiteral("DROP TRIGGER audit_no_change ON audit")));
    }
    value(tamper(forge)); // … and who gets around that is seen
    QCOMPARE(verify().value_or(0), older.first().id);
}

void TestStoreIncidents::settingsAreReplaced()
{
    const auto get = [this] {
        return value(read(*m_store, [](Session &s) {
            return store::Settings(s).value(QStringLiteral("bu.label"), QStringLiteral("Business Unit"));
        }));
    };
    QCOMPARE(get(), QStringLiteral("Business Unit"));
    for (const auto &label : {QStringLiteral("Department"), QStringLiteral("Subsidiary")})
        value(write(*m_store,
                    [label](Session &s) { return store::Settings(s).setValue(QStringLiteral("bu.label"), label); }));
    QCOMPARE(get(), QStringLiteral("Subsidiary"));
}

void TestStoreIncidents::byteOrderMarksTurnNothingRound_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("kept");
    QTest::newRow("U+FEFF") << QStringLiteral(u"\uFEFF") << QString();
    QTest::newRow("U+FEFF first") << QStringLiteral(u"\uFEFF\uFEFFpay here") << QStringLiteral("pay here");
    QTest::newRow("U+FEFF within") << QStringLiteral(u"pay\uFEFFhere") << QStringLiteral(u"pay\uFEFFhere");
    // What follows would read "pay", its bytes taken the other way round.
    QTest::newRow("U+FFFE first") << QStringLiteral(u"\uFFFE\u7000\u6100\u7900")
                                  << QStringLiteral(u"\uFFFD\u7000\u6100\u7900");
    QTest::newRow("both") << QStringLiteral(u"\uFEFF\uFFFEpay") << QStringLiteral(u"\uFFFDpay");
}

void TestStoreIncidents::byteOrderMarksTurnNothingRound()
{
    QFETCH(const QString, text);
    QFETCH(const QString, kept);
    value(
        write(*m_store, [text](Session &s) { return store::Settings(s).setValue(QStringLiteral("any.text"), text); }));
    const QString stored = value(
        read(*m_store, [](Session &s) { return store::Settings(s).value(QStringLiteral("any.text"), QString()); }));
    QCOMPARE(stored, kept);
}

LIAISON_TEST(TestStoreIncidents)
#include "tst_store_incidents.moc"
