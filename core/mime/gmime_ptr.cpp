#include "core/mime/gmime_ptr.h"

#include <mutex>

namespace liaison::mime {

void ensureGMime()
{
    static std::once_flag once;
    std::call_once(once, [] { g_mime_init(); });
}

} // namespace liaison::mime
