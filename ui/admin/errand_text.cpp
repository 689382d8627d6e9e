#include "ui/admin/errand_text.h"

#include "core/desk/errand_wait.h"
#include "core/desk/sign_in_desk.h"
#include "ui/common/error_text.h"

#include <QCoreApplication>

namespace liaison::ui {

namespace {

struct ErrandText {
    Q_DECLARE_TR_FUNCTIONS(ErrandText)
};

} // namespace

QString errandErrorText(const Error &error)
{
    if (const QString host = desk::silentHost(error); !host.isEmpty())
        return ErrandText::tr("%1, where the mailbox is read, did not answer in time. See to it that Liaison runs "
                              "there, then try again.")
            .arg(host);
    if (desk::isReadOnlyVault(error))
        return ErrandText::tr("The service is given its secrets and cannot keep a sign-in. Whoever set it up gives it "
                              "the refresh token as a credential, or lets it use a keychain.");
    return errorText(error);
}

QString testPlaceText(const QString &host, bool typed)
{
    return (typed ? ErrandText::tr("Run on this computer, %1, since a password was typed that only it knows.")
                  : ErrandText::tr("Run on %1, which holds the mailbox."))
        .arg(host);
}

} // namespace liaison::ui
