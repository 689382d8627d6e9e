#include "core/desk/mailbox_desk.h"
#include "core/desk/mailbox_secrets.h"
#include "core/store/mailboxes.h"
#include "tests/support/test_registry.h"
#include "tests/unit/desk/desk_world.h"

#include <QDir>
#include <QJsonDocument>

using namespace liaison;
using namespace liaison::test;
using desk::MailboxDesk;
using domain::Mailbox;
using domain::SecretUse;
using domain::SignIn;

namespace {

const QByteArray canary = "c4n4ry-hunter2";

MailboxDesk::SaveRequest requestFor(const QString &address, const QByteArray &inbound)
{
    MailboxDesk::SaveRequest request;
    request.mailbox.address = address;
    request.mailbox.inbound.host = u"imap.corp.example"_qs;
    request.mailbox.outbound.host = u"smtp.corp.example"_qs;
    request.inboundSecret = Secret(inbound);
    return request;
}

} // namespace

class TestMailboxDesk : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void savingPutsTheSecretIntoTheVaultOnly();
    void aSecretDoesNotFollowToAnotherServer();
    void invalidFieldsTouchNothing();
    void aNewMailboxTheStoreRefusesLeavesNoSecret();
    void aReplacedSecretIsPutBackWhenTheStoreRefuses();
    void aReplacedSecretIsPutBackWhenTheNextOneFails();
    void theKeychainsErrorsPassThrough_data();
    void theKeychainsErrorsPassThrough();
    void withoutANewSecretTheOldOneStays();
    void aSecretNobodyUsesIsDropped();
    void aSecretStaysWhereNobodyNewIsShownIt();
    void startAndStopSurviveASaveOfAnOldForm();
    void anOldFormUndoesNobodysChange();
    void theToggleKeepsTheAccount();
    void foldersAreSelectedAllOrNone();
    void hasSecretTellsMissingFromBroken();

private:
    std::optional<QByteArray> secret(const Mailbox &mailbox, SecretUse use);
    Mailbox stored(MailboxId id);
    Mailbox save(const QString &address, const QByteArray &password);
    QStringList actions();

    std::unique_ptr<DeskWorld> world;
    std::unique_ptr<MailboxDesk> desk;
};

void TestMailboxDesk::init()
{
    world = std::make_unique<DeskWorld>();
    QVERIFY(world->ready);
    desk = std::make_unique<MailboxDesk>(world->context());
}

std::optional<QByteArray> TestMailboxDesk::secret(const Mailbox &mailbox, SecretUse use)
{
    const auto found = world->wait(world->vault.read(domain::vaultKey(mailbox, use)));
    return found && *found ? std::optional((*found)->reveal()) : std::nullopt;
}

Mailbox TestMailboxDesk::stored(MailboxId id)
{
    const auto found = world->inStore([id](store::Session &session) { return store::Mailboxes(session).find(id); });
    return found ? *found : Mailbox{};
}

Mailbox TestMailboxDesk::save(const QString &address, const QByteArray &password)
{
    const auto saved = world->wait(desk->save(requestFor(address, password)));
    return saved ? *saved : Mailbox{};
}

QStringList TestMailboxDesk::actions()
{
    QStringList found;
    for (const domain::AuditEntry &entry : world->audit())
        found.prepend(entry.action);
    return found;
}

void TestMailboxDesk::savingPutsTheSecretIntoTheVaultOnly()
{
    const Mailbox mailbox = save(u"soc@corp.example"_qs, canary);
    QVERIFY(!mailbox.id.isNull());
    QVERIFY(!mailbox.uuid.isNull());
    QCOMPARE(secret(mailbox, SecretUse::Inbound), canary);
    QCOMPARE(stored(mailbox.id).uuid, mailbox.uuid);
    const QList<domain::AuditEntry> audit = world->audit();
    QCOMPARE(audit.size(), 1);
    QCOMPARE(audit.first().action, u"mailbox.create"_qs);
    QCOMPARE(audit.first().object, u"soc@corp.example"_qs);
    QCOMPARE(audit.first().actor.person, u"Ada"_qs);
    QVERIFY(!QJsonDocument(audit.first().detail).toJson().contains(canary));
    int files = 0;
    const QDir folder(world->folder.path());
    for (const QString &name : folder.entryList(QDir::Files)) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(!file.readAll().contains(canary), qPrintable(name));
        ++files;
    }
    QVERIFY(files > 0);
}

