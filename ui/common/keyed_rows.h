#pragma once

#include <QAbstractTableModel>
#include <QHash>
#include <QList>
#include <QSet>

namespace liaison::ui {

/// The shared part of our flat models: rows with an integer key that are replaced by a fresh reading of the
/// store. Selection and scroll position survive, because only what differs is inserted, removed or updated.
template <class Row> class KeyedRows : public QAbstractTableModel {
public:
    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }
    [[nodiscard]] const QList<Row> &rows() const { return m_rows; }
    /// The row's data; nullptr for an index of no row.
    [[nodiscard]] const Row *rowAt(const QModelIndex &index) const
    {
        return index.isValid() && index.row() < m_rows.size() ? &m_rows.at(index.row()) : nullptr;
    }
    [[nodiscard]] QModelIndex indexOf(qint64 key) const
    {
        for (int i = 0; i < m_rows.size(); ++i) {
            if (keyOf(m_rows.at(i)) == key)
                return index(i, 0);
        }
        return {};
    }

protected:
    [[nodiscard]] virtual qint64 keyOf(const Row &row) const = 0;

    void replaceRows(const QList<Row> &fresh)
    {
        if (!sameOrder(fresh)) {
            beginResetModel();
            m_rows = fresh;
            endResetModel();
            return;
        }
        const QSet<qint64> wanted = keysOf(fresh);
        for (int i = static_cast<int>(m_rows.size()) - 1; i >= 0; --i) {
            if (wanted.contains(keyOf(m_rows.at(i))))
                continue;
            beginRemoveRows({}, i, i);
            m_rows.removeAt(i);
            endRemoveRows();
        }
        for (int i = 0; i < fresh.size(); ++i) {
            if (i < m_rows.size() && keyOf(m_rows.at(i)) == keyOf(fresh.at(i))) {
                m_rows[i] = fresh.at(i);
                continue;
            }
            beginInsertRows({}, i, i);
            m_rows.insert(i, fresh.at(i));
            endInsertRows();
        }
        if (!m_rows.isEmpty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    }

    void appendRows(const QList<Row> &more)
    {
        if (more.isEmpty())
            return;
        const int first = rowCount();
        beginInsertRows({}, first, first + static_cast<int>(more.size()) - 1);
        m_rows += more;
        endInsertRows();
    }

private:
    QSet<qint64> keysOf(const QList<Row> &rows) const
    {
        QSet<qint64> keys;
        for (const Row &row : rows)
            keys.insert(keyOf(row));
        return keys;
    }
    /// Whether the rows that stay are in the same order as before.
    bool sameOrder(const QList<Row> &fresh) const
    {
        const QSet<qint64> before = keysOf(m_rows);
        const QSet<qint64> after = keysOf(fresh);
        QList<qint64> kept;
        for (const Row &row : m_rows) {
            if (after.contains(keyOf(row)))
                kept << keyOf(row);
        }
        qsizetype at = 0;
        for (const Row &row : fresh) {
            if (before.contains(keyOf(row)) && kept.at(at++) != keyOf(row))
                return false;
        }
        return true;
    }

    QList<Row> m_rows;
};

} // namespace liaison::ui
