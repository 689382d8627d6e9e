#include "core/imap/append.h"

namespace liaison::imap {

Append::Append(Context &context, QString folder, QList<QByteArray> flags, QByteArray raw)
    : Command(context), m_folder(std::move(folder)), m_flags(std::move(flags)), m_raw(std::move(raw))
{
}

void Append::addArguments(CommandWriter &writer)
{
    writer.mailbox(m_folder).raw('(' + m_flags.join(' ') + ')').literal(m_raw);
}

Step Append::onTagged(const StatusResponse &status)
{
    if (status.status != Status::Ok)
        return finish(fail(errorFrom(status, ErrorKind::ServerRefused)));
    if (status.code.name == "APPENDUID" && status.code.uidValidity && status.code.uids.count() == 1)
        return finish(AppendedAt{*status.code.uidValidity, status.code.uids.lowest()});
    return finish(std::nullopt);
}

} // namespace liaison::imap
