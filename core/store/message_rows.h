#pragma once

#include "core/store/messages.h"

#include <QString>

namespace liaison::store {

class Session;

/// "FROM message m LEFT JOIN link l …": what every list of mails selects from.
QString messageJoins();

/// SQL that is true for a mail the person bound to its one placeholder has read (or that is never unread).
QString readCondition();

/// The mails that `condition` (on m and l) selects, in `order`. `binds` belong to the condition and the rest.
Result<QList<MailRow>> selectMailRows(Session &session, const QString &person, const QString &conditionAndOrder,
                                      const QVariantList &binds);

QString toString(Direction direction);
QString toString(Triage triage);
Triage triageFrom(const QString &text);

} // namespace liaison::store
