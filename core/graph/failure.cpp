#include "core/graph/failure.h"

#include "core/base/log.h"
#include "core/graph/error_code.h"

#include <QJsonDocument>

#include <algorithm>
#include <initializer_list>

namespace liaison::graph {

namespace {

constexpr int deepestInnerError = 8;
constexpr int longestWords = 500;
constexpr int longestCode = 100;

Failure make(const HttpHead &head, Remedy remedy, ErrorKind kind, const QString &log)
{
    Failure failure{Error{kind, log, QStringLiteral("HTTP %1").arg(head.status), std::nullopt}, remedy};
    failure.origin = Failure::Origin::Http;
    failure.code = QString::number(head.status);
    failure.status = head.status;
    failure.requestId = printable(head.header("request-id"), longestCode);
    if (remedy == Remedy::BackOff || remedy == Remedy::RetryLater)
        failure.error.retryAfterMs = retryAfterMs(head);
    return failure;
}

Failure redirected(const HttpHead &head)
{
    Failure failure = make(head, Remedy::WrongAddress, ErrorKind::ProtocolViolation,
                           QStringLiteral("redirected, which Graph never does"));
    failure.link = head.header("Location").left(2'000);
    return failure;
}

/// The member by that name, whose second word servers write in either case ("innerError", "innererror").
QJsonObject innerOf(const QJsonObject &error)
{
    for (const char *name : {"innerError", "innererror"}) {
        const QJsonValue inner = error.value(QLatin1String(name));
        if (inner.isObject())
            return inner.toObject();
    }
    return {};
}

/// The codes of an error, the outermost first; those that repeat the HTTP status say nothing.
QStringList codesOf(QJsonObject error)
{
    QStringList codes;
    for (int depth = 0; depth < deepestInnerError && !error.isEmpty(); ++depth) {
        const QString code = printable(error.value(QLatin1String("code")).toString().toUtf8(), longestCode);
        bool number = false;
        code.toInt(&number);
        if (!code.isEmpty() && !number)
            codes << code;
        error = innerOf(error);
    }
    return codes;
}

QString requestIdOf(const QJsonObject &error)
{
    const QJsonObject inner = innerOf(error);
    const QString id = inner.value(QLatin1String("request-id")).toString();
    return printable((id.isEmpty() ? inner.value(QLatin1String("requestId")).toString() : id).toUtf8(), longestCode);
}

/// What a code leaves open and its English words tell. Nothing but sentences for people depends on it, and whether a
/// token is worth renewing.
void readWords(const QString &words, Failure &failure)
{
    const auto says = [&words](std::initializer_list<const char *> any) {
        return std::any_of(any.begin(), any.end(), [&words](const char *part) {
            return words.contains(QLatin1String(part), Qt::CaseInsensitive);
        });
    };
    if (failure.remedy == Remedy::SignIn) {
        if (says({"audience"})) {
            failure.reason = Reason::WrongAudience;
            failure.remedy = Remedy::StopMailbox;
        } else if (says({"expired", "not yet valid", "lifetime validation"})) {
            failure.reason = Reason::TokenExpired;
        }
    } else if (failure.reason == Reason::AccessDenied && says({"AppOnly AccessPolicy", "[RAOP]", "RBAC"})) {
        failure.reason = Reason::PolicyDenied;
    } else if (says({"only valid with delegated authentication"})) {
        failure.reason = Reason::NeedsPerson;
        failure.remedy = Remedy::StopMailbox;
    }
}

/// Whether somebody in front of the service says so after it may have had the request. 503 comes of not reaching it;
/// 301 to 303 are how an answer to a POST may look that was carried out (RFC 9110 section 15.4), 307 and 308 ask for
/// another. A success that is not the one we know proves nothing either.
bool happenedBehind(int status)
{
    return status < 300 || (status >= 301 && status <= 303) || (status >= 500 && status != 503 && status != 507);
}

Failure ours(ErrorKind kind, const QString &log)
{
    Failure failure{Error{kind, log, {}, std::nullopt}, Remedy::GiveUp};
    failure.origin = Failure::Origin::Unreadable;
    return failure;
}

} // namespace

Failure lacking(const QString &what)
{
    return ours(ErrorKind::ProtocolViolation, what + QStringLiteral(" is missing"));
}

Failure tooMuch(const QString &what)
{
    return ours(ErrorKind::LimitExceeded, what + QStringLiteral(" is beyond what is taken"));
}

Failure notGraph(const HttpHead &head, const QByteArray &bytes)
{
    Failure failure = make(head, Remedy::WrongAddress, ErrorKind::ProtocolViolation,
                           QStringLiteral("something else than Microsoft Graph answered"));
    failure.origin = Failure::Origin::NotGraph;
    failure.error.serverWords += QLatin1Char(' ') + printable(bytes);
    return failure;
}

Failure failureFrom(const HttpHead &head)
{
    const auto is = [&head](std::initializer_list<int> statuses) {
        return std::find(statuses.begin(), statuses.end(), head.status) != statuses.end();
    };
    if (head.status >= 300 && head.status < 400)
        return redirected(head);
    if (is({401, 440}))
        return make(head, Remedy::SignIn, ErrorKind::AuthenticationFailed, QStringLiteral("sign-in refused"));
    if (is({429, 503}))
        return make(head, Remedy::BackOff, ErrorKind::ServerBusy, QStringLiteral("the service is busy"));
    if (head.status == 403)
        return make(head, Remedy::StopMailbox, ErrorKind::PermissionDenied, QStringLiteral("access is forbidden"));
    if (is({404, 405}))
        return make(head, Remedy::WrongAddress, ErrorKind::NotFound, QStringLiteral("no Graph at this address"));
    if (head.status == 407)
        return make(head, Remedy::StopMailbox, ErrorKind::ProxyFailed, QStringLiteral("the proxy wants a sign-in"));
    if (head.status == 408)
        return make(head, Remedy::RetryLater, ErrorKind::TimedOut, QStringLiteral("the request took too long"));
    if (is({409, 412}))
        return make(head, Remedy::Again, ErrorKind::Conflict, QStringLiteral("changed meanwhile"));
    if (head.status == 410)
        return make(head, Remedy::RestartSync, ErrorKind::Conflict, QStringLiteral("the delta is too old"));
    if (is({413, 507}))
        return make(head, Remedy::RefuseMail, ErrorKind::MessageTooLarge, QStringLiteral("too large for the service"));
    if (head.status >= 500)
        return make(head, Remedy::RetryLater, ErrorKind::ServerBusy, QStringLiteral("the service failed"));
    return make(head, Remedy::GiveUp, ErrorKind::ProtocolViolation, QStringLiteral("an answer that is not known"));
}

Failure failureFrom(const HttpHead &head, const QJsonObject &body)
{
    Failure failure = failureFrom(head);
    const QJsonObject error = body.value(QLatin1String("error")).toObject();
    if (error.isEmpty())
        return failure;
    const QString words = error.value(QLatin1String("message")).toString();
    failure.origin = Failure::Origin::Response;
    failure.codes = codesOf(error);
    if (!failure.codes.isEmpty())
        failure.code = failure.codes.first();
    failure.error.log = failure.code;
    failure.error.serverWords
        = failure.code + QStringLiteral(": ") + printable(words.left(longestWords).toUtf8(), longestWords);
    const QString id = requestIdOf(error);
    if (!id.isEmpty())
        failure.requestId = id;
    // 4xx in JSON comes from Graph, so the address is right whatever the code is.
    if (failure.remedy == Remedy::WrongAddress) {
        failure.remedy = Remedy::GiveUp;
        failure.link.clear();
    }
    // The innermost code is the most exact (concepts/errors.md).
    for (auto code = failure.codes.crbegin(); code != failure.codes.crend(); ++code)
        if (const auto signal = signalFor(*code)) {
            failure.remedy = signal->remedy;
            failure.reason = signal->reason;
            failure.error.kind = signal->kind;
            failure.code = *code;
            break;
        }
    // A status for busy stands above a code for away: it says when to come back.
    if (head.status == 429 || (head.status == 503 && failure.remedy == Remedy::RetryLater)) {
        failure.remedy = Remedy::BackOff;
        failure.error.kind = ErrorKind::ServerBusy;
    }
    if (failure.remedy == Remedy::BackOff || failure.remedy == Remedy::RetryLater)
        failure.error.retryAfterMs = retryAfterMs(head);
    readWords(words, failure);
    return failure;
}

Failure failureFrom(const HttpHead &head, const QByteArray &body)
{
    const QByteArray text = body.trimmed();
    if (text.startsWith('<') && head.status < 500 && head.status != 401 && head.status != 407 && head.status != 429)
        return notGraph(head, body);
    return failureFrom(head);
}

bool concernsAccount(Remedy remedy)
{
    switch (remedy) {
    case Remedy::BackOff:
    case Remedy::SignIn:
    case Remedy::StopMailbox:
    case Remedy::WrongAddress:
        return true;
    default:
        return false;
    }
}

bool mayHaveHappened(const Failure &failure)
{
    switch (failure.origin) {
    case Failure::Origin::NotGraph:
    case Failure::Origin::Unreadable:
        return true; // whoever answered in the service's place may have asked it before
    case Failure::Origin::Http:
        return happenedBehind(failure.status);
    case Failure::Origin::Response:
        return happenedBehind(failure.status) || failure.code == QLatin1String("ErrorTimeoutExpired")
            || failure.code == QLatin1String("ErrorInternalServerError")
            || failure.code == QLatin1String("ErrorInternalServerTransientError")
            || failure.code == QLatin1String("ErrorRequestAborted")
            || failure.code == QLatin1String("ErrorBatchProcessingStopped");
    }
    return true;
}

} // namespace liaison::graph
