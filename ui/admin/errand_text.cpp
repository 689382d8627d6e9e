#include "ui/admin/errand_text.h"

#include "core/desk/errand_wait.h"
#include "core/desk/sign_in_desk.h"
#include "core/domain/sign_in_advice.h"
#include "ui/common/error_text.h"

#include <QCoreApplication>

namespace liaison::ui {

namespace {

struct ErrandText {
    Q_DECLARE_TR_FUNCTIONS(ErrandText)
};

} // namespace

QString errandErrorText(const Error &error, const QString &host)
{
    if (const QString silent = desk::silentHost(error); !silent.isEmpty())
        return ErrandText::tr("%1, where the mailbox is read, did not answer in time. See to it that Liaison runs "
                              "there, then try again.")
            .arg(silent);
    if (desk::isReadOnlyVault(error))
        return ErrandText::tr("The service is given its secrets and cannot keep a sign-in. Whoever set it up gives it "
                              "the refresh token as a credential, or lets it use a keychain.");
    const bool ofKeychain = error.kind == ErrorKind::KeychainUnavailable || error.kind == ErrorKind::KeychainLocked
        || error.kind == ErrorKind::KeychainDenied;
    if (ofKeychain && !host.isEmpty())
        return ErrandText::tr("The keychain on %1 cannot be used: it is locked, refuses, or is not there. See to it "
                              "there, then try again.")
            .arg(host);
    return errorText(error);
}

QString testErrorText(const Error &error, const QString &host)
{
    if (error.kind == ErrorKind::CredentialsMissing && !host.isEmpty() && !domain::signInAdvice(error))
        return ErrandText::tr("There is no password for this mailbox on %1, which holds it. Set it there with "
                              "“liaison secret set”.")
            .arg(host);
    return errandErrorText(error, host);
}

QString testPlaceText(const QString &host, bool typed)
{
    return (typed ? ErrandText::tr("Run on this computer, %1, since a password was typed that only it knows.")
                  : ErrandText::tr("Run on %1, which holds the mailbox."))
        .arg(host);
}

} // namespace liaison::ui
