#include "core/desk/signature_desk.h"
#include "core/desk/template_desk.h"
#include "core/store/session.h"
#include "tests/support/test_registry.h"
#include "tests/ui/shell/shell_world.h"
#include "ui/admin/mailbox_form.h"
#include "ui/admin/mailboxes_page.h"
#include "ui/admin/process_page.h"
#include "ui/admin/signatures_dialog.h"
#include "ui/admin/template_editor.h"
#include "ui/admin/templates_page.h"
#include "ui/admin/unit_dialog.h"
#include "ui/common/permission_gate.h"
#include "ui/common/unit_word.h"
#include "ui/incidents/incident_dialog.h"
#include "ui/incidents/incident_list.h"
#include "ui/incidents/incident_picker.h"
#include "ui/mails/mail_notices.h"
#include "ui/shell/main_window.h"
#include "ui/shell/window_actions.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSet>
#include <QTabWidget>
#include <QTest>
#include <QTreeView>
#include <QTreeWidget>

#include <algorithm>
#include <map>
#include <memory>

namespace liaison::test {

using namespace Qt::StringLiterals;
using domain::Permission;
using domain::Permissions;
using ui::PermissionGate;

/// What somebody may not do stays in sight, closed, with the reason; what is there to read stays open.
class TestPermissions : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cleanup();
    void cleanupTestCase() { m_windows.clear(); }
    void aControlSaysWhatItNeeds_data();
    void aControlSaysWhatItNeeds();
    void anActionSaysWhatItNeeds_data();
    void anActionSaysWhatItNeeds();
    void aPageSaysThatItIsToRead_data();
    void aPageSaysThatItIsToRead();
    void whoeverMayDoAllIsToldNothing();
    void configurationsAreNotShownToAll();
    void aUnitIsReadOnly();
    void aTemplateIsReadOnly();
    void theProcessIsReadOnly();
    void onesOwnSignatureNeedsNoAdministrator();
    void anIncidentIsReadInItsSummary();
    void enterLinksNothing();
    void aFeedInTroubleIsNobodysToMend();
    void sendersAreDecidedByWhoMay();
    void theReasonTakesTheOwnWord();

private:
    /// The window of somebody who lacks one permission, and that of somebody who has no other.
    struct Windows {
        ShellWorld world;
        std::unique_ptr<ui::MainWindow> closed;
        std::unique_ptr<ui::MainWindow> open;
    };
    /// Made once: windows are slow to make, and the rows are many.
    const Windows &windowsAbout(Permission permission)
    {
        std::unique_ptr<Windows> &windows = m_windows[permission];
        if (windows)
            return *windows;
        windows = std::make_unique<Windows>();
        ShellWorld &world = windows->world;
        world.populate();
        Permissions others = domain::allPermissions;
        others.setFlag(permission, false);
        windows->closed = std::make_unique<ui::MainWindow>(contextWith(world, others), world.theme(), world.settings());
        // A page that is closed has nothing else to be open.
        const Permissions only = permission | Permission::ViewConfigurations;
        windows->open = std::make_unique<ui::MainWindow>(contextWith(world, only), world.theme(), world.settings());
        windows->closed->show();
        windows->open->show();
        return *windows;
    }
    static ui::UiContext contextWith(ShellWorld &world, Permissions permissions)
    {
        ui::UiContext context = world.context();
        context.gate = PermissionGate(permissions);
        return context;
    }
    static QWidget *below(const QWidget &window, const QString &className)
    {
        const QList<QWidget *> widgets = window.findChildren<QWidget *>();
        for (QWidget *widget : widgets)
            if (QLatin1String(widget->metaObject()->className()) == QString(u"liaison::ui::"_s + className))
                return widget;
        return nullptr;
    }
    /// Those that are called so, by their text or by what a screen reader says.
    static QList<QAbstractButton *> buttons(const QWidget &place, const QString &name)
    {
        QList<QAbstractButton *> found;
        const QList<QAbstractButton *> all = place.findChildren<QAbstractButton *>();
        for (QAbstractButton *each : all)
            if (each->accessibleName() == name || (each->accessibleName().isEmpty() && each->text() == name))
                found << each;
        return found;
    }

    std::map<Permission, std::unique_ptr<Windows>> m_windows;
};

