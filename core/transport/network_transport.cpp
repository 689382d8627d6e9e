#include "core/transport/account.h"
#include "core/transport/imap_source.h"
#include "core/transport/mail_sink.h"
#include "core/transport/mail_source.h"
#include "core/transport/smtp_sink.h"

namespace liaison::transport {

namespace {
class NetworkTransport final : public TransportFactory {
public:
    Result<std::unique_ptr<MailSource>> source(Account account) override
    {
        if (account.mailbox.inbound.protocol != domain::Protocol::Imap)
            return fail(ErrorKind::InvalidInput, QStringLiteral("no adapter reads by this protocol"));
        return std::make_unique<ImapSource>(std::move(account));
    }

    Result<std::unique_ptr<MailSink>> sink(Account account) override
    {
        if (account.mailbox.outbound.protocol != domain::Protocol::Smtp)
            return fail(ErrorKind::InvalidInput, QStringLiteral("no adapter sends by this protocol"));
        return std::make_unique<SmtpSink>(std::move(account));
    }
};
} // namespace

std::unique_ptr<TransportFactory> networkTransport()
{
    Wakeup::prepare();
    return std::make_unique<NetworkTransport>();
}

} // namespace liaison::transport
