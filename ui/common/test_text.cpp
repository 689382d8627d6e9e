#include "ui/common/test_text.h"

#include "core/base/log.h"
#include "ui/common/error_text.h"
#include "ui/common/formats.h"

#include <QCoreApplication>
#include <QStringList>

namespace liaison::ui {

using domain::TestReason;
using domain::TestStep;
using domain::TestStepKind;
using domain::TestStepState;

namespace {

struct TestText {
    Q_DECLARE_TR_FUNCTIONS(TestText)
};

QString titleOf(TestStepKind kind)
{
    switch (kind) {
    case TestStepKind::Resolve:
        return TestText::tr("Look up the server's name");
    case TestStepKind::Connect:
        return TestText::tr("Connect");
    case TestStepKind::Tls:
        return TestText::tr("Encrypt");
    case TestStepKind::Greeting:
        return TestText::tr("Hear the server's greeting");
    case TestStepKind::Token:
        return TestText::tr("Get an access token");
    case TestStepKind::SignIn:
        return TestText::tr("Sign in");
    case TestStepKind::Version:
        return TestText::tr("Ask for the server's version");
    case TestStepKind::ListFolders:
        return TestText::tr("List the folders");
    case TestStepKind::OpenFolder:
        return TestText::tr("Open a selected folder");
    case TestStepKind::ReadMail:
        return TestText::tr("Read a mail");
    case TestStepKind::WriteAccess:
        return TestText::tr("Ask for write access");
    case TestStepKind::Submit:
        return TestText::tr("Send a mail to itself");
    case TestStepKind::RoundTrip:
        return TestText::tr("Wait for the mail to come back");
    }
    return {};
}

constexpr int mostCharacters = 200; ///< of a name or a line of the server's

QString shown(const QString &serverWords)
{
    return printable(serverWords.toUtf8(), mostCharacters);
}

void addCertificate(QStringList &facts, const CertificateSummary &certificate)
{
    if (!certificate.protocol.isEmpty())
        facts << shown(QStringLiteral("%1 %2").arg(certificate.protocol, certificate.cipher).trimmed());
    facts << TestText::tr("Certificate of: %1").arg(shown(certificate.subject))
          << TestText::tr("Issued by: %1").arg(shown(certificate.issuer));
    if (certificate.notAfter != 0)
        facts << TestText::tr("Valid until: %1").arg(fullTime(certificate.notAfter));
}

/// A token that is silent about itself (an opaque one) has nothing to tell.
void addToken(QStringList &facts, const domain::TokenFacts &token)
{
    if (!token.authority.isEmpty())
        facts << TestText::tr("Issued by: %1").arg(shown(token.authority));
    if (!token.audience.isEmpty())
        facts << TestText::tr("For: %1").arg(shown(token.audience));
    if (!token.scopes.isEmpty())
        facts << TestText::tr("Permissions: %1").arg(shown(token.scopes.join(QStringLiteral(", "))));
    if (token.expiresAt != 0)
        facts << TestText::tr("Good until: %1").arg(fullTime(token.expiresAt));
}

/// What was counted, in the words of its step; empty where nothing was.
QString countText(const TestStep &step)
{
    const int count = static_cast<int>(step.count);
    if (step.count < 0)
        return {};
    switch (step.kind) {
    case TestStepKind::ListFolders:
        return TestText::tr("%n folder(s)", nullptr, count);
    case TestStepKind::OpenFolder:
        return TestText::tr("%n mail(s)", nullptr, count);
    case TestStepKind::ReadMail:
        return sizeText(step.count);
    default:
        return {};
    }
}

/// What a step is about and what it found, a line each.
QStringList factsOf(const TestStep &step)
{
    QStringList facts;
    QStringList about;
    for (const QString &words : {shown(step.subject), shown(step.detail), countText(step)}) {
        if (!words.isEmpty())
            about << words;
    }
    if (!about.isEmpty())
        facts << about.join(QStringLiteral(": "));
    if (step.certificate)
        addCertificate(facts, *step.certificate);
    if (step.token)
        addToken(facts, *step.token);
    return facts;
}

} // namespace

QString testStepsText(const domain::TestReport &report)
{
    QStringList lines;
    for (const TestStep &step : report.steps) {
        switch (step.state) {
        case TestStepState::Running:
            lines << TestText::tr("%1…").arg(titleOf(step.kind));
            break;
        case TestStepState::Passed:
            lines << TestText::tr("%1: done, %2 ms").arg(titleOf(step.kind)).arg(step.ms);
            break;
        case TestStepState::Failed:
            lines << TestText::tr("%1: failed, %2 ms").arg(titleOf(step.kind)).arg(step.ms);
            break;
        case TestStepState::Skipped:
            lines << TestText::tr("%1: left out").arg(titleOf(step.kind));
            break;
        }
        const QStringList facts = factsOf(step);
        for (const QString &fact : facts)
            lines << QStringLiteral("    ") + fact;
    }
    return lines.join(QLatin1Char('\n'));
}

QString testReasonText(const TestStep &failed)
{
    switch (failed.reason) {
    case TestReason::ByKind:
        break;
    case TestReason::TlsTooOld:
        return TestText::tr("The server knows no TLS 1.2 or newer, and older encryption is not safe. Ask the server's "
                            "administrator to update it.");
    case TestReason::PasswordSwitchedOff:
        return TestText::tr(
            "An administrator switched this sign-in off: passwords for this account, or SMTP AUTH for this mailbox. "
            "Sign in with OAUTH2.0, or ask for it to be allowed.");
    case TestReason::TokenRefused:
        return TestText::tr("The server does not take the access token. Check that it is for this mailbox and this "
                            "protocol.");
    case TestReason::TokenExpired:
        return TestText::tr("The access token has run out. Enter a new one.");
    case TestReason::TokenLacksPermission:
        return TestText::tr("The access token does not hold the permission that this protocol needs. Have it granted, "
                            "then get a new token.");
    case TestReason::NoToken:
        return TestText::tr("The sign-in service issued no access token (%1).").arg(failed.problem) + QLatin1Char(' ')
            + adviceText(failed.advice);
    case TestReason::NtlmRefused:
        return TestText::tr("The server did not bring the sign-in by NTLM to its end. It may require Extended "
                            "Protection, which Liaison does not offer. Ask its administrator, or choose another "
                            "authentication type.");
    case TestReason::ImpersonationDenied:
        return TestText::tr("The sign-in may not act as this mailbox. Ask an administrator for the right of "
                            "impersonation.");
    case TestReason::MailboxMissing:
        return TestText::tr("There is no mailbox of this address on the server. Check the e-mail address.");
    case TestReason::BlockedForApp:
        return TestText::tr(
            "Exchange Online has EWS blocked for this application. Have it allow-listed, or use Microsoft "
            "Graph.");
    case TestReason::VersionUnknown:
        return TestText::tr(
            "The server does not know the Exchange version that is chosen. Choose an older one, or Other "
            "Exchange Version.");
    case TestReason::NoExchange:
        return TestText::tr(
            "What answers there is no Exchange server: a web page, a proxy or another service. Check the "
            "Exchange host and the port.");
    case TestReason::NoGraph:
    case TestReason::WrongCloud:
    case TestReason::ConsentMissing:
    case TestReason::AccessPolicy:
    case TestReason::MailboxDenied:
    case TestReason::MailboxNotOnline:
    case TestReason::SendAsDenied:
        return adviceText(failed.advice);
    case TestReason::ReadOnly:
        return TestText::tr(
            "A folder is read-only: mail can be read, marks cannot be set. Ask the server's administrator "
            "for the right to write.");
    case TestReason::InJunk:
        return TestText::tr(
            "The test mail arrived in Junk. Mark it there as no junk, and ask the server's administrator "
            "to let mail from this address through.");
    case TestReason::NotBackInTime:
        return TestText::tr("The server accepted the test mail, and it did not arrive in time. Look for it in the "
                            "mailbox, then check rules that move mail.");
    }
    return failed.error ? errorText(*failed.error) : QString();
}

} // namespace liaison::ui
