#pragma once

#include "core/base/clock.h"
#include "core/store/threads.h"

#include <QAbstractItemModel>
#include <QList>

#include <vector>

namespace liaison::ui {

/// Threads of one incident under their business units. Holds rows it is given and loads nothing itself.
class ThreadModel : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Column { Title, State, When, ColumnCount };
    enum Role {
        ThreadIdRole = Qt::UserRole, ///< qint64; 0 for a business unit's line
        SecondLineRole,              ///< last sender and first words; detail of the state
        UnreadRole,                  ///< bool
        AttentionRole,               ///< bool
        AttachmentRole,              ///< bool
    };

    explicit ThreadModel(const Clock *clock, QObject *parent = nullptr);

    /// Newest arrival first; with `unreadFirst`, threads with unread mail come before the others. Business units are
    /// in the order of their first thread. Keeps indexes where only contents changed, resets otherwise.
    void setRows(QList<store::ThreadRow> rows, bool unreadFirst);
    [[nodiscard]] const store::ThreadRow *rowOf(const QModelIndex &index) const;
    [[nodiscard]] const store::ThreadRow *rowOf(ThreadId id) const;
    [[nodiscard]] QModelIndex indexOf(ThreadId id) const;
    [[nodiscard]] int threadCount() const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Group {
        BusinessUnitId unit;
        QString title;
        QList<store::ThreadRow> threads;
    };
    [[nodiscard]] static std::vector<Group> grouped(QList<store::ThreadRow> rows, bool unreadFirst);
    [[nodiscard]] bool sameShape(const std::vector<Group> &other) const;
    [[nodiscard]] QVariant groupData(const Group &group, int column, int role) const;
    [[nodiscard]] QVariant threadData(const Group &group, const store::ThreadRow &row, int column, int role) const;
    [[nodiscard]] QString titleOf(const store::ThreadRow &row) const;

    const Clock *m_clock;
    std::vector<Group> m_groups;
};

} // namespace liaison::ui
