#include "tests/support/test_registry.h"
#include "tests/ui/mails/mail_world.h"

#include "core/store/drafts.h"
#include "core/store/outbox.h"
#include "ui/common/message_bar.h"
#include "ui/compose/address_field.h"
#include "ui/compose/attachment_list.h"
#include "ui/compose/composer.h"
#include "ui/compose/composer_form.h"
#include "ui/compose/guard_panel.h"
#include "ui/compose/undo_bar.h"
#include "ui/mails/business_unit_mails.h"
#include "ui/mails/conversation.h"

#include <QFile>
#include <QFileDialog>
#include <QPlainTextEdit>
#include <QPushButton>

using namespace liaison;
using namespace liaison::test;
using namespace liaison::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr auto roe = "\"M. Roe\" <m.roe@bu.example>";

QList<domain::OutboxMail> outbox(const MailWorld &world)
{
    return value(
        await(world.store().read([](store::Session &session) { return store::Outbox(session).list(true, 100); })));
}

/// The tab with a mail of two attachments in it, as a person finds it.
struct Page {
    explicit Page(MailWorld &world) : widget(world.context())
    {
        mail = world.receive(roe, "Evidence", twoFiles, "Content-Type: multipart/mixed; boundary=b\n");
        widget.resize(1000, 900);
        widget.show();
        widget.activateWindow();
        widget.setIncident(world.incident().id);
    }
    [[nodiscard]] bool isReadable() const
    {
        return widget.conversation()->cards().size() == 1 && widget.conversation()->cards().first()->isBodyShown();
    }
    [[nodiscard]] bool isReady() const
    {
        return widget.composer() != nullptr && !widget.composer()->form()->draft().mailbox.isNull();
    }
    [[nodiscard]] QAbstractButton *button(const QString &accessibleName) const
    {
        const auto all = widget.findChildren<QAbstractButton *>();
        for (QAbstractButton *each : all) {
            if (each->isVisible() && (each->accessibleName() == accessibleName || each->text() == accessibleName))
                return each;
        }
        return nullptr;
    }
    [[nodiscard]] bool saysBar(const QString &words) const
    {
        const auto bars = widget.findChildren<MessageBar *>();
        return std::any_of(bars.begin(), bars.end(),
                           [&words](const MessageBar *bar) { return bar->isVisible() && bar->text().contains(words); });
    }

    static constexpr auto twoFiles = "--b\nContent-Type: text/plain\n\nSee the two files.\n"
                                     "--b\nContent-Type: text/csv\n"
                                     "Content-Disposition: attachment; filename=list.csv\n\na,b\n"
                                     "--b\nContent-Type: text/plain\n"
                                     "Content-Disposition: attachment; filename=\"../../notes.txt\"\n\nnotes\n--b--";
    BusinessUnitMails widget;
    MessageId mail;
};

/// Chooses in the file dialog that `parent` has opened, as OK does.
void choose(const QWidget &parent, const QString &path)
{
    auto *dialog = parent.findChild<QFileDialog *>();
    QVERIFY(dialog != nullptr);
    dialog->selectFile(path);
    static_cast<QDialog *>(dialog)->accept();
}

QByteArray content(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().replace("\r\n", "\n") : QByteArray("no such file");
}

} // namespace

/// Forward, attach, save and undo, through the buttons and keys of the tab.
class TestWriting : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void forwards();
    void attachesWhatTheDialogChose();
    void ctrlZTakesASentMailBack();
    void askingTwiceBeginsOneAnswer();
    void whatIsBeingSentMayGoOutOfSight();
    void whatCouldNotBeSentComesBackIntoSight();
    void savesAnAttachmentWhereAskedTo();
    void savesAllAndOverwritesNothing();
};

void TestWriting::forwards()
{
    MailWorld world;
    const Page page(world);
    QTRY_VERIFY(page.isReadable());
    QTRY_VERIFY(page.button(u"Forward"_s));
    page.button(u"Forward"_s)->click();
    QTRY_VERIFY(page.isReady());
    ComposerForm *form = page.widget.composer()->form();
    QVERIFY(form->toField()->text().isEmpty()); // a person says who gets it
    const desk::ComposeDraft draft = form->draft();
    QVERIFY(draft.isForward);
    QVERIFY(draft.subject.startsWith("Fwd: Evidence"_L1));
    QVERIFY(draft.text.contains("See the two files."_L1));
    QCOMPARE(draft.attachments.size(), 2);
    QCOMPARE(draft.attachments.first().bytes.trimmed(), QByteArray("a,b"));
    QVERIFY(draft.text.contains("m.roe@bu.example"_L1));
    form->toField()->setText(u"office@legal.example"_s);
    page.widget.composer()->send();
    QTRY_VERIFY(!outbox(world).isEmpty() || page.widget.findChild<GuardPanel *>()->isVisible());
    if (outbox(world).isEmpty())
        page.widget.findChild<QPushButton *>(u"sendAnyway"_s)->click();
    QTRY_COMPARE(outbox(world).size(), 1);
    QVERIFY(outbox(world).first().isForward);
    QCOMPARE(outbox(world).first().recipients, QStringList{u"office@legal.example"_s});
}

