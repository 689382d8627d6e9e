#include "core/imap/notify.h"

namespace liaison::imap {

namespace {
/// Servers must take lines of 8192 bytes (RFC 7162 section 4); the rest of the command needs few.
constexpr qsizetype longestList = 7'500;
constexpr char events[] = "(MessageNew MessageExpunge FlagChange)";
} // namespace

bool Notify::fitsIntoALine() const
{
    qsizetype bytes = 0;
    for (const QString &folder : m_folders)
        bytes += encodeMailboxName(folder, context().names).size() + 3; // quotes and a space
    return bytes <= longestList;
}

void Notify::addArguments(CommandWriter &writer)
{
    writer.raw(QByteArray("(SELECTED ") + events + ')');
    if (!fitsIntoALine()) {
        writer.raw(QByteArray("(PERSONAL ") + events + ')');
        return;
    }
    writer.open("(MAILBOXES ");
    for (const QString &folder : std::as_const(m_folders))
        writer.mailbox(folder);
    writer.close(QByteArray(" ") + events + ')');
}

Step Notify::onUntagged(const Response &response)
{
    if (const auto *status = std::get_if<StatusResponse>(&response))
        m_overflowed |= status->code.name == "NOTIFICATIONOVERFLOW";
    return {};
}

Step Notify::onTagged(const StatusResponse &status)
{
    context().notifying = status.status == Status::Ok && !m_overflowed;
    return finish(context().notifying);
}

Step NotifyNone::onTagged(const StatusResponse &)
{
    context().notifying = false;
    return finish({});
}

} // namespace liaison::imap
