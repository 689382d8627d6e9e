#pragma once

#include <QByteArray>
#include <QList>
#include <QPair>

#include <optional>

namespace liaison::ews {

/// Status line and headers of an HTTP answer, as far as EWS speaks through them.
struct HttpHead {
    int status = 200;
    QByteArray reason = {};                            ///< reason phrase; 456 hides an address in it
    QList<QPair<QByteArray, QByteArray>> headers = {}; ///< in their order, names in any case
    /// The host is one of Exchange Online (outlook.office365.com and its like in other clouds), where 403 means
    /// something else than on premises.
    bool exchangeOnline = false;

    /// The first header of that name, empty where there is none.
    [[nodiscard]] QByteArray header(const char *name) const;
    /// All values of that name.
    [[nodiscard]] QList<QByteArray> headerValues(const char *name) const;
};

/// Retry-After in milliseconds (RFC 9110 section 10.2.3); a date counts from the answer's own Date header. None where
/// it is missing, unreadable or past; never more than an hour.
std::optional<qint64> retryAfterMs(const HttpHead &head);

/// The scheme names of WWW-Authenticate in lower case: "negotiate", "ntlm", "basic", "bearer".
QList<QByteArray> offeredSchemes(const HttpHead &head);

/// What X-MS-Diagnostics or x-ms-diagnostics says: its `reason` text and `error_category` ("invalid_grant").
struct Diagnostics {
    QByteArray reason;
    QByteArray category;
};
Diagnostics diagnosticsOf(const HttpHead &head);

/// The value of the X-BackEndOverrideCookie that an answer sets, to be sent with requests of the same subscription.
QByteArray backEndCookie(const HttpHead &head);

} // namespace liaison::ews
