#pragma once

#include "core/base/on_done.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QList>
#include <QScrollBar>
#include <QSet>

#include <algorithm>
#include <optional>
#include <utility>

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

/// Rows that are read a page at a time, as the view asks for more, and read again when the store changed: then as many
/// as there are, at least a page. A reading that answers an older question is dropped.
template <class Row> class PagedRows : public KeyedRows<Row> {
public:
    using KeyedRows<Row>::KeyedRows;

    /// Reads the rows anew; while a reading is under way, once more after it.
    void refresh()
    {
        if (m_loading)
            m_again = true;
        else
            load(false);
    }
    /// Whether there are rows behind the last one that is here, and none is being read.
    [[nodiscard]] bool hasMore() const { return !m_complete && !m_loading && this->rowCount() > 0; }
    void readMore()
    {
        if (hasMore())
            load(true);
    }
    /// For a view that asks for more whenever it lays out its rows, until it has them all (QTreeView does, shown or
    /// not): pages are read as it is scrolled to its end, and not when it asks.
    void readAsScrolled(const QScrollBar *bar)
    {
        m_asScrolled = true;
        QObject::connect(bar, &QScrollBar::valueChanged, this, [this, bar](int value) {
            if (value >= bar->maximum() - bar->pageStep())
                readMore();
        });
    }
    bool canFetchMore(const QModelIndex &parent) const override
    {
        return !parent.isValid() && !m_asScrolled && hasMore();
    }
    void fetchMore(const QModelIndex &parent) override
    {
        if (canFetchMore(parent))
            load(true);
    }

protected:
    /// At most `limit` rows of what is asked now, from the first one or from behind `last`.
    virtual Future<QList<Row>> readRows(const std::optional<Row> &last, int limit) = 0;
    virtual void onLoaded() = 0;
    virtual void onFailed(const Error &error) = 0;

    /// What is asked has changed: what is under way answers another question.
    void startAnew()
    {
        ++m_generation;
        m_complete = false;
        m_loading = false;
        m_again = false;
        refresh();
    }

private:
    static constexpr int pageRows = 100;

    void load(bool more)
    {
        m_loading = true;
        const int limit = more ? pageRows : std::max(pageRows, this->rowCount());
        onDone<QList<Row>>(this, readRows(more ? std::optional<Row>(this->rows().last()) : std::nullopt, limit),
                           [this, more, limit, generation = m_generation](Result<QList<Row>> result) {
                               if (generation == m_generation)
                                   take(std::move(result), more, limit);
                           });
    }

    void take(Result<QList<Row>> result, bool more, int limit)
    {
        m_loading = false;
        if (!result) {
            onFailed(result.error());
            return;
        }
        m_complete = result->size() < limit;
        if (more)
            this->appendRows(*result);
        else
            this->replaceRows(*result);
        onLoaded();
        if (std::exchange(m_again, false))
            refresh();
    }

    bool m_complete = false;
    bool m_loading = false;
    bool m_again = false;
    bool m_asScrolled = false;
    int m_generation = 0;
};

} // namespace liaison::ui
