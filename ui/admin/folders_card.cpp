#include "ui/admin/folders_card.h"

#include "core/base/on_done.h"
#include "core/desk/mailbox_desk.h"
#include "core/store/mailboxes.h"
#include "core/store/store.h"
#include "ui/common/error_text.h"
#include "ui/common/icons.h"
#include "ui/common/message_bar.h"
#include "ui/common/plain_label.h"
#include "ui/common/store_watch.h"

#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace liaison::ui {

namespace {

QString folderText(const domain::Folder &folder)
{
    QStringList words{folder.remote.path};
    if (folder.vanished)
        words << FoldersCard::tr("not on the server any more");
    else if (folder.remote.total >= 0)
        words << FoldersCard::tr("%n mails", nullptr, folder.remote.total);
    if (folder.remote.unread > 0)
        words << FoldersCard::tr("%n unread", nullptr, folder.remote.unread);
    return words.join(QStringLiteral(" · "));
}

} // namespace

FoldersCard::FoldersCard(const UiContext &context, QWidget *parent)
    : QGroupBox(tr("Folders"), parent), m_context(context), m_bar(new MessageBar(this)), m_hint(new PlainLabel(this)),
      m_list(new QListWidget(this)), m_edit(new QPushButton(icon(QStringLiteral("edit")), tr("Edit"), this)),
      m_cancel(new QPushButton(tr("Cancel"), this)),
      m_save(new QPushButton(icon(QStringLiteral("save")), tr("SAVE"), this))
{
    m_edit->setAccessibleName(tr("Edit the folders"));
    m_cancel->setAccessibleName(tr("Cancel the change of folders"));
    m_save->setAccessibleName(tr("Save the folders"));
    m_list->setAccessibleName(tr("Folders that are read"));
    m_list->setMinimumHeight(140);
    m_hint->setWordWrap(true);
    m_hint->setMuted(true);
    for (QWidget *each : {m_edit, m_save})
        m_context.gate.guard(each, domain::Permission::UpdateConfigurations);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_edit);
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_save);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_bar);
    column->addWidget(m_hint);
    column->addWidget(m_list);
    column->addLayout(buttons);
    connect(m_edit, &QPushButton::clicked, this, [this] {
        setEditing(true);
        m_list->setFocus();
    });
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        setEditing(false);
        load();
    });
    connect(m_save, &QPushButton::clicked, this, &FoldersCard::save);
    auto *watch = new StoreWatch(context.store, {store::Aggregate::Folder}, this);
    connect(watch, &StoreWatch::stale, this, [this] {
        if (!m_editing)
            load();
    });
    setEditing(false);
}

void FoldersCard::setMailbox(MailboxId id)
{
    m_mailbox = id;
    m_bar->clear();
    setVisible(bool(id));
    setEditing(false);
    load();
}

void FoldersCard::load()
{
    if (!m_mailbox)
        return;
    onDone(this, m_context.store->read([id = m_mailbox](store::Session &session) {
        return store::Folders(session).list(id);
    }),
           [this, id = m_mailbox](Result<QList<domain::Folder>> folders) {
               if (id != m_mailbox)
                   return;
               if (folders)
                   show(*folders);
               else
                   m_bar->showMessage(MessageBar::Kind::Error, errorText(folders.error()));
           });
}

void FoldersCard::show(QList<domain::Folder> folders)
{
    std::stable_sort(folders.begin(), folders.end(), [](const domain::Folder &a, const domain::Folder &b) {
        return a.remote.role == domain::FolderRole::Inbox && b.remote.role != domain::FolderRole::Inbox;
    });
    m_list->clear();
    for (const domain::Folder &folder : std::as_const(folders)) {
        if (!folder.remote.selectable)
            continue;
        auto *item = new QListWidgetItem(icon(QStringLiteral("folder")), folderText(folder), m_list);
        item->setData(Qt::UserRole, folder.id.value);
        item->setCheckState(folder.selected ? Qt::Checked : Qt::Unchecked);
    }
    m_list->setVisible(m_list->count() > 0);
    m_edit->setEnabled(m_list->count() > 0);
    m_hint->setText(m_list->count() > 0
                        ? tr("Folders with a check mark are read. Sent Items tells of answers that were "
                             "written with another program.")
                        : tr("The server's folders are listed here once the mailbox was started."));
    setEditing(false);
}

void FoldersCard::setEditing(bool editing)
{
    m_editing = editing;
    for (int i = 0; i < m_list->count(); ++i) {
        Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
        flags.setFlag(Qt::ItemIsUserCheckable, editing);
        m_list->item(i)->setFlags(flags);
    }
    m_edit->setVisible(!editing);
    m_cancel->setVisible(editing);
    m_save->setVisible(editing);
}

void FoldersCard::save()
{
    QList<FolderId> selected;
    for (int i = 0; i < m_list->count(); ++i) {
        if (m_list->item(i)->checkState() == Qt::Checked)
            selected << FolderId{m_list->item(i)->data(Qt::UserRole).toLongLong()};
    }
    onDone(this, desk::MailboxDesk(m_context.desk).selectFolders(m_mailbox, selected), [this](Result<void> result) {
        if (result) {
            setEditing(false);
            m_bar->showMessage(MessageBar::Kind::Success, tr("Saved."));
        } else {
            m_bar->showMessage(MessageBar::Kind::Error, errorText(result.error()));
        }
    });
}

} // namespace liaison::ui
