#pragma once

#include "core/base/result.h"
#include "core/domain/mailbox.h"
#include "core/domain/outbox.h"
#include "core/store/feed_states.h"
#include "core/store/leases.h"

#include <QJsonObject>
#include <QList>

#include <optional>

namespace liaison::cli {

/// What the store tells of a mailbox's feed, whichever process runs it.
struct FeedReport {
    domain::Mailbox mailbox;
    std::optional<store::Lease> holder;
    std::optional<store::FeedStateRow> said; ///< by that holder, or when nobody holds it by the last one
    int queued = 0;                          ///< mails that wait to be sent
    int troubled = 0;                        ///< failed or uncertain
    /// Of the mails that wait after a failed try the one that is tried next.
    std::optional<domain::OutboxMail> delayed = std::nullopt;
    UtcMs askedAt = 0;    ///< by the database's clock
    int vanishedSoon = 0; ///< see domain::FeedTally
};

Result<QList<FeedReport>> feedReports(store::Session &session);

/// Why mail that waits was not sent at the last try; nullopt: no try has failed.
std::optional<Error> sendingError(const FeedReport &report);

/// What the feed said that is in its way; nullopt: nothing is.
std::optional<Error> saidError(const FeedReport &report);

/// The state to show: what the holder said, or stopped where nobody holds the mailbox (failures are still told).
domain::FeedState stateOf(const FeedReport &report);

QJsonObject toJson(const FeedReport &report);

/// "ir@corp.example is held by host ir1, process 4711, since 2026-11-22T01:02:03Z".
QString heldBy(const QString &address, const store::Lease &holder);

} // namespace liaison::cli
