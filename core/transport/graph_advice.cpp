#include "core/transport/graph_advice.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace liaison::transport {

using domain::TestReason;
using graph::Reason;

namespace {

struct Row {
    Reason reason;
    TestReason told;
    const char *name;
    const char *advice; ///< null: the kind says it
};

constexpr const char *noGraph = QT_TRANSLATE_NOOP("SignInAdvice",
                                                  "What answers there is not Microsoft Graph: a web page, a proxy or "
                                                  "another service. Check the network, the national "
                                                  "cloud and the Graph host.");

constexpr const char *wrongCloud = QT_TRANSLATE_NOOP(
    "SignInAdvice",
    "This Microsoft Graph knows neither the token nor the tenant. Choose the national cloud that the tenant is in.");

// The same stands behind a mail that was sent, so nothing is said of trying again.
constexpr const char *unreadable
    = QT_TRANSLATE_NOOP("SignInAdvice",
                        "An answer of Microsoft Graph breaks off or cannot be read. Nothing of it was taken. Check "
                        "whether a proxy or a virus scanner changes answers on their way.");

constexpr const char *beyondLimits
    = QT_TRANSLATE_NOOP("SignInAdvice",
                        "An answer of Microsoft Graph is larger or deeper than any that it gives. Nothing of it was "
                        "taken. Check the Graph host, and whether a proxy changes answers on their way.");

constexpr std::array rows{
    Row{Reason::ForeignLink, TestReason::ByKind, "ForeignLink",
        QT_TRANSLATE_NOOP("SignInAdvice",
                          "An answer of Microsoft Graph goes on at another server. That was not asked, and nothing was "
                          "sent to it. Check the Graph host, and whether a proxy changes answers on their way.")},
    Row{Reason::TokenExpired, TestReason::TokenExpired, "TokenExpired", nullptr},
    Row{Reason::TokenRefused, TestReason::TokenRefused, "TokenRefused", nullptr},
    Row{Reason::WrongAudience, TestReason::WrongCloud, "WrongCloud", wrongCloud},
    Row{Reason::TenantUnknown, TestReason::WrongCloud, "WrongCloud", wrongCloud},
    Row{Reason::ConsentMissing, TestReason::ConsentMissing, "ConsentMissing",
        QT_TRANSLATE_NOOP("SignInAdvice",
                          "The application lacks permissions of Microsoft Graph. Ask an administrator to grant it "
                          "Mail.ReadWrite and Mail.Send in the Microsoft Entra admin center, and to consent to them.")},
    Row{Reason::AccessDenied, TestReason::MailboxDenied, "MailboxDenied",
        QT_TRANSLATE_NOOP(
            "SignInAdvice",
            "Microsoft Graph does not let whoever signed in open this mailbox. A person needs Full Access to a shared "
            "mailbox, an application an administrator's consent to Mail.ReadWrite and Mail.Send.")},
    Row{Reason::PolicyDenied, TestReason::AccessPolicy, "AccessPolicy",
        QT_TRANSLATE_NOOP(
            "SignInAdvice",
            "An application access policy, or RBAC for applications, shuts the application out of this mailbox. Ask an "
            "Exchange administrator to let it in; a change may take an hour.")},
    Row{Reason::MailboxMissing, TestReason::MailboxMissing, "MailboxMissing",
        QT_TRANSLATE_NOOP("SignInAdvice",
                          "There is no mailbox of this address in the tenant. Check the e-mail address.")},
    Row{Reason::MailboxNotOnline, TestReason::MailboxNotOnline, "MailboxNotOnline",
        QT_TRANSLATE_NOOP(
            "SignInAdvice",
            "Exchange Online does not serve this mailbox: it has no licence, is inactive, or is on premises. Have a "
            "licence assigned, or choose Exchange Web Services for a server of your own.")},
    Row{Reason::SendAsDenied, TestReason::SendAsDenied, "SendAsDenied",
        QT_TRANSLATE_NOOP("SignInAdvice",
                          "Whoever signed in may not send from this address. Ask an Exchange administrator for the "
                          "right Send As on the mailbox.")},
};

Row rowOf(const graph::Failure &failure)
{
    if (failure.remedy == graph::Remedy::WrongAddress)
        return {failure.reason, TestReason::NoGraph, "NoGraph", noGraph};
    const auto *const found
        = std::find_if(rows.begin(), rows.end(), [&failure](const Row &row) { return row.reason == failure.reason; });
    if (found != rows.end())
        return *found;
    if (failure.origin != graph::Failure::Origin::Unreadable)
        return {failure.reason, TestReason::ByKind, "", nullptr};
    const bool tooMuch = failure.error.kind == ErrorKind::LimitExceeded;
    return {failure.reason, TestReason::ByKind, tooMuch ? "BeyondLimits" : "Unreadable",
            tooMuch ? beyondLimits : unreadable};
}

} // namespace

GraphAdvice graphAdvice(const graph::Failure &failure)
{
    const Row row = rowOf(failure);
    return {row.told, QLatin1String(row.advice)};
}

QString adviceLog(const graph::Failure &failure)
{
    const Row row = rowOf(failure);
    const QString code = failure.code.isEmpty() ? QString() : QLatin1Char(' ') + failure.code.left(60);
    return row.advice ? QStringLiteral("%1 (Graph%2): %3").arg(QLatin1String(row.name), code, QLatin1String(row.advice))
                      : QString();
}

} // namespace liaison::transport
