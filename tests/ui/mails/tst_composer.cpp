#include "tests/support/test_registry.h"
#include "tests/ui/mails/mail_world.h"

#include "core/store/drafts.h"
#include "core/store/outbox.h"
#include "ui/compose/address_field.h"
#include "ui/compose/attachment_list.h"
#include "ui/compose/composer.h"
#include "ui/compose/composer_form.h"
#include "ui/compose/guard_panel.h"
#include "ui/compose/people_ticks.h"
#include "ui/compose/undo_bar.h"
#include "ui/mails/business_unit_mails.h"
#include "ui/mails/conversation.h"
#include "ui/mails/thread_list.h"

#include <QCheckBox>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTreeView>

using namespace liaison;
using namespace liaison::test;
using namespace liaison::ui;
using namespace Qt::StringLiterals;

class TestComposer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void repliesWithTheKeyboardAlone();
    void countsItsRecipients();
    void refusesWhatCannotBeSent();
    void asksBeforeAnOutsiderGetsIt();
    void aFastSenderWaitsForNoList();
    void undoBringsTheDraftBack();
    void draftSurvives();
    void closingKeepsTheDraft();
    void theEndOfTheProgramKeepsDrafts();
    void replyTwiceIsOneReply();
    void aNewMailsDraftComesBack();
    void discardRemovesTheDraft();
    void attachesFiles();
    void replyAllHasATickForEachPerson();
};

namespace {
constexpr auto roe = "\"M. Roe\" <m.roe@bu.example>";

QList<domain::OutboxMail> outbox(const MailWorld &world)
{
    return value(
        await(world.store().read([](store::Session &session) { return store::Outbox(session).list(true, 100); })));
}

QList<store::DraftRow> drafts(const MailWorld &world)
{
    return value(await(world.store().read(
        [person = world.context().person](store::Session &session) { return store::Drafts(session).list(person); })));
}

/// A composer with a reply to the only mail.
struct Reply {
    explicit Reply(MailWorld &world, bool all = false) : composer(world.context())
    {
        const MessageId mail = world.receive(roe, "Sign-in", "Was it you?", "Cc: Q <q@bu.example>\n");
        composer.show();
        composer.edit(value(await(desk::ComposeDesk(world.context().desk).reply(mail, all))));
        composer.focusText();
    }
    [[nodiscard]] QPushButton *sendButton() const { return composer.findChild<QPushButton *>(u"sendButton"_s); }
    [[nodiscard]] bool isReady() const { return composer.form()->draft().mailbox.value != 0; }
    Composer composer;
};
} // namespace

void TestComposer::repliesWithTheKeyboardAlone()
{
    MailWorld world;
    world.receive(roe, "Sign-in", "Was it you?");
    BusinessUnitMails page(world.context());
    page.resize(900, 800);
    page.show();
    page.activateWindow();
    page.setIncident(world.incident().id);
    QTRY_COMPARE(page.threads()->model()->threadCount(), 1);
    QTRY_COMPARE(page.conversation()->cards().size(), 1);
    page.threads()->view()->setFocus();
    QTest::keyClick(page.threads()->view(), Qt::Key_Down);
    QTest::keyClick(page.threads()->view(), Qt::Key_Return);
    QTRY_VERIFY(page.conversation()->isAncestorOf(QApplication::focusWidget()));
    const auto *replyButton = page.findChild<QPushButton *>(u"replyButton"_s);
    for (int i = 0; i < 40 && QApplication::focusWidget() != replyButton; ++i)
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget(), replyButton);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QTRY_VERIFY(page.composer() != nullptr);
    QTRY_COMPARE(QApplication::focusWidget(), page.composer()->form()->textEdit());
    QTest::keyClicks(QApplication::focusWidget(), u"No."_s);
    QTRY_VERIFY(!page.composer()->form()->draft().mailbox.isNull());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(outbox(world).size(), 1);
    const domain::OutboxMail mail = outbox(world).first();
    QVERIFY(mail.state == domain::OutboxState::Queued);
    QCOMPARE(mail.recipients, QStringList{u"m.roe@bu.example"_s});
    QCOMPARE(mail.notBefore, world.clock().nowMs() + Composer::undoWindowMs);
    QTRY_VERIFY(page.composer() == nullptr);
    QVERIFY(page.findChild<UndoBar *>() != nullptr);
}

