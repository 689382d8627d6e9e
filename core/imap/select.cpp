#include "core/imap/select.h"

namespace liaison::imap {

namespace {
/// Longer sets are left out of the command: its line should stay below 8192 bytes (RFC 7162 section 4).
constexpr qsizetype longestSet = 4'000;
} // namespace

Select::Select(Context &context, QString folder, Mode mode, ResyncFrom from)
    : Command(context), m_folder(std::move(folder)), m_mode(mode), m_from(std::move(from))
{
    m_mailbox.readOnly = mode == Mode::ReadOnly;
}

void Select::addArguments(CommandWriter &writer)
{
    writer.mailbox(m_folder);
    if (resyncs()) {
        const QByteArray known = m_from.known.toByteArray();
        const bool tellKnown = !known.isEmpty() && known.size() <= longestSet;
        writer.raw("(QRESYNC (" + QByteArray::number(m_from.uidValidity) + ' ' + QByteArray::number(m_from.modSeq)
                   + (tellKnown ? ' ' + known : QByteArray()) + "))");
    } else if (context().capabilities.condStore()) {
        writer.raw("(CONDSTORE)");
    }
}

void Select::onCode(const ResponseCode &code)
{
    if (code.name == "UIDVALIDITY")
        m_mailbox.uidValidity = Uid(code.number.value_or(0));
    else if (code.name == "UIDNEXT")
        m_mailbox.uidNext = Uid(code.number.value_or(0));
    else if (code.name == "HIGHESTMODSEQ")
        m_mailbox.highestModSeq = code.number.value_or(0);
    else if (code.name == "NOMODSEQ")
        m_mailbox.highestModSeq = 0;
    else if (code.name == "PERMANENTFLAGS")
        m_mailbox.permanentFlags = code.words;
    else if (code.name == "READ-ONLY")
        m_mailbox.readOnly = true;
    else if (code.name == "CLOSED") {
        m_mailbox = SelectedMailbox{}; // what came before was about the folder selected until now (RFC 7162)
        m_changes = Resynced{};
    }
}

Step Select::onUntagged(const Response &response)
{
    if (const auto *exists = std::get_if<ExistsData>(&response))
        m_mailbox.exists = exists->count;
    else if (const auto *status = std::get_if<StatusResponse>(&response))
        onCode(status->code);
    else if (const auto *vanished = std::get_if<VanishedData>(&response))
        m_changes.vanished = m_changes.vanished.united(vanished->uids.intersected(m_from.known));
    else if (const auto *data = std::get_if<FetchData>(&response);
             data && data->uid && data->flags && m_from.known.contains(*data->uid))
        m_changes.flags[*data->uid] = flagsFrom(*data->flags);
    return {};
}

Step Select::onTagged(const StatusResponse &status)
{
    if (status.status != Status::Ok)
        return finish(fail(errorFrom(status, ErrorKind::FolderMissing)));
    onCode(status.code);
    if (m_mailbox.uidValidity == 0)
        return finish(fail(ErrorKind::ProtocolViolation, QStringLiteral("no UIDVALIDITY")));
    if (resyncs() && m_mailbox.highestModSeq != 0 && m_mailbox.uidValidity == m_from.uidValidity)
        m_mailbox.resynced = std::move(m_changes);
    return finish(m_mailbox);
}

} // namespace liaison::imap
