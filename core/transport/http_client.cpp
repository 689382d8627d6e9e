#include "core/transport/http_client.h"

#include "core/base/and_then.h"
#include "core/domain/mailbox.h"
#include "core/transport/certificate_check.h"
#include "core/transport/http_exchange.h"
#include "core/transport/http_probe.h"
#include "core/transport/proxies.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace liaison::transport {

namespace {

bool mayBeAsked(const HttpRequest &request)
{
    const QUrl &url = request.url;
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty())
        return false;
    if (url.scheme() == QLatin1String("https"))
        return true;
    const bool tellsNothing = request.inClear && !request.authorization && !request.ntlm && request.body.isEmpty();
    return url.scheme() == QLatin1String("http") && (tellsNothing || domain::isLoopbackHost(url.host()));
}

int portOf(const QUrl &url)
{
    return url.port(url.scheme() == QLatin1String("https") ? 443 : 80);
}

bool sameOrigin(const QUrl &a, const QUrl &b)
{
    return a.scheme() == b.scheme() && a.host() == b.host() && portOf(a) == portOf(b);
}

std::unique_ptr<QNetworkAccessManager> newManager(const domain::ProxySettings &proxy)
{
    auto manager = std::make_unique<QNetworkAccessManager>();
    manager->setProxyFactory(new Proxies(proxy)); // the manager owns it
    manager->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    manager->setStrictTransportSecurityEnabled(false); // http goes to this machine alone
    return manager;
}

} // namespace

QByteArray HttpResponse::header(const QByteArray &name) const
{
    for (const auto &header : headers)
        if (header.first.compare(name, Qt::CaseInsensitive) == 0)
            return header.second;
    return {};
}

std::optional<UtcMs> httpMoment(const QByteArray &header)
{
    QDateTime when = QLocale::c().toDateTime(QString::fromLatin1(header.trimmed()),
                                             QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"));
    if (!when.isValid())
        return std::nullopt;
    when.setTimeSpec(Qt::UTC);
    return when.toMSecsSinceEpoch();
}

std::optional<qint64> retryAfterMs(const QByteArray &header, qint64 nowMs)
{
    constexpr qint64 dayMs = 86'400'000;
    const QByteArray value = header.trimmed();
    bool isNumber = false;
    const qint64 seconds = value.toLongLong(&isNumber);
    if (isNumber)
        return seconds < 0 ? std::nullopt : std::optional(std::min(seconds, dayMs / 1'000) * 1'000);
    const auto when = httpMoment(value);
    return when ? std::optional(std::clamp<qint64>(*when - nowMs, 0, dayMs)) : std::nullopt;
}

bool isNetworkTrouble(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::NameNotFound:
    case ErrorKind::ConnectionRefused:
    case ErrorKind::ConnectionLost:
    case ErrorKind::TimedOut:
    case ErrorKind::ProxyFailed:
        return true;
    default:
        return false;
    }
}

HttpClient::HttpClient(HttpSettings settings, QObject *parent)
    : QObject(parent), m_settings(std::move(settings)), m_manager(newManager(m_settings.proxy))
{
}

HttpClient::~HttpClient()
{
    const auto exchanges = findChildren<HttpExchange *>(QString(), Qt::FindDirectChildrenOnly);
    qDeleteAll(exchanges); // before the manager and its replies
}

/// Ends everything that could go over a connection to a server that is not who it should be. Qt would keep the
/// connection for the next request, and tell nobody about its certificate again.
void HttpClient::distrust(const QUrl &origin, const Error &why)
{
    const auto exchanges = findChildren<HttpExchange *>(QString(), Qt::FindDirectChildrenOnly);
    for (HttpExchange *exchange : exchanges)
        exchange->interrupt(
            sameOrigin(exchange->url(), origin)
                ? why
                : Error{ErrorKind::ConnectionLost, QStringLiteral("the connections were closed"), {}, {}});
    m_manager.release()->deleteLater(); // its thread waits for us right now
    m_manager = newManager(m_settings.proxy);
}

Future<HttpResponse> HttpClient::send(HttpRequest request, std::stop_token stop)
{
    if (!mayBeAsked(request))
        return readyFuture<HttpResponse>(
            fail(ErrorKind::InvalidInput, QStringLiteral("the address is no https address of a server")));
    if (request.authorization && !sameOrigin(request.url, request.authorization->origin))
        return readyFuture<HttpResponse>(fail(ErrorKind::PermissionDenied,
                                              QStringLiteral("credentials for %1 are not sent to %2")
                                                  .arg(request.authorization->origin.host(), request.url.host())));
    if (!m_tls) {
        const Result<QSslConfiguration> tls = clientConfiguration(m_settings.trustedCaFile);
        if (!tls)
            return readyFuture<HttpResponse>(fail(tls.error()));
        m_tls = *tls;
    }
    if (request.mayWrite && !request.mayWrite())
        return readyFuture<HttpResponse>(fail(ErrorKind::Busy, QStringLiteral("the mailbox is somebody else's")));
    const bool isTest = m_settings.milestone != nullptr;
    if (isTest && !std::exchange(m_probed, true))
        return probeFirst(std::move(request), std::move(stop));
    return start(std::move(request), std::move(stop));
}

Future<HttpResponse> HttpClient::start(HttpRequest request, std::stop_token stop)
{
    auto *exchange = new HttpExchange(m_settings, std::move(request), std::move(stop), this);
    Future<HttpResponse> answer = exchange->future();
    exchange->start(*m_manager, *m_tls);
    return answer;
}

/// The first request of a connection test: where it goes to is looked at before, and its error is seen in that light.
Future<HttpResponse> HttpClient::probeFirst(HttpRequest request, std::stop_token stop)
{
    auto *probe = new HttpProbe(m_settings, request.url, this);
    const auto answer
        = andThen<HttpResponse>(this, probe->run(stop), [this, request = std::move(request), stop]() mutable {
              return start(std::move(request), stop);
          });
    auto promise = std::make_shared<QPromise<Result<HttpResponse>>>();
    promise->start();
    onDone<HttpResponse>(probe, answer, [probe, promise](Result<HttpResponse> response) {
        if (!response)
            response = fail(probe->judged(response.error()));
        probe->deleteLater();
        finishWith<HttpResponse>(*promise, std::move(response));
    });
    return promise->future();
}

} // namespace liaison::transport