void TestMailboxDesk::aSecretDoesNotFollowToAnotherServer()
{
    const Mailbox mailbox = save(u"soc@corp.example"_qs, canary);
    MailboxDesk::SaveRequest request;
    request.mailbox = mailbox;
    request.mailbox.inbound.host = u"mail.evil.example"_qs;
    const auto saved = world->wait(desk->save(request));
    QVERIFY(saved);
    QVERIFY(!secret(*saved, SecretUse::Inbound));
    QVERIFY(!secret(mailbox, SecretUse::Inbound)); // nor is it kept for nobody
    const auto asked = world->wait(desk::mailboxSecrets(&world->vault, *saved));
    QVERIFY(!asked);
    QCOMPARE(asked.error().kind, ErrorKind::CredentialsMissing);
    request.inboundSecret = Secret::fromText(u"another"_qs);
    QVERIFY(world->wait(desk->save(request)));
    QCOMPARE(secret(*saved, SecretUse::Inbound), QByteArray("another"));
}

void TestMailboxDesk::invalidFieldsTouchNothing()
{
    auto request = requestFor(u"soc@corp.example"_qs, canary);
    request.mailbox.uuid = newUuid(1);
    request.mailbox.inbound.security = domain::Security::None;
    const auto saved = world->wait(desk->save(request));
    QVERIFY(!saved);
    QCOMPARE(saved.error().kind, ErrorKind::InvalidInput);
    QVERIFY(!secret(request.mailbox, SecretUse::Inbound));
    QVERIFY(world->audit().isEmpty());
}

void TestMailboxDesk::aNewMailboxTheStoreRefusesLeavesNoSecret()
{
    QVERIFY(save(u"soc@corp.example"_qs, "one").id);
    auto request = requestFor(u"SOC@Corp.example"_qs, canary);
    request.mailbox.uuid = newUuid(1);
    const auto saved = world->wait(desk->save(request));
    QVERIFY(!saved);
    QCOMPARE(saved.error().kind, ErrorKind::AlreadyExists);
    QVERIFY(!secret(request.mailbox, SecretUse::Inbound));
    QCOMPARE(actions(), QStringList{u"mailbox.create"_qs});
}

void TestMailboxDesk::aReplacedSecretIsPutBackWhenTheStoreRefuses()
{
    const Mailbox first = save(u"soc@corp.example"_qs, "one");
    const Mailbox second = save(u"ir@corp.example"_qs, "two");
    MailboxDesk::SaveRequest request{second, Secret("new"), Secret("new-out")};
    request.mailbox.address = first.address;
    request.mailbox.outbound.signIn = SignIn::Password;
    const auto saved = world->wait(desk->save(request));
    QVERIFY(!saved);
    QCOMPARE(saved.error().kind, ErrorKind::AlreadyExists);
    QCOMPARE(secret(second, SecretUse::Inbound), QByteArray("two"));
    QVERIFY(!secret(second, SecretUse::Outbound));
    QCOMPARE(stored(second.id).address, second.address);
    QCOMPARE(actions().size(), 2);
}

void TestMailboxDesk::aReplacedSecretIsPutBackWhenTheNextOneFails()
{
    const Mailbox mailbox = save(u"soc@corp.example"_qs, "one");
    MailboxDesk::SaveRequest request{mailbox, Secret("new"), Secret("new-out")};
    request.mailbox.displayName = u"Changed"_qs;
    request.mailbox.outbound.signIn = SignIn::Password;
    world->vault.failWritesTo = domain::vaultKey(request.mailbox, SecretUse::Outbound);
    const auto saved = world->wait(desk->save(request));
    QVERIFY(!saved);
    QCOMPARE(saved.error().kind, ErrorKind::KeychainLocked);
    QCOMPARE(secret(mailbox, SecretUse::Inbound), QByteArray("one"));
    QVERIFY(!secret(mailbox, SecretUse::Outbound));
    QCOMPARE(stored(mailbox.id).displayName, QString());
    QCOMPARE(actions().size(), 1);
}

void TestMailboxDesk::theKeychainsErrorsPassThrough_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("none") << static_cast<int>(ErrorKind::KeychainUnavailable);
    QTest::newRow("locked") << static_cast<int>(ErrorKind::KeychainLocked);
    QTest::newRow("denied") << static_cast<int>(ErrorKind::KeychainDenied);
}