void TestComposer::countsItsRecipients()
{
    MailWorld world;
    Reply reply(world);
    QCOMPARE(reply.sendButton()->text(), u"Send to 1"_s);
    reply.composer.form()->toField()->setText(u"a@b.example, A@B.example, c@d.example"_s);
    QCOMPARE(reply.sendButton()->text(), u"Send to 2"_s); // the same person once
    reply.composer.form()->toField()->clear();
    QCOMPARE(reply.sendButton()->text(), u"Send"_s);
}

void TestComposer::refusesWhatCannotBeSent()
{
    MailWorld world;
    Reply reply(world);
    QTRY_VERIFY(reply.isReady());
    reply.composer.form()->toField()->setText(u"m.roe@bu.example, nonsense"_s);
    reply.composer.send();
    QVERIFY(reply.composer.form()->isEnabled());
    reply.composer.form()->toField()->clear();
    reply.composer.send();
    QVERIFY(reply.composer.form()->isEnabled());
    QVERIFY(outbox(world).isEmpty());
}

void TestComposer::asksBeforeAnOutsiderGetsIt()
{
    MailWorld world;
    Reply reply(world);
    QTRY_VERIFY(reply.isReady());
    auto *guards = reply.composer.findChild<GuardPanel *>();
    reply.composer.form()->toField()->setText(u"m.roe@bu.example, x@outside.example"_s);
    reply.composer.form()->textEdit()->setPlainText(u"See the attached list."_s);
    reply.composer.send();
    QTRY_VERIFY(guards->isVisible());
    QVERIFY(outbox(world).isEmpty());
    // Going on writing answers no.
    reply.composer.form()->textEdit()->setPlainText(u"Words."_s);
    QVERIFY(!guards->isVisible());
    reply.composer.send();
    QTRY_VERIFY(guards->isVisible());
    guards->findChild<QPushButton *>(u"sendAnyway"_s)->click();
    QTRY_COMPARE(outbox(world).size(), 1);
}

/// The draft names its mailbox; the list that offers others comes when the store has answered.
void TestComposer::aFastSenderWaitsForNoList()
{
    ComposerForm form;
    desk::ComposeDraft draft;
    draft.mailbox = MailboxId{7};
    draft.to = {{{}, u"m.roe@bu.example"_s}};
    form.setDraft(draft);
    QCOMPARE(form.findProblem(), QString());
    domain::Mailbox another;
    another.id = MailboxId{8};
    another.address = u"ir@corp.example"_s;
    form.setMailboxes({another}); // the draft's own is gone
    QVERIFY(!form.findProblem().isEmpty());
    draft.mailbox = MailboxId{8};
    form.setDraft(draft);
    QCOMPARE(form.findProblem(), QString());
    ComposerForm empty;
    draft.mailbox = {};
    empty.setDraft(draft);
    QVERIFY(!empty.findProblem().isEmpty());
}

void TestComposer::undoBringsTheDraftBack()
{
    MailWorld world;
    const ThreadId thread = world.threadOf(world.receive(roe, "Sign-in", "Was it you?"));
    BusinessUnitMails page(world.context());
    page.show();
    page.setIncident(world.incident().id);
    QTRY_COMPARE(page.conversation()->thread(), thread);
    page.reply();
    QTRY_VERIFY(page.composer() != nullptr);
    QTRY_VERIFY(!page.composer()->form()->draft().mailbox.isNull());
    page.composer()->form()->textEdit()->setPlainText(u"Too early"_s);
    page.composer()->send();
    QTRY_VERIFY(page.findChild<UndoBar *>() != nullptr);
    QTRY_VERIFY(page.composer() == nullptr);
    QVERIFY(page.findChild<UndoBar *>()->text().contains("10 s"_L1));
    page.findChild<UndoBar *>()->undo();
    QTRY_VERIFY(page.composer() != nullptr);
    QVERIFY(page.composer()->draft().text.startsWith("Too early"_L1));
    QVERIFY(outbox(world).first().state == domain::OutboxState::Cancelled);
    QTRY_VERIFY(page.findChild<UndoBar *>() == nullptr);
}

