#pragma once

#include "app/demo/exchange_ids.h"

namespace liaison::demo {

/// Graph's form of an id of EWS: '-' for '/', '_' for '+', so that clients can change over without asking.
QString toGraphId(const QString &exchangeId);
QString fromGraphId(const QString &graphId);

/// A mail that keeps its id when it moves: its mailbox's number and its own.
struct ImmutableKey {
    quint32 mailbox = 0;
    quint64 serial = 0; ///< DemoMail::serial
};
QString immutableIdText(const ImmutableKey &key);
/// None: it is none of these.
std::optional<ImmutableKey> immutableKeyFromId(const QString &graphId);

} // namespace liaison::demo
