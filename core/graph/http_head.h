#pragma once

#include <QByteArray>
#include <QList>
#include <QPair>

#include <optional>

namespace liaison::graph {

using HttpHeaders = QList<QPair<QByteArray, QByteArray>>;

/// Status and headers of an answer, or of a part of a batch.
struct HttpHead {
    int status = 200;
    HttpHeaders headers = {}; ///< in their order, names in any case

    /// The first header of that name, empty where there is none.
    [[nodiscard]] QByteArray header(const char *name) const;
    [[nodiscard]] bool isGood() const { return status >= 200 && status < 300; }
};

/// Retry-After in milliseconds (RFC 9110 section 10.2.3): seconds, or a date that counts from the answer's own Date.
/// None where it is missing, unreadable or past; never more than an hour.
std::optional<qint64> retryAfterMs(const HttpHead &head);

/// The media type in lower case without its parameters: "application/json"; empty where none is told.
QByteArray mediaType(const HttpHead &head);

} // namespace liaison::graph
