// The main window, group of pages by group of pages.
#include "tests/ui/looks/every_window.h"

#include "tests/ui/shell/wizard_walk.h"
#include "ui/admin/feed_list.h"
#include "ui/admin/feeds_page.h"
#include "ui/admin/mailbox_form.h"
#include "ui/admin/mailboxes_page.h"
#include "ui/admin/people_page.h"
#include "ui/admin/template_body.h"
#include "ui/admin/templates_page.h"
#include "ui/compose/composer.h"
#include "ui/compose/composer_form.h"
#include "ui/compose/undo_bar.h"
#include "ui/incidents/incident_list.h"
#include "ui/incidents/notify_card.h"
#include "ui/mails/business_unit_mails.h"
#include "ui/mails/conversation.h"
#include "ui/mails/thread_list.h"
#include "ui/mails/thread_model.h"
#include "ui/settings/settings_page.h"
#include "ui/shell/main_window.h"
#include "ui/shell/search_box.h"

#include <QAbstractItemView>
#include <QCheckBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTreeWidget>

namespace liaison::test {

using namespace Qt::StringLiterals;

namespace {

/// A main window on the world, at a page. A feed of it was refused, so that its bar is there, too.
class Shown {
public:
    Shown(const Visit &visit, ui::Page page)
        : m_visit(visit), window(visit.world.context(), visit.world.theme(), visit.world.settings())
    {
        window.resize(visit.size);
        window.show();
        waitFor([this] { return bool(window.incidents()->current()); }, "an incident");
        window.showPage(page);
        domain::FeedStatus status = visit.world.feeds().statuses().first();
        status.state = domain::FeedState::Failed;
        status.error = Error{ErrorKind::AuthenticationFailed, u"535 no"_s, {}, {}};
        visit.world.feeds().tell(status);
    }
    void look(const QString &state)
    {
        QCOMPARE(window.size(), m_visit.size);
        m_visit.look(window, state);
    }
    template <class T> T *named(const char *name) { return window.findChild<T *>(QLatin1String(name)); }
    void press(const QString &text)
    {
        const QList<QPushButton *> all = window.findChildren<QPushButton *>();
        for (QPushButton *each : all)
            if (each->isVisible() && each->text() == text)
                return each->click();
        QFAIL(qPrintable(text));
    }

private:
    const Visit &m_visit;

public:
    ui::MainWindow window;
};

void visitIncident(const Visit &visit)
{
    Shown shown(visit, ui::Page::Incidents);
    shown.window.openIncident(visit.world.incident.id);
    shown.window.showDemoBanner();
    shown.window.tabs()->setCurrentIndex(0);
    waitFor([&shown] { return shown.window.findChild<ui::NotifyCard *>()->isVisible(); }, "the card of notifications");
    shown.look(u"summary"_s);
    shown.window.tabs()->setCurrentIndex(1);
    auto *mails = shown.window.findChild<ui::BusinessUnitMails *>();
    waitFor([mails] { return mails->threads()->model()->threadCount() > 0; }, "threads");
    // From the newest to the oldest: one has pictures that were blocked and an attachment.
    const auto isRead = [mails] {
        const store::ThreadRow *row = mails->threads()->currentRow();
        const auto cards = mails->conversation()->cards();
        return row && mails->conversation()->thread() == row->thread.id
            && std::any_of(cards.cbegin(), cards.cend(), [](const ui::MailCard *card) { return card->isBodyShown(); });
    };
    for (int i = 0; i < mails->threads()->model()->threadCount(); ++i) {
        QTest::keyClick(mails->threads()->view(), Qt::Key_Down);
        waitFor(isRead, "mails of a thread");
        shown.look(u"thread %1"_s.arg(i));
    }
    waitFor(
        [mails] { // the mail to answer may still be on its way
            if (!mails->composer())
                mails->reply();
            return mails->composer() != nullptr;
        },
        "a reply");
    shown.look(u"reply"_s);
    auto *form = mails->composer()->form();
    waitFor([form] { return !form->draft().mailbox.isNull(); }, "a mailbox to send from");
    form->textEdit()->setPlainText(u"Thanks."_s);
    mails->composer()->send();
    waitFor([mails] { return mails->findChild<ui::UndoBar *>() != nullptr; }, "what sending can be undone with");
    shown.look(u"sent"_s);
    mails->findChild<QPushButton *>(u"undoSend"_s)->click(); // the next visit finds all as it was
    waitFor([mails] { return mails->composer() != nullptr; }, "the draft again");
    mails->composer()->discard();
}

void visitSearch(const Visit &visit)
{
    Shown shown(visit, ui::Page::Incidents);
    shown.window.searchBox()->setFocus();
    QTest::keyClicks(shown.window.searchBox(), u"sign"_s);
    QTest::keyClick(shown.window.searchBox(), Qt::Key_Return);
    const auto results = [&shown] {
        const QList<QListView *> all = shown.window.findChildren<QListView *>(QString(), Qt::FindDirectChildrenOnly);
        return std::any_of(all.begin(), all.end(), [](const QListView *view) { return view->isVisible(); });
    };
    waitFor(results, "results");
    shown.look(u"results"_s);
}

void visitUnmatched(const Visit &visit)
{
    Shown shown(visit, ui::Page::Unmatched);
    shown.look(u"unmatched"_s);
    shown.window.showPage(ui::Page::Outbox);
    shown.look(u"outbox"_s);
}

void visitMailboxes(const Visit &visit)
{
    Shown shown(visit, ui::Page::Mailboxes);
    auto *form = shown.window.mailboxes()->form();
    const EveryWorld &world = visit.world;
    for (const auto &[mailbox, name] :
         {std::pair(world.exchange, u"exchange"_s), {world.graph, u"graph"_s}, {world.mixed, u"graph and SMTP"_s}}) {
        shown.window.mailboxes()->showMailbox(mailbox.id);
        waitFor([form, id = mailbox.id] { return form->mailbox().id == id; }, "a mailbox");
        shown.look(name);
        shown.press(ui::MailboxForm::tr("Edit"));
        form->findChild<QLineEdit *>()->setText(u"no address at all"_s);
        shown.press(ui::MailboxForm::tr("SAVE"));
        shown.look(name + u", marked"_s);
        shown.press(ui::MailboxForm::tr("Cancel"));
    }
}

void visitImapMailbox(const Visit &visit)
{
    Shown shown(visit, ui::Page::Mailboxes);
    auto *form = shown.window.mailboxes()->form();
    shown.window.mailboxes()->showMailbox(visit.world.feeds().statuses().first().mailbox);
    waitFor([form] { return !form->mailbox().id.isNull() && !form->isEditing(); }, "a mailbox");
    shown.look(u"imap"_s);
    shown.press(ui::MailboxForm::tr("Edit"));
    shown.look(u"imap, edited"_s);
}

void visitFeeds(const Visit &visit)
{
    Shown shown(visit, ui::Page::Feeds);
    auto *list = shown.named<ui::FeedList>("feeds.list");
    waitFor([list] { return list->topLevelItemCount() == 4; }, "feeds");
    for (int i = 0; i < list->topLevelItemCount(); ++i) {
        list->setCurrentItem(list->topLevelItem(i));
        shown.window.feeds()->showNow();
        shown.look(u"feed %1"_s.arg(i));
    }
}

void visitTemplates(const Visit &visit)
{
    Shown shown(visit, ui::Page::Templates);
    auto *body = shown.named<ui::TemplateBody>("templateBody");
    waitFor([body] { return !body->toPlainText().isEmpty(); }, "a template");
    shown.look(u"template"_s);
    body->setPlainText(u"{{nobody}}"_s);
    shown.named<QLineEdit>("templateName")->clear();
    shown.named<QPushButton>("templateSave")->click();
    shown.look(u"marked"_s);
    shown.window.showPage(ui::Page::Process);
    auto *on = shown.named<QCheckBox>("processOn");
    waitFor([on] { return on->isChecked(); }, "the process");
    shown.look(u"process"_s);
}

void visitPeople(const Visit &visit)
{
    Shown shown(visit, ui::Page::People);
    auto *people = shown.named<QTreeWidget>("people");
    waitFor([people] { return people->topLevelItemCount() == 1; }, "the one user of a file");
    shown.look(u"of a file"_s);
    using domain::Role;
    auto *page = shown.window.findChild<ui::PeoplePage *>();
    page->showTeam({true,
                    {{u"ann"_s, true, false, false, {{Role::Administrator, true}}},
                     {u"benedict.featherstonehaugh"_s,
                      false,
                      false,
                      false,
                      {{Role::Viewer, true}, {Role::Analyst, false}, {Role::Feed, true}}},
                     {u"liaison"_s, false, true, true, {}},
                     {u"postgres"_s, false, false, true, {}}}});
    people->setCurrentItem(people->topLevelItem(1));
    shown.look(u"of a team"_s);
}

void visitUnits(const Visit &visit)
{
    Shown shown(visit, ui::Page::Units);
    shown.look(u"units"_s);
    shown.window.showPage(ui::Page::Audit);
    auto *log = shown.named<QTreeWidget>("auditLog");
    waitFor([log] { return log->topLevelItemCount() > 5; }, "the log");
    log->setCurrentItem(log->topLevelItem(log->topLevelItemCount() - 1)); // the mailbox
    shown.look(u"audit"_s);
}

void visitSettings(const Visit &visit)
{
    Shown shown(visit, ui::Page::Settings);
    auto *list = shown.window.findChild<ui::SettingsPage *>()->findChild<QListWidget *>();
    for (int i = 0; i < list->count(); ++i) {
        list->setCurrentRow(i);
        shown.look(u"section %1"_s.arg(i));
    }
}

void visitFirstRun(const Visit &visit)
{
    ShellWorld empty;
    ui::MainWindow window(empty.context(), empty.theme(), empty.settings());
    window.resize(visit.size);
    window.show();
    waitFor(
        [&window] {
            const QList<QPushButton *> buttons = window.findChildren<QPushButton *>();
            return std::any_of(buttons.begin(), buttons.end(),
                               [](const QPushButton *each) { return each->isVisible() && each->isDefault(); });
        },
        "the welcome");
    const std::initializer_list<ui::Page> pages{
        ui::Page::Incidents, ui::Page::Unmatched, ui::Page::Outbox,  ui::Page::Mailboxes, ui::Page::Feeds,
        ui::Page::Units,     ui::Page::Templates, ui::Page::Process, ui::Page::People,    ui::Page::Audit};
    for (const ui::Page page : pages) {
        window.showPage(page);
        visit.look(window, u"nothing on page %1"_s.arg(static_cast<int>(page)));
    }
}

void visitWizard(const Visit &visit)
{
    WizardWorld world;
    walkThrough(world, [&](const QString &state) { visit.look(world.wizard(), state); });
}

} // namespace

const QList<EveryWindow> &everyWindow()
{
    static const QList<EveryWindow> all
        = QList<EveryWindow>{{"incident", visitIncident},           {"search", visitSearch},
                             {"unmatched-outbox", visitUnmatched},  {"mailboxes", visitMailboxes},
                             {"imap-mailbox", visitImapMailbox},    {"feeds", visitFeeds},
                             {"templates-process", visitTemplates}, {"people", visitPeople},
                             {"units-audit", visitUnits},           {"settings", visitSettings},
                             {"first-run", visitFirstRun},          {"wizard", visitWizard}}
        + everyDialog();
    return all;
}

} // namespace liaison::test
