#pragma once

#include "core/base/clock.h"
#include "core/desk/desk.h"
#include "ui/common/permission_gate.h"

#include <QString>

namespace liaison::store {
class Store;
}
namespace liaison::desk {
class FeedDesk;
}

namespace liaison::ui {

/// What every window and page is given. Reading goes through `store`, writing through the use cases made from
/// `desk`, feeds through `feeds`. Nothing is owned; all pointers outlive the widgets and none is null.
struct UiContext {
    store::Store *store = nullptr;
    desk::Context desk;
    desk::FeedDesk *feeds = nullptr;
    const Clock *clock = nullptr;
    QString person;             ///< whose "read" counts
    PermissionGate gate = {};   ///< what that person may do
    QString profileDir = {};    ///< the folder of settings
    QString storeLocation = {}; ///< a file or a postgresql:// URL, which holds no password
};

} // namespace liaison::ui
