#include "core/desk/switch_desk.h"

#include "core/base/and_then.h"
#include "core/desk/mailbox_fields.h"
#include "core/desk/pending_secrets.h"
#include "core/desk/switch_run.h"
#include "core/secrets/vault.h"
#include "core/store/mailboxes.h"
#include "core/store/store.h"
#include "core/transport/usual_host.h"

#include <QUrl>

namespace liaison::desk {

using namespace Qt::StringLiterals;
using domain::Endpoint;
using domain::Mailbox;
using domain::Protocol;
using domain::Security;
using domain::SignIn;
using domain::SwitchReport;

namespace {

struct Place {
    QString host;
    quint16 port = 443;
    Security security = Security::Tls;
};

/// As a person writes it. The endpoint keeps the name alone.
Result<Place> placeFrom(const QString &text)
{
    const bool whole = text.contains("://"_L1);
    const QUrl url(whole ? text : u"https://"_s + text, QUrl::StrictMode);
    const bool clear = url.scheme() == "http"_L1;
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty() || (!clear && url.scheme() != "https"_L1)
        || (!url.path().isEmpty() && url.path() != "/"_L1))
        return fail(ErrorKind::InvalidInput, u"%1 is no host"_s.arg(text));
    const int usual = clear ? 80 : 443;
    return Place{url.host(), static_cast<quint16>(url.port(usual)), clear ? Security::None : Security::Tls};
}

Result<void> move(Endpoint &endpoint, const SwitchDesk::Options &options, const domain::OAuthSettings &oauth)
{
    Place place{transport::usualHost(options.to, oauth.cloud)};
    if (!options.host.isEmpty()) {
        const Result<Place> given = placeFrom(options.host);
        if (!given)
            return fail(given.error());
        place = *given;
    }
    endpoint.protocol = options.to;
    endpoint.host = place.host;
    endpoint.port = place.port;
    endpoint.security = place.security;
    endpoint.pinnedSha256.clear(); // the certificate of the other server
    endpoint.exchange = {};
    return {};
}

/// Sending goes the way that reading goes.
bool sendsSo(const Mailbox &mailbox)
{
    return mailbox.outbound.protocol == mailbox.inbound.protocol;
}

} // namespace

std::optional<Protocol> SwitchDesk::otherWay(const Mailbox &mailbox)
{
    switch (mailbox.inbound.protocol) {
    case Protocol::Ews:
        return Protocol::Graph;
    case Protocol::Graph:
        return Protocol::Ews;
    case Protocol::Imap:
    case Protocol::Smtp:
        break;
    }
    return std::nullopt;
}

bool SwitchDesk::signsInAlike(const Mailbox &mailbox)
{
    return mailbox.inbound.signIn == SignIn::OAuth2
        && (!sendsSo(mailbox) || domain::signInEndpoint(mailbox, domain::SecretUse::Outbound).signIn == SignIn::OAuth2);
}

Result<Mailbox> SwitchDesk::target(Mailbox mailbox, const Options &options)
{
    const Protocol from = mailbox.inbound.protocol;
    const auto isOne = [](Protocol protocol) { return protocol == Protocol::Ews || protocol == Protocol::Graph; };
    if (!isOne(options.to) || !otherWay(mailbox))
        return fail(ErrorKind::InvalidInput, u"a switch is between EWS and Microsoft Graph"_s);
    if (from == options.to)
        return fail(ErrorKind::Conflict, u"%1 uses it already"_s.arg(mailbox.address));
    if (!signsInAlike(mailbox))
        return fail(ErrorKind::InvalidInput,
                    u"%1 does not sign in by OAUTH2.0, which Microsoft Graph wants"_s.arg(mailbox.address));
    const bool sendsToo = sendsSo(mailbox);
    const domain::OAuthSettings inbound = mailbox.inbound.oauth;
    const domain::OAuthSettings sending = domain::signInEndpoint(mailbox, domain::SecretUse::Outbound).oauth;
    if (auto done = move(mailbox.inbound, options, inbound); !done)
        return fail(done.error());
    if (sendsToo) {
        if (auto done = move(mailbox.outbound, options, sending); !done)
            return fail(done.error());
    }
    if (const auto errors = domain::validate(mailbox); !errors.isEmpty())
        return fail(ErrorKind::InvalidInput, describe(errors));
    return mailbox;
}

Future<SwitchReport> SwitchDesk::run(Mailbox mailbox, Options options, std::stop_token stop, QObject *owner,
                                     Progress progress)
{
    auto to = target(mailbox, options);
    if (!to)
        return readyFuture<SwitchReport>(fail(to.error()));
    if (!m_context.engine)
        return readyFuture<SwitchReport>(fail(ErrorKind::Busy, u"this process runs no feeds"_s));
    auto *run = new SwitchRun(m_context, std::move(mailbox), std::move(*to), options.dryRun, std::move(stop));
    return run->run(owner, std::move(progress));
}

Future<void> SwitchDesk::forgetSignIn(Mailbox other)
{
    const auto read = [id = other.id](store::Session &session) { return store::Mailboxes(session).find(id); };
    return andThen<void>(m_context.vault, m_context.store->read(read),
                         [context = m_context, other = std::move(other)](const Mailbox &saved) {
                             using domain::SecretUse;
                             const auto key = domain::neededSecret(other, SecretUse::Inbound);
                             const bool used = !key || key == domain::neededSecret(saved, SecretUse::Inbound)
                                 || key == domain::neededSecret(saved, SecretUse::Outbound);
                             return used ? readyFuture<void>({}) : removeSecret(context, *key);
                         });
}

} // namespace liaison::desk
