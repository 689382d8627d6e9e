#include "core/desk/compose_desk.h"
#include "core/desk/draft_json.h"
#include "core/desk/mail_desk.h"
#include "core/domain/correlation.h"
#include "core/store/outbox.h"
#include "core/store/threads.h"
#include "tests/support/test_registry.h"
#include "tests/unit/desk/mail_world.h"

using namespace liaison;
using namespace liaison::test;
using desk::ComposeDesk;
using domain::OutboxState;

namespace {

QByteArray rawOf(MailWorld &world, OutboxId id)
{
    return world
        .read([id](store::Session &s) {
            return store::Outbox(s).messageOf(id).and_then([&](MessageId m) { return store::Messages(s).raw(m); });
        })
        .value_or(QByteArray());
}

/// What the server is to be told of mails.
QStringList pendingMarks(MailWorld &world)
{
    const auto pending
        = world.read([box = world.mailbox.id](store::Session &s) { return store::RemoteOps(s).pending(box, 10); });
    QStringList marks;
    for (const store::RemoteOp &mark : pending.value_or(QList<store::RemoteOp>()))
        marks << (mark.on ? mark.flag : QStringLiteral("no ") + mark.flag);
    return marks;
}

} // namespace

class TestComposeDesk : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void repliesWithTagQuoteAndRecipients();
    void repliesToAllButOurselves();
    void quotesOnlyWhatWasVisible();
    void refusesToReplyToUnmatchedMail();
    void theMarkSaysWhoWasAnswered_data();
    void theMarkSaysWhoWasAnswered();
    void aSendTakenBackTakesItsMarkBack();
    void forwardsWithAttachmentsIntoAThreadOfItsOwn();
    void beginsAMailToAUnit();
    void sendingStoresEverythingAtOnce();
    void theAnswerToOurMailComesHome();
    void anAnswerFollowsAMovedMail();
    void aDraftIsSentOnce();
    void refusesWhatCannotBeSent_data();
    void refusesWhatCannotBeSent();
    void aLineBreakInTheSubjectMakesNoHeader();
    void draftsSurvive();
    void draftsFromTheFutureAreRefused();
};

void TestComposeDesk::repliesWithTagQuoteAndRecipients()
{
    MailWorld world;
    QVERIFY(world.open());
    const auto draft = await(ComposeDesk(world.context()).reply(world.incoming(), false));
    QVERIFY(draft);
    QCOMPARE(draft->subject, QStringLiteral("Re: Strange mail ") + domain::subjectTag(world.incident));
    QCOMPARE(draft->to.size(), 1);
    QCOMPARE(draft->to.at(0).address, QStringLiteral("roe@unit.example"));
    QVERIFY(draft->cc.isEmpty());
    QCOMPARE(draft->mailbox.value, world.mailbox.id.value);
    QCOMPARE(draft->businessUnit.value, world.unit.id.value);
    QVERIFY(draft->text.contains(QStringLiteral("On Friday, 20 November 2026 16:02 UTC, M. Roe wrote:\n> We took it")));
}

void TestComposeDesk::repliesToAllButOurselves()
{
    MailWorld world;
    QVERIFY(world.open());
    const auto draft = await(ComposeDesk(world.context()).reply(world.incoming(), true));
    QVERIFY(draft);
    QStringList everybody;
    for (const domain::Address &address : draft->to + draft->cc)
        everybody.append(address.address);
    everybody.sort();
    QCOMPARE(everybody, (QStringList{QStringLiteral("ann@unit.example"), QStringLiteral("roe@unit.example")}));
}

void TestComposeDesk::quotesOnlyWhatWasVisible()
{
    MailWorld world;
    QVERIFY(world.open());
    const QByteArray html = "<p>Seen words</p><div style=\"display:none\">SECRETBAIT</div>"
                            "<p style=\"font-size:0\">TINYBAIT</p>";
    const MessageId id = world.receive(unitMail("h@unit.example", "H " + domain::subjectTag(world.incident).toUtf8(),
                                                "MIME-Version: 1.0\r\nContent-Type: text/html\r\n", html));
    const auto draft = await(ComposeDesk(world.context()).reply(id, false));
    QVERIFY(draft);
    QVERIFY(draft->text.contains(QStringLiteral("> Seen words")));
    QVERIFY(!draft->text.contains(QStringLiteral("SECRETBAIT")));
    QVERIFY(!draft->text.contains(QStringLiteral("TINYBAIT")));
}

