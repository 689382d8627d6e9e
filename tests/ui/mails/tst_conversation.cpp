#include "tests/support/test_registry.h"
#include "tests/ui/mails/mail_world.h"

#include "core/desk/incident_desk.h"
#include "core/store/links.h"
#include "ui/mails/business_unit_mails.h"
#include "ui/mails/conversation.h"
#include "ui/mails/inert_view.h"
#include "ui/mails/mail_body_view.h"
#include "ui/mails/mail_header.h"
#include "ui/mails/mail_notices.h"
#include "ui/mails/mail_view.h"
#include "ui/mails/thread_list.h"

#include <QAbstractButton>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QToolButton>
#include <QTreeView>

using namespace liaison;
using namespace liaison::test;
using namespace liaison::ui;
using namespace Qt::StringLiterals;

/// The tab on a real store: what a person sees of the mails that came in.
class TestConversation : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void listsThreadsWithTheirState();
    void showsTheConversationOldestFirst();
    void foldsWhatWasRead();
    void foldsMachineMail();
    void marksReadWhatWasSeen();
    void keepsUnreadWhatAPersonMarked();
    void followsChanges();
    void walksWithNAndP();
    void showsTheRealAddress();
    void asksAboutAnUnknownSender();
    void tellsOfMailAfterClosing();
    void labelsAreNeverHtml();
    void filtersByText();
    void showsASingleMail();
    void leavesAThreadThatIsGone();
    void foldedMachineMailOpensUnread();
    void showsSlowLayoutAsText();
};

namespace {
struct Page {
    explicit Page(MailWorld &world) : widget(world.context())
    {
        widget.resize(1000, 900);
        widget.show();
        widget.setIncident(world.incident().id);
    }
    [[nodiscard]] const QList<MailCard *> &cards() const { return widget.conversation()->cards(); }
    [[nodiscard]] bool shows(int mails) const { return cards().size() == mails; }
    BusinessUnitMails widget;
};

constexpr auto roe = "\"M. Roe\" <m.roe@bu.example>";
constexpr auto outsider = "\"M. Roe\" <m.roe@freemail.example>";

QString stateOf(const ThreadList *threads, ThreadId thread)
{
    return threads->model()->indexOf(thread).siblingAtColumn(ThreadModel::State).data().toString();
}

QStringList labelTexts(const QWidget &widget)
{
    QStringList texts;
    const auto labels = widget.findChildren<QLabel *>();
    for (const QLabel *label : labels)
        texts << label->text();
    return texts;
}
} // namespace

void TestConversation::listsThreadsWithTheirState()
{
    MailWorld world;
    const ThreadId finance = world.threadOf(world.receive(roe, "Sign-in", "It was not me."));
    const ThreadId legal = world.threadOf(world.receive("Office <office@legal.example>", "Data owner", "Who?"));
    QVERIFY(finance != legal);
    Page page(world);
    QSignalSpy unread(&page.widget, &BusinessUnitMails::unreadChanged);
    ThreadList *threads = page.widget.threads();
    QTRY_COMPARE(threads->model()->threadCount(), 2);
    QCOMPARE(unread.last().first().toInt(), 2);
    QCOMPARE(threads->model()->index(0, 0).data().toString(), u"Legal"_s); // the newest first
    QCOMPARE(threads->model()->index(1, 0).data().toString(), u"Finance"_s);
    QCOMPARE(stateOf(threads, finance), u"1 new"_s);
}

void TestConversation::showsTheConversationOldestFirst()
{
    MailWorld world;
    const MessageId first = world.receive(roe, "Sign-in", "one", "");
    const MessageId second = world.receive(roe, "Re: Sign-in", "two", "In-Reply-To: <in1@bu.example>\n");
    const MessageId third = world.receive(roe, "Re: Sign-in", "three", "In-Reply-To: <in2@bu.example>\n");
    Page page(world);
    QTRY_VERIFY(page.shows(3));
    QCOMPARE(page.cards().at(0)->mail(), first);
    QCOMPARE(page.cards().at(1)->mail(), second);
    QCOMPARE(page.cards().at(2)->mail(), third);
    QVERIFY(page.cards().at(0)->y() < page.cards().at(2)->y());
}

