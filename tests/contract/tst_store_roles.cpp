#include "core/store/audit_log.h"
#include "core/store/business_units.h"
#include "core/store/errands.h"
#include "core/store/mailboxes.h"
#include "core/store/role_members.h"
#include "core/store/role_rights.h"
#include "core/store/sending_hold.h"
#include "core/store/signature_key.h"
#include "tests/contract/store_fixture.h"
#include "tests/support/test_registry.h"

#ifdef LIAISON_CONTRACT_POSTGRESQL
#include "tests/support/postgres_server.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#endif

#include <algorithm>

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;
using domain::Account;
using domain::Permissions;
using domain::Role;
using store::Session;

/// What each role of a team may do. PostgreSQL refuses the rest: the tests speak to it without our programs, too.
class TestStoreRoles : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void whoMadeTheStoreMayDoAll();
    void whoMadeTheStoreIsTold();
#ifdef LIAISON_CONTRACT_POSTGRESQL
    void cleanup();
    void permissionsAreTold_data()
    {
        roles();
    }
    void permissionsAreTold();
    void tablesAreGuarded_data()
    {
        roles();
    }
    void tablesAreGuarded();
    void anAnalystWorksOnIncidents();
    void anAnalystChangesNoConfiguration();
    void anAnalystRemembersASender();
    void theFeedOfAMailboxIsStartedButNotChanged();
    void theFeedSaysThatASecretIsNew();
    void whoRunsFeedsMayHoldSending();
    void nobodySignsForAnother();
    void oddAccountsSignForThemselves();
    void errandsAreAskedByAdministratorsAndAnsweredByTheFeed();
    void rolesThatCameLaterAreGranted();
    void aViewerSeesNoConfiguration();
    void theFeedBeginsNoNotification();
    void onlyWhatIsNamedIsWithheld_data();
    void onlyWhatIsNamedIsWithheld();
    void templatesCanBeGivenAlone();
    void accountsAreTold();
    void administratorsGiveRoles();
    void nobodyElseGivesRoles();

private:
    static void roles();
    std::unique_ptr<store::Store> openAs(const QString &role);
    bool connectAs(const QString &role);
    bool connect(const QString &user, const QString &password);
    /// SQLSTATE; empty: it was carried out, or what `question` answers after that. Nothing of it stays.
    QString attempt(const QString &sql, const QString &question = {});
    QStringList tables();

    QSqlDatabase m_database;
#endif
private:
    StoreFixture m_fixture;
    std::unique_ptr<store::Store> m_store;
};

namespace {

Permissions permissionsIn(store::Store &store)
{
    return value(read(store, [](Session &session) { return store::RoleRights(session).permissions(); }));
}

QList<Account> accountsIn(store::Store &store)
{
    return value(read(store, [](Session &session) { return store::RoleMembers(session).list(); }));
}

} // namespace

void TestStoreRoles::initTestCase()
{
    LIAISON_CREATE_STORE(m_fixture)
    m_store = m_fixture.open();
}

void TestStoreRoles::whoMadeTheStoreMayDoAll()
{
    QCOMPARE(permissionsIn(*m_store), domain::allPermissions);
}

void TestStoreRoles::whoMadeTheStoreIsTold()
{
    const auto all = accountsIn(*m_store);
    if (StoreFixture::isSqlite()) {
        QVERIFY(all.isEmpty());
        const auto refused = write(
            *m_store, [](Session &session) { return store::RoleMembers(session).set(u"ann"_s, Role::Viewer, true); });
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Conflict);
        return;
    }
    const auto owner = std::find_if(all.cbegin(), all.cend(), [](const Account &each) { return each.ownsStore; });
    QVERIFY(owner != all.cend());
    QCOMPARE(owner->name, u"liaison"_s);
    QVERIFY(owner->isSelf && owner->isSuperuser && owner->roles.isEmpty());
}

#ifdef LIAISON_CONTRACT_POSTGRESQL

