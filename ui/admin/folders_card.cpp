#include "ui/admin/folders_card.h"

#include "core/base/on_done.h"
#include "core/store/mailboxes.h"
#include "core/store/store.h"
#include "ui/admin/folder_tree.h"
#include "ui/common/error_text.h"
#include "ui/common/icons.h"
#include "ui/common/message_bar.h"
#include "ui/common/plain_label.h"
#include "ui/common/store_watch.h"

#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace liaison::ui {

using domain::RemoteFolder;

FoldersCard::FoldersCard(const UiContext &context, QWidget *parent)
    : QGroupBox(tr("Folders"), parent), m_context(context), m_bar(new MessageBar(this)), m_hint(new PlainLabel(this)),
      m_tree(new FolderTree(this)), m_edit(new QPushButton(icon(QStringLiteral("edit")), tr("Edit"), this)),
      m_refresh(new QPushButton(icon(QStringLiteral("retry")), tr("Refresh"), this)),
      m_stopButton(new QPushButton(icon(QStringLiteral("stop")), tr("Cancel the question"), this)),
      m_cancel(new QPushButton(tr("Cancel"), this)),
      m_save(new QPushButton(icon(QStringLiteral("save")), tr("SAVE"), this))
{
    m_tree->setObjectName(QStringLiteral("folderTree"));
    m_edit->setObjectName(QStringLiteral("foldersEdit"));
    m_refresh->setObjectName(QStringLiteral("foldersRefresh"));
    m_stopButton->setObjectName(QStringLiteral("foldersStop"));
    m_cancel->setObjectName(QStringLiteral("foldersCancel"));
    m_save->setObjectName(QStringLiteral("foldersSave"));
    m_edit->setAccessibleName(tr("Edit the folders"));
    m_refresh->setAccessibleName(tr("Ask the server for its folders"));
    m_cancel->setAccessibleName(tr("Cancel the change of folders"));
    m_save->setAccessibleName(tr("Save the folders"));
    m_hint->setWordWrap(true);
    m_hint->setMuted(true);
    for (QWidget *each : {m_edit, m_save})
        m_context.gate.guard(each, domain::Permission::UpdateConfigurations);
    auto *buttons = new QHBoxLayout;
    for (QPushButton *each : {m_edit, m_refresh, m_stopButton})
        buttons->addWidget(each);
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_save);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_bar);
    column->addWidget(m_hint);
    column->addWidget(m_tree);
    column->addWidget(makeNameLine());
    column->addLayout(buttons);
    connectButtons();
    auto *watch = new StoreWatch(context.store, {store::Aggregate::Folder}, this);
    connect(watch, &StoreWatch::stale, this, [this] {
        if (!m_editing)
            load();
    });
    setEditing(false);
}

FoldersCard::~FoldersCard()
{
    m_stop.request_stop();
}

QWidget *FoldersCard::makeNameLine()
{
    m_nameLine = new QWidget(this);
    m_name = new QLineEdit(m_nameLine);
    m_name->setObjectName(QStringLiteral("folderName"));
    m_name->setAccessibleName(tr("Name of a folder"));
    m_name->setPlaceholderText(tr("A folder's name, such as Inbox/Incidents"));
    m_add = new QPushButton(tr("Add by name"), m_nameLine);
    m_add->setObjectName(QStringLiteral("folderAdd"));
    auto *row = new QHBoxLayout(m_nameLine);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_name, 1);
    row->addWidget(m_add);
    return m_nameLine;
}

void FoldersCard::connectButtons()
{
    connect(m_edit, &QPushButton::clicked, this, &FoldersCard::edit);
    connect(m_refresh, &QPushButton::clicked, this, &FoldersCard::askServer);
    connect(m_stopButton, &QPushButton::clicked, this, [this] {
        stopListing();
        m_bar->showMessage(MessageBar::Kind::Info,
                           tr("The server was not asked to the end. These are the folders as "
                              "they were known before."));
        m_refresh->setFocus(Qt::OtherFocusReason);
    });
    connect(m_cancel, &QPushButton::clicked, this, &FoldersCard::cancel);
    connect(m_save, &QPushButton::clicked, this, [this] { save(); });
    connect(m_add, &QPushButton::clicked, this, &FoldersCard::addNamed);
    connect(m_name, &QLineEdit::returnPressed, this, &FoldersCard::addNamed);
    connect(m_tree, &QTreeWidget::itemChanged, this, [this] {
        m_choice = m_tree->choice();
        m_bar->clear(); // it may have said that none is chosen
    });
}

void FoldersCard::setMailbox(MailboxId id)
{
    stopListing();
    m_mailbox = id;
    m_bar->clear();
    m_kept.clear();
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
               if (id != m_mailbox || m_editing)
                   return;
               if (folders)
                   showKept(*folders);
               else
                   m_bar->showMessage(MessageBar::Kind::Error, errorText(folders.error()));
           });
}

void FoldersCard::showKept(const QList<domain::Folder> &folders)
{
    m_kept = folders;
    showRows();
}