void TestPermissions::cleanup()
{
    ui::UnitWord::instance()->set({});
}

void TestPermissions::aControlSaysWhatItNeeds_data()
{
    QTest::addColumn<QString>("page");
    QTest::addColumn<Permission>("permission");
    QTest::addColumn<QString>("name");
    const auto rows = [](const char *page, Permission permission, std::initializer_list<const char *> names) {
        for (const char *name : names)
            QTest::addRow("%s: %s", page, name) << QString::fromUtf8(page) << permission << QString::fromUtf8(name);
    };
    rows("MailboxesPage", Permission::UpdateConfigurations,
         {"Connect a mailbox", "Mailbox is on", "Sign in…", "Edit", "TEST INBOUND", "TEST OUTBOUND", "SAVE",
          "Edit the folders", "Save the folders"});
    rows("MailboxesPage", Permission::RunFeeds, {"START", "STOP"});
    rows("FeedsPage", Permission::RunFeeds, {"START", "STOP", "Hold all sending"});
    rows("FeedsPage", Permission::ReplyToMail, {"Get mail now"});
    rows("FeedsPage", Permission::UpdateConfigurations, {"Connect a mailbox", "Sign in…", "Secret's expiry…"});
    rows("UnitsPage", Permission::UpdateBusinessUnits,
         {"New business unit", "Edit the business unit", "Archive", "Import CSV…"});
    rows("UnitsPage", Permission::UpdateConfigurations, {"What business units are called"});
    rows("IncidentList", Permission::UpdateIncidents, {"New incident"});
    rows("SummaryPage", Permission::UpdateIncidents, {"Edit the incident"});
    rows("UnmatchedPage", Permission::UpdateIncidents,
         {"Link", "Choose incident…", "New incident", "Dismiss", "Put back"});
    rows("OutboxPage", Permission::ReplyToMail, {"Retry now", "Cancel sending", "It arrived", "Send again…"});
    rows("OutboxPage", Permission::RunFeeds, {"Hold all sending"});
    rows("BusinessUnitMails", Permission::ReplyToMail, {"Reply", "Reply all", "Forward", "Continue draft", "New mail"});
    rows("BusinessUnitMails", Permission::UpdateIncidents, {"No answer needed"});
    rows("UnitsPage", Permission::ViewConfigurations, {"What happened to the business unit"});
    rows("AuditPage", Permission::ViewConfigurations, {"Check the log", "Export CSV…"});
    rows("FileSettings", Permission::ViewConfigurations, {"Export settings…"});
    rows("PeoplePage", Permission::ManageUsers, {"Give the role", "Take the role"});
    rows("TemplatesPage", Permission::UpdateTemplates,
         {"New template", "Archive", "Save", "Add language", "Remove this language", "Use where none fits",
          "Insert variable"});
    rows("TemplatesPage", Permission::UpdateBusinessUnits, {"Languages…"});
    rows("ProcessPage", Permission::UpdateConfigurations,
         {"Notify business units by this process", "Critical: use for all severities", "Save"});
    rows("NotifyCard", Permission::NotifyUnits,
         {"Send primary…", "Send follow-up…", "Chase the overdue (0)…", "Add deputy (0)…", "Retry failed (0)"});
    rows("FileSettings", Permission::UpdateConfigurations, {"Import settings…"});
}

void TestPermissions::aControlSaysWhatItNeeds()
{
    QFETCH(const QString, page);
    QFETCH(const Permission, permission);
    QFETCH(const QString, name);
    const QString reason = PermissionGate::reasonFor(permission);
    const Windows &windows = windowsAbout(permission);
    QWidget *where = below(*windows.closed, page);
    QVERIFY(where);
    const QList<QAbstractButton *> kept = buttons(*where, name);
    QVERIFY(!kept.isEmpty());
    for (QAbstractButton *each : kept) {
        each->setEnabled(true); // as a page does that knows of nothing
        QVERIFY(!each->isEnabled());
        each->setToolTip(u"Something else"_s);
        QCOMPARE(each->toolTip(), reason);
        QCOMPARE(each->accessibleDescription(), reason);
    }
    const QList<QAbstractButton *> given = buttons(*below(*windows.open, page), name);
    QCOMPARE(given.size(), kept.size());
    for (QAbstractButton *each : given) {
        each->setEnabled(true);
        QVERIFY(each->isEnabled());
        QVERIFY(each->toolTip() != reason);
        QVERIFY(each->accessibleDescription() != reason);
    }
    const auto inSight = [](const QAbstractButton *each) { return !each->isHidden(); };
    QCOMPARE(std::count_if(kept.cbegin(), kept.cend(), inSight), std::count_if(given.cbegin(), given.cend(), inSight));
}

