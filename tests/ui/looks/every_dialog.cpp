// Every dialog, and windows of their own beside the main one.
#include "tests/ui/looks/every_window.h"

#include "core/desk/compose_desk.h"
#include "core/desk/notification_desk.h"
#include "core/mime/html_inert.h"
#include "tests/ui/shell/sign_in_shell.h"
#include "tests/ui/shell/switch_shell.h"
#include "ui/admin/secret_expiry_dialog.h"
#include "ui/admin/settings_import_dialog.h"
#include "ui/admin/signatures_dialog.h"
#include "ui/admin/unit_activity.h"
#include "ui/admin/unit_dialog.h"
#include "ui/admin/unit_import_dialog.h"
#include "ui/admin/unit_languages_dialog.h"
#include "ui/admin/unit_name_dialog.h"
#include "ui/common/ask.h"
#include "ui/compose/address_field.h"
#include "ui/compose/composer.h"
#include "ui/compose/composer_form.h"
#include "ui/compose/guard_panel.h"
#include "ui/compose/recipient_completer.h"
#include "ui/compose/recipient_popup.h"
#include "ui/incidents/incident_dialog.h"
#include "ui/incidents/incident_list.h"
#include "ui/incidents/incident_picker.h"
#include "ui/incidents/notify_dialog.h"
#include "ui/mails/incident_chooser.h"
#include "ui/mails/link_question.h"
#include "ui/mails/source_window.h"
#include "ui/shell/main_window.h"
#include "ui/shell/window_actions.h"

#include <QAction>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFile>
#include <QListWidget>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QTextBrowser>
#include <QTreeWidget>

#include <memory>

