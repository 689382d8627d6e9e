#include "core/store/audit_log.h"
#include "core/store/mailboxes.h"
#include "core/store/pending_secrets.h"
#include "tests/contract/store_fixture.h"
#include "tests/support/test_registry.h"

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;
using store::PendingSecret;
using store::PendingSecrets;
using store::SecretWriter;
using store::Session;

/// Notes of what is in a keychain for a mailbox that is not saved.
class TestStorePendingSecrets : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void aNoteComesBackWhole();
    void aLaterWriterTakesItOver();
    void whatASavedMailboxNeedsGetsNone();

private:
    void note(const QStringList &keys, const SecretWriter &writer)
    {
        value(write(*m_store, [=](Session &session) { return PendingSecrets(session).note(keys, writer); }));
    }
    QList<PendingSecret> notes()
    {
        return value(read(*m_store, [](Session &session) { return PendingSecrets(session).list(); }));
    }

    StoreFixture m_fixture;
    std::unique_ptr<store::Store> m_store;
    const SecretWriter m_writer{u"desk \"7\""_s, 1'000, u"pid:[4026531836]"_s, 4'711, u"88123456"_s};
};

void TestStorePendingSecrets::initTestCase()
{
    LIAISON_CREATE_STORE(m_fixture)
    m_store = m_fixture.open();
}

void TestStorePendingSecrets::cleanup()
{
    if (!m_store)
        return;
    QStringList keys;
    const auto left = notes();
    for (const PendingSecret &each : left)
        keys << each.key;
    value(write(*m_store, [keys](Session &session) { return PendingSecrets(session).drop(keys); }));
}

void TestStorePendingSecrets::aNoteComesBackWhole()
{
    const UtcMs before = value(read(*m_store, [](Session &s) -> Result<UtcMs> { return s.answer(s.databaseNow()); }));
    note({u"mailbox/a/inbound/1"_s, u"mailbox/b/inbound/2"_s}, m_writer);
    QCOMPARE(notes().size(), 2);
    QCOMPARE(notes().first().key, u"mailbox/a/inbound/1"_s);
    QVERIFY(notes().first().writer == m_writer);
    QVERIFY(notes().first().since >= before);
    value(write(*m_store, [](Session &session) {
        return PendingSecrets(session).drop({u"mailbox/a/inbound/1"_s, u"mailbox/never/noted"_s});
    }));
    QCOMPARE(notes().size(), 1);
    QCOMPARE(notes().first().key, u"mailbox/b/inbound/2"_s);
    // No other setting is taken for one.
    value(write(*m_store,
                [](Session &session) { return store::Settings(session).setValue(u"pending-secretive"_s, u"{}"_s); }));
    QCOMPARE(notes().size(), 1);
}

void TestStorePendingSecrets::aLaterWriterTakesItOver()
{
    note({u"mailbox/a/inbound/1"_s}, m_writer);
    SecretWriter later = m_writer;
    later.pid = 4'712;
    note({u"mailbox/a/inbound/1"_s}, later);
    QCOMPARE(notes().size(), 1);
    QVERIFY(notes().first().writer == later);
}

void TestStorePendingSecrets::whatASavedMailboxNeedsGetsNone()
{
    const TestMailbox made = makeMailbox(*m_store, u"soc@corp.example"_s);
    const auto mailbox
        = value(read(*m_store, [id = made.id](Session &session) { return store::Mailboxes(session).find(id); }));
    const QString key = domain::neededSecret(mailbox, domain::SecretUse::Inbound).value_or(QString());
    QVERIFY(!key.isEmpty());
    note({key, u"mailbox/other"_s}, m_writer);
    QCOMPARE(notes().size(), 1);
    QCOMPARE(notes().first().key, u"mailbox/other"_s);
    const auto needed = [this](const QString &of) {
        return value(read(*m_store, [of](Session &session) { return PendingSecrets(session).isNeeded(of); }));
    };
    QVERIFY(needed(key));
    QVERIFY(!needed(u"mailbox/other"_s));
}

LIAISON_TEST(TestStorePendingSecrets)
#include "tst_store_pending_secrets.moc"
