#pragma once

#include "core/base/on_done.h"
#include "core/desk/desk.h"
#include "core/store/sending_hold.h"

#include <optional>

namespace liaison::desk {

/// "Hold all sending", for everybody who uses the store.
class SendingDesk {
public:
    explicit SendingDesk(Context context) : m_context(std::move(context)) { }

    /// Who holds all sending, and since when; nullopt: nobody.
    Future<std::optional<store::SendingHold>> hold();
    /// Every process follows; a mail that is on its way already goes on. Audited; nothing where it is so already.
    /// PermissionDenied for whom may not hold mailboxes.
    Future<void> setHold(bool hold);

private:
    Context m_context;
};

} // namespace liaison::desk
