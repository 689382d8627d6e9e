#pragma once

#include "core/base/clock.h"
#include "core/feed/engine.h"

#include <QString>

class QThreadPool;

namespace liaison::feed {

/// What every feed of an engine shares. Nothing is owned; all of it outlives the engine thread.
struct FeedContext {
    store::Store *store = nullptr;
    transport::TransportFactory *transport = nullptr;
    SecretsFor secrets; ///< may be called on the engine thread; asks on the façade's
    const Clock *clock = nullptr;
    EngineOptions options;
    QThreadPool *pool = nullptr;
    QString holder; ///< this engine's name in leases: process id and UUID
    QString host;   ///< the machine it runs on
};

} // namespace liaison::feed
