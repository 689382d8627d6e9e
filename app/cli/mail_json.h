#pragma once

#include "core/store/messages.h"

#include <QHash>
#include <QJsonObject>

namespace liaison::cli {

/// A mail as lists have it; `incident` is the key of its incident, or empty.
QJsonObject mailToJson(const store::MailRow &mail, const QString &incident);

QJsonObject addressToJson(const domain::Address &address);

/// The keys of the incidents that mails are in.
Result<QHash<IncidentId, QString>> incidentKeys(store::Session &session, const QList<store::MailRow> &mails);

} // namespace liaison::cli