namespace {

const QString denied = u"42501"_s; // insufficient_privilege
const QString secret = u"a pencil of wood"_s;

/// What a role may do to tables: I, U and D. What is not named: nothing for all but administrators.
using Rights = QHash<QString, QString>;

Rights viewerRights()
{
    return {{u"audit"_s, u"I"_s}, {u"change"_s, u"I"_s}, {u"read_state"_s, u"IUD"_s}};
}

Rights analystRights()
{
    Rights rights = viewerRights();
    for (const char *table : {"incident", "incident_counter", "incident_alias", "raw", "raw_chunk", "message",
                              "message_address", "message_ref", "message_text", "message_copy", "part", "thread",
                              "own_message_id", "outbox", "outbox_markdown", "delivery", "feed_request"})
        rights.insert(QLatin1String(table), u"IU"_s);
    rights.insert(u"setting"_s, u"U"_s); // of signatures alone
    for (const char *table : {"incident_bu", "link", "remote_op", "draft"})
        rights.insert(QLatin1String(table), u"IUD"_s);
    return rights;
}

Rights feedRights()
{
    Rights rights = analystRights();
    for (const char *table : {"folder", "lease", "feed_state", "feed_refusal", "feed_request", "test_mail", "meta"})
        rights.insert(QLatin1String(table), u"IUD"_s);
    rights.insert(u"feed_place"_s, u"IU"_s);
    return rights;
}

/// What nobody deletes who does not own the database.
QStringList evidence()
{
    return {u"incident"_s,        u"incident_alias"_s, u"raw"_s,          u"raw_chunk"_s,       u"message"_s,
            u"message_address"_s, u"message_ref"_s,    u"message_text"_s, u"message_copy"_s,    u"part"_s,
            u"thread"_s,          u"own_message_id"_s, u"outbox"_s,       u"outbox_markdown"_s, u"delivery"_s,
            u"business_unit"_s,   u"mailbox"_s};
}

QString rightsOf(const QString &role, const QString &table)
{
    if (role == "liaison_administrator"_L1 && evidence().contains(table))
        return u"IU"_s;
    if (role == "liaison_administrator"_L1)
        return table == "migration"_L1 ? QString() : table == "audit"_L1 ? u"I"_s : u"IUD"_s;
    const Rights rights = role == "liaison_viewer"_L1 ? viewerRights()
        : role == "liaison_analyst"_L1                ? analystRights()
                                                      : feedRights();
    return rights.value(table);
}

/// What a role does not read, or not all of; everybody reads the rest.
QStringList closedTo(const QString &role)
{
    if (role == "liaison_viewer"_L1)
        return {u"audit"_s, u"errand"_s, u"mailbox"_s};
    return role == "liaison_analyst"_L1 ? QStringList{u"errand"_s} : QStringList();
}

QString userOf(const QString &role)
{
    return "ann_"_L1 + role;
}

} // namespace

void TestStoreRoles::roles()
{
    QTest::addColumn<Permissions>("permissions");
    for (const Role role : domain::rolesInOrder)
        QTest::newRow(qPrintable(domain::databaseName(role))) << domain::permissionsOf(role);
}

void TestStoreRoles::cleanup()
{
    if (!m_database.isValid())
        return;
    const QString name = m_database.connectionName();
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(name);
}

std::unique_ptr<store::Store> TestStoreRoles::openAs(const QString &role)
{
    if (!PostgresServer::shared()->addMember(userOf(role), secret, role))
        return nullptr;
    store::OpenOptions options = m_fixture.options();
    options.location.replace(u"//liaison@"_s, "//"_L1 + userOf(role) + u'@');
    options.password = secret;
    auto opened = std::make_unique<store::Store>(options, &m_fixture.clock);
    value(await(opened->open()));
    return opened;
}

bool TestStoreRoles::connectAs(const QString &role)
{
    return PostgresServer::shared()->addMember(userOf(role), secret, role) && connect(userOf(role), secret);
}

bool TestStoreRoles::connect(const QString &user, const QString &password)
{
    cleanup();
    const QString location = m_fixture.options().location;
    m_database = QSqlDatabase::addDatabase(u"QPSQL"_s, u"attacker"_s);
    m_database.setHostName(location.section("host="_L1, 1));
    m_database.setDatabaseName(location.section(u'?', 0, 0).section(u'/', -1));
    m_database.setUserName(user);
    m_database.setPassword(password);
    return m_database.open();
}

QString TestStoreRoles::attempt(const QString &sql, const QString &question)
{
    QSqlQuery query(m_database);
    query.exec(u"BEGIN"_s);
    QString state = query.exec(sql) ? QString() : query.lastError().nativeErrorCode();
    if (state.isEmpty() && !question.isEmpty() && query.exec(question) && query.next())
        state = query.value(0).toString();
    query.exec(u"ROLLBACK"_s);
    return state;
}

QStringList TestStoreRoles::tables()
{
    QStringList names;
    QSqlQuery query(m_database);
    query.exec(u"SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = current_schema() ORDER BY 1"_s);
    while (query.next())
        names << query.value(0).toString();
    return names;
}

