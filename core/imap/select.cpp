#include "core/imap/select.h"

namespace liaison::imap {

Select::Select(Context &context, QString folder, Mode mode)
    : Command(context), m_folder(std::move(folder)), m_mode(mode)
{
    m_mailbox.readOnly = mode == Mode::ReadOnly;
}

void Select::addArguments(CommandWriter &writer)
{
    writer.mailbox(m_folder);
    if (context().capabilities.condStore())
        writer.raw("(CONDSTORE)");
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
    else if (code.name == "CLOSED")
        m_mailbox = SelectedMailbox{}; // what came before was about the folder selected until now (RFC 7162)
}

Step Select::onUntagged(const Response &response)
{
    if (const auto *exists = std::get_if<ExistsData>(&response))
        m_mailbox.exists = exists->count;
    else if (const auto *status = std::get_if<StatusResponse>(&response))
        onCode(status->code);
    return {};
}

Step Select::onTagged(const StatusResponse &status)
{
    if (status.status != Status::Ok)
        return finish(fail(errorFrom(status, ErrorKind::FolderMissing)));
    onCode(status.code);
    if (m_mailbox.uidValidity == 0)
        return finish(fail(ErrorKind::ProtocolViolation, QStringLiteral("no UIDVALIDITY")));
    return finish(m_mailbox);
}

} // namespace liaison::imap
