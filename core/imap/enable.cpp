#include "core/imap/enable.h"

namespace liaison::imap {

Enable::Enable(Context &context, QList<QByteArray> wanted) : Command(context), m_wanted(std::move(wanted)) { }

QList<QByteArray> Enable::offered(const Capabilities &capabilities, const QList<QByteArray> &wanted)
{
    QList<QByteArray> names;
    if (!capabilities.has("ENABLE") && !capabilities.rev2())
        return names;
    for (const QByteArray &name : wanted) {
        // A server that takes nothing but UTF-8 says so in place of UTF8=ACCEPT (RFC 6855 section 6).
        const bool utf8Only = name == "UTF8=ACCEPT" && capabilities.has("UTF8=ONLY");
        if (utf8Only || capabilities.has(name.toUpper()))
            names << name;
    }
    return names;
}

void Enable::addArguments(CommandWriter &writer)
{
    writer.raw(m_wanted.join(' '));
}

Step Enable::onUntagged(const Response &response)
{
    if (const auto *data = std::get_if<EnabledData>(&response)) {
        for (const QByteArray &name : data->names)
            m_enabled << name.toUpper();
    }
    return {};
}

Step Enable::onTagged(const StatusResponse &status)
{
    if (status.status != Status::Ok)
        m_enabled.clear();
    if (m_enabled.contains("UTF8=ACCEPT") || m_enabled.contains("IMAP4REV2"))
        context().names = NameEncoding::Utf8;
    context().qresync = m_enabled.contains("QRESYNC");
    return finish(m_enabled);
}

} // namespace liaison::imap
