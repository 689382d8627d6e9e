#include "core/transport/account.h"
#include "core/transport/ews_account.h"
#include "core/transport/ews_sink.h"
#include "core/transport/ews_source.h"
#include "core/transport/graph_account.h"
#include "core/transport/graph_sink.h"
#include "core/transport/graph_source.h"
#include "core/transport/imap_source.h"
#include "core/transport/mail_sink.h"
#include "core/transport/mail_source.h"
#include "core/transport/mail_tokens.h"
#include "core/transport/mailbox_sign_in.h"
#include "core/transport/smtp_sink.h"

#include <type_traits>
#include <vector>

namespace liaison::transport {

using domain::Protocol;
using domain::SecretUse;

namespace {

/// Whether two accounts sign in to the same server in the same way. A check of a form's fields has no feed's say, and
/// is not to be told what that found out before.
template <class T> bool signInAlike(const T &a, const T &b)
{
    const bool ofFeeds = a.account().mayWrite && b.account().mayWrite;
    return ofFeeds && a.account().mailbox.uuid == b.account().mailbox.uuid && a.signIn() == b.signIn()
        && a.user() == b.user() && a.secret() == b.secret();
}
bool mayShare(const EwsAccount &a, const EwsAccount &b)
{
    const domain::Endpoint &one = a.endpoint();
    const domain::Endpoint &other = b.endpoint();
    // Whose certificate is taken is each side's own.
    return signInAlike(a, b) && a.url() == b.url() && one.exchange == other.exchange
        && one.trustedCaFile == other.trustedCaFile && one.pinnedSha256 == other.pinnedSha256
        && one.proxy == other.proxy;
}
bool mayShare(const GraphAccount &a, const GraphAccount &b)
{
    const domain::Endpoint &one = a.endpoint();
    const domain::Endpoint &other = b.endpoint();
    return signInAlike(a, b) && a.root() && b.root() && a.root()->url(QByteArray()) == b.root()->url(QByteArray())
        && one.trustedCaFile == other.trustedCaFile && one.pinnedSha256 == other.pinnedSha256
        && one.proxy == other.proxy;
}

/// The accounts over HTTP that have an adapter. Reading and sending of one mailbox share theirs, and with it the
/// server's pauses, what was learnt of it and the tokens, where they sign in to the same address in the same way.
template <class T> class HttpAccounts {
public:
    explicit HttpAccounts(TransportGround ground) : m_ground(std::move(ground)) { }

    std::shared_ptr<T> find(Account account, SecretUse use)
    {
        std::erase_if(m_accounts, [](const std::weak_ptr<T> &known) { return known.expired(); });
        std::shared_ptr<T> made = make(std::move(account), use);
        for (const std::weak_ptr<T> &weak : m_accounts)
            if (auto known = weak.lock(); known && mayShare(*known, *made))
                return known;
        m_accounts.push_back(made);
        return made;
    }

private:
    std::shared_ptr<T> make(Account account, SecretUse use)
    {
        const domain::Endpoint &signIn = domain::signInEndpoint(account.mailbox, use);
        std::unique_ptr<AccountTokens> tokens;
        if (signIn.signIn == domain::SignIn::OAuth2)
            tokens = std::make_unique<AccountTokens>(tokenGroundOf(account, use, m_ground));
        std::shared_ptr<T> made = build(std::move(account), use, std::move(tokens));
        if (!m_ground.countsRequests)
            made->gate().countNoMore();
        return made;
    }
    std::shared_ptr<T> build(Account account, SecretUse use, std::unique_ptr<AccountTokens> tokens)
    {
        if constexpr (std::is_same_v<T, EwsAccount>) {
            const auto versions = account.mayWrite ? m_versions : nullptr; // a check is told nothing beforehand
            return std::make_shared<T>(std::move(account), use, m_ground.clock, std::move(tokens), versions);
        } else {
            return std::make_shared<T>(std::move(account), use, m_ground.clock, std::move(tokens));
        }
    }

    TransportGround m_ground;
    std::vector<std::weak_ptr<T>> m_accounts;
    std::shared_ptr<EwsVersions> m_versions = std::make_shared<EwsVersions>(); ///< Exchange's alone
};

class NetworkTransport final : public TransportFactory {
public:
    explicit NetworkTransport(TransportGround ground)
        : m_ground(withClock(std::move(ground))), m_exchange(m_ground), m_graph(m_ground), m_mailTokens(m_ground)
    {
    }

    Result<std::unique_ptr<MailSource>> source(Account account) override
    {
        switch (account.mailbox.inbound.protocol) {
        case Protocol::Imap:
            return imapSource(std::move(account));
        case Protocol::Ews:
            return std::make_unique<EwsSource>(m_exchange.find(std::move(account), SecretUse::Inbound));
        case Protocol::Graph:
            return std::make_unique<GraphSource>(m_graph.find(std::move(account), SecretUse::Inbound), GraphTimings(),
                                                 m_ground.inFront);
        case Protocol::Smtp:
            break;
        }
        return fail(ErrorKind::InvalidInput, QStringLiteral("no adapter reads by this protocol"));
    }

    Result<std::unique_ptr<MailSink>> sink(Account account) override
    {
        switch (account.mailbox.outbound.protocol) {
        case Protocol::Smtp:
            return smtpSink(std::move(account));
        case Protocol::Ews:
            return std::make_unique<EwsSink>(m_exchange.find(std::move(account), SecretUse::Outbound));
        case Protocol::Graph:
            return std::make_unique<GraphSink>(m_graph.find(std::move(account), SecretUse::Outbound));
        case Protocol::Imap:
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
    std::unique_ptr<MailSource> imapSource(Account account)
    {
        auto tokens = m_mailTokens.find(account, SecretUse::Inbound);
        return std::make_unique<ImapSource>(std::move(account), ImapTimings(), std::move(tokens));
    }
    std::unique_ptr<MailSink> smtpSink(Account account)
    {
        auto tokens = m_mailTokens.find(account, SecretUse::Outbound);
        return std::make_unique<SmtpSink>(std::move(account), SmtpTimeouts(), std::move(tokens));
    }
    TransportGround withClock(TransportGround ground) const
    {
        if (!ground.clock)
            ground.clock = &m_clock;
        return ground;
    }

    SystemClock m_clock;
    TransportGround m_ground;
    HttpAccounts<EwsAccount> m_exchange;
    HttpAccounts<GraphAccount> m_graph;
    MailTokens m_mailTokens;
};

} // namespace

std::unique_ptr<TransportFactory> networkTransport(TransportGround ground)
{
    Wakeup::prepare();
    return std::make_unique<NetworkTransport>(std::move(ground));
}

} // namespace liaison::transport
