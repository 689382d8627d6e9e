#include "core/imap/store_flags.h"

namespace liaison::imap {

QByteArray wireName(WritableFlag flag)
{
    switch (flag) {
    case WritableFlag::Seen:
        return "\\Seen";
    case WritableFlag::Answered:
        return "\\Answered";
    case WritableFlag::Forwarded:
        return "$Forwarded";
    }
    return {};
}

StoreFlag::StoreFlag(Context &context, Uid uid, WritableFlag flag, bool on)
    : Command(context), m_uid(uid), m_flag(flag), m_on(on)
{
}

void StoreFlag::addArguments(CommandWriter &writer)
{
    writer.raw(QByteArray::number(m_uid))
        .raw(m_on ? "+FLAGS.SILENT" : "-FLAGS.SILENT")
        .raw('(' + wireName(m_flag) + ')');
}

Step StoreFlag::onTagged(const StatusResponse &status)
{
    if (status.status != Status::Ok)
        return finish(fail(errorFrom(status, ErrorKind::ServerRefused)));
    return finish({});
}

} // namespace liaison::imap
