#include "core/ews/failure.h"

#include "core/base/log.h"
#include "core/ews/response_code.h"

#include <QRegularExpression>

namespace liaison::ews {

namespace {

QString words(const HttpHead &head)
{
    const Diagnostics diagnostics = diagnosticsOf(head);
    const QByteArray said = diagnostics.reason.isEmpty() ? head.reason : diagnostics.reason;
    return QStringLiteral("HTTP %1 %2").arg(head.status).arg(printable(said));
}

Failure make(const HttpHead &head, Remedy remedy, ErrorKind kind, const QString &log)
{
    return {
        Error{kind, log, words(head), std::nullopt}, remedy, Failure::Origin::Http, QString::number(head.status), {}};
}

Failure backOff(const HttpHead &head)
{
    Failure failure = make(head, Remedy::BackOff, ErrorKind::ServerBusy, QStringLiteral("the server is busy"));
    failure.error.retryAfterMs = retryAfterMs(head);
    return failure;
}

Failure redirected(const HttpHead &head)
{
    const QByteArray location = head.header("Location");
    // A client access server that is overloaded sends browsers' error page.
    if (location.contains("genericerrorpage.htm"))
        return backOff(head);
    Failure failure = make(head, Remedy::FollowRedirect, ErrorKind::ProtocolViolation, QStringLiteral("redirected"));
    failure.link = QString::fromUtf8(location.left(2'000));
    return failure;
}

Failure unauthorised(const HttpHead &head)
{
    const Diagnostics diagnostics = diagnosticsOf(head);
    const bool consent = diagnostics.category == "invalid_grant";
    return make(head, Remedy::SignIn, ErrorKind::AuthenticationFailed,
                consent ? QStringLiteral("the token is refused: consent or licence is missing (invalid_grant)")
                        : QStringLiteral("sign-in refused"));
}

Failure locked(const HttpHead &head)
{
    static const QRegularExpression url(QStringLiteral("https://[^\\s\"'<>]+"));
    Failure failure
        = make(head, Remedy::AccountLocked, ErrorKind::AuthenticationFailed, QStringLiteral("the account is locked"));
    failure.link = url.match(QString::fromUtf8(head.reason)).captured(0);
    return failure;
}

Failure forbidden(const HttpHead &head)
{
    // Exchange Online says no more than 403 to an app that EWSEnabled or EWSAllowedAppIDs shut out, and to a mailbox
    // whose licence has no EWS.
    if (head.exchangeOnline)
        return make(head, Remedy::BlockedForApp, ErrorKind::PermissionDenied,
                    QStringLiteral("Exchange Web Services are blocked for this app or mailbox"));
    return make(head, Remedy::StopMailbox, ErrorKind::PermissionDenied, QStringLiteral("access is forbidden"));
}

/// Whether somebody in front of the server says so after it may have had the request. 503 comes of not reaching it; 302
/// and 303 are how an answer to a POST may look that was carried out (RFC 9110 section 15.4), 307 and 308 ask for
/// another.
bool happenedBehind(int status)
{
    return (status >= 301 && status <= 303) || (status >= 500 && status != 503 && status != 507);
}

/// What passes by itself may have struck behind the mail: a front end that lost its back end, a store that moved.
bool happenedUnder(const QString &code)
{
    const auto signal = signalFor(code);
    return (signal && signal->remedy == Remedy::RetryLater) || code == QLatin1String("ErrorTimeoutExpired")
        || code == QLatin1String("ErrorBatchProcessingStopped");
}

} // namespace

bool concernsAccount(Remedy remedy)
{
    switch (remedy) {
    case Remedy::BackOff:
    case Remedy::FewerAtATime:
    case Remedy::StopMailbox:
    case Remedy::StepDownVersion:
    case Remedy::SignIn:
    case Remedy::AccountLocked:
    case Remedy::BlockedForApp:
    case Remedy::FollowRedirect:
    case Remedy::WrongAddress:
        return true;
    default:
        return false;
    }
}

Failure failureFrom(const HttpHead &head)
{
    const auto is = [&head](std::initializer_list<int> statuses) {
        return std::find(statuses.begin(), statuses.end(), head.status) != statuses.end();
    };
    if (is({301, 302, 303, 307, 308}))
        return redirected(head);
    if (is({401, 440}))
        return unauthorised(head);
    if (head.status == 456)
        return locked(head);
    if (is({429, 503}) || !head.header("X-CasErrorCode").isEmpty())
        return backOff(head);
    if (head.status == 403)
        return forbidden(head);
    if (is({404, 405, 410}))
        return make(head, Remedy::WrongAddress, ErrorKind::ProtocolViolation, QStringLiteral("no EWS at this address"));
    if (head.status == 407)
        return make(head, Remedy::StopMailbox, ErrorKind::ProxyFailed, QStringLiteral("the proxy wants a sign-in"));
    if (is({413, 507}))
        return make(head, Remedy::RefuseMail, ErrorKind::MessageTooLarge, QStringLiteral("too large for the server"));
    if (head.status == 511) // RFC 6585 section 6: not the server's own word
        return make(head, Remedy::WrongAddress, ErrorKind::ProtocolViolation,
                    QStringLiteral("the network wants a log-in of its own first"));
    if (head.status >= 500)
        return make(head, Remedy::RetryLater, ErrorKind::ServerBusy, QStringLiteral("the server failed"));
    return make(head, Remedy::GiveUp, ErrorKind::ProtocolViolation, QStringLiteral("no SOAP answer"));
}

bool mayHaveHappened(const Failure &failure)
{
    switch (failure.origin) {
    case Failure::Origin::NotSoap:
        return true; // whoever answered in the server's place may have asked it before
    case Failure::Origin::Unreadable:
        return true;
    case Failure::Origin::Http:
        return happenedBehind(failure.code.toInt());
    case Failure::Origin::Response:
        return happenedUnder(failure.code);
    }
    return true;
}

} // namespace liaison::ews
