#include "core/imap/id.h"

namespace liaison::imap {

Identify::Identify(Context &context, QByteArray clientName, QByteArray version)
    : Command(context), m_clientName(std::move(clientName)), m_version(std::move(version))
{
}

void Identify::addArguments(CommandWriter &writer)
{
    writer.raw("(\"name\" " + quoted(m_clientName) + " \"version\" " + quoted(m_version) + ')');
}

Step Identify::onUntagged(const Response &response)
{
    if (const auto *data = std::get_if<IdData>(&response)) {
        m_server.clear();
        for (const auto &field : data->fields)
            m_server << qMakePair(field.first.toLower(), field.second);
    }
    return {};
}

Step Identify::onTagged(const StatusResponse &)
{
    return finish(m_server);
}

} // namespace liaison::imap
