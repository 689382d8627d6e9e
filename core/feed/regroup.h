#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"

#include <QSet>

namespace liaison::store {
class Session;
}

namespace liaison::feed {

/// Divides the mails of `threads` anew: mails of one incident that share an own or referenced Message-ID or a
/// Thread-Index root are one thread. Threads that grew together are merged into the oldest, one that fell apart
/// (a mail between its parts left the incident) is split. Mails that a person placed or wrote stay in their
/// thread and draw in what touches them. Answers the threads that exist now.
Result<QSet<ThreadId>> regroup(store::Session &session, const QSet<ThreadId> &threads);

} // namespace liaison::feed
