#include "core/desk/signature_desk.h"
#include "core/desk/template_desk.h"
#include "core/store/templates.h"
#include "tests/support/test_registry.h"
#include "tests/ui/shell/looks.h"
#include "tests/ui/shell/shell_world.h"
#include "ui/admin/signatures_dialog.h"
#include "ui/admin/template_body.h"
#include "ui/admin/template_editor.h"
#include "ui/admin/template_preview.h"
#include "ui/admin/templates_page.h"
#include "ui/admin/unit_languages_dialog.h"
#include "ui/common/message_bar.h"
#include "ui/compose/composer.h"
#include "ui/compose/composer_form.h"
#include "ui/compose/guard_panel.h"
#include "ui/compose/template_button.h"
#include "ui/shell/main_window.h"

#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QTest>
#include <QTextBrowser>
#include <QTreeWidget>

namespace liaison::test {

using namespace Qt::StringLiterals;

/// The Templates page and templates in the composer.
class TestTemplates : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void writtenWithTheKeyboardAlone();
    void unknownVariablesAreMarkedAndNotSaved();
    void languagesOfATemplate();
    void nothingIsLostUnasked();
    void archivedOnesAreOfferedNoMore();
    void thePreviewIsInert();
    void languagesOfUnits();
    void languagesAreSavedTogether();
    void signatures();
    void aMailFromATemplate();
    void itIsPainted_data();
    void itIsPainted();

private:
    static domain::MailTemplate add(ShellWorld &world, const QString &name, const QString &subject = {},
                                    const QString &body = u"Dear {{recipients}},"_s)
    {
        domain::MailTemplate one;
        one.name = name;
        one.defaultLanguage = u"en"_s;
        one.texts = {{u"en"_s, subject, body}};
        return must(awaited(desk::TemplateDesk(world.context().desk).save(one)));
    }
    static QList<domain::MailTemplate> all(ShellWorld &world)
    {
        return must(
            awaited(world.store().read([](store::Session &session) { return store::Templates(session).list(true); })));
    }
    template <class W> static W *named(QWidget &widget, const char *name)
    {
        return widget.findChild<W *>(QLatin1String(name));
    }
    static QAction *action(QPushButton *button, const QString &words)
    {
        const QList<QAction *> actions = button->menu()->actions();
        for (QAction *each : actions)
            if (each->text().contains(words))
                return each;
        return nullptr;
    }
    /// "Discard", where it is asked what becomes of what is not saved.
    static QPushButton *discard()
    {
        const QWidget *box = QApplication::activeModalWidget();
        return box ? box->findChild<QPushButton *>(u"leaveDiscard"_s) : nullptr;
    }
};

