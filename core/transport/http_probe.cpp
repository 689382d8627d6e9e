#include "core/transport/http_probe.h"

#include "core/base/log.h"

namespace liaison::transport {

namespace {
constexpr qsizetype mostGreeting = 200;
}

HttpProbe::HttpProbe(const HttpSettings &settings, const QUrl &url, QObject *parent) : QObject(parent)
{
    const bool tls = url.scheme() == QLatin1String("https");
    m_settings.host = url.host();
    m_settings.port = static_cast<quint16>(url.port(tls ? 443 : 80));
    m_settings.security = tls ? domain::Security::Tls : domain::Security::None;
    m_settings.trustedCaFile = settings.trustedCaFile;
    m_settings.pinnedSha256 = settings.pinnedSha256;
    m_settings.proxy = settings.proxy;
    // Whether the certificate is taken is for the request to say, which uses it.
    m_settings.milestone = [tell = settings.milestone](const Milestone &milestone) {
        if (milestone.what != Milestone::What::Encrypted)
            tell(milestone);
    };
    connect(&m_stream, &TlsStream::connected, this, [this] { end({}); });
    connect(&m_stream, &TlsStream::failed, this, [this](const Error &error) {
        end(error.kind == ErrorKind::TimedOut ? Result<void>(fail(error)) : Result<void>());
    });
    connect(&m_stream, &TlsStream::readyRead, this,
            [this](const QByteArray &bytes) { m_greeting += bytes.left(mostGreeting - m_greeting.size()); });
}

HttpProbe::~HttpProbe()
{
    m_onStop.reset();
    end(fail(ErrorKind::Cancelled));
}

Future<void> HttpProbe::run(std::stop_token stop)
{
    m_promise.start();
    Future<void> future = m_promise.future();
    m_stream.open(m_settings);
    // The callback runs on the thread that asks for the stop, and only posts to this one.
    m_onStop.emplace(std::move(stop), [this] {
        QMetaObject::invokeMethod(
            this, [this] { end(fail(ErrorKind::Cancelled)); }, Qt::QueuedConnection);
    });
    return future;
}

void HttpProbe::end(const Result<void> &result)
{
    if (!std::exchange(m_over, true))
        finishWith<void>(m_promise, result);
}

Error HttpProbe::judged(Error error)
{
    m_stream.abort();
    const bool noAnswer = isNetworkTrouble(error.kind) || error.kind == ErrorKind::ProtocolViolation;
    // A server of HTTP may say that it has waited long enough (408).
    if (!noAnswer || m_greeting.isEmpty() || m_greeting.startsWith("HTTP/"))
        return error;
    return {ErrorKind::ProtocolViolation,
            QStringLiteral("%1 speaks another protocol than HTTP").arg(m_settings.host),
            printable(m_greeting.trimmed()),
            {}};
}

} // namespace liaison::transport
