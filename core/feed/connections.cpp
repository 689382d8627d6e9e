#include "core/feed/connections.h"

#include "core/transport/mail_sink.h"
#include "core/transport/mail_source.h"

namespace liaison::feed {

namespace {

/// Adapters may be inside one of their own answers when they are dropped: they die on the next turn of the loop.
template <class Port> void retire(std::unique_ptr<Port> &port)
{
    if (!port)
        return;
    port->shutDown();
    port.release()->deleteLater();
}

} // namespace

Connections::Connections(transport::TransportFactory *factory, transport::Account account)
    : m_factory(factory), m_account(std::move(account))
{
}

Connections::~Connections()
{
    retire(m_source);
    retire(m_sink);
    retire(m_directory);
}

Result<transport::MailSource *> Connections::source()
{
    if (!m_source) {
        auto made = m_factory->source(m_account);
        if (!made)
            return fail(made.error());
        m_source = std::move(*made);
    }
    return m_source.get();
}

Result<transport::MailSink *> Connections::sink()
{
    return sinkIn(m_sink);
}

Result<transport::MailSink *> Connections::directory()
{
    return sinkIn(m_directory);
}

Result<transport::MailSink *> Connections::sinkIn(std::unique_ptr<transport::MailSink> &sink)
{
    if (!sink) {
        auto made = m_factory->sink(m_account);
        if (!made)
            return fail(made.error());
        sink = std::move(*made);
    }
    return sink.get();
}

transport::SignInExpiry Connections::signInExpiry() const
{
    return m_source ? m_source->signInExpiry() : transport::SignInExpiry();
}

void Connections::dropSource()
{
    retire(m_source);
}

void Connections::dropSink()
{
    retire(m_sink);
}

} // namespace liaison::feed
