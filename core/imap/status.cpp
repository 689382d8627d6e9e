#include "core/imap/status.h"

namespace liaison::imap {

StatusCommand::StatusCommand(Context &context, QString folder) : Command(context), m_folder(std::move(folder)) { }

void StatusCommand::addArguments(CommandWriter &writer)
{
    writer.mailbox(m_folder).raw(context().capabilities.condStore()
                                     ? "(MESSAGES UNSEEN UIDNEXT UIDVALIDITY HIGHESTMODSEQ)"
                                     : "(MESSAGES UNSEEN UIDNEXT UIDVALIDITY)");
}

Step StatusCommand::onUntagged(const Response &response)
{
    const auto *data = std::get_if<StatusData>(&response);
    if (!data || data->name != encodeMailboxName(m_folder, context().names))
        return {};
    for (const auto &item : data->items) {
        if (item.first == "HIGHESTMODSEQ")
            m_status.highestModSeq = item.second;
        if (item.second > std::numeric_limits<quint32>::max())
            continue;
        const auto value = quint32(item.second);
        if (item.first == "MESSAGES")
            m_status.messages = value;
        else if (item.first == "UNSEEN")
            m_status.unseen = value;
        else if (item.first == "UIDNEXT")
            m_status.uidNext = value;
        else if (item.first == "UIDVALIDITY")
            m_status.uidValidity = value;
    }
    return {};
}

Step StatusCommand::onTagged(const StatusResponse &status)
{
    if (status.status != Status::Ok)
        return finish(fail(errorFrom(status, ErrorKind::FolderMissing)));
    return finish(m_status);
}

} // namespace liaison::imap