namespace {

struct NamedAction {
    const char *name;
    QAction *ui::WindowActions::*action;
    Permission permission;
};

const QList<NamedAction> &guardedActions()
{
    using ui::WindowActions;
    static const QList<NamedAction> all{
        {"connect a mailbox", &WindowActions::connectMailbox, Permission::UpdateConfigurations},
        {"name of units", &WindowActions::nameUnits, Permission::UpdateConfigurations},
        {"import settings", &WindowActions::importSettings, Permission::UpdateConfigurations},
        {"new template", &WindowActions::newTemplate, Permission::UpdateTemplates},
        {"new unit", &WindowActions::newUnit, Permission::UpdateBusinessUnits},
        {"new incident", &WindowActions::newIncident, Permission::UpdateIncidents},
        {"edit incident", &WindowActions::editIncident, Permission::UpdateIncidents},
        {"new mail", &WindowActions::newMail, Permission::ReplyToMail},
        {"notify units", &WindowActions::notifyUnits, Permission::NotifyUnits},
        {"reply", &WindowActions::reply, Permission::ReplyToMail},
        {"reply all", &WindowActions::replyAll, Permission::ReplyToMail},
        {"forward", &WindowActions::forward, Permission::ReplyToMail},
        {"get mail", &WindowActions::getMail, Permission::ReplyToMail},
        {"hold all sending", &WindowActions::holdSending, Permission::RunFeeds},
    };
    return all;
}

} // namespace

void TestPermissions::anActionSaysWhatItNeeds_data()
{
    QTest::addColumn<int>("at");
    for (int i = 0; i < guardedActions().size(); ++i)
        QTest::addRow("%s", guardedActions().at(i).name) << i;
}

void TestPermissions::anActionSaysWhatItNeeds()
{
    QFETCH(const int, at);
    const NamedAction wanted = guardedActions().at(at);
    const Windows &windows = windowsAbout(wanted.permission);
    QAction *kept = windows.closed->commands()->*wanted.action;
    kept->setEnabled(true);
    QVERIFY(!kept->isEnabled());
    QVERIFY(kept->isVisible());
    ui::UnitWord::instance()->set({u"Department"_s, u"Departments"_s}); // names some of them anew
    const QString reason = PermissionGate::reasonFor(wanted.permission);
    QCOMPARE(kept->toolTip(), reason);
    const QList<QObject *> places = kept->associatedObjects();
    for (const QObject *place : places)
        if (const auto *menu = qobject_cast<const QMenu *>(place))
            QVERIFY(menu->toolTipsVisible());
    QAction *given = windows.open->commands()->*wanted.action;
    given->setEnabled(true);
    QVERIFY(given->isEnabled());
    QVERIFY(given->toolTip() != reason);
}

void TestPermissions::aPageSaysThatItIsToRead_data()
{
    QTest::addColumn<QString>("page");
    QTest::addColumn<Permission>("permission");
    QTest::newRow("mailboxes") << u"MailboxesPage"_s << Permission::UpdateConfigurations;
    QTest::newRow("feeds") << u"FeedsPage"_s << Permission::RunFeeds;
    QTest::newRow("templates") << u"TemplatesPage"_s << Permission::UpdateTemplates;
    QTest::newRow("people") << u"PeoplePage"_s << Permission::ManageUsers;
    QTest::newRow("audit") << u"AuditPage"_s << Permission::ViewConfigurations;
    QTest::newRow("process") << u"ProcessPage"_s << Permission::UpdateConfigurations;
    QTest::newRow("units") << u"UnitsPage"_s << Permission::UpdateBusinessUnits;
}

