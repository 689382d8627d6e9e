#include "core/transport/http_exchange.h"

#include "core/transport/certificate_check.h"
#include "core/transport/proxies.h"

#include <QAuthenticator>
#include <QNetworkReply>

#include <algorithm>

namespace liaison::transport {

namespace {

/// Whether Qt's error is nothing but the status that the server answered: the answer is whole then. A body that could
/// not be unpacked has one of these errors too, beside a good status.
bool isWhole(QNetworkReply::NetworkError error, int status)
{
    switch (error) {
    case QNetworkReply::NoError:
        return status > 0;
    case QNetworkReply::ContentAccessDenied:
    case QNetworkReply::ContentOperationNotPermittedError:
    case QNetworkReply::ContentNotFoundError:
    case QNetworkReply::AuthenticationRequiredError:
    case QNetworkReply::ContentConflictError:
    case QNetworkReply::ContentGoneError:
    case QNetworkReply::UnknownContentError:
    case QNetworkReply::ProtocolInvalidOperationError:
    case QNetworkReply::InternalServerError:
    case QNetworkReply::OperationNotImplementedError:
    case QNetworkReply::ServiceUnavailableError:
    case QNetworkReply::UnknownServerError:
        return status >= 400;
    default:
        return false;
    }
}

constexpr qint64 largestHead = 64 * 1024;

/// Nobody was there to take anything. HttpUpload sees to it that this is no second try.
bool isBeforeConnection(ErrorKind kind)
{
    return kind == ErrorKind::NameNotFound || kind == ErrorKind::ConnectionRefused || kind == ErrorKind::ProxyFailed;
}

ErrorKind kindOf(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::HostNotFoundError:
        return ErrorKind::NameNotFound;
    case QNetworkReply::ConnectionRefusedError:
        return ErrorKind::ConnectionRefused;
    case QNetworkReply::TimeoutError:
        return ErrorKind::TimedOut;
    case QNetworkReply::SslHandshakeFailedError:
        return ErrorKind::TlsFailed;
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
    case QNetworkReply::UnknownProxyError:
        return ErrorKind::ProxyFailed;
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::UnknownContentError: // a body that does not unpack, or swells fortyfold past the limit
        return ErrorKind::ProtocolViolation;
    default:
        return ErrorKind::ConnectionLost;
    }
}

QNetworkRequest written(const HttpRequest &request, const HttpSettings &settings)
{
    QNetworkRequest out(request.url);
    out.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    out.setAttribute(QNetworkRequest::Http2AllowedAttribute, settings.http2);
    out.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    // Qt uses no answer to a challenge at all where it may not keep it.
    out.setAttribute(QNetworkRequest::AuthenticationReuseAttribute,
                     request.ntlm ? QNetworkRequest::Automatic : QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    out.setDecompressedSafetyCheckThreshold(request.mostBytes);
    out.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("Liaison/" LIAISON_VERSION));
    for (const auto &header : request.headers)
        out.setRawHeader(header.first, header.second);
    if (request.authorization)
        out.setRawHeader("Authorization", request.authorization->scheme + ' ' + request.authorization->value.reveal());
    return out;
}

} // namespace

HttpExchange::HttpExchange(const HttpSettings &settings, HttpRequest request, std::stop_token stop, HttpClient *client)
    : QObject(client), m_client(client), m_settings(settings), m_request(std::move(request)), m_stop(std::move(stop))
{
    m_promise.start();
    m_silence.setSingleShot(true);
    m_head.setSingleShot(true);
    m_total.setSingleShot(true);
    const auto late = [this] {
        interrupt({ErrorKind::TimedOut, QStringLiteral("no answer from %1 in time").arg(m_request.url.host()), {}, {}});
    };
    connect(&m_silence, &QTimer::timeout, this, late);
    connect(&m_head, &QTimer::timeout, this, late);
    connect(&m_total, &QTimer::timeout, this, late);
}

HttpExchange::~HttpExchange()
{
    m_onStop.reset();
    if (m_over)
        return;
    finishWith<HttpResponse>(
        m_promise,
        fail(mayHaveArrived() ? ErrorKind::SendUncertain : ErrorKind::Cancelled, QStringLiteral("shut down")));
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
        delete m_reply;
    }
}

