#include "core/store/facts_json.h"
#include "core/store/mailboxes.h"
#include "core/store/outbox.h"
#include "tests/contract/store_fixture.h"
#include "tests/support/test_registry.h"

#include <QRandomGenerator>

using namespace liaison;
using namespace liaison::test;
using store::Messages;
using store::Session;

class TestStoreMessages : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aMailComesBackAsItWasStored();
    void aKnownRemoteIdIsReturnedAsItIs();
    void theSameMailInTwoFoldersIsOneMailWithTwoCopies();
    void aMessageIdWithOtherContentIsAnotherMailAndBothAreFlagged();
    void aSentCopyThatTheServerChangedIsOurMail();
    void fortyMegabytesComeBackInBoundedChunks();
    void aBodyBeyondEveryIndexLimitIsStored();
    void nulInEveryTextFieldIsTakenOut();
    void whatNoParserTakesIsKept();
    void mailAndCursorCommitTogetherOrNotAtAll();
    void longMessageIdsFitTheIndex();
    void aPageIsStoredAsItsMailsWouldBeOneByOne();

private:
    StoreFixture m_fixture;
    std::unique_ptr<store::Store> m_store;
    TestMailbox m_mailbox;
};

void TestStoreMessages::initTestCase()
{
    LIAISON_CREATE_STORE(m_fixture)
    m_store = m_fixture.open();
    m_mailbox = makeMailbox(*m_store, QStringLiteral("soc@corp.example"));
    QVERIFY(m_mailbox.inbox.value != 0);
}