/// What the server listed since Edit, else what is kept; with what is kept and not listed any more.
void FoldersCard::showRows()
{
    QList<FolderTree::Row> rows;
    QSet<QString> there;
    const auto read
        = [this](const RemoteFolder &folder, bool otherwise) { return m_choice.value(folder.remoteId, otherwise); };
    if (m_listed) {
        for (const RemoteFolder &folder : std::as_const(*m_listed)) {
            if (there.contains(folder.remoteId)) // a server may list a folder twice
                continue;
            there.insert(folder.remoteId);
            const auto known = std::find_if(m_kept.cbegin(), m_kept.cend(), [&folder](const domain::Folder &kept) {
                return kept.remote.remoteId == folder.remoteId;
            });
            const bool otherwise = known != m_kept.cend() ? known->selected : store::Folders::isSelectedAtFirst(folder);
            rows.append({folder, read(folder, otherwise), false});
        }
    }
    for (const domain::Folder &folder : std::as_const(m_kept)) {
        if (!there.contains(folder.remote.remoteId))
            rows.append({folder.remote, read(folder.remote, folder.selected), m_listed || folder.vanished});
    }
    m_tree->setRows(rows);
    updateButtons();
}

void FoldersCard::edit()
{
    m_bar->clear();
    setEditing(true);
    m_asBegun = m_tree->read();
    m_tree->setFocus(Qt::OtherFocusReason);
    askServer();
}

void FoldersCard::cancel()
{
    stopListing();
    m_bar->clear();
    setEditing(false);
    showRows();
    load();
    m_edit->setFocus(Qt::OtherFocusReason);
}

/// For whoever knows the name and has many folders: it is looked up in the list, and on the server where it is not in
/// that.
void FoldersCard::addNamed()
{
    const QString name = m_name->text().trimmed();
    if (name.isEmpty())
        return;
    if (m_tree->tick(name)) {
        m_name->clear();
        return;
    }
    findNamed(name);
}

void FoldersCard::setEditing(bool editing)
{
    m_editing = editing;
    if (!editing) {
        m_listed.reset();
        m_named.clear();
        m_choice.clear();
        m_name->clear();
    }
    m_tree->setEditable(editing);
    updateButtons();
}

void FoldersCard::updateButtons()
{
    const bool any = m_tree->topLevelItemCount() > 0;
    m_edit->setVisible(!m_editing);
    m_cancel->setVisible(m_editing);
    m_save->setVisible(m_editing);
    m_save->setEnabled(!m_listing && any);
    m_refresh->setVisible(m_editing && !m_listing);
    m_stopButton->setVisible(m_listing);
    m_nameLine->setVisible(m_editing && (any || !m_listing)); // a name may be all that is known
    m_tree->setVisible(any);
    m_hint->setText(m_listing && !m_wanted.isEmpty() ? tr("Looking for the folder “%1” on the server…").arg(m_wanted)
                        : m_listing                  ? tr("Asking the server for its folders…")
                        : any ? tr("Folders with a check mark are read. Sent Items tells of answers that were "
                                   "written with another program.")
                              : tr("Nothing is known of the server's folders yet. “Edit” asks for them."));
}

std::optional<UnsavedChanges> FoldersCard::unsavedChanges()
{
    if (!m_editing || m_tree->read() == m_asBegun)
        return std::nullopt;
    return UnsavedChanges{tr("What you chose of the folders is not saved."),
                          [this](const std::function<void()> &then) { save(then); }, [this] { cancel(); }};
}

/// With the server's list where it was asked, so that folders it has by now are known, too.
Future<void> FoldersCard::saving() const
{
    desk::MailboxDesk desk(m_context.desk);
    const QSet<QString> read = m_tree->read();
    if (m_listed)
        return desk.chooseFolders(m_mailbox, {*m_listed, read});
    QList<FolderId> selected;
    for (const domain::Folder &folder : m_kept) {
        if (read.contains(folder.remote.remoteId))
            selected << folder.id;
    }
    return desk.selectFolders(m_mailbox, selected);
}

void FoldersCard::save(const std::function<void()> &then)
{
    if (!m_tree->isAnyRead()) {
        m_bar->showMessage(MessageBar::Kind::Error, FolderTree::noneChosen());
        m_tree->setFocus(Qt::OtherFocusReason);
        return;
    }
    stopListing(); // what came now would be of no use
    m_save->setEnabled(false);
    onDone(this, saving(), [this, then](const Result<void> &result) {
        m_save->setEnabled(true);
        if (!result) {
            m_bar->showMessage(MessageBar::Kind::Error, errorText(result.error()));
            m_bar->addDetails(errorDetails(result.error()));
            return;
        }
        setEditing(false);
        load();
        m_bar->showMessage(MessageBar::Kind::Success, tr("Saved."));
        m_edit->setFocus(Qt::OtherFocusReason);
        if (then)
            then();
    });
}

} // namespace liaison::ui
