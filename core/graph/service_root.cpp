#include "core/graph/service_root.h"

#include "core/base/log.h"
#include "core/domain/mailbox.h"
#include "core/graph/limits.h"

#include <algorithm>

namespace liaison::graph {

namespace {

constexpr int httpsPort = 443;
constexpr int httpPort = 80;

int portOf(const QUrl &url)
{
    return url.port(url.scheme() == QLatin1String("http") ? httpPort : httpsPort);
}

/// https, or http to this machine; a host; no user info, query or fragment that could mean something else.
bool isServiceUrl(const QUrl &url)
{
    const bool secure = url.scheme() == QLatin1String("https")
        || (url.scheme() == QLatin1String("http") && domain::isLoopbackHost(url.host()));
    return url.isValid() && secure && !url.host().isEmpty() && url.userInfo().isEmpty() && !url.hasFragment();
}

/// Whether a path has a segment that is "." or "..", written in any way.
bool climbs(const QByteArray &path)
{
    for (const QByteArray &part : path.split('/')) {
        QByteArray plain = part.toLower().replace("%2e", ".");
        if (plain == "." || plain == "..")
            return true;
    }
    return false;
}

bool isPlain(char c)
{
    return c > 0x20 && c < 0x7f && c != '\\' && c != '#';
}

Failure foreign(const QString &link, const QString &why)
{
    return {Error{ErrorKind::ProtocolViolation, QStringLiteral("a link leads out of Graph: ") + why,
                  printable(link.left(500).section(QLatin1Char('?'), 0, 0).toUtf8()), std::nullopt},
            Remedy::GiveUp, Reason::ForeignLink, Failure::Origin::Unreadable};
}

} // namespace

ServiceRoot::ServiceRoot(const QUrl &url) : m_url(url) { }

Result<ServiceRoot> ServiceRoot::make(const QString &hostOrUrl)
{
    QString text = hostOrUrl.trimmed();
    if (!text.contains(QLatin1String("://")))
        text.prepend(QLatin1String("https://"));
    QUrl url(text, QUrl::StrictMode);
    if (!isServiceUrl(url) || url.hasQuery() || climbs(url.path(QUrl::FullyEncoded).toLatin1()))
        return fail(ErrorKind::InvalidInput, QStringLiteral("no address of Microsoft Graph"));
    QString path = url.path(QUrl::FullyEncoded);
    while (path.endsWith(QLatin1Char('/')))
        path.chop(1);
    url.setPath(path.isEmpty() ? QStringLiteral("/v1.0") : path, QUrl::StrictMode);
    return ServiceRoot(url);
}

QUrl ServiceRoot::origin() const
{
    QUrl url = m_url;
    url.setPath({});
    return url;
}

QUrl ServiceRoot::url(const Request &request) const
{
    return url(request.target);
}

QUrl ServiceRoot::url(const QByteArray &target) const
{
    return QUrl::fromEncoded(m_url.toEncoded() + target, QUrl::StrictMode);
}

Answer<QByteArray> ServiceRoot::targetOf(const QString &link) const
{
    if (link.size() > longestLink)
        return failed(foreign(link, QStringLiteral("it is too long")));
    const QByteArray text = link.toUtf8();
    if (!std::all_of(text.begin(), text.end(), isPlain))
        return failed(foreign(link, QStringLiteral("it is no URL")));
    const QUrl url = QUrl::fromEncoded(text, QUrl::StrictMode);
    if (!isServiceUrl(url) || url.scheme() != m_url.scheme())
        return failed(foreign(link, QStringLiteral("it is not the configured kind of URL")));
    if (url.host() != m_url.host() || portOf(url) != portOf(m_url))
        return failed(foreign(link, QStringLiteral("another host")));
    // The target is taken as it stands in the text: what QUrl makes of it need not be what the service wrote.
    const qsizetype authority = text.indexOf("://") + 3;
    const qsizetype pathAt = text.indexOf('/', authority);
    const qsizetype queryAt = text.indexOf('?', authority);
    const QByteArray root = m_url.path(QUrl::FullyEncoded).toLatin1();
    if (pathAt < 0 || (queryAt >= 0 && queryAt < pathAt))
        return failed(foreign(link, QStringLiteral("it has no path")));
    const QByteArray path = text.mid(pathAt, queryAt < 0 ? -1 : queryAt - pathAt);
    if (!path.startsWith(root + '/') || climbs(path))
        return failed(foreign(link, QStringLiteral("another path")));
    return text.mid(pathAt + root.size());
}

} // namespace liaison::graph
