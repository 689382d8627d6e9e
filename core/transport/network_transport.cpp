#include "core/transport/account.h"
#include "core/transport/ews_account.h"
#include "core/transport/ews_sink.h"
#include "core/transport/ews_source.h"
#include "core/transport/imap_source.h"
#include "core/transport/mail_sink.h"
#include "core/transport/mail_source.h"
#include "core/transport/mailbox_sign_in.h"
#include "core/transport/smtp_sink.h"

#include <vector>

namespace liaison::transport {

using domain::Protocol;
using domain::SecretUse;

namespace {

/// The accounts on Exchange that have an adapter. Reading and sending of one mailbox share theirs, and with it the
/// server's pauses, the version and the tokens, where they sign in to the same address in the same way.
class EwsAccounts {
public:
    explicit EwsAccounts(TransportGround ground) : m_ground(ground) { }

    std::shared_ptr<EwsAccount> find(Account account, SecretUse use)
    {
        std::erase_if(m_accounts, [](const std::weak_ptr<EwsAccount> &known) { return known.expired(); });
        std::shared_ptr<EwsAccount> made = make(std::move(account), use);
        for (const std::weak_ptr<EwsAccount> &weak : m_accounts)
            if (const auto known = weak.lock(); known && mayShare(*known, *made))
                return known;
        m_accounts.push_back(made);
        return made;
    }

private:
    static bool mayShare(const EwsAccount &a, const EwsAccount &b)
    {
        // A check of a form's fields has no feed's say, and is not to be told what that found out before.
        const bool ofFeeds = a.account().mayWrite && b.account().mayWrite;
        return ofFeeds && a.account().mailbox.uuid == b.account().mailbox.uuid && a.url() == b.url()
            && a.endpoint().exchange == b.endpoint().exchange && a.signIn() == b.signIn() && a.user() == b.user()
            && a.secret() == b.secret();
    }

    std::shared_ptr<EwsAccount> make(Account account, SecretUse use)
    {
        const domain::Endpoint &signIn = domain::signInEndpoint(account.mailbox, use);
        std::unique_ptr<AccountTokens> tokens;
        if (signIn.signIn == domain::SignIn::OAuth2)
            tokens = std::make_unique<AccountTokens>(tokenGroundOf(account, use, m_ground));
        return std::make_shared<EwsAccount>(std::move(account), use, m_ground.clock, std::move(tokens));
    }

    TransportGround m_ground;
    std::vector<std::weak_ptr<EwsAccount>> m_accounts;
};

class NetworkTransport final : public TransportFactory {
public:
    explicit NetworkTransport(TransportGround ground) : m_ground(withClock(ground)), m_exchange(m_ground) { }

    Result<std::unique_ptr<MailSource>> source(Account account) override
    {
        switch (account.mailbox.inbound.protocol) {
        case Protocol::Imap:
            return std::make_unique<ImapSource>(std::move(account));
        case Protocol::Ews:
            return std::make_unique<EwsSource>(m_exchange.find(std::move(account), SecretUse::Inbound));
        case Protocol::Smtp:
        case Protocol::Graph:
            break;
        }
        return fail(ErrorKind::InvalidInput, QStringLiteral("no adapter reads by this protocol"));
    }

    Result<std::unique_ptr<MailSink>> sink(Account account) override
    {
        switch (account.mailbox.outbound.protocol) {
        case Protocol::Smtp:
            return std::make_unique<SmtpSink>(std::move(account));
        case Protocol::Ews:
            return std::make_unique<EwsSink>(m_exchange.find(std::move(account), SecretUse::Outbound));
        case Protocol::Imap:
        case Protocol::Graph:
            break;
        }
        return fail(ErrorKind::InvalidInput, QStringLiteral("no adapter sends by this protocol"));
    }

    Future<domain::SignInOutcome> signIn(MailboxSignInRequest request, ShowSignIn show, QObject *owner,
                                         std::stop_token stop) override
    {
        auto *signIn = new MailboxSignIn(m_ground, std::move(request), std::move(show), std::move(stop), owner);
        return signIn->run();
    }

private:
    TransportGround withClock(TransportGround ground) const
    {
        if (!ground.clock)
            ground.clock = &m_clock;
        return ground;
    }

    SystemClock m_clock;
    TransportGround m_ground;
    EwsAccounts m_exchange;
};

} // namespace

std::unique_ptr<TransportFactory> networkTransport(TransportGround ground)
{
    Wakeup::prepare();
    return std::make_unique<NetworkTransport>(ground);
}

} // namespace liaison::transport
