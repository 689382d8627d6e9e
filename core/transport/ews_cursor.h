#pragma once

#include "core/transport/sync_cursor.h"

namespace liaison::transport {

/// Up to where a folder on Exchange was read; its state is a SyncState.
struct EwsCursor : SyncCursor {
    EwsCursor() = default;
    explicit EwsCursor(SyncCursor cursor) : SyncCursor(std::move(cursor)) { }

    [[nodiscard]] QByteArray toJson() const { return SyncCursor::toJson(QStringLiteral("ews")); }
    static std::optional<EwsCursor> fromJson(const QByteArray &bytes)
    {
        const auto cursor = SyncCursor::fromJson(QStringLiteral("ews"), bytes);
        return cursor ? std::optional(EwsCursor(*cursor)) : std::nullopt;
    }
};

} // namespace liaison::transport