/// For whoever goes by Tab and never meets what is closed.
void TestPermissions::aPageSaysThatItIsToRead()
{
    QFETCH(const QString, page);
    QFETCH(const Permission, permission);
    ShellWorld world;
    Permissions others = domain::allPermissions;
    others.setFlag(permission, false);
    const ui::MainWindow closed(contextWith(world, others), world.theme(), world.settings());
    const ui::MainWindow open(contextWith(world, permission), world.theme(), world.settings());
    const auto says = [&](const ui::MainWindow &window) {
        const QList<QLabel *> labels = below(window, page)->findChildren<QLabel *>();
        return std::any_of(labels.cbegin(), labels.cend(), [permission](const QLabel *label) {
            return label->text().endsWith(PermissionGate::reasonFor(permission));
        });
    };
    QVERIFY(says(closed));
    QVERIFY(!says(open));
}

/// The one local user of a store that is a file.
void TestPermissions::whoeverMayDoAllIsToldNothing()
{
    ShellWorld world;
    world.populate();
    ui::MainWindow window(world.context(), world.theme(), world.settings());
    window.show();
    QTRY_VERIFY(window.incidents()->current());
    QStringList reasons;
    for (const Permission each : domain::permissionsInOrder)
        reasons << PermissionGate::reasonFor(each);
    QCOMPARE(QSet<QString>(reasons.cbegin(), reasons.cend()).size(), 9);
    const QList<QWidget *> widgets = window.findChildren<QWidget *>();
    for (const QWidget *widget : widgets)
        QVERIFY2(!reasons.contains(widget->toolTip()), qPrintable(widget->accessibleName()));
    const QList<QAction *> actions = window.actions();
    for (const QAction *action : actions)
        QVERIFY2(!reasons.contains(action->toolTip()), qPrintable(action->text()));
}

/// The mailboxes and how they are; not how they are reached, and not what was changed of that.
void TestPermissions::configurationsAreNotShownToAll()
{
    for (const bool may : {true, false}) {
        ShellWorld world;
        world.addMailbox(u"ir@corp.example"_s);
        const Permissions permissions = may ? Permissions(Permission::ViewConfigurations) : Permissions();
        ui::MainWindow window(contextWith(world, permissions), world.theme(), world.settings());
        window.show();
        window.showPage(ui::Page::Mailboxes);
        auto *list = window.mailboxes()->findChild<QListWidget *>();
        QTRY_COMPARE(list->count(), 1);
        QVERIFY(list->item(0)->text().startsWith(u"ir@corp.example"_s));
        QCOMPARE(window.mailboxes()->form()->isVisible(), may);
        QCOMPARE(window.mailboxes()->form()->mailbox().id.isNull(), !may);
        const QString reason = PermissionGate::reasonFor(Permission::ViewConfigurations);
        const QList<QLabel *> labels = window.mailboxes()->findChildren<QLabel *>();
        QCOMPARE(std::any_of(labels.cbegin(), labels.cend(),
                             [&](const QLabel *label) { return label->isVisible() && label->text() == reason; }),
                 !may);
        window.showPage(ui::Page::Audit);
        auto *log = window.findChild<QTreeWidget *>(u"auditLog"_s);
        if (may)
            QTRY_VERIFY(log->topLevelItemCount() > 0);
        // A question that was asked of the store by now is answered before this one.
        must(awaited(world.store().read([](store::Session &) -> Result<void> { return {}; })));
        QCoreApplication::sendPostedEvents();
        QCOMPARE(log->topLevelItemCount() > 0, may);
    }
}

void TestPermissions::aUnitIsReadOnly()
{
    ShellWorld world;
    const domain::BusinessUnit unit = world.addUnit(u"Finance"_s, u"finance.example"_s);
    auto *dialog = new ui::UnitDialog(contextWith(world, {}), unit, nullptr);
    dialog->open();
    QPushButton *save = dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save);
    QVERIFY(!save->isEnabled());
    const QList<QLineEdit *> fields = dialog->findChildren<QLineEdit *>();
    QStringList texts;
    for (const QLineEdit *field : fields) {
        QVERIFY2(field->isReadOnly(), qPrintable(field->accessibleName()));
        texts << field->text();
    }
    QVERIFY(texts.contains(u"Finance"_s));
    QCOMPARE(dialog->windowTitle(), u"Finance"_s);
    dialog->reject();
}

