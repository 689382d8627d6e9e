#include "core/imap/namespaces.h"

namespace liaison::imap {

Step AskNamespaces::onUntagged(const Response &response)
{
    const auto *data = std::get_if<NamespaceData>(&response);
    if (!data)
        return {};
    for (const QByteArray &prefix : data->foreignPrefixes) {
        const auto decoded = decodeMailboxName(prefix, context().names);
        if (decoded && !decoded->isEmpty()) // an empty one would make every folder somebody else's
            m_found.foreign << *decoded;
    }
    return {};
}

Step AskNamespaces::onTagged(const StatusResponse &)
{
    return finish(m_found);
}

} // namespace liaison::imap
