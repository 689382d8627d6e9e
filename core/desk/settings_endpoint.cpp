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
    return use == SecretUse::Inbound ? QStringList{u"imap"_s, u"ews"_s} : QStringList{u"smtp"_s, u"ews"_s};
}

QStringList signInsFor(SecretUse use, const QString &protocol)
{
    QStringList ways{u"password"_s, u"plainpassword"_s, u"oauth2"_s, u"certificate"_s, u"none"_s};
    if (protocol == "ews"_L1)
        ways = QStringList{u"plainpassword"_s, u"ntlm"_s, u"oauth2"_s};
    if (use == SecretUse::Outbound)
        ways.append(u"asinbound"_s);
    return ways;
}

QJsonObject readExchange(JsonReader reader)
{
    QStringList versions;
    for (const domain::VersionChoice version : domain::allVersionChoices())
        versions << domain::toString(version);
    const QJsonObject json{
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

/// What only one protocol or way to sign in has.
void readSpecial(JsonReader &reader, QJsonObject &known)
{
    if (known.value(u"protocol"_s) == "ews"_L1)
        known.insert(u"exchange"_s, readExchange(reader.object(u"exchange"_s)));
    if (known.value(u"protocol"_s) == "ews"_L1 && known.value(u"signIn"_s) == "oauth2"_L1)
        known.insert(u"oauth"_s, readOAuth(reader.object(u"oauth"_s)));
}

} // namespace

Endpoint readEndpoint(JsonReader reader, SecretUse use)
{
    const Endpoint usual = use == SecretUse::Inbound ? Mailbox().inbound : Mailbox().outbound;
    QJsonObject known = domain::toJson(usual);
    const auto take = [&known](const QString &key, const QString &value) { known.insert(key, value); };
    const QString protocol = reader.choice(u"protocol"_s, protocolsFor(use), protocolsFor(use).first());
    const bool ews = protocol == "ews"_L1;
    take(u"protocol"_s, protocol);
    take(u"host"_s, reader.text(u"host"_s, {}, ews ? 2'048 : 253));
    take(u"security"_s, reader.choice(u"security"_s, ews ? webSecurities : securities, securities.first()));
    const QString usualSignIn
        = ews && use == SecretUse::Inbound ? u"plainpassword"_s : known.value(u"signIn"_s).toString();
    take(u"signIn"_s, reader.choice(u"signIn"_s, signInsFor(use, protocol), usualSignIn));
    readSpecial(reader, known);
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
    const bool asInbound
        = mailbox.outbound.protocol == domain::Protocol::Smtp && mailbox.outbound.signIn == domain::SignIn::AsInbound;
    const bool tokens = mailbox.inbound.signIn == domain::SignIn::OAuth2
        && mailbox.inbound.oauth.flow != domain::OAuthFlow::AccessToken;
    return !asInbound || (mailbox.inbound.signIn != domain::SignIn::Ntlm && !tokens);
}

} // namespace liaison::desk
