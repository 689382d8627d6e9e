#pragma once

#include "core/base/on_done.h"
#include "core/transport/http_client.h"
#include "core/transport/tls_stream.h"

#include <QPromise>

#include <functional>
#include <optional>
#include <stop_token>

namespace liaison::transport {

/// What Qt's HTTP does not tell a connection test of the way to a server: that its name has addresses, that somebody
/// listens there, that its TLS is too old, that it is no HTTP server at all. Finds out by a connection of its own
/// beside the requests, on which nothing is said. Lives on one thread.
class HttpProbe : public QObject {
    Q_OBJECT
public:
    /// Tells `settings.milestone` of Resolved, Connected and Because TlsTooOld.
    HttpProbe(const HttpSettings &settings, const QUrl &url, QObject *parent);
    ~HttpProbe() override; ///< its future ends as Cancelled

    /// Done once the connection is open or refused, whatever for: the request says it better. Error TimedOut: nobody
    /// answered, and a request would wait in vain as long again.
    /// `stop` ends it as Cancelled.
    Future<void> run(std::stop_token stop);
    /// An error of the first request as it is to be told: that of a server which speaks first, as those of mail do and
    /// none of HTTP does, is ProtocolViolation. Hangs up.
    [[nodiscard]] Error judged(Error error);

private:
    void end(const Result<void> &result);

    StreamSettings m_settings;
    TlsStream m_stream;
    QByteArray m_greeting; ///< its first bytes
    QPromise<Result<void>> m_promise;
    bool m_over = false;
    /// Last, so that it goes first: its destructor waits for a callback that runs on another thread.
    std::optional<std::stop_callback<std::function<void()>>> m_onStop;
};

} // namespace liaison::transport
