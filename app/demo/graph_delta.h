#pragma once

#include "app/demo/graph.h"

#include <QByteArrayList>

namespace liaison::demo {

/// Where a client stands in a delta query. The first round goes over the mails by UID, the newest first; after it
/// changes are told by their mod-sequence.
struct DeltaState {
    quint64 generation = 0;
    quint64 mailbox = 0;
    quint64 folder = 0; ///< 0: of the folders
    quint64 uidValidity = 0;
    quint64 since = 0;   ///< changes up to this mod-sequence are known, once the first round is over
    quint64 first = 1;   ///< 1: the first round goes on …
    quint64 nextUid = 0; ///< … with this mail or what is before it; 0: the newest
    quint64 select = 0;  ///< what of a mail or folder is wanted, a bit a property; 0: everything
    quint64 page = 0;    ///< the page size that was wished in the beginning; 0: none
    quint64 floor = 0;   ///< mails before this time (s) were not wanted
    quint64 created = 0; ///< a bit for each changeType that is wanted; 0: all
    quint64 known = 0;   ///< mails that were there at this mod-sequence are known to the client
};
QString deltaToken(const DeltaState &state);
/// None: it was tampered with.
std::optional<DeltaState> deltaStateFrom(const QString &token);

/// The state that goes with a request's tokens, or that of a query that begins. 400 for a token that is none of this
/// collection's, 410 for one that has expired.
GraphOutcome<DeltaState> deltaStateOf(const Graph &graph, const GraphCall &call, quint64 folder, quint64 uidValidity,
                                      quint64 select);
/// A page of a delta query, with the link to what follows: nextLink, or deltaLink on the last one.
GraphReply deltaReply(const GraphCall &call, const QString &type, const QString &path, const DeltaState &next,
                      bool last, const QByteArrayList &items);

} // namespace liaison::demo
