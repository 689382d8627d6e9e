#pragma once

#include "core/base/result.h"

#include <QString>

namespace liaison::store {
class Store;
}

namespace liaison::bench {

/// Lays out what the generated mail is about: 200 business units, and the incidents of `incidentsFile` (lines
/// "KEY TOKEN") under the tags that stand in the mails' subjects. Blocks until it is committed.
Result<void> prepareDesk(store::Store &store, const QString &incidentsFile);

struct FillOptions {
    QString maildir; ///< files of its cur/ are read in the order of their names
    int limit = -1;  ///< mails; -1: all
    qint64 pageBytes = 16 * 1024 * 1024;
};

struct FillSummary {
    int stored = 0;
    int matched = 0;
    qint64 bytes = 0;
    double parseSeconds = 0; ///< wall, packing in the pool
    double storeSeconds = 0; ///< wall, ingest and commit
};

/// Stores the mails of a Maildir as if they had been fetched: the feed's own packing and ingest, page by page, newest
/// first as a feed does. For the benches that need a full store and no server. Blocks until all is committed.
Result<FillSummary> fillStore(store::Store &store, const FillOptions &options);

} // namespace liaison::bench