void TestPermissions::aTemplateIsReadOnly()
{
    ShellWorld world;
    domain::MailTemplate notice;
    notice.name = u"First notice"_s;
    notice.defaultLanguage = u"en"_s;
    notice.texts = {{u"en"_s, u"About"_s, u"Dear {{recipients}},"_s}};
    must(awaited(desk::TemplateDesk(world.context().desk).save(notice)));
    ui::TemplatesPage page(contextWith(world, Permission::ReplyToMail));
    page.show();
    auto *name = page.findChild<QLineEdit *>(u"templateName"_s);
    auto *body = page.findChild<QPlainTextEdit *>(u"templateBody"_s);
    QTRY_COMPARE(name->text(), u"First notice"_s);
    QVERIFY(name->isReadOnly());
    QVERIFY(page.findChild<QLineEdit *>(u"templateSubject"_s)->isReadOnly());
    QTest::keyClicks(body, u"and others {{in"_s);
    QTest::keyClick(body, Qt::Key_Return);
    QCOMPARE(body->toPlainText(), u"Dear {{recipients}},"_s);
    QVERIFY(!page.editor()->isDirty());
}

void TestPermissions::theProcessIsReadOnly()
{
    ShellWorld world;
    ui::ProcessPage page(contextWith(world, Permission::ReplyToMail));
    page.show();
    QVERIFY(page.findChild<QAbstractSpinBox *>(u"criticalAnswer"_s)->isReadOnly());
    QVERIFY(!page.findChild<QComboBox *>(u"criticalPrimary"_s)->isEnabled());
    QVERIFY(!page.findChild<QCheckBox *>(u"processOn"_s)->isEnabled());
    ui::ProcessPage other(contextWith(world, Permission::UpdateConfigurations));
    QVERIFY(!other.findChild<QAbstractSpinBox *>(u"criticalAnswer"_s)->isReadOnly());
    QVERIFY(other.findChild<QComboBox *>(u"criticalPrimary"_s)->isEnabled());
}

/// The team's goes back as it is: here with a blank that an editor would change.
void TestPermissions::onesOwnSignatureNeedsNoAdministrator()
{
    ShellWorld world;
    desk::SignatureDesk desk(world.context().desk);
    const QString team = u"Incident\u00a0Response"_s;
    must(awaited(desk.save({team, {}})));
    const auto opened = [&world](Permissions permissions) {
        auto *dialog = new ui::SignaturesDialog(contextWith(world, permissions), nullptr);
        dialog->open();
        return dialog;
    };
    const auto saveOf
        = [](const QDialog *dialog) { return dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save); };
    ui::SignaturesDialog *mine = opened(Permission::ReplyToMail);
    auto *words = mine->findChild<QPlainTextEdit *>(u"teamSignature"_s);
    QVERIFY(words->isReadOnly());
    QCOMPARE(words->toolTip(), PermissionGate::reasonFor(Permission::UpdateConfigurations));
    QTRY_VERIFY(saveOf(mine)->isEnabled());
    auto *own = mine->findChild<QPlainTextEdit *>(u"ownSignature"_s);
    QVERIFY(!own->isReadOnly());
    own->setPlainText(u"Ada"_s);
    saveOf(mine)->click();
    QTRY_COMPARE(must(awaited(desk.current())).own, u"Ada"_s);
    QCOMPARE(must(awaited(desk.current())).team, team);
    ui::SignaturesDialog *viewed = opened({});
    auto *shown = viewed->findChild<QPlainTextEdit *>(u"ownSignature"_s);
    QTRY_COMPARE(shown->toPlainText(), u"Ada"_s);
    QVERIFY(shown->isReadOnly());
    QVERIFY(!saveOf(viewed)->isEnabled());
    viewed->reject();
}

void TestPermissions::anIncidentIsReadInItsSummary()
{
    ShellWorld world;
    world.addUnit(u"Finance"_s, u"finance.example"_s);
    world.addIncident(u"Suspicious sign-in"_s);
    ui::MainWindow window(contextWith(world, Permission::ReplyToMail), world.theme(), world.settings());
    window.show();
    QTRY_VERIFY(window.incidents()->current());
    window.tabs()->setCurrentIndex(1);
    const QList<QListView *> lists = window.incidents()->findChildren<QListView *>();
    for (QListView *list : lists)
        if (list->accessibleName() == "Incidents"_L1)
            Q_EMIT list->activated(list->currentIndex());
    QCOMPARE(window.tabs()->currentIndex(), 0);
    QVERIFY(!window.findChild<ui::IncidentDialog *>());
}

