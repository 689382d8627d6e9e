#include "ui/common/error_text.h"

#include "core/domain/sign_in_advice.h"

#include <QCoreApplication>

namespace liaison::ui {

namespace {

struct ErrorText {
    Q_DECLARE_TR_FUNCTIONS(ErrorText)
};

QString networkText(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::NameNotFound:
        return ErrorText::tr("The server's name was not found. Check the host for typing mistakes and the network.");
    case ErrorKind::ConnectionRefused:
        return ErrorText::tr("The server refused the connection. Check the host and the port.");
    case ErrorKind::ConnectionLost:
        return ErrorText::tr("The connection was lost. It is tried again by itself when the network is back.");
    case ErrorKind::TimedOut:
        return ErrorText::tr(
            "The server did not answer in time. Check host and port, or whether a firewall is between.");
    case ErrorKind::ProxyFailed:
        return ErrorText::tr(
            "The proxy did not let the connection through. Check the one that the mailbox names, or the system's. "
            "One that wants a sign-in has to be set in the system.");
    case ErrorKind::TlsRequired:
        return ErrorText::tr("The server offers no encryption here, so nothing was sent to it. Choose SSL/TLS, or ask "
                             "the server's administrator to offer STARTTLS.");
    case ErrorKind::TlsInjection:
        return ErrorText::tr(
            "Somebody put commands in front of the encrypted part of the connection. It was ended, and "
            "nothing was sent. Tell the network's administrator.");
    case ErrorKind::TlsFailed:
        return ErrorText::tr("No encrypted connection could be made. Check that the port fits the connection security "
                             "and that the server knows TLS 1.2 or newer.");
    case ErrorKind::CertificateUntrusted:
        return ErrorText::tr("The server's certificate was not issued by an authority this computer trusts. Give the "
                             "authority's certificate as trusted CA file, or ask the server's administrator.");
    case ErrorKind::CertificateExpired:
        return ErrorText::tr(
            "The server's certificate has expired or is not valid yet. Check this computer's date, then "
            "ask the server's administrator to renew it.");
    case ErrorKind::CertificateWrongHost:
        return ErrorText::tr(
            "The server's certificate is for another name. Use the host name that stands in it, or ask "
            "the server's administrator.");
    default:
        return {};
    }
}

QString mailText(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::AuthenticationFailed:
        return ErrorText::tr(
            "The server refused the user name or the password (or access token). Nothing is tried again until "
            "they are corrected, so that the account is not locked.");
    case ErrorKind::AuthenticationUnsupported:
        return ErrorText::tr("The server does not take this way of signing in. Choose another, check the connection "
                             "security, or ask whether password sign-in is switched off.");
    case ErrorKind::CredentialsMissing:
        return ErrorText::tr(
            "There is no password for this mailbox on this computer. Enter it under Admin > Mailboxes.");
    case ErrorKind::ProtocolViolation:
        return ErrorText::tr(
            "The server gave an answer that its protocol does not allow. Check that the port belongs to "
            "the right service.");
    case ErrorKind::LimitExceeded:
        return ErrorText::tr("The server sent more than Liaison accepts in one piece.");
    case ErrorKind::ServerRefused:
        return ErrorText::tr("The server said no. Its own words are under Details.");
    case ErrorKind::ServerBusy:
        return ErrorText::tr("The server is busy and asks to come back later. It is tried again by itself.");
    case ErrorKind::FolderMissing:
        return ErrorText::tr(
            "A folder is not on the server any more. Choose the folders again under Admin > Mailboxes.");
    case ErrorKind::SenderRefused:
        return ErrorText::tr("The server does not let this account send from its address.");
    case ErrorKind::RecipientRefused:
        return ErrorText::tr("The server refused a recipient. Check the addresses.");
    case ErrorKind::MessageTooLarge:
        return ErrorText::tr("The mail is larger than the server accepts. Send fewer or smaller attachments.");
    case ErrorKind::SendUncertain:
        return ErrorText::tr("No answer of the server told whether it took the mail. Look in Sent Items or ask the "
                             "recipient before sending it again.");
    default:
        return {};
    }
}

