#include "core/store/business_units.h"
#include "core/store/links.h"
#include "core/store/people.h"
#include "tests/contract/store_fixture.h"
#include "tests/support/test_registry.h"

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;
using store::People;
using store::Session;

/// Whom the store knows by the beginning of a name or an address.
class TestStorePeople : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void addressesByTheirBeginning();
    void onlyMailOfIncidentsCounts();
    void namesWithinTheIncident();
    void unitsByAddressAndTitle();
    void nothingTypedIsAPattern_data();
    void nothingTypedIsAPattern();

private:
    domain::Addresses anywhere(const QString &typed, int limit = 20)
    {
        return value(read(*m_store, [=](Session &s) { return People(s).anywhere(typed, limit); }));
    }
    QStringList addressesOf(const QString &typed, int limit = 20)
    {
        QStringList all;
        for (const domain::Address &each : anywhere(typed, limit))
            all << each.address;
        return all;
    }
    /// A mail from these that is in the incident, or in none.
    MessageId mailFrom(const domain::Address &from, bool linked = true)
    {
        ++m_mails;
        auto made = mail(u"m%1@x.example"_s.arg(m_mails), u"Question"_s, u"words %1"_s.arg(m_mails));
        made.parsed.facts.from = {from};
        const MessageId id = storeMail(*m_store, made);
        if (linked)
            linkMail(*m_store, id, m_thread);
        return id;
    }

    StoreFixture m_fixture;
    std::unique_ptr<store::Store> m_store;
    domain::Incident m_incident;
    domain::Thread m_thread;
    int m_mails = 0;
};

void TestStorePeople::initTestCase()
{
    LIAISON_CREATE_STORE(m_fixture)
    m_store = m_fixture.open();
    m_incident = makeIncident(*m_store, u"One"_s);
    m_thread = makeThread(*m_store, m_incident.id, u"One"_s);
    for (const auto &[name, address] : QList<QPair<QString, QString>>{{u"Ann Lee"_s, u"Ann.Lee@corp.example"_s},
                                                                      {QString(), u"ann-marie@corp.example"_s},
                                                                      {QString(), u"ann@corp.example"_s},
                                                                      {QString(), u"anna@corp.example"_s},
                                                                      {QString(), u"änn@corp.example"_s},
                                                                      {QString(), u"ano@corp.example"_s},
                                                                      {QString(), u"bob@corp.example"_s}})
        mailFrom({name, address});
}

void TestStorePeople::addressesByTheirBeginning()
{
    // In the order of bytes, which no language's order of letters changes.
    QCOMPARE(addressesOf(u"ann"_s),
             (QStringList{u"ann-marie@corp.example"_s, u"Ann.Lee@corp.example"_s, u"ann@corp.example"_s,
                          u"anna@corp.example"_s}));
    QCOMPARE(addressesOf(u" ANN."_s), (QStringList{u"Ann.Lee@corp.example"_s}));
    QCOMPARE(anywhere(u"ann.lee@corp"_s), (domain::Addresses{{u"Ann Lee"_s, u"Ann.Lee@corp.example"_s}}));
    QCOMPARE(addressesOf(u"änn"_s), (QStringList{u"änn@corp.example"_s}));
    QCOMPARE(addressesOf(u"ann"_s, 2).size(), 2);
    QVERIFY(addressesOf(u"zed"_s).isEmpty());
    // Many mails of one person are one person, by the newest name that was given.
    for (int i = 0; i < 60; ++i)
        mailFrom({i == 59 ? u"Bob Later"_s : u"Bob %1"_s.arg(i), u"bob@corp.example"_s});
    QCOMPARE(anywhere(u"bob"_s), (domain::Addresses{{u"Bob Later"_s, u"bob@corp.example"_s}}));
}

void TestStorePeople::onlyMailOfIncidentsCounts()
{
    mailFrom({u"Carl"_s, u"carl@evil.example"_s}, false); // nobody linked it
    const MessageId unaccepted = mailFrom({u"Carla"_s, u"carla@evil.example"_s});
    value(write(*m_store, [unaccepted](Session &s) { return store::Links(s).setOutsider(unaccepted, true); }));
    QVERIFY(addressesOf(u"carl"_s).isEmpty());
    const auto within
        = value(read(*m_store, [this](Session &s) { return People(s).ofIncident(m_incident.id, u"carl"_s, 20); }));
    QVERIFY(within.isEmpty());
    value(write(*m_store, [unaccepted](Session &s) { return store::Links(s).setOutsider(unaccepted, false); }));
    QCOMPARE(addressesOf(u"carl"_s), (QStringList{u"carla@evil.example"_s}));
}