void TestConversation::foldsWhatWasRead()
{
    MailWorld world;
    QList<MessageId> mails{world.receive(roe, "Sign-in", "1")};
    for (int i = 2; i <= 8; ++i)
        mails << world.receive(roe, "Re: Sign-in", QByteArray::number(i),
                               "In-Reply-To: <in" + QByteArray::number(i - 1) + "@bu.example>\n");
    desk::MailDesk desk(world.context().desk);
    QVERIFY(await(desk.setRead(mails.first(7), true)).has_value());
    Page page(world);
    QTRY_VERIFY(page.shows(8));
    QVERIFY(page.cards().last()->isOpen());
    QCOMPARE(page.widget.conversation()->currentMail(), mails.last());
    QVERIFY(!page.cards().at(6)->isOpen());
    QVERIFY(page.cards().at(6)->isVisible());
    QVERIFY(!page.cards().at(0)->isVisible());     // behind "Show 5 earlier mails"
    QCOMPARE(page.cards().at(0)->view(), nullptr); // and not even opened
    page.widget.conversation()->showMail(mails.first());
    QVERIFY(page.cards().at(0)->isVisible());
    QVERIFY(page.cards().at(0)->isOpen());
}

void TestConversation::foldsMachineMail()
{
    MailWorld world;
    world.receive(roe, "Sign-in", "one");
    const MessageId machine = world.receive("Robot <robot@bu.example>", "Ticket opened", "Your ticket is 7.",
                                            "Auto-Submitted: auto-generated\nIn-Reply-To: <in1@bu.example>\n");
    Page page(world);
    QTRY_VERIFY(page.shows(2));
    const auto card = std::find_if(page.cards().cbegin(), page.cards().cend(),
                                   [&](const MailCard *c) { return c->mail() == machine; });
    QVERIFY(card != page.cards().cend());
    QVERIFY(!(*card)->isVisible());
    QToolButton *automatic = nullptr;
    const auto buttons = page.widget.findChildren<QToolButton *>();
    for (QToolButton *button : buttons) {
        if (button->text().startsWith("Automatic (1"_L1))
            automatic = button;
    }
    QVERIFY(automatic != nullptr);
    automatic->click();
    QVERIFY((*card)->isVisible());
}

void TestConversation::marksReadWhatWasSeen()
{
    MailWorld world;
    const MessageId mail = world.receive(roe, "Sign-in", "one");
    QVERIFY(!world.row(mail).read);
    Page page(world);
    QSignalSpy unread(&page.widget, &BusinessUnitMails::unreadChanged);
    QTRY_VERIFY(world.row(mail).read);
    QTRY_COMPARE(unread.last().first().toInt(), 0);
}

