#include "ui/common/test_text.h"

#include "ui/common/error_text.h"

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
            "The server takes no password from this account: an administrator switched that off. Sign in "
            "with OAUTH2.0, or ask for it to be allowed.");
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
