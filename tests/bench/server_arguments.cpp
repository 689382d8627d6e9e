#include "tests/bench/server_arguments.h"

#include "tests/bench/pinned.h"

namespace liaison::bench {

std::optional<ServerArguments> takeServer(QStringList &arguments, qsizetype at)
{
    constexpr qsizetype words = 5;
    const bool ews = arguments.removeAll(QStringLiteral("--ews")) > 0;
    const bool graph = arguments.removeAll(QStringLiteral("--graph")) > 0;
    if (arguments.size() < at + words)
        return std::nullopt;
    const QStringList given = arguments.mid(at, words);
    arguments = arguments.mid(0, at) + arguments.mid(at + words);
    ServerArguments out;
    out.address = ews || graph ? given.at(3) : QStringLiteral("incidents@desk.example");
    out.endpoint.host = given.at(0);
    out.endpoint.port = given.at(1).toUShort();
    out.endpoint.pinnedSha256 = fingerprint(given.at(2));
    out.endpoint.username = given.at(3);
    out.secret = Secret::fromText(given.at(4));
    if (ews) {
        out.endpoint.protocol = domain::Protocol::Ews;
        out.endpoint.signIn = domain::SignIn::PlainPassword;
    } else if (graph) {
        out.endpoint.protocol = domain::Protocol::Graph;
        out.endpoint.signIn = domain::SignIn::OAuth2;
        out.endpoint.oauth.flow = domain::OAuthFlow::AccessToken;
    }
    return out;
}

} // namespace liaison::bench
