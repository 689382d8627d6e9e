#include "core/store/row_buffer.h"

namespace liaison::store {

namespace {
constexpr qsizetype rowsAStatement = 32; // and 16, 8, 4, 2, 1: six prepared statements a table
} // namespace

RowBuffer::RowBuffer(Session &session, QString insert, int columns, QString suffix)
    : m_session(session), m_insert(std::move(insert)), m_suffix(std::move(suffix)), m_columns(columns)
{
}

void RowBuffer::add(const Binds &row)
{
    Q_ASSERT(row.size() == m_columns);
    m_binds += row;
    if (m_binds.size() >= rowsAStatement * m_columns)
        write(rowsAStatement);
}

void RowBuffer::flush()
{
    for (qsizetype rows = rowsAStatement; rows > 0; rows /= 2)
        while (m_binds.size() >= rows * m_columns)
            write(rows);
}

void RowBuffer::write(qsizetype rows)
{
    QStringList values;
    values.fill(QLatin1Char('(') + placeholders(m_columns) + QLatin1Char(')'), rows);
    const qsizetype used = rows * m_columns;
    m_session.run(m_insert + QStringLiteral(" VALUES ") + values.join(QLatin1Char(',')) + m_suffix,
                  m_binds.mid(0, used));
    m_binds.remove(0, used);
}

} // namespace liaison::store