void TestStoreMessages::aMailComesBackAsItWasStored()
{
    auto in = mail(QStringLiteral("round@x"), QStringLiteral("Grüße 世界"), QStringLiteral("hello"));
    in.folder = m_mailbox.inbox;
    in.remoteId = QStringLiteral("1");
    in.internalDate = 1'769'000'000'000;
    in.parsed.facts.cc = {{QStringLiteral("Cee"), QStringLiteral("cee@unit.example")}};
    in.parsed.facts.references = {QStringLiteral("a@x"), QStringLiteral("b@x")};
    in.parsed.facts.reports = {{QStringLiteral("r@x"), QStringLiteral("failed"), QStringLiteral("5.1.1"), {}}};
    domain::PartInfo part;
    part.path = QStringLiteral("2");
    part.contentType = QStringLiteral("application/pdf");
    part.fileName = QStringLiteral("report.pdf");
    part.size = 1234;
    part.sha256 = QByteArray(32, '\x01');
    part.isAttachment = true;
    in.parsed.parts = {part};
    const MessageId id = storeMail(*m_store, in);
    QVERIFY(id.value != 0);
    const auto row = value(read(*m_store, [id](Session &s) { return Messages(s).row(id, QStringLiteral("ann")); }));
    QCOMPARE(row.subject, QStringLiteral("Grüße 世界"));
    QCOMPARE(row.from.address, QStringLiteral("bea@unit.example"));
    QCOMPARE(row.to.size(), 1);
    QCOMPARE(row.cc.value(0).name, QStringLiteral("Cee"));
    QCOMPARE(row.arrivedAt, 1'769'000'000'000);
    QCOMPARE(row.attachments, 1);
    QVERIFY(!row.read);
    QVERIFY(!row.incident);
    QVERIFY(!row.uuid.isNull());
    const auto parts = value(read(*m_store, [id](Session &s) { return Messages(s).parts(id); }));
    QCOMPARE(parts.size(), 1);
    QCOMPARE(parts.first().fileName, QStringLiteral("report.pdf"));
    QCOMPARE(parts.first().sha256, QByteArray(32, '\x01'));
    const auto facts = value(read(*m_store, [id](Session &s) { return Messages(s).facts(id); }));
    QCOMPARE(store::factsToJson(facts), store::factsToJson(in.parsed.facts));
    const auto found
        = value(read(*m_store, [](Session &s) { return Messages(s).findByMessageId(QStringLiteral("round@x")); }));
    QCOMPARE(found.value_or(MessageId()), id);
    const auto none = read(*m_store, [](Session &s) { return Messages(s).row(MessageId{99'999}, {}); });
    QVERIFY(!none);
    QCOMPARE(none.error().kind, ErrorKind::NotFound);
}

void TestStoreMessages::aKnownRemoteIdIsReturnedAsItIs()
{
    auto in = mail(QStringLiteral("again@x"), QStringLiteral("again"), QStringLiteral("once"));
    in.folder = m_mailbox.inbox;
    in.remoteId = QStringLiteral("2");
    const auto first = value(write(*m_store, [in](Session &s) { return Messages(s).store(in); }));
    const auto second = value(write(*m_store, [in](Session &s) { return Messages(s).store(in); }));
    QVERIFY(first.isNew);
    QVERIFY(!second.isNew);
    QCOMPARE(second.id, first.id);
    const auto copies = value(read(*m_store, [&](Session &s) { return Messages(s).copies(first.id); }));
    QCOMPARE(copies.size(), 1);
}

void TestStoreMessages::theSameMailInTwoFoldersIsOneMailWithTwoCopies()
{
    const auto other = makeMailbox(*m_store, QStringLiteral("second@corp.example"));
    auto in = mail(QStringLiteral("twice@x"), QStringLiteral("twice"), QStringLiteral("two copies"));
    in.folder = m_mailbox.inbox;
    in.remoteId = QStringLiteral("3");
    in.triageIfUnlinked = store::Triage::Older;
    const auto first = value(write(*m_store, [in](Session &s) { return Messages(s).store(in); }));
    // another trace header: other bytes, equal content
    in.raw = store::packRaw("Received: by elsewhere\r\n\r\ntwo copies");
    in.folder = other.inbox;
    in.triageIfUnlinked = store::Triage::Unmatched;
    const auto second = value(write(*m_store, [in](Session &s) { return Messages(s).store(in); }));
    QVERIFY(!second.isNew);
    QCOMPARE(second.id, first.id);
    QCOMPARE(value(read(*m_store, [&](Session &s) { return Messages(s).copies(first.id); })).size(), 2);
    const auto row = value(read(*m_store, [&](Session &s) { return Messages(s).row(first.id, {}); }));
    QCOMPARE(row.triage, store::Triage::Unmatched); // the copy that asks for attention counts
    const auto raws = value(read(*m_store, [&](Session &s) -> Result<qint64> {
        return s.answer(s.number(QStringLiteral("SELECT count(DISTINCT raw_id) FROM message_copy WHERE message_id = ?"),
                                 {first.id.value}));
    }));
    QCOMPARE(raws, 2);
}

void TestStoreMessages::aMessageIdWithOtherContentIsAnotherMailAndBothAreFlagged()
{
    const auto one = mail(QStringLiteral("forged@x"), QStringLiteral("real"), QStringLiteral("the real one"));
    const auto two = mail(QStringLiteral("forged@x"), QStringLiteral("fake"), QStringLiteral("the other one"));
    const auto first = value(write(*m_store, [one](Session &s) { return Messages(s).store(one); }));
    const auto second = value(write(*m_store, [two](Session &s) { return Messages(s).store(two); }));
    QVERIFY(second.isNew);
    QVERIFY(second.sameIdOtherContent);
    QVERIFY(first.id != second.id);
    const auto rows = value(read(*m_store, [&](Session &s) { return Messages(s).rows({second.id, first.id}, {}); }));
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows.first().id, second.id); // in the order asked for
    QVERIFY(rows.at(0).duplicateId && rows.at(1).duplicateId);
}

void TestStoreMessages::aSentCopyThatTheServerChangedIsOurMail()
{
    auto ours = mail(QStringLiteral("ours@x"), QStringLiteral("written here"), QStringLiteral("ours"));
    ours.direction = store::Direction::Out;
    const MessageId id = storeMail(*m_store, ours);
    domain::OutboxMail out;
    out.mailbox = m_mailbox.id;
    out.messageIdHeader = QStringLiteral("ours@x");
    value(write(*m_store, [&](Session &s) { return store::Outbox(s).enqueue(out, id); }));
    auto changed = mail(QStringLiteral("ours@x"), QStringLiteral("written here"), QStringLiteral("ours, rewritten"));
    changed.direction = store::Direction::Out;
    changed.remoteId = QStringLiteral("7");
    changed.folder = m_mailbox.sent;
    QCOMPARE(storeMail(*m_store, changed), id);
    // Anybody can put our Message-ID on a mail to us: in the Inbox it is another mail.
    auto forged = mail(QStringLiteral("ours@x"), QStringLiteral("written here"), QStringLiteral("forged"));
    forged.folder = m_mailbox.inbox;
    forged.remoteId = QStringLiteral("8");
    QVERIFY(storeMail(*m_store, forged) != id);
}

void TestStoreMessages::fortyMegabytesComeBackInBoundedChunks()
{
    QByteArray raw(40 * 1024 * 1024, Qt::Uninitialized);
    QRandomGenerator generator(4711); // does not compress, as base64 of a zip does not
    generator.fillRange(reinterpret_cast<quint32 *>(raw.data()), raw.size() / 4);
    auto in = mail(QStringLiteral("big@x"), QStringLiteral("big"), QStringLiteral("big"));
    in.raw = store::packRaw(raw);
    in.parsed.contentHash = in.raw.sha256;
    const MessageId id = storeMail(*m_store, in);
    QVERIFY(value(read(*m_store, [id](Session &s) { return Messages(s).raw(id); })) == raw);
    const qint64 largest = value(read(*m_store, [](Session &s) -> Result<qint64> {
        return s.answer(s.number(QStringLiteral("SELECT max(length(bytes)) FROM raw_chunk")));
    }));
    QVERIFY(largest > 0);
    QVERIFY2(largest <= 1024 * 1024, qPrintable(QString::number(largest)));
}

void TestStoreMessages::aBodyBeyondEveryIndexLimitIsStored()
{
    QString body;
    for (int i = 0; i < 300'000; ++i) // some 3 MB of different words
        body += QStringLiteral("word%1 ").arg(i);
    const MessageId id = storeMail(*m_store, mail(QStringLiteral("long@x"), QStringLiteral("endless"), body));
    QVERIFY(id.value != 0);
    const auto raw = value(read(*m_store, [id](Session &s) { return Messages(s).raw(id); }));
    QVERIFY(raw.contains("word299999"));
}

void TestStoreMessages::nulInEveryTextFieldIsTakenOut()
{
    const QString nul = QStringLiteral("a") + QChar(0) + QStringLiteral("b");
    auto in = mail(QStringLiteral("nul@x"), nul, nul);
    auto &facts = in.parsed.facts;
    facts.messageIdHeader = nul;
    facts.inReplyTo = facts.references = facts.embeddedMessageIds = facts.embeddedSubjects = {nul};
    facts.from = facts.sender = facts.replyTo = facts.to = facts.cc = facts.bcc = {{nul, nul}};
    facts.returnPath = facts.reportedMessageId = facts.reportedEnvelopeId = nul;
    facts.reports = {{nul, nul, nul, nul}};
    in.parsed.healthNote = in.parsed.snippet = in.parsed.bodyText = nul;
    in.parsed.parts = {{nul, nul, nul, nul, nul, nul, 1, QByteArray(32, '\0'), true}};
    in.folder = m_mailbox.inbox;
    in.remoteId = nul;
    const MessageId id = storeMail(*m_store, in);
    QVERIFY(id.value != 0);
    const auto row = value(read(*m_store, [id](Session &s) { return Messages(s).row(id, QString(QChar(0))); }));
    QCOMPARE(row.subject, QStringLiteral("ab"));
    QCOMPARE(row.from.name, QStringLiteral("ab"));
    QCOMPARE(row.snippet, QStringLiteral("ab"));
    const auto back = value(read(*m_store, [id](Session &s) { return Messages(s).facts(id); }));
    QVERIFY(!store::factsToJson(back).contains(QLatin1String("u0000")));
    QCOMPARE(back.reports.value(0).diagnostic, QStringLiteral("ab"));
    const auto parts = value(read(*m_store, [id](Session &s) { return Messages(s).parts(id); }));
    QCOMPARE(parts.value(0).fileName, QStringLiteral("ab"));
    QCOMPARE(parts.value(0).sha256, QByteArray(32, '\0')); // bytes stay bytes
}

void TestStoreMessages::whatNoParserTakesIsKept()
{
    store::IncomingMail in;
    in.folder = m_mailbox.inbox;
    in.remoteId = QStringLiteral("quarantined");
    in.raw = store::packRaw(QByteArray("\0\xff\xfe not a mail \0", 16));
    in.parsed.health = domain::ParseHealth::Quarantined;
    const MessageId id = storeMail(*m_store, in);
    const auto row = value(read(*m_store, [id](Session &s) { return Messages(s).row(id, {}); }));
    QVERIFY(row.health == domain::ParseHealth::Quarantined);
    QCOMPARE(value(read(*m_store, [id](Session &s) { return Messages(s).raw(id); })).size(), 16);
    in.remoteId = QStringLiteral("quarantined-2");
    in.raw = store::packRaw("something else");
    QVERIFY(storeMail(*m_store, in) != id); // no content hash: the bytes tell them apart
    in.remoteId = QStringLiteral("empty");
    in.raw = store::packRaw({});
    const MessageId empty = storeMail(*m_store, in);
    QCOMPARE(value(read(*m_store, [empty](Session &s) { return Messages(s).raw(empty); })), QByteArray());
}

void TestStoreMessages::mailAndCursorCommitTogetherOrNotAtAll()
{
    auto in = mail(QStringLiteral("atomic@x"), QStringLiteral("atomic"), QStringLiteral("all or nothing"));
    in.folder = m_mailbox.inbox;
    in.remoteId = QStringLiteral("atomic");
    const FolderId folder = m_mailbox.inbox;
    const auto failed = write(*m_store, [in, folder](Session &s) -> Result<void> {
        auto stored = Messages(s).store(in);
        auto moved = store::Folders(s).setCursor(folder, "after");
        return stored && moved ? Result<void>(fail(ErrorKind::Cancelled)) : Result<void>();
    });
    QVERIFY(!failed);
    QCOMPARE(failed.error().kind, ErrorKind::Cancelled);
    const auto cursorOf
        = [&] { return value(read(*m_store, [folder](Session &s) { return store::Folders(s).find(folder); })).cursor; };
    const auto find = [&] {
        return value(
            read(*m_store, [](Session &s) { return Messages(s).findByMessageId(QStringLiteral("atomic@x")); }));
    };
    QVERIFY(cursorOf() != QByteArray("after"));
    QVERIFY(!find());
    // A statement that fails dooms the transaction, even if its function goes on and answers well.
    const auto doomed = write(*m_store, [in](Session &s) -> Result<int> {
        (void)Messages(s).store(in);
        s.run(QStringLiteral("INSERT INTO meta (name, value) VALUES ('x', 'y')"));
        s.run(QStringLiteral("INSERT INTO meta (name, value) VALUES ('x', 'y')"));
        return 1;
    });
    QVERIFY(!doomed);
    QCOMPARE(doomed.error().kind, ErrorKind::AlreadyExists);
    QVERIFY(!find());
    value(write(
        *m_store,
        [in, folder](Session &s) -> Result<void> {
            auto stored = Messages(s).store(in);
            return stored ? store::Folders(s).setCursor(folder, "after") : Result<void>(fail(stored.error()));
        },
        store::Durability::Refetchable));
    QCOMPARE(cursorOf(), QByteArray("after"));
    QVERIFY(find());
}

void TestStoreMessages::longMessageIdsFitTheIndex()
{
    const QString head(5'000, QChar(u'世'));
    auto one = mail(head + QStringLiteral("1@x"), QStringLiteral("long id"), QStringLiteral("one"));
    one.parsed.facts.references = {head + QStringLiteral("2@x")};
    const MessageId id = storeMail(*m_store, one);
    const MessageId other
        = storeMail(*m_store, mail(head + QStringLiteral("2@x"), QStringLiteral("long id"), QStringLiteral("two")));
    QVERIFY(id.value != 0 && other.value != 0 && id != other);
    const auto found
        = value(read(*m_store, [&](Session &s) { return Messages(s).findByMessageId(head + QStringLiteral("2@x")); }));
    QCOMPARE(found.value_or(MessageId()), other);
}

/// What Messages::store() of a whole page answers, and what is in the tables, is what mail after mail would give:
/// copies, places met twice and Message-IDs used twice within the page included.
void TestStoreMessages::aPageIsStoredAsItsMailsWouldBeOneByOne()
{
    const auto page = [this](const QString &name) {
        QList<store::IncomingMail> mails;
        for (int i = 0; i < 90; ++i) {
            auto in = mail(name + QStringLiteral("-%1@x").arg(i), QStringLiteral("page"), name + QString::number(i));
            in.folder = m_mailbox.inbox;
            in.remoteId = name + QString::number(i);
            in.parsed.facts.references = {name + QStringLiteral("-%1@x").arg(i + 1), QStringLiteral("root@x")};
            mails.append(in);
        }
        mails[10].remoteId = mails.at(9).remoteId; // a place met twice
        const QString copied = mails.at(21).remoteId;
        mails[21] = mails.at(20); // the same mail in another place
        mails[21].remoteId = copied;
        mails[31].parsed.facts.messageIdHeader = mails.at(30).parsed.facts.messageIdHeader; // another mail
        mails[40].folder = FolderId();                                                      // imported
        mails[40].remoteId.clear();
        mails[41] = mails.at(40); // imported twice
        return mails;
    };
    const auto mailsAtOnce = page(QStringLiteral("once"));
    const auto mailsApart = page(QStringLiteral("each"));
    const auto atOnce = value(write(
        *m_store, [&](Session &s) -> Result<QList<store::StoredMail>> { return Messages(s).store(mailsAtOnce); }));
    QList<store::StoredMail> apart;
    for (const auto &in : mailsApart)
        apart.append(value(write(*m_store, [&](Session &s) { return Messages(s).store(in); })));
    QCOMPARE(atOnce.size(), apart.size());
    for (qsizetype i = 0; i < apart.size(); ++i) {
        QCOMPARE(atOnce.at(i).isNew, apart.at(i).isNew);
        QCOMPARE(atOnce.at(i).sameIdOtherContent, apart.at(i).sameIdOtherContent);
    }
    QCOMPARE(atOnce.at(10).id, atOnce.at(9).id);
    QCOMPARE(atOnce.at(21).id, atOnce.at(20).id);
    QVERIFY(atOnce.at(31).id != atOnce.at(30).id && atOnce.at(31).sameIdOtherContent);
    QCOMPARE(atOnce.at(41).id, atOnce.at(40).id);
    const auto rowsOf = [this](const QString &table, const QList<store::StoredMail> &of) {
        qint64 rows = 0;
        for (const auto &one : of) { // mails met twice count twice, here and there
            rows += value(read(*m_store, [&](Session &s) -> Result<qint64> {
                return s.answer(s.number(QStringLiteral("SELECT count(*) FROM %1 WHERE message_id = ?").arg(table),
                                         {one.id.value}));
            }));
        }
        return rows;
    };
    for (const char *table : {"message_copy", "message_address", "message_ref", "part", "message_text"}) {
        const QString name = QLatin1String(table);
        QCOMPARE(rowsOf(name, atOnce), rowsOf(name, apart));
    }
}

LIAISON_TEST(TestStoreMessages)
#include "tst_store_messages.moc"