void TestComposeDesk::refusesToReplyToUnmatchedMail()
{
    MailWorld world;
    QVERIFY(world.open());
    const MessageId id = world.receive(unitMail("u@unit.example", "No tag"));
    QCOMPARE(await(ComposeDesk(world.context()).reply(id, false)).error().kind, ErrorKind::InvalidInput);
}

void TestComposeDesk::theMarkSaysWhoWasAnswered_data()
{
    QTest::addColumn<bool>("all");       // of the two ways to answer
    QTest::addColumn<QStringList>("to"); // empty: as proposed
    QTest::addColumn<QString>("mark");
    const QString roe = QStringLiteral("roe@unit.example");
    QTest::newRow("reply") << false << QStringList() << QStringLiteral("answered");
    QTest::newRow("reply all") << true << QStringList() << QStringLiteral("answered-to-all");
    QTest::newRow("reply all, the others taken away") << true << QStringList{roe} << QStringLiteral("answered");
    QTest::newRow("reply, the others added")
        << false << QStringList{roe, QStringLiteral("ANN@unit.example")} << QStringLiteral("answered-to-all");
    QTest::newRow("reply, a stranger added")
        << false << QStringList{roe, QStringLiteral("new@unit.example")} << QStringLiteral("answered");
}

void TestComposeDesk::theMarkSaysWhoWasAnswered()
{
    QFETCH(const bool, all);
    QFETCH(const QStringList, to);
    QFETCH(const QString, mark);
    MailWorld world;
    QVERIFY(world.open());
    ComposeDesk desk(world.context());
    auto draft = await(desk.reply(world.incoming(), all));
    QVERIFY(draft);
    if (!to.isEmpty()) {
        draft->to.clear();
        draft->cc.clear();
        for (const QString &address : to)
            draft->to.append({{}, address});
    }
    QVERIFY(await(desk.send(*draft, 0)));
    QCOMPARE(pendingMarks(world), QStringList{mark});
}

