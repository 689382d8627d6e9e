#include "core/imap/status.h"

namespace liaison::imap {

namespace {

/// Whether a known value became another.
template <class T> bool replace(std::optional<T> &value, quint64 told)
{
    if (told > std::numeric_limits<T>::max())
        return false;
    const bool changed = value && *value != T(told);
    value = T(told);
    return changed;
}

} // namespace

bool FolderStatus::take(const StatusData &told)
{
    bool changed = false;
    for (const auto &[name, value] : told.items) {
        if (name == "HIGHESTMODSEQ")
            changed |= replace(highestModSeq, value);
        else if (name == "MESSAGES")
            changed |= replace(messages, value);
        else if (name == "UNSEEN")
            changed |= replace(unseen, value);
        else if (name == "UIDNEXT")
            changed |= replace(uidNext, value);
        else if (name == "UIDVALIDITY")
            changed |= replace(uidValidity, value);
    }
    return changed;
}

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
    m_status.take(*data);
    return {};
}

Step StatusCommand::onTagged(const StatusResponse &status)
{
    if (status.status != Status::Ok)
        return finish(fail(errorFrom(status, ErrorKind::FolderMissing)));
    return finish(m_status);
}

} // namespace liaison::imap
