#include "app/cli/console.h"
#include "app/cli/words.h"
#include "core/base/log.h"
#include "core/domain/sign_in_advice.h"

#include <QRegularExpression>

namespace liaison::cli {

namespace {

QString networkSentence(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::NameNotFound:
        return Cli::tr("the server's name was not found");
    case ErrorKind::ConnectionRefused:
        return Cli::tr("the server refused the connection");
    case ErrorKind::ConnectionLost:
        return Cli::tr("the connection was lost");
    case ErrorKind::TimedOut:
        return Cli::tr("the server did not answer in time");
    case ErrorKind::ProxyFailed:
        return Cli::tr("the proxy did not let the connection through");
    case ErrorKind::TlsRequired:
        return Cli::tr("the server offers no encryption, so nothing was sent to it");
    case ErrorKind::TlsInjection:
        return Cli::tr("somebody put commands in front of the encrypted part of the connection");
    case ErrorKind::TlsFailed:
        return Cli::tr("no encrypted connection could be made");
    case ErrorKind::CertificateUntrusted:
        return Cli::tr("the server's certificate is not trusted");
    case ErrorKind::CertificateExpired:
        return Cli::tr("the server's certificate has expired or is not valid yet");
    case ErrorKind::CertificateWrongHost:
        return Cli::tr("the server's certificate is for another name");
    case ErrorKind::ProtocolViolation:
        return Cli::tr("the server gave an answer that its protocol does not allow");
    case ErrorKind::ServerBusy:
        return Cli::tr("the server is busy");
    default:
        return {};
    }
}

QString mailSentence(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::AuthenticationFailed:
        return Cli::tr("the server refused the user name or the password");
    case ErrorKind::AuthenticationUnsupported:
        return Cli::tr("the server does not take this way of signing in");
    case ErrorKind::CredentialsMissing:
        return Cli::tr(
            "there is no password or sign-in for this mailbox, see “liaison secret set” and “liaison sign-in”");
    case ErrorKind::LimitExceeded:
        return Cli::tr("something is larger than liaison takes");
    case ErrorKind::ServerRefused:
        return Cli::tr("the server said no");
    case ErrorKind::FolderMissing:
        return Cli::tr("a folder is not on the server any more");
    case ErrorKind::SenderRefused:
        return Cli::tr("the server does not let this account send from its address");
    case ErrorKind::RecipientRefused:
        return Cli::tr("the server refused a recipient");
    case ErrorKind::MessageTooLarge:
        return Cli::tr("the mail is larger than the server accepts");
    case ErrorKind::SendUncertain:
        return Cli::tr("the mail may have been accepted: no answer of the server told so");
    default:
        return {};
    }
}

QString localSentence(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Cancelled:
        return Cli::tr("it was cancelled");
    case ErrorKind::InvalidInput:
        return Cli::tr("what was given cannot be used");
    case ErrorKind::NotFound:
        return Cli::tr("it is not there");
    case ErrorKind::AlreadyExists:
        return Cli::tr("there is one of that name already");
    case ErrorKind::Conflict:
        return Cli::tr("it cannot be done as things are");
    case ErrorKind::PermissionDenied:
        return Cli::tr("this is not allowed");
    case ErrorKind::Busy:
        return Cli::tr("another process is working on it");
    case ErrorKind::StoreUnavailable:
        return Cli::tr("the store cannot be used");
    case ErrorKind::StoreNewer:
        return Cli::tr("the store was written by a newer liaison");
    case ErrorKind::StoreCorrupt:
        return Cli::tr("the store is damaged");
    case ErrorKind::DiskFull:
        return Cli::tr("the disk is full; what was stored before is safe");
    case ErrorKind::KeychainUnavailable:
        return Cli::tr("the keychain cannot be reached");
    case ErrorKind::KeychainLocked:
        return Cli::tr("the keychain is locked");
    case ErrorKind::KeychainDenied:
        return Cli::tr("the keychain refused");
    default:
        return {};
    }
}

} // namespace

ErrorKind kindNamed(const QString &name)
{
    for (int i = 0; i <= static_cast<int>(ErrorKind::KeychainDenied); ++i) {
        if (errorKindName(static_cast<ErrorKind>(i)) == name)
            return static_cast<ErrorKind>(i);
    }
    return ErrorKind::Internal;
}

bool speaksEnglish()
{
    //: Not shown: the translation is the language's code, such as "de".
    return Cli::tr("en") == QLatin1String("en");
}

QString adviceText(const QString &advice)
{
    const domain::NumberedAdvice numbered = domain::numberedAdvice(advice);
    const QString text = QCoreApplication::translate("SignInAdvice", numbered.source.toUtf8().constData());
    return numbered.number.isEmpty() ? text : text.arg(numbered.number);
}

QString withDetail(QString sentence, const QString &detail)
{
    if (detail.isEmpty())
        return sentence;
    if (sentence.endsWith(QLatin1Char('.')))
        sentence.chop(1);
    return sentence + QStringLiteral(": ") + detail;
}

namespace {

/// What is said behind a sentence. The log's words of what happened on the way to a server are English: another
/// language gets the host that they begin with. Other words of the log are a command's own, in the right language.
QString detailOf(const Error &error, bool ofServer)
{
    // The log's words are redacted where they are made; a server says what it likes.
    if (!error.serverWords.isEmpty())
        return redacted(error.serverWords);
    if (!ofServer || speaksEnglish())
        return error.log;
    static const QRegularExpression host(QStringLiteral("^([\\w-]+(?:[.:][\\w-]+)+): "));
    return host.match(error.log).captured(1);
}

/// Takes the advice's name and its words.
QString headOf(const domain::SignInAdvice &advice, ErrorKind kind)
{
    switch (advice.from) {
    case domain::SignInAdvice::From::SignInService:
        break;
    case domain::SignInAdvice::From::Graph:
        if (kind == ErrorKind::ProtocolViolation || kind == ErrorKind::LimitExceeded)
            return Cli::tr("no usable answer of Microsoft Graph (%1): %2");
        return Cli::tr("Microsoft Graph does not let the mailbox be used (%1): %2");
    case domain::SignInAdvice::From::Exchange:
        return Cli::tr("Exchange Web Services cannot be used (%1): %2");
    }
    return Cli::tr("there is no access token (%1): %2");
}

} // namespace

QString errorSentence(const Error &error)
{
    constexpr int mostChars = 2'000;
    const auto shown = [](const QString &words) { return printable(words.simplified().toUtf8(), mostChars); };
    // The no of a sign-in service or of Graph is told better than by its kind, which knows user names and passwords
    // alone.
    if (const auto advice = domain::signInAdvice(error)) {
        return withDetail(headOf(*advice, error.kind).arg(advice->name, adviceText(advice->advice)),
                          shown(redacted(error.serverWords)));
    }
    QString sentence = networkSentence(error.kind);
    if (sentence.isEmpty())
        sentence = mailSentence(error.kind);
    const bool ofServer = !sentence.isEmpty();
    if (sentence.isEmpty())
        sentence = localSentence(error.kind);
    if (sentence.isEmpty())
        sentence = Cli::tr("something went wrong inside liaison");
    if (const QString host = domain::signInServiceOf(error); !host.isEmpty())
        return withDetail(Cli::tr("the sign-in service %1 cannot be asked").arg(shown(host)), sentence);
    return withDetail(sentence, shown(detailOf(error, ofServer)));
}

} // namespace liaison::cli