void TestStoreRoles::permissionsAreTold()
{
    QFETCH(Permissions, permissions);
    const auto store = openAs(QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY(store);
    QCOMPARE(permissionsIn(*store), permissions);
}

/// By hand, as with psql: each kind of change to each table.
void TestStoreRoles::tablesAreGuarded()
{
    const QString role = QString::fromLatin1(QTest::currentDataTag());
    QVERIFY(connectAs(role));
    const QStringList all = tables();
    QVERIFY(all.size() > 30 && all.contains("mailbox"_L1));
    for (const QString &table : all) {
        QSqlQuery column(m_database);
        QVERIFY(column.exec(
            "SELECT attname FROM pg_catalog.pg_attribute WHERE attrelid = '%1'::regclass AND attnum = 1"_L1.arg(
                table)));
        QVERIFY(column.next());
        const QString name = column.value(0).toString();
        const QString rights = rightsOf(role, table);
        const auto may = [&](QChar action, const QString &sql) {
            const bool carriedOut = attempt(sql) != denied;
            if (carriedOut != rights.contains(action))
                qWarning("%s: %s", qPrintable(role), qPrintable(sql));
            return carriedOut == rights.contains(action);
        };
        const bool reads = !closedTo(role).contains(table);
        QCOMPARE(attempt("SELECT * FROM %1 LIMIT 0"_L1.arg(table)) != denied, reads);
        QVERIFY(may(u'I', "INSERT INTO %1 DEFAULT VALUES"_L1.arg(table)));
        QVERIFY(may(u'U', "UPDATE %1 SET %2 = %2 WHERE false"_L1.arg(table, name)));
        QVERIFY(may(u'D', "DELETE FROM %1 WHERE false"_L1.arg(table)));
        for (const char *sql : {"TRUNCATE %1 CASCADE", "DROP TABLE %1 CASCADE", "ALTER TABLE %1 ADD COLUMN mine text",
                                "ALTER TABLE %1 DISABLE TRIGGER ALL"})
            QCOMPARE(attempt(QString::fromLatin1(sql).arg(table)), denied);
    }
    // Nobody gives away what is not theirs: PostgreSQL warns and grants nothing, or refuses where a table is closed.
    const QString given = attempt(u"GRANT ALL ON ALL TABLES IN SCHEMA public TO PUBLIC"_s,
                                  u"SELECT count(*) FROM information_schema.role_table_grants "
                                  "WHERE table_schema = 'public' AND grantee = 'PUBLIC'"_s);
    QCOMPARE(given, closedTo(role).isEmpty() ? u"0"_s : denied);
    QCOMPARE(attempt(u"CREATE TABLE mine (id bigint)"_s), denied);
    QCOMPARE(attempt(u"CREATE ROLE more LOGIN IN ROLE liaison_administrator"_s), denied);
}

void TestStoreRoles::anAnalystWorksOnIncidents()
{
    const auto store = openAs(u"liaison_analyst"_s);
    QVERIFY(store);
    const domain::Incident incident = makeIncident(*store, u"A stolen notebook"_s);
    const domain::Thread thread = makeThread(*store, incident.id, u"A stolen notebook"_s);
    const MessageId id = storeMail(*store, mail(u"stolen@unit.example"_s, u"Stolen"_s, u"from the car"_s));
    linkMail(*store, id, thread);
    value(write(*store, [](Session &session) {
        return store::AuditLog(session).append({u"Ann"_s, u"ann"_s, u"host"_s}, u"mail.link"_s, u"x"_s);
    }));
    QCOMPARE(value(read(*store, [](Session &session) { return store::AuditLog(session).verify(); })), std::nullopt);
}

void TestStoreRoles::anAnalystChangesNoConfiguration()
{
    const auto store = openAs(u"liaison_analyst"_s);
    QVERIFY(store);
    const auto unit = write(*store, [](Session &session) {
        domain::BusinessUnit mine;
        mine.title = u"Mine"_s;
        return store::BusinessUnits(session).create(mine);
    });
    QVERIFY(!unit);
    QCOMPARE(unit.error().kind, ErrorKind::PermissionDenied);
    const auto setting
        = write(*store, [](Session &session) { return store::Settings(session).setValue(u"unit-word"_s, u"Mine"_s); });
    QVERIFY(!setting);
    QCOMPARE(setting.error().kind, ErrorKind::PermissionDenied);
    value(write(*store, [](Session &session) {
        return store::Settings(session).setValue(value(store::signatureKey(session, u"ann"_s)), u"Ann"_s);
    }));
    const auto team = write(
        *store, [](Session &session) { return store::Settings(session).setValue(u"signature.team"_s, u"Mine"_s); });
    QVERIFY(!team);
    QCOMPARE(team.error().kind, ErrorKind::PermissionDenied);
    const auto units = value(read(*m_store, [](Session &session) { return store::BusinessUnits(session).list(true); }));
    QVERIFY(units.isEmpty()); // none was made before this
}

/// Who a known sender is, an analyst may say; whom mail goes to, not.
void TestStoreRoles::anAnalystRemembersASender()
{
    const auto plant = value(write(*m_store, [](Session &session) {
        domain::BusinessUnit unit;
        unit.title = u"Plant"_s;
        return store::BusinessUnits(session).create(unit);
    }));
    const auto store = openAs(u"liaison_analyst"_s);
    QVERIFY(store);
    value(write(*store, [&plant](Session &session) {
        return store::BusinessUnits(session).rememberAddress(plant.id, u"bea@plant.example"_s);
    }));
    const auto owner = value(read(
        *store, [](Session &session) { return store::BusinessUnits(session).ownerOf(u"bea@plant.example"_s, {}); }));
    QCOMPARE(owner, plant.id);
    QVERIFY(connectAs(u"liaison_analyst"_s));
    const QString add = u"INSERT INTO bu_address (business_unit_id, kind, value, norm) VALUES (%1, '%2', 'e', 'e')"_s;
    for (const QString &kind : {u"recipient"_s, u"deputy"_s, u"domain"_s})
        QCOMPARE(attempt(add.arg(plant.id.value).arg(kind)), denied);
    QCOMPARE(attempt(add.arg(plant.id.value).arg(u"address"_s)), QString());
    QCOMPARE(attempt(u"UPDATE business_unit SET title = 'mine'"_s), denied);
}

void TestStoreRoles::theFeedOfAMailboxIsStartedButNotChanged()
{
    QVERIFY(connectAs(u"liaison_feed"_s));
    QCOMPARE(attempt(u"UPDATE mailbox SET feed_wanted = 0 WHERE false"_s), QString());
    QCOMPARE(attempt(u"UPDATE mailbox SET updated_at = 0 WHERE false"_s), QString());
    QCOMPARE(attempt(u"UPDATE mailbox SET outbound = '' WHERE false"_s), denied);
    QCOMPARE(attempt(u"UPDATE mailbox SET address = '' WHERE false"_s), denied);
}

/// "secret set" and a sign-in where the feed runs: by the account of the feed, which changes no settings.
void TestStoreRoles::theFeedSaysThatASecretIsNew()
{
    const TestMailbox box = makeMailbox(*m_store, u"soc@corp.example"_s);
    const auto find = [id = box.id](Session &session) { return store::Mailboxes(session).find(id); };
    const domain::Mailbox before = value(read(*m_store, find));
    const auto feed = openAs(u"liaison_feed"_s);
    QVERIFY(feed);
    const auto begin = [id = box.id](Session &session) -> Result<void> {
        const auto begun = store::Mailboxes(session).beginAnew(id);
        if (!begun)
            return fail(begun.error());
        return store::AuditLog(session).append({u"Feed"_s, u"feed"_s, u"host"_s}, u"mailbox.secret"_s, begun->address);
    };
    value(write(*feed, begin));
    const domain::Mailbox after = value(read(*m_store, find));
    QVERIFY(after.updatedAt > before.updatedAt);
    QCOMPARE(after.inbound.host, before.inbound.host);
    QCOMPARE(after.feedWanted, before.feedWanted);
    const auto whole
        = write(*feed, [after](Session &session) { return store::Mailboxes(session).save(after); }); // as it was once
    QVERIFY(!whole);
    QCOMPARE(whole.error().kind, ErrorKind::PermissionDenied);
    const auto analyst = openAs(u"liaison_analyst"_s);
    QVERIFY(analyst);
    const auto refused = write(*analyst, begin);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::PermissionDenied);
    QCOMPARE(value(read(*m_store, find)).updatedAt, after.updatedAt);
}

