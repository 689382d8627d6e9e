#pragma once

#include "core/transport/retry_schedule.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace liaison::transport {

/// Up to where a folder was read of a server that tells changes since a state: that state, and what it told of but has
/// not given yet. So no mail is lost where a page is cut in the middle of what one state announced.
struct SyncCursor {
    struct Pending {
        QString id;
        qint64 size = -1;
        qint64 receivedAt = 0;
        bool updated = false; ///< it may be known already
        int marks = 0;        ///< what was told of its flags; each protocol has its own way
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

    /// `protocol` ("ews") marks whose cursor it is.
    [[nodiscard]] QByteArray toJson(const QString &protocol) const;
    /// None for what is no cursor of this protocol; the first one for an empty array.
    static std::optional<SyncCursor> fromJson(const QString &protocol, const QByteArray &bytes);
    friend bool operator==(const SyncCursor &, const SyncCursor &) = default;
};

} // namespace liaison::transport
