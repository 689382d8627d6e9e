#pragma once

#include "core/base/clock.h"
#include "core/domain/audit.h"

#include <memory>

namespace liaison::store {
class Store;
}
namespace liaison::feed {
class Engine;
}
namespace liaison::secrets {
class Vault;
}

namespace liaison::desk {

/// What every use case needs. Windows and the command line hold one and call the use cases below
/// (mailbox_desk, incident_desk, mail_desk, compose_desk), and nothing else that writes.
/// None of the pointers is owned; all outlive the desk.
struct Context {
    store::Store *store = nullptr;
    feed::Engine *engine = nullptr; ///< null in a process that runs no feeds
    secrets::Vault *vault = nullptr;
    const Clock *clock = nullptr;
    domain::Actor actor;
};

} // namespace liaison::desk
