#pragma once

#include "core/graph/failure.h"
#include "core/graph/request.h"

#include <QUrl>

namespace liaison::graph {

/// Where Graph is: scheme, host, port and version path of the configured cloud (oauth::hostsOf(cloud).graph) or of the
/// host that a person put in its place. Links of answers count only below it.
class ServiceRoot {
public:
    /// "graph.microsoft.com", "host:8443" or a URL; "/v1.0" is added where no path is given. https, or http to this
    /// machine. InvalidInput for anything else.
    static Result<ServiceRoot> make(const QString &hostOrUrl);

    /// Whom the token is for: scheme, host and port alone.
    [[nodiscard]] QUrl origin() const;
    [[nodiscard]] QUrl url(const Request &request) const;
    [[nodiscard]] QUrl url(const QByteArray &target) const;

    /// What a nextLink or deltaLink asks for, as a Request's target: opaque, byte for byte, but below this root alone.
    /// Failures (Reason::ForeignLink): another scheme, host, port or version; user info, a fragment, dots that climb,
    /// anything that is no URL, more than `longestLink`.
    [[nodiscard]] Answer<QByteArray> targetOf(const QString &link) const;

private:
    explicit ServiceRoot(const QUrl &url);

    QUrl m_url; ///< "https://graph.microsoft.com/v1.0", without a slash at its end
};

} // namespace liaison::graph
