#pragma once

#include "core/transport/retry_schedule.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace liaison::transport {

/// Up to where a folder on Exchange was read: the server's sync state, and what it told of but has not given yet. So
/// no mail is lost where a page is cut in the middle of what one state announced.
struct EwsCursor {
    struct Pending {
        QString id;
        qint64 size = -1;
        qint64 receivedAt = 0;
        bool updated = false; ///< it may be known already
        friend bool operator==(const Pending &, const Pending &) = default;
    };
    QString state;          ///< empty: from the start
    QList<Pending> pending; ///< to be fetched, in the server's order
    bool first = true;      ///< the folder has not been read to its end yet
    bool last = false;      ///< the state is the newest one
    qint64 done = 0;        ///< of this run
    qint64 total = 0;
    QList<Pending> skipped;   ///< there, but the server would not give them out, or too large
    RetrySchedule retry = {}; ///< of `skipped`

    [[nodiscard]] QByteArray toJson() const;
    /// None for what is no cursor; the first one for an empty array.
    static std::optional<EwsCursor> fromJson(const QByteArray &bytes);
    friend bool operator==(const EwsCursor &, const EwsCursor &) = default;
};

} // namespace liaison::transport