/// "Hold all sending" is for whom may hold mailboxes.
void TestStoreRoles::whoRunsFeedsMayHoldSending()
{
    const auto hold = [](store::Store &store, bool held) {
        return write(store, [held](Session &session) {
            return store::SendingHolds(session).set(held ? std::optional(store::SendingHold{u"Ann"_s, u"host"_s, 1})
                                                         : std::nullopt);
        });
    };
    for (const QString &role : {u"liaison_analyst"_s, u"liaison_viewer"_s}) {
        const auto store = openAs(role);
        QVERIFY(store);
        const auto refused = hold(*store, true);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::PermissionDenied);
    }
    const auto feed = openAs(u"liaison_feed"_s);
    const auto administrator = openAs(u"liaison_administrator"_s);
    QVERIFY(feed && administrator);
    value(hold(*feed, true));
    value(hold(*administrator, false)); // whoever pressed it
    value(hold(*administrator, true));
    value(hold(*feed, false));
    const auto analyst = openAs(u"liaison_analyst"_s);
    QVERIFY(!value(read(*analyst, [](Session &session) { return store::SendingHolds(session).current(); })));
}

/// The names of people are what programs say; the account is not.
void TestStoreRoles::nobodySignsForAnother()
{
    const auto keyIn = [](store::Store &store) {
        return value(read(store, [](Session &session) { return store::signatureKey(session, u"Bea"_s); }));
    };
    const auto sign = [](store::Store &store, const QString &key, const QString &words) {
        return write(store, [key, words](Session &session) { return store::Settings(session).setValue(key, words); });
    };
    const auto kept = [this](const QString &key) {
        return value(read(*m_store, [key](Session &session) { return store::Settings(session).value(key); }));
    };
    const auto analyst = openAs(u"liaison_analyst"_s);
    QVERIFY(analyst);
    const QString beas = keyIn(*analyst);
    // Another account, whose program says that it is Bea's. It comes first.
    const auto eve = openAs(u"liaison_feed"_s);
    QVERIFY(eve);
    QVERIFY(keyIn(*eve) != beas);
    value(sign(*eve, keyIn(*eve), u"Eve"_s));
    QCOMPARE(kept(beas), QString());
    for (const QString &key : {beas, u"signature.person/Bea"_s, u"signature.team"_s, u"signature.own/%/Bea"_s,
                               u"signature.own/Bea"_s, u"signature.own/"_s + userOf(u"liaison_feed"_s)}) {
        const auto forged = sign(*eve, key, u"Eve"_s);
        QVERIFY2(!forged, qPrintable(key));
        QCOMPARE(forged.error().kind, ErrorKind::PermissionDenied);
        QCOMPARE(kept(key), QString());
    }
    value(sign(*analyst, beas, u"Bea"_s));
    value(sign(*analyst, beas, u"Bea B."_s));
    QCOMPARE(sign(*eve, beas, u"Eve"_s).error().kind, ErrorKind::PermissionDenied);
    QVERIFY(connectAs(u"liaison_feed"_s));
    QCOMPARE(attempt("UPDATE setting SET value = 'Eve' WHERE name = '%1'"_L1.arg(beas),
                     "SELECT value FROM setting WHERE name = '%1'"_L1.arg(beas)),
             u"Bea B."_s);
    // Nor is one's own renamed to another's.
    QCOMPARE(attempt("UPDATE setting SET name = '%1' WHERE name = '%2'"_L1.arg(beas + u'x', keyIn(*eve))), denied);
    const auto administrator = openAs(u"liaison_administrator"_s);
    QVERIFY(administrator);
    value(sign(*administrator, beas, u"Bea C."_s));
    value(sign(*analyst, beas, u"Bea D."_s)); // it is still hers
    QCOMPARE(kept(beas), u"Bea D."_s);
}

