#include "tour_sights.h"

#include "ui/admin/exchange_fields.h"
#include "ui/admin/folder_tree.h"
#include "ui/admin/folders_card.h"
#include "ui/admin/mailbox_form.h"
#include "ui/admin/mailbox_wizard.h"
#include "ui/admin/mailbox_wizard_type.h"
#include "ui/admin/mailboxes_page.h"
#include "ui/admin/test_card.h"
#include "ui/common/message_bar.h"
#include "ui/common/words.h"
#include "ui/shell/main_window.h"

#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QTreeWidgetItemIterator>

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace liaison::test {

namespace {

using Conditions = std::initializer_list<std::pair<const char *, bool>>;
using Kind = ui::MessageBar::Kind;

/// Those that do not hold.
QStringList unmet(Conditions conditions)
{
    QStringList faults;
    for (const auto &[what, holds] : conditions) {
        if (!holds)
            faults << QString::fromLatin1(what);
    }
    return faults;
}

bool says(const QWidget *card, Kind kind)
{
    const auto *bar = card->findChild<ui::MessageBar *>();
    return bar && bar->isVisible() && bar->kind() == kind && !bar->text().isEmpty();
}

/// The card of one mailbox: all of it is there, shown or not.
struct Card {
    explicit Card(ui::MainWindow &window)
        : page(window.mailboxes()), form(page->form()), fields(form->findChildren<ui::ExchangeFields *>().constFirst()),
          typed(fields->endpoint({})), folders(page->findChild<ui::FoldersCard *>()),
          tree(folders->findChild<ui::FolderTree *>())
    {
        const QList<ui::TestCard *> cards = form->findChildren<ui::TestCard *>();
        for (ui::TestCard *card : cards)
            (card->startButton()->objectName() == u"testInbound" ? inbound : outbound) = card;
    }

    [[nodiscard]] bool isOfANewMailbox() const
    {
        return form->isVisible() && form->isEditing() && !form->mailbox().id && form->hasUnsavedChanges();
    }
    [[nodiscard]] bool isOfASavedOne() const
    {
        return form->isVisible() && !form->isEditing() && form->mailbox().id && !form->hasUnsavedChanges();
    }
    /// Whether the fields of Exchange are shown with an application that signs in by OAuth in this cloud.
    [[nodiscard]] bool isFilledInFor(domain::NationalCloud cloud) const
    {
        return fields->isVisible() && typed.protocol == domain::Protocol::Ews && typed.signIn == domain::SignIn::OAuth2
            && typed.oauth.flow == domain::OAuthFlow::Application && !typed.oauth.clientId.isEmpty()
            && !typed.oauth.tenantId.isEmpty() && typed.oauth.cloud == cloud;
    }
    [[nodiscard]] const QPlainTextEdit *consent() const
    {
        const QList<QPlainTextEdit *> all = fields->findChildren<QPlainTextEdit *>();
        const auto found = std::find_if(all.cbegin(), all.cend(), [](const QPlainTextEdit *text) {
            return text->toPlainText().startsWith(u"https://login.partner.microsoftonline.cn/");
        });
        return found == all.cend() ? nullptr : *found;
    }
    /// The folders with, or without, a check mark, as they are called in the tree.
    [[nodiscard]] QStringList folderNames(Qt::CheckState state) const
    {
        QStringList names;
        for (QTreeWidgetItemIterator at(tree); *at; ++at) {
            if ((*at)->checkState(0) == state)
                names << (*at)->text(0);
        }
        return names;
    }
    /// Inbox and Archive are to be read, others are not, and it is known how many mails are in the first.
    [[nodiscard]] bool hasArchiveTicked() const
    {
        return tree->isVisible() && folderNames(Qt::Checked).contains(u"Archive"_qs) && tree->topLevelItem(0)
            && tree->topLevelItem(0)->checkState(0) == Qt::Checked && tree->topLevelItem(0)->text(1).toInt() > 0
            && !folderNames(Qt::Unchecked).isEmpty();
    }

    ui::MailboxesPage *page;
    ui::MailboxForm *form;
    ui::ExchangeFields *fields;
    domain::Endpoint typed;
    ui::FoldersCard *folders;
    ui::FolderTree *tree;
    ui::TestCard *inbound = nullptr;
    ui::TestCard *outbound = nullptr;
};

QStringList exchangeIsFound(ui::MainWindow &window)
{
    const auto *wizard = window.findChild<ui::MailboxWizard *>();
    const auto *type = window.findChild<ui::MailboxWizardType *>();
    return unmet({{"the wizard is open", wizard && wizard->isVisible()},
                  {"its type of account says that Exchange was found", type && says(type, Kind::Success)}});
}

QStringList chinaIsFilledIn(ui::MainWindow &window)
{
    const Card card(window);
    const QPlainTextEdit *consent = card.consent();
    return unmet({{"the form is a new mailbox's", card.isOfANewMailbox()},
                  {"it is filled in for China", card.isFilledInFor(domain::NationalCloud::China)},
                  {"the cloud's hosts are used", card.typed.host.isEmpty() && card.typed.oauth.loginHost.isEmpty()},
                  {"the consent link of the cloud is in the picture", consent && isInPicture(consent)}});
}

QStringList globalIsFilledIn(ui::MainWindow &window)
{
    const Card card(window);
    return unmet(
        {{"the form is a new mailbox's", card.isOfANewMailbox()},
         {"it is filled in for the global cloud", card.isFilledInFor(domain::NationalCloud::Global)},
         {"the server is the demo's",
          card.typed.host.startsWith(u"https://127.0.0.1:") && card.typed.oauth.loginHost.startsWith(u"127.0.0.1:")},
         {"a secret is typed", card.fields->typedSecret().has_value()},
         {"the fields are in the picture", isInPicture(card.fields)}});
}

QStringList inboundFails(ui::MainWindow &window)
{
    const Card card(window);
    return unmet({{"the form is a new mailbox's", card.isOfANewMailbox()},
                  {"TEST INBOUND has failed",
                   !card.inbound->passed() && !card.inbound->isRunning() && says(card.inbound, Kind::Error)},
                  {"it is in the picture", isInPicture(card.inbound)}});
}

QStringList inboundPasses(ui::MainWindow &window)
{
    const Card card(window);
    return unmet({{"the form is a new mailbox's", card.isOfANewMailbox()},
                  {"TEST INBOUND has passed", card.inbound->passed() && says(card.inbound, Kind::Success)},
                  {"TEST OUTBOUND has not yet", !card.outbound->passed()},
                  {"it is in the picture", isInPicture(card.inbound)}});
}

QStringList bothPass(ui::MainWindow &window)
{
    const Card card(window);
    return unmet({{"the form is a new mailbox's", card.isOfANewMailbox()},
                  {"TEST INBOUND has passed", card.inbound->passed() && says(card.inbound, Kind::Success)},
                  {"TEST OUTBOUND has passed", card.outbound->passed() && says(card.outbound, Kind::Success)},
                  {"both are in the picture", isInPicture(card.inbound) && isInPicture(card.outbound)}});
}

QStringList isSaved(ui::MainWindow &window)
{
    const Card card(window);
    const auto *bar = card.form->findChild<ui::MessageBar *>(QString(), Qt::FindDirectChildrenOnly);
    return unmet({{"the form is a saved mailbox's", card.isOfASavedOne()},
                  {"its card of folders is there", card.folders->isVisible()},
                  {"“Saved.” is in the picture", bar && bar->kind() == Kind::Success && isInPicture(bar)}});
}

QStringList foldersAreChosen(ui::MainWindow &window)
{
    const Card card(window);
    return unmet({{"the form is a saved mailbox's", card.isOfASavedOne()},
                  {"the choice is not saved yet", card.folders->unsavedChanges().has_value()},
                  {"Archive is chosen", card.hasArchiveTicked()},
                  {"the folders are in the picture", isInPicture(card.folders)}});
}

QStringList foldersAreSaved(ui::MainWindow &window)
{
    const Card card(window);
    return unmet({{"the choice is saved", !card.folders->unsavedChanges() && says(card.folders, Kind::Success)},
                  {"Archive is chosen", card.hasArchiveTicked()},
                  {"the folders are in the picture", isInPicture(card.folders)}});
}

QStringList runs(ui::MainWindow &window)
{
    const Card card(window);
    const auto *list = card.page->findChild<QListWidget *>();
    const QString line = card.form->mailbox().address + u'\n' + ui::wordFor(domain::FeedState::Running);
    return unmet({{"the form is a saved mailbox's", card.isOfASavedOne()},
                  {"the list says that it runs", list->currentItem() && list->currentItem()->text() == line}});
}

} // namespace

bool isInPicture(const QWidget *widget)
{
    if (!widget->isVisible())
        return false;
    for (const QWidget *around = widget->parentWidget(); around; around = around->parentWidget()) {
        const auto *area = qobject_cast<const QScrollArea *>(around);
        if (!area)
            continue;
        const QWidget *seen = area->viewport();
        if (!seen->rect().contains(QRect(widget->mapTo(seen, QPoint()), widget->size())))
            return false;
    }
    return true;
}

QList<Sight> mailboxSights()
{
    return {{u"a further mailbox: its Exchange is found"_qs, exchangeIsFound},
            {u"its form is filled in for OAuth, in the cloud of China"_qs, chinaIsFilledIn},
            {u"in the global cloud, at the sign-in service of the demo"_qs, globalIsFilledIn},
            {u"with a mistyped secret TEST INBOUND fails"_qs, inboundFails},
            {u"the secret is put right and TEST INBOUND passes"_qs, inboundPasses},
            {u"TEST OUTBOUND passes"_qs, bothPass},
            {u"the mailbox is saved"_qs, isSaved},
            {u"its folders are asked for and one more is chosen"_qs, foldersAreChosen},
            {u"the choice of folders is saved"_qs, foldersAreSaved},
            {u"its feed is started and runs"_qs, runs}};
}

} // namespace liaison::test