void TestComposer::draftSurvives()
{
    MailWorld world;
    const ThreadId thread = world.threadOf(world.receive(roe, "Sign-in", "Was it you?"));
    {
        BusinessUnitMails page(world.context());
        page.show();
        page.setIncident(world.incident().id);
        QTRY_COMPARE(page.conversation()->thread(), thread);
        page.reply();
        QTRY_VERIFY(page.composer() != nullptr);
        QTRY_VERIFY(!page.composer()->form()->draft().mailbox.isNull());
        QSignalSpy saved(page.composer(), &Composer::draftSaved);
        QTest::keyClicks(page.composer()->form()->textEdit(), u"Half a sentence"_s);
        QTRY_COMPARE(saved.count(), 1);
        QTest::keyClicks(page.composer()->form()->textEdit(), u" and more"_s);
        QTRY_COMPARE(saved.count(), 2);
    }
    QCOMPARE(drafts(world).size(), 1); // saved twice, one draft
    BusinessUnitMails again(world.context());
    again.show();
    again.setIncident(world.incident().id);
    QTRY_VERIFY(again.composer() != nullptr);
    QVERIFY(again.composer()->draft().text.startsWith("Half a sentence and more"_L1));
    QVERIFY(again.composer()->draft().text.contains("> Was it you?"_L1));
}

void TestComposer::theEndOfTheProgramKeepsDrafts()
{
    MailWorld world;
    world.receive(roe, "Sign-in", "Was it you?");
    {
        BusinessUnitMails page(world.context());
        page.show();
        page.setIncident(world.incident().id);
        QTRY_COMPARE(page.conversation()->cards().size(), 1);
        page.reply();
        QTRY_VERIFY(page.composer() != nullptr);
        QTest::keyClicks(page.composer()->form()->textEdit(), u"Last words"_s);
        page.keepDrafts(); // before the two seconds are over, and nothing waits for it
    }
    QTRY_COMPARE(drafts(world).size(), 1); // the reader may come before the write that nobody waits for
    QVERIFY(drafts(world).first().content.contains("Last words"));
}

void TestComposer::closingKeepsTheDraft()
{
    MailWorld world;
    const ThreadId thread = world.threadOf(world.receive(roe, "Sign-in", "Was it you?"));
    BusinessUnitMails page(world.context());
    page.show();
    page.setIncident(world.incident().id);
    QTRY_COMPARE(page.conversation()->thread(), thread);
    page.reply();
    QTRY_VERIFY(page.composer() != nullptr);
    const QPointer<Composer> composer(page.composer());
    QTest::keyClicks(composer->form()->textEdit(), u"Quick"_s);
    Q_EMIT composer->finished(); // before the two seconds are over
    QVERIFY(page.composer() == nullptr);
    QTRY_VERIFY(composer == nullptr);
    QCOMPARE(drafts(world).size(), 1);
    QPushButton *resume = nullptr;
    const auto buttons = page.conversation()->findChildren<QPushButton *>();
    for (QPushButton *button : buttons) {
        if (button->text() == "Continue draft"_L1)
            resume = button;
    }
    QVERIFY(resume != nullptr);
    QTRY_VERIFY(resume->isVisible());
    resume->click();
    QTRY_VERIFY(page.composer() != nullptr);
    QVERIFY(page.composer()->draft().text.startsWith("Quick"_L1));
}

