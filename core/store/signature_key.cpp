#include "core/store/signature_key.h"

#include "core/store/dialect.h"
#include "core/store/session.h"

namespace liaison::store {

Result<QString> signatureKey(Session &session, const QString &person)
{
    auto row = session.row(session.dialect().ownAccount());
    if (!row)
        return session.missing(QStringLiteral("the database's account"));
    const QString account = row->text();
    return session.answer(account.isEmpty() ? QStringLiteral("signature.person/") + person
                                            : QStringLiteral("signature.own/%1/%2").arg(account, person));
}

} // namespace liaison::store