void HttpExchange::start(QNetworkAccessManager &manager, const QSslConfiguration &tls)
{
    QNetworkRequest request = written(m_request, m_settings);
    request.setSslConfiguration(tls);
    m_clock.start();
    m_total.start(m_request.totalMs);
    m_silence.start(m_request.silenceMs);
    m_head.start(m_request.headMs);
    connect(&manager, &QNetworkAccessManager::authenticationRequired, this, &HttpExchange::onPasswordAsked);
    m_reply = sendTo(manager, request);
    m_reply->setReadBufferSize(std::min<qint64>(m_request.mostBytes + 1, 1024 * 1024));
    connect(m_reply, &QNetworkReply::encrypted, this, &HttpExchange::onEncrypted);
    connect(m_reply, &QNetworkReply::sslErrors, this, &HttpExchange::onSslErrors);
    connect(m_reply, &QNetworkReply::uploadProgress, this, &HttpExchange::onUpload);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &HttpExchange::onHead);
    connect(m_reply, &QNetworkReply::readyRead, this, &HttpExchange::onReadyRead);
    connect(m_reply, &QNetworkReply::finished, this, &HttpExchange::onFinished);
    // The callback runs on the thread that asks for the stop, and only posts to this one.
    m_onStop.emplace(m_stop, [this] {
        QMetaObject::invokeMethod(
            this, [this] { onStop(); }, Qt::QueuedConnection);
    });
}

QNetworkReply *HttpExchange::sendTo(QNetworkAccessManager &manager, const QNetworkRequest &request)
{
    // One that is not to be repeated needs a body for that, and be it an empty one.
    if (m_request.body.isEmpty() && !m_request.once)
        return manager.sendCustomRequest(request, m_request.method);
    HttpUpload::Rules rules{m_request.once, m_request.mayWrite};
    if (m_request.ntlm)
        rules.mayRepeat = [this] { return mayProve(); };
    m_upload = new HttpUpload(std::exchange(m_request.body, {}), std::move(rules), this);
    return manager.sendCustomRequest(request, m_request.method, m_upload);
}

/// Qt asks here for every scheme. Those that tell a realm, as Basic and Digest have to (RFC 7617, 7616), get no answer:
/// the password is for NTLM.
void HttpExchange::onPasswordAsked(const QNetworkReply *reply, QAuthenticator *answer)
{
    if (reply != m_reply || !m_request.ntlm)
        return;
    // Qt may have shown it unasked, which takes the body twice.
    const bool shown = m_upload && m_upload->repeats() > 1;
    if (std::exchange(m_asked, true) || shown || !answer->realm().isEmpty())
        return; // the same password again would lock the account
    if (!mayProve())
        return;
    if (m_upload)
        m_upload->signInAsked();
    answer->setUser(m_request.ntlm->user);
    answer->setPassword(QString::fromUtf8(m_request.ntlm->password.reveal()));
}

/// Once somebody has signed in, Qt answers challenges by itself from what it remembers. All that is seen of it is that
/// it wants the body again.
bool HttpExchange::mayProve()
{
    m_mayProve = m_mayProve || !m_request.ntlm->mayAnswer || m_request.ntlm->mayAnswer();
    return m_mayProve;
}

bool HttpExchange::mayHaveArrived() const
{
    return m_request.once && m_upload && m_upload->isGone();
}

void HttpExchange::onStop()
{
    if (!mayHaveArrived())
        interrupt({ErrorKind::Cancelled, {}, {}, {}});
}

/// Nothing of the request has left yet. Qt alone would take a certificate's common name for the host's.
void HttpExchange::onEncrypted()
{
    const QSslCertificate leaf = m_reply->sslConfiguration().peerCertificate();
    if (!matchesPin(leaf, m_settings.pinnedSha256) && !matchesHost(leaf, m_request.url.host()))
        m_client->distrust(m_request.url, certificateRefused({QSslError(QSslError::HostNameMismatch, leaf)}));
    else if (m_settings.milestone)
        m_settings.milestone({Milestone::What::Encrypted, {}, summarise(m_reply->sslConfiguration())});
}

void HttpExchange::onSslErrors(const QList<QSslError> &errors)
{
    const QSslCertificate leaf = m_reply->sslConfiguration().peerCertificate();
    if (matchesPin(leaf, m_settings.pinnedSha256) && std::all_of(errors.cbegin(), errors.cend(), &excusableByPin))
        m_reply->ignoreSslErrors(errors);
    else
        interrupt(certificateRefused(errors));
}

Error HttpExchange::certificateRefused(const QList<QSslError> &problems) const
{
    Error error = certificateError(problems, m_request.url.host());
    const QSslConfiguration session = m_reply->sslConfiguration();
    if (!session.peerCertificate().isNull()) {
        error.certificate = summarise(session);
        error.certificate->host = m_request.url.host();
        error.certificate->port = static_cast<quint16>(m_request.url.port(443));
        error.certificate->pinnable = std::all_of(problems.cbegin(), problems.cend(), &excusableByPin);
        error.certificate->replacesPin = !m_settings.pinnedSha256.isEmpty();
    }
    return error;
}