/// And what is sent instead leaves its own.
void TestComposeDesk::aSendTakenBackTakesItsMarkBack()
{
    MailWorld world;
    QVERIFY(world.open());
    ComposeDesk desk(world.context());
    const auto draft = await(desk.reply(world.incoming(), true));
    QVERIFY(draft);
    const auto queued = await(desk.send(*draft, 10'000));
    QVERIFY(queued);
    QCOMPARE(pendingMarks(world), QStringList{QStringLiteral("answered-to-all")});
    const auto again = await(desk.undoSend(queued->id));
    QVERIFY(again);
    QCOMPARE(pendingMarks(world), QStringList{QStringLiteral("no answered")});
    QVERIFY(await(desk.send(*again, 10'000)));
    QCOMPARE(pendingMarks(world), QStringList{QStringLiteral("answered-to-all")});
}

void TestComposeDesk::forwardsWithAttachmentsIntoAThreadOfItsOwn()
{
    MailWorld world;
    QVERIFY(world.open());
    const QByteArray text = "--b\r\nContent-Type: text/plain\r\n\r\nSee the file.\r\n--b\r\nContent-Type: "
                            "text/csv\r\nContent-Disposition: attachment; filename=hosts.csv\r\n\r\na,b\r\n--b--\r\n";
    const MessageId id
        = world.receive(unitMail("f@unit.example", "F " + domain::subjectTag(world.incident).toUtf8(),
                                 "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n", text));
    ComposeDesk desk(world.context());
    auto draft = await(desk.forward(id));
    QVERIFY(draft);
    QVERIFY(draft->isForward && !draft->thread && draft->to.isEmpty());
    QVERIFY(draft->subject.startsWith(QStringLiteral("Fwd: F")));
    QVERIFY(draft->text.contains(QStringLiteral("See the file.")));
    QCOMPARE(draft->attachments.size(), 1);
    QCOMPARE(draft->attachments.at(0).fileName, QStringLiteral("hosts.csv"));
    draft->to.append({{}, QStringLiteral("desk@unit.example")});
    const auto queued = await(desk.send(*draft, 0));
    QVERIFY(queued);
    QVERIFY(queued->thread.value != world.row(id).thread.value_or(ThreadId{}).value);
    QVERIFY(rawOf(world, queued->id).contains("hosts.csv"));
    QCOMPARE(pendingMarks(world), QStringList{QStringLiteral("forwarded")});
}

void TestComposeDesk::beginsAMailToAUnit()
{
    MailWorld world;
    QVERIFY(world.open());
    const auto draft = await(ComposeDesk(world.context()).newMail(world.incident.id, world.unit.id));
    QVERIFY(draft);
    QCOMPARE(draft->to.size(), 2);
    QCOMPARE(draft->subject, QStringLiteral("Phishing wave ") + domain::subjectTag(world.incident));
    QCOMPARE(draft->mailbox.value, world.mailbox.id.value);
}

void TestComposeDesk::sendingStoresEverythingAtOnce()
{
    MailWorld world;
    QVERIFY(world.open());
    const MessageId question = world.incoming();
    ComposeDesk desk(world.context());
    auto draft = await(desk.reply(question, false));
    QVERIFY(draft);
    draft->text.prepend(QStringLiteral("Thank you."));
    draft->subject = QStringLiteral("Re: without a tag");
    draft->bcc.append({{}, QStringLiteral("watch@unit.example")});
    draft = await(desk.saveDraft(*draft));
    QVERIFY(draft && !draft->id.isNull());
    const UtcMs before = world.clock.nowMs();
    const auto queued = await(desk.send(*draft, 10'000));
    QVERIFY(queued);
    QVERIFY(queued->state == OutboxState::Queued);
    QVERIFY(queued->notBefore >= before + 10'000);
    QCOMPARE(queued->recipients,
             (QStringList{QStringLiteral("roe@unit.example"), QStringLiteral("watch@unit.example")}));
    QVERIFY(queued->subject.endsWith(domain::subjectTag(world.incident)));

    const QByteArray raw = rawOf(world, queued->id);
    QVERIFY(raw.contains("In-Reply-To: <q@unit.example>"));
    QVERIFY(raw.contains(domain::subjectTag(world.incident).toUtf8()));
    QVERIFY(!raw.contains("watch@unit.example"));

    const auto message = world.read([id = queued->id](store::Session &s) { return store::Outbox(s).messageOf(id); });
    QVERIFY(message);
    const store::MailRow row = world.row(*message);
    QVERIFY(row.direction == store::Direction::Out);
    QCOMPARE(row.linkReason, domain::toString(domain::LinkReason::SentByUs));
    QCOMPARE(row.thread.value_or(ThreadId{}).value, world.row(question).thread.value_or(ThreadId{}).value);
    const auto thread = world.read([id = *row.thread](store::Session &s) { return store::Threads(s).find(id); });
    QCOMPARE(domain::toString(thread->waiting), domain::toString(domain::Waiting::ForThem));
    QCOMPARE(pendingMarks(world), QStringList{QStringLiteral("answered")});
    QCOMPARE(await(desk.loadDraft(draft->id)).error().kind, ErrorKind::NotFound);
    QCOMPARE(world.audit().constFirst(), QStringLiteral("outbox.queue"));
}

void TestComposeDesk::theAnswerToOurMailComesHome()
{
    MailWorld world;
    QVERIFY(world.open());
    ComposeDesk desk(world.context());
    auto draft = await(desk.newMail(world.incident.id, world.unit.id));
    QVERIFY(draft);
    draft->text = QStringLiteral("Please check.");
    const auto queued = await(desk.send(*draft, 0));
    QVERIFY(queued);
    const MessageId answer = world.receive(unitMail("r@unit.example", "Something quite different",
                                                    "In-Reply-To: <" + queued->messageIdHeader.toUtf8() + ">\r\n"));
    QCOMPARE(world.row(answer).thread.value_or(ThreadId{}).value, queued->thread.value);
    QCOMPARE(world.row(answer).linkReason, domain::toString(domain::LinkReason::OwnMessageId));
}

void TestComposeDesk::anAnswerFollowsAMovedMail()
{
    MailWorld world;
    QVERIFY(world.open());
    const MessageId question = world.incoming();
    ComposeDesk desk(world.context());
    const auto draft = await(desk.reply(question, false));
    QVERIFY(draft);
    QVERIFY(await(desk::MailDesk(world.context()).link(question, world.other.id, std::nullopt)));
    const auto queued = await(desk.send(*draft, 0));
    QVERIFY(queued);
    QCOMPARE(queued->incident.value, world.other.id.value);
    QCOMPARE(queued->thread.value, world.row(question).thread.value_or(ThreadId{}).value);
    QVERIFY(queued->subject.contains(domain::subjectTag(world.other)));
}

void TestComposeDesk::aDraftIsSentOnce()
{
    MailWorld world;
    QVERIFY(world.open());
    ComposeDesk desk(world.context());
    auto draft = await(desk.reply(world.incoming(), false));
    QVERIFY(draft);
    draft = await(desk.saveDraft(*draft));
    QVERIFY(draft);
    const auto first = desk.send(*draft, 0);
    const auto second = desk.send(*draft, 0); // a double click
    // Both are composed beside each other, so either may come first; never both.
    QCOMPARE(int(await(first).has_value()) + int(await(second).has_value()), 1);
    QCOMPARE(world.read([](store::Session &s) { return store::Outbox(s).openCount(); }).value_or(-1), 1);
}

void TestComposeDesk::refusesWhatCannotBeSent_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("subject");
    QTest::newRow("nobody") << QString() << QStringLiteral("x");
    QTest::newRow("no address") << QStringLiteral("roe at unit") << QStringLiteral("x");
    QTest::newRow("two lines") << QStringLiteral("roe@unit.example\r\nBcc: x@y.example") << QStringLiteral("x");
}

void TestComposeDesk::refusesWhatCannotBeSent()
{
    QFETCH(QString, address);
    QFETCH(QString, subject);
    MailWorld world;
    QVERIFY(world.open());
    ComposeDesk desk(world.context());
    auto draft = await(desk.newMail(world.incident.id, std::nullopt));
    QVERIFY(draft);
    draft->to.clear();
    if (!address.isEmpty())
        draft->to.append({{}, address});
    draft->subject = subject;
    const auto queued = await(desk.send(*draft, 0));
    QVERIFY(!queued);
    QCOMPARE(queued.error().kind, ErrorKind::InvalidInput);
    QCOMPARE(world.read([](store::Session &s) { return store::Outbox(s).openCount(); }).value_or(-1), 0);
}

void TestComposeDesk::aLineBreakInTheSubjectMakesNoHeader()
{
    MailWorld world;
    QVERIFY(world.open());
    ComposeDesk desk(world.context());
    auto draft = await(desk.newMail(world.incident.id, world.unit.id));
    QVERIFY(draft);
    draft->subject = QStringLiteral("x\r\nBcc: x@y.example");
    const auto queued = await(desk.send(*draft, 0));
    QVERIFY(queued);
    const QByteArray raw = rawOf(world, queued->id);
    QVERIFY(raw.contains("Subject: x Bcc: x@y.example"));
    QVERIFY(!raw.contains("\nBcc:"));
    QVERIFY(!queued->recipients.contains(QStringLiteral("x@y.example")));
}

void TestComposeDesk::draftsSurvive()
{
    MailWorld world;
    QVERIFY(world.open());
    ComposeDesk desk(world.context());
    auto draft = await(desk.reply(world.incoming(), true));
    QVERIFY(draft);
    draft->text = QStringLiteral("Halb fertig …\n> quote");
    draft->attachments.append({QStringLiteral("ä.bin"), QStringLiteral("application/x"), QByteArray("\0\xff", 2)});
    const auto saved = await(desk.saveDraft(*draft));
    QVERIFY(saved);
    const auto loaded = await(desk.loadDraft(saved->id));
    QVERIFY(loaded);
    QCOMPARE(loaded->text, draft->text);
    QCOMPARE(loaded->to, draft->to);
    QCOMPARE(loaded->cc, draft->cc);
    QCOMPARE(loaded->attachments.at(0).bytes, draft->attachments.at(0).bytes);
    QVERIFY(loaded->answers == draft->answers && loaded->thread == draft->thread && loaded->mailbox == draft->mailbox);
    const auto again = await(desk.saveDraft(*saved));
    QCOMPARE(again->id.value, saved->id.value);
    QVERIFY(await(desk.discardDraft(saved->id)));
    QCOMPARE(await(desk.loadDraft(saved->id)).error().kind, ErrorKind::NotFound);
}

void TestComposeDesk::draftsFromTheFutureAreRefused()
{
    QCOMPARE(desk::draftFromJson("{\"version\": 2}").error().kind, ErrorKind::InvalidInput);
    QCOMPARE(desk::draftFromJson("no json").error().kind, ErrorKind::InvalidInput);
    QVERIFY(desk::draftFromJson(desk::draftToJson({})));
}

LIAISON_TEST(TestComposeDesk)
#include "tst_compose_desk.moc"