void TestComposer::replyTwiceIsOneReply()
{
    MailWorld world;
    const ThreadId thread = world.threadOf(world.receive(roe, "Sign-in", "Was it you?"));
    BusinessUnitMails page(world.context());
    page.show();
    page.setIncident(world.incident().id);
    QTRY_COMPARE(page.conversation()->thread(), thread);
    page.reply();
    QTRY_VERIFY(page.composer() != nullptr);
    const Composer *composer = page.composer();
    page.composer()->form()->textEdit()->setPlainText(u"begun"_s);
    page.reply();
    QCOMPARE(page.composer(), composer);
    QVERIFY(page.composer()->draft().text.startsWith("begun"_L1));
    page.forward();
    QTRY_VERIFY(page.composer() != composer);
    QTRY_COMPARE(drafts(world).size(), 1); // what was begun is kept
}

void TestComposer::aNewMailsDraftComesBack()
{
    MailWorld world;
    BusinessUnitMails page(world.context());
    page.show();
    page.setIncident(world.incident().id);
    page.newMail();
    QTRY_COMPARE(page.findChildren<Composer *>().size(), 1);
    QPointer<Composer> composer = page.findChild<Composer *>();
    QVERIFY(composer->isWindow());
    QTest::keyClicks(composer->form()->textEdit(), u"To everybody"_s);
    composer->close();
    QTRY_VERIFY(composer == nullptr);
    QCOMPARE(drafts(world).size(), 1);
    page.newMail();
    QTRY_COMPARE(page.findChildren<Composer *>().size(), 1);
    QVERIFY(page.findChild<Composer *>()->draft().text.startsWith("To everybody"_L1));
    page.newMail(); // that draft is open already: another mail
    QTRY_COMPARE(page.findChildren<Composer *>().size(), 2);
}

void TestComposer::discardRemovesTheDraft()
{
    MailWorld world;
    Reply reply(world);
    QTRY_VERIFY(reply.isReady());
    QSignalSpy saved(&reply.composer, &Composer::draftSaved);
    QSignalSpy finished(&reply.composer, &Composer::finished);
    QTest::keyClicks(reply.composer.form()->textEdit(), u"x"_s);
    QTRY_COMPARE(saved.count(), 1);
    QCOMPARE(drafts(world).size(), 1);
    reply.composer.discard();
    QTRY_COMPARE(finished.count(), 1);
    QVERIFY(drafts(world).isEmpty());
}

void TestComposer::attachesFiles()
{
    MailWorld world;
    Reply reply(world);
    QTemporaryDir folder;
    QFile file(folder.filePath(u"list & more.csv"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("a,b\n");
    file.close();
    AttachmentList *list = reply.composer.form()->attachments();
    QSignalSpy failed(list, &AttachmentList::readFailed);
    list->addFiles({file.fileName(), folder.filePath(u"missing"_s)});
    QTRY_COMPARE(list->attachments().size(), 1);
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(reply.composer.draft().attachments.first().bytes, QByteArray("a,b\n"));
    QCOMPARE(reply.composer.draft().attachments.first().fileName, u"list & more.csv"_s);
}

void TestComposer::replyAllHasATickForEachPerson()
{
    MailWorld world;
    Reply reply(world, true);
    const auto ticks = reply.composer.findChild<PeopleTicks *>()->findChildren<QCheckBox *>();
    QCOMPARE(ticks.size(), 2);
    QCOMPARE(reply.sendButton()->text(), u"Send to 2"_s);
    ticks.last()->click();
    QCOMPARE(reply.sendButton()->text(), u"Send to 1"_s);
    QVERIFY(reply.composer.draft().cc.isEmpty());
    ticks.last()->click();
    QCOMPARE(reply.composer.draft().cc.size(), 1);
    QCOMPARE(reply.composer.draft().cc.first().address, u"q@bu.example"_s);
}

LIAISON_TEST(TestComposer)
#include "tst_composer.moc"