void TestConversation::keepsUnreadWhatAPersonMarked()
{
    MailWorld world;
    const MessageId mail = world.receive(roe, "Sign-in", "one");
    Page page(world);
    QTRY_VERIFY(page.shows(1));
    QTRY_VERIFY(page.cards().first()->row().read);
    page.widget.toggleRead();
    QTRY_VERIFY(!page.cards().first()->row().read);
    QSignalSpy read(page.widget.conversation(), &Conversation::mailsRead);
    page.widget.conversation()->nextMail(); // looking at it again starts the timer
    QVERIFY(!read.wait(1'500));
    QVERIFY(!world.row(mail).read);
}

void TestConversation::followsChanges()
{
    MailWorld world;
    world.receive(roe, "Sign-in", "one");
    Page page(world);
    QTRY_VERIFY(page.shows(1));
    MailCard *first = page.cards().first();
    const MessageId second = world.receive(roe, "Re: Sign-in", "two", "In-Reply-To: <in1@bu.example>\n");
    QTRY_VERIFY(page.shows(2));
    QCOMPARE(page.cards().first(), first); // kept, with its folding and scroll position
    QVERIFY(page.cards().last()->isOpen());
    QCOMPARE(page.widget.conversation()->currentMail(), second); // which Reply answers
    page.widget.conversation()->previousMail();
    world.receive(roe, "Re: Sign-in", "three", "In-Reply-To: <in1@bu.example>\n");
    QTRY_VERIFY(page.shows(3));
    QCOMPARE(page.widget.conversation()->currentMail(), first->mail()); // somebody went back to it
}

void TestConversation::walksWithNAndP()
{
    MailWorld world;
    const MessageId first = world.receive(roe, "Sign-in", "one");
    const MessageId second = world.receive(roe, "Re: Sign-in", "two", "In-Reply-To: <in1@bu.example>\n");
    Page page(world);
    QTRY_VERIFY(page.shows(2));
    Conversation *conversation = page.widget.conversation();
    QCOMPARE(conversation->currentMail(), first); // the first unread one
    QTest::keyClick(conversation, Qt::Key_N);
    QCOMPARE(conversation->currentMail(), second);
    QTest::keyClick(conversation, Qt::Key_N);
    QCOMPARE(conversation->currentMail(), second);
    QTRY_VERIFY(page.cards().first()->isBodyShown());
    auto *text = page.cards().first()->view()->findChild<InertView *>();
    QTest::keyClick(text, Qt::Key_P); // also from within a mail's text
    QCOMPARE(conversation->currentMail(), first);
}

void TestConversation::showsTheRealAddress()
{
    MailWorld world;
    world.receive("\"finance@bu.example\" <evil@freemail.example>", "Sign-in", "one");
    Page page(world);
    QTRY_VERIFY(page.shows(1));
    QTRY_VERIFY(page.cards().first()->isBodyShown());
    const QStringList texts = labelTexts(*page.cards().first()->view()->findChild<MailHeader *>());
    QVERIFY2(texts.contains(u"<evil@freemail.example>"_s), qPrintable(texts.join(u'|')));
}

void TestConversation::asksAboutAnUnknownSender()
{
    MailWorld world;
    world.receive(roe, "Sign-in", "one");
    const MessageId mail = world.receive(outsider, "Re: Sign-in", "two",
                                         "In-Reply-To: <in1@bu.example>\nAuthentication-Results: x; dmarc=fail\n");
    QVERIFY(world.row(mail).outsider);
    Page page(world);
    QTRY_VERIFY(page.shows(2));
    MailCard *card = page.cards().last();
    QTRY_VERIFY(card->isBodyShown());
    const QStringList notices = card->view()->notices()->texts();
    QCOMPARE(notices.size(), 2);
    QVERIFY(notices.first().contains("m.roe@freemail.example"_L1));
    QVERIFY(notices.last().contains("DMARC"_L1));
    QAbstractButton *accept = nullptr;
    const auto buttons = card->view()->notices()->findChildren<QAbstractButton *>();
    for (QAbstractButton *button : buttons) {
        if (button->text() == "Accept once"_L1)
            accept = button;
    }
    QVERIFY(accept != nullptr);
    accept->click();
    QTRY_VERIFY(!world.row(mail).outsider);
    QTRY_COMPARE(card->view()->notices()->texts().size(), 1);
}

void TestConversation::tellsOfMailAfterClosing()
{
    MailWorld world;
    world.receive(roe, "Sign-in", "one");
    domain::Incident closed = world.incident();
    closed.status = domain::IncidentStatus::Closed;
    QVERIFY(await(desk::IncidentDesk(world.context().desk).update(closed)).has_value());
    world.receive(roe, "Re: Sign-in", "two", "In-Reply-To: <in1@bu.example>\n");
    Page page(world);
    QTRY_VERIFY(page.shows(2));
    QTRY_VERIFY(page.cards().last()->isBodyShown());
    QVERIFY(page.cards().last()->view()->notices()->texts().join(u' ').contains("after closing"_L1));
    QVERIFY(!page.cards().first()->isBodyShown()
            || page.cards().first()->view()->notices()->texts().isEmpty()); // that one came before
}

void TestConversation::labelsAreNeverHtml()
{
    MailWorld world;
    world.receive("\"<b>Roe</b>\" <m.roe@bu.example>", "<img src=\"file:///etc/passwd\"> <b>x</b>",
                  "<b>text</b>\n\n> <i>1</i>\n> 2\n> 3\n> 4\n> 5\n");
    Page page(world);
    QTRY_VERIFY(page.shows(1));
    QTRY_VERIFY(page.cards().first()->isBodyShown());
    const auto labels = page.widget.findChildren<QLabel *>();
    QVERIFY(labels.size() > 10);
    for (const QLabel *label : labels) {
        QVERIFY2(label->text().isEmpty() || label->textFormat() == Qt::PlainText, qPrintable(label->text()));
        QVERIFY2(!label->toolTip().contains("<b>"_L1) && !label->toolTip().contains("<img"_L1),
                 qPrintable(label->toolTip()));
    }
}

void TestConversation::filtersByText()
{
    MailWorld world;
    world.receive(roe, "Sign-in", "needle in here");
    world.receive("Office <office@legal.example>", "Data owner", "nothing");
    Page page(world);
    ThreadList *threads = page.widget.threads();
    QTRY_COMPARE(threads->model()->threadCount(), 2);
    threads->findChild<QLineEdit *>()->setText(u"needle"_s);
    QTRY_COMPARE(threads->model()->threadCount(), 1);
    threads->findChild<QLineEdit *>()->setText(u"nobody wrote this"_s);
    QTRY_COMPARE(threads->model()->threadCount(), 0);
    QVERIFY(!threads->view()->isVisible()); // the words about it are
}

void TestConversation::showsASingleMail()
{
    MailWorld world;
    const MessageId mail = world.receive(roe, "Sign-in", "the only words");
    MailView view(world.context());
    view.show();
    QSignalSpy shown(&view, &MailView::bodyShown);
    view.showMail(mail);
    QTRY_COMPARE(shown.count(), 1);
    QVERIFY(view.bodyView()->plainText().contains("the only words"_L1));
    view.showMail({});
    QVERIFY(!view.isBodyShown());
}

void TestConversation::leavesAThreadThatIsGone()
{
    MailWorld world;
    const MessageId mail = world.receive(roe, "Sign-in", "one");
    const ThreadId thread = world.threadOf(mail);
    Page page(world);
    QTRY_COMPARE(page.widget.conversation()->thread(), thread);
    QVERIFY(await(desk::MailDesk(world.context().desk).dismiss(mail)).has_value());
    QVERIFY(await(world.store().write([mail](store::Session &session) {
                return store::Links(session).remove(mail);
            })).has_value());
    QTRY_VERIFY(page.widget.threads()->current().isNull());
    QTRY_VERIFY(page.widget.conversation()->thread().isNull());
}

void TestConversation::foldedMachineMailOpensUnread()
{
    MailWorld world;
    world.receive(roe, "Sign-in", "one");
    const MessageId machine = world.receive("Robot <robot@bu.example>", "Ticket opened", "Your ticket is 7.",
                                            "Auto-Submitted: auto-generated\nIn-Reply-To: <in1@bu.example>\n");
    Page page(world);
    QTRY_VERIFY(page.shows(2));
    const auto buttons = page.widget.findChildren<QToolButton *>();
    for (QToolButton *button : buttons) {
        if (button->text().startsWith("Automatic"_L1))
            button->click();
    }
    QTRY_VERIFY(world.row(machine).read);
}

void TestConversation::showsSlowLayoutAsText()
{
    mime::MailBody body;
    mime::MailBody::Section section;
    section.isHtml = true;
    section.plain = u"the words alone"_s;
    section.html.tooLarge = true;
    body.sections = {section};
    MailBodyView view;
    view.showBody(body, {});
    QSignalSpy wanted(&view, &MailBodyView::showAnywayWanted);
    QAbstractButton *anyway = nullptr;
    const auto buttons = view.findChildren<QAbstractButton *>();
    for (QAbstractButton *button : buttons) {
        if (button->text() == "Show anyway"_L1)
            anyway = button;
    }
    QVERIFY(anyway != nullptr);
    QCOMPARE(view.findChild<InertView *>()->toPlainText(), section.plain);
    anyway->click();
    QCOMPARE(wanted.count(), 1);
    mime::InertHtml cut;
    cut.html = u"<p>drawn <b>now</b></p>"_s;
    view.showHtmlAnyway(0, cut);
    QCOMPARE(view.findChild<InertView *>()->toPlainText(), u"drawn now"_s);
}

LIAISON_TEST(TestConversation)
#include "tst_conversation.moc"