void TestPermissions::enterLinksNothing()
{
    for (const bool may : {true, false}) {
        ShellWorld world;
        world.addMailbox(u"ir@corp.example"_s);
        world.receive(u"stranger@elsewhere.example"_s, u"Hello"_s, u"words"_s);
        const Permissions permissions = may ? Permissions(Permission::UpdateIncidents) : Permissions();
        ui::MainWindow window(contextWith(world, permissions), world.theme(), world.settings());
        window.show();
        window.showPage(ui::Page::Unmatched);
        QWidget *page = below(window, u"UnmatchedPage"_s);
        auto *view = page->findChild<QTreeView *>();
        QTRY_VERIFY(view->selectionModel()->hasSelection());
        QVERIFY(view->currentIndex().isValid());
        Q_EMIT view->activated(view->currentIndex());
        QCOMPARE(window.findChild<ui::IncidentPicker *>() != nullptr, may);
    }
}

void TestPermissions::aFeedInTroubleIsNobodysToMend()
{
    ShellWorld world;
    const domain::Mailbox mailbox = world.addMailbox(u"ir@corp.example"_s);
    ui::MainWindow window(contextWith(world, Permission::UpdateIncidents), world.theme(), world.settings());
    window.show();
    domain::FeedStatus status;
    status.mailbox = mailbox.id;
    status.address = mailbox.address;
    status.state = domain::FeedState::NeedsSignIn;
    status.personSignsIn = true;
    status.error = Error{ErrorKind::CredentialsMissing, {}, {}, {}};
    world.feeds().tell(status);
    const auto inBar = [&window](const QString &name) {
        const QList<QAbstractButton *> all = buttons(window, name);
        for (QAbstractButton *each : all)
            if (each->parentWidget()->inherits("liaison::ui::MessageBar") && each->isVisible())
                return each;
        return static_cast<QAbstractButton *>(nullptr);
    };
    QTRY_VERIFY(inBar(u"Sign in…"_s)); // what is put into a bar is shown a moment later
    QVERIFY(!inBar(u"Sign in…"_s)->isEnabled());
    QCOMPARE(inBar(u"Sign in…"_s)->toolTip(), PermissionGate::reasonFor(Permission::UpdateConfigurations));
    QVERIFY(inBar(u"Open the mailbox"_s)->isEnabled()); // to look at it
}

void TestPermissions::sendersAreDecidedByWhoMay()
{
    store::MailRow row;
    row.from.address = u"stranger@elsewhere.example"_s;
    row.outsider = true;
    ui::MailNotices notices;
    notices.setGate(PermissionGate(Permission::ReplyToMail));
    notices.showRow(row);
    for (const char *name : {"Accept once", "Accept and remember", "Dismiss"}) {
        const QList<QAbstractButton *> found = buttons(notices, QString::fromUtf8(name));
        QCOMPARE(found.size(), 1);
        QVERIFY(!found.first()->isEnabled());
        QCOMPARE(found.first()->toolTip(), PermissionGate::reasonFor(Permission::UpdateIncidents));
    }
    notices.setGate(PermissionGate(Permission::UpdateIncidents));
    notices.showRow(row);
    QVERIFY(buttons(notices, u"Accept once"_s).constLast()->isEnabled());
}

void TestPermissions::theReasonTakesTheOwnWord()
{
    QPushButton button(u"New"_s);
    PermissionGate(Permissions()).guard(&button, Permission::UpdateBusinessUnits);
    QVERIFY(button.toolTip().contains(u"Business Units"_s));
    ui::UnitWord::instance()->set({u"Department"_s, u"Departments"_s});
    QVERIFY(button.toolTip().contains(u"“Create/Update Departments”"_s));
    QCOMPARE(button.accessibleDescription(), button.toolTip());
}

} // namespace liaison::test

using liaison::test::TestPermissions;
LIAISON_TEST(TestPermissions)
#include "tst_permissions.moc"
