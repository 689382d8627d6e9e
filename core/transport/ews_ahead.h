#pragma once

#include "core/ews/sync_folder_items.h"
#include "core/transport/ews_batches.h"
#include "core/transport/ews_cursor.h"
#include "core/transport/ews_task.h"
#include "core/transport/sync_ahead.h"

#include <functional>
#include <stop_token>

namespace liaison::transport {

/// How changes of a folder are asked for over EWS: SyncFolderItems, then GetItem.
struct EwsWire {
    using Session = EwsSession;
    using Memory = EwsMemory;
    using Ahead = EwsAhead;
    using Fetch = EwsFetch;
    using Request = ews::ItemsRequest;
    using Page = ews::ItemsPage;
    using Answer = ews::Answer<Page>;
    using Failure = ews::Failure;
    using Cursor = EwsCursor;
    using Task = EwsTask<ChangePage>;

    static void sync(Session &session, QObject *owner, const Request &request, std::stop_token stop,
                     std::function<void(const Answer &)> done);
    /// Those that the page will want, as far as it can be told before its turn.
    static QList<SyncCursor::Pending> mailsOf(const Page &page);
    /// GetItem told everything.
    static void dress(RemoteMail &, const SyncCursor::Pending &) { }
    static int remarked(int, int now) { return now; }
};

class EwsAhead final : public SyncAhead<EwsWire> {
public:
    using SyncAhead::SyncAhead;
};

} // namespace liaison::transport