void HttpExchange::onUpload()
{
    m_silence.start();
    if (!m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).isValid())
        m_head.start();
}

void HttpExchange::onHead()
{
    m_head.stop();
    const HttpResponse told = head();
    qint64 bytes = told.reason.size();
    for (const auto &header : told.headers)
        bytes += header.first.size() + header.second.size();
    if (bytes > largestHead)
        return interrupt(
            {ErrorKind::LimitExceeded,
             QStringLiteral("%1 answers with more than %2 bytes of headers").arg(m_request.url.host()).arg(largestHead),
             {},
             {}});
    if (m_request.onHead && told.status > 0)
        m_request.onHead(told);
}

void HttpExchange::onReadyRead()
{
    m_silence.start();
    takeAll();
}

/// In pieces, so that a body that swells is never in memory as a whole.
void HttpExchange::takeAll()
{
    while (!m_over) {
        const QByteArray bytes = m_reply->read(256 * 1024);
        if (bytes.isEmpty())
            return;
        take(bytes);
    }
}

void HttpExchange::take(const QByteArray &bytes)
{
    m_received += bytes.size();
    if (m_received > m_request.mostBytes)
        return interrupt(
            {ErrorKind::LimitExceeded,
             QStringLiteral("%1 answers more than %2 bytes").arg(m_request.url.host()).arg(m_request.mostBytes),
             {},
             {}});
    if (m_request.onBytes)
        m_request.onBytes(bytes);
    else
        m_body += bytes;
}

HttpResponse HttpExchange::head() const
{
    HttpResponse out;
    out.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    out.reason = m_reply->attribute(QNetworkRequest::HttpReasonPhraseAttribute).toByteArray();
    out.headers = m_reply->rawHeaderPairs();
    return out;
}

Error HttpExchange::networkError() const
{
    if (m_upload && m_upload->isForbidden())
        return {ErrorKind::Busy, QStringLiteral("the mailbox is somebody else's"), {}, {}};
    if (m_upload && m_upload->goesInCircles())
        return {ErrorKind::AuthenticationFailed,
                QStringLiteral("the sign-in to %1 goes round in circles").arg(m_request.url.host()),
                {},
                {}};
    return {isProxysFault() ? ErrorKind::ProxyFailed : kindOf(m_reply->error()),
            QStringLiteral("%1: %2").arg(m_request.url.host(), m_reply->errorString()),
            {},
            {}};
}

/// Before anything was said to the server Qt has one error for a proxy that is not there, or does not speak SOCKS, and
/// for all that is out of the ordinary.
bool HttpExchange::isProxysFault() const
{
    const bool said = m_upload && m_upload->size() > 0 && m_upload->isGone();
    if (m_reply->error() != QNetworkReply::UnknownNetworkError || said || head().status > 0)
        return false;
    constexpr int https = 443; // this computer alone is spoken to without TLS, and never through a proxy
    const auto port = static_cast<quint16>(m_request.url.port(https));
    return proxyTo(m_request.url.host(), port, m_settings.proxy).type() != QNetworkProxy::NoProxy;
}

void HttpExchange::onFinished()
{
    takeAll();
    if (m_over)
        return;
    HttpResponse out = head();
    if (!isWhole(m_reply->error(), out.status))
        return interrupt(networkError());
    out.body = m_body;
    finish(std::move(out));
}

void HttpExchange::interrupt(Error why)
{
    if (m_over)
        return;
    if (mayHaveArrived() && !(m_upload->size() == 0 && isBeforeConnection(why.kind))
        && (isNetworkTrouble(why.kind) || why.kind == ErrorKind::ProtocolViolation
            || why.kind == ErrorKind::LimitExceeded))
        why.kind = ErrorKind::SendUncertain;
    finish(fail(std::move(why)));
}

void HttpExchange::finish(Result<HttpResponse> result)
{
    m_over = true;
    m_silence.stop();
    m_head.stop();
    m_total.stop();
    if (m_settings.trace) {
        // Without the query, which may hold more than is fit for a log.
        const QString where = m_request.url.toString(QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::RemoveUserInfo);
        const QString what = result ? QString::number(result->status)
                                    : errorKindName(result.error().kind) + QStringLiteral(": ") + result.error().log;
        m_settings.trace(QStringLiteral("%1 %2: %3 (%4 bytes, %5 ms)")
                             .arg(QString::fromLatin1(m_request.method), where, what)
                             .arg(m_received)
                             .arg(m_clock.elapsed()));
    }
    m_reply->disconnect(this);
    m_reply->abort();
    m_reply->deleteLater();
    m_reply = nullptr;
    finishWith<HttpResponse>(m_promise, std::move(result));
    deleteLater();
}

} // namespace liaison::transport
