#pragma once

#include "core/transport/mail_source.h"
#include "core/transport/sync_cursor.h"

namespace liaison::transport {

/// Up to where a folder was read over Graph; its state is the target of a nextLink or deltaLink.
struct GraphCursor : SyncCursor {
    GraphCursor() = default;
    explicit GraphCursor(SyncCursor cursor) : SyncCursor(std::move(cursor)) { }

    [[nodiscard]] QByteArray toJson() const { return SyncCursor::toJson(QStringLiteral("graph")); }
    static std::optional<GraphCursor> fromJson(const QByteArray &bytes)
    {
        const auto cursor = SyncCursor::fromJson(QStringLiteral("graph"), bytes);
        return cursor ? std::optional(GraphCursor(*cursor)) : std::nullopt;
    }
};

/// Flags as a cursor keeps them of a mail that waits.
int marksOf(const MailFlags &flags);
MailFlags flagsFrom(int marks);
/// `now`, with what was told `before` where nothing is told now.
int remarked(int before, int now);

} // namespace liaison::transport
