#include "core/imap/fetch_flags.h"

namespace liaison::imap {

FetchFlags::FetchFlags(Context &context, UidSet uids, quint64 changedSince)
    : Command(context), m_uids(std::move(uids)), m_changedSince(changedSince)
{
}

void FetchFlags::addArguments(CommandWriter &writer)
{
    // Asked for as one range: a set with many holes would make an endless line, and the rest is filtered out below.
    writer.raw(UidSet::range(m_uids.lowest(), m_uids.highest()).toByteArray()).raw("(UID FLAGS)");
    if (m_changedSince > 0)
        writer.raw("(CHANGEDSINCE " + QByteArray::number(m_changedSince) + ')');
}

Step FetchFlags::onUntagged(const Response &response)
{
    const auto *data = std::get_if<FetchData>(&response);
    if (data && data->uid && data->flags && m_uids.contains(*data->uid))
        m_found[*data->uid] = flagsFrom(*data->flags);
    return {};
}

Step FetchFlags::onTagged(const StatusResponse &status)
{
    if (status.status != Status::Ok)
        return finish(fail(errorFrom(status, ErrorKind::ServerRefused)));
    return finish(std::move(m_found));
}

} // namespace liaison::imap