QString localText(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Cancelled:
        return ErrorText::tr("It was cancelled.");
    case ErrorKind::InvalidInput:
        return ErrorText::tr("Something that was entered cannot be used.");
    case ErrorKind::NotFound:
        return ErrorText::tr("It is not there any more. Somebody may have removed or moved it.");
    case ErrorKind::AlreadyExists:
        return ErrorText::tr("There is one with that name or address already.");
    case ErrorKind::Conflict:
        return ErrorText::tr(
            "Somebody else changed it meanwhile. Look at the present state and make your change again.");
    case ErrorKind::PermissionDenied:
        return ErrorText::tr("You are not allowed to do this.");
    case ErrorKind::Busy:
        return ErrorText::tr("Another Liaison is working on it. Try again in a moment.");
    case ErrorKind::StoreUnavailable:
        return ErrorText::tr("The store cannot be reached. Check that its folder or server is there and may be used.");
    case ErrorKind::StoreNewer:
        return ErrorText::tr("The store was written by a newer Liaison. Install that version or a later one.");
    case ErrorKind::StoreCorrupt:
        return ErrorText::tr("The store is damaged. Keep a copy of its file and restore the last backup.");
    case ErrorKind::DiskFull:
        return ErrorText::tr("The disk is full. Make room, then try again; nothing was lost.");
    case ErrorKind::KeychainUnavailable:
        return ErrorText::tr("This computer has no running keychain (Secret Service), so the password cannot be kept. "
                             "Start GNOME Keyring, KWallet or KeePassXC's Secret Service.");
    case ErrorKind::KeychainLocked:
        return ErrorText::tr("The keychain is locked. Unlock it, then try again.");
    case ErrorKind::KeychainDenied:
        return ErrorText::tr("The keychain refused. Allow Liaison to use it, then try again.");
    default:
        return {};
    }
}

} // namespace

QString errorText(const Error &error)
{
    // The no of a sign-in service or of Graph is told better than by its kind, which knows user names and passwords
    // alone.
    if (const auto advice = domain::signInAdvice(error))
        return adviceText(advice->advice);
    const QString host = domain::signInServiceOf(error);
    for (const auto text : {networkText, mailText, localText}) {
        QString sentence = text(error.kind);
        if (!sentence.isEmpty() && !host.isEmpty())
            return ErrorText::tr("The sign-in service %1 cannot be asked for an access token. %2").arg(host, sentence);
        if (!sentence.isEmpty())
            return sentence;
    }
    return ErrorText::tr("Something went wrong inside Liaison (%1). Please report it.").arg(errorKindName(error.kind));
}

bool signInHelps(const domain::FeedStatus &status)
{
    using From = domain::SignInAdvice::From;
    if (!status.personSignsIn || !status.error)
        return false;
    if (const auto advice = domain::signInAdvice(*status.error); advice && advice->from != From::SignInService)
        return false; // whoever signs in gets the same token again
    const ErrorKind kind = status.error->kind;
    return kind == ErrorKind::AuthenticationFailed || kind == ErrorKind::CredentialsMissing
        || kind == ErrorKind::PermissionDenied;
}

bool switchHelps(const domain::FeedStatus &status)
{
    const auto advice = status.error ? domain::signInAdvice(*status.error) : std::nullopt;
    return advice && advice->from == domain::SignInAdvice::From::Exchange;
}

QString feedErrorText(const domain::FeedStatus &status)
{
    if (signInHelps(status))
        return ErrorText::tr(
            "Somebody has to sign in: nobody has yet, or the sign-in has ended. Mail waits on the server.");
    return status.error ? errorText(*status.error) : QString();
}

QString adviceText(const QString &advice)
{
    const domain::NumberedAdvice numbered = domain::numberedAdvice(advice);
    const QString text = QCoreApplication::translate("SignInAdvice", numbered.source.toUtf8().constData());
    return numbered.number.isEmpty() ? text : text.arg(numbered.number);
}

QString errorDetails(const Error &error)
{
    const bool both = !error.serverWords.isEmpty() && !error.log.isEmpty() && error.log != error.serverWords;
    if (both)
        return error.serverWords + QStringLiteral("\n\n") + error.log;
    return error.serverWords.isEmpty() ? error.log : error.serverWords;
}

} // namespace liaison::ui