/// An account's name is quoted: neither part of another's path nor a pattern.
void TestStoreRoles::oddAccountsSignForThemselves()
{
    const QString odd = userOf(u"liaison_feed"_s) + u"/Bea"_s;
    QVERIFY(PostgresServer::shared()->addMember(u'"' + odd + u'"', secret, u"liaison_analyst"_s));
    QVERIFY(connect(odd, secret));
    QSqlQuery account(m_database);
    QVERIFY(account.exec(u"SELECT quote_ident(CAST(current_user AS text))"_s) && account.next());
    const QString quoted = account.value(0).toString();
    account = QSqlQuery(); // its connection ends below
    const QString add = u"INSERT INTO setting (name, value, updated_at) VALUES ('signature.own/%1/x', '', 0)"_s;
    QCOMPARE(attempt(add.arg(quoted)), QString());
    QCOMPARE(attempt(add.arg(odd)), denied); // would be of the account whose name this one begins with
    QVERIFY(connectAs(u"liaison_feed"_s));
    QCOMPARE(attempt(add.arg(quoted)), denied);
    QCOMPARE(attempt(add.arg(userOf(u"liaison_feed"_s))), QString());
}

/// Who could ask could have a mailbox signed in to with an account of their own.
void TestStoreRoles::errandsAreAskedByAdministratorsAndAnsweredByTheFeed()
{
    const auto mailbox = makeMailbox(*m_store, u"errand@x.example"_s).id;
    store::Errand errand;
    errand.mailbox = mailbox;
    errand.place = {u"11 one"_s, u"srv"_s, 11, true};
    const auto ask = [&errand](store::Store &store) {
        return write(store, [errand](Session &session) { return store::Errands(session).ask(errand, 60'000); });
    };
    for (const QString &role : {u"liaison_viewer"_s, u"liaison_analyst"_s, u"liaison_feed"_s}) {
        const auto refused = ask(*openAs(role));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::PermissionDenied);
    }
    const QString id = value(ask(*openAs(u"liaison_administrator"_s)));
    const auto feed = openAs(u"liaison_feed"_s);
    QVERIFY(
        value(write(*feed, [id](Session &session) { return store::Errands(session).take(id, u"11 one"_s, 1'000); })));
    value(write(*feed, [id](Session &session) { return store::Errands(session).goOn(id, 60'000); }));
    value(write(*feed, [id](Session &session) { return store::Errands(session).tell(id, {{u"code"_s, u"x"_s}}); }));
    value(write(*feed, [id](Session &session) { return store::Errands(session).answer(id, {{u"value"_s, 1}}); }));
    for (const QString &role : {u"liaison_viewer"_s, u"liaison_analyst"_s}) {
        QVERIFY(connectAs(role));
        QCOMPARE(attempt(u"SELECT progress FROM errand"_s), denied);
    }
    for (const QString &role : {u"liaison_analyst"_s, u"liaison_feed"_s}) {
        QVERIFY(connectAs(role));
        QCOMPARE(attempt(u"UPDATE errand SET asked = '{}'"_s), denied);
        QCOMPARE(attempt(u"UPDATE errand SET holder = 'mine'"_s), denied);
        QCOMPARE(attempt(u"UPDATE errand SET answer = '{}'"_s), role == "liaison_feed"_L1 ? QString() : denied);
    }
}

/// A person who may not make roles makes the store; the server's administrator makes them afterwards.
void TestStoreRoles::rolesThatCameLaterAreGranted()
{
    const auto asOwner = [this](const QString &sql) {
        return connect(u"liaison"_s, m_fixture.options().password) && QSqlQuery(m_database).exec(sql);
    };
    const QString work = u"UPDATE incident SET id = id WHERE false"_s;
    QVERIFY(asOwner(u"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM liaison_analyst"_s));
    QVERIFY(connectAs(u"liaison_analyst"_s));
    QCOMPARE(attempt(work), denied);
    QVERIFY(asOwner(u"SELECT grant_liaison_roles()"_s));
    QVERIFY(connectAs(u"liaison_analyst"_s));
    QCOMPARE(attempt(work), QString());
    QCOMPARE(attempt(u"UPDATE mailbox SET id = id WHERE false"_s), denied);
}

/// Mailboxes and their state, but not how they are reached, and not from what to what that was changed.
void TestStoreRoles::aViewerSeesNoConfiguration()
{
    const TestMailbox box = makeMailbox(*m_store, u"seen@x.example"_s);
    const auto list = [](Session &session) { return store::Mailboxes(session).list(); };
    const auto visible = [](Session &session) { return store::Mailboxes(session).listVisible(); };
    const auto newest = [](Session &session) { return store::AuditLog(session).list({}, 1); };
    const auto whole = value(read(*m_store, list));
    const auto viewer = openAs(u"liaison_viewer"_s);
    QVERIFY(viewer);
    const auto refused = read(*viewer, list);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::PermissionDenied);
    const auto log = read(*viewer, newest);
    QVERIFY(!log);
    QCOMPARE(log.error().kind, ErrorKind::PermissionDenied);
    const auto seen = value(read(*viewer, visible));
    QCOMPARE(seen.size(), whole.size());
    QCOMPARE(seen.last().id, box.id);
    QCOMPARE(seen.last().address, u"seen@x.example"_s);
    QCOMPARE(seen.last().uuid, whole.last().uuid);
    QVERIFY(seen.last().endpointsHidden && !whole.last().endpointsHidden);
    // What a viewer does is noted behind all the rest, though it is not read.
    value(write(*viewer, [](Session &session) {
        return store::AuditLog(session).append({u"Vi"_s, u"vi"_s, u"host"_s}, u"mail.open"_s, u"x"_s);
    }));
    QCOMPARE(value(read(*m_store, [](Session &session) { return store::AuditLog(session).verify(); })), std::nullopt);
    const auto analyst = openAs(u"liaison_analyst"_s);
    QVERIFY(analyst);
    QCOMPARE(value(read(*analyst, visible)).last().endpointsHidden, false);
    QCOMPARE(value(read(*analyst, newest)).first().actor.person, u"Vi"_s);
}

/// It delivers what people notify with; that account belongs to no person.
void TestStoreRoles::theFeedBeginsNoNotification()
{
    for (const QString &role : {u"liaison_analyst"_s, u"liaison_feed"_s}) {
        QVERIFY(connectAs(role));
        const bool feed = role == "liaison_feed"_L1;
        QCOMPARE(attempt(u"UPDATE outbox SET notification = 'primary' WHERE false"_s), feed ? denied : QString());
        QCOMPARE(attempt(u"UPDATE outbox SET state = 'sent', notification = 'primary' WHERE false"_s),
                 feed ? denied : QString());
        QCOMPARE(attempt(u"INSERT INTO outbox (subject, notification) VALUES ('x', 'primary')"_s) == denied, feed);
        QVERIFY(attempt(u"INSERT INTO outbox (subject) VALUES ('x')"_s) != denied);
        QCOMPARE(attempt(u"UPDATE outbox SET state = 'sent', attempts = 1 WHERE false"_s), QString());
    }
}

void TestStoreRoles::onlyWhatIsNamedIsWithheld_data()
{
    QTest::addColumn<QString>("table");
    QTest::addColumn<QString>("action");
    QTest::addColumn<QString>("role");
    QTest::addColumn<QString>("withheld");
    QTest::newRow("mailbox") << u"mailbox"_s << u"SELECT"_s << u"liaison_viewer"_s << u"inbound outbound"_s;
    QTest::newRow("audit") << u"audit"_s << u"SELECT"_s << u"liaison_viewer"_s << u"detail"_s;
    QTest::newRow("new mail") << u"outbox"_s << u"INSERT"_s << u"liaison_feed"_s << u"notification"_s;
    QTest::newRow("delivery") << u"outbox"_s << u"UPDATE"_s << u"liaison_feed"_s << u"notification"_s;
}

/// A migration that adds a column to these tables has to call grant_liaison_roles().
void TestStoreRoles::onlyWhatIsNamedIsWithheld()
{
    QFETCH(const QString, table);
    QFETCH(const QString, action);
    QFETCH(const QString, role);
    QFETCH(const QString, withheld);
    QVERIFY(connect(u"liaison"_s, m_fixture.options().password));
    QSqlQuery query(m_database);
    QVERIFY(query.exec(QStringLiteral("SELECT string_agg(attname, ' ' ORDER BY attname) FROM pg_catalog.pg_attribute "
                                      "WHERE attrelid = '%1'::regclass AND attnum > 0 AND NOT attisdropped "
                                      "AND NOT has_column_privilege('%2', attrelid, attnum, '%3')")
                           .arg(table, role, action))
            && query.next());
    QCOMPARE(query.value(0).toString(), withheld);
}

/// Permissions are rights on tables: the database's administrator may give one to somebody who has no role for it.
void TestStoreRoles::templatesCanBeGivenAlone()
{
    const auto asOwner = [this](const QString &sql) {
        return connect(u"liaison"_s, m_fixture.options().password) && QSqlQuery(m_database).exec(sql);
    };
    QVERIFY(PostgresServer::shared()->addMember(u"ann_writer"_s, secret, u"liaison_viewer"_s));
    QVERIFY(asOwner(u"GRANT INSERT, UPDATE ON mail_template, mail_template_text TO ann_writer"_s));
    store::OpenOptions options = m_fixture.options();
    options.location.replace(u"//liaison@"_s, u"//ann_writer@"_s);
    options.password = secret;
    store::Store writer(options, &m_fixture.clock);
    value(await(writer.open()));
    QCOMPARE(permissionsIn(writer), Permissions(domain::Permission::UpdateTemplates));
}

void TestStoreRoles::accountsAreTold()
{
    auto *server = PostgresServer::shared();
    // A role of the organisation's own between an account and ours.
    QVERIFY(server->addMember(u"security_team"_s, secret, u"liaison_analyst"_s));
    QVERIFY(server->addMember(u"cid"_s, secret, u"security_team"_s));
    const auto store = openAs(u"liaison_administrator"_s);
    QVERIFY(store);
    const auto all = accountsIn(*store);
    const auto named = [&all](const QString &name) {
        const auto found
            = std::find_if(all.cbegin(), all.cend(), [&name](const Account &each) { return each.name == name; });
        return found == all.cend() ? Account() : *found;
    };
    const QString administrator = userOf(u"liaison_administrator"_s);
    QCOMPARE(named(administrator), (Account{administrator, true, false, false, {{Role::Administrator, true}}}));
    QCOMPARE(named(u"cid"_s), (Account{u"cid"_s, false, false, false, {{Role::Analyst, false}}}));
    QCOMPARE(named(u"security_team"_s).roles, (QList<Account::Held>{{Role::Analyst, true}}));
    QVERIFY(named(u"liaison"_s).ownsStore);
    QCOMPARE(std::count_if(all.cbegin(), all.cend(), [](const Account &each) { return each.isSelf; }), 1);
    QVERIFY(named(u"liaison_viewer"_s).name.isEmpty()); // the roles are no accounts
}

void TestStoreRoles::administratorsGiveRoles()
{
    auto *server = PostgresServer::shared();
    const QString odd = u"Dr. O'Neil \"Bo\""_s;
    QVERIFY(server->addMember(u"\"Dr. O'Neil \"\"Bo\"\"\""_s, secret, u"liaison_viewer"_s));
    const auto store = openAs(u"liaison_administrator"_s);
    QVERIFY(store);
    const auto set = [&store](const QString &account, Role role, bool given) {
        return write(*store, [=](Session &session) { return store::RoleMembers(session).set(account, role, given); });
    };
    const auto kindOf = [&set](const QString &account, Role role, bool given) {
        const auto done = set(account, role, given);
        return done ? QString() : errorKindName(done.error().kind);
    };
    const auto rolesOf = [&](const QString &name) {
        QList<Role> roles;
        const auto all = accountsIn(*store);
        for (const Account &each : all)
            for (const Account::Held &held : each.roles)
                if (each.name == name)
                    roles << held.role;
        return roles;
    };
    QCOMPARE(rolesOf(odd), QList<Role>{Role::Viewer});
    value(set(odd, Role::Analyst, true));
    QCOMPARE(rolesOf(odd), (QList<Role>{Role::Viewer, Role::Analyst}));
    QCOMPARE(kindOf(odd, Role::Analyst, true), errorKindName(ErrorKind::AlreadyExists));
    value(set(odd, Role::Analyst, false));
    value(set(odd, Role::Viewer, false));
    QCOMPARE(rolesOf(odd), QList<Role>());
    QCOMPARE(kindOf(odd, Role::Viewer, false), errorKindName(ErrorKind::NotFound));
    QCOMPARE(kindOf(u"nobody at all"_s, Role::Viewer, true), errorKindName(ErrorKind::NotFound));
    QCOMPARE(kindOf(QString(70, u'a'), Role::Viewer, true), errorKindName(ErrorKind::NotFound));
    QCOMPARE(kindOf(u"liaison_viewer"_s, Role::Analyst, true), errorKindName(ErrorKind::InvalidInput));
    // One's own role is the server's administrator's to give.
    QCOMPARE(kindOf(odd, Role::Administrator, true), errorKindName(ErrorKind::PermissionDenied));
    QCOMPARE(rolesOf(odd), QList<Role>());
}

void TestStoreRoles::nobodyElseGivesRoles()
{
    for (const Role role : {Role::Viewer, Role::Analyst, Role::Feed}) {
        const auto store = openAs(domain::databaseName(role));
        QVERIFY(store);
        const auto refused = write(
            *store, [](Session &session) { return store::RoleMembers(session).set(u"liaison"_s, Role::Viewer, true); });
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::PermissionDenied);
        QVERIFY(connectAs(domain::databaseName(role)));
        QCOMPARE(attempt("GRANT liaison_administrator TO %1"_L1.arg(userOf(domain::databaseName(role)))), denied);
    }
}

#endif // LIAISON_CONTRACT_POSTGRESQL

LIAISON_TEST(TestStoreRoles)
#include "tst_store_roles.moc"
