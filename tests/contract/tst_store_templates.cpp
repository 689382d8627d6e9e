#include "core/store/business_units.h"
#include "core/store/templates.h"
#include "tests/contract/store_fixture.h"
#include "tests/support/test_registry.h"

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;
using domain::MailTemplate;
using domain::TemplateKind;
using store::Session;
using store::Templates;

/// Templates and the languages of business units, kept and read back.
class TestStoreTemplates : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void whatIsKeptIsReadBack();
    void namesAreUnique();
    void aChangeThatSawNotTheLastIsRefused();
    void archivedOnesAreApart();
    void changesAreTold();
    void languagesOfUnits();

private:
    MailTemplate create(const MailTemplate &one)
    {
        return value(write(*m_store, [=](Session &s) { return Templates(s).create(one); }));
    }
    Result<MailTemplate> update(const MailTemplate &one)
    {
        return write(*m_store, [=](Session &s) { return Templates(s).update(one); });
    }
    MailTemplate found(domain::TemplateId id)
    {
        return value(read(*m_store, [=](Session &s) { return Templates(s).find(id); }));
    }
    QStringList names(bool withArchived)
    {
        QStringList all;
        const auto list = value(read(*m_store, [=](Session &s) { return Templates(s).list(withArchived); }));
        for (const MailTemplate &one : list)
            all << one.name;
        return all;
    }
    static MailTemplate some(const QString &name)
    {
        MailTemplate one;
        one.name = name;
        one.kind = TemplateKind::FollowUp;
        one.defaultLanguage = u"de"_s;
        one.texts = {{u"en"_s, u"Reminder: {{incident.title}}"_s, u"Line 1\nLine 2 \u2014 \U0001F512\n"_s},
                     {u"de"_s, QString(), u"Zeile 1"_s}};
        return one;
    }

    StoreFixture m_fixture;
    std::unique_ptr<store::Store> m_store;
};

void TestStoreTemplates::initTestCase()
{
    LIAISON_CREATE_STORE(m_fixture)
    m_store = m_fixture.open();
}

void TestStoreTemplates::whatIsKeptIsReadBack()
{
    MailTemplate made = create(some(u"Kept"_s));
    QVERIFY(made.id && !made.uuid.isNull() && made.createdAt > 0);
    MailTemplate read = found(made.id);
    QCOMPARE(read.uuid, made.uuid);
    QCOMPARE(read.name, u"Kept"_s);
    QVERIFY(read.kind == TemplateKind::FollowUp);
    QCOMPARE(read.defaultLanguage, u"de"_s);
    QCOMPARE(read.texts, some(QString()).texts);
    QVERIFY(!read.archived);
    read.kind = TemplateKind::Primary;
    read.texts.removeFirst();
    read.texts.append({u"fr"_s, u"a"_s, u"b"_s});
    const MailTemplate changed = value(update(read));
    QVERIFY(changed.updatedAt > made.updatedAt);
    QCOMPARE(found(made.id).texts, read.texts);
    QVERIFY(found(made.id).kind == TemplateKind::Primary);
    QCOMPARE(found(made.id).createdAt, made.createdAt);
}

void TestStoreTemplates::namesAreUnique()
{
    create(some(u"First  Notice"_s));
    const auto twice = write(*m_store, [](Session &s) { return Templates(s).create(some(u"FIRST notice"_s)); });
    QVERIFY(!twice);
    QCOMPARE(twice.error().kind, ErrorKind::AlreadyExists);
    MailTemplate other = create(some(u"Second notice"_s));
    other.name = u"first notice"_s;
    QCOMPARE(update(other).error().kind, ErrorKind::AlreadyExists);
    other.name = u"SECOND notice"_s; // its own
    QVERIFY(update(other));
}

void TestStoreTemplates::aChangeThatSawNotTheLastIsRefused()
{
    const MailTemplate made = create(some(u"Twice open"_s));
    MailTemplate mine = made;
    mine.texts[0].body = u"mine"_s;
    MailTemplate theirs = made;
    theirs.texts[0].body = u"theirs"_s;
    QVERIFY(update(mine));
    const auto late = update(theirs);
    QVERIFY(!late);
    QCOMPARE(late.error().kind, ErrorKind::Conflict);
    QCOMPARE(found(made.id).texts.first().body, u"mine"_s);
    theirs.id = {987'654};
    theirs.name = u"Nowhere"_s;
    QCOMPARE(update(theirs).error().kind, ErrorKind::NotFound);
}

void TestStoreTemplates::archivedOnesAreApart()
{
    MailTemplate made = create(some(u"Old"_s));
    QVERIFY(names(false).contains(u"Old"_s));
    made.archived = true;
    QVERIFY(update(made));
    QVERIFY(!names(false).contains(u"Old"_s));
    QVERIFY(names(true).contains(u"Old"_s));
    QVERIFY(found(made.id).archived);
}

void TestStoreTemplates::changesAreTold()
{
    QList<store::Aggregate> told;
    const auto watch = connect(m_store.get(), &store::Store::changed, this, [&](const QList<store::Change> &changes) {
        for (const store::Change &change : changes)
            told << change.aggregate;
    });
    create(some(u"Told"_s));
    QTRY_VERIFY(told.contains(store::Aggregate::Setting));
    disconnect(watch);
}

void TestStoreTemplates::languagesOfUnits()
{
    domain::BusinessUnit unit;
    unit.title = u"Finance"_s;
    const BusinessUnitId id
        = value(write(*m_store, [=](Session &s) { return store::BusinessUnits(s).create(unit); })).id;
    const auto set = [this](BusinessUnitId of, const QString &language) {
        return write(*m_store, [=](Session &s) { return Templates(s).setUnitLanguage(of, language); });
    };
    const auto language
        = [&] { return value(read(*m_store, [=](Session &s) { return Templates(s).unitLanguage(id); })); };
    QCOMPARE(language(), QString());
    QVERIFY(set(id, u"fr"_s));
    QVERIFY(set(id, u"de-AT"_s));
    QCOMPARE(language(), u"de-AT"_s);
    const auto all = value(read(*m_store, [](Session &s) { return Templates(s).unitLanguages(); }));
    QCOMPARE(all.size(), 1);
    QCOMPARE(all.value(id), u"de-AT"_s);
    QVERIFY(set(id, QString()));
    QCOMPARE(language(), QString());
    QCOMPARE(set({987'654}, u"de"_s).error().kind, ErrorKind::NotFound);
}

LIAISON_TEST(TestStoreTemplates)
#include "tst_store_templates.moc"
