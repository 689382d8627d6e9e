#include "app/cli/test_words.h"

#include "app/cli/console.h"
#include "app/cli/words.h"
#include "core/base/log.h"
#include "core/domain/sign_in_advice.h"

#include <QJsonArray>

namespace liaison::cli {

using domain::TestReason;
using domain::TestStep;
using domain::TestStepKind;
using domain::TestStepState;

namespace {

QString title(TestStepKind kind)
{
    switch (kind) {
    case TestStepKind::Resolve:
        return Cli::tr("look up the name");
    case TestStepKind::Connect:
        return Cli::tr("connect");
    case TestStepKind::Tls:
        return Cli::tr("TLS");
    case TestStepKind::Greeting:
        return Cli::tr("greeting");
    case TestStepKind::Token:
        return Cli::tr("access token");
    case TestStepKind::SignIn:
        return Cli::tr("sign in");
    case TestStepKind::Version:
        return Cli::tr("server version");
    case TestStepKind::ListFolders:
        return Cli::tr("list the folders");
    case TestStepKind::OpenFolder:
        return Cli::tr("open a folder");
    case TestStepKind::ReadMail:
        return Cli::tr("read a mail");
    case TestStepKind::WriteAccess:
        return Cli::tr("write access");
    case TestStepKind::Submit:
        return Cli::tr("send a mail to itself");
    case TestStepKind::RoundTrip:
        return Cli::tr("the mail comes back");
    }
    return {};
}

QString outcome(TestStepState state)
{
    switch (state) {
    case TestStepState::Running:
        break;
    case TestStepState::Passed:
        return Cli::tr("ok");
    case TestStepState::Failed:
        return Cli::tr("failed");
    case TestStepState::Skipped:
        return Cli::tr("skipped");
    }
    return {};
}

QString counted(const TestStep &step)
{
    const int count = static_cast<int>(step.count);
    if (step.count < 0)
        return {};
    if (step.kind == TestStepKind::ListFolders)
        return Cli::tr("%n folder(s)", nullptr, count);
    if (step.kind == TestStepKind::OpenFolder)
        return Cli::tr("%n mail(s)", nullptr, count);
    return Cli::tr("%n byte(s)", nullptr, count);
}

QStringList foundIn(const TestStep &step)
{
    QStringList found{step.subject, step.detail, counted(step)};
    if (step.certificate) {
        found << step.certificate->protocol << step.certificate->subject
              << Cli::tr("issued by %1").arg(step.certificate->issuer)
              << Cli::tr("valid until %1").arg(timeText(step.certificate->notAfter));
    }
    if (step.token) {
        found << step.token->authority << step.token->scopes.join(QLatin1Char(' '));
        if (step.token->expiresAt != 0)
            found << Cli::tr("valid until %1").arg(timeText(step.token->expiresAt));
    }
    found.removeAll(QString());
    return found;
}

/// Where the error's kind does not say enough.
QString ownSentence(const TestStep &step)
{
    switch (step.reason) {
    case TestReason::ByKind:
        break;
    case TestReason::TlsTooOld:
        return Cli::tr("the server knows no TLS 1.2 or newer; it has to be updated");
    case TestReason::PasswordSwitchedOff:
        return Cli::tr("an administrator switched this sign-in off: passwords for this account, or SMTP AUTH for this "
                       "mailbox");
    case TestReason::TokenRefused:
        return Cli::tr("the server does not take the access token; is it for this mailbox and this protocol?");
    case TestReason::TokenExpired:
        return Cli::tr("the access token has run out");
    case TestReason::TokenLacksPermission:
        return Cli::tr("the access token does not hold the permission that this protocol needs");
    case TestReason::NoToken:
        return Cli::tr("the sign-in service issued no access token (%1): %2")
            .arg(step.problem, adviceText(step.advice));
    case TestReason::NtlmRefused:
        return Cli::tr("the server did not bring the sign-in by NTLM to its end; it may require Extended Protection");
    case TestReason::ImpersonationDenied:
        return Cli::tr("the sign-in may not act as this mailbox (impersonation)");
    case TestReason::MailboxMissing:
        return Cli::tr("there is no mailbox of this address on the server");
    case TestReason::BlockedForApp:
        return Cli::tr("Exchange Online has EWS blocked for this application; use Microsoft Graph");
    case TestReason::VersionUnknown:
        return Cli::tr("the server does not know the Exchange version that is chosen");
    case TestReason::NoExchange:
        return Cli::tr("what answers there is no Exchange server");
    case TestReason::NoGraph:
    case TestReason::WrongCloud:
    case TestReason::ConsentMissing:
    case TestReason::AccessPolicy:
    case TestReason::MailboxDenied:
    case TestReason::MailboxNotOnline:
    case TestReason::SendAsDenied:
        return Cli::tr("Microsoft Graph does not let the mailbox be used (%1): %2")
            .arg(domain::reasonName(step), adviceText(step.advice));
    case TestReason::ReadOnly:
        return Cli::tr("the folder %1 is read-only: mail can be read, marks cannot be set").arg(step.subject);
    case TestReason::InJunk:
        return Cli::tr("the test mail arrived in Junk");
    case TestReason::NotBackInTime:
        return Cli::tr("the test mail was accepted and did not arrive in time");
    }
    return {};
}

QJsonObject toJson(const CertificateSummary &certificate)
{
    return {{QStringLiteral("protocol"), certificate.protocol},
            {QStringLiteral("cipher"), certificate.cipher},
            {QStringLiteral("subject"), certificate.subject},
            {QStringLiteral("issuer"), certificate.issuer},
            {QStringLiteral("names"), QJsonArray::fromStringList(certificate.names)},
            {QStringLiteral("notAfter"), timeText(certificate.notAfter)},
            {QStringLiteral("sha256"), certificate.sha256}};
}

QJsonObject toJson(const domain::TokenFacts &token)
{
    return {{QStringLiteral("authority"), token.authority},
            {QStringLiteral("audience"), token.audience},
            {QStringLiteral("scopes"), QJsonArray::fromStringList(token.scopes)},
            {QStringLiteral("expiresAt"), timeText(token.expiresAt)}};
}

QJsonObject toJson(const TestStep &step)
{
    QJsonObject out{{QStringLiteral("step"), domain::toString(step.kind)},
                    {QStringLiteral("state"), domain::toString(step.state)},
                    {QStringLiteral("ms"), step.ms}};
    if (!step.subject.isEmpty())
        out.insert(QStringLiteral("subject"), step.subject);
    if (!step.detail.isEmpty())
        out.insert(QStringLiteral("detail"), step.detail);
    if (step.count >= 0)
        out.insert(QStringLiteral("count"), step.count);
    if (step.certificate)
        out.insert(QStringLiteral("certificate"), toJson(*step.certificate));
    if (step.token)
        out.insert(QStringLiteral("token"), toJson(*step.token));
    if (step.error) {
        out.insert(QStringLiteral("kind"), errorKindName(step.error->kind));
        out.insert(QStringLiteral("reason"), domain::reasonName(step));
        out.insert(QStringLiteral("message"), reasonSentence(step));
        out.insert(QStringLiteral("words"), redacted(step.error->serverWords));
    }
    return out;
}

} // namespace

QString stepLine(const TestStep &step)
{
    const QString found = foundIn(step).join(QStringLiteral(", "));
    const QString line = QStringLiteral("%1  %2").arg(outcome(step.state), -8).arg(title(step.kind));
    return visible(line + (found.isEmpty() ? QString() : QStringLiteral(": ") + found).simplified())
        + QStringLiteral("  (%1 ms)").arg(step.ms);
}

QString reasonSentence(const TestStep &step)
{
    const QString own = ownSentence(step);
    if (!step.error || own.isEmpty())
        return step.error ? errorSentence(*step.error) : own;
    const QString words = redacted(step.error->serverWords).simplified();
    return withDetail(own, visible(words));
}

QJsonObject toJson(const domain::TestReport &report, bool withTrace)
{
    QJsonArray steps;
    for (const TestStep &step : report.steps)
        steps.append(toJson(step));
    QJsonObject out{{QStringLiteral("ok"), report.passed()},
                    {QStringLiteral("mailbox"), report.mailbox},
                    {QStringLiteral("steps"), steps}};
    if (withTrace)
        out.insert(QStringLiteral("trace"), QJsonArray::fromStringList(report.trace));
    return out;
}

app::ExitCode exitCodeFor(const domain::TestReport &report)
{
    const TestStep *failed = report.failure();
    if (!failed || !failed->error)
        return app::ExitOk;
    // A no of the sign-in service, whatever it is for; the way there is the network's.
    if (failed->kind == TestStepKind::Token && domain::signInServiceOf(*failed->error).isEmpty())
        return failed->error->kind == ErrorKind::ServerBusy ? app::ExitNetwork : app::ExitAuthentication;
    if (failed->reason == TestReason::NoExchange || failed->reason == TestReason::NoGraph)
        return app::ExitNetwork;
    if (failed->reason == TestReason::NotBackInTime)
        return app::ExitOther;
    return app::serverExitCodeFor(failed->error->kind);
}

} // namespace liaison::cli
