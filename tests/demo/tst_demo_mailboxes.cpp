#include "app/demo/demo.h"
#include "app/demo/hands.h"
#include "app/demo/imap_wire.h"
#include "core/desk/compose_desk.h"
#include "core/desk/mailbox_desk.h"
#include "core/secrets/memory_vault.h"
#include "core/store/feed_states.h"
#include "core/store/mailboxes.h"
#include "core/store/outbox.h"
#include "core/store/store.h"
#include "tests/support/await.h"
#include "tests/support/test_registry.h"
#include "ui/shell/main_window.h"

#include <QListWidget>
#include <QSignalSpy>
#include <QTest>

namespace liaison::test {

/// `liaison --demo` as it comes: a mailbox on Exchange, one on Microsoft Graph and one on IMAP at once.
class TestDemoMailboxes : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void thereIsOneOfEachKind();
    void everyFeedRuns();
    void mailOfEachIsInItsIncidents_data() { eachKind(); }
    void mailOfEachIsInItsIncidents();
    void aReplyThroughEachIsAnswered_data() { eachKind(); }
    void aReplyThroughEachIsAnswered();
    void theAddressOfOneCannotBeUsedByAnother();

private:
    static void eachKind();
    desk::Context context();
    /// Runs `work` in the demo's store.
    template <class F> auto inStore(F work) { return await(m_root->store()->read(std::move(work))); }
    QList<domain::Mailbox> mailboxes();
    std::optional<domain::Mailbox> mailboxOf(demo::Way way);
    std::optional<store::MailRow> stored(const QString &messageId);
    /// The mailboxes that hold a copy of the mail.
    QList<MailboxId> holders(MessageId id);
    QString answerTo(const QString &messageId, const QString &address);

    SystemClock m_clock;
    secrets::MemoryVault m_vault;
    std::unique_ptr<demo::Demo> m_demo;
    std::unique_ptr<app::CompositionRoot> m_root;
};

