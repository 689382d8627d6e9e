#pragma once

#include "core/store/session.h"

namespace liaison::store {

/// Rows of one table on their way in, written many to a statement: what a statement costs beside its rows is most of
/// what small rows cost.
class RowBuffer {
public:
    /// `insert` is "INSERT INTO t (a, b)", `suffix` what stands behind the values.
    RowBuffer(Session &session, QString insert, int columns, QString suffix = {});

    void add(const Binds &row);
    /// Writes what is left. Nothing is written before without need; what was not flushed is lost.
    void flush();

private:
    void write(qsizetype rows);

    Session &m_session;
    QString m_insert;
    QString m_suffix;
    int m_columns;
    Binds m_binds;
};

} // namespace liaison::store
