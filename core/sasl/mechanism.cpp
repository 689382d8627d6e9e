#include "core/sasl/mechanism.h"

#include "core/base/log.h"
#include "core/sasl/login.h"
#include "core/sasl/plain.h"

#include <algorithm>

namespace liaison::sasl {

namespace {
bool offers(const QList<QByteArray> &offered, const char *name)
{
    return std::any_of(offered.cbegin(), offered.cend(),
                       [name](const QByteArray &o) { return o.compare(name, Qt::CaseInsensitive) == 0; });
}
} // namespace

Result<std::unique_ptr<Mechanism>> choose(const QList<QByteArray> &offered, const Credentials &credentials)
{
    if (credentials.user.isEmpty() || credentials.password.isEmpty())
        return fail(ErrorKind::CredentialsMissing, QStringLiteral("user name or password is empty"));
    if (credentials.user.contains(QChar(u'\0')) || credentials.password.reveal().contains('\0'))
        return fail(ErrorKind::InvalidInput, QStringLiteral("user name or password holds U+0000"));

    if (offers(offered, "PLAIN"))
        return std::make_unique<Plain>(credentials);
    if (offers(offered, "LOGIN"))
        return std::make_unique<Login>(credentials);
    return fail(ErrorKind::AuthenticationUnsupported,
                QStringLiteral("none of the server's mechanisms fits: %1").arg(printable(offered.join(' '))));
}

} // namespace liaison::sasl
