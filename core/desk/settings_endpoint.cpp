#include "core/desk/settings_endpoint.h"

#include <QRegularExpression>

namespace liaison::desk {

using namespace Qt::StringLiterals;
using domain::Endpoint;
using domain::Mailbox;
using domain::SecretUse;

namespace {

const QStringList securities{u"tls"_s, u"starttls"_s, u"none"_s};
const QStringList webSecurities{u"tls"_s, u"none"_s};

QStringList protocolsFor(SecretUse use)
{
    return QStringList{use == SecretUse::Inbound ? u"imap"_s : u"smtp"_s, u"ews"_s, u"graph"_s};
}

bool isOverHttp(const QString &protocol)
{
    return protocol == "ews"_L1 || protocol == "graph"_L1;
}

QStringList signInsFor(SecretUse use, const QString &protocol)
{
    QStringList ways{u"password"_s, u"plainpassword"_s, u"oauth2"_s, u"certificate"_s, u"none"_s};
    if (protocol == "ews"_L1)
        ways = QStringList{u"plainpassword"_s, u"ntlm"_s, u"oauth2"_s};
    if (protocol == "graph"_L1)
        ways = QStringList{u"oauth2"_s};
    if (use == SecretUse::Outbound)
        ways.append(u"asinbound"_s);
    return ways;
}

QString usualSignIn(SecretUse use, const QString &protocol)
{
    if (use == SecretUse::Outbound)
        return u"asinbound"_s;
    return protocol == "ews"_L1 ? u"plainpassword"_s : protocol == "graph"_L1 ? u"oauth2"_s : u"password"_s;
}

QJsonObject readExchange(JsonReader reader)
{
    QStringList versions;
    for (const domain::VersionChoice version : domain::allVersionChoices())
        versions << domain::toString(version);
    QJsonObject json{
        {u"version"_s, reader.choice(u"version"_s, versions, domain::toString(domain::VersionChoice::Other))},
        {u"impersonate"_s, reader.flag(u"impersonate"_s, false)}};
    reader.refuseUnknown();
    return json;
}

QJsonObject readOAuth(JsonReader reader)
{
    QJsonObject json = domain::toJson(domain::OAuthSettings());
    const QStringList flows{u"accesstoken"_s, u"application"_s, u"browser"_s, u"devicecode"_s};
    const QStringList clouds{u"Global"_s, u"China"_s, u"Germany"_s, u"USGovernment"_s, u"USGovernmentDoD"_s};
    json.insert(u"flow"_s, reader.choice(u"flow"_s, flows, flows.first()));
    json.insert(u"cloud"_s, reader.choice(u"cloud"_s, clouds, clouds.first()));
    for (const QString &key : {u"clientId"_s, u"tenantId"_s, u"loginHost"_s, u"issuer"_s})
        json.insert(key, reader.text(key, {}, 2'048));
    reader.refuseUnknown();
    return json;
}

QJsonObject readProxy(JsonReader reader)
{
    const QStringList kinds{u"system"_s, u"none"_s, u"http"_s, u"socks5"_s};
    QJsonObject json{{u"kind"_s, reader.choice(u"kind"_s, kinds, kinds.first())}};
    json.insert(u"host"_s, reader.text(u"host"_s, {}, 253));
    json.insert(u"port"_s, reader.number(u"port"_s, 0, 65'535, 0));
    reader.refuseUnknown();
    return json;
}

/// What only one protocol or way to sign in has.
void readSpecial(JsonReader &reader, QJsonObject &known)
{
    if (known.value(u"protocol"_s) == "ews"_L1)
        known.insert(u"exchange"_s, readExchange(reader.object(u"exchange"_s)));
    if (known.value(u"signIn"_s) == "oauth2"_L1)
        known.insert(u"oauth"_s, readOAuth(reader.object(u"oauth"_s)));
}

} // namespace

Endpoint readEndpoint(JsonReader reader, SecretUse use, bool overGraph)
{
    const Endpoint usual = use == SecretUse::Inbound ? Mailbox().inbound : Mailbox().outbound;
    QJsonObject known = domain::toJson(usual);
    const auto take = [&known](const QString &key, const QString &value) { known.insert(key, value); };
    const QString usualProtocol = overGraph ? u"graph"_s : protocolsFor(use).first();
    const QString protocol = reader.choice(u"protocol"_s, protocolsFor(use), usualProtocol);
    const bool overHttp = isOverHttp(protocol);
    take(u"protocol"_s, protocol);
    take(u"host"_s, reader.text(u"host"_s, {}, overHttp ? 2'048 : 253));
    take(u"security"_s, reader.choice(u"security"_s, overHttp ? webSecurities : securities, securities.first()));
    take(u"signIn"_s, reader.choice(u"signIn"_s, signInsFor(use, protocol), usualSignIn(use, protocol)));
    readSpecial(reader, known);
    known.insert(u"proxy"_s, readProxy(reader.object(u"proxy"_s)));
    take(u"username"_s, reader.text(u"username"_s, {}, 320));
    take(u"trustedCaFile"_s, reader.text(u"trustedCaFile"_s, {}, 4'096));
    take(u"pinnedSha256"_s, reader.text(u"pinnedSha256"_s, {}, 64));
    take(u"clientCertificateFile"_s, reader.text(u"clientCertificateFile"_s, {}, 4'096));
    take(u"clientKeyFile"_s, reader.text(u"clientKeyFile"_s, {}, 4'096));
    const Endpoint sofar = domain::endpointFromJson(known).value_or(usual);
    known.insert(u"port"_s, reader.number(u"port"_s, 1, 65'535, domain::defaultPort(sofar.protocol, sofar.security)));
    static const QRegularExpression digest(u"^([0-9a-fA-F]{64})?$"_s);
    if (!digest.match(known.value(u"pinnedSha256"_s).toString()).hasMatch())
        reader.fault(u"pinnedSha256"_s, u"is not a SHA-256 digest of 64 hexadecimal digits"_s);
    reader.refuseUnknown();
    return domain::endpointFromJson(known).value_or(usual);
}

bool canSignInAsInbound(const Mailbox &mailbox)
{
    using domain::Protocol;
    using domain::SignIn;
    const Endpoint &in = mailbox.inbound;
    const Protocol out = mailbox.outbound.protocol;
    const bool tokens = in.signIn == SignIn::OAuth2;
    const bool renewed = tokens && in.oauth.flow != domain::OAuthFlow::AccessToken;
    if (mailbox.outbound.signIn != SignIn::AsInbound)
        return true;
    if (out == Protocol::Graph) // takes nothing but its own tokens, which whoever renews them gets as well
        return in.protocol == Protocol::Graph || renewed;
    if (in.protocol == Protocol::Graph && !renewed)
        return false; // that token is for Graph alone
    return out != Protocol::Smtp || in.signIn != SignIn::Ntlm;
}

} // namespace liaison::desk