void TestMailboxDesk::theKeychainsErrorsPassThrough()
{
    QFETCH(int, kind);
    world->vault.failReads = static_cast<ErrorKind>(kind);
    const auto saved = world->wait(desk->save(requestFor(u"soc@corp.example"_qs, canary)));
    QVERIFY(!saved);
    QCOMPARE(static_cast<int>(saved.error().kind), kind);
    const auto asked = world->wait(desk->hasSecret(Mailbox{}, SecretUse::Inbound));
    QVERIFY(!asked);
    QCOMPARE(static_cast<int>(asked.error().kind), kind);
    QVERIFY(world->audit().isEmpty());
}

void TestMailboxDesk::withoutANewSecretTheOldOneStays()
{
    Mailbox mailbox = save(u"soc@corp.example"_qs, "one");
    mailbox.displayName = u"SOC"_qs;
    const auto saved = world->wait(desk->save({mailbox, std::nullopt, std::nullopt}));
    QVERIFY(saved.has_value());
    QCOMPARE(secret(mailbox, SecretUse::Inbound), QByteArray("one"));
    QCOMPARE(stored(mailbox.id).displayName, u"SOC"_qs);
    const QStringList expected{u"mailbox.create"_qs, u"mailbox.update"_qs};
    QCOMPARE(actions(), expected);
}

void TestMailboxDesk::aSecretNobodyUsesIsDropped()
{
    auto request = requestFor(u"soc@corp.example"_qs, "one");
    request.mailbox.outbound.signIn = SignIn::Password;
    request.outboundSecret = Secret("two");
    auto saved = world->wait(desk->save(request));
    QVERIFY(saved.has_value());
    QCOMPARE(secret(*saved, SecretUse::Outbound), QByteArray("two"));
    Mailbox changed = *saved;
    changed.outbound.signIn = SignIn::None;
    saved = world->wait(desk->save({changed, std::nullopt, Secret("three")}));
    QVERIFY(saved.has_value());
    QVERIFY(!secret(*saved, SecretUse::Outbound));
    QCOMPARE(secret(*saved, SecretUse::Inbound), QByteArray("one"));
}

void TestMailboxDesk::aSecretStaysWhereNobodyNewIsShownIt()
{
    Mailbox mailbox = save(u"soc@corp.example"_qs, "one");
    QVERIFY(mailbox.outbound.signIn == SignIn::AsInbound);
    const QString shared = domain::vaultKey(mailbox, SecretUse::Inbound);
    mailbox.outbound.signIn = SignIn::None; // one server less
    auto saved = world->wait(desk->save({mailbox, std::nullopt, std::nullopt}));
    QVERIFY(saved.has_value());
    QCOMPARE(secret(*saved, SecretUse::Inbound), QByteArray("one"));
    QVERIFY(!world->wait(world->vault.read(shared))->has_value());
    mailbox = *saved;
    mailbox.outbound.signIn = SignIn::AsInbound; // one more: only a person who knows the secret may say so
    saved = world->wait(desk->save({mailbox, std::nullopt, std::nullopt}));
    QVERIFY(saved.has_value());
    QVERIFY(!secret(*saved, SecretUse::Inbound));
}

void TestMailboxDesk::startAndStopSurviveASaveOfAnOldForm()
{
    const Mailbox form = save(u"soc@corp.example"_qs, "one");
    QVERIFY(world->wait(desk->start(form.id)).has_value());
    QVERIFY(stored(form.id).feedWanted);
    QVERIFY(world->wait(desk->save({form, std::nullopt, std::nullopt})).has_value());
    QVERIFY(stored(form.id).feedWanted);
    QVERIFY(world->wait(desk->stop(form.id)).has_value());
    QVERIFY(!stored(form.id).feedWanted);
    const QStringList expected{u"mailbox.create"_qs, u"mailbox.start"_qs, u"mailbox.update"_qs, u"mailbox.stop"_qs};
    QCOMPARE(actions(), expected);
    const auto missing = world->wait(desk->start(MailboxId{4711}));
    QVERIFY(!missing);
    QCOMPARE(missing.error().kind, ErrorKind::NotFound);
    QCOMPARE(actions().size(), 4);
}

