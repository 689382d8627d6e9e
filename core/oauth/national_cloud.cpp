#include "core/oauth/national_cloud.h"

#include <QUrl>

namespace liaison::oauth {

namespace {

CloudHosts builtIn(NationalCloud cloud)
{
    switch (cloud) {
    case NationalCloud::Global:
        return {QStringLiteral("login.microsoftonline.com"), QStringLiteral("outlook.office365.com"),
                QStringLiteral("smtp.office365.com"), QStringLiteral("graph.microsoft.com")};
    case NationalCloud::China:
        return {QStringLiteral("login.partner.microsoftonline.cn"), QStringLiteral("partner.outlook.cn"),
                QStringLiteral("smtp.partner.outlook.cn"), QStringLiteral("microsoftgraph.chinacloudapi.cn")};
    case NationalCloud::Germany:
        return {QStringLiteral("login.microsoftonline.de"),
                QStringLiteral("outlook.office.de"),
                {},
                QStringLiteral("graph.microsoft.de")};
    case NationalCloud::USGovernment:
        return {QStringLiteral("login.microsoftonline.us"), QStringLiteral("outlook.office365.us"),
                QStringLiteral("smtp.office365.us"), QStringLiteral("graph.microsoft.us")};
    case NationalCloud::USGovernmentDoD:
        return {QStringLiteral("login.microsoftonline.us"), QStringLiteral("outlook-dod.office365.us"),
                QStringLiteral("outlook-dod.office365.us"), QStringLiteral("dod-graph.microsoft.us")};
    }
    return {};
}

/// "https://host" of a host or URL: the resource that tokens are for has neither path nor end slash.
QString resource(const QString &host)
{
    const QUrl url = host.contains(QLatin1String("://")) ? QUrl(host) : QUrl(QStringLiteral("https://") + host);
    return url.toString(QUrl::RemoveUserInfo | QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment);
}

/// Whom a person's IMAP and SMTP tokens are for. The global cloud names Outlook by an older host than the one it is
/// reached at.
QString mailResource(NationalCloud cloud, const CloudHosts &overrides)
{
    if (cloud == NationalCloud::Global && overrides.mail.isEmpty())
        return QStringLiteral("https://outlook.office.com");
    return resource(hostsOf(cloud, overrides).mail);
}

} // namespace

CloudHosts hostsOf(NationalCloud cloud, const CloudHosts &overrides)
{
    CloudHosts out = builtIn(cloud);
    const auto take = [](QString &into, const QString &from) {
        if (!from.isEmpty())
            into = from;
    };
    take(out.login, overrides.login);
    take(out.mail, overrides.mail);
    take(out.smtp, overrides.smtp);
    take(out.graph, overrides.graph);
    return out;
}

bool isClosed(NationalCloud cloud)
{
    return cloud == NationalCloud::Germany;
}

QStringList userScopes(Service service, NationalCloud cloud, const CloudHosts &overrides, MailboxOf whose)
{
    const CloudHosts hosts = hostsOf(cloud, overrides);
    QStringList scopes;
    switch (service) {
    case Service::Ews:
        scopes << resource(hosts.mail) + QStringLiteral("/EWS.AccessAsUser.All");
        break;
    case Service::Imap:
        scopes << mailResource(cloud, overrides) + QStringLiteral("/IMAP.AccessAsUser.All");
        break;
    case Service::Smtp:
        scopes << mailResource(cloud, overrides) + QStringLiteral("/SMTP.Send");
        break;
    case Service::Graph:
        for (const char *permission : {"/Mail.ReadWrite", "/Mail.Send"})
            scopes << resource(hosts.graph) + QLatin1String(permission)
                    + QLatin1String(whose == MailboxOf::Another ? ".Shared" : "");
        break;
    }
    return scopes << QStringLiteral("offline_access");
}

QStringList applicationScopes(Service service, NationalCloud cloud, const CloudHosts &overrides)
{
    const CloudHosts hosts = hostsOf(cloud, overrides);
    return {resource(service == Service::Graph ? hosts.graph : hosts.mail) + QStringLiteral("/.default")};
}

QStringList applicationRoles(Service service)
{
    switch (service) {
    case Service::Ews:
        return {QStringLiteral("full_access_as_app")};
    case Service::Imap:
        return {QStringLiteral("IMAP.AccessAsApp")};
    case Service::Smtp:
        return {QStringLiteral("SMTP.SendAsApp")};
    case Service::Graph:
        return {QStringLiteral("Mail.ReadWrite"), QStringLiteral("Mail.Send")};
    }
    return {};
}

} // namespace liaison::oauth
