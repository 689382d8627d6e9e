#include "core/domain/connection_test.h"

#include "core/base/log.h"

#include <QDateTime>

#include <algorithm>

namespace liaison::domain {

namespace {

constexpr int mostChars = 2'000; ///< of a line

QString timeText(UtcMs at)
{
    return QDateTime::fromMSecsSinceEpoch(at, Qt::UTC).toString(Qt::ISODate);
}

QString reasonWord(TestReason reason)
{
    switch (reason) {
    case TestReason::ByKind:
        break;
    case TestReason::TlsTooOld:
        return QStringLiteral("TlsTooOld");
    case TestReason::PasswordSwitchedOff:
        return QStringLiteral("PasswordSwitchedOff");
    case TestReason::TokenRefused:
        return QStringLiteral("TokenRefused");
    case TestReason::TokenExpired:
        return QStringLiteral("TokenExpired");
    case TestReason::TokenLacksPermission:
        return QStringLiteral("TokenLacksPermission");
    case TestReason::NoToken:
        return QStringLiteral("NoToken");
    case TestReason::NtlmRefused:
        return QStringLiteral("NtlmRefused");
    case TestReason::ImpersonationDenied:
        return QStringLiteral("ImpersonationDenied");
    case TestReason::MailboxMissing:
        return QStringLiteral("MailboxMissing");
    case TestReason::BlockedForApp:
        return QStringLiteral("BlockedForApp");
    case TestReason::VersionUnknown:
        return QStringLiteral("VersionUnknown");
    case TestReason::NoExchange:
        return QStringLiteral("NoExchange");
    case TestReason::NoGraph:
        return QStringLiteral("NoGraph");
    case TestReason::WrongCloud:
        return QStringLiteral("WrongCloud");
    case TestReason::ConsentMissing:
        return QStringLiteral("ConsentMissing");
    case TestReason::AccessPolicy:
        return QStringLiteral("AccessPolicy");
    case TestReason::MailboxDenied:
        return QStringLiteral("MailboxDenied");
    case TestReason::MailboxNotOnline:
        return QStringLiteral("MailboxNotOnline");
    case TestReason::SendAsDenied:
        return QStringLiteral("SendAsDenied");
    case TestReason::ReadOnly:
        return QStringLiteral("ReadOnly");
    case TestReason::InJunk:
        return QStringLiteral("InJunk");
    case TestReason::NotBackInTime:
        return QStringLiteral("NotBackInTime");
    }
    return {};
}

QStringList factsOf(const TestStep &step)
{
    QStringList lines;
    if (!step.detail.isEmpty())
        lines << step.detail;
    if (step.certificate) {
        lines << QStringLiteral("%1 %2").arg(step.certificate->protocol, step.certificate->cipher).trimmed()
              << QStringLiteral("subject: ") + step.certificate->subject
              << QStringLiteral("issuer: ") + step.certificate->issuer
              << QStringLiteral("names: ") + step.certificate->names.join(QStringLiteral(", "))
              << QStringLiteral("valid until: ") + timeText(step.certificate->notAfter)
              << QStringLiteral("SHA-256: ") + step.certificate->sha256;
    }
    if (step.token) {
        lines << QStringLiteral("authority: ") + step.token->authority
              << QStringLiteral("audience: ") + step.token->audience
              << QStringLiteral("scopes: ") + step.token->scopes.join(QLatin1Char(' '));
        if (step.token->expiresAt != 0)
            lines << QStringLiteral("expires: ") + timeText(step.token->expiresAt);
    }
    if (step.error) {
        lines << reasonName(step);
        if (!step.error->log.isEmpty())
            lines << step.error->log;
        if (!step.error->serverWords.isEmpty())
            lines << QStringLiteral("the server: ") + step.error->serverWords;
    }
    return lines;
}

} // namespace

const TestStep *TestReport::failure() const
{
    const auto found = std::find_if(steps.cbegin(), steps.cend(),
                                    [](const TestStep &step) { return step.state == TestStepState::Failed; });
    return found == steps.cend() ? nullptr : &*found;
}

const TestStep *TestReport::find(TestStepKind kind) const
{
    const auto found
        = std::find_if(steps.crbegin(), steps.crend(), [kind](const TestStep &step) { return step.kind == kind; });
    return found == steps.crend() ? nullptr : &*found;
}

QString toString(TestStepKind kind)
{
    switch (kind) {
    case TestStepKind::Resolve:
        return QStringLiteral("resolve");
    case TestStepKind::Connect:
        return QStringLiteral("connect");
    case TestStepKind::Tls:
        return QStringLiteral("tls");
    case TestStepKind::Greeting:
        return QStringLiteral("greeting");
    case TestStepKind::Token:
        return QStringLiteral("token");
    case TestStepKind::SignIn:
        return QStringLiteral("sign-in");
    case TestStepKind::Version:
        return QStringLiteral("version");
    case TestStepKind::ListFolders:
        return QStringLiteral("list-folders");
    case TestStepKind::OpenFolder:
        return QStringLiteral("open-folder");
    case TestStepKind::ReadMail:
        return QStringLiteral("read-mail");
    case TestStepKind::WriteAccess:
        return QStringLiteral("write-access");
    case TestStepKind::Submit:
        return QStringLiteral("submit");
    case TestStepKind::RoundTrip:
        return QStringLiteral("round-trip");
    }
    return {};
}

QString toString(TestStepState state)
{
    switch (state) {
    case TestStepState::Running:
        return QStringLiteral("running");
    case TestStepState::Passed:
        return QStringLiteral("passed");
    case TestStepState::Failed:
        return QStringLiteral("failed");
    case TestStepState::Skipped:
        return QStringLiteral("skipped");
    }
    return {};
}

QString reasonName(const TestStep &step)
{
    const QString word = reasonWord(step.reason);
    if (!word.isEmpty())
        return step.problem.isEmpty() ? word : word + QStringLiteral(": ") + step.problem;
    return step.error ? errorKindName(step.error->kind) : QString();
}

QString testLog(const TestReport &report)
{
    QStringList lines{
        QStringLiteral("%1 test of %2")
            .arg(report.side == TestSide::Inbound ? QStringLiteral("Inbound") : QStringLiteral("Outbound"),
                 report.mailbox)};
    if (const TestStep *failed = report.failure())
        lines << QStringLiteral("Failed to test Service connectivity: ") + reasonName(*failed);
    for (const TestStep &step : report.steps) {
        QStringList words{toString(step.state), toString(step.kind), printable(step.subject.toUtf8(), mostChars),
                          QStringLiteral("%1 ms").arg(step.ms)};
        if (step.count >= 0)
            words << QStringLiteral("(%1)").arg(step.count);
        words.removeAll(QString());
        lines << words.join(QStringLiteral("  "));
        const QStringList facts = factsOf(step);
        for (const QString &fact : facts)
            lines << QStringLiteral("        ") + printable(fact.toUtf8(), mostChars);
    }
    if (!report.trace.isEmpty())
        lines << QString() << QStringLiteral("Trace:");
    for (const QString &line : report.trace)
        lines << printable(line.toUtf8(), mostChars);
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

} // namespace liaison::domain