void TestStorePeople::namesWithinTheIncident()
{
    const auto find = [this](IncidentId incident, const QString &typed) {
        return value(read(*m_store, [=](Session &s) { return People(s).ofIncident(incident, typed, 20); }));
    };
    const domain::Addresses ann{{u"Ann Lee"_s, u"Ann.Lee@corp.example"_s}};
    QCOMPARE(find(m_incident.id, u"lee"_s), ann);
    QCOMPARE(find(m_incident.id, u"Ann L"_s), ann);
    QVERIFY(find(m_incident.id, u"ee"_s).isEmpty());    // the beginning of a word
    QCOMPARE(find(m_incident.id, u"soc@"_s).size(), 1); // who was written to
    QVERIFY(find(makeIncident(*m_store, u"Two"_s).id, u"lee"_s).isEmpty());
    QVERIFY(find(IncidentId{}, u"lee"_s).isEmpty());
    QVERIFY(find(m_incident.id, u" "_s).isEmpty());
}

void TestStorePeople::unitsByAddressAndTitle()
{
    domain::BusinessUnit treasury;
    treasury.title = u"Treasury EMEA"_s;
    treasury.recipients = QStringList{u"Security@treasury.example"_s};
    treasury.knownAddresses = QStringList{u"boss@treasury.example"_s};
    treasury.knownDomains = QStringList{u"treasury.example"_s};
    domain::BusinessUnit old = treasury;
    old.title = u"Treasury of old"_s;
    old.archived = true;
    value(write(*m_store, [old](Session &s) { return store::BusinessUnits(s).create(old); }));
    const auto unit
        = value(write(*m_store, [treasury](Session &s) { return store::BusinessUnits(s).create(treasury); }));
    const auto find = [this](const QString &typed) {
        return value(read(*m_store, [=](Session &s) { return People(s).ofUnits(typed, 20); }));
    };
    const People::OfUnit recipient{u"Security@treasury.example"_s, unit.id, u"Treasury EMEA"_s, true};
    const People::OfUnit boss{u"boss@treasury.example"_s, unit.id, u"Treasury EMEA"_s, false};
    QCOMPARE(find(u"secur"_s), (QList<People::OfUnit>{recipient}));
    QCOMPARE(find(u"emea"_s), (QList<People::OfUnit>{recipient, boss})); // a word of the title
    QCOMPARE(find(u"TREAS"_s).size(), 2);
    QVERIFY(find(u"ecurity"_s).isEmpty());
    QVERIFY(find(QString()).isEmpty());
}

void TestStorePeople::nothingTypedIsAPattern_data()
{
    QTest::addColumn<QString>("typed");
    for (const QString &typed : {u"%"_s, u"_"_s, u"!"_s, u"'"_s, u"\\"_s, u"*"_s, u"a%"_s, u"\"; DROP"_s,
                                 QString(QChar(0)), QString(QChar(0xdbff)), QString(5'000, u'a')})
        QTest::newRow(qPrintable(typed.left(20).toHtmlEscaped() + QString::number(typed.size()))) << typed;
}

void TestStorePeople::nothingTypedIsAPattern()
{
    QFETCH(const QString, typed);
    const auto found = read(*m_store, [=, this](Session &s) -> Result<qsizetype> {
        const auto units = People(s).ofUnits(typed, 20);
        const auto near = People(s).ofIncident(m_incident.id, typed, 20);
        const auto far = People(s).anywhere(typed, 20);
        if (!units || !near || !far)
            return fail(ErrorKind::Internal, u"a question failed"_s);
        return units->size() + near->size() + far->size();
    });
    QVERIFY2(found, found ? "" : qPrintable(found.error().log));
    QCOMPARE(*found, 0);
}

LIAISON_TEST(TestStorePeople)
#include "tst_store_people.moc"
