#pragma once

#include "core/base/clock.h"
#include "core/base/on_done.h"
#include "core/base/secret.h"
#include "core/domain/proxy.h"
#include "core/transport/milestone.h"

#include <QByteArray>
#include <QList>
#include <QNetworkAccessManager>
#include <QObject>
#include <QPair>
#include <QSslConfiguration>
#include <QString>
#include <QUrl>

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace liaison::transport {

/// How an HttpClient connects; one for each account and server, so that trust and connections are not shared.
struct HttpSettings {
    QString trustedCaFile;            ///< PEM file trusted beside the system's store; empty: none
    QString pinnedSha256;             ///< the one certificate accepted although its issuer or name is wrong
    domain::ProxySettings proxy = {}; ///< on the way there
    bool http2 = false;               ///< off by default: Exchange breaks it
    OnMilestone milestone = {}; ///< Encrypted, at each new connection; before the first request what HttpProbe finds
    std::function<void(const QString &)> trace = {}; ///< lines without headers, queries and bodies; empty: none
};

/// What the Authorization header says, and for whom it is. It is not sent to any other origin.
struct HttpAuthorization {
    QByteArray scheme; ///< "Bearer", "Basic"
    Secret value;
    QUrl origin; ///< scheme, host and port count
};

/// Who signs in by NTLM: "DOMAIN\\user", "user@domain" or the bare name.
struct HttpLogin {
    QString user;
    Secret password;
    std::function<bool()> mayAnswer = {}; ///< asked before the password is given; empty: always yes
};

struct HttpResponse;

struct HttpRequest {
    QByteArray method = "GET";
    QUrl url; ///< https, or http to this machine
    /// http may go anywhere: for a question that anybody may read, whose answer proves nothing. Refused with anything
    /// that signs in, or a body.
    bool inClear = false;
    QList<QPair<QByteArray, QByteArray>> headers = {};
    QByteArray body = {};
    std::optional<HttpAuthorization> authorization = std::nullopt;
    /// Answers a challenge for NTLM, once: a second one means that it was refused, and the 401 is the answer. The body
    /// goes up three times on each new connection. No other scheme gets the password.
    std::optional<HttpLogin> ntlm = std::nullopt;
    /// The server is not to act upon it twice. Once the last byte was given out nothing is repeated, a stop is not
    /// listened to, and an answer that does not come is SendUncertain instead of its own kind.
    bool once = false;
    /// Asked before bytes of the body leave; a no is Error{Busy}. Empty: always yes.
    std::function<bool()> mayWrite = {};
    qint64 mostBytes = 1024 * 1024; ///< of the answer's body, unpacked
    /// Called with status and headers as soon as they are there, before the body's first piece; perhaps also for a
    /// challenge that is answered.
    std::function<void(const HttpResponse &)> onHead = {};
    int silenceMs = 60'000; ///< without a byte in either direction
    /// From the last byte of the request on until the answer's head is there: Qt shows nothing of a head before it is
    /// whole, so one that drips or never ends is known by this alone.
    int headMs = 20'000;
    int totalMs = 120'000; ///< for everything; also ends NTLM's endless loop and slow drips
    /// Called with each piece of the body as it comes, instead of gathering it; empty: gathered.
    std::function<void(const QByteArray &)> onBytes = {};
};

/// A whole answer, whatever its status: also 3xx, which is never followed, and 4xx and 5xx with their bodies.
struct HttpResponse {
    int status = 0;
    QByteArray reason;
    QList<QPair<QByteArray, QByteArray>> headers;
    QByteArray body;

    /// The first header of that name, in any case; empty: there is none.
    [[nodiscard]] QByteArray header(const QByteArray &name) const;
};

/// A moment as HTTP writes it (RFC 9110 section 5.6.7); nullopt for what is none.
std::optional<UtcMs> httpMoment(const QByteArray &header);

/// Milliseconds that a Retry-After header asks for, as seconds or as a date (RFC 9110 section 10.2.3), at most a day.
std::optional<qint64> retryAfterMs(const QByteArray &header, qint64 nowMs);

/// Whether an error is the network's, so that the same may work in a moment; refused certificates are not.
bool isNetworkTrouble(ErrorKind kind);

/// HTTP over TLS 1.2 or newer, certificates checked as TlsStream checks them, through the proxy that is set but for
/// this machine. Sends no cookies, follows no redirect, answers no question for a password but NTLM's. Lives on one
/// thread.
class HttpClient : public QObject {
    Q_OBJECT
public:
    explicit HttpClient(HttpSettings settings, QObject *parent = nullptr);
    ~HttpClient() override; ///< ends what is under way as Cancelled

    /// Errors: InvalidInput (an address that is no https, a CA file that cannot be read), PermissionDenied (credentials
    /// for another origin), the network's and TLS's kinds, LimitExceeded (also of a head beyond 64 KiB), TimedOut,
    /// Cancelled.
    Future<HttpResponse> send(HttpRequest request, std::stop_token stop = {});

private:
    friend class HttpExchange;
    void distrust(const QUrl &origin, const Error &why);
    Future<HttpResponse> start(HttpRequest request, std::stop_token stop);
    Future<HttpResponse> probeFirst(HttpRequest request, std::stop_token stop);

    HttpSettings m_settings;
    bool m_probed = false;
    std::optional<QSslConfiguration> m_tls; ///< from the first request on
    std::unique_ptr<QNetworkAccessManager> m_manager;
};

} // namespace liaison::transport
