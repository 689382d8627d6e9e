#include "app/demo/graph_scopes.h"

#include "core/domain/mailbox.h"
#include "core/oauth/national_cloud.h"

#include <QUrl>

#include <algorithm>

namespace liaison::demo {

namespace {

/// What stands before a permission: "https://127.0.0.1:8444".
QUrl resourceOf(const QString &word)
{
    return QUrl(word.left(word.lastIndexOf(QLatin1Char('/'))));
}

/// The scopes that are permissions, not wishes of OpenID Connect.
QStringList permissionWords(const QString &scope)
{
    QStringList words = scope.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const char *wish : {"offline_access", "openid", "profile", "email"})
        words.removeAll(QLatin1String(wish));
    return words;
}

bool isAt(const QUrl &resource, const QString &host)
{
    if (resource.authority().compare(host, Qt::CaseInsensitive) == 0)
        return true;
    const QUrl here(QStringLiteral("https://") + host);
    return here.port() > 0 && resource.port() == here.port() && domain::isLoopbackHost(resource.host());
}

} // namespace

bool isForGraph(const QString &scope, const QStringList &graphHosts)
{
    const QStringList words = permissionWords(scope);
    return std::any_of(words.cbegin(), words.cend(), [&graphHosts](const QString &word) {
        return !word.contains(QLatin1Char('/'))
            || std::any_of(graphHosts.cbegin(), graphHosts.cend(),
                           [&word](const QString &host) { return isAt(resourceOf(word), host); });
    });
}

bool isForeignGraph(const QString &scope)
{
    using oauth::NationalCloud;
    const QStringList words = permissionWords(scope);
    for (const NationalCloud cloud : {NationalCloud::Global, NationalCloud::China, NationalCloud::Germany,
                                      NationalCloud::USGovernment, NationalCloud::USGovernmentDoD})
        for (const QString &word : words)
            if (resourceOf(word).host() == oauth::hostsOf(cloud).graph)
                return true;
    return false;
}

QStringList graphPermissions(const QString &scope)
{
    QStringList names;
    const QStringList words = permissionWords(scope);
    for (const QString &word : words)
        names << word.mid(word.lastIndexOf(QLatin1Char('/')) + 1);
    if (names.removeAll(QStringLiteral(".default")) > 0)
        names << QStringLiteral("Mail.ReadWrite") << QStringLiteral("Mail.Send");
    return names;
}

} // namespace liaison::demo
