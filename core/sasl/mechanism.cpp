#include "core/sasl/mechanism.h"

#include "core/base/log.h"
#include "core/sasl/bearer.h"
#include "core/sasl/external.h"
#include "core/sasl/login.h"
#include "core/sasl/plain.h"
#include "core/sasl/scram.h"

#include <algorithm>

namespace liaison::sasl {

namespace {

using Made = Result<std::unique_ptr<Mechanism>>;

bool offers(const QList<QByteArray> &offered, const char *name)
{
    return std::any_of(offered.cbegin(), offered.cend(),
                       [name](const QByteArray &o) { return o.compare(name, Qt::CaseInsensitive) == 0; });
}

Made noneFits(const QList<QByteArray> &offered)
{
    return fail(ErrorKind::AuthenticationUnsupported,
                QStringLiteral("none of the server's mechanisms fits: %1").arg(printable(offered.join(' '))));
}

Made byPassword(const QList<QByteArray> &offered, const Credentials &credentials)
{
    if (credentials.proof == Proof::Password) {
        if (offers(offered, "SCRAM-SHA-256"))
            return std::make_unique<Scram>(credentials, Scram::Hash::Sha256);
        if (offers(offered, "SCRAM-SHA-1"))
            return std::make_unique<Scram>(credentials, Scram::Hash::Sha1);
    }
    if (offers(offered, "PLAIN"))
        return std::make_unique<Plain>(credentials);
    if (offers(offered, "LOGIN"))
        return std::make_unique<Login>(credentials);
    return noneFits(offered);
}

Made byToken(const QList<QByteArray> &offered, const Credentials &credentials)
{
    if (!isBearerToken(credentials.password.reveal()))
        return fail(ErrorKind::InvalidInput, QStringLiteral("what is stored as the access token is none"));
    if (offers(offered, "OAUTHBEARER"))
        return std::make_unique<OAuthBearer>(credentials);
    if (offers(offered, "XOAUTH2"))
        return std::make_unique<XOAuth2>(credentials);
    return noneFits(offered);
}

} // namespace

Made choose(const QList<QByteArray> &offered, const Credentials &credentials)
{
    if (credentials.proof == Proof::Certificate) {
        if (offers(offered, "EXTERNAL"))
            return std::make_unique<External>();
        return noneFits(offered);
    }
    if (credentials.user.isEmpty() || credentials.password.isEmpty())
        return fail(ErrorKind::CredentialsMissing, QStringLiteral("user name or secret is empty"));
    if (credentials.user.contains(QChar(u'\0')) || credentials.password.reveal().contains('\0'))
        return fail(ErrorKind::InvalidInput, QStringLiteral("user name or secret holds U+0000"));
    return credentials.proof == Proof::BearerToken ? byToken(offered, credentials) : byPassword(offered, credentials);
}

} // namespace liaison::sasl