void TestTemplates::writtenWithTheKeyboardAlone()
{
    ShellWorld world;
    ui::TemplatesPage page(world.context());
    page.resize(1'000, 700);
    page.show();
    page.activateWindow();
    page.newTemplate();
    auto *name = named<QLineEdit>(page, "templateName");
    QTRY_VERIFY(name->hasFocus());
    QTest::keyClicks(name, u"First notice"_s);
    auto *body = named<ui::TemplateBody>(page, "templateBody");
    for (int i = 0; i < 20 && !named<QLineEdit>(page, "templateSubject")->hasFocus(); ++i)
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QTest::keyClicks(QApplication::focusWidget(), u"About {{incident.key}}"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QVERIFY(body->hasFocus());
    QTest::keyClicks(body, u"Dear {{rec"_s);
    QTRY_VERIFY(body->completer()->popup()->isVisible());
    QTest::keyClick(body->completer()->popup(), Qt::Key_Return);
    QCOMPARE(body->toPlainText(), u"Dear {{recipients}}"_s);
    QTest::keyClicks(body, u", hello"_s);
    QVERIFY(!body->completer()->popup()->isVisible());
    QCOMPARE(body->toPlainText(), u"Dear {{recipients}}, hello"_s);
    QTest::keyClicks(body, u" {{incident.k"_s); // Tab takes, too
    QTRY_VERIFY(body->completer()->popup()->isVisible());
    QTest::keyClick(body->completer()->popup(), Qt::Key_Tab);
    QCOMPARE(body->toPlainText(), u"Dear {{recipients}}, hello {{incident.key}}"_s);
    QVERIFY(body->hasFocus());
    auto *save = named<QPushButton>(page, "templateSave");
    for (int i = 0; i < 30 && !save->hasFocus(); ++i)
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QTest::keyClick(save, Qt::Key_Space);
    QTRY_COMPARE(all(world).size(), 1);
    QCOMPARE(all(world).first().texts.first().body, u"Dear {{recipients}}, hello {{incident.key}}"_s);
    QCOMPARE(all(world).first().texts.first().subject, u"About {{incident.key}}"_s);
    QTRY_COMPARE(named<QTreeWidget>(page, "templateList")->topLevelItemCount(), 1);
    QTRY_VERIFY(!save->isEnabled());
}

void TestTemplates::unknownVariablesAreMarkedAndNotSaved()
{
    ShellWorld world;
    add(world, u"First notice"_s);
    ui::TemplatesPage page(world.context());
    page.show();
    QTRY_COMPARE(named<QLineEdit>(page, "templateName")->text(), u"First notice"_s);
    auto *body = named<ui::TemplateBody>(page, "templateBody");
    body->setPlainText(u"Dear {{recipient}},"_s);
    QTRY_VERIFY(body->accessibleDescription().contains(u"{{recipient}}"_s));
    auto *save = named<QPushButton>(page, "templateSave");
    save->click();
    QVERIFY(body->hasFocus());
    QVERIFY(page.editor()->isDirty());
    QCOMPARE(all(world).first().texts.first().body, u"Dear {{recipients}},"_s);
    body->setPlainText(u"Dear {{recipients}}!"_s);
    QVERIFY(body->accessibleDescription().isEmpty());
    named<QLineEdit>(page, "templateName")->clear();
    save->click();
    QVERIFY(named<QLineEdit>(page, "templateName")->hasFocus());
    named<QLineEdit>(page, "templateName")->setText(u"Notice"_s);
    save->click();
    QTRY_COMPARE(all(world).first().name, u"Notice"_s);
}

void TestTemplates::languagesOfATemplate()
{
    ShellWorld world;
    add(world, u"First notice"_s);
    ui::TemplatesPage page(world.context());
    page.show();
    QTRY_COMPARE(named<QLineEdit>(page, "templateName")->text(), u"First notice"_s);
    QPushButton *german = nullptr;
    const QList<QPushButton *> buttons = page.editor()->findChildren<QPushButton *>();
    for (QPushButton *button : buttons)
        if (button->menu() && action(button, u"(de)"_s))
            german = button;
    QVERIFY(german);
    action(german, u"(de)"_s)->trigger();
    auto *body = named<ui::TemplateBody>(page, "templateBody");
    QVERIFY(body->toPlainText().isEmpty());
    named<QPushButton>(page, "templateSave")->click(); // the new text is empty
    QVERIFY(!body->accessibleDescription().isEmpty());
    body->setPlainText(u"Guten Tag {{recipients}},"_s);
    named<QPushButton>(page, "templateSave")->click();
    QTRY_COMPARE(all(world).first().texts.size(), 2);
    QCOMPARE(all(world).first().texts.first().body, u"Dear {{recipients}},"_s);
    QCOMPARE(all(world).first().texts.last().body, u"Guten Tag {{recipients}},"_s);
    QCOMPARE(all(world).first().defaultLanguage, u"en"_s);
}

void TestTemplates::nothingIsLostUnasked()
{
    ShellWorld world;
    add(world, u"Alpha"_s);
    add(world, u"Beta"_s);
    ui::TemplatesPage page(world.context());
    page.show();
    auto *list = named<QTreeWidget>(page, "templateList");
    QTRY_COMPARE(list->topLevelItemCount(), 2);
    auto *name = named<QLineEdit>(page, "templateName");
    QTRY_COMPARE(name->text(), u"Alpha"_s);
    name->setText(u"Alpha 2"_s);
    list->setCurrentItem(list->topLevelItem(1));
    QTRY_VERIFY(discard());
    QCOMPARE(name->text(), u"Alpha 2"_s);
    QCOMPARE(list->currentItem(), list->topLevelItem(0));
    // Another process saves something: what is written here stays.
    add(world, u"Gamma"_s);
    QTRY_COMPARE(list->topLevelItemCount(), 3);
    QCOMPARE(name->text(), u"Alpha 2"_s);
    discard()->click();
    QTRY_COMPARE(name->text(), u"Beta"_s);
    QCOMPARE(all(world).first().name, u"Alpha"_s);
}

void TestTemplates::archivedOnesAreOfferedNoMore()
{
    ShellWorld world;
    const domain::MailTemplate one = add(world, u"Old"_s);
    ui::TemplateButton offer(world.context());
    QTRY_VERIFY(!offer.isHidden());
    QCOMPARE(offer.menu()->actions().size(), 1);
    must(awaited(desk::TemplateDesk(world.context().desk).setArchived(one, true)));
    QTRY_VERIFY(offer.isHidden());
}

void TestTemplates::thePreviewIsInert()
{
    ShellWorld world;
    ui::TemplatePreview preview(world.context());
    preview.show();
    preview.showText({u"en"_s, u"{{incident.key}}: {{incident.severity}}"_s,
                      u"**{{incident.title}}** <b>x</b> ![p](https://track.example/p.gif) {{date}}"_s});
    const auto views = preview.findChildren<QTextBrowser *>();
    QTRY_VERIFY(views.first()->toPlainText().contains(u"Suspicious sign-in"_s));
    QCOMPARE(preview.subject(), u"INC-2026-000042: High"_s);
    QVERIFY(views.first()->toPlainText().contains(u"<b>x</b>"_s));
    QVERIFY(!views.first()->toHtml().contains(u"track.example"_s));
    preview.showText({u"de"_s, u"{{incident.severity}}"_s, u"a"_s});
    QTRY_COMPARE(preview.subject(), u"Hoch"_s);
}

void TestTemplates::languagesOfUnits()
{
    ShellWorld world;
    const domain::BusinessUnit unit = world.addUnit(u"Finance"_s, u"finance.example"_s);
    QPointer<ui::UnitLanguagesDialog> dialog = new ui::UnitLanguagesDialog(world.context(), nullptr);
    dialog->open();
    QTRY_COMPARE(dialog->findChildren<QComboBox *>().size(), 1);
    auto *choice = dialog->findChild<QComboBox *>();
    QTRY_VERIFY(choice->hasFocus());
    while (choice->currentData().toString() != u"de"_s && choice->currentIndex() < choice->count() - 1)
        QTest::keyClick(choice, Qt::Key_Down);
    QTest::keyClick(dialog.data(), Qt::Key_Return);
    QTRY_VERIFY(!dialog);
    QCOMPARE(must(awaited(world.store().read(
                 [id = unit.id](store::Session &session) { return store::Templates(session).unitLanguage(id); }))),
             u"de"_s);
}

/// One of them cannot be saved: nor are the others, and what was chosen stays.
void TestTemplates::languagesAreSavedTogether()
{
    ShellWorld world;
    QList<domain::BusinessUnit> units;
    for (const QString &title : {u"Finance"_s, u"Legal"_s})
        units << world.addUnit(title, title.toLower() + u".example"_s);
    auto *dialog = new ui::UnitLanguagesDialog(world.context(), nullptr);
    dialog->open();
    QTRY_COMPARE(dialog->findChildren<QComboBox *>().size(), 2);
    const QList<QComboBox *> choices = dialog->findChildren<QComboBox *>();
    choices.at(0)->setCurrentIndex(choices.at(0)->findData(u"de"_s));
    choices.at(1)->addItem(u"?"_s, u"german"_s); // what is no language
    choices.at(1)->setCurrentIndex(choices.at(1)->count() - 1);
    auto *save = dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save);
    save->click();
    QTRY_VERIFY(!dialog->findChild<ui::MessageBar *>()->text().isEmpty());
    QVERIFY(save->isEnabled());
    QCOMPARE(choices.at(0)->currentData().toString(), u"de"_s);
    const auto kept = must(
        awaited(world.store().read([](store::Session &session) { return store::Templates(session).unitLanguages(); })));
    QVERIFY(kept.isEmpty());
    dialog->reject();
}

void TestTemplates::signatures()
{
    ShellWorld world;
    QPointer<ui::SignaturesDialog> dialog = new ui::SignaturesDialog(world.context(), nullptr);
    dialog->open();
    auto *buttons = dialog->findChild<QDialogButtonBox *>();
    QTRY_VERIFY(buttons->button(QDialogButtonBox::Save)->isEnabled());
    auto *team = named<QPlainTextEdit>(*dialog, "teamSignature");
    team->setPlainText(QString(2'001, u'a'));
    buttons->button(QDialogButtonBox::Save)->click();
    QVERIFY(!team->accessibleDescription().isEmpty() && team->hasFocus());
    team->clear();
    QTest::keyClicks(team, u"Incident Response"_s);
    QTest::keyClick(team, Qt::Key_Tab);
    QTest::keyClicks(QApplication::focusWidget(), u"Ada"_s);
    buttons->button(QDialogButtonBox::Save)->click();
    QTRY_VERIFY(!dialog);
    QCOMPARE(must(awaited(desk::SignatureDesk(world.context().desk).current())),
             (desk::Signatures{u"Incident Response"_s, u"Ada"_s}));
}

void TestTemplates::aMailFromATemplate()
{
    ShellWorld world;
    world.addMailbox(u"ir@corp.example"_s);
    const domain::BusinessUnit unit = world.addUnit(u"Finance"_s, u"finance.example"_s);
    const domain::Incident incident = world.addIncident(u"Lost *laptop*"_s, domain::Severity::High, {unit.id});
    domain::MailTemplate one = add(world, u"Notice"_s, u"Notice: {{incident.title}}"_s);
    one.texts.append(
        {u"de"_s, u"Hinweis: {{incident.title}}"_s,
         u"Guten Tag {{recipients}},\n\n**{{incident.title}}**, {{incident.severity}}, {{incident.type}}"_s});
    must(awaited(desk::TemplateDesk(world.context().desk).save(one)));
    must(awaited(desk::TemplateDesk(world.context().desk).setUnitLanguage(unit.id, u"de-AT"_s)));
    ui::Composer composer(world.context());
    composer.show();
    composer.edit(must(awaited(desk::ComposeDesk(world.context().desk).newMail(incident.id, unit.id))));
    auto *offer = composer.findChild<ui::TemplateButton *>();
    QTRY_VERIFY(offer->isVisible());
    offer->menu()->actions().first()->trigger();
    QTRY_VERIFY(composer.draft().text.contains(u"Guten Tag"_s));
    QCOMPARE(composer.draft().text,
             u"Guten Tag security@finance.example,\n\n**Lost \\*laptop\\***, Hoch, Account compromise"_s);
    QCOMPARE(composer.draft().subject, u"Hinweis: Lost *laptop*"_s);
    QVERIFY(composer.draft().markdown);
    // What nothing was filled in for is asked about before the mail leaves.
    composer.form()->textEdit()->setPlainText(u"Dear {{unit.title}}"_s);
    QTRY_VERIFY(composer.form()->draft().mailbox.value != 0);
    composer.send();
    QTRY_VERIFY(composer.findChild<ui::GuardPanel *>()->isVisible());
}

void TestTemplates::itIsPainted_data()
{
    addPaintedLooks();
}

void TestTemplates::itIsPainted()
{
    const Painting painting(u"templates"_s);
    ShellWorld world;
    world.populate();
    add(world, u"First notice"_s, u"Please answer: {{incident.title}}"_s,
        u"Dear {{recipients}},\n\nwe look into **{{incident.title}}** ({{incident.severity}}).\n\nPlease:\n\n"
        "- keep the machine *switched on*\n- answer by tomorrow, see [how](https://intranet.example/ir)\n\n"
        "Kind regards\n{{analyst}}"_s);
    add(world, u"Reminder"_s);
    ui::MainWindow window(world.context(), world.theme(), world.settings());
    painting.dress(world.theme());
    window.resize(painting.windowSize());
    window.show();
    window.showPage(ui::Page::Templates);
    auto *body = named<ui::TemplateBody>(window, "templateBody");
    QTRY_VERIFY(body->toPlainText().contains(u"switched on"_s));
    body->setPlainText(body->toPlainText() + u"\n{{nobody}}"_s);
    auto *preview = window.findChild<ui::TemplatePreview *>();
    QTRY_VERIFY(preview->findChild<QTextBrowser *>()->toPlainText().contains(u"switched on"_s));
    painting.check(window, u"page"_s);
    auto *dialog = new ui::UnitLanguagesDialog(world.context(), &window);
    dialog->open();
    QTRY_COMPARE(dialog->findChildren<QComboBox *>().size(), 3);
    painting.check(*dialog, u"languages"_s);
    delete dialog;
}

} // namespace liaison::test

using liaison::test::TestTemplates;
LIAISON_TEST(TestTemplates)
#include "tst_templates.moc"
