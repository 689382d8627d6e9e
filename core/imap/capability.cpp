#include "core/imap/capability.h"

namespace liaison::imap {

Step Capability::onUntagged(const Response &response)
{
    if (const auto *data = std::get_if<CapabilityData>(&response))
        m_found = Capabilities(data->names);
    return {};
}

Step Capability::onTagged(const StatusResponse &status)
{
    if (status.status != Status::Ok)
        return finish(fail(errorFrom(status, ErrorKind::ServerRefused)));
    if (!m_found || !(m_found->has("IMAP4REV1") || m_found->rev2()))
        return finish(fail(unexpected(name())));
    context().capabilities = *m_found;
    return finish(*m_found);
}

} // namespace liaison::imap
