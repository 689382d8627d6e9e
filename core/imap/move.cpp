#include "core/imap/move.h"

namespace liaison::imap {

Move::Move(Context &context, UidSet uids, QString folder)
    : Command(context), m_uids(std::move(uids)), m_folder(std::move(folder))
{
}

std::optional<Error> Move::refusedLocally() const
{
    if (context().capabilities.has("MOVE") || context().capabilities.rev2())
        return std::nullopt;
    return Error{ErrorKind::ServerRefused, QStringLiteral("the server has no MOVE"), {}, std::nullopt};
}

void Move::addArguments(CommandWriter &writer)
{
    writer.raw(m_uids.toByteArray()).mailbox(m_folder);
}

void Move::take(const ResponseCode &code)
{
    if (code.name == "COPYUID" && code.uidValidity)
        m_moved = {*code.uidValidity, code.source, code.uids};
}

Step Move::onUntagged(const Response &response)
{
    // RFC 6851 section 4.3: COPYUID comes in an untagged OK before the EXPUNGEs.
    if (const auto *status = std::get_if<StatusResponse>(&response))
        take(status->code);
    return {};
}

Step Move::onTagged(const StatusResponse &status)
{
    if (status.status != Status::Ok)
        return finish(fail(errorFrom(status, ErrorKind::ServerRefused)));
    take(status.code);
    return finish(m_moved);
}

} // namespace liaison::imap
