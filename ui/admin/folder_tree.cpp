#include "ui/admin/folder_tree.h"

#include "core/domain/named_folder.h"
#include "ui/common/icons.h"
#include "ui/common/letters.h"

#include <QHeaderView>
#include <QSignalBlocker>
#include <QTreeWidgetItem>

#include <algorithm>
#include <utility>

namespace liaison::ui {

using domain::RemoteFolder;

namespace {

constexpr int idRole = Qt::UserRole;
enum Column { NameColumn, MailsColumn, UnreadColumn };

/// The path of the folder that `folder` stands in; empty: it stands in none.
QString parentPath(const RemoteFolder &folder)
{
    const qsizetype at = folder.delimiter.isEmpty() ? -1 : folder.path.lastIndexOf(folder.delimiter);
    return at > 0 ? folder.path.left(at) : QString();
}

qsizetype depthOf(const RemoteFolder &folder)
{
    return folder.delimiter.isEmpty() ? 0 : folder.path.count(folder.delimiter);
}

} // namespace

FolderTree::FolderTree(QWidget *parent) : QTreeWidget(parent)
{
    setAccessibleName(tr("Folders that are read"));
    setHeaderLabels({tr("Folder"), tr("Mails"), tr("Unread")});
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(NameColumn, QHeaderView::Stretch);
    header()->setSectionResizeMode(MailsColumn, QHeaderView::ResizeToContents);
    header()->setSectionResizeMode(UnreadColumn, QHeaderView::ResizeToContents);
    constexpr int leastRows = 8;
    Letters::follow(this, [this] { setMinimumHeight(leastRows * 2 * fontMetrics().height()); });
}

QString FolderTree::noneChosen()
{
    return tr("Choose at least one folder: without one no mail would be read.");
}

void FolderTree::setRows(QList<Row> rows)
{
    m_rows = std::move(rows);
    const auto isInbox = [](const Row &row) { return row.remote.role == domain::FolderRole::Inbox; };
    std::stable_partition(m_rows.begin(), m_rows.end(), isInbox);
    QList<Row> ordered = m_rows; // a server may list what stands in a folder before the folder
    std::stable_sort(ordered.begin(), ordered.end(),
                     [](const Row &a, const Row &b) { return depthOf(a.remote) < depthOf(b.remote); });
    const QSignalBlocker quiet(this);
    clear();
    m_items.clear();
    QHash<QString, QTreeWidgetItem *> byPath;
    for (const Row &row : std::as_const(ordered)) {
        QTreeWidgetItem *item = itemFor(row, byPath);
        if (!row.vanished || !byPath.contains(row.remote.path)) // its name may be another folder's by now
            byPath.insert(row.remote.path, item);
        m_items.insert(row.remote.remoteId, item);
    }
    expandAll();
    if (topLevelItemCount() > 0)
        setCurrentItem(topLevelItem(0));
}

Qt::ItemFlags FolderTree::flagsOf(const Row &row) const
{
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    flags.setFlag(Qt::ItemIsUserCheckable, m_editable && row.remote.selectable);
    return flags;
}

QTreeWidgetItem *FolderTree::itemFor(const Row &row, const QHash<QString, QTreeWidgetItem *> &byPath)
{
    const auto number = [](int count) { return count >= 0 ? QString::number(count) : QString(); };
    const RemoteFolder &folder = row.remote;
    const QString above = parentPath(folder);
    QTreeWidgetItem *parent = byPath.value(above);
    QString name = parent ? folder.path.mid(above.size() + folder.delimiter.size()) : folder.path;
    if (row.vanished)
        name = tr("%1 (not on the server any more)").arg(name);
    const QStringList texts{name, row.vanished ? QString() : number(folder.total),
                            row.vanished ? QString() : number(folder.unread)};
    auto *item = parent ? new QTreeWidgetItem(parent, texts) : new QTreeWidgetItem(this, texts);
    item->setIcon(NameColumn, icon(row.vanished ? QStringLiteral("warning") : QStringLiteral("folder")));
    item->setData(NameColumn, idRole, folder.remoteId);
    item->setTextAlignment(MailsColumn, Qt::AlignRight | Qt::AlignVCenter);
    item->setTextAlignment(UnreadColumn, Qt::AlignRight | Qt::AlignVCenter);
    if (row.vanished)
        item->setToolTip(NameColumn,
                         tr("The server does not list it any more: it is skipped. What was read of it stays."));
    item->setFlags(flagsOf(row));
    if (folder.selectable) // others hold folders alone
        item->setCheckState(NameColumn, row.read ? Qt::Checked : Qt::Unchecked);
    return item;
}

void FolderTree::setEditable(bool editable)
{
    m_editable = editable;
    const QSignalBlocker quiet(this);
    for (const Row &row : std::as_const(m_rows)) {
        if (QTreeWidgetItem *item = m_items.value(row.remote.remoteId))
            item->setFlags(flagsOf(row));
    }
}

QHash<QString, bool> FolderTree::choice() const
{
    QHash<QString, bool> choice;
    for (const Row &row : m_rows) {
        if (row.remote.selectable)
            choice.insert(row.remote.remoteId,
                          m_items.value(row.remote.remoteId)->checkState(NameColumn) == Qt::Checked);
    }
    return choice;
}

QSet<QString> FolderTree::read() const
{
    QSet<QString> ids;
    const QHash<QString, bool> all = choice();
    for (auto it = all.cbegin(); it != all.cend(); ++it) {
        if (it.value())
            ids.insert(it.key());
    }
    return ids;
}

bool FolderTree::isAnyRead() const
{
    const QSet<QString> ids = read();
    return std::any_of(m_rows.cbegin(), m_rows.cend(),
                       [&ids](const Row &row) { return !row.vanished && ids.contains(row.remote.remoteId); });
}

bool FolderTree::tick(const QString &name)
{
    const auto is = [&name](const Row &row) {
        return row.remote.selectable && !row.vanished && domain::isNamed(row.remote, name);
    };
    const auto row = std::find_if(m_rows.cbegin(), m_rows.cend(), is);
    if (row == m_rows.cend())
        return false;
    QTreeWidgetItem *item = m_items.value(row->remote.remoteId);
    item->setCheckState(NameColumn, Qt::Checked);
    setCurrentItem(item);
    scrollToItem(item);
    return true;
}

} // namespace liaison::ui
