#pragma once

#include "core/base/result.h"
#include "core/store/store.h"

#include <QList>

namespace liaison::store {

class Connection;

/// Follows the change sequence on the reader's connection: every change once, in order, whoever made it.
class ChangeReader {
public:
    explicit ChangeReader(Connection &connection) : m_connection(connection) { }
    /// Begins behind what is there now.
    Result<void> start();
    /// What was committed since, at most a page; empty when nothing or the database cannot be reached just now.
    QList<Change> next();
    [[nodiscard]] qint64 lastSeen() const { return m_lastSeen; }

private:
    Connection &m_connection;
    qint64 m_lastSeen = 0;
    qint64 m_mark = -1;
    bool m_more = false; ///< the last page was full
};

} // namespace liaison::store