void TestDemoMailboxes::initTestCase()
{
    demo::Demo::Options options;
    options.answerMs = 200;
    m_demo = std::make_unique<demo::Demo>(options);
    m_root = std::make_unique<app::CompositionRoot>(m_demo->applied({}), m_demo->guest());
    m_demo->attach(m_root.get(), {});
    QSignalSpy settled(m_demo.get(), &demo::Demo::settled);
    m_demo->prepare();
    QTRY_COMPARE_WITH_TIMEOUT(settled.size(), 1, 120'000);
}

void TestDemoMailboxes::cleanupTestCase()
{
    m_root.reset();
    m_demo.reset();
}

void TestDemoMailboxes::eachKind()
{
    QTest::addColumn<demo::Way>("way");
    QTest::addColumn<QString>("mail"); // of the world, to be answered
    QTest::newRow("Exchange") << demo::Way::Exchange << QStringLiteral("phishing-hr-3");
    QTest::newRow("Microsoft Graph") << demo::Way::Graph << QStringLiteral("malware-osaka");
    QTest::newRow("IMAP and SMTP") << demo::Way::Imap << QStringLiteral("vpn-gulf-1");
}

desk::Context TestDemoMailboxes::context()
{
    return {m_root->store(), nullptr, &m_vault, &m_clock, {QStringLiteral("t"), QStringLiteral("t"), {}}};
}

QList<domain::Mailbox> TestDemoMailboxes::mailboxes()
{
    return inStore([](store::Session &session) { return store::Mailboxes(session).list(); })
        .value_or(QList<domain::Mailbox>());
}

std::optional<domain::Mailbox> TestDemoMailboxes::mailboxOf(demo::Way way)
{
    for (const demo::DemoAccount &account : m_demo->accounts())
        for (const domain::Mailbox &mailbox : mailboxes())
            if (account.way == way && mailbox.address == account.mailbox.address)
                return mailbox;
    return std::nullopt;
}

std::optional<store::MailRow> TestDemoMailboxes::stored(const QString &messageId)
{
    using Found = std::optional<store::MailRow>;
    const auto row = inStore([messageId](store::Session &session) -> Result<Found> {
        store::Messages messages(session);
        const auto id = messages.findByMessageId(messageId);
        if (!id || !*id)
            return id ? Result<Found>(std::nullopt) : Result<Found>(fail(id.error()));
        return messages.row(**id, {}).map([](const store::MailRow &found) { return Found(found); });
    });
    return row ? *row : std::nullopt;
}

QList<MailboxId> TestDemoMailboxes::holders(MessageId id)
{
    return inStore([id](store::Session &session) -> Result<QList<MailboxId>> {
               QList<MailboxId> found;
               const auto copies = store::Messages(session).copies(id);
               if (!copies)
                   return fail(copies.error());
               for (const store::Messages::Copy &copy : *copies) {
                   const auto folder = store::Folders(session).find(copy.folder);
                   if (!folder)
                       return fail(folder.error());
                   found << folder->mailbox;
               }
               return found;
           })
        .value_or(QList<MailboxId>());
}

void TestDemoMailboxes::thereIsOneOfEachKind()
{
    const QList<domain::Mailbox> all = mailboxes();
    QCOMPARE(all.size(), 3);
    QList<domain::Protocol> protocols;
    QSet<QString> addresses;
    for (const domain::Mailbox &mailbox : all) {
        protocols << mailbox.inbound.protocol << mailbox.outbound.protocol;
        addresses << domain::normalisedAddress(mailbox.address);
    }
    const QList<domain::Protocol> wanted{domain::Protocol::Ews,   domain::Protocol::Ews,  domain::Protocol::Graph,
                                         domain::Protocol::Graph, domain::Protocol::Imap, domain::Protocol::Smtp};
    QCOMPARE(protocols, wanted);
    QCOMPARE(addresses.size(), 3);
}

void TestDemoMailboxes::everyFeedRuns()
{
    for (const domain::Mailbox &mailbox : mailboxes()) {
        const auto state = [this, id = mailbox.id] {
            const auto row = inStore([id](store::Session &session) { return store::FeedStates(session).find(id); });
            return row && *row ? (*row)->state : domain::FeedState::Stopped;
        };
        QTRY_COMPARE_WITH_TIMEOUT(int(state()), int(domain::FeedState::Running), 60'000);
    }
    // The page of mailboxes shows them all, whichever page is open now.
    const auto *list = [this]() -> QListWidget * {
        const auto lists = m_root->window()->findChildren<QListWidget *>();
        const auto found = std::find_if(lists.cbegin(), lists.cend(), [](const QListWidget *one) {
            return demo::spokenName(one) == QStringLiteral("Mailboxes");
        });
        return found == lists.cend() ? nullptr : *found;
    }();
    QVERIFY(list);
    QCOMPARE(list->count(), 3);
    for (const demo::DemoAccount &account : m_demo->accounts())
        QTRY_VERIFY(demo::lineWith(list, account.mailbox.address + QStringLiteral("\nRUNNING")).isValid());
}

/// All of a mailbox's mails are there, held by it alone, and those of incidents are in theirs.
void TestDemoMailboxes::mailOfEachIsInItsIncidents()
{
    QFETCH(const demo::Way, way);
    const auto mailbox = mailboxOf(way);
    QVERIFY(mailbox);
    const QStringList ids = m_demo->story().idsAt.value(mailbox->address);
    QVERIFY(ids.size() >= 10);
    int linked = 0;
    for (const QString &id : ids) {
        QTRY_VERIFY2_WITH_TIMEOUT(stored(id).has_value(), qPrintable(id), 60'000);
        const store::MailRow row = *stored(id);
        QTRY_COMPARE_WITH_TIMEOUT(holders(row.id), QList<MailboxId>{mailbox->id}, 60'000);
        linked += row.incident ? 1 : 0;
    }
    QVERIFY2(linked >= 10, qPrintable(QString::number(linked)));
}

/// The Message-ID of what came to the mailbox as an answer; empty: nothing yet.
QString TestDemoMailboxes::answerTo(const QString &messageId, const QString &address)
{
    const auto bare = [](const QByteArray &id) { return QString::fromUtf8(id.trimmed()).remove(u'<').remove(u'>'); };
    return await(m_demo->server()->ask([=](demo::PostOffice &office) {
               for (const demo::DemoMail &mail : office.mailbox(address)->folder(QStringLiteral("INBOX"))->mails)
                   if (bare(demo::headerOf(mail.raw, "In-Reply-To")) == messageId)
                       return bare(demo::headerOf(mail.raw, "Message-ID"));
               return QString();
           }))
        .value_or(QString());
}

void TestDemoMailboxes::aReplyThroughEachIsAnswered()
{
    QFETCH(const demo::Way, way);
    QFETCH(const QString, mail);
    const auto mailbox = mailboxOf(way);
    QVERIFY(mailbox);
    const auto asked = stored(m_demo->story().idOf.value(mail));
    QVERIFY(asked && asked->incident);
    desk::ComposeDesk desk(context());
    auto draft = await(desk.reply(asked->id, false));
    QVERIFY2(draft, why(draft));
    QCOMPARE(draft->mailbox, mailbox->id); // it goes out where it came in
    draft->text.prepend(QStringLiteral("Please send us the list of who signed in today."));
    const auto sent = await(desk.send(*draft, 0));
    QVERIFY2(sent, why(sent));
    const auto state = [this, id = sent->id] {
        const auto now = inStore([id](store::Session &session) { return store::Outbox(session).find(id); });
        return now ? now->state : domain::OutboxState::Queued;
    };
    QTRY_COMPARE_WITH_TIMEOUT(int(state()), int(domain::OutboxState::Sent), 60'000);
    const auto sender = await(m_demo->server()->ask([](demo::PostOffice &office) {
        return office.handedIn().isEmpty() ? QString() : office.handedIn().last().sender;
    }));
    QVERIFY(sender);
    QCOMPARE(*sender, mailbox->address);

    QTRY_VERIFY_WITH_TIMEOUT(!answerTo(sent->messageIdHeader, mailbox->address).isEmpty(), 60'000);
    const QString answerId = answerTo(sent->messageIdHeader, mailbox->address);
    QTRY_VERIFY_WITH_TIMEOUT(stored(answerId).has_value(), 120'000);
    const store::MailRow answer = *stored(answerId);
    QVERIFY(answer.incident == asked->incident);
    QVERIFY(answer.thread == asked->thread);
    QCOMPARE(answer.from.address, asked->from.address);
    QCOMPARE(holders(answer.id), QList<MailboxId>{mailbox->id});
}

void TestDemoMailboxes::theAddressOfOneCannotBeUsedByAnother()
{
    const QList<domain::Mailbox> before = mailboxes();
    for (const domain::Mailbox &one : before) {
        for (const domain::Mailbox &other : before) {
            domain::Mailbox changed = one;
            changed.address = other.address.toUpper();
            if (one.id == other.id) { // a fourth one
                changed.id = {};
                changed.uuid = QUuid::createUuid();
            }
            const auto saved = await(desk::MailboxDesk(context()).save({changed, std::nullopt, std::nullopt}));
            QVERIFY(!saved);
            QCOMPARE(int(saved.error().kind), int(ErrorKind::AlreadyExists));
        }
    }
    const QList<domain::Mailbox> after = mailboxes();
    QCOMPARE(after.size(), before.size());
    for (qsizetype i = 0; i < before.size(); ++i)
        QCOMPARE(after.at(i).address, before.at(i).address);
}

} // namespace liaison::test

using liaison::test::TestDemoMailboxes;
LIAISON_TEST(TestDemoMailboxes)
#include "tst_demo_mailboxes.moc"