void TestWriting::attachesWhatTheDialogChose()
{
    MailWorld world;
    const Page page(world);
    QTRY_VERIFY(page.isReadable());
    QTRY_VERIFY(page.button(u"Reply"_s));
    page.button(u"Reply"_s)->click();
    QTRY_VERIFY(page.isReady());
    QTemporaryDir folder;
    QFile file(folder.filePath(u"answer.csv"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("c,d\n");
    file.close();
    QTRY_VERIFY(page.button(u"Attach…"_s));
    page.button(u"Attach…"_s)->click();
    choose(*page.widget.composer(), file.fileName());
    const AttachmentList *list = page.widget.composer()->form()->attachments();
    QTRY_COMPARE(list->attachments().size(), 1);
    QCOMPARE(list->attachments().first().bytes, QByteArray("c,d\n"));
    QTRY_VERIFY(page.button(u"Remove answer.csv"_s));
    page.button(u"Remove answer.csv"_s)->click();
    QTRY_VERIFY(list->attachments().isEmpty());
}

void TestWriting::ctrlZTakesASentMailBack()
{
    MailWorld world;
    const Page page(world);
    QTRY_VERIFY(page.isReadable());
    QTRY_VERIFY(page.button(u"Reply"_s));
    page.button(u"Reply"_s)->click();
    QTRY_VERIFY(page.isReady());
    page.widget.composer()->form()->textEdit()->setPlainText(u"Too early"_s);
    QTest::keyClick(page.widget.composer()->form()->textEdit(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(page.widget.findChild<UndoBar *>() != nullptr);
    QTRY_VERIFY(page.widget.composer() == nullptr);
    QVERIFY(page.button(u"Undo sending “%1”"_s.arg(outbox(world).first().subject)) != nullptr);
    page.widget.conversation()->setFocus();
    QTest::keyClick(page.widget.window()->windowHandle(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_VERIFY(page.widget.composer() != nullptr);
    QVERIFY(page.widget.composer()->draft().text.startsWith("Too early"_L1));
    QVERIFY(outbox(world).first().state == domain::OutboxState::Cancelled);
}

void TestWriting::askingTwiceBeginsOneAnswer()
{
    MailWorld world;
    Page page(world);
    QTRY_VERIFY(page.isReadable());
    page.widget.reply();
    page.widget.reply();
    QTRY_VERIFY(page.isReady());
    const QPointer<Composer> first = page.widget.composer();
    value(await(desk::ComposeDesk(world.context().desk).reply(page.mail, false))); // another one would have come by now
    QVERIFY(first == page.widget.composer());
    QCOMPARE(page.widget.findChildren<Composer *>().size(), 1);
}

void TestWriting::whatIsBeingSentMayGoOutOfSight()
{
    MailWorld world;
    Page page(world);
    QTRY_VERIFY(page.isReadable());
    page.widget.reply();
    QTRY_VERIFY(page.isReady());
    const QPointer<Composer> composer = page.widget.composer();
    composer->form()->textEdit()->setPlainText(u"On its way"_s);
    composer->send();
    composer->retire();
    QTRY_VERIFY(page.widget.findChild<UndoBar *>() != nullptr);
    QTRY_VERIFY(composer.isNull());
    QCOMPARE(outbox(world).size(), 1);
    const auto drafts = value(await(world.store().read(
        [person = world.context().person](store::Session &session) { return store::Drafts(session).list(person); })));
    QVERIFY(drafts.isEmpty()); // none is left that would be sent again
}

void TestWriting::whatCouldNotBeSentComesBackIntoSight()
{
    MailWorld world;
    Page page(world);
    QTRY_VERIFY(page.isReadable());
    page.widget.reply();
    QTRY_VERIFY(page.isReady());
    const QPointer<Composer> composer = page.widget.composer();
    composer->form()->toField()->setText(u"stranger@elsewhere.example"_s);
    composer->form()->textEdit()->setPlainText(u"See the attachment"_s);
    composer->send();
    composer->retire();
    QTRY_VERIFY(composer->isVisible() && composer->findChild<GuardPanel *>()->isVisible());
    QVERIFY(composer->isWindow());
    QVERIFY(outbox(world).isEmpty());
}

void TestWriting::savesAnAttachmentWhereAskedTo()
{
    MailWorld world;
    const Page page(world);
    QTRY_VERIFY(page.isReadable());
    const QTemporaryDir folder;
    QTRY_VERIFY(page.button(u"Save list.csv"_s));
    QAbstractButton *save = page.button(u"Save list.csv"_s);
    QVERIFY(save != nullptr);
    save->click();
    choose(page.widget, folder.path());
    QTRY_VERIFY(page.saysBar(folder.filePath(u"list.csv"_s)));
    QCOMPARE(content(folder.filePath(u"list.csv"_s)), QByteArray("a,b"));
}

void TestWriting::savesAllAndOverwritesNothing()
{
    MailWorld world;
    const Page page(world);
    QTRY_VERIFY(page.isReadable());
    const QTemporaryDir folder;
    QFile there(folder.filePath(u"list.csv"_s));
    QVERIFY(there.open(QIODevice::WriteOnly));
    there.write("mine");
    there.close();
    QTRY_VERIFY(page.button(u"Save all 2…"_s)); // attachments are listed a moment after the text
    page.button(u"Save all 2…"_s)->click();
    choose(page.widget, folder.path());
    QTRY_COMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 3);
    QCOMPARE(content(there.fileName()), QByteArray("mine"));
    // A name that climbs out of the folder is cut to its last part.
    const QStringList files = QDir(folder.path()).entryList(QDir::Files);
    QVERIFY2(files.filter(u"notes"_s).size() == 1, qPrintable(files.join(u'|')));
}

LIAISON_TEST(TestWriting)
#include "tst_writing.moc"
