// Who may do what: tokens, permissions and what stands in their way.
#include "app/demo/exchange_tokens.h"
#include "app/demo/graph_operations.h"
#include "core/mime/address_parse.h"
#include "core/mime/header_block.h"

#include <algorithm>

namespace liaison::demo {

namespace {

constexpr int mostFields = 2'000;

tl::unexpected<GraphRefusal> notSignedIn(const Graph &graph, const HttpRequest &request, const char *words)
{
    const QByteArray login = graph.exchange()->options().scheme + "://" + request.field("Host");
    return tl::unexpected(GraphRefusal{401,
                                       QStringLiteral("InvalidAuthenticationToken"),
                                       QLatin1String(words),
                                       {{"WWW-Authenticate",
                                         "Bearer realm=\"\", authorization_uri=\"" + login
                                             + "/common/oauth2/authorize\", "
                                               "client_id=\"00000003-0000-0000-c000-000000000000\""}}});
}

/// The names that let a token do it; what is shared takes another name than what is one's own.
QStringList permissionsFor(GraphNeeds needs, bool shared)
{
    const QString end = shared ? QStringLiteral(".Shared") : QString();
    const QString write = QStringLiteral("Mail.ReadWrite") + end;
    switch (needs) {
    case GraphNeeds::Read:
        return {write, QStringLiteral("Mail.Read") + end};
    case GraphNeeds::Write:
        return {write};
    case GraphNeeds::Send:
        return {QStringLiteral("Mail.Send") + end};
    }
    return {};
}

bool isAllowed(const GraphHolder &holder, GraphNeeds needs, bool shared)
{
    // The shared permissions hold for one's own mailbox, too.
    const QStringList wanted = shared || holder.user.isEmpty()
        ? permissionsFor(needs, shared)
        : permissionsFor(needs, false) + permissionsFor(needs, true);
    return std::any_of(wanted.cbegin(), wanted.cend(),
                       [&holder](const QString &name) { return holder.permissions.contains(name); });
}

bool isAmong(const QStringList &addresses, const DemoMailbox &box)
{
    return addresses.contains(box.address(), Qt::CaseInsensitive);
}

} // namespace

GraphRefusal shutOutByPolicy()
{
    return {403, QStringLiteral("ErrorAccessDenied"),
            QStringLiteral("Access to OData is disabled: [RAOP] : Blocked by tenant configured AppOnly AccessPolicy "
                           "settings.")};
}

GraphRefusal withoutLicence()
{
    return {404, QStringLiteral("MailboxNotEnabledForRESTAPI"),
            QStringLiteral("The mailbox is either inactive, soft-deleted, or is hosted on-premise.")};
}

GraphRefusal withoutConsent()
{
    return {401, QStringLiteral("NoPermissionsInAccessToken"),
            QStringLiteral("The token contains no permissions, or permissions can not be understood.")};
}

GraphRefusal ofAnotherCloud()
{
    return {401, QStringLiteral("InvalidAuthenticationToken"),
            QStringLiteral("Access token validation failure. Invalid audience.")};
}

GraphRefusal sendAsDenied()
{
    return {403,
            QStringLiteral("ErrorSendAsDenied"),
            QStringLiteral("The user account which was used to submit this request does not have the right to send "
                           "mail on behalf of the specified sending account., Cannot submit message."),
            {},
            true};
}

GraphOutcome<GraphHolder> Graph::holder(const HttpRequest &request) const
{
    const QByteArray authorization = request.field("Authorization");
    if (authorization.left(7).compare("bearer ", Qt::CaseInsensitive) != 0)
        return notSignedIn(*this, request, "Access token is empty.");
    const QByteArray token = authorization.mid(7).trimmed();
    if (m_options.foreignToken)
        if (const auto foreign = m_options.foreignToken(token))
            return *foreign;
    const auto own = m_exchange->tokens().holder(token);
    if (!own)
        return notSignedIn(*this, request, "Lifetime validation failed, the token is expired.");
    if (!own->forGraph)
        return notSignedIn(*this, request, "Access token validation failure. Invalid audience.");
    return GraphHolder{own->user, own->permissions};
}

GraphOutcome<void> admitToGraph(const Graph &graph, GraphCall &call, const QString &person, GraphNeeds needs)
{
    const bool application = call.holder.user.isEmpty();
    if (person.isEmpty() && application)
        return refusedByGraph(400, "BadRequest", "/me request is only valid with delegated authentication flow.");
    DemoMailbox *user = graph.post()->mailbox(call.holder.user);
    call.box = person.isEmpty() ? user : graph.post()->mailbox(person);
    const bool shared = !application && call.box != user;
    if (!isAllowed(call.holder, needs, shared))
        return refusedByGraph(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.");
    if (!call.box)
        return refusedByGraph(404, "ErrorInvalidUser",
                              QStringLiteral("The requested user '%1' is invalid.").arg(person));
    if (shared && !graph.exchange()->options().delegates.value(call.box->address()).contains(call.holder.user))
        return refusedByGraph(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.");
    if (application && isAmong(graph.options().policyRefuses, *call.box))
        return tl::unexpected(shutOutByPolicy());
    if (isAmong(graph.options().unlicensed, *call.box))
        return tl::unexpected(withoutLicence());
    return {};
}

GraphOutcome<void> maySendByGraph(const Graph &graph, const GraphCall &call, const QByteArray &mime)
{
    const QString user = call.holder.user.isEmpty() ? call.box->address() : call.holder.user;
    const domain::Addresses from = mime::parseAddresses(mime::splitHeaders(mime, mostFields).value("From"));
    for (const domain::Address &address : from) {
        const DemoMailbox *box = graph.post()->mailbox(address.address);
        const bool own = box == call.box;
        if (!own && (!box || !graph.exchange()->options().delegates.value(box->address()).contains(user)))
            return tl::unexpected(sendAsDenied());
    }
    return {};
}

} // namespace liaison::demo
