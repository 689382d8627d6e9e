#include "core/imap/fetch_bodies.h"

namespace liaison::imap {

FetchBodies::FetchBodies(Context &context, std::vector<UidSet> batches, Bounds bounds)
    : m_context(context), m_waiting(batches.begin(), batches.end()), m_bounds(bounds)
{
}

Step FetchBodies::start()
{
    return sendMore();
}

Step FetchBodies::sendMore()
{
    Step step;
    while (!m_waiting.empty() && int(m_flying.size()) < m_bounds.inFlight && m_bytes < m_bounds.stopAfter) {
        const QByteArray tag = m_context.nextTag();
        step.send += tag + " UID FETCH " + m_waiting.front().toByteArray() + " (UID BODY.PEEK[])\r\n";
        m_flying.push_back({tag, std::move(m_waiting.front())});
        m_waiting.pop_front();
    }
    if (m_flying.empty()) {
        for (const UidSet &left : m_waiting)
            m_fetched.notAsked = m_fetched.notAsked.united(left);
        return finish(std::move(m_fetched));
    }
    return step;
}

Step FetchBodies::feed(const Response &response)
{
    if (const auto *data = std::get_if<FetchData>(&response))
        return onFetch(*data);
    const auto *status = std::get_if<StatusResponse>(&response);
    return status && !status->tag.isEmpty() ? onTagged(*status) : Step{};
}

bool FetchBodies::wasAskedFor(Uid uid) const
{
    return std::any_of(m_flying.begin(), m_flying.end(), [uid](const Flight &f) { return f.uids.contains(uid); });
}

Step FetchBodies::onFetch(const FetchData &data)
{
    if (!data.hasBody || !data.uid || !wasAskedFor(*data.uid))
        return {};
    if (!data.body) {
        m_fetched.failed = m_fetched.failed.united(UidSet::single(*data.uid));
        return {};
    }
    m_bytes += data.body->size();
    if (m_bytes > m_bounds.refuseAfter)
        return finish(fail(ErrorKind::LimitExceeded, QStringLiteral("more bytes than asked for")));
    m_fetched.mails[*data.uid] = *data.body;
    return {};
}

Step FetchBodies::onTagged(const StatusResponse &status)
{
    const auto flight
        = std::find_if(m_flying.begin(), m_flying.end(), [&](const Flight &f) { return f.tag == status.tag; });
    if (flight == m_flying.end())
        return finish(fail(unexpected("UID FETCH")));
    const UidSet uids = std::move(flight->uids);
    m_flying.erase(flight);
    if (status.status != Status::Ok) {
        const Error error = errorFrom(status, ErrorKind::ServerRefused);
        if (error.kind == ErrorKind::ServerBusy)
            return finish(fail(error));
        if (uids.count() == 1) {
            m_fetched.failed = m_fetched.failed.united(uids);
        } else {
            for (const Uid uid : uids.descending()) {
                if (!m_fetched.mails.contains(uid))
                    m_waiting.push_back(UidSet::single(uid));
            }
        }
    }
    return sendMore();
}

} // namespace liaison::imap
