#include "core/ews/autodiscover.h"

#include "core/domain/address.h"

namespace liaison::ews {

namespace {

/// Where Exchange Online answers for everybody, in all clouds.
const QStringList &microsoftDomains()
{
    static const QStringList all{
        QStringLiteral("outlook.com"),       QStringLiteral("office365.com"),      QStringLiteral("office.com"),
        QStringLiteral("office365.us"),      QStringLiteral("partner.outlook.cn"), QStringLiteral("outlook.cn"),
        QStringLiteral("outlook.office.de"), QStringLiteral("cloud.microsoft"),    QStringLiteral("onmicrosoft.com")};
    return all;
}

bool isWithin(const QString &host, const QString &domain)
{
    return !domain.isEmpty() && (host == domain || host.endsWith(QLatin1Char('.') + domain));
}

QUrl httpsUrl(const QString &host, const QString &path)
{
    QUrl url;
    url.setScheme(QStringLiteral("https"));
    url.setHost(host);
    url.setPath(path);
    return url;
}

const auto poxPath = QStringLiteral("/autodiscover/autodiscover.xml");

QUrl jsonUrl(const QString &host, const QString &address)
{
    QUrl url = httpsUrl(host, QStringLiteral("/autodiscover/autodiscover.json/v1.0/") + address);
    url.setQuery(QStringLiteral("Protocol=EWS"));
    return url;
}

} // namespace

QList<AutodiscoverStep> autodiscoverSteps(const QString &address)
{
    using Kind = AutodiscoverStep::Kind;
    const QString domain = domain::domainOf(address);
    if (domain.isEmpty())
        return {};
    const QString prefixed = QStringLiteral("autodiscover.") + domain;
    QUrl plain = httpsUrl(prefixed, poxPath);
    plain.setScheme(QStringLiteral("http"));
    return {{Kind::Json, jsonUrl(prefixed, address)},
            {Kind::Pox, httpsUrl(prefixed, poxPath)},
            {Kind::Pox, httpsUrl(domain, poxPath)},
            {Kind::HttpRedirect, plain}};
}

QString srvName(const QString &address)
{
    const QString domain = domain::domainOf(address);
    return domain.isEmpty() ? QString() : QStringLiteral("_autodiscover._tcp.") + domain;
}

AutodiscoverStep poxStep(const QString &host, quint16 port)
{
    QUrl url = httpsUrl(host, poxPath);
    if (port != 443)
        url.setPort(port);
    return {AutodiscoverStep::Kind::Pox, url};
}

std::optional<AutodiscoverResult> redirectIn(const HttpHead &head, const QUrl &asked)
{
    const bool redirects = head.status == 301 || head.status == 302 || head.status == 307 || head.status == 308;
    const QByteArray location = head.header("Location").trimmed();
    if (!redirects || location.isEmpty())
        return std::nullopt;
    AutodiscoverResult result;
    result.kind = AutodiscoverResult::Kind::RedirectUrl;
    result.redirectUrl = asked.resolved(QUrl::fromEncoded(location));
    return result;
}

Follow mayFollow(const QUrl &target, const QString &address)
{
    if (!target.isValid() || target.scheme() != QLatin1String("https") || target.host().isEmpty()
        || !target.userInfo().isEmpty())
        return Follow::No;
    const QString host = target.host(QUrl::FullyEncoded).toLower();
    if (isWithin(host, domain::domainOf(address)))
        return Follow::Yes;
    for (const QString &known : microsoftDomains())
        if (isWithin(host, known))
            return Follow::Yes;
    return Follow::AskPerson;
}

QUrl ewsUrlFrom(const QString &typed, bool tls, quint16 port)
{
    const QString text = typed.trimmed();
    const bool hasScheme = text.contains(QLatin1String("://"));
    const QString scheme = tls ? QStringLiteral("https://") : QStringLiteral("http://");
    QUrl url(hasScheme ? text : scheme + text, QUrl::StrictMode);
    const bool http = url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http");
    if (!url.isValid() || !http || url.host().isEmpty() || !url.userInfo().isEmpty())
        return {};
    if (url.path().isEmpty() || url.path() == QLatin1String("/"))
        url.setPath(QStringLiteral("/EWS/Exchange.asmx"));
    const int standard = url.scheme() == QLatin1String("https") ? 443 : 80;
    if (url.port() < 0 && port != 0 && port != standard)
        url.setPort(port);
    url.setFragment({});
    return url;
}

} // namespace liaison::ews
