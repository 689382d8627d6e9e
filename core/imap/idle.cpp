#include "core/imap/idle.h"

namespace liaison::imap {

Idle::Idle(Context &context, quint32 knownExists) : Command(context), m_knownExists(knownExists) { }

Step Idle::interrupt()
{
    m_wanted = false;
    return sayDone();
}

Step Idle::sayDone()
{
    if (!m_idling || m_doneSaid)
        return {}; // DONE before "+" would be a command of its own
    m_doneSaid = true;
    return {"DONE\r\n", false, false};
}

Step Idle::onContinuation(const Continuation &)
{
    if (m_idling)
        return finish(fail(unexpected(name())));
    m_idling = true;
    return m_wanted ? Step{} : sayDone();
}

Step Idle::onUntagged(const Response &response)
{
    const auto *exists = std::get_if<ExistsData>(&response);
    if ((exists && exists->count != m_knownExists) || std::holds_alternative<ExpungeData>(response)
        || std::holds_alternative<VanishedData>(response) || std::holds_alternative<FetchData>(response)) {
        m_hint = true;
        m_wanted = false;
        return sayDone();
    }
    return {};
}

Step Idle::onTagged(const StatusResponse &status)
{
    if (status.status != Status::Ok)
        return finish(fail(errorFrom(status, ErrorKind::ServerRefused)));
    if (!m_doneSaid)
        return finish(fail(unexpected(name())));
    return finish(m_hint);
}

} // namespace liaison::imap
