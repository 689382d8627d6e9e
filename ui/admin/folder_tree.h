#pragma once

#include "core/domain/folder.h"

#include <QHash>
#include <QList>
#include <QSet>
#include <QTreeWidget>

namespace liaison::ui {

/// A mailbox's folders as they stand in each other, Inbox first, with what is in them; those with a check mark are
/// read.
class FolderTree : public QTreeWidget {
    Q_OBJECT
public:
    struct Row {
        domain::RemoteFolder remote;
        bool read = false;
        bool vanished = false; ///< the server has it no more
    };

    explicit FolderTree(QWidget *parent = nullptr);

    void setRows(QList<Row> rows);
    /// Whether check marks can be changed.
    void setEditable(bool editable);
    /// By remoteId, of all that can be read.
    [[nodiscard]] QHash<QString, bool> choice() const;
    /// The remoteIds of those that are read.
    [[nodiscard]] QSet<QString> read() const;
    /// Whether any of them is read that is there.
    [[nodiscard]] bool isAnyRead() const;
    /// Gives the folder of this name a check mark and goes to it; false: there is none that can be read. `name` is its
    /// path as the tree shows it, with "/" or the server's own delimiter, in whatever case.
    bool tick(const QString &name);
    /// What is said where none has a check mark.
    static QString noneChosen();

private:
    QTreeWidgetItem *itemFor(const Row &row, const QHash<QString, QTreeWidgetItem *> &byPath);
    [[nodiscard]] Qt::ItemFlags flagsOf(const Row &row) const;

    QList<Row> m_rows;
    QHash<QString, QTreeWidgetItem *> m_items; ///< by remoteId
    bool m_editable = true;
};

} // namespace liaison::ui