namespace liaison::test {

using namespace Qt::StringLiterals;

namespace {

/// Opened as the program does it, and ours to delete.
template <class T, class... Args> std::unique_ptr<T> opened(Args &&...args)
{
    auto dialog = std::make_unique<T>(std::forward<Args>(args)...);
    dialog->setAttribute(Qt::WA_DeleteOnClose, false);
    static_cast<QWidget &>(*dialog).show(); // IncidentChooser has a show() of its own
    return dialog;
}

void press(const QWidget &dialog, QDialogButtonBox::StandardButton which)
{
    dialog.findChild<QDialogButtonBox *>()->button(which)->click();
}

QString written(const EveryWorld &world, const QString &name, const QByteArray &bytes)
{
    QFile file(world.path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        QTest::qFail("no file", __FILE__, __LINE__);
    return file.fileName();
}

void visitIncidentDialog(const Visit &visit)
{
    const auto dialog = opened<ui::IncidentDialog>(visit.world.context(), visit.world.incident, nullptr);
    waitFor([&dialog] { return dialog->findChild<QListWidget *>()->count() > 0; }, "units");
    visit.look(*dialog, u"edited"_s);
    dialog->findChild<QLineEdit *>()->clear();
    press(*dialog, QDialogButtonBox::Save);
    visit.look(*dialog, u"without a title"_s);
}

void visitChoices(const Visit &visit)
{
    const auto picker = opened<ui::IncidentPicker>(visit.world.context(), u"Choose"_s, u"Link"_s, nullptr);
    waitFor([&picker] { return picker->findChild<QAbstractItemView *>()->model()->rowCount() > 0; }, "incidents");
    visit.look(*picker, u"picker"_s);
    const auto chooser = opened<ui::IncidentChooser>(visit.world.context(), visit.world.incident.id, nullptr);
    waitFor([&chooser] { return chooser->findChild<QListWidget *>()->count() > 0; }, "other incidents");
    visit.look(*chooser, u"chooser"_s);
}

void visitComposer(const Visit &visit)
{
    ui::Composer composer(visit.world.context());
    composer.resize(760, 560); // as BusinessUnitMails opens it
    composer.show();
    composer.activateWindow();
    composer.edit(must(awaited(
        desk::ComposeDesk(visit.world.context().desk).newMail(visit.world.incident.id, visit.world.treasury.id))));
    waitFor([&composer] { return !composer.form()->draft().mailbox.isNull(); }, "a mailbox to send from");
    visit.look(composer, u"new"_s);
    desk::ComposeDraft toMany = composer.form()->draft();
    toMany.cc = {{u"L. Weiss"_s, u"weiss@legal.example"_s}, {u"M. Roe"_s, u"m.roe@finance.example"_s}};
    toMany.answers = MessageId{1}; // people have ticks in an answer
    toMany.attachments = {{u"sign-in-log.txt"_s, u"text/plain"_s, "2026-11-20 03:12 j.doe 203.0.113.7 failed"}};
    composer.edit(toMany);
    visit.look(composer, u"to many"_s);
    auto *field = composer.form()->toField();
    field->clear();
    field->setFocus();
    QTest::keyClicks(field, u"fin"_s);
    const auto *completer = field->findChild<ui::RecipientCompleter *>();
    waitFor([completer] { return completer->popup() && completer->popup()->isVisible(); }, "people");
    visit.look(composer, u"people"_s);
    field->setText(u"security@finance.example, x@outside.example"_s);
    composer.form()->textEdit()->setPlainText(u"See the attached list."_s);
    composer.send();
    auto *guards = composer.findChild<ui::GuardPanel *>();
    waitFor([guards] { return guards->isVisible(); }, "a question");
    visit.look(composer, u"question"_s);
}

void visitMailWindows(const Visit &visit)
{
    const auto source
        = opened<ui::SourceWindow>(u"Sign-in"_s, QByteArray("From: a@b.example\r\n\r\nWords\r\n"), nullptr);
    visit.look(*source, u"source"_s);
    const mime::InertHtml::Link link{u"https://evil.example/login"_s, u"www.bank.example"_s, true};
    const auto question = opened<ui::LinkQuestion>(link, nullptr);
    visit.look(*question, u"deceptive link"_s);
}

void visitNotify(const Visit &visit)
{
    const auto board = must(awaited(desk::NotificationDesk(visit.world.context().desk).board(visit.world.incident.id)));
    const auto dialog = opened<ui::NotifyDialog>(visit.world.context(), board, domain::NotificationKind::Primary,
                                                 visit.world.incident.affected, nullptr);
    waitFor([&dialog] { return !dialog->findChild<QTextBrowser *>()->toPlainText().isEmpty(); }, "a preview");
    visit.look(*dialog, u"primary"_s);
}

void visitUnitDialogs(const Visit &visit)
{
    const auto dialog = opened<ui::UnitDialog>(visit.world.context(), visit.world.treasury, nullptr);
    visit.look(*dialog, u"edited"_s);
    dialog->findChild<QPlainTextEdit *>()->setPlainText(u"ciso@treasury.example, nobody"_s);
    press(*dialog, QDialogButtonBox::Save);
    visit.look(*dialog, u"marked"_s);
    const auto activity = opened<ui::UnitActivity>(visit.world.context(), visit.world.treasury, nullptr);
    waitFor([&activity] { return activity->findChild<QTreeWidget *>()->topLevelItemCount() == 3; }, "changes");
    visit.look(*activity, u"activity"_s);
    const auto languages = opened<ui::UnitLanguagesDialog>(visit.world.context(), nullptr);
    waitFor([&languages] { return languages->findChildren<QComboBox *>().size() == 4; }, "languages");
    visit.look(*languages, u"languages"_s);
}

void visitUnitName(const Visit &visit)
{
    const auto name = opened<ui::UnitNameDialog>(visit.world.context(), nullptr);
    visit.look(*name, u"name"_s);
    const QList<QLineEdit *> lines = name->findChildren<QLineEdit *>();
    for (QLineEdit *line : lines)
        line->setText(u"\u0001"_s);
    press(*name, QDialogButtonBox::Save);
    visit.look(*name, u"marked"_s);
}

void visitUnitImport(const Visit &visit)
{
    const std::initializer_list<std::pair<const char *, QByteArray>> files{
        {"import",
         "title,recipients,answer hours\nTreasury,new@treasury.example,2\nLegal,security@legal.example,\n"
         "Research,lab@research.example,8\n"},
        {"wrong", "title,recipients\nTreasury,nobody\nResearch,lab@research.example\nresearch,\n"}};
    for (const auto &[state, csv] : files) {
        const auto dialog
            = opened<ui::UnitImportDialog>(visit.world.context(), written(visit.world, u"units.csv"_s, csv), nullptr);
        waitFor([&dialog] { return dialog->findChild<QTreeWidget *>()->topLevelItemCount() > 0; }, "lines");
        visit.look(*dialog, QString::fromLatin1(state));
    }
}

void visitSettingsImport(const Visit &visit)
{
    const QByteArray head = "{\"format\": \"liaison-settings\", \"version\": 1, \"mailboxes\": [{\"address\": ";
    const QByteArray hosts = ", \"inbound\": {\"host\": \"imap.corp.example\"}, \"outbound\": {\"host\": \"smtp\"}}]}";
    const std::initializer_list<std::pair<const char *, QByteArray>> files{
        {"import", head + "\"ir@corp.example\", \"pollSeconds\": 90" + hosts},
        {"wrong", head + "\"nobody\", \"pollSeconds\": \"often\", \"colour\": 1" + hosts}};
    for (const auto &[state, json] : files) {
        const auto dialog = opened<ui::SettingsImportDialog>(visit.world.context(),
                                                             written(visit.world, u"settings.json"_s, json), nullptr);
        waitFor([&dialog] { return dialog->findChild<QTreeWidget *>()->topLevelItemCount() > 0; }, "lines");
        visit.look(*dialog, QString::fromLatin1(state));
    }
}

void visitSmallAdmin(const Visit &visit)
{
    domain::FeedReport report;
    report.mailbox.address = u"ir@corp.example"_s;
    const auto expiry = opened<ui::SecretExpiryDialog>(visit.world.context(), report);
    visit.look(*expiry, u"expiry"_s);
    const auto signatures = opened<ui::SignaturesDialog>(visit.world.context(), nullptr);
    visit.look(*signatures, u"signatures"_s);
}

void visitSwitch(const Visit &visit)
{
    SwitchShell world;
    auto *dialog = world.dialog();
    visit.look(*dialog, u"idle"_s);
    const auto compare = [&] {
        const qsizetype before = world.asked.size();
        dialog->findChild<QPushButton *>(u"compare"_s)->click();
        waitFor([before, &world] { return world.asked.size() > before; }, "a comparison");
    };
    const auto told = [dialog] { return !dialog->findChild<ui::MessageBar *>()->isHidden(); };
    compare();
    visit.look(*dialog, u"comparing"_s);
    world.answer(world.refused(domain::TestStepKind::SignIn, domain::TestReason::MailboxDenied));
    waitFor(told, "the refusal");
    visit.look(*dialog, u"refused"_s);
    compare();
    world.answer(world.differing());
    waitFor(told, "the difference");
    visit.look(*dialog, u"differing"_s);
}

void visitSignIn(const Visit &visit)
{
    SignInShell world;
    auto *dialog = world.dialog();
    waitFor([&world] { return !world.opened.isEmpty(); }, "a browser");
    visit.look(*dialog, u"browser"_s);
    world.transport.answer(fail(ErrorKind::AuthenticationFailed, u"no"_s));
    waitFor([dialog] { return !dialog->findChild<ui::MessageBar *>()->isHidden(); }, "the refusal");
    visit.look(*dialog, u"refused"_s);
}

/// What the main window says in boxes of its own.
void visitBoxes(const Visit &visit)
{
    ui::MainWindow window(visit.world.context(), visit.world.theme(), visit.world.settings());
    window.show();
    const auto newest = [&window]() -> QDialog * {
        const QList<QDialog *> all = window.findChildren<QDialog *>();
        for (QDialog *each : all)
            if (each->isVisible())
                return each;
        return nullptr;
    };
    const auto look = [&](const QString &state) {
        waitFor([&newest] { return newest() != nullptr; }, "a box");
        if (QDialog *box = newest()) {
            visit.look(*box, state);
            delete box;
        }
    };
    window.commands()->shortcuts->trigger();
    look(u"keys"_s);
    window.commands()->about->trigger();
    look(u"about"_s);
    ui::ask(&window, {u"Discard"_s, u"Discard what was changed?"_s, u"It is gone then."_s, u"Discard"_s}, [] {});
    look(u"question"_s);
    window.commands()->newIncident->trigger();
    look(u"new incident"_s);
}

} // namespace

const QList<EveryWindow> &everyDialog()
{
    static const QList<EveryWindow> all{{"incident-dialog", visitIncidentDialog},
                                        {"choices", visitChoices},
                                        {"composer", visitComposer},
                                        {"mail-windows", visitMailWindows},
                                        {"notify", visitNotify},
                                        {"unit-dialogs", visitUnitDialogs},
                                        {"unit-name", visitUnitName},
                                        {"unit-import", visitUnitImport},
                                        {"settings-import", visitSettingsImport},
                                        {"expiry-signatures", visitSmallAdmin},
                                        {"switch", visitSwitch},
                                        {"sign-in", visitSignIn},
                                        {"boxes", visitBoxes}};
    return all;
}

} // namespace liaison::test
