#include "core/imap/fetch_summaries.h"

namespace liaison::imap {

FetchSummaries::FetchSummaries(Context &context, UidSet uids) : Command(context), m_uids(std::move(uids)) { }

void FetchSummaries::addArguments(CommandWriter &writer)
{
    writer.raw(m_uids.toByteArray()).raw("(UID RFC822.SIZE FLAGS INTERNALDATE)");
}

Step FetchSummaries::onUntagged(const Response &response)
{
    const auto *data = std::get_if<FetchData>(&response);
    if (!data || !data->uid || !m_uids.contains(*data->uid))
        return {};
    // An unasked-for FLAGS of another client's change may come between: it fills in what it knows.
    MailSummary &summary = m_found[*data->uid];
    summary.size = data->size.value_or(summary.size);
    summary.internalDate = data->internalDate.value_or(summary.internalDate);
    if (data->flags)
        summary.flags = flagsFrom(*data->flags);
    return {};
}

Step FetchSummaries::onTagged(const StatusResponse &status)
{
    if (status.status != Status::Ok)
        return finish(fail(errorFrom(status, ErrorKind::ServerRefused)));
    return finish(std::move(m_found));
}

} // namespace liaison::imap