void TestMailboxDesk::anOldFormUndoesNobodysChange()
{
    const Mailbox form = save(u"soc@corp.example"_qs, "one");
    Mailbox theirs = form;
    theirs.inbound.host = u"imap2.corp.example"_qs;
    QVERIFY(world->wait(desk->save({theirs, Secret("two"), std::nullopt, std::nullopt, form})).has_value());
    Mailbox mine = form;
    mine.displayName = u"SOC"_qs;
    const auto refused = world->wait(desk->save({mine, Secret("three"), std::nullopt, std::nullopt, form}));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Conflict);
    QCOMPARE(stored(form.id).inbound.host, u"imap2.corp.example"_qs);
    QCOMPARE(stored(form.id).displayName, QString());
    QCOMPARE(secret(stored(form.id), SecretUse::Inbound), QByteArray("two"));
    QVERIFY(!secret(form, SecretUse::Inbound)); // nor was one put away for the old host
    mine = stored(form.id);
    mine.displayName = u"SOC"_qs;
    QVERIFY(world->wait(desk->save({mine, std::nullopt, std::nullopt, std::nullopt, stored(form.id)})).has_value());

    // What leaves the fields as they were is in nobody's way, and the toggle stays where somebody put it.
    const Mailbox seen = stored(form.id);
    QVERIFY(world->wait(desk->tryAgain(form.id)).has_value());
    QVERIFY(world->wait(desk->setEnabled(form.id, false)).has_value());
    QVERIFY(stored(form.id).updatedAt > seen.updatedAt);
    mine = seen;
    mine.pollSeconds = 90;
    QVERIFY(mine.enabled);
    QVERIFY(world->wait(desk->save({mine, std::nullopt, std::nullopt, std::nullopt, seen})).has_value());
    QVERIFY(!stored(form.id).enabled);
    QCOMPARE(stored(form.id).pollSeconds, 90);
}

void TestMailboxDesk::theToggleKeepsTheAccount()
{
    const Mailbox mailbox = save(u"soc@corp.example"_qs, "one");
    QVERIFY(world->wait(desk->setEnabled(mailbox.id, false)).has_value());
    QVERIFY(!stored(mailbox.id).enabled);
    QCOMPARE(stored(mailbox.id).address, mailbox.address);
    QVERIFY(world->wait(desk->setEnabled(mailbox.id, true)).has_value());
    QVERIFY(stored(mailbox.id).enabled);
    const QStringList expected{u"mailbox.create"_qs, u"mailbox.disable"_qs, u"mailbox.enable"_qs};
    QCOMPARE(actions(), expected);
}

void TestMailboxDesk::foldersAreSelectedAllOrNone()
{
    const Mailbox mailbox = save(u"soc@corp.example"_qs, "one");
    const auto folders = world->inStore([id = mailbox.id](store::Session &session) {
        return store::Folders(session).refresh(
            id,
            {{u"INBOX"_qs, u"INBOX"_qs, u"/"_qs, domain::FolderRole::Inbox, true, -1, -1},
             {u"BU"_qs, u"BU"_qs, u"/"_qs, domain::FolderRole::None, true, -1, -1}});
    });
    QVERIFY(folders.has_value());
    const auto selection = [this, id = mailbox.id] {
        const auto list = world->inStore([id](store::Session &session) { return store::Folders(session).list(id); });
        QStringList paths;
        for (const domain::Folder &folder : *list) {
            if (folder.selected)
                paths.append(folder.remote.path);
        }
        return paths;
    };
    QCOMPARE(selection(), QStringList{u"INBOX"_qs});
    FolderId unit;
    for (const domain::Folder &folder : *folders) {
        if (folder.remote.path == u"BU"_qs)
            unit = folder.id;
    }
    const auto wrong = world->wait(desk->selectFolders(mailbox.id, {unit, FolderId{4711}}));
    QVERIFY(!wrong);
    QCOMPARE(wrong.error().kind, ErrorKind::InvalidInput);
    QCOMPARE(selection(), QStringList{u"INBOX"_qs});
    QVERIFY(world->wait(desk->selectFolders(mailbox.id, {unit})).has_value());
    QCOMPARE(selection(), QStringList{u"BU"_qs});
    QCOMPARE(world->audit().first().action, u"mailbox.folders"_qs);
}

void TestMailboxDesk::hasSecretTellsMissingFromBroken()
{
    Mailbox mailbox = save(u"soc@corp.example"_qs, "one");
    QCOMPARE(*world->wait(desk->hasSecret(mailbox, SecretUse::Inbound)), true);
    QCOMPARE(*world->wait(desk->hasSecret(mailbox, SecretUse::Outbound)), true); // as inbound
    mailbox.outbound.signIn = SignIn::Password;
    QCOMPARE(*world->wait(desk->hasSecret(mailbox, SecretUse::Outbound)), false);
    mailbox.outbound.signIn = SignIn::None;
    QCOMPARE(*world->wait(desk->hasSecret(mailbox, SecretUse::Outbound)), true); // a relay needs none
}

LIAISON_TEST(TestMailboxDesk)
#include "tst_mailbox_desk.moc"
