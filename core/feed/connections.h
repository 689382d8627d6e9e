#pragma once

#include "core/feed/feed_context.h"
#include "core/transport/account.h"

#include <memory>

namespace liaison::transport {
class MailSink;
class MailSource;
struct SignInExpiry;
} // namespace liaison::transport

namespace liaison::feed {

/// The adapters of one signed-in account, made when first asked for. Lives and dies on the engine thread.
class Connections {
public:
    Connections(transport::TransportFactory *factory, transport::Account account);
    ~Connections();
    Connections(const Connections &) = delete;
    Connections &operator=(const Connections &) = delete;

    Result<transport::MailSource *> source();
    Result<transport::MailSink *> sink();
    /// For looking people up. A connection of its own: the one that sends is dropped when the outbox is empty.
    Result<transport::MailSink *> directory();
    /// The outbox is empty: no connection to the submission server is kept.
    void dropSink();
    /// Nothing is read any more, while a mail may still be on its way out.
    void dropSource();
    /// Of reading.
    [[nodiscard]] transport::SignInExpiry signInExpiry() const;
    [[nodiscard]] const domain::Mailbox &mailbox() const { return m_account.mailbox; }

private:
    Result<transport::MailSink *> sinkIn(std::unique_ptr<transport::MailSink> &sink);

    transport::TransportFactory *m_factory;
    transport::Account m_account;
    std::unique_ptr<transport::MailSource> m_source;
    std::unique_ptr<transport::MailSink> m_sink;
    std::unique_ptr<transport::MailSink> m_directory;
};

} // namespace liaison::feed
