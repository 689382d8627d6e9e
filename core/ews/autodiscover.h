#pragma once

#include "core/base/result.h"
#include "core/ews/http_head.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QUrl>

#include <optional>

namespace liaison::ews {

/// One thing to try when looking for the EWS address of a mailbox, in the order of autodiscoverSteps().
struct AutodiscoverStep {
    enum class Kind {
        Json,        ///< GET, without credentials; Exchange 2016 and Exchange Online
        Pox,         ///< POST of poxRequest() with credentials, over TLS alone
        HttpRedirect ///< GET over http, without credentials, for the Location of its 302 alone
    };
    Kind kind = Kind::Pox;
    QUrl url;
    friend bool operator==(const AutodiscoverStep &, const AutodiscoverStep &) = default;
};

/// What to try for an address, best first; empty where it has no domain. After these comes srvName().
QList<AutodiscoverStep> autodiscoverSteps(const QString &address);
/// The SRV record (RFC 2782) that names a host for a last POX request: "_autodiscover._tcp.DOMAIN".
QString srvName(const QString &address);
/// The POX step for a host that SRV or a redirect named.
AutodiscoverStep poxStep(const QString &host, quint16 port = 443);

/// What an answer came to.
struct AutodiscoverResult {
    enum class Kind {
        Found,           ///< `ewsUrl`
        RedirectUrl,     ///< ask `redirectUrl`, if mayFollow() allows it
        RedirectAddress, ///< begin anew for `redirectAddress`, with the same credentials
    };
    Kind kind = Kind::Found;
    QUrl ewsUrl = {};
    QUrl internalEwsUrl = {}; ///< POX: where EXCH names another one than EXPR
    QUrl redirectUrl = {};
    QString redirectAddress = {};
    QString serverVersion = {}; ///< POX: hexadecimal, for Details
};

/// At most ten redirects are followed in all.
constexpr int mostRedirects = 10;

/// Body of the POX request; to be posted with exactly `Content-Type: text/xml; charset=utf-8`.
QByteArray poxRequest(const QString &address);
/// The POX answer: EXPR is preferred to EXCH, whose address is often inside alone. Errors: NotFound where it names no
/// EWS, ServerRefused for its own error, ProtocolViolation for what is no Autodiscover answer.
Result<AutodiscoverResult> poxAnswer(const QByteArray &body);
/// The answer of JSON v1. Errors as for POX.
Result<AutodiscoverResult> jsonAnswer(const QByteArray &body);
/// A 301, 302, 307 or 308 with a Location; none for other answers.
std::optional<AutodiscoverResult> redirectIn(const HttpHead &head, const QUrl &asked);

/// Whether a redirect may be followed.
enum class Follow {
    Yes,
    AskPerson, ///< to a domain that is neither the mailbox's nor one of Exchange Online's
    No         ///< not TLS, credentials in the URL, or no host
};
Follow mayFollow(const QUrl &target, const QString &address);

/// A host name or URL that somebody typed as the URL of EWS: https and "/EWS/Exchange.asmx" where they are missing.
/// Invalid where it is none. `tls` false: http, for a host without a scheme.
QUrl ewsUrlFrom(const QString &typed, bool tls = true, quint16 port = 0);

} // namespace liaison::ews
